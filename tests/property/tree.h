/*
 * A question as a tree, and what is asked of one field or of those a relation reaches.
 */
#ifndef TESTS_PROPERTY_TREE_H
#define TESTS_PROPERTY_TREE_H

#include "property/world.h"

enum node_op {
	NODE_AND,
	NODE_OR,
	NODE_NOT,
	NODE_TEST,
	NODE_ANYWHERE,	/* the test holds in one of the fields that bare words are looked for in */
	NODE_PLACE,
	NODE_RELATION,
	NODE_OUTER,	/* a field beside a field of the record outside the bracket */
	NODE_UP,	/* asked of the record outside the bracket */
	NODE_SAVED,	/* a list by its name */
};

enum test_op {
	TEST_SPANS,	/* the number is in one of the spans */
	TEST_AGO,	/* … how long ago the day was is */
	TEST_KNOWN,
	TEST_UNKNOWN,
	TEST_CONTAINS,	/* the text has one of the words, as words, rooms or a reading */
	TEST_LITERAL,	/* … as it stands */
	TEST_BEGINS,
	TEST_ENDS,
	TEST_EQUALS,
	TEST_READING,	/* one of the readings of a name, never its text */
	TEST_FUZZY,
	TEST_PATTERN,
};

enum quantifier {
	QUANTIFIER_ANY,
	QUANTIFIER_ALL,
	QUANTIFIER_NONE,
	QUANTIFIER_COUNT,
	QUANTIFIER_SUM,
	QUANTIFIER_MIN,
	QUANTIFIER_MAX,
};

enum { KIDS_MAX = 32, SPANS_MAX = 16 };

#define SPAN_OPEN_LOW INT64_MIN
#define SPAN_OPEN_HIGH INT64_MAX
#define NOT_BORN INT64_MIN

/* Both ends are within. */
struct span {
	int64_t low, high;
	char unit_low, unit_high;	/* of TEST_AGO: d w m y */
	const char *says;		/* the words for it that chance chose, or NULL */
	const char *compare;		/* what stands before them; NULL: `:` */
};

struct test {
	enum test_op op;
	mq_field_id field;
	struct span spans[SPANS_MAX];
	const char *words[SPANS_MAX];
	size_t n;
	bool ignores_case;		/* of a pattern */
	struct pair *pairs;		/* of TEST_FUZZY: the world's */
	const char *says;		/* operator and operand that chance chose, or NULL */
};

/*
 * Who is reached: records of `kind` whose `link` names the one who asks; or, where there
 * is no link, those who lead to the same record of kind `up`, or to the same area of it.
 */
struct relation {
	enum quantifier quantifier;
	mq_kind_id kind;
	mq_field_id link;
	mq_kind_id up;
	int area;		/* row of areas[], or -1 */
	bool others;		/* … but oneself */
	/* the number of count, sum, min and max: */
	mq_field_id field;
	struct test number;	/* TEST_SPANS of one span, TEST_KNOWN or TEST_UNKNOWN */
	bool negated;
};

struct outer {
	mq_field_id inner;
	mq_field_id outer;
	size_t level;		/* how many brackets out */
	const char *compare;	/* "=", "!=", "<", "<=", ">", ">=" */
};

struct node {
	enum node_op op;
	struct node *kids[KIDS_MAX];
	size_t n_kids;
	struct test test;
	struct relation relation;
	struct outer outer;
	const char *says;	/* of a saved list */
	/* 1 + the truth, or 0: of a relation by hub; of what is asked of those it
	 * reaches, by record */
	uint8_t *by_hub, *by_record;
	unsigned era;
	enum { LOOKS_ANYWHERE, LOOKS_IN, LOOKS_OUT } looks;	/* where; anywhere: not asked yet */
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

static inline bool is_aggregate(enum quantifier quantifier)
{
	return quantifier == QUANTIFIER_SUM || quantifier == QUANTIFIER_MIN ||
		quantifier == QUANTIFIER_MAX;
}

static inline bool has_number(enum quantifier quantifier)
{
	return quantifier == QUANTIFIER_COUNT || is_aggregate(quantifier);
}

/* How many brackets out a condition looks; 0: it is of the record alone. */
static inline size_t looks_out(const struct node *node)
{
	size_t most = node->op == NODE_OUTER ? node->outer.level : 0;

	for (size_t i = 0; i < node->n_kids; i++) {
		size_t kid = looks_out(node->kids[i]);

		most = kid > most ? kid : most;
	}
	return node->op == NODE_UP ? most + 1
		: node->op == NODE_RELATION && most > 0 ? most - 1 : most;
}

#endif
