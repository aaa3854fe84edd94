/* The rows of the answer: a table where there is width, else a card of two lines for each. */
#include "view.h"

#include <string.h>

#include "table.h"

enum {
	MARK_COLS = 1,		/* the ">" before the selected row */
	CARD_WIDTH = 48,	/* narrower than this: cards of two lines */
};

bool mq_view_results_cards(struct mq_rect rect)
{
	return rect.width < CARD_WIDTH && rect.x == 0;
}

int mq_view_results_first(struct mq_rect rect)
{
	return rect.height > 1 ? 1 : 0;
}

size_t mq_view_results_lines(struct mq_rect rect)
{
	return mq_view_results_cards(rect) && rect.height > 2 ? 2 : 1;
}

size_t mq_view_results_height(struct mq_rect rect)
{
	int lines = rect.height - mq_view_results_first(rect);
	return lines <= 0 ? 0 : (size_t)lines / mq_view_results_lines(rect);
}

struct mq_rect mq_view_results_row(struct mq_rect rect, const struct mq_results *results)
{
	const struct mq_list *list = &results->list;
	size_t lines = mq_view_results_lines(rect);
	size_t at = list->selected - list->top;
	struct mq_rect row = {rect.x, rect.y + mq_view_results_first(rect) + (int)(at * lines),
		rect.width, (int)lines};
	if (list->selected >= list->count || at >= mq_view_results_height(rect)) {
		row.height = 0;
	}
	return row;
}

size_t mq_results_column(const struct mq_results *results)
{
	const struct mq_rows *rows = &results->rows;
	for (size_t at = 0; at < rows->n_columns; at++) {
		if (rows->columns[at] == results->column) {
			return at;
		}
	}
	return 0;
}

/* ---- painting ---- */

static int least(int a, int b)
{
	return a < b ? a : b;
}

static bool is_number(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL;
}

