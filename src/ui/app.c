/*
 * The loop. Everything the screen is hangs from one struct mq_app (open.c makes it):
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

enum {
	READ_MAX = 4096,
	BURST_MAX = 64,
	ONE_FRAME_NS = 4 * 1000 * 1000,		/* what is settled by then comes in one */
	FILLING_NS = 100 * 1000 * 1000,		/* a frame that often while more comes */
	ALONE_NS = 1000 * 1000,			/* no looking for keys before */
};

/* ---- the beginning ---- */

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

/* Over the list, where that is what a person begins with. */
static void open_first(struct mq_app *app)
{
	if (strcmp(app->settings.open, "day") == 0 && !app->picked && !app->tutor.on) {
		mq_app_open_board(app, "day", NULL);
	}
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
		mq_app_burden_key(app);
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
	if ((stale & MQ_STALE_ANSWER) && app->board.board.id) {
		stale |= MQ_STALE_BOARD;
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
		due = wait >= 0 && wait <= MQ_LIVE_MS;
		*len = size;
		wake = mq_terminal_wait(app->terminal, due ? wait : MQ_LIVE_MS, bytes, len);
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
		open_first(app);
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
	enum mq_err err = mq_app_open(app, session, diag);
	heed(app, choice);
	if (choice->tutor) {
		mq_tutor_begin(app);
	}
	err = err == MQ_OK ? run(app, diag) : err;
	mq_app_close(app);
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
	enum mq_err err = mq_app_open(app, session, diag);
	heed(app, &choice);
	app->kind = picked->kind;
	app->picked = picked;
	mq_prompt_set(&app->prompt, query, strlen(query));
	if (err == MQ_OK) {
		mq_app_say(app, MQ_ROLE_HINT, _("Enter picks the row, or those marked"),
			_("q or F10 leaves without"));
		err = run(app, diag);
	}
	mq_app_close(app);
	free(app);
	return err;
}
