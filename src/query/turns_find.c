/*
 * Whom the ends that move pass over. A condition stands inside relations, or is read up the
 * links; who asks is found by going the same way back. All days of an end are gathered before
 * its column is read, so that each end costs one pass.
 */
#include "turns.h"

#include <stdlib.h>

void turn_pairs_release(struct turn_pairs *pairs)
{
	free(pairs->list);
	*pairs = (struct turn_pairs){0};
}

static void add_pair(struct turn_pairs *pairs, mq_record_id id, unsigned day)
{
	pairs->list = mq_grow(pairs->list, &pairs->cap, pairs->n + 1, sizeof(*pairs->list));
	pairs->list[pairs->n++] = (struct turn_pair){.id = id, .day = day};
}

static int by_id(const void *a, const void *b)
{
	const struct turn_pair *pair_a = a;
	const struct turn_pair *pair_b = b;

	return pair_a->id != pair_b->id ? (pair_a->id > pair_b->id) - (pair_a->id < pair_b->id)
		: (pair_a->day > pair_b->day) - (pair_a->day < pair_b->day);
}

void turn_pairs_tidy(struct turn_pairs *pairs)
{
	size_t n = 0;

	if (pairs->n > 1) {
		qsort(pairs->list, pairs->n, sizeof(*pairs->list), by_id);
	}
	for (size_t i = 0; i < pairs->n; i++) {
		if (n == 0 || by_id(&pairs->list[n - 1], &pairs->list[i]) != 0) {
			pairs->list[n++] = pairs->list[i];
		}
	}
	pairs->n = n;
}

/* Whose date an end passed over, and when. */
static void read_end(struct eval *eval, const struct turn_end *end, struct turn_pairs *pairs)
{
	enum { AT_ONCE = 256 };
	const struct mq_column *column = mq_index_column(eval->view->index, end->base);
	mq_record_id ids[AT_ONCE];
	struct mq_set *passed;
	mq_record_id from = 0;
	size_t n;
	int64_t low = INT64_MAX;
	int64_t high = INT64_MIN;

	for (size_t i = 0; i < end->n_moves; i++) {
		low = end->moves[i].low < low ? end->moves[i].low : low;
		high = end->moves[i].high > high ? end->moves[i].high : high;
	}
	passed = mq_column_range(column, low, high);
	while ((n = eval_read(eval, passed, &from, ids, AT_ONCE)) > 0) {
		for (size_t i = 0; i < n; i++) {
			int64_t number = mq_column_get(column, ids[i]);

			for (size_t k = 0; k < end->n_moves; k++) {
				if (number >= end->moves[k].low && number <= end->moves[k].high) {
					add_pair(pairs, ids[i], end->moves[k].day);
				}
			}
		}
	}
	mq_set_free(passed);
}

/* ---- back to who asks ---- */

/* The first pair of an id, or where it would be. */
static size_t first_of(const struct turn_pairs *pairs, mq_record_id id)
{
	size_t from = 0;
	size_t end = pairs->n;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (pairs->list[middle].id < id) {
			from = middle + 1;
		} else {
			end = middle;
		}
	}
	return from;
}

/* From hubs to all that lead to them. */
static void spread(struct turn_pairs *pairs, const mq_record_id *links, size_t n_links)
{
	size_t n_hubs = pairs->n > 0 ? (size_t)pairs->list[pairs->n - 1].id + 1 : 0;
	bool *is_hub = mq_alloc(n_hubs + 1);
	struct turn_pairs all = {0};

	for (size_t i = 0; i < pairs->n; i++) {
		is_hub[pairs->list[i].id] = true;
	}
	for (size_t id = 0; id < n_links; id++) {
		if (links[id] >= n_hubs || !is_hub[links[id]]) {
			continue;
		}
		for (size_t i = first_of(pairs, links[id]);
		     i < pairs->n && pairs->list[i].id == links[id]; i++) {
			add_pair(&all, (mq_record_id)id, pairs->list[i].day);
		}
	}
	free(is_hub);
	turn_pairs_release(pairs);
	*pairs = all;
}

/* From those linked to their hubs. */
static void gather(struct turn_pairs *pairs, const struct hubs *hubs)
{
	size_t n = 0;

	for (size_t i = 0; i < pairs->n; i++) {
		mq_record_id id = pairs->list[i].id;
		mq_record_id hub = id < hubs->n_links ? hubs->links[id] : MQ_NO_RECORD;

		if (hub != MQ_NO_RECORD) {
			pairs->list[n++] = (struct turn_pair){.id = hub, .day = pairs->list[i].day};
		}
	}
	pairs->n = n;
	turn_pairs_tidy(pairs);
}

static void step_back(struct eval *eval, const struct turn_step *step, struct turn_pairs *pairs)
{
	struct hubs hubs;
	const mq_record_id *links;
	size_t n_links;

	turn_pairs_tidy(pairs);
	if (step->relation == NULL) {
		links = link_up(eval, step->asked, step->owner, &n_links);
		spread(pairs, links, n_links);
		return;
	}
	hubs = relation_hubs(eval, step->relation);
	gather(pairs, &hubs);
	if (hubs.asking != NULL) {
		spread(pairs, hubs.asking, hubs.n_links);
	}
}

