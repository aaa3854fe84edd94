/*
 * answer: what a compiled question comes to, in one snapshot, on one day, for one officer
 * (struct mq_view). The second door of query; the language is <minqing/query.h>, and what
 * is true of whom is told there.
 *
 *     mq_query_answer   whom it is true of, and may be: two sets
 *     mq_query_judge    the same of single records; mq_query_why: by which condition
 *     mq_query_explain  the same of every condition; its cost
 *     mq_query_count …  how a set spreads over values; mq_query_page: its rows in order
 *
 * From trees to sets:
 *
 *     truth.c       yes and possible: Kleene's three values as two sets
 *     evaluate.c    and, or, not; whom an act is about
 *     answer.c      how many there are, and whom it is true of alone
 *     predicate.c   one field compared: posting or column
 *     words.c       texts, narrowed by grams; find.c: what is stored decides
 *     literal.c     what a pattern spells out; near.c: who may have what is near
 *     relation.c    any, all, none, count over those linked
 *     aggregate.c   sum, min, max over those linked: an interval each
 *     outer.c       who asks held against each of those linked; node.c: read once for it
 *     numbers.c     a field of a whole kind as dense numbers
 *     link.c        links as dense arrays; going up them; through.c: numbers up there
 *     back.c        links turned round
 *     area.c        the areas records lie in, as dense arrays
 *     cache.c       answers kept by canonical text within one snapshot
 *
 * From sets to figures and rows; one record:
 *
 *     count.c       how a set spreads over the values of a field; cross.c: of two;
 *                   tags.c: over many tags
 *     bins.c        … over stretches of numbers and days; top.c: over texts and links
 *     page.c        the k first by a column
 *     look.c        one tag, one record: owners, values
 *     judge.c       one record judged without sets; judge_relation.c: relations of it
 *     judge_reach.c whom they reach
 *     judge_number.c  sums, and comparisons with the record that asked
 *     turns.c       how an answer changes as days go by; turns_walk.c: which ends of its
 *                   comparisons move; turns_find.c: whom they pass over
 *
 * In words:
 *
 *     say.c         a tree in the language of messages; say_phrase.c: phrases with slots
 *     say_value.c   comparisons; say_shape.c: their phrases; say_text.c: of texts
 *     say_relation.c  relations
 *     explain.c     a question node by node: counts, means, cost
 *     why.c         a question of one record: each condition, and what decided it
 */
#ifndef MINQING_ANSWER_H
#define MINQING_ANSWER_H

#include <minqing/base.h>
#include <minqing/index.h>
#include <minqing/query.h>
#include <minqing/schema.h>

/* ---- what questions are asked of ---- */

struct mq_cache;

/* One snapshot, one day, one officer's universe. Filled by register and access;
 * everything in it is borrowed. */
struct mq_view {
	const struct mq_schema *schema;
	struct mq_index *index;
	mq_day today;
	const struct mq_set *universe[MQ_KINDS_MAX];	/* by kind */
	struct mq_cache *cache;		/* NULL: none */
};

/* Three values for a whole kind: who it is true of, and who it may be true of
 * (yes is within possible; possible minus yes are unknown). Both within the
 * universe; owned. Zeroed is empty. */
struct mq_answer {
	struct mq_set *yes;
	struct mq_set *possible;
};

void mq_answer_release(struct mq_answer *answer);
/* How many hits there are, and how many who may be hits were more known. */
void mq_answer_count(const struct mq_answer *answer, uint64_t *hits, uint64_t *unknown);

/* ---- answering ---- */

struct mq_stats {
	uint64_t undecided;	/* records a pattern or ^ could not decide in its limits: unknown */
	uint64_t scanned;	/* records looked at one by one */
};

/*
 * Answer query in view. answer's sets are the caller's, whatever is returned.
 * Errors: CORRUPT (see mq_index_error). Where patterns and ^ ran past 500 ms in all
 * the answer stands, the records that were left are unknown, stats counts them, and
 * diag has a LIMIT fault that says so: MQ_OK is returned. stats may be NULL.
 */
enum mq_err mq_query_answer(const struct mq_query *query, const struct mq_view *view,
	struct mq_answer *answer, struct mq_stats *stats, struct mq_diag *diag);
