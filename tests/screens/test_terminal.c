/* The terminal: taken and given back whole, whatever happens in between. */
#include "screen.h"

#define ESC "\033"

static const struct screen_setup usual = {0};

static void open_usual(struct screen *screen)
{
	screen_open(screen, &usual);
	screen_wait(screen, "query>");
}

/* Was `off` written behind the last `on`? */
static bool screen_wrote_last(const struct screen *screen, const char *off, const char *on)
{
	size_t last = 0;
	for (size_t at = 0; at + strlen(on) <= screen->log.len; at++) {
		if (memcmp(screen->log.data + at, on, strlen(on)) == 0) {
			last = at;
		}
	}
	return screen_wrote(screen, last, off);
}

/* Line settings as before, the modes that were turned on off: alternate screen, paste, mouse;
 * the cursor to be seen. */
static void assert_given_back(struct screen *screen)
{
	static const char *const modes[][2] = {
		{ESC "[?1049h", ESC "[?1049l"}, {ESC "[?2004h", ESC "[?2004l"},
		{ESC "[?1000h", ESC "[?1000l"}, {ESC "[?1006h", ESC "[?1006l"},
		{ESC "[?25l", ESC "[?25h"}, {ESC "[?2026h", ESC "[?2026l"},
	};
	struct termios after;
	assert_int_equal(tcgetattr(screen->slave, &after), 0);
	assert_int_equal(after.c_lflag, screen->before.c_lflag);
	assert_int_equal(after.c_iflag, screen->before.c_iflag);
	assert_int_equal(after.c_oflag, screen->before.c_oflag);
	assert_int_equal(after.c_cflag, screen->before.c_cflag);
	assert_memory_equal(after.c_cc, screen->before.c_cc, sizeof(after.c_cc));
	for (size_t i = 0; i < MQ_LENGTH(modes); i++) {
		assert_true(!screen_wrote(screen, 0, modes[i][0]) ||
			screen_wrote_last(screen, modes[i][1], modes[i][0]));
	}
	assert_true(screen_wrote(screen, 0, ESC "[?1049h") && screen_wrote(screen, 0, ESC "[?2004h"));
}

static void f10_leaves_and_gives_the_terminal_back(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_type(&screen, ESC "[21~");
	assert_int_equal(screen_status(&screen), 0);
	assert_given_back(&screen);
	screen_close(&screen);
}

static void signals_end_it_and_give_the_terminal_back(void **state)
{
	(void)state;
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
	for (size_t i = 0; i < MQ_LENGTH(signals); i++) {
		struct screen screen;
		open_usual(&screen);
		kill(screen.pid, signals[i]);
		screen_status(&screen);
		assert_given_back(&screen);
		screen_close(&screen);
	}
}

static void a_crash_gives_the_terminal_back(void **state)
{
	(void)state;
	static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	/* a sanitizer would take them for its own */
	const struct screen_setup unwatched = {.env = "ASAN_OPTIONS=handle_segv=0:handle_sigbus=0:"
		"handle_sigfpe=0:handle_sigill=0:handle_abort=0"};
	for (size_t i = 0; i < MQ_LENGTH(signals); i++) {
		struct screen screen;
		screen_open(&screen, &unwatched);
		screen_wait(&screen, "query>");
		kill(screen.pid, signals[i]);
		assert_int_equal(screen_status(&screen), 128 + signals[i]);
		assert_given_back(&screen);
		screen_close(&screen);
	}
}

/* Stopped by Ctrl-Z it is the shell's terminal as the shell had it; fg takes it again. */
static void a_shell_has_its_terminal_while_it_is_stopped(void **state)
{
	(void)state;
	const struct screen_setup setup = {.script = "set -m; MINQING_MOUSE=on \"$0\" -d \"$1\"; "
		"echo stop''ped; read line; fg >/dev/null; echo le''ft $?; read line"};
	struct screen screen;
	struct termios taken;
	screen_open(&screen, &setup);
	screen_wait(&screen, "query>");
	screen_keys(&screen, "abc");
	screen_type(&screen, "\032");
	screen_wait(&screen, "stopped");
	assert_given_back(&screen);
	screen_keys(&screen, "\n");
	screen_wait(&screen, "query> abc");
	tcgetattr(screen.slave, &taken);
	assert_false(taken.c_lflag & (ICANON | ISIG | ECHO));
	assert_false(taken.c_iflag & IXON);
	screen_keys(&screen, "d");
	screen_wait(&screen, "query> abcd");
	screen_type(&screen, ESC "[21~");
	screen_wait(&screen, "left 0");
	assert_given_back(&screen);
	screen_type(&screen, "\n");
	screen_status(&screen);
	screen_close(&screen);
}

