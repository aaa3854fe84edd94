#include "book.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minqing/register.h>

/*
 * A workbook of one sheet. Rows go to a passing file as they come, so that memory does
 * not grow with them; when the book ends it is put together. Text is written as text,
 * with the format that keeps a spreadsheet from making numbers or formulas of it, codes
 * and yes or no as their words; numbers and days are what they are.
 */

enum {
	ROWS_MAX = LXW_ROW_MAX - 1,	/* without the heads */
	CELL_MAX = 32767,		/* characters */
	WIDTH_LEAST = 6,
	WIDTH_MOST = 50,
	DECIMALS_MAX = 4,
	FIRST_DAY = -25508,	/* 1900-03-01: before it spreadsheets count a day that was none */
	DAY_ZERO = 25569,	/* 1970-01-01, as they count */
	MARKUP_BYTES = 80,	/* around a cell, at most */
};

struct mq_book {
	struct lxw lxw;
	struct zlib zlib;
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *head;
	lxw_format *text;
	lxw_format *day;
	lxw_format *decimals[DECIMALS_MAX + 1];
	char *path;
	char *dir;
	const struct mq_field **fields;
	size_t *widths;
	size_t n_columns;
	lxw_row_t n_rows;	/* with the heads */
	uint64_t n_bytes;	/* of the sheet's XML, at most */
	struct mq_buf shown;
	struct mq_buf escaped;
};

/* ---- cells ---- */

static void make_room(struct mq_book *book, size_t column, size_t len, size_t cols)
{
	book->n_bytes += MARKUP_BYTES + len * 6;	/* every character an entity */
	cols = cols < WIDTH_MOST ? cols : WIDTH_MOST;
	if (cols > book->widths[column]) {
		book->widths[column] = cols;
	}
}

static enum mq_err refuse_long(struct mq_diag *diag, const struct mq_field *field)
{
	mq_diag_add(diag, MQ_ERR_LIMIT, _("'%s' has a text of more than %d characters, "
		"which is more than a cell of a workbook has room for"), field->id, CELL_MAX);
	mq_diag_hint(diag, _("csv has no such limit"));
	return MQ_ERR_LIMIT;
}

static enum mq_err refuse_write(struct mq_diag *diag, enum mq_err err, const char *reason)
{
	mq_diag_add(diag, err, _("the workbook cannot be written: %s"), reason);
	mq_diag_hint(diag, _("name a file where there is room"));
	return err;
}

static enum mq_err told(struct mq_book *book, lxw_error error, struct mq_diag *diag)
{
	return error == LXW_NO_ERROR ? MQ_OK
		: refuse_write(diag, MQ_ERR_IO, book->lxw.lxw_strerror(error));
}

static enum mq_err put_text(struct mq_book *book, size_t column, const char *text, size_t len,
	lxw_format *format, struct mq_diag *diag)
{
	book_escape(&book->escaped, text, len);
	if (mq_utf8_count(book->escaped.data, book->escaped.len) > CELL_MAX) {
		return refuse_long(diag, book->fields[column]);
	}
	make_room(book, column, book->escaped.len,
		mq_width_text(book->escaped.data, book->escaped.len));
	return told(book, book->lxw.worksheet_write_string(book->sheet, book->n_rows,
		(lxw_col_t)column, book->escaped.data, format), diag);
}

static enum mq_err put_number(struct mq_book *book, size_t column, struct mq_slice cell,
	double number, lxw_format *format, struct mq_diag *diag)
{
	make_room(book, column, cell.len, cell.len);
	return told(book, book->lxw.worksheet_write_number(book->sheet, book->n_rows,
		(lxw_col_t)column, number, format), diag);
}

/* As many places behind the point as it came with. */
static lxw_format *decimal_format(const struct mq_book *book, struct mq_slice cell)
{
	const char *point = memchr(cell.data, '.', cell.len);
	size_t places = point ? cell.len - 1 - (size_t)(point - (const char *)cell.data) : 0;

	return book->decimals[places < DECIMALS_MAX ? places : DECIMALS_MAX];
}

