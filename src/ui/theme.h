/* theme: what things on the screen are (roles) and how each is told apart. */
#ifndef MINQING_UI_THEME_H
#define MINQING_UI_THEME_H

#include <minqing/conf.h>

enum mq_role {
	MQ_ROLE_NORMAL,
	MQ_ROLE_TITLE,		/* the head of a pane, names of columns */
	MQ_ROLE_SELECTED,	/* the row the keys work on; always has a ">" too */
	MQ_ROLE_DIM,		/* there, but not now: labels, zeroes, a half-typed tail */
	MQ_ROLE_UNKNOWN,	/* not known; always written out too */
	MQ_ROLE_COUNT,		/* hits, counts */
	MQ_ROLE_ERROR,
	MQ_ROLE_HINT,		/* keys, ways out */
	MQ_ROLE_CHOSEN,		/* a value the query holds; always has a "*" too */
	MQ_ROLE_LAST = MQ_ROLE_CHOSEN,
};

enum { MQ_N_ROLES = MQ_ROLE_LAST + 1 };

/* One of the terminal's 16 colours, or its own default. */
enum { MQ_COLOUR_DEFAULT = -1 };

struct mq_style {
	int8_t fg;
	int8_t bg;
	bool bold;
	bool underline;
	bool reverse;
};

struct mq_theme {
	struct mq_style styles[MQ_N_ROLES];
};

/*
 * Lay what the text (YAML: role -> {fg, bg, bold, underline, reverse}) says over
 * theme; roles it does not name stay. A line that is wrong changes nothing and is a
 * fault with its place. MQ_OK, or MQ_ERR_CONFIG where there was a fault.
 */
enum mq_err mq_theme_read(struct mq_theme *theme, const char *name, const char *text, size_t len,
	struct mq_diag *diag);
/* The same from a file; one that is not there is MQ_ERR_NOT_FOUND and no fault. */
enum mq_err mq_theme_read_file(struct mq_theme *theme, const char *path, struct mq_diag *diag);
/* Without any colour (NO_COLOR): bold, underline and reverse stay. What was told apart
 * by its background alone becomes reverse. */
void mq_theme_mono(struct mq_theme *theme);

#endif
