/* What is done on the rows of boards: households called on, what comes dismissed, needs led on. */
#include "screen.h"

#define C_O "\017"
#define ESC "\033"
#define F4 "\033OS"
#define F8 "\033[19~"
#define BACK "\007"	/* as Esc, but known at once */

static void open_board(struct screen *screen, const struct screen_shape *shape, const char *typed)
{
	screen_open_shape(screen, shape);
	screen_type(screen, F8);
	screen_type(screen, typed);
	screen_type(screen, "\r");
	screen_wait(screen, "[board]");
}

/* Does a command of the shell print so much of what is asked? */
static bool says(const char *command, const char *text)
{
	return screen_run("HOME=%s; MINQING_DIR=%s/reg; export HOME MINQING_DIR; mq=%s; "
		"(%s) 2>&1 | grep -qF -e '%s'", screen_home, screen_home, screen_program(), command,
		text) == 0;
}

/* ---- the round ---- */

static void a_round_is_planned_and_ticked_off_by_visits(void **state)
{
	struct screen screen;
	(void)state;
	open_board(&screen, screen_shape(AT_80_EN), "round sg01");
	screen_wait(&screen, "to be called on: 9");
	screen_type(&screen, "p");
	screen_wait(&screen, "9 households are planned for today");
	screen_wait(&screen, ">planned for today: 0 of 9 called on");
	screen_type(&screen, "jj");
	screen_wait(&screen, ">  保德路160弄1号201室");
	screen_type(&screen, "v");
	screen_wait(&screen, "[form]");
	screen_type(&screen, "1" C_O);
	screen_wait(&screen, "[board]");
	screen_wait(&screen, "visit of H00000011");
	screen_wait(&screen, ">  ✓ 保德路160弄1号201室  陈荣生 and 1 more          called on");
	screen_wait(&screen, "planned for today: 1 of 9 called on");
	screen_wait(&screen, "to be called on: 8");
	assert_true(says("$mq round planned -f csv", "H00000011"));
	assert_true(says("$mq query \"from:household @round_left\"", "8 hits"));
	screen_type(&screen, "p");
	screen_wait(&screen, "today's round is planned already");
	screen_type(&screen, "jp");	/* not at once: it is asked again */
	screen_wait(&screen, "said once more it is planned anew");
	screen_type(&screen, "p");
	screen_wait(&screen, ">planned for today: 0 of 8 called on");
	screen_close(&screen);
}

/* The demonstration's officer is nobody of the staff. */
static void whose_round_it_is_has_to_be_known(void **state)
{
	struct screen screen;
	(void)state;
	screen_run("rm -f '%s'/.config/minqing/saved/round*", screen_home);
	open_board(&screen, screen_shape(AT_80_EN), "round");
	screen_type(&screen, "p");
	screen_wait(&screen, "is not the account of anybody");
	screen_type(&screen, "v");
	screen_wait(&screen, "this line is about nobody in particular");
	screen_wait(&screen, "[board]");
	screen_close(&screen);
}

/* ---- what comes ---- */

static void what_comes_is_dismissed_with_a_reason(void **state)
{
	static const int sizes[] = {AT_80_EN, AT_40_EN};
	static const char *const left[] = {"within 7 days: 4", "within 7 days: 3"};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		struct screen screen;
		open_board(&screen, screen_shape((size_t)sizes[i]), "upcoming");
		screen_type(&screen, "x");
		screen_wait(&screen, "dismissed, because:");
		screen_type(&screen, "\r");
		screen_wait(&screen, "it is dismissed with a reason");
		screen_keys(&screen, ESC);	/* it stays */
		screen_type(&screen, "x已上门");
		screen_type(&screen, "\r");
		screen_wait(&screen, "dismissed for 2026-03-0");
		screen_wait(&screen, left[i]);
		screen_wait(&screen, ">! 2026-03-04");
		screen_close(&screen);
	}
	assert_true(says("$mq query \"from:alert alert_reason:已上门\"", "2 hits"));
}

/* Its rule looks 90 days ahead by itself. */
static void what_comes_in_a_year_is_dismissed_on_its_row(void **state)
{
	struct screen screen;
	(void)state;
	open_board(&screen, screen_shape(AT_80_EN), "upcoming 400d turns_70");
	screen_type(&screen, "Gx早些知道");
	screen_type(&screen, "\r");
	screen_wait(&screen, "dismissed for 2027-0");
	screen_close(&screen);
}

