#include "import.h"

#include <stdlib.h>
#include <string.h>

/*
 * What the cells of a column were read as. Four of five cells stand in a column of few
 * values, so that nearly all of a sheet was read before: then its canonical text is
 * that of the first time. Columns of names and numbers, where nothing comes back, are found
 * out after a while and not remembered further.
 *
 * A cell is its length, its first eight and its last eight bytes; longer ones are
 * compared to the byte.
 */

enum {
	SLOTS_BITS = 8,
	SLOTS = 1 << SLOTS_BITS,
	KEPT_MAX = SLOTS / 2,
	CELL_BYTES_MAX = 64,
	TRIED = 1024,		/* cells after which it is seen whether a column repeats itself */
};

struct kept {
	uint64_t first;
	uint64_t last;
	const char *cell;	/* NULL: empty */
	size_t len;
	struct mq_slice text;
};

/* The bytes of a cell as two words that, with its length, tell those of up to 16. */
static inline void words_of(struct mq_slice cell, uint64_t *first, uint64_t *last)
{
	const char *bytes = cell.data;

	*first = *last = 0;
	if (cell.len >= sizeof(uint64_t)) {
		memcpy(first, bytes, sizeof(*first));
		memcpy(last, bytes + cell.len - sizeof(*last), sizeof(*last));
	} else if (cell.len >= sizeof(uint32_t)) {
		memcpy(first, bytes, sizeof(uint32_t));
		memcpy(last, bytes + cell.len - sizeof(uint32_t), sizeof(uint32_t));
	} else {
		*first = (uint64_t)(unsigned char)bytes[0] << 16 |
			(uint64_t)(unsigned char)bytes[cell.len / 2] << 8 |
			(unsigned char)bytes[cell.len - 1];
	}
}

/* Where the cell is kept, or would be. */
static inline struct kept *find(const struct memory *memory, struct mq_slice cell, uint64_t first,
	uint64_t last)
{
	uint64_t hash = (first ^ last * UINT64_C(0xff51afd7ed558ccd) ^ cell.len) *
		UINT64_C(0x9e3779b97f4a7c15);
	size_t at = hash >> (64 - SLOTS_BITS);
	struct kept *kept;

	for (;;) {
		kept = memory->slots + at;
		if (!kept->cell || (kept->first == first && kept->last == last &&
		    kept->len == cell.len &&
		    (cell.len <= 2 * sizeof(first) || memcmp(kept->cell, cell.data, cell.len) == 0))) {
			return kept;
		}
		at = (at + 1) % SLOTS;
	}
}

bool memory_get(struct memory *memory, struct mq_slice cell, struct mq_slice *text)
{
	uint64_t first;
	uint64_t last;
	const struct kept *kept;

	if (!memory->slots || cell.len > CELL_BYTES_MAX) {
		return false;
	}
	words_of(cell, &first, &last);
	kept = find(memory, cell, first, last);
	memory->n_asked++;
	if (!kept->cell) {
		return false;
	}
	memory->n_known++;
	*text = kept->text;
	return true;
}

/* Does the column not repeat itself? Half its cells at least must be known. */
static bool is_in_vain(const struct memory *memory)
{
	return memory->n_asked >= TRIED && memory->n_known < memory->n_asked / 2;
}

struct mq_slice memory_keep(struct memory *memory, struct mq_slice cell, struct mq_slice text,
	struct mq_arena *texts, struct mq_arena *otherwise)
{
	uint64_t first;
	uint64_t last;
	struct kept *kept;

	if (!memory->in_vain && is_in_vain(memory)) {
		memory->in_vain = true;
		free(memory->slots);
		memory->slots = NULL;
	}
	if (memory->in_vain || memory->n_kept == KEPT_MAX || cell.len > CELL_BYTES_MAX) {
		return mq_slice(mq_arena_strndup(otherwise, text.data, text.len), text.len);
	}
	if (!memory->slots) {
		memory->slots = mq_alloc(SLOTS * sizeof(*memory->slots));
	}
	words_of(cell, &first, &last);
	kept = find(memory, cell, first, last);
	*kept = (struct kept){
		.first = first, .last = last, .len = cell.len,
		.cell = mq_arena_strndup(texts, cell.data, cell.len),
		.text = mq_slice(mq_arena_strndup(texts, text.data, text.len), text.len),
	};
	memory->n_kept++;
	return kept->text;
}

void memory_release(struct memory *memory)
{
	free(memory->slots);
	*memory = (struct memory){0};
}
