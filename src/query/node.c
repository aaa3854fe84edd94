/*
 * What is read once before pairs are asked: sets, columns, and those linked by hub; see
 * outer.h. A tree becomes nodes of its own, because trees are not written into.
 */
#include "outer.h"

#include <stdlib.h>

/* ---- sets and columns ---- */

static void fill_set(struct eval *eval, struct node *node)
{
	size_t n = mq_index_end(eval->view->index, node->tree->asked);

	node->truth = eval_tree(eval, node->tree, NULL);
	node->flags = mq_alloc(n + 1);
	set_flags(node->truth.yes, node->flags, n, VERDICT_YES);
	if (!truth_is_sure(&node->truth)) {
		set_flags(node->truth.possible, node->flags, n, VERDICT_UNKNOWN);
	}
}

int64_t number_beside_decimals(int64_t number)
{
	static const int64_t most = INT64_C(1000000000000);
	enum { POINT_ONE = 10000 };

	if (number == NUMBER_OPEN || number == NUMBER_NONE) {
		return number;
	}
	return (number > most ? most : number < -most ? -most : number) * POINT_ONE;
}

static void scale(int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		numbers[i] = number_beside_decimals(numbers[i]);
	}
}

static void fill_pair(struct eval *eval, struct node *node)
{
	const struct tree *tree = node->tree;
	const struct mq_field *fields = eval->view->schema->fields;
	bool whole = fields[tree->field].type == MQ_TYPE_INT;
	bool text = fields[tree->field].type == MQ_TYPE_TEXT;
	bool same = tree->field == tree->other->field && tree->asked == tree->other->asked;
	struct mq_map *names = text ? mq_map_new() : NULL;

	node->own = text ? texts_read(eval, tree->asked, tree, names)
		: numbers_read(eval, tree->asked, tree);
	node->other = same ? node->own
		: text ? texts_read(eval, tree->other->asked, tree->other, names)
		: numbers_read(eval, tree->other->asked, tree->other);
	mq_map_free(names);
	if (fields[tree->field].type != fields[tree->other->field].type) {
		scale(whole ? node->own : node->other, mq_index_end(eval->view->index,
			whole ? tree->asked : tree->other->asked));
	}
}

/* ---- those linked ---- */

/* What is and-ed of those linked; NULL where all has to know of everybody. */
static const struct node *conditions(const struct node *node)
{
	const struct node *first = node->first;

	return node->tree->quantifier == QUANTIFIER_ALL ? NULL
		: first->kind == NODE_AND ? first->first : first;
}

/* Those of whom it is not false whoever asks; owned. */
static struct mq_set *who_may(struct eval *eval, const struct node *node)
{
	struct mq_set *may = mq_set_dup(eval_universe(eval, node->tree->of));

	for (const struct node *each = conditions(node); each != NULL; each = each->next) {
		if (each->kind == NODE_SET) {
			struct mq_set *both = mq_set_and(may, each->truth.possible);

			mq_set_free(may);
			may = both;
		}
	}
	return may;
}

static bool is_equality(const struct node *node)
{
	return node->kind == NODE_PAIR && node->tree->op == OP_EQUAL && node->tree->outside == 1;
}

static bool has_many(const struct eval *eval, mq_field_id field)
{
	enum mq_type type = eval->view->schema->fields[field].type;

	return type != MQ_TYPE_CODE && type != MQ_TYPE_BOOL;
}

/* The comparison that leaves fewest, of those that have to hold. */
static const struct node *find_equal(const struct eval *eval, const struct node *node)
{
	const struct node *found = NULL;

	for (const struct node *each = conditions(node); each != NULL; each = each->next) {
		if (is_equality(each) && (found == NULL || has_many(eval, each->tree->field))) {
			found = each;
		}
	}
	return found;
}

struct numbered {
	int64_t number;
	mq_record_id id;
};

static int by_number(const void *a, const void *b)
{
	int64_t first = ((const struct numbered *)a)->number;
	int64_t second = ((const struct numbered *)b)->number;

	return (first > second) - (first < second);
}

static void sort_hub(const struct ring *ring, mq_record_id *ids, size_t n)
{
	struct numbered *sorted = mq_alloc(n * sizeof(*sorted));

	for (size_t i = 0; i < n; i++) {
		sorted[i] = (struct numbered){.number = ring->equal->own[ids[i]], .id = ids[i]};
	}
	qsort(sorted, n, sizeof(*sorted), by_number);
	for (size_t i = 0; i < n; i++) {
		ids[i] = sorted[i].id;
	}
	free(sorted);
}

