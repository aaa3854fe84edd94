/* The way back to cards: the last one left first, and none that led elsewhere. */
#include "unit.h"

#include "../../src/ui/trail.h"

static void leave(struct mq_trail *trail, const char *asked, size_t number)
{
	mq_trail_push(trail, (struct mq_trail_place){.asked = mq_strdup(asked),
		.query = mq_strdup("before"), .cursor = number});
}

/* The number of the place gone back to; 0: none. */
static size_t back(struct mq_trail *trail, const char *query)
{
	struct mq_trail_place place;
	size_t number = 0;
	if (mq_trail_pop(trail, query, &place)) {
		number = place.cursor;
		mq_trail_place_release(&place);
	}
	return number;
}

static void the_last_one_left_is_gone_back_to_first(void **state)
{
	(void)state;
	struct mq_trail trail = {0};
	assert_int_equal(back(&trail, ""), 0);
	for (size_t i = 1; i <= MQ_TRAIL_MAX + 3; i++) {
		leave(&trail, "lane:\"a\"", i);
	}
	for (size_t i = MQ_TRAIL_MAX + 3; i > 3; i--) {
		assert_int_equal(back(&trail, i % 2 ? "lane:\"a\"" : "lane:\"a\" sex:1"), i);
	}
	assert_int_equal(back(&trail, "lane:\"a\""), 0);
}

static void what_led_elsewhere_is_forgotten(void **state)
{
	(void)state;
	struct mq_trail trail = {0};
	leave(&trail, "lane:\"a\"", 1);
	leave(&trail, "lane:\"b\"", 2);
	assert_int_equal(back(&trail, "lane:\"a\""), 1);
	leave(&trail, "lane:\"a\"", 3);
	assert_int_equal(back(&trail, "age>=80"), 0);
	assert_int_equal(back(&trail, "lane:\"a\""), 0);
	leave(&trail, "lane:\"a\"", 4);
	mq_trail_clear(&trail);
	assert_int_equal(trail.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_one_left_is_gone_back_to_first),
		cmocka_unit_test(what_led_elsewhere_is_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
