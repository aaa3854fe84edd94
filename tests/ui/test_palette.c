/* The palette: found by any of its names, the best first; what it says comes true. */
#include "bare.h"

#include "../../src/ui/builtin.h"

/* ---- a screen without a terminal ---- */

static void open_screen(struct mq_app *app, struct office *office, enum mq_context context)
{
	bare_open(app, office, context);
	mq_keymap_read(&app->keymap, "keys.yaml", mq_builtin_keys, strlen(mq_builtin_keys), NULL);
	mq_app_settle(app);
}

static void close_screen(struct mq_app *app)
{
	mq_keymap_release(&app->keymap);
	mq_app_release_panes(app);
}

/* There is no terminal whose size could be asked for. */
static void settle(struct mq_app *app)
{
	app->stale &= ~(unsigned)MQ_STALE_LAYOUT;
	app->palette.list.height = 20;
	mq_app_settle(app);
	while (app->stale & MQ_STALE_PALETTE_COUNTS) {
		mq_app_count_palette(app);
	}
}

/* Open the palette, from where it is not open yet, and type. */
static void type(struct mq_app *app, const char *text)
{
	if (app->context != MQ_CONTEXT_PALETTE) {
		mq_act_palette(app);
	}
	mq_prompt_set(&app->palette.typed, text, strlen(text));
	mq_app_line_edited(app);
	settle(app);
}

static const struct mq_entry *first(const struct mq_app *app)
{
	assert_true(app->palette.n > 0);
	return &app->palette.entries[0];
}

/* ---- finding ---- */

static void a_command_is_found_by_name_letters_text_and_what_others_call_it(void **state)
{
	static const struct {
		const char *typed;
		const char *command;
	} cases[] = {
		{"mark-range", "mark-range"}, {"mark", "mark"}, {"unmark", "unmark-all"},
		{"q", "leave"}, {"quit", "leave"}, {"one line up", "up"}, {"clmnsusl", "columns-usual"},
		{"help", "help"}, {"REDRAW", "redraw"},
	};
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		type(&app, cases[i].typed);
		assert_int_equal(first(&app)->kind, MQ_ENTRY_COMMAND);
		assert_string_equal(first(&app)->command->name, cases[i].command);
	}
	close_screen(&app);
}

static void every_command_is_listed_and_those_for_elsewhere_come_last(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	type(&app, "");
	size_t n = 0;
	bool elsewhere = false;
	for (size_t i = 0; i < app.palette.n; i++) {
		const struct mq_entry *entry = &app.palette.entries[i];
		n += entry->kind == MQ_ENTRY_COMMAND;
		assert_true(entry->elsewhere || !elsewhere);
		elsewhere |= entry->elsewhere;
		assert_true(*entry->effect);
	}
	assert_int_equal(n, mq_n_commands);
	close_screen(&app);
}

static void what_is_typed_behind_a_name_is_its_argument(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	type(&app, "help  年龄 x");
	assert_string_equal(first(&app)->command->name, "help");
	assert_string_equal(first(&app)->argument, "年龄 x");
	type(&app, "help");
	assert_null(first(&app)->argument);
	type(&app, ":help 年龄");
	assert_string_equal(first(&app)->command->name, "help");
	assert_string_equal(first(&app)->argument, "年龄");
	close_screen(&app);
}

static void behind_an_at_stand_lists_alone(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	type(&app, "@old");
	for (size_t i = 0; i < app.palette.n; i++) {
		assert_int_equal(app.palette.entries[i].kind, MQ_ENTRY_LIST);
	}
	assert_string_equal(first(&app)->name, "@old_alone");
	close_screen(&app);
}

static void people_are_found_by_name_pinyin_and_key(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	const struct mq_row *row = &app.results.rows.rows[3];
	char *name = mq_strndup(row->cells[0].data, row->cells[0].len);
	mq_record_id id = row->id;
	bool found = false;
	type(&app, name);
	for (size_t e = 0; e < app.palette.n; e++) {
		found |= app.palette.entries[e].kind == MQ_ENTRY_RECORD &&
			app.palette.entries[e].record == id;
	}
	assert_true(found);
	type(&app, "wang");
	assert_int_equal(first(&app)->kind, MQ_ENTRY_RECORD);
	type(&app, "P0000");
	assert_int_equal(first(&app)->kind, MQ_ENTRY_RECORD);
	type(&app, "wang (");	/* nothing that a query could take for more than a name */
	for (size_t e = 0; e < app.palette.n; e++) {
		assert_int_not_equal(app.palette.entries[e].kind, MQ_ENTRY_RECORD);
	}
	free(name);
	close_screen(&app);
}

/* ---- running ---- */

