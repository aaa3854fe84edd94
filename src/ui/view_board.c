/*
 * A board, painted. Columns are as wide as what stands in them. Where there is little room those
 * that may go out become narrower, then go out whole; only then is cut what stays. The message row
 * tells of the selected row what is not seen. What cannot wait has a "!" before it, whatever
 * the colours are.
 */
#include "view.h"

#include <stdlib.h>
#include <string.h>

enum {
	SIGNS_COLS = 3,		/* ">", "!", a blank */
	GAP_COLS = 2,
	LIKES_MAX = 64,
	TEXT_MIN = 12,		/* less of a text says nothing; a day or a name is never cut */
};

/* ---- columns ---- */

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

/* Large numbers have their blanks here, as everywhere on the screen. */
static const char *cell_text(const struct mq_board *board, const struct mq_board_row *row,
	size_t column, char number[MQ_NUMBER_SIZE])
{
	const char *text = row->cells[column];
	if (!board->columns[column].right || !is_number(text) || strlen(text) > 15) {
		return text;
	}
	mq_view_digits(strtoull(text, NULL, 10), number);
	return number;
}

static int cell_cols(const struct mq_board *board, const struct mq_board_row *row, size_t column)
{
	char number[MQ_NUMBER_SIZE];
	const char *text = cell_text(board, row, column, number);
	return mq_shown_width(text, strlen(text));
}

void mq_board_measure(struct mq_board_pane *pane)
{
	const struct mq_board *board = &pane->board;
	for (size_t c = 0; c < board->n_columns && c < MQ_BOARD_COLUMNS_MAX; c++) {
		int most = 0;
		for (size_t i = 0; i < board->n_rows; i++) {
			int cols = board->rows[i].heading ? 0 : cell_cols(board, &board->rows[i], c);
			most = cols > most ? cols : most;
		}
		const char *label = board->columns[c].label;
		int head = most > 0 ? mq_shown_width(label, strlen(label)) : 0;
		most = head > most ? head : most;
		pane->likes[c] = most < LIKES_MAX ? most : LIKES_MAX;
	}
}

static size_t n_columns(const struct mq_board_pane *pane)
{
	return pane->board.n_columns < MQ_BOARD_COLUMNS_MAX ? pane->board.n_columns
		: MQ_BOARD_COLUMNS_MAX;
}

static int least(const struct mq_board_pane *pane, size_t column, int cols)
{
	bool whole = pane->board.columns[column].right || cols < TEXT_MIN;
	return whole ? cols : TEXT_MIN;
}

/* What all of them take; with those that may go out as narrow as can be. */
static int sum(const struct mq_board_pane *pane, const int *widths, bool narrow)
{
	int all = SIGNS_COLS - GAP_COLS;
	for (size_t c = 0; c < n_columns(pane); c++) {
		if (widths[c] > 0) {
			bool gives = narrow && pane->board.columns[c].goes > 0;
			all += GAP_COLS + (gives ? least(pane, c, widths[c]) : widths[c]);
		}
	}
	return all;
}

/* The column that is to go out next; n_columns: none may. */
static size_t next_out(const struct mq_board_pane *pane, const int *widths)
{
	size_t out = n_columns(pane);
	for (size_t c = 0; c < n_columns(pane); c++) {
		unsigned goes = pane->board.columns[c].goes;
		if (widths[c] > 0 && goes > 0 &&
			(out == n_columns(pane) || goes > pane->board.columns[out].goes)) {
			out = c;
		}
	}
	return out;
}

static bool gives_sooner(const struct mq_board_pane *pane, const int *widths, size_t a, size_t b)
{
	unsigned goes_a = pane->board.columns[a].goes;
	unsigned goes_b = pane->board.columns[b].goes;
	return goes_a != goes_b ? goes_a > goes_b : widths[a] > widths[b];
}

/* One column less for a text, of those that would go out first the widest; false where none can
 * give way. */
static bool give_way(const struct mq_board_pane *pane, int *widths)
{
	size_t widest = n_columns(pane);
	for (size_t c = 0; c < n_columns(pane); c++) {
		bool can = widths[c] > least(pane, c, widths[c]);
		if (can && (widest == n_columns(pane) || gives_sooner(pane, widths, c, widest))) {
			widest = c;
		}
	}
	if (widest < n_columns(pane)) {
		widths[widest]--;
	}
	return widest < n_columns(pane);
}

