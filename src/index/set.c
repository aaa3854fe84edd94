/*
 * A set is one roaring bitmap for each 2^17 ids: what an edit rewrites stays
 * bounded however many residents there are, and a shard without ids costs a
 * pointer. Every operation goes shard by shard; a shorter set reads as if its
 * missing shards were empty.
 *
 *     set ── shard 0: ids 0 … 131071         (NULL: none of them)
 *         ├─ shard 1: ids 131072 … 262143
 *         └─ …
 *
 * Nothing changes a set that was handed out, so a view of stored bytes and an
 * owned set serve alike. How a shard is stored is told in image.c; what looks into the
 * containers of a bitmap stands in block.c, both.c and either.c.
 */
#include "block.h"

#include <stdlib.h>
#include <string.h>

static const roaring_bitmap_t *shard_of(const struct mq_set *set, size_t shard)
{
	return shard < set->n_shards ? set->shards[shard] : NULL;
}

static size_t more(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* ---- making ---- */

struct mq_set *mq_set_with_shards(size_t n_shards)
{
	struct mq_set *set = mq_alloc(sizeof(*set) + n_shards * sizeof(set->shards[0]));

	set->n_shards = n_shards;
	return set;
}

size_t mq_set_n_blocks(const struct mq_set *set)
{
	return set->n_shards << (MQ_SHARD_BITS - BLOCK_BITS);
}

struct mq_set *mq_set_new(void)
{
	return mq_set_with_shards(0);
}

struct mq_set *mq_set_of(const mq_record_id *ids, size_t n_ids)
{
	struct mq_set *set;

	if (n_ids == 0) {
		return mq_set_new();
	}
	set = mq_set_with_shards((ids[n_ids - 1] >> MQ_SHARD_BITS) + 1);
	for (size_t i = 0; i < n_ids;) {
		mq_record_id shard = ids[i] >> MQ_SHARD_BITS;
		size_t end = i + 1;

		while (end < n_ids && ids[end] >> MQ_SHARD_BITS == shard) {
			end++;
		}
		set->shards[shard] = mq_block_must(roaring_bitmap_of_ptr(end - i, ids + i));
		i = end;
	}
	return set;
}

struct mq_set *mq_set_range(mq_record_id from, mq_record_id end)
{
	struct mq_set *set;

	if (from >= end) {
		return mq_set_new();
	}
	set = mq_set_with_shards(((end - 1) >> MQ_SHARD_BITS) + 1);
	for (size_t shard = from >> MQ_SHARD_BITS; shard < set->n_shards; shard++) {
		uint64_t first = (uint64_t)shard << MQ_SHARD_BITS;
		uint64_t last = first + MQ_SHARD_IDS;

		set->shards[shard] = mq_block_must(roaring_bitmap_from_range(more(first, from),
			fewer(last, end), 1));
	}
	return set;
}

struct mq_set *mq_set_dup(const struct mq_set *set)
{
	struct mq_set *dup = mq_set_with_shards(set->n_shards);

	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			dup->shards[i] = mq_block_must(roaring_bitmap_copy(set->shards[i]));
		}
	}
	return dup;
}

void mq_set_release_lent(struct mq_set *set)
{
	if (set == NULL) {
		return;
	}
	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			roaring_bitmap_free(set->shards[i]);
		}
	}
	for (size_t i = 0; set->bits != NULL && i < mq_set_n_blocks(set); i++) {
		free(set->bits[i]);
	}
	free(set->bits);
	free(set);
}

void mq_set_free(struct mq_set *set)
{
	if (set != NULL && !set->lent) {
		mq_set_release_lent(set);
	}
}

/* ---- algebra ---- */

struct mq_set *mq_set_or_many(const struct mq_set *const *sets, size_t n_sets)
{
	const roaring_bitmap_t **parts = mq_alloc((n_sets + 1) * sizeof(*parts));
	struct mq_set *any;
	size_t n_shards = 0;

	for (size_t i = 0; i < n_sets; i++) {
		n_shards = more(n_shards, sets[i]->n_shards);
	}
	any = mq_set_with_shards(n_shards);
	for (size_t shard = 0; shard < n_shards; shard++) {
		size_t n_parts = 0;

		for (size_t i = 0; i < n_sets; i++) {
			const roaring_bitmap_t *part = shard_of(sets[i], shard);

			if (part != NULL) {
				parts[n_parts++] = part;
			}
		}
		if (n_parts > 0) {
			any->shards[shard] = mq_block_must(roaring_bitmap_or_many(n_parts, parts));
		}
	}
	free(parts);
	return any;
}

bool mq_set_change(struct mq_set *set, mq_record_id id, bool present)
{
	size_t shard = id >> MQ_SHARD_BITS;
	roaring_bitmap_t *bitmap = (roaring_bitmap_t *)set->shards[shard];

	if (bitmap == NULL) {
		if (!present) {
			return false;
		}
		bitmap = mq_block_must(roaring_bitmap_create());
		set->shards[shard] = bitmap;
	}
	return present ? roaring_bitmap_add_checked(bitmap, id)
		: roaring_bitmap_remove_checked(bitmap, id);
}

/* ---- questions ---- */

uint64_t mq_set_count(const struct mq_set *set)
{
	uint64_t count = 0;

	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			count += roaring_bitmap_get_cardinality(set->shards[i]);
		}
	}
	return count;
}

bool mq_set_has(const struct mq_set *set, mq_record_id id)
{
	const roaring_bitmap_t *shard = shard_of(set, id >> MQ_SHARD_BITS);

	return shard != NULL && roaring_bitmap_contains(shard, id);
}

bool mq_set_equal(const struct mq_set *a, const struct mq_set *b)
{
	size_t n_shards = more(a->n_shards, b->n_shards);

	for (size_t i = 0; i < n_shards; i++) {
		const roaring_bitmap_t *left = shard_of(a, i);
		const roaring_bitmap_t *right = shard_of(b, i);

		if (left == NULL || right == NULL) {
			const roaring_bitmap_t *only = left != NULL ? left : right;

			if (only != NULL && !roaring_bitmap_is_empty(only)) {
				return false;
			}
		} else if (!roaring_bitmap_equals(left, right)) {
			return false;
		}
	}
	return true;
}

bool mq_set_is_empty(const struct mq_set *set)
{
	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL && !roaring_bitmap_is_empty(set->shards[i])) {
			return false;
		}
	}
	return true;
}

size_t mq_set_size_bytes(const struct mq_set *set)
{
	size_t size = sizeof(*set) + set->n_shards * sizeof(set->shards[0]);

	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			size += roaring_bitmap_frozen_size_in_bytes(set->shards[i]);
		}
	}
	return size;
}