static void find_end(struct eval *eval, const struct turn_end *end, struct turn_pairs *all)
{
	struct turn_pairs pairs = {0};

	if (end->n_moves > 0) {
		read_end(eval, end, &pairs);
	}
	for (size_t i = end->n_path; i > 0 && pairs.n > 0; i--) {
		step_back(eval, &end->path[i - 1], &pairs);
	}
	for (size_t i = 0; i < pairs.n; i++) {
		add_pair(all, pairs.list[i].id, pairs.list[i].day);
	}
	turn_pairs_release(&pairs);
}

/* ---- who is past being moved ---- */

static struct mq_set *ids_of(const struct turn_pairs *pairs)
{
	mq_record_id *ids = mq_alloc((pairs->n + 1) * sizeof(*ids));
	struct mq_set *set;
	size_t n = 0;

	for (size_t i = 0; i < pairs->n; i++) {
		if (n == 0 || ids[n - 1] != pairs->list[i].id) {
			ids[n++] = pairs->list[i].id;
		}
	}
	set = mq_set_of(ids, n);
	free(ids);
	return set;
}

/* Of whom a conjunct may come to be true: of others it is false today, and no end of it passes
 * them over, so that whatever the other conjuncts come to, the whole stays false. */
static struct mq_set *whom_it_lets(struct eval *eval, const struct tree *conjunct,
	const struct turn_pairs *moved)
{
	struct truth today = eval_tree(eval, conjunct, NULL);
	struct mq_set *ids = ids_of(moved);
	struct mq_set *lets = mq_set_or(today.possible, ids);

	truth_release(&today);
	mq_set_free(ids);
	return lets;
}

/* The others of all conjuncts, without whom this one keeps out. */
static void keep_out(struct eval *eval, const struct tree *conjunct, struct turn_pairs *by_conjunct,
	size_t n_conjuncts, size_t own)
{
	struct mq_set *lets = whom_it_lets(eval, conjunct, &by_conjunct[own]);

	for (size_t i = 0; i < n_conjuncts; i++) {
		struct turn_pairs *pairs = &by_conjunct[i];
		size_t n = 0;

		for (size_t k = 0; k < pairs->n && i != own; k++) {
			if (mq_set_has(lets, pairs->list[k].id)) {
				pairs->list[n++] = pairs->list[k];
			}
		}
		pairs->n = i == own ? pairs->n : n;
	}
	mq_set_free(lets);
}

/* What is looked at record by record costs more for everybody than it spares. */
static bool is_worth_asking(const struct tree *conjunct)
{
	return conjunct->effort < EFFORT_SCAN;
}

static void keep_all_out(struct eval *eval, const struct mq_query *query,
	struct turn_pairs *by_conjunct)
{
	for (size_t i = 0; i < query->n_conjuncts && query->n_conjuncts > 1; i++) {
		if (is_worth_asking(query->conjuncts[i])) {
			keep_out(eval, query->conjuncts[i], by_conjunct, query->n_conjuncts, i);
		}
	}
}

/* ---- all of it ---- */

static void join(const struct turn_pairs *by_conjunct, size_t n, struct turn_pairs *pairs)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < by_conjunct[i].n; k++) {
			add_pair(pairs, by_conjunct[i].list[k].id, by_conjunct[i].list[k].day);
		}
	}
	turn_pairs_tidy(pairs);
}

bool turns_find(struct eval *eval, struct mq_query *const *queries, unsigned n_days, size_t most,
	struct turn_pairs *pairs)
{
	enum { GATHERED_FOR_ONE = 8 };	/* conditions commonly keep out so many and more */
	struct turn_pairs *by_conjunct = mq_alloc((queries[0]->n_conjuncts + 1)
		* sizeof(*by_conjunct));
	struct turn_ends ends = {0};
	bool good = turns_walk(eval->view->schema, queries, n_days, &ends);
	size_t n = 0;

	for (size_t i = 0; good && i < ends.n; i++) {
		struct turn_pairs *own = &by_conjunct[ends.list[i].conjunct];

		n -= own->n;
		find_end(eval, &ends.list[i], own);
		n += own->n;
		good = n <= GATHERED_FOR_ONE * most;
	}
	turn_ends_release(&ends);
	for (size_t i = 0; good && i < queries[0]->n_conjuncts; i++) {
		turn_pairs_tidy(&by_conjunct[i]);
	}
	if (good && n > 0) {
		keep_all_out(eval, queries[0], by_conjunct);
		join(by_conjunct, queries[0]->n_conjuncts, pairs);
	}
	for (size_t i = 0; i < queries[0]->n_conjuncts; i++) {
		turn_pairs_release(&by_conjunct[i]);
	}
	free(by_conjunct);
	return good && pairs->n <= most;
}
