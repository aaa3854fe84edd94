/*
 * The screen made and given back: what a person set and what was kept of the last time read
 * into one struct mq_app, the terminal taken; at the end what changed kept for the next
 * time, the terminal given back, and all of it released. app.c is what happens in between.
 */
#include <minqing/ui.h>

#include <stdlib.h>

#include "app.h"
#include "builtin.h"
#include "state.h"

/* ---- configuration ---- */

/* Before all that says something: they choose the language. */
static void read_settings(struct mq_settings *settings, struct mq_diag *diag)
{
	mq_settings_read_own(settings, diag);
	if (!mq_lang_is_asked_for()) {
		mq_lang_ask_for(settings->lang);
	}
}

void mq_ui_take_language(void)
{
	struct mq_settings settings;
	struct mq_diag diag = {0};
	read_settings(&settings, &diag);
	mq_diag_release(&diag);
}

static void read_keys(struct mq_app *app, struct mq_diag *diag)
{
	const struct mq_preset *preset = mq_builtin_preset(app->settings.keys);
	mq_builtin_read_keys(&app->keymap, preset, diag);
	app->context = preset->start;
}

/* What is shipped, and a person's own over it. Faults of the latter are told. */
static void read_configuration(struct mq_app *app, struct mq_diag *diag)
{
	read_settings(&app->settings, diag);
	mq_app_read_theme(app, app->settings.theme, diag);
	read_keys(app, diag);
}

/* What was chosen the last time. */
static void read_state(struct mq_app *app, struct mq_diag *diag)
{
	struct mq_state state = {0};
	app->state_path = mq_state_path();
	if (app->state_path) {
		mq_state_read(&state, app->state_path, diag);
	}
	mq_app_read_columns(app, &state);
	mq_app_read_sizes(app, &state);
	mq_app_read_folds(app, &state);
	mq_state_release(&state);
}

/* ---- opening and closing ---- */

enum mq_err mq_app_open(struct mq_app *app, struct mq_session *session, struct mq_diag *diag)
{
	struct mq_diag own = {0};
	const char *note = NULL;
	app->session = session;
	app->schema = mq_session_schema(session);
	app->kind = mq_schema_kind(app->schema, "resident");
	if (app->kind == MQ_NO_KIND) {
		app->kind = 0;
	}
	app->results.id = MQ_NO_RECORD;
	app->results.offset = SIZE_MAX;
	app->results.column = MQ_NO_FIELD;
	app->card.card.id = MQ_NO_RECORD;
	app->stale = MQ_STALE_LAYOUT | MQ_STALE_ANSWER;
	read_configuration(app, &own);
	read_state(app, &own);
	mq_app_read_asked(app, &own);
	mq_app_read_burden(app);
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

/* What belongs to the list: columns, marks, what was typed to choose and to find; the saved
 * ones. */
static void release_rows(struct mq_app *app)
{
	for (size_t kind = 0; kind < app->schema->n_kinds; kind++) {
		if (app->columns) {
			mq_columns_release(&app->columns[kind]);
		}
		if (app->marks) {
			mq_marks_release(&app->marks[kind]);
		}
	}
	free(app->columns);
	free(app->marks);
	free(app->chooser.fields);
	mq_prompt_release(&app->chooser.typed);
	mq_buf_release(&app->find.text);
	mq_saved_rows_release(&app->saved.rows);
	free(app->saved.edited);
	free(app->saved.name);
}

void mq_app_release_panes(struct mq_app *app)
{
	mq_rows_release(&app->results.rows);
	mq_facets_release(&app->spread);
	mq_card_release(&app->card.card);
	mq_card_text_release(&app->card.text);
	mq_buf_release(&app->card.folded);
	mq_conditions_release(&app->chips.conditions);
	mq_form_release(&app->form);
	mq_drafts_release(&app->drafts);
	mq_help_release(&app->help);
	mq_manual_release(&app->manual);
	mq_app_close_board(app);
	mq_buf_release(&app->board.sought);
	mq_palette_release(&app->palette);
	mq_menu_release(&app->menu);
	mq_ask_release(&app->ask);
	mq_tutor_release(&app->tutor);
	mq_log_release(&app->log);
	mq_file_ask_release(&app->file_ask);
	mq_buf_release(&app->refused);
	release_rows(app);
	free(app->state_path);
	free(app->asked_path);
	mq_asked_release(&app->asked);
	free(app->burden_path);
	mq_burden_release(&app->burden);
	mq_steps_clear(&app->undo);
	mq_steps_clear(&app->redo);
	mq_trail_clear(&app->trail);
	mq_facet_pane_release(&app->facets);
	mq_message_clear(&app->message);
	mq_message_clear(&app->fault);
	mq_app_release_completing(app);
	mq_buf_release(&app->repair);
	mq_prompt_release(&app->prompt);
	mq_cells_release(&app->cells);
}

/* While the terminal is still ours signals only wake the loop: of a line that hangs up there come
 * several, and none may end the program before all is written. */
void mq_app_close(struct mq_app *app)
{
	mq_app_keep_columns(app);
	mq_app_keep_asked(app);
	mq_app_keep_burden(app);
	mq_app_keep_sizes(app);
	mq_app_keep_folds(app);
	mq_app_keep_facets(app);
	mq_terminal_close(app->terminal);
	mq_app_release_panes(app);
	mq_input_release(&app->input);
	mq_keymap_release(&app->keymap);
}
