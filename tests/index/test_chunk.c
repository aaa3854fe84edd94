/*
 * Chunks of columns against plain arrays: every width, negative numbers, the ends
 * of the range, gaps; and bytes that are no chunk.
 */
#include "index/fixture.h"

#include "../../src/index/chunk.h"

/* Where numbers are drawn from. */
struct spread {
	int64_t low;
	uint64_t sides;
	uint64_t known_of_8;
};

static const struct spread spreads[] = {
	{0, 2, 8}, {-3, 200, 5}, {1900, 254, 8}, {1900, 256, 8}, {-70000, 65535, 6},
	{12, 65536, 7}, {-5, UINT32_MAX, 3}, {INT64_MAX - 9, 10, 4}, {INT64_MIN + 1, 9, 8},
	{INT64_MIN + 1, UINT64_MAX / 2 + 90, 6}, {7, 1, 1},
};

static void draw(uint64_t *dice, const struct spread *spread, int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool known = roll(dice, 8) < spread->known_of_8;
		uint64_t offset = spread->sides > 1u << 30
			? (*dice * 3 + roll(dice, 1u << 30)) % spread->sides
			: roll(dice, spread->sides);

		numbers[i] = known ? (int64_t)((uint64_t)spread->low + offset) : MQ_NO_NUMBER;
	}
	numbers[roll(dice, n)] = spread->low;	/* at least one is known */
}

static void assert_range(const struct mq_chunk *chunk, const int64_t *numbers, size_t n,
	int64_t low, int64_t high)
{
	uint64_t words[MQ_CHUNK_WORDS] = {0};

	mq_chunk_range(chunk, low, high, words);
	for (size_t i = 0; i < MQ_CHUNK_IDS; i++) {
		bool within = i < n && numbers[i] != MQ_NO_NUMBER && numbers[i] >= low
			&& numbers[i] <= high;

		assert_int_equal(words[i / 64] >> i % 64 & 1, within);
	}
}

static void assert_counts(const struct mq_chunk *chunk, const int64_t *numbers, size_t n)
{
	mq_record_id ids[MQ_CHUNK_IDS / 3 + 1];
	uint64_t counts[100] = {0};
	uint64_t expected[100] = {0};
	size_t n_ids = 0;

	for (size_t i = 0; i < MQ_CHUNK_IDS; i += 3) {
		ids[n_ids++] = (mq_record_id)(5 * MQ_CHUNK_IDS + i);
		if (i < n && numbers[i] >= 0 && numbers[i] < 100) {
			expected[numbers[i]]++;
		}
	}
	mq_chunk_count(chunk, ids, n_ids, counts, MQ_LENGTH(counts));
	assert_memory_equal(counts, expected, sizeof(counts));
}

static void assert_reads(const struct mq_chunk *chunk, const int64_t *numbers, size_t n)
{
	static int64_t dense[MQ_CHUNK_IDS];
	mq_record_id ids[] = {0, 1, 63, 64, 2000, MQ_CHUNK_IDS - 1};
	int64_t read[MQ_LENGTH(ids)];

	mq_chunk_dense(chunk, 0, MQ_CHUNK_IDS, dense);
	for (size_t i = 0; i < MQ_CHUNK_IDS; i++) {
		int64_t number = i < n ? numbers[i] : MQ_NO_NUMBER;

		assert_true(dense[i] == number);
		assert_true(mq_chunk_get(chunk, i) == number);
	}
	mq_chunk_read(chunk, ids, MQ_LENGTH(ids), read);
	for (size_t i = 0; i < MQ_LENGTH(ids); i++) {
		assert_true(read[i] == dense[ids[i]]);
	}
	mq_chunk_dense(chunk, 100, 3000, dense);
	assert_true(dense[0] == mq_chunk_get(chunk, 100));
	assert_true(dense[2899] == mq_chunk_get(chunk, 2999));
}

static void a_chunk_gives_back_what_it_was_given(void **state)
{
	static int64_t numbers[MQ_CHUNK_IDS];
	uint64_t dice = 99;
	struct mq_buf bytes = {0};

	(void)state;
	for (size_t round = 0; round < 4 * MQ_LENGTH(spreads); round++) {
		const struct spread *spread = spreads + round % MQ_LENGTH(spreads);
		size_t n = round % 2 ? MQ_CHUNK_IDS : 1 + roll(&dice, MQ_CHUNK_IDS);
		struct mq_chunk chunk;

		draw(&dice, spread, numbers, n);
		mq_buf_clear(&bytes);
		mq_buf_addc(&bytes, 'x');	/* a chunk need not be aligned */
		mq_chunk_encode(numbers, n, &bytes);
		assert_true(mq_chunk_open(&chunk, mq_slice(bytes.data + 1, bytes.len - 1)));
		assert_reads(&chunk, numbers, n);
		assert_counts(&chunk, numbers, n);
		for (int i = 0; i < 5; i++) {
			int64_t a = numbers[roll(&dice, n)];
			int64_t b = numbers[roll(&dice, n)];

			assert_range(&chunk, numbers, n, a < b ? a : b, a < b ? b : a);
			assert_range(&chunk, numbers, n, a, a);
		}
		assert_range(&chunk, numbers, n, INT64_MIN, INT64_MAX);
		assert_range(&chunk, numbers, n, INT64_MIN, spread->low);
		assert_range(&chunk, numbers, n, 5, 4);
	}
	mq_buf_release(&bytes);
}

static void a_chunk_of_unknowns_takes_no_bytes(void **state)
{
	int64_t numbers[] = {MQ_NO_NUMBER, MQ_NO_NUMBER};
	struct mq_buf bytes = {0};

	(void)state;
	mq_chunk_encode(numbers, 2, &bytes);
	assert_int_equal(bytes.len, 0);
	mq_buf_release(&bytes);
}

static void bytes_that_are_no_chunk_are_refused(void **state)
{
	int64_t numbers[] = {5, MQ_NO_NUMBER, 900, 7};
	struct mq_buf bytes = {0};
	struct mq_chunk chunk;

	(void)state;
	mq_chunk_encode(numbers, MQ_LENGTH(numbers), &bytes);
	assert_true(mq_chunk_open(&chunk, mq_slice(bytes.data, bytes.len)));
	for (size_t len = 0; len < bytes.len; len++) {
		assert_false(mq_chunk_open(&chunk, mq_slice(bytes.data, len)));
	}
	bytes.data[4] = 3;	/* no such width */
	assert_false(mq_chunk_open(&chunk, mq_slice(bytes.data, bytes.len)));
	mq_buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chunk_gives_back_what_it_was_given),
		cmocka_unit_test(a_chunk_of_unknowns_takes_no_bytes),
		cmocka_unit_test(bytes_that_are_no_chunk_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
