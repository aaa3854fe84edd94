/*
 * The terminal. ncursesw knows what TERM can do, takes the terminal and gives it
 * back; what is shown on it is drawn by draw.c, a frame in one write (curses makes forty).
 * Keys are read as bytes and told apart in input.c, so that pastes, torn sequences
 * and a terminal's answers are ours to judge.
 *
 * What it answers to questions of ours is dialog.c's.
 *
 * A frame goes between the marks of synchronised output (DEC mode 2026), so that
 * terminals that know it show frames whole; others ignore it.
 */
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <ncurses.h>
#include <term.h>

#include "dialog.h"
#include "draw.h"
#include "signals.h"

enum {
	RESIZE_QUIET_MS = 50,
	RESIZE_WAITS = 4,
	PROBE_WIDTH = 4,	/* narrower than this samples would wrap */
};

struct mq_terminal {
	SCREEN *screen;
	const struct mq_theme *theme;
	struct mq_draw draw;
	struct termios found;	/* the line as it was */
	int width;
	int height;
	struct mq_dialog dialog;
	bool mouse;		/* it tells of the mouse */
};

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";
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

/* ---- what it is asked ---- */

static void send_probe(struct mq_terminal *terminal)
{
	struct mq_buf bytes = {0};
	if (terminal->width >= PROBE_WIDTH) {
		mq_dialog_probe(&terminal->dialog, &bytes);
		put_bytes(bytes.data, bytes.len);
	}
	mq_buf_release(&bytes);
}

void mq_terminal_learn(struct mq_terminal *terminal, const char **note)
{
	if (mq_dialog_learn(&terminal->dialog) == MQ_PROBE_NO_UTF8) {
		*note = _("the terminal takes no UTF-8: set its character set to UTF-8");
	}
}

void mq_terminal_ask(struct mq_terminal *terminal)
{
	const struct mq_probe *probe = &terminal->dialog.probe;
	if (probe->answered && !probe->waiting) {
		send_probe(terminal);
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
	mq_buf_adds(&bytes, terminal->mouse ? mouse_off : "");
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const char *sequence = tigetstr(names[i]);
		if (sequence && sequence != (char *)-1) {
			mq_buf_adds(&bytes, sequence);
		}
	}
	mq_signals_restore_with(bytes.data, bytes.len, &terminal->found);
	mq_buf_release(&bytes);
}

/* A capability without its pauses; "" where there is none. */
static void add_capability(const char *sequence, struct mq_buf *out)
{
	while (sequence && sequence != (char *)-1 && *sequence) {
		const char *end = strncmp(sequence, "$<", 2) == 0 ? strchr(sequence, '>') : NULL;
		if (end) {
			sequence = end + 1;
		} else {
			mq_buf_addc(out, *sequence++);
		}
	}
}

static bool has_capability(const char *name, const char *wanted)
{
	const char *sequence = tigetstr(name);
	return sequence && sequence != (char *)-1 && strcmp(sequence, wanted) == 0;
}

/* For terminals of another kind than nearly all are. */
static void move_by_capability(int x, int y, struct mq_buf *out)
{
	add_capability(tparm(cursor_address, y, x), out);
}

/* Where there are eight colours a bright one is its dark one; bright black, which would
 * be black on black, is the terminal's own. */
static void add_colour(const char *name, int colour, struct mq_buf *out)
{
	if (colour >= 8 && COLORS < 16) {
		colour = colour == 8 ? MQ_COLOUR_DEFAULT : colour - 8;
	}
	const char *sequence = tigetstr(name);
	if (colour != MQ_COLOUR_DEFAULT && sequence && sequence != (char *)-1) {
		add_capability(tparm(sequence, colour), out);
	}
}

/* Everything off, then what the style has. Most terminals also turn back a character
 * set that was never turned on: that is left out. */
static void add_look(const struct mq_style *style, struct mq_buf *out)
{
	const char *off = tigetstr("sgr0");
	const char *plain = off && off != (char *)-1 ? strstr(off, "\033[m") : NULL;
	add_capability(plain ? "\033[0m" : off, out);
	add_capability(style->bold ? tigetstr("bold") : NULL, out);
	add_capability(style->underline ? tigetstr("smul") : NULL, out);
	add_capability(style->reverse ? tigetstr("rev") : NULL, out);
	add_colour("setaf", style->fg, out);
	add_colour("setab", style->bg, out);
}

