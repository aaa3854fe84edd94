#include "visit_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Lines of the service ledger. A line's key is of whom, what and since when, so that the same
 * line said twice is there already.
 */

enum { LINES_AT_ONCE = 64 };

struct line {
	const struct mq_view *view;
	struct visit_names names;
	struct mq_whom whom;
	struct mq_plan *plan;
	struct change_draft draft;
	mq_day from;
	mq_day to;		/* MQ_DAY_MAX where not said */
	int first_days;		/* to the first call of who provides it; 0: none is waited for */
	struct mq_diag *diag;
};

static enum mq_err read_day_of(struct line *line, mq_field_id field, mq_day otherwise, mq_day *day)
{
	const struct mq_record_value *value = draft_get(&line->draft, field);

	*day = otherwise;
	return value ? day_said(line->view, field, value->text, day, line->diag) : MQ_OK;
}

/* The item by its id, whatever it was called. */
static enum mq_err settle_item(struct line *line)
{
	const struct mq_field *field = &line->view->schema->fields[line->names.service_item];
	const struct mq_record_value *value = draft_get(&line->draft, field->number);
	int code;
	enum mq_err err;

	if (!value) {
		mq_diag_add(line->diag, MQ_ERR_INPUT, "%s", _("what is given? item=…"));
		mq_diag_hint(line->diag, _("`minqing schema show %s` lists them"), field->id);
		return MQ_ERR_INPUT;
	}
	err = code_said(field, value->text, &code, line->diag);
	if (err == MQ_OK) {
		draft_set_text(&line->draft, field->number, field->codes->codes[code].id);
	}
	return err;
}

static enum mq_err settle_days(struct line *line)
{
	enum mq_err err = read_day_of(line, line->names.service_from, line->view->today, &line->from);

	if (err == MQ_OK) {
		err = read_day_of(line, line->names.service_to, MQ_DAY_MAX, &line->to);
	}
	if (err == MQ_OK && line->to < line->from) {
		err = mq_diag_add(line->diag, MQ_ERR_INPUT, "%s", _("it ends before it begins"));
	}
	if (err == MQ_OK) {
		draft_set_day(&line->draft, line->names.service_from, line->from);
	}
	return err;
}

/* A code may be said by any of its names. */
static bool says_code(const struct line *line, mq_field_id field, const char *id)
{
	const struct mq_record_value *value = draft_get(&line->draft, field);
	const struct mq_codes *codes = value ? line->view->schema->fields[field].codes : NULL;
	int code = codes ? mq_codes_find(codes, value->text.data, value->text.len) : -1;

	return code >= 0 && strcmp(codes->codes[code].id, id) == 0;
}

/* What was ended today may be begun once more today; said later it is what was there. */
static bool is_begun_again(const struct line *line, mq_record_id had)
{
	return line->from == line->view->today &&
		!says_code(line, line->names.service_state, "ended") &&
		text_is(stored(line->view, line->names.service, had, line->names.service_state),
			"ended");
}

static void settle_key(struct line *line)
{
	struct mq_arena *arena = &line->plan->arena;
	const char *whose = key_of(line->view, line->whom.kind, line->whom.id, arena);
	const char *item = draft_get(&line->draft, line->names.service_item)->text.data;
	mq_record_id had;
	unsigned n = 0;
	char day[16];

	mq_day_format(line->from, day);
	do {
		line->plan->key = ++n == 1 ? mq_arena_format(arena, "%s/%s/%s", whose, item, day) :
			mq_arena_format(arena, "%s/%s/%s.%u", whose, item, day, n);
		had = mq_index_find(line->view->index, line->names.service,
			mq_slice_str(line->plan->key));
	} while (had != MQ_NO_RECORD && is_begun_again(line, had));
	line->plan->there = had != MQ_NO_RECORD;
	if (line->plan->there) {
		plan_note(line->plan, _("it says: %s"), shown_of(line->view, line->names.service, had,
			line->names.service_state, arena));
	}
}

/* ---- overlaps ---- */

static const char *const not_given[] = {"may", "told", "applied", "review", "refused", "declined",
	NULL};

/* Is the same thing given by another line on a day of this one? What was done once, on a day, is
 * no doubling. */
