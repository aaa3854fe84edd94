/* line: the keys that edit the query line, for every other line that is typed into. */
#ifndef MINQING_UI_LINE_H
#define MINQING_UI_LINE_H

#include "cells.h"
#include "keymap.h"
#include "prompt.h"

enum mq_lined {
	MQ_LINED_NOT,		/* the command does not edit */
	MQ_LINED_MOVED,
	MQ_LINED_EDITED,	/* the text may be another now */
};

/* What the key is bound to in the query line, or NULL. *text: it is bound to nothing there, and
 * writes itself. */
const struct mq_command *mq_line_command(const struct mq_keymap *keymap, mq_press press,
	bool *text);
/* Does the command edit a line? And what it does to the query line, done to this one. */
bool mq_line_edits(const struct mq_command *command);
enum mq_lined mq_line_do(struct mq_prompt *prompt, const struct mq_command *command);

/* "find: lives", and the column its cursor stands in. Returns the columns it took of rect's
 * first row. */
int mq_view_line(struct mq_cells *cells, struct mq_rect rect, const char *title, enum mq_role role,
	const struct mq_prompt *prompt, int *cursor_x);

#endif
