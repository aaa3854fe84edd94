/*
 * The loop. Everything the screen is hangs from one struct mq_app:
 *
 *     bytes -> input -> key -> keymap -> command -> what is stale -> settle -> paint -> terminal
 *
 * All keys that are waiting are taken before anything is computed, so a burst of
 * typing costs one answer. What takes longer than anybody notices is shown as it comes:
 * first the rows, then the rest in pieces, and a key that arrives meanwhile goes before
 * it. Between events the loop sleeps in poll(2): no byte is written and no
 * transaction is held. Twice a second it looks whether somebody else has committed.
 */
#include <minqing/ui.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "act.h"
#include "builtin.h"
#include "state.h"

enum {
	READ_MAX = 4096,
	BURST_MAX = 64,
	ONE_FRAME_NS = 4 * 1000 * 1000,		/* what is settled by then comes in one */
	FILLING_NS = 100 * 1000 * 1000,		/* a frame that often while more comes */
	ALONE_NS = 1000 * 1000,			/* no looking for keys before */
	LIVE_MS = 500,				/* what others commit is seen within twice that */
};

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
	app->results.id = MQ_NO_RECORD;
	app->results.offset = SIZE_MAX;
	app->results.column = MQ_NO_FIELD;
	app->card.card.id = MQ_NO_RECORD;
	app->stale = MQ_STALE_LAYOUT | MQ_STALE_ANSWER;
	read_configuration(app, &own);
	read_state(app, &own);
	mq_app_read_asked(app, &own);
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

/* It was asked when it was opened, and answers while the first question is. */
static void learn_terminal(struct mq_app *app)
{
	const char *note = NULL;
	mq_terminal_learn(app->terminal, &note);
	if (note) {
		mq_app_say(app, MQ_ROLE_ERROR, note, NULL);
	}
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
	mq_help_release(&app->help);
	mq_manual_release(&app->manual);
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
	mq_steps_clear(&app->undo);
	mq_steps_clear(&app->redo);
	mq_facet_pane_release(&app->facets);
	mq_message_clear(&app->message);
	mq_message_clear(&app->fault);
	mq_app_release_completing(app);
	mq_buf_release(&app->repair);
	mq_prompt_release(&app->prompt);
	mq_cells_release(&app->cells);
}

static void app_release(struct mq_app *app)
{
	mq_terminal_close(app->terminal);
	mq_app_keep_columns(app);
	mq_app_keep_asked(app);
	mq_app_keep_sizes(app);
	mq_app_keep_folds(app);
	mq_app_keep_facets(app);
	mq_app_release_panes(app);
	mq_input_release(&app->input);
	mq_keymap_release(&app->keymap);
}

/* ---- the loop ---- */

void mq_app_show(struct mq_app *app)
{
	mq_app_paint(app);
	mq_terminal_show(app->terminal, &app->cells);
}

/* While something is worked out: is a key waiting, or a frame? A millisecond passes between
 * two looks for keys. */
static bool something_waits(void *context)
{
	struct mq_app *app = context;
	int64_t now_ns = mq_clock_ns();
	if (now_ns < app->looks_ns) {
		return false;
	}
	app->looks_ns = now_ns + ALONE_NS;
	return now_ns >= app->first_frame_ns || mq_terminal_has_event(app->terminal);
}

/* Settle and show: in one frame where that is soon done, else in several. An answer
 * that a key broke off is not shown: that key has another. */
static void settle_and_show(struct mq_app *app, int64_t since_ns)
{
	int64_t due_ns = since_ns + ONE_FRAME_NS;
	app->first_frame_ns = INT64_MAX;
	if (!mq_app_settle(app)) {
		return;
	}
	app->first_frame_ns = due_ns;
	while (mq_app_settle_more(app)) {
		int64_t now_ns = mq_clock_ns();
		if (now_ns >= due_ns) {
			mq_app_show(app);
			due_ns = now_ns + FILLING_NS;
			app->first_frame_ns = INT64_MAX;
		}
		if (now_ns - since_ns >= ALONE_NS && mq_terminal_has_event(app->terminal)) {
			break;
		}
	}
	mq_app_show(app);
}

static void press_all(struct mq_app *app, int64_t now_ms)
{
	mq_press press;
	while (!app->quit && mq_input_next(&app->input, now_ms, &press)) {
		if (press == MQ_PRESS_MOUSE) {
			mq_act_mouse(app, &app->input.mouse);
		} else {
			mq_app_press(app, press);
		}
	}
}

