/*
 * A workbook that comes in (ECMA-376; xlsx, xlsm): the rows of its first sheet that is shown,
 * one at a time.
 *
 *     xlsx_open.c    which parts there are, and which sheet is read
 *     xlsx_parts.c   what cells refer to: forms of numbers, strings that are shared
 *     xlsx_cell.c    what a cell says, as a person sees it
 *     xlsx_row.c     the rows
 *
 * Below lie xml.c (a part as XML), zip.c (the file as parts).
 */
#ifndef MINQING_REGISTER_XLSX_H
#define MINQING_REGISTER_XLSX_H

#include "split.h"
#include "xml.h"

enum {
	XLSX_FILE_BYTES = 256 << 20,
	XLSX_PART_BYTES = 16 << 20,	/* of each that is neither a sheet nor the strings */
	XLSX_STRINGS_BYTES = 256 << 20,
	XLSX_SHEET_BYTES = 1 << 30,

	XLSX_ROWS_MAX = 1 << 20,	/* of a sheet, as spreadsheets have them */
	XLSX_COLUMNS_MAX = 1 << 14,
	XLSX_STYLES_MAX = 1 << 16,
	XLSX_FORMATS_MAX = 1 << 10,
	XLSX_SHEETS_MAX = 1 << 12,
};

/* How a number is shown: so many decimals at least, or as a day or a time. */
enum xlsx_shape {
	XLSX_DECIMALS_MAX = 15,
	XLSX_DAY,
	XLSX_TIME,
	XLSX_MOMENT,
};

/* What kind of thing a cell keeps. */
enum xlsx_type {
	XLSX_NUMBER,
	XLSX_SHARED,	/* the number of a string */
	XLSX_TEXT,	/* of its own, or of a formula */
	XLSX_BOOL,
	XLSX_AS_IS,	/* faults (#N/A), days in words */
};

/* The cell that is being read. */
struct xlsx_cell {
	size_t column;
	enum xlsx_type type;
	uint8_t shape;
	bool has_formula;
	bool has_value;
	struct mq_buf value;	/* as it is kept */
};

struct xlsx_filled {
	size_t column;
	size_t end;		/* in bytes */
};

struct xlsx {
	char *path;
	char *bytes;		/* the whole file */
	struct zlib zlib;
	struct expat expat;
	struct zip zip;

	/* Of the workbook. */
	char *sheet_name;
	size_t n_more;		/* sheets that are not read */
	bool since_1904;
	uint8_t *shapes;	/* by the number of a style */
	size_t n_shapes;
	struct mq_buf strings;	/* one behind the other */
	uint32_t *ends;		/* where each ends */
	size_t n_strings;
	size_t max_cell_bytes;

	/* Of the sheet. */
	struct xml xml;
	bool in_row;
	bool in_value;
	bool in_phonetic;
	size_t line;		/* the number of the row */
	size_t next_column;	/* where a cell stands that does not say where */
	size_t width;		/* of the first row that has something in it */
	size_t n_bare;		/* formulas without what came out, in the row */
	size_t bare_column;	/* the first of them */
	struct xlsx_cell cell;
	struct mq_buf row;	/* the row's cells, one behind the other */
	struct xlsx_filled *filled;
	size_t n_filled;
	size_t cap_filled;
};

/* ---- xlsx_open.c ---- */

/* Read the file whose size is told. The path is copied, fd stays the caller's. Errors: INPUT
 * (no workbook, a broken one, one beyond the bounds), STORE (no libraries), IO. */
enum mq_err xlsx_open(const char *path, int fd, uint64_t size_bytes, size_t max_cell_bytes,
	struct xlsx **out, struct mq_diag *diag);
void xlsx_close(struct xlsx *book);	/* NULL is fine */

/* ---- xlsx_parts.c ---- */

/* Go through a part that is read as a whole. */
enum mq_err xlsx_read_part(struct xlsx *book, const char *part, uint64_t max_bytes,
	const struct xml_hearer *hearer, struct xml *xml, struct mq_diag *diag);
enum mq_err xlsx_read_styles(struct xlsx *book, const char *part, struct mq_diag *diag);
enum mq_err xlsx_read_strings(struct xlsx *book, const char *part, struct mq_diag *diag);

/* ---- xlsx_cell.c ---- */

/* How numbers of that format are shown. */
uint8_t xlsx_shape_of(const char *code);
uint8_t xlsx_shape_builtin(unsigned number);
/* Append what the cell says; false where it points at a string that is not there. */
bool xlsx_cell_text(const struct xlsx *book, const struct xlsx_cell *cell, struct mq_buf *out);
/* Append a text of the workbook with its _xHHHH_ undone. */
void xlsx_unescape(struct mq_buf *out, const char *text, size_t len);

/* ---- xlsx_row.c ---- */

enum mq_err xlsx_begin_rows(struct xlsx *book, const char *part, struct mq_diag *diag);
/* As sheet_row. Rows without anything in them are passed over. */
enum mq_err xlsx_row(struct xlsx *book, struct split *row, size_t *line, bool *again,
	struct mq_diag *diag);

#endif
