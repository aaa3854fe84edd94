/* Cutting a line at its delimiters: what sheet.c asks of split.c. */
#ifndef MINQING_REGISTER_SPLIT_H
#define MINQING_REGISTER_SPLIT_H

#include <minqing/base.h>

/* A cell that is not empty. */
struct filled {
	size_t number;		/* how many stand before it */
	struct mq_slice text;
};

/* The cells of one row; they borrow from it. Zeroed is empty. */
struct split {
	struct filled *filled;	/* ascending */
	size_t n_filled;
	size_t cap_filled;
	size_t n_cells;		/* empty ones too */
	struct mq_slice *cells;	/* see split_cells */
	size_t cap_cells;
};

/* Cut a line that has no quote in it, its end taken off, as libcsv does: blanks and
 * tabs at both ends of a cell are no part of it. */
void split_line(struct split *split, const char *line, size_t len, char delimiter);
/* Add a cell to a row that is cut elsewhere; n_cells and n_filled are 0 at its beginning. */
void split_add(struct split *split, struct mq_slice cell);
/* Every cell in its place: n_cells of them, good until the next row. */
struct mq_slice *split_cells(struct split *split);
void split_release(struct split *split);

#endif
