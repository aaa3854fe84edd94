#include "visit_own.h"

/*
 * What was heard becomes a record of its own in the act of the visit. Here it is but told; the
 * desk, the level and the deadline are for needs to say, and this is the place to ask them.
 */

void visit_hear(const struct visit_names *names, const struct mq_view *view, const char *visit_key,
	size_t n, mq_day day, mq_record_id about, mq_record_id household,
	const struct mq_visit_thing *need, struct mq_plan *plan)
{
	struct change_draft draft;

	draft_begin(&draft, plan, names->need, MQ_NO_RECORD);
	draft_set_text(&draft, names->need_id,
		mq_arena_format(&plan->arena, "%s/N%zu", visit_key, n));
	draft_set_id(&draft, visit_link(view->schema, names->need, names->resident), about);
	draft_set_id(&draft, visit_link(view->schema, names->need, names->household), household);
	draft_set_day(&draft, names->need_day, day);
	draft_set_text(&draft, names->need_kind, need->what);
	draft_set_text(&draft, names->need_detail, need->detail);
	draft_set_text(&draft, names->need_channel, "visit");
	draft_set_text(&draft, names->need_state, "open");
	draft_end(&draft);
	plan->n_needs++;
}
