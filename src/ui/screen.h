/* screen: the terminal as TERM describes it. Only screen.c knows curses. */
#ifndef MINQING_UI_SCREEN_H
#define MINQING_UI_SCREEN_H

#include "draw.h"
#include "theme.h"

struct mq_screen;

/*
 * The screen of standard input and output; one at a time. TERMINAL where TERM cannot move a
 * cursor. A TERM nobody knows is taken for xterm-256color; *note then says so (borrowed),
 * else it is NULL.
 */
enum mq_err mq_screen_open(const char *term, struct mq_screen **screen, const char **note,
	struct mq_diag *diag);
void mq_screen_close(struct mq_screen *screen);

/* Take the line and the other screen, emptied: every byte is ours, no signals from keys, no
 * flow control, no newline made of return. */
void mq_screen_take(int width, int height);
void mq_screen_resize(int width, int height);
/* Take the line, which whoever ran meanwhile may have set in its own way. */
void mq_screen_take_again(void);
void mq_screen_give_back(void);
/* Append what turns off whatever may be on, for when there is no time to give back. */
void mq_screen_add_restore(struct mq_buf *out);

/* Tell draw what the terminal understands and how the theme looks on it; NO_COLOR is heeded. */
void mq_screen_prepare(const struct mq_theme *theme, struct mq_draw *draw);

#endif
