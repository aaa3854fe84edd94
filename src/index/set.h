/*
 * Inside index: the shards of a set, and the form in which one is stored.
 * libroaring stops here: only set.c, block.c, both.c, either.c, image.c and part.c include
 * it.
 */
#ifndef INDEX_SET_H
#define INDEX_SET_H

#include <minqing/index.h>

/* A shard is the ids that share all but their low 17 bits. */
enum {
	MQ_SHARD_BITS = 17,
	MQ_IMAGE_ALIGN = 32,	/* where a stored image can be used in place */
};

#define MQ_SHARD_IDS ((mq_record_id)1 << MQ_SHARD_BITS)

struct roaring_bitmap_s;

/* A shard that is NULL has no ids. Ids in a shard are whole ones, not offsets. */
struct mq_set {
	bool lent;		/* a view: mq_set_free leaves it alone */
	size_t n_shards;
	uint64_t **bits;	/* by block: of its array, to count with; NULL (both.c) */
	const struct roaring_bitmap_s *shards[];
};

struct mq_set *mq_set_with_shards(size_t n_shards);
/* How many blocks of 2^16 ids its shards have room for. */
size_t mq_set_n_blocks(const struct mq_set *set);
/* Free a lent set; what it views is the caller's. */
void mq_set_release_lent(struct mq_set *set);

/* ---- the stored form ---- */

/* View an image, aligned to MQ_IMAGE_ALIGN, that outlives the set, as one shard of
 * set. False where the bytes make no sense or hold ids of another shard. */
bool mq_image_view(struct mq_set *set, size_t shard, struct mq_slice image);
/* An image, aligned or not, as an owned set; NULL where it makes no sense. */
struct mq_set *mq_image_set(struct mq_slice image, size_t shard);
/* Append the image of the one shard of set; nothing where that is empty. */
void mq_image_encode(const struct mq_set *set, size_t shard, struct mq_buf *out);
/* Put an id into an owned set, or take it out; true where that changed it. */
bool mq_set_change(struct mq_set *set, mq_record_id id, bool present);

#endif
