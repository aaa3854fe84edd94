/* Boards: my day and what comes; opened, gone through, followed to people and cards, and back. */
#include "screen.h"

#define ESC "\033"
#define F4 "\033OS"
#define F8 "\033[19~"
#define F9 "\033[20~"
#define BACK "\007"	/* as Esc, but known at once */

static const int shapes[] = {AT_80_EN, AT_80_ZH, AT_40_EN, AT_40_ZH};

static void open_palette(struct screen *screen, const struct screen_shape *shape, const char *typed)
{
	screen_open_shape(screen, shape);
	screen_type(screen, F8);
	screen_type(screen, typed);
}

static void my_day_is_one_page_of_what_is_due(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(shapes); i++) {
		const struct screen_shape *shape = screen_shape((size_t)shapes[i]);
		struct screen screen;
		screen_open_shape(&screen, shape);
		screen_keys(&screen, F9);
		screen_wait(&screen, "2026-03-01");
		screen_expect(&screen, "board-day-%s", shape->name);
		screen_close(&screen);
	}
}

static void what_comes_has_each_day_with_whom_it_comes_to(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(shapes); i++) {
		const struct screen_shape *shape = screen_shape((size_t)shapes[i]);
		struct screen screen;
		open_palette(&screen, shape, "upcoming 60d\r");
		screen_wait(&screen, ": 60d");
		screen_rest(&screen);
		screen_expect(&screen, "board-upcoming-%s", shape->name);
		screen_close(&screen);
	}
}

/* The others, each with what it is opened with, and what is seen once it is there. */
static void each_board_has_its_page(void **state)
{
	static const struct {
		const char *name;
		const char *typed;
		const char *seen;
	} boards[] = {
		{"needs", "needs\r", "费雯思"}, {"need-stats", "needs\rG\r", ">! "},
		{"duty", "duty sg05\r", "社工05"},
		{"buildings", "duty sg05 building\r", "299弄"}, {"round", "round sg05\rjjjjjj", "+10"},
		{"policies", "policies\r", "185"}, {"services", "services\r", "212"},
		{"checks", "checks\r", "X03"},
	};
	static const int three[] = {AT_80_EN, AT_40_EN, AT_40_ZH};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(three) * MQ_LENGTH(boards); i++) {
		const struct screen_shape *shape = screen_shape((size_t)three[i / MQ_LENGTH(boards)]);
		size_t which = i % MQ_LENGTH(boards);
		struct screen screen;
		open_palette(&screen, shape, boards[which].typed);
		screen_wait(&screen, boards[which].seen);
		screen_rest(&screen);
		screen_expect(&screen, "board-%s-%s", boards[which].name, shape->name);
		screen_close(&screen);
	}
}

static void people_open_and_back_is_the_row_one_came_from(void **state)
{
	struct screen screen;
	(void)state;
	screen_open_shape(&screen, screen_shape(AT_80_EN));
	screen_type(&screen, BACK "d");
	screen_wait(&screen, ">visits");
	screen_type(&screen, "jj\r");
	screen_wait(&screen, "[results]");
	screen_wait(&screen, "Esc goes back to the board");
	screen_wait(&screen, "2 unknown  of");
	screen_type(&screen, BACK);
	screen_wait(&screen, ">  in special care");
	screen_type(&screen, BACK);
	screen_wait(&screen, "[results]");
	screen_type(&screen, BACK);
	screen_wait(&screen, "nothing to step back from");
	screen_close(&screen);
}

/* A row leads to whom nobody reached; its numbers each to their own people. */
static void every_number_of_a_row_can_be_opened(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "duty sg01\r");
	screen_wait(&screen, "duties: sg01");
	screen_type(&screen, "jl");
	screen_wait(&screen, "done: 0");
	screen_type(&screen, "l");
	screen_wait(&screen, "not reached: ");
	screen_type(&screen, "lll");
	screen_wait(&screen, "no other number");
	screen_type(&screen, "hh\r");
	screen_wait(&screen, " 0 hits");
	screen_type(&screen, BACK);
	screen_wait(&screen, "done: 0");
	screen_type(&screen, "h\r");
	screen_wait(&screen, "conditions [1]");
	screen_close(&screen);
}

