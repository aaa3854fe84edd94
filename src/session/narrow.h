/* Facet values as conditions; what facets and narrowing share. */
#ifndef MINQING_SESSION_NARROW_H
#define MINQING_SESSION_NARROW_H

#include "own.h"

/* Append the condition as a person would write it, and its canonical text. */
void mq_narrow_condition(const struct mq_session *session, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *text, struct mq_buf *meaning);
/* The canonical text of a text that is one condition; nothing where it is not. Appended. */
void mq_narrow_canonical(const struct mq_session *session, const struct mq_buf *text,
	struct mq_buf *out);
/* Does the query hold a conjunct of this canonical text? */
bool mq_narrow_holds(const struct mq_query *query, const struct mq_buf *meaning);

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