/* Bar 8: what is told before Enter is there after it. */
static void every_count_is_what_enter_leads_to(void **state)
{
	static const char *const typed[] = {"@", "alone", "女", "dibao", "gl", "rent", "list"};
	static const char *const queries[] = {"", "年龄>=60 ", "男 or 高龄 "};
	struct mq_app app;
	size_t n = 0;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	for (size_t i = 0; i < MQ_LENGTH(typed) * MQ_LENGTH(queries); i++) {
		const char *query = queries[i % MQ_LENGTH(queries)];
		for (size_t e = 0; ; e++) {
			mq_prompt_set(&app.prompt, query, strlen(query));
			mq_app_asked_anew(&app);
			settle(&app);
			type(&app, typed[i / MQ_LENGTH(queries)]);
			if (e >= app.palette.n || e >= app.palette.list.height) {
				break;
			}
			const struct mq_entry entry = app.palette.entries[e];
			if (!entry.counted || (entry.kind == MQ_ENTRY_VALUE && entry.count == 0)) {
				continue;
			}
			app.palette.list.selected = e;
			mq_act_run(&app);
			settle(&app);
			assert_int_equal(app.reply.hits, entry.count);
			assert_int_equal(app.context, MQ_CONTEXT_RESULTS);
			n++;
		}
		mq_app_back(&app);
	}
	assert_true(n > 40);
	close_screen(&app);
}

static void a_field_goes_into_the_query_and_a_person_is_opened(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	mq_prompt_set(&app.prompt, "女", strlen("女"));
	type(&app, "age");
	assert_int_equal(first(&app)->kind, MQ_ENTRY_FIELD);
	mq_act_run(&app);
	assert_int_equal(app.context, MQ_CONTEXT_QUERY);
	assert_string_equal(app.prompt.text.data, "女 age:");
	settle(&app);
	type(&app, "wang");
	mq_record_id id = first(&app)->record;
	mq_act_run(&app);
	assert_int_equal(app.context, MQ_CONTEXT_CARD);
	assert_int_equal(app.cards[0].id, id);
	mq_app_back(&app);
	assert_int_equal(app.context, MQ_CONTEXT_QUERY);	/* where it was opened */
	close_screen(&app);
}

static void a_command_runs_where_the_palette_was_opened(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_QUERY);
	mq_prompt_set(&app.prompt, "女", strlen("女"));
	type(&app, "line-start");
	mq_act_run(&app);
	assert_int_equal(app.context, MQ_CONTEXT_QUERY);
	assert_int_equal(app.prompt.cursor, 0);
	type(&app, "fold");
	assert_true(first(&app)->elsewhere);
	mq_act_run(&app);
	assert_int_equal(app.context, MQ_CONTEXT_PALETTE);	/* it says where, and stays */
	assert_non_null(strstr(app.message.text, "facets"));
	mq_app_back(&app);
	close_screen(&app);
}

static void closing_it_loses_nothing(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	mq_prompt_set(&app.prompt, "age>=60", 7);
	mq_app_asked_anew(&app);
	settle(&app);
	app.results.list.selected = 4;
	const struct mq_reply before = app.reply;
	type(&app, "wang");
	type(&app, "@");
	mq_app_back(&app);
	settle(&app);
	assert_int_equal(app.context, MQ_CONTEXT_RESULTS);
	assert_int_equal(app.results.list.selected, 4);
	assert_int_equal(app.reply.question, before.question);
	assert_string_equal(app.prompt.text.data, "age>=60");
	assert_int_equal(mq_session_n_rows(app.session), before.hits);
	close_screen(&app);
}

static void what_is_called_nothing_is_told_with_the_nearest(void **state)
{
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	type(&app, "coulmns");
	assert_int_equal(app.palette.n, 0);
	mq_act_run(&app);
	assert_non_null(strstr(app.message.text, "coulmns"));
	assert_non_null(strstr(app.message.hint, "columns"));
	assert_int_equal(app.context, MQ_CONTEXT_PALETTE);
	close_screen(&app);
}

/* ---- sheets over sheets ---- */

static void sheets_never_stand_on_one_another_for_ever(void **state)
{
	static void (*const opens[])(struct mq_app *app) = {mq_act_palette, mq_act_help,
		mq_act_actions};
	struct mq_app app;
	open_screen(&app, *state, MQ_CONTEXT_RESULTS);
	for (size_t i = 0; i < 300; i++) {
		opens[(i * i + i / 7) % MQ_LENGTH(opens)](&app);
		assert_int_equal(mq_app_ground(&app), MQ_CONTEXT_RESULTS);
	}
	for (size_t i = 0; i < 4; i++) {
		mq_app_back(&app);
	}
	assert_int_equal(app.context, MQ_CONTEXT_RESULTS);
	close_screen(&app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_is_found_by_name_letters_text_and_what_others_call_it),
		cmocka_unit_test(every_command_is_listed_and_those_for_elsewhere_come_last),
		cmocka_unit_test(what_is_typed_behind_a_name_is_its_argument),
		cmocka_unit_test(behind_an_at_stand_lists_alone),
		cmocka_unit_test(people_are_found_by_name_pinyin_and_key),
		cmocka_unit_test(every_count_is_what_enter_leads_to),
		cmocka_unit_test(a_field_goes_into_the_query_and_a_person_is_opened),
		cmocka_unit_test(a_command_runs_where_the_palette_was_opened),
		cmocka_unit_test(closing_it_loses_nothing),
		cmocka_unit_test(what_is_called_nothing_is_told_with_the_nearest),
		cmocka_unit_test(sheets_never_stand_on_one_another_for_ever),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
