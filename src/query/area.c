/*
 * Areas as dense arrays: which building each record lies in, by its id. Records of one
 * area have the same numbers in the columns of all fields it is made by, so an area's
 * number grows column by column:
 *
 *     lane   building_no        (0, lane) → 0, 1, 2 …       then (that, building_no) → 0, 1, 2 …
 *
 * Neighbours in a register are mostly neighbours in a street: whoever is like the one
 * before it is numbered without looking.
 */
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 4096, KEY_MAX = 48, SLOTS_MIN = 1024 };

/* ---- pairs, numbered ---- */

struct slot {
	int64_t value;
	uint32_t before;
	uint32_t number;	/* + 1; 0: free */
};

/* Open addressing, half full at most. */
struct pairs {
	struct slot *slots;
	size_t n_slots;
	uint32_t n;
};

static struct slot *find_slot(const struct pairs *pairs, uint32_t before, int64_t value)
{
	uint64_t hash = ((uint64_t)value ^ (uint64_t)before << 32 ^ before) * 0x9e3779b97f4a7c15u;
	size_t at;

	hash = (hash ^ (hash >> 32)) * 0xff51afd7ed558ccdu;
	at = (size_t)(hash ^ (hash >> 33)) & (pairs->n_slots - 1);
	while (pairs->slots[at].number != 0
			&& (pairs->slots[at].before != before || pairs->slots[at].value != value)) {
		at = (at + 1) & (pairs->n_slots - 1);
	}
	return pairs->slots + at;
}

static void grow(struct pairs *pairs)
{
	struct pairs larger = {.n = pairs->n,
		.n_slots = pairs->n_slots > 0 ? 2 * pairs->n_slots : SLOTS_MIN};

	larger.slots = mq_alloc(larger.n_slots * sizeof(*larger.slots));
	for (size_t i = 0; i < pairs->n_slots; i++) {
		const struct slot *slot = pairs->slots + i;

		if (slot->number != 0) {
			*find_slot(&larger, slot->before, slot->value) = *slot;
		}
	}
	free(pairs->slots);
	*pairs = larger;
}

static uint32_t number_of(struct pairs *pairs, uint32_t before, int64_t value)
{
	struct slot *slot;

	if (2 * (size_t)pairs->n >= pairs->n_slots) {
		grow(pairs);
	}
	slot = find_slot(pairs, before, value);
	if (slot->number == 0) {
		*slot = (struct slot){.value = value, .before = before, .number = ++pairs->n};
	}
	return slot->number - 1;
}

/* ---- the areas of a kind ---- */

/* One field more: the areas so far, parted by what it says. */
static void part(struct pairs *pairs, mq_record_id *areas, const int64_t *numbers, size_t n)
{
	uint32_t before = 0;
	int64_t value = MQ_NO_NUMBER;
	uint32_t number = MQ_NO_RECORD;

	for (size_t i = 0; i < n; i++) {
		if (areas[i] == MQ_NO_RECORD || numbers[i] == MQ_NO_NUMBER) {
			areas[i] = MQ_NO_RECORD;
			continue;
		}
		if (areas[i] != before || numbers[i] != value) {
			before = areas[i];
			value = numbers[i];
			number = number_of(pairs, before, value);
		}
		areas[i] = number;
	}
}

/* The area of each of n records, and behind them how many areas there are. */
static mq_record_id *number_areas(struct eval *eval, const struct mq_area *area, size_t n)
{
	mq_record_id *areas = mq_alloc((n + 1) * sizeof(*areas));
	int64_t numbers[CHUNK];

	for (size_t f = 0; f < area->n_by; f++) {
		const struct mq_column *column = mq_index_column(eval->view->index, area->by[f]);
		struct pairs pairs = {0};

		for (size_t from = 0; from < n && eval_goes_on_at(eval, from); from += CHUNK) {
			size_t end = from + CHUNK < n ? from + CHUNK : n;

			mq_column_dense(column, (mq_record_id)from, (mq_record_id)end, numbers);
			part(&pairs, areas + from, numbers, end - from);
		}
		areas[n] = pairs.n;
		free(pairs.slots);
	}
	return areas;
}

static const mq_record_id *areas_of(struct eval *eval, mq_kind_id hub, const struct mq_area *area,
	size_t *n)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "@%u:%zu", (unsigned)hub,
		(size_t)(area - eval->view->schema->kinds[hub].areas));
	const mq_record_id *areas = cache_get_array(eval->cache, key, len, n);

	if (areas == NULL) {
		*n = mq_index_end(eval->view->index, hub) + (size_t)1;
		areas = cache_put_array(eval->cache, key, len, number_areas(eval, area, *n - 1), *n,
			sizeof(*areas));
	}
	--*n;
	return areas;
}

/* ---- of those who lead there ---- */

const mq_record_id *area_links(struct eval *eval, const struct tree *tree, size_t *n_links,
	size_t *n_areas)
{
	size_t n_hubs;
	const mq_record_id *areas = areas_of(eval, tree->hub, tree->area, &n_hubs);
	const mq_record_id *composed;
	const mq_record_id *links;
	mq_record_id *own;
	char key[KEY_MAX];
	size_t len;

	*n_areas = areas[n_hubs];
	*n_links = n_hubs;
	if (tree->of == tree->hub) {
		return areas;
	}
	len = (size_t)snprintf(key, sizeof(key), "@%u>%u:%zu", (unsigned)tree->of,
		(unsigned)tree->hub, (size_t)(tree->area - eval->view->schema->kinds[tree->hub].areas));
	composed = cache_get_array(eval->cache, key, len, n_links);
	if (composed != NULL) {
		return composed;
	}
	links = link_up(eval, tree->of, tree->hub, n_links);
	own = mq_alloc((*n_links + 1) * sizeof(*own));
	for (size_t i = 0; i < *n_links && eval_goes_on_at(eval, i); i++) {
		own[i] = links[i] < n_hubs ? areas[links[i]] : MQ_NO_RECORD;
	}
	return cache_put_array(eval->cache, key, len, own, *n_links, sizeof(*own));
}
