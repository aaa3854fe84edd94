/*
 * Inside index: the part of a set that comes out of one batch, and sets made of parts.
 */
#ifndef INDEX_PART_H
#define INDEX_PART_H

#include <minqing/index.h>

enum {
	PART_BITS = 12,			/* the ids of a part share all but these */
	PART_IDS = 1 << PART_BITS,
	PART_WORDS = PART_IDS / 64,
	PART_LIST_MAX = 255,		/* more ids than these are bits */
};

/* ---- the form in runs ---- */

/* `first` is the first id that a part can have, and n how many it has. Append that of
 * ascending ids, of which the low halves are given … */
void mq_part_of_list(mq_record_id first, const uint16_t *lows, size_t n, struct mq_buf *out);
/* … and of those whose bits are set. */
void mq_part_of_bits(mq_record_id first, const uint64_t bits[PART_WORDS], size_t n,
	struct mq_buf *out);
size_t mq_part_count(const uint64_t bits[PART_WORDS]);

/* ---- one image of many ---- */

struct mq_parts;

struct mq_parts *mq_parts_new(void);
void mq_parts_free(struct mq_parts *parts);
/* Parts of one shard, in the order of their ids. Bytes that are no part are no ids. */
void mq_parts_add(struct mq_parts *parts, struct mq_slice part);
/* Append the image of all ids that were added, and forget them. */
void mq_parts_image(struct mq_parts *parts, struct mq_buf *out);

#endif
