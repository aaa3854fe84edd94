/* Frames and their acknowledgement, with the clock in our hands. */
#include "unit.h"

#include "../../src/ui/pace.h"

static void nothing_is_held_back_where_the_terminal_does_not_answer(void **state)
{
	(void)state;
	struct mq_pace pace = {0};
	for (int now = 0; now < 5; now++) {
		assert_true(mq_pace_may_send(&pace, now));
		mq_pace_sent(&pace, now);
		assert_int_equal(mq_pace_wait_ms(&pace, now), -1);
	}
}

static void one_frame_is_under_way_and_the_next_comes_with_the_answer(void **state)
{
	(void)state;
	struct mq_pace pace = {0};
	mq_pace_begin(&pace);
	assert_true(mq_pace_may_send(&pace, 10));
	mq_pace_sent(&pace, 10);
	assert_int_equal(mq_pace_wait_ms(&pace, 10), -1);
	assert_false(mq_pace_may_send(&pace, 100));
	assert_false(mq_pace_may_send(&pace, 200));
	assert_int_equal(mq_pace_wait_ms(&pace, 200), 10 + MQ_PACE_LOST_MS - 200);
	assert_true(mq_pace_answered(&pace));
	assert_true(mq_pace_may_send(&pace, 410));
	assert_int_equal(mq_pace_wait_ms(&pace, 410), -1);
}

static void an_answer_nobody_waits_behind_sends_nothing(void **state)
{
	(void)state;
	struct mq_pace pace = {0};
	mq_pace_begin(&pace);
	mq_pace_sent(&pace, 1);
	assert_false(mq_pace_answered(&pace));
	assert_false(mq_pace_answered(&pace));
}

static void whoever_does_not_answer_once_is_never_waited_for_again(void **state)
{
	(void)state;
	struct mq_pace pace = {0};
	mq_pace_begin(&pace);
	mq_pace_sent(&pace, 10);
	assert_false(mq_pace_may_send(&pace, 10 + MQ_PACE_LOST_MS - 1));
	assert_true(mq_pace_may_send(&pace, 10 + MQ_PACE_LOST_MS));
	mq_pace_begin(&pace);
	mq_pace_sent(&pace, 2000);
	assert_true(mq_pace_may_send(&pace, 2001));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_held_back_where_the_terminal_does_not_answer),
		cmocka_unit_test(one_frame_is_under_way_and_the_next_comes_with_the_answer),
		cmocka_unit_test(an_answer_nobody_waits_behind_sends_nothing),
		cmocka_unit_test(whoever_does_not_answer_once_is_never_waited_for_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
