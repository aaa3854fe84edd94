/* Steps come back in turn, and the oldest goes where there is no room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/ui/step.h"

static void push(struct mq_steps *steps, size_t number)
{
	mq_steps_push(steps, (struct mq_step){.text = mq_format("%zu", number), .cursor = number});
}

static void the_newest_comes_back_first_and_the_oldest_is_forgotten(void **state)
{
	struct mq_steps *steps = mq_alloc(sizeof(*steps));
	struct mq_step step;

	(void)state;
	assert_false(mq_steps_pop(steps, &step));
	for (size_t i = 0; i < MQ_STEPS_MAX + 7; i++) {
		push(steps, i);
	}
	for (size_t i = MQ_STEPS_MAX + 7; i-- > 7;) {
		assert_true(mq_steps_pop(steps, &step));
		assert_int_equal(step.cursor, i);
		mq_step_release(&step);
	}
	assert_false(mq_steps_pop(steps, &step));
	push(steps, 1);
	mq_steps_clear(steps);
	assert_int_equal(steps->n, 0);
	free(steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_comes_back_first_and_the_oldest_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
