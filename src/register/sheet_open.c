#include "sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Opening a sheet: a workbook, by its first bytes and whatever its name, or lines of text with
 * their encoding and delimiter.
 */

/* The first bytes of files that are no sheets but often named so. */
static const struct {
	const char *magic;
	size_t len;
	const char *what;
} foreign[] = {
	{"\037\213", 2, N_("a gzip file")},
	{"\320\317\021\340", 4, N_("an old Excel file (xls), or a workbook with a password")},
	{"%PDF", 4, N_("a PDF")},
};

static enum mq_err check_foreign(const struct mq_sheet *sheet, const unsigned char *bytes,
	size_t len, struct mq_diag *diag)
{
	for (size_t i = 0; i < MQ_LENGTH(foreign); i++) {
		if (len >= foreign[i].len && memcmp(bytes, foreign[i].magic, foreign[i].len) == 0) {
			mq_diag_add(diag, MQ_ERR_INPUT,
				_("this is %s, which is not read as a sheet"),
				_(foreign[i].what));
			mq_diag_place(diag, sheet->path, 1, 1, NULL, 0);
			mq_diag_hint(diag,
				_("save it as .xlsx without a password, or as CSV (UTF-8)"));
			return MQ_ERR_INPUT;
		}
	}
	return MQ_OK;
}

/* The candidate that parts the first line most often, quotes aside. */
static char guess_delimiter(const struct mq_buf *text)
{
	static const char candidates[] = ",;\t|";
	size_t counts[sizeof(candidates) - 1] = {0};
	bool quoted = false;
	size_t best = 0;

	for (size_t i = 0; i < text->len; i++) {
		const char *hit = text->data[i] ? strchr(candidates, text->data[i]) : NULL;

		if (text->data[i] == '"') {
			quoted = !quoted;
		} else if (!quoted && (text->data[i] == '\n' || text->data[i] == '\r')) {
			break;
		} else if (!quoted && hit) {
			counts[hit - candidates]++;
		}
	}
	for (size_t i = 1; i < sizeof(candidates) - 1; i++) {
		best = counts[i] > counts[best] ? i : best;
	}
	return candidates[best];
}

static enum mq_err open_file(struct mq_sheet *sheet, struct mq_diag *diag)
{
	struct stat st;

	/* Non-blocking, so that a FIFO without a writer is refused, not waited for. */
	sheet->fd = open(sheet->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (sheet->fd < 0 || fstat(sheet->fd, &st) != 0) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("cannot read '%s': %s"), sheet->path,
			strerror(errno));
	}
	if (!S_ISREG(st.st_mode)) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' is not a file"), sheet->path);
	}
	sheet->size_bytes = (uint64_t)st.st_size;
	if (st.st_size == 0) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' is empty"), sheet->path);
		mq_diag_hint(diag, _("a sheet begins with a row of column names"));
		return MQ_ERR_INPUT;
	}
	return MQ_OK;
}

static enum mq_err choose_encoding(struct mq_sheet *sheet, const struct mq_sheet_options *options,
	const unsigned char *bytes, size_t len, size_t *bom, struct mq_diag *diag)
{
	enum mq_encoding guessed = mq_encoding_guess(bytes, len, bom);

	sheet->encoding = guessed;
	if (options->encoding && !mq_encoding_find(options->encoding, &sheet->encoding)) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("unknown encoding '%s'"), options->encoding);
		mq_diag_hint(diag, "UTF-8, GB18030, UTF-16LE, UTF-16BE");
		return MQ_ERR_USAGE;
	}
	if (sheet->encoding != guessed) {
		*bom = 0;
	}
	return MQ_OK;
}

static enum mq_err open_book(struct mq_sheet *sheet, struct mq_diag *diag)
{
	enum mq_err err = xlsx_open(sheet->path, sheet->fd, sheet->size_bytes,
		sheet->max_cell_bytes, &sheet->book, diag);

