/*
 * How many ids two sets share, in every pair of forms of their blocks; beside the set of
 * those that are in both.
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_for_counting_is_the_same_and_counts_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
