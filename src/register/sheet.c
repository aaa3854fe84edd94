#include "sheet.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/*
 * A sheet's bytes to rows. Bytes are read in pieces, decoded to UTF-8, and given
 * to libcsv one line end at a time: so at most one row is ready at any moment,
 * and every row knows the line it began on, which libcsv does not tell. A line that is
 * a row of its own and has no quote is cut where it lies (split.c): a quarter of the
 * work.
 */

/* ---- bytes ---- */

enum mq_err sheet_read_piece(struct mq_sheet *sheet, unsigned char *bytes, size_t *len,
	struct mq_diag *diag)
{
	*len = 0;
	while (*len < PIECE_BYTES) {
		ssize_t n = read(sheet->fd, bytes + *len, PIECE_BYTES - *len);

		if (n == 0) {
			break;
		}
		if (n < 0 && errno != EINTR) {
			return mq_diag_add(diag, MQ_ERR_IO, "'%s': %s", sheet->path, strerror(errno));
		}
		*len += n > 0 ? (size_t)n : 0;
	}
	sheet->read_bytes += *len;
	if (*len < PIECE_BYTES && sheet->read_bytes != sheet->size_bytes) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' changed while it was read"),
			sheet->path);
	}
	return MQ_OK;
}

enum mq_err sheet_decode(struct mq_sheet *sheet, const unsigned char *bytes, size_t len,
	bool last, struct mq_diag *diag)
{
	uint64_t bad = 0;
	enum mq_err err;

	if (sheet->at) {
		size_t rest = sheet->text.len - sheet->at;

		memmove(sheet->text.data, sheet->text.data + sheet->at, rest);
		sheet->text.len = rest;
		sheet->at = 0;
	}
	err = mq_decoder_feed(sheet->decoder, bytes, len, last, &sheet->text, &bad);
	if (err != MQ_OK) {
		mq_diag_add(diag, err, _("byte %llu is no %s"), (unsigned long long)bad + 1,
			mq_encoding_name(sheet->encoding));
		mq_diag_place(diag, sheet->path, 0, 0, NULL, 0);
		mq_diag_hint(diag, _("say which encoding it is with --encoding, or mend the file"));
	}
	sheet->at_end = last;
	return err;
}

/* ---- rows ---- */

static void *grow(void *old, size_t size)
{
	return mq_realloc(old, size);
}

void sheet_start_parser(struct mq_sheet *sheet)
{
	csv_init(&sheet->csv, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&sheet->csv, (unsigned char)sheet->delimiter);
	csv_set_realloc_func(&sheet->csv, grow);
	csv_set_blk_size(&sheet->csv, BLOCK_BYTES);
}

static void on_cell(void *bytes, size_t len, void *context)
{
	struct mq_sheet *sheet = context;

	if (len > 0) {
		mq_buf_add(&sheet->bytes, bytes, len);
	}
	sheet->ends = mq_grow(sheet->ends, &sheet->cap_ends, sheet->n_ends + 1,
		sizeof(*sheet->ends));
	sheet->ends[sheet->n_ends++] = sheet->bytes.len;
}

static void on_row(int end, void *context)
{
	struct mq_sheet *sheet = context;

	(void)end;
	sheet->ready = true;
}

static enum mq_err refill(struct mq_sheet *sheet, struct mq_diag *diag)
{
	unsigned char *bytes = mq_alloc(PIECE_BYTES);
	size_t len;
	enum mq_err err = sheet_read_piece(sheet, bytes, &len, diag);

	if (err == MQ_OK) {
		err = sheet_decode(sheet, bytes, len, len < PIECE_BYTES, diag);
	}
	free(bytes);
	return err;
}

/* Up to the next line end and with it, or all there is. */
static size_t next_piece(const struct mq_sheet *sheet)
{
	const char *text = sheet->text.data + sheet->at;
	size_t len = sheet->text.len - sheet->at;
	const char *lf = memchr(text, '\n', len);
	const char *cr = memchr(text, '\r', lf ? (size_t)(lf - text) : len);
	const char *end = cr ? cr : lf;

	return end ? (size_t)(end - text) + 1 : len;
}

/* Nothing that libcsv begins a row with. */
static bool is_blank(const struct mq_sheet *sheet, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == sheet->delimiter || !text[i] || !strchr(" \t\r\n", text[i])) {
			return false;
		}
	}
	return true;
}

/* Is the piece a row of its own, without a quote? */
static bool is_plain(const struct mq_sheet *sheet, const char *text, size_t len)
{
	return (text[len - 1] == '\n' || text[len - 1] == '\r') && len <= sheet->max_cell_bytes &&
		!memchr(text, '"', len);
}

/* A LF straight behind a CR belongs to it: then it is a piece of its own. */
static void count_line(struct mq_sheet *sheet, const char *piece, size_t len)
{
	char last = piece[len - 1];

	if (last == '\r' || (last == '\n' && !(sheet->after_cr && len == 1))) {
		sheet->line++;
	}
	sheet->after_cr = last == '\r';
}

static enum mq_err row_fault(struct mq_sheet *sheet, enum mq_err err, struct mq_diag *diag,
	const char *message)
{
	mq_diag_add(diag, err, "%s", message);
	mq_diag_place(diag, sheet->path, sheet->row_line, 0, NULL, 0);
	return err;
}

