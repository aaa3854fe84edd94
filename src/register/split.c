#include "split.h"

#include <stdlib.h>

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
/* Bit i is set where the i-th of the 64 bytes is c. */
static inline uint64_t hits_in(const char *bytes, char c)
{
	__m128i wanted = _mm_set1_epi8(c);
	uint64_t hits = 0;

	for (int i = 0; i < 4; i++) {
		__m128i sixteen = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
		__m128i same = _mm_cmpeq_epi8(sixteen, wanted);

		hits |= (uint64_t)(uint32_t)_mm_movemask_epi8(same) << (16 * i);
	}
	return hits;
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

static inline struct mq_slice cell_of(const char *from, const char *end)
{
	if (from < end && (is_blank(*from) || is_blank(end[-1]))) {
		return trim(from, (size_t)(end - from));
	}
	return (struct mq_slice){from, (size_t)(end - from)};
}

/* At most one cell a byte of the line, and one more: room was made for as many. */
void split_line(struct split *split, const char *line, size_t len, char delimiter)
{
	struct mq_slice *cell;
	const char *from = line;
	size_t at = 0;

	split->cells = mq_grow(split->cells, &split->cap, len + 1, sizeof(*split->cells));
	cell = split->cells;
	for (; len - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
		for (uint64_t hits = hits_in(line + at, delimiter); hits != 0; hits &= hits - 1) {
			const char *end = line + at + __builtin_ctzll(hits);

			*cell++ = cell_of(from, end);
			from = end + 1;
		}
	}
	for (; at < len; at++) {
		if (line[at] == delimiter) {
			*cell++ = cell_of(from, line + at);
			from = line + at + 1;
		}
	}
	*cell++ = cell_of(from, line + len);
	split->n_cells = (size_t)(cell - split->cells);
}

void split_release(struct split *split)
{
	free(split->cells);
	*split = (struct split){0};
}
