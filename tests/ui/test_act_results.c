/* The list through changes of every kind: who is selected stays so, marks come back. */
#include "unit.h"

#include <minqing/sheets.h>

#include "bare.h"

enum { CHANGES = 3000 };

static void open_screen(struct mq_app *app, struct office *office)
{
	bare_open(app, office, MQ_CONTEXT_RESULTS);
	mq_app_settle(app);
}

static void ask(struct mq_app *app, const char *text)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_set(&app->prompt, text, strlen(text));
	mq_app_asked_anew(app);
	mq_app_settle(app);
}

static bool is_listed(struct mq_app *app, mq_record_id id)
{
	struct mq_page page = mq_app_page(app);
	size_t rank;
	bool listed;
	assert_int_equal(mq_session_rank(app->session, &page, id, &rank, &listed, NULL), MQ_OK);
	return listed && rank < app->results.list.count;
}

/* The rows shown are the ones of the list, and the one selected is who it says. */
static void assert_sound(struct mq_app *app)
{
	const struct mq_results *results = &app->results;
	const struct mq_list *list = &results->list;
	size_t at = list->selected - results->offset;
	assert_int_equal(results->offset, list->top);
	assert_int_equal(list->count, mq_session_n_rows(app->session));
	if (list->count == 0) {
		assert_int_equal(results->id, MQ_NO_RECORD);
		return;
	}
	assert_in_range(list->selected, list->top, list->top + list->height - 1);
	assert_in_range(at, 0, results->rows.n_rows - 1);
	assert_true(results->offset + results->rows.n_rows <= list->count);
	assert_int_equal(results->rows.rows[at].id, results->id);
}

/* ---- changes ---- */

static void change_query(struct mq_app *app, uint64_t *seed)
{
	static const char *const texts[] = {"", "sex:female", "age>=60", "age>=60 sex:male",
		"sex:male or age<18", "wang", "age:30..39", "sort:age-", "sort:name age>=20",
		"age>=30 limit:40", "cols:name,age age>=10", "age<0", "age>=30 sort:sex,age- limit:25"};
	ask(app, texts[unit_below(seed, MQ_LENGTH(texts))]);
}

static void change_order(struct mq_app *app, uint64_t *seed)
{
	const struct mq_rows *rows = &app->results.rows;
	if (rows->n_columns > 0) {
		app->results.column = rows->columns[unit_below(seed, rows->n_columns)];
	}
	if (unit_below(seed, 3) == 0) {
		mq_act_sort_reverse(app);
	} else {
		mq_act_sort(app);
	}
}

static void change_size(struct mq_app *app, uint64_t *seed)
{
	app->results.list.height = 1 + unit_below(seed, 60);
	mq_list_settle(&app->results.list);
	app->stale |= MQ_STALE_ROWS;
}

static void change_columns(struct mq_app *app, uint64_t *seed)
{
	struct mq_columns *columns = mq_app_columns(app);
	const struct mq_kind *kind = &app->schema->kinds[app->shown];
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_columns_begin(columns, kind);
	if (columns->n > 1 && unit_below(seed, 2) == 0) {
		mq_columns_remove(columns, unit_below(seed, columns->n));
	} else {
		mq_columns_move(columns, unit_below(seed, columns->n), 1);
	}
	mq_app_columns_changed(app);
}

/* Somebody else renames a resident, so that others come before and after. */
static void change_register(struct mq_app *app, uint64_t *seed)
{
	static const char *const names[] = {"阿一", "王二", "左三"};
	char path[] = "/tmp/minqing-walk-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	struct mq_sheet_report report;
	const struct mq_sheet_in sheet = {.path = path, .rejects = "-"};
	assert_non_null(file);
	fprintf(file, "person_id,name\nP%08zu,%s\n", 1 + unit_below(seed, OFFICE_RESIDENTS),
		names[unit_below(seed, MQ_LENGTH(names))]);
	fclose(file);
	assert_int_equal(mq_session_import(app->session, &sheet, &report, NULL), MQ_OK);
	assert_int_equal(report.rows, 1);
	mq_sheet_report_release(&report);
	unlink(path);
	app->stale |= MQ_STALE_ANSWER;
}

