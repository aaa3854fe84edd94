/*
 * Keys are looked up as in the query line, so whoever bound editing keys of their own has
 * them here as well; each command that makes sense is a row below, the others do nothing.
 */
#include "act.h"

#include <string.h>

/* ---- the commands that mean something ---- */

enum what {
	MOVE,
	DELETE,
	KILL,
	STEP_BACK,
	STEP_ON,
	DONE,
	CLOSE,
	AS_IT_IS,
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
	{mq_act_up, STEP_BACK, 0},
	{mq_act_older, STEP_BACK, 0},
	{mq_act_history_search, STEP_BACK, 0},
	{mq_act_complete_previous, STEP_BACK, 0},
	{mq_act_down, STEP_ON, 0},
	{mq_act_newer, STEP_ON, 0},
	{mq_act_complete, STEP_ON, 0},
	{mq_act_open, DONE, 0},
	{mq_act_back, CLOSE, 0},
	{mq_act_interrupt, CLOSE, 0},
	{mq_act_leave, AS_IT_IS, 0},
	{mq_act_redraw, AS_IT_IS, 0},
	{mq_act_suspend, AS_IT_IS, 0},
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

/* ---- answering ---- */

static void typed(struct mq_app *app)
{
	mq_buf_clear(&app->ask.said);
	if (app->ask.typed) {
		app->ask.typed(app);
	}
}

static void edited(struct mq_app *app)
{
	app->ask.at = 0;
	typed(app);
}

static void step(struct mq_app *app, int by)
{
	if (app->ask.step) {
		app->ask.step(app, by);
		typed(app);
	}
}

static void done(struct mq_app *app)
{
	app->ask.title = NULL;
	app->ask.done(app);
	if (!mq_ask_is_open(app)) {
		mq_ask_close(app);	/* what it led to may ask on */
	}
}

static void run(struct mq_app *app, const struct row *row)
{
	switch (row->what) {
	case MOVE:
		mq_prompt_move(&app->ask.prompt, row->move);
		break;
	case DELETE:
	case KILL:
		mq_prompt_delete(&app->ask.prompt, row->move, row->what == KILL);
		edited(app);
		break;
	case STEP_BACK:
	case STEP_ON:
		step(app, row->what == STEP_ON ? 1 : -1);
		break;
	case DONE:
		done(app);
		break;
	case CLOSE:
		mq_ask_close(app);
		break;
	case AS_IT_IS:
		row->run(app);
		break;
	}
}

void mq_ask_insert(struct mq_app *app, const char *text, size_t len)
{
	mq_prompt_insert(&app->ask.prompt, text, len);
	edited(app);
}

void mq_ask_press(struct mq_app *app, mq_press press)
{
	const struct mq_sequence keys = {.keys = {press}, .n = 1};
	const struct mq_command *command = NULL;
	enum mq_lookup found = mq_keymap_find(&app->keymap, MQ_CONTEXT_QUERY, &keys, &command);
	const struct row *row = found == MQ_LOOKUP_FOUND ? row_of(command) : NULL;
	if (row) {
		mq_ask_do(app, command);
	} else if (found == MQ_LOOKUP_NONE && mq_press_is_text(press)) {
		char text[4];
		size_t len = mq_utf8_encode(press, text);
		mq_log_type(&app->log, mq_app_haste(app), text, len);
		mq_ask_insert(app, text, len);
	}
}

void mq_ask_do(struct mq_app *app, const struct mq_command *command)
{
	const struct row *row = row_of(command);
	if (row) {
		mq_log_command(&app->log, mq_app_haste(app), command, NULL);
		run(app, row);
	}
}

/* ---- the door ---- */

void mq_ask_open(struct mq_app *app, const struct mq_ask *ask)
{
	mq_ask_release(&app->ask);
	app->ask = *ask;
	typed(app);
}

void mq_ask_close(struct mq_app *app)
{
	mq_ask_release(&app->ask);
}

bool mq_ask_is_open(const struct mq_app *app)
{
	return app->ask.title != NULL;
}

struct mq_slice mq_ask_text(const struct mq_app *app)
{
	return mq_prompt_text(&app->ask.prompt);
}

void mq_ask_release(struct mq_ask *ask)
{
	mq_prompt_release(&ask->prompt);
	mq_buf_release(&ask->said);
	*ask = (struct mq_ask){0};
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

void mq_view_ask(struct mq_cells *cells, struct mq_rect rect, const struct mq_ask *ask,
	int *cursor_x)
{
	struct mq_slice text = mq_prompt_text(&ask->prompt);
	const char *bytes = (const char *)text.data;
	struct mq_buf *title = mq_cells_words(cells);
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_buf_addf(title, "%s: ", ask->title);
	int x = mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_HINT, title->data, title->len);
	size_t from = begin_of(text, ask->prompt.cursor, rect.width - x);
	*cursor_x = rect.x + x + mq_shown_width(bytes + from, ask->prompt.cursor - from);
	x += mq_cells_cut(cells, rect.x + x, rect.y, rect.width - x, MQ_ROLE_NORMAL, bytes + from,
		text.len - from);
	bool below = rect.height > 1;
	x = below ? 0 : x + 3;
	if (ask->said.len > 0 && x + 1 < rect.width) {
		mq_cells_cut(cells, rect.x + x, rect.y + below, rect.width - x, MQ_ROLE_COUNT,
			ask->said.data, ask->said.len);
	}
}