static enum mq_err put_cell(struct mq_book *book, size_t column, struct mq_slice cell,
	struct mq_diag *diag)
{
	const struct mq_field *field = book->fields[column];
	int64_t number = mq_value_number(field, cell);

	switch (field->type) {
	case MQ_TYPE_INT:
		return put_number(book, column, cell, (double)number, book->decimals[0], diag);
	case MQ_TYPE_DECIMAL:
		return put_number(book, column, cell, (double)number / 10000,
			decimal_format(book, cell), diag);
	case MQ_TYPE_DATE:
		if (number >= FIRST_DAY) {
			return put_number(book, column, cell, (double)(number + DAY_ZERO), book->day,
				diag);
		}
		break;
	case MQ_TYPE_BOOL:
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		mq_buf_clear(&book->shown);
		mq_value_show(field, cell, &book->shown);
		cell = mq_slice(book->shown.data, book->shown.len);
		break;
	case MQ_TYPE_TEXT:
	case MQ_TYPE_REF:
		break;
	}
	return put_text(book, column, cell.data, cell.len, book->text, diag);
}

/* ---- the book ---- */

static lxw_format *format_of(struct mq_book *book, const char *number)
{
	lxw_format *format = book->lxw.workbook_add_format(book->workbook);

	book->lxw.format_set_num_format(format, number);
	return format;
}

static void make_formats(struct mq_book *book)
{
	static const char *const decimals[DECIMALS_MAX + 1] = {"0", "0.0", "0.00", "0.000", "0.0000"};

	for (size_t i = 0; i <= DECIMALS_MAX; i++) {
		book->decimals[i] = format_of(book, decimals[i]);
	}
	book->text = format_of(book, "@");
	book->day = format_of(book, "yyyy-mm-dd");
	book->head = format_of(book, "@");
	book->lxw.format_set_bold(book->head);
}

static enum mq_err put_heads(struct mq_book *book, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < book->n_columns && err == MQ_OK; i++) {
		const char *label = mq_field_label(book->fields[i]);

		book->widths[i] = WIDTH_LEAST;
		err = put_text(book, i, label, strlen(label), book->head, diag);
	}
	book->n_rows = 1;
	book->lxw.worksheet_freeze_panes(book->sheet, 1, 0);
	return err;
}

static enum mq_err too_large(struct mq_diag *diag, uint64_t n_rows, size_t n_columns)
{
	if (n_rows > ROWS_MAX) {
		mq_diag_add(diag, MQ_ERR_LIMIT, _("a workbook has room for %d rows, not for %llu"),
			ROWS_MAX, (unsigned long long)n_rows);
	} else if (n_columns > LXW_COL_MAX) {
		mq_diag_add(diag, MQ_ERR_LIMIT, _("a workbook has room for %d columns, not for %llu"),
			LXW_COL_MAX, (unsigned long long)n_columns);
	} else {
		return MQ_OK;
	}
	mq_diag_hint(diag, _("csv has no such limit"));
	return MQ_ERR_LIMIT;
}

/* Made on a day, not at a second: the same rows on the same day are the same bytes. */
static enum mq_err date_book(struct mq_book *book, struct mq_diag *diag)
{
	enum { DAY_SECONDS = 86400 };
	lxw_doc_properties properties = {.title = NULL};
	mq_day today;
	mq_day epoch;
	enum mq_err err = mq_day_today(&today, diag);

	if (err == MQ_OK && mq_day_parse("1970-01-01", 10, &epoch)) {
		properties.created = (time_t)(today - epoch) * DAY_SECONDS;
		book->lxw.workbook_set_properties(book->workbook, &properties);
	}
	return err;
}

/* The passing files lie beside the book, not where others keep theirs. */
static enum mq_err open_book(struct mq_book *book, const char *path, const char *title,
	struct mq_diag *diag)
{
	const char *slash = strrchr(path, '/');
	lxw_workbook_options options = {.constant_memory = 1};

