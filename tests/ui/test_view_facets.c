/* Facet lines and charts, painted from counts that are made up. */
#include "unit.h"

#include "../../src/ui/view.h"

static struct mq_facet_value sexes[] = {
	{.label = "male", .value = "1", .count = 1234, .counted = true},
	{.label = "female", .value = "2", .count = 80, .counted = true, .chosen = true},
	{.label = "not known", .value = "?", .count = 0, .counted = true},
};
static struct mq_facet_value tags[] = {
	{.label = "lives alone", .value = "lives_alone", .count = 9, .counted = true},
};
static struct mq_facet facets[] = {
	{.label = "sex", .values = sexes, .n_values = 3},
	{.field = 1, .label = "family", .values = tags, .n_values = 1},
};

/* The facets in a pane of this many lines, all of them counted. */
static struct mq_facet_pane pane_with(struct mq_facet *list, size_t n, size_t selected, size_t top,
	size_t height)
{
	struct mq_facet_pane pane = {.list = {.height = height}};
	const struct mq_facets all = {.facets = list, .n_facets = n, .n_counted = n};
	mq_facet_pane_learn(&pane, 0, &all);
	pane.shown = all;
	pane.list.selected = selected;
	pane.list.top = top;
	mq_facet_pane_hold(&pane);
	mq_facet_pane_arrange(&pane);
	return pane;
}

static struct mq_facet_pane pane_of(size_t selected, size_t top, size_t height)
{
	return pane_with(facets, 2, selected, top, height);
}

static char *print(struct mq_cells *cells)
{
	struct mq_buf out = {0};
	mq_cells_print(cells, &out);
	mq_cells_release(cells);
	return mq_buf_take(&out);
}

/* The pane as text, owned by the caller; the pane is released. */
static char *painted(struct mq_facet_pane *pane, int cols, int rows, bool focused)
{
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, cols, rows);
	mq_view_facets(&cells, mq_cells_rect(&cells), pane, focused);
	mq_facet_pane_release(pane);
	return print(&cells);
}

static void values_tell_selected_chosen_and_count(void **state)
{
	(void)state;
	struct mq_facet_pane pane = pane_of(2, 0, 7);
	char *text = painted(&pane, 16, 7, true);
	assert_string_equal(text,
		" facets\n"
		" sex\n"
		"  male     1 234\n"
		">*female      80\n"
		"  not known    0\n"
		" family\n"
		"  lives alone  9\n");
	free(text);
}

static void a_count_that_is_not_known_yet_is_a_dot(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	struct mq_facet_value values[] = {
		{.label = "male", .value = "1", .count = 12, .counted = true},
		{.label = "female", .value = "2"},
	};
	struct mq_facet facet = {.label = "sex", .values = values, .n_values = 2};
	struct mq_facet_pane pane = pane_with(&facet, 1, 1, 0, 3);
	mq_cells_resize(&cells, 16, 4);
	mq_view_facets(&cells, mq_cells_rect(&cells), &pane, false);
	assert_int_equal(mq_cells_at(&cells, 2, 3)->role, MQ_ROLE_NORMAL);
	char *text = print(&cells);
	assert_string_equal(text,
		" facets\n"
		" sex\n"
		"  male        12\n"
		"  female       .\n");
	mq_facet_pane_release(&pane);
	free(text);
}

static void where_there_is_width_a_bar_stands_before_its_number(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	struct mq_facet_pane pane = pane_of(2, 0, 7);
	mq_cells_resize(&cells, 28, 7);
	mq_view_facets(&cells, mq_cells_rect(&cells), &pane, true);
	assert_int_equal(mq_cells_at(&cells, 2, 4)->role, MQ_ROLE_DIM);
	char *text = print(&cells);
	assert_string_equal(text,
		" facets\n"
		" sex\n"
		"  male      ########## 1 234\n"
		">*female    #             80\n"
		"  not known                0\n"
		" family\n"
		"  lives alone ############ 9\n");
	free(text);
	mq_facet_pane_release(&pane);
}

/* However wide the pane, every number is there, and no bar runs into it. */
static void every_width_has_every_number(void **state)
{
	(void)state;
	for (int width = 14; width < 80; width++) {
		struct mq_facet_pane pane = pane_of(2, 0, 7);
		char *text = painted(&pane, width, 7, false);
		assert_non_null(strstr(text, " 1 234\n"));
		assert_non_null(strstr(text, " 80\n"));
		assert_int_equal(strchr(text, '#') != NULL, width >= 26);
		free(text);
	}
}

static void what_is_folded_away_is_told(void **state)
{
	(void)state;
	struct mq_facet_value values[6];
	for (size_t i = 0; i < MQ_LENGTH(values); i++) {
		values[i] = (struct mq_facet_value){.label = "lane", .value = "l", .count = i,
			.counted = true, .chosen = i == 4, .excluded = i == 1};
	}
	struct mq_facet facet = {.label = "committee", .values = values, .n_values = 6};
	struct mq_facet_pane pane = pane_with(&facet, 1, 1, 0, 7);
	mq_facet_pane_fold(&pane, 0, true);
	mq_facet_pane_order(&pane, 0, MQ_FACET_ORDER_NAME);
	mq_facet_pane_arrange(&pane);
	char *text = painted(&pane, 22, 7, false);
	assert_string_equal(text,
		" facets\n"
		" committee  by name\n"
		"  lane               0\n"
		" -lane               1\n"
		"  lane               2\n"
		" *lane               4\n"
		"  ... 2 more\n");
	free(text);
}

