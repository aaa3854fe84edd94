/*
 * Random questions as trees. Fields are drawn from all that can be asked of a kind,
 * values mostly from what some record has (grow_values.h, grow_words.h, grow_days.h),
 * relations from all that reach somebody (grow_relation.h).
 */
#ifndef TESTS_PROPERTY_GROW_H
#define TESTS_PROPERTY_GROW_H

#include "property/grow_relation.h"

/* ---- tests by type ---- */

static inline void grow_spans(struct grower *grower, mq_kind_id kind, struct test *test)
{
	const struct mq_field *field = world_field(grower->world, test->field);
	size_t n = 1;

	if (field->type == MQ_TYPE_DATE && dice_percent(grower->dice, 60)) {
		grow_days(grower, kind, test);
		return;
	}
	if (field->codes && knows(FEATURE_BEGINS) && dice_percent(grower->dice, 12) &&
	    grow_code_names(grower, kind, test)) {
		return;
	}
	if (has_order(field) && dice_percent(grower->dice, 65)) {
		test->spans[test->n++] = some_range(grower, kind, field);
		return;
	}
	if (field->type != MQ_TYPE_BOOL && dice_percent(grower->dice, 35)) {
		n = (size_t)dice_between(grower->dice, 2, 4);
	}
	while (test->n < n) {
		test->spans[test->n++] = some_span(grower, kind, field);
	}
}

static inline struct node *grow_test(struct grower *grower, mq_kind_id kind)
{
	struct node *node = node_new(grower->arena, NODE_TEST);
	struct test *test = &node->test;

	test->field = any_field(grower, kind);
	if (dice_percent(grower->dice, 8)) {
		test->op = dice_percent(grower->dice, 50) ? TEST_KNOWN : TEST_UNKNOWN;
	} else if (world_field(grower->world, test->field)->type == MQ_TYPE_TEXT) {
		test->op = some_text_op(grower, false);
		grow_words(grower, kind, test, false);
	} else {
		grow_spans(grower, kind, test);
	}
	return node;
}

static inline struct node *grow_anywhere(struct grower *grower, mq_kind_id kind)
{
	const struct mq_schema *schema = grower->world->schema;
	struct node *node = node_new(grower->arena, NODE_ANYWHERE);

	for (size_t i = 0; i < 4 * schema->n_fields; i++) {
		const struct mq_field *field = schema->fields +
			dice_below(grower->dice, schema->n_fields);

		if (field->bare && is_askable(grower->world, kind, field)) {
			node->test.field = field->number;
			node->test.op = some_text_op(grower, true);
			grow_words(grower, kind, &node->test, true);
			return node;
		}
	}
	return grow_test(grower, kind);
}

static inline const char *some_place(struct grower *grower, mq_kind_id kind)
{
	mq_field_id committee = grower->world->committee;
	mq_field_id address = grower->world->address;
	struct cell cell = some_cell(grower, kind, address);
	const char *word = NULL;

	if (dice_percent(grower->dice, 20)) {
		return world_field(grower->world, committee)->codes->codes[
			some_code(grower, kind, committee)].zh;
	}
	if (cell.known) {
		word = first_chars(grower, cell.folded, (size_t)dice_between(grower->dice, 2, 12));
	}
	return word ? word : "阳曲路";
}

static inline struct node *grow_place(struct grower *grower, mq_kind_id kind)
{
	struct node *node = node_new(grower->arena, NODE_PLACE);
	size_t n = dice_percent(grower->dice, 20) ? 2 : 1;

	node->test.op = !dice_percent(grower->dice, 8) ? TEST_BEGINS
		: dice_percent(grower->dice, 50) ? TEST_KNOWN : TEST_UNKNOWN;
	while (node->test.op == TEST_BEGINS && node->test.n < n) {
		const char *word = some_place(grower, kind);
		const struct mq_codes *codes = world_field(grower->world,
			grower->world->committee)->codes;

		node->test.spans[node->test.n].low = place_code(codes, word);
		node->test.words[node->test.n++] = word;
	}
	return node;
}

static inline struct node *grow_leaf(struct grower *grower, mq_kind_id kind)
{
	size_t how = dice_below(grower->dice, 100);
	bool has_place = mq_schema_distance(grower->world->schema, kind,
		grower->world->committee) >= 0;
	struct node *node;

	if (how < 10) {
		return grow_anywhere(grower, kind);
	}
	if (how < 14 && has_place && knows(FEATURE_PLACE)) {
		return grow_place(grower, kind);
	}
	if (how < 20 && knows(FEATURE_SAVED)) {
		node = grow_saved(grower, kind);
		return node ? node : grow_test(grower, kind);
	}
	if (how < 45 && grower->n_outer > 0 && !grower->is_wide &&
	    knows(FEATURE_OUTER)) {
		node = grow_outer(grower, kind);
		return node ? node : grow_test(grower, kind);
	}
	return grow_test(grower, kind);
}

/* ---- trees ---- */

static inline struct node *grow_not(struct grower *grower, mq_kind_id kind, size_t depth)
{
	struct node *node = node_new(grower->arena, NODE_NOT);

	node_add(node, grow(grower, kind, depth - dice_percent(grower->dice, 50)));
	return node;
}

/* A question of kind, at most `depth` deep. */
static inline struct node *grow(struct grower *grower, mq_kind_id kind, size_t depth)
{
	size_t how = dice_below(grower->dice, 100);
	struct node *node;
	size_t n;

	if (grower->n_outer > 0 && !grower->is_wide && knows(FEATURE_UP) &&
	    dice_percent(grower->dice, 5)) {
		return grow_up(grower, depth);
	}
	if (depth == 0 || how < 20) {
		return grow_leaf(grower, kind);
	}
	if (how < 45) {
		return grow_relation(grower, kind, depth);
	}
	if (how < 58) {
		return grow_not(grower, kind, depth);
	}
	node = node_new(grower->arena, how < 80 ? NODE_AND : NODE_OR);
	for (n = (size_t)dice_between(grower->dice, 2, 3); n > 0; n--) {
		node_add(node, grow(grower, kind, depth - 1));
	}
	return node;
}

#endif