static void a_line_that_breaks_ends_it(void **state)
{
	(void)state;
	struct screen screen;
	int status = 0;
	open_usual(&screen);
	screen_type(&screen, "age>=60 ");
	close(screen.master);
	for (int64_t end = screen_now_ms() + PATIENCE_MS;
		screen.pid > 0 && screen_now_ms() < end; usleep(10000)) {
		screen.pid = waitpid(screen.pid, &status, WNOHANG) == screen.pid ? 0 : screen.pid;
	}
	assert_int_equal(screen.pid, 0);
	assert_true(WIFEXITED(status));
	screen.master = open("/dev/null", O_RDONLY);
	screen_close(&screen);
}

static void control_s_stops_nothing(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "ab\023\021c");
	screen_wait(&screen, "query> abc");
	screen_close(&screen);
}

static void it_stops_and_comes_back(void **state)
{
	(void)state;
	struct screen screen;
	struct termios while_stopped;
	open_usual(&screen);
	screen_keys(&screen, "abc");
	screen_type(&screen, "\032");
	screen_rest(&screen);
	/* a session leader's group is orphaned: the kernel does not stop it, so what
	 * can be seen is that the terminal was given back and taken anew */
	assert_true(screen_wrote(&screen, 0, ESC "[?2004l"));
	kill(screen.pid, SIGCONT);
	screen_rest(&screen);
	tcgetattr(screen.slave, &while_stopped);
	assert_false(while_stopped.c_lflag & ICANON);
	screen_wait(&screen, "query> abc");
	screen_type(&screen, ESC "[21~");
	assert_int_equal(screen_status(&screen), 0);
	assert_given_back(&screen);
	screen_close(&screen);
}

static void an_idle_screen_writes_nothing(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "a");
	assert_false(screen_read(&screen, 1000));
	screen_close(&screen);
}

static void keys_typed_at_once_end_like_keys_typed_slowly(void **state)
{
	(void)state;
	static const char text[] = "age>=60 sex:female wang";
	struct screen slow;
	struct screen fast;
	open_usual(&slow);
	open_usual(&fast);
	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		char key[2] = {text[i], '\0'};
		screen_keys(&slow, key);
	}
	size_t since = fast.log.len;
	screen_keys(&fast, text);
	char *slow_text = screen_text(&slow);
	screen_wait(&fast, "wang");
	char *fast_text = screen_text(&fast);
	assert_string_equal(fast_text, slow_text);
	size_t frames = 0;
	for (const char *at = fast.log.data + since; (at = strstr(at, ESC "[?2026l")); at++) {
		frames++;
	}
	assert_in_range(frames, 1, 3);
	free(slow_text);
	free(fast_text);
	screen_close(&slow);
	screen_close(&fast);
}

static void the_cursor_is_at_the_insertion_point(void **state)
{
	(void)state;
	struct screen screen;
	int col;
	int row;
	open_usual(&screen);
	screen_keys(&screen, "王ab");
	screen_cursor(&screen, &col, &row);
	assert_int_equal(row, 0);
	assert_int_equal(col, 7 + 4);
	screen_keys(&screen, ESC "[D" ESC "[D" ESC "[D");
	screen_cursor(&screen, &col, &row);
	assert_int_equal(col, 7);
	screen_keys(&screen, ESC "[B");
	screen_cursor(&screen, &col, &row);
	assert_int_equal(row, 0);
	assert_int_equal(col, 7);
	screen_close(&screen);
}

static void a_long_query_scrolls_and_keeps_the_cursor_in_sight(void **state)
{
	(void)state;
	struct screen_setup phone = {.cols = 40, .rows = 20};
	struct screen screen;
	int col;
	int row;
	screen_open(&screen, &phone);
	for (int i = 0; i < 30; i++) {
		screen_type(&screen, "王");
	}
	screen_rest(&screen);
	screen_cursor(&screen, &col, &row);
	assert_int_equal(row, 0);
	assert_in_range(col, 8, 39);
	screen_keys(&screen, "\001");
	screen_cursor(&screen, &col, &row);
	assert_int_equal(col, 7);
	screen_close(&screen);
}

