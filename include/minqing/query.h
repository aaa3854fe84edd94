/*
 * query: the one language, from text to sets.
 *
 * From text to trees; parsing and binding are one pass:
 *
 *     lex.c         the pieces of a text; full-width and Chinese forms are the same
 *     parse.c       or, and, not, brackets
 *     term.c        comparisons, relations, words
 *     directive.c   sort: limit: cols:; from.c: from: and the kinds it names
 *     bind.c        names to fields, bare words to tags, codes or text
 *     pinyin_names.c  fields, codes and tags by the pinyin of their labels
 *     value.c       values and ranges; value_number.c, value_date.c, value_code.c
 *     day.c         dates by name; part.c: quarters, weeks; relative.c: from today
 *     stretch.c     counting in days, weeks, months; length.c: how long ago
 *     probe.c       what texts are held against; infix.c: ^= *= ~~ and py:
 *     place.c       place: as the field that decides
 *     reach.c       what household.any reaches
 *     measure.c     what a relation's number is of, and is compared with
 *     caret.c       ^: who asks, outside of a relation's brackets
 *     derived.c     derived tags to their trees, and their loops; definitions.c keeps them
 *     saved.c       saved lists with their arguments to trees
 *     argument.c    these as values; argument_read.c: as they are typed
 *     fault.c       what is amiss and where; a half-typed tail is told apart
 *     repair.c      what would put it right
 *     finish.c      what evaluation wants to know of a tree
 *     print.c       a tree as canonical text that parses to the same tree
 *     query.c       a query made, asked about, freed
 *
 * From trees to sets:
 *
 *     truth.c       yes and possible: Kleene's three values as two sets
 *     evaluate.c    and, or, not; whom an act is about
 *     predicate.c   one field compared: posting or column
 *     words.c       texts, narrowed by grams; find.c: what is stored decides
 *     literal.c     what a pattern spells out; near.c: who may have what is near
 *     relation.c    any, all, none, count over those linked
 *     aggregate.c   sum, min, max over those linked: an interval each
 *     outer.c       who asks held against each of those linked; node.c: read once for it
 *     numbers.c     a field of a whole kind as dense numbers
 *     link.c        links as dense arrays; going up them; through.c: numbers up there
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
 *
 * In words, and while somebody types:
 *
 *     say.c         a tree in the language of messages; say_phrase.c: phrases with slots
 *     say_value.c   comparisons; say_text.c: of texts; say_relation.c: relations
 *     explain.c     a question node by node: counts, means, cost
 *     why.c         a question of one record: each condition, and what decided it
 *     complete.c    what may stand at the cursor, the best first
 *     cursor.c      where the cursor stands; cursor_value.c, cursor_outer.c (behind ^),
 *                   cursor_argument.c (what a list is filled in with)
 *     candidates.c  names that fit there; candidates_field.c, candidates_value.c,
 *                   candidates_argument.c
 *     name.c        how what was typed fits a name
 *     insert.c      a candidate written so that it parses as meant
 *     hits.c        the hits it would leave
 *
 * What is true of whom. U is the universe of the kind that is asked; everything
 * answered is within the universes.
 *
 *  - A link is known where it is stored and leads to a record in the universe of its
 *    kind. A field of the household or the dwelling is read up the links[0].
 *  - A comparison with values is true of whose value is one of them. Where the field
 *    is not known it is unknown if the field is open, false if it is closed; where a
 *    link on the way up is not known it is unknown, open or closed. `f!=v` is `not f:v`
 *    for every type, so for text it is `does not contain`.
 *  - `f:?` is true where f has no value or a link is not known, `f:*` is its opposite;
 *    they are never unknown. A closed BOOL without a value says no and counts as
 *    known. A derived tag is known where it is not unknown; age where the date is.
 *  - Years since a date: full years on the day (mq_day_years). Who is not born yet is
 *    below every number. A date compared with a length of time (90d, 3w, 6m, 10y) is
 *    how long ago in full ones, counted alike: weeks are days by seven, months and years
 *    are full on their day, or on the first of the next month where that has no such day.
 *  - `:` on text: contains (mq_text_contains on folded text), or groups of digits as
 *    whole numbers in order (12-302), or for a name a reading; in quotes contains alone.
 *    `=` and 'exact: all of it, folded. …4417: ends so. ~: PCRE2 on the text as it is.
 *  - `^=` on text: the folded text begins so. `*=`: contains, as in quotes. Both on codes:
 *    one of the codes whose id or label begins so, or holds it. `~~` on text: nearly
 *    contains (mq_fuzzy_search on folded text); on the bare word in bare fields searched as
 *    words or names. `py:` finds names by pinyin alone.
 *  - Bare text looks in every bare field that can be read: it is found or it is not,
 *    and unknown only where a pattern was undecided. Fields of numbers answer to three
 *    characters or more.
 *  - Relations. household.X(e), from a record with links: e is asked of all records of
 *    the same kind that lead to the same household, oneself too; unknown where the link
 *    is not known. visits.X(e): of the visits whose own link points here; none is none.
 *    With n records, t of whom e is true and u of whom it is unknown: any is true if
 *    t > 0, else unknown if u > 0; all is true if n > 0 and t = n, unknown if n > 0 and
 *    t + u = n; none is `not any`; count compares every number t … t + u: true if all
 *    fit, false if none does; or with a range.
 *  - Areas. building.X(e): e is asked of all records of the same kind as the asker that
 *    lead to the same building, oneself too; unknown where a link on the way or a value
 *    that the area is made by is not known. Texts are the same where they fold alike.
 *  - household.others.X(e), of every relation to siblings: the same without oneself, so
 *    that `all` of who lives alone is not true and `none` is.
 *  - place:X is a comparison of one field: where X is exactly a code's id or label, or an
 *    alias without figures, of the first of the kind's place fields that has it, that
 *    code; else the text, which is to begin with X, folded, and not within a run of digits
 *    or Latin letters. In a list each value finds its own; `place:?` and `place:*` ask for
 *    the text. Three values as the field has them. A field that is called `place` hides
 *    it. It prints as place: with the code's id or the text as typed.
 *  - sum, min, max of a field, over the linked e is true of (Y) or unknown of (M), are
 *    compared as a count is, by the interval they lie in. sum: from Y and what of M is
 *    below zero to Y and what is above. min: from the least of Y and M to the least of Y,
 *    or without end; max mirrored. A value that is not known takes away both ends of a
 *    sum, the low one of min, the high one of max; a closed field without a value is
 *    passed over. Where nobody is in Y or M a sum is 0, and min and max compare false with
 *    every value, != too; where nobody is in Y they are never true. Ends there are none of
 *    are -∞ and +∞. `:?` is true where the interval is not one number, or there is no min
 *    or max; `:*` is its opposite; unknown only where the link is.
 *  - In a relation's brackets `f=^g` compares f of the linked record with g of the one who
 *    asks, one bracket out for every ^: both are numbers, or of one type, code list or
 *    target; texts are compared folded and whole; fields of several codes are not. It is
 *    unknown where one of both is not known, or a link to it; but false where one is
 *    closed and has no value, whatever the other is (a closed BOOL then says no). `!=` is
 *    its opposite. Two who are not born yet are of one age. `^(e)` is e of who asks.
 *  - A record whose pattern or ~~ was not decided in its limits is unknown; so is who asks
 *    where not all of those linked were compared in time.
 *  - @name is true of whom the list's query is, with its arguments as values where `$n`
 *    stands: one value each, whatever it says. A definition sees lists as near as
 *    itself or farther (mq_saved_where), so tags never depend on who asks.
 *
 * Grammar and words are told in minqing-query(7).
 */
