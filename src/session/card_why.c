#include "card.h"

#include <string.h>

/* The section that tells why the one on the card is on the list in force, or is not. */

static bool is_worth_a_line(const struct mq_why *why, const struct mq_why_line *line)
{
	return line->depth <= 1 || (line->decides && why->verdict != MQ_VERDICT_YES);
}

/* The verdict, then the condition and what it rests on, where that says more. */
static void add_reason(struct mq_writing *w, struct mq_card_section *section,
	const struct mq_why_line *reason)
{
	const char *verdict = reason->verdict == MQ_VERDICT_YES ? _("yes")
		: reason->verdict == MQ_VERDICT_NO ? _("no") : _("unknown");
	bool says_more = reason->value && strcmp(reason->value, verdict) != 0 &&
		!strstr(reason->words, reason->value);
	const char *text = mq_arena_format(&w->card->arena, "%*s%s%s%s", (int)reason->depth * 2, "",
		reason->words, says_more ? "  " : "", says_more ? reason->value : "");
	struct mq_card_line *line = mq_writing_line(w, section, verdict, mq_slice_str(text));

	line->kind = reason->kind;
	line->id = reason->id;
	line->field = reason->field;
}

void mq_writing_why(struct mq_writing *w)
{
	static const char *const titles[] = {
		[MQ_VERDICT_NO] = N_("why not on the list"),
		[MQ_VERDICT_UNKNOWN] = N_("why perhaps on the list"),
		[MQ_VERDICT_YES] = N_("why on the list"),
	};
	struct mq_session *session = w->session;
	struct mq_card_section *section;
	struct mq_why why;

	if (!session->asked || mq_query_kind(session->query) != w->card->kind ||
	    mq_query_n_conjuncts(session->query) == 0) {
		return;
	}
	w->err = mq_why_fill(session, session->query, w->card->id, &why, w->diag);
	if (w->err == MQ_OK) {
		section = mq_writing_section(w, "why", _(titles[why.verdict]));
		for (size_t i = 0; i < why.n_lines; i++) {
			if (is_worth_a_line(&why, &why.lines[i])) {
				add_reason(w, section, &why.lines[i]);
			}
		}
		mq_writing_drop_if_empty(w);
	}
	mq_why_release(&why);
}
