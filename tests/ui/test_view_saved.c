/* Saved lists, painted from rows that are made up. */
#include "unit.h"

#include "../../src/ui/view.h"

enum { LINES = 7 };	/* of the pane: three heads, four lists */

static struct mq_saved_row rows[] = {
	{.id = "独居高龄", .label = "独居高龄", .call = "@独居高龄", .is = "lives_alone age>=80",
		.where = MQ_SAVED_PERSONAL, .counted = true, .hits = 1234, .unknown = 12},
	{.id = "slip", .label = "slip", .call = "@slip", .where = MQ_SAVED_SHARED,
		.fault = "slip.yaml:1:1: no such key"},
	{.id = "old", .label = "old people", .call = "@old(n:80)", .is = "age>=$n",
		.where = MQ_SAVED_CONFIG},
	{.id = "of", .label = "of a street", .call = "@of(street:…)", .is = "street:$street",
		.where = MQ_SAVED_CONFIG, .wants = true},
};

static struct mq_condition conditions[] = {
	{.query = "age>=60"}, {.query = "-@old(70)"}, {.query = "@独居高龄"}, {.query = "@of_all"},
};
static const struct mq_conditions chosen = {.conditions = conditions, .n = 4};

static struct mq_saved_pane pane_at(size_t selected, size_t top)
{
	struct mq_saved_pane pane = {.rows = {.rows = rows, .n = MQ_LENGTH(rows)},
		.list = {.selected = selected, .top = top, .height = LINES, .count = LINES}};
	return pane;
}

static char *print(struct mq_cells *cells)
{
	struct mq_buf out = {0};
	mq_cells_print(cells, &out);
	mq_cells_release(cells);
	return mq_buf_take(&out);
}

static char *paint(int width, int height, const struct mq_saved_pane *pane)
{
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, width, height);
	mq_view_saved(&cells, mq_cells_rect(&cells), pane, &chosen, true);
	return print(&cells);
}

static void lists_stand_below_whose_they_are_with_mark_and_hits(void **state)
{
	(void)state;
	struct mq_saved_pane pane = pane_at(5, 0);
	char *text = paint(30, 8, &pane);
	assert_string_equal(text,
		" saved lists\n"
		" personal\n"
		" *独居高龄               1 234\n"
		" shared\n"
		"  slip                   fault\n"
		" configuration\n"
		">-old people (n:80)          .\n"
		"  of a street (street:…)\n");
	free(text);
}

static void the_title_says_whose_where_the_head_is_out_of_sight(void **state)
{
	(void)state;
	struct mq_saved_pane pane = pane_at(1, 1);
	char *text = paint(30, 2, &pane);
	assert_string_equal(text, " saved lists: personal\n>*独居高龄               1 234\n");
	free(text);
}

static void every_line_but_a_head_is_a_list(void **state)
{
	(void)state;
	struct mq_saved_pane pane = pane_at(0, 0);
	size_t n = 0;
	assert_int_equal(mq_saved_n_lines(&pane), LINES);
	for (size_t line = 0; line < LINES + 2; line++) {
		const struct mq_saved_row *row = mq_saved_line(&pane, line);
		if (row) {
			assert_ptr_equal(row, &rows[n]);
			assert_int_equal(mq_saved_line_of(&pane, n), line);
			n++;
		}
	}
	assert_int_equal(n, MQ_LENGTH(rows));
	pane.rows.n = 0;
	assert_int_equal(mq_saved_n_lines(&pane), 0);
	assert_null(mq_saved_line(&pane, 0));
}

/* Numbers are cut nowhere, and no line is longer than the pane. */
static void at_every_width_the_hits_are_whole(void **state)
{
	(void)state;
	for (int width = 9; width <= 80; width++) {
		struct mq_saved_pane pane = pane_at(1, 0);
		char *text = paint(width, 8, &pane);
		assert_non_null(strstr(text, "1 234\n"));
		for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
			assert_true(mq_shown_width(line, strlen(line)) <= width);
		}
		free(text);
	}
}

static char *told(size_t selected, int height)
{
	struct mq_saved_pane pane = pane_at(selected, 0);
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 60, height);
	mq_view_saved_told(&cells, mq_cells_rect(&cells), &pane);
	return print(&cells);
}

static void what_a_list_asks_or_what_is_amiss_is_told(void **state)
{
	(void)state;
	char *good = told(1, 2);
	char *bad = told(3, 1);
	assert_string_equal(good, "@独居高龄  12 unknown\nlives_alone age>=80\n");
	assert_non_null(strstr(bad, "slip.yaml:1:1: no such key"));
	free(good);
	free(bad);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_stand_below_whose_they_are_with_mark_and_hits),
		cmocka_unit_test(the_title_says_whose_where_the_head_is_out_of_sight),
		cmocka_unit_test(every_line_but_a_head_is_a_list),
		cmocka_unit_test(at_every_width_the_hits_are_whole),
		cmocka_unit_test(what_a_list_asks_or_what_is_amiss_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