static void paint_cell(struct mq_cells *cells, int x, int y, const struct mq_table_column *column,
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

/* ">" the row keys work on; "*" those that are marked, in a column of its own once there is
 * one: the state of a row is never told by colour alone. */
static int mark_cols(const struct mq_results *results)
{
	return results->marks && results->marks->n > 0 ? 2 * MARK_COLS : MARK_COLS;
}

static void paint_marks(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_results *results, const struct mq_row *row, enum mq_role role)
{
	bool marked = results->marks && mq_marks_has(results->marks, row->id);
	mq_cells_str(cells, rect.x, rect.y, MARK_COLS, role, role == MQ_ROLE_SELECTED ? ">" : " ");
	if (marked) {
		mq_cells_str(cells, rect.x + MARK_COLS, rect.y, MARK_COLS, role, "*");
	}
}

static void paint_row(struct mq_cells *cells, struct mq_rect rect, const struct mq_table_column *columns,
	size_t n, const struct mq_results *results, size_t i)
{
	const struct mq_row *row = &results->rows.rows[i];
	bool selected = results->offset + i == results->list.selected;
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL;
	mq_cells_fill(cells, rect, role);
	paint_marks(cells, rect, results, row, role);
	int x = rect.x + mark_cols(results);
	for (size_t c = 0; c < n; c++) {
		paint_cell(cells, x, rect.y, &columns[c], role, row->cells[columns[c].at]);
		x += columns[c].width + 1;
	}
}

static void paint_head(struct mq_cells *cells, int x, int y, const struct mq_table_column *column)
{
	const char *label = mq_field_label(column->field);
	int sign_cols = least((int)strlen(column->sign), column->width);
	int left = column->width - sign_cols;
	if (is_number(column->field)) {
		mq_cells_right(cells, x, y, left, MQ_ROLE_TITLE, label, strlen(label));
	} else {
		left = least(left, mq_cells_cut(cells, x, y, left, MQ_ROLE_TITLE, label, strlen(label)));
	}
	mq_cells_str(cells, x + left, y, sign_cols, MQ_ROLE_TITLE, column->sign);
}

static void paint_heads(struct mq_cells *cells, struct mq_rect rect, const struct mq_table_column *columns,
	size_t n, const struct mq_results *results, bool focused)
{
	size_t wanted = mq_results_column(results);
	int x = rect.x + mark_cols(results);
	for (size_t i = 0; i < n; i++) {
		paint_head(cells, x, rect.y, &columns[i]);
		if (focused && columns[i].at == wanted) {
			mq_cells_str(cells, x - 1, rect.y, 1, MQ_ROLE_TITLE, ">");
		}
		x += columns[i].width + 1;
	}
}

static void paint_table(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results, bool focused)
{
	const struct mq_rows *rows = &results->rows;
	struct mq_table_column columns[MQ_TABLE_COLUMNS_MAX];
	size_t n = mq_table_plan(schema, results, rect.width - mark_cols(results), columns);
	int first = mq_view_results_first(rect);
	if (first > 0) {
		paint_heads(cells, rect, columns, n, results, focused);
	}
	for (size_t i = 0; i < rows->n_rows && (int)i < rect.height - first; i++) {
		struct mq_rect line = {rect.x, rect.y + first + (int)i, rect.width, 1};
		paint_row(cells, line, columns, n, results, i);
	}
}

/* ---- cards of two lines ---- */

/* Values from `from` to `end`, each after a space; what is not known says what it is that
 * nobody knows. */
static void join_cells(const struct mq_schema *schema, const struct mq_rows *rows,
	const struct mq_row *row, size_t from, size_t end, struct mq_buf *out)
{
	for (size_t i = from; i < end; i++) {
		struct mq_slice text = row->cells[i];
		mq_buf_addc(out, ' ');
		if (text.data) {
			mq_buf_add(out, text.data, text.len);
		} else {
			mq_buf_addf(out, "%s:?", mq_field_label(&schema->fields[rows->columns[i]]));
		}
	}
}

/* What stands before a card: whether keys work on it, the number that opens it, its mark. */
static void card_begins(const struct mq_results *results, size_t i, struct mq_buf *out)
{
	bool selected = results->offset + i == results->list.selected;
	mq_buf_addc(out, selected ? '>' : ' ');
	mq_buf_addc(out, i < MQ_NUMBERED ? (char)('1' + i) : ' ');
	if (results->marks && mq_marks_has(results->marks, results->rows.rows[i].id)) {
		mq_buf_addc(out, '*');
	}
}

/* A row as two lines: title and what is short, then, where there is a second, what is long. */
static void paint_card(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results, size_t i)
{
	enum { FIRST_LINE = 3 };
	const struct mq_rows *rows = &results->rows;
	bool selected = results->offset + i == results->list.selected;
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL;
	size_t n_first = rows->n_columns < FIRST_LINE ? rows->n_columns : FIRST_LINE;
	struct mq_buf *text = mq_cells_words(cells);
	card_begins(results, i, text);
	join_cells(schema, rows, &rows->rows[i], 0, n_first, text);
	mq_cells_fill(cells, rect, role);
	mq_cells_cut(cells, rect.x, rect.y, rect.width, role, text->data, text->len);
	if (rect.height < 2) {
		return;
	}
	mq_buf_clear(text);
	mq_buf_adds(text, "  ");
	join_cells(schema, rows, &rows->rows[i], n_first, rows->n_columns, text);
	mq_cells_cut(cells, rect.x, rect.y + 1, rect.width, selected ? role : MQ_ROLE_DIM, text->data,
		text->len);
}

static void paint_cards(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results)
{
	int first = mq_view_results_first(rect);
	int lines = (int)mq_view_results_lines(rect);
	if (first > 0) {
		mq_cells_title(cells, rect, results->unknown ? _("unknown") : _("results"));
	}
	for (int i = 0; i < (int)results->rows.n_rows && first + (i + 1) * lines <= rect.height; i++) {
		struct mq_rect card = {rect.x, rect.y + first + i * lines, rect.width, lines};
		paint_card(cells, card, schema, results, (size_t)i);
	}
}

void mq_view_results(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results, bool focused)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, "");
	if (mq_view_results_cards(rect)) {
		paint_cards(cells, rect, schema, results);
	} else {
		paint_table(cells, rect, schema, results, focused);
	}
	if (results->list.count == 0 && rect.height > 2) {
		mq_cells_str(cells, rect.x + 2, rect.y + 2, rect.width - 2, MQ_ROLE_DIM,
			results->unknown ? _("nobody is unknown") : _("no hits"));
	}
}