/* Each board there is opens, at the size of a phone too. */
static void every_board_opens(void **state)
{
	static const char *const keys[] = {"c", "d", "n", "p", "r", "s", "u"};
	struct screen screen;
	(void)state;
	screen_open_shape(&screen, screen_shape(AT_40_EN));
	for (size_t i = 0; i < MQ_LENGTH(keys); i++) {
		screen_type(&screen, F4);
		screen_type(&screen, keys[i]);
		screen_wait(&screen, "[board]");
		screen_type(&screen, BACK);
		screen_wait(&screen, "[query]");
	}
	screen_close(&screen);
}

/* On a wide screen the board stays beside the card, and n goes on to the next row. */
static void cards_open_one_after_the_other(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_120_EN), "upcoming\r");
	screen_wait(&screen, "[board]");
	screen_type(&screen, "\r");
	screen_wait(&screen, "[card]");
	screen_wait(&screen, "within 30 days");
	screen_wait(&screen, ">! 2026-03-03");
	screen_type(&screen, "n");
	screen_wait(&screen, ">! 2026-03-04");
	screen_type(&screen, BACK);
	screen_wait(&screen, "[board]");
	screen_wait(&screen, ">! 2026-03-04");
	screen_close(&screen);
}

/* On a narrow one it has all the room that a card has from the list. */
static void a_card_opened_from_a_board_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(shapes); i++) {
		const struct screen_shape *shape = screen_shape((size_t)shapes[i]);
		struct screen screen;
		screen_open_shape(&screen, shape);
		screen_type(&screen, F9);
		screen_wait(&screen, "2026-03-01");
		screen_type(&screen, "}}j\r");
		screen_wait(&screen, "P0000");
		screen_rest(&screen);
		screen_expect(&screen, "board-card-%s", shape->name);
		screen_close(&screen);
	}
}

static void a_heading_leads_to_the_whole_board_and_back(void **state)
{
	struct screen screen;
	(void)state;
	screen_open_shape(&screen, screen_shape(AT_80_EN));
	screen_type(&screen, BACK "d");
	screen_wait(&screen, "[board]");
	screen_type(&screen, "}}\r");
	screen_wait(&screen, "what comes: 14d");
	screen_type(&screen, "\r");
	screen_wait(&screen, "[card]");
	screen_type(&screen, BACK BACK);
	screen_wait(&screen, "my day, 2026-03-01");
	screen_wait(&screen, ">what comes within 14 days");
	screen_close(&screen);
}

static void rows_are_found_and_copied(void **state)
{
	struct screen screen;
	(void)state;
	screen_open_shape(&screen, screen_shape(AT_80_EN));
	screen_type(&screen, BACK "d");
	screen_wait(&screen, "[board]");
	screen_type(&screen, "/PHONE\r");
	screen_wait(&screen, ">  no phone on record");
	screen_type(&screen, "n");
	screen_wait(&screen, ">  phone not confirmed");
	screen_type(&screen, "n");
	screen_wait(&screen, "is on no line from here on");
	screen_type(&screen, "N");
	screen_wait(&screen, ">  no phone on record");
	screen_type(&screen, "y");
	screen_wait(&screen, "clipboard");
	screen_type(&screen, "q");
	screen_wait(&screen, "[results]");
	screen_close(&screen);
}

static void what_cannot_be_had_leaves_all_as_it_is(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "upcoming agee>=3\r");
	screen_wait(&screen, "did you mean");
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void the_mouse_selects_and_opens(void **state)
{
	const struct screen_setup with_mouse = {.env = "MINQING_MOUSE=on"};
	struct screen screen;
	(void)state;
	screen_open(&screen, &with_mouse);
	screen_type(&screen, F9);
	screen_wait(&screen, "[board]");
	screen_keys(&screen, ESC "[<0;10;6M" ESC "[<0;10;6m");
	screen_wait(&screen, ">  in special care");
	screen_keys(&screen, ESC "[<0;10;6M" ESC "[<0;10;6m");
	screen_wait(&screen, "2 unknown  of");
	screen_close(&screen);
}

