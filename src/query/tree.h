/*
 * A query in memory: a tree of conditions, bound to the fields they are about.
 *
 *     "高龄 and (sex:女 or name~^王) -visits.any(date>=-30d)"
 *
 *     AND ─┬─ FIELD elder_80 ──derived──> FIELD age ≥ 80 (asks birth_date)
 *          ├─ OR ─┬─ FIELD sex : 2
 *          │      └─ FIELD name ~ /^王/
 *          └─ NOT ── RELATION visits.any ── FIELD visit_time >= -30d
 *
 * Of a tree that mentions who asks outside of its relation (open) there is no answer for
 * a kind: only the relation that closes it has one (outer.c).
 *
 * Everything of a query lives in its arena, but patterns, which are freed with it.
 * Evaluation reads trees and writes nothing into them.
 */
#ifndef MINQING_QUERY_TREE_H
#define MINQING_QUERY_TREE_H

#include <minqing/query.h>

#include "lex.h"

enum {
	QUERY_TEXT_MAX = 4096,		/* bytes */
	QUERY_DEPTH_MAX = 64,		/* brackets, negations and relations */
	QUERY_TERMS_MAX = 256,
	QUERY_RELATIONS_MAX = 3,	/* inside one another */
	QUERY_DERIVED_MAX = 64,		/* tags that lean on tags that lean … */
	QUERY_HEIGHT_MAX = 512,		/* of a tag's tree with all it leans on */
	QUERY_SAVED_MAX = 256,		/* saved lists with their arguments, all levels */
};

/* The ends of open ranges: no number there is reaches them. */
#define NUMBER_MIN (INT64_MIN / 2)
#define NUMBER_MAX (INT64_MAX / 2)

/* ---- what a text is held against ---- */

enum probe_how {
	PROBE_CONTAINS,
	PROBE_WHOLE,
	PROBE_SUFFIX,
	PROBE_PATTERN,
	PROBE_PREFIX,
	PROBE_NEAR,	/* nearly contains */
	PROBE_READING,	/* pinyin alone, never what is written */
	PROBE_PLACE,	/* begins so, and cuts no number and no Latin word */
};

struct probe {
	enum probe_how how;
	bool loose;		/* a plain word: readings and rooms count too */
	const char *folded;	/* of all but patterns */
	size_t len;
	const struct mq_fuzzy *fuzzy;	/* of what is near; in the arena */
	const struct mq_pattern *pattern;
	const char *source;	/* of a pattern, to narrow by what it spells out */
	size_t source_len;
};

/* ---- one value of a comparison ---- */

enum item_kind {
	ITEM_UNKNOWN,	/* ? */
	ITEM_KNOWN,	/* * */
	ITEM_NUMBERS,	/* low … high, both included; codes by their number, BOOL 0 and 1 */
	ITEM_TEXT,
	ITEM_KEY,	/* REF: the key of the record pointed at */
	ITEM_CODES,	/* any of some codes */
};

/* Of dates: what they are counted in. */
enum unit {
	UNIT_NONE,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_QUARTER,
	UNIT_HALF,
	UNIT_YEAR,
};

struct item {
	enum item_kind kind;
	struct literal as;	/* as it was typed */
	struct literal to;	/* the other end, where one is in quotes: "a".."b", a.."b" */
	const char *shown;	/* canonical, or NULL: `as` */
	bool range;		/* a..b */
	int64_t low;
	int64_t high;
	enum unit low_unit;	/* of a length of time: full ones ago, until bind.c makes them days */
	enum unit high_unit;
	const uint32_t *codes;	/* ascending */
	size_t n_codes;
	struct probe probe;
	struct item *next;
};

/* ---- trees ---- */

enum tree_kind {
	TREE_ALL,	/* everyone: an empty text, or the empty brackets of a relation */
	TREE_AND,
	TREE_OR,
	TREE_NOT,
	TREE_FIELD,	/* one field compared */
	TREE_WORDS,	/* text looked for in every bare field */
	TREE_OUTER,	/* ^(…): asked of the record outside of so many brackets */
	TREE_RELATION,	/* any, all, none, count, sum, min, max of those linked */
	TREE_SAVED,	/* a saved list: `derived` is its query */
};

