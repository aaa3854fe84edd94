/* Cutting a line at its delimiters: what sheet.c asks of split.c. */
#ifndef MINQING_REGISTER_SPLIT_H
#define MINQING_REGISTER_SPLIT_H

#include <minqing/base.h>

/* Cells of one line; they borrow from it. Zeroed is empty. */
struct split {
	struct mq_slice *cells;
	size_t n_cells;
	size_t cap;
};

/* Cut a line that has no quote in it, its end taken off, as libcsv does: blanks and
 * tabs at both ends of a cell are no part of it. */
void split_line(struct split *split, const char *line, size_t len, char delimiter);
void split_release(struct split *split);

#endif
