/*
 * An order of records: one or more columns, known values before unknown ones whichever the
 * direction, ids for the rest. What page.c and rank.c share.
 */
#ifndef MINQING_QUERY_ORDER_H
#define MINQING_QUERY_ORDER_H

#include "evaluate.h"

enum { SORTS_MAX = 8, MANY = 4096 };

/* One column of the order. */
struct order {
	mq_field_id field;
	const struct mq_column *column;
	const mq_record_id *links;	/* NULL: own field */
	size_t n_links;
	bool descending;
};

struct orders {
	struct order list[SORTS_MAX];
	size_t n;
};

struct row {
	int64_t number;		/* by the first order, turned so that less is earlier */
	mq_record_id id;
};

/* By sort, or where n_sort is 0 the kind's own order; n stays 0 where that is by id. */
void orders_set(struct eval *eval, mq_kind_id kind, const struct mq_sort *sort, size_t n_sort,
	struct orders *orders);
/* A number of the first order's column, as row.number has it. */
int64_t order_turn(const struct order *order, int64_t number);
int64_t order_number(const struct order *order, mq_record_id id);
bool orders_before(const struct orders *orders, const struct row *a, const struct row *b);

/* Many in the order of a column that is kept by buckets: who wants some of them looks into few. */
bool orders_by_buckets(const struct eval *eval, const struct orders *orders, size_t n_all);
/* Who is in the i-th bucket of the first order, lent. */
const struct mq_set *order_bucket(struct eval *eval, const struct order *order, uint32_t i);

#endif
