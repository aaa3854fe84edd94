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
		cmocka_unit_test(clicks_anywhere_at_any_size_do_no_harm),
		cmocka_unit_test(it_is_turned_off_on_every_way_out),
		cmocka_unit_test(a_line_of_the_palette_is_selected_and_then_done),
		cmocka_unit_test(the_setting_holds_unless_it_is_said_otherwise),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
