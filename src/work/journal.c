#include <minqing/work.h>

#include <stdlib.h>

/*
 * The journal: records that have a day and point at whom they are about. A
 * resident has tens of them, so they are gathered and sorted whole.
 */

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

struct entry {
	mq_record_id id;
	int64_t day;
};

/* Newest first; MQ_NO_NUMBER is the least number, so unknown days come last. */
static int newer(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;

	if (x->day != y->day) {
		return x->day > y->day ? -1 : 1;
	}
	return x->id > y->id ? -1 : x->id < y->id;
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

static size_t read_entries(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	struct entry *entries, size_t n)
{
	const struct mq_column *days = mq_index_column(view->index, view->schema->kinds[kind].date);
	mq_record_id *ids = mq_alloc((n + 1) * sizeof(*ids));

	n = mq_set_read(set, 0, ids, n);
	for (size_t i = 0; i < n; i++) {
		entries[i] = (struct entry){ids[i], mq_column_get(days, ids[i])};
	}
	free(ids);
	return n;
}

size_t mq_work_journal(const struct mq_view *view, mq_kind_id kind, mq_kind_id about,
	mq_record_id about_id, mq_record_id *ids, size_t n_ids, uint64_t *total)
{
	mq_field_id link = link_to(view->schema, kind, about);
	struct entry *entries;
	struct mq_set *linked;
	struct mq_set *set;
	size_t n;

	*total = 0;
	if (link == MQ_NO_FIELD || view->schema->kinds[kind].date == MQ_NO_FIELD) {
		return 0;
	}
	linked = mq_query_linked(view, link, about_id);
	set = mq_set_and(linked, view->universe[kind]);
	mq_set_free(linked);
	*total = mq_set_count(set);
	entries = mq_alloc(((size_t)*total + 1) * sizeof(*entries));
	n = read_entries(view, kind, set, entries, (size_t)*total);
	qsort(entries, n, sizeof(*entries), newer);
	n = n < n_ids ? n : n_ids;
	for (size_t i = 0; i < n; i++) {
		ids[i] = entries[i].id;
	}
	free(entries);
	mq_set_free(set);
	return n;
}
