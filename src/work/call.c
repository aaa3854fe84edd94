#include "visit_own.h"

/*
 * Calls of who provides a service: a line of the ledger says by when the provider is to have come
 * next (service_next) and when it came last (service_done). A pairing waits for the first call;
 * each that was made is told, and waits for the next, until the line ends.
 */

struct call {
	const struct mq_view *view;
	const char *dir;	/* of providers.yaml */
	struct visit_names names;
	mq_record_id line;
	struct call_line of;	/* the same line, of whose days the call is one */
	mq_day day;
	struct mq_plan *plan;
	struct change_draft draft;
	struct mq_diag *diag;
};

/* ---- days that are said ---- */

static enum mq_err call_amiss(const struct call_line *line, mq_day day)
{
	const char *fault = day > line->view->today ? _("the day of the call is still to come") :
		day < line->begin ? _("the call is before the service begins") :
		day > line->end ? _("the call is after the service ended") : NULL;

	if (!fault) {
		return MQ_OK;
	}
	mq_diag_add(line->diag, MQ_ERR_INPUT, "%s", fault);
	if (day > line->end) {
		mq_diag_hint(line->diag, "%s", _("`minqing service pair` begins another"));
	}
	return MQ_ERR_INPUT;
}

enum mq_err call_day(const struct call_line *line, mq_day *day)
{
	const struct mq_record_value *said = draft_get(line->draft, line->names->service_done);
	enum mq_err err = MQ_OK;

	*day = line->view->today;
	if (said) {
		err = day_said(line->view, said->field, said->text, day, line->diag);
	}
	return err == MQ_OK ? call_amiss(line, *day) : err;
}

static enum mq_err next_amiss(const struct call_line *line, mq_day last, mq_day next)
{
	const char *fault = next <= last ? _("the next call is not after this one") :
		next < line->begin ? _("the next call is before the service begins") :
		next > line->end ? _("the next call is after the service ends") : NULL;

	return fault ? mq_diag_add(line->diag, MQ_ERR_INPUT, "%s", fault) : MQ_OK;
}

enum mq_err call_settle(const struct call_line *line, mq_day last, mq_day day, mq_day *next)
{
	mq_field_id field = line->names->service_next;
	const struct mq_record_value *said = draft_get(line->draft, field);

	*next = field != MQ_NO_FIELD && day <= line->end ? day : MQ_DAY_MAX;
	if (said) {
		enum mq_err err = day_said(line->view, field, said->text, next, line->diag);

		return err == MQ_OK ? next_amiss(line, last, *next) : err;
	}
	if (*next != MQ_DAY_MAX) {
		draft_set_day(line->draft, field, *next);
	}
	return MQ_OK;
}

/* ---- a call of a line ---- */

static struct mq_slice of_line(const struct call *call, mq_field_id field)
{
	return stored(call->view, call->names.service, call->line, field);
}

static mq_day day_of_line(const struct call *call, mq_field_id field, mq_day otherwise)
{
	return stored_day(call->view, call->names.service, call->line, field, otherwise);
}

/* Active; or ended, not before the day of the call. */
static bool is_received(const struct call *call)
{
	const struct visit_names *names = &call->names;
	struct mq_slice state = of_line(call, names->service_state);

	return text_is(state, "active") || (text_is(state, "ended") &&
		call->day <= day_of_line(call, names->service_to, MQ_DAY_MIN));
}

static enum mq_err check_line(const struct call *call)
{
	const struct visit_names *names = &call->names;

	if (!is_received(call)) {
		return mq_diag_add(call->diag, MQ_ERR_INPUT,
			_("a call is of a service that is received; this one says '%s'"),
			shown_of(call->view, names->service, call->line, names->service_state,
				&call->plan->arena));
	}
	if (of_line(call, names->service_provider).data || of_line(call, names->service_next).data) {
		return MQ_OK;
	}
	mq_diag_add(call->diag, MQ_ERR_INPUT, "%s", _("the line says of nobody that they call"));
	mq_diag_hint(call->diag, "%s", _("`minqing service pair` begins one with a provider"));
	return MQ_ERR_INPUT;
}

