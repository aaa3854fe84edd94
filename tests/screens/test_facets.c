/* Choosing among the facets, key by key. */
#include "screen.h"

static void open_again(struct screen *screen)
{
	struct screen_setup setup = {.cols = 80, .rows = 24, .lang = "en_US.UTF-8"};
	screen_open(screen, &setup);
	screen_keys(screen, "\t");
	screen_wait(screen, "[facets]");
}

/* … with nothing kept of what was chosen before. */
static void open_facets(struct screen *screen)
{
	assert_int_equal(screen_run("rm -rf '%s/.local'", screen_home), 0);
	open_again(screen);
}

static void close_facets(struct screen *screen)
{
	screen_keys(screen, "q");
	assert_int_equal(screen_status(screen), 0);
	screen_close(screen);
}

static void space_adds_a_value_and_takes_it_out_again(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, " ");
	screen_wait(&screen, "query> sex:male ");
	screen_keys(&screen, "j ");
	screen_wait(&screen, "query> sex:{male female} ");
	screen_wait(&screen, ">*female");
	screen_keys(&screen, " ");
	screen_wait(&screen, "query> sex:male ");
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> sex:{male female} ");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "query> sex:female ");
	close_facets(&screen);
}

static void what_is_left_out_joins_what_was(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, "-");
	screen_wait(&screen, "query> -sex:male ");
	screen_keys(&screen, "j-");
	screen_wait(&screen, "query> -sex:{male female} ");
	screen_wait(&screen, ">-female");
	screen_keys(&screen, "a");
	screen_wait(&screen, "601 hits");
	assert_false(screen_has(&screen, "sex:"));
	screen_keys(&screen, "U");
	screen_wait(&screen, "query> sex:? ");
	close_facets(&screen);
}

static void nobody_has_a_value_of_a_zero_row(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, "jj\r");
	screen_wait(&screen, "nobody here has this value");
	assert_false(screen_has(&screen, "sex:"));
	screen_keys(&screen, " ");
	screen_wait(&screen, "nobody here has this value");
	assert_false(screen_has(&screen, "sex:"));
	close_facets(&screen);
}

static void facets_fold_sort_and_go_to_the_top(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, "z");
	screen_wait(&screen, "... 2 more");
	screen_keys(&screen, "jjj\r");
	assert_false(screen_has(&screen, "... 2 more"));
	screen_keys(&screen, "Z");
	screen_wait(&screen, "actual-population");
	screen_keys(&screen, "s");
	screen_wait(&screen, " sex  by count");
	screen_keys(&screen, "}+");
	screen_wait(&screen, "+age");
	screen_keys(&screen, "+");
	assert_false(screen_has(&screen, "+age"));
	close_facets(&screen);
}

static void how_facets_are_shown_is_kept_for_the_next_time(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, "z");	/* sex */
	screen_keys(&screen, "}}s+");	/* the class of residence by count, at the top */
	screen_wait(&screen, "+actual-population");
	close_facets(&screen);
	open_again(&screen);
	screen_wait(&screen, "+actual-population");
	screen_wait(&screen, "... 2 more");
	screen_wait(&screen, "come to Shanghai 122");	/* its codes have it third */
	screen_keys(&screen, "+ss");
	screen_keys(&screen, "{{z");
	assert_false(screen_has(&screen, "... 2 more"));
	close_facets(&screen);
	assert_int_equal(screen_run("! grep -q facets '%s/.local/state/minqing/screen.yaml'",
		screen_home), 0);	/* as usual again: nothing to keep */
}

static void a_value_is_found_by_its_pinyin_and_gone_to(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, "/");
	screen_wait(&screen, "find a facet or a value:");
	screen_keys(&screen, "weihun");
	screen_wait(&screen, "marital status: never married");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "> never married");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "query> marital_status:10 ");
	close_facets(&screen);
}

static void a_field_that_is_no_facet_becomes_one(void **state)
{
	(void)state;
	struct screen screen;
	open_facets(&screen);
	screen_keys(&screen, "/nationality");
	screen_wait(&screen, "1/");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "+nationality");
	screen_keys(&screen, "+");
	assert_false(screen_has(&screen, "+nationality"));
	screen_keys(&screen, "/qqqq\r");
	screen_wait(&screen, "nothing is called so");
	screen_keys(&screen, "/sex\033");
	screen_wait(&screen, "[facets]");
	close_facets(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(space_adds_a_value_and_takes_it_out_again),
		cmocka_unit_test(what_is_left_out_joins_what_was),
		cmocka_unit_test(facets_fold_sort_and_go_to_the_top),
		cmocka_unit_test(how_facets_are_shown_is_kept_for_the_next_time),
		cmocka_unit_test(a_value_is_found_by_its_pinyin_and_gone_to),
		cmocka_unit_test(a_field_that_is_no_facet_becomes_one),
		cmocka_unit_test(nobody_has_a_value_of_a_zero_row),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
