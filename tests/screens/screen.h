/*
 * A screen under test: minqing on a pty, what it writes shown by libvterm.
 *
 * A small demo register is made once for each test program. Keys go in, then the
 * screen is read until it rests; it is compared as text with a golden page
 * tests/screens/NAME.txt, whose last line is where the cursor stands. MINQING_RENEW=1
 * writes the pages anew; read the diff before keeping it. Times are written as 0.0ms, the day on
 * which the register was made as 0000-00-00.
 */
#ifndef MINQING_TESTS_SCREENS_SCREEN_H
#define MINQING_TESTS_SCREENS_SCREEN_H

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>
#include <vterm.h>

#include <minqing/base.h>

enum {
	REST_MS = 150,		/* longer than a lone Esc is waited for */
	TORN_MS = 300,		/* what comes sooner behind a lone Esc may be the rest of it */
	PATIENCE_MS = 10000,	/* for a slow machine; never for a good one */
	SCREEN_LINE = 0x2502,	/* │ */
};

struct screen;

/* How a terminal answers what was written to it. */
typedef void (*screen_answer_fn)(struct screen *screen, const char *bytes, size_t len);

/* A terminal that reads and types another charset than UTF-8. */
struct screen_charset {
	iconv_t shown;		/* to UTF-8; NULL: it is UTF-8 */
	iconv_t typed;		/* from UTF-8 */
	struct mq_buf torn;	/* what no character is whole of yet */
};

struct screen {
	screen_answer_fn answer;	/* NULL: as libvterm does */
	struct screen_charset charset;
	struct mq_buf *answers;		/* libvterm's, not yet given or dropped */
	VTerm *term;
	VTermScreen *cells;
	int master;
	int slave;		/* kept open: the terminal outlives the program */
	pid_t pid;
	int cols;
	int rows;
	struct termios before;
	struct mq_buf log;	/* every byte that was written */
};

/* How a screen is opened; zeroed is 80×24 in English on xterm-256color. */
struct screen_setup {
	int cols;
	int rows;
	const char *lang;
	const char *term;
	const char *charset;	/* NULL: UTF-8 */
	const char *env;	/* one more NAME=value, or NULL */
	const char *script;	/* for sh, with $0 the program and $1 the register; NULL: itself */
	const char *option;	/* one more option, or NULL */
	screen_answer_fn answer;
};

/* ---- the register all tests of a program look at ---- */

static char screen_home[64];
static char screen_day[16];	/* on which it was made: records say so, and it is another each day */

static const char *screen_program(void)
{
	static char path[4096];
	const char *build = getenv("BUILD");
	snprintf(path, sizeof(path), "%s/minqing", build ? build : "build");
	return path;
}

static inline int screen_run(const char *format, ...)
{
	char command[8192];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	return system(command);
}

static inline int screens_begin(void **state)
{
	(void)state;
	const char *tmp = getenv("TMPDIR");
	snprintf(screen_home, sizeof(screen_home), "%.40s/minqing.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(screen_home)) {
		return -1;
	}
	time_t now = time(NULL);
	strftime(screen_day, sizeof(screen_day), "%Y-%m-%d", localtime(&now));
	setenv("MINQING_TODAY", "2026-03-01", 1);
	return screen_run("%s -d %s/reg demo --config config --residents 600 --seed 7 >/dev/null",
		screen_program(), screen_home);
}

static inline int screens_end(void **state)
{
	(void)state;
	return screen_run("rm -rf '%s'", screen_home);
}

/* ---- reading ---- */

static inline int64_t screen_now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What libvterm has to say to what it was given goes back, or is dropped where the screen
 * answers in a way of its own. */
static inline void screen_answer(struct screen *screen, const char *bytes, size_t len)
{
	struct mq_buf *answers = screen->answers;
	if (screen->answer) {
		screen->answer(screen, bytes, len);
	} else if (answers->len > 0) {
		ssize_t written = write(screen->master, answers->data, answers->len);
		(void)written;	/* the program may have ended */
	}
	mq_buf_clear(answers);
}

/* Its own buffer holds 64 bytes. */
static inline void screen_keep_answer(const char *bytes, size_t len, void *answers)
{
	mq_buf_add(answers, bytes, len);
}

