/*
 * What becomes of an answer as days go by: who comes to be on a list, who leaves it, whom
 * it grows uncertain of. Few are moved by a day, and they can be told from the dates that were
 * passed over (turns_find.c); these alone are judged, on that day and on the one before.
 * Where they cannot be told, or are too many, the whole answers of all days are compared.
 */
#include "turns.h"

#include <stdlib.h>
#include <string.h>

enum {
	JUDGED_MOST = 20000,	/* some ten milliseconds; beyond, the sets are as quick */
};

struct course {
	const struct mq_view *view;
	struct mq_query **queries;	/* by day, from 0: view->today */
	unsigned n_days;
	struct mq_turns *turns;
	struct mq_diag *diag;
};

static struct mq_view view_on(const struct course *course, unsigned day)
{
	struct mq_view view = *course->view;

	view.today += (mq_day)day;
	if (day > 0 && view.cache != NULL) {
		view.cache = cache_of_other_days(view.cache);
	}
	return view;
}

static void add_turn(struct mq_turns *turns, struct mq_turn turn)
{
	turns->turns = mq_grow(turns->turns, &turns->cap, turns->n + 1, sizeof(*turns->turns));
	turns->turns[turns->n++] = turn;
}

static enum mq_truth truth_in(const struct mq_answer *answer, mq_record_id id)
{
	return mq_set_has(answer->yes, id) ? MQ_TRUE
		: mq_set_has(answer->possible, id) ? MQ_UNKNOWN : MQ_FALSE;
}

static enum mq_err answer_on(const struct course *course, unsigned day, struct mq_answer *answer)
{
	struct mq_view view = view_on(course, day);

	return mq_query_answer(course->queries[day], &view, answer, NULL, course->diag);
}

/* ---- of those who may be moved ---- */

static int by_day(const void *a, const void *b)
{
	const struct turn_pair *pair_a = *(struct turn_pair *const *)a;
	const struct turn_pair *pair_b = *(struct turn_pair *const *)b;

	return (pair_a->day > pair_b->day) - (pair_a->day < pair_b->day);
}

/* All pairs of one day. */
static enum mq_err judge_day(const struct course *course, struct turn_pair **pairs, size_t n,
	struct mq_arena *scratch)
{
	struct mq_judgement *list = mq_arena_alloc(scratch, n * sizeof(*list));
	struct mq_view view = view_on(course, pairs[0]->day);
	enum mq_err err;

	for (size_t i = 0; i < n; i++) {
		list[i] = (struct mq_judgement){
			.query = course->queries[pairs[0]->day], .id = pairs[i]->id,
		};
	}
	err = mq_query_judge(&view, list, n, scratch, course->diag);
	for (size_t i = 0; i < n; i++) {
		pairs[i]->now = list[i].truth;
	}
	mq_arena_reset(scratch);
	return err;
}

static enum mq_err judge_all(const struct course *course, struct turn_pairs *pairs)
{
	struct turn_pair **order = mq_alloc((pairs->n + 1) * sizeof(*order));
	struct mq_arena scratch = {0};
	enum mq_err err = MQ_OK;
	size_t n;

	for (size_t i = 0; i < pairs->n; i++) {
		order[i] = pairs->list + i;
	}
	qsort(order, pairs->n, sizeof(*order), by_day);
	for (size_t i = 0; i < pairs->n && err == MQ_OK; i += n) {
		for (n = 1; i + n < pairs->n && order[i + n]->day == order[i]->day; n++) {
		}
		err = judge_day(course, order + i, n, &scratch);
	}
	mq_arena_release(&scratch);
	free(order);
	return err;
}

/* Between two days on which somebody may be moved nothing is: what is so on the one
 * was so on the eve of the other. */
static enum mq_err tell_all(const struct course *course, struct turn_pairs *pairs)
{
	struct mq_answer today = {0};
	enum mq_err err = pairs->n > 0 ? answer_on(course, 0, &today) : MQ_OK;

	if (err == MQ_OK) {
		err = judge_all(course, pairs);
	}
	for (size_t i = 0; i < pairs->n && err == MQ_OK; i++) {
		const struct turn_pair *pair = pairs->list + i;
		bool first = i == 0 || pair[-1].id != pair->id;
		enum mq_truth was = first ? truth_in(&today, pair->id) : pair[-1].now;

		if (was != pair->now) {
			add_turn(course->turns, (struct mq_turn){
				.day = course->view->today + (mq_day)pair->day, .id = pair->id,
				.was = was, .now = pair->now,
			});
		}
	}
	mq_answer_release(&today);
	return err;
}

