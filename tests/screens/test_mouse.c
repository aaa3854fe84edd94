/* The mouse: off unless asked for; then clicks select and open, the wheel scrolls. */
#include "screen.h"

#define ESC "\033"

static const struct screen_setup with_mouse = {.env = "MINQING_MOUSE=on"};

static void open_with_mouse(struct screen *screen)
{
	screen_open(screen, &with_mouse);
	screen_wait(screen, "query>");
}

/* Press and let go; x and y count from 0, as rows of the screen do. */
static void click(struct screen *screen, int button, int x, int y)
{
	char bytes[64];

	snprintf(bytes, sizeof(bytes), ESC "[<%d;%d;%dM" ESC "[<%d;%d;%dm", button, x + 1, y + 1, button,
		x + 1, y + 1);
	screen_keys(screen, bytes);
}

static char *row_text(const struct screen *screen, int row)
{
	struct mq_buf out = {0};

	screen_row(screen, row, &out);
	return mq_buf_take(&out);
}

static void assert_row_begins(const struct screen *screen, int row, int after, const char *text)
{
	char *seen = row_text(screen, row);

	if (strlen(seen) < (size_t)after || strncmp(seen + after, text, strlen(text)) != 0) {
		fail_msg("row %d is \"%s\"", row, seen);
	}
	free(seen);
}

static void leave(struct screen *screen)
{
	screen_type(screen, ESC "[21~");
	assert_int_equal(screen_status(screen), 0);
	screen_close(screen);
}

static void it_is_off_unless_asked_for(void **state)
{
	(void)state;
	const struct screen_setup usual = {0};
	struct screen screen;

	screen_open(&screen, &usual);
	screen_wait(&screen, "query>");
	click(&screen, 0, 30, 5);
	assert_true(screen_has(&screen, "[query]"));
	assert_row_begins(&screen, 3, 22, "|>");
	leave(&screen);
}

static void a_click_selects_and_a_second_opens(void **state)
{
	(void)state;
	struct screen screen;

	open_with_mouse(&screen);
	click(&screen, 0, 30, 5);
	assert_true(screen_has(&screen, "[results]"));
	assert_row_begins(&screen, 5, 22, "|>");
	click(&screen, 0, 30, 5);
	screen_wait(&screen, "[card]");
	leave(&screen);
}

static void a_double_click_opens_one_thing(void **state)
{
	(void)state;
	struct screen screen;

	open_with_mouse(&screen);
	screen_keys(&screen, ESC "[<0;31;6M" ESC "[<0;31;6m" ESC "[<0;31;6M" ESC "[<0;31;6m"
		ESC "[<0;31;6M" ESC "[<0;31;6m");
	screen_wait(&screen, "[card]");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[results]");
	assert_row_begins(&screen, 5, 22, "|>");
	leave(&screen);
}

static void a_click_on_a_facet_goes_there_and_another_narrows(void **state)
{
	(void)state;
	struct screen screen;

	open_with_mouse(&screen);
	click(&screen, 0, 3, 4);
	screen_wait(&screen, "[facets]");
	click(&screen, 0, 3, 4);
	screen_wait(&screen, "query> sex:");
	click(&screen, 0, 10, 0);
	screen_wait(&screen, "[query]");
	leave(&screen);
}

static void a_click_answers_no_question(void **state)
{
	(void)state;
	struct screen screen;

	open_with_mouse(&screen);
	click(&screen, 0, 3, 5);
	screen_wait(&screen, "[facets]");
	screen_type(&screen, "/");
	screen_wait(&screen, "find a facet or a value:");
	click(&screen, 0, 3, 5);
	assert_true(screen_has(&screen, "find a facet or a value:"));
	assert_false(screen_has(&screen, "query> sex:"));
	leave(&screen);
}