static void what_comes_by_no_rule_stays(void **state)
{
	struct screen screen;
	(void)state;
	open_board(&screen, screen_shape(AT_80_EN), "services");
	screen_type(&screen, "x");
	screen_wait(&screen, "this line cannot be dismissed");
	screen_close(&screen);
}

/* ---- needs ---- */

/* A step as it is keyed in, and what it comes to; the same in words. */
static const struct {
	const char *keys;
	const char *told;
	const char *words;
} steps[] = {
	{"3太难\r", "raised to above", "escalate N why=太难"},
	{"4请重查", "returned", "return N 请重查"},
	{"2换人\r7", "assigned", "assign N desk=housing 换人"},
	{"5等材料\r+15", "extended", "extend N due=+15 等材料"},
	{"6等采购", "hold", "hold N 等采购"},
	{"1到货了", "doing", "resume N 到货了"},
	{"7盯紧\r2", "doing", "supervise N supervise=remind 盯紧"},
	{"1明天来", "doing", "answer N 明天来"},
	{"1已划线\r1", "to be confirmed", "answer N result=solved 已划线"},
	{"3\r\r5", "done", "close N satisfaction=4"},
	{"1又占了", "reopened", "reopen N 又占了"},
};

static void led_on_by_words(void)
{
	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		assert_int_equal(screen_run("mq='%s -d %s/twin'; "
			"n=$(grep -o 'N0[0-9]*' %s/need.txt | head -n 1); "
			"$mq need $(echo '%s' | sed \"s/ N / $n /\") >/dev/null", screen_program(),
			screen_home, screen_home, steps[i].words), 0);
	}
}

/* What was done, without the times. */
static void thread_of(const char *reg, const char *name)
{
	assert_int_equal(screen_run("%s -d %s/%s need show $(grep -o 'N0[0-9]*' %s/need.txt | "
		"head -n 1) | sed 's/^20[0-9-]* [0-9:]*//' >%s/%s.txt", screen_program(), screen_home,
		reg, screen_home, screen_home, name), 0);
}

/* From its card, where it is seen at once what became of it. */
static void a_need_goes_from_told_to_reopened_by_keys(void **state)
{
	struct screen screen;
	(void)state;
	assert_int_equal(screen_run("%s -d %s/reg need list -f csv >%s/need.txt && "
		"cp -r %s/reg %s/twin", screen_program(), screen_home, screen_home, screen_home,
		screen_home), 0);
	open_board(&screen, screen_shape(AT_80_EN), "needs");
	screen_type(&screen, "j\r");
	screen_wait(&screen, "[card]");
	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		char told[64];
		snprintf(told, sizeof(told), "need of 费雯思: %s", steps[i].told);
		screen_type(&screen, "r");
		screen_wait(&screen, "> what next");
		screen_type(&screen, steps[i].keys);
		screen_type(&screen, C_O);
		screen_wait(&screen, told);
		screen_wait(&screen, "[card]");
	}
	screen_close(&screen);
	led_on_by_words();
	thread_of("reg", "keys");
	thread_of("twin", "words");
	assert_int_equal(screen_run("diff %s/keys.txt %s/words.txt", screen_home, screen_home), 0);
	assert_int_equal(screen_run("grep -q 又占了 %s/keys.txt", screen_home), 0);
}

/* What it lacks is told in the words of the form; a need that is closed goes from the board. */
static void a_need_is_closed_from_the_board(void **state)
{
	struct screen screen;
	(void)state;
	open_board(&screen, screen_shape(AT_80_EN), "needs");
	screen_wait(&screen, "in all: 1");
	screen_type(&screen, "jr8");
	screen_type(&screen, "没有回音");
	screen_type(&screen, C_O);
	screen_wait(&screen, "'close' needs to be told: result of need, satisfaction; or result of need,");
	screen_wait(&screen, "没有回音");
	screen_type(&screen, "1\r1" C_O);	/* solved; cannot be reached */
	screen_wait(&screen, "[board]");
	screen_wait(&screen, "in all: 0");
	screen_close(&screen);
}

/* ---- services ---- */

static void a_service_is_ended_from_its_row(void **state)
{
	struct screen screen;
	(void)state;
	open_board(&screen, screen_shape(AT_80_EN), "services");
	screen_type(&screen, "jj\r");
	screen_wait(&screen, "[results]");
	screen_wait(&screen, "212 hits");
	screen_type(&screen, "jr");
	screen_wait(&screen, "service: active");
	screen_wait(&screen, "what next");
	screen_type(&screen, "2" C_O);
	screen_wait(&screen, "! this is to be said");
	screen_type(&screen, "2" C_O);
	screen_wait(&screen, "[results]");
	screen_wait(&screen, "has ended");
	screen_wait(&screen, "211 hits");
	screen_close(&screen);
	assert_true(says("$mq query \"from:service service_end_reason:moved service_to:2026-03-01\"", "1 hits"));
}

