/*
 * A line of the ledger of services as a form: who gets what, from when, and from whom; and led
 * on: who provides it has called, or it has ended.
 */
#include "form.h"

#include <string.h>

#include <minqing/card.h>
#include <minqing/office.h>

static const struct {
	const char *id;
	const char *otherwise;	/* N_() */
	bool required;
} rows[] = {
	{"service_item", "", true},
	{"service_provider", "", false},
	{"service_from", N_("today"), false},
	{"service_to", N_("without end"), false},
	{"service_amount", "", false},
	{"service_cycle", "", false},
	{"service_state", N_("receives it"), false},
	{"service_review", "", false},
	{"service_next", "", false},
	{"service_evidence", "", false},
};

/* Each has a draft of their own. */
static void add_rows(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	form->place_kind = visit->whom.kind;
	form->place_id = visit->whom.id;
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		struct mq_form_row *row = mq_form_add_id(form, rows[i].id,
			*rows[i].otherwise ? _(rows[i].otherwise) : "");
		if (row) {
			row->required = rows[i].required;
		}
	}
}

static enum mq_err say(struct mq_form_state *form, const char *const *words, size_t n, bool trying,
	struct mq_form_told *told, struct mq_diag *diag)
{
	struct mq_plan plan = {0};
	(void)trying;
	enum mq_err err = mq_session_service_add(form->session, form->key, words, n, &plan, diag);
	if (err == MQ_OK) {
		mq_buf_addf(&told->text, plan.there ? _("service of %s: there already")
			: _("service of %s"), form->title);
		mq_buf_adds(&told->hint, plan.n_notes > 0 ? plan.notes[0]
			: _("r on its row leads it on, not u"));
	}
	mq_plan_release(&plan);
	return err;
}

const struct mq_form_use mq_form_service = {
	.name = N_("service"), .task = "service", .done = N_("enter the service"),
	.section = "service", .add_rows = add_rows, .say = say,
};

/* ---- led on ---- */

enum { CALLED, ENDED };

static const struct {
	const char *id;
	const char *label;	/* N_() */
} steps[] = {
	[CALLED] = {"done", N_("the call was made")},
	[ENDED] = {"end", N_("end it")},
};

/* What each asks for. */
static const struct {
	const char *id;
	const char *otherwise;	/* N_() */
	unsigned step;
	bool required;
} step_rows[] = {
	{"service_done", N_("today"), CALLED, false},
	{"service_next", N_("by the provider's days"), CALLED, false},
	{"service_end_reason", "", ENDED, true},
	{"service_to", N_("today"), ENDED, false},
};

static const char *on_card(const struct mq_form_state *form, const struct mq_card *card,
	const char *id)
{
	return mq_form_on_card(card, mq_form_field(form, id));
}

static bool is_active(const struct mq_form_state *form, const struct mq_card *card)
{
	mq_field_id field = mq_form_field(form, "service_state");
	const struct mq_codes *states = form->schema->fields[field].codes;
	const char *shown = on_card(form, card, "service_state");
	int state = mq_codes_find(states, shown, strlen(shown));
	return state >= 0 && strcmp(states->codes[state].id, "active") == 0;
}

/* Is there somebody who calls, and can the register tell that they did? */
static bool is_called_on(const struct mq_form_state *form, const struct mq_card *card)
{
	return mq_form_field(form, "service_done") != MQ_NO_FIELD &&
		mq_form_field(form, "service_next") != MQ_NO_FIELD && is_active(form, card) &&
		(*on_card(form, card, "service_provider") || *on_card(form, card, "service_next"));
}

static void add_step_rows(struct mq_form_state *form, unsigned step, size_t choice)
{
	for (size_t i = 0; i < MQ_LENGTH(step_rows); i++) {
		struct mq_form_row *row = step_rows[i].step != step ? NULL :
			mq_form_add_id(form, step_rows[i].id,
				*step_rows[i].otherwise ? _(step_rows[i].otherwise) : "");
		if (row) {
			row->of = UINT64_C(1) << choice;
			row->must = step_rows[i].required ? row->of : 0;
			row->only = true;
		}
	}
}

static void add_steps(struct mq_form_state *form, const struct mq_card *card)
{
	unsigned first = is_called_on(form, card) ? CALLED : ENDED;
	struct mq_form_choice choices[MQ_LENGTH(steps)];
	for (unsigned i = first; i < MQ_LENGTH(steps); i++) {
		choices[i - first] = (struct mq_form_choice){.id = steps[i].id,
			.label = _(steps[i].label)};
	}
	mq_form_add_menu(form, choices, MQ_LENGTH(steps) - first);
	for (unsigned i = first; i < MQ_LENGTH(steps); i++) {
		add_step_rows(form, i, i - first);
	}
}

static enum mq_err make_step(struct mq_form_state *form, struct mq_diag *diag)
{
	struct mq_card card = {0};
	enum mq_err err = mq_session_card(form->session, form->kind, form->id, &card, diag);
	if (err == MQ_OK) {
		form->key = mq_arena_strdup(&form->arena, on_card(form, &card, "service_id"));
		form->title = mq_arena_format(&form->arena, "%s  %s", on_card(form, &card,
			"service_state"), on_card(form, &card, "service_item"));
		add_steps(form, &card);
	}
	mq_card_release(&card);
	return err;
}

/* The step is said apart from what it is given. */
static enum mq_err say_step(struct mq_form_state *form, const char *const *words, size_t n,
	bool trying, struct mq_form_told *told, struct mq_diag *diag)
{
	const char *step = mq_form_menu_said(words, n, diag);
	struct mq_plan plan = {0};
	(void)trying;
	if (!step) {
		return MQ_ERR_INPUT;
	}
	bool called = strcmp(step, steps[CALLED].id) == 0;
	enum mq_err err = called
		? mq_session_service_done(form->session, form->key, words + 1, n - 1, &plan, diag)
		: mq_session_service_end(form->session, form->key, words + 1, n - 1, &plan, diag);
	if (err == MQ_OK) {
		mq_buf_addf(&told->text, called
			? plan.there ? _("%s: the call was told already") : _("%s: the call was made")
			: plan.there ? _("%s: had ended already") : _("%s: has ended"), form->title);
		mq_buf_adds(&told->hint, plan.n_notes > 0 ? plan.notes[0] : called ? ""
			: _("s on whom it was given to begins another"));
	}
	mq_plan_release(&plan);
	return err;
}

const struct mq_form_use mq_form_step_of_service = {
	.name = N_("service"), .task = "service_step", .done = N_("lead it on"),
	.section = "history", .make = make_step, .say = say_step,
};

const struct mq_form_use *mq_form_lead_on(const struct mq_schema *schema, mq_kind_id kind)
{
	return kind == mq_schema_kind(schema, "service") ? &mq_form_step_of_service
		: &mq_form_step_of_need;
}