/* Of two waits; -1: none. */
static int sooner(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Until when to sleep though nothing happens; -1: for ever. */
static int wait_ms(const struct mq_app *app)
{
	int keys = mq_input_wait_ms(&app->input, mq_terminal_now_ms());
	return sooner(keys, sooner(mq_app_rest_ms(app), mq_app_follow_ms(app)));
}

/* Did somebody else change records or lists, or a day pass? What hangs on that is stale. */
static bool see_changes(struct mq_app *app)
{
	unsigned stale = mq_session_stale(app->session) ? MQ_STALE_ANSWER : 0;
	if (app->context == MQ_CONTEXT_SAVED &&
		mq_session_saved_stale(app->session, &app->saved.rows)) {
		stale |= MQ_STALE_SAVED;
	}
	app->stale |= stale;
	return stale != 0;
}

/* Sleep until something happens here, or somebody else commits. */
static enum mq_wake wait_for_event(struct mq_app *app, char *bytes, size_t *len)
{
	size_t size = *len;
	enum mq_wake wake;
	bool due;
	do {
		int wait = wait_ms(app);
		due = wait >= 0 && wait <= LIVE_MS;
		*len = size;
		wake = mq_terminal_wait(app->terminal, due ? wait : LIVE_MS, bytes, len);
	} while (wake == MQ_WAKE_TIME && !due && !see_changes(app));
	return wake;
}

/* Wait, then take everything that is there without waiting again. False: leave. */
static bool take_events(struct mq_app *app)
{
	char bytes[READ_MAX];
	bool more = true;
	for (int i = 0; i < BURST_MAX && more; i++) {
		size_t len = sizeof(bytes);
		enum mq_wake wake = i == 0 ? wait_for_event(app, bytes, &len)
			: mq_terminal_wait(app->terminal, 0, bytes, &len);
		more = wake == MQ_WAKE_RESIZE || len == sizeof(bytes);
		if (wake == MQ_WAKE_QUIT) {
			return false;
		}
		if (wake == MQ_WAKE_RESIZE) {
			app->stale |= MQ_STALE_LAYOUT;
		} else if (wake == MQ_WAKE_BYTES) {
			app->n_typed++;
			app->typed_ms = mq_terminal_now_ms();
			mq_input_feed(&app->input, bytes, len, app->typed_ms);
		}
	}
	return true;
}

/* One action, on one snapshot: keys, and all that they made stale. */
static void act(struct mq_app *app)
{
	int64_t now_ns = mq_clock_ns();
	mq_session_hold(app->session);
	press_all(app, mq_terminal_now_ms());
	mq_app_list_follow(app);
	see_changes(app);
	if (!app->quit) {
		app->looks_ns = now_ns + ALONE_NS;
		mq_session_stop_when(app->session, something_waits, app);
		settle_and_show(app, now_ns);
		if (mq_tutor_look(app)) {
			mq_app_show(app);
		}
		mq_session_stop_when(app->session, NULL, NULL);
	}
	mq_session_let_go(app->session);
}

/* A terminal that prints as paper does: say why it is no screen, and go on line by line. */
static enum mq_err go_on_in_lines(struct mq_session *session, struct mq_diag *diag)
{
	struct mq_buf why = {0};
	mq_safe_text(&why, diag->faults[0].message, strlen(diag->faults[0].message));
	printf(_("%s: line by line, as with --plain\n"), why.data);
	mq_buf_release(&why);
	mq_diag_release(diag);
	return mq_plain_run(session, stdin, stdout, diag);
}

/* Until the officer leaves. */
static enum mq_err run(struct mq_app *app, struct mq_diag *diag)
{
	mq_app_take_mouse(app, app->settings.mouse);
	enum mq_err err = ask_first(app, diag);
	learn_terminal(app);
	if (err == MQ_OK) {
		do {
			act(app);
		} while (!app->quit && take_events(app));
	}
	return err;
}

/* How the screen is to be; all is borrowed. */
struct choice {
	const char *pages_dir;
	const char *link;	/* "fast", "slow"; NULL: as the settings say */
	const char *mouse;	/* "on", "off"; NULL: as the settings say */
	bool tutor;
};

/* What was said when it was called goes before the settings. */
static void heed(struct mq_app *app, const struct choice *choice)
{
	struct mq_settings *settings = &app->settings;
	app->pages_dir = choice->pages_dir;
	settings->link = choice->link ? choice->link : settings->link;
	settings->mouse = choice->mouse ? strcmp(choice->mouse, "on") == 0 : settings->mouse;
	app->slow_link = strcmp(settings->link, "slow") == 0;
}

static enum mq_err look_up(struct mq_session *session, const struct choice *choice,
	struct mq_diag *diag)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	enum mq_err err = app_open(app, session, diag);
	heed(app, choice);
	if (choice->tutor) {
		mq_tutor_begin(app);
	}
	err = err == MQ_OK ? run(app, diag) : err;
	app_release(app);
	free(app);
	return err;
}

enum mq_err mq_ui_run(struct mq_session *session, const char *pages_dir, const char *link,
	const char *mouse, struct mq_diag *diag)
{
	const struct choice choice = {pages_dir, link, mouse, false};
	enum mq_err err = look_up(session, &choice, diag);
	if (err == MQ_ERR_TERMINAL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		return go_on_in_lines(session, diag);
	}
	return err;
}

enum mq_err mq_ui_tutor(struct mq_session *session, const char *pages_dir, const char *link,
	const char *mouse, struct mq_diag *diag)
{
	const struct choice choice = {pages_dir, link, mouse, true};
	return look_up(session, &choice, diag);
}

enum mq_err mq_ui_pick(struct mq_session *session, const char *pages_dir, const char *query,
	struct mq_picked *picked, struct mq_diag *diag)
{
	const struct choice choice = {.pages_dir = pages_dir};
	struct mq_app *app = mq_alloc(sizeof(*app));
	enum mq_err err = app_open(app, session, diag);
	heed(app, &choice);
	app->kind = picked->kind;
	app->picked = picked;
	mq_prompt_set(&app->prompt, query, strlen(query));
	if (err == MQ_OK) {
		mq_app_say(app, MQ_ROLE_HINT, _("Enter picks the row, or those marked"),
			_("q or F10 leaves without"));
		err = run(app, diag);
	}
	app_release(app);
	free(app);
	return err;
}
