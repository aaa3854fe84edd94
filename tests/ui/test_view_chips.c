/* The conditions in a row: numbered, the unknown told, the selected one in sight. */
#include "unit.h"

#include "../../src/ui/view.h"

enum { N_MANY = 30 };

static char *paint(struct mq_condition *list, size_t n, size_t selected, bool focused, int width,
	int *cursor)
{
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	struct mq_chips chips = {.conditions = {.conditions = list, .n = n}, .selected = selected};
	mq_cells_resize(&cells, width, 1);
	mq_view_chips(&cells, mq_cells_rect(&cells), n > 0 ? &chips : NULL, focused, cursor);
	mq_cells_print(&cells, &out);
	mq_cells_release(&cells);
	return mq_buf_take(&out);
}

static void each_has_its_number_and_tells_whom_it_is_not_known_of(void **state)
{
	(void)state;
	struct mq_condition list[] = {{.label = "aged"}, {.label = "lives alone", .unknown = 1234}};
	int cursor;
	char *text = paint(list, 2, 1, false, 80, &cursor);
	assert_string_equal(text, "conditions [1]aged [2]lives alone(1 234 unknown)\n");
	free(text);
	text = paint(list, 2, 1, true, 80, &cursor);
	assert_string_equal(text, "conditions [1]aged>[2]lives alone(1 234 unknown)\n");
	assert_int_equal(cursor, (int)strlen("conditions [1]aged"));
	free(text);
}

static void where_there_is_little_room_they_are_told_in_fewer_words(void **state)
{
	(void)state;
	struct mq_condition list[] = {{.label = "aged"}, {.label = "lives alone", .unknown = 12},
		{.label = "a condition that is told in many words", .unknown = 3}};
	int cursor;
	char *text = paint(list, 3, 0, false, 110, &cursor);
	assert_string_equal(text, "conditions [1]aged [2]lives alone(12 unknown) "
		"[3]a condition that is told in many words(3 unknown)\n");
	free(text);
	text = paint(list, 3, 0, false, 70, &cursor);
	assert_string_equal(text, "conditions [1]aged [2]lives alone?12 [3]a condition that is~?3\n");
	free(text);
}

static void what_has_no_room_is_counted(void **state)
{
	(void)state;
	struct mq_condition list[] = {{.label = "aged"}, {.label = "lives alone"},
		{.label = "a condition that is told in many words"}, {.label = "more"}};
	int cursor;
	char *text = paint(list, 4, 0, false, 40, &cursor);
	assert_string_equal(text, " [1]aged [2]lives alone +2\n");
	free(text);
	text = paint(list, 4, 3, true, 40, &cursor);
	assert_string_equal(text, " [2]lives alone [3]a condition~>[4]more\n");
	free(text);
}

static void the_selected_one_is_always_in_sight(void **state)
{
	(void)state;
	struct mq_condition list[N_MANY];
	char labels[N_MANY][40];
	uint64_t seed = 11;
	for (size_t i = 0; i < N_MANY; i++) {
		snprintf(labels[i], sizeof(labels[i]), "%.*s", (int)unit_below(&seed, 39),
			"a label of some length or of another one");
		list[i] = (struct mq_condition){.label = labels[i], .unknown = unit_below(&seed, 3)};
	}
	for (int width = 40; width <= 160; width += 7) {
		for (size_t at = 0; at < N_MANY; at++) {
			char wanted[16];
			int cursor;
			char *text = paint(list, N_MANY, at, true, width, &cursor);
			snprintf(wanted, sizeof(wanted), ">[%zu]", at + 1);
			assert_non_null(strstr(text, wanted));
			assert_in_range(cursor, 0, width - 1);
			free(text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_its_number_and_tells_whom_it_is_not_known_of),
		cmocka_unit_test(where_there_is_little_room_they_are_told_in_fewer_words),
		cmocka_unit_test(what_has_no_room_is_counted),
		cmocka_unit_test(the_selected_one_is_always_in_sight),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
