/* manual: the pages of the manual as lines, and which pages they name. */
#ifndef MINQING_UI_MANUAL_H
#define MINQING_UI_MANUAL_H

#include <minqing/base.h>

#include "command.h"
#include "list.h"

enum { MQ_MANUAL_BACK_MAX = 32 };

struct mq_manual_page {
	char *name;		/* "minqing-query" */
	char section;		/* '7' */
	bool chinese;		/* there is a Chinese one */
	char *title;		/* the one line it is told with, in the language of messages */
};

struct mq_manual_line {
	const char *text;	/* of the page's text */
	size_t len;
	int indent;		/* columns before it */
	bool head;		/* the title of a section */
};

/* Where one was before a page was gone to. */
struct mq_manual_place {
	const struct mq_manual_page *page;
	size_t selected;
	size_t top;
};

/* Zeroed is closed. */
struct mq_manual {
	struct mq_list list;
	struct mq_manual_page *pages;	/* by section and name; NULL: not looked for yet */
	size_t n_pages;
	const struct mq_manual_page *page;	/* the open one; NULL: the list of them */
	char *text;			/* its text */
	struct mq_manual_line *lines;
	size_t n_lines;
	size_t cap;
	int width_cols;			/* what the lines were cut for */
	size_t chosen;			/* of the pages that the selected line names */
	struct mq_buf sought;		/* what is looked for in the text; empty: nothing yet */
	struct mq_manual_place back[MQ_MANUAL_BACK_MAX];	/* the last one before this page */
	size_t n_back;
	enum mq_context from;		/* where it was opened */
};

/* Which pages there are in dir (LANG/WIDTH/NAME.N.txt). False where there are none. */
bool mq_manual_look(struct mq_manual *manual, const char *dir);
/* The one that is called as was typed ("query", "5 minqing-fields", "minqing(1)"), or nearly;
 * else NULL, and *near is the name of the nearest or NULL. Borrowed. */
const struct mq_manual_page *mq_manual_find(const struct mq_manual *manual, const char *typed,
	const char **near);
/* Open a page, or the list of them (NULL), on its first line, as it is for so many columns. */
void mq_manual_open(struct mq_manual *manual, const char *dir, const struct mq_manual_page *page,
	int width_cols);
/* The screen is so wide now: the same page, and about where it was. */
void mq_manual_fit(struct mq_manual *manual, const char *dir, int width_cols);
/* The page that the i-th name in a line is of, and where the name begins there; NULL behind the
 * last. Names of the page itself do not count. */
const struct mq_manual_page *mq_manual_named(const struct mq_manual *manual, size_t line, size_t i,
	struct mq_slice *name);
/* The next line from `line` on (by: 1, -1) that holds the text, whichever case; false: none. */
bool mq_manual_seek(const struct mq_manual *manual, const char *text, int by, size_t *line);
/* "minqing-query(7)", appended. */
void mq_manual_print_name(const struct mq_manual_page *page, struct mq_buf *out);
void mq_manual_release(struct mq_manual *manual);

#endif
