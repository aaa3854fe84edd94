/*
 * Whom a relation reaches from one record: up its links to the hub, and from there the
 * links backwards to all who lead to it; of an area first to the records of its kind
 * that have the same values. Nobody is gone to twice from the same place.
 */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

enum {
	RANGES_MAX = 8,		/* of more hubs one pass over the column is cheaper */
	CHUNK = 4096,
	FOUND_AT_ONCE = 16,
	PASSES_MOST = 20,	/* through columns; beyond, a link turned round is cheaper */
};

static const struct mq_field *field_of(const struct judging *judging, mq_field_id field)
{
	return judging->eval->view->schema->fields + field;
}

static int64_t number_of(const struct judging *judging, mq_field_id field, mq_record_id id)
{
	return mq_column_get(mq_index_column(judging->eval->view->index, field), id);
}

mq_record_id judge_link(const struct judging *judging, mq_field_id link, mq_record_id id)
{
	int64_t target = number_of(judging, link, id);
	mq_kind_id kind = field_of(judging, link)->target;

	return target >= 0 && target < MQ_NO_RECORD
		&& mq_set_has(eval_universe(judging->eval, kind), (mq_record_id)target)
		? (mq_record_id)target : MQ_NO_RECORD;
}

/* ---- ids that come ---- */

struct growing {
	struct mq_arena *arena;
	mq_record_id *list;
	size_t n;
	size_t cap;
};

static void make_room(struct growing *ids, size_t more)
{
	mq_record_id *list;

	if (ids->n + more <= ids->cap) {
		return;
	}
	ids->cap = 2 * ids->cap > ids->n + more ? 2 * ids->cap : ids->n + more;
	list = mq_arena_alloc(ids->arena, ids->cap * sizeof(*list));
	if (ids->n > 0) {
		memcpy(list, ids->list, ids->n * sizeof(*list));
	}
	ids->list = list;
}

static void add_id(struct growing *ids, mq_record_id id)
{
	make_room(ids, 1);
	ids->list[ids->n++] = id;
}

static void add_all(struct growing *ids, struct ids more)
{
	make_room(ids, more.n);
	if (more.n > 0) {
		memcpy(ids->list + ids->n, more.list, more.n * sizeof(*more.list));
	}
	ids->n += more.n;
}

static struct ids grown(const struct growing *ids)
{
	return (struct ids){ids->list, ids->n};
}

static struct ids only(struct judging *judging, mq_record_id id)
{
	struct growing one = {.arena = judging->arena};

	add_id(&one, id);
	return grown(&one);
}

/* ---- going a link backwards ---- */

static int by_id(const void *a, const void *b)
{
	mq_record_id x = *(const mq_record_id *)a;
	mq_record_id y = *(const mq_record_id *)b;

	return (x > y) - (x < y);
}

static void add_passing(struct judging *judging, mq_field_id link, mq_record_id target,
	struct growing *ids)
{
	mq_record_id from = 0;
	size_t n;

	do {
		make_room(ids, FOUND_AT_ONCE);
		n = mq_query_linked(judging->eval->view, link, target, from, ids->list + ids->n,
			FOUND_AT_ONCE);
		ids->n += n;
		from = n > 0 ? ids->list[ids->n - 1] + 1 : from;
	} while (n == FOUND_AT_ONCE);
}

static void add_linked(struct judging *judging, mq_field_id link, mq_record_id target,
	struct growing *ids)
{
	struct back back;

	if (!back_kept(judging->eval, link, &back)) {
		if (judging->n_passes++ < PASSES_MOST) {
			add_passing(judging, link, target, ids);
			return;
		}
		back = back_of(judging->eval, link);
	}
	if (target < back.n) {
		add_all(ids, (struct ids){back.ids + back.from[target],
			back.from[target + 1] - back.from[target]});
	}
}

