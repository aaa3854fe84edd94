#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

/*
 * The rows of a sheet. The parser is paused at the end of each that has something in it; a row
 * is as wide as the heads are, and has the number it has in the workbook.
 */

enum { ROW_CELLS = 4 };

/* "B" of "B12" is 1; false where it begins with no column. */
static bool read_column(const char *text, size_t *column)
{
	size_t number = 0;

	for (; *text >= 'A' && *text <= 'Z' && number <= XLSX_COLUMNS_MAX; text++) {
		number = number * 26 + (size_t)(*text - 'A') + 1;
	}
	*column = number - 1;
	return number > 0 && number <= XLSX_COLUMNS_MAX;
}

/* ---- what the sheet tells ---- */

static void begin_row(struct xlsx *book, const char *number)
{
	size_t line = number ? strtoul(number, NULL, 10) : book->line + 1;

	if (line <= book->line || line > XLSX_ROWS_MAX) {
		xml_stop(&book->xml, _("its rows are in no order, or too many"));
	}
	book->line = line;
	book->in_row = true;
	book->next_column = 0;
	book->n_bare = 0;
	book->n_filled = 0;
	mq_buf_clear(&book->row);
}

static enum xlsx_type type_of(const char *text)
{
	static const struct {
		const char *text;
		enum xlsx_type type;
	} types[] = {
		{"n", XLSX_NUMBER}, {"s", XLSX_SHARED}, {"inlineStr", XLSX_TEXT},
		{"str", XLSX_TEXT}, {"b", XLSX_BOOL},
	};

	for (size_t i = 0; text && i < MQ_LENGTH(types); i++) {
		if (strcmp(types[i].text, text) == 0) {
			return types[i].type;
		}
	}
	return text ? XLSX_AS_IS : XLSX_NUMBER;
}

static void begin_cell(struct xlsx *book, const char **attributes)
{
	const char *place = xml_attribute(attributes, "r");
	const char *style = xml_attribute(attributes, "s");
	size_t number = style ? strtoul(style, NULL, 10) : 0;
	struct xlsx_cell *cell = &book->cell;

	cell->column = book->next_column;
	if ((place && !read_column(place, &cell->column)) || cell->column < book->next_column ||
	    cell->column >= XLSX_COLUMNS_MAX) {
		xml_stop(&book->xml, _("its cells are in no order, or too many"));
	}
	book->next_column = cell->column + 1;
	cell->type = type_of(xml_attribute(attributes, "t"));
	cell->shape = number < book->n_shapes ? book->shapes[number] : 0;
	cell->has_formula = cell->has_value = false;
	mq_buf_clear(&cell->value);
}

static void sheet_begin(void *context, const char *name, const char **attributes)
{
	struct xlsx *book = context;

	if (strcmp(name, "row") == 0) {
		begin_row(book, xml_attribute(attributes, "r"));
	} else if (!book->in_row) {
		return;
	} else if (strcmp(name, "c") == 0) {
		begin_cell(book, attributes);
	} else if (strcmp(name, "f") == 0) {
		book->cell.has_formula = true;
	} else if (strcmp(name, "rPh") == 0) {
		book->in_phonetic = true;
	} else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
		book->in_value = !book->in_phonetic;
		book->cell.has_value = true;
	}
}

/* A formula without what came out of it, which may be a text of no length. */
static bool is_bare(const struct xlsx_cell *cell)
{
	return cell->has_formula && cell->value.len == 0 &&
		!(cell->type == XLSX_TEXT && cell->has_value);
}

