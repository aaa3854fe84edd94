/*
 * Sets whose blocks have each of their forms: arrays, bits, runs, and none.
 */
#ifndef TESTS_INDEX_BLOCKS_H
#define TESTS_INDEX_BLOCKS_H

#include "index/fixture.h"

enum {
	BLOCK = 1 << 16,
	BORDER = 1 << 20,
	FIRST = BORDER - 2 * BLOCK,
	SPAN = 4 * BLOCK,	/* two blocks on each side of a shard's border */
};

/* Ids of one block: few, many, or one stretch. */
static inline struct mq_set *draw_block(uint64_t *dice, mq_record_id base)
{
	static const uint64_t one_of[] = {2, 9, 40, 900, 7000};
	uint64_t sides = one_of[roll(dice, MQ_LENGTH(one_of))];
	mq_record_id *ids;
	struct mq_set *set;
	size_t n = 0;

	if (roll(dice, 4) == 0) {
		mq_record_id from = base + (mq_record_id)roll(dice, BLOCK);

		return mq_set_range(from, from + (mq_record_id)roll(dice, base + BLOCK - from + 1));
	}
	ids = mq_alloc(BLOCK * sizeof(*ids));
	for (mq_record_id id = base; id < base + BLOCK; id++) {
		if (roll(dice, sides) == 0) {
			ids[n++] = id;
		}
	}
	set = mq_set_of(ids, n);
	free(ids);
	return set;
}

static inline struct mq_set *draw(uint64_t *dice)
{
	struct mq_set *blocks[SPAN / BLOCK];
	struct mq_set *set;

	for (size_t i = 0; i < MQ_LENGTH(blocks); i++) {
		blocks[i] = roll(dice, 5) == 0 ? mq_set_new()
			: draw_block(dice, FIRST + (mq_record_id)i * BLOCK);
	}
	set = mq_set_or_many((const struct mq_set *const *)blocks, MQ_LENGTH(blocks));
	for (size_t i = 0; i < MQ_LENGTH(blocks); i++) {
		mq_set_free(blocks[i]);
	}
	return set;
}

#endif
