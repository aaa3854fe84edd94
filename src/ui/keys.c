/*
 * A key becomes a command through the keymap, or text for the query. Commands work on
 * what is on the screen, so all but plain editing first settle what keys before them
 * made stale; keys typed in one burst are answered once.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

/* It goes on completing, or says itself how that ends. */
static bool completes(const struct mq_command *command)
{
	return command->run == mq_act_complete || command->run == mq_act_complete_previous
		|| command->run == mq_act_open || command->run == mq_act_back;
}

/* Keys do the same however fast they come: what they work on is as it is shown at last. */
static void settle_for(struct mq_app *app, const struct mq_command *command)
{
	if (app->context == MQ_CONTEXT_FACETS) {
		mq_app_settle_lines(app);
	} else if (!command->quick) {
		mq_app_settle(app);
	}
	if (app->context == MQ_CONTEXT_CHIPS) {
		mq_app_settle_chips(app);
	}
}

void mq_app_run(struct mq_app *app, const struct mq_command *command)
{
	mq_app_log_command(app, command);
	if (!completes(command)) {
		mq_app_end_completing(app);
	}
	settle_for(app, command);
	app->command = command;
	command->run(app);
}

/* "works in: facets, card" */
static void tell_where(struct mq_app *app, const struct mq_command *command)
{
	struct mq_buf text = {0};
	mq_buf_addf(&text, _("%s works elsewhere:"), command->name);
	for (int c = MQ_CONTEXT_QUERY; c < MQ_N_CONTEXTS; c++) {
		if (mq_keymap_is_for(&app->keymap, (enum mq_context)c, command)) {
			mq_buf_addf(&text, " %s", mq_context_label((enum mq_context)c));
		}
	}
	mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
}

void mq_app_run_there(struct mq_app *app, const struct mq_command *command, const char *argument)
{
	enum mq_context there = mq_app_ground(app);
	if (!mq_keymap_is_for(&app->keymap, there, command)) {
		tell_where(app, command);
		return;
	}
	char *own = argument ? mq_strdup(argument) : NULL;	/* the sheet's texts go */
	bool within = app->log.within;
	mq_app_log_there(app, command, own);
	mq_app_enter(app, there);
	app->argument = own;
	app->log.within = true;
	mq_app_run(app, command);
	app->log.within = within;
	app->argument = NULL;
	free(own);
}

static void insert(struct mq_app *app, const char *text, size_t len)
{
	mq_app_end_completing(app);
	mq_app_step(app, MQ_CHANGE_TYPE);
	if (len > 0 && text[len - 1] == ' ') {
		app->changed = MQ_CHANGE_OTHER;	/* what comes behind a space is another step */
	}
	mq_app_fill_hole(app);
	if (!mq_prompt_insert(&app->prompt, text, len)) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query is as long as it can be"), NULL);
	}
	mq_app_asked_anew(app);
}

/* Letters into whichever line is typed into, or one that chooses from a menu; false where there
 * is none. */
static bool type(struct mq_app *app, const char *text, size_t len)
{
	enum mq_haste haste = mq_app_haste(app);
	struct mq_prompt *line = mq_app_line(app);
	if (app->context == MQ_CONTEXT_QUERY) {
		insert(app, text, len);
	} else if (app->context == MQ_CONTEXT_FORM) {
		return mq_form_type(&app->form, text, len);	/* it is not written down */
	} else if (line) {
		mq_prompt_insert(line, text, len);
		mq_app_line_edited(app);
	} else {
		return app->context == MQ_CONTEXT_ACTIONS && mq_app_choose(app, text, len);
	}
	mq_log_type(&app->log, haste, text, len);
	return true;
}

static bool type_press(struct mq_app *app, mq_press press)
{
	char text[4];
	return mq_press_is_text(press) && type(app, text, mq_utf8_encode(press, text));
}

/* A command of the query line in a line beside it; false where none is typed into, or the
 * command is none of editing. */