void mq_board_plan(const struct mq_board_pane *pane, int width, int widths[MQ_BOARD_COLUMNS_MAX])
{
	size_t out;
	memcpy(widths, pane->likes, sizeof(pane->likes));
	while (sum(pane, widths, true) > width && (out = next_out(pane, widths)) < n_columns(pane)) {
		widths[out] = 0;
	}
	while (sum(pane, widths, false) > width && give_way(pane, widths)) {
	}
}

size_t mq_view_board_height(struct mq_rect rect)
{
	return rect.height > MQ_BOARD_FIRST ? (size_t)(rect.height - MQ_BOARD_FIRST) : 0;
}

/* ---- rows ---- */

bool mq_board_selectable(const struct mq_board *board, size_t row)
{
	return row < board->n_rows && mq_board_row_leads(&board->rows[row]);
}

const struct mq_board_row *mq_board_selected(const struct mq_board_pane *pane)
{
	return pane->list.selected < pane->board.n_rows ? &pane->board.rows[pane->list.selected] : NULL;
}

const char *mq_board_chosen(const struct mq_board_pane *pane)
{
	const struct mq_board *board = &pane->board;
	bool any = pane->list.selected < board->n_rows && pane->column < board->n_columns;
	return any ? board->rows[pane->list.selected].queries[pane->column] : NULL;
}

bool mq_board_seek(const struct mq_board *board, const char *text, int by, size_t *row)
{
	struct mq_buf words = {0};
	bool found = false;
	size_t at = *row;
	for (; at < board->n_rows && !found; at += (size_t)(long)by) {
		mq_buf_clear(&words);
		mq_board_row_text(board, &board->rows[at], &words);
		found = words.len > 0 && strcasestr(words.data, text) != NULL &&
			mq_board_selectable(board, at);
		*row = found ? at : *row;
	}
	mq_buf_release(&words);
	return found;
}

static void paint_heading(struct mq_cells *cells, struct mq_rect line,
	const struct mq_board_row *row, bool selected)
{
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_COUNT;
	mq_cells_fill(cells, line, selected ? role : MQ_ROLE_NORMAL);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	mq_cells_cut(cells, line.x + 1, line.y, line.width - 1, role, row->cells[0],
		strlen(row->cells[0]));
}

static void paint_cell(struct mq_cells *cells, int x, int y, int width, bool right,
	enum mq_role role, const char *text)
{
	if (right) {
		mq_cells_right(cells, x, y, width, role, text, strlen(text));
	} else {
		mq_cells_cut(cells, x, y, width, role, text, strlen(text));
	}
}

/* The number that keys work on stands out from its row. */
static enum mq_role cell_role(const struct mq_board_pane *pane, size_t column, bool selected)
{
	if (selected) {
		return mq_board_chosen(pane) && column == pane->column ? MQ_ROLE_TITLE : MQ_ROLE_SELECTED;
	}
	return pane->board.columns[column].right ? MQ_ROLE_COUNT : MQ_ROLE_NORMAL;
}

static void paint_row(struct mq_cells *cells, struct mq_rect line,
	const struct mq_board_pane *pane, const struct mq_board_row *row, const int *widths,
	bool selected)
{
	const struct mq_board *board = &pane->board;
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL;
	int x = line.x + SIGNS_COLS;
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	mq_cells_str(cells, line.x + 1, line.y, 1, selected ? role : MQ_ROLE_ERROR,
		row->urgent ? "!" : " ");
	for (size_t c = 0; c < board->n_columns && c < MQ_BOARD_COLUMNS_MAX; c++) {
		char number[MQ_NUMBER_SIZE];
		bool right = board->columns[c].right;
		if (widths[c] > 0 && x < line.x + line.width) {
			int room = line.x + line.width - x;
			paint_cell(cells, x, line.y, widths[c] < room ? widths[c] : room, right,
				cell_role(pane, c, selected), cell_text(board, row, c, number));
			x += widths[c] + GAP_COLS;
		}
	}
}

static void paint_labels(struct mq_cells *cells, struct mq_rect line,
	const struct mq_board *board, const int *widths)
{
	int x = line.x + SIGNS_COLS;
	for (size_t c = 0; c < board->n_columns && c < MQ_BOARD_COLUMNS_MAX; c++) {
		if (widths[c] > 0 && x < line.x + line.width) {
			paint_cell(cells, x, line.y, widths[c], board->columns[c].right, MQ_ROLE_DIM,
				board->columns[c].label);
			x += widths[c] + GAP_COLS;
		}
	}
}