/* One sequence for all of it, where each is ESC [ numbers m. */
static void join_sequences(struct mq_buf *look)
{
	size_t kept = 0;
	for (size_t at = 0; at < look->len; at++) {
		bool joint = strncmp(look->data + at, "m\033[", 3) == 0;
		look->data[kept++] = joint ? ';' : look->data[at];
		at += joint ? 2 : 0;
	}
	look->len = kept;
	look->data[kept] = '\0';
}

static void keep(char kept[MQ_LOOK_BYTES], const struct mq_buf *sequence)
{
	size_t n = sequence->len < MQ_LOOK_BYTES ? sequence->len : 0;
	if (n > 0) {
		memcpy(kept, sequence->data, n);
	}
	kept[n] = '\0';
}

static void prepare_looks(struct mq_terminal *terminal)
{
	const char *no_color = getenv("NO_COLOR");
	bool colours = !(no_color && *no_color) && has_colors() && start_color() == OK &&
		use_default_colors() == OK;
	struct mq_theme theme = *terminal->theme;
	struct mq_buf look = {0};
	if (!colours) {
		mq_theme_mono(&theme);
	}
	for (size_t i = 0; i < MQ_N_ROLES; i++) {
		const struct mq_style *style = &theme.styles[i];
		mq_buf_clear(&look);
		add_look(style, &look);
		join_sequences(&look);
		keep(terminal->draw.looks[i], &look);
		terminal->draw.clear_blank[i] = style->bg == MQ_COLOUR_DEFAULT && !style->reverse &&
			!style->underline;
	}
	mq_buf_release(&look);
}

