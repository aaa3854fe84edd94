/* Panes: as wide as they were made, one alone, and back. */
#include "screen.h"

#define ESC "\033"
#define F10 "\033[21~"
#define CTRL_W "\027"

static const struct screen_setup wide = {.cols = 120, .rows = 40};

static void open_list(struct screen *screen, const struct screen_setup *setup)
{
	screen_open(screen, setup);
	screen_keys(screen, "age>=80");
	screen_keys(screen, ESC);
}

/* The columns in which borders stand in the row of titles. */
static size_t borders(const struct screen *screen, int *columns, size_t max)
{
	size_t n = 0;
	for (VTermPos at = {2, 0}; at.col < screen->cols; at.col++) {
		VTermScreenCell cell;
		vterm_screen_get_cell(screen->cells, at, &cell);
		if (n < max && (cell.chars[0] == '|' || cell.chars[0] == SCREEN_LINE)) {
			columns[n++] = at.col;
		}
	}
	return n;
}

static void a_pane_made_wider_stays_so_for_the_next_time(void **state)
{
	(void)state;
	struct screen screen;
	int columns[4];
	open_list(&screen, &wide);
	screen_keys(&screen, CTRL_W "<" CTRL_W "<");	/* the list gives room to the card */
	assert_int_equal(borders(&screen, columns, 4), 2);
	assert_int_equal(columns[0], 28);
	assert_int_equal(columns[1], 120 - 32 - 1 - 4);
	screen_type(&screen, F10);
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
	open_list(&screen, &wide);
	assert_int_equal(borders(&screen, columns, 4), 2);
	assert_int_equal(columns[1], 120 - 32 - 1 - 4);
	screen_resize(&screen, 80, 24);	/* another class of size has its own */
	screen_rest(&screen);
	assert_int_equal(borders(&screen, columns, 4), 1);
	assert_int_equal(columns[0], 22);
	screen_resize(&screen, 120, 40);
	screen_rest(&screen);
	screen_keys(&screen, CTRL_W "=");
	assert_int_equal(borders(&screen, columns, 4), 2);
	assert_int_equal(columns[1], 120 - 32 - 1);
	screen_close(&screen);
}

static void a_zoomed_pane_follows_the_keys_and_esc_shares_the_room_again(void **state)
{
	(void)state;
	struct screen screen;
	int columns[4];
	open_list(&screen, &wide);
	screen_keys(&screen, CTRL_W "z");
	assert_int_equal(borders(&screen, columns, 4), 0);
	screen_wait(&screen, "the same key, or Esc in the list");
	screen_keys(&screen, CTRL_W "h");
	assert_true(screen_has(&screen, "[facets]"));
	assert_false(screen_has(&screen, "standard address"));
	screen_keys(&screen, CTRL_W "l" CTRL_W "l");
	assert_true(screen_has(&screen, "[card]"));
	screen_keys(&screen, CTRL_W "h");
	screen_keys(&screen, ESC);
	assert_int_equal(borders(&screen, columns, 4), 2);
	screen_close(&screen);
}

static void a_phone_says_that_its_pane_is_alone(void **state)
{
	(void)state;
	static const struct screen_setup phone = {.cols = 40, .rows = 20};
	struct screen screen;
	open_list(&screen, &phone);
	screen_keys(&screen, CTRL_W "z");
	screen_wait(&screen, "there is one pane alone");
	screen_keys(&screen, CTRL_W ">");
	screen_wait(&screen, "there is one pane alone");
	screen_close(&screen);
}

/* The row that keys work on is in sight, and the cursor is on it. */
static void a_row_is_seen_at_every_size(void **state)
{
	(void)state;
	static const int widths[] = {20, 30, 40, 48, 80};
	static const int heights[] = {6, 7, 8, 14};
	static const struct screen_setup least = {.cols = 20, .rows = 6};
	struct screen screen;
	open_list(&screen, &least);
	screen_keys(&screen, "j");
	for (size_t i = 0; i < MQ_LENGTH(widths); i++) {
		for (size_t k = 0; k < MQ_LENGTH(heights); k++) {
			int height = heights[k];
			int col;
			int row;
			screen_resize(&screen, widths[i], height);
			screen_rest(&screen);
			screen_cursor(&screen, &col, &row);
			struct mq_buf text = {0};
			screen_row(&screen, row, &text);
			mq_buf_addc(&text, '\0');
			if (!strchr(text.data, '>') || row < 1 || row > height - 3) {
				char *seen = screen_text(&screen);
				fail_msg("%dx%d: no row is selected:\n%s", widths[i], height, seen);
			}
			mq_buf_release(&text);
		}
	}
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pane_made_wider_stays_so_for_the_next_time),
		cmocka_unit_test(a_zoomed_pane_follows_the_keys_and_esc_shares_the_room_again),
		cmocka_unit_test(a_phone_says_that_its_pane_is_alone),
		cmocka_unit_test(a_row_is_seen_at_every_size),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
