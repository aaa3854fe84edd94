/*
 * query: the one language, from a text to a question that is bound to the fields it is
 * about. What questions are answered with, sets, figures and rows, is <minqing/answer.h>.
 *
 *     mq_query_new       compile a text, also one that is still being typed
 *     mq_query_print …   what it says: canonical text, conditions, directives
 *     mq_query_redact    its text without values that are personal
 *     mq_query_complete  what may stand at the cursor
 *     mq_query_check_…   do the tags and the lists of a schema compile?
 *
 * From text to trees; parsing and binding are one pass:
 *
 *     lex.c         the characters of a text; full-width and Chinese forms are the same
 *     lex_piece.c   words, quotes, patterns: read, and written
 *     parse.c       or, and, not, brackets; connective.c: how these are written
 *     leaf.c        which condition it is, by its first character
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
 *     saved_text.c  a text with one of its lists written otherwise
 *     argument.c    these as values; argument_read.c: as they are typed
 *     fault.c       what is amiss and where; a half-typed tail is told apart
 *     repair.c      what would put it right
 *     finish.c      what evaluation wants to know of a tree
 *     print.c       a tree as canonical text that parses to the same tree
 *     redact.c      its text without what could tell whom it is about
 *     query.c       a query made, asked about, freed; listed.c: the values it lists
 *
 * While somebody types:
 *
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
 *    kind. A field of the household or the dwelling is read up the first link, and links[0]
 *    behind it, that arrives there: of a need its resident's, else its own household.
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
#include <minqing/schema.h>

enum { MQ_KINDS_MAX = 32 };

struct mq_view;

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
/* The values of a conjunct that lists some of one field, `f:{a b}` or these or-ed; appended
 * as canonical text, each ended by NUL. *negated: it is these that are left out. False
 * where it says anything else; values may then hold some all the same. */
bool mq_query_conjunct_list(const struct mq_query *query, size_t i, bool *negated,
	struct mq_buf *values);
/* Append the text that was compiled without what could tell whom it is about: in place of
 * each such value stands a hole, ‹field›, of words looked for everywhere ‹text›, of what
 * fills in a list ‹list›. Which values stay is told in redact.c and minqing-privacy(7). */
void mq_query_redact(const struct mq_query *query, const char *text, struct mq_buf *out);
/* The first hole in a text; false where there is none. */
bool mq_query_hole(const char *text, size_t len, size_t *from, size_t *end);
/* Append text in quotes, as the language reads it back. */
void mq_query_quote(const char *text, size_t len, struct mq_buf *out);

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
	const char *id;		/* its key, or "" */
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
/* Whether completing there would be settled; cheap. */
bool mq_query_is_settled(const struct mq_view *view, mq_kind_id kind, const char *text, size_t len,
	size_t cursor);
void mq_completion_release(struct mq_completion *completion);
/* "field", "operator" …; "id", "label" …; borrowed for ever. */
const char *mq_candidate_kind_name(enum mq_candidate_kind kind);
const char *mq_fit_by_name(enum mq_fit_by by);

/* ---- checking ---- */

/* Check every derived field of the schema: its expression compiles for its kind and
 * no tag leans on itself (the loop is named). All faults are added, with file and line. */
enum mq_err mq_query_check_derived(const struct mq_schema *schema, struct mq_diag *diag);

/* The same for one saved list, or for all where list is NULL (broken ones, whose faults
 * were told when they were read, are passed over): with its defaults, else with any
 * value of the parameter's type, its query and directives compile, and it does not lean
 * on itself. A list that is not the schema's own is checked as if it were. */
enum mq_err mq_query_check_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_diag *diag);
/* Append what a list asks as a text of its own, canonical, with its defaults where `$n` stands.
 * As above the list need not be the schema's; CONFIG. */
enum mq_err mq_query_print_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_buf *out, struct mq_diag *diag);
/* Does a list of the schema lean on another, itself or through others? */
bool mq_query_saved_leans(const struct mq_schema *schema, const struct mq_saved *list,
	const struct mq_saved *on);
/* Append the text a query was made of with a list of it written otherwise: called `to`, or (NULL) as
 * what it asks. False, and nothing is appended, where the text does not name the list. */
bool mq_query_print_otherwise(const struct mq_query *query, const char *text, const char *id,
	enum mq_saved_where where, const char *to, struct mq_buf *out);
/* Append a list as it is asked, "@late(who:text)", with some value where one has to be given;
 * nothing where its parameters are at fault. */
void mq_query_sample_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_buf *out);

#endif
