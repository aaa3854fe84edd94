/* The list: its order, marks, columns, and finding in it. */
#include "screen.h"

#define ESC "\033"
/* A test that chooses columns forgets them. */
#define CHOOSES(test) cmocka_unit_test_teardown(test, forget_choices)
#define F5 "\033[15~"

static const struct {
	int cols;
	int rows;
} sizes[] = {{120, 40}, {80, 24}, {56, 16}, {40, 20}};

static const struct {
	const char *lang;
	const char *name;
} langs[] = {{"en_US.UTF-8", "en"}, {"zh_CN.UTF-8", "zh"}};

static void open_list(struct screen *screen, const struct screen_setup *setup, const char *query)
{
	screen_open(screen, setup);
	screen_keys(screen, query);
	screen_keys(screen, ESC);
}

static int forget_choices(void **state)
{
	(void)state;
	return screen_run("rm -rf '%s/.local'", screen_home);
}

/* By sex, within it the eldest first; two rows marked; the cursor on the age. */
static void order_and_marks_at_every_size_in_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(sizes) * MQ_LENGTH(langs); i++) {
		size_t lang = i % MQ_LENGTH(langs);
		size_t size = i / MQ_LENGTH(langs);
		const struct screen_setup setup = {.cols = sizes[size].cols, .rows = sizes[size].rows,
			.lang = langs[lang].lang};
		struct screen screen;
		open_list(&screen, &setup, "age>=60");
		screen_keys(&screen, "lo");
		screen_keys(&screen, "loo");
		screen_keys(&screen, "xjx");
		screen_expect(&screen, "results-order-%dx%d-%s", setup.cols, setup.rows, langs[lang].name);
		screen_close(&screen);
	}
}

static void the_chooser_at_every_size_in_both_languages(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(sizes) * MQ_LENGTH(langs); i++) {
		size_t lang = i % MQ_LENGTH(langs);
		size_t size = i / MQ_LENGTH(langs);
		const struct screen_setup setup = {.cols = sizes[size].cols, .rows = sizes[size].rows,
			.lang = langs[lang].lang};
		struct screen screen;
		open_list(&screen, &setup, "age>=60");
		screen_keys(&screen, "c");
		screen_keys(&screen, "edu");
		screen_keys(&screen, " <<<+++");
		screen_expect(&screen, "results-columns-%dx%d-%s", setup.cols, setup.rows,
			langs[lang].name);
		screen_close(&screen);
		forget_choices(state);
	}
}

static void columns_are_kept_for_the_next_time_and_undone(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_list(&screen, &usual, "");
	screen_keys(&screen, F5 "sex");
	screen_keys(&screen, " \r");
	assert_false(screen_has(&screen, "name      sex"));
	screen_close(&screen);
	assert_int_equal(screen_run("test \"$(stat -c %%a '%s/.local/state/minqing/screen.yaml')\" = 600",
		screen_home), 0);
	open_list(&screen, &usual, "");
	assert_false(screen_has(&screen, "name      sex"));
	screen_keys(&screen, "c");
	screen_keys(&screen, "sex ");
	screen_type(&screen, "\033[21~");	/* left from within, it is kept too */
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
	open_list(&screen, &usual, "");
	screen_wait(&screen, "standard address      sex");
	screen_keys(&screen, "c");
	screen_keys(&screen, "sex");
	screen_keys(&screen, "  \r");
	screen_wait(&screen, "standard address     >sex");
	screen_keys(&screen, "u");
	assert_false(screen_has(&screen, "standard address     >sex"));
	screen_close(&screen);
}

static void one_wrong_line_of_what_was_kept_costs_one_choice(void **state)
{
	(void)state;
	static const struct screen_setup wide = {.cols = 120, .rows = 40};
	struct screen screen;
	assert_int_equal(screen_run("mkdir -p '%s/.local/state/minqing' && printf "
		"'nonsense\\ncolumns.resident: \"name age=12\"\\n' >'%s/.local/state/minqing/screen.yaml'",
		screen_home, screen_home), 0);
	screen_open(&screen, &wide);
	screen_wait(&screen, "screen.yaml:1:1: this line is no setting");
	screen_wait(&screen, "| name                age ");
	screen_close(&screen);
}

