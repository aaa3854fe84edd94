/*
 * The work of a morning, by the same keys at every size: find somebody by pinyin, narrow by a
 * facet, open the card, walk to a member of the household, copy, export, save the list and
 * ask it.
 */
#include "screen.h"

#define ESC "\033"
#define BACK_TAB "\033[Z"
#define F2 "\033OQ"
#define F6 "\033[17~"
#define F7 "\033[18~"

static const struct {
	int cols;
	int rows;
} sizes[] = {{120, 40}, {80, 24}, {40, 20}, {32, 12}};

struct step {
	const char *keys;
	const char *seen;	/* what tells that it was done, at every size */
};

static const struct step steps[] = {
	{"cao", "query> cao"},
	{ESC BACK_TAB, "[facets]"},
	{"j\r", "sex:female"},
	{ESC "\r", "[card]"},
	{"}}\r", "陈荣生"},
	{"jyf", "sent 9 bytes"},	/* his name */
	{ESC, "曹彩素"},
	{ESC F6 "cao.csv\r", "rows, "},
	{F2 "曹家\r", "saved as @"},
	{F7, "> 曹家"},
};

static void take(struct screen *screen, const struct step *step)
{
	/* key by key, as fingers do: an Esc in front of another key would be Alt */
	for (const char *at = step->keys; *at;) {
		char key[16];
		size_t n = strncmp(at, ESC "[", 2) == 0 ? strcspn(at + 2, "Z~") + 3
			: strncmp(at, ESC "O", 2) == 0 ? 3 : mq_utf8_grapheme(at, strlen(at));
		snprintf(key, sizeof(key), "%.*s", (int)n, at);
		screen_keys(screen, key);
		at += n;
	}
	screen_wait(screen, step->seen);
}

static void bar_18_all_tasks_are_done_by_the_same_keys_at_every_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		const struct screen_setup setup = {.cols = sizes[i].cols, .rows = sizes[i].rows};
		struct screen screen;
		assert_int_equal(screen_run("rm -rf '%s/.config' '%s/cao.csv'", screen_home, screen_home), 0);
		screen_open(&screen, &setup);
		for (size_t s = 0; s < MQ_LENGTH(steps); s++) {
			take(&screen, &steps[s]);
		}
		assert_int_equal(screen_run("grep -q 曹彩素 '%s/cao.csv'", screen_home), 0);
		assert_int_equal(screen_run("HOME='%s' XDG_CONFIG_HOME= %s -d %s/reg count @曹家 | grep -q "
			"'^1[^0-9]'", screen_home, screen_program(), screen_home), 0);
		screen_close(&screen);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bar_18_all_tasks_are_done_by_the_same_keys_at_every_size),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