/* ---- the sheet ---- */

static void paint_title(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_board_pane *pane)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_adds(title, pane->board.title ? pane->board.title : "");
	if (pane->argument) {
		mq_buf_addf(title, ": %s", pane->argument);
	}
	mq_cells_title(cells, rect, title->data);
}

void mq_view_board(struct mq_cells *cells, struct mq_rect rect, const struct mq_board_pane *pane,
	bool focused)
{
	const struct mq_board *board = &pane->board;
	int widths[MQ_BOARD_COLUMNS_MAX] = {0};
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	paint_title(cells, rect, pane);
	mq_board_plan(pane, rect.width, widths);
	if (rect.height > 1) {
		paint_labels(cells, (struct mq_rect){rect.x, rect.y + 1, rect.width, 1}, board, widths);
	}
	for (int i = 0; i < rect.height - MQ_BOARD_FIRST; i++) {
		size_t at = pane->list.top + (size_t)i;
		struct mq_rect line = {rect.x, rect.y + MQ_BOARD_FIRST + i, rect.width, 1};
		if (at < board->n_rows && board->rows[at].heading) {
			paint_heading(cells, line, &board->rows[at], focused && at == pane->list.selected);
		} else if (at < board->n_rows) {
			paint_row(cells, line, pane, &board->rows[at], widths,
				focused && at == pane->list.selected);
		}
	}
}

/* ---- what a row has no room for ---- */

/* A number says nothing without its label. */
static void tell_cell(const struct mq_board_column *column, const char *text, struct mq_buf *out)
{
	mq_buf_addf(out, "%s%s%s%s", out->len > 0 ? "  " : "", column->right ? column->label : "",
		column->right ? " " : "", text);
}

/* Which of its cells are cut, or out; first the number that keys work on, where they do. */
static void tell_row(const struct mq_board_pane *pane, size_t at, const int *widths, int width,
	struct mq_buf *out)
{
	const struct mq_board *board = &pane->board;
	const struct mq_board_row *row = &board->rows[at];
	bool chosen = at == pane->list.selected && mq_board_chosen(pane);
	if (row->heading) {
		bool cut = mq_shown_width(row->cells[0], strlen(row->cells[0])) >= width;
		mq_buf_adds(out, cut ? row->cells[0] : "");
		return;
	}
	if (chosen) {
		mq_buf_addf(out, "%s: %s", board->columns[pane->column].label,
			row->cells[pane->column]);
	}
	for (size_t c = 0; c < n_columns(pane); c++) {
		if (!(chosen && c == pane->column) && cell_cols(board, row, c) > widths[c]) {
			tell_cell(&board->columns[c], row->cells[c], out);
		}
	}
}

/* How many lines of so many columns mq_view_message takes for it. */
static int lines_of(const struct mq_buf *text, int cols)
{
	struct mq_buf safe = {0};
	int lines = 0;
	mq_safe_text(&safe, text->len ? text->data : "", text->len);
	for (size_t at = 0; at < safe.len; lines++) {
		at += mq_shown_break(safe.data + at, safe.len - at, cols);
		while (at < safe.len && safe.data[at] == ' ') {
			at++;
		}
	}
	mq_buf_release(&safe);
	return lines;
}

int mq_board_told_lines(const struct mq_board_pane *pane, int width, int cols)
{
	int widths[MQ_BOARD_COLUMNS_MAX] = {0};
	struct mq_buf text = {0};
	int most = 0;
	mq_board_plan(pane, width, widths);
	for (size_t i = 0; i < pane->board.n_rows; i++) {
		mq_buf_clear(&text);
		tell_row(pane, i, widths, width, &text);
		int lines = lines_of(&text, cols);
		most = lines > most ? lines : most;
	}
	mq_buf_release(&text);
	return most;
}

void mq_view_board_told(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_board_pane *pane, int width)
{
	int widths[MQ_BOARD_COLUMNS_MAX] = {0};
	struct mq_buf text = {0};
	mq_board_plan(pane, width, widths);
	mq_buf_adds(&text, "");
	if (pane->list.selected < pane->board.n_rows) {
		tell_row(pane, pane->list.selected, widths, width, &text);
	}
	mq_view_message(cells, rect, MQ_ROLE_NORMAL, text.data, NULL);
	mq_buf_release(&text);
}
