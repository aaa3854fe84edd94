/* Boards, painted from rows that are made up. */
#include "unit.h"

#include "../../src/ui/view.h"

static struct mq_board_column columns[] = {
	{"what", "what", false, 0},
	{"count", "how many", true, 0},
	{"name", "whom", false, 0},
	{"about", "about", false, 1},
	{"next", "to be done", false, 2},
};

enum { N_COLUMNS = MQ_LENGTH(columns) };

static const char *cells[][N_COLUMNS] = {
	{"visits", "", "", "", ""},
	{"monthly contact missed", "80000", "", "", ""},
	{"满80岁(高龄)", "", "王桂英", "女  80  临汾路299弄", "上门核实照护需求"},
	{"one who is not to be looked up", "", "somebody", "elsewhere", ""},
};

static const char *queries[][N_COLUMNS] = {{NULL}, {NULL, "x"}, {NULL}, {NULL}};

static struct mq_board_row rows[] = {
	{.heading = true, .cells = cells[0], .queries = queries[0], .kind = MQ_NO_KIND, .id = MQ_NO_RECORD, .key = ""},
	{.urgent = true, .cells = cells[1], .queries = queries[1], .query = "x", .kind = MQ_NO_KIND, .id = MQ_NO_RECORD,
		.key = ""},
	{.cells = cells[2], .queries = queries[2], .kind = 0, .id = 7, .key = "P7"},
	{.cells = cells[3], .queries = queries[3], .kind = MQ_NO_KIND, .id = MQ_NO_RECORD, .key = ""},
};

static struct mq_board_pane make_pane(size_t selected)
{
	struct mq_board_pane pane = {
		.column = SIZE_MAX,
		.list = {.count = MQ_LENGTH(rows), .selected = selected, .height = MQ_LENGTH(rows)},
		.board = {.id = "day", .title = "my day", .columns = columns, .n_columns = N_COLUMNS,
			.rows = rows, .n_rows = MQ_LENGTH(rows)},
	};
	mq_board_measure(&pane);
	return pane;
}

/* As text; owned by the caller. */
static char *painted(const struct mq_board_pane *pane, int width, int height)
{
	struct mq_cells grid = {0};
	struct mq_buf out = {0};
	mq_cells_resize(&grid, width, height);
	mq_view_board(&grid, mq_cells_rect(&grid), pane, true);
	mq_cells_print(&grid, &out);
	mq_cells_release(&grid);
	return mq_buf_take(&out);
}

static void assert_painted(size_t selected, int width, const char *wanted)
{
	const struct mq_board_pane pane = make_pane(selected);
	char *seen = painted(&pane, width, 6);
	assert_string_equal(seen, wanted);
	free(seen);
}

static void rows_stand_below_their_labels_and_signs_before_them(void **state)
{
	(void)state;
	assert_painted(1, 110,
		" my day\n"
		"   what                            how many  whom      about                to be done\n"
		" visits\n"
		">! monthly contact missed            80 000\n"
		"   满80岁(高龄)                              王桂英    女  80  临汾路299弄  上门核实照护需求\n"
		"   one who is not to be looked up            somebody  elsewhere\n");
}

static void columns_go_out_whole_and_what_stays_is_cut_last(void **state)
{
	(void)state;
	assert_painted(2, 70,
		" my day\n"
		"   what                            how many  whom      about\n"
		" visits\n"
		" ! monthly contact missed            80 000\n"
		">  满80岁(高龄)                              王桂英    女  80  临汾路~\n"
		"   one who is not to be looked up            somebody  elsewhere\n");
	assert_painted(2, 40,
		" my day\n"
		"   what               how many  whom\n"
		" visits\n"
		" ! monthly contact ~    80 000\n"
		">  满80岁(高龄)                 王桂英\n"
		"   one who is not t~            somebody\n");
}

static void what_has_no_room_is_told_of_the_selected_row(void **state)
{
	const struct mq_board_pane pane = make_pane(2);
	struct mq_cells grid = {0};
	struct mq_buf out = {0};
	(void)state;
	mq_cells_resize(&grid, 60, 1);
	mq_view_board_told(&grid, mq_cells_rect(&grid), &pane, 40);
	mq_cells_print(&grid, &out);
	assert_string_equal(out.data, "女  80  临汾路299弄  上门核实照护需求\n");
	mq_buf_clear(&out);
	mq_view_board_told(&grid, mq_cells_rect(&grid), &pane, 110);
	mq_cells_print(&grid, &out);
	assert_string_equal(out.data, "\n");
	mq_buf_release(&out);
	mq_cells_release(&grid);
}

/* ---- properties ---- */