/* Whom it is true of, alone: the caller's; NULL on an error. */
enum mq_err mq_query_hits(const struct mq_query *query, const struct mq_view *view,
	struct mq_set **hits, struct mq_diag *diag);
/* The same of a text about records of kind, on the view's day; NULL asks for everyone. */
enum mq_err mq_query_hits_of(const struct mq_view *view, mq_kind_id kind, const char *text,
	struct mq_set **hits, struct mq_diag *diag);
/* The same with every ~~ read as *=: of what is found, who fits exactly and goes first. */
enum mq_err mq_query_answer_exact(const struct mq_query *query, const struct mq_view *view,
	struct mq_answer *answer, struct mq_diag *diag);
/*
 * Of a set of its answer, who fits its bare words how closely by their names: tiers[0] goes
 * before tiers[1], and who is in none of them last; src/query/closeness.c tells which is which.
 * All NULL where there are no bare words, or very many fit. Owned by the caller.
 */
enum { MQ_TIERS = 3 };
enum mq_err mq_query_tiers(const struct mq_query *query, const struct mq_view *view,
	const struct mq_set *set, struct mq_set *tiers[MQ_TIERS], struct mq_diag *diag);
/* Is there a ~~ in it, or in a tag it leans on? */
bool mq_query_has_near(const struct mq_query *query);
/* The same without the conjuncts that are about `field`: what its counts range over. */
enum mq_err mq_query_answer_without(const struct mq_query *query, mq_field_id field,
	const struct mq_view *view, struct mq_answer *answer, struct mq_diag *diag);

/* Answers kept by kind and canonical text, for one snapshot, universe and day (asked
 * of another view it forgets by itself; equal universes are equal pointers); the
 * oldest go when max_bytes is passed, after an act. Where mq_query_turns looks ahead, as much again
 * may be kept for the days to come. */
struct mq_cache *mq_cache_new(size_t max_bytes);
/* What may be kept between acts from now on. */
void mq_cache_limit(struct mq_cache *cache, size_t max_bytes);
void mq_cache_clear(struct mq_cache *cache);
void mq_cache_free(struct mq_cache *cache);

/* ---- one record ---- */

enum mq_truth {
	MQ_FALSE,
	MQ_UNKNOWN,
	MQ_TRUE,
};

/* A question, or a derived tag, put to one record of its kind. */
struct mq_judgement {
	const struct mq_query *query;
	mq_field_id tag;	/* where query is NULL */
	mq_record_id id;
	enum mq_truth truth;	/* of it; FALSE where it is not in the universe */
};

/*
 * What mq_query_answer would say of single records, found by looking at these and at those
 * they are linked with: whoever a household is asked for several times is gone to once.
 * Costs microseconds each, and no more than the sets where a relation reaches many.
 * scratch is what that takes; the caller resets it.
 */
enum mq_err mq_query_judge(const struct mq_view *view, struct mq_judgement *judgements, size_t n,
	struct mq_arena *scratch, struct mq_diag *diag);

/* ---- the days to come ---- */

enum { MQ_TURNS_DAYS_MAX = 400 };

/* On a day a question gets another answer of a record than on the day before. */
struct mq_turn {
	mq_day day;
	mq_record_id id;
	enum mq_truth was;
	enum mq_truth now;
};

struct mq_turns {
	struct mq_turn *turns;	/* by day, then by id */
	size_t n;
	size_t cap;
};

/*
 * Of whom, and on which of the n_days days after view->today, the answer changes while
 * nothing that is stored does: what birthdays and the ends of permits bring. text is compiled
 * anew for each day. Errors: those of compiling and answering, LIMIT beyond
 * MQ_TURNS_DAYS_MAX. Released by the caller, whatever is returned.
 */
enum mq_err mq_query_turns(const struct mq_view *view, mq_kind_id kind, const char *text,
	size_t len, unsigned n_days, struct mq_turns *turns, struct mq_diag *diag);
void mq_turns_release(struct mq_turns *turns);

/* ---- why ---- */

/* One condition of a question asked of one record, in the order of the question; what
 * stands below another is one deeper. */