/* ---- of everybody ---- */

static struct mq_set *differ(const struct mq_set *a, const struct mq_set *b)
{
	struct mq_set *gone = mq_set_minus(a, b);
	struct mq_set *come = mq_set_minus(b, a);
	struct mq_set *all = mq_set_or(gone, come);

	mq_set_free(gone);
	mq_set_free(come);
	return all;
}

static void compare(const struct course *course, unsigned day, const struct mq_answer *was,
	const struct mq_answer *now)
{
	struct mq_set *yes = differ(was->yes, now->yes);
	struct mq_set *possible = differ(was->possible, now->possible);
	struct mq_set *moved = mq_set_or(yes, possible);
	mq_record_id id = 0;

	while (mq_set_read(moved, id, &id, 1) == 1) {
		add_turn(course->turns, (struct mq_turn){
			.day = course->view->today + (mq_day)day, .id = id,
			.was = truth_in(was, id), .now = truth_in(now, id),
		});
		id++;
	}
	mq_set_free(yes);
	mq_set_free(possible);
	mq_set_free(moved);
}

static enum mq_err compare_all(const struct course *course)
{
	struct mq_answer was = {0};
	enum mq_err err = MQ_OK;

	for (unsigned day = 0; day < course->n_days && err == MQ_OK; day++) {
		struct mq_answer now = {0};

		err = answer_on(course, day, &now);
		if (err == MQ_OK && day > 0) {
			compare(course, day, &was, &now);
		}
		mq_answer_release(&was);
		was = now;
	}
	mq_answer_release(&was);
	return err;
}

/* ---- the whole ---- */

static int by_day_and_id(const void *a, const void *b)
{
	const struct mq_turn *turn_a = a;
	const struct mq_turn *turn_b = b;

	return turn_a->day != turn_b->day ? (turn_a->day > turn_b->day) - (turn_a->day < turn_b->day)
		: (turn_a->id > turn_b->id) - (turn_a->id < turn_b->id);
}

static enum mq_err find(const struct course *course, bool *found, struct turn_pairs *pairs)
{
	struct eval eval;

	eval_begin(&eval, course->view);
	*found = turns_find(&eval, course->queries, course->n_days, JUDGED_MOST, pairs);
	return eval_end(&eval, course->diag);
}

static enum mq_err compile_all(struct course *course, mq_kind_id kind, const char *text,
	size_t len)
{
	enum mq_err err = MQ_OK;

	for (unsigned day = 0; day < course->n_days && err == MQ_OK; day++) {
		err = mq_query_new(course->view->schema, kind, course->view->today + (mq_day)day,
			MQ_QUERY_WHOLE, text, len, &course->queries[day], course->diag);
	}
	return err;
}

enum mq_err mq_query_turns(const struct mq_view *view, mq_kind_id kind, const char *text,
	size_t len, unsigned n_days, struct mq_turns *turns, struct mq_diag *diag)
{
	struct course course = {.view = view, .n_days = n_days + 1, .turns = turns, .diag = diag};
	struct turn_pairs pairs = {0};
	bool found = false;
	enum mq_err err;

	*turns = (struct mq_turns){0};
	if (n_days > MQ_TURNS_DAYS_MAX || view->today > MQ_DAY_MAX - (mq_day)n_days) {
		return mq_diag_add(diag, MQ_ERR_LIMIT, _("at most %d days can be looked ahead"),
			MQ_TURNS_DAYS_MAX);
	}
	course.queries = mq_alloc(course.n_days * sizeof(struct mq_query *));
	err = compile_all(&course, kind, text, len);
	if (err == MQ_OK) {
		err = find(&course, &found, &pairs);
	}
	if (err == MQ_OK) {
		err = found ? tell_all(&course, &pairs) : compare_all(&course);
	}
	if (turns->n > 1) {
		qsort(turns->turns, turns->n, sizeof(*turns->turns), by_day_and_id);
	}
	for (unsigned day = 0; day < course.n_days; day++) {
		mq_query_free(course.queries[day]);
	}
	turn_pairs_release(&pairs);
	free(course.queries);
	return err;
}

void mq_turns_release(struct mq_turns *turns)
{
	free(turns->turns);
	*turns = (struct mq_turns){0};
}
