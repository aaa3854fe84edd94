/*
 * A random walk: keys that are bound and letters that are typed, in bursts, between changes
 * of size. The program stays, its cursor stays on the screen, the keys are told, and whatever
 * count stands behind a value is how many hits there are when it is chosen.
 *
 * MINQING_WALK says how many keys; MINQING_SEED takes other ones.
 */
#include "screen.h"

#include "../../src/ui/input.h"

enum { KEYS = 4000, BURST_MAX = 40, QUIET_MS = 10, SETTLED_MS = 60, CHECK_EVERY = 4,
	BACK_MAX = 40 };	/* boards and cards lie on each other */

#define ESC "\033"

/* What leaves the program is opened again; what stops it goes on. */
static const char *const keys[] = {
	ESC "[A", ESC "[B", ESC "[B", ESC "[C", ESC "[D", ESC "[5~", ESC "[6~", ESC "[H", ESC "[F",
	"\t", "\t", ESC "[Z", "\r", "\r", ESC, "\001", "\002", "\005", "\006", "\007", "\010",
	"\013", "\014", "\016", "\020", "\022", "\025", "\027", "\031", "\037", "\177", "\030",
	ESC "b", ESC "f", ESC "d", ESC "r", ESC "1", ESC "3", ESC "OP", ESC "OR", ESC "OS", ESC "[19~", ESC "[24~",
	"j", "j", "k", "g", "G", "n", "p", "u", "U", "x", ":", "o", "O", "c", "h", "l", "z", "s", "a",
	"+", "-", "*", "%", "{", "}", "/", "/", "?", " ", " ", "V", "N", "H", "M", "L", "Z",
	"yy", "yf", "yq", "yc", "e", "E", "\027z", "\027>", "\027<", "\027+", "\027h", "\027l",
	ESC "[<0;23;9M" ESC "[<0;31;9m", ESC "[<0;40;30M" ESC "[<0;40;26m", "q.csv\r",
	"age", "sex", "lives_alone", "household", ".any(", "(", ")", ">=", "<", ":", "..", "~/", "~~",
	"8", "60", "1940", "or ", "not ", "-", "sort:", "cols:", "limit:", "from:", "wang", "zs", "w",
	ESC "[<0;30;6M", ESC "[<0;5;9M", ESC "[<0;60;8M", ESC "[<0;110;7M", ESC "[<0;9;1M",
	ESC "[<64;30;9M", ESC "[<65;30;9M", ESC "[<64;5;9M", ESC "[<65;110;9M",
	"王", "芳", "高龄", "独居", "路", "，", "﹒", "\xff", "𠮷", "e\xcc\x81",
};

static const int sizes[][2] = {{80, 24}, {120, 40}, {40, 20}, {200, 60}, {63, 20}, {20, 6}, {5, 2},
	{100, 28}, {80, 7}};

struct walk {
	struct screen screen;
	uint64_t dice;
	size_t n_keys;
	size_t n_checked;
	size_t n_waited;
	char *stood;		/* the screen before it was gone to the facets */
	struct mq_buf last;	/* the burst that was typed last */
};

static size_t roll(struct walk *walk, size_t sides)
{
	walk->dice = walk->dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (size_t)(walk->dice >> 33) % sides;
}

static void take_all(struct walk *walk, int quiet_ms)
{
	while (screen_read(&walk->screen, quiet_ms)) {
	}
	mq_buf_clear(&walk->screen.log);
}

static void open_anew(struct walk *walk)
{
	static const struct screen_setup usual = {.env = "MINQING_MOUSE=on"};
	screen_open(&walk->screen, &usual);
	screen_wait(&walk->screen, "query>");
}

/* Has it left? Where the terminal is given back the end is near, or it waits for Enter below its
 * screen: that is pressed, sooner or later. */
static bool has_left(struct walk *walk, int *status)
{
	enum { TURNS = 200, ENTER_EVERY = 20 };
	struct termios now;
	bool left = waitpid(walk->screen.pid, status, WNOHANG) == walk->screen.pid;
	for (int turn = 1; !left && turn < TURNS; turn++) {
		tcgetattr(walk->screen.slave, &now);
		if (!(now.c_lflag & ICANON)) {
			break;
		}
		if (turn % ENTER_EVERY == 0 && write(walk->screen.master, "\n", 1) != 1) {
			break;
		}
		screen_read(&walk->screen, QUIET_MS);
		left = waitpid(walk->screen.pid, status, WNOHANG) == walk->screen.pid;
	}
	return left;
}