static void the_wheel_scrolls_what_is_under_it(void **state)
{
	(void)state;
	struct screen screen;

	open_with_mouse(&screen);
	char *fourth = row_text(&screen, 6);
	char *facet = row_text(&screen, 6);

	click(&screen, 65, 30, 8);
	char *first = row_text(&screen, 3);
	assert_string_equal(strchr(first, '|') + 2, strchr(fourth, '|') + 2);
	assert_true(screen_has(&screen, "[query]"));
	click(&screen, 65, 3, 8);
	assert_row_begins(&screen, 3, 0, (char[]){facet[0], facet[1], facet[2], '\0'});
	click(&screen, 64, 30, 8);
	click(&screen, 64, 30, 8);
	char *back = row_text(&screen, 6);
	assert_string_equal(strchr(back, '|') + 2, strchr(fourth, '|') + 2);
	free(first);
	free(fourth);
	free(facet);
	free(back);
	leave(&screen);
}

static void on_a_phone_cards_of_two_lines_are_clicked(void **state)
{
	(void)state;
	const struct screen_setup phone = {.cols = 40, .rows = 20, .env = "MINQING_MOUSE=on"};
	struct screen screen;

	screen_open(&screen, &phone);
	screen_wait(&screen, "query>");
	click(&screen, 0, 5, 6);
	assert_true(screen_has(&screen, "[results]"));
	assert_row_begins(&screen, 5, 0, ">");
	leave(&screen);
}

static void drag(struct screen *screen, int x, int y, int to_x, int to_y)
{
	char bytes[64];
	snprintf(bytes, sizeof(bytes), ESC "[<0;%d;%dM" ESC "[<0;%d;%dm", x + 1, y + 1, to_x + 1,
		to_y + 1);
	screen_keys(screen, bytes);
}

static void a_border_goes_where_it_is_dragged(void **state)
{
	(void)state;
	static const struct screen_setup wide = {.cols = 120, .rows = 40, .env = "MINQING_MOUSE=on"};
	struct screen screen;
	screen_open(&screen, &wide);
	screen_wait(&screen, "query>");
	assert_row_begins(&screen, 2, 28, "|");
	drag(&screen, 28, 10, 34, 12);
	assert_row_begins(&screen, 2, 34, "|");
	drag(&screen, 34, 10, 119, 10);	/* further than there is room */
	screen_wait(&screen, "there is no room for that");
	assert_row_begins(&screen, 2, 34, "|");
	leave(&screen);
}

/* As for the first time: sizes are kept. */
static void open_wide(struct screen *screen)
{
	static const struct screen_setup wide = {.cols = 120, .rows = 40, .env = "MINQING_MOUSE=on"};
	screen_run("rm -rf '%s/.local'", screen_home);
	screen_open(screen, &wide);
	screen_wait(screen, "query>");
}

static void borders_of_the_card_and_the_chart_go_where_they_are_dragged(void **state)
{
	(void)state;
	struct screen screen;
	open_wide(&screen);
	assert_row_begins(&screen, 30, 28, "| chart: ");
	assert_row_begins(&screen, 35, 87, "|");
	drag(&screen, 87, 10, 79, 3);
	assert_row_begins(&screen, 35, 79, "|");
	drag(&screen, 40, 30, 40, 24);
	assert_row_begins(&screen, 24, 28, "| chart: ");
	assert_row_begins(&screen, 24, 79, "|");
	drag(&screen, 79, 10, 87, 10);
	drag(&screen, 40, 24, 40, 30);
	assert_row_begins(&screen, 30, 28, "| chart: ");
	leave(&screen);
}

/* The column a text begins in on a row; it must be there. */
static int column_of(const struct screen *screen, int row, const char *text)
{
	char *seen = row_text(screen, row);
	const char *at = strstr(seen, text);
	if (!at) {
		fail_msg("\"%s\" is not on row %d: \"%s\"", text, row, seen);
	}
	int column = (int)mq_width_text(seen, (size_t)(at - seen));
	free(seen);
	return column;
}