/* Append what was converted, "?" for bytes that are no character; those torn are left in from. */
static inline void screen_convert(iconv_t converter, struct mq_buf *from, struct mq_buf *to)
{
	char *at = from->data;
	size_t left = from->len;
	int error = E2BIG;
	while (left > 0 && error != EINVAL && error != 0) {
		char chunk[4096];
		char *end = chunk;
		size_t room = sizeof(chunk);
		error = iconv(converter, &at, &left, &end, &room) == (size_t)-1 ? errno : 0;
		mq_buf_add(to, chunk, (size_t)(end - chunk));
		if (error == EILSEQ) {
			mq_buf_addc(to, '?');
			at++;
			left--;
		}
	}
	if (left > 0) {
		memmove(from->data, at, left);
	}
	from->len = left;
}

static inline void screen_show(struct screen *screen, const char *bytes, size_t len)
{
	struct screen_charset *charset = &screen->charset;
	if (!charset->shown) {
		vterm_input_write(screen->term, bytes, len);
		return;
	}
	struct mq_buf utf8 = {0};
	mq_buf_add(&charset->torn, bytes, len);
	screen_convert(charset->shown, &charset->torn, &utf8);
	vterm_input_write(screen->term, utf8.len > 0 ? utf8.data : "", utf8.len);
	mq_buf_release(&utf8);
}

/* Take what comes within wait_ms; false where nothing did. */
static inline bool screen_read(struct screen *screen, int wait_ms)
{
	struct pollfd fd = {.fd = screen->master, .events = POLLIN};
	char bytes[65536];
	if (poll(&fd, 1, wait_ms) <= 0) {
		return false;
	}
	ssize_t n = read(screen->master, bytes, sizeof(bytes));
	if (n <= 0) {
		return false;
	}
	mq_buf_add(&screen->log, bytes, (size_t)n);
	screen_show(screen, bytes, (size_t)n);
	vterm_screen_flush_damage(screen->cells);
	screen_answer(screen, bytes, (size_t)n);
	return true;
}

/* Wait for the first byte, then until no more come. */
static inline void screen_rest(struct screen *screen)
{
	screen_read(screen, PATIENCE_MS / 10);
	while (screen_read(screen, REST_MS)) {
	}
}

/* The row as text, spaces at its end left out; a border is "|", whichever the terminal got. */
static inline void screen_row(const struct screen *screen, int row, struct mq_buf *out)
{
	size_t end = out->len;
	for (VTermPos at = {row, 0}; at.col < screen->cols;) {
		VTermScreenCell cell;
		vterm_screen_get_cell(screen->cells, at, &cell);
		if (cell.chars[0] == 0 || cell.chars[0] == UINT32_MAX) {
			mq_buf_addc(out, ' ');
		}
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0 &&
			cell.chars[i] != UINT32_MAX; i++) {
			char bytes[4];
			uint32_t cp = cell.chars[i] == SCREEN_LINE ? '|' : cell.chars[i];
			/* what libvterm makes of bytes that are no UTF-8 need be no character */
			cp = cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff) ? 0xfffd : cp;
			mq_buf_add(out, bytes, mq_utf8_encode(cp, bytes));
		}
		if (out->data[out->len - 1] != ' ') {
			end = out->len;
		}
		at.col += cell.width > 0 ? cell.width : 1;
	}
	out->len = end;
}

/* "  1.2ms" differs from run to run. */
static inline void screen_mask_times(char *text)
{
	for (char *at = text; (at = strstr(at, "ms")); at += 2) {
		if (at - text >= 5 && at[-1] >= '0' && at[-1] <= '9' && at[-2] == '.') {
			memcpy(at - 5, "  0.0", 5);
		}
	}
}

/* … and the day the register was made from day to day. */
static inline void screen_mask_day(char *text)
{
	for (char *at = text; screen_day[0] && (at = strstr(at, screen_day));) {
		memcpy(at, "0000-00-00", 10);
	}
}

static inline void screen_cursor(const struct screen *screen, int *col, int *row)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(screen->term), &at);
	*col = at.col;
	*row = at.row;
}

/* All rows, and the cursor. The caller frees it. */
static inline char *screen_text(const struct screen *screen)
{
	struct mq_buf out = {0};
	int col;
	int row;
	for (int y = 0; y < screen->rows; y++) {
		screen_row(screen, y, &out);
		mq_buf_addc(&out, '\n');
	}
	screen_cursor(screen, &col, &row);
	mq_buf_addf(&out, "cursor %d,%d\n", col, row);
	screen_mask_times(out.data);
	screen_mask_day(out.data);
	return mq_buf_take(&out);
}

