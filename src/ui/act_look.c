/*
 * How the screen looks, what language it speaks, whose the mouse is and how far away the terminal
 * is taken to be, changed while it runs. Nothing is written for that: whoever wants it for good is told the line for settings.yaml, which is
 * a person's own file.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

#include "builtin.h"

/* ---- for good ---- */

/* "~/.config/minqing/settings.yaml"; owned. NULL: there is no home. */
static char *settings_name(void)
{
	const char *home = getenv("HOME");
	char *path = mq_own_file("settings.yaml");
	size_t len = home ? strlen(home) : 0;
	if (path && len > 1 && strncmp(path, home, len) == 0 && path[len] == '/') {
		char *brief = mq_format("~%s", path + len);
		free(path);
		path = brief;
	}
	return path;
}

static void say_how_to_keep(struct mq_app *app, const char *setting, const char *value)
{
	struct mq_buf text = {0};
	struct mq_buf hint = {0};
	char *name = settings_name();
	mq_buf_addf(&text, name ? _("to keep it, write \"%s: %s\"") : "%s: %s", setting, value);
	if (name) {
		mq_buf_addf(&hint, _("in %s"), name);
	}
	mq_app_say(app, MQ_ROLE_HINT, text.data, hint.data);
	mq_buf_release(&text);
	mq_buf_release(&hint);
	free(name);
}

/* ---- themes ---- */

void mq_app_read_theme(struct mq_app *app, const char *name, struct mq_diag *diag)
{
	const char *text = mq_shipped_themes[mq_builtin_find(mq_theme_names, MQ_N_THEMES, name)].text;
	char *own = mq_own_file("theme.yaml");
	mq_theme_read(&app->theme, name, text, strlen(text), diag);
	if (own) {
		mq_theme_read_file(&app->theme, own, diag);
	}
	free(own);
}

/* Its faults were told when the screen began. */
static void wear(struct mq_app *app, const char *name)
{
	mq_app_read_theme(app, name, NULL);
	mq_terminal_dress(app->terminal, &app->theme);
}

/* Those that begin with what is typed, the one in force first. */
static size_t find(const struct mq_app *app, size_t found[MQ_N_THEMES])
{
	struct mq_slice typed = mq_ask_text(app);
	size_t first = mq_builtin_find(mq_theme_names, MQ_N_THEMES, app->settings.theme);
	size_t n = 0;
	for (size_t i = 0; i < MQ_N_THEMES; i++) {
		size_t theme = (first + i) % MQ_N_THEMES;
		if (typed.len == 0 || strncmp(mq_theme_names[theme], typed.data, typed.len) == 0) {
			found[n++] = theme;
		}
	}
	return n;
}

static void show_found(struct mq_app *app)
{
	size_t found[MQ_N_THEMES];
	size_t n = find(app, found);
	if (n == 0) {
		mq_buf_adds(&app->ask.said, _("no theme is called so"));
		return;
	}
	size_t here = found[app->ask.at % n];
	wear(app, mq_theme_names[here]);
	mq_buf_addf(&app->ask.said, "%zu/%zu  %s: %s", app->ask.at % n + 1, n, mq_theme_names[here],
		_(mq_shipped_themes[here].about));
}

static void step_found(struct mq_app *app, int by)
{
	size_t found[MQ_N_THEMES];
	size_t n = find(app, found);
	if (n > 0) {
		app->ask.at = (app->ask.at % n + n + (size_t)(long)by) % n;
	}
}

static void back_to_before(struct mq_app *app)
{
	wear(app, app->settings.theme);
}

static void keep_theme(struct mq_app *app, size_t theme)
{
	app->settings.theme = mq_theme_names[theme];
	wear(app, app->settings.theme);
	say_how_to_keep(app, "theme", app->settings.theme);
}

