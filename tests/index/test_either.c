/*
 * What is in one of two sets or in the other, in every pair of forms of their blocks, beside
 * a look at each id.
 */
#include "index/blocks.h"

enum { ROUNDS = 12 };

static void what_one_or_the_other_has_is_told_id_by_id(void **state)
{
	uint64_t dice = 15;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct mq_set *a = draw(&dice);
		struct mq_set *b = draw(&dice);
		struct mq_set *either = mq_set_or(a, b);
		struct mq_set *turned = mq_set_or(b, a);

		for (mq_record_id id = FIRST; id < FIRST + SPAN; id++) {
			assert_int_equal(mq_set_has(either, id), mq_set_has(a, id) || mq_set_has(b, id));
		}
		assert_true(mq_set_equal(either, turned));
		assert_int_equal(mq_set_count(either) + mq_set_and_count(a, b),
			mq_set_count(a) + mq_set_count(b));
		mq_set_free(a);
		mq_set_free(b);
		mq_set_free(either);
		mq_set_free(turned);
	}
}

static void with_nobody_it_is_the_same(void **state)
{
	uint64_t dice = 16;
	struct mq_set *a = draw(&dice);
	struct mq_set *nobody = mq_set_new();
	struct mq_set *either = mq_set_or(nobody, a);

	(void)state;
	assert_true(mq_set_equal(either, a));
	mq_set_free(a);
	mq_set_free(nobody);
	mq_set_free(either);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_one_or_the_other_has_is_told_id_by_id),
		cmocka_unit_test(with_nobody_it_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