/* A group of one tag needs no head: its line stands where heads do. */
static void one_tag_is_one_line(void **state)
{
	(void)state;
	struct mq_facet_value alone[] = {
		{.label = "lives apart", .value = "apart", .count = 37, .counted = true, .chosen = true},
	};
	struct mq_facet both[] = {
		facets[0],
		{.field = MQ_NO_FIELD, .label = "residence", .values = alone, .n_values = 1},
	};
	struct mq_facet_pane pane = pane_with(both, 2, 4, 0, 7);
	char *text = painted(&pane, 18, 6, true);
	assert_string_equal(text,
		" facets\n"
		" sex\n"
		"  male       1 234\n"
		" *female        80\n"
		"  not known      0\n"
		">*lives apart   37\n");
	free(text);
}

static void a_head_that_scrolled_out_names_the_pane(void **state)
{
	(void)state;
	struct mq_facet_pane pane = pane_of(2, 2, 2);
	char *text = painted(&pane, 16, 3, false);
	assert_string_equal(text,
		" sex\n"
		" *female      80\n"
		"  not known    0\n");
	free(text);
}

static void every_line_is_its_facets(void **state)
{
	(void)state;
	struct mq_facet_pane pane = pane_of(0, 0, 6);
	static const struct {
		size_t facet;
		long value;
	} lines[] = {{0, -1}, {0, 0}, {0, 1}, {0, 2}, {1, -1}, {1, 0}};
	for (size_t i = 0; i < MQ_LENGTH(lines); i++) {
		size_t facet;
		long value;
		assert_true(mq_facet_line(&pane, i, &facet, &value));
		assert_int_equal(facet, lines[i].facet);
		assert_int_equal(value, lines[i].value);
	}
	size_t facet;
	long value;
	assert_false(mq_facet_line(&pane, 6, &facet, &value));
	mq_facet_pane_release(&pane);
}

/* All numbers on the screen below the title. */
static uint64_t sum_of_numbers(const char *text)
{
	uint64_t sum = 0;
	for (const char *at = strchr(text, '\n'); *at;) {
		uint64_t number = 0;
		bool any = false;
		/* digits, grouped by single spaces before three more */
		while ((*at >= '0' && *at <= '9') || (any && *at == ' ' && at[1] >= '0' && at[1] <= '9')) {
			number = *at == ' ' ? number : number * 10 + (uint64_t)(*at - '0');
			any = true;
			at++;
		}
		sum += number;
		at += !any;
	}
	return sum;
}

static void the_bars_of_a_chart_sum_to_all(void **state)
{
	(void)state;
	uint64_t seed = 17;
	for (int i = 0; i < 400; i++) {
		struct mq_facet_value values[40];
		struct mq_facet facet = {.label = "lane", .values = values};
		uint64_t all = 0;
		facet.n_values = 1 + unit_below(&seed, MQ_LENGTH(values));
		for (size_t v = 0; v < facet.n_values; v++) {
			values[v] = (struct mq_facet_value){.label = "v", .value = "v",
				.count = unit_below(&seed, 3) ? unit_below(&seed, 90000) : 0};
			all += values[v].count;
		}
		struct mq_cells cells = {0};
		mq_cells_resize(&cells, 40 + (int)unit_below(&seed, 80), 3 + (int)unit_below(&seed, 8));
		mq_view_chart(&cells, mq_cells_rect(&cells), &facet);
		char *text = print(&cells);
		assert_int_equal(sum_of_numbers(text), all);
		free(text);
	}
}

static void a_chart_line_sums_what_finds_no_room(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 34, 1);
	mq_view_chart_line(&cells, mq_cells_rect(&cells), &facets[0]);
	char *text = print(&cells);
	assert_string_equal(text, "chart sex  male 1 234  + 80\n");
	free(text);
}

static void values_that_begin_alike_are_told_by_their_ends(void **state)
{
	(void)state;
	static struct mq_facet_value lanes[] = {
		{.label = "Lingnan Rd Lane 130", .value = "1", .count = 12, .counted = true},
		{.label = "Lingnan Rd Lane 270", .value = "2", .count = 3, .counted = true},
		{.label = "Changzhong Rd Lane 1011", .value = "3", .count = 4, .counted = true},
	};
	static struct mq_facet lane = {.label = "lane", .values = lanes, .n_values = 3};
	struct mq_facet_pane pane = pane_with(&lane, 1, 1, 0, 4);
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 22, 5);
	mq_view_facets(&cells, mq_cells_rect(&cells), &pane, false);
	char *text = print(&cells);
	assert_non_null(strstr(text, "  Lingnan ~Lane 130 12\n  Lingnan R~Lane 270 3\n"
		"  Changzhong Rd Lan~ 4\n"));
	free(text);
	mq_facet_pane_release(&pane);
}

static void a_chart_of_nothing_is_empty(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 30, 3);
	mq_view_chart(&cells, mq_cells_rect(&cells), NULL);
	char *text = print(&cells);
	assert_string_equal(text, " chart:\n\n\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_tell_selected_chosen_and_count),
		cmocka_unit_test(a_count_that_is_not_known_yet_is_a_dot),
		cmocka_unit_test(where_there_is_width_a_bar_stands_before_its_number),
		cmocka_unit_test(every_width_has_every_number),
		cmocka_unit_test(what_is_folded_away_is_told),
		cmocka_unit_test(one_tag_is_one_line),
		cmocka_unit_test(a_head_that_scrolled_out_names_the_pane),
		cmocka_unit_test(every_line_is_its_facets),
		cmocka_unit_test(the_bars_of_a_chart_sum_to_all),
		cmocka_unit_test(a_chart_line_sums_what_finds_no_room),
		cmocka_unit_test(values_that_begin_alike_are_told_by_their_ends),
		cmocka_unit_test(a_chart_of_nothing_is_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
