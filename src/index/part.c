/*
 * Parts: what a batch has of the ids of a set, on its way through runs.
 *
 *     list     u16 block, n × u16            ids' high half, and the low one of each
 *     bits     u16 block, u16 from, 64 × u64 bit i is the id whose low half is from + i
 *
 * all as the machine has them, for runs do not outlive it; a list has at most 255 ids, so
 * that the length tells which it is. Neither is taken apart again: lists are put behind
 * each other and bits beside each other, until a block of 2^16 ids is whole, and that is
 * how libroaring has them too.
 */
#include "part.h"

#include <stdlib.h>
#include <string.h>

#include "block.h"

enum {
	HEAD_BYTES = 2,
	FROM_BYTES = 2,
	BITS_BYTES = PART_IDS / 8,
	PART_BITS_BYTES = HEAD_BYTES + FROM_BYTES + BITS_BYTES,
	ARRAY_MAX = 4096,	/* ids of a block that are an array; more are bits */
};

/* ---- the form in runs ---- */

static void add_list_part(mq_record_id first, const uint16_t *lows, size_t n, struct mq_buf *out)
{
	uint16_t block = (uint16_t)(first >> BLOCK_BITS);

	mq_buf_add(out, &block, sizeof(block));
	mq_buf_add(out, lows, n * sizeof(*lows));
}

static void add_bits_part(mq_record_id first, const uint64_t bits[PART_WORDS], struct mq_buf *out)
{
	uint16_t block = (uint16_t)(first >> BLOCK_BITS);
	uint16_t from = (uint16_t)first;

	mq_buf_add(out, &block, sizeof(block));
	mq_buf_add(out, &from, sizeof(from));
	mq_buf_add(out, bits, BITS_BYTES);
}

void mq_part_of_list(mq_record_id first, const uint16_t *lows, size_t n, struct mq_buf *out)
{
	if (n <= PART_LIST_MAX) {
		add_list_part(first, lows, n, out);
	} else {
		uint64_t bits[PART_WORDS] = {0};

		for (size_t i = 0; i < n; i++) {
			bits[lows[i] % PART_IDS / 64] |= (uint64_t)1 << lows[i] % 64;
		}
		add_bits_part(first, bits, out);
	}
}

void mq_part_of_bits(mq_record_id first, const uint64_t bits[PART_WORDS], size_t n,
	struct mq_buf *out)
{
	uint16_t lows[PART_LIST_MAX];
	size_t at = 0;

	if (n > PART_LIST_MAX) {
		add_bits_part(first, bits, out);
		return;
	}
	for (size_t i = 0; i < PART_WORDS; i++) {
		for (uint64_t word = bits[i]; word != 0; word &= word - 1) {
			lows[at++] = (uint16_t)(first + i * 64 + (size_t)__builtin_ctzll(word));
		}
	}
	add_list_part(first, lows, n, out);
}

size_t mq_part_count(const uint64_t bits[PART_WORDS])
{
	uint64_t any = 0;
	size_t n = 0;

	for (size_t i = 0; i < PART_WORDS; i++) {
		any |= bits[i];
	}
	for (size_t i = 0; i < PART_WORDS && any != 0; i++) {
		n += (size_t)__builtin_popcountll(bits[i]);
	}
	return n;
}

/* ---- one image of many ---- */

struct mq_parts {
	roaring_bitmap_t *whole;	/* of the blocks before the one at hand */
	uint16_t block;
	bool dense;			/* the block at hand is words, else the list */
	size_t n_list;
	uint16_t list[ARRAY_MAX];
	uint64_t words[BLOCK_WORDS];
};

struct mq_parts *mq_parts_new(void)
{
	struct mq_parts *parts = mq_alloc(sizeof(*parts));

	parts->whole = mq_block_must(roaring_bitmap_create());
	return parts;
}

void mq_parts_free(struct mq_parts *parts)
{
	if (parts == NULL) {
		return;
	}
	roaring_bitmap_free(parts->whole);
	free(parts);
}

static void end_block(struct mq_parts *parts)
{
	if (parts->dense) {
		mq_block_append(parts->whole, parts->block, parts->words);
	} else {
		mq_block_append_list(parts->whole, parts->block, parts->list, parts->n_list);
	}
	parts->dense = false;
	parts->n_list = 0;
}

static void set_bits(struct mq_parts *parts, const uint16_t *lows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		parts->words[lows[i] / 64] |= (uint64_t)1 << lows[i] % 64;
	}
}

static void make_dense(struct mq_parts *parts)
{
	if (!parts->dense) {
		memset(parts->words, 0, sizeof(parts->words));
		set_bits(parts, parts->list, parts->n_list);
		parts->dense = true;
	}
}

static void add_list(struct mq_parts *parts, const unsigned char *bytes, size_t n)
{
	uint16_t lows[PART_LIST_MAX];

	if (!parts->dense && parts->n_list + n <= ARRAY_MAX) {
		memcpy(parts->list + parts->n_list, bytes, n * sizeof(*lows));
		parts->n_list += n;
		return;
	}
	make_dense(parts);
	memcpy(lows, bytes, n * sizeof(*lows));
	set_bits(parts, lows, n);
}

static void add_bits(struct mq_parts *parts, const unsigned char *bytes)
{
	uint64_t bits[PART_WORDS];
	uint16_t from;

	make_dense(parts);
	memcpy(&from, bytes, sizeof(from));
	memcpy(bits, bytes + FROM_BYTES, sizeof(bits));
	for (size_t i = 0; i < PART_WORDS; i++) {
		parts->words[from / PART_IDS * PART_WORDS + i] |= bits[i];
	}
}

void mq_parts_add(struct mq_parts *parts, struct mq_slice part)
{
	const unsigned char *bytes = part.data;
	uint16_t block;

	if (part.len < HEAD_BYTES) {
		return;
	}
	memcpy(&block, bytes, sizeof(block));
	if (block != parts->block) {
		end_block(parts);
		parts->block = block;
	}
	if (part.len == PART_BITS_BYTES) {
		add_bits(parts, bytes + HEAD_BYTES);
	} else if (part.len <= HEAD_BYTES + PART_LIST_MAX * sizeof(uint16_t)) {
		add_list(parts, bytes + HEAD_BYTES, (part.len - HEAD_BYTES) / sizeof(uint16_t));
	}
}

void mq_parts_image(struct mq_parts *parts, struct mq_buf *out)
{
	end_block(parts);
	mq_image_append(parts->whole, out);
	roaring_bitmap_clear(parts->whole);
}
