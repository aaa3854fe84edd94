/*
 * Whom the calendar moves. A question is the same tree on every day, but for the ends of
 * what dates are compared with: on the next day `age>=80` reaches to a later birthday,
 * `permit_to<=-1d` to a later end. So the trees of two days are walked in step, and where an
 * end has moved, those whose date lies between where it was and where it is are the ones that
 * may be another:
 *
 *     yesterday   birth_date ≤ 1946-02-28 ┐
 *     today       birth_date ≤ 1946-03-01 ┘ whose birth_date is 1946-03-01
 */
#include "turns.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	const struct mq_schema *schema;
	struct turn_ends *ends;	/* in the order they are walked by */
	size_t at;		/* the end that comes next */
	struct turn_step path[TURN_STEPS_MAX];
	size_t n_path;
	unsigned outside;	/* within so many ^(…) */
	size_t conjunct;
	unsigned day;
};

static const struct mq_field *field_of(const struct walk *walk, mq_field_id field)
{
	return walk->schema->fields + field;
}

static bool push(struct walk *walk, struct turn_step step)
{
	if (walk->n_path == TURN_STEPS_MAX) {
		return false;
	}
	walk->path[walk->n_path++] = step;
	return true;
}

/* Up to the records that have the field, where those asked do not have it themselves. */
static bool push_owner(struct walk *walk, mq_kind_id asked, mq_field_id base)
{
	mq_kind_id owner = field_of(walk, base)->kind;

	return owner == asked || push(walk, (struct turn_step){NULL, asked, owner});
}

/* ---- walking in step ---- */

static bool walk_tree(struct walk *walk, const struct tree *was, const struct tree *now);

static struct turn_end *next_end(struct walk *walk, mq_field_id base)
{
	size_t bytes = walk->n_path * sizeof(*walk->path);

	if (walk->at == walk->ends->n) {
		struct turn_step *path = mq_arena_alloc(&walk->ends->arena, bytes + 1);

		memcpy(path, walk->path, bytes);
		walk->ends->list = mq_grow(walk->ends->list, &walk->ends->cap, walk->ends->n + 1,
			sizeof(*walk->ends->list));
		walk->ends->list[walk->ends->n++] = (struct turn_end){
			.conjunct = walk->conjunct, .base = base, .path = path,
			.n_path = walk->n_path,
		};
	}
	return &walk->ends->list[walk->at++];
}

static bool add_move(struct walk *walk, mq_field_id base, int64_t low, int64_t high)
{
	struct turn_end *end = next_end(walk, base);

	if (low > high) {
		return true;
	}
	end->moves = mq_grow(end->moves, &end->cap, end->n_moves + 1, sizeof(*end->moves));
	end->moves[end->n_moves++] = (struct turn_move){low, high, walk->day};
	return walk->outside == 0;
}

static int64_t lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t greater(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static bool walk_items(struct walk *walk, const struct tree *was, const struct tree *now)
{
	const struct item *a = was->items;
	const struct item *b = now->items;
	bool good = true;

	for (; good && a != NULL && b != NULL; a = a->next, b = b->next) {
		good = a->kind == b->kind && add_move(walk, now->base,
				lesser(a->low, b->low), greater(a->low, b->low) - 1) &&
			add_move(walk, now->base, lesser(a->high, b->high) + 1,
				greater(a->high, b->high));
	}
	return good && a == NULL && b == NULL;
}

static bool is_years(const struct walk *walk, mq_field_id field)
{
	return field_of(walk, field)->years_since != MQ_NO_FIELD;
}

static bool is_derived(const struct walk *walk, mq_field_id field)
{
	return is_years(walk, field) || field_of(walk, field)->expression != NULL;
}

static bool walk_what_is_compared(struct walk *walk, const struct tree *was,
	const struct tree *now)
{
	enum mq_type type = field_of(walk, now->base)->type;

	if (now->other != NULL) {
		return !is_derived(walk, now->field) && !is_derived(walk, now->other->field);
	}
	if (now->derived != NULL) {
		return walk_tree(walk, was->derived, now->derived);
	}
	return (type != MQ_TYPE_DATE && type != MQ_TYPE_INT && type != MQ_TYPE_DECIMAL) ||
		walk_items(walk, was, now);
}

static bool walk_field(struct walk *walk, const struct tree *was, const struct tree *now)
{
	size_t n_path = walk->n_path;
	bool good = was->field == now->field && (was->derived == NULL) == (now->derived == NULL) &&
		push_owner(walk, now->asked, now->base) &&
		walk_what_is_compared(walk, was, now);

	walk->n_path = n_path;
	return good;
}

/* What a relation's number is compared with: a least day passes an end as one of those days
 * does. But what is made of ages moves without an end that does. */
static bool walk_measure(struct walk *walk, const struct tree *was, const struct tree *now)
{
	size_t n_path = walk->n_path;
	bool good = now->quantifier < QUANTIFIER_SUM ||
		(!is_years(walk, now->field) && push_owner(walk, now->of, now->base) &&
		 walk_items(walk, was, now));

	walk->n_path = n_path;
	return good;
}

static bool walk_relation(struct walk *walk, const struct tree *was,
	const struct tree *now)
{
	size_t n_path = walk->n_path;
	bool good = push(walk, (struct turn_step){.relation = now}) &&
		walk_measure(walk, was, now) && walk_tree(walk, was->first, now->first);

	walk->n_path = n_path;
	return good;
}

static bool walk_list(struct walk *walk, const struct tree *was, const struct tree *now)
{
	bool good = true;

	for (was = was->first, now = now->first; good && was != NULL && now != NULL;
	     was = was->next, now = now->next) {
		good = walk_tree(walk, was, now);
	}
	return good && was == NULL && now == NULL;
}

static bool walk_tree(struct walk *walk, const struct tree *was, const struct tree *now)
{
	bool good = true;

	if (was->kind != now->kind) {
		return false;
	}
	switch (now->kind) {
	case TREE_ALL:
	case TREE_WORDS:
		break;
	case TREE_AND:
	case TREE_OR:
	case TREE_NOT:
		return walk_list(walk, was, now);
	case TREE_FIELD:
		return walk_field(walk, was, now);
	case TREE_RELATION:
		return walk_relation(walk, was, now);
	case TREE_OUTER:
		walk->outside++;
		good = walk_list(walk, was, now);
		walk->outside--;
		break;
	case TREE_SAVED:
		return walk_tree(walk, was->derived, now->derived);
	}
	return good;
}

static bool walk_conjuncts(struct walk *walk, const struct mq_query *was,
	const struct mq_query *now)
{
	bool good = was->n_conjuncts == now->n_conjuncts;

	walk->at = 0;
	for (size_t i = 0; good && i < now->n_conjuncts; i++) {
		walk->conjunct = i;
		good = walk_tree(walk, was->conjuncts[i], now->conjuncts[i]);
	}
	return good;
}

bool turns_walk(const struct mq_schema *schema, struct mq_query *const *queries, unsigned n_days,
	struct turn_ends *ends)
{
	struct walk walk = {.schema = schema, .ends = ends};
	bool good = true;

	for (walk.day = 1; good && walk.day < n_days; walk.day++) {
		good = walk_conjuncts(&walk, queries[walk.day - 1], queries[walk.day]);
	}
	return good;
}

void turn_ends_release(struct turn_ends *ends)
{
	for (size_t i = 0; i < ends->n; i++) {
		free(ends->list[i].moves);
	}
	free(ends->list);
	mq_arena_release(&ends->arena);
}
