/* Rows first, the rest in pieces: on a small register, a piece at a time by hand. */
#include "bare.h"

enum { ENOUGH = 1000 };

static void open_screen(struct mq_app *app, struct office *office)
{
	bare_open(app, office, MQ_CONTEXT_QUERY);
	assert_in_range(office->reply.hits, OFFICE_RESIDENTS, 2 * OFFICE_RESIDENTS);
}

static void ask(struct mq_app *app, const char *text)
{
	mq_prompt_set(&app->prompt, text, strlen(text));
	mq_app_asked_anew(app);
	mq_app_settle(app);
}

static void rows_come_before_counts_card_and_chart(void **state)
{
	struct mq_app app;
	open_screen(&app, *state);
	ask(&app, "sex:female");
	assert_int_equal(app.results.rows.n_rows, 20);
	char *text = bare_print(&app);
	assert_non_null(strstr(text, " .|"));
	assert_null(strstr(text, "chart: sex"));
	bare_settle(&app);
	free(text);
	text = bare_print(&app);
	assert_null(strstr(text, " .|"));
	assert_non_null(strstr(text, "chart: sex"));
	free(text);
	mq_app_release_panes(&app);
}

static void a_key_goes_before_the_counts_of_the_question_before(void **state)
{
	struct mq_app app;
	open_screen(&app, *state);
	ask(&app, "sex:female");
	mq_record_id first = app.results.id;
	assert_int_not_equal(app.stale & MQ_STALE_COUNTS, 0);
	ask(&app, "sex:male");
	assert_int_not_equal(app.results.id, first);
	assert_int_equal(app.facets.shown.question, app.reply.question);
	assert_int_equal(app.facets.shown.n_counted, 0);
	mq_app_release_panes(&app);
}

static void whatever_came_between_the_screen_ends_the_same(void **state)
{
	static const char *const texts[] = {"", "sex:female", "age>=60", "age>=60 sex:male",
		"sex:male or age<18", "wang", "age:30..39"};
	struct mq_app broken;
	struct mq_app whole;
	for (size_t i = 0; i + 1 < MQ_LENGTH(texts); i++) {
		open_screen(&broken, *state);
		ask(&broken, texts[i]);
		for (size_t piece = 0; piece < i && mq_app_settle_more(&broken); piece++) {
		}
		broken.results.id = MQ_NO_RECORD;	/* else who was selected stays so */
		ask(&broken, texts[i + 1]);
		bare_settle(&broken);
		open_screen(&whole, *state);
		ask(&whole, texts[i + 1]);
		bare_settle(&whole);
		char *text = bare_print(&broken);
		char *wanted = bare_print(&whole);
		assert_string_equal(text, wanted);
		free(text);
		free(wanted);
		mq_app_release_panes(&broken);
		mq_app_release_panes(&whole);
	}
}

static void moving_among_facets_counts_nothing_anew(void **state)
{
	struct mq_app app;
	open_screen(&app, *state);
	ask(&app, "sex:female");
	bare_settle(&app);
	app.context = MQ_CONTEXT_FACETS;
	mq_list_move(&app.facets.list, 1);
	mq_app_moved(&app, 1);
	mq_app_settle(&app);
	assert_int_equal(app.stale & MQ_STALE_COUNTS, 0);
	mq_app_release_panes(&app);
}

static void on_a_slow_link_only_what_is_looked_at_does_not_wait(void **state)
{
	struct mq_app app;
	open_screen(&app, *state);
	app.slow_link = true;
	app.typed_ms = mq_terminal_now_ms() + ENOUGH * ENOUGH;	/* no rest in sight */
	ask(&app, "sex:female");
	assert_false(mq_app_settle_more(&app));
	assert_in_range(mq_app_rest_ms(&app), ENOUGH, INT32_MAX);
	app.context = MQ_CONTEXT_FACETS;
	bare_settle(&app);
	assert_int_equal(app.stale & (MQ_STALE_COUNTS | MQ_STALE_CHART), MQ_STALE_CHART);
	app.typed_ms = 0;
	assert_int_equal(mq_app_rest_ms(&app), 0);
	bare_settle(&app);
	assert_int_equal(app.stale, 0);
	assert_int_equal(mq_app_rest_ms(&app), -1);
	mq_app_release_panes(&app);
}

static void what_may_stand_at_the_cursor_comes_when_all_else_is_there(void **state)
{
	struct mq_app app;
	open_screen(&app, *state);
	ask(&app, "lives_al");
	while (!mq_app_candidates(&app)) {
		assert_true(mq_app_settle_more(&app));
	}
	assert_int_equal(app.stale, 0);
	assert_string_equal(mq_app_candidates(&app)->offers[0].insert, "lives_alone");
	assert_string_equal(mq_app_ghost(&app), "one");
	ask(&app, "lives_alone");
	assert_null(mq_app_candidates(&app));
	bare_settle(&app);
	assert_null(mq_app_candidates(&app));	/* it is a tag as it stands */
	mq_app_release_panes(&app);
}

static void on_a_slow_link_nothing_is_offered_before_the_rest(void **state)
{
	struct mq_app app;
	open_screen(&app, *state);
	app.slow_link = true;
	app.typed_ms = mq_terminal_now_ms() + ENOUGH * ENOUGH;
	ask(&app, "lives_al");
	bare_settle(&app);
	assert_null(mq_app_candidates(&app));
	assert_null(mq_app_ghost(&app));
	app.typed_ms = 0;
	bare_settle(&app);
	assert_non_null(mq_app_candidates(&app));
	mq_app_release_panes(&app);
}

static bool count_down(void *context)
{
	size_t *n = context;
	return *n > 0 && --*n == 0;
}

/* At whatever place a key breaks it off: nothing is shown, and later it is all there. */
static void what_a_key_broke_off_is_looked_for_again(void **state)
{
	struct office *office = *state;
	struct mq_app app;
	size_t n_stops = 0;
	open_screen(&app, office);
	for (size_t at = 1; at < ENOUGH; at++) {
		size_t left = at;
		ask(&app, at % 2 ? "sex:male li" : "sex:female 独");
		while ((app.stale & ~(unsigned)MQ_STALE_CANDIDATES) && mq_app_settle_more(&app)) {
		}
		mq_session_stop_when(office->session, count_down, &left);
		mq_app_settle_candidates(&app);
		mq_session_stop_when(office->session, NULL, NULL);
		if (!(app.stale & MQ_STALE_CANDIDATES)) {
			break;
		}
		n_stops++;
		assert_null(mq_app_candidates(&app));
		bare_settle(&app);
		assert_non_null(mq_app_candidates(&app));
	}
	assert_true(n_stops > 0);
	mq_app_release_panes(&app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_before_counts_card_and_chart),
		cmocka_unit_test(a_key_goes_before_the_counts_of_the_question_before),
		cmocka_unit_test(whatever_came_between_the_screen_ends_the_same),
		cmocka_unit_test(moving_among_facets_counts_nothing_anew),
		cmocka_unit_test(what_may_stand_at_the_cursor_comes_when_all_else_is_there),
		cmocka_unit_test(on_a_slow_link_nothing_is_offered_before_the_rest),
		cmocka_unit_test(what_a_key_broke_off_is_looked_for_again),
		cmocka_unit_test(on_a_slow_link_only_what_is_looked_at_does_not_wait),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
