/* Facet values as conditions; what facets and narrowing share. */
#ifndef MINQING_SESSION_NARROW_H
#define MINQING_SESSION_NARROW_H

#include <minqing/facets.h>

#include "own.h"

/* Append the condition as a person would write it, and its canonical text. */
void mq_narrow_condition(const struct mq_session *session, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *text, struct mq_buf *meaning);

/* ---- narrow_text.c ---- */

/* The canonical text of a text that is one condition; nothing where it is not. Appended. */
void mq_narrow_canonical(const struct mq_session *session, const struct mq_buf *text,
	struct mq_buf *out);
/* Append to meaning what a condition written with ids means; its text becomes that with labels
 * where this means the same. */
void mq_narrow_prefer(const struct mq_session *session, const struct mq_buf *labels,
	struct mq_buf *text, struct mq_buf *meaning);
/* Does the query hold a conjunct of this canonical text? */
bool mq_narrow_holds(const struct mq_query *query, const struct mq_buf *meaning);

struct mq_query *mq_narrow_compile(const struct mq_session *session, enum mq_query_mode mode,
	const char *text, size_t len);

/* What conjuncts are about. */
struct mq_about {
	mq_field_id field;	/* MQ_NO_FIELD: no field */
	const char *list;	/* the id of a saved list, whatever it is filled in with; NULL: none */
};

bool mq_narrow_is_about(const struct mq_query *query, size_t i, const struct mq_about *about);
/* Does the query hold the saved list, or leave it out (negated)? */
bool mq_narrow_has_list(const struct mq_query *query, const char *name, bool negated);
/* Append the query without the conjuncts that are about something and with one more condition,
 * which may be empty; its tail, if it has one, is given up: nothing could stand behind it. */
void mq_narrow_replace(const struct mq_session *session, const struct mq_query *query,
	const char *text, const struct mq_about *about, const struct mq_buf *condition,
	const struct mq_buf *meaning, struct mq_buf *out);

/* ---- narrow_list.c ---- */

/*
 * From the condition of one value to that of the field's list in the query with the value
 * put in or taken out: of those chosen, or (exclude) of those left out; text and meaning
 * are empty where no value is left. False where the condition is no list of values.
 */
bool mq_narrow_list(const struct mq_session *session, const struct mq_query *query,
	const struct mq_field *field, bool exclude, struct mq_buf *text, struct mq_buf *meaning);
/* Is the value of this meaning chosen by the question in force, or left out? */
void mq_narrow_mark(const struct mq_session *session, const struct mq_field *field,
	const struct mq_buf *meaning, struct mq_facet_value *value);

#endif