static bool edit_beside(struct mq_app *app, const struct mq_command *command)
{
	struct mq_prompt *line = mq_app_line(app);
	if (mq_app_edit_form(app, command)) {
		return true;
	}
	if (!line || !mq_line_edits(command)) {
		return false;
	}
	mq_log_command(&app->log, mq_app_haste(app), command, NULL);
	if (mq_line_do(line, command) == MQ_LINED_EDITED) {
		mq_app_line_edited(app);
	}
	return true;
}

/* A text outside the query is never taken for commands. */
static void paste(struct mq_app *app, const char *text, size_t len)
{
	struct mq_prompt *line = mq_app_line(app);
	mq_log_paste(&app->log, mq_app_haste(app), text, len);
	if (mq_ask_is_open(app)) {
		mq_ask_insert(app, text, len);
	} else if (app->context == MQ_CONTEXT_QUERY) {
		insert(app, text, len);
	} else if (line) {
		mq_prompt_insert(line, text, len);
		mq_app_line_edited(app);
	} else if (app->context == MQ_CONTEXT_FORM) {
		mq_app_say(app, MQ_ROLE_HINT, _("this row is not typed into"), NULL);
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("pasted text goes into the query"),
			app->context == MQ_CONTEXT_FACETS ? _("Esc goes there; paste again")
			: _("/ goes there; paste again"));
	}
}

/* Wide characters where single keys are commands: an input method was left on. */
static bool is_from_input_method(mq_press press)
{
	return press >= 0x2e80 && press < 0x110000;
}

static void explain_unbound(struct mq_app *app, mq_press press)
{
	if (is_from_input_method(press) && app->context != MQ_CONTEXT_FORM) {
		mq_app_say(app, MQ_ROLE_HINT,
			app->context == MQ_CONTEXT_FACETS
			? _("an input method is on: Esc goes to the query, or switch to English")
			: _("an input method is on: / goes to the query, or switch to English"), NULL);
		return;
	}
	struct mq_buf text = {0};
	struct mq_buf key = {0};
	mq_press_print(press, &key);
	mq_buf_addf(&text, _("%s does nothing here"), key.data);
	bool typed = app->context == MQ_CONTEXT_QUERY || app->context == MQ_CONTEXT_ACTIONS ||
		app->context == MQ_CONTEXT_FORM ||
		mq_app_line(app);
	mq_app_say(app, MQ_ROLE_HINT, text.data, typed ? _("F1 shows the keys")
		: _("? shows the keys, q leaves"));
	mq_buf_release(&key);
	mq_buf_release(&text);
}

/* Esc and a key in quick succession look like Alt to us; but Alt-q must not leave. */
static void press_behind_esc(struct mq_app *app, mq_press press)
{
	struct mq_sequence alone = {.keys = {press}, .n = 1};
	const struct mq_command *command = NULL;
	mq_keymap_find(&app->keymap, app->context, &alone, &command);
	if (command && command->run == mq_act_leave) {
		explain_unbound(app, press | MQ_PRESS_ALT);
	} else {
		mq_app_press(app, press);
	}
}

/* So that Esc goes on, and nothing is typed: it is as if it had been pressed twice. */
static void close_candidates(struct mq_app *app)
{
	enum mq_haste haste = mq_app_haste(app);
	if (mq_app_close_candidates(app)) {
		mq_log_command(&app->log, haste, mq_command_find("back"), NULL);
	}
}

static void unbound(struct mq_app *app, mq_press press)
{
	bool is_text;
	const struct mq_command *command = mq_line_command(&app->keymap, press, &is_text);
	if (type_press(app, press) || edit_beside(app, command)) {
		return;
	}
	if (press & MQ_PRESS_ALT) {
		close_candidates(app);
		mq_app_press(app, MQ_PRESS_ESC);
		press_behind_esc(app, press & ~(mq_press)MQ_PRESS_ALT);
	} else {
		explain_unbound(app, press);
	}
}

