/*
 * The first k of a set by one or more columns: a heap of the best k so far, the
 * worst of them on top, so that nearly every record is settled by one comparison
 * with it. Further columns are read for ties alone.
 *
 * Known values go before unknown ones whichever the direction; ids settle the rest.
 *
 * Of many in the order of names only those are looked at whose buckets hold the page: what
 * stands before them is counted, what stands behind is left alone.
 */
#include "order.h"

#include <stdlib.h>

enum { CHUNK = 1024 };

struct top {
	struct orders orders;
	struct row *rows;
	size_t n;
	size_t max;
};

/* ---- the heap: no row is before a row above it ---- */

static void sift_down(struct top *top, size_t at, size_t n)
{
	struct row row = top->rows[at];

	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && orders_before(&top->orders, top->rows + child, top->rows + child + 1)) {
			child++;
		}
		if (!orders_before(&top->orders, &row, top->rows + child)) {
			break;
		}
		top->rows[at] = top->rows[child];
	}
	top->rows[at] = row;
}

static void sift_up(struct top *top, size_t at)
{
	struct row row = top->rows[at];

	while (at > 0 && orders_before(&top->orders, top->rows + (at - 1) / 2, &row)) {
		top->rows[at] = top->rows[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	top->rows[at] = row;
}

static void offer(struct top *top, const struct row *row)
{
	if (top->n < top->max) {
		top->rows[top->n++] = *row;
		sift_up(top, top->n - 1);
	} else if (orders_before(&top->orders, row, top->rows)) {
		top->rows[0] = *row;
		sift_down(top, 0, top->n);
	}
}

/* The heap in order: the last goes last, again and again. */
static void settle(struct top *top)
{
	for (size_t n = top->n; n > 1; n--) {
		struct row last = top->rows[0];

		top->rows[0] = top->rows[n - 1];
		top->rows[n - 1] = last;
		sift_down(top, 0, n - 1);
	}
}

/* ---- rows ---- */

static void offer_all(struct eval *eval, struct top *top, const struct mq_set *set)
{
	const struct order *order = top->orders.list;
	mq_record_id ids[CHUNK];
	int64_t numbers[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(eval, set, &from, ids, CHUNK)) > 0;) {
		bool own = order->links == NULL;

		if (own) {
			mq_column_read(order->column, ids, n, numbers);
		}
		for (size_t i = 0; i < n; i++) {
			struct row row = {.id = ids[i], .number = own
				? order_turn(order, numbers[i]) : order_number(order, ids[i])};

			offer(top, &row);
		}
	}
}

/* By id: as the set has them. */
static size_t page_by_id(const struct mq_set *set, size_t offset, mq_record_id *ids, size_t n_ids)
{
	mq_record_id passed[CHUNK];
	mq_record_id from = 0;

	while (offset > 0) {
		size_t n = mq_set_read(set, from, passed, offset < CHUNK ? offset : CHUNK);

		if (n == 0) {
			return 0;
		}
		offset -= n;
		from = passed[n - 1] + 1;
	}
	return mq_set_read(set, from, ids, n_ids);
}

/* ---- the page of many, bucket by bucket ---- */

/* The first bucket that does not end before *offset, which is then counted from its
 * beginning. */
static uint32_t skip_buckets(struct eval *eval, const struct order *order, const struct mq_set *set,
	size_t *offset)
{
	uint32_t i = 0;
	size_t n;

	while (i < MQ_SORT_BUCKETS && *offset > 0
			&& (n = (size_t)mq_set_and_count(set, order_bucket(eval, order, i))) <= *offset) {
		*offset -= n;
		i++;
	}
	return i;
}

/* Buckets from the i-th on, and who is in none of them, until there are as many as wanted. */
static void offer_buckets(struct eval *eval, struct top *top, const struct mq_set *set, uint32_t i)
{
	const struct order *order = top->orders.list;
	struct mq_set *rest;

	for (; i < MQ_SORT_BUCKETS && top->n < top->max; i++) {
		const struct mq_set *bucket = order_bucket(eval, order, i);
		struct mq_set *part;

		if (!mq_set_is_empty(bucket)) {
			part = mq_set_and(set, bucket);
			offer_all(eval, top, part);
			mq_set_free(part);
		}
	}
	if (top->n < top->max) {
		rest = mq_set_minus(set, mq_index_posting(eval->view->index, order->field,
			MQ_VALUE_KNOWN));
		offer_all(eval, top, rest);
		mq_set_free(rest);
	}
}

/* Rows offset … of the set in order, made to begin at the offset that is returned. */
static size_t fill_top(struct eval *eval, struct top *top, const struct mq_set *set, size_t n_all,
	size_t offset, size_t n_ids)
{
	bool buckets = orders_by_buckets(eval, &top->orders, n_all);
	uint32_t first = 0;
	size_t left = n_all - offset;

	if (buckets) {
		first = skip_buckets(eval, top->orders.list, set, &offset);
	}
	top->max = offset + (n_ids < left ? n_ids : left);
	top->rows = mq_alloc(top->max * sizeof(*top->rows));
	if (buckets) {
		offer_buckets(eval, top, set, first);
	} else {
		offer_all(eval, top, set);
	}
	settle(top);
	return offset;
}

size_t mq_query_page(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const struct mq_sort *sort, size_t n_sort, size_t offset, mq_record_id *ids, size_t n_ids)
{
	size_t n_all = (size_t)mq_set_count(set);
	size_t n = 0;
	struct top top = {0};
	struct eval eval;

	if (offset >= n_all || n_ids == 0) {
		return 0;
	}
	eval_begin(&eval, view);
	orders_set(&eval, kind, sort, n_sort, &top.orders);
	if (top.orders.n == 0) {
		n = page_by_id(set, offset, ids, n_ids);
	} else {
		offset = fill_top(&eval, &top, set, n_all, offset, n_ids);
		for (; offset + n < top.n; n++) {
			ids[n] = top.rows[offset + n].id;
		}
		free(top.rows);
	}
	eval_end(&eval, NULL);
	return n;
}