/* After a broken row: forget it and start anew behind the line's end. */
static void start_over(struct mq_sheet *sheet)
{
	csv_free(&sheet->csv);
	sheet_start_parser(sheet);
	sheet->in_row = false;
	mq_buf_clear(&sheet->bytes);
	sheet->n_ends = 0;
}

/* Hand the piece to libcsv. */
static enum mq_err parse(struct mq_sheet *sheet, const char *text, size_t len, bool *again,
	struct mq_diag *diag)
{
	if (csv_parse(&sheet->csv, text, len, on_cell, on_row, sheet) != len) {
		row_fault(sheet, MQ_ERR_INPUT, diag, _("a quote stands in the middle of a cell"));
		mq_diag_hint(diag, _("put the whole cell in quotes and write \"\" for each inside"));
		start_over(sheet);
		*again = true;
		return MQ_ERR_INPUT;
	}
	if (csv_get_buffer_size(&sheet->csv) > sheet->max_cell_bytes + BLOCK_BYTES ||
	    sheet->bytes.len > sheet->max_cell_bytes * ROW_CELLS) {
		row_fault(sheet, MQ_ERR_INPUT, diag, _("a cell is larger than 16 MB"));
		mq_diag_hint(diag, _("is a quote that opens on this line never closed?"));
		return MQ_ERR_INPUT;
	}
	return MQ_OK;
}

/* The cells libcsv gave, one behind the other. */
static void gather(struct mq_sheet *sheet)
{
	struct split *split = &sheet->split;
	size_t start = 0;

	sheet->row = mq_slice(NULL, 0);
	split->n_cells = split->n_filled = 0;
	for (size_t i = 0; i < sheet->n_ends; i++) {
		const char *bytes = sheet->bytes.data ? sheet->bytes.data + start : "";

		split_add(split, mq_slice(bytes, sheet->ends[i] - start));
		start = sheet->ends[i];
	}
}

static enum mq_err feed(struct mq_sheet *sheet, bool *again, struct mq_diag *diag)
{
	const char *text = sheet->text.data + sheet->at;
	size_t len = next_piece(sheet);
	bool begins = !sheet->in_row;
	enum mq_err err = MQ_OK;

	if (begins) {
		sheet->row_line = sheet->line;
		sheet->in_row = !is_blank(sheet, text, len);
	}
	sheet->at += len;
	count_line(sheet, text, len);
	if (begins && sheet->in_row && is_plain(sheet, text, len)) {
		sheet->row = mq_slice(text, len - 1);
		split_line(&sheet->split, text, len - 1, sheet->delimiter);
		sheet->ready = true;
		return MQ_OK;
	}
	err = parse(sheet, text, len, again, diag);
	if (err == MQ_OK && sheet->ready) {
		gather(sheet);
	}
	return err;
}

static enum mq_err finish(struct mq_sheet *sheet, struct mq_diag *diag)
{
	if (csv_fini(&sheet->csv, on_cell, on_row, sheet) != 0) {
		row_fault(sheet, MQ_ERR_INPUT, diag, _("a quote that opens on this line is never closed"));
		return MQ_ERR_INPUT;
	}
	if (!sheet->ready) {
		return MQ_ERR_NOT_FOUND;
	}
	gather(sheet);
	return MQ_OK;
}

static enum mq_err give(struct mq_sheet *sheet, struct split **row, bool *again,
	struct mq_diag *diag)
{
	sheet->in_row = false;
	if (sheet->split.n_cells > sheet->max_columns) {
		*again = false;
		return row_fault(sheet, MQ_ERR_INPUT, diag, _("more columns than a sheet may have"));
	}
	*row = &sheet->split;
	return MQ_OK;
}

static enum mq_err next_row(struct mq_sheet *sheet, size_t *line, bool *again,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	*again = false;
	if (!sheet->in_row) {
		sheet->ready = false;
		mq_buf_clear(&sheet->bytes);
		sheet->n_ends = 0;
	}
	while (err == MQ_OK && !sheet->ready) {
		if (sheet->at < sheet->text.len) {
			err = feed(sheet, again, diag);
		} else if (!sheet->at_end) {
			err = refill(sheet, diag);
		} else {
			err = finish(sheet, diag);
		}
	}
	*line = sheet->row_line;
	return err;
}

enum mq_err sheet_row(struct mq_sheet *sheet, struct split **row, size_t *line, bool *again,
	struct mq_diag *diag)
{
	enum mq_err err = sheet->book ? xlsx_row(sheet->book, &sheet->split, line, again, diag)
		: next_row(sheet, line, again, diag);

	sheet->row_line = *line;
	return err == MQ_OK ? give(sheet, row, again, diag) : err;
}

enum mq_err mq_sheet_row(struct mq_sheet *sheet, const struct mq_slice **cells, size_t *n_cells,
	size_t *line, bool *again, struct mq_diag *diag)
{
	struct split *row;
	enum mq_err err = sheet_row(sheet, &row, line, again, diag);

	if (err == MQ_OK) {
		*cells = split_cells(row);
		*n_cells = row->n_cells;
	}
	return err;
}
