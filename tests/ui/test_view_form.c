/* Forms, painted from rows that are made up. */
#include "unit.h"

#include "../../src/ui/view_form.h"

static const struct mq_form_use use = {.name = "visit", .done = "enter it"};

enum { MET, OUTCOME, NOTE, FACT, DONE, N_ROWS };

static struct mq_form_state form_make(void)
{
	static const char *const labels[] = {"王芳", "单雄信", "met", "reached by phone", "not home"};
	struct mq_form_state form = {.use = &use, .title = "王芳", .deciding = SIZE_MAX};
	mq_form_add(&form, MET, MQ_FORM_SEVERAL, "met", "met=");
	mq_form_add(&form, OUTCOME, MQ_FORM_PICK, "走访结果", "outcome=");
	mq_form_add(&form, NOTE, MQ_FORM_LINE, "visit notes", "note=");
	mq_form_add(&form, FACT, MQ_FORM_FIND, "+ fact changed", "")->otherwise = "which?";
	mq_form_add(&form, DONE, MQ_FORM_DONE, use.done, "");
	for (size_t i = MET; i <= FACT; i++) {
		struct mq_form_row *row = &form.rows[i];
		row->n_choices = i == NOTE ? 0 : i == MET ? 2 : 3;
		row->choices = mq_arena_alloc(&form.arena, 3 * sizeof(*row->choices));
		for (size_t c = 0; c < row->n_choices; c++) {
			const char *label = labels[c + (i == MET ? 0 : 2)];
			row->choices[c] = (struct mq_form_choice){.id = label, .label = label,
				.names = {.id = label}};
		}
	}
	form.rows[MET].choices[0].chosen = true;
	return form;
}

static char *paint(struct mq_form_state *form, int width, int height, int *x, int *y)
{
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	mq_cells_resize(&cells, width, height);
	mq_form_fit(form, mq_cells_rect(&cells));
	mq_view_form(&cells, mq_cells_rect(&cells), form, x, y);
	mq_cells_print(&cells, &out);
	mq_cells_release(&cells);
	return mq_buf_take(&out);
}

static void the_row_of_the_keys_shows_what_there_is_to_choose(void **state)
{
	(void)state;
	struct mq_form_state form = form_make();
	int x;
	int y;
	mq_form_select(&form, OUTCOME, 1);
	form.rows[OUTCOME].at = 2;
	char *text = paint(&form, 40, 8, &x, &y);
	assert_string_equal(text,
		" visit: 王芳\n"
		"  met             王芳\n"
		"> 走访结果\n"
		"    1 met  2 reached by phone\n"
		"    3 not home\n"
		"  visit notes\n"
		"  + fact changed  which?\n"
		"  [enter it]\n");
	assert_int_equal(x, 4);
	assert_int_equal(y, 4);
	free(text);
	mq_form_release(&form);
}

/* An input method writes where the cursor is. */
static void the_cursor_stands_behind_what_is_typed(void **state)
{
	(void)state;
	struct mq_form_state form = form_make();
	int x;
	int y;
	mq_form_select(&form, NOTE, 1);
	mq_form_type(&form, "漏水", strlen("漏水"));
	char *text = paint(&form, 40, 8, &x, &y);
	assert_int_equal(x, 18 + 4);
	assert_int_equal(y, 3);
	free(text);
	mq_form_release(&form);
}

static void a_fault_stands_below_its_row_and_what_was_found_too(void **state)
{
	(void)state;
	struct mq_form_state form = form_make();
	int x;
	int y;
	mq_form_set_fault(&form.rows[NOTE], "this is to be said", "a way out that is long");
	mq_form_select(&form, FACT, 1);
	mq_form_type(&form, "met", 3);
	char *text = paint(&form, 30, 12, &x, &y);
	assert_non_null(strstr(text, "  visit notes\n  ! this is to be said; a way\n    out that is long\n"
		"> + fact chang~  met\n  > met\n"));
	free(text);
	mq_form_release(&form);
}

static size_t lines_too_wide(char *text, int width)
{
	size_t n = 0;
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		n += mq_shown_width(line, strlen(line)) > width;
	}
	return n;
}

static void at_every_size_the_row_of_the_keys_is_in_sight(void **state)
{
	(void)state;
	struct mq_form_state form = form_make();
	mq_form_set_fault(&form.rows[MET], "no such member", "take another");
	for (int width = 20; width <= 100; width += 7) {
		for (int height = 3; height <= 14; height++) {
			for (size_t row = 0; row < N_ROWS; row++) {
				int x = -1;
				int y = -1;
				mq_form_select(&form, row, 1);
				char *text = paint(&form, width, height, &x, &y);
				assert_non_null(strstr(text, row == DONE ? "> [enter" : "\n> "));
				assert_in_range(x, 0, width);
				assert_in_range(y, 1, height - 1);
				assert_int_equal(lines_too_wide(text, width), 0);
				free(text);
			}
		}
	}
	mq_form_release(&form);
}

/* What is clicked on is what stands there. */
static void a_place_tells_its_row_and_its_choice(void **state)
{
	(void)state;
	const struct mq_rect rect = {0, 0, 40, 8};
	struct mq_form_state form = form_make();
	size_t row;
	size_t choice;
	int x;
	int y;
	mq_form_select(&form, OUTCOME, 1);
	free(paint(&form, rect.width, rect.height, &x, &y));
	assert_true(mq_view_form_at(&form, rect, 6, 4, &row, &choice));
	assert_int_equal(row, OUTCOME);
	assert_int_equal(choice, 2);
	assert_true(mq_view_form_at(&form, rect, 30, 1, &row, &choice));
	assert_int_equal(row, MET);
	assert_true(choice == SIZE_MAX);
	assert_false(mq_view_form_at(&form, rect, 0, 0, &row, &choice));
	mq_form_release(&form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_row_of_the_keys_shows_what_there_is_to_choose),
		cmocka_unit_test(the_cursor_stands_behind_what_is_typed),
		cmocka_unit_test(a_fault_stands_below_its_row_and_what_was_found_too),
		cmocka_unit_test(at_every_size_the_row_of_the_keys_is_in_sight),
		cmocka_unit_test(a_place_tells_its_row_and_its_choice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