#ifndef MINQING_QUERY_H
#define MINQING_QUERY_H

#include <minqing/base.h>
#include <minqing/index.h>
#include <minqing/schema.h>

enum { MQ_KINDS_MAX = 32 };

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

/* ---- compiling ---- */

struct mq_query;

enum mq_query_mode {
	MQ_QUERY_WHOLE,		/* anything amiss is a fault */
	MQ_QUERY_TYPING,	/* a tail that may yet become right is left out; see tail */
};

struct mq_sort {
	mq_field_id field;
	bool descending;
};

/*
 * Compile text as a question about records of kind, on the day `today` (relative
 * dates are settled now). At most 4 KiB, 64 deep, 256 terms: more is MQ_ERR_LIMIT;
 * else MQ_ERR_QUERY with column, excerpt, a hint (three nearest names for an
 * unknown field) and a repair, which leaves the text right or its next fault another.
 * Empty text asks for everyone. On MQ_OK the caller frees *query.
 */
enum mq_err mq_query_new(const struct mq_schema *schema, mq_kind_id kind, mq_day today,
	enum mq_query_mode mode, const char *text, size_t len, struct mq_query **query,
	struct mq_diag *diag);
void mq_query_free(struct mq_query *query);
/* The kind asked about: the one the text names with from:, else the one given. */
mq_kind_id mq_query_kind(const struct mq_query *query);
/* Where the tail begins that typing mode left out, in bytes; len where none. */
size_t mq_query_tail(const struct mq_query *query);
/* What is expected there, or amiss with it so far, in the language of messages, or NULL;
 * borrowed. */
