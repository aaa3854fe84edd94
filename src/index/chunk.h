/*
 * Inside index: one chunk of a column, as it is stored and as it is read.
 */
#ifndef INDEX_CHUNK_H
#define INDEX_CHUNK_H

#include <minqing/index.h>

enum {
	MQ_CHUNK_BITS = 12,
	MQ_CHUNK_IDS = 1 << MQ_CHUNK_BITS,
	MQ_CHUNK_WORDS = MQ_CHUNK_IDS / 64,
};

struct mq_chunk_loops;

/* A stored chunk where it lies, or one in which nothing is known (n 0). */
struct mq_chunk {
	size_t n;			/* ids covered, from the chunk's first on */
	size_t n_known;
	int64_t min, max;		/* of the known */
	const unsigned char *codes;	/* borrowed; 0 not known, else number - min + 1 */
	const struct mq_chunk_loops *loops;	/* for the width of codes */
};

/* Append the chunk of n numbers (at most MQ_CHUNK_IDS, MQ_NO_NUMBER where not
 * known); nothing where none is known. */
void mq_chunk_encode(const int64_t *numbers, size_t n, struct mq_buf *out);
/* View stored bytes, which need no alignment. False where they make no sense. */
bool mq_chunk_open(struct mq_chunk *chunk, struct mq_slice bytes);

/* Offsets below count from the chunk's first id. */
int64_t mq_chunk_get(const struct mq_chunk *chunk, size_t offset);
void mq_chunk_dense(const struct mq_chunk *chunk, size_t from, size_t end, int64_t *numbers);
/* Ids are whole, all within the chunk. */
void mq_chunk_read(const struct mq_chunk *chunk, const mq_record_id *ids, size_t n_ids,
	int64_t *numbers);
void mq_chunk_count(const struct mq_chunk *chunk, const mq_record_id *ids, size_t n_ids,
	uint64_t *counts, size_t n_counts);
/* Set the bits of the ids whose number is within low..high. */
void mq_chunk_range(const struct mq_chunk *chunk, int64_t low, int64_t high,
	uint64_t words[MQ_CHUNK_WORDS]);

#endif
