/*
 * Saving a list, giving it another name, sharing and removing it. Each is a step that undo takes
 * back. What is lost with a list, or is seen by others, is asked once more; what is asked about is
 * kept by its name, for the lists may be others by the time that is answered. A query that names
 * a list which is renamed or removed asks the same as before, by the new name or without one.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

/* ---- names as they are typed ---- */

/* Without the @ that a query has before it, and spaces around; owned. */
static char *name_in(const char *text, size_t len)
{
	static const char *const before[] = {" ", "@", "＠", " "};
	for (size_t i = 0; i < MQ_LENGTH(before); i++) {
		size_t n = strlen(before[i]);
		while (len >= n && memcmp(text, before[i], n) == 0) {
			text += n;
			len -= n;
		}
	}
	while (len > 0 && text[len - 1] == ' ') {
		len--;
	}
	return mq_strndup(text, len);
}

static char *typed_name(const struct mq_app *app)
{
	struct mq_slice text = mq_ask_text(app);
	return name_in(text.data ? (const char *)text.data : "", text.len);
}

static void ask_about(struct mq_app *app, const char *name, bool shared)
{
	char *copy = mq_strdup(name);
	free(app->saved.name);
	app->saved.name = copy;
	app->saved.shared = shared;
}

/* Say "…@name…", which key takes it back, and what else may be done (NULL: nothing). */
static void say_done(struct mq_app *app, const char *format, const char *name, const char *next)
{
	const struct mq_sequence *undo = mq_keymap_keys(&app->keymap, app->context,
		mq_command_find("undo"), 0);
	struct mq_buf text = {0};
	struct mq_buf key = {0};
	struct mq_buf hint = {0};
	mq_buf_addf(&text, format, name);
	mq_buf_adds(&hint, "");
	if (undo) {
		mq_sequence_print(undo, &key);
		mq_buf_addf(&hint, _("%s undoes it"), key.data);
	}
	if (next) {
		mq_buf_addf(&hint, "%s%s", hint.len > 0 ? "  " : "", next);
	}
	mq_app_say(app, MQ_ROLE_HINT, text.data, hint.data);
	mq_buf_release(&hint);
	mq_buf_release(&key);
	mq_buf_release(&text);
}

/* The lists are others now: this one of them, or none, is gone to. */
static void changed(struct mq_app *app, const char *name)
{
	mq_app_settle_saved(app);
	if (name) {
		mq_app_select_saved(app, name);
	}
}

/* It was done, and can be undone; turn is moved. */
static void keep_turn(struct mq_app *app, struct mq_saved_turn *turn, const char *path)
{
	mq_saved_turn_after(turn, path);
	mq_app_step_lists(app, *turn);
	*turn = (struct mq_saved_turn){0};
}

/* ---- saving ---- */

static bool is_own(const struct mq_saved_row *row)
{
	return row && row->where == MQ_SAVED_PERSONAL;
}

static void save(struct mq_app *app, const char *name)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_page page = mq_app_page(app);
	struct mq_diag diag = {0};
	const struct mq_saved_row *row = mq_app_saved_called(app, name);
	struct mq_saved_turn turn;
	char *path = NULL;
	mq_saved_turn_before(&turn, is_own(row) ? row->file : NULL);
	enum mq_err err = mq_session_saved_save(app->session, name, app->kind,
		text.data ? text.data : "", text.len, &page, false, &path, &diag);
	if (err == MQ_OK) {
		keep_turn(app, &turn, path);
		changed(app, name);
		mq_app_burden_end(app, "save");
		say_done(app, _("saved as @%s"), name, app->context == MQ_CONTEXT_SAVED
			? _("S shares it") : _("F7 shows the saved lists"));
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_saved_turn_release(&turn);
	free(path);
}

