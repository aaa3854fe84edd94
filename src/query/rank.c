/*
 * At which place of an order a record stands, or would stand: how many of a set come before
 * it. Of many by buckets whole buckets are counted, and only its own is looked into.
 */
#include "order.h"

enum { CHUNK = 1024 };

/* How many of set are before row, each looked at. */
static size_t count_before(struct eval *eval, const struct orders *orders, const struct mq_set *set,
	const struct row *row)
{
	mq_record_id ids[CHUNK];
	size_t before = 0;
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(eval, set, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			struct row other = {order_number(orders->list, ids[i]), ids[i]};

			before += orders_before(orders, &other, row);
		}
	}
	return before;
}

static size_t count_ids_before(const struct mq_set *set, mq_record_id id)
{
	struct mq_set *earlier = mq_set_range(0, id);
	size_t before = (size_t)mq_set_and_count(set, earlier);

	mq_set_free(earlier);
	return before;
}

/* The bucket that row is in, in the order; MQ_SORT_BUCKETS where its value is not known. */
static uint32_t bucket_of(const struct order *order, mq_record_id id)
{
	int64_t number = mq_column_get(order->column, id);
	uint32_t bucket;

	if (number == MQ_NO_NUMBER) {
		return MQ_SORT_BUCKETS;
	}
	bucket = mq_sort_bucket(number);
	return order->descending ? MQ_SORT_BUCKETS - 1 - bucket : bucket;
}

static size_t count_by_buckets(struct eval *eval, const struct orders *orders,
	const struct mq_set *set, const struct row *row)
{
	const struct order *order = orders->list;
	uint32_t own = bucket_of(order, row->id);
	struct mq_set *beside;
	size_t before = 0;

	for (uint32_t i = 0; i < own; i++) {
		before += (size_t)mq_set_and_count(set, order_bucket(eval, order, i));
	}
	beside = own < MQ_SORT_BUCKETS ? mq_set_and(set, order_bucket(eval, order, own))
		: mq_set_minus(set, mq_index_posting(eval->view->index, order->field,
			MQ_VALUE_KNOWN));
	before += count_before(eval, orders, beside, row);
	mq_set_free(beside);
	return before;
}

size_t mq_query_rank(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const struct mq_sort *sort, size_t n_sort, mq_record_id id)
{
	struct orders orders = {.n = 0};
	struct row row = {.id = id};
	struct eval eval;
	size_t before;

	eval_begin(&eval, view);
	orders_set(&eval, kind, sort, n_sort, &orders);
	if (orders.n == 0) {
		before = count_ids_before(set, id);
	} else {
		row.number = order_number(orders.list, id);
		before = orders_by_buckets(&eval, &orders, (size_t)mq_set_count(set))
			? count_by_buckets(&eval, &orders, set, &row)
			: count_before(&eval, &orders, set, &row);
	}
	eval_end(&eval, NULL);
	return before;
}