struct mq_reason {
	unsigned depth;
	enum mq_truth truth;
	bool decides;		/* the verdict rests on it */
	const char *words;	/* in the language of messages */
	const char *text;	/* canonical */
	mq_field_id field;	/* what was compared, or the text that was found; or MQ_NO_FIELD */
	mq_field_id base;	/* what is stored of it: birth_date for age; MQ_NO_FIELD for a tag */
	mq_kind_id kind;	/* of the record the value is of */
	mq_record_id id;	/* MQ_NO_RECORD: a link on the way there is not known */
	const char *value;	/* for people; NULL: not known */
	bool computed;		/* worked out on the day */
	bool found;		/* field is where bare text was found */
	bool relation;
	uint64_t n, t, u;	/* of the linked records of kind: all, true, unknown; what a sum
				 * or its like came to is the value */
	mq_record_id *shown;	/* the first of those that decided */
	size_t n_shown;
};

struct mq_reasons {
	enum mq_truth truth;	/* of the whole */
	struct mq_reason *reasons;
	size_t n_reasons;
	struct mq_arena arena;	/* owns all texts */
};

/* Why a record is, or is not, on the list. A derived tag, or a saved list, is opened one
 * level. Released by the caller, whatever is returned. NOT_FOUND where it is not in the universe. */
enum mq_err mq_query_why(const struct mq_query *query, const struct mq_view *view,
	mq_record_id id, struct mq_reasons *reasons, struct mq_diag *diag);
void mq_reasons_release(struct mq_reasons *reasons);

/* ---- a question taken apart ---- */

/* How a condition was answered. */
enum mq_means {
	MQ_MEANS_ALL,		/* nothing was asked */
	MQ_MEANS_SETS,		/* and, or, not of sets */
	MQ_MEANS_POSTING,
	MQ_MEANS_COLUMN,
	MQ_MEANS_GRAMS,		/* they narrowed, a plain compare decided */
	MQ_MEANS_SCAN,		/* record by record */
	MQ_MEANS_LINKS,
	MQ_MEANS_TAG,		/* by its expression */
	MQ_MEANS_LIST,		/* by the query saved */
	MQ_MEANS_CACHE,		/* as asked before */
	MQ_MEANS_PAIRS,		/* who asks held against each of the linked; what looks
				 * outside is not counted by itself */
	MQ_MEANS_LAST = MQ_MEANS_PAIRS,
};

const char *mq_means_id(enum mq_means means);		/* "posting": for programs */
const char *mq_means_label(enum mq_means means);	/* in the language of messages */

struct mq_step {
	unsigned depth;
	mq_kind_id kind;	/* whose records hits and unknown count */
	const char *words;
	const char *text;
	bool counted;		/* else it looks outside, and is nothing by itself */
	uint64_t hits;
	uint64_t unknown;
	enum mq_means means;
	uint64_t scanned;	/* records looked at one by one */
	uint64_t nanos;		/* with the answers of what is below it at hand */
};

struct mq_steps {
	struct mq_step *steps;
	size_t n_steps;
	struct mq_arena arena;
};

/* Every node of the question answered on its own, of everybody. A derived tag is
 * opened one level. Released by the caller, whatever is returned. */
enum mq_err mq_query_explain(const struct mq_query *query, const struct mq_view *view,
	struct mq_steps *steps, struct mq_diag *diag);
void mq_steps_release(struct mq_steps *steps);

/* One of the conditions that are and-ed at its top in words, in the language of messages;
 * appended. A long one is cut. */
void mq_query_say_conjunct(const struct mq_query *query, size_t i, struct mq_buf *out);

/* ---- counts and pages ---- */

/*
 * How many of set (records of kind) have each value of field, which may be kind's
 * own or read through links: BOOL counts[0] no (closed: everyone not yes), [1] yes;
 * CODE and MULTI by code number. *unknown gets those with none. n_counts is at
 * least the number of codes, or 2.
 */
enum mq_err mq_query_count(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	mq_field_id field, uint64_t *counts, size_t n_counts, uint64_t *unknown,
	struct mq_diag *diag);

/* How many of set (records of kind; best one made for counting) have each of n_tags BOOL
 * fields, stored or derived, the kind's own or read through links. USAGE for other fields. */
enum mq_err mq_query_count_tags(const struct mq_view *view, mq_kind_id kind,
	const struct mq_set *set, const mq_field_id *tags, size_t n_tags, uint64_t *counts,
	struct mq_diag *diag);