static void change_marks(struct mq_app *app, uint64_t *seed)
{
	switch (unit_below(seed, 4)) {
	case 0:
		mq_act_mark_range(app);
		break;
	case 1:
		mq_act_mark_invert(app);
		break;
	case 2:
		mq_act_unmark_all(app);
		break;
	default:
		mq_act_mark(app);
	}
}

static void move(struct mq_app *app, uint64_t *seed)
{
	static void (*const moves[])(struct mq_app *app) = {mq_act_down, mq_act_page_down,
		mq_act_up, mq_act_screen_top, mq_act_screen_middle, mq_act_screen_bottom, mq_act_row_to_top,
		mq_act_row_to_middle, mq_act_half_page_down, mq_act_half_page_up, mq_act_bottom};
	moves[unit_below(seed, MQ_LENGTH(moves))](app);
	mq_app_settle(app);
}

/* Whom a step should bring back; NULL where there is none. */
static const struct mq_held_row *whom_it_selects(const struct mq_steps *steps)
{
	return steps->n > 0 ? &steps->list[steps->n - 1].held : NULL;
}

/* Who is to be selected then, where they are listed. */
static struct mq_held_row change(struct mq_app *app, uint64_t *seed, int step)
{
	struct mq_held_row held = app->results.held;
	const struct mq_held_row *other;
	switch (step % 200 == 0 ? 6 : unit_below(seed, 6)) {
	case 0:
		change_query(app, seed);
		break;
	case 1:
		change_order(app, seed);
		break;
	case 2:
		change_size(app, seed);
		break;
	case 3:
		change_columns(app, seed);
		break;
	case 4:
		other = whom_it_selects(&app->undo);
		held = other ? *other : held;
		mq_act_undo(app);
		break;
	case 5:
		other = whom_it_selects(&app->redo);
		held = other ? *other : held;
		mq_act_redo(app);
		break;
	default:
		change_register(app, seed);
	}
	return held;
}

static void who_is_selected_stays_so_through_every_change(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	uint64_t seed = 20260301;
	size_t n_held = 0;
	size_t n_lost = 0;
	open_screen(app, *state);
	for (int step = 1; step <= CHANGES; step++) {
		mq_app_settle(app);
		if (unit_below(&seed, 4) == 0) {
			move(app, &seed);
			assert_sound(app);
			assert_true(app->results.list.count == 0 ||
				app->results.held.id == app->results.id);
		}
		struct mq_held_row held = change(app, &seed, step);
		mq_app_settle(app);
		assert_sound(app);
		bool listed = held.gone_to && is_listed(app, held.id);
		assert_true(!listed || app->results.id == held.id);
		assert_true(listed || app->results.list.selected == 0);
		n_held += listed;
		n_lost += !listed;
	}
	assert_in_range(n_held, CHANGES / 4, CHANGES);
	assert_in_range(n_lost, CHANGES / 20, CHANGES);
	mq_app_release_panes(app);
	free(app);
}

static void columns_are_read_back_as_they_were_written(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	uint64_t seed = 9;
	open_screen(app, *state);
	struct mq_columns *columns = mq_app_columns(app);
	for (int step = 0; step < 300; step++) {
		change_columns(app, &seed);
		columns->widths[0] = (uint8_t)(MQ_COLUMN_MIN + unit_below(&seed, 40));
		struct mq_columns read = {0};
		struct mq_buf text = {0};
		struct mq_buf again = {0};
		mq_columns_print(columns, app->schema, &text);
		assert_true(mq_columns_read(&read, app->schema, app->shown, text.data));
		mq_columns_print(&read, app->schema, &again);
		assert_string_equal(again.data, text.data);
		mq_buf_adds(&text, " nosuchfield name=1 =4");
		assert_false(mq_columns_read(&read, app->schema, app->shown, text.data));
		mq_columns_release(&read);
		mq_buf_release(&text);
		mq_buf_release(&again);
	}
	mq_app_release_panes(app);
	free(app);
}

/* ---- marks ---- */

