/*
 * The terminal, through ncursesw: it knows what TERM can do and writes only the
 * cells that differ from what is shown. Keys are read as bytes and told apart in
 * input.c, so that pastes, torn sequences and a terminal's answers are ours to judge.
 *
 * A frame goes between the marks of synchronised output (DEC mode 2026), so that
 * terminals that know it show frames whole; others ignore it. The marks go by
 * write(2), because curses keeps a buffer of its own.
 */
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <ncurses.h>
#include <term.h>

#include "signals.h"

enum { RESIZE_QUIET_MS = 50, RESIZE_WAITS = 4 };

struct mq_terminal {
	SCREEN *screen;
	const struct mq_theme *theme;
	attr_t attrs[MQ_N_ROLES];
	short pairs[MQ_N_ROLES];
	struct termios found;	/* the line as it was */
	int width;
	int height;
};

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
static const char frame_begin[] = "\033[?2026h";
static const char frame_end[] = "\033[?2026l";

int64_t mq_terminal_now_ms(void)
{
	return mq_clock_ns() / 1000000;
}

/* A terminal that does not take it will not take what comes next either. */
static void put_bytes(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);
		if (n < 0 && errno != EINTR) {
			return;
		}
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

/* ---- opening ---- */

/* Tell what would put the terminal right should we not come to do it ourselves. */
static void prepare_restore(const struct mq_terminal *terminal)
{
	static const char *const names[] = {"sgr0", "op", "cnorm", "rmcup"};
	struct mq_buf bytes = {0};
	mq_buf_adds(&bytes, frame_end);
	mq_buf_adds(&bytes, paste_off);
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const char *sequence = tigetstr(names[i]);
		if (sequence && sequence != (char *)-1) {
			mq_buf_adds(&bytes, sequence);
		}
	}
	mq_signals_restore_with(bytes.data, bytes.len, &terminal->found);
	mq_buf_release(&bytes);
}

static int allocate_pair(int fg, int bg)
{
	if (fg >= 8 && COLORS < 16) {
		fg -= 8;
	}
	if (bg >= 8 && COLORS < 16) {
		bg -= 8;
	}
	return alloc_pair(fg, bg);
}

static void prepare_styles(struct mq_terminal *terminal)
{
	const char *no_color = getenv("NO_COLOR");
	bool colours = !(no_color && *no_color) && has_colors() && start_color() == OK &&
		use_default_colors() == OK;
	struct mq_theme theme = *terminal->theme;
	if (!colours) {
		mq_theme_mono(&theme);
	}
	for (size_t i = 0; i < MQ_N_ROLES; i++) {
		const struct mq_style *style = &theme.styles[i];
		terminal->attrs[i] = (style->bold ? A_BOLD : 0) | (style->underline ? A_UNDERLINE : 0) |
			(style->reverse ? A_REVERSE : 0);
		if (style->fg != MQ_COLOUR_DEFAULT || style->bg != MQ_COLOUR_DEFAULT) {
			int pair = allocate_pair(style->fg, style->bg);
			terminal->pairs[i] = (short)(pair > 0 ? pair : 0);
		}
	}
}

static enum mq_err no_terminal(struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_TERMINAL, _("standard input and output are no terminal"));
	mq_diag_hint(diag, _("run minqing in a terminal, or ask with: minqing query '...'"));
	return MQ_ERR_TERMINAL;
}

enum probe {
	PROBE_UNKNOWN,		/* terminfo has no such terminal */
	PROBE_NO_CURSOR,	/* it prints, as paper does */
	PROBE_GOOD,
};

static enum probe probe(const char *term)
{
	int status;
	if (!term || !*term || setupterm(term, STDOUT_FILENO, &status) != OK) {
		return PROBE_UNKNOWN;
	}
	const char *move = tigetstr("cup");
	bool moves = move && move != (char *)-1;
	del_curterm(cur_term);
	return moves ? PROBE_GOOD : PROBE_NO_CURSOR;
}

