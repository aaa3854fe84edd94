/*
 * Saved lists, painted. A line reads ">*elders living alone (n:80)   41": selected, among the
 * conditions of the query ("-": left out by it), what it is called and filled in with, its
 * hits. A dot stands for hits that nobody has counted yet, nothing where a value has to be
 * given first. Where the head above has scrolled out, the title says whose lists these are.
 */
#include "view.h"

#include <stdio.h>
#include <string.h>

/* ---- lines ---- */

static bool begins_group(const struct mq_saved_rows *rows, size_t row)
{
	return row == 0 || rows->rows[row].where != rows->rows[row - 1].where;
}

size_t mq_saved_line_of(const struct mq_saved_pane *pane, size_t row)
{
	size_t line = row;
	for (size_t i = 0; i <= row; i++) {
		line += begins_group(&pane->rows, i);
	}
	return line;
}

size_t mq_saved_n_lines(const struct mq_saved_pane *pane)
{
	size_t n = pane->rows.n;
	return n > 0 ? mq_saved_line_of(pane, n - 1) + 1 : 0;
}

/* The list on a line, or the first below the head there; *head tells which. */
static const struct mq_saved_row *at_line(const struct mq_saved_pane *pane, size_t line,
	bool *head)
{
	size_t at = 0;
	for (size_t i = 0; i < pane->rows.n; i++, at++) {
		at += begins_group(&pane->rows, i);
		if (at >= line) {
			*head = at > line;
			return &pane->rows.rows[i];
		}
	}
	return NULL;
}

const struct mq_saved_row *mq_saved_line(const struct mq_saved_pane *pane, size_t line)
{
	bool head = false;
	const struct mq_saved_row *row = at_line(pane, line, &head);
	return head ? NULL : row;
}

/* ---- a list ---- */

/* "*" where a condition of the query is this list, "-" where it is left out. */
static const char *mark_of(const struct mq_saved_row *row, const struct mq_conditions *chosen)
{
	size_t len = strlen(row->id);
	for (size_t i = 0; chosen && i < chosen->n; i++) {
		const char *text = chosen->conditions[i].query;
		bool negated = *text == '-';
		text += negated;
		if (*text == '@' && strncmp(text + 1, row->id, len) == 0 &&
			(text[1 + len] == '\0' || text[1 + len] == '(')) {
			return negated ? "-" : "*";
		}
	}
	return " ";
}

static size_t count_text(const struct mq_saved_row *row, char out[MQ_NUMBER_SIZE])
{
	out[0] = '\0';
	if (row->counted) {
		return mq_view_digits(row->hits, out);
	}
	snprintf(out, MQ_NUMBER_SIZE, "%s", row->fault ? _("fault") : row->wants ? "" : ".");
	return strlen(out);
}

static enum mq_role role_of(const struct mq_saved_row *row, const char *mark, bool selected)
{
	if (selected) {
		return MQ_ROLE_SELECTED;
	}
	if (row->fault) {
		return MQ_ROLE_ERROR;
	}
	if (*mark == '*') {
		return MQ_ROLE_CHOSEN;
	}
	return row->counted && row->hits == 0 ? MQ_ROLE_DIM : MQ_ROLE_NORMAL;
}

static void paint_row(struct mq_cells *cells, struct mq_rect line,
	const struct mq_saved_row *row, const char *mark, bool selected)
{
	enum mq_role role = role_of(row, mark, selected);
	char count[MQ_NUMBER_SIZE];
	size_t count_len = count_text(row, count);
	int right = mq_shown_width(count, count_len);
	int room = line.width - 3 - right;
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	mq_cells_str(cells, line.x + 1, line.y, 1, role, mark);
	int used = mq_cells_cut(cells, line.x + 2, line.y, room, role, row->label,
		strlen(row->label));
	const char *filled = strchr(row->call, '(');
	if (filled && used + 1 + mq_shown_width(filled, strlen(filled)) <= room) {
		mq_cells_str(cells, line.x + 3 + used, line.y, room - used - 1,
			role == MQ_ROLE_NORMAL ? MQ_ROLE_DIM : role, filled);
	}
	mq_cells_right(cells, line.x + line.width - right, line.y, right,
		role == MQ_ROLE_NORMAL ? MQ_ROLE_COUNT : role, count, count_len);
}

/* ---- the pane ---- */

static void paint_title(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_saved_pane *pane)
{
	bool head = true;
	const struct mq_saved_row *row = at_line(pane, pane->list.top, &head);
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_adds(title, _("saved lists"));
	if (row && !head) {
		mq_buf_addf(title, ": %s", mq_saved_where_label(row->where));
	}
	mq_cells_title(cells, rect, title->data);
}

void mq_view_saved(struct mq_cells *cells, struct mq_rect rect, const struct mq_saved_pane *pane,
	const struct mq_conditions *chosen, bool focused)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	paint_title(cells, rect, pane);
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = pane->list.top + (size_t)i;
		struct mq_rect line = {rect.x, rect.y + 1 + i, rect.width, 1};
		bool head = false;
		const struct mq_saved_row *row = at_line(pane, at, &head);
		if (row && head) {
			mq_cells_str(cells, line.x + 1, line.y, line.width - 1, MQ_ROLE_HINT,
				mq_saved_where_label(row->where));
		} else if (row) {
			paint_row(cells, line, row, mark_of(row, chosen),
				focused && at == pane->list.selected);
		}
	}
	if (pane->rows.n == 0 && rect.height > 1) {
		mq_cells_str(cells, rect.x + 2, rect.y + 1, rect.width - 2, MQ_ROLE_DIM,
			_("no list yet"));
	}
}

void mq_view_saved_told(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_saved_pane *pane)
{
	const struct mq_saved_row *row = mq_saved_line(pane, pane->list.selected);
	struct mq_buf text = {0};
	if (!row) {
		mq_view_message(cells, rect, MQ_ROLE_HINT, _("F2 saves the query under a name"), NULL);
		return;
	}
	if (row->fault) {
		mq_view_message(cells, rect, MQ_ROLE_ERROR, row->fault,
			_("`minqing saved check` tells all that is amiss"));
		return;
	}
	mq_buf_adds(&text, row->call);
	if (row->counted && row->unknown > 0) {
		mq_buf_adds(&text, "  ");
		mq_view_number(row->unknown, &text);
		mq_buf_addf(&text, " %s", _("unknown"));
	}
	mq_view_message(cells, rect, MQ_ROLE_NORMAL, text.data, row->is);
	mq_buf_release(&text);
}