/* Whoever left in a burst begins anew; whoever fell is told of. */
static void see_that_it_lives(struct walk *walk)
{
	int status;
	if (!has_left(walk, &status)) {
		return;
	}
	walk->screen.pid = 0;
	take_all(walk, QUIET_MS);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		char *seen = screen_text(&walk->screen);
		fail_msg("it ended with %d behind %zu keys, the last ones \"%s\":\n%s", status,
			walk->n_keys, walk->last.data, seen);
	}
	screen_close(&walk->screen);
	open_anew(walk);
}

static void type_burst(struct walk *walk)
{
	size_t n = 1 + roll(walk, BURST_MAX);
	mq_buf_clear(&walk->last);
	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(&walk->last, keys[roll(walk, MQ_LENGTH(keys))]);
	}
	if (write(walk->screen.master, walk->last.data, walk->last.len) < 0) {
		mq_buf_clear(&walk->last);	/* it has left already */
	}
	walk->n_keys += n;
}

/* A paste ends only where nothing follows its end for a while. */
static void paste(struct walk *walk)
{
	static const char text[] = ESC "[200~sex:1\n" ESC "]0;x\a 王" ESC "[201~";
	if (write(walk->screen.master, text, sizeof(text) - 1) > 0) {
		take_all(walk, 60 * MQ_PASTE_TAIL_MS);	/* long, for a machine that is busy */
	}
}

/* The number that ends in front of a column border, or -1 where none does. */
static long number_before(const char *text, const char *end)
{
	long number = 0;
	long unit = 1;
	while (end > text && end[-1] == ' ') {
		end--;
	}
	if (end == text || end[-1] < '0' || end[-1] > '9') {
		return -1;
	}
	for (; end > text && end[-1] >= '0' && end[-1] <= '9'; end--, unit *= 10) {
		number += (end[-1] - '0') * unit;
	}
	return end > text && end[-1] == ' ' ? number : -1;
}

/* What stands behind the value the cursor is on, or -1: a head, a value in force. */
static long selected_count(const struct walk *walk)
{
	struct mq_buf text = {0};
	int col;
	int row;
	long count = -1;
	screen_cursor(&walk->screen, &col, &row);
	screen_row(&walk->screen, row, &text);
	mq_buf_addc(&text, '\0');
	char *border = strchr(text.data, '|');
	if (row > 1 && border != NULL && memchr(text.data, '*', (size_t)(border - text.data)) == NULL) {
		count = number_before(text.data, border);
	}
	mq_buf_release(&text);
	return count;
}

/* The language is changed on the way, too. */
static bool has_either(const struct walk *walk, const char *english, const char *chinese)
{
	return screen_has(&walk->screen, english) || screen_has(&walk->screen, chinese);
}

/* "14 hits" or "命中14" of the first line, or -1. */
static long hits(const struct walk *walk)
{
	struct mq_buf text = {0};
	long count = -1;
	screen_row(&walk->screen, 0, &text);
	mq_buf_addc(&text, '\0');
	char *told = strstr(text.data, " hits ");
	char *behind = strstr(text.data, "命中");
	if (told != NULL && strstr(text.data, " unknown]") == NULL) {
		count = number_before(text.data, told);
	} else if (behind != NULL && strstr(text.data, "[未知") == NULL) {
		count = strtol(behind + strlen("命中"), NULL, 10);
	}
	mq_buf_release(&text);
	return count;
}

/* False where keys that were still under way left the program, or printed a card. */
static bool wait_for(struct walk *walk, const char *english, const char *chinese)
{
	pid_t pid = walk->screen.pid;
	for (int64_t end = screen_now_ms() + PATIENCE_MS;
		!has_either(walk, english, chinese) && screen_now_ms() < end;) {
		screen_read(&walk->screen, QUIET_MS);
		see_that_it_lives(walk);
		if (walk->screen.pid != pid) {
			return false;
		}
		if (has_either(walk, "Enter goes back", "按 Enter 返回")) {
			screen_keys(&walk->screen, "\r");	/* a card printed, it swallowed what was typed */
			return false;
		}
	}
	if (!has_either(walk, english, chinese)) {
		char *seen = screen_text(&walk->screen);
		fprintf(stderr, "%s\n%s\n", walk->stood, seen);
		fail_msg("\"%s\" did not come behind %zu keys, the last ones \"%s\"", english,
			walk->n_keys, walk->last.data);
	}
	return true;
}

