/* draw: from a grid of cells to the bytes that make a terminal show it. Knows no
 * terminal; what one understands is told to it. */
#ifndef MINQING_UI_DRAW_H
#define MINQING_UI_DRAW_H

#include "cells.h"

enum { MQ_LOOK_BYTES = 64 };

/* Append what moves the cursor, for terminals that do not take ESC [ y ; x H. */
typedef void (*mq_draw_move_fn)(int x, int y, struct mq_buf *out);

struct mq_draw {
	/* ---- what the terminal understands ---- */
	char looks[MQ_N_ROLES][MQ_LOOK_BYTES];	/* turns a role on, whatever was on before */
	bool clear_blank[MQ_N_ROLES];	/* a space of it is only a space */
	char clear[MQ_LOOK_BYTES];	/* empties the screen */
	mq_draw_move_fn move;		/* NULL: ESC [ y ; x H, and ESC [ n C */
	bool erases;			/* ESC [ K and ESC [ n X */
	bool spares_corner;		/* the last cell of all would make it scroll */
	bool asks;			/* ask behind each frame whether it came (ESC [ 5 n) */

	/* ---- what it shows by now ---- */
	struct mq_cells shown;
	bool known;			/* false: it may show anything */
	bool has_rare;			/* a character that may be of another width than thought */
	int x;				/* of its cursor; -1: not known */
	int y;
	int role;			/* what is on; -1: not known */
	struct mq_buf bytes;
};

/* The bytes that make the terminal show cells, its cursor where theirs is: what differs
 * from what it shows, nothing where nothing does. Borrowed until the next call. */
struct mq_slice mq_draw_frame(struct mq_draw *draw, const struct mq_cells *cells);
/* The same for the line the cursor is to be on alone, as few bytes as can be: what is typed
 * is seen though a frame is under way. Nothing where the whole screen has to be written. */
struct mq_slice mq_draw_line(struct mq_draw *draw, const struct mq_cells *cells);
/* It may show anything: the next frame is a whole one. */
void mq_draw_forget(struct mq_draw *draw);
void mq_draw_release(struct mq_draw *draw);

#endif