/* What a list of this name would come to. */
static void say_what_is_there(struct mq_app *app)
{
	char *name = typed_name(app);
	const struct mq_saved_row *row = mq_app_saved_called(app, name);
	struct mq_buf *said = &app->ask.said;
	if (*name && !mq_saved_is_id(name)) {
		mq_buf_adds(said, _("a name: a letter first, then letters, digits, _ and -"));
	} else if (is_own(row)) {
		mq_buf_addf(said, _("takes the place of: %s"), row->is ? row->is : row->fault);
	} else if (row) {
		mq_buf_addf(said, _("yours will go before this one: %s"),
			mq_saved_where_label(row->where));
	}
	free(name);
}

static void save_or_ask(struct mq_app *app, const char *name);

/* Answered again for the same name: that is meant. */
static void replace(struct mq_app *app)
{
	char *name = typed_name(app);
	if (strcmp(name, app->saved.name) == 0) {
		save(app, name);
	} else {
		save_or_ask(app, name);
	}
	free(name);
}

static void save_or_ask(struct mq_app *app, const char *name)
{
	if (!is_own(mq_app_saved_called(app, name))) {
		save(app, name);
		return;
	}
	ask_about(app, name, false);
	mq_ask_open(app, &(const struct mq_ask){.title = _("replace"),
		.hint = _("Enter replaces it  Esc leaves it"),
		.typed = say_what_is_there, .done = replace});
	mq_ask_insert(app, app->saved.name, strlen(app->saved.name));
}

static void save_typed(struct mq_app *app)
{
	char *name = typed_name(app);
	if (*name) {
		save_or_ask(app, name);
	}
	free(name);
}

static bool is_worth_saving(struct mq_app *app)
{
	if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("mend it first"));
	} else if (mq_prompt_text(&app->prompt).len == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no condition to save"), NULL);
	} else {
		return true;
	}
	return false;
}

void mq_act_save(struct mq_app *app)
{
	if (!is_worth_saving(app)) {
		return;
	}
	mq_app_settle_saved(app);
	if (app->argument) {
		char *name = name_in(app->argument, strlen(app->argument));
		save_or_ask(app, name);
		free(name);
		return;
	}
	mq_ask_open(app, &(const struct mq_ask){.title = _("save as"),
		.hint = _("Enter saves  Esc closes"),
		.typed = say_what_is_there, .done = save_typed});
	if (app->saved.edited) {
		mq_ask_insert(app, app->saved.edited, strlen(app->saved.edited));
	}
}

/* ---- what is done to the selected one ---- */

/* The list that may be changed here, which is asked about from now on; false, and told why not. */
static bool take_selected(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_selected_saved(app);
	if (row && row->where == MQ_SAVED_CONFIG) {
		mq_app_say(app, MQ_ROLE_HINT, _("this list comes with the configuration"),
			_("one of yours with its name goes before it"));
		return false;
	}
	if (row) {
		ask_about(app, row->id, row->where == MQ_SAVED_SHARED);
	}
	return row != NULL;
}

/* What is about to be done to the list that is asked about: its file, and the query as it is once
 * the list is called `to` or (NULL) is gone; empty: as it is now. */
struct doing {
	struct mq_saved_turn turn;
	struct mq_buf query;
};

static void begin(struct mq_app *app, struct doing *doing, const char *to)
{
	const struct mq_saved_row *row = mq_app_saved_called(app, app->saved.name);
	struct mq_slice text = mq_prompt_text(&app->prompt);
	bool there = row && app->saved.shared == (row->where == MQ_SAVED_SHARED);
	*doing = (struct doing){.query = {0}};
	mq_saved_turn_before(&doing->turn, there ? row->file : NULL);
	mq_session_saved_otherwise(app->session, app->kind, text.data ? text.data : "", text.len,
		app->saved.name, app->saved.shared, to, &doing->query);
}

/* Done: one step, with the query, which goes on asking the same. */
static void keep(struct mq_app *app, struct doing *doing, const char *path)
{
	keep_turn(app, &doing->turn, path);
	if (doing->query.len > 0) {
		mq_prompt_set(&app->prompt, doing->query.data, doing->query.len);
		mq_app_asked_anew(app);
	}
}

