/*
 * The oracle: a question as a tree, answered by a plain loop over the records.
 *
 * It shares nothing with the engine but the schema. Truth has Kleene's three values as
 * numbers, so that and is the least, or the greatest, not is 2 - x. A test looks at one
 * cell; numbers of every type (codes, days, decimals) are tested by spans, both ends
 * included, so that `:`, `<`, `>=`, ranges and lists are all one thing here.
 *
 *     a field that is not known    open: unknown     closed: no
 *     a household that is not known: whatever is asked of its members is unknown
 *     any   one true; else unknown if one is unknown; else false
 *     all   one false: false; else unknown if one is unknown; else true, of nobody false
 *     none  not any
 *     count t true and u unknown: true where all of t … t + u compare, false where none do
 */
#ifndef TESTS_PROPERTY_ORACLE_H
#define TESTS_PROPERTY_ORACLE_H

#include "property/world.h"

enum truth {
	NO,
	MAYBE,
	YES,
};

enum node_op {
	NODE_AND,
	NODE_OR,
	NODE_NOT,
	NODE_TEST,
	NODE_RELATION,
};

enum test_op {
	TEST_SPANS,	/* the number is in one of the spans */
	TEST_KNOWN,
	TEST_UNKNOWN,
	TEST_CONTAINS,	/* the text has one of the words */
	TEST_BEGINS,
	TEST_EQUALS,
	TEST_NEAR,
};

enum quantifier {
	QUANTIFIER_ANY,
	QUANTIFIER_ALL,
	QUANTIFIER_NONE,
	QUANTIFIER_COUNT,
};

enum { KIDS_MAX = 32, SPANS_MAX = 16 };

#define SPAN_OPEN_LOW INT64_MIN
#define SPAN_OPEN_HIGH INT64_MAX
#define NOT_BORN INT64_MIN

struct span {
	int64_t low, high;
};

struct test {
	enum test_op op;
	mq_field_id field;
	struct span spans[SPANS_MAX];
	const char *words[SPANS_MAX];
	size_t n;
};

/* Who is reached: records of `kind` whose `link` names the one who asks or, where `own`
 * is a field, the record that its `own` names (one's household's members). */
struct relation {
	enum quantifier quantifier;
	mq_kind_id kind;
	mq_field_id link;
	mq_field_id own;
	const char *compare;	/* of count: "=", "!=", "<", "<=", ">", ">=" */
	size_t number;
};

struct node {
	enum node_op op;
	struct node *kids[KIDS_MAX];
	size_t n_kids;
	struct test test;
	struct relation relation;
};

static inline struct node *node_new(struct mq_arena *arena, enum node_op op)
{
	struct node *node = mq_arena_alloc(arena, sizeof(*node));

	node->op = op;
	return node;
}

static inline void node_add(struct node *node, struct node *kid)
{
	assert_true(node->n_kids < KIDS_MAX);
	node->kids[node->n_kids++] = kid;
}

/* ---- cells ---- */

/* A link into what is hidden is not known. */
static inline struct cell stored_cell(const struct world *world, mq_record_id id,
	mq_field_id number)
{
	const struct mq_field *field = world_field(world, number);
	struct cell cell = {0};

	if (id < world->caps[number]) {
		cell = world->cells[number][id];
	}
	if (field->type == MQ_TYPE_REF && cell.known) {
		cell.known = !is_hidden(world, field->target, (mq_record_id)cell.number);
	}
	return cell;
}

/* The record that `id` of kind reads the field from; MQ_NO_RECORD where a link is not known. */
static inline mq_record_id world_owner(const struct world *world, mq_kind_id kind,
	mq_record_id id, mq_field_id field)
{
	while (kind != world_field(world, field)->kind) {
		mq_field_id link = world->schema->kinds[kind].links[0];
		struct cell cell = stored_cell(world, id, link);

		if (!cell.known) {
			return MQ_NO_RECORD;
		}
		kind = world_field(world, link)->target;
		id = (mq_record_id)cell.number;
	}
	return id;
}

/* Birthdays that have come since; below every number for who is not born yet. */
static inline int64_t full_years(int64_t from, mq_day to)
{
	int year, month, mday, to_year, to_month, to_mday;

	mq_day_to_civil((mq_day)from, &year, &month, &mday);
	mq_day_to_civil(to, &to_year, &to_month, &to_mday);
	return from > to ? NOT_BORN
		: to_year - year - (to_month < month || (to_month == month && to_mday < mday));
}

static inline enum truth eval(const struct world *world, const struct node *node,
	mq_kind_id kind, mq_record_id id);

/* Worked out once a record: tags lean on tags. */
static inline enum truth eval_derived(const struct world *world, mq_field_id number,
	mq_record_id id)
{
	uint8_t *kept = world->kept[number] + id;

	if (!*kept) {
		*kept = (uint8_t)(1 + eval(world, world->derived[number],
			world_field(world, number)->kind, id));
	}
	return (enum truth)(*kept - 1);
}

static inline struct cell world_cell(const struct world *world, mq_kind_id kind,
	mq_record_id id, mq_field_id number)
{
	const struct mq_field *field = world_field(world, number);
	mq_record_id owner = world_owner(world, kind, id, number);
	struct cell cell = {0};

	if (owner == MQ_NO_RECORD) {
		return cell;
	}
	if (field->years_since != MQ_NO_FIELD) {
		cell = stored_cell(world, owner, field->years_since);
		cell.number = cell.known ? full_years(cell.number, world->today) : 0;
		return cell;
	}
	if (field->expression) {
		enum truth truth = eval_derived(world, number, owner);

		return (struct cell){truth != MAYBE, truth == YES, {0}};
	}
	return stored_cell(world, owner, number);
}

