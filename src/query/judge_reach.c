/*
 * Whom a relation reaches from one record: up its links to the hub, and from there the
 * links backwards to all who lead to it; of an area first to the records of its kind
 * that have the same values. Nobody is gone to twice from the same place.
 */
#include "judge.h"

#include <stdlib.h>

enum {
	RANGES_MAX = 8,		/* of more hubs one pass over the column is cheaper */
	CHUNK = 4096,
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

/* ---- going a link backwards ---- */

/* Whose link points at one of many: one pass over the column. */
static struct mq_set *linked_with_many(struct judging *judging, mq_field_id link,
	const struct mq_set *targets)
{
	const struct mq_column *column = mq_index_column(judging->eval->view->index, link);
	mq_kind_id kind = field_of(judging, link)->kind;
	size_t end = mq_index_end(judging->eval->view->index, kind);
	uint64_t *bits = mq_alloc((end / 64 + 1) * sizeof(*bits));
	int64_t numbers[CHUNK];
	struct mq_set *all;
	struct mq_set *seen;

	for (size_t from = 0; from < end; from += CHUNK) {
		size_t n = end - from < CHUNK ? end - from : CHUNK;

		mq_column_dense(column, (mq_record_id)from, (mq_record_id)(from + n), numbers);
		for (size_t i = 0; i < n; i++) {
			if (numbers[i] >= 0 && numbers[i] < MQ_NO_RECORD
					&& mq_set_has(targets, (mq_record_id)numbers[i])) {
				bits[(from + i) / 64] |= UINT64_C(1) << (from + i) % 64;
			}
		}
	}
	all = mq_set_of_bits(bits, end / 64 + 1);
	seen = mq_set_and(all, eval_universe(judging->eval, kind));
	mq_set_free(all);
	free(bits);
	return seen;
}

static struct mq_set *linked_with(struct judging *judging, mq_field_id link,
	const struct mq_set *targets)
{
	mq_record_id ids[RANGES_MAX];
	struct mq_set *all;

	if (mq_set_count(targets) > RANGES_MAX) {
		return linked_with_many(judging, link, targets);
	}
	all = mq_set_new();
	for (size_t i = 0, n = mq_set_read(targets, 0, ids, RANGES_MAX); i < n; i++) {
		struct mq_set *one = mq_query_linked(judging->eval->view, link, ids[i]);
		struct mq_set *both = mq_set_or(all, one);

		mq_set_free(all);
		mq_set_free(one);
		all = both;
	}
	return all;
}

/* All of kind that lead to one of hubs, records of the kind `of`, by links[0] and on;
 * releases hubs. */
static struct mq_set *all_below(struct judging *judging, mq_kind_id kind, mq_kind_id of,
	struct mq_set *hubs)
{
	const struct mq_schema *schema = judging->eval->view->schema;
	struct mq_set *targets;
	struct mq_set *below;
	mq_field_id link;

	if (kind == of) {
		return hubs;
	}
	link = schema->kinds[kind].links[0];
	targets = all_below(judging, schema->fields[link].target, of, hubs);
	below = linked_with(judging, link, targets);
	mq_set_free(targets);
	return below;
}

/* The records of an area's kind that lie in the same one as id; NULL where a value
 * is not known. */
static struct mq_set *all_of_area(struct judging *judging, const struct tree *tree,
	mq_record_id id)
{
	struct mq_set *all = mq_set_dup(eval_universe(judging->eval, tree->hub));

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
	if (mq_set_is_empty(all)) {
		mq_set_free(all);
		return NULL;
	}
	return all;
}

static mq_record_id climb(const struct judging *judging, mq_kind_id kind, mq_record_id id,
	mq_kind_id hub)
{
	const struct mq_schema *schema = judging->eval->view->schema;

	while (kind != hub && id != MQ_NO_RECORD) {
		mq_field_id link = schema->kinds[kind].links[0];

		id = judge_link(judging, link, id);
		kind = schema->fields[link].target;
	}
	return id;
}

/* ---- reaching ---- */

/* Where a relation starts from: the hub, or the record itself. */
static struct kept start_of(const struct judging *judging, const struct tree *tree,
	mq_record_id id)
{
	bool siblings = tree->hub != MQ_NO_KIND;

	return (struct kept){.of = tree->of, .hub = tree->hub, .area = tree->area,
		.link = siblings ? MQ_NO_FIELD : tree->link,
		.id = siblings ? climb(judging, tree->asked, id, tree->hub) : id};
}

static const struct mq_set *find_kept(const struct judging *judging, const struct kept *start)
{
	for (size_t i = 0; i < judging->n_kept; i++) {
		const struct kept *kept = judging->kept + i;

		if (kept->id == start->id && kept->of == start->of && kept->hub == start->hub
				&& kept->area == start->area && kept->link == start->link) {
			return kept->set;
		}
	}
	return NULL;
}

/* Going a link backwards costs as much as looking at so many records. */
enum { COST_LINK = 64, COST_AREA = 512 };

static void charge(struct judging *judging, uint64_t cost)
{
	judging->left -= cost < judging->left ? cost : judging->left;
}

static struct mq_set *reach(struct judging *judging, const struct tree *tree,
	const struct kept *start)
{
	struct mq_set *hubs;

	charge(judging, tree->area != NULL ? COST_AREA : COST_LINK);
	if (start->link != MQ_NO_FIELD) {
		return mq_query_linked(judging->eval->view, start->link, start->id);
	}
	hubs = tree->area != NULL ? all_of_area(judging, tree, start->id)
		: mq_set_of(&start->id, 1);
	return hubs != NULL ? all_below(judging, start->of, start->hub, hubs) : NULL;
}

static struct mq_set *without(const struct mq_set *set, mq_record_id id)
{
	struct mq_set *self = mq_set_of(&id, 1);
	struct mq_set *others = mq_set_minus(set, self);

	mq_set_free(self);
	return others;
}

const struct mq_set *judge_reached(struct judging *judging, const struct tree *tree,
	mq_record_id id, struct mq_set **owned)
{
	struct kept start = start_of(judging, tree, id);
	const struct mq_set *found = find_kept(judging, &start);

	*owned = NULL;
	if (found == NULL && start.id != MQ_NO_RECORD) {
		found = start.set = reach(judging, tree, &start);
		if (found != NULL && judging->n_kept < JUDGING_KEPT) {
			judging->kept[judging->n_kept++] = start;
		} else {
			*owned = start.set;
		}
	}
	if (found != NULL && tree->others) {
		struct mq_set *others = without(found, id);

		mq_set_free(*owned);
		found = *owned = others;
	}
	return found;
}