static void take_found(struct mq_app *app)
{
	size_t found[MQ_N_THEMES];
	size_t n = find(app, found);
	if (n > 0) {
		keep_theme(app, found[app->ask.at % n]);
	} else {
		back_to_before(app);
		mq_app_say(app, MQ_ROLE_ERROR, _("no theme is called so"), NULL);
	}
}

static void take_named(struct mq_app *app, const char *name)
{
	size_t theme = mq_builtin_find(mq_theme_names, MQ_N_THEMES, name);
	const char *near;
	if (theme < MQ_N_THEMES) {
		keep_theme(app, theme);
		return;
	}
	struct mq_buf hint = {0};
	if (mq_nearest(name, mq_theme_names, MQ_N_THEMES, &near, 1)) {
		mq_buf_addf(&hint, _("did you mean \"%s\"?"), near);
	}
	mq_app_say(app, MQ_ROLE_ERROR, _("no theme is called so"), hint.data);
	mq_buf_release(&hint);
}

void mq_act_theme(struct mq_app *app)
{
	if (app->argument) {
		take_named(app, app->argument);
		return;
	}
	mq_ask_open(app, &(const struct mq_ask){.title = _("theme"),
		.hint = _("Down next  Enter takes it  Esc gives up"),
		.typed = show_found, .step = step_found, .done = take_found,
		.given_up = back_to_before});
}

/* ---- the language ---- */

/* All that holds words is made anew: of the answer that stands as well, where the query has a
 * fault since and no other comes. */
static void say_all_anew(struct mq_app *app)
{
	app->stale |= MQ_STALE_ANSWER | MQ_STALE_FACETS | MQ_STALE_CARD | MQ_STALE_CHIPS |
		(app->tutor.on ? MQ_STALE_LAYOUT : 0);
	app->reply.question = UINT64_MAX;	/* nothing that is there was made for it */
	mq_app_rows_anew(app);
	mq_app_cursor_moved(app);
	if (app->context == MQ_CONTEXT_HELP && !app->help.field && !app->help.log) {
		struct mq_list list = app->help.list;
		mq_help_make(&app->help, &app->keymap, app->help_from, "", 0);
		app->help.list = list;
		mq_list_settle(&app->help.list);
	}
}

void mq_act_language(struct mq_app *app)
{
	const char *name = app->argument ? app->argument : mq_lang_is_chinese() ? "en" : "zh";
	if (!mq_lang_ask_for(name)) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the languages are zh and en"), NULL);
		return;
	}
	say_all_anew(app);
	say_how_to_keep(app, "lang", name);
}

/* ---- the mouse, and the line ---- */

/* The word that is typed, else the one that does not hold; NULL, told, where it is neither. */
static const char *other_of(struct mq_app *app, const char *const words[2], bool first_holds,
	const char *fault)
{
	for (size_t i = 0; app->argument && i < 2; i++) {
		if (strcmp(app->argument, words[i]) == 0) {
			return words[i];
		}
	}
	if (app->argument) {
		mq_app_say(app, MQ_ROLE_ERROR, fault, NULL);
		return NULL;
	}
	return words[first_holds ? 1 : 0];
}

void mq_app_take_mouse(struct mq_app *app, bool take)
{
	app->settings.mouse = take;
	app->input.takes_mouse = take;
	mq_terminal_take_mouse(app->terminal, take);
}

void mq_act_take_mouse(struct mq_app *app)
{
	static const char *const words[] = {"on", "off"};
	const char *word = other_of(app, words, app->settings.mouse, _("the mouse is on or off"));
	if (word) {
		mq_app_take_mouse(app, word == words[0]);
		say_how_to_keep(app, "mouse", app->settings.mouse ? "true" : "false");
	}
}

void mq_act_link(struct mq_app *app)
{
	static const char *const words[] = {"slow", "fast"};
	const char *word = other_of(app, words, app->slow_link, _("the link is slow or fast"));
	if (word) {
		app->settings.link = word;
		app->slow_link = word == words[0];
		say_how_to_keep(app, "link", word);
	}
}