/*
 * A key that does nothing says so when all before it is done. It is none of those that are
 * pressed at random, and not the one of the last time: what either said may still stand there.
 */
static bool wait_until_done(struct walk *walk)
{
	static const char *const idle[][3] = {
		{"&", "& does nothing here", "& 在此无作用"},
		{";", "; does nothing here", "; 在此无作用"},
	};
	const char *const *key = idle[walk->n_waited++ % MQ_LENGTH(idle)];
	screen_type(&walk->screen, key[0]);
	bool stayed = wait_for(walk, key[1], key[2]);
	take_all(walk, SETTLED_MS);
	return stayed;
}

/* From wherever it is: Ctrl-G closes what is open, / goes to the query. */
static bool go_to_facets(struct walk *walk)
{
	static const char *const queries[] = {"", "age>=60", "sex:female", "独居", "age<18 or lives_alone",
		"-sex:male age:20..59", "household.any(age<18)"};
	free(walk->stood);
	walk->stood = screen_text(&walk->screen);
	screen_resize(&walk->screen, 80, 24);
	kill(walk->screen.pid, SIGCONT);	/* anything can be run by its name, what stops it too */
	for (size_t i = 0; i < BACK_MAX; i++) {
		screen_type(&walk->screen, "\007");
	}
	screen_type(&walk->screen, "/\005\025");
	screen_type(&walk->screen, queries[roll(walk, MQ_LENGTH(queries))]);
	screen_type(&walk->screen, "\007" ESC "[Z");
	for (size_t i = roll(walk, 12); i > 0; i--) {
		screen_type(&walk->screen, "j");
	}
	return wait_until_done(walk);
}

/* A value is chosen: as many hits come as were told. */
static void choose_a_value(struct walk *walk)
{
	bool stayed = go_to_facets(walk);
	long count = selected_count(walk);
	if (!stayed || !has_either(walk, "[facets]", "[分面]") || count <= 0 || hits(walk) < 0) {
		return;
	}
	char *before = screen_text(&walk->screen);
	screen_type(&walk->screen, "\r");
	for (int64_t end = screen_now_ms() + PATIENCE_MS;
		hits(walk) != count && screen_now_ms() < end;) {
		screen_read(&walk->screen, QUIET_MS);
	}
	if (hits(walk) != count) {
		char *after = screen_text(&walk->screen);
		fprintf(stderr, "%s\n%s\n", before, after);
		fail_msg("%ld were told, %ld came", count, hits(walk));
	}
	walk->n_checked++;
	free(before);
}

static void assert_sound(const struct walk *walk)
{
	int col;
	int row;
	screen_cursor(&walk->screen, &col, &row);
	assert_in_range(col, 0, walk->screen.cols);
	assert_in_range(row, 0, walk->screen.rows - 1);
}

static void whatever_is_pressed_it_stays_and_its_counts_are_true(void **state)
{
	const char *asked = getenv("MINQING_WALK");
	size_t n_keys = asked != NULL ? strtoul(asked, NULL, 10) : KEYS;
	const char *seed = getenv("MINQING_SEED");
	struct walk walk = {.dice = seed != NULL ? strtoull(seed, NULL, 10) : 20260301};
	(void)state;
	/* what waits for Enter outside of the screen waits for a person */
	assert_int_equal(screen_run("mkdir -p %s/.config/minqing && printf 'results: {P: none, y m: none}"
		"\\ncard: {P: none}\\n' >%s/.config/minqing/keys.yaml", screen_home, screen_home), 0);
	open_anew(&walk);
	for (size_t burst = 0; walk.n_keys < n_keys; burst++) {
		if (roll(&walk, 6) == 0) {
			const int *size = sizes[roll(&walk, MQ_LENGTH(sizes))];
			screen_resize(&walk.screen, size[0], size[1]);
		}
		type_burst(&walk);
		take_all(&walk, QUIET_MS);
		if (roll(&walk, 100) == 0) {
			paste(&walk);
		}
		see_that_it_lives(&walk);
		assert_sound(&walk);
		if (burst % CHECK_EVERY == 0) {
			choose_a_value(&walk);
			see_that_it_lives(&walk);
		}
	}
	assert_true(walk.n_checked > 3);
	screen_close(&walk.screen);
	mq_buf_release(&walk.last);
	free(walk.stood);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_is_pressed_it_stays_and_its_counts_are_true),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
