/*
 * Queries that were asked before: had again one by one, found, kept, forgotten. One is asked
 * where somebody goes on from the query line, or changes it by other keys. What was kept of
 * another day has holes, ‹name›, in place of what was personal: it is not asked, but filled in.
 */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "settings.h"

/* ---- keeping ---- */

void mq_app_read_asked(struct mq_app *app, struct mq_diag *diag)
{
	app->asked_path = mq_own_path(MQ_HOME_STATE, "history");
	if (app->asked_path) {
		mq_asked_tidy(app->asked_path);
	}
	if (app->asked_path && app->settings.history) {
		mq_asked_read(&app->asked.lines, app->asked_path, diag);
	}
}

void mq_app_remember(struct mq_app *app)
{
	mq_asked_remember(&app->asked, app->session, app->kind, mq_prompt_text(&app->prompt),
		app->settings.history);
}

void mq_app_keep_asked(struct mq_app *app)
{
	mq_app_remember(app);
	if (app->asked_path && app->asked.fresh.n > 0) {
		mq_asked_write(&app->asked.fresh, app->asked_path, NULL);
		mq_ring_clear(&app->asked.fresh);
	}
}

/* ---- having one again ---- */

/* The cursor goes behind the first hole, else to the end. */
static void show(struct mq_app *app, const char *line)
{
	size_t from;
	size_t end = strlen(line);
	mq_session_hole(line, strlen(line), &from, &end);
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_put(&app->prompt, line, strlen(line), end);
	mq_app_asked_anew(app);
}

static void recall(struct mq_app *app, int direction)
{
	const char *line = mq_asked_recall(&app->asked,
		mq_prompt_text(&app->prompt).data, direction);
	if (line) {
		show(app, line);
	}
}

void mq_act_older(struct mq_app *app)
{
	recall(app, -1);
}

void mq_act_newer(struct mq_app *app)
{
	recall(app, 1);
}

void mq_app_fill_hole(struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	const char *bytes = text.data;
	size_t from = 0;
	size_t end = 0;
	for (size_t at = 0; at < app->prompt.cursor; at += end) {
		if (!mq_session_hole(bytes + at, text.len - at, &from, &end)) {
			return;
		}
		if (at + end == app->prompt.cursor) {
			struct mq_buf line = {0};
			mq_buf_add(&line, bytes, at + from);
			mq_buf_add(&line, bytes + at + end, text.len - at - end);
			mq_prompt_put(&app->prompt, line.data, line.len, at + from);
			mq_buf_release(&line);
			return;
		}
	}
}

/* ---- finding one ---- */

/* The one that is found: ask.at others that hold the text are newer, each counted once. */
static size_t found(const struct mq_app *app)
{
	const struct mq_asked *asked = &app->asked;
	const char *text = mq_ask_text(app).data;
	size_t back = mq_asked_find(asked, text, 1);
	for (size_t at = 0, next = back; at < app->ask.at && next > 0;) {
		next = mq_asked_find(asked, text, next + 1);
		if (next > 0 && strcmp(mq_ring_get(&asked->lines, next - 1),
			mq_ring_get(&asked->lines, back - 1)) != 0) {
			back = next;
			at++;
		}
	}
	return back;
}

static void say_found(struct mq_app *app)
{
	size_t back = found(app);
	mq_buf_adds(&app->ask.said, back > 0 ? mq_ring_get(&app->asked.lines, back - 1)
		: _("no query that was asked has it"));
}

/* Back is older. Past the oldest it stays there. */
static void step_found(struct mq_app *app, int by)
{
	size_t before = found(app);
	if (by > 0) {
		app->ask.at -= app->ask.at > 0;
		return;
	}
	app->ask.at++;
	if (found(app) == before) {
		app->ask.at--;
	}
}

static void take_found(struct mq_app *app)
{
	size_t back = found(app);
	if (back == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("no query that was asked has it"), NULL);
		return;
	}
	show(app, mq_ring_get(&app->asked.lines, back - 1));
}

void mq_act_history_search(struct mq_app *app)
{
	mq_ask_open(app, &(const struct mq_ask){.title = _("find a query"),
		.hint = _("Enter takes it  C-r an older one  Esc closes"),
		.typed = say_found, .step = step_found, .done = take_found});
}

/* ---- values, and a new query ---- */

void mq_act_last_value(struct mq_app *app)
{
	struct mq_asked *asked = &app->asked;
	size_t back = app->prompt.last == MQ_EDIT_VALUE ? asked->valued + 1 : 1;
	const char *line = mq_ring_get(&asked->lines, back - 1);
	if (!line) {
		mq_app_say(app, MQ_ROLE_HINT, _("no other query was asked before"), NULL);
		return;
	}
	struct mq_slice value = mq_asked_value(line);
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_put_value(&app->prompt, value.data, value.len);
	asked->valued = back;
	mq_app_asked_anew(app);
}

void mq_act_keep_query(struct mq_app *app)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_app_remember(app);
	mq_prompt_set(&app->prompt, "", 0);
	mq_app_asked_anew(app);
}

/* ---- forgetting ---- */

static void say_how_many(struct mq_app *app)
{
	mq_buf_addf(&app->ask.said, _("%zu, and those in the file"), app->asked.lines.n);
}

/* What was typed is in the log, in the steps of undo and on the way back to cards as well. */
static void forget(struct mq_app *app)
{
	struct mq_diag diag = {0};
	enum mq_err err = app->asked_path ? mq_asked_forget(app->asked_path, &diag) : MQ_OK;
	mq_asked_release(&app->asked);
	mq_log_release(&app->log);
	mq_steps_clear(&app->undo);
	mq_steps_clear(&app->redo);
	mq_trail_clear(&app->trail);
	if (err == MQ_OK) {
		mq_app_say(app, MQ_ROLE_HINT, _("all queries are forgotten"), NULL);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
}

void mq_act_forget(struct mq_app *app)
{
	mq_ask_open(app, &(const struct mq_ask){.title = _("forget all queries"),
		.hint = _("Enter forgets them  Esc keeps them"),
		.typed = say_how_many, .done = forget});
}
