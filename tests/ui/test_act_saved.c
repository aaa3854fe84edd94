/* Keys in the pane of saved lists, on a small register, without a terminal. */
#include "session/shelf.h"

#include "bare.h"

enum { STEPS = 200 };

static void open_screen(struct mq_app *app, struct office *office)
{
	bare_open(app, office, MQ_CONTEXT_RESULTS);
	mq_app_settle(app);
}

/* There is no terminal to cut a layout for. */
static void settle(struct mq_app *app)
{
	app->stale &= ~(unsigned)MQ_STALE_LAYOUT;
	mq_app_settle(app);
	while (mq_app_settle_more(app)) {
	}
}

static void open_lists(struct mq_app *app)
{
	if (app->context != MQ_CONTEXT_SAVED) {
		mq_act_saved(app);
	}
	settle(app);
}

static void close_screen(struct mq_app *app)
{
	mq_app_release_panes(app);
	free(app);
}

static char *query_of(const struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	return mq_strndup(text.data ? (const char *)text.data : "", text.len);
}

static void make_lists(struct office *office, uint64_t *seed)
{
	for (size_t i = 0; i < 12; i++) {
		struct mq_buf text = {0};
		char *name = mq_format("l%zu", i);
		shelf_question(seed, i, &text);
		assert_int_equal(shelf_save(office, name, text.data, i < 6), MQ_OK);
		mq_buf_release(&text);
		free(name);
	}
}

/* One key on the selected list; the hits shown beside it are those of asking it alone, and undo
 * brings back what was asked. */
static void try_selected(struct mq_app *app, void (*key)(struct mq_app *app))
{
	const struct mq_saved_row row = *mq_saved_line(&app->saved, app->saved.list.selected);
	char *before = query_of(app);
	size_t n_undo = app->undo.n;
	key(app);
	settle(app);
	assert_true(row.counted != row.wants);
	if (key == mq_act_ask_list && row.counted) {
		assert_int_equal(app->context, MQ_CONTEXT_RESULTS);
		assert_int_equal(app->reply.hits, row.hits);
		assert_int_equal(app->reply.unknown, row.unknown);
	}
	if (app->undo.n > n_undo) {
		mq_act_undo(app);
		settle(app);
		char *after = query_of(app);
		assert_string_equal(after, before);
		free(after);
		mq_act_redo(app);
		settle(app);
	}
	free(before);
}

static void hits_shown_are_those_of_enter_and_every_key_is_a_step(void **state)
{
	static void (*const keys[])(struct mq_app *app) = {mq_act_ask_list, mq_act_add_list,
		mq_act_exclude_list};
	struct mq_app *app = mq_alloc(sizeof(*app));
	uint64_t seed = 20260301;
	make_lists(*state, &seed);
	open_screen(app, *state);
	for (int step = 0; step < STEPS; step++) {
		open_lists(app);
		mq_list_select(&app->saved.list, shelf_dice(&seed, app->saved.list.count));
		mq_app_moved(app, 1);
		assert_non_null(mq_saved_line(&app->saved, app->saved.list.selected));
		try_selected(app, keys[shelf_dice(&seed, MQ_LENGTH(keys))]);
		assert_false(app->wrong);
		if (shelf_dice(&seed, 5) == 0) {
			mq_prompt_set(&app->prompt, "", 0);
			mq_app_asked_anew(app);
			settle(app);
		}
	}
	close_screen(app);
}

static void who_is_selected_stays_so_when_lists_come_and_go(void **state)
{
	struct office *office = *state;
	struct mq_app *app = mq_alloc(sizeof(*app));
	char *path = NULL;
	assert_int_equal(shelf_save(office, "m", "sex:1", false), MQ_OK);
	open_screen(app, office);
	open_lists(app);
	assert_string_equal(mq_app_selected_saved(app)->id, "m");
	assert_int_equal(shelf_save(office, "a", "sex:2", false), MQ_OK);
	app->stale |= MQ_STALE_SAVED;
	settle(app);
	assert_string_equal(mq_app_selected_saved(app)->id, "m");
	assert_int_equal(mq_session_saved_remove(office->session, "m", false, &path, NULL), MQ_OK);
	app->stale |= MQ_STALE_SAVED;
	settle(app);
	assert_non_null(mq_app_selected_saved(app));
	free(path);
	close_screen(app);
}