static bool overlaps(const struct line *line, mq_record_id id)
{
	const struct visit_names *names = &line->names;
	struct mq_slice state = stored(line->view, names->service, id, names->service_state);
	mq_field_id of_person = visit_link(line->view->schema, names->service, names->resident);

	/* A line of a person is linked with the household as well, and is not the household's. */
	if (line->whom.kind == names->household &&
	    stored(line->view, names->service, id, of_person).data) {
		return false;
	}
	if (!text_is(stored(line->view, names->service, id, names->service_item),
		draft_get(&line->draft, names->service_item)->text.data) ||
	    text_is(stored(line->view, names->service, id, names->service_cycle), "once") ||
	    word_is(state.data ? state : mq_slice("", 0), not_given)) {
		return false;
	}
	return stored_day(line->view, names->service, id, names->service_from, MQ_DAY_MIN) <=
			line->to &&
		stored_day(line->view, names->service, id, names->service_to, MQ_DAY_MAX) >=
			line->from;
}

static void note_overlaps(struct line *line)
{
	mq_field_id link = visit_link(line->view->schema, line->names.service, line->whom.kind);
	mq_record_id ids[LINES_AT_ONCE];
	size_t n;

	for (mq_record_id from = 0; link != MQ_NO_FIELD && (n = mq_query_linked(line->view, link,
			line->whom.id, from, ids, LINES_AT_ONCE)) > 0; from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			if (overlaps(line, ids[i])) {
				plan_note(line->plan, _("given already: %s, from %s (%s)"),
					shown_of(line->view, line->names.service, ids[i],
						line->names.service_item, &line->plan->arena),
					shown_of(line->view, line->names.service, ids[i],
						line->names.service_from, &line->plan->arena),
					key_of(line->view, line->names.service, ids[i],
						&line->plan->arena));
			}
		}
	}
}

/* ---- a new line ---- */

/* Does somebody who provides it come again and again? */
static bool is_called_on(const struct line *line)
{
	const struct visit_names *names = &line->names;

	return line->first_days > 0 && !says_code(line, names->service_cycle, "once") &&
		(!draft_get(&line->draft, names->service_state) ||
			says_code(line, names->service_state, "active"));
}

static void note_first(struct line *line, mq_day next)
{
	char text[16];

	if (next == MQ_DAY_MAX) {
		plan_note(line->plan, "%s", _("no call is waited for"));
	} else {
		mq_day_format(next, text);
		plan_note(line->plan, _("first call by %s"), text);
	}
}

/* The first call is counted from the pairing, or from the day it is for. */
static enum mq_err settle_calls(struct line *line)
{
	const struct visit_names *names = &line->names;
	const struct call_line calls = {line->view, names, &line->draft, line->from, line->to,
		line->diag};
	mq_day today = line->view->today;
	mq_day day = is_called_on(line) ? (line->from > today ? line->from : today) +
		line->first_days : MQ_DAY_MAX;
	mq_day last = MQ_DAY_MIN;
	mq_day next;
	enum mq_err err = draft_get(&line->draft, names->service_done) ? call_day(&calls, &last) :
		MQ_OK;

	if (err == MQ_OK) {
		err = call_settle(&calls, last, day, &next);
	}
	if (err == MQ_OK && line->first_days > 0 && names->service_next != MQ_NO_FIELD) {
		note_first(line, next);
	}
	return err;
}

static void finish_line(struct line *line)
{
	const struct mq_schema *schema = line->view->schema;
	const struct visit_names *names = &line->names;
	struct change_draft *draft = &line->draft;

	note_overlaps(line);
	draft_set_text(draft, names->service_id, line->plan->key);
	draft_default(draft, names->service_state, "active");
	draft_set_id(draft, visit_link(schema, names->service, names->resident),
		line->whom.kind == names->resident ? line->whom.id : MQ_NO_RECORD);
	draft_set_id(draft, visit_link(schema, names->service, names->household),
		mq_visit_household(line->view, line->whom));
	draft_end(draft);
	line->plan->n_services = 1;
}

static enum mq_err plan_line(struct line *line, const char *const *words, size_t n_words)
{
	enum mq_err err;