/* Whose link points at one of many, by their flags: one pass over the column. */
static void add_flagged(struct judging *judging, mq_field_id link, const bool *flags, size_t n_flags,
	struct growing *ids)
{
	const struct mq_column *column = mq_index_column(judging->eval->view->index, link);
	mq_kind_id kind = field_of(judging, link)->kind;
	const struct mq_set *universe = eval_universe(judging->eval, kind);
	size_t end = mq_index_end(judging->eval->view->index, kind);
	int64_t numbers[CHUNK];

	for (size_t from = 0; from < end; from += CHUNK) {
		size_t n = end - from < CHUNK ? end - from : CHUNK;

		mq_column_dense(column, (mq_record_id)from, (mq_record_id)(from + n), numbers);
		for (size_t i = 0; i < n; i++) {
			if (numbers[i] >= 0 && (uint64_t)numbers[i] < n_flags && flags[numbers[i]]
					&& mq_set_has(universe, (mq_record_id)(from + i))) {
				add_id(ids, (mq_record_id)(from + i));
			}
		}
	}
}

static void add_linked_with_many(struct judging *judging, mq_field_id link, struct ids targets,
	struct growing *ids)
{
	size_t n_flags = (size_t)targets.list[targets.n - 1] + 1;
	bool *flags = mq_alloc(n_flags);

	for (size_t i = 0; i < targets.n; i++) {
		flags[targets.list[i]] = true;
	}
	add_flagged(judging, link, flags, n_flags, ids);
	free(flags);
}

static struct ids linked_with(struct judging *judging, mq_field_id link, struct ids targets)
{
	struct growing ids = {.arena = judging->arena};

	if (targets.n > RANGES_MAX) {
		add_linked_with_many(judging, link, targets, &ids);
		return grown(&ids);
	}
	for (size_t i = 0; i < targets.n; i++) {
		add_linked(judging, link, targets.list[i], &ids);
	}
	if (targets.n > 1 && ids.n > 1) {
		qsort(ids.list, ids.n, sizeof(*ids.list), by_id);
	}
	return grown(&ids);
}

/* Of those found by several ways, each once, and only who leads there by the first of them that
 * arrives. */
static struct ids who_arrive(struct judging *judging, mq_kind_id kind, mq_kind_id of,
	struct ids hubs, struct growing *found)
{
	size_t n = 0;

	if (found->n > 1) {
		qsort(found->list, found->n, sizeof(*found->list), by_id);
	}
	for (size_t i = 0; i < found->n; i++) {
		mq_record_id id = found->list[i];
		mq_record_id hub = link_up_one(judging->eval->view, kind, id, of);

		if ((n == 0 || found->list[n - 1] != id) && hubs.n > 0
				&& bsearch(&hub, hubs.list, hubs.n, sizeof(hub), by_id) != NULL) {
			found->list[n++] = id;
		}
	}
	found->n = n;
	return grown(found);
}

/* All of kind that lead to one of hubs, records of the kind `of`, ascending. */
static struct ids all_below(struct judging *judging, mq_kind_id kind, mq_kind_id of,
	struct ids hubs)
{
	const struct mq_schema *schema = judging->eval->view->schema;
	const struct mq_kind *from = schema->kinds + kind;
	struct growing found = {.arena = judging->arena};
	struct ids by_one = {NULL, 0};
	size_t n_ways = 0;

	if (kind == of) {
		return hubs;
	}
	for (size_t i = 0; i < from->n_links; i++) {
		if (mq_link_leads(schema, from->links[i], of)) {
			n_ways++;
			by_one = linked_with(judging, from->links[i], all_below(judging,
				schema->fields[from->links[i]].target, of, hubs));
			add_all(&found, by_one);
		}
	}
	return n_ways == 1 ? by_one : who_arrive(judging, kind, of, hubs, &found);
}

static struct ids ids_of_set(struct judging *judging, const struct mq_set *set)
{
	size_t n = (size_t)mq_set_count(set);
	mq_record_id *list = mq_arena_alloc(judging->arena, (n + 1) * sizeof(*list));

	return (struct ids){list, mq_set_read(set, 0, list, n)};
}

/* The records of an area's kind that lie in the same one as id; none where a value is
 * not known. */