static void it_is_the_first_page_where_a_person_wants_that(void **state)
{
	struct screen screen;
	(void)state;
	assert_int_equal(screen_run("mkdir -p '%s/.config/minqing' && "
		"echo 'open: day' >'%s/.config/minqing/settings.yaml'", screen_home, screen_home), 0);
	screen_open_shape(&screen, screen_shape(AT_80_EN));
	screen_wait(&screen, "my day, 2026-03-01");
	screen_type(&screen, BACK);
	screen_wait(&screen, "[query]");
	screen_close(&screen);
	screen_run("rm '%s/.config/minqing/settings.yaml'", screen_home);
}

/* Whoever sits here works in one committee from now on, or nowhere again. */
static void work(bool here)
{
	assert_int_equal(screen_run(here ? "cd '%s/reg/config' && cp staff.yaml shipped && "
		"sed \"s/{name: 社工01,/{name: 社工01, account: $(id -un),/\" shipped >staff.yaml"
		: "cd '%s/reg/config' && mv shipped staff.yaml", screen_home), 0);
}

/* The switch holds for all boards, and a number opens whom it counts. */
static void boards_are_of_my_area_or_of_everywhere(void **state)
{
	struct screen screen;
	(void)state;
	work(true);
	screen_open_shape(&screen, screen_shape(AT_80_EN));
	screen_type(&screen, BACK "d");
	screen_wait(&screen, "my day, 2026-03-01 (my area: Lingnan Rd Lane 100)");
	screen_type(&screen, "/not visited\r");
	screen_wait(&screen, ">  in special care, not visited");
	screen_type(&screen, "\r");
	screen_wait(&screen, "committee:310106021001");
	screen_type(&screen, BACK "e");
	screen_wait(&screen, "my day, 2026-03-01 (everywhere)");
	screen_type(&screen, F4 "p");
	screen_wait(&screen, "policies (everywhere)");
	screen_type(&screen, "e");
	screen_wait(&screen, "policies (my area: Lingnan Rd Lane 100)");
	screen_type(&screen, BACK);
	screen_wait(&screen, "my day, 2026-03-01 (my area: ");
	screen_type(&screen, F4 "r" "e");
	screen_wait(&screen, "this board is the same everywhere");
	screen_close(&screen);
	work(false);
}

/* Somebody else dismisses what comes: it goes from the board that is open. */
static void what_others_commit_is_seen(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "upcoming\r");
	screen_wait(&screen, "2026-03-26  turns 70");
	screen_wait(&screen, "within 30 days: 13");
	screen_type(&screen, "jjjjjj");
	screen_wait(&screen, ">  2026-03-10");
	assert_int_equal(screen_run("MINQING_DIR=%s/reg; export MINQING_DIR; "
		"key=$(%s upcoming -f tsv 30d turns_70 | sed -n 2p | cut -f7); "
		"%s upcoming dismiss turns_70 $key told >/dev/null", screen_home, screen_program(),
		screen_program()), 0);
	screen_wait(&screen, "within 30 days: 12");
	screen_wait(&screen, ">  2026-03-10");
	assert_false(screen_has(&screen, "2026-03-26"));
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(my_day_is_one_page_of_what_is_due),
		cmocka_unit_test(what_comes_has_each_day_with_whom_it_comes_to),
		cmocka_unit_test(each_board_has_its_page),
		cmocka_unit_test(people_open_and_back_is_the_row_one_came_from),
		cmocka_unit_test(every_number_of_a_row_can_be_opened),
		cmocka_unit_test(every_board_opens),
		cmocka_unit_test(cards_open_one_after_the_other),
		cmocka_unit_test(a_card_opened_from_a_board_is_whole),
		cmocka_unit_test(a_heading_leads_to_the_whole_board_and_back),
		cmocka_unit_test(rows_are_found_and_copied),
		cmocka_unit_test(what_cannot_be_had_leaves_all_as_it_is),
		cmocka_unit_test(the_mouse_selects_and_opens),
		cmocka_unit_test(it_is_the_first_page_where_a_person_wants_that),
		cmocka_unit_test(boards_are_of_my_area_or_of_everywhere),
		cmocka_unit_test(what_others_commit_is_seen),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