const char *mq_query_expected(const struct mq_query *query);
/* The whole text with its tail put right ("household.any(" closed, a slip of the pen
 * undone), or NULL where no way is known; borrowed. */
const char *mq_query_repair(const struct mq_query *query, size_t *len);
/* Append the canonical text: ids, ASCII operators, absolute dates as typed. */
void mq_query_print(const struct mq_query *query, struct mq_buf *out);
/* The part of it that is sort:, limit: and cols:; nothing where there is none. */
void mq_query_print_directives(const struct mq_query *query, struct mq_buf *out);
/* The "from:household" it begins with; nothing where there is none. */
void mq_query_print_from(const struct mq_query *query, struct mq_buf *out);
/* The directives sort:, limit:, cols:. n is 0 where there is none. Borrowed. */
const struct mq_sort *mq_query_sort(const struct mq_query *query, size_t *n);
size_t mq_query_limit(const struct mq_query *query);	/* 0: none */
const mq_field_id *mq_query_columns(const struct mq_query *query, size_t *n);
/* The top-level conditions that are and-ed, as canonical text; what chips show. */
size_t mq_query_n_conjuncts(const struct mq_query *query);
void mq_query_print_conjunct(const struct mq_query *query, size_t i, struct mq_buf *out);
/* Where a conjunct stands in the text that was compiled: bytes start … end. */
void mq_query_conjunct_span(const struct mq_query *query, size_t i, size_t *start, size_t *end);
/* The field a conjunct is about, where it is about one; else MQ_NO_FIELD. */
mq_field_id mq_query_conjunct_field(const struct mq_query *query, size_t i);

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
/* The same with every ~~ read as *=: of what is found, who fits exactly and goes first. */
enum mq_err mq_query_answer_exact(const struct mq_query *query, const struct mq_view *view,
	struct mq_answer *answer, struct mq_diag *diag);
/* Is there a ~~ in it, or in a tag it leans on? */
bool mq_query_has_near(const struct mq_query *query);
/* The same without the conjuncts that are about `field`: what its counts range over. */
enum mq_err mq_query_answer_without(const struct mq_query *query, mq_field_id field,
	const struct mq_view *view, struct mq_answer *answer, struct mq_diag *diag);

/* Answers kept by kind and canonical text, for one snapshot, universe and day (asked
 * of another view it forgets by itself; equal universes are equal pointers); the
 * oldest go when max_bytes is passed, after an act. */
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

/* Append text in quotes, as the language reads it back. */
void mq_query_quote(const char *text, size_t len, struct mq_buf *out);

/*
 * The ids at offset … offset + n_ids of set in order of `sort` (n_sort 0: the kind's
 * own order); unknown values come last, ties by id; years go by the days they are
 * counted from, so that of two of one age the elder is known. Fields may be read through
 * links. Returns how many were written. A top-k over columns, never a full sort.
 */
