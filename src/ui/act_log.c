/*
 * The log of what was done here: shown, written where somebody says, and done again.
 *
 * The register and the day being the same, and the screen as large, what is done again leads to
 * the same screen. Before each deed as much is worked out as was when it was done first. What works
 * beside the screen is not in the log: it would be done twice.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "act.h"

enum { FILE_BYTES_MAX = 8 * 1024 * 1024, FILE_MODE = 0600 };

static const char head[] = "# What was done in a screen of minqing; `replay` does it again.\n";

/* ---- writing down ---- */

static void (*const apart[])(struct mq_app *app) = {
	mq_act_copy_card, mq_act_copy_command, mq_act_copy_field, mq_act_copy_marked,
	mq_act_copy_query, mq_act_copy_row, mq_act_export, mq_act_export_marked, mq_act_forget,
	mq_act_answer, mq_act_leave, mq_act_link, mq_act_need, mq_act_print, mq_act_redraw, mq_act_remove_list,
	mq_act_rename_list, mq_act_replay, mq_act_save, mq_act_service, mq_act_share_list,
	mq_act_suspend, mq_act_take_mouse, mq_act_visit,
};

static bool is_shown(const struct mq_app *app)
{
	return app->context == MQ_CONTEXT_HELP && app->help.log;
}

static bool works_beside(const struct mq_app *app, const struct mq_command *command)
{
	bool beside = mq_app_ground(app) == MQ_CONTEXT_FORM;
	beside = beside || (command->run == mq_act_log && (app->argument || is_shown(app)));
	for (size_t i = 0; i < MQ_LENGTH(apart); i++) {
		beside = beside || apart[i] == command->run;
	}
	return beside;
}

enum mq_haste mq_app_haste(const struct mq_app *app)
{
	const unsigned answer = MQ_STALE_LAYOUT | MQ_STALE_ANSWER | MQ_STALE_ROWS | MQ_STALE_FACETS;
	return app->stale & answer ? MQ_HASTE_MUCH : app->stale ? MQ_HASTE_SOME : MQ_HASTE_NONE;
}

size_t mq_app_number(const struct mq_app *app)
{
	mq_press key = app->pressed & ~(mq_press)MQ_PRESS_ALT;
	if (app->argument) {
		return strlen(app->argument) == 1 && app->argument[0] > '0' && app->argument[0] <= '9'
			? (size_t)(app->argument[0] - '0') : 0;
	}
	return key > '0' && key <= '9' ? key - '0' : 0;
}

void mq_app_log_there(struct mq_app *app, const struct mq_command *command, const char *argument)
{
	if (!app->log.within) {
		app->argument = argument;
		bool beside = works_beside(app, command);
		mq_log_there(&app->log, mq_app_haste(app), beside ? NULL : command, argument);
		app->log.apart = beside;
	}
}

void mq_app_log_command(struct mq_app *app, const struct mq_command *command)
{
	if (command->run == mq_act_run) {
		return;	/* what it runs is written down instead, when it is known */
	}
	bool takes = command->run == mq_act_condition || command->run == mq_act_open_number;
	const char number[] = {(char)('0' + mq_app_number(app)), '\0'};
	if (!app->log.within) {
		app->log.apart = works_beside(app, command);
	}
	mq_log_command(&app->log, mq_app_haste(app), command,
		takes && number[0] > '0' ? number : app->argument);
}

/* ---- showing and writing it ---- */

static enum mq_err write_to(struct mq_app *app, const char *path, bool overwrite,
	struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = MQ_OK;
	(void)overwrite;
	mq_buf_adds(&text, head);
	mq_log_print(&app->log, &text);
	if (!mq_disk_write_synced(path, FILE_MODE, text.data, text.len)) {
		err = mq_disk_fault(diag, path);
	} else {
		mq_buf_clear(&text);
		mq_buf_addf(&text, _("written to %s"), path);
		mq_app_say(app, MQ_ROLE_HINT, text.data, _("names that were typed are in it"));
	}
	mq_buf_release(&text);
	return err;
}

static void show_lines(struct mq_app *app)
{
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	mq_log_print(&app->log, &text);
	if (app->context != MQ_CONTEXT_HELP) {
		app->help_from = app->context;
	}
	mq_help_log(&app->help, _("log"), text.data);
	mq_buf_release(&text);
	mq_app_enter(app, MQ_CONTEXT_HELP);
	mq_app_say(app, MQ_ROLE_HINT, _("log once more writes it to a file"), NULL);
}