static void end_cell(struct xlsx *book)
{
	struct xlsx_cell *cell = &book->cell;
	size_t len = book->row.len;

	if (is_bare(cell) && book->n_bare++ == 0) {
		book->bare_column = cell->column;
	}
	if (!xlsx_cell_text(book, cell, &book->row)) {
		xml_stop(&book->xml, _("a cell points at a text that is not there"));
	}
	if (book->row.len > book->max_cell_bytes * ROW_CELLS) {
		xml_stop(&book->xml, _("a row is larger than 64 MB"));
	}
	if (book->n_filled && book->filled[book->n_filled - 1].column >= cell->column) {
		xml_stop(&book->xml, _("its cells are in no order, or too many"));
	} else if (book->row.len > len) {
		book->filled = mq_grow(book->filled, &book->cap_filled, book->n_filled + 1,
			sizeof(*book->filled));
		book->filled[book->n_filled++] = (struct xlsx_filled){cell->column, book->row.len};
	}
	mq_buf_clear(&cell->value);
}

static void sheet_end(void *context, const char *name)
{
	struct xlsx *book = context;

	if (strcmp(name, "row") == 0) {
		book->in_row = false;
		if (book->n_filled || book->n_bare) {
			xml_pause(&book->xml);
		}
	} else if (!book->in_row) {
		return;
	} else if (strcmp(name, "c") == 0) {
		end_cell(book);
	} else if (strcmp(name, "rPh") == 0) {
		book->in_phonetic = false;
	} else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
		book->in_value = false;
	}
}

static void sheet_text(void *context, const char *text, size_t len)
{
	struct xlsx *book = context;

	if (!book->in_value) {
		return;
	}
	mq_buf_add(&book->cell.value, text, len);
	if (book->cell.value.len > book->max_cell_bytes) {
		xml_stop(&book->xml, _("a cell is larger than 16 MB"));
	}
}

/* ---- rows ---- */

/* Once without reading it: what is damaged far down would be found when much is in. */
static enum mq_err check_whole(const struct xlsx *book, const struct zip_part *part,
	const char *name, struct mq_diag *diag)
{
	struct zip_stream stream;
	char piece[16384];
	size_t len;
	bool good = zip_begin(&stream, &book->zip, part);

	while (good && !stream.at_end) {
		good = zip_next(&stream, piece, sizeof(piece), &len);
	}
	zip_end(&stream);
	return good ? MQ_OK : xml_refuse(book->path, name, _("it is cut or damaged"), diag);
}

enum mq_err xlsx_begin_rows(struct xlsx *book, const char *part, struct mq_diag *diag)
{
	static const struct xml_hearer hearer = {sheet_begin, sheet_end, sheet_text};
	enum mq_err err;

	book->xml = (struct xml){.expat = &book->expat, .hearer = &hearer, .context = book,
		.path = book->path};
	err = xml_begin(&book->xml, &book->zip, part, XLSX_SHEET_BYTES, diag);
	return err == MQ_OK ? check_whole(book, book->xml.stream.part, part, diag) : err;
}

/* The cells, now that their bytes stay where they are. */
static void gather(const struct xlsx *book, struct split *row)
{
	size_t start = 0;

	row->n_cells = row->n_filled = 0;
	for (size_t i = 0; i < book->n_filled; i++) {
		row->n_cells = book->filled[i].column;
		split_add(row, mq_slice(book->row.data + start, book->filled[i].end - start));
		start = book->filled[i].end;
	}
	row->n_cells = row->n_cells < book->width ? book->width : row->n_cells;
}

static enum mq_err refuse_bare(const struct xlsx *book, struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_INPUT, _("the formula in column %zu was never worked out"),
		book->bare_column + 1);
	mq_diag_place(diag, book->path, book->line, book->bare_column + 1, NULL, 0);
	mq_diag_hint(diag, _("open the workbook in a spreadsheet program and save it again"));
	return MQ_ERR_INPUT;
}

enum mq_err xlsx_row(struct xlsx *book, struct split *row, size_t *line, bool *again,
	struct mq_diag *diag)
{
	enum mq_err err = xml_next(&book->xml, diag);

	*again = false;
	*line = book->line;
	if (err != MQ_OK) {
		return err;
	}
	if (book->n_bare) {
		*again = true;
		return refuse_bare(book, diag);
	}
	gather(book, row);
	book->width = book->width ? book->width : row->n_cells;
	return MQ_OK;
}
