/*
 * Inside index: the containers of a shard, for block.c, both.c and either.c, which look into
 * them, and what set.c shares with these.
 */
#ifndef INDEX_BLOCK_H
#define INDEX_BLOCK_H

#include "set.h"

#include <roaring/roaring.h>

enum { BLOCK_BITS = 16, BLOCK_IDS = 1 << BLOCK_BITS, BLOCK_WORDS = BLOCK_IDS / 64 };

/* The blocks of a shard, NULL where it has none. */
static inline const roaring_array_t *blocks_of(const struct mq_set *set, size_t shard)
{
	return shard < set->n_shards && set->shards[shard] != NULL
		? &set->shards[shard]->high_low_container : NULL;
}

/* What libroaring made; where memory is out, for which it answers NULL, the program ends. */
void *mq_block_must(void *made);
/* How many bits two blocks share. */
uint64_t mq_block_count(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS]);
/* Hand 2^16 bits to bitmap as its next block, in the smaller of two forms; nothing where no
 * bit is set. */
void mq_block_append(struct roaring_bitmap_s *bitmap, uint16_t key,
	const uint64_t words[BLOCK_WORDS]);
/* The same of n ascending low halves, no more than an array takes. */
void mq_block_append_list(struct roaring_bitmap_s *bitmap, uint16_t key, const uint16_t *lows,
	size_t n);
/* Append the image of a bitmap, which is brought into its smallest form (image.c). */
void mq_image_append(struct roaring_bitmap_s *bitmap, struct mq_buf *out);

#endif
