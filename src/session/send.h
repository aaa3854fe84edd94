/* A table on its way to a file: as lines, or as rows of a workbook. */
#ifndef MINQING_SESSION_SEND_H
#define MINQING_SESSION_SEND_H

#include <minqing/register.h>
#include <minqing/sheets.h>

/* Zeroed; the first fault stays in err. Open, table, rows, end; the end closes it whatever came
 * before. */
struct mq_sending {
	struct mq_beside *beside;	/* the file that gets its name at the end */
	struct mq_book *book;		/* xlsx, else lines */
	struct mq_lines lines;
	struct mq_buf piece;
	enum mq_err err;
	struct mq_diag *diag;
};

/* The format that is named, else the one the path ends in. USAGE. */
enum mq_err mq_send_format(const char *path, const char *name, enum mq_sheet_format *format,
	struct mq_diag *diag);
/* USAGE where path is no place for a file; those of mq_beside_begin. */
enum mq_err mq_send_open(struct mq_sending *sending, const char *path, bool overwrite,
	struct mq_diag *diag);
/* Its head: lines has format, schema, columns, and what the format is to be like; a workbook has
 * title and room for n_rows. All borrowed until the end. */
void mq_send_table(struct mq_sending *sending, const struct mq_lines *lines, const char *title,
	uint64_t n_rows, bool bom);
void mq_send_row(struct mq_sending *sending, const struct mq_row *row);
/* All rows are there: what is left goes to the file. */
void mq_send_rows_end(struct mq_sending *sending);
/* Give the file its name, or where something failed leave none. */
enum mq_err mq_send_end(struct mq_sending *sending, uint64_t *bytes);

#endif
