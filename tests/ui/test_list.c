/* The window over a list: the selection is always in sight. */
#include "unit.h"

#include "../../src/ui/list.h"

static void the_selection_is_always_in_sight(void **state)
{
	(void)state;
	uint64_t seed = 3;
	struct mq_list list = {.count = 50, .height = 7};
	for (int i = 0; i < 20000; i++) {
		switch (unit_below(&seed, 6)) {
		case 0:
			mq_list_move(&list, (long)unit_below(&seed, 21) - 10);
			break;
		case 1:
			mq_list_page(&list, (long)unit_below(&seed, 3) - 1);
			break;
		case 2:
			mq_list_select(&list, unit_below(&seed, 80));
			break;
		case 3:
			mq_list_put(&list, unit_below(&seed, 80), unit_below(&seed, 12));
			break;
		case 4:
			list.count = unit_below(&seed, 60);
			mq_list_settle(&list);
			break;
		default:
			list.height = unit_below(&seed, 12);
			mq_list_settle(&list);
		}
		size_t height = list.height;
		assert_true(list.selected < list.count || list.selected == 0);
		if (height == 0) {
			continue;	/* out of sight */
		}
		assert_true(list.selected >= list.top && list.selected < list.top + height);
		assert_true(list.count <= height ? list.top == 0 : list.top + height <= list.count);
	}
}

static void a_page_goes_by_a_height_less_one(void **state)
{
	(void)state;
	struct mq_list list = {.count = 100, .height = 10};
	mq_list_page(&list, 1);
	assert_int_equal(list.selected, 9);
	assert_int_equal(list.top, 9);
	mq_list_page(&list, -1);
	assert_int_equal(list.selected, 0);
	assert_int_equal(list.top, 0);
	mq_list_move(&list, 1000);
	assert_int_equal(list.selected, 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_selection_is_always_in_sight),
		cmocka_unit_test(a_page_goes_by_a_height_less_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