/* A screen on TERM, or on what most other terminals imitate. */
static SCREEN *new_screen(const char *term, const char **note, struct mq_diag *diag)
{
	enum probe found = probe(term);
	*note = NULL;
	if (found == PROBE_UNKNOWN) {
		*note = _("TERM is not known here: taken for xterm-256color");
		term = "xterm-256color";
	}
	SCREEN *screen = found == PROBE_NO_CURSOR ? NULL : newterm(term, stdout, stdin);
	if (!screen) {
		mq_diag_add(diag, MQ_ERR_TERMINAL, found == PROBE_NO_CURSOR
			? _("the terminal \"%s\" cannot move its cursor")
			: _("the terminal \"%s\" cannot be used"), term);
		mq_diag_hint(diag, _("set TERM to what the terminal is, or ask with: minqing query '...'"));
	}
	return screen;
}

/* Where there are no lines and columns, 24 by 80 as ever. */
static void measure(struct mq_terminal *terminal)
{
	struct winsize size = {0};
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
		size = (struct winsize){.ws_row = 24, .ws_col = 80};
	}
	enum { MOST = 1000 };
	terminal->width = size.ws_col < MOST ? size.ws_col : MOST;
	terminal->height = size.ws_row < MOST ? size.ws_row : MOST;
	resizeterm(terminal->height, terminal->width);
}

/* Every byte is ours: no signals from keys, no flow control, no newline made of return. */
static void enter(struct mq_terminal *terminal)
{
	raw();
	noecho();
	nonl();
	measure(terminal);
	put_bytes(paste_on, sizeof(paste_on) - 1);
	mq_signals_terminal_taken(true);
}

static void leave(struct mq_terminal *terminal)
{
	put_bytes(paste_off, sizeof(paste_off) - 1);
	endwin();
	mq_signals_terminal_taken(false);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal->found);
}

enum mq_err mq_terminal_open(const struct mq_theme *theme, struct mq_terminal **terminal,
	const char **note, struct mq_diag *diag)
{
	struct termios found;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &found) != 0) {
		return no_terminal(diag);
	}
	/* the kernel knows the size; what a shell exported once is old or a trap */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	SCREEN *screen = new_screen(getenv("TERM"), note, diag);
	if (!screen) {
		return MQ_ERR_TERMINAL;
	}
	if (!mq_signals_catch()) {
		endwin();
		delscreen(screen);
		return mq_diag_add(diag, MQ_ERR_TERMINAL, _("no pipe for signals: %s"), strerror(errno));
	}
	struct mq_terminal *t = mq_alloc(sizeof(*t));
	t->screen = screen;
	t->theme = theme;
	t->found = found;
	prepare_restore(t);
	enter(t);
	prepare_styles(t);
	*terminal = t;
	return MQ_OK;
}

void mq_terminal_close(struct mq_terminal *terminal)
{
	if (!terminal) {
		return;
	}
	leave(terminal);
	mq_signals_release();
	delscreen(terminal->screen);
	free(terminal);
}

void mq_terminal_suspend(struct mq_terminal *terminal)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};
	struct sigaction kept;
	leave(terminal);
	sigaction(SIGTSTP, &plain, &kept);
	kill(0, SIGTSTP);	/* the whole job, as the terminal itself would */
	sigaction(SIGTSTP, &kept, NULL);
	tcgetattr(STDIN_FILENO, &terminal->found);
	prepare_restore(terminal);
	enter(terminal);
	mq_terminal_redraw(terminal);
}

void mq_terminal_size(const struct mq_terminal *terminal, int *width, int *height)
{
	*width = terminal->width;
	*height = terminal->height;
}

/* ---- showing ---- */

