/*
 * Links as dense arrays: what each record points at, by its id. Going down, from
 * what is true of dwellings to whom it is true of, is one pass over the universe
 * of those who ask, with a flag per dwelling.
 */
#include "evaluate.h"

#include <stdlib.h>
#include <stdio.h>

enum { CHUNK = 4096, KEY_MAX = 32 };

/* ---- arrays ---- */

void set_flags(const struct mq_set *set, unsigned char *flags, size_t n_flags, unsigned char flag)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(set, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n && ids[i] < n_flags; i++) {
			flags[ids[i]] |= flag;
		}
	}
}

/* What the link field says, within the universe of what it points at. */
static mq_record_id *read_link(struct eval *eval, mq_field_id link, size_t n)
{
	const struct mq_field *field = eval->view->schema->fields + link;
	const struct mq_column *column = mq_index_column(eval->view->index, link);
	size_t n_targets = mq_index_end(eval->view->index, field->target);
	unsigned char *seen = mq_alloc(n_targets + 1);
	mq_record_id *links = mq_alloc((n + 1) * sizeof(*links));
	int64_t numbers[CHUNK];

	set_flags(eval_universe(eval, field->target), seen, n_targets, FLAG_YES);
	for (size_t from = 0; from < n; from += CHUNK) {
		size_t end = from + CHUNK < n ? from + CHUNK : n;

		mq_column_dense(column, (mq_record_id)from, (mq_record_id)end, numbers);
		for (size_t i = from; i < end; i++) {
			int64_t target = numbers[i - from];
			bool known = target >= 0 && (uint64_t)target < n_targets && seen[target] != 0;

			links[i] = known ? (mq_record_id)target : MQ_NO_RECORD;
		}
	}
	free(seen);
	return links;
}

const mq_record_id *link_of(struct eval *eval, mq_field_id link, size_t *n)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "^%u", (unsigned)link);
	const mq_record_id *links = cache_get_array(eval->cache, key, len, n);

	if (links == NULL) {
		*n = mq_index_end(eval->view->index, eval->view->schema->fields[link].kind);
		links = cache_put_array(eval->cache, key, len, read_link(eval, link, *n), *n,
			sizeof(*links));
	}
	return links;
}

/* Follow one link more from where the first n lead. */
static mq_record_id *compose(const mq_record_id *first, size_t n, const mq_record_id *then,
	size_t n_then)
{
	mq_record_id *links = mq_alloc((n + 1) * sizeof(*links));

	for (size_t i = 0; i < n; i++) {
		links[i] = first[i] < n_then ? then[first[i]] : MQ_NO_RECORD;
	}
	return links;
}

const mq_record_id *link_up(struct eval *eval, mq_kind_id kind, mq_kind_id target, size_t *n)
{
	const struct mq_schema *schema = eval->view->schema;
	mq_field_id link = schema->kinds[kind].links[0];
	const mq_record_id *links = link_of(eval, link, n);
	mq_kind_id at = schema->fields[link].target;
	char key[KEY_MAX];

	while (at != target) {
		size_t n_then;
		mq_field_id next = schema->kinds[at].links[0];
		mq_kind_id above = schema->fields[next].target;
		size_t len = (size_t)snprintf(key, sizeof(key), "^%u>%u", (unsigned)kind,
			(unsigned)above);
		const mq_record_id *longer = cache_get_array(eval->cache, key, len, n);

		if (longer == NULL) {
			const mq_record_id *then = link_of(eval, next, &n_then);

			*n = mq_index_end(eval->view->index, kind);
			longer = cache_put_array(eval->cache, key, len,
				compose(links, *n, then, n_then), *n, sizeof(*links));
		}
		links = longer;
		at = above;
	}
	return links;
}

/* ---- going down ---- */

/* Ids gathered in ascending order. */
struct gather {
	mq_record_id *ids;
	size_t n;
};

static struct mq_set *gather_set(struct gather *gather)
{
	struct mq_set *set = mq_set_of(gather->ids, gather->n);

	free(gather->ids);
	return set;
}

struct truth link_known(struct eval *eval, mq_field_id link)
{
	const struct mq_set *universe = eval_universe(eval,
		eval->view->schema->fields[link].kind);
	struct gather known = {.ids = mq_alloc((mq_set_count(universe) + 1) * sizeof(mq_record_id))};
	mq_record_id ids[CHUNK];
	size_t n_links;
	size_t n;
	const mq_record_id *links = link_of(eval, link, &n_links);

	for (mq_record_id from = 0; (n = mq_set_read(universe, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			known.ids[known.n] = ids[i];
			known.n += ids[i] < n_links && links[ids[i]] != MQ_NO_RECORD;
		}
	}
	return truth_owned(gather_set(&known));
}

struct truth link_spread(struct eval *eval, mq_kind_id kind, const mq_record_id *links,
	size_t n_links, const unsigned char *flags, size_t n_flags, unsigned char no_link)
{
	const struct mq_set *universe = eval_universe(eval, kind);
	size_t n_all = (size_t)mq_set_count(universe);
	struct gather yes = {.ids = mq_alloc((n_all + 1) * sizeof(mq_record_id))};
	struct gather possible = {.ids = mq_alloc((n_all + 1) * sizeof(mq_record_id))};
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(universe, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id to = links == NULL ? ids[i]
				: ids[i] < n_links ? links[ids[i]] : MQ_NO_RECORD;
			unsigned char flag = to < n_flags ? flags[to] : no_link;

			yes.ids[yes.n] = possible.ids[possible.n] = ids[i];
			yes.n += (flag & FLAG_YES) != 0;
			possible.n += (flag & FLAG_POSSIBLE) != 0;
		}
	}
	if (yes.n == possible.n) {
		free(possible.ids);
		return truth_owned(gather_set(&yes));
	}
	struct mq_set *yes_set = gather_set(&yes);

	return truth_both(yes_set, gather_set(&possible));
}

struct truth link_down(struct eval *eval, mq_kind_id kind, mq_kind_id target, struct truth truth,
	enum unlinked unlinked)
{
	if (unlinked == UNLINKED_NO && mq_set_is_empty(truth.possible)) {
		return truth;
	}
	size_t n_targets = mq_index_end(eval->view->index, target);
	unsigned char *flags = mq_alloc(n_targets + 1);
	size_t n_links;
	const mq_record_id *links = link_up(eval, kind, target, &n_links);

	set_flags(truth.yes, flags, n_targets, FLAG_YES | FLAG_POSSIBLE);
	if (!truth_is_sure(&truth)) {
		set_flags(truth.possible, flags, n_targets, FLAG_POSSIBLE);
	}
	truth_release(&truth);
	truth = link_spread(eval, kind, links, n_links, flags, n_targets,
		unlinked == UNLINKED_UNKNOWN ? FLAG_POSSIBLE : 0);
	free(flags);
	return truth;
}
