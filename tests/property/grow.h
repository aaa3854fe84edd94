/*
 * Random questions as trees. Fields are drawn from all that can be asked of a kind,
 * values mostly from what some record has, so that answers are seldom empty.
 */
#ifndef TESTS_PROPERTY_GROW_H
#define TESTS_PROPERTY_GROW_H

#include "property/derive.h"

struct grower {
	struct world *world;
	struct dice *dice;
	struct mq_arena *arena;		/* of the tree */
};

/* ---- what may be asked ---- */

static inline bool is_askable(const struct world *world, mq_kind_id kind,
	const struct mq_field *field)
{
	return mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		field->reading_of == MQ_NO_FIELD && field->type != MQ_TYPE_REF &&
		(field->type != MQ_TYPE_TEXT || field->search == MQ_SEARCH_WORDS ||
		 field->search == MQ_SEARCH_NAME);
}

static inline mq_field_id any_field(struct grower *grower, mq_kind_id kind)
{
	const struct mq_schema *schema = grower->world->schema;
	bool wants_common = dice_percent(grower->dice, 60);

	for (;;) {
		const struct mq_field *field = schema->fields +
			dice_below(grower->dice, schema->n_fields);

		if (is_askable(grower->world, kind, field) &&
		    (!wants_common || !is_stored(field) ||
		     grower->world->n_known[field->number] * 4 > grower->world->n[field->kind])) {
			return field->number;
		}
	}
}

/* What some record says of a field; not known where a handful all said nothing. */
static inline struct cell some_cell(struct grower *grower, mq_kind_id kind, mq_field_id field)
{
	struct cell cell = {0};

	for (size_t i = 0; i < 40 && !cell.known; i++) {
		cell = world_cell(grower->world, kind,
			(mq_record_id)dice_below(grower->dice, grower->world->n[kind]), field);
	}
	return cell;
}

/* ---- tests by type ---- */

static inline int64_t some_code(struct grower *grower, mq_kind_id kind, mq_field_id number)
{
	const struct mq_field *field = world_field(grower->world, number);
	struct cell cell = some_cell(grower, kind, number);
	int64_t code = 0;

	if (!cell.known || dice_percent(grower->dice, 15)) {
		return (int64_t)dice_below(grower->dice, field->codes->n_codes);
	}
	if (field->type == MQ_TYPE_CODE) {
		return cell.number;
	}
	while (!(cell.number >> code & 1)) {
		code++;
	}
	return code;
}

static inline int64_t some_day(struct grower *grower, struct cell cell)
{
	mq_day today = grower->world->today;
	int64_t day = cell.known ? cell.number : today - 400;

	return dice_percent(grower->dice, 50) ? day
		: today - 7 * dice_between(grower->dice, -4, 60);
}

/* The calendar month or year about a day, or the day alone. */
static inline struct span some_period(struct grower *grower, int64_t day)
{
	int year, month, mday, how = (int)dice_below(grower->dice, 3);
	struct span span = {day, day};
	mq_day low = 0, next = 0;

	mq_day_to_civil((mq_day)day, &year, &month, &mday);
	if (how == 0) {
		return span;
	}
	month = how == 1 ? month : 1;
	assert_true(mq_day_from_civil(year, month, 1, &low));
	next = mq_day_add_months(low, how == 1 ? 1 : 12);
	return (struct span){low, next - 1};
}

static inline struct span some_span(struct grower *grower, mq_kind_id kind,
	const struct mq_field *field)
{
	struct cell cell = some_cell(grower, kind, field->number);
	int64_t number = cell.number == NOT_BORN ? -1 : cell.number;
	struct span span = {number, number};

	if (field->type == MQ_TYPE_BOOL) {
		return dice_percent(grower->dice, 80) ? (struct span){1, 1} : (struct span){0, 0};
	}
	if (field->type == MQ_TYPE_DATE) {
		return some_period(grower, some_day(grower, cell));
	}
	if (field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_MULTI) {
		span.low = span.high = some_code(grower, kind, field->number);
	}
	return span;
}

/* From one value to another, perhaps open at an end. */
static inline struct span some_range(struct grower *grower, mq_kind_id kind,
	const struct mq_field *field)
{
	struct span a = some_span(grower, kind, field);
	struct span b = some_span(grower, kind, field);
	struct span both = {
		a.low < b.low ? a.low : b.low,
		a.high > b.high ? a.high : b.high,
	};

	switch (dice_below(grower->dice, 5)) {
	case 0:
	case 1:
		return (struct span){a.low, SPAN_OPEN_HIGH};
	case 2:
	case 3:
		return (struct span){SPAN_OPEN_LOW, a.high};
	default:
		return both;
	}
}

