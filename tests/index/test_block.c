/*
 * Blocks of sets in each of their forms (arrays, bits, runs), read as ids from anywhere
 * and in pieces of any length, as bits, and counted against; beside plain flags.
 */
#include "index/blocks.h"

enum { ROUNDS = 12 };

/* All ids from `from` on, asked of one after the other. */
static size_t walk(const struct mq_set *set, mq_record_id from, mq_record_id *ids)
{
	size_t n = 0;

	for (mq_record_id id = from; id < FIRST + SPAN; id++) {
		if (mq_set_has(set, id)) {
			ids[n++] = id;
		}
	}
	return n;
}

static void ids_are_read_from_anywhere_in_pieces_of_any_length(void **state)
{
	static const size_t pieces[] = {1, 64, 1000, SPAN};
	mq_record_id *expected = mq_alloc(SPAN * sizeof(*expected));
	mq_record_id *ids = mq_alloc(SPAN * sizeof(*ids));
	uint64_t dice = 11;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct mq_set *set = draw(&dice);
		mq_record_id from = FIRST + (mq_record_id)roll(&dice, SPAN);
		size_t n = walk(set, from, expected);

		for (size_t p = 0; p < MQ_LENGTH(pieces); p++) {
			size_t done = 0;
			size_t some;

			for (mq_record_id at = from;
					(some = mq_set_read(set, at, ids, pieces[p])) > 0;
					at = ids[some - 1] + 1) {
				assert_true(done + some <= n);
				assert_memory_equal(ids, expected + done, some * sizeof(*ids));
				done += some;
			}
			assert_int_equal(done, n);
		}
		mq_set_free(set);
	}
	free(ids);
	free(expected);
}

static void bits_and_back_is_the_same_set(void **state)
{
	enum { N_WORDS = (FIRST + SPAN) / 64 };
	uint64_t *words = mq_alloc(N_WORDS * sizeof(*words));
	uint64_t dice = 13;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct mq_set *set = draw(&dice);
		struct mq_set *back;

		mq_set_bits(set, words, N_WORDS);
		back = mq_set_of_bits(words, N_WORDS);
		assert_true(mq_set_equal(set, back));
		mq_set_free(set);
		mq_set_free(back);
	}
	free(words);
}

static void bits_of_stretches_are_whole_and_none_stand_beyond(void **state)
{
	struct mq_set *range = mq_set_range(70, 3 * 64 + 5);
	uint64_t words[3] = {1, 2, 3};

	(void)state;
	mq_set_bits(range, words, MQ_LENGTH(words));
	assert_int_equal(words[0], 0);
	assert_int_equal(words[1], ~UINT64_C(0) << 6);
	assert_int_equal(words[2], ~UINT64_C(0));
	mq_set_free(range);
}

static void one_bit_of_each_byte_makes_a_word(void **state)
{
	unsigned char bytes[64] = {0};

	(void)state;
	for (unsigned i = 0; i < sizeof(bytes); i++) {
		bytes[i] = 2;
		assert_int_equal(mq_bits_of_bytes(bytes, 1), UINT64_C(1) << i);
		assert_int_equal(mq_bits_of_bytes(bytes, 0), 0);
		bytes[i] = 0xff;
		assert_int_equal(mq_bits_of_bytes(bytes, 7), UINT64_C(1) << i);
		bytes[i] = 0;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_read_from_anywhere_in_pieces_of_any_length),
		cmocka_unit_test(bits_and_back_is_the_same_set),
		cmocka_unit_test(bits_of_stretches_are_whole_and_none_stand_beyond),
		cmocka_unit_test(one_bit_of_each_byte_makes_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
