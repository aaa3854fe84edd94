/* terminal: the one the officer sits at. */
#ifndef MINQING_UI_TERMINAL_H
#define MINQING_UI_TERMINAL_H

#include "cells.h"
#include "theme.h"

struct mq_terminal;

enum mq_wake {
	MQ_WAKE_BYTES,		/* something was typed */
	MQ_WAKE_TIME,		/* the time was up */
	MQ_WAKE_RESIZE,		/* or characters are of another width than was thought */
	MQ_WAKE_FRAME,		/* a frame that was held back may be shown */
	MQ_WAKE_QUIT,		/* SIGTERM, SIGHUP, SIGINT, or the terminal is gone */
};

/*
 * Take the terminal of standard input and output. TERMINAL with the way out where they
 * are none, where TERM cannot move a cursor. The theme is borrowed until it is closed. A TERM nobody knows is taken for
 * xterm-256color; *note then says so (borrowed), else it is NULL. One at a time.
 */
enum mq_err mq_terminal_open(const struct mq_theme *theme, struct mq_terminal **terminal,
	const char **note, struct mq_diag *diag);
/*
 * Hear out what it was asked when it was opened: how wide it shows what terminals disagree
 * about. Returns at once where it has answered, after MQ_PROBE_WAIT_MS where it does
 * not; what is typed meanwhile is kept. *note then says what is wrong with it (borrowed), or
 * is left as it is.
 */
void mq_terminal_learn(struct mq_terminal *terminal, const char **note);
/* Ask again, once it has ever answered: it may be another one, behind a multiplexer. */
void mq_terminal_ask(struct mq_terminal *terminal);
/* Let it tell of the mouse, or leave the mouse to it (as it is at first), for selecting. */
void mq_terminal_take_mouse(struct mq_terminal *terminal, bool take);
/* Leave it as it was found. */
void mq_terminal_close(struct mq_terminal *terminal);
/* Stop the program as Ctrl-Z does, the terminal put right meanwhile. */
void mq_terminal_suspend(struct mq_terminal *terminal);
void mq_terminal_size(const struct mq_terminal *terminal, int *width, int *height);
/* Show the grid; writes only what differs, and nothing where nothing does. Until the terminal
 * has come to the frame before only the line that is being typed is, and the rest is due. */
void mq_terminal_show(struct mq_terminal *terminal, const struct mq_cells *cells);
/* Bytes that show nothing and move nothing, as a clipboard's do. */
void mq_terminal_send(struct mq_terminal *terminal, struct mq_slice bytes);
/* What is shown next is in this theme. */
void mq_terminal_dress(struct mq_terminal *terminal, const struct mq_theme *theme);
/* Show a text outside of the screen, where the terminal's own selection and paper can take it,
 * and below it `ask`, until Enter is pressed or a signal comes. text is lines that no
 * terminal obeys. */
void mq_terminal_print(struct mq_terminal *terminal, struct mq_slice text, const char *ask);
/* Write everything anew with the next show. */
void mq_terminal_redraw(struct mq_terminal *terminal);
/*
 * Wait up to wait_ms (-1: for ever) for something to happen; bytes that were typed
 * are written to bytes (*len is its size, then how many).
 */
enum mq_wake mq_terminal_wait(struct mq_terminal *terminal, int wait_ms, char *bytes, size_t *len);
/* Would it return at once? */
bool mq_terminal_has_event(struct mq_terminal *terminal);
/* A clock that only goes forward. */
int64_t mq_terminal_now_ms(void);

#endif