static void prepare_drawing(struct mq_terminal *terminal)
{
	struct mq_draw *draw = &terminal->draw;
	struct mq_buf sequence = {0};
	add_capability(tigetstr("clear"), &sequence);
	keep(draw->clear, &sequence);
	mq_buf_release(&sequence);
	bool usual = has_capability("cup", "\033[%i%p1%d;%p2%dH") &&
		has_capability("cuf", "\033[%p1%dC");
	draw->move = usual ? NULL : move_by_capability;
	draw->erases = usual && has_capability("el", "\033[K") &&
		has_capability("ech", "\033[%p1%dX");
	draw->spares_corner = auto_right_margin && !eat_newline_glitch;
	prepare_looks(terminal);
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

/* What the terminal does for us beyond showing. */
static void turn_on_modes(const struct mq_terminal *terminal)
{
	put_bytes(paste_on, sizeof(paste_on) - 1);
	if (terminal->mouse) {
		put_bytes(mouse_on, sizeof(mouse_on) - 1);
	}
}

void mq_terminal_take_mouse(struct mq_terminal *terminal, bool take)
{
	if (take == terminal->mouse) {
		return;
	}
	terminal->mouse = take;
	prepare_restore(terminal);
	put_bytes(take ? mouse_on : mouse_off, take ? sizeof(mouse_on) - 1 : sizeof(mouse_off) - 1);
}

/* Every byte is ours: no signals from keys, no flow control, no newline made of return. */
static void enter(struct mq_terminal *terminal)
{
	raw();
	noecho();
	nonl();
	measure(terminal);
	refresh();	/* the other screen, emptied; nothing is shown through curses */
	turn_on_modes(terminal);
	mq_signals_terminal_taken(true);
}

static void leave(struct mq_terminal *terminal)
{
	mq_dialog_end(&terminal->dialog);
	if (terminal->mouse) {
		put_bytes(mouse_off, sizeof(mouse_off) - 1);
	}
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
	prepare_drawing(t);
	if (!t->draw.move) {
		send_probe(t);
	}
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
	mq_draw_release(&terminal->draw);
	mq_dialog_release(&terminal->dialog);
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

/* A line, however long, in the terminal's own way of typing one. */
static void wait_for_enter(void)
{
	struct pollfd fds[] = {{.fd = mq_signals_fd(), .events = POLLIN},
		{.fd = STDIN_FILENO, .events = POLLIN}};
	char byte = '\0';
	while (byte != '\n' && poll(fds, MQ_LENGTH(fds), -1) > 0 && !fds[0].revents &&
		read(STDIN_FILENO, &byte, 1) == 1) {
	}
}

void mq_terminal_print(struct mq_terminal *terminal, struct mq_slice text, const char *ask)
{
	leave(terminal);
	put_bytes("\n", 1);
	put_bytes(text.data, text.len);
	put_bytes("\n", 1);
	put_bytes(ask, strlen(ask));
	wait_for_enter();
	enter(terminal);
	mq_terminal_redraw(terminal);
}

void mq_terminal_size(const struct mq_terminal *terminal, int *width, int *height)
{
	*width = terminal->width;
	*height = terminal->height;
}

/* ---- showing ---- */

/* What may go out though a frame is under way: the line that is being typed, on top of all. */
static struct mq_slice draw_echo(struct mq_terminal *terminal, const struct mq_cells *cells)
{
	return cells->cursor_y == 0 ? mq_draw_line(&terminal->draw, cells) : (struct mq_slice){NULL, 0};
}

void mq_terminal_show(struct mq_terminal *terminal, const struct mq_cells *cells)
{
	struct mq_pace *pace = &terminal->dialog.pace;
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	if (pace->waiting && poll(&fd, 1, 0) > 0) {
		mq_dialog_hear(&terminal->dialog);	/* perhaps the answer it waits for */
	}
	int64_t now_ms = mq_terminal_now_ms();
	bool whole = mq_pace_may_send(pace, now_ms);
	terminal->draw.asks = pace->on;
	struct mq_slice bytes = whole ? mq_draw_frame(&terminal->draw, cells)
		: draw_echo(terminal, cells);
	put_bytes(bytes.data, bytes.len);
	if (whole && bytes.len > 0) {
		mq_pace_sent(pace, now_ms);
	}
}

void mq_terminal_send(struct mq_terminal *terminal, struct mq_slice bytes)
{
	(void)terminal;
	put_bytes(bytes.data, bytes.len);
}

void mq_terminal_redraw(struct mq_terminal *terminal)
{
	measure(terminal);
	mq_draw_forget(&terminal->draw);
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
		turn_on_modes(terminal);
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

/* What was heard and is the loop's concern. A frame held back is not while it computes one. */
static bool has_heard(const struct mq_dialog *dialog)
{
	return dialog->typed.len > 0 || (dialog->heard & ~(unsigned)MQ_HEARD_FRAME);
}

bool mq_terminal_has_event(struct mq_terminal *terminal)
{
	struct pollfd fds[N_SOURCES];
	struct mq_dialog *dialog = &terminal->dialog;
	if (!has_heard(dialog) && wait_for(fds, 0) > 0) {
		if (fds[0].revents || !mq_dialog_expects(dialog)) {
			return true;
		}
		mq_dialog_hear(dialog);
	}
	return has_heard(dialog);
}

/* What was heard, as the loop is told it; MQ_WAKE_TIME: nothing of its concern. */
static enum mq_wake tell(struct mq_terminal *terminal, char *bytes, size_t *len)
{
	struct mq_dialog *dialog = &terminal->dialog;
	unsigned heard = dialog->heard;
	dialog->heard &= MQ_HEARD_END;
	if (heard & MQ_HEARD_WIDTHS) {
		mq_terminal_redraw(terminal);
		return MQ_WAKE_RESIZE;
	}
	if (mq_dialog_take(dialog, bytes, len)) {
		return MQ_WAKE_BYTES;
	}
	if (heard & MQ_HEARD_END) {
		return MQ_WAKE_QUIT;
	}
	return heard & MQ_HEARD_FRAME ? MQ_WAKE_FRAME : MQ_WAKE_TIME;
}

/* The smaller of two waits of which -1 is for ever. */
static int sooner(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int left_until(int64_t end_ms)
{
	int64_t left = end_ms - mq_terminal_now_ms();
	return left > 0 ? (int)left : 0;
}

enum mq_wake mq_terminal_wait(struct mq_terminal *terminal, int wait_ms, char *bytes, size_t *len)
{
	size_t size = *len;
	int64_t now_ms = mq_terminal_now_ms();
	enum mq_wake wake;
	while ((wake = tell(terminal, bytes, len)) == MQ_WAKE_TIME) {
		struct pollfd fds[N_SOURCES];
		int left_ms = wait_ms > 0 ? left_until(now_ms + wait_ms) : wait_ms;
		int held_ms = mq_pace_wait_ms(&terminal->dialog.pace, mq_terminal_now_ms());
		if (wait_for(fds, sooner(left_ms, held_ms)) <= 0) {
			/* the time was up, or a signal came: the pipe has it */
			bool given_up = held_ms >= 0 && sooner(left_ms, held_ms) == held_ms;
			wake = given_up ? MQ_WAKE_FRAME : MQ_WAKE_TIME;
			break;
		}
		if (fds[0].revents) {
			wake = heed_signals(terminal);
			break;
		}
		mq_dialog_hear(&terminal->dialog);
		*len = size;
	}
	*len = wake == MQ_WAKE_BYTES ? *len : 0;
	return wake;
}