/*
 * How many of set (records of kind) have each pair of values of two fields, CODE or BOOL,
 * each kind's own or read through links. counts has mq_query_n_cells: a row for each value
 * of fields[0] (a code's number; BOOL 0 no, 1 yes) and one more for who has none, and in
 * each row the same of fields[1]. USAGE where n_cells is 0.
 */
enum mq_err mq_query_cross(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const mq_field_id fields[2], uint64_t *counts, struct mq_diag *diag);
/* 0 where they cannot be counted together: other types, not readable from kind, or too many
 * values. */
size_t mq_query_n_cells(const struct mq_view *view, mq_kind_id kind, const mq_field_id fields[2]);

/* A stretch of numbers of a field, as mq_value.number has them (years of a field that
 * counts them), both ends within. The outermost ends are open. */
struct mq_bin {
	int64_t low, high;
	char text[48];		/* as a value of the field: "60..69", "1940..1949", "..2999.9999" */
	uint64_t count;
};

enum { MQ_BINS_MAX = 16 };

#define MQ_BIN_OPEN_LOW INT64_MIN
#define MQ_BIN_OPEN_HIGH INT64_MAX

/*
 * Stretches that cover a field of numbers, dates or years, in its order: about ten,
 * of one round width, between the 2nd and the 98th hundredth of all there are in the
 * universe. They do not change with a question, so that they stay where they are while
 * somebody types. 0 where nothing is known. USAGE for other types.
 */
enum mq_err mq_query_bins(const struct mq_view *view, mq_field_id field,
	struct mq_bin bins[MQ_BINS_MAX], size_t *n_bins, struct mq_diag *diag);
/* How many of set are in each; *unknown gets those without a value. Who is not born yet is
 * in the lowest, as for the language. The bins are mq_query_bins's. */
enum mq_err mq_query_count_bins(const struct mq_view *view, mq_kind_id kind,
	const struct mq_set *set, mq_field_id field, struct mq_bin *bins, size_t n_bins,
	uint64_t *unknown, struct mq_diag *diag);

/* One of many values: texts that fold alike are one. */
struct mq_top_value {
	struct mq_slice text;	/* as the first who has it wrote it; in the arena */
	mq_record_id id;	/* REF: whom it names, else MQ_NO_RECORD */
	uint64_t count;
};

/*
 * The values of a TEXT or REF field that most of set have, at most n_values (of equals
 * the one that came into the register first). *n_values is what was written, *others who
 * has another value, *unknown who has none. USAGE for other types.
 */
enum mq_err mq_query_top(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	mq_field_id field, struct mq_arena *arena, struct mq_top_value *values, size_t *n_values,
	uint64_t *others, uint64_t *unknown, struct mq_diag *diag);

/*
 * The ids at offset … offset + n_ids of set in order of `sort` (n_sort 0: the kind's
 * own order); unknown values come last, ties by id; years go by the days they are
 * counted from, so that of two of one age the elder is known. Fields may be read through
 * links. Returns how many were written. A top-k over columns, never a full sort.
 */
size_t mq_query_page(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const struct mq_sort *sort, size_t n_sort, size_t offset, mq_record_id *ids, size_t n_ids);

/* How many of set come before `id` in the order mq_query_page has, whether or not it is in set
 * itself: its offset where it is. Costs a pass over the sort's column at most. */
size_t mq_query_rank(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const struct mq_sort *sort, size_t n_sort, mq_record_id id);

/* The record that `id` of kind reads `field` from: itself, or up its links;
 * MQ_NO_RECORD where a link is not known. */
mq_record_id mq_query_owner(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_field_id field);
/* The first n_ids records of the universe from `from` on whose link points at target,
 * ascending; returns how many. */
size_t mq_query_linked(const struct mq_view *view, mq_field_id link, mq_record_id target,
	mq_record_id from, mq_record_id *ids, size_t n_ids);
/* A derived INT (years_since) or stored field's canonical text for one record, or
 * derived BOOL "true"/"false" ("" where not known), appended to out. */
void mq_query_value(const struct mq_view *view, mq_kind_id kind, mq_record_id id, mq_field_id field,
	struct mq_buf *out);

#endif