static void sort_ring(const struct eval *eval, struct node *node)
{
	struct ring *ring = &node->ring;

	ring->equal = find_equal(eval, node);
	for (size_t i = 0; i < ring->hubs.n && ring->equal != NULL; i++) {
		size_t n = ring->from[i + 1] - ring->from[i];

		if (n > LARGE_HUB) {
			sort_hub(ring, ring->ids + ring->from[i], n);
		}
	}
}

static void fill_ring(struct eval *eval, struct node *node)
{
	struct ring *ring = &node->ring;
	const struct tree *tree = node->tree;
	struct mq_set *linked = who_may(eval, node);

	ring->hubs = relation_hubs(eval, tree);
	ring->from = lay_out(eval, &(struct layout){ring->hubs.links, ring->hubs.n_links,
		ring->hubs.n, linked});
	ring->ids = ring->from + ring->hubs.n + 1;
	mq_set_free(linked);
	sort_ring(eval, node);
	if (tree->quantifier >= QUANTIFIER_SUM) {
		ring->numbers = numbers_read(eval, tree->of, tree);
	}
}

/* ---- nodes ---- */

static enum node_kind kind_of(const struct tree *tree)
{
	if (tree->open == 0) {
		return NODE_SET;
	}
	switch (tree->kind) {
	case TREE_AND:
		return NODE_AND;
	case TREE_OR:
		return NODE_OR;
	case TREE_NOT:
		return NODE_NOT;
	case TREE_FIELD:
		return NODE_PAIR;
	case TREE_OUTER:
		return NODE_OUTER;
	case TREE_RELATION:
		return NODE_RELATION;
	case TREE_ALL:
	case TREE_WORDS:
	case TREE_SAVED:
		break;
	}
	return NODE_SET;
}

static void insert(struct node **list, struct node *node)
{
	while (*list != NULL && (*list)->kind <= node->kind) {
		list = &(*list)->next;
	}
	node->next = *list;
	*list = node;
}

/* What is read of the outermost who asks, nobody standing between. */
static void add_input(struct pairs *pairs, const int64_t *numbers, const unsigned char *flags)
{
	if (pairs->n_inputs < INPUTS_MAX) {
		pairs->inputs[pairs->n_inputs] = (struct input){.numbers = numbers, .flags = flags};
	}
	pairs->n_inputs++;
}

static void fill(struct pairs *pairs, struct node *node, unsigned depth)
{
	if (node->kind == NODE_SET) {
		fill_set(pairs->eval, node);
	} else if (node->kind == NODE_PAIR) {
		fill_pair(pairs->eval, node);
	} else if (node->kind == NODE_RELATION) {
		fill_ring(pairs->eval, node);
	}
	if (depth == 0 && (node->kind == NODE_SET || node->kind == NODE_PAIR)) {
		add_input(pairs, node->own, node->flags);
	}
	if (node->kind == NODE_PAIR && depth == node->tree->outside) {
		add_input(pairs, node->other, NULL);
	}
}

/* depth is how many stand between who is asked and the outermost who asks. */
static struct node *make(struct pairs *pairs, const struct tree *tree, enum node_kind kind,
	unsigned depth)
{
	struct node *node = mq_arena_alloc(&pairs->arena, sizeof(*node));

	node->kind = kind;
	node->tree = tree;
	for (const struct tree *each = kind != NODE_SET ? tree->first : NULL; each != NULL;
			each = each->next) {
		unsigned below = kind == NODE_RELATION ? depth + 1
			: kind == NODE_OUTER ? depth - tree->outside : depth;

		insert(&node->first, make(pairs, each, kind_of(each), below));
	}
	fill(pairs, node, depth);
	return node;
}

struct node *node_new(struct pairs *pairs, const struct tree *tree)
{
	return make(pairs, tree, NODE_RELATION, 0);
}

void node_release(struct node *node)
{
	for (struct node *each = node->first; each != NULL; each = each->next) {
		node_release(each);
	}
	truth_release(&node->truth);
	free(node->flags);
	free(node->other != node->own ? node->other : NULL);
	free(node->own);
	free(node->ring.from);
	free(node->ring.numbers);
}
