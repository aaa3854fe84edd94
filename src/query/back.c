/*
 * A link turned round: who points at each record, as lists that stand behind one another.
 *
 *     from   0 2 2 3      at record 0 two point, at 1 nobody, at 2 one
 *     ids    4 9 7
 *
 * One array holds both, so that the cache keeps one thing.
 */
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 32 };

static size_t write_key(mq_field_id link, char key[KEY_MAX])
{
	return (size_t)snprintf(key, KEY_MAX, "v%u", (unsigned)link);
}

bool back_kept(struct eval *eval, mq_field_id link, struct back *back)
{
	mq_kind_id target = eval->view->schema->fields[link].target;
	char key[KEY_MAX];
	size_t len = write_key(link, key);
	size_t n;
	const uint32_t *array = cache_get_array(eval->cache, key, len, &n);

	if (array != NULL) {
		back->n = mq_index_end(eval->view->index, target);
		back->from = array;
		back->ids = array + back->n + 1;
	}
	return array != NULL;
}

/* What each record points at, but for those that are not seen: theirs goes. */
static void hide(struct eval *eval, mq_kind_id kind, mq_record_id *links, size_t n)
{
	unsigned char *seen = mq_alloc(n + 1);

	set_flags(eval_universe(eval, kind), seen, n, FLAG_YES);
	for (size_t id = 0; id < n; id++) {
		links[id] = seen[id] ? links[id] : MQ_NO_RECORD;
	}
	free(seen);
}

/* Of a whole universe lent, else owned. */
static const mq_record_id *links_of(struct eval *eval, mq_field_id link, size_t *n,
	mq_record_id **owned)
{
	mq_kind_id kind = eval->view->schema->fields[link].kind;
	const mq_record_id *links = link_of(eval, link, n);

	*owned = NULL;
	if (eval_is_whole(eval, kind)) {
		return links;
	}
	*owned = mq_alloc((*n + 1) * sizeof(**owned));
	memcpy(*owned, links, *n * sizeof(**owned));
	hide(eval, kind, *owned, *n);
	return *owned;
}

/* Where the list of each target begins, and behind the last where it ends. */
static void count(const mq_record_id *links, size_t n_links, uint32_t *from, size_t n_targets)
{
	for (size_t id = 0; id < n_links; id++) {
		if (links[id] < n_targets) {
			from[links[id] + 1]++;
		}
	}
	for (size_t target = 0; target < n_targets; target++) {
		from[target + 1] += from[target];
	}
}

static void lay_out(const mq_record_id *links, size_t n_links, const uint32_t *from,
	size_t n_targets, mq_record_id *ids)
{
	uint32_t *next = mq_alloc((n_targets + 1) * sizeof(*next));

	memcpy(next, from, n_targets * sizeof(*next));
	for (size_t id = 0; id < n_links; id++) {
		if (links[id] < n_targets) {
			ids[next[links[id]]++] = (mq_record_id)id;
		}
	}
	free(next);
}

struct back back_of(struct eval *eval, mq_field_id link)
{
	size_t n_targets = mq_index_end(eval->view->index, eval->view->schema->fields[link].target);
	char key[KEY_MAX];
	struct back back;
	const mq_record_id *links;
	mq_record_id *owned;
	uint32_t *array;
	size_t n;

	if (back_kept(eval, link, &back)) {
		return back;
	}
	links = links_of(eval, link, &n, &owned);
	array = mq_alloc((n_targets + 1 + n) * sizeof(*array));
	count(links, n, array, n_targets);
	lay_out(links, n, array, n_targets, array + n_targets + 1);
	free(owned);
	cache_put_array(eval->cache, key, write_key(link, key), array, n_targets + 1 + n,
		sizeof(*array));
	back_kept(eval, link, &back);
	return back;
}
