/*
 * asked: the queries that were asked before, and the file that keeps them.
 *
 *     # $XDG_STATE_HOME/minqing/history, else ~/.local/state/minqing/history
 *     年龄>=80 独居
 *     name:‹name› age<18
 *
 * A query a line, the newest last. In memory a query is as it was typed; into the file it
 * goes as mq_session_redact leaves it. The file is its owner's alone (0600), and what
 * other screens wrote meanwhile stays in it.
 */
#ifndef MINQING_UI_ASKED_H
#define MINQING_UI_ASKED_H

#include <minqing/session.h>

#include "ring.h"

enum { MQ_ASKED_MAX = 1000 };

/* Zeroed is empty. */
struct mq_asked {
	struct mq_ring lines;	/* those that can be had again */
	struct mq_ring fresh;	/* those of this screen, as they go into the file */
	size_t recalled;	/* which is shown: so many back, 0: the line itself */
	size_t valued;		/* whose value was put in last: so many back */
	char *kept;		/* the line itself, while another is shown; owned */
};

/* Keep a line without the spaces that end it, unless it is empty, begins with one or is the
 * newest already: then false. The next one recalled is the newest. */
bool mq_asked_add(struct mq_asked *asked, const char *line, size_t len);
/* The same of a query that was asked; where `kept` it goes into the file too, with what is personal
 * left out, unless it is no whole query. */
void mq_asked_remember(struct mq_asked *asked, struct mq_session *session, mq_kind_id kind,
	struct mq_slice text, bool kept);
/* The line before (-1) the one shown or after it (1); now is the one being typed. NULL where
 * there is none. Until another is kept. */
const char *mq_asked_recall(struct mq_asked *asked, const char *now, int direction);
/* How many back, from `back` on, the first line stands that holds the text, whatever the case
 * of its letters; 0 where none does. The newest is 1 back. */
size_t mq_asked_find(const struct mq_asked *asked, const char *text, size_t back);
/* The value that ends a query: what its last comparison is with, or its last word. */
struct mq_slice mq_asked_value(const char *line);
void mq_asked_release(struct mq_asked *asked);

/* Remove what a screen that died left beside the file: queries too. */
void mq_asked_tidy(const char *path);
/* Add the file's lines. OK where there is none; IO. */
enum mq_err mq_asked_read(struct mq_ring *lines, const char *path, struct mq_diag *diag);
/* Add lines to the file, the last thousand of all stay. IO, FULL. */
enum mq_err mq_asked_write(const struct mq_ring *fresh, const char *path, struct mq_diag *diag);
/* There is no file any more, nor what was left beside it. IO. */
enum mq_err mq_asked_forget(const char *path, struct mq_diag *diag);

#endif
