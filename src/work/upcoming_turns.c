#include "upcoming_own.h"

#include <string.h>

/*
 * On which days a rule, or a query of one's own, comes to tell of whom. What is watched may be
 * another question from some day on, where a policy's thresholds are: then who fits the new one,
 * and did not fit the old one the day before, has come.
 */

void comings_add(struct mq_comings *comings, struct mq_coming coming)
{
	comings->comings = mq_grow(comings->comings, &comings->cap, comings->n + 1,
		sizeof(*comings->comings));
	comings->comings[comings->n++] = coming;
}

/* Unknown is not yet, and is no more. */
static bool is_told(const struct mq_turn *turn, bool leaves)
{
	return leaves ? turn->was == MQ_TRUE : turn->now == MQ_TRUE;
}

/* While one query is watched. */
static enum mq_err find_turns(const struct mq_view *view, const struct mq_upcoming_rule *rule,
	const char *query, unsigned n_days, bool both, struct mq_comings *comings,
	struct mq_diag *diag)
{
	struct mq_turns turns;
	enum mq_err err = mq_query_turns(view, rule->kind, query, strlen(query), n_days, &turns, diag);

	for (size_t i = 0; i < turns.n && err == MQ_OK; i++) {
		bool leaves = turns.turns[i].was == MQ_TRUE;

		if ((both && (leaves || turns.turns[i].now == MQ_TRUE)) ||
		    (!both && is_told(&turns.turns[i], rule->leaves))) {
			comings_add(comings, (struct mq_coming){
				.rule = rule, .day = turns.turns[i].day, .id = turns.turns[i].id,
				.leaves = leaves,
			});
		}
	}
	mq_turns_release(&turns);
	return err;
}

/* Whom a query is true of on a day, owned by the caller; of none (NULL) nobody. */
static enum mq_err fitting(struct mq_view view, mq_kind_id kind, const char *query, mq_day day,
	struct mq_set **set, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	view.today = day;
	view.cache = NULL;
	*set = NULL;
	if (query) {
		err = mq_query_hits_of(&view, kind, query, set, diag);
	}
	*set = *set ? *set : mq_set_new();
	return err;
}

/* On the day another query is watched: who fits it, and did not fit the one before the day before. */
static enum mq_err find_change(const struct mq_view *view, const struct mq_upcoming_rule *rule,
	const char *before, const struct mq_upcoming_watch *later, struct mq_comings *comings,
	struct mq_diag *diag)
{
	struct mq_set *was = NULL;
	struct mq_set *now = NULL;
	struct mq_set *come;
	mq_record_id id = 0;
	enum mq_err err = fitting(*view, rule->kind, before, later->from - 1, &was, diag);
	enum mq_err now_err = fitting(*view, rule->kind, later->query, later->from, &now, diag);

	come = mq_set_minus(now, was);
	while (mq_set_read(come, id, &id, 1) == 1) {
		comings_add(comings, (struct mq_coming){
			.rule = rule, .day = later->from, .id = id++,
		});
	}
	mq_set_free(come);
	mq_set_free(was);
	mq_set_free(now);
	return err == MQ_OK ? now_err : err;
}

enum mq_err mq_upcoming_find_rule(const struct mq_view *view,
	const struct mq_upcoming_rule *rule, unsigned n_days, bool both, struct mq_comings *comings,
	struct mq_diag *diag)
{
	struct mq_view from = *view;	/* its day is that on which watch begins */
	mq_day last = view->today + (mq_day)n_days;
	const char *watch = rule->watch;
	enum mq_err err = MQ_OK;

	*comings = (struct mq_comings){0};
	if (n_days > MQ_TURNS_DAYS_MAX) {
		return mq_diag_add(diag, MQ_ERR_LIMIT, _("at most %d days can be looked ahead"),
			MQ_TURNS_DAYS_MAX);
	}
	for (size_t i = 0; err == MQ_OK; i++) {
		bool more = i < rule->n_later && rule->later[i].from <= last;
		mq_day end = more ? rule->later[i].from - 1 : last;

		if (watch) {
			err = find_turns(&from, rule, watch, (unsigned)(end - from.today), both, comings,
				diag);
		}
		if (!more) {
			break;
		}
		if (err == MQ_OK) {
			err = find_change(view, rule, watch, &rule->later[i], comings, diag);
		}
		from.today = rule->later[i].from;
		from.cache = NULL;
		watch = rule->later[i].query;
	}
	return err;
}
