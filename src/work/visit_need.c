#include "visit_own.h"

#include <minqing/need.h>

/*
 * What was heard becomes a record of its own in the act of the visit, told on its day. Which
 * desk has it, at which level and until when is for the rules of needs to say; a register
 * without any keeps what was told.
 */

/* The plan of a need becomes one record more of the sitting. */
static void add_plan(struct sitting *s, mq_record_id about, struct mq_need_plan *plan)
{
	const struct visit_names *names = &s->names;
	bool of_person = about != MQ_NO_RECORD;
	struct change_draft draft;

	mq_need_plan_about(s->rules, s->view, of_person ? names->resident : names->household,
		of_person ? about : s->household, &s->need_number, plan);
	draft_begin(&draft, s->plan, names->need, MQ_NO_RECORD);
	for (size_t i = 0; i < plan->n_values; i++) {
		draft_set(&draft, plan->values[i].field, plan->values[i].text);
	}
	draft_end(&draft);
}

/* As the rules have it: by category, from the day it was told. */
static enum mq_err route(struct sitting *s, mq_record_id about, const struct mq_visit_thing *need,
	struct mq_diag *diag)
{
	const struct visit_names *names = &s->names;
	char day[16];

	mq_day_format(s->day, day);

	const struct mq_record_value values[] = {
		{names->need_day, mq_slice_str(day)},
		{names->need_kind, mq_slice_str(need->what)},
		{names->need_detail, mq_slice_str(need->detail)},
		{names->need_channel, mq_slice_str("visit")},
		{mq_need_rules_field(s->rules, MQ_NEED_VISIT), mq_slice_str(s->plan->key)},
	};
	const struct mq_need_given given = {.command = MQ_NEED_ADD, .values = values,
		.n_values = MQ_LENGTH(values), .spot = need->spot};
	struct mq_need_plan plan;
	enum mq_err err = mq_need_plan(s->rules, s->view, MQ_NO_RECORD, &given, &plan, diag);

	if (err == MQ_OK) {
		add_plan(s, about, &plan);
	}
	mq_need_plan_release(&plan);
	return err;
}

static void keep(struct sitting *s, size_t *n, mq_record_id about,
	const struct mq_visit_thing *need)
{
	const struct visit_names *names = &s->names;
	const struct mq_schema *schema = s->view->schema;
	struct change_draft draft;

	draft_begin(&draft, s->plan, names->need, MQ_NO_RECORD);
	draft_set_text(&draft, names->need_id, sitting_number(s, names->need, 'N', n));
	draft_set_id(&draft, visit_link(schema, names->need, names->resident), about);
	draft_set_id(&draft, visit_link(schema, names->need, names->household), s->household);
	draft_set_day(&draft, names->need_day, s->day);
	draft_set_text(&draft, names->need_kind, need->what);
	draft_set_text(&draft, names->need_detail, need->detail);
	draft_set_text(&draft, names->need_channel, "visit");
	draft_set_text(&draft, names->need_state, need->spot ? "spot_done" : "open");
	draft_end(&draft);
}

/* Where the visit of a need is told: with rules in a field of its own, else by its key. */
static struct visit_kept kept_in(const struct sitting *s)
{
	return (struct visit_kept){s->names.need,
		s->rules ? mq_need_rules_field(s->rules, MQ_NEED_VISIT) : s->names.need_id,
		s->names.need_kind, s->names.need_detail};
}

/* What was told of before is not told of again; nor is it closed by being told of. */
static enum mq_err check_there(const struct sitting *s, const struct mq_visit_thing *need,
	mq_record_id there)
{
	const struct visit_names *names = &s->names;
	struct mq_arena *arena = &s->plan->arena;

	if (!need->spot || !mq_need_is_open(mq_need_state_of(stored(s->view, names->need, there,
			names->need_state)))) {
		return MQ_OK;
	}
	mq_diag_add(s->diag, MQ_ERR_INPUT, _("this visit told of it before, and it is still open: %s"),
		shown_of(s->view, names->need, there, names->need_kind, arena));
	mq_diag_hint(s->diag, _("`minqing need close %s result=… satisfaction=…` closes it"),
		key_of(s->view, names->need, there, arena));
	return MQ_ERR_INPUT;
}

static enum mq_err hear(struct sitting *s, mq_record_id about)
{
	const struct visit_kept kept = kept_in(s);
	enum mq_err err = MQ_OK;
	size_t n = 0;

	for (size_t i = 0; i < s->visit->n_needs && err == MQ_OK; i++) {
		const struct mq_visit_thing *need = &s->visit->needs[i];

		mq_record_id there = s->again ? sitting_said(s, &kept, need) : MQ_NO_RECORD;

		if (there != MQ_NO_RECORD) {
			err = check_there(s, need, there);
			continue;
		}
		if (s->rules) {
			err = route(s, about, need, s->diag);
		} else {
			keep(s, &n, about, need);
		}
		s->plan->n_needs++;
	}
	return err;
}

enum mq_err visit_hear(struct sitting *s, const char *dir, mq_record_id about)
{
	struct mq_diag faults = {0};
	enum mq_err err = s->visit->n_needs == 0 ? MQ_OK :
		mq_need_rules_read(dir, s->view->schema, &s->rules, &faults);

	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_release(&faults);
		err = MQ_OK;
	}
	mq_diag_move(s->diag, &faults);
	err = err == MQ_OK ? hear(s, about) : err;
	mq_need_rules_free(s->rules);
	s->rules = NULL;
	return err;
}
