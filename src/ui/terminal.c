/*
 * The terminal. screen.c knows what TERM can do, takes the terminal and gives it
 * back; what is shown on it is drawn by draw.c, a frame in one write (curses makes forty).
 * Keys are read as bytes and told apart in input.c, so that pastes, torn sequences
 * and a terminal's answers are ours to judge. What it answers to questions of ours is
 * dialog.c's. Here all of them meet, for what is written; event.c is what is waited for.
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
#include <unistd.h>

#include "signals.h"
#include "terminal_own.h"

enum { PROBE_WIDTH = 8 };	/* narrower than this samples would wrap */

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1000l";
static const char frame_end[] = "\033[?2026l";

int64_t mq_terminal_now_ms(void)
{
	return mq_clock_ns() / 1000000;
}

/* ---- what it is asked ---- */

static void say(struct mq_terminal *terminal, const char *bytes)
{
	mq_dialog_say(&terminal->dialog, mq_slice_str(bytes));
}

static void send_probe(struct mq_terminal *terminal)
{
	if (terminal->width >= PROBE_WIDTH) {
		mq_dialog_probe(&terminal->dialog);
	}
}

void mq_terminal_learn(struct mq_terminal *terminal, const char **note)
{
	if (mq_dialog_learn(&terminal->dialog) == MQ_PROBE_NEITHER) {
		*note = _("the terminal takes neither UTF-8 nor GB18030: set its character set to UTF-8");
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
	struct mq_buf bytes = {0};
	mq_buf_adds(&bytes, frame_end);
	mq_buf_adds(&bytes, paste_off);
	mq_buf_adds(&bytes, terminal->mouse ? mouse_off : "");
	mq_screen_add_restore(&bytes);
	mq_signals_restore_with(bytes.data, bytes.len, &terminal->found);
	mq_buf_release(&bytes);
}

static enum mq_err no_terminal(struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_TERMINAL, _("standard input and output are no terminal"));
	mq_diag_hint(diag, _("run minqing in a terminal, with --plain, or ask with: minqing query '...'"));
	return MQ_ERR_TERMINAL;
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
}

void terminal_turn_on_modes(struct mq_terminal *terminal)
{
	say(terminal, paste_on);
	say(terminal, terminal->mouse ? mouse_on : "");
}

void mq_terminal_take_mouse(struct mq_terminal *terminal, bool take)
{
	if (take == terminal->mouse) {
		return;
	}
	terminal->mouse = take;
	prepare_restore(terminal);
	say(terminal, take ? mouse_on : mouse_off);
}

static void enter(struct mq_terminal *terminal)
{
	measure(terminal);
	mq_screen_take(terminal->width, terminal->height);
	terminal_turn_on_modes(terminal);
	mq_signals_terminal_taken(true);
}

static void leave(struct mq_terminal *terminal)
{
	mq_dialog_end(&terminal->dialog);
	say(terminal, terminal->mouse ? mouse_off : "");
	say(terminal, paste_off);
	mq_screen_give_back();
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
	struct mq_screen *screen;
	if (mq_screen_open(getenv("TERM"), &screen, note, diag) != MQ_OK) {
		return MQ_ERR_TERMINAL;
	}
	if (!mq_signals_catch()) {
		mq_screen_give_back();
		mq_screen_close(screen);
		return mq_diag_add(diag, MQ_ERR_TERMINAL, _("no pipe for signals: %s"), strerror(errno));
	}
	struct mq_terminal *t = mq_alloc(sizeof(*t));
	t->screen = screen;
	t->found = found;
	mq_charset_set(&t->dialog.charset, mq_lang_is_gb18030());
	prepare_restore(t);
	enter(t);
	mq_screen_prepare(theme, &t->draw);
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
	mq_screen_close(terminal->screen);
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
	say(terminal, "\n");
	mq_dialog_say(&terminal->dialog, text);
	say(terminal, "\n");
	say(terminal, ask);
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
	mq_dialog_say(&terminal->dialog, bytes);
	if (whole && bytes.len > 0) {
		mq_pace_sent(pace, now_ms);
	}
}

void mq_terminal_send(struct mq_terminal *terminal, struct mq_slice bytes)
{
	mq_dialog_say(&terminal->dialog, bytes);
}

void mq_terminal_dress(struct mq_terminal *terminal, const struct mq_theme *theme)
{
	mq_screen_prepare(theme, &terminal->draw);
	mq_terminal_redraw(terminal);
}

void mq_terminal_redraw(struct mq_terminal *terminal)
{
	measure(terminal);
	mq_screen_resize(terminal->width, terminal->height);
	mq_draw_forget(&terminal->draw);
}