static int sum_of(const int *widths)
{
	int all = 1;
	for (size_t c = 0; c < N_COLUMNS; c++) {
		all += widths[c] > 0 ? 2 + widths[c] : 0;
	}
	return all;
}

static void random_likes(struct mq_board_pane *pane, uint64_t *seed)
{
	for (size_t c = 0; c < N_COLUMNS; c++) {
		size_t most = columns[c].goes > 0 ? 64 : 12;
		pane->likes[c] = unit_below(seed, 8) == 0 ? 0 : (int)unit_below(seed, most) + 1;
	}
}

static void columns_fit_and_go_out_in_their_order(void **state)
{
	struct mq_board_pane pane = make_pane(0);
	uint64_t seed = 11;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		int widths[MQ_BOARD_COLUMNS_MAX];
		int width = 48 + (int)unit_below(&seed, 160);
		random_likes(&pane, &seed);
		mq_board_plan(&pane, width, widths);
		assert_true(sum_of(widths) <= width);
		for (size_t c = 0; c < N_COLUMNS; c++) {
			bool out = widths[c] == 0 && pane.likes[c] > 0;
			assert_true(widths[c] <= pane.likes[c]);
			assert_false(out && columns[c].goes == 0);
			for (size_t other = 0; out && other < N_COLUMNS; other++) {
				assert_false(widths[other] > 0 && columns[other].goes > columns[c].goes);
			}
		}
		assert_true(sum_of(pane.likes) > width ||
			memcmp(widths, pane.likes, N_COLUMNS * sizeof(*widths)) == 0);
	}
}

static void nothing_is_painted_outside_at_any_size(void **state)
{
	const struct mq_board_pane pane = make_pane(1);
	(void)state;
	for (int width = 1; width <= 130; width++) {
		for (int height = 1; height <= 8; height++) {
			char *seen = painted(&pane, width, height);
			size_t lines = 0;
			for (char *line = seen, *end; *line && (end = strchr(line, '\n')); line = end + 1) {
				assert_true(mq_shown_width(line, (size_t)(end - line)) <= width);
				lines++;
			}
			assert_int_equal(lines, height);
			free(seen);
		}
	}
}

/* ---- finding ---- */

static void a_text_is_sought_in_rows_that_lead_somewhere(void **state)
{
	const struct mq_board_pane pane = make_pane(0);
	size_t at = 0;
	(void)state;
	assert_true(mq_board_seek(&pane.board, "MISSED", 1, &at));
	assert_int_equal(at, 1);
	assert_true(mq_board_seek(&pane.board, "桂英", 1, &at));
	assert_int_equal(at, 2);
	assert_true(mq_board_seek(&pane.board, "monthly", -1, &at));
	assert_int_equal(at, 1);
	assert_false(mq_board_seek(&pane.board, "visits", -1, &at));
	assert_false(mq_board_seek(&pane.board, "somebody", 1, &at));
	assert_int_equal(at, 1);
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		assert_int_equal(mq_board_selectable(&pane.board, i), i == 1 || i == 2);
	}
}

/* On as many lines as the longest of its rows needs; none of it is lost. */
static void what_has_no_room_is_told_whole_below(void **state)
{
	static const char *wide[N_COLUMNS] = {"a household", "", "somebody",
		"not reached this year +10, urgent need +30, way from another building, floors: 3 -8", ""};
	struct mq_board_pane pane = make_pane(2);
	struct mq_cells grid = {0};
	struct mq_buf out = {0};
	const char **cells_before = rows[2].cells;
	(void)state;
	rows[2].cells = wide;
	mq_board_measure(&pane);
	int lines = mq_board_told_lines(&pane, 40, 40);
	assert_int_equal(lines, 3);
	mq_cells_resize(&grid, 40, lines);
	mq_view_board_told(&grid, mq_cells_rect(&grid), &pane, 40);
	mq_cells_print(&grid, &out);
	assert_string_equal(out.data, "not reached this year +10, urgent need\n"
		"+30, way from another building, floors:\n3 -8\n");
	rows[2].cells = cells_before;
	mq_buf_release(&out);
	mq_cells_release(&grid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stand_below_their_labels_and_signs_before_them),
		cmocka_unit_test(columns_go_out_whole_and_what_stays_is_cut_last),
		cmocka_unit_test(what_has_no_room_is_told_of_the_selected_row),
		cmocka_unit_test(columns_fit_and_go_out_in_their_order),
		cmocka_unit_test(nothing_is_painted_outside_at_any_size),
		cmocka_unit_test(a_text_is_sought_in_rows_that_lead_somewhere),
		cmocka_unit_test(what_has_no_room_is_told_whole_below),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
