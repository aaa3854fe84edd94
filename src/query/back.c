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

enum { CHUNK = 4096, KEY_MAX = 32 };

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

size_t layout_items(const struct layout *layout)
{
	return layout->n_targets + 1 + (size_t)mq_set_count(layout->who);
}

/* Count who points at each target, or with laid lay them out, each from where its list begins. */
static void go_through(struct eval *eval, const struct layout *layout, uint32_t *at,
	mq_record_id *laid)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(eval, layout->who, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id target = ids[i] < layout->n_links ? layout->links[ids[i]]
				: MQ_NO_RECORD;

			if (target >= layout->n_targets) {
				continue;
			}
			if (laid != NULL) {
				laid[at[target]] = ids[i];
			}
			at[target]++;
		}
	}
}

/* from[target + 1] counts; then it is where the list begins, and filling moves it to where it
 * ends. */
uint32_t *lay_out(struct eval *eval, const struct layout *layout)
{
	size_t n = layout->n_targets;
	uint32_t *from = mq_alloc(layout_items(layout) * sizeof(*from));
	uint32_t all = 0;

	go_through(eval, layout, from + 1, NULL);
	for (size_t target = 0; target < n; target++) {
		uint32_t here = from[target + 1];

		from[target + 1] = all;
		all += here;
	}
	go_through(eval, layout, from + 1, from + n + 1);
	return from;
}

struct back back_of(struct eval *eval, mq_field_id link)
{
	const struct mq_field *field = eval->view->schema->fields + link;
	struct layout layout = {.n_targets = mq_index_end(eval->view->index, field->target),
		.who = eval_universe(eval, field->kind)};
	char key[KEY_MAX];
	struct back back;

	if (!back_kept(eval, link, &back)) {
		layout.links = link_of(eval, link, &layout.n_links);
		cache_put_array(eval->cache, key, write_key(link, key), lay_out(eval, &layout),
			layout_items(&layout), sizeof(uint32_t));
		back_kept(eval, link, &back);
	}
	return back;
}
