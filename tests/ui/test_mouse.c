/* What a terminal tells of a mouse. */
#include "unit.h"

#include "../../src/ui/mouse.h"

static bool reads(const char *params, char final, struct mq_mouse *mouse)
{
	return mq_mouse_read(params, strlen(params), final, mouse);
}

static void presses_and_the_wheel_are_told(void **state)
{
	(void)state;
	struct mq_mouse mouse;
	assert_true(reads("0;1;1", 'M', &mouse));
	assert_int_equal(mouse.what, MQ_MOUSE_PRESS);
	assert_true(mouse.x == 0 && mouse.y == 0);
	assert_true(reads("0;7;3", 'm', &mouse));
	assert_int_equal(mouse.what, MQ_MOUSE_LET_GO);
	assert_true(mouse.x == 6 && mouse.y == 2);
	assert_true(reads("64;80;24", 'M', &mouse));
	assert_int_equal(mouse.what, MQ_MOUSE_WHEEL_UP);
	assert_true(mouse.x == 79 && mouse.y == 23);
	assert_true(reads("65;300;100", 'M', &mouse));
	assert_int_equal(mouse.what, MQ_MOUSE_WHEEL_DOWN);
}

static void other_buttons_and_what_is_none_are_not(void **state)
{
	(void)state;
	static const char *const none[] = {"1;1;1", "2;1;1", "16;1;1", "32;5;5", "0;0;1", "0;1;0", "", "0",
		"0;1", "0;1;", ";1;1", "0;1;1;1", "0;-1;1", "0;1;99999999999", "0:1:1"};
	struct mq_mouse mouse;
	for (size_t i = 0; i < MQ_LENGTH(none); i++) {
		assert_false(reads(none[i], 'M', &mouse));
	}
	assert_false(reads("2;1;1", 'm', &mouse));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(presses_and_the_wheel_are_told),
		cmocka_unit_test(other_buttons_and_what_is_none_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
