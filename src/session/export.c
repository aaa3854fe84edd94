#include "own.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <minqing/sheets.h>

/*
 * The answer as a file. Rows are walked once, on one snapshot, and go as lines or as
 * rows of a workbook to a file that gets its name at the end.
 */

enum {
	PIECE_BYTES = 1 << 16,
	PROGRESS_ROWS = 128,
};

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

/* The format that is named, else the one the path ends in. */
static enum mq_err find_format(const struct mq_export *what, enum mq_sheet_format *format,
	struct mq_diag *diag)
{
	const char *slash = strrchr(what->path, '/');
	const char *point = strrchr(slash ? slash : what->path, '.');

	if (what->format) {
		if (mq_sheet_format_find(what->format, format)) {
			return MQ_OK;
		}
		mq_diag_add(diag, MQ_ERR_USAGE, _("unknown format '%s'"), what->format);
		mq_diag_hint(diag, "csv, tsv, json, xlsx");
		return MQ_ERR_USAGE;
	}
	if (point && mq_sheet_format_find(point + 1, format)) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' does not end in what tells the format"), what->path);
	mq_diag_hint(diag, _("end it in .csv, .tsv, .json or .xlsx, or name the format"));
	return MQ_ERR_USAGE;
}

static enum mq_err check_options(const struct mq_export *what, enum mq_sheet_format format,
	struct mq_diag *diag)
{
	bool separated = format == MQ_SHEET_CSV || format == MQ_SHEET_TSV;
	const char *odd = separated ? NULL : what->bom ? "bom" : what->raw ? "raw"
		: what->words && format == MQ_SHEET_JSON ? "words" : NULL;

	if (!odd) {
		return MQ_OK;
	}
	return mq_diag_add(diag, MQ_ERR_USAGE, _("%s has no use for '%s': that is for csv and tsv"),
		formats[format], odd);
}

/* ---- rows on their way ---- */

struct sending {
	const struct mq_export *what;
	struct mq_exported *done;
	struct mq_beside *beside;
	struct mq_book *book;	/* xlsx, else lines */
	struct mq_lines lines;
	struct mq_buf piece;
	uint64_t all;
	enum mq_err err;
	struct mq_diag *diag;
};

static void send_piece(struct sending *sending, size_t least)
{
	if (sending->err == MQ_OK && sending->piece.len > least) {
		sending->err = mq_beside_write(sending->beside, sending->piece.data,
			sending->piece.len, sending->diag);
	}
	if (sending->piece.len > least) {
		mq_buf_clear(&sending->piece);
	}
}

static bool goes_on(const struct sending *sending)
{
	return sending->done->rows % PROGRESS_ROWS != 0 || !sending->what->progress ||
		sending->what->progress(sending->what->context, sending->done->rows, sending->all);
}

static bool send_row(void *context, const struct mq_row *row)
{
	struct sending *sending = context;

	if (sending->book) {
		sending->err = mq_book_row(sending->book, row->cells, sending->diag);
	} else {
		mq_lines_row(&sending->lines, row, &sending->piece);
		send_piece(sending, PIECE_BYTES);
	}
	sending->done->rows++;
	if (sending->err == MQ_OK && !goes_on(sending)) {
		sending->err = MQ_ERR_INTERRUPTED;
	}
	return sending->err == MQ_OK;
}

/* ---- beginning and end ---- */

static enum mq_err begin(struct mq_session *session, struct sending *sending)
{
	const struct mq_export *what = sending->what;
	const struct mq_kind *kind = &session->schema->kinds[mq_session_kind(session)];
	size_t n;
	const mq_field_id *columns = mq_session_columns(session, &what->page, &n);

	sending->done->columns = n;
	sending->all = mq_session_page_rows(session, &what->page);
	if (sending->done->format == MQ_SHEET_XLSX) {
		return mq_book_begin(mq_beside_path(sending->beside), mq_kind_label(kind),
			session->schema, columns, n, sending->all, &sending->book, sending->diag);
	}
	sending->lines = (struct mq_lines){.format = sending->done->format,
		.schema = session->schema, .columns = columns, .n_columns = n,
		.hits = session->reply.hits, .unknown = session->reply.unknown,
		.words = what->words, .raw = what->raw};
	mq_buf_adds(&sending->piece, what->bom ? "\xef\xbb\xbf" : "");
	mq_lines_begin(&sending->lines, &sending->piece);
	return MQ_OK;
}

static enum mq_err end(struct sending *sending)
{
	enum mq_err err = sending->err;

	if (sending->book && err == MQ_OK) {
		return mq_book_end(sending->book, sending->diag);
	}
	mq_book_drop(sending->book);
	mq_lines_end(&sending->lines, &sending->piece);
	send_piece(sending, 0);
	return err == MQ_OK ? sending->err : err;
}

/* Within a look at the answer that lasts: it is walked as it was counted. */
static enum mq_err send_all(struct mq_session *session, struct sending *sending)
{
	struct mq_page page = sending->what->page;
	enum mq_err err = begin(session, sending);

	if (err != MQ_OK) {
		return err;
	}
	page.canonical = true;
	err = mq_session_each(session, &page, send_row, sending, sending->diag);
	sending->err = sending->err == MQ_OK ? err : sending->err;
	return end(sending);
}

static enum mq_err send_in_look(struct mq_session *session, struct sending *sending)
{
	bool held = session->held;
	enum mq_err err = mq_session_look_at_answer(session, sending->diag);

	if (err == MQ_OK) {
		session->held = true;
		err = send_all(session, sending);
		session->held = held;
		mq_session_look_away(session);
	}
	return err;
}

static enum mq_err finish(struct sending *sending, enum mq_err err)
{
	if (err == MQ_OK) {
		return mq_beside_end(sending->beside, &sending->done->bytes, sending->diag);
	}
	mq_beside_drop(sending->beside);
	return err;
}

enum mq_err mq_session_export(struct mq_session *session, const struct mq_export *what,
	struct mq_exported *done, struct mq_diag *diag)
{
	struct sending sending = {.what = what, .done = done, .diag = diag};
	enum mq_err err;

	*done = (struct mq_exported){.rows = 0};
	err = find_format(what, &done->format, diag);
	if (err == MQ_OK) {
		err = check_options(what, done->format, diag);
	}
	if (err == MQ_OK) {
		err = mq_beside_begin(what->path, what->overwrite, &sending.beside, diag);
	}
	if (err == MQ_OK) {
		err = finish(&sending, send_in_look(session, &sending));
	}
	mq_buf_release(&sending.piece);
	return err;
}
