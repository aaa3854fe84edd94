/*
 * Keys are looked up as in the query line, so whoever bound editing keys of their own has
 * them in every line; what a line has to do beyond editing is its owner's.
 */
#include "act.h"

enum what {
	MOVE,
	DELETE,
	KILL,
	YANK,
};

static const struct row {
	void (*run)(struct mq_app *app);
	enum what what;
	enum mq_move move;
} rows[] = {
	{mq_act_char_left, MOVE, MQ_MOVE_LEFT},
	{mq_act_char_right, MOVE, MQ_MOVE_RIGHT},
	{mq_act_word_left, MOVE, MQ_MOVE_WORD_LEFT},
	{mq_act_word_right, MOVE, MQ_MOVE_WORD_RIGHT},
	{mq_act_line_start, MOVE, MQ_MOVE_START},
	{mq_act_line_end, MOVE, MQ_MOVE_END},
	{mq_act_delete_left, DELETE, MQ_MOVE_LEFT},
	{mq_act_delete_right, DELETE, MQ_MOVE_RIGHT},
	{mq_act_kill_term, KILL, MQ_MOVE_TERM_LEFT},
	{mq_act_kill_word, KILL, MQ_MOVE_WORD_RIGHT},
	{mq_act_kill_start, KILL, MQ_MOVE_START},
	{mq_act_kill_end, KILL, MQ_MOVE_END},
	{mq_act_yank, YANK, 0},
};

static const struct row *row_of(const struct mq_command *command)
{
	for (size_t i = 0; command && i < MQ_LENGTH(rows); i++) {
		if (rows[i].run == command->run) {
			return &rows[i];
		}
	}
	return NULL;
}

bool mq_line_edits(const struct mq_command *command)
{
	return row_of(command) != NULL;
}

enum mq_lined mq_line_do(struct mq_prompt *prompt, const struct mq_command *command)
{
	const struct row *row = row_of(command);
	if (!row) {
		return MQ_LINED_NOT;
	}
	switch (row->what) {
	case MOVE:
		mq_prompt_move(prompt, row->move);
		return MQ_LINED_MOVED;
	case YANK:
		mq_prompt_yank(prompt);
		return MQ_LINED_EDITED;
	default:
		mq_prompt_delete(prompt, row->move, row->what == KILL);
		return MQ_LINED_EDITED;
	}
}

const struct mq_command *mq_line_command(const struct mq_keymap *keymap, mq_press press,
	bool *text)
{
	const struct mq_sequence keys = {.keys = {press}, .n = 1};
	const struct mq_command *command = NULL;
	enum mq_lookup found = mq_keymap_find(keymap, MQ_CONTEXT_QUERY, &keys, &command);
	*text = found == MQ_LOOKUP_NONE && mq_press_is_text(press);
	return found == MQ_LOOKUP_FOUND ? command : NULL;
}

/* ---- lines beside the query's ---- */

struct mq_prompt *mq_app_line(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_FORM) {
		struct mq_form_row *row = mq_form_here(&app->form);
		return mq_form_is_typed(row) ? &row->typed : NULL;
	}
	return app->context == MQ_CONTEXT_COLUMNS ? &app->chooser.typed
		: app->context == MQ_CONTEXT_PALETTE ? &app->palette.typed : NULL;
}

void mq_app_line_edited(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_COLUMNS) {
		mq_app_filter_columns(app);
	} else if (app->context == MQ_CONTEXT_FORM) {
		mq_form_edited(&app->form);
	} else {
		mq_app_palette_anew(app);
	}
}

/* ---- painting ---- */

/* The first byte shown, so that the cursor is in sight. */
static size_t begin_of(struct mq_slice text, size_t cursor, int room)
{
	size_t at = 0;
	while (at < cursor && mq_shown_width((const char *)text.data + at, cursor - at) >= room) {
		at += mq_utf8_grapheme((const char *)text.data + at, text.len - at);
	}
	return at;
}

int mq_view_line(struct mq_cells *cells, struct mq_rect rect, const char *title, enum mq_role role,
	const struct mq_prompt *prompt, int *cursor_x)
{
	struct mq_slice text = mq_prompt_text(prompt);
	const char *bytes = (const char *)text.data;
	int x = mq_cells_str(cells, rect.x, rect.y, rect.width, role, title);
	size_t from = begin_of(text, prompt->cursor, rect.width - x);
	*cursor_x = rect.x + x + mq_shown_width(bytes + from, prompt->cursor - from);
	return x + mq_cells_cut(cells, rect.x + x, rect.y, rect.width - x,
		role == MQ_ROLE_TITLE ? role : MQ_ROLE_NORMAL, bytes + from, text.len - from);
}