static void a_click_goes_to_a_condition_and_into_the_query(void **state)
{
	(void)state;
	struct screen screen;
	int x;
	int y;
	open_wide(&screen);
	screen_keys(&screen, "age>=60 sex:female ");
	screen_wait(&screen, "[2]sex is");
	click(&screen, 0, column_of(&screen, 1, "[2]"), 1);
	screen_wait(&screen, ">[2]sex is");
	assert_true(screen_has(&screen, "[conditions]"));
	click(&screen, 0, 1 + column_of(&screen, 1, "[1]"), 1);
	screen_wait(&screen, ">[1]age");
	click(&screen, 0, column_of(&screen, 0, "60"), 0);
	screen_wait(&screen, "[query]");
	screen_cursor(&screen, &x, &y);
	assert_int_equal(x, column_of(&screen, 0, "60"));
	screen_keys(&screen, "1");
	screen_wait(&screen, "query> age>=160 ");
	click(&screen, 0, 60, 0);
	screen_keys(&screen, "x");
	screen_wait(&screen, "sex:female x");
	leave(&screen);
}

static void a_click_on_a_head_chooses_the_column_and_another_sorts(void **state)
{
	(void)state;
	struct screen screen;
	open_with_mouse(&screen);
	int age = column_of(&screen, 2, "age");
	click(&screen, 0, age, 2);
	screen_wait(&screen, "> age");
	assert_true(screen_has(&screen, "[results]"));
	click(&screen, 0, age, 2);
	screen_wait(&screen, "in order of  age ^");
	leave(&screen);
}

static void a_click_on_a_bar_goes_to_its_value_and_another_narrows(void **state)
{
	(void)state;
	struct screen screen;
	open_wide(&screen);
	screen_wait(&screen, "chart: sex");
	int bar = column_of(&screen, 32, "female");
	click(&screen, 0, bar + 20, 32);
	screen_wait(&screen, "[facets]");
	screen_wait(&screen, "> female");
	click(&screen, 0, bar + 20, 32);
	screen_wait(&screen, "query> sex:female");
	leave(&screen);
}

