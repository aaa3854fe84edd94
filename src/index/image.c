/*
 * A posting as it is stored: one shard of a set in libroaring's frozen form, with
 * nothing before or behind it (the store puts its seal of 16 bytes in front):
 *
 *     bitset zone   8,192 bytes for each dense container of 2^16 ids
 *     run zone      u16 start, u16 length - 1 for each run
 *     array zone    u16 for each id of a sparse container
 *     keys          u16 for each container: the high half of its ids
 *     counts        u16 for each container: ids - 1, or runs
 *     typecodes     u8 for each container: 1 bitset, 2 array, 3 run
 *     u32           containers << 15 | 13766
 *
 * The form is that of the machine's memory, so it is used where it lies as soon as
 * it begins at a multiple of 32 bytes; that holds for every image large enough
 * to have an LMDB page of its own. Seals have told that the bytes are the ones
 * we wrote; libroaring checks the lengths, and we that the ids are of the shard.
 */
#include "block.h"

#include <stdlib.h>
#include <string.h>

static bool is_aligned(const void *data)
{
	return (uintptr_t)data % MQ_IMAGE_ALIGN == 0;
}

/* An aligned copy, freed with free(). */
static void *aligned_copy(struct mq_slice image)
{
	size_t size = (image.len + MQ_IMAGE_ALIGN - 1) / MQ_IMAGE_ALIGN * MQ_IMAGE_ALIGN;
	void *copy = aligned_alloc(MQ_IMAGE_ALIGN, size);

	if (copy == NULL) {
		copy = mq_alloc(PTRDIFF_MAX);	/* ends the program as base does */
	}
	memcpy(copy, image.data, image.len);
	return copy;
}

void mq_image_append(roaring_bitmap_t *bitmap, struct mq_buf *out)
{
	size_t before = out->len;
	size_t size;
	char *place;

	roaring_bitmap_run_optimize(bitmap);
	size = roaring_bitmap_frozen_size_in_bytes(bitmap);
	out->data = mq_grow(out->data, &out->cap, before + size + MQ_IMAGE_ALIGN + 1, 1);
	/* Written aligned, for libroaring stores whole words, then moved home. */
	place = out->data + before;
	place += (MQ_IMAGE_ALIGN - (uintptr_t)place % MQ_IMAGE_ALIGN) % MQ_IMAGE_ALIGN;
	roaring_bitmap_frozen_serialize(bitmap, place);
	memmove(out->data + before, place, size);
	out->len = before + size;
	out->data[out->len] = '\0';
}

void mq_image_encode(const struct mq_set *set, size_t shard, struct mq_buf *out)
{
	roaring_bitmap_t *bitmap;

	if (shard >= set->n_shards || set->shards[shard] == NULL
			|| roaring_bitmap_is_empty(set->shards[shard])) {
		return;
	}
	bitmap = roaring_bitmap_copy(set->shards[shard]);
	mq_image_append(bitmap, out);
	roaring_bitmap_free(bitmap);
}

bool mq_image_view(struct mq_set *set, size_t shard, struct mq_slice image)
{
	const roaring_bitmap_t *view = roaring_bitmap_frozen_view(image.data, image.len);

	if (view == NULL) {
		return false;
	}
	if (roaring_bitmap_is_empty(view)
			|| roaring_bitmap_minimum(view) >> MQ_SHARD_BITS != shard
			|| roaring_bitmap_maximum(view) >> MQ_SHARD_BITS != shard) {
		roaring_bitmap_free(view);
		return false;
	}
	set->shards[shard] = view;
	return true;
}

struct mq_set *mq_image_set(struct mq_slice image, size_t shard)
{
	struct mq_set *view = mq_set_with_shards(shard + 1);
	struct mq_set *set = NULL;
	void *copy = is_aligned(image.data) ? NULL : aligned_copy(image);

	if (copy != NULL) {
		image.data = copy;
	}
	if (mq_image_view(view, shard, image)) {
		set = mq_set_dup(view);
	}
	mq_set_free(view);
	free(copy);
	return set;
}
