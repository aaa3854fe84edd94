#include "split.h"

#include <stdlib.h>
#include <string.h>

/*
 * Nearly every line of nearly every sheet has no quote, and then its delimiters alone
 * say where its cells end. They are looked for eight bytes at a time: half the cells of
 * a wide sheet are empty, so that most words hold several.
 */

enum { WORD_BYTES = 8 };

static const uint64_t low_bits = 0x7f7f7f7f7f7f7f7fu;

/* Bit 7 of each byte of word that is the one repeated in pattern. */
static uint64_t hits_in(uint64_t word, uint64_t pattern)
{
	uint64_t differs = word ^ pattern;

	return ~(((differs & low_bits) + low_bits) | differs | low_bits);
}

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

/* At most one cell a byte of the line: room was made for as many. */
static void add_cell(struct split *split, const char *from, const char *end)
{
	struct mq_slice *cell = &split->cells[split->n_cells++];

	*cell = (struct mq_slice){from, (size_t)(end - from)};
	if (from < end && (is_blank(*from) || is_blank(end[-1]))) {
		*cell = trim(from, (size_t)(end - from));
	}
}

void split_line(struct split *split, const char *line, size_t len, char delimiter)
{
	uint64_t pattern = (unsigned char)delimiter * UINT64_C(0x0101010101010101);
	const char *from = line;
	size_t at = 0;

	split->n_cells = 0;
	split->cells = mq_grow(split->cells, &split->cap, len + 1, sizeof(*split->cells));
	for (uint64_t word; len - at >= WORD_BYTES; at += WORD_BYTES) {
		memcpy(&word, line + at, sizeof(word));
		for (uint64_t hits = hits_in(word, pattern); hits != 0; hits &= hits - 1) {
			const char *end = line + at + (size_t)__builtin_ctzll(hits) / WORD_BYTES;

			add_cell(split, from, end);
			from = end + 1;
		}
	}
	for (; at < len; at++) {
		if (line[at] == delimiter) {
			add_cell(split, from, line + at);
			from = line + at + 1;
		}
	}
	add_cell(split, from, line + len);
}

void split_release(struct split *split)
{
	free(split->cells);
	*split = (struct split){0};
}