/* From the board: whom a provider is to call on; the call is told, and the next one waited for. */
static void a_call_is_told_from_the_list_a_provider_is_handed(void **state)
{
	struct screen screen;
	(void)state;
	assert_true(says("$mq service pair P00000001 银龄互助志愿队 next=2026-03-01 anyway", "first call"));
	open_board(&screen, screen_shape(AT_80_EN), "services");
	screen_type(&screen, "/银龄\r");
	screen_wait(&screen, ">  银龄互助志愿队");
	screen_type(&screen, "l");
	screen_wait(&screen, "calls: 1");
	screen_type(&screen, "\r");
	screen_wait(&screen, "[results]");
	screen_wait(&screen, " 1 hits");
	screen_type(&screen, "r");
	screen_wait(&screen, "the call was made");
	screen_type(&screen, "1" C_O);
	screen_wait(&screen, "[results]");
	screen_wait(&screen, "next call by 2026-03-15");
	screen_wait(&screen, " 0 hits");
	screen_close(&screen);
	assert_true(says("$mq query \"from:service person_id=P00000001 service_done:2026-03-01 "
		"service_next:2026-03-15\"", "1 hits"));
	assert_true(says("$mq service end P00000001/chat/2026-03-01 reason=error", "ended"));
}

/* ---- back where one came from ---- */

static const struct {
	const char *key;
	const char *filled;
	const char *told;
} forms[] = {
	{"v", "1", "visit of "},
	{"w", "1灯坏了", "need of "},
	{"s", "falvyuanzhu\r", "service of "},
};

static void write_form(struct screen *screen, size_t i)
{
	screen_type(screen, forms[i].key);
	screen_wait(screen, "[form]");
	screen_type(screen, forms[i].filled);
	screen_type(screen, C_O);
	screen_wait(screen, forms[i].told);
}

static void after_writing_one_is_on_the_same_row_of_the_list(void **state)
{
	struct screen screen;
	(void)state;
	screen_open_shape(&screen, screen_shape(AT_80_EN));
	screen_type(&screen, "age>=80" BACK);
	screen_type(&screen, "jjj");
	for (size_t i = 0; i < MQ_LENGTH(forms); i++) {
		write_form(&screen, i);
		screen_wait(&screen, "[results]");
		screen_wait(&screen, ">陈海");
	}
	screen_close(&screen);
}

static void after_writing_one_is_on_the_same_row_of_the_board(void **state)
{
	struct screen screen;
	(void)state;
	open_board(&screen, screen_shape(AT_80_EN), "upcoming");
	screen_type(&screen, "/turns 70\r");
	screen_wait(&screen, ">  2026-03-26");
	for (size_t i = 0; i < MQ_LENGTH(forms); i++) {
		write_form(&screen, i);
		screen_wait(&screen, "[board]");
		screen_wait(&screen, ">  2026-03-26");
	}
	screen_type(&screen, "\r");	/* and of its card */
	for (size_t i = 1; i < MQ_LENGTH(forms) - 1; i++) {
		screen_wait(&screen, "[card]");
		write_form(&screen, i);
	}
	screen_type(&screen, BACK);
	screen_wait(&screen, "[board]");
	screen_wait(&screen, ">  2026-03-26");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_round_is_planned_and_ticked_off_by_visits),
		cmocka_unit_test(whose_round_it_is_has_to_be_known),
		cmocka_unit_test(what_comes_is_dismissed_with_a_reason),
		cmocka_unit_test(what_comes_in_a_year_is_dismissed_on_its_row),
		cmocka_unit_test(what_comes_by_no_rule_stays),
		cmocka_unit_test(a_need_goes_from_told_to_reopened_by_keys),
		cmocka_unit_test(a_need_is_closed_from_the_board),
		cmocka_unit_test(a_service_is_ended_from_its_row),
		cmocka_unit_test(a_call_is_told_from_the_list_a_provider_is_handed),
		cmocka_unit_test(after_writing_one_is_on_the_same_row_of_the_list),
		cmocka_unit_test(after_writing_one_is_on_the_same_row_of_the_board),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
