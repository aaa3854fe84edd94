/*
 * What was done in one screen is done again in another, and leads to the same: a random walk of
 * keys, in bursts and at leisure, its log written, a new screen, the log replayed.
 */
#include "screen.h"

#define ESC "\033"
#define F8 ESC "[19~"
#define F11 ESC "[23~"
#define F12 ESC "[24~"
#define BACK "\007"

enum { WALKS = 3, N_BURSTS = 30, BURST_MAX = 8, QUIET_MS = 10 };

/* What leaves, stops or asks the disk is not among them. */
static const char *const keys[] = {
	ESC "[A", ESC "[B", ESC "[B", ESC "[C", ESC "[D", ESC "[5~", ESC "[6~", ESC "[H", ESC "[F",
	"\t", "\t", ESC "[Z", "\r", ESC, "\001", "\002", "\005", "\006", BACK, "\010",
	"\013", "\016", "\017", "\020", "\022", "\024", "\025", "\027", "\031", "\037", "\177", "\030",
	ESC "b", ESC "f", ESC "d", ESC "r", ESC "1", ESC "3", ESC ".", ESC "y", ESC "OP",
	"j", "j", "k", "g", "G", "n", "p", "u", "U", "x", "o", "O", "c", "h", "l", "z", "s", "a",
	"+", "-", "*", "%", "{", "}", "/", "/", "?", " ", " ", "V", "N", "H", "M", "L", "Z",
	"age", "sex:1 ", "lives_alone", "household", ".any(", "(", ")", ">=", "<", ":", "..", "~~",
	"8", "60", "1940", "or ", "not ", "sort:", "from:", "wang", "zs", "王", "独居", "，",
	ESC "[<0;30;6M", ESC "[<0;5;9M", ESC "[<0;60;8M", ESC "[<64;30;9M", ESC "[<65;5;9M",
};

static const struct screen_setup setup = {.env = "MINQING_MOUSE=on"};

static size_t roll(uint64_t *dice, size_t sides)
{
	*dice = *dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (size_t)(*dice >> 33) % sides;
}

static void settle(struct screen *screen)
{
	while (screen_read(screen, QUIET_MS)) {
	}
}

/* As it was when nobody had been here: no columns, no queries kept. */
static void open_anew(struct screen *screen)
{
	assert_int_equal(screen_run("rm -rf '%s/.local' && mkdir -p '%s/.config/minqing' && "
		"printf 'any:\\n  F12: log\\n  F11: replay\\n' >'%s/.config/minqing/keys.yaml'",
		screen_home, screen_home, screen_home), 0);
	screen_open(screen, &setup);
	screen_wait(screen, "query>");
}

static void walk(struct screen *screen, uint64_t seed)
{
	for (size_t i = 0; i < N_BURSTS; i++) {
		size_t n = 1 + roll(&seed, BURST_MAX);
		for (size_t k = 0; k < n; k++) {
			screen_type(screen, keys[roll(&seed, MQ_LENGTH(keys))]);
		}
		settle(screen);
	}
	screen_keys(screen, ESC);	/* a paste's end, a lone Esc: over */
	screen_keys(screen, BACK BACK BACK);
}

/* The log of the first screen is written, and a second one does it again. */
static void assert_replays(struct screen *first, const char *name)
{
	struct screen second;
	char *path = mq_format("%s/log-%s", screen_home, name);
	screen_type(first, F12 F12);
	screen_type(first, path);
	screen_type(first, "\r");
	screen_wait(first, "written to");
	screen_keys(first, BACK);
	char *want = screen_text(first);

	open_anew(&second);
	screen_type(&second, F11);
	screen_type(&second, path);
	screen_keys(&second, "\r");
	screen_wait(&second, "log once more");
	screen_keys(&second, BACK);
	char *seen = screen_text(&second);
	if (strcmp(seen, want) != 0) {
		screen_run("cat '%s'", path);
		print_error("%s led to\n%s", name, want);
		fail_msg("its log led to\n%s", seen);
	}
	free(want);
	free(seen);
	free(path);
	screen_close(&second);
}

static void replaying_the_log_leads_to_the_same_screen(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= WALKS; seed++) {
		struct screen first;
		char name[16];
		snprintf(name, sizeof(name), "walk-%d", (int)seed);
		open_anew(&first);
		walk(&first, seed);
		assert_replays(&first, name);
		screen_close(&first);
	}
}

/* From the palette, the help sheet and the menu; with an argument; over the manual. */
static void what_was_run_from_sheets_is_run_once_more_and_only_once(void **state)
{
	(void)state;
	static const char *const deeds[] = {
		"age>=60", ESC, F8, "sort-reverse\r", "l", "?", "/", "sort-rev\r", " ", "m", "m",
		F8, "man query\r", "?", "q", BACK, BACK, F8, "zoom\r", F8, "mark\r", F8, "sex:f", BACK,
		F8, "panes-usual\r",
	};
	struct screen first;
	open_anew(&first);
	for (size_t i = 0; i < MQ_LENGTH(deeds); i++) {
		screen_keys(&first, deeds[i]);
	}
	screen_wait(&first, "2 marked");
	assert_replays(&first, "sheets");
	screen_close(&first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaying_the_log_leads_to_the_same_screen),
		cmocka_unit_test(what_was_run_from_sheets_is_run_once_more_and_only_once),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
