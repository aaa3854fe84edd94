/* Picking: the screen on the terminal, whatever standard input and output are. */
#include "screen.h"

#define ESC "\033"

static void open_pick(struct screen *screen, const char *arguments)
{
	static char script[512];
	struct screen_setup setup = {.script = script};
	snprintf(script, sizeof(script), "echo nobody reads this | \"$0\" -d \"$1\" pick %s >picked; "
		"echo left $?; sleep 60", arguments);
	screen_open(screen, &setup);
	screen_wait(screen, "Enter picks the row");
}

static bool picked(const char *lines)
{
	return screen_run("printf '%s' | cmp -s - '%s/picked'", lines, screen_home) == 0;
}

static void enter_prints_the_key_of_the_row(void **state)
{
	(void)state;
	struct screen screen;
	open_pick(&screen, "'age>=80'");
	screen_wait(&screen, "64 hits");
	screen_keys(&screen, "\033[B\r");
	screen_wait(&screen, "left 0");
	assert_true(picked("P00000393\\n"));
	screen_close(&screen);
}

static void of_marked_rows_all_keys_are_printed(void **state)
{
	(void)state;
	struct screen screen;
	open_pick(&screen, "'age>=80'");
	screen_keys(&screen, ESC);
	screen_keys(&screen, "xx\r");
	screen_wait(&screen, "left 0");
	assert_int_equal(screen_run("test $(wc -l <'%s/picked') -eq 2", screen_home), 0);
	screen_close(&screen);
}

static void records_of_another_kind_are_picked_by_theirs(void **state)
{
	(void)state;
	struct screen screen;
	open_pick(&screen, "-k household");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "left 0");
	assert_int_equal(screen_run("grep -qx 'H[0-9]*' '%s/picked'", screen_home), 0);
	screen_close(&screen);
}

static void a_card_can_be_looked_at_before(void **state)
{
	(void)state;
	struct screen screen;
	open_pick(&screen, "'age>=80'");
	screen_keys(&screen, ESC);
	screen_keys(&screen, "\027l");	/* C-w l */
	screen_wait(&screen, "[card]");
	screen_keys(&screen, ESC);
	screen_keys(&screen, "q");
	screen_wait(&screen, "left 1");
	assert_true(picked(""));
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enter_prints_the_key_of_the_row),
		cmocka_unit_test(of_marked_rows_all_keys_are_printed),
		cmocka_unit_test(records_of_another_kind_are_picked_by_theirs),
		cmocka_unit_test(a_card_can_be_looked_at_before),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
