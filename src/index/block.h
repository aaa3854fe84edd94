/*
 * Inside index: the containers of a shard, for block.c and both.c, which look into them.
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

#endif
