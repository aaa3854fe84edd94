/* A page of the manual: its lines, the names of other pages in them, where one stands. */
#include "view.h"

#include <string.h>

enum { MARK_COLS = 1 };		/* before each line, for the ">" */

int mq_view_manual_cols(struct mq_rect rect)
{
	return rect.width - MARK_COLS;
}

/* Each name as what can be followed; the chosen one of the selected line stands out. */
static void paint_names(struct mq_cells *cells, struct mq_rect row, const struct mq_manual *manual,
	size_t at, int *cursor_x)
{
	const struct mq_manual_line *line = &manual->lines[at];
	bool selected = at == manual->list.selected;
	struct mq_slice name;
	for (size_t i = 0; mq_manual_named(manual, at, i, &name); i++) {
		const char *text = name.data;
		int before = line->indent + mq_shown_width(line->text, (size_t)(text - line->text));
		bool chosen = selected && i == manual->chosen;
		mq_cells_text(cells, row.x + MARK_COLS + before, row.y, row.width - MARK_COLS - before,
			chosen ? MQ_ROLE_TITLE : selected ? MQ_ROLE_SELECTED : MQ_ROLE_HINT, text, name.len);
		if (chosen) {
			*cursor_x = row.x + MARK_COLS + before;
		}
	}
}

static void paint_line(struct mq_cells *cells, struct mq_rect row, const struct mq_manual *manual,
	size_t at, int *cursor_x)
{
	const struct mq_manual_line *line = &manual->lines[at];
	bool selected = at == manual->list.selected;
	enum mq_role role = selected ? MQ_ROLE_SELECTED : line->head ? MQ_ROLE_COUNT : MQ_ROLE_NORMAL;
	int before = MARK_COLS + line->indent;
	mq_cells_fill(cells, row, selected ? role : MQ_ROLE_NORMAL);
	mq_cells_str(cells, row.x, row.y, MARK_COLS, role, selected ? ">" : " ");
	mq_cells_cut(cells, row.x + before, row.y, row.width - before, role, line->text, line->len);
	paint_names(cells, row, manual, at, cursor_x);
}

static void paint_title(struct mq_cells *cells, struct mq_rect rect, const struct mq_manual *manual)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_adds(title, _("manual"));
	if (manual->page) {
		mq_buf_adds(title, ": ");
		mq_manual_print_name(manual->page, title);
		mq_buf_adds(title, mq_lang_is_chinese() && !manual->page->chinese
			? _("  not in your language yet") : "");
	}
	mq_cells_title(cells, rect, title->data);
}

void mq_view_manual(struct mq_cells *cells, struct mq_rect rect, const struct mq_manual *manual,
	int *cursor_x)
{
	*cursor_x = rect.x;
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	paint_title(cells, rect, manual);
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = manual->list.top + (size_t)i;
		if (at < manual->n_lines) {
			struct mq_rect row = {rect.x, rect.y + 1 + i, rect.width, 1};
			paint_line(cells, row, manual, at, cursor_x);
		}
	}
}
