/* Counting the values of one field; what facet.c and facet_many.c share. */
#ifndef MINQING_SESSION_FACET_H
#define MINQING_SESSION_FACET_H

#include "own.h"

struct mq_counting {
	struct mq_session *session;
	struct mq_arena *arena;		/* the facets' own */
	struct mq_diag *diag;
	bool hits_alone;	/* heed the field's own conjuncts too: a spread */
	size_t n_top;		/* of many values the most frequent; 0: MQ_TOP_USUAL */
};

/* Whom a field's counts range over; *own is freed by the caller, the set borrowed. */
enum mq_err mq_counting_base(const struct mq_counting *counting, mq_field_id field,
	struct mq_answer *own, const struct mq_set **set);
/* The head of a facet with room for n values. */
void mq_counting_name(const struct mq_counting *counting, const struct mq_field *field, size_t n,
	struct mq_facet *facet);
/* One value more; label and value are copied. */
void mq_counting_add(const struct mq_counting *counting, struct mq_facet *facet, const char *label,
	const char *value, uint64_t count);

/* facet_many.c: numbers and days in stretches; texts and links by the most frequent. */
enum mq_err mq_counting_bins(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet);
enum mq_err mq_counting_top(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet);

#endif