static void show_cell(const struct mq_terminal *terminal, int x, int y, const struct mq_cell *cell)
{
	wchar_t wide[CCHARW_MAX + 1];
	size_t n = 0;
	for (size_t at = 0; cell->text[at] && n < CCHARW_MAX; n++) {
		uint32_t cp;
		size_t step = mq_utf8_decode(cell->text + at, strlen(cell->text + at), &cp);
		/* curses must agree that only the first takes columns */
		if (step == 0 || wcwidth((wchar_t)cp) != (n == 0 ? cell->width : 0)) {
			break;
		}
		wide[n] = (wchar_t)cp;
		at += step;
	}
	if (n == 0) {
		wide[n++] = L'?';
	}
	wide[n] = L'\0';
	cchar_t out;
	if (setcchar(&out, wide, terminal->attrs[cell->role], terminal->pairs[cell->role], NULL) == OK) {
		mvadd_wch(y, x, &out);
	}
}

void mq_terminal_show(struct mq_terminal *terminal, const struct mq_cells *cells)
{
	for (int y = 0; y < cells->height && y < LINES; y++) {
		for (int x = 0; x < cells->width && x < COLS; x++) {
			const struct mq_cell *cell = mq_cells_at(cells, x, y);
			if (cell->width > 0) {
				show_cell(terminal, x, y, cell);
			}
		}
	}
	move(cells->cursor_y, cells->cursor_x);
	put_bytes(frame_begin, sizeof(frame_begin) - 1);
	refresh();
	put_bytes(frame_end, sizeof(frame_end) - 1);
}

void mq_terminal_redraw(struct mq_terminal *terminal)
{
	measure(terminal);
	clearok(curscr, TRUE);
}

/* ---- waiting ---- */

static bool has(uint64_t came, int signal)
{
	return came >> signal & 1;
}

/* What they amount to. A window being dragged sends many: wait until it rests. */
static enum mq_wake heed_signals(struct mq_terminal *terminal)
{
	struct pollfd fd = {.fd = mq_signals_fd(), .events = POLLIN};
	uint64_t came = mq_signals_read();
	for (int i = 0; i < RESIZE_WAITS && has(came, SIGWINCH) && poll(&fd, 1, RESIZE_QUIET_MS) > 0;
		i++) {
		came |= mq_signals_read();
	}
	if (has(came, SIGTERM) || has(came, SIGHUP) || has(came, SIGINT)) {
		return MQ_WAKE_QUIT;
	}
	if (has(came, SIGTSTP)) {
		mq_terminal_suspend(terminal);
	} else if (has(came, SIGCONT)) {
		/* stopped without a word (SIGSTOP): whoever ran meanwhile had the terminal */
		reset_prog_mode();
		put_bytes(paste_on, sizeof(paste_on) - 1);
	}
	mq_terminal_redraw(terminal);
	return MQ_WAKE_RESIZE;
}

enum { N_SOURCES = 2 };

/* Signals, then keys; as poll(2) returns. */
static int wait_for(struct pollfd fds[N_SOURCES], int wait_ms)
{
	fds[0] = (struct pollfd){.fd = mq_signals_fd(), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
	return poll(fds, N_SOURCES, wait_ms);
}

bool mq_terminal_has_event(const struct mq_terminal *terminal)
{
	struct pollfd fds[N_SOURCES];
	(void)terminal;
	return wait_for(fds, 0) > 0;
}

enum mq_wake mq_terminal_wait(struct mq_terminal *terminal, int wait_ms, char *bytes, size_t *len)
{
	size_t size = *len;
	*len = 0;
	struct pollfd fds[N_SOURCES];
	if (wait_for(fds, wait_ms) <= 0) {
		return MQ_WAKE_TIME;	/* or a signal: the pipe has it */
	}
	if (fds[0].revents) {
		return heed_signals(terminal);
	}
	ssize_t got = read(STDIN_FILENO, bytes, size);
	if (got <= 0) {
		return got < 0 && (errno == EINTR || errno == EAGAIN) ? MQ_WAKE_TIME : MQ_WAKE_QUIT;
	}
	*len = (size_t)got;
	return MQ_WAKE_BYTES;
}