/* ---- opening and closing ---- */

static inline void screen_child(const struct screen *screen, const struct screen_setup *setup)
{
	close(screen->master);
	login_tty(screen->slave);
	setenv("TERM", setup->term ? setup->term : "xterm-256color", 1);
	setenv("LC_ALL", setup->lang ? setup->lang : "en_US.UTF-8", 1);
	setenv("HOME", screen_home, 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	if (setup->env) {
		putenv(strdup(setup->env));
	}
	char dir[128];
	char *program = realpath(screen_program(), NULL);
	snprintf(dir, sizeof(dir), "%s/reg", screen_home);
	if (!program || chdir(screen_home) != 0) {	/* where what is written by name goes */
		_exit(127);
	}
	if (setup->script) {
		execl("/bin/sh", "sh", "-c", setup->script, program, dir, (char *)NULL);
	}
	execl(program, "minqing", "-d", dir, setup->option, (char *)NULL);
	_exit(127);
}

static inline void screen_open(struct screen *screen, const struct screen_setup *setup)
{
	*screen = (struct screen){
		.cols = setup->cols ? setup->cols : 80,
		.rows = setup->rows ? setup->rows : 24,
		.answer = setup->answer,
	};
	struct winsize size = {
		.ws_row = (unsigned short)screen->rows, .ws_col = (unsigned short)screen->cols,
	};
	if (setup->charset) {
		screen->charset.shown = iconv_open("UTF-8", setup->charset);
		screen->charset.typed = iconv_open(setup->charset, "UTF-8");
	}
	screen->answers = mq_alloc(sizeof(*screen->answers));
	screen->term = vterm_new(screen->rows, screen->cols);
	vterm_output_set_callback(screen->term, screen_keep_answer, screen->answers);
	vterm_set_utf8(screen->term, 1);
	screen->cells = vterm_obtain_screen(screen->term);
	vterm_screen_enable_altscreen(screen->cells, 1);
	vterm_screen_reset(screen->cells, 1);
	assert_int_equal(openpty(&screen->master, &screen->slave, NULL, NULL, &size), 0);
	tcgetattr(screen->slave, &screen->before);
	screen->pid = fork();
	assert_true(screen->pid >= 0);
	if (screen->pid == 0) {
		screen_child(screen, setup);
	}
	screen_rest(screen);
}

/* The screens that officers have, in both languages. */
enum { AT_120_EN, AT_120_ZH, AT_80_EN, AT_80_ZH, AT_40_EN, AT_40_ZH, N_SHAPES,
	AT_200_EN = N_SHAPES, AT_200_ZH, N_ALL_SHAPES };	/* the last two are large: few tests need them */

struct screen_shape {
	int cols;
	int rows;
	const char *lang;
	const char *name;	/* ends the name of a golden page */
};

static inline const struct screen_shape *screen_shape(size_t which)
{
	static const struct screen_shape shapes[N_ALL_SHAPES] = {
		[AT_120_EN] = {120, 40, "en_US.UTF-8", "120x40-en"},
		[AT_120_ZH] = {120, 40, "zh_CN.UTF-8", "120x40-zh"},
		[AT_80_EN] = {80, 24, "en_US.UTF-8", "80x24-en"},
		[AT_80_ZH] = {80, 24, "zh_CN.UTF-8", "80x24-zh"},
		[AT_40_EN] = {40, 20, "en_US.UTF-8", "40x20-en"},
		[AT_40_ZH] = {40, 20, "zh_CN.UTF-8", "40x20-zh"},
		[AT_200_EN] = {200, 60, "en_US.UTF-8", "200x60-en"},
		[AT_200_ZH] = {200, 60, "zh_CN.UTF-8", "200x60-zh"},
	};
	return &shapes[which];
}

static inline void screen_open_shape(struct screen *screen, const struct screen_shape *shape)
{
	const struct screen_setup setup = {.cols = shape->cols, .rows = shape->rows,
		.lang = shape->lang};
	screen_open(screen, &setup);
}

/* Wait for the program to end; its exit status, or 128 + signal. */
static inline int screen_status(struct screen *screen)
{
	int status = 0;
	for (int64_t end = screen_now_ms() + PATIENCE_MS; screen_now_ms() < end;) {
		screen_read(screen, 10);
		if (waitpid(screen->pid, &status, WNOHANG) == screen->pid) {
			screen->pid = 0;
			while (screen_read(screen, 10)) {
			}
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		}
	}
	fail_msg("the program did not end");
	return -1;
}

static inline void screen_close(struct screen *screen)
{
	if (screen->pid > 0) {
		kill(screen->pid, SIGKILL);
		waitpid(screen->pid, NULL, 0);
	}
	close(screen->master);
	close(screen->slave);
	vterm_free(screen->term);
	if (screen->charset.shown) {
		iconv_close(screen->charset.shown);
		iconv_close(screen->charset.typed);
	}
	mq_buf_release(&screen->charset.torn);
	mq_buf_release(screen->answers);
	free(screen->answers);
	mq_buf_release(&screen->log);
}

/* ---- driving ---- */

static inline void screen_type(struct screen *screen, const char *bytes)
{
	struct mq_buf typed = {0};
	struct mq_buf utf8 = {0};
	mq_buf_adds(&utf8, bytes);
	if (screen->charset.typed) {
		screen_convert(screen->charset.typed, &utf8, &typed);
	} else {
		mq_buf_adds(&typed, bytes);
	}
	assert_int_equal(write(screen->master, typed.data, typed.len), typed.len);
	mq_buf_release(&typed);
	mq_buf_release(&utf8);
}

/* Type, and read until the screen rests. */
static inline void screen_keys(struct screen *screen, const char *bytes)
{
	size_t len = strlen(bytes);
	screen_type(screen, bytes);
	screen_rest(screen);
	while (len > 0 && bytes[len - 1] == '\033' && screen_read(screen, TORN_MS)) {
	}
}

static inline void screen_resize(struct screen *screen, int cols, int rows)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	screen->cols = cols;
	screen->rows = rows;
	vterm_set_size(screen->term, rows, cols);
	ioctl(screen->master, TIOCSWINSZ, &size);
}