static inline bool has_order(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL ||
		field->type == MQ_TYPE_DATE ||
		(field->type == MQ_TYPE_CODE && field->codes->ordered);
}

static inline void grow_spans(struct grower *grower, mq_kind_id kind, struct test *test)
{
	const struct mq_field *field = world_field(grower->world, test->field);
	size_t n = 1;

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

/* One to four neighbouring Han of a text, or NULL. */
static inline const char *some_han(struct grower *grower, struct mq_slice text)
{
	size_t most = (size_t)dice_between(grower->dice, 1, 4);
	size_t start = text.len ? dice_below(grower->dice, text.len) : 0;
	size_t end = start;
	size_t n = 0;

	while (n < most && end < text.len) {
		uint32_t cp;
		size_t len = mq_utf8_decode((const char *)text.data + end, text.len - end, &cp);

		if (len > 0 && mq_is_han(cp)) {
			end += len;
			n++;
		} else if (n > 0) {
			break;
		} else {
			start = ++end;
		}
	}
	return n ? mq_arena_strndup(grower->arena, (const char *)text.data + start, end - start)
		: NULL;
}

static inline void grow_words(struct grower *grower, mq_kind_id kind, struct test *test)
{
	size_t n = dice_percent(grower->dice, 20) ? 2 : 1;

	test->op = TEST_CONTAINS;
	while (test->n < n) {
		struct cell cell = some_cell(grower, kind, test->field);
		const char *word = cell.known ? some_han(grower, cell.text) : NULL;

		test->words[test->n++] = word ? word : DICE_WORD(grower->dice, "王", "路", "轮椅");
	}
}

/* The same as how it begins, or as what it is nearly: two pieces of two texts. */
static inline void grow_parts(struct grower *grower, mq_kind_id kind, struct test *test)
{
	test->op = dice_percent(grower->dice, 40) ? TEST_BEGINS : TEST_NEAR;
	for (size_t i = 0; i < test->n && test->op == TEST_NEAR; i++) {
		struct cell cell = some_cell(grower, kind, test->field);
		const char *more = cell.known ? some_han(grower, cell.text) : NULL;

		test->words[i] = mq_arena_format(grower->arena, "%s%s", test->words[i],
			more ? more : DICE_WORD(grower->dice, "汪", "12号", "anna"));
	}
}

static inline struct node *grow_test(struct grower *grower, mq_kind_id kind)
{
	struct node *node = node_new(grower->arena, NODE_TEST);

	node->test.field = any_field(grower, kind);
	if (dice_percent(grower->dice, 8)) {
		node->test.op = dice_percent(grower->dice, 50) ? TEST_KNOWN : TEST_UNKNOWN;
	} else if (world_field(grower->world, node->test.field)->type == MQ_TYPE_TEXT) {
		grow_words(grower, kind, &node->test);
		if (dice_percent(grower->dice, 35)) {
			grow_parts(grower, kind, &node->test);
		}
	} else {
		grow_spans(grower, kind, &node->test);
	}
	return node;
}

/* ---- trees ---- */

static inline struct node *grow(struct grower *grower, mq_kind_id kind, size_t depth);

/* What can be reached from a kind: at most n_names of its relations' names. */
static inline size_t relation_names(const struct world *world, mq_kind_id kind,
	const char **names, size_t n_names)
{
	const struct mq_schema *schema = world->schema;
	size_t n = 0;

	if (strcmp(schema->kinds[kind].id, "resident") == 0) {
		names[n++] = "household";
	}
	for (size_t k = 0; k < schema->n_kinds; k++) {
		const struct mq_kind *below = schema->kinds + k;

		for (size_t i = 0; i < below->n_links && n < n_names; i++) {
			if (world_field(world, below->links[i])->target == kind) {
				names[n++] = below->relation;
			}
		}
	}
	return n;
}

static inline struct node *grow_relation(struct grower *grower, mq_kind_id kind, size_t depth)
{
	const char *names[8];
	size_t n = relation_names(grower->world, kind, names, MQ_LENGTH(names));
	struct node *node;

	if (n == 0) {
		return grow_test(grower, kind);
	}
	node = node_new(grower->arena, NODE_RELATION);
	node->relation = relation_named(grower->world, kind, names[dice_below(grower->dice, n)]);
	node->relation.quantifier = (enum quantifier)dice_below(grower->dice, QUANTIFIER_COUNT + 1);
	if (node->relation.quantifier == QUANTIFIER_COUNT) {
		node->relation.compare = DICE_WORD(grower->dice, "=", "!=", "<", "<=", ">", ">=");
		node->relation.number = dice_below(grower->dice, 4);
	}
	node_add(node, grow(grower, node->relation.kind, depth - 1));
	return node;
}

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

	if (depth == 0 || how < 20) {
		return grow_test(grower, kind);
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