static void marks_stay_when_another_question_is_asked(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_list(&screen, &usual, "sex:male");
	screen_keys(&screen, "xxx");
	screen_wait(&screen, "(3 marked)");
	screen_keys(&screen, "/");
	screen_keys(&screen, "\025sex:female");
	screen_wait(&screen, "(3 marked)");
	screen_keys(&screen, "\030");
	screen_wait(&screen, "(4 marked)");
	screen_keys(&screen, "\037");
	screen_wait(&screen, "(3 marked)");
	screen_close(&screen);
}

static void a_text_is_found_without_another_question(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_list(&screen, &usual, "age>=20");
	screen_keys(&screen, "n");
	screen_wait(&screen, "find in the rows:");
	screen_keys(&screen, "wang");
	screen_wait(&screen, "find in the rows: wang");
	screen_keys(&screen, "\r");
	screen_wait(&screen, ">汪");
	screen_keys(&screen, "n");
	screen_wait(&screen, ">汪");
	screen_wait(&screen, "query> age>=20 ");
	screen_keys(&screen, "g/");
	screen_keys(&screen, "no such text\r");
	screen_wait(&screen, "is in no row from here on");
	screen_close(&screen);
}

static void a_number_opens_a_card_on_a_phone(void **state)
{
	(void)state;
	static const struct screen_setup phone = {.cols = 40, .rows = 20};
	struct screen screen;
	open_list(&screen, &phone, "age>=60");
	struct mq_buf row = {0};
	screen_row(&screen, 7, &row);
	mq_buf_addc(&row, '\0');
	char *name = mq_strndup(row.data + 3, strcspn(row.data + 3, " "));
	screen_keys(&screen, "3");
	screen_wait(&screen, "[card]");
	screen_wait(&screen, name);
	screen_keys(&screen, ESC);
	screen_keys(&screen, "9");
	screen_wait(&screen, "9 does nothing here");
	free(name);
	mq_buf_release(&row);
	screen_close(&screen);
}

static void a_limit_is_obeyed(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_list(&screen, &usual, "age>=60 sort:age- cols:name,age limit:3");
	screen_wait(&screen, "age v");
	struct mq_buf row = {0};
	screen_row(&screen, 6, &row);
	mq_buf_addc(&row, '\0');
	assert_non_null(strstr(row.data, "|"));
	assert_string_equal(strstr(row.data, "|"), "|");
	mq_buf_release(&row);
	screen_close(&screen);
}

static void moving_in_what_is_in_sight(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	int col;
	int row;
	open_list(&screen, &usual, "");
	screen_keys(&screen, "\006");
	static const struct {
		const char *keys;
		int row;
	} moves[] = {{"L", 19}, {"H", 3}, {"M", 11}, {"zt", 3}, {"zz", 11}, {"\004", 11}, {"\025", 11}};
	for (size_t i = 0; i < MQ_LENGTH(moves); i++) {
		screen_keys(&screen, moves[i].keys);
		screen_cursor(&screen, &col, &row);
		assert_int_equal(row, moves[i].row);
	}
	screen_close(&screen);
}

static void a_key_of_the_list_costs_less_than_two_thousand_bytes(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	static const char *const keys[] = {"l", "o", "o", "l", "o", "x", "x", "%", "V", "j", "V", "zt",
		"L", "c", "e", " ", "+", "<", "\r", "u", "u", "*", "u"};
	struct screen screen;
	open_list(&screen, &usual, "age>=20");
	for (size_t i = 0; i < MQ_LENGTH(keys); i++) {
		size_t before = screen.log.len;
		screen_keys(&screen, keys[i]);
		if (screen.log.len - before >= 2000) {
			fail_msg("%s wrote %zu bytes", keys[i], screen.log.len - before);
		}
	}
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_and_marks_at_every_size_in_both_languages),
		CHOOSES(the_chooser_at_every_size_in_both_languages),
		CHOOSES(columns_are_kept_for_the_next_time_and_undone),
		CHOOSES(one_wrong_line_of_what_was_kept_costs_one_choice),
		cmocka_unit_test(marks_stay_when_another_question_is_asked),
		cmocka_unit_test(a_text_is_found_without_another_question),
		cmocka_unit_test(a_number_opens_a_card_on_a_phone),
		cmocka_unit_test(a_limit_is_obeyed),
		cmocka_unit_test(moving_in_what_is_in_sight),
		CHOOSES(a_key_of_the_list_costs_less_than_two_thousand_bytes),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