	draft_begin(&line->draft, line->plan, line->names.service, MQ_NO_RECORD);
	err = words_set(line->view, line->names.service, words, n_words, &line->draft, line->diag);
	if (err == MQ_OK) {
		err = settle_item(line);
	}
	if (err == MQ_OK) {
		err = settle_days(line);
	}
	if (err == MQ_OK) {
		settle_key(line);
	}
	if (err == MQ_OK && !line->plan->there) {
		err = settle_calls(line);
	}
	if (err == MQ_OK && !line->plan->there) {
		finish_line(line);
	}
	return err;
}

enum mq_err service_plan(const struct mq_view *view, struct mq_whom whom,
	const char *const *words, size_t n_words, int first_days, struct mq_plan *plan,
	struct mq_diag *diag)
{
	struct line line = {.view = view, .whom = whom, .plan = plan, .first_days = first_days,
		.diag = diag};
	enum mq_err err = visit_names_find(view->schema, &line.names, diag);

	return err == MQ_OK ? plan_line(&line, words, n_words) : err;
}

enum mq_err mq_service_plan(const struct mq_view *view, struct mq_whom whom,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	return service_plan(view, whom, words, n_words, 0, plan, diag);
}

/* ---- its end ---- */

enum mq_err service_find(const struct mq_view *view, const struct visit_names *names,
	const char *id, struct mq_plan *plan, mq_record_id *found, struct mq_diag *diag)
{
	*found = mq_index_find(view->index, names->service, mq_slice_str(id));
	if (*found == MQ_NO_RECORD || !mq_set_has(view->universe[names->service], *found)) {
		mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("no %s has the key '%s'"),
			mq_kind_label(&view->schema->kinds[names->service]), id);
		mq_diag_hint(diag, "%s", _("`minqing service list --columns service_id,name,service_item` "
			"shows the keys"));
		return MQ_ERR_NOT_FOUND;
	}
	plan->key = mq_arena_strdup(&plan->arena, id);
	return MQ_OK;
}

static enum mq_err check_end(struct line *line, mq_record_id id)
{
	enum mq_err err = read_day_of(line, line->names.service_to, line->view->today, &line->to);

	if (err == MQ_OK && line->to < stored_day(line->view, line->names.service, id,
			line->names.service_from, MQ_DAY_MIN)) {
		err = mq_diag_add(line->diag, MQ_ERR_INPUT, "%s", _("it ends before it begins"));
	}
	if (err == MQ_OK && !draft_get(&line->draft, line->names.service_reason)) {
		mq_diag_add(line->diag, MQ_ERR_INPUT, "%s", _("why does it end? reason=…"));
		mq_diag_hint(line->diag, _("`minqing schema show %s` lists them"), "service_end_reason");
		err = MQ_ERR_INPUT;
	}
	return err;
}

static enum mq_err plan_end(struct line *line, mq_record_id id, const char *const *words,
	size_t n_words)
{
	const struct visit_names *names = &line->names;
	const mq_field_id takes[] = {names->service_reason, names->service_to,
		names->service_evidence};
	struct change_draft *draft = &line->draft;
	enum mq_err err;

	draft_begin(draft, line->plan, names->service, id);
	line->plan->there = text_is(stored(line->view, names->service, id,
		names->service_state), "ended");
	if (line->plan->there) {
		return MQ_OK;
	}
	err = words_set_only(line->view, names->service, words, n_words, takes, MQ_LENGTH(takes),
		draft, line->diag);
	if (err == MQ_OK) {
		err = check_end(line, id);
	}
	if (err == MQ_OK) {
		draft_set_text(draft, names->service_state, "ended");
		draft_set_day(draft, names->service_to, line->to);
		draft_end(draft);
		line->plan->n_services = 1;
	}
	return err;
}

enum mq_err mq_service_end_plan(const struct mq_view *view, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag)
{
	struct line line = {.view = view, .plan = plan, .diag = diag};
	mq_record_id found;
	enum mq_err err = visit_names_find(view->schema, &line.names, diag);

	if (err == MQ_OK) {
		err = service_find(view, &line.names, id, plan, &found, diag);
	}
	return err == MQ_OK ? plan_end(&line, found, words, n_words) : err;
}
