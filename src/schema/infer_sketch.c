/*
 * Whether the values of a column repeat, and how often, in a fixed room. See
 * struct mq_sketch: the sample thins itself, each time by half. With 1,024
 * kept the number of different values is right to within three percent or so;
 * whether values repeat is exact within the sample, which is what keys need.
 */
#include "infer.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = MQ_SKETCH_MAX * 2 };

void mq_sketch_init(struct mq_sketch *sketch, size_t payload_bytes)
{
	*sketch = (struct mq_sketch){.payload_bytes = payload_bytes};
	sketch->entries = mq_alloc(MQ_SKETCH_MAX * sizeof(*sketch->entries));
	sketch->slots = mq_alloc(SLOTS * sizeof(*sketch->slots));
	if (payload_bytes > 0) {
		sketch->payload = mq_alloc(MQ_SKETCH_MAX * payload_bytes);
	}
}

/* The slot that holds hash, or the free one where it belongs. */
static uint32_t *slot_of(const struct mq_sketch *sketch, uint64_t hash)
{
	size_t at = (size_t)(hash >> 32) % SLOTS;

	while (sketch->slots[at] != 0 && sketch->entries[sketch->slots[at] - 1].hash != hash) {
		at = (at + 1) % SLOTS;
	}
	return &sketch->slots[at];
}

static bool is_kept(const struct mq_sketch *sketch, uint64_t hash)
{
	return (hash & ((UINT64_C(1) << sketch->depth) - 1)) == 0;
}

static void *payload_of(const struct mq_sketch *sketch, size_t entry)
{
	return sketch->payload == NULL ? NULL : sketch->payload + entry * sketch->payload_bytes;
}

/* Ask one bit more, and close the ranks. */
static void thin(struct mq_sketch *sketch)
{
	size_t n = 0;

	sketch->depth++;
	memset(sketch->slots, 0, SLOTS * sizeof(*sketch->slots));
	for (size_t i = 0; i < sketch->n; i++) {
		if (!is_kept(sketch, sketch->entries[i].hash)) {
			continue;
		}
		if (n != i) {
			sketch->entries[n] = sketch->entries[i];
			if (sketch->payload != NULL) {
				memcpy(payload_of(sketch, n), payload_of(sketch, i), sketch->payload_bytes);
			}
		}
		*slot_of(sketch, sketch->entries[n].hash) = (uint32_t)n + 1;
		n++;
	}
	sketch->n = n;
}

void *mq_sketch_add(struct mq_sketch *sketch, uint64_t hash)
{
	uint32_t *slot;

	while (is_kept(sketch, hash)) {
		slot = slot_of(sketch, hash);
		if (*slot != 0) {
			sketch->entries[*slot - 1].rows++;
			return payload_of(sketch, *slot - 1);
		}
		if (sketch->n < MQ_SKETCH_MAX) {
			sketch->entries[sketch->n] = (struct mq_sketch_entry){.hash = hash, .rows = 1};
			*slot = (uint32_t)++sketch->n;
			if (sketch->payload != NULL) {
				memset(payload_of(sketch, sketch->n - 1), 0, sketch->payload_bytes);
			}
			return payload_of(sketch, sketch->n - 1);
		}
		thin(sketch);
	}
	return NULL;
}

uint64_t mq_sketch_distinct(const struct mq_sketch *sketch)
{
	return (uint64_t)sketch->n << sketch->depth;
}

double mq_sketch_unique(const struct mq_sketch *sketch)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < sketch->n; i++) {
		rows += sketch->entries[i].rows;
	}
	return rows > 0 ? (double)sketch->n / (double)rows : 0;
}

void mq_sketch_release(struct mq_sketch *sketch)
{
	free(sketch->entries);
	free(sketch->slots);
	free(sketch->payload);
	*sketch = (struct mq_sketch){0};
}
