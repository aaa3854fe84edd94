/*
 * A form, painted:
 *
 *       met              王芳
 *     > outcome of visit met
 *         1*met  2 reached by phone  3 not home
 *       visit notes      ! what is amiss stands below its row
 *
 * Only the row that keys work on shows what there is to choose. What holds where nothing is said
 * is dim.
 */
#include "view_form.h"

#include <string.h>

#include "line.h"

enum { INDENT = 4, GAP = 2, FOUND_MAX = 5, FAULT_LINES_MAX = 5, MARGIN = 2 };

/* ---- how rows are laid out ---- */

static bool is_here(const struct mq_form_state *form, size_t at)
{
	return at == form->list.selected;
}

/* As wide as labels want, and no more than leaves room for what is said. */
static int label_width(const struct mq_form_state *form, int width)
{
	int wide = 0;
	for (size_t i = 0; i < form->n; i++) {
		const struct mq_form_row *row = &form->rows[i];
		int cols = mq_shown_width(row->label, strlen(row->label));
		bool counts = mq_form_in_force(form, i) && row->kind != MQ_FORM_DONE;
		wide = counts && cols > wide ? cols : wide;
	}
	return wide < width * 9 / 20 ? wide : width * 9 / 20;
}

/* Where choices stand below the row, one after the other. */
struct flow {
	int width;
	int x;
	int y;
	int cols;	/* of the one that was placed last */
};

static struct flow flow_begin(int width)
{
	return (struct flow){.width = width - INDENT, .x = -GAP};
}

static void flow_place(struct flow *flow, const char *label)
{
	int from = flow->x + flow->cols + GAP;
	flow->cols = 2 + mq_shown_width(label, strlen(label));
	if (from > 0 && from + flow->cols > flow->width) {
		from = 0;
		flow->y++;
	}
	flow->x = from;
}

static bool shows_choices(const struct mq_form_row *row)
{
	return row->kind == MQ_FORM_PICK || row->kind == MQ_FORM_SEVERAL;
}

static bool shows_found(const struct mq_form_row *row)
{
	return row->kind == MQ_FORM_FIND && mq_prompt_text(&row->typed).len > 0 &&
		!mq_form_is_said(row);
}

static int choice_lines(const struct mq_form_row *row, int width)
{
	struct flow flow = flow_begin(width);
	for (size_t i = 0; i < row->n_choices; i++) {
		flow_place(&flow, row->choices[i].label);
	}
	return row->n_choices > 0 ? flow.y + 1 : 0;
}

static int found_lines(const struct mq_form_row *row)
{
	size_t found[FOUND_MAX];
	size_t n = row->at < FOUND_MAX ? mq_form_found(row, found, FOUND_MAX) : FOUND_MAX;
	return n > 0 ? (int)n : 1;
}

/* Bytes of a line of a fault, and the spaces that part it from the next. */
static size_t next_line(const char *text, int width)
{
	size_t n = mq_shown_break(text, strlen(text), width - INDENT);
	return n + strspn(text + n, " ");
}

static int fault_lines(const struct mq_form_row *row, int width)
{
	int lines = 0;
	const char *text = row->fault ? row->fault : "";
	for (; *text && lines < FAULT_LINES_MAX; lines++) {
		text += next_line(text, width);
	}
	return lines;
}

/* 0: it is not in force. */
static int lines_of(const struct mq_form_state *form, size_t at, int width)
{
	const struct mq_form_row *row = &form->rows[at];
	if (!mq_form_in_force(form, at)) {
		return 0;
	}
	int below = !is_here(form, at) ? 0 : shows_choices(row) ? choice_lines(row, width)
		: shows_found(row) ? found_lines(row) : 0;
	return 1 + below + fault_lines(row, width);
}

void mq_form_fit(struct mq_form_state *form, struct mq_rect rect)
{
	struct mq_list *list = &form->list;
	int lines = 0;
	size_t top = list->selected + 1;
	while (top > 0 && (top > list->selected ||
		lines + lines_of(form, top - 1, rect.width) <= rect.height - 1)) {
		top--;
		lines += lines_of(form, top, rect.width);
	}
	list->height = rect.height > 1 ? (size_t)rect.height - 1 : 0;
	list->top = list->top < top ? top : list->top;
	list->top = list->top > list->selected ? list->selected : list->top;
	while (list->top > 0 && list->top > top &&
		lines_of(form, list->top, rect.width) == 0) {
		list->top--;
	}
}