static struct mq_marks copy_of(const struct mq_marks *marks)
{
	struct mq_marks copy = {.ids = mq_alloc((marks->n + 1) * sizeof(*marks->ids)), .n = marks->n};
	for (size_t i = 0; i < marks->n; i++) {
		copy.ids[i] = marks->ids[i];
	}
	return copy;
}

static void assert_same_marks(struct mq_app *app, const struct mq_marks *before)
{
	const struct mq_marks *now = mq_app_marks(app);
	assert_int_equal(now->n, before->n);
	assert_int_equal(memcmp(now->ids, before->ids, now->n * sizeof(*now->ids)), 0);
}

static void marks_inverted_twice_or_undone_are_as_before(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	uint64_t seed = 7;
	open_screen(app, *state);
	for (int step = 0; step < 300; step++) {
		change_query(app, &seed);
		move(app, &seed);
		change_marks(app, &seed);
		mq_app_settle(app);
		struct mq_marks before = copy_of(mq_app_marks(app));
		mq_steps_clear(&app->undo);
		change_marks(app, &seed);
		if (app->undo.n > 0) {
			mq_act_undo(app);
			mq_app_settle(app);
			assert_same_marks(app, &before);
			mq_act_redo(app);
			mq_app_settle(app);
			mq_act_undo(app);
			mq_app_settle(app);
		}
		mq_marks_release(&before);
		before = copy_of(mq_app_marks(app));
		mq_act_mark_invert(app);
		mq_act_mark_invert(app);
		assert_same_marks(app, &before);
		mq_marks_release(&before);
	}
	mq_app_release_panes(app);
	free(app);
}

static void a_range_is_marked_whichever_end_comes_first(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	open_screen(app, *state);
	for (int way = 0; way < 2; way++) {
		mq_list_select(&app->results.list, way == 0 ? 5 : 12);
		mq_app_moved(app, 1);
		mq_app_settle(app);
		mq_act_mark_range(app);
		mq_list_select(&app->results.list, way == 0 ? 12 : 5);
		mq_app_moved(app, 1);
		mq_app_settle(app);
		mq_act_mark_range(app);
		assert_int_equal(mq_app_marks(app)->n, 8);
		for (size_t i = 0; i < 20; i++) {
			assert_int_equal(mq_marks_has(mq_app_marks(app), app->results.rows.rows[i].id),
				i >= 5 && i <= 12);
		}
		mq_act_unmark_all(app);
		assert_int_equal(mq_app_marks(app)->n, 0);
	}
	mq_app_release_panes(app);
	free(app);
}

/* ---- order, narrowing, finding ---- */

static mq_field_id field_of(struct mq_app *app, const char *name)
{
	return mq_schema_field_exact(app->schema, app->shown, name, strlen(name));
}

static void sort_by(struct mq_app *app, const char *name)
{
	app->results.column = field_of(app, name);
	mq_act_sort(app);
	mq_app_settle(app);
}

static void a_second_column_adds_a_key_and_a_third_time_ends_it(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	open_screen(app, *state);
	sort_by(app, "sex");
	sort_by(app, "age");
	sort_by(app, "age");
	assert_int_equal(app->results.n_order, 2);
	assert_int_equal(app->results.order[0].field, field_of(app, "sex"));
	assert_false(app->results.order[0].descending);
	assert_true(app->results.order[1].descending);
	sort_by(app, "age");
	assert_int_equal(app->results.n_order, 1);
	mq_act_undo(app);
	mq_app_settle(app);
	assert_int_equal(app->results.n_order, 2);
	mq_app_release_panes(app);
	free(app);
}

static void a_typed_order_goes_before_that_of_keys_when_it_changes(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	open_screen(app, *state);
	sort_by(app, "sex");
	ask(app, "sort:age-");
	assert_int_equal(app->results.n_order, 1);
	assert_int_equal(app->results.order[0].field, field_of(app, "age"));
	sort_by(app, "sex");
	assert_int_equal(app->results.n_order, 2);
	ask(app, "sort:age- sex:female");
	assert_int_equal(app->results.n_order, 2);
	mq_app_release_panes(app);
	free(app);
}