	if (err == MQ_OK) {
		sheet->size_bytes = sheet->book->xml.stream.part->packed.len;
		sheet->read_as = sheet->book->n_more == 0 ?
			mq_format(_("sheet '%s'"), sheet->book->sheet_name) :
			mq_format(_("sheet '%s', %zu more not read"), sheet->book->sheet_name,
				sheet->book->n_more);
	}
	return err;
}

static enum mq_err open_text(struct mq_sheet *sheet, const struct mq_sheet_options *options,
	const unsigned char *bytes, size_t len, struct mq_diag *diag)
{
	size_t bom = 0;
	enum mq_err err = check_foreign(sheet, bytes, len, diag);

	if (err == MQ_OK) {
		err = choose_encoding(sheet, options, bytes, len, &bom, diag);
	}
	if (err == MQ_OK) {
		sheet->decoder = mq_decoder_new(sheet->encoding);
		err = sheet_decode(sheet, bytes + bom, len - bom, len < PIECE_BYTES, diag);
	}
	if (err == MQ_OK) {
		sheet->delimiter = options->delimiter ? options->delimiter :
			guess_delimiter(&sheet->text);
		sheet->read_as = mq_strdup(mq_encoding_name(sheet->encoding));
		sheet_start_parser(sheet);
	}
	return err;
}

static enum mq_err open_content(struct mq_sheet *sheet, const struct mq_sheet_options *options,
	struct mq_diag *diag)
{
	static const char zip[] = {'P', 'K', 3, 4};
	unsigned char *bytes = mq_alloc(PIECE_BYTES);
	size_t len;
	enum mq_err err = sheet_read_piece(sheet, bytes, &len, diag);

	if (err == MQ_OK) {
		err = len >= sizeof(zip) && memcmp(bytes, zip, sizeof(zip)) == 0 ?
			open_book(sheet, diag) : open_text(sheet, options, bytes, len, diag);
	}
	free(bytes);
	return err;
}

enum mq_err mq_sheet_open(const char *path, const struct mq_sheet_options *options,
	struct mq_sheet **out, struct mq_diag *diag)
{
	struct mq_sheet *sheet = mq_alloc(sizeof(*sheet));
	enum mq_err err;

	sheet->path = mq_strdup(path);
	sheet->line = 1;
	sheet->max_cell_bytes = options->max_cell_bytes ? options->max_cell_bytes : MAX_CELL_BYTES;
	sheet->max_columns = options->max_columns ? options->max_columns : MAX_COLUMNS;
	err = open_file(sheet, diag);
	if (err == MQ_OK) {
		err = open_content(sheet, options, diag);
	}
	if (err != MQ_OK) {
		mq_sheet_close(sheet);
		return err;
	}
	*out = sheet;
	return MQ_OK;
}

void mq_sheet_close(struct mq_sheet *sheet)
{
	if (!sheet) {
		return;
	}
	if (sheet->delimiter) {
		csv_free(&sheet->csv);
	}
	if (sheet->fd >= 0) {
		close(sheet->fd);
	}
	mq_decoder_free(sheet->decoder);
	mq_buf_release(&sheet->text);
	mq_buf_release(&sheet->bytes);
	free(sheet->ends);
	split_release(&sheet->split);
	xlsx_close(sheet->book);
	free(sheet->read_as);
	free(sheet->path);
	free(sheet);
}

struct mq_slice mq_sheet_line(const struct mq_sheet *sheet)
{
	return sheet->row;
}

const char *mq_sheet_read_as(const struct mq_sheet *sheet)
{
	return sheet->read_as;
}

char mq_sheet_delimiter(const struct mq_sheet *sheet)
{
	return sheet->delimiter;
}

uint64_t mq_sheet_size_bytes(const struct mq_sheet *sheet)
{
	return sheet->size_bytes;
}

uint64_t mq_sheet_position_bytes(const struct mq_sheet *sheet)
{
	return sheet->book ? zip_position_bytes(&sheet->book->xml.stream) : sheet->read_bytes;
}
