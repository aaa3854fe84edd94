/*
 * The help sheet: looked through, searched, and executed, for what it tells of can be run from
 * it where it was opened. With the name of a field it tells what that is.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

/* ---- a field ---- */

static uint64_t count(struct mq_app *app, mq_kind_id kind, const char *text)
{
	struct mq_glance glance = {0};
	mq_session_glance(app->session, kind, text, strlen(text), 0, &glance, NULL);
	uint64_t hits = glance.hits;
	mq_glance_release(&glance);
	return hits;
}

static void tell_field(struct mq_app *app, const struct mq_field *field)
{
	struct mq_buf has_one = {0};
	struct mq_facets facets = {0};
	mq_buf_addf(&has_one, "%s:*", field->id);
	const struct mq_known known = {count(app, field->kind, has_one.data),
		count(app, field->kind, "")};
	bool listed = field->type == MQ_TYPE_BOOL || field->codes;
	if (listed && mq_schema_distance(app->schema, app->shown, field->number) >= 0) {
		mq_session_facet(app->session, field->number, 0, &facets, NULL);
	}
	mq_help_field(&app->help, app->schema, field, &known,
		facets.n_facets > 0 ? &facets.facets[0] : NULL);
	mq_facets_release(&facets);
	mq_buf_release(&has_one);
}

/* ---- opening ---- */

static void tell_keys(struct mq_app *app, const char *typed)
{
	mq_help_make(&app->help, &app->keymap, app->help_from, typed, strlen(typed));
}

/* With the nearest field, else the nearest command. */
static void say_unknown(struct mq_app *app, const char *name)
{
	const char *near = NULL;
	if (mq_schema_nearest(app->schema, app->shown, name, &near, 1) == 0) {
		near = mq_command_nearest(name);
	}
	char *text = mq_format(_("no field and no key is called \"%s\""), name);
	char *hint = near ? mq_format(_("did you mean \"%s\"?"), near) : NULL;
	mq_app_say(app, MQ_ROLE_ERROR, text, hint);
	free(text);
	free(hint);
}

void mq_act_help(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_HELP) {
		mq_app_enter(app, app->help_from);
		return;
	}
	const char *name = app->argument ? app->argument : "";
	mq_field_id field = *name ? mq_schema_field(app->schema, app->shown, name, strlen(name))
		: MQ_NO_FIELD;
	if (*name && field == MQ_NO_FIELD) {
		field = mq_schema_field(app->schema, MQ_NO_KIND, name, strlen(name));
	}
	app->help_from = app->context;
	if (mq_ask_is_open(app)) {
		mq_help_question(&app->help, &app->keymap, app->ask.title);
	} else if (field != MQ_NO_FIELD) {
		tell_field(app, &app->schema->fields[field]);
	} else {
		tell_keys(app, name);
	}
	if (app->help.n_lines > 0) {
		mq_app_enter(app, MQ_CONTEXT_HELP);
	} else {
		say_unknown(app, name);
	}
}

/* ---- looking for something ---- */

static void look_for_typed(struct mq_app *app)
{
	struct mq_slice typed = mq_ask_text(app);
	mq_help_make(&app->help, &app->keymap, app->help_from, typed.data, typed.len);
	if (app->help.n_lines == 0) {
		mq_buf_adds(&app->ask.said, _("nothing is called so"));
	}
}

static void step(struct mq_app *app, int by)
{
	mq_list_move(&app->help.list, by);
	mq_app_moved(app, by);
}

void mq_act_help_find(struct mq_app *app)
{
	mq_ask_open(app, &(const struct mq_ask){.title = _("find a key"),
		.hint = _("Enter runs the selected line  Down the next one  Esc closes"),
		.typed = look_for_typed, .step = step, .done = mq_act_run});
}

bool mq_app_help_whole(struct mq_app *app)
{
	bool narrowed = !app->help.field && app->help.typed.len > 0;
	if (narrowed) {
		tell_keys(app, "");
	}
	return narrowed;
}

/* ---- running ---- */

static void run_line(struct mq_app *app)
{
	const struct mq_help *help = &app->help;
	const struct mq_command *command = mq_help_is_line(help, help->list.selected)
		? help->lines[help->list.selected].command : NULL;
	if (command) {
		mq_app_run_there(app, command, NULL);
	}
}

void mq_act_run(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_PALETTE) {
		mq_app_run_entry(app);
	} else if (app->context == MQ_CONTEXT_HELP) {
		run_line(app);
	}
}