size_t mq_query_page(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const struct mq_sort *sort, size_t n_sort, size_t offset, mq_record_id *ids, size_t n_ids);

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

/* ---- completing ---- */

enum mq_candidate_kind {
	MQ_CANDIDATE_FIELD,
	MQ_CANDIDATE_OPERATOR,
	MQ_CANDIDATE_VALUE,
	MQ_CANDIDATE_TAG,
	MQ_CANDIDATE_CODE,
	MQ_CANDIDATE_LIST,
	MQ_CANDIDATE_RELATION,
	MQ_CANDIDATE_QUANTIFIER,
	MQ_CANDIDATE_DIRECTIVE,
	MQ_CANDIDATE_KEYWORD,
	MQ_CANDIDATE_PARAMETER,	/* of a saved list */
	MQ_CANDIDATE_LAST = MQ_CANDIDATE_PARAMETER,
};

/* How what was typed fits a name; the best first. */
enum mq_fit {
	MQ_FIT_EXACT,
	MQ_FIT_PREFIX,
	MQ_FIT_INSIDE,		/* a word of it begins so; any Han character does */
	MQ_FIT_PINYIN,		/* full syllables, the last one perhaps cut */
	MQ_FIT_INITIALS,
	MQ_FIT_NOT,
};

enum mq_fit_by {
	MQ_FIT_BY_ID,
	MQ_FIT_BY_LABEL,
	MQ_FIT_BY_ALIAS,
	MQ_FIT_BY_PINYIN,
	MQ_FIT_BY_LAST = MQ_FIT_BY_PINYIN,
};

struct mq_candidate {
	enum mq_candidate_kind kind;
	enum mq_fit fit;
	enum mq_fit_by by;
	size_t from;		/* the bytes of the text that insert takes the place of */
	size_t to;
	const char *insert;	/* parses as meant */
	const char *label;	/* for people, in the language of messages */
	bool counted;
	uint64_t count;		/* hits of the text with it in place */
};

struct mq_completion {
	struct mq_candidate *candidates;
	size_t n;
	bool settled;		/* nothing of a word is typed here, or what is means something */
	struct mq_arena arena;
};

enum { MQ_COMPLETE_MAX = 20 };

/*
 * What may stand at the cursor (a byte offset) of a text about kind: at most n_max
 * candidates, and at most MQ_COMPLETE_MAX. Exact ones first, then names that begin
 * so, names with a word that begins so, pinyin, initials; among equals the most hits,
 * then those that are not counted, then the catalogue's order. Tags, codes, values
 * and lists are counted: the count is what asking the whole text (typing mode) with the candidate
 * in place would give, brackets that are open at its end closed (count() as >=1).
 * What would leave nobody is not offered, nor what is there already. A text with a
 * fault elsewhere counts nothing, so it offers only what is not counted. Released by
 * the caller, whatever is returned.
 */
enum mq_err mq_query_complete(const struct mq_view *view, mq_kind_id kind, const char *text,
	size_t len, size_t cursor, size_t n_max, struct mq_completion *completion,
	struct mq_diag *diag);
void mq_completion_release(struct mq_completion *completion);
/* "field", "operator" …; "id", "label" …; borrowed for ever. */
const char *mq_candidate_kind_name(enum mq_candidate_kind kind);
const char *mq_fit_by_name(enum mq_fit_by by);

/* Check every derived field of the schema: its expression compiles for its kind and
 * no tag leans on itself (the loop is named). All faults are added, with file and line. */
enum mq_err mq_query_check_derived(const struct mq_schema *schema, struct mq_diag *diag);

/* The same for one saved list, or for all where list is NULL (broken ones, whose faults
 * were told when they were read, are passed over): with its defaults, else with any
 * value of the parameter's type, its query and directives compile, and it does not lean
 * on itself. A list that is not the schema's own is checked as if it were. */
enum mq_err mq_query_check_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_diag *diag);

#endif
