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
#include "evaluate.h"

#include <stdlib.h>

enum { CHUNK = 1024, SORTS_MAX = 8, MANY = 4096 };

/* One column of the order. */
struct order {
	mq_field_id field;
	const struct mq_column *column;
	const mq_record_id *links;	/* NULL: own field */
	size_t n_links;
	bool descending;
};

struct row {
	int64_t number;		/* by the first order, turned so that less is earlier */
	mq_record_id id;
};

struct top {
	struct order orders[SORTS_MAX];
	size_t n_orders;
	struct row *rows;
	size_t n;
	size_t max;
};

/* ---- order ---- */

/* Turned: ascending is as it is, descending is mirrored, unknown is last. */
static int64_t turn(const struct order *order, int64_t number)
{
	if (number == MQ_NO_NUMBER) {
		return INT64_MAX;
	}
	return order->descending ? -number : number;
}

static int64_t number_of(const struct order *order, mq_record_id id)
{
	if (order->links != NULL) {
		id = id < order->n_links ? order->links[id] : MQ_NO_RECORD;
	}
	return turn(order, id == MQ_NO_RECORD ? MQ_NO_NUMBER : mq_column_get(order->column, id));
}

static bool is_before(const struct top *top, const struct row *a, const struct row *b)
{
	if (a->number != b->number) {
		return a->number < b->number;
	}
	for (size_t i = 1; i < top->n_orders; i++) {
		int64_t first = number_of(top->orders + i, a->id);
		int64_t second = number_of(top->orders + i, b->id);

		if (first != second) {
			return first < second;
		}
	}
	return a->id < b->id;
}

/* ---- the heap: no row is before a row above it ---- */

static void sift_down(struct top *top, size_t at, size_t n)
{
	struct row row = top->rows[at];

	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && is_before(top, top->rows + child, top->rows + child + 1)) {
			child++;
		}
		if (!is_before(top, &row, top->rows + child)) {
			break;
		}
		top->rows[at] = top->rows[child];
	}
	top->rows[at] = row;
}

static void sift_up(struct top *top, size_t at)
{
	struct row row = top->rows[at];

	while (at > 0 && is_before(top, top->rows + (at - 1) / 2, &row)) {
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
	} else if (is_before(top, row, top->rows)) {
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
	const struct order *order = top->orders;
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
				? turn(order, numbers[i]) : number_of(order, ids[i])};

			offer(top, &row);
		}
	}
}

static bool add_order(struct eval *eval, mq_kind_id kind, const struct mq_sort *sort,
	struct top *top)
{
	const struct mq_schema *schema = eval->view->schema;
	const struct mq_field *field = schema->fields + sort->field;
	bool years = field->years_since != MQ_NO_FIELD;
	mq_field_id base = years ? field->years_since : sort->field;
	struct order *order = top->orders + top->n_orders;

	if (top->n_orders == SORTS_MAX || field->expression != NULL
			|| !mq_index_has_column(schema, base)
			|| mq_schema_distance(schema, kind, base) < 0) {
		return false;
	}
	*order = (struct order){.field = base, .column = mq_index_column(eval->view->index, base),
		.descending = sort->descending != years};	/* the young are born late */
	if (schema->fields[base].kind != kind) {
		order->links = link_up(eval, kind, schema->fields[base].kind, &order->n_links);
	}
	top->n_orders++;
	return true;
}

static void set_orders(struct eval *eval, mq_kind_id kind, const struct mq_sort *sort,
	size_t n_sort, struct top *top)
{
	struct mq_sort own = {.field = eval->view->schema->kinds[kind].sort};

	for (size_t i = 0; i < n_sort; i++) {
		add_order(eval, kind, sort + i, top);
	}
	if (n_sort == 0 && own.field != MQ_NO_FIELD) {
		add_order(eval, kind, &own, top);
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

static const struct mq_set *bucket_at(struct eval *eval, const struct order *order, uint32_t i)
{
	return mq_index_posting(eval->view->index, order->field,
		order->descending ? MQ_SORT_BUCKETS - 1 - i : i);
}

/* The first bucket that does not end before *offset, which is then counted from its
 * beginning. */
static uint32_t skip_buckets(struct eval *eval, const struct order *order, const struct mq_set *set,
	size_t *offset)
{
	uint32_t i = 0;
	size_t n;

	while (i < MQ_SORT_BUCKETS && *offset > 0
			&& (n = (size_t)mq_set_and_count(set, bucket_at(eval, order, i))) <= *offset) {
		*offset -= n;
		i++;
	}
	return i;
}

/* Buckets from the i-th on, and who is in none of them, until there are as many as wanted. */
static void offer_buckets(struct eval *eval, struct top *top, const struct mq_set *set, uint32_t i)
{
	const struct order *order = top->orders;
	struct mq_set *rest;

	for (; i < MQ_SORT_BUCKETS && top->n < top->max; i++) {
		const struct mq_set *bucket = bucket_at(eval, order, i);
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

static bool goes_by_buckets(const struct eval *eval, const struct top *top, size_t n_all)
{
	return n_all >= MANY && top->orders[0].links == NULL
		&& mq_index_has_buckets(eval->view->schema, top->orders[0].field);
}

/* Rows offset … of the set in order, made to begin at the offset that is returned. */
static size_t fill_top(struct eval *eval, struct top *top, const struct mq_set *set, size_t n_all,
	size_t offset, size_t n_ids)
{
	bool buckets = goes_by_buckets(eval, top, n_all);
	uint32_t first = 0;
	size_t left = n_all - offset;

	if (buckets) {
		first = skip_buckets(eval, top->orders, set, &offset);
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
	set_orders(&eval, kind, sort, n_sort, &top);
	if (top.n_orders == 0) {
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
