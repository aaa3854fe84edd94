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

/* ---- message ---- */

void mq_view_message(struct mq_cells *cells, struct mq_rect rect, enum mq_role role,
	const char *message, const char *hint)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int x = mq_cells_cut(cells, rect.x, rect.y, rect.width, role, message, strlen(message));
	int y = rect.y;
	if (!hint || !*hint) {
		return;
	}
	x += x > 0 ? 2 : 0;
	if (rect.height > 1) {
		x = 0;
		y++;
	}
	if (x + 1 < rect.width) {
		mq_cells_cut(cells, rect.x + x, y, rect.width - x, MQ_ROLE_HINT, hint, strlen(hint));
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

void mq_view_hints(struct mq_cells *cells, struct mq_rect rect, const struct mq_keymap *keymap,
	enum mq_context context)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	struct mq_buf *name = mq_cells_words(cells);
	mq_buf_addf(name, "[%s]", mq_context_label(context));
	int x = mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, name->data, name->len);
	for (size_t i = 0; i < mq_n_commands; i++) {
		const struct mq_command *command = &mq_commands[i];
		const struct mq_sequence *keys = mq_keymap_keys(keymap, context, command, 0);
		if (keys && command->hint && (command->hinted & 1u << context)) {
			x += paint_hint(cells, rect, x, command, keys);
		}
	}
}