/* ---- painting ---- */

static void paint_choices(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_form_row *row, int *cursor_x, int *cursor_y)
{
	struct flow flow = flow_begin(rect.width);
	for (size_t i = 0; i < row->n_choices; i++) {
		const struct mq_form_choice *choice = &row->choices[i];
		char key[2];
		flow_place(&flow, choice->label);
		int x = rect.x + INDENT + flow.x;
		int y = rect.y + flow.y;
		if (flow.y >= rect.height) {
			return;
		}
		mq_cells_str(cells, x, y, 1, MQ_ROLE_HINT, mq_form_key(i, key));
		mq_cells_str(cells, x + 1, y, 1, MQ_ROLE_NORMAL, choice->chosen && !row->opens ? "*" : " ");
		mq_cells_cut(cells, x + 2, y, rect.x + rect.width - x - 2,
			choice->chosen ? MQ_ROLE_CHOSEN : MQ_ROLE_NORMAL, choice->label,
			strlen(choice->label));
		if (i == row->at) {
			*cursor_x = x;
			*cursor_y = y;
		}
	}
}

/* The window over them begins so that the one to be taken is in it. */
static void paint_found(struct mq_cells *cells, struct mq_rect rect, const struct mq_form_row *row)
{
	enum { MOST = 64 };
	size_t found[MOST];
	size_t n = mq_form_found(row, found, MOST);
	size_t top = row->at < FOUND_MAX ? 0 : row->at - FOUND_MAX + 1;
	if (n == 0) {
		mq_cells_str(cells, rect.x + INDENT, rect.y, rect.width - INDENT, MQ_ROLE_DIM,
			_("nothing is called so"));
	}
	for (size_t i = 0; i < FOUND_MAX && top + i < n && (int)i < rect.height; i++) {
		const struct mq_form_choice *choice = &row->choices[found[top + i]];
		bool at = top + i == row->at;
		int y = rect.y + (int)i;
		int x = rect.x + INDENT;
		mq_cells_str(cells, x - 2, y, 1, MQ_ROLE_HINT, at ? ">" : " ");
		x += 2 + mq_cells_cut(cells, x, y, rect.width - INDENT, at ? MQ_ROLE_CHOSEN
			: MQ_ROLE_NORMAL, choice->label, strlen(choice->label));
		if (x < rect.x + rect.width && strcmp(choice->id, choice->label) != 0) {
			mq_cells_cut(cells, x, y, rect.x + rect.width - x, MQ_ROLE_DIM, choice->id,
				strlen(choice->id));
		}
	}
}

static void paint_fault(struct mq_cells *cells, struct mq_rect rect, const struct mq_form_row *row)
{
	const char *text = row->fault ? row->fault : "";
	for (int y = 0; *text && y < FAULT_LINES_MAX && y < rect.height; y++) {
		size_t n = y + 1 < FAULT_LINES_MAX ? next_line(text, rect.width) : strlen(text);
		size_t shown = n;
		while (shown > 0 && text[shown - 1] == ' ') {
			shown--;
		}
		mq_cells_str(cells, rect.x + INDENT - 2, rect.y + y, 1, MQ_ROLE_ERROR, y == 0 ? "!" : " ");
		mq_cells_cut(cells, rect.x + INDENT, rect.y + y, rect.width - INDENT, MQ_ROLE_ERROR, text,
			shown);
		text += n;
	}
}

static void paint_value(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_form_row *row, bool here, int *cursor_x)
{
	struct mq_buf *text = mq_cells_words(cells);
	mq_form_show(row, text);
	if (text->len == 0) {
		mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_DIM, row->otherwise,
			strlen(row->otherwise));
		*cursor_x = rect.x;
	} else if (here && mq_form_is_typed(row)) {
		mq_view_line(cells, rect, "", MQ_ROLE_NORMAL, &row->typed, cursor_x);
	} else {
		mq_cells_cut(cells, rect.x, rect.y, rect.width, here ? MQ_ROLE_CHOSEN : MQ_ROLE_NORMAL,
			text->data, text->len);
	}
}

static void paint_done(struct mq_cells *cells, struct mq_rect line, const struct mq_form_row *row,
	bool here)
{
	struct mq_buf *text = mq_cells_words(cells);
	mq_buf_addf(text, "[%s]", row->label);
	mq_cells_cut(cells, line.x + MARGIN, line.y, line.width - MARGIN,
		here ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL, text->data, text->len);
}