enum quantifier {
	QUANTIFIER_ANY,
	QUANTIFIER_ALL,
	QUANTIFIER_NONE,
	QUANTIFIER_COUNT,
	QUANTIFIER_SUM,	/* from here on: of a field's values */
	QUANTIFIER_MIN,
	QUANTIFIER_MAX,
};

/* What an answer takes that is not kept yet; of a tree its dearest part. */
enum effort {
	EFFORT_POSTING,	/* lent by the index */
	EFFORT_COLUMN,	/* one pass over a column, or grams */
	EFFORT_LINK,	/* … and one over those who lead there */
	EFFORT_RELATION,	/* several */
	EFFORT_SCAN,	/* records one by one */
};

struct tree {
	enum tree_kind kind;
	mq_kind_id asked;	/* the kind it is a question about */
	size_t from;		/* its place in the text it was read from, in bytes */
	size_t end;
	struct tree *first;	/* AND, OR: two or more; NOT, RELATION: one */
	struct tree *next;
	unsigned height;	/* of recursion that evaluating takes, derived trees and all */
	enum effort effort;
	bool scans;		/* looks at records one by one: pays to narrow before */
	bool near;		/* holds a ~~, derived trees and all */
	unsigned open;		/* how many brackets outside it looks; 0: a question by itself */
	const char *key;	/* what its answer is kept under, or NULL */
	size_t key_len;

	/* FIELD; of a RELATION what its number is compared with (measure.c) */
	mq_field_id field;
	mq_field_id base;	/* what is looked at: birth_date for age, else field */
	enum op op;
	bool negated;		/* != and !~, BOOL compared with no */
	struct item *items;
	const struct tree *derived;	/* the expression of a derived BOOL, or of SAVED */
	bool place;		/* written as place: */
	struct tree *other;	/* no items, but this field, of who is asked outside */

	/* FIELD with other, OUTER */
	unsigned outside;	/* how many brackets; 0: no ^ stands here */

	/* WORDS; of SAVED only the place of the brackets it is filled in with, empty without */
	struct literal words;
	struct probe probe;

	/* SAVED: its canonical name with arguments; from where it was read */
	enum mq_saved_where where;

	/* RELATION */
	const char *name;	/* canonical; of SAVED too */
	enum quantifier quantifier;
	mq_kind_id of;		/* those linked */
	mq_kind_id hub;		/* siblings: the kind they share a record of; else MQ_NO_KIND */
	const struct mq_area *area;	/* siblings by an area of hub, or NULL: by hub itself */
	bool others;		/* siblings without oneself */
	mq_field_id link;	/* not siblings: the field of theirs that points here */
	uint64_t n;		/* count is compared with it; with a range: see items */
};

struct mq_query {
	struct mq_arena arena;
	const struct mq_schema *schema;
	mq_kind_id kind;
	bool from;		/* the text says of which kind */
	mq_day today;
	enum mq_query_mode mode;
	const char *text;
	size_t len;
	struct tree *root;
	struct tree **conjuncts;
	size_t n_conjuncts;
	struct mq_sort *sort;
	size_t n_sort;
	size_t limit;
	mq_field_id *columns;
	size_t n_columns;
	size_t tail;
	const char *expected;
	const char *repair;	/* of the tail, or NULL: the whole text put right */
	size_t repair_len;
	struct definitions *definitions;	/* the tags it leans on; NULL: none yet */
	struct saved_call *calls;	/* see saved.c; NULL once it is compiled */
	size_t n_calls;
	unsigned lent;			/* directives a saved list lent, as bits: see query.c */
	struct mq_pattern **patterns;
	size_t n_patterns;
	size_t cap_patterns;
};

/* ---- what evaluation wants to know (finish.c) ---- */

/* Heights, keys and efforts of tree and all below. */
void tree_finish(struct mq_query *query, struct tree *tree);

/* ---- writing (print.c) ---- */

/* Append the canonical text of tree; in a list of and-ed conditions an `or` gets
 * brackets. */
void tree_print(const struct mq_schema *schema, const struct tree *tree, bool among_and,
	struct mq_buf *out);
/* One value of a comparison, canonical. */
void item_print(const struct item *item, struct mq_buf *out);
/* How a quantifier is written; borrowed for ever. */
const char *quantifier_text(enum quantifier quantifier);

#endif
