/*
 * The rows of the answer: a table where there is width, else a card of two lines for
 * each. Columns get their width from the schema, never from the rows, so that they stand
 * still while one types; where there is not room for all, the last ones go.
 */
#include "view.h"

#include <stdlib.h>
#include <string.h>

enum {
	MARK_COLS = 1,		/* the ">" before the selected row */
	WORD_COLS = 6,		/* a short word: less makes no sense */
	TEXT_MIN = 10,
	TEXT_LIKES = 24,
	NAME_MIN = 6,
	NAME_LIKES = 10,
	CODE_MAX = 16,
	NUMBER_MIN = 4,
	DATE_COLS = 10,
	CARD_WIDTH = 48,	/* narrower than this: cards of two lines */
};

struct column {
	const struct mq_field *field;
	int width;
	int likes;		/* the width that shows nearly all */
	bool stretches;		/* a text: more is always welcome */
};

static bool is_narrow(struct mq_rect rect)
{
	return rect.width < CARD_WIDTH && rect.x == 0;
}

size_t mq_view_results_lines(struct mq_rect rect)
{
	return is_narrow(rect) ? 2 : 1;
}

size_t mq_view_results_height(struct mq_rect rect)
{
	int lines = rect.height - 1;
	return lines <= 0 ? 0 : (size_t)lines / mq_view_results_lines(rect);
}

/* ---- columns ---- */

