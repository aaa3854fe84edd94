/* A line of the ledger of services as a form: who gets what, from when, and from whom; and its
 * end. */
#include "form.h"

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
			: _("r on its row ends it, not u"));
	}
	mq_plan_release(&plan);
	return err;
}

const struct mq_form_use mq_form_service = {
	.name = N_("service"), .task = "service", .done = N_("enter the service"),
	.section = "service", .add_rows = add_rows, .say = say,
};

/* ---- ended ---- */

static const char *on_card(const struct mq_form_state *form, const struct mq_card *card,
	const char *id)
{
	return mq_form_on_card(card, mq_form_field(form, id));
}

static enum mq_err make_end(struct mq_form_state *form, struct mq_diag *diag)
{
	struct mq_card card = {0};
	enum mq_err err = mq_session_card(form->session, form->kind, form->id, &card, diag);
	if (err == MQ_OK) {
		form->key = mq_arena_strdup(&form->arena, on_card(form, &card, "service_id"));
		form->title = mq_arena_format(&form->arena, "%s  %s", on_card(form, &card,
			"service_state"), on_card(form, &card, "service_item"));
		struct mq_form_row *row = mq_form_add_id(form, "service_end_reason", "");
		if (row) {
			row->required = true;
		}
		mq_form_add_id(form, "service_to", _("today"));
	}
	mq_card_release(&card);
	return err;
}

static enum mq_err say_end(struct mq_form_state *form, const char *const *words, size_t n,
	bool trying, struct mq_form_told *told, struct mq_diag *diag)
{
	struct mq_plan plan = {0};
	(void)trying;
	enum mq_err err = mq_session_service_end(form->session, form->key, words, n, &plan, diag);
	if (err == MQ_OK) {
		mq_buf_addf(&told->text, plan.there ? _("%s: had ended already") : _("%s: has ended"),
			form->title);
		mq_buf_adds(&told->hint, plan.n_notes > 0 ? plan.notes[0]
			: _("s on whom it was given to begins another"));
	}
	mq_plan_release(&plan);
	return err;
}

const struct mq_form_use mq_form_end_of_service = {
	.name = N_("end of a service"), .task = "service_end", .done = N_("end the service"),
	.section = "history", .make = make_end, .say = say_end,
};

const struct mq_form_use *mq_form_lead_on(const struct mq_schema *schema, mq_kind_id kind)
{
	return kind == mq_schema_kind(schema, "service") ? &mq_form_end_of_service
		: &mq_form_step_of_need;
}
