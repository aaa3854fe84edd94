/* Naming and counting the values of one field; what facet.c, facet_count.c and facet_many.c share. */
#ifndef MINQING_SESSION_FACET_H
#define MINQING_SESSION_FACET_H

#include <minqing/facets.h>

#include "own.h"

struct mq_counting {
	struct mq_session *session;
	struct mq_arena *arena;		/* the facets' own */
	struct mq_diag *diag;
	bool hits_alone;	/* heed the field's own conjuncts too: a spread */
	size_t n_top;		/* of many values the most frequent; 0: MQ_TOP_USUAL */
};

bool mq_field_has_codes(const struct mq_field *field);

/* ---- facet.c ---- */

/* Has the question in force a condition that is about the field? */
bool mq_counting_is_filtered(const struct mq_counting *counting, mq_field_id field);
/* The head of a facet with room for n values. */
void mq_counting_name(const struct mq_counting *counting, const struct mq_field *field, size_t n,
	struct mq_facet *facet);
/* One value more, of this field or tag, not counted yet; label and value are copied. */
struct mq_facet_value *mq_counting_add(const struct mq_counting *counting, struct mq_facet *facet,
	mq_field_id field, const char *label, const char *value);
/* The head of a field's facet, and its values where they are known without counting. */
void mq_facet_name(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet);
/* The facets that are wished for, named; facets has none before, but its wishes. Those that
 * the kind in force does not have are dropped. */
void mq_facets_name(const struct mq_counting *counting, struct mq_facets *facets);

/* ---- facet_count.c ---- */

/* Whom a field's counts range over; *own is freed by the caller, the set borrowed. */
enum mq_err mq_counting_base(const struct mq_counting *counting, mq_field_id field,
	struct mq_answer *own, const struct mq_set **set);
void mq_counting_count(struct mq_facet_value *value, uint64_t count);

/* ---- facet_many.c ---- */

/* The head of a facet of stretches and its values; false where nobody counted them yet. */
bool mq_facet_name_stretches(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet);
/* Numbers and days in stretches; texts and links by the most frequent. Named with their
 * counts, for only these say which values there are. */
enum mq_err mq_counting_bins(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet);
enum mq_err mq_counting_top(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet);

#endif