static void a_limit_of_the_query_is_obeyed(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	open_screen(app, *state);
	ask(app, "age>=20 limit:3");
	assert_int_equal(app->results.list.count, 3);
	assert_int_equal(app->results.rows.n_rows, 3);
	mq_act_mark_invert(app);
	assert_int_equal(mq_app_marks(app)->n, 3);
	mq_app_release_panes(app);
	free(app);
}

static const char *value_here(struct mq_app *app)
{
	const struct mq_results *results = &app->results;
	const struct mq_row *row = &results->rows.rows[results->list.selected - results->offset];
	return row->cells[mq_results_column(results)].data;
}

static void a_value_narrows_and_leaves_out_and_the_row_stays(void **state)
{
	static const char *const columns[] = {"sex", "age", "name", "committee"};
	struct mq_app *app = mq_alloc(sizeof(*app));
	uint64_t seed = 3;
	open_screen(app, *state);
	for (int step = 0; step < 100; step++) {
		ask(app, "");
		move(app, &seed);
		app->results.column = field_of(app, columns[unit_below(&seed, MQ_LENGTH(columns))]);
		mq_record_id id = app->results.id;
		uint64_t all = app->reply.hits + app->reply.unknown;
		mq_act_narrow_row(app);
		mq_app_settle(app);
		assert_false(app->wrong);
		assert_int_equal(app->results.id, id);
		uint64_t with = app->reply.hits;
		const char *value = value_here(app);
		for (size_t i = 0; value && i < app->results.rows.n_rows; i++) {
			assert_string_equal(
				app->results.rows.rows[i].cells[mq_results_column(&app->results)].data, value);
		}
		mq_act_undo(app);
		mq_app_settle(app);
		mq_act_exclude_row(app);
		mq_app_settle(app);
		assert_false(is_listed(app, id));
		assert_int_equal(with + app->reply.hits + app->reply.unknown, all);
	}
	mq_app_release_panes(app);
	free(app);
}

static void find_text(struct mq_app *app, const char *text)
{
	mq_buf_clear(&app->find.text);
	mq_buf_adds(&app->find.text, text);
}

static void finding_goes_round_the_rows_that_hold_the_text_and_asks_nothing(void **state)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	struct mq_rows rows;
	const struct mq_page all = {0};
	open_screen(app, *state);
	find_text(app, "1室");
	uint64_t question = app->reply.question;
	assert_int_equal(mq_session_page(app->session, &all, &rows, NULL), MQ_OK);
	size_t n_found = 0;
	for (size_t i = 1; i < rows.n_rows; i++) {
		bool holds = false;
		for (size_t c = 0; c < rows.n_columns; c++) {
			holds |= rows.rows[i].cells[c].data && strstr(rows.rows[i].cells[c].data, "1室");
		}
		if (holds) {
			mq_act_find_next(app);
			mq_app_settle(app);
			assert_int_equal(app->results.list.selected, i);
			n_found++;
		}
	}
	assert_true(n_found > 10);
	mq_act_find_next(app);
	assert_non_null(app->message.text);
	for (; n_found > 1; n_found--) {
		size_t before = app->results.list.selected;
		mq_act_find_previous(app);
		mq_app_settle(app);
		assert_true(app->results.list.selected < before);
	}
	assert_int_equal(app->reply.question, question);
	mq_rows_release(&rows);
	mq_app_release_panes(app);
	free(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_column_adds_a_key_and_a_third_time_ends_it),
		cmocka_unit_test(a_typed_order_goes_before_that_of_keys_when_it_changes),
		cmocka_unit_test(a_limit_of_the_query_is_obeyed),
		cmocka_unit_test(a_range_is_marked_whichever_end_comes_first),
		cmocka_unit_test(columns_are_read_back_as_they_were_written),
		cmocka_unit_test(marks_inverted_twice_or_undone_are_as_before),
		cmocka_unit_test(a_value_narrows_and_leaves_out_and_the_row_stays),
		cmocka_unit_test(finding_goes_round_the_rows_that_hold_the_text_and_asks_nothing),
		cmocka_unit_test(who_is_selected_stays_so_through_every_change),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