/* ---- tests ---- */

static inline bool is_code_in(const struct mq_field *field, struct cell cell, struct span span)
{
	for (size_t i = 0; i < field->codes->n_codes; i++) {
		if ((cell.number >> i & 1) && span.low <= (int64_t)i && (int64_t)i <= span.high) {
			return true;
		}
	}
	return false;
}

static inline bool is_near(struct mq_slice text, const char *word)
{
	struct mq_arena arena = {0};
	struct mq_buf folded = {0};
	bool near;

	mq_utf8_fold(&folded, text.data, text.len);
	near = mq_fuzzy_search(mq_fuzzy_new(&arena, word, strlen(word)), folded.data, folded.len);
	mq_buf_release(&folded);
	mq_arena_release(&arena);
	return near;
}

static inline bool matches(const struct mq_field *field, const struct test *test,
	struct cell cell, size_t i)
{
	size_t len = i < test->n && test->words[i] ? strlen(test->words[i]) : 0;

	switch (test->op) {
	case TEST_CONTAINS:
		return memmem(cell.text.data, cell.text.len, test->words[i], len) != NULL;
	case TEST_BEGINS:
		return cell.text.len >= len && memcmp(cell.text.data, test->words[i], len) == 0;
	case TEST_NEAR:
		return is_near(cell.text, test->words[i]);
	case TEST_EQUALS:
		return cell.text.len == len && memcmp(cell.text.data, test->words[i], len) == 0;
	default:
		return field->type == MQ_TYPE_MULTI ? is_code_in(field, cell, test->spans[i])
			: test->spans[i].low <= cell.number && cell.number <= test->spans[i].high;
	}
}

/*
 * What is not on a closed list is not so, and for yes and no that is all there is to know;
 * a closed code without a value equals none and is still found by `?`. Nothing is closed
 * of a record that is not known, at the end of a link that is not known.
 */
static inline enum truth eval_test(const struct world *world, const struct test *test,
	mq_kind_id kind, mq_record_id id)
{
	const struct mq_field *field = world_field(world, test->field);
	mq_record_id owner = world_owner(world, kind, id, test->field);
	struct cell cell = world_cell(world, kind, id, test->field);
	bool absent_is_no = field->closed && field->type == MQ_TYPE_BOOL && owner != MQ_NO_RECORD;

	if (test->op == TEST_KNOWN || test->op == TEST_UNKNOWN) {
		return (cell.known || absent_is_no) == (test->op == TEST_KNOWN) ? YES : NO;
	}
	if (!cell.known && !absent_is_no) {
		return field->closed && owner != MQ_NO_RECORD ? NO : MAYBE;
	}
	for (size_t i = 0; i < test->n; i++) {
		if (matches(field, test, cell, i)) {
			return YES;
		}
	}
	return NO;
}

/* ---- relations ---- */

static inline bool compares(size_t a, const char *compare, size_t b)
{
	bool wants_equal = strchr(compare, '=') != NULL && compare[0] != '!';

	if (a == b) {
		return wants_equal;
	}
	return compare[0] == '!' || compare[0] == (a < b ? '<' : '>');
}

static inline enum truth eval_count(const struct relation *relation, size_t n_yes, size_t n_maybe)
{
	size_t n = 0;

	for (size_t i = n_yes; i <= n_yes + n_maybe; i++) {
		n += compares(i, relation->compare, relation->number);
	}
	return n == 0 ? NO : n == n_maybe + 1 ? YES : MAYBE;
}

static inline enum truth eval_relation(const struct world *world, const struct node *node,
	mq_record_id id)
{
	const struct relation *relation = &node->relation;
	const struct chain *chain = world->chains + relation->link;
	size_t n[YES + 1] = {0};

	if (relation->own != MQ_NO_FIELD) {
		struct cell own = stored_cell(world, id, relation->own);

		if (!own.known) {
			return MAYBE;
		}
		id = (mq_record_id)own.number;
	}
	for (id = chain->first[id]; id != MQ_NO_RECORD; id = chain->next[id]) {
		if (!is_hidden(world, relation->kind, id)) {
			n[eval(world, node->kids[0], relation->kind, id)]++;
		}
	}
	switch (relation->quantifier) {
	case QUANTIFIER_ALL:
		return n[NO] ? NO : n[MAYBE] ? MAYBE : n[YES] ? YES : NO;
	case QUANTIFIER_COUNT:
		return eval_count(relation, n[YES], n[MAYBE]);
	case QUANTIFIER_NONE:
		return n[YES] ? NO : n[MAYBE] ? MAYBE : YES;
	case QUANTIFIER_ANY:
		break;
	}
	return n[YES] ? YES : n[MAYBE] ? MAYBE : NO;
}

/* ---- trees ---- */

static inline enum truth eval(const struct world *world, const struct node *node,
	mq_kind_id kind, mq_record_id id)
{
	enum truth truth = node->op == NODE_AND ? YES : NO;

	switch (node->op) {
	case NODE_TEST:
		return eval_test(world, &node->test, kind, id);
	case NODE_RELATION:
		return eval_relation(world, node, id);
	case NODE_NOT:
		return (enum truth)(YES - eval(world, node->kids[0], kind, id));
	case NODE_AND:
	case NODE_OR:
		break;
	}
	for (size_t i = 0; i < node->n_kids; i++) {
		enum truth kid = eval(world, node->kids[i], kind, id);

		if (node->op == NODE_AND ? kid < truth : kid > truth) {
			truth = kid;
		}
	}
	return truth;
}

#endif