/* Tell how it went: the fault, or the list called name is selected now. What was being edited
 * may be called otherwise by now. doing is released. */
static void finish(struct mq_app *app, struct doing *doing, enum mq_err err, struct mq_diag *diag,
	const char *path, const char *name)
{
	if (err == MQ_OK) {
		keep(app, doing, path);
	}
	mq_saved_turn_release(&doing->turn);
	mq_buf_release(&doing->query);
	changed(app, err == MQ_OK ? name : NULL);
	free(app->saved.edited);
	app->saved.edited = NULL;
	if (err != MQ_OK) {
		mq_app_say_diag(app, diag);
	}
	mq_diag_release(diag);
}

static void rename_to(struct mq_app *app, const char *to)
{
	struct mq_diag diag = {0};
	struct doing doing;
	char *path = NULL;
	begin(app, &doing, to);
	enum mq_err err = mq_session_saved_rename(app->session, app->saved.name, app->saved.shared,
		to, &path, &diag);
	finish(app, &doing, err, &diag, path, to);
	if (err == MQ_OK) {
		say_done(app, _("it is @%s now"), to, NULL);
	}
	free(path);
}

static void rename_typed(struct mq_app *app)
{
	char *to = typed_name(app);
	if (*to && strcmp(to, app->saved.name) != 0) {
		rename_to(app, to);
	}
	free(to);
}

void mq_act_rename_list(struct mq_app *app)
{
	if (!take_selected(app)) {
		return;
	}
	if (app->argument) {
		char *to = name_in(app->argument, strlen(app->argument));
		rename_to(app, to);
		free(to);
		return;
	}
	mq_ask_open(app, &(const struct mq_ask){.title = _("new name"),
		.hint = _("Enter renames it  Esc leaves it"), .done = rename_typed});
	mq_ask_insert(app, app->saved.name, strlen(app->saved.name));
}

/* ---- once more ---- */

static void say_name_and_file(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_saved_called(app, app->saved.name);
	mq_buf_addf(&app->ask.said, "@%s  %s", app->saved.name, row && row->file ? row->file : "");
}

static void share(struct mq_app *app)
{
	struct mq_diag diag = {0};
	struct doing doing;
	char *path = NULL;
	begin(app, &doing, app->saved.name);
	enum mq_err err = mq_session_saved_share(app->session, app->saved.name, &path, &diag);
	finish(app, &doing, err, &diag, path, app->saved.name);
	if (err == MQ_OK) {
		say_done(app, _("@%s is the register's now"), app->saved.name, NULL);
	}
	free(path);
}

void mq_act_share_list(struct mq_app *app)
{
	if (!take_selected(app)) {
		return;
	}
	if (app->saved.shared) {
		mq_app_say(app, MQ_ROLE_HINT, _("this list is shared already"), NULL);
		return;
	}
	mq_ask_open(app, &(const struct mq_ask){.title = _("share"),
		.hint = _("Enter lets all who use the register have it  Esc does not"),
		.confirms = true,
		.typed = say_name_and_file, .done = share});
}

static void remove_one(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_saved_called(app, app->saved.name);
	char *text = mq_strdup(row ? row->text : "");
	struct mq_diag diag = {0};
	struct doing doing;
	char *path = NULL;
	begin(app, &doing, NULL);
	enum mq_err err = mq_session_saved_remove(app->session, app->saved.name, app->saved.shared,
		&path, &diag);
	finish(app, &doing, err, &diag, path, NULL);
	if (err == MQ_OK) {
		mq_prompt_keep(&app->prompt, text, strlen(text));
		say_done(app, _("removed @%s"), app->saved.name,
			_("C-y in the query line brings back what it asked"));
	}
	free(path);
	free(text);
}

void mq_act_remove_list(struct mq_app *app)
{
	if (take_selected(app)) {
		mq_ask_open(app, &(const struct mq_ask){.title = _("delete"),
			.hint = _("Enter deletes it  Esc leaves it"),
			.confirms = true,
			.typed = say_name_and_file, .done = remove_one});
	}
}
