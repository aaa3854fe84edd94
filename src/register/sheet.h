/* What sheet.c, which reads rows, and sheet_open.c share. */
#ifndef MINQING_REGISTER_SHEET_H
#define MINQING_REGISTER_SHEET_H

#include <csv.h>

#include <minqing/register.h>
#include <minqing/text.h>

#include "split.h"
#include "xlsx.h"

enum {
	PIECE_BYTES = 1 << 16,
	BLOCK_BYTES = 1 << 16,	/* libcsv adds as much to a cell each time */
	MAX_CELL_BYTES = 16 << 20,
	MAX_COLUMNS = 4096,
	ROW_CELLS = 4,		/* a row is at most as much as so many of the largest cells */
};

struct mq_sheet {
	char *path;
	int fd;
	uint64_t size_bytes;
	uint64_t read_bytes;
	size_t max_cell_bytes;
	size_t max_columns;

	enum mq_encoding encoding;
	struct mq_decoder *decoder;
	bool at_end;		/* every byte was read and decoded */
	struct mq_buf text;	/* decoded, from `at` on not parsed yet */
	size_t at;

	struct csv_parser csv;
	char delimiter;
	size_t line;		/* of the next byte */
	size_t row_line;	/* where the row being read began */
	bool in_row;
	bool after_cr;

	struct mq_buf bytes;	/* the row's cells, one behind the other */
	size_t *ends;
	size_t n_ends;
	size_t cap_ends;
	struct split split;	/* the row as it is given */
	struct mq_slice row;	/* all of it, where split cut it */
	bool ready;

	struct xlsx *book;	/* of a workbook, which needs nothing of the above but the row */
	char *read_as;
};

/* The next bytes of the file, at most PIECE_BYTES; fewer at its end. */
enum mq_err sheet_read_piece(struct mq_sheet *sheet, unsigned char *bytes, size_t *len,
	struct mq_diag *diag);
/* Append them to text, decoded, behind what was not parsed yet. */
enum mq_err sheet_decode(struct mq_sheet *sheet, const unsigned char *bytes, size_t len, bool last,
	struct mq_diag *diag);
/* As mq_sheet_row: the row as it was cut, good until the next. */
enum mq_err sheet_row(struct mq_sheet *sheet, struct split **row, size_t *line, bool *again,
	struct mq_diag *diag);
/* Make libcsv ready for the beginning of a row. */
void sheet_start_parser(struct mq_sheet *sheet);

#endif
