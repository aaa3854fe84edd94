/* Facet values as conditions; what facets and narrowing share. */
#ifndef MINQING_SESSION_NARROW_H
#define MINQING_SESSION_NARROW_H

#include "own.h"

/* Append the condition as a person would write it, and its canonical text. */
void mq_narrow_condition(const struct mq_session *session, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *text, struct mq_buf *meaning);
/* Does the query hold a conjunct of this canonical text? */
bool mq_narrow_holds(const struct mq_query *query, const struct mq_buf *meaning);

#endif
