/*
 * The help sheet and the hint row, both made from the keymap in force and the table of
 * commands: what is bound is told, what is told is bound.
 */
#include "view.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_WIDTH = 17, KEYS_MAX = 3, NUMBER_WIDTH = 4 };

/* ---- help ---- */

static void add_help(struct mq_help *help, char *keys, const char *text)
{
	help->lines = mq_grow(help->lines, &help->cap, help->n_lines + 1, sizeof(*help->lines));
	help->lines[help->n_lines++] = (struct mq_help_line){keys, text};
}

/* "Up, k, C-p" */
static char *keys_of(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command)
{
	struct mq_buf keys = {0};
	const struct mq_sequence *sequence;
	for (size_t i = 0; i < KEYS_MAX &&
		(sequence = mq_keymap_keys(keymap, context, command, i)); i++) {
		if (i > 0) {
			mq_buf_adds(&keys, ", ");
		}
		mq_sequence_print(sequence, &keys);
	}
	return mq_buf_take(&keys);
}

static void add_context(struct mq_help *help, const struct mq_keymap *keymap,
	enum mq_context context)
{
	add_help(help, NULL, mq_context_label(context));
	for (size_t i = 0; i < mq_n_commands; i++) {
		const struct mq_command *command = &mq_commands[i];
		if (mq_keymap_keys(keymap, context, command, 0)) {
			add_help(help, keys_of(keymap, context, command), _(command->help));
		}
	}
}

void mq_help_make(struct mq_help *help, const struct mq_keymap *keymap, enum mq_context context)
{
	mq_help_release(help);
	add_context(help, keymap, context);
	for (int other = MQ_CONTEXT_QUERY; other < MQ_CONTEXT_HELP; other++) {
		if (other != (int)context) {
			add_help(help, NULL, "");
			add_context(help, keymap, (enum mq_context)other);
		}
	}
	help->list.count = help->n_lines;
}

void mq_help_make_lines(struct mq_help *help, const char *title, const char *text)
{
	struct mq_list list = {.height = help->list.height};
	mq_help_release(help);
	help->title = title;
	while (*text) {
		size_t len = strcspn(text, "\n");
		add_help(help, mq_format("%zu", help->n_lines + 1),
			mq_arena_strndup(&help->arena, text, len));
		text += len + (text[len] == '\n');
	}
	list.count = help->n_lines;
	mq_list_select(&list, help->n_lines);
	help->list = list;
}

void mq_help_release(struct mq_help *help)
{
	for (size_t i = 0; i < help->n_lines; i++) {
		free(help->lines[i].keys);
	}
	free(help->lines);
	mq_arena_release(&help->arena);
	*help = (struct mq_help){0};
}

void mq_view_help(struct mq_cells *cells, struct mq_rect rect, const struct mq_help *help)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_cells_title(cells, rect, help->title ? help->title : _("keys"));
	int keys_width = help->title ? NUMBER_WIDTH : rect.width < 2 * KEYS_WIDTH ? rect.width / 2
		: KEYS_WIDTH;
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = help->list.top + (size_t)i;
		if (at >= help->n_lines) {
			break;
		}
		const struct mq_help_line *line = &help->lines[at];
		int y = rect.y + 1 + i;
		if (!line->keys) {
			mq_cells_str(cells, rect.x + 1, y, rect.width - 1, MQ_ROLE_COUNT, line->text);
			continue;
		}
		mq_cells_cut(cells, rect.x + 2, y, keys_width, MQ_ROLE_HINT, line->keys,
			strlen(line->keys));
		mq_cells_cut(cells, rect.x + keys_width + 3, y, rect.width - keys_width - 3,
			MQ_ROLE_NORMAL, line->text, strlen(line->text));
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
