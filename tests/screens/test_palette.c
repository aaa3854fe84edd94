/* Everything by its name: the palette, what may follow a key, all actions, help looked through. */
#include "screen.h"

#define ESC "\033"
#define F1 "\033OP"
#define F8 "\033[19~"
#define BACK "\007"	/* as Esc, but known at once */

/* A person's own settings, for all screens of this program from here on. */
static void set(const char *setting)
{
	assert_int_equal(screen_run("mkdir -p %s/.config/minqing && echo '%s' >%s/.config/minqing/"
		"settings.yaml", screen_home, setting, screen_home), 0);
}

static void look(const struct screen_shape *shape)
{
	static const struct {
		const char *name;
		const char *keys;
	} moments[] = {
		{"palette", F8 "shan"}, {"menu-keys", BACK BACK "g"}, {"menu-actions", BACK " "},
		{"menu-topic", "c"}, {"help-found", BACK BACK "?/col"},
	};
	struct screen screen;
	screen_open_shape(&screen, shape);
	for (size_t m = 0; m < MQ_LENGTH(moments); m++) {
		screen_keys(&screen, moments[m].keys);
		screen_expect(&screen, "%s-%s", moments[m].name, shape->name);
	}
	screen_close(&screen);
}

static void at_every_size_in_both_languages(void **state)
{
	(void)state;
	set("which_key_ms: 0");
	for (size_t i = 0; i < N_SHAPES; i++) {
		look(screen_shape(i));
	}
}

/* Bar 11: prefixes tell what may follow after a while, in a frame of its own; then the screen
 * rests. */
static void what_may_follow_comes_after_a_while_and_then_the_screen_rests(void **state)
{
	static const char frame_end[] = ESC "[5n";
	struct screen screen;
	(void)state;
	set("which_key_ms: 300");
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, ESC);
	size_t since = screen.log.len;
	screen_keys(&screen, "g");
	screen_wait(&screen, "take all marks off");
	const char *echo = memmem(screen.log.data + since, screen.log.len - since, "g ...", 5);
	assert_non_null(echo);
	const char *end = memmem(echo, (size_t)(screen.log.data + screen.log.len - echo), frame_end,
		strlen(frame_end));
	assert_non_null(end);
	assert_null(memmem(screen.log.data + since, (size_t)(end - screen.log.data) - since,
		"take all", 8));
	size_t written = screen.log.len;
	assert_false(screen_read(&screen, 2 * REST_MS));
	assert_int_equal(screen.log.len, written);
	screen_keys(&screen, ESC);	/* goes back from the key alone */
	assert_false(screen_has(&screen, "take all marks off"));
	assert_true(screen_has(&screen, "[results]"));
	screen_keys(&screen, "gg");
	assert_false(screen_has(&screen, "take all marks off"));
	screen_close(&screen);
}

/* The last row of the smallest screen says how to get help, whatever keys mean. */
static void the_help_hint_is_in_sight_in_every_mode_at_the_least_size(void **state)
{
	static const char *const ways[] = {"", BACK, "n", BACK " ", BACK ":", BACK "c", BACK "\r",
		BACK "?", "/", BACK BACK "gc", BACK "\t"};
	const struct screen_setup least = {.cols = 20, .rows = 6};
	struct screen screen;
	(void)state;
	set("which_key_ms: 300");
	screen_open(&screen, &least);
	for (size_t i = 0; i < MQ_LENGTH(ways); i++) {
		struct mq_buf row = {0};
		if (*ways[i]) {
			screen_keys(&screen, ways[i]);
		}
		screen_row(&screen, 5, &row);
		mq_buf_addc(&row, '\0');
		assert_true(strstr(row.data, "? help") || strstr(row.data, "F1 help"));
		mq_buf_release(&row);
	}
	screen_close(&screen);
}

static void an_action_is_done_by_letters(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, ESC);
	screen_keys(&screen, " mm");
	screen_wait(&screen, "(1 marked)");
	screen_wait(&screen, "[results]");
	screen_close(&screen);
}

static void the_palette_asks_tells_and_leaves(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, F8 "@old_al\r");
	screen_wait(&screen, "query> @old_alone ");
	screen_wait(&screen, "[results]");
	screen_keys(&screen, ":help sex\r");
	screen_wait(&screen, "one of a list");
	screen_wait(&screen, "601 of 601");
	screen_wait(&screen, "[field]");
	assert_false(screen_has(&screen, "Enter run"));
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[results]");
	screen_keys(&screen, ":help sxe\r");
	screen_wait(&screen, "no field and no key is called \"sxe\"  did you mean \"sex\"?");
	screen_wait(&screen, "[results]");
	screen_keys(&screen, ":coulmns\r");
	screen_wait(&screen, "did you mean \"columns\"?");
	screen_keys(&screen, "\025q\r");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void a_line_of_help_runs_where_help_was_opened(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, ESC);
	screen_keys(&screen, "?/mark the row\r");
	screen_wait(&screen, "(1 marked)");
	screen_wait(&screen, "[results]");
	screen_keys(&screen, "n" F1);	/* help over a question, which is still there behind it */
	screen_wait(&screen, "[keys]");
	screen_wait(&screen, "close the question and do nothing");
	assert_false(screen_has(&screen, "facets:"));
	screen_keys(&screen, ESC);
	screen_wait(&screen, "find in the rows:");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_every_size_in_both_languages),
		cmocka_unit_test(what_may_follow_comes_after_a_while_and_then_the_screen_rests),
		cmocka_unit_test(the_help_hint_is_in_sight_in_every_mode_at_the_least_size),
		cmocka_unit_test(an_action_is_done_by_letters),
		cmocka_unit_test(the_palette_asks_tells_and_leaves),
		cmocka_unit_test(a_line_of_help_runs_where_help_was_opened),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
