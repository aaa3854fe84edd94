#include "send.h"

#include <string.h>
#include <strings.h>

/* A table as a file: rows go to it as they come, and it gets its name when all are there. */

enum { PIECE_BYTES = 1 << 16 };

static const char *const formats[] = {
	[MQ_SHEET_CSV] = "csv", [MQ_SHEET_TSV] = "tsv", [MQ_SHEET_JSON] = "json",
	[MQ_SHEET_XLSX] = "xlsx",
};

bool mq_sheet_format_find(const char *name, enum mq_sheet_format *format)
{
	for (size_t i = 0; i < MQ_LENGTH(formats); i++) {
		if (strcasecmp(formats[i], name) == 0) {
			*format = (enum mq_sheet_format)i;
			return true;
		}
	}
	return false;
}

const char *mq_sheet_format_name(enum mq_sheet_format format)
{
	return formats[format];
}

enum mq_err mq_send_format(const char *path, const char *name, enum mq_sheet_format *format,
	struct mq_diag *diag)
{
	const char *slash = strrchr(path, '/');
	const char *point = strrchr(slash ? slash : path, '.');

	if (name) {
		if (mq_sheet_format_find(name, format)) {
			return MQ_OK;
		}
		mq_diag_add(diag, MQ_ERR_USAGE, _("unknown format '%s'"), name);
		mq_diag_hint(diag, "csv, tsv, json, xlsx");
		return MQ_ERR_USAGE;
	}
	if (point && mq_sheet_format_find(point + 1, format)) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' does not end in what tells the format"), path);
	mq_diag_hint(diag, _("end it in .csv, .tsv, .json or .xlsx, or name the format"));
	return MQ_ERR_USAGE;
}

enum mq_err mq_send_open(struct mq_sending *sending, const char *path, bool overwrite,
	struct mq_diag *diag)
{
	sending->diag = diag;
	sending->err = mq_beside_begin(path, overwrite, &sending->beside, diag);
	return sending->err;
}

void mq_send_table(struct mq_sending *sending, const struct mq_lines *lines, const char *title,
	uint64_t n_rows, bool bom)
{
	sending->lines = *lines;
	if (lines->format == MQ_SHEET_XLSX) {
		sending->err = mq_book_begin(mq_beside_path(sending->beside), title, lines->schema,
			lines->columns, lines->n_columns, n_rows, &sending->book, sending->diag);
	} else {
		mq_buf_adds(&sending->piece, bom ? "\xef\xbb\xbf" : "");
		mq_lines_begin(&sending->lines, &sending->piece);
	}
}

static void send_piece(struct mq_sending *sending, size_t least)
{
	if (sending->err == MQ_OK && sending->piece.len > least) {
		sending->err = mq_beside_write(sending->beside, sending->piece.data,
			sending->piece.len, sending->diag);
	}
	if (sending->piece.len > least) {
		mq_buf_clear(&sending->piece);
	}
}

void mq_send_row(struct mq_sending *sending, const struct mq_row *row)
{
	if (sending->err != MQ_OK) {
		return;
	}
	if (sending->book) {
		sending->err = mq_book_row(sending->book, row->cells, sending->diag);
	} else {
		mq_lines_row(&sending->lines, row, &sending->piece);
		send_piece(sending, PIECE_BYTES);
	}
}

void mq_send_rows_end(struct mq_sending *sending)
{
	if (sending->book && sending->err == MQ_OK) {
		sending->err = mq_book_end(sending->book, sending->diag);
	} else if (sending->book) {
		mq_book_drop(sending->book);
	} else if (sending->lines.schema) {
		mq_lines_end(&sending->lines, &sending->piece);
		send_piece(sending, 0);
	}
	sending->book = NULL;
}

enum mq_err mq_send_end(struct mq_sending *sending, uint64_t *bytes)
{
	enum mq_err err = sending->err;

	if (err == MQ_OK) {
		err = mq_beside_end(sending->beside, bytes, sending->diag);
	} else {
		mq_beside_drop(sending->beside);
	}
	mq_buf_release(&sending->piece);
	*sending = (struct mq_sending){0};
	return err;
}
