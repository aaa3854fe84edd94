/*
 * A column is the numbers of one field by record id, as chunks that are looked up
 * when first touched (chunk.c draws one). Questions about many ids go chunk by
 * chunk, and inside a chunk through a loop made for its width.
 */
#include "reader.h"

#include <stdlib.h>

enum {
	BATCH_IDS = 1024,
	STOP_CHUNKS = 8,	/* that many are read before it is asked whether to stop */
};

struct mq_column {
	struct mq_index *index;
	mq_field_id field;
	size_t n_chunks;
	struct mq_chunk *chunks;
	bool *touched;		/* by chunk */
};

static const struct mq_chunk nothing;

struct mq_column *mq_column_new(struct mq_index *index, mq_field_id field, mq_record_id end)
{
	struct mq_column *column = mq_alloc(sizeof(*column));

	column->index = index;
	column->field = field;
	column->n_chunks = ((size_t)end + MQ_CHUNK_IDS - 1) >> MQ_CHUNK_BITS;
	column->chunks = mq_alloc((column->n_chunks + 1) * sizeof(*column->chunks));
	column->touched = mq_alloc((column->n_chunks + 1) * sizeof(*column->touched));
	return column;
}

void mq_column_free(struct mq_column *column)
{
	if (column == NULL) {
		return;
	}
	free(column->chunks);
	free(column->touched);
	free(column);
}

static const struct mq_chunk *chunk_at(const struct mq_column *column, size_t number)
{
	if (number >= column->n_chunks) {
		return &nothing;
	}
	if (!column->touched[number]) {
		mq_index_chunk(column->index, column->field, number, column->chunks + number);
		column->touched[number] = true;
	}
	return column->chunks + number;
}

static bool goes_on(const struct mq_column *column, size_t number)
{
	return number % STOP_CHUNKS != 0 || !mq_index_stopped(column->index);
}

int64_t mq_column_get(const struct mq_column *column, mq_record_id id)
{
	return mq_chunk_get(chunk_at(column, id >> MQ_CHUNK_BITS), id % MQ_CHUNK_IDS);
}

/* How many of the ascending ids lie in the chunk of the first. */
static size_t same_chunk(const mq_record_id *ids, size_t n_ids)
{
	mq_record_id number = ids[0] >> MQ_CHUNK_BITS;
	size_t n = 1;

	if (ids[n_ids - 1] >> MQ_CHUNK_BITS == number) {
		return n_ids;
	}
	while (ids[n] >> MQ_CHUNK_BITS == number) {
		n++;
	}
	return n;
}

void mq_column_read(const struct mq_column *column, const mq_record_id *ids, size_t n_ids,
	int64_t *numbers)
{
	while (n_ids > 0) {
		size_t n = same_chunk(ids, n_ids);

		mq_chunk_read(chunk_at(column, ids[0] >> MQ_CHUNK_BITS), ids, n, numbers);
		ids += n;
		numbers += n;
		n_ids -= n;
	}
}

void mq_column_dense(const struct mq_column *column, mq_record_id from, mq_record_id end,
	int64_t *numbers)
{
	while (from < end && goes_on(column, from >> MQ_CHUNK_BITS)) {
		size_t number = from >> MQ_CHUNK_BITS;
		uint64_t chunk_end = ((uint64_t)number + 1) << MQ_CHUNK_BITS;
		mq_record_id stop = chunk_end < end ? (mq_record_id)chunk_end : end;

		mq_chunk_dense(chunk_at(column, number), from % MQ_CHUNK_IDS,
			from % MQ_CHUNK_IDS + (stop - from), numbers);
		numbers += stop - from;
		from = stop;
	}
	for (; from < end; from++) {
		*numbers++ = MQ_NO_NUMBER;
	}
}

/* The ids of the bits from `from` on; bit 0 is the id `first`. */
static size_t read_bits(const uint64_t words[MQ_CHUNK_WORDS], mq_record_id first,
	mq_record_id from, mq_record_id *ids, size_t n_ids)
{
	size_t n = 0;

	for (size_t i = 0; i < MQ_CHUNK_WORDS && n < n_ids; i++) {
		for (uint64_t word = words[i]; word != 0 && n < n_ids; word &= word - 1) {
			mq_record_id id = first + (mq_record_id)(i * 64)
				+ (mq_record_id)__builtin_ctzll(word);

			ids[n] = id;
			n += id >= from;
		}
	}
	return n;
}

size_t mq_column_find(const struct mq_column *column, int64_t number, mq_record_id from,
	mq_record_id *ids, size_t n_ids)
{
	size_t n = 0;

	for (size_t i = from >> MQ_CHUNK_BITS; i < column->n_chunks && n < n_ids; i++) {
		const struct mq_chunk *chunk = chunk_at(column, i);

		if (chunk->n > 0 && number >= chunk->min && number <= chunk->max) {
			uint64_t words[MQ_CHUNK_WORDS] = {0};

			mq_chunk_range(chunk, number, number, words);
			n += read_bits(words, (mq_record_id)(i << MQ_CHUNK_BITS), from, ids + n,
				n_ids - n);
		}
	}
	return n;
}

struct mq_set *mq_column_range(const struct mq_column *column, int64_t low, int64_t high)
{
	size_t n_words = column->n_chunks * MQ_CHUNK_WORDS;
	uint64_t *words = mq_alloc((n_words + 1) * sizeof(*words));
	struct mq_set *set;

	for (size_t i = 0; i < column->n_chunks && goes_on(column, i); i++) {
		mq_chunk_range(chunk_at(column, i), low, high, words + i * MQ_CHUNK_WORDS);
	}
	set = mq_set_of_bits(words, n_words);
	free(words);
	return set;
}

void mq_column_count(const struct mq_column *column, const struct mq_set *set, uint64_t *counts,
	size_t n_counts)
{
	mq_record_id ids[BATCH_IDS];
	uint64_t from = 0;
	size_t n;

	while (from < MQ_NO_RECORD && !mq_index_stopped(column->index)
			&& (n = mq_set_read(set, (mq_record_id)from, ids, BATCH_IDS)) > 0) {
		for (size_t at = 0; at < n;) {
			size_t same = same_chunk(ids + at, n - at);

			mq_chunk_count(chunk_at(column, ids[at] >> MQ_CHUNK_BITS), ids + at, same,
				counts, n_counts);
			at += same;
		}
		from = (uint64_t)ids[n - 1] + 1;
	}
}
