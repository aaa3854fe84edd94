#include <minqing/work.h>

#include <string.h>

/*
 * The journal: records that have a day and point at whom they are about. A
 * resident has tens of them, of which the newest few are shown.
 */

enum { FOUND_AT_ONCE = 64 };

size_t mq_work_kinds(const struct mq_schema *schema, mq_kind_id *kinds, size_t n_kinds)
{
	size_t n = 0;

	for (size_t i = 0; i < schema->n_kinds; i++) {
		if (schema->kinds[i].date != MQ_NO_FIELD) {
			if (n < n_kinds) {
				kinds[n] = (mq_kind_id)i;
			}
			n++;
		}
	}
	return n;
}

static mq_field_id link_to(const struct mq_schema *schema, mq_kind_id kind, mq_kind_id about)
{
	const struct mq_kind *k = &schema->kinds[kind];

	for (size_t i = 0; i < k->n_links; i++) {
		if (schema->fields[k->links[i]].target == about) {
			return k->links[i];
		}
	}
	return MQ_NO_FIELD;
}

/* Newest first; MQ_NO_NUMBER is the least number, so unknown days come last. */
static bool is_newer(const struct mq_column *days, mq_record_id a, mq_record_id b)
{
	int64_t day_a = mq_column_get(days, a);
	int64_t day_b = mq_column_get(days, b);

	return day_a != day_b ? day_a > day_b : a > b;
}

/* Put id where it belongs among the n newest, of which the last falls out where they are
 * n_max already; how many there are then. */
static size_t put_in(const struct mq_column *days, mq_record_id id, mq_record_id *newest, size_t n,
	size_t n_max)
{
	size_t at = n;

	while (at > 0 && is_newer(days, id, newest[at - 1])) {
		at--;
	}
	if (at == n_max) {
		return n;
	}
	n = n < n_max ? n + 1 : n;
	memmove(newest + at + 1, newest + at, (n - at - 1) * sizeof(*newest));
	newest[at] = id;
	return n;
}

size_t mq_work_journal(const struct mq_view *view, mq_kind_id kind, mq_kind_id about,
	mq_record_id about_id, mq_record_id *ids, size_t n_ids, uint64_t *total)
{
	mq_field_id link = link_to(view->schema, kind, about);
	mq_record_id found[FOUND_AT_ONCE];
	const struct mq_column *days;
	size_t n_found;
	size_t n = 0;

	*total = 0;
	if (link == MQ_NO_FIELD || view->schema->kinds[kind].date == MQ_NO_FIELD) {
		return 0;
	}
	days = mq_index_column(view->index, view->schema->kinds[kind].date);
	for (mq_record_id from = 0; (n_found = mq_query_linked(view, link, about_id, from, found,
			FOUND_AT_ONCE)) > 0; from = found[n_found - 1] + 1) {
		for (size_t i = 0; i < n_found; i++) {
			n = put_in(days, found[i], ids, n, n_ids);
		}
		*total += n_found;
	}
	return n;
}