/* A call of an earlier day takes nothing back; one of the same day may still say when the next is. */
static bool is_there(struct call *call)
{
	const struct visit_names *names = &call->names;
	mq_day last = day_of_line(call, names->service_done, MQ_DAY_MIN);
	bool there = last > call->day ||
		(last == call->day && !draft_get(&call->draft, names->service_next));
	char text[16];

	if (last > call->day) {
		mq_day_format(last, text);
		plan_note(call->plan, _("a later call is there: %s"), text);
	}
	if (there && (draft_get(&call->draft, names->service_next) ||
			draft_get(&call->draft, names->service_evidence))) {
		plan_note(call->plan, "%s", _("what else was said of it is not entered"));
	}
	return there;
}

/* How long after a call the next one is due, as the provider's row has it now; 0: there is none. */
static enum mq_err find_interval(const struct call *call, int *days)
{
	struct mq_providers providers;
	const struct mq_provider *provider;
	enum mq_err err = mq_providers_read(call->dir, call->view->schema, call->view->today,
		&providers, call->diag);

	provider = provider_named(&providers, of_line(call, call->names.service_provider));
	*days = provider ? provider->every_days : 0;
	mq_providers_release(&providers);
	return err;
}

static enum mq_err settle_next(struct call *call)
{
	const struct visit_names *names = &call->names;
	mq_day next = MQ_DAY_MAX;
	int days = 0;
	char text[16];
	enum mq_err err;

	/* One that has ended waits for none. */
	if (!text_is(of_line(call, names->service_state), "active")) {
		call->of.end = call->day;
	}
	err = draft_get(&call->draft, names->service_next) ? MQ_OK : find_interval(call, &days);
	if (err == MQ_OK) {
		err = call_settle(&call->of, call->day, days > 0 ? call->day + days : MQ_DAY_MAX,
			&next);
	}
	if (err == MQ_OK && next == MQ_DAY_MAX) {
		draft_set(&call->draft, names->service_next, mq_slice(NULL, 0));
		plan_note(call->plan, "%s", _("no further call is waited for"));
	} else if (err == MQ_OK) {
		mq_day_format(next, text);
		plan_note(call->plan, _("next call by %s"), text);
	}
	return err;
}

static enum mq_err plan_call(struct call *call, const char *const *words, size_t n_words)
{
	const struct visit_names *names = &call->names;
	const mq_field_id takes[] = {names->service_done, names->service_next,
		names->service_evidence};
	enum mq_err err;

	draft_begin(&call->draft, call->plan, names->service, call->line);
	call->of = (struct call_line){call->view, names, &call->draft,
		day_of_line(call, names->service_from, MQ_DAY_MIN),
		day_of_line(call, names->service_to, MQ_DAY_MAX), call->diag};
	err = words_set_only(call->view, names->service, words, n_words, takes, MQ_LENGTH(takes),
		&call->draft, call->diag);
	if (err == MQ_OK) {
		err = call_day(&call->of, &call->day);
	}
	if (err == MQ_OK) {
		err = check_line(call);
	}
	call->plan->there = err == MQ_OK && is_there(call);
	if (err != MQ_OK || call->plan->there) {
		return err;
	}
	err = settle_next(call);
	if (err == MQ_OK) {
		draft_set_day(&call->draft, names->service_done, call->day);
		draft_end(&call->draft);
		call->plan->n_services = 1;
	}
	return err;
}

/* A register made before there were calls can be given them. */
static enum mq_err check_fields(const struct visit_names *names, struct mq_diag *diag)
{
	if (names->service_done != MQ_NO_FIELD && names->service_next != MQ_NO_FIELD) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_CONFIG, _("the register has no field '%s', which calls need"),
		names->service_done == MQ_NO_FIELD ? "service_done" : "service_next");
	mq_diag_hint(diag, _("%s says which fields a service has"), "config/fields/70-service.yaml");
	return MQ_ERR_CONFIG;
}

enum mq_err mq_service_done_plan(const struct mq_view *view, const char *dir, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	struct call call = {.view = view, .dir = dir, .plan = plan, .diag = diag};
	enum mq_err err = visit_names_find(view->schema, &call.names, diag);

	if (err == MQ_OK) {
		err = check_fields(&call.names, diag);
	}
	if (err == MQ_OK) {
		err = service_find(view, &call.names, id, plan, &call.line, diag);
	}
	return err == MQ_OK ? plan_call(&call, words, n_words) : err;
}