/* rect: all its lines, cut to what there is. */
static void paint_row(struct mq_cells *cells, struct mq_rect rect, const struct mq_form_state *form,
	size_t at, int *cursor_x, int *cursor_y)
{
	const struct mq_form_row *row = &form->rows[at];
	bool here = is_here(form, at);
	int wide = label_width(form, rect.width);
	int x = rect.x + MARGIN + wide + GAP;
	int own_x = x;
	int own_y = rect.y;
	mq_cells_str(cells, rect.x, rect.y, 1, MQ_ROLE_HINT, here ? ">" : " ");
	if (row->kind == MQ_FORM_DONE) {
		paint_done(cells, rect, row, here);
		own_x = rect.x;
	} else {
		mq_cells_cut(cells, rect.x + MARGIN, rect.y, wide, here ? MQ_ROLE_COUNT : MQ_ROLE_NORMAL,
			row->label, strlen(row->label));
		paint_value(cells, (struct mq_rect){x, rect.y, rect.x + rect.width - x, 1}, row, here,
			&own_x);
	}
	int faults = fault_lines(row, rect.width);
	struct mq_rect below = {rect.x, rect.y + 1, rect.width, rect.height - 1 - faults};
	if (here && shows_choices(row)) {
		paint_choices(cells, below, row, &own_x, &own_y);
	} else if (here && shows_found(row)) {
		paint_found(cells, below, row);
	}
	below.y += below.height > 0 ? below.height : 0;
	below.height = rect.y + rect.height - below.y;
	paint_fault(cells, below, row);
	if (here) {
		*cursor_x = own_x;
		*cursor_y = own_y;
	}
}

void mq_view_form(struct mq_cells *cells, struct mq_rect rect, const struct mq_form_state *form,
	int *cursor_x, int *cursor_y)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_addf(title, "%s: %s", _(form->use->name), form->title);
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, title->data);
	*cursor_x = rect.x;
	*cursor_y = rect.y;
	int y = rect.y + 1;
	for (size_t i = form->list.top; i < form->n && y < rect.y + rect.height; i++) {
		int lines = lines_of(form, i, rect.width);
		int room = rect.y + rect.height - y;
		if (lines > 0) {
			struct mq_rect row = {rect.x, y, rect.width, lines < room ? lines : room};
			paint_row(cells, row, form, i, cursor_x, cursor_y);
		}
		y += lines;
	}
}

const char *mq_view_form_hint(const struct mq_form_state *form)
{
	static const char *const hints[] = {
		[MQ_FORM_PICK] = N_("a digit or letter picks and goes on; Enter goes on"),
		[MQ_FORM_SEVERAL] = N_("digits and letters pick, or no longer; Enter goes on"),
		[MQ_FORM_FIND] = N_("a part of its name, or pinyin; Enter takes it, or goes on"),
		[MQ_FORM_LINE] = N_("type what there is to say; Enter goes on"),
		[MQ_FORM_DONE] = N_("Enter writes all of it at once; nothing is written before"),
	};
	const struct mq_form_row *row = mq_form_here(form);
	if (row && row->clears && row->kind == MQ_FORM_LINE) {
		return _("type what is so now; ? alone: it is not known");
	}
	return row ? _(hints[row->kind]) : "";
}

/* ---- the mouse ---- */

static size_t choice_at(const struct mq_form_row *row, int width, int x, int y)
{
	struct flow flow = flow_begin(width);
	for (size_t i = 0; shows_choices(row) && i < row->n_choices; i++) {
		flow_place(&flow, row->choices[i].label);
		if (flow.y == y && x >= INDENT + flow.x && x < INDENT + flow.x + flow.cols) {
			return i;
		}
	}
	return SIZE_MAX;
}

bool mq_view_form_at(const struct mq_form_state *form, struct mq_rect rect, int x, int y,
	size_t *row, size_t *choice)
{
	int top = rect.y + 1;
	for (size_t i = form->list.top; i < form->n && top < rect.y + rect.height; i++) {
		int lines = lines_of(form, i, rect.width);
		if (y >= top && y < top + lines) {
			*row = i;
			*choice = is_here(form, i)
				? choice_at(&form->rows[i], rect.width, x - rect.x, y - top - 1) : SIZE_MAX;
			return true;
		}
		top += lines;
	}
	return false;
}
