/* Taking out: into the clipboard, onto the plain screen, into a file. */
#include "screen.h"

#define ESC "\033"
#define F6 "\033[17~"

static void open_list(struct screen *screen, const char *query)
{
	static const struct screen_setup usual = {0};
	screen_open(screen, &usual);
	screen_keys(screen, query);
	screen_keys(screen, ESC);
}

static bool same_files(const char *a, const char *b)
{
	return screen_run("cmp '%s/%s' '%s/%s'", screen_home, a, screen_home, b) == 0;
}

static void a_row_is_sent_to_the_clipboard_and_it_is_said_how_much(void **state)
{
	(void)state;
	struct screen screen;
	open_list(&screen, "age>=80");
	size_t since = screen.log.len;
	screen_keys(&screen, "yq");
	screen_wait(&screen, "sent 7 bytes to the clipboard (OSC 52)");
	assert_true(screen_wrote(&screen, since, "\033]52;c;YWdlPj04MA==\a"));	/* age>=80 */
	since = screen.log.len;
	screen_keys(&screen, "yy");
	screen_wait(&screen, "sent 1");	/* some hundred bytes */
	assert_true(screen_wrote(&screen, since, "\033]52;c;bmFtZQlzZXgJ"));	/* name, sex */
	screen_keys(&screen, "llyf");
	screen_wait(&screen, "sent 2 bytes to the clipboard (OSC 52)");	/* an age */
	screen_close(&screen);
}

static void what_is_too_long_goes_to_a_file_or_is_printed(void **state)
{
	(void)state;
	struct screen screen;
	char path[128];
	open_list(&screen, "age>=80");
	screen_keys(&screen, "%");
	screen_keys(&screen, "ym");
	screen_wait(&screen, "too long for the clipboard; file:");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "Enter goes back");
	screen_keys(&screen, "\n");
	screen_wait(&screen, "64 hits");
	screen_keys(&screen, "ym");
	snprintf(path, sizeof(path), "%s/copied.tsv\r", screen_home);
	screen_keys(&screen, path);
	screen_wait(&screen, "bytes written to");
	assert_int_equal(screen_run("test $(wc -l <'%s/copied.tsv') -eq 65", screen_home), 0);
	assert_int_equal(screen_run("test $(stat -c %%a '%s/copied.tsv') = 600", screen_home), 0);
	screen_close(&screen);
}

static void the_card_is_printed_where_it_can_be_selected(void **state)
{
	(void)state;
	struct screen screen;
	open_list(&screen, "age>=80");
	size_t since = screen.log.len;
	screen_keys(&screen, "P");
	screen_wait(&screen, "[where it comes from]");
	assert_true(screen_wrote(&screen, since, "\033[?1049l"));
	screen_keys(&screen, "\n");
	screen_wait(&screen, "64 hits");
	screen_close(&screen);
}

/* What stands on the screen: its order, its columns, all of its rows. */
static void the_list_is_exported_as_the_command_line_does(void **state)
{
	(void)state;
	struct screen screen;
	char path[128];
	open_list(&screen, "age>=80");
	screen_keys(&screen, "llO");
	screen_keys(&screen, "e");
	snprintf(path, sizeof(path), "%s/screen.csv\r", screen_home);
	screen_keys(&screen, path);
	screen_wait(&screen, "64 rows, ");
	assert_int_equal(screen_run("LC_ALL=en_US.UTF-8 %s -d %s/reg export -o %s/cli.csv --bom --words "
		"--sort age- 'age>=80' >/dev/null", screen_program(), screen_home, screen_home), 0);
	assert_true(same_files("screen.csv", "cli.csv"));
	screen_close(&screen);
}

static void a_file_that_is_there_is_written_over_only_when_asked_twice(void **state)
{
	(void)state;
	struct screen screen;
	char path[128];
	assert_int_equal(screen_run("echo mine >%s/there.json", screen_home), 0);
	open_list(&screen, "age>=80");
	screen_keys(&screen, F6);
	snprintf(path, sizeof(path), "%s/there.json\r", screen_home);
	screen_keys(&screen, path);
	screen_wait(&screen, "it is there already");
	assert_int_equal(screen_run("grep -q mine %s/there.json", screen_home), 0);
	screen_keys(&screen, "\r");
	screen_wait(&screen, "64 rows, ");
	assert_int_not_equal(screen_run("grep -q mine %s/there.json", screen_home), 0);
	screen_close(&screen);
}

static void a_place_that_is_none_is_told_and_the_name_stays(void **state)
{
	(void)state;
	struct screen screen;
	open_list(&screen, "age>=80");
	screen_keys(&screen, "e/no/where.csv\r");
	screen_wait(&screen, "export the hits to: /no/where.csv");
	screen_wait(&screen, "No such file");
	screen_keys(&screen, "\025x.pdf\r");	/* C-u */
	screen_wait(&screen, "export the hits to: x.pdf");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[results]");
	screen_close(&screen);
}

/* Where it has no room beside the name it takes the row of hints. */
static void why_a_file_was_not_written_is_told_whole(void **state)
{
	(void)state;
	static const struct screen_setup setups[] = {{0}, {.cols = 40, .rows = 20}};
	struct screen screen;
	for (size_t i = 0; i < MQ_LENGTH(setups); i++) {
		screen_open(&screen, &setups[i]);
		screen_keys(&screen, ESC);
		screen_keys(&screen, "e/no/such/directory/anywhere/list.csv\r");
		screen_wait(&screen, "'/no/such/directory/anywhere/list.csv':");
		screen_wait(&screen, "No such file or directory");
		screen_keys(&screen, "x");
		screen_wait(&screen, "Enter writes the file");
		screen_close(&screen);
	}
}

/* The last path does not stand in the way of printing. */
static void printing_is_told_after_an_export_too(void **state)
{
	(void)state;
	struct screen screen;
	open_list(&screen, "age>=80");
	screen_keys(&screen, "ebefore.csv\r");
	screen_wait(&screen, "64 rows, ");
	screen_keys(&screen, "%");
	screen_keys(&screen, "ym");
	screen_wait(&screen, "file:    Enter alone prints it, to be selected");
	screen_keys(&screen, ESC);
	screen_keys(&screen, "e");
	screen_wait(&screen, "export the hits to: before.csv");
	screen_close(&screen);
}

static void only_the_marked_rows_are_exported_when_they_are_meant(void **state)
{
	(void)state;
	struct screen screen;
	char path[128];
	open_list(&screen, "age>=80");
	screen_keys(&screen, "E");
	screen_wait(&screen, "no row is marked");
	screen_keys(&screen, "xjx");
	screen_keys(&screen, "E");
	snprintf(path, sizeof(path), "%s/marked.tsv\r", screen_home);
	screen_keys(&screen, path);
	screen_wait(&screen, "2 rows, ");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_sent_to_the_clipboard_and_it_is_said_how_much),
		cmocka_unit_test(what_is_too_long_goes_to_a_file_or_is_printed),
		cmocka_unit_test(the_card_is_printed_where_it_can_be_selected),
		cmocka_unit_test(the_list_is_exported_as_the_command_line_does),
		cmocka_unit_test(a_file_that_is_there_is_written_over_only_when_asked_twice),
		cmocka_unit_test(a_place_that_is_none_is_told_and_the_name_stays),
		cmocka_unit_test(why_a_file_was_not_written_is_told_whole),
		cmocka_unit_test(printing_is_told_after_an_export_too),
		cmocka_unit_test(only_the_marked_rows_are_exported_when_they_are_meant),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
