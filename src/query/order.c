/*
 * Columns that put records in order, and the buckets of the first of them.
 */
#include "order.h"

/* Turned: ascending is as it is, descending is mirrored, unknown is last. */
int64_t order_turn(const struct order *order, int64_t number)
{
	if (number == MQ_NO_NUMBER) {
		return INT64_MAX;
	}
	return order->descending ? -number : number;
}

int64_t order_number(const struct order *order, mq_record_id id)
{
	if (order->links != NULL) {
		id = id < order->n_links ? order->links[id] : MQ_NO_RECORD;
	}
	return order_turn(order, id == MQ_NO_RECORD ? MQ_NO_NUMBER : mq_column_get(order->column, id));
}

bool orders_before(const struct orders *orders, const struct row *a, const struct row *b)
{
	if (a->number != b->number) {
		return a->number < b->number;
	}
	for (size_t i = 1; i < orders->n; i++) {
		int64_t first = order_number(orders->list + i, a->id);
		int64_t second = order_number(orders->list + i, b->id);

		if (first != second) {
			return first < second;
		}
	}
	return a->id < b->id;
}

static bool add_order(struct eval *eval, mq_kind_id kind, const struct mq_sort *sort,
	struct orders *orders)
{
	const struct mq_schema *schema = eval->view->schema;
	const struct mq_field *field = schema->fields + sort->field;
	bool years = field->years_since != MQ_NO_FIELD;
	mq_field_id base = years ? field->years_since : sort->field;
	struct order *order = orders->list + orders->n;

	if (orders->n == SORTS_MAX || field->expression != NULL
			|| !mq_index_has_column(schema, base)
			|| mq_schema_distance(schema, kind, base) < 0) {
		return false;
	}
	*order = (struct order){.field = base, .column = mq_index_column(eval->view->index, base),
		.descending = sort->descending != years};	/* the young are born late */
	if (schema->fields[base].kind != kind) {
		order->links = link_up(eval, kind, schema->fields[base].kind, &order->n_links);
	}
	orders->n++;
	return true;
}

void orders_set(struct eval *eval, mq_kind_id kind, const struct mq_sort *sort, size_t n_sort,
	struct orders *orders)
{
	struct mq_sort own = {.field = eval->view->schema->kinds[kind].sort};

	for (size_t i = 0; i < n_sort; i++) {
		add_order(eval, kind, sort + i, orders);
	}
	if (n_sort == 0 && own.field != MQ_NO_FIELD) {
		add_order(eval, kind, &own, orders);
	}
}

const struct mq_set *order_bucket(struct eval *eval, const struct order *order, uint32_t i)
{
	return mq_index_posting(eval->view->index, order->field,
		order->descending ? MQ_SORT_BUCKETS - 1 - i : i);
}

bool orders_by_buckets(const struct eval *eval, const struct orders *orders, size_t n_all)
{
	return n_all >= MANY && orders->list[0].links == NULL
		&& mq_index_has_buckets(eval->view->schema, orders->list[0].field);
}
