/* cells: what a screen shows, before any terminal is involved. */
#ifndef MINQING_UI_CELLS_H
#define MINQING_UI_CELLS_H

#include <minqing/base.h>

#include "theme.h"

/* A piece of the screen in cells; width or height 0 is nothing at all. */
struct mq_rect {
	int x;
	int y;
	int width;
	int height;
};

/* Bytes of one cell: a base character and the four marks the sanitiser leaves. */
enum { MQ_CELL_BYTES = 24 };

struct mq_cell {
	char text[MQ_CELL_BYTES];	/* NUL-terminated */
	uint8_t width;			/* 1 or 2; 0: the right half of the cell before it */
	uint8_t role;			/* enum mq_role */
};

/* What a click on a place means. */
enum mq_spot_kind {
	MQ_SPOT_NONE,
	MQ_SPOT_TEXT,		/* at: the byte of the query */
	MQ_SPOT_CONDITION,	/* … the condition of the query */
	MQ_SPOT_COLUMN,		/* … the column among the cells of a row */
	MQ_SPOT_BAR,		/* … the value of the chart's facet */
	MQ_SPOT_COMMAND,	/* … the command in mq_commands */
};

struct mq_spot {
	struct mq_rect rect;
	enum mq_spot_kind kind;
	size_t at;
};

struct mq_cells {
	struct mq_cell *cells;	/* height rows of width */
	int width;
	int height;
	int cursor_x;		/* where the terminal's own cursor stands */
	int cursor_y;
	struct mq_buf safe;	/* what is being written, sanitised */
	struct mq_buf words;	/* mq_cells_words */
	struct mq_spot *spots;
	size_t n_spots;
	size_t spots_cap;
};

/* Make the grid this large (at least 1×1) and blank. */
void mq_cells_resize(struct mq_cells *cells, int width, int height);
void mq_cells_release(struct mq_cells *cells);
struct mq_rect mq_cells_rect(const struct mq_cells *cells);
/* An empty buffer for putting words together before they are written, the same one for
 * each: good until the next call. */
struct mq_buf *mq_cells_words(struct mq_cells *cells);
const struct mq_cell *mq_cells_at(const struct mq_cells *cells, int x, int y);	/* borrowed */
/* What stands there is no longer known: like no cell that was ever written. */
void mq_cells_forget(struct mq_cells *cells, int x, int y);

/* Fill with spaces of a role, and no spot is there any more; what lies outside the grid is left
 * out, here and below. */
void mq_cells_fill(struct mq_cells *cells, struct mq_rect rect, enum mq_role role);
/*
 * Write a text into at most max_cols columns from (x, y): sanitised, then cut at a
 * whole grapheme. Returns the columns it took. A wide cell that is half overwritten
 * loses its other half too.
 */
int mq_cells_text(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len);
int mq_cells_str(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text);
/* The same, but a text that was cut ends in "~", so that nobody takes it for all. Where there
 * is not room for all, a character shown as its number (mq_safe_text) becomes a 〓. */
int mq_cells_cut(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len);
/* The same against the right end of max_cols. */
int mq_cells_right(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len);
/* A title over the first row of rect, which it fills. */
void mq_cells_title(struct mq_cells *cells, struct mq_rect rect, const char *title);

/* What was written there can be clicked, for as long as nothing is filled over it. */
void mq_cells_spot(struct mq_cells *cells, struct mq_rect rect, enum mq_spot_kind kind, size_t at);
/* The last one made at (x, y); kind NONE: there is none. */
struct mq_spot mq_cells_spot_at(const struct mq_cells *cells, int x, int y);

/* The grid as text, a line a row, spaces at the end of a row left out: how
 * screens are tested. Appended. */
void mq_cells_print(const struct mq_cells *cells, struct mq_buf *out);

/* Columns of a text once it is sanitised. */
int mq_shown_width(const char *text, size_t len);
/* Bytes of the sanitised text that fit into max_cols, and a break at a space where one
 * is near the end; at least one grapheme. For wrapping. */
size_t mq_shown_break(const char *safe, size_t len, int max_cols);

#endif
