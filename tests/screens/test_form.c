/* A visit, entered in a form. */
#include "screen.h"

#define ESC "\033"
#define F2 "\033OQ"
#define F8 "\033[19~"
#define F9 "\033[20~"
#define F10 "\033[21~"
#define C_O "\017"
#define C_X "\030"
#define F4 "\033OS"
#define BACK "\007"	/* as Esc, but known at once */

/* The n-th of those over 80, from 0, as a card. */
static void open_card(struct screen *screen, const struct screen_setup *setup, int n)
{
	screen_open(screen, setup);
	screen_keys(screen, "age>=80");
	screen_keys(screen, ESC);
	while (n-- > 0) {
		screen_keys(screen, "j");
	}
	screen_keys(screen, "\r");
	screen_wait(screen, "[card]");
}

static void open_shape(struct screen *screen, const struct screen_shape *shape, int n)
{
	const struct screen_setup setup = {.cols = shape->cols, .rows = shape->rows,
		.lang = shape->lang};
	screen_open(screen, &setup);
	screen_keys(screen, "age>=80");
	screen_keys(screen, ESC);
	while (n-- > 0) {
		screen_keys(screen, "j");
	}
	screen_keys(screen, "\r");
}

/* How many visits there are that a question is true of. */
static bool has_visits(const char *question, int n)
{
	return screen_run("test $(%s -d %s/reg query --from visit --format tsv '%s' | "
		"tail -n +2 | wc -l) -eq %d",
		screen_program(), screen_home, question, n) == 0;
}

static bool has_people(const char *question, int n)
{
	return screen_run("test $(%s -d %s/reg query --format tsv '%s' | tail -n +2 | wc -l) -eq %d",
		screen_program(), screen_home, question, n) == 0;
}

static void the_form_fits_every_screen(void **state)
{
	(void)state;
	static const int sizes[] = {AT_80_EN, AT_80_ZH, AT_40_EN, AT_40_ZH};
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		const struct screen_shape *shape = screen_shape((size_t)sizes[i]);
		struct screen screen;
		open_shape(&screen, shape, 3);
		screen_keys(&screen, "v");
		screen_expect(&screen, "form-%s", shape->name);
		screen_keys(&screen, "\r\r精神好，家里漏水");
		screen_keys(&screen, "\r1\r1.x\r1phone\r123\r\r\r\r1漏水\r");	/* faults: hours, phone */
		screen_keys(&screen, C_O);
		screen_expect(&screen, "form-fault-%s", shape->name);
		screen_close(&screen);
	}
	assert_true(has_visits("visit_detail:精神好，家里漏水", 0));
}

/* What was solved at the door costs no key more than what was heard there. */
static void a_need_is_solved_in_the_sitting_in_which_it_was_heard(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 4);
	screen_keys(&screen, "v\r\r\r\r\r\r\r");
	screen_wait(&screen, "> + need heard");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "> + need solved");
	screen_keys(&screen, "j");
	screen_wait(&screen, "solved: certificate");
	screen_keys(&screen, "开居住证明" C_O);
	screen_wait(&screen, ", 1 need");
	assert_int_equal(screen_run("test $(%s -d %s/reg query --from need --format tsv "
		"'need_detail:开居住证明 need_state:spot_done need_visit:*' | tail -n +2 | wc -l) -eq 1",
		screen_program(), screen_home), 0);
	screen_close(&screen);
}

/* A need, a service and the steps of a need, at every size, the need on a wide screen too. */
static void the_other_forms_fit_every_screen(void **state)
{
	(void)state;
	static const int sizes[] = {AT_80_EN, AT_80_ZH, AT_40_EN, AT_40_ZH, AT_120_EN, AT_120_ZH};
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		const struct screen_shape *shape = screen_shape((size_t)sizes[i]);
		struct screen screen;
		open_shape(&screen, shape, 3);
		screen_keys(&screen, "w1水管漏水\r1");
		screen_expect(&screen, "form-need-%s", shape->name);
		if (shape->cols != 120) {
			screen_keys(&screen, C_X C_X "slegal");
			screen_expect(&screen, "form-service-%s", shape->name);
			screen_keys(&screen, C_X C_X BACK F4 "njr8\r1" C_O);
			screen_expect(&screen, "form-step-%s", shape->name);
		}
		screen_close(&screen);
	}
}

