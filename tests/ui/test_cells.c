/* The grid: no border ever moves, no glyph is ever halved. */
#include "hostile.h"

#include "../../src/ui/cells.h"

/* Every wide cell has its half, every half its cell, and all text is one of each. */
static void assert_whole(const struct mq_cells *cells)
{
	for (int y = 0; y < cells->height; y++) {
		for (int x = 0; x < cells->width; x++) {
			const struct mq_cell *cell = mq_cells_at(cells, x, y);
			size_t len = strlen(cell->text);
			if (cell->width == 2) {
				assert_true(x + 1 < cells->width);
				assert_int_equal(mq_cells_at(cells, x + 1, y)->width, 0);
			} else if (cell->width == 0) {
				assert_true(x > 0);
				assert_int_equal(mq_cells_at(cells, x - 1, y)->width, 2);
				assert_int_equal(len, 0);
				continue;
			}
			assert_true(len > 0);
			assert_int_equal(mq_utf8_check(cell->text, len), len);
			assert_int_equal(mq_width_text(cell->text, len), cell->width);
		}
	}
}

static const char *cell_text(const struct mq_cells *cells, int x, int y)
{
	return mq_cells_at(cells, x, y)->text;
}

static void hold_borders(void)
{
	struct mq_cells cells = {0};
	char text[HOSTILE_MAX];
	for (size_t i = 0; i < N_HOSTILE; i++) {
		size_t len = hostile(i, text);
		for (int width = 1; width <= 40; width++) {
			mq_cells_resize(&cells, width + 2, 1);
			mq_cells_str(&cells, 0, 0, 1, MQ_ROLE_DIM, "|");
			mq_cells_str(&cells, width + 1, 0, 1, MQ_ROLE_DIM, "|");
			int used = mq_cells_cut(&cells, 1, 0, width, MQ_ROLE_NORMAL, text, len);
			assert_in_range(used, 0, width);
			assert_string_equal(cell_text(&cells, 0, 0), "|");
			assert_string_equal(cell_text(&cells, width + 1, 0), "|");
			assert_whole(&cells);
		}
	}
	mq_cells_release(&cells);
}

/* Whatever the terminal was measured to be, or not measured at all. */
static void no_hostile_text_moves_a_border(void **state)
{
	(void)state;
	for (int cols = 2; cols >= MQ_COLS_UNKNOWN; cols--) {
		for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
			mq_width_measured((enum mq_glyph)glyph, cols);
		}
		hold_borders();
	}
}

static void random_writes_never_leave_half_a_glyph(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	uint64_t seed = 42;
	char text[HOSTILE_MAX];
	mq_cells_resize(&cells, 30, 4);
	for (int i = 0; i < 5000; i++) {
		size_t len = hostile(unit_below(&seed, N_HOSTILE), text);
		int x = (int)unit_below(&seed, 34) - 2;
		int y = (int)unit_below(&seed, 6) - 1;
		mq_cells_text(&cells, x, y, (int)unit_below(&seed, 32), MQ_ROLE_NORMAL, text, len);
		if (i % 3 == 0) {
			mq_cells_fill(&cells, (struct mq_rect){x, y, 3, 2}, MQ_ROLE_SELECTED);
		}
		assert_whole(&cells);
	}
	mq_cells_release(&cells);
}

static void a_wide_character_is_not_put_into_the_last_column(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 3, 1);
	assert_int_equal(mq_cells_str(&cells, 0, 0, 3, MQ_ROLE_NORMAL, "王明"), 2);
	assert_string_equal(cell_text(&cells, 0, 0), "王");
	assert_string_equal(cell_text(&cells, 2, 0), " ");
	mq_cells_release(&cells);
}

static void writing_over_half_a_character_takes_its_other_half(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 4, 1);
	mq_cells_str(&cells, 0, 0, 4, MQ_ROLE_NORMAL, "王明");
	mq_cells_str(&cells, 1, 0, 1, MQ_ROLE_NORMAL, "x");
	struct mq_buf out = {0};
	mq_cells_print(&cells, &out);
	assert_string_equal(out.data, " x明\n");
	mq_buf_release(&out);
	mq_cells_release(&cells);
}

static void a_name_that_finds_no_room_for_a_number_has_a_geta(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	mq_cells_resize(&cells, 16, 4);
	mq_cells_cut(&cells, 0, 0, 16, MQ_ROLE_NORMAL, "\ue000安", strlen("\ue000安"));
	mq_cells_cut(&cells, 0, 1, 10, MQ_ROLE_NORMAL, "\ue000安", strlen("\ue000安"));
	mq_cells_cut(&cells, 0, 2, 4, MQ_ROLE_NORMAL, "\ue000安\xe7", strlen("\ue000安\xe7"));
	mq_cells_cut(&cells, 0, 3, 4, MQ_ROLE_NORMAL, "〔U+〕〔X", strlen("〔U+〕〔X"));
	mq_cells_print(&cells, &out);
	assert_string_equal(out.data, "〔U+E000〕安\n〓安\n〓~\n〔U~\n");
	mq_buf_release(&out);
	mq_cells_release(&cells);
}