void mq_act_log(struct mq_app *app)
{
	if (app->argument || is_shown(app)) {
		mq_file_ask(app, &(const struct mq_file_ask){.title = _("write the log to"),
			.write = write_to});
	} else {
		show_lines(app);
	}
}

/* ---- doing it again ---- */

/* Work out as much of what was done before as was then. */
static void work_out(struct mq_app *app, enum mq_haste haste)
{
	bool slow = app->slow_link;
	app->slow_link = false;
	if (haste != MQ_HASTE_MUCH) {
		mq_app_settle(app);
	}
	while (haste == MQ_HASTE_NONE && mq_app_settle_more(app)) {
	}
	app->slow_link = slow;
}

static void type(struct mq_app *app, const struct mq_deed *deed)
{
	uint32_t cp;
	for (size_t at = 0, n; at < deed->text.len; at += n) {
		n = mq_utf8_decode(deed->text.data + at, deed->text.len - at, &cp);
		n = n > 0 ? n : 1;
		work_out(app, deed->haste);
		mq_app_do_type(app, deed->text.data + at, n);
	}
}

static void run(struct mq_app *app, const struct mq_deed *deed)
{
	const char *before = app->argument;
	app->argument = deed->text.len > 0 ? deed->text.data : NULL;
	app->interrupt_ms = 0;
	if (!works_beside(app, deed->command)) {
		mq_app_do(app, deed->command);
	}
	app->argument = before;
}

static void do_again(struct mq_app *app, const struct mq_deed *deed)
{
	work_out(app, deed->haste);
	switch (deed->kind) {
	case MQ_DEED_NONE:
		break;
	case MQ_DEED_COMMAND:
		run(app, deed);
		break;
	case MQ_DEED_THERE:
		app->interrupt_ms = 0;
		mq_app_do_there(app, deed->command, deed->text.len > 0 ? deed->text.data : NULL);
		break;
	case MQ_DEED_TYPE:
		type(app, deed);
		break;
	case MQ_DEED_PASTE:
		mq_app_do_paste(app, deed->text.data, deed->text.len);
		break;
	case MQ_DEED_MOUSE:
		app->opened_ms = 0;
		mq_act_mouse(app, &deed->mouse);
		break;
	}
}

/* Each line, read, and done where `really`; false with a fault where one says nothing. */
static bool go_through(struct mq_app *app, const char *path, const char *text, bool really,
	struct mq_diag *diag)
{
	bool good = true;
	for (size_t number = 1; *text && good && !app->quit; number++) {
		size_t len = strcspn(text, "\n");
		struct mq_deed deed;
		good = mq_deed_read(text, len, &deed);
		if (!good) {
			mq_diag_add(diag, MQ_ERR_INPUT, _("this line cannot be done again"));
			mq_diag_place(diag, path, number, 1, text, len);
		} else if (really) {
			do_again(app, &deed);
		}
		mq_buf_release(&deed.text);
		text += len + (text[len] == '\n');
	}
	return good;
}

static void replay(struct mq_app *app, const char *path)
{
	struct mq_buf text = {0};
	struct mq_diag diag = {0};
	mq_buf_adds(&text, "");
	enum mq_err err = mq_disk_read(path, FILE_BYTES_MAX, &text, &diag);
	if (err == MQ_ERR_NOT_FOUND) {
		errno = ENOENT;
		mq_disk_fault(&diag, path);
	}
	if (err == MQ_OK && go_through(app, path, text.data, false, &diag)) {
		go_through(app, path, text.data, true, &diag);
	}
	mq_app_say_diag(app, &diag);
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

/* The line it was typed into is another's before long. */
static void replay_asked(struct mq_app *app)
{
	struct mq_slice text = mq_ask_text(app);
	char *path = mq_strndup(text.data, text.len);
	if (text.len > 0) {
		mq_ask_close(app);
		replay(app, path);
	}
	free(path);
}

void mq_act_replay(struct mq_app *app)
{
	if (app->argument) {
		char *path = mq_strdup(app->argument);
		replay(app, path);
		free(path);
	} else {
		mq_ask_open(app, &(const struct mq_ask){.title = _("do again what is in"),
			.hint = _("Enter does it  Esc closes"), .done = replay_asked});
	}
}
