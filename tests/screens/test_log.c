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

enum { WALKS = 2, N_BURSTS = 40, BURST_MAX = 8, QUIET_MS = 10 };

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
	screen_type(screen, BACK BACK BACK);
	settle(screen);
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
	screen_type(&second, "\r");
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
		"age>=60", BACK, BACK, F8, "sort-reverse\r", "l", "?", "/", "sort-rev\r", " ", "m", "m",
		F8, "man query\r", "?", "q", BACK, BACK, F8, "zoom\r", F8, "mark\r", F8, "sex:f", BACK,
		F8, "panes-usual\r",
	};
	struct screen first;
	open_anew(&first);
	for (size_t i = 0; i < MQ_LENGTH(deeds); i++) {
		screen_type(&first, deeds[i]);
		settle(&first);
	}
	screen_wait(&first, "2 marked");
	assert_replays(&first, "sheets");
	screen_close(&first);
}

/* ---- in haste ---- */

/* The wheel moves rows or facets from elsewhere. No line is clicked: two clicks in a row are meant
 * to be another thing. */
#define UP ESC "[A"
#define DOWN ESC "[B"
#define RIGHT ESC "[C"
#define PAGE_DOWN ESC "[6~"
#define CLICK_TITLE ESC "[<0;5;3M"
#define WHEEL_DOWN ESC "[<65;5;9M"
#define WHEEL_UP ESC "[<64;5;9M"
#define WHEEL_ROWS ESC "[<65;60;9M"

/* Each begins and ends among the facets, where a click on their title leads to. */
static const char *const among_facets[] = {
	"j", "j", "jj", "k", "}", "}", "{", "s", "s", "}s", "}s", "z", "Z", "+", " ", " ", "-", "a", "\r",
	"\006", "\002", "gg", "G", "U", "u", "u", "\022", "/weihun\r", "/nationality\r", "/household\r",
	WHEEL_DOWN, WHEEL_UP, "\tl" ESC "[Z", "\to" ESC "[Z", "\t*" ESC "[Z",
	"\t/\025age>=60 " CLICK_TITLE, "\t/wang " WHEEL_DOWN CLICK_TITLE, "\t/\025" CLICK_TITLE,
	"\t/" WHEEL_DOWN "\025sex:female " CLICK_TITLE, "\t/\025from:household \025" CLICK_TITLE,
};

/* Each begins and ends in the query line: "/" is typed there, else goes there. */
static const char *const among_rows[] = {
	DOWN, DOWN, UP, PAGE_DOWN, DOWN "w", "w", "wx\177", "wx\177\177", "\177", "\177", "\025",
	DOWN "\025age>=60 ", "\025sex:female ", DOWN DOWN "\025from:household \025", "\025sort:age-",
	"sex" RIGHT, "li" RIGHT, "sex\t\t", "age<\007j/", "\025li\007j/", "\025wang\007\007j/",
	BACK "jo/", BACK "O/", BACK "lG/", BACK "zz/", BACK "\004/", "\030", "\037", "\037",
	ESC "r", "\015}\007/", WHEEL_ROWS, "(" DOWN "\025", "nosuch:" DOWN "\025",
};

static const struct haste {
	const char *first;
	const char *const *keys;
	size_t n;
	const char *last;
	const char *where;
} hastes[] = {
	{"\ts}}s", among_facets, MQ_LENGTH(among_facets), "", "[facets]"},
	{"", among_rows, MQ_LENGTH(among_rows), "\025w" DOWN DOWN "x\025sex" RIGHT, "[query]"},
};

enum { N_HASTE = 18 };

/* What is one key begins here: its bytes. */
static size_t key_len(const char *at)
{
	size_t len = strcspn(at, "MABCDZr~");
	return at[0] == ESC[0] ? len + 1 : 1;
}

static void type_at_leisure(struct screen *screen, const char *typed)
{
	while (*typed) {
		char *key = mq_strndup(typed, key_len(typed));
		screen_type(screen, key);
		settle(screen);
		typed += strlen(key);
		free(key);
	}
}

static void any_of(const struct haste *haste, struct mq_buf *typed, uint64_t seed)
{
	mq_buf_adds(typed, haste->first);
	for (size_t i = 0; i < N_HASTE; i++) {
		mq_buf_adds(typed, haste->keys[roll(&seed, haste->n)]);
	}
	mq_buf_adds(typed, haste->last);
}

/* What was typed is done when a sheet has opened over it. The caller frees it. */
static char *text_then(struct screen *screen, const char *where)
{
	screen_type(screen, F12);
	screen_wait(screen, "log once more");
	screen_type(screen, BACK);
	screen_wait(screen, where);
	while (screen_read(screen, REST_MS)) {
	}
	return screen_text(screen);
}

/* What may come late has time to. */
static void assert_becomes(struct screen *screen, const char *want, const char *where)
{
	char *seen = text_then(screen, where);
	for (int64_t end = screen_now_ms() + PATIENCE_MS / 2;
		strcmp(seen, want) != 0 && screen_now_ms() < end;) {
		screen_read(screen, REST_MS);
		free(seen);
		seen = screen_text(screen);
	}
	if (strcmp(seen, want) != 0) {
		print_error("at leisure:\n%s", want);
		fail_msg("in haste:\n%s", seen);
	}
	free(seen);
}

/* Of keys alone far more walks are gone in tests/ui/test_haste.c; these come as bytes. */
static void keys_in_haste_end_like_keys_at_leisure(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(hastes); i++) {
		struct screen fast;
		struct screen slow;
		struct mq_buf typed = {0};
		any_of(&hastes[i], &typed, i + 1);
		open_anew(&slow);
		type_at_leisure(&slow, typed.data);
		char *want = text_then(&slow, hastes[i].where);
		screen_close(&slow);
		open_anew(&fast);
		screen_type(&fast, typed.data);
		assert_becomes(&fast, want, hastes[i].where);
		assert_replays(&fast, hastes[i].where);
		screen_close(&fast);
		free(want);
		mq_buf_release(&typed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaying_the_log_leads_to_the_same_screen),
		cmocka_unit_test(what_was_run_from_sheets_is_run_once_more_and_only_once),
		cmocka_unit_test(keys_in_haste_end_like_keys_at_leisure),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
