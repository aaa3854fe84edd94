/*
 * Completion: where the cursor stands (cursor.c …), what could stand there
 * (candidates.c, name.c), how it is written (insert.c), and how many it would leave
 * (hits.c). complete.c puts them in order.
 */
#ifndef MINQING_QUERY_COMPLETE_H
#define MINQING_QUERY_COMPLETE_H

#include "compile.h"
#include "evaluate.h"

/* ---- where the cursor stands (cursor.c) ---- */

enum spot_kind {
	SPOT_NONE,		/* in a text, a pattern, a number: nothing can be offered */
	SPOT_WORD,		/* where a condition begins */
	SPOT_NAME,		/* a word with a comparison behind it: a field's name */
	SPOT_TAG,		/* behind # */
	SPOT_LIST,		/* behind @ */
	SPOT_QUANTIFIER,	/* household.… */
	SPOT_VALUE,		/* behind a comparison */
	SPOT_FIELDS,		/* behind sort: or cols: */
	SPOT_MEASURED,		/* visits.sum(… */
	SPOT_KINDS,		/* behind from: */
	SPOT_OUTER,		/* behind ^: a field of who asks */
	SPOT_ARGUMENT,		/* in the brackets of a list */
};

struct spot {
	enum spot_kind kind;
	mq_kind_id asked;	/* of what kind of record the conditions here are */
	size_t from;		/* what a candidate takes the place of, in bytes */
	size_t to;
	struct mq_slice typed;	/* of it before the cursor, without a quote; borrowed */
	size_t term_from;	/* the whole condition at hand */
	size_t term_to;
	size_t name_end;	/* VALUE, OUTER: of the field's name, which begins the condition */
	enum op op;		/* VALUE, OUTER */
	mq_kind_id own;		/* OUTER: what kind of record that field is of */
	bool attached;		/* TAG: behind 非, which the condition begins with */
	bool listed;		/* VALUE: within { } */
	bool ranged;		/* VALUE: one end of a..b */
	bool open_list;		/* … and the list is not closed */
	bool quoted;		/* what was typed begins with a quote */
	bool followed;		/* what a candidate would end with is there already */
	bool outermost;		/* directives fit */
	bool begun;		/* a condition stands before it */
	bool sorted;		/* FIELDS: behind sort: */
	enum quantifier quantifier;	/* MEASURED */
	const struct mq_saved *list;	/* ARGUMENT: of what list */
	size_t param;		/* … which parameter, or n_params */
	bool named;		/* … its name stands before it */
	unsigned given;		/* … parameters that have other arguments */
	bool open_brackets;	/* … and these are not closed */
	char closing[QUERY_DEPTH_MAX * 4 + 2];	/* closes what the text leaves open */
};

/* query is scratch: its arena and schema. */
void spot_find(struct mq_query *query, mq_kind_id kind, const char *text, size_t len,
	size_t cursor, struct spot *spot);
/* A word 非… that names nothing: what stands behind its 非 is looked at instead. False
 * where it is no such word, or nothing stands there yet. */
bool spot_attach(const char *text, struct spot *spot);

/* ---- names (name.c) ---- */

/* A name that is looked at, and the best that was found of a thing's names. */
struct naming {
	const struct mq_buf *typed;	/* folded */
	enum mq_fit fit;
	enum mq_fit_by by;
	const char *name;
	bool one_letter;		/* is enough for pinyin: there are few to choose from */
	struct mq_buf scratch;
};

/* Start over with a thing's names. */
void naming_begin(struct naming *naming);
/* Look at one more; NULL is none. The first of equal ones stays. */
void naming_try(struct naming *naming, const char *name, enum mq_fit_by by);
/* A Chinese label, which is found by its readings too. */
void naming_try_label(struct naming *naming, const char *zh);
/* All names of a thing; the label in the language of messages goes first, so that it wins a
 * tie. */
void naming_try_all(struct naming *naming, const char *id, const char *zh, const char *en,
	const char *const *aliases, size_t n_aliases);

/* ---- what could stand there (candidates.c) ---- */

struct candidate {
	enum mq_candidate_kind kind;
	enum mq_fit fit;
	enum mq_fit_by by;
	mq_field_id field;	/* of a field, tag, value, code */
	int code;		/* of a value or code; -1: another value, as text says */
	const char *text;	/* the name to write */
	const char *id;		/* what is written where the name cannot be */
	const char *label;	/* for people */
	size_t order;		/* in the catalogue */
	bool last;		/* goes behind all of its rank */
	const char *insert;	/* how it is written, once that is settled */
	bool counts;		/* hits can be told */
	uint64_t count;
};

struct completing {
	const struct mq_view *view;
	struct mq_query *query;	/* scratch */
	const char *text;
	size_t len;
	struct spot spot;
	mq_field_id field;	/* VALUE, OUTER: what is compared, or MQ_NO_FIELD */
	bool is_place;		/* … because it is `place` */
	struct mq_buf typed;	/* folded */
	struct naming naming;
	struct candidate *candidates;
	size_t n;
	size_t cap;
	struct mq_arena *arena;	/* of what is given back */
};

void candidates_gather(struct completing *completing);
/* Where nothing is typed, words are those of the language of messages. */
bool candidates_wants_word(const struct completing *completing, const char *word);
/* Add what naming found; false where it found nothing. */
bool candidates_add(struct completing *completing, const struct candidate *candidate);
void candidates_fields(struct completing *completing);	/* candidates_field.c */
void candidates_values(struct completing *completing);	/* candidates_value.c */
/* Values of a field, or of what is like one, in the order of its type. */
void candidates_of_type(struct completing *completing, const struct mq_field *field);
void candidates_arguments(struct completing *completing);	/* candidates_argument.c */

/* ---- how it is written (insert.c) ---- */

/* Append the condition at hand with `insert` in place. */
void insert_term(const struct completing *completing, const char *insert, struct mq_buf *out);
/* Settle candidate->insert so that it parses to what is meant; false where it
 * cannot be said here. */
bool insert_settle(struct completing *completing, struct candidate *candidate);

/* ---- what it would leave (hits.c) ---- */

struct hits {
	struct completing *completing;
	struct mq_buf frame;		/* the text, closed, with a word in the condition's place */
	struct mq_query *query;		/* compiled */
	struct tree *outer;		/* that word, or the outermost relation it is in */
	bool inside;			/* a relation, which is these bytes of frame */
	size_t frame_from;
	size_t frame_to;
	bool odd;			/* under an odd number of nots */
	struct mq_set *open;		/* of whom the condition decides */
	uint64_t base;
	uint64_t *codes;		/* how open spreads over the field compared, or NULL */
	struct eval eval;
};

/* False where the text cannot be answered: nothing can be counted then. */
bool hits_begin(struct hits *hits, struct completing *completing);
/* The hits of the text with the candidate in place. False: it cannot be said here. */
bool hits_count(struct hits *hits, struct candidate *candidate);
void hits_end(struct hits *hits);

#endif