static void resizing_leaves_no_damage(void **state)
{
	(void)state;
	struct screen screen;
	uint64_t seed = 99;
	open_usual(&screen);
	screen_keys(&screen, "高龄");
	screen_wait(&screen, "高龄");
	char *before = screen_text(&screen);
	for (int i = 0; i < 60; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		screen_resize(&screen, 1 + (int)(seed >> 33) % 200, 1 + (int)(seed >> 45) % 70);
		if (i % 4 == 0) {
			screen_type(&screen, i % 8 ? ESC "[B" : ESC "[A");
		}
		screen_read(&screen, 20);
	}
	screen_resize(&screen, 80, 24);
	screen_rest(&screen);
	screen_keys(&screen, ESC "[5~" ESC "[5~" ESC "[A");
	char *after = screen_text(&screen);
	assert_string_equal(after, before);
	free(before);
	free(after);
	screen_type(&screen, ESC "[21~");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void a_window_of_one_cell_is_survived(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1}, {2, 1}, {1, 60}, {19, 6}, {300, 1}};
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		struct screen_setup setup = {.cols = sizes[i][0], .rows = sizes[i][1]};
		struct screen screen;
		screen_open(&screen, &setup);
		screen_keys(&screen, "wang \r\tj\r");
		screen_resize(&screen, 80, 24);
		screen_wait(&screen, "[facets]");
		screen_type(&screen, "q");
		assert_int_equal(screen_status(&screen), 0);
		assert_given_back(&screen);
		screen_close(&screen);
	}
}

static void a_small_window_says_so(void **state)
{
	(void)state;
	struct screen_setup setup = {.cols = 30, .rows = 3};
	struct screen screen;
	screen_open(&screen, &setup);
	screen_wait(&screen, "window too small");
	screen_close(&screen);
}

static void an_unknown_term_is_taken_for_xterm(void **state)
{
	(void)state;
	static const char *const terms[] = {"xterm-nobody-knows", "", "../../../etc/passwd"};
	for (size_t i = 0; i < MQ_LENGTH(terms); i++) {
		struct screen_setup setup = {.term = terms[i]};
		struct screen screen;
		screen_open(&screen, &setup);
		screen_wait(&screen, "TERM is not known here");
		screen_type(&screen, ESC "[21~");
		assert_int_equal(screen_status(&screen), 0);
		assert_given_back(&screen);
		screen_close(&screen);
	}
}

/* It is told so, and then sent nothing that it could not do; what is typed of a line is thrown
 * away by Ctrl-C. */
static void a_terminal_without_cursor_is_spoken_to_in_lines(void **state)
{
	(void)state;
	struct screen_setup setup = {.term = "dumb"};
	struct screen screen;
	screen_open(&screen, &setup);
	screen_wait(&screen, "minqing>");
	assert_true(screen_wrote(&screen, 0, "cannot move its cursor: line by line"));
	screen_type(&screen, "agee\x03");
	screen_type(&screen, "age>200\n");
	screen_wait(&screen, "0 hits, 3 unknown, of 601");
	screen_type(&screen, "\x04");
	assert_int_equal(screen_status(&screen), 0);
	assert_false(screen_wrote(&screen, 0, ESC));
	assert_false(screen_wrote(&screen, 0, "agee'"));
	screen_close(&screen);
}

static void no_terminal_is_refused_with_the_way_out(void **state)
{
	(void)state;
	int status = screen_run("%s -d %s/reg </dev/null >%s/out 2>&1", screen_program(), screen_home,
		screen_home);
	assert_int_equal(WEXITSTATUS(status), 5);
	assert_int_equal(screen_run("grep -q 'no terminal' %s/out", screen_home), 0);
	assert_int_equal(screen_run("grep -q 'minqing query' %s/out", screen_home), 0);
}

static void answer_nothing(struct screen *screen, const char *bytes, size_t len)
{
	(void)screen;
	(void)bytes;
	(void)len;
}

static void chinese_is_shown_in_a_locale_without_utf_8(void **state)
{
	(void)state;
	static const char *const locales[] = {"C", "POSIX", "zh_CN.GB2312", "../../etc"};
	for (size_t i = 0; i < MQ_LENGTH(locales); i++) {
		struct screen_setup setup = {.lang = locales[i]};
		struct screen screen;
		screen_open(&screen, &setup);
		screen_wait(&screen, "临汾路");
		screen_type(&screen, ESC "[21~");
		assert_int_equal(screen_status(&screen), 0);
		assert_given_back(&screen);
		screen_close(&screen);
	}
}

/* Whatever the locale says, the terminal is asked; one that answers nothing is believed to be
 * what the locale says. */