static void a_name_typed_behind_the_command_is_not_asked_for(void **state)
{
	struct office *office = *state;
	struct mq_app *app = mq_alloc(sizeof(*app));
	open_screen(app, office);
	mq_prompt_set(&app->prompt, "lives_alone age>=80", 19);
	mq_app_asked_anew(app);
	settle(app);
	app->argument = " @独居高龄 ";
	mq_act_save(app);
	assert_false(mq_ask_is_open(app));
	assert_int_equal(office_hits(office, "@独居高龄"), office_hits(office, "lives_alone age>=80"));
	mq_act_save(app);	/* it is there already */
	assert_true(mq_ask_is_open(app));
	mq_ask_close(app);
	open_lists(app);
	app->argument = "独居";
	mq_act_rename_list(app);
	assert_false(mq_ask_is_open(app));
	assert_int_equal(office_hits(office, "@独居"), office_hits(office, "lives_alone age>=80"));
	close_screen(app);
}

/* Which lists there are, and what is asked; the caller frees it. */
static char *standing(struct mq_app *app)
{
	struct mq_buf text = {0};
	open_lists(app);
	for (size_t i = 0; i < app->saved.rows.n; i++) {
		if (app->saved.rows.rows[i].where != MQ_SAVED_CONFIG) {
			mq_buf_addf(&text, "%d %s: %s\n", (int)app->saved.rows.rows[i].where,
				app->saved.rows.rows[i].id, app->saved.rows.rows[i].is);
		}
	}
	mq_buf_addf(&text, "hits %llu", (unsigned long long)app->reply.hits);
	return mq_buf_take(&text);
}

static void answer_ask(struct mq_app *app)
{
	assert_true(mq_ask_is_open(app));
	void (*done)(struct mq_app *) = app->ask.done;
	mq_ask_close(app);
	done(app);
	settle(app);
}

/* Saved, renamed, shared, removed: and each taken back, and done again. */
static void whatever_is_done_to_a_list_is_a_step(void **state)
{
	enum { N_DEEDS = 4 };
	struct mq_app *app = mq_alloc(sizeof(*app));
	char *stood[N_DEEDS + 1];
	open_screen(app, *state);
	mq_prompt_set(&app->prompt, "age>=80", 7);
	mq_app_asked_anew(app);
	settle(app);
	stood[0] = standing(app);
	app->argument = "a";
	mq_act_save(app);
	stood[1] = standing(app);
	app->argument = "b";
	mq_act_rename_list(app);
	app->argument = NULL;
	stood[2] = standing(app);
	mq_act_share_list(app);
	answer_ask(app);
	stood[3] = standing(app);
	mq_act_remove_list(app);
	answer_ask(app);
	stood[4] = standing(app);
	for (int round = 0; round < 2; round++) {
		for (int at = N_DEEDS; at-- > 0;) {
			mq_act_undo(app);
			settle(app);
			char *now = standing(app);
			assert_string_equal(now, stood[at]);
			free(now);
		}
		for (int at = 1; at <= N_DEEDS; at++) {
			mq_act_redo(app);
			settle(app);
			char *now = standing(app);
			assert_string_equal(now, stood[at]);
			free(now);
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(stood); i++) {
		free(stood[i]);
	}
	close_screen(app);
}

static void outside_of_the_pane_no_list_is_touched(void **state)
{
	struct office *office = *state;
	struct mq_app *app = mq_alloc(sizeof(*app));
	assert_int_equal(shelf_save(office, "m", "sex:1", false), MQ_OK);
	open_screen(app, office);
	open_lists(app);
	mq_act_saved(app);
	mq_act_remove_list(app);
	assert_false(mq_ask_is_open(app));
	mq_act_ask_list(app);
	assert_int_equal(app->prompt.text.len, 0);
	close_screen(app);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(hits_shown_are_those_of_enter_and_every_key_is_a_step),
		TEST(who_is_selected_stays_so_when_lists_come_and_go),
		TEST(a_name_typed_behind_the_command_is_not_asked_for),
		TEST(whatever_is_done_to_a_list_is_a_step),
		TEST(outside_of_the_pane_no_list_is_touched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