/* ---- keys that may become a command ---- */

int mq_app_follow_ms(const struct mq_app *app)
{
	if (app->pending.n == 0 || app->pending_listed) {
		return -1;
	}
	int64_t left = app->pending_ms + app->settings.which_key_ms - mq_terminal_now_ms();
	return left > 0 ? (int)left : 0;
}

void mq_app_list_follow(struct mq_app *app)
{
	if (mq_app_follow_ms(app) == 0) {
		mq_menu_follow(&app->menu, &app->keymap, app->context, &app->pending);
		app->pending_listed = true;
	}
}

static void wait_for_more(struct mq_app *app)
{
	struct mq_buf text = {0};
	mq_sequence_print(&app->pending, &text);
	mq_buf_adds(&text, " ...");
	mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
	app->pending_ms = mq_terminal_now_ms();
}

/* Nothing is bound to the keys together: the last one begins anew, but for going back, which
 * has gone back from the keys before it. */
static void begin_anew(struct mq_app *app, mq_press press)
{
	const struct mq_sequence alone = {.keys = {press}, .n = 1};
	const struct mq_command *command = NULL;
	mq_keymap_find(&app->keymap, app->context, &alone, &command);
	if (!command || command->run != mq_act_back) {
		mq_app_press(app, press);
	}
}

/* What held for the key before is over. */
static void begin(struct mq_app *app, mq_press press)
{
	app->pressed = press;
	app->changed_before = app->changed;
	app->changed = MQ_CHANGE_OTHER;
	app->pending_listed = false;
	app->asked_for = app->asking;
	app->asking = MQ_ONCE_NONE;
	app->log.apart = app->log.apart && (mq_ask_is_open(app) ||
		mq_app_ground(app) == MQ_CONTEXT_FORM);
	mq_message_clear(&app->message);
}

void mq_app_press(struct mq_app *app, mq_press press)
{
	if (press == MQ_PRESS_PASTE) {
		struct mq_slice text = mq_input_pasted(&app->input);
		mq_app_do_paste(app, text.data ? text.data : "", text.len);
		return;
	}
	begin(app, press);
	if (mq_ask_is_open(app)) {
		mq_ask_press(app, press);
		return;
	}
	struct mq_sequence *pending = &app->pending;
	const struct mq_command *command;
	pending->keys[pending->n++] = press;
	enum mq_lookup found = mq_keymap_find(&app->keymap, app->context, pending, &command);
	if (found == MQ_LOOKUP_PREFIX && pending->n < MQ_SEQUENCE_MAX) {
		wait_for_more(app);
		return;
	}
	bool first = pending->n == 1;
	pending->n = 0;
	if (found == MQ_LOOKUP_FOUND) {
		if (command) {
			mq_app_run(app, command);
		}
	} else if (first) {
		unbound(app, press);
	} else {
		begin_anew(app, press);
	}
}

/* ---- the same without keys ---- */

void mq_app_do(struct mq_app *app, const struct mq_command *command)
{
	begin(app, 0);
	if (mq_ask_is_open(app)) {
		mq_ask_do(app, command);
	} else if (!edit_beside(app, command)) {
		mq_app_run(app, command);
	}
}

void mq_app_do_there(struct mq_app *app, const struct mq_command *command, const char *argument)
{
	begin(app, 0);
	if (command) {
		mq_app_run_there(app, command, argument);
	} else {
		mq_log_there(&app->log, mq_app_haste(app), NULL, NULL);
		mq_app_enter(app, mq_app_ground(app));
	}
}

void mq_app_do_type(struct mq_app *app, const char *text, size_t len)
{
	begin(app, 0);
	if (mq_ask_is_open(app)) {
		mq_ask_type(app, text, len);
	} else {
		type(app, text, len);
	}
}

void mq_app_do_paste(struct mq_app *app, const char *text, size_t len)
{
	begin(app, MQ_PRESS_PASTE);
	app->pending.n = 0;
	paste(app, text, len);
}
