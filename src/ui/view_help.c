/*
 * The help sheet, the message and the hint row. Hints are made from the keymap in force and the
 * table of commands, as the sheet is: what is bound is told, what is told is bound.
 */
#include "view.h"

#include <string.h>

enum { KEYS_WIDTH = 17, NUMBER_WIDTH = 4 };

/* ---- help ---- */

/* What stands on the left is keys, or in the log the number of the line. */
static int left_width(const struct mq_help *help, int width)
{
	return help->log ? NUMBER_WIDTH : width < 2 * KEYS_WIDTH ? width / 2 : KEYS_WIDTH;
}

static void paint_line(struct mq_cells *cells, struct mq_rect row, const struct mq_help_line *line,
	int keys_width, bool selected)
{
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL;
	if (!line->keys) {
		mq_cells_str(cells, row.x + 1, row.y, row.width - 1, MQ_ROLE_COUNT, line->text);
		return;
	}
	mq_cells_fill(cells, row, role);
	mq_cells_str(cells, row.x, row.y, 1, role, selected ? ">" : " ");
	mq_cells_cut(cells, row.x + 2, row.y, keys_width, selected ? role : MQ_ROLE_HINT, line->keys,
		strlen(line->keys));
	mq_cells_cut(cells, row.x + keys_width + 3, row.y, row.width - keys_width - 3, role,
		line->text, strlen(line->text));
}

void mq_view_help(struct mq_cells *cells, struct mq_rect rect, const struct mq_help *help)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_adds(title, help->title);
	if (help->typed.len > 0) {
		mq_buf_addf(title, ": %s", help->typed.data);
	}
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, title->data);
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = help->list.top + (size_t)i;
		if (at < help->n_lines) {
			struct mq_rect row = {rect.x, rect.y + 1 + i, rect.width, 1};
			paint_line(cells, row, &help->lines[at], left_width(help, rect.width),
				at == help->list.selected);
		}
	}
}

void mq_view_help_told(struct mq_cells *cells, struct mq_rect rect, const struct mq_help *help,
	int width)
{
	const struct mq_help_line *line = mq_help_is_line(help, help->list.selected)
		? &help->lines[help->list.selected] : NULL;
	int left = left_width(help, width);
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	if (line && mq_shown_width(line->keys, strlen(line->keys)) > left) {
		mq_buf_addf(&text, "%s  ", line->keys);
	}
	if (line && (text.len > 0 ||
		mq_shown_width(line->text, strlen(line->text)) > width - left - 3)) {
		mq_buf_adds(&text, line->text);
	}
	mq_view_message(cells, rect, MQ_ROLE_NORMAL, text.data, NULL);
	mq_buf_release(&text);
}

/* ---- message ---- */

/* Over the lines of rect, cut where the last one ends; the line it ended on through *y. Returns
 * the columns used there. */
static int write_lines(struct mq_cells *cells, struct mq_rect rect, enum mq_role role,
	const char *text, int *y)
{
	struct mq_buf safe = {0};
	mq_safe_text(&safe, text, strlen(text));
	const char *rest = safe.len > 0 ? safe.data : "";
	size_t left = safe.len;
	int line = 0;
	for (size_t len; line + 1 < rect.height &&
		(len = mq_shown_break(rest, left, rect.width)) < left; line++) {
		mq_cells_text(cells, rect.x, rect.y + line, rect.width, role, rest, len);
		len += strspn(rest + len, " ");
		rest += len;
		left -= len;
	}
	int used = mq_cells_cut(cells, rect.x, rect.y + line, rect.width, role, rest, left);
	mq_buf_release(&safe);
	*y = line;
	return used;
}

/* The last line is the hint's, unless it goes behind the message there. */
void mq_view_message(struct mq_cells *cells, struct mq_rect rect, enum mq_role role,
	const char *message, const char *hint)
{
	hint = hint ? hint : "";
	int hint_width = mq_shown_width(hint, strlen(hint));
	int y;
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int x = write_lines(cells, rect, role, message, &y);
	if (hint_width == 0) {
		return;
	}
	x += x > 0 ? 2 : 0;
	if (rect.height > 1 && (y == 0 || x + hint_width > rect.width)) {
		struct mq_rect above = {rect.x, rect.y, rect.width, rect.height - 1};
		mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
		write_lines(cells, above, role, message, &y);
		x = 0;
		y++;
	}
	if (x + 1 < rect.width) {
		struct mq_rect behind = {rect.x + x, rect.y + y, rect.width - x, rect.height - y};
		write_lines(cells, behind, MQ_ROLE_HINT, hint, &y);
	}
}

/* ---- hints ---- */

/* One hint at column x if it fits before `end`; the columns it took. */
static int paint_hint(struct mq_cells *cells, struct mq_rect rect, int x, const struct mq_command *command,
	const struct mq_sequence *keys)
{
	struct mq_buf *name = mq_cells_words(cells);
	mq_sequence_print(keys, name);
	const char *text = _(command->hint);
	int need = 2 + (int)name->len + 1 + mq_shown_width(text, strlen(text));
	if (x + need > rect.width) {
		need = 0;
	} else {
		int used = 2 + mq_cells_text(cells, rect.x + x + 2, rect.y, (int)name->len, MQ_ROLE_HINT,
			name->data, name->len);
		mq_cells_str(cells, rect.x + x + used + 1, rect.y, need - used - 1, MQ_ROLE_DIM, text);
	}
	return need;
}

void mq_view_hints(struct mq_cells *cells, struct mq_rect rect, const struct mq_hints *hints)
{
	enum mq_context context = hints->context;
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	struct mq_buf *name = mq_cells_words(cells);
	mq_buf_addf(name, "[%s]", hints->label ? hints->label : mq_context_label(context));
	int x = mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, name->data, name->len);
	for (size_t i = 0; i < mq_n_commands; i++) {
		const struct mq_command *command = &mq_commands[i];
		const struct mq_sequence *keys = mq_keymap_keys(hints->keymap, context, command, 0);
		if (keys && command->hint && command != hints->idle &&
			(command->hinted & 1u << context)) {
			int used = paint_hint(cells, rect, x, command, keys);
			mq_cells_spot(cells, (struct mq_rect){rect.x + x, rect.y, used, 1},
				MQ_SPOT_COMMAND, i);
			x += used;
		}
	}
}
