/*
 * The loop. Everything the screen is hangs from one struct mq_app:
 *
 *     bytes -> input -> key -> keymap -> command -> what is stale -> settle -> paint -> terminal
 *
 * All keys that are waiting are taken before anything is computed, so a burst of
 * typing costs one answer. Between events the loop sleeps in poll(2): no byte is
 * written and no transaction is held.
 */
#include <minqing/ui.h>

#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "builtin.h"

enum { READ_MAX = 4096, BURST_MAX = 64 };

/* ---- configuration ---- */

/* $XDG_CONFIG_HOME/minqing/NAME or ~/.config/minqing/NAME; owned. NULL: no home. */
static char *own_file(const char *name)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	if (config && config[0] == '/') {
		return mq_format("%s/minqing/%s", config, name);
	}
	return home && home[0] == '/' ? mq_format("%s/.config/minqing/%s", home, name) : NULL;
}

/* What is shipped, and a person's own over it. Faults of the latter are told. */
static void read_configuration(struct mq_app *app, struct mq_diag *diag)
{
	mq_theme_read(&app->theme, "theme", mq_builtin_theme, strlen(mq_builtin_theme), diag);
	mq_keymap_read(&app->keymap, "keys", mq_builtin_keys, strlen(mq_builtin_keys), diag);
	char *theme = own_file("theme.yaml");
	char *keys = own_file("keys.yaml");
	if (theme) {
		mq_theme_read_file(&app->theme, theme, diag);
	}
	if (keys) {
		mq_keymap_read_file(&app->keymap, keys, diag);
	}
	free(theme);
	free(keys);
}

/* ---- opening and closing ---- */

static enum mq_err app_open(struct mq_app *app, struct mq_session *session, struct mq_diag *diag)
{
	struct mq_diag own = {0};
	const char *note = NULL;
	app->session = session;
	app->schema = mq_session_schema(session);
	app->kind = mq_schema_kind(app->schema, "resident");
	if (app->kind == MQ_NO_KIND) {
		app->kind = 0;
	}
	app->context = MQ_CONTEXT_QUERY;
	app->results.id = MQ_NO_RECORD;
	app->results.offset = SIZE_MAX;
	app->card.card.id = MQ_NO_RECORD;
	app->stale = MQ_STALE_LAYOUT | MQ_STALE_ANSWER;
	read_configuration(app, &own);
	enum mq_err err = mq_terminal_open(&app->theme, &app->terminal, &note, diag);
	if (err == MQ_OK) {
		if (note) {
			mq_app_say(app, MQ_ROLE_HINT, note, NULL);
		}
		mq_app_say_diag(app, &own);
	}
	mq_diag_release(&own);
	return err;
}

/* The first answer, which says what facets there are. */
static enum mq_err ask_first(struct mq_app *app, struct mq_diag *diag)
{
	struct mq_reply reply;
	enum mq_err err = mq_session_ask(app->session, app->kind, "", 0, true, &reply, diag);
	if (err == MQ_OK) {
		app->shown = reply.kind;
		mq_app_learn_facets(app);
	}
	return err;
}

static void app_release(struct mq_app *app)
{
	mq_terminal_close(app->terminal);
	mq_rows_release(&app->results.rows);
	mq_facets_release(&app->facets.shown);
	mq_facets_release(&app->chart);
	mq_card_release(&app->card.card);
	mq_card_text_release(&app->card.text);
	mq_help_release(&app->help);
	for (size_t i = 0; i < app->n_undo; i++) {
		free(app->undo[i]);
	}
	free(app->facets.starts);
	mq_message_clear(&app->message);
	mq_message_clear(&app->fault);
	mq_app_end_completing(app);
	mq_buf_release(&app->repair);
	mq_prompt_release(&app->prompt);
	mq_input_release(&app->input);
	mq_keymap_release(&app->keymap);
	mq_cells_release(&app->cells);
}

/* ---- the loop ---- */

static void show(struct mq_app *app)
{
	mq_app_settle(app);
	mq_app_paint(app);
	mq_terminal_show(app->terminal, &app->cells);
}

static void press_all(struct mq_app *app, int64_t now_ms)
{
	mq_press press;
	while (!app->quit && mq_input_next(&app->input, now_ms, &press)) {
		mq_app_press(app, press);
	}
}

/* Wait, then take everything that is there without waiting again. False: leave. */
static bool take_events(struct mq_app *app)
{
	char bytes[READ_MAX];
	int wait_ms = mq_input_wait_ms(&app->input, mq_terminal_now_ms());
	for (int i = 0; i < BURST_MAX && !app->quit; i++, wait_ms = 0) {
		size_t len = sizeof(bytes);
		enum mq_wake wake = mq_terminal_wait(app->terminal, wait_ms, bytes, &len);
		int64_t now_ms = mq_terminal_now_ms();
		if (wake == MQ_WAKE_QUIT) {
			return false;
		}
		if (wake == MQ_WAKE_RESIZE) {
			app->stale |= MQ_STALE_LAYOUT;
		} else if (wake == MQ_WAKE_BYTES) {
			mq_input_feed(&app->input, bytes, len, now_ms);
		}
		press_all(app, now_ms);
		if (wake == MQ_WAKE_TIME) {
			break;
		}
	}
	return !app->quit;
}

enum mq_err mq_ui_run(struct mq_session *session, struct mq_diag *diag)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	enum mq_err err = app_open(app, session, diag);
	if (err == MQ_OK) {
		err = ask_first(app, diag);
	}
	if (err == MQ_OK) {
		do {
			if (mq_session_stale(session)) {
				app->stale |= MQ_STALE_ANSWER;
				/* Stretches of numbers may have moved. */
				mq_app_learn_facets(app);
			}
			show(app);
		} while (take_events(app));
	}
	app_release(app);
	free(app);
	return err;
}