/* What is no longer known is told so: a text by its sign, a choice by its key. */
static void a_fact_can_be_taken_back(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 2);
	assert_true(has_people("name:陈凤芬 phone_mobile:?", 0));
	screen_keys(&screen, "v\r\r\r\r\r\r");
	screen_wait(&screen, "> + fact changed");
	screen_keys(&screen, "phone_mobile\r?");
	screen_wait(&screen, "? alone: it is not known");
	screen_keys(&screen, "\rmarital\r");
	screen_wait(&screen, "not known");
	screen_keys(&screen, "?" C_O);
	screen_wait(&screen, "visit of 陈凤芬, 2 facts");
	assert_true(has_people("name:陈凤芬 phone_mobile:?", 1));
	screen_close(&screen);
}

/* Each character, and Enter, is a key; the note and the need are Han that were composed. */
static void a_typical_visit_takes_no_more_than_forty_keys(void **state)
{
	(void)state;
	static const char keys[] = "v\r\r老人精神很好\r1\r1\r1\r1厨房漏水\r" C_O;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 0);
	size_t n = 0;
	for (const char *at = keys; *at; at += mq_utf8_grapheme(at, strlen(at))) {
		n++;
	}
	assert_true(n <= 40);
	screen_keys(&screen, keys);
	screen_wait(&screen, "visit of 曹彩素, 1 confirmed, 1 need");
	screen_wait(&screen, "v mends a slip, not u");
	screen_wait(&screen, ">2026-03-01  visit at home  met");
	assert_true(has_visits("visit_time:2026-03-01 visit_outcome:met visit_detail:老人精神很好", 1));
	screen_keys(&screen, "u");	/* that is for what was asked */
	assert_true(has_visits("visit_detail:老人精神很好", 1));
	screen_close(&screen);
}

static void what_is_typed_outlives_what_others_write(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 1);
	screen_keys(&screen, "v\r\r还没有写完");
	assert_int_equal(screen_run(
		"%s -d %s/reg visit add $(%s -d %s/reg query name:陈英文 --format tsv "
		"--columns person_id | tail -1) met detail=other >/dev/null",
		screen_program(), screen_home, screen_program(), screen_home), 0);
	screen_keys(&screen, "，继续");
	screen_wait(&screen, "还没有写完，继续");
	screen_keys(&screen, F2);
	screen_wait(&screen, "visit of ");
	assert_true(has_visits("visit_detail:还没有写完，继续", 1));
	assert_true(has_visits("visit_detail:other", 1));
	screen_close(&screen);
}

static void a_visit_that_is_there_already_is_another_one_if_that_is_said(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 1);
	screen_keys(&screen, "v\r\rsecond");
	screen_keys(&screen, C_O);
	screen_wait(&screen, "it was entered already; it says otherwise: visit notes");
	assert_true(has_visits("visit_detail:second", 0));
	screen_keys(&screen, "1");
	screen_keys(&screen, "\r");	/* the last row does it */
	screen_wait(&screen, "visit of ");
	assert_true(has_visits("visit_detail:second", 1));
	screen_close(&screen);
}

static void a_form_that_is_left_stays_as_a_draft_until_it_is_opened_again(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 4);
	screen_keys(&screen, "v");
	screen_keys(&screen, ESC);	/* nothing was said: nothing is asked */
	screen_wait(&screen, "[card]");
	screen_keys(&screen, "v\r\rhalf a note");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "Esc once more leaves it as a draft");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[card]");
	screen_keys(&screen, "nv");	/* somebody else's is empty */
	screen_wait(&screen, "[form]");
	assert_false(screen_has(&screen, "half a note"));
	screen_keys(&screen, ESC);
	screen_keys(&screen, "pv");
	screen_wait(&screen, "half a note");
	screen_keys(&screen, C_X);
	screen_wait(&screen, "C-x once more throws it away");
	screen_keys(&screen, C_X);
	screen_wait(&screen, "[card]");
	screen_keys(&screen, "v");
	screen_wait(&screen, "[form]");
	assert_false(screen_has(&screen, "half a note"));
	screen_close(&screen);
}

/* What was written on paper is keyed in by its number, whatever is shown. */
static void a_sheet_is_keyed_in_by_its_number(void **state)
{
	(void)state;
	static const struct screen_setup setup = {.cols = 80, .rows = 24, .lang = "en"};
	struct screen screen;
	screen_open(&screen, &setup);
	screen_keys(&screen, F8 "visit 453-10-61\r");
	screen_wait(&screen, "[form]");
	screen_wait(&screen, "visited on           2025-12-31");
	screen_wait(&screen, "    1 陈荣生  2 曹彩素");
	screen_keys(&screen, ESC);
	screen_keys(&screen, F8 "visit 453-10-62\r");
	screen_wait(&screen, "'453-10-62' is the number of no sheet");
	screen_close(&screen);
}

