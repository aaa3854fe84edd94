/*
 * A question in the message row: what edits the query line edits the answer, and of the other
 * commands those below mean something; the rest do nothing.
 */
#include "act.h"

#include <string.h>

#include "view.h"

/* ---- the commands that mean something ---- */

enum what {
	STEP_BACK,
	STEP_ON,
	DONE,
	CLOSE,
	AS_IT_IS,
};

static const struct row {
	void (*run)(struct mq_app *app);
	enum what what;
} rows[] = {
	{mq_act_up, STEP_BACK},
	{mq_act_older, STEP_BACK},
	{mq_act_history_search, STEP_BACK},
	{mq_act_complete_previous, STEP_BACK},
	{mq_act_down, STEP_ON},
	{mq_act_newer, STEP_ON},
	{mq_act_complete, STEP_ON},
	{mq_act_open, DONE},
	{mq_act_back, CLOSE},
	{mq_act_interrupt, CLOSE},
	{mq_act_help, AS_IT_IS},
	{mq_act_leave, AS_IT_IS},
	{mq_act_redraw, AS_IT_IS},
	{mq_act_suspend, AS_IT_IS},
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

static void give_up(struct mq_app *app)
{
	void (*given_up)(struct mq_app *app) = app->ask.given_up;
	mq_ask_close(app);
	if (given_up) {
		given_up(app);
	}
}

static void run(struct mq_app *app, const struct row *row)
{
	switch (row->what) {
	case STEP_BACK:
	case STEP_ON:
		step(app, row->what == STEP_ON ? 1 : -1);
		break;
	case DONE:
		done(app);
		break;
	case CLOSE:
		give_up(app);
		break;
	case AS_IT_IS:
		row->run(app);
		break;
	}
}

void mq_ask_insert(struct mq_app *app, const char *text, size_t len)
{
	if (app->ask.confirms) {
		return;
	}
	mq_prompt_insert(&app->ask.prompt, text, len);
	edited(app);
}

void mq_ask_type(struct mq_app *app, const char *text, size_t len)
{
	mq_log_type(&app->log, mq_app_haste(app), text, len);
	mq_ask_insert(app, text, len);
}

void mq_ask_do(struct mq_app *app, const struct mq_command *command)
{
	const struct row *row = row_of(command);
	bool runs_another = row && row->what == DONE && app->ask.done == mq_act_run;
	if (row || mq_line_edits(command)) {
		mq_log_command(&app->log, mq_app_haste(app),
			runs_another ? mq_command_find("back") : command, NULL);
	}
	if (row) {
		run(app, row);
	} else if (!app->ask.confirms && mq_line_do(&app->ask.prompt, command) == MQ_LINED_EDITED) {
		edited(app);
	}
}

void mq_ask_press(struct mq_app *app, mq_press press)
{
	bool is_text;
	const struct mq_command *command = mq_line_command(&app->keymap, press, &is_text);
	if (command) {
		mq_ask_do(app, command);
	} else if (is_text) {
		char text[4];
		mq_ask_type(app, text, mq_utf8_encode(press, text));
	}
}

/* ---- the door ---- */

void mq_ask_open(struct mq_app *app, const struct mq_ask *ask)
{
	mq_ask_release(&app->ask);
	app->ask = *ask;
	app->ask.context = app->context;
	typed(app);
}

void mq_ask_close(struct mq_app *app)
{
	mq_ask_release(&app->ask);
}

bool mq_ask_is_open(const struct mq_app *app)
{
	return app->ask.title != NULL && app->ask.context == app->context;
}

void mq_ask_leave(struct mq_app *app, enum mq_context context)
{
	if (app->ask.title && context != MQ_CONTEXT_HELP && context != app->ask.context) {
		mq_ask_close(app);
	}
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

/* Where what was said begins behind the line, or below it. */
static int said_x(const struct mq_ask *ask, struct mq_rect rect)
{
	struct mq_slice text = mq_prompt_text(&ask->prompt);
	int line = mq_shown_width(ask->title, strlen(ask->title)) + 2 +
		mq_shown_width(text.data, text.len);
	return rect.height > 1 ? 0 : line + 3;
}

bool mq_ask_wants_more(const struct mq_ask *ask, struct mq_rect rect)
{
	return ask->said.len > 0 &&
		said_x(ask, rect) + mq_shown_width(ask->said.data, ask->said.len) > rect.width;
}

void mq_view_ask(struct mq_cells *cells, struct mq_rect rect, const struct mq_ask *ask,
	int *cursor_x)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	mq_buf_addf(title, "%s: ", ask->title);
	int x = mq_view_line(cells, rect, title->data, MQ_ROLE_HINT, &ask->prompt, cursor_x);
	struct mq_rect said = {rect.x, rect.y + 1, rect.width, rect.height - 1};
	if (rect.height == 1) {
		said = (struct mq_rect){rect.x + x + 3, rect.y, rect.width - x - 3, 1};
	}
	if (ask->said.len > 0 && said.width > 1) {
		mq_view_message(cells, said, MQ_ROLE_COUNT, ask->said.data, NULL);
	}
}