	book->path = mq_strdup(path);
	book->dir = slash ? mq_strndup(path, (size_t)(slash - path) + (slash == path)) : mq_strdup(".");
	options.tmpdir = book->dir;
	book->workbook = book->lxw.workbook_new_opt(path, &options);
	if (book->workbook && book->lxw.workbook_validate_sheet_name(book->workbook, title)) {
		title = NULL;
	}
	book->sheet = book->workbook
		? book->lxw.workbook_add_worksheet(book->workbook, title) : NULL;
	if (!book->sheet) {
		return refuse_write(diag, MQ_ERR_IO, strerror(errno));
	}
	make_formats(book);
	return date_book(book, diag);
}

enum mq_err mq_book_begin(const char *path, const char *title, const struct mq_schema *schema,
	const mq_field_id *columns, size_t n_columns, uint64_t n_rows, struct mq_book **out,
	struct mq_diag *diag)
{
	struct mq_book *book;
	enum mq_err err = too_large(diag, n_rows, n_columns);

	*out = NULL;
	if (err != MQ_OK) {
		return err;
	}
	book = mq_alloc(sizeof(*book));
	book->n_columns = n_columns;
	book->fields = mq_alloc((n_columns + 1) * sizeof(*book->fields));
	book->widths = mq_alloc((n_columns + 1) * sizeof(*book->widths));
	for (size_t i = 0; i < n_columns; i++) {
		book->fields[i] = &schema->fields[columns[i]];
	}
	err = lxw_open(&book->lxw, diag);
	if (err == MQ_OK) {
		err = zlib_open(&book->zlib, diag);
	}
	if (err == MQ_OK) {
		err = open_book(book, path, title, diag);
	}
	if (err == MQ_OK) {
		err = put_heads(book, diag);
	}
	if (err != MQ_OK) {
		mq_book_drop(book);
		return err;
	}
	*out = book;
	return MQ_OK;
}

enum mq_err mq_book_row(struct mq_book *book, const struct mq_slice *cells, struct mq_diag *diag)
{
	enum mq_err err = too_large(diag, book->n_rows, book->n_columns);

	for (size_t i = 0; i < book->n_columns && err == MQ_OK; i++) {
		if (cells[i].data) {
			err = put_cell(book, i, cells[i], diag);
		}
	}
	book->n_rows++;
	return err;
}

/* The library tells its faults on standard error too, where a screen may be. */
static lxw_error close_quietly(struct mq_book *book)
{
	int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	lxw_error error;

	/* What is larger than the old form of a zip file can say needs the new one, which not
	 * everything that reads workbooks knows. */
	book->workbook->options.use_zip64 = book->n_bytes > INT32_MAX;
	fflush(stderr);
	if (kept >= 0 && nowhere >= 0) {
		dup2(nowhere, STDERR_FILENO);
	}
	error = book->lxw.workbook_close(book->workbook);
	book->workbook = NULL;
	if (kept >= 0) {
		dup2(kept, STDERR_FILENO);
		close(kept);
	}
	if (nowhere >= 0) {
		close(nowhere);
	}
	return error;
}

enum mq_err mq_book_end(struct mq_book *book, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	bool written;

	for (size_t i = 0; i < book->n_columns; i++) {
		book->lxw.worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i,
			(double)book->widths[i] + 2, NULL);
	}
	if (book->n_columns) {
		book->lxw.worksheet_autofilter(book->sheet, 0, 0, book->n_rows - 1,
			(lxw_col_t)(book->n_columns - 1));
	}
	written = fflush(book->sheet->optimize_tmpfile) == 0 && !ferror(book->sheet->optimize_tmpfile);
	if (written) {
		err = told(book, close_quietly(book), diag);
	}
	if (!written || (err == MQ_OK && !book_is_whole(&book->zlib, book->path))) {
		err = refuse_write(diag, MQ_ERR_FULL, mq_err_text(MQ_ERR_FULL));
	}
	mq_book_drop(book);
	return err;
}

void mq_book_drop(struct mq_book *book)
{
	if (!book) {
		return;
	}
	if (book->workbook) {
		book->lxw.lxw_workbook_free(book->workbook);
	}
	mq_buf_release(&book->shown);
	mq_buf_release(&book->escaped);
	free(book->fields);
	free(book->widths);
	free(book->path);
	free(book->dir);
	free(book);
}
