#include "split.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Nearly every line of nearly every sheet has no quote, and then its delimiters alone
 * say where its cells end. They are looked for 64 bytes at a time, a bit for each byte. Most
 * cells of a wide sheet are empty; they are counted, and only the others are told of.
 */

enum { BLOCK_BYTES = 64 };

#ifdef __SSE2__
static inline uint64_t hits_in_16(const char *bytes, __m128i wanted)
{
	__m128i sixteen = _mm_loadu_si128((const __m128i *)(const void *)bytes);

	return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen, wanted));
}

/* Bit i is set where the i-th of the 64 bytes is c. */
static inline uint64_t hits_in(const char *bytes, char c)
{
	__m128i wanted = _mm_set1_epi8(c);

	return hits_in_16(bytes, wanted) | hits_in_16(bytes + 16, wanted) << 16
		| hits_in_16(bytes + 32, wanted) << 32 | hits_in_16(bytes + 48, wanted) << 48;
}
#else
static inline uint64_t hits_in(const char *bytes, char c)
{
	uint64_t hits = 0;

	for (int i = 0; i < BLOCK_BYTES; i++) {
		hits |= (uint64_t)(bytes[i] == c) << i;
	}
	return hits;
}
#endif

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct mq_slice trim(const char *text, size_t len)
{
	while (len > 0 && is_blank(text[len - 1])) {
		len--;
	}
	while (len > 0 && is_blank(*text)) {
		text++;
		len--;
	}
	return mq_slice(text, len);
}

static size_t count_bits(uint64_t word)
{
	word -= word >> 1 & UINT64_C(0x5555555555555555);
	word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
	word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (size_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

/* How far a line is cut. */
struct cut {
	struct filled *next;
	size_t n_before;	/* cells that ended */
	const char *from;	/* where the one that did not begins */
	uint64_t after_hit;	/* 1: behind a delimiter, or at the beginning */
};

/* A delimiter right behind another ends a cell that is empty: that one is only counted. */
static inline void cut_block(struct cut *cut, const char *block, uint64_t hits)
{
	uint64_t ends = hits & ~(hits << 1 | cut->after_hit);

	for (; ends != 0; ends &= ends - 1) {
		unsigned end = (unsigned)__builtin_ctzll(ends);
		uint64_t before = hits & (((uint64_t)1 << end) - 1);
		const char *from = before == 0 ? cut->from
			: block + (BLOCK_BYTES - (unsigned)__builtin_clzll(before));

		*cut->next++ = (struct filled){
			cut->n_before + count_bits(before),
			{from, (size_t)(block + end - from)},
		};
	}
	if (hits != 0) {
		cut->n_before += count_bits(hits);
		cut->from = block + (BLOCK_BYTES - (unsigned)__builtin_clzll(hits));
	}
	cut->after_hit = hits >> (BLOCK_BYTES - 1);
}

/* The bytes behind the last whole block. */
static uint64_t hits_in_rest(const char *bytes, size_t len, char c)
{
	char block[BLOCK_BYTES] = {0};

	memcpy(block, bytes, len);
	return hits_in(block, c) & (((uint64_t)1 << len) - 1);
}

/* Cells of nothing but blanks are empty. */
static void trim_all(struct split *split)
{
	size_t n = 0;

	for (size_t i = 0; i < split->n_filled; i++) {
		struct filled filled = split->filled[i];

		filled.text = trim(filled.text.data, filled.text.len);
		if (filled.text.len > 0) {
			split->filled[n++] = filled;
		}
	}
	split->n_filled = n;
}

/* At most each other byte of the line is a cell, and one more: room was made for them. */
void split_line(struct split *split, const char *line, size_t len, char delimiter)
{
	struct cut cut = {.from = line, .after_hit = 1};
	size_t at = 0;

	split->filled = mq_grow(split->filled, &split->cap_filled, len / 2 + 1,
		sizeof(*split->filled));
	cut.next = split->filled;
	for (; len - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
		cut_block(&cut, line + at, hits_in(line + at, delimiter));
	}
	cut_block(&cut, line + at, hits_in_rest(line + at, len - at, delimiter));
	if (cut.from < line + len) {
		*cut.next++ = (struct filled){
			cut.n_before, {cut.from, (size_t)(line + len - cut.from)},
		};
	}
	split->n_filled = (size_t)(cut.next - split->filled);
	split->n_cells = cut.n_before + 1;
	if (memchr(line, ' ', len) != NULL || memchr(line, '\t', len) != NULL) {
		trim_all(split);
	}
}

void split_add(struct split *split, struct mq_slice cell)
{
	if (cell.len > 0) {
		split->filled = mq_grow(split->filled, &split->cap_filled, split->n_filled + 1,
			sizeof(*split->filled));
		split->filled[split->n_filled++] = (struct filled){split->n_cells, cell};
	}
	split->n_cells++;
}

struct mq_slice *split_cells(struct split *split)
{
	split->cells = mq_grow(split->cells, &split->cap_cells, split->n_cells + 1,
		sizeof(*split->cells));
	for (size_t i = 0; i < split->n_cells; i++) {
		split->cells[i] = mq_slice("", 0);
	}
	for (size_t i = 0; i < split->n_filled; i++) {
		split->cells[split->filled[i].number] = split->filled[i].text;
	}
	return split->cells;
}

void split_release(struct split *split)
{
	free(split->filled);
	free(split->cells);
	*split = (struct split){0};
}
