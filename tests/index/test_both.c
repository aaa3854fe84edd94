/*
 * What two sets share, and how many that are, and what one has beyond the other, in every
 * pair of forms of their blocks; beside a look at each id.
 */
#include "index/blocks.h"

enum { ROUNDS = 40 };

static void a_set_for_counting_is_the_same_and_counts_the_same(void **state)
{
	uint64_t dice = 12;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct mq_set *a = draw(&dice);
		struct mq_set *b = draw(&dice);
		struct mq_set *both = mq_set_and(a, b);
		struct mq_set *counting = mq_set_for_counting(a);

		assert_true(mq_set_equal(counting, a));
		assert_int_equal(mq_set_count(counting), mq_set_count(a));
		assert_int_equal(mq_set_and_count(counting, b), mq_set_count(both));
		assert_int_equal(mq_set_and_count(b, counting), mq_set_count(both));
		mq_set_free(a);
		mq_set_free(b);
		mq_set_free(both);
		mq_set_free(counting);
	}
}


static void what_both_have_and_what_one_has_beyond_are_told_id_by_id(void **state)
{
	uint64_t dice = 14;

	(void)state;
	for (int round = 0; round < ROUNDS / 4; round++) {
		struct mq_set *a = draw(&dice);
		struct mq_set *b = draw(&dice);
		struct mq_set *both = mq_set_and(a, b);
		struct mq_set *rest = mq_set_minus(a, b);
		struct mq_set *again = mq_set_or(both, rest);

		for (mq_record_id id = FIRST; id < FIRST + SPAN; id++) {
			assert_int_equal(mq_set_has(both, id), mq_set_has(a, id) && mq_set_has(b, id));
			assert_int_equal(mq_set_has(rest, id), mq_set_has(a, id) && !mq_set_has(b, id));
		}
		assert_true(mq_set_equal(again, a));
		assert_int_equal(mq_set_count(both) + mq_set_count(rest), mq_set_count(a));
		mq_set_free(a);
		mq_set_free(b);
		mq_set_free(both);
		mq_set_free(rest);
		mq_set_free(again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_for_counting_is_the_same_and_counts_the_same),
		cmocka_unit_test(what_both_have_and_what_one_has_beyond_are_told_id_by_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
