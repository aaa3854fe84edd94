/* A card: its sections folded, its values asked for, and walking from it. */
#include "screen.h"

#define ESC "\033"
#define F10 "\033[21~"

static int forget_folds(void **state)
{
	(void)state;
	return screen_run("rm -rf '%s/.local'", screen_home);
}

static void open_card(struct screen *screen, const struct screen_setup *setup)
{
	screen_open(screen, setup);
	screen_keys(screen, "age>=80");
	screen_keys(screen, ESC);
	screen_keys(screen, "\r");
	screen_wait(screen, "[card]");
}

static void folded_sections_stay_folded_on_every_card_and_the_next_time(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual);
	screen_keys(&screen, "z");
	screen_wait(&screen, ">identity ...");
	screen_keys(&screen, "n");
	screen_wait(&screen, "identity ...");
	screen_type(&screen, F10);
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
	open_card(&screen, &usual);
	screen_wait(&screen, ">identity ...");
	screen_keys(&screen, "\r");	/* Enter opens what a title stands for */
	screen_wait(&screen, "date of birth");
	screen_keys(&screen, "Z");
	screen_wait(&screen, "why on the list ... 1 line");
	screen_keys(&screen, "Z}");
	screen_wait(&screen, ">yes age is 80 or more");
	screen_type(&screen, F10);
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void the_value_on_a_line_is_asked_for_and_left_out(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual);
	screen_keys(&screen, "jj*");
	screen_wait(&screen, "query> age>=80 sex:female");
	screen_wait(&screen, "39 hits");
	screen_keys(&screen, "u");
	screen_wait(&screen, "64 hits");
	screen_keys(&screen, "\rjj-");
	screen_wait(&screen, "25 hits");
	screen_close(&screen);
}

static void from_a_card_one_walks_to_the_household_the_building_and_back(void **state)
{
	(void)state;
	static const struct screen_setup phone = {.cols = 40, .rows = 20};
	struct screen screen;
	open_card(&screen, &phone);
	screen_keys(&screen, "}}}\r");	/* the household's own card */
	screen_wait(&screen, ">this one         H00000011");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "household -");
	screen_keys(&screen, "}}jj");
	screen_wait(&screen, ">building");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "Esc goes back to the card");
	assert_true(screen_has(&screen, "2 cond."));
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> age>=80");
	screen_close(&screen);
}

/* A card of the household, whoever lives in the building, one of them, who lives in the lane: and
 * all the way back, card by card, each with what was asked there. */
static void back_leads_to_the_cards_one_came_from(void **state)
{
	(void)state;
	static const struct screen_setup phone = {.cols = 40, .rows = 20};
	struct screen screen;
	open_card(&screen, &phone);
	screen_keys(&screen, "}}}\r");
	screen_wait(&screen, ">this one         H00000011");
	screen_keys(&screen, ESC "}}jj");
	screen_wait(&screen, ">building");
	char *first = screen_text(&screen);
	screen_keys(&screen, "\r");
	screen_wait(&screen, "[results]");
	screen_wait(&screen, "building_no=");
	screen_keys(&screen, ESC "[Z" "j\r");	/* narrowed by a facet it is still the building */
	screen_wait(&screen, "sex:");
	screen_keys(&screen, "\t");
	screen_wait(&screen, "[results]");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "[card]");
	screen_keys(&screen, "}}}}}jj");
	screen_wait(&screen, ">building");
	screen_keys(&screen, "k");
	char *second = screen_text(&screen);
	screen_keys(&screen, "\r");
	screen_wait(&screen, "query> lane=");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[card]");
	char *again = screen_text(&screen);
	assert_string_equal(again, second);
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[results]");
	screen_wait(&screen, "3 cond.");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[card]");
	free(again);
	again = screen_text(&screen);
	assert_string_equal(again, first);
	screen_keys(&screen, ESC);
	screen_wait(&screen, "query> age>=80");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "nothing to step back from");
	free(first);
	free(second);
	free(again);
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(folded_sections_stay_folded_on_every_card_and_the_next_time,
			forget_folds),
		cmocka_unit_test(the_value_on_a_line_is_asked_for_and_left_out),
		cmocka_unit_test(from_a_card_one_walks_to_the_household_the_building_and_back),
		cmocka_unit_test(back_leads_to_the_cards_one_came_from),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