/* A board was opened over a form, and from it another form: the first one is put aside. */
static void nothing_leads_back_to_a_form_that_was_put_aside(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 6);
	screen_keys(&screen, "v");
	screen_wait(&screen, "[form]");
	screen_keys(&screen, F9);
	screen_wait(&screen, "[board]");
	screen_keys(&screen, "j\r");
	screen_wait(&screen, "[results]");
	screen_keys(&screen, "v");
	screen_wait(&screen, "[form]");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[results]");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[board]");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[card]");
	screen_keys(&screen, "\r");
	assert_false(screen_has(&screen, "[form]"));
	screen_close(&screen);
}

static void leaving_asks_once_where_a_form_is_not_finished(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 5);
	screen_keys(&screen, "v\r\rhalf");
	screen_keys(&screen, F10);
	screen_wait(&screen, "a form was not finished");
	screen_type(&screen, F10);
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

/* From a row of the list, by name; it is found by pinyin, and nothing but the item is needed. */
static void a_service_is_entered_from_the_list(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	screen_open(&screen, &usual);
	screen_keys(&screen, "age>=80");
	screen_keys(&screen, ESC);
	screen_keys(&screen, ":service");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "[form]");
	screen_keys(&screen, "falvyuanzhu");
	screen_wait(&screen, "legal aid");
	screen_keys(&screen, "\r" C_O);
	screen_wait(&screen, "service of 曹彩素");
	screen_wait(&screen, "[results]");
	screen_close(&screen);
}

static void a_need_is_told_and_then_answered_from_its_card(void **state)
{
	(void)state;
	static const struct screen_setup phone = {.cols = 40, .rows = 20};
	struct screen screen;
	open_card(&screen, &phone, 8);
	screen_keys(&screen, "r");
	screen_wait(&screen, "this is neither a need nor a");
	screen_keys(&screen, "w1");
	screen_keys(&screen, "厨房漏水");
	screen_keys(&screen, C_O);
	screen_wait(&screen, "r leads it on, not u");
	screen_wait(&screen, ">2026-03-01  repair");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "need key");
	screen_keys(&screen, "r");
	screen_wait(&screen, "1 answer");
	screen_keys(&screen, C_O);
	screen_wait(&screen, "! this is to be said");
	screen_keys(&screen, "1" C_O);
	screen_wait(&screen, "! this is to be said");
	screen_keys(&screen, "已约师傅");
	screen_keys(&screen, C_O);
	screen_wait(&screen, "need of ");
	screen_close(&screen);
}

static void nothing_of_a_form_is_in_the_log(void **state)
{
	(void)state;
	static const struct screen_setup usual = {0};
	struct screen screen;
	open_card(&screen, &usual, 6);
	screen_keys(&screen, "v\r\rsecret");
	screen_keys(&screen, ESC);
	screen_keys(&screen, ESC);
	screen_keys(&screen, ":log\r");
	screen_wait(&screen, "age>=80");
	assert_false(screen_has(&screen, "secret"));
	assert_false(screen_has(&screen, "visit"));
	screen_close(&screen);
}

/* A click on a choice is its key. */
static void the_mouse_chooses_where_it_is_on(void **state)
{
	(void)state;
	static const struct screen_setup mouse = {.option = "--mouse"};
	struct screen screen;
	open_card(&screen, &mouse, 7);
	screen_keys(&screen, "v");
	screen_wait(&screen, "> met");
	screen_keys(&screen, ESC "[<0;6;5M" ESC "[<0;6;5m");	/* the row below its choices */
	screen_wait(&screen, "3 not home");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_form_fits_every_screen),
		cmocka_unit_test(a_sheet_is_keyed_in_by_its_number),
		cmocka_unit_test(a_need_is_solved_in_the_sitting_in_which_it_was_heard),
		cmocka_unit_test(the_other_forms_fit_every_screen),
		cmocka_unit_test(a_fact_can_be_taken_back),
		cmocka_unit_test(a_typical_visit_takes_no_more_than_forty_keys),
		cmocka_unit_test(what_is_typed_outlives_what_others_write),
		cmocka_unit_test(a_visit_that_is_there_already_is_another_one_if_that_is_said),
		cmocka_unit_test(a_form_that_is_left_stays_as_a_draft_until_it_is_opened_again),
		cmocka_unit_test(nothing_leads_back_to_a_form_that_was_put_aside),
		cmocka_unit_test(leaving_asks_once_where_a_form_is_not_finished),
		cmocka_unit_test(a_service_is_entered_from_the_list),
		cmocka_unit_test(a_need_is_told_and_then_answered_from_its_card),
		cmocka_unit_test(nothing_of_a_form_is_in_the_log),
		cmocka_unit_test(the_mouse_chooses_where_it_is_on),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