static int most(int a, int b)
{
	return a > b ? a : b;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int width_of(const char *label)
{
	return mq_shown_width(label, strlen(label));
}

static int codes_width(const struct mq_codes *codes)
{
	int width = 0;
	for (size_t i = 0; i < codes->n_codes; i++) {
		width = most(width, width_of(mq_code_label(&codes->codes[i])));
	}
	return width;
}

/* What a column needs at least, and what it likes. */
static void measure(struct column *column)
{
	const struct mq_field *field = column->field;
	int head = width_of(mq_field_label(field));
	switch (field->type) {
	case MQ_TYPE_BOOL:
		column->width = least(head, WORD_COLS);
		column->likes = head;
		break;
	case MQ_TYPE_CODE:
		column->likes = least(most(head, codes_width(field->codes)), CODE_MAX);
		column->width = least(column->likes, WORD_COLS);
		break;
	case MQ_TYPE_DATE:
		column->width = DATE_COLS;
		column->likes = DATE_COLS;
		break;
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
		column->width = most(least(head, WORD_COLS), NUMBER_MIN) +
			(field->unit ? width_of(field->unit) + 1 : 0);
		column->likes = column->width;
		break;
	case MQ_TYPE_REF:
	case MQ_TYPE_MULTI:
	case MQ_TYPE_TEXT:
		column->stretches = field->search != MQ_SEARCH_NAME;
		column->width = column->stretches ? TEXT_MIN : NAME_MIN;
		column->likes = column->stretches ? TEXT_LIKES : NAME_LIKES;
		break;
	}
}

/* Columns go to whoever misses most, then to texts alike. */
static void share(struct column *columns, size_t n, int left)
{
	size_t n_stretch = 0;
	for (; left > 0; left--) {
		struct column *poorest = &columns[0];
		for (size_t i = 1; i < n; i++) {
			if (columns[i].likes - columns[i].width > poorest->likes - poorest->width) {
				poorest = &columns[i];
			}
		}
		if (poorest->width >= poorest->likes) {
			break;
		}
		poorest->width++;
	}
	for (size_t i = 0; i < n; i++) {
		n_stretch += columns[i].stretches;
	}
	for (size_t i = 0; i < n && n_stretch > 0; i++) {
		if (columns[i].stretches) {
			int more = left / (int)n_stretch--;
			columns[i].width += more;
			left -= more;
		}
	}
}

/* Widths for what fits into `width`; returns how many columns do. */
static size_t plan(struct column *columns, size_t n, int width)
{
	int used = 0;
	size_t fit = 0;
	for (; fit < n; fit++) {
		measure(&columns[fit]);
		int need = columns[fit].width + (fit > 0);
		if (fit > 0 && used + need > width) {
			break;
		}
		used += need;
	}
	if (fit > 0) {
		share(columns, fit, width - used);
	}
	return fit;
}

/* As many as could ever stand side by side. */
enum { COLUMNS_MAX = 128 };

static size_t make_columns(const struct mq_schema *schema, const struct mq_rows *rows,
	struct column columns[COLUMNS_MAX])
{
	size_t n = rows->n_columns < COLUMNS_MAX ? rows->n_columns : COLUMNS_MAX;
	for (size_t i = 0; i < n; i++) {
		columns[i] = (struct column){.field = &schema->fields[rows->columns[i]]};
	}
	return n;
}

/* ---- painting ---- */

static bool is_number(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL;
}

static void paint_cell(struct mq_cells *cells, int x, int y, const struct column *column,
	enum mq_role role, struct mq_slice text)
{
	if (!text.data) {
		role = role == MQ_ROLE_SELECTED ? role : MQ_ROLE_UNKNOWN;
		text = mq_slice_str("?");
	}
	if (is_number(column->field)) {
		mq_cells_right(cells, x, y, column->width, role, text.data, text.len);
	} else {
		mq_cells_cut(cells, x, y, column->width, role, text.data, text.len);
	}
}

static void paint_row(struct mq_cells *cells, struct mq_rect rect, const struct column *columns,
	size_t n, const struct mq_row *row, bool selected)
{
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL;
	mq_cells_fill(cells, rect, role);
	mq_cells_str(cells, rect.x, rect.y, MARK_COLS, role, selected ? ">" : " ");
	int x = rect.x + MARK_COLS;
	for (size_t i = 0; i < n; i++) {
		paint_cell(cells, x, rect.y, &columns[i], role, row->cells[i]);
		x += columns[i].width + 1;
	}
}

static void paint_heads(struct mq_cells *cells, struct mq_rect rect, const struct column *columns,
	size_t n)
{
	int x = rect.x + MARK_COLS;
	for (size_t i = 0; i < n; i++) {
		const char *label = mq_field_label(columns[i].field);
		if (is_number(columns[i].field)) {
			mq_cells_right(cells, x, rect.y, columns[i].width, MQ_ROLE_TITLE, label, strlen(label));
		} else {
			mq_cells_cut(cells, x, rect.y, columns[i].width, MQ_ROLE_TITLE, label, strlen(label));
		}
		x += columns[i].width + 1;
	}
}

static void paint_table(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results)
{
	const struct mq_rows *rows = &results->rows;
	struct column columns[COLUMNS_MAX];
	size_t n = make_columns(schema, rows, columns);
	n = plan(columns, n, rect.width - MARK_COLS);
	paint_heads(cells, rect, columns, n);
	for (size_t i = 0; i < rows->n_rows && (int)i < rect.height - 1; i++) {
		struct mq_rect line = {rect.x, rect.y + 1 + (int)i, rect.width, 1};
		paint_row(cells, line, columns, n, &rows->rows[i],
			results->offset + i == results->list.selected);
	}
}

/* Cells from `from` to `end` in a line, each after a space. */
static void join_cells(const struct mq_row *row, size_t from, size_t end, struct mq_buf *out)
{
	for (size_t i = from; i < end; i++) {
		struct mq_slice text = row->cells[i];
		mq_buf_addc(out, ' ');
		mq_buf_add(out, text.data ? text.data : "?", text.data ? text.len : 1);
	}
}

/* A row as two lines: title and what is short, then what is long. */
static void paint_card(struct mq_cells *cells, struct mq_rect rect, const struct mq_rows *rows,
	const struct mq_row *row, bool selected)
{
	enum { FIRST_LINE = 3 };
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL;
	size_t n_first = rows->n_columns < FIRST_LINE ? rows->n_columns : FIRST_LINE;
	struct mq_buf *text = mq_cells_words(cells);
	mq_buf_addc(text, selected ? '>' : ' ');
	join_cells(row, 0, n_first, text);
	mq_cells_fill(cells, rect, role);
	mq_cells_cut(cells, rect.x, rect.y, rect.width, role, text->data, text->len);
	mq_buf_clear(text);
	mq_buf_adds(text, "   ");
	join_cells(row, n_first, rows->n_columns, text);
	mq_cells_cut(cells, rect.x, rect.y + 1, rect.width, selected ? role : MQ_ROLE_DIM, text->data,
		text->len);
}

static void paint_cards(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_results *results)
{
	mq_cells_title(cells, rect, results->unknown ? _("unknown") : _("results"));
	for (size_t i = 0; i < results->rows.n_rows && (int)i * 2 + 2 < rect.height; i++) {
		struct mq_rect card = {rect.x, rect.y + 1 + (int)i * 2, rect.width, 2};
		paint_card(cells, card, &results->rows, &results->rows.rows[i],
			results->offset + i == results->list.selected);
	}
}

void mq_view_results(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, "");
	if (is_narrow(rect)) {
		paint_cards(cells, rect, results);
	} else {
		paint_table(cells, rect, schema, results);
	}
	if (results->list.count == 0 && rect.height > 2) {
		mq_cells_str(cells, rect.x + 2, rect.y + 2, rect.width - 2, MQ_ROLE_DIM,
			results->unknown ? _("nobody is unknown") : _("no hits"));
	}
}
