/* line: the keys that edit the query line, for every other line that is typed into. */
#ifndef MINQING_UI_LINE_H
#define MINQING_UI_LINE_H

#include "cells.h"
#include "keymap.h"
#include "prompt.h"

enum mq_lined {
	MQ_LINED_NOT,		/* the key does not edit */
	MQ_LINED_MOVED,
	MQ_LINED_EDITED,	/* the text may be another now */
};

/* What the key does to the query line, done to this one; text is put in. command (or NULL where
 * nobody asks): what it is bound to there, where it does not edit. */
enum mq_lined mq_line_press(const struct mq_keymap *keymap, struct mq_prompt *prompt,
	mq_press press, const struct mq_command **command);

/* "find: lives", and the column its cursor stands in. Returns the columns it took of rect's
 * first row. */
int mq_view_line(struct mq_cells *cells, struct mq_rect rect, const char *title, enum mq_role role,
	const struct mq_prompt *prompt, int *cursor_x);

#endif