static void a_text_that_was_cut_says_so(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 12, 2);
	mq_cells_cut(&cells, 0, 0, 6, MQ_ROLE_NORMAL, "standard", 8);
	mq_cells_cut(&cells, 0, 1, 6, MQ_ROLE_NORMAL, "exact6", 6);
	struct mq_buf out = {0};
	mq_cells_print(&cells, &out);
	assert_string_equal(out.data, "stand~\nexact6\n");
	mq_buf_release(&out);
	mq_cells_release(&cells);
}

static void controls_are_written_out(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 30, 1);
	mq_cells_str(&cells, 0, 0, 30, MQ_ROLE_NORMAL, "a\033[31mb");
	struct mq_buf out = {0};
	mq_cells_print(&cells, &out);
	assert_string_equal(out.data, "a〔U+001B〕[31mb\n");
	mq_buf_release(&out);
	mq_cells_release(&cells);
}

static void marks_stay_on_their_base(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 4, 1);
	mq_cells_str(&cells, 0, 0, 4, MQ_ROLE_NORMAL, "e\xcc\x81x");
	assert_string_equal(cell_text(&cells, 0, 0), "e\xcc\x81");
	assert_string_equal(cell_text(&cells, 1, 0), "x");
	mq_cells_release(&cells);
}

static void a_grid_of_nothing_is_one_cell(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 0, -3);
	assert_int_equal(cells.width, 1);
	assert_int_equal(cells.height, 1);
	mq_cells_title(&cells, mq_cells_rect(&cells), "title");
	mq_cells_release(&cells);
	mq_cells_release(&cells);
}

static void wrapped_parts_hold_the_whole_text(void **state)
{
	(void)state;
	char text[HOSTILE_MAX];
	for (size_t i = 0; i < N_HOSTILE; i++) {
		struct mq_buf safe = {0};
		mq_safe_text(&safe, text, hostile(i, text));
		for (int width = 1; width <= 40; width += 3) {
			size_t at = 0;
			while (at < safe.len) {
				size_t n = mq_shown_break(safe.data + at, safe.len - at, width);
				assert_true(n > 0 && n <= safe.len - at);
				assert_int_equal(mq_utf8_check(safe.data + at, n), n);
				at += n;
			}
		}
		mq_buf_release(&safe);
	}
}

static void a_spot_is_there_until_it_is_filled_over(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 20, 4);
	mq_cells_spot(&cells, (struct mq_rect){0, 1, 20, 1}, MQ_SPOT_TEXT, 7);
	mq_cells_spot(&cells, (struct mq_rect){3, 1, 2, 1}, MQ_SPOT_BAR, 8);
	assert_int_equal(mq_cells_spot_at(&cells, 2, 1).at, 7);
	assert_int_equal(mq_cells_spot_at(&cells, 4, 1).at, 8);
	assert_int_equal(mq_cells_spot_at(&cells, 4, 1).kind, MQ_SPOT_BAR);
	assert_int_equal(mq_cells_spot_at(&cells, 5, 1).at, 7);
	assert_int_equal(mq_cells_spot_at(&cells, 4, 2).kind, MQ_SPOT_NONE);
	mq_cells_fill(&cells, (struct mq_rect){4, 0, 1, 4}, MQ_ROLE_NORMAL);
	assert_int_equal(mq_cells_spot_at(&cells, 3, 1).kind, MQ_SPOT_NONE);
	mq_cells_release(&cells);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_hostile_text_moves_a_border),
		cmocka_unit_test(random_writes_never_leave_half_a_glyph),
		cmocka_unit_test(a_wide_character_is_not_put_into_the_last_column),
		cmocka_unit_test(writing_over_half_a_character_takes_its_other_half),
		cmocka_unit_test(a_name_that_finds_no_room_for_a_number_has_a_geta),
		cmocka_unit_test(a_text_that_was_cut_says_so),
		cmocka_unit_test(controls_are_written_out),
		cmocka_unit_test(marks_stay_on_their_base),
		cmocka_unit_test(a_grid_of_nothing_is_one_cell),
		cmocka_unit_test(wrapped_parts_hold_the_whole_text),
		cmocka_unit_test(a_spot_is_there_until_it_is_filled_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