static void a_terminal_of_gb18030_is_written_and_read_so(void **state)
{
	(void)state;
	static const struct screen_setup setups[] = {
		{.charset = "GB18030", .lang = "zh_CN.GB18030"},
		{.charset = "GB18030", .lang = "zh_CN.UTF-8"},
		{.charset = "GB18030", .lang = "zh_CN.GBK", .answer = answer_nothing},
		{.charset = "GBK", .lang = "zh_CN.UTF-8"},
		{.charset = "GBK", .lang = "en_US.GBK"},
		{.lang = "zh_CN.GB18030"},
		{.lang = "zh_CN.UTF-8", .answer = answer_nothing},
	};
	char *first = NULL;
	for (size_t i = 0; i < MQ_LENGTH(setups); i++) {
		struct screen screen;
		bool chinese = setups[i].lang[0] == 'z';
		screen_open(&screen, &setups[i]);
		screen_wait(&screen, chinese ? "查询>" : "query>");
		screen_keys(&screen, "临汾路" ESC "[D" "a");
		screen_wait(&screen, "> 临汾a路");
		screen_keys(&screen, "\177" ESC "[3~");
		screen_wait(&screen, "临汾[");
		char *text = screen_text(&screen);
		if (first && chinese) {
			assert_string_equal(text, first);
		}
		first = first ? first : text;
		if (text != first) {
			free(text);
		}
		screen_type(&screen, ESC "[21~");
		assert_int_equal(screen_status(&screen), 0);
		assert_given_back(&screen);
		screen_close(&screen);
	}
	free(first);
}

static void without_colour_the_text_is_the_same(void **state)
{
	(void)state;
	static const struct screen_setup setups[] = {
		{0}, {.env = "NO_COLOR=1"}, {.term = "vt100"}, {.term = "linux"}, {.term = "screen"},
	};
	char *first = NULL;
	for (size_t i = 0; i < MQ_LENGTH(setups); i++) {
		struct screen screen;
		screen_open(&screen, &setups[i]);
		screen_keys(&screen, "高龄");
		screen_keys(&screen, " \t");
		screen_wait(&screen, "[facets]");
		char *text = screen_text(&screen);
		if (first) {
			assert_string_equal(text, first);
			free(text);
		} else {
			first = text;
		}
		screen_close(&screen);
	}
	free(first);
}

static void a_paste_is_text_and_never_commands(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, ESC "[200~高龄\r\n独" ESC "[B\003q" ESC "[201~" ESC "[201~\r");
	screen_wait(&screen, "高龄 独〔U+001B〕[B〔U+0003〕q");
	screen_keys(&screen, ESC);
	screen_keys(&screen, ESC "[200~q\003\003" ESC "[201~");
	screen_wait(&screen, "pasted text goes into the query");
	screen_type(&screen, "q");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void answers_of_the_terminal_are_not_obeyed(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, ESC);
	screen_keys(&screen, ESC "[?62;22c" ESC "[10;20R" ESC "]52;c;cQ==\a" ESC "P1$rq" ESC "\\");
	screen_wait(&screen, "[results]");
	assert_int_equal(waitpid(screen.pid, NULL, WNOHANG), 0);
	screen_close(&screen);
}

static void an_arrow_torn_by_a_slow_line_types_nothing(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_type(&screen, ESC);
	while (!screen_has(&screen, "[results]")) {
		screen_read(&screen, 10);
	}
	screen_type(&screen, "[A");
	screen_rest(&screen);
	assert_true(screen_has(&screen, "[results]"));
	assert_false(screen_has(&screen, "does nothing here"));
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(f10_leaves_and_gives_the_terminal_back),
		cmocka_unit_test(signals_end_it_and_give_the_terminal_back),
		cmocka_unit_test(a_crash_gives_the_terminal_back),
		cmocka_unit_test(a_shell_has_its_terminal_while_it_is_stopped),
		cmocka_unit_test(a_line_that_breaks_ends_it),
		cmocka_unit_test(control_s_stops_nothing),
		cmocka_unit_test(it_stops_and_comes_back),
		cmocka_unit_test(an_idle_screen_writes_nothing),
		cmocka_unit_test(keys_typed_at_once_end_like_keys_typed_slowly),
		cmocka_unit_test(the_cursor_is_at_the_insertion_point),
		cmocka_unit_test(a_long_query_scrolls_and_keeps_the_cursor_in_sight),
		cmocka_unit_test(resizing_leaves_no_damage),
		cmocka_unit_test(a_window_of_one_cell_is_survived),
		cmocka_unit_test(a_small_window_says_so),
		cmocka_unit_test(an_unknown_term_is_taken_for_xterm),
		cmocka_unit_test(a_terminal_without_cursor_is_spoken_to_in_lines),
		cmocka_unit_test(no_terminal_is_refused_with_the_way_out),
		cmocka_unit_test(chinese_is_shown_in_a_locale_without_utf_8),
		cmocka_unit_test(a_terminal_of_gb18030_is_written_and_read_so),
		cmocka_unit_test(without_colour_the_text_is_the_same),
		cmocka_unit_test(a_paste_is_text_and_never_commands),
		cmocka_unit_test(answers_of_the_terminal_are_not_obeyed),
		cmocka_unit_test(an_arrow_torn_by_a_slow_line_types_nothing),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