static struct ids all_of_area(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	struct mq_set *all = mq_set_dup(eval_universe(judging->eval, tree->hub));
	struct ids ids;

	for (size_t i = 0; i < tree->area->n_by; i++) {
		mq_field_id field = tree->area->by[i];
		int64_t number = number_of(judging, field, id);
		struct mq_set *same = number == MQ_NO_NUMBER ? mq_set_new()
			: mq_column_range(mq_index_column(judging->eval->view->index, field), number,
				number);
		struct mq_set *both = mq_set_and(all, same);

		mq_set_free(all);
		mq_set_free(same);
		all = both;
	}
	ids = ids_of_set(judging, all);
	mq_set_free(all);
	return ids;
}

/* ---- reaching ---- */

/* Where a relation starts from: the hub, or the record itself. */
static struct kept start_of(const struct judging *judging, const struct tree *tree,
	mq_record_id id)
{
	bool siblings = tree->hub != MQ_NO_KIND;

	return (struct kept){.of = tree->of, .hub = tree->hub, .area = tree->area,
		.link = siblings ? MQ_NO_FIELD : tree->link,
		.id = siblings ? link_up_one(judging->eval->view, tree->asked, id, tree->hub) : id};
}

static const struct kept *find_kept(const struct judging *judging, const struct kept *start)
{
	for (size_t i = 0; i < judging->n_kept; i++) {
		const struct kept *kept = judging->kept + i;

		if (kept->id == start->id && kept->of == start->of && kept->hub == start->hub
				&& kept->area == start->area && kept->link == start->link) {
			return kept;
		}
	}
	return NULL;
}

/* Going a link backwards costs as much as looking at so many records, and each eight of
 * those found as much as one more: what is found takes memory until the end. */
enum { COST_LINK = 64, COST_AREA = 512, FOUND_A_COST = 8 };

static void charge(struct judging *judging, uint64_t cost)
{
	judging->left -= cost < judging->left ? cost : judging->left;
}

/* False where siblings have no hub of a known area. */
static bool reach(struct judging *judging, const struct tree *tree, struct kept *start)
{
	struct ids hubs;

	if (start->link != MQ_NO_FIELD) {
		start->reached = linked_with(judging, start->link, only(judging, start->id));
	} else {
		hubs = tree->area != NULL ? all_of_area(judging, tree, start->id)
			: only(judging, start->id);
		if (hubs.n == 0) {
			return false;
		}
		start->reached = all_below(judging, start->of, start->hub, hubs);
	}
	charge(judging, (tree->area != NULL ? COST_AREA : COST_LINK)
		+ start->reached.n / FOUND_A_COST);
	return true;
}

struct ids judge_without(struct judging *judging, struct ids a, struct ids b, size_t n_max)
{
	size_t n = a.n - b.n < n_max ? a.n - b.n : n_max;
	mq_record_id *list = mq_arena_alloc(judging->arena, (n + 1) * sizeof(*list));
	size_t n_found = 0;

	for (size_t i = 0, j = 0; i < a.n && n_found < n; i++) {
		if (j < b.n && b.list[j] == a.list[i]) {
			j++;
		} else {
			list[n_found++] = a.list[i];
		}
	}
	return (struct ids){list, n_found};
}

static bool holds_id(struct ids ids, mq_record_id id)
{
	return ids.n > 0 && bsearch(&id, ids.list, ids.n, sizeof(*ids.list), by_id) != NULL;
}

bool judge_reached(struct judging *judging, const struct tree *tree, mq_record_id id,
	struct ids *reached)
{
	struct kept start = start_of(judging, tree, id);
	const struct kept *found = find_kept(judging, &start);

	if (found == NULL) {
		if (start.id == MQ_NO_RECORD || !reach(judging, tree, &start)) {
			return false;
		}
		if (judging->n_kept < JUDGING_KEPT) {
			judging->kept[judging->n_kept++] = start;
		}
		found = &start;
	}
	*reached = found->reached;
	if (tree->others && holds_id(*reached, id)) {
		*reached = judge_without(judging, *reached, only(judging, id), reached->n);
	}
	return true;
}
