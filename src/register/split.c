#include "split.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Nearly every line of nearly every sheet has no quote, and then its delimiters alone
 * say where its cells end. They are looked for 64 bytes at a time, a bit for each byte: most
 * cells of a wide sheet are empty, so that each word of bits holds several.
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

/* Cells on their way, and where the next begins. */
struct cut {
	struct mq_slice *cell;
	const char *from;
};

static inline struct cut cut_block(struct cut cut, const char *block, uint64_t hits)
{
	for (; hits != 0; hits &= hits - 1) {
		const char *end = block + (unsigned)__builtin_ctzll(hits);

		*cut.cell++ = (struct mq_slice){cut.from, (size_t)(end - cut.from)};
		cut.from = end + 1;
	}
	return cut;
}

/* The bytes behind the last whole block. */
static uint64_t hits_in_rest(const char *bytes, size_t len, char c)
{
	char block[BLOCK_BYTES] = {0};

	memcpy(block, bytes, len);
	return hits_in(block, c) & (((uint64_t)1 << len) - 1);
}

static void trim_all(struct split *split)
{
	for (size_t i = 0; i < split->n_cells; i++) {
		split->cells[i] = trim(split->cells[i].data, split->cells[i].len);
	}
}

/* At most one cell a byte of the line, and one more: room was made for as many. */
void split_line(struct split *split, const char *line, size_t len, char delimiter)
{
	struct cut cut = {NULL, line};
	size_t at = 0;

	split->cells = mq_grow(split->cells, &split->cap, len + 1, sizeof(*split->cells));
	cut.cell = split->cells;
	for (; len - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
		cut = cut_block(cut, line + at, hits_in(line + at, delimiter));
	}
	cut = cut_block(cut, line + at, hits_in_rest(line + at, len - at, delimiter));
	*cut.cell++ = (struct mq_slice){cut.from, (size_t)(line + len - cut.from)};
	split->n_cells = (size_t)(cut.cell - split->cells);
	if (memchr(line, ' ', len) != NULL || memchr(line, '\t', len) != NULL) {
		trim_all(split);
	}
}

void split_release(struct split *split)
{
	free(split->cells);
	*split = (struct split){0};
}