/* Wait until the text stands somewhere on the screen. */
static inline void screen_wait(struct screen *screen, const char *text)
{
	char *seen = screen_text(screen);
	for (int64_t end = screen_now_ms() + PATIENCE_MS;
		!strstr(seen, text) && screen_now_ms() < end;) {
		screen_read(screen, REST_MS);
		free(seen);
		seen = screen_text(screen);
	}
	if (!strstr(seen, text)) {
		fail_msg("\"%s\" is not on the screen:\n%s", text, seen);
	}
	free(seen);
}

static inline bool screen_has(const struct screen *screen, const char *text)
{
	char *seen = screen_text(screen);
	bool has = strstr(seen, text) != NULL;
	free(seen);
	return has;
}

/* Were these bytes written since log offset `since`? */
static inline bool screen_wrote(const struct screen *screen, size_t since, const char *bytes)
{
	return screen->log.len > since && memmem(screen->log.data + since, screen->log.len - since,
		bytes, strlen(bytes)) != NULL;
}

/* ---- golden pages ---- */

static inline char *screen_golden(const char *path)
{
	struct mq_buf text = {0};
	char bytes[4096];
	FILE *file = fopen(path, "r");
	for (size_t n; file && (n = fread(bytes, 1, sizeof(bytes), file)) > 0;) {
		mq_buf_add(&text, bytes, n);
	}
	if (file) {
		fclose(file);
	}
	return mq_buf_take(&text);
}

/* The screen is as tests/screens/NAME.txt tells, or becomes so while we are patient. */
static inline void screen_expect(struct screen *screen, const char *format, ...)
{
	char name[128];
	char path[256];
	va_list args;
	va_start(args, format);
	vsnprintf(name, sizeof(name), format, args);
	va_end(args);
	snprintf(path, sizeof(path), "tests/screens/%s.txt", name);
	char *seen = screen_text(screen);
	if (getenv("MINQING_RENEW")) {
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs(seen, file);
		fclose(file);
		free(seen);
		return;
	}
	char *golden = screen_golden(path);
	for (int64_t end = screen_now_ms() + PATIENCE_MS / 2;
		strcmp(seen, golden) != 0 && screen_now_ms() < end;) {
		screen_read(screen, REST_MS);
		free(seen);
		seen = screen_text(screen);
	}
	if (strcmp(seen, golden) != 0) {
		fail_msg("the screen is not %s, but:\n%s", path, seen);
	}
	free(golden);
	free(seen);
}

#endif