static void a_click_on_a_hint_is_its_key(void **state)
{
	(void)state;
	struct screen screen;
	open_with_mouse(&screen);
	click(&screen, 0, column_of(&screen, 23, "F1"), 23);
	screen_wait(&screen, "[keys]");
	click(&screen, 0, column_of(&screen, 23, "back"), 23);
	screen_wait(&screen, "[query]");
	click(&screen, 0, column_of(&screen, 23, "leave"), 23);
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void clicks_anywhere_at_any_size_do_no_harm(void **state)
{
	(void)state;
	struct screen screen;
	uint64_t seed = 5;

	open_with_mouse(&screen);
	for (int i = 0; i < 300; i++) {
		char bytes[64];

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		snprintf(bytes, sizeof(bytes), ESC "[<%d;%d;%dM", (const int[]){0, 64, 65}[(seed >> 30) % 3],
			1 + (int)(seed >> 33) % 130, 1 + (int)(seed >> 41) % 50);
		screen_type(&screen, bytes);
		if (i % 30 == 0) {
			screen_resize(&screen, 1 + (int)(seed >> 33) % 130, 1 + (int)(seed >> 45) % 50);
		}
		if (i % 17 == 0) {
			screen_type(&screen, "?");
		}
		screen_read(&screen, 5);
	}
	leave(&screen);
}

/* Was the mouse turned off behind the last time it was turned on? */
static bool mouse_is_off(const struct screen *screen)
{
	size_t last = 0;

	for (size_t at = 0; at + 8 <= screen->log.len; at++) {
		if (memcmp(screen->log.data + at, ESC "[?1000h", 8) == 0) {
			last = at;
		}
	}
	return last > 0 && screen_wrote(screen, last, ESC "[?1000l") &&
		screen_wrote(screen, last, ESC "[?1006l");
}

static void it_is_turned_off_on_every_way_out(void **state)
{
	(void)state;
	static const int signals[] = {0, SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};

	for (size_t i = 0; i < MQ_LENGTH(signals); i++) {
		struct termios after;
		struct screen screen;

		open_with_mouse(&screen);
		assert_true(screen_wrote(&screen, 0, ESC "[?1000h" ESC "[?1006h"));
		if (signals[i]) {
			kill(screen.pid, signals[i]);
		} else {
			screen_type(&screen, ESC "[21~");
		}
		screen_status(&screen);
		assert_true(mouse_is_off(&screen));
		tcgetattr(screen.slave, &after);
		assert_int_equal(after.c_lflag, screen.before.c_lflag);
		screen_close(&screen);
	}
}

static void a_line_of_the_palette_is_selected_and_then_done(void **state)
{
	(void)state;
	struct screen screen;

	open_with_mouse(&screen);
	screen_keys(&screen, ESC "[19~@old");
	screen_wait(&screen, ">@old_alone");
	click(&screen, 0, 5, 3);
	screen_wait(&screen, ">@old_in_committee");
	click(&screen, 0, 5, 2);
	click(&screen, 0, 5, 2);
	screen_wait(&screen, "query> @old_alone ");
	screen_wait(&screen, "[results]");
	leave(&screen);
}

/* Its setting, what it is called with, and what is said while it runs: each goes before the one
 * before it. */
static void the_setting_holds_unless_it_is_said_otherwise(void **state)
{
	(void)state;
	const struct screen_setup usual = {0};
	const struct screen_setup without = {.env = "MINQING_MOUSE=off"};
	struct screen screen;

	screen_run("mkdir -p '%s/.config/minqing'; echo 'mouse: true' >'%s/.config/minqing/settings.yaml'",
		screen_home, screen_home);
	screen_open(&screen, &without);
	screen_wait(&screen, "query>");
	assert_false(screen_wrote(&screen, 0, ESC "[?1000h"));
	screen_close(&screen);
	screen_open(&screen, &usual);
	screen_wait(&screen, "query>");
	click(&screen, 0, 30, 5);
	assert_row_begins(&screen, 5, 22, "|>");
	screen_keys(&screen, ESC "[19~mouse\r");
	screen_wait(&screen, "to keep it, write \"mouse: false\"  in ~/.config/minqing/settings.yaml");
	assert_true(mouse_is_off(&screen));
	click(&screen, 0, 30, 7);
	assert_row_begins(&screen, 5, 22, "|>");
	screen_keys(&screen, ESC "[19~mouse maybe\r");
	screen_wait(&screen, "the mouse is on or off");
	screen_keys(&screen, ESC "[19~mouse on\r");
	click(&screen, 0, 30, 7);
	assert_row_begins(&screen, 7, 22, "|>");
	leave(&screen);
	screen_run("rm -r '%s/.config'", screen_home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_off_unless_asked_for),
		cmocka_unit_test(a_click_selects_and_a_second_opens),
		cmocka_unit_test(a_double_click_opens_one_thing),
		cmocka_unit_test(a_click_on_a_facet_goes_there_and_another_narrows),
		cmocka_unit_test(a_click_answers_no_question),
		cmocka_unit_test(the_wheel_scrolls_what_is_under_it),
		cmocka_unit_test(on_a_phone_cards_of_two_lines_are_clicked),
		cmocka_unit_test(a_border_goes_where_it_is_dragged),
		cmocka_unit_test(borders_of_the_card_and_the_chart_go_where_they_are_dragged),
		cmocka_unit_test(a_click_goes_to_a_condition_and_into_the_query),
		cmocka_unit_test(a_click_on_a_head_chooses_the_column_and_another_sorts),
		cmocka_unit_test(a_click_on_a_bar_goes_to_its_value_and_another_narrows),
		cmocka_unit_test(a_click_on_a_hint_is_its_key),
		cmocka_unit_test(clicks_anywhere_at_any_size_do_no_harm),
		cmocka_unit_test(it_is_turned_off_on_every_way_out),
		cmocka_unit_test(a_line_of_the_palette_is_selected_and_then_done),
		cmocka_unit_test(the_setting_holds_unless_it_is_said_otherwise),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
