/*
 * A bound tree in words, in the language of messages: what people read in explain
 * and why. Values are those bound, so that `-90d` is said as the day it means.
 */
#ifndef MINQING_QUERY_SAY_H
#define MINQING_QUERY_SAY_H

#include "tree.h"

struct saying {
	const struct mq_schema *schema;
	mq_day today;		/* years are said of this day */
};

/* Append one node in words: of a list or a relation only its head, without what is
 * below it. A `not` of one condition is said as that condition denied. */
void say_node(const struct saying *saying, const struct tree *tree, struct mq_buf *out);
/* The same with all that is below, in one line; a long one is cut. */
void say_line(const struct saying *saying, const struct tree *tree, struct mq_buf *out);
/* One number of a field as people read it: label, unit, day; "…" for no end. */
void say_number(const struct mq_field *field, int64_t number, struct mq_buf *out);
/* The condition that a row of `not` denies, and whether it is denied after all. */
const struct tree *say_denied(const struct tree *tree, bool *denied);

#endif
