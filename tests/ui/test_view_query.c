/* The query line: counts at the right, the insertion point always in sight. */
#include "hostile.h"

#include "../../src/ui/view.h"

static const struct mq_reply reply = {.hits = 1234, .unknown = 12, .all = 80000, .micros = 2345};

static char *paint(struct mq_query_line *line, int width, int *cursor)
{
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	mq_cells_resize(&cells, width, 1);
	mq_view_query(&cells, mq_cells_rect(&cells), line, true, cursor);
	mq_cells_print(&cells, &out);
	mq_cells_release(&cells);
	return mq_buf_take(&out);
}

static void counts_stand_at_the_right_end(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	struct mq_query_line line = {.prompt = &prompt, .tail = SIZE_MAX, .reply = &reply};
	int cursor;
	mq_prompt_insert(&prompt, "独居 a", strlen("独居 a"));
	char *text = paint(&line, 80, &cursor);
	assert_string_equal(text, "query> 独居 a                          "
		"1 234 hits  12 unknown  of 80 000   2.3ms\n");
	assert_int_equal(cursor, 7 + 6);
	free(text);
	line.unknown = true;
	text = paint(&line, 80, &cursor);
	assert_non_null(strstr(text, "1 234 hits [12 unknown] of 80 000"));
	free(text);
	mq_prompt_release(&prompt);
}

static void numbers_are_grouped_by_threes(void **state)
{
	(void)state;
	static const struct {
		uint64_t number;
		const char *text;
	} numbers[] = {{0, "0"}, {999, "999"}, {1000, "1 000"}, {80000, "80 000"}, {1234567, "1 234 567"},
		{UINT64_MAX, "18 446 744 073 709 551 615"}};
	for (size_t i = 0; i < MQ_LENGTH(numbers); i++) {
		struct mq_buf out = {0};
		mq_view_number(numbers[i].number, &out);
		assert_string_equal(out.data, numbers[i].text);
		mq_buf_release(&out);
	}
}

static void the_insertion_point_is_always_in_sight(void **state)
{
	(void)state;
	char bytes[HOSTILE_MAX];
	uint64_t seed = 23;
	for (size_t i = 0; i < N_HOSTILE; i++) {
		struct mq_prompt prompt = {0};
		struct mq_query_line line = {.prompt = &prompt, .tail = 3, .tail_end = 3 + i % 7,
			.wrong = i % 2, .reply = &reply, .ghost = i % 3 ? NULL : "more", .badge = "pinyin"};
		mq_prompt_insert(&prompt, bytes, hostile(i, bytes));
		for (size_t k = unit_below(&seed, 10); k > 0; k--) {
			mq_prompt_move(&prompt, MQ_MOVE_LEFT);
		}
		for (int width = 20; width <= 120; width += 9) {
			int cursor;
			char *text = paint(&line, width, &cursor);
			assert_in_range(cursor, 7, width - 1);
			free(text);
		}
		mq_prompt_release(&prompt);
	}
}

static void what_is_wrong_is_underlined_up_to_where_it_ends(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	struct mq_query_line line = {.prompt = &prompt, .tail = 2, .tail_end = 5, .wrong = true};
	struct mq_cells cells = {0};
	int cursor;
	mq_prompt_insert(&prompt, "a bcd e", 7);
	mq_cells_resize(&cells, 40, 1);
	mq_view_query(&cells, mq_cells_rect(&cells), &line, true, &cursor);
	for (int i = 0; i < 7; i++) {
		assert_int_equal(mq_cells_at(&cells, 7 + i, 0)->role,
			i >= 2 && i < 5 ? MQ_ROLE_ERROR : MQ_ROLE_NORMAL);
	}
	mq_cells_release(&cells);
	mq_prompt_release(&prompt);
}

static void what_would_complete_it_stands_in_brackets_behind_the_cursor(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	struct mq_query_line line = {.prompt = &prompt, .tail = SIZE_MAX, .ghost = "居"};
	int cursor;
	mq_prompt_insert(&prompt, "独", strlen("独"));
	char *text = paint(&line, 40, &cursor);
	assert_string_equal(text, "query> 独[居]\n");
	assert_int_equal(cursor, 7 + 2);
	free(text);
	text = paint(&line, 12, &cursor);
	assert_string_equal(text, "query> 独\n");
	free(text);
	mq_prompt_release(&prompt);
}

static void how_a_word_was_read_stands_before_the_counts(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	struct mq_query_line line = {.prompt = &prompt, .tail = SIZE_MAX, .reply = &reply,
		.badge = "pinyin"};
	int cursor;
	mq_prompt_insert(&prompt, "wang", 4);
	char *text = paint(&line, 80, &cursor);
	assert_non_null(strstr(text, " [pinyin]  1 234 hits"));
	free(text);
	text = paint(&line, 30, &cursor);
	assert_string_equal(text, "query> wang           [pinyin]\n");
	free(text);
	text = paint(&line, 28, &cursor);
	assert_string_equal(text, "query> wang\n");
	free(text);
	mq_prompt_release(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_stand_at_the_right_end),
		cmocka_unit_test(numbers_are_grouped_by_threes),
		cmocka_unit_test(the_insertion_point_is_always_in_sight),
		cmocka_unit_test(what_is_wrong_is_underlined_up_to_where_it_ends),
		cmocka_unit_test(what_would_complete_it_stands_in_brackets_behind_the_cursor),
		cmocka_unit_test(how_a_word_was_read_stands_before_the_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
