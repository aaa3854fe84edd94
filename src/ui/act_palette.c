/*
 * The palette: everything that can be done, asked or opened, by what it is called. What is run
 * runs where the palette was opened; nothing is asked until then, so closing it loses nothing.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

enum { RECORDS_MAX = 8 };

/* ---- opening, listing ---- */

void mq_act_palette(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_PALETTE) {
		mq_app_back(app);
		return;
	}
	mq_session_saved(app->session, NULL);
	app->palette.from = mq_app_ground(app);
	mq_prompt_set(&app->palette.typed, "", 0);
	mq_app_enter(app, MQ_CONTEXT_PALETTE);
	mq_app_palette_anew(app);
}

void mq_app_palette_anew(struct mq_app *app)
{
	app->palette.list.selected = 0;
	app->palette.list.top = 0;
	app->stale |= MQ_STALE_PALETTE;
}

static enum mq_err find_records(struct mq_app *app)
{
	struct mq_palette *palette = &app->palette;
	struct mq_buf text = {0};
	struct mq_glance glance = {0};
	enum mq_err err = MQ_OK;
	mq_palette_question(palette, app->schema, app->kind, &text);
	if (text.len > 0) {
		err = mq_session_glance(app->session, app->kind, text.data, text.len, RECORDS_MAX,
			&glance, NULL);
	}
	for (size_t i = 0; i < glance.n; i++) {
		mq_palette_add_record(palette, glance.kind, &glance.first[i]);
	}
	mq_glance_release(&glance);
	mq_buf_release(&text);
	return err;
}

void mq_app_settle_palette(struct mq_app *app)
{
	mq_palette_list(&app->palette, &app->keymap, app->schema, app->shown);
	if (find_records(app) == MQ_ERR_INTERRUPTED) {
		app->stale |= MQ_STALE_PALETTE;
	}
	mq_palette_sort(&app->palette);
	app->stale |= MQ_STALE_PALETTE_COUNTS;
}

/* ---- what an entry would ask ---- */

/* The query that Enter on it makes, appended; the cursor belongs at its end. */
static void write_query(const struct mq_app *app, const struct mq_entry *entry, struct mq_buf *out)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	const struct mq_field *field = entry->field != MQ_NO_FIELD
		? &app->schema->fields[entry->field] : NULL;
	if (entry->kind == MQ_ENTRY_LIST) {
		mq_kind_id kind = entry->list->kind;
		mq_buf_addf(out, kind == app->kind ? "" : "from:%s ", app->schema->kinds[kind].id);
		mq_buf_addf(out, entry->counts ? "%s " : "%s(", entry->name);
	} else if (entry->kind == MQ_ENTRY_VALUE) {
		const struct mq_facet facet = {.field = entry->field, .label = entry->name};
		const struct mq_facet_value value = {.label = entry->name, .value = entry->value,
			.field = entry->field};
		mq_session_narrow(app->session, text.data, text.len, &facet, &value, MQ_NARROW_ONLY, out);
	} else if (field) {
		const char *label = mq_field_label(field);
		bool plain = mq_schema_field_exact(app->schema, app->shown, label, strlen(label)) ==
			field->number && !strpbrk(label, " ():：（）");
		mq_buf_add(out, text.data, text.len);
		mq_buf_addf(out, "%s%s:", out->len > 0 && out->data[out->len - 1] != ' ' ? " " : "",
			plain ? label : field->id);
	}
}

/* ---- counts of those in sight ---- */

static struct mq_entry *next_to_count(struct mq_app *app)
{
	struct mq_palette *palette = &app->palette;
	const struct mq_list *list = &palette->list;
	for (size_t at = list->top; at < palette->n && at < list->top + list->height; at++) {
		if (palette->entries[at].counts && !palette->entries[at].counted) {
			return &palette->entries[at];
		}
	}
	return NULL;
}

/* One at a time: a key that comes meanwhile goes before the rest. */
void mq_app_count_palette(struct mq_app *app)
{
	struct mq_entry *entry = app->context == MQ_CONTEXT_PALETTE ? next_to_count(app) : NULL;
	struct mq_glance glance = {0};
	struct mq_buf text = {0};
	app->stale &= ~(unsigned)MQ_STALE_PALETTE_COUNTS;
	if (!entry) {
		return;
	}
	app->stale |= MQ_STALE_PALETTE_COUNTS;
	write_query(app, entry, &text);
	enum mq_err err = mq_session_glance(app->session, app->kind, text.len > 0 ? text.data : "",
		text.len, 0, &glance, NULL);
	if (err != MQ_ERR_INTERRUPTED) {
		entry->counted = err == MQ_OK;
		entry->counts = err == MQ_OK;	/* what cannot be asked has no count */
		entry->count = glance.hits;
	}
	mq_glance_release(&glance);
	mq_buf_release(&text);
}

/* ---- Enter ---- */

static void ask(struct mq_app *app, const struct mq_entry *entry, enum mq_context next)
{
	struct mq_buf text = {0};
	write_query(app, entry, &text);
	mq_app_put_query(app, &text);
	mq_buf_release(&text);
	mq_app_enter(app, next);
}

static void narrow(struct mq_app *app, const struct mq_entry *entry)
{
	bool facets = app->palette.from == MQ_CONTEXT_FACETS;
	if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("mend it first"));
	} else if (entry->counted && entry->count == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("nobody here has this value"), NULL);
	} else {
		ask(app, entry, facets ? MQ_CONTEXT_FACETS : MQ_CONTEXT_RESULTS);
	}
}

static void tell_unknown(struct mq_app *app)
{
	struct mq_buf typed = {0};
	struct mq_buf text = {0};
	struct mq_buf hint = {0};
	struct mq_slice name = mq_prompt_text(&app->palette.typed);
	mq_buf_add(&typed, name.data, name.len);
	mq_buf_addf(&text, _("nothing is called \"%s\""), typed.data);
	const char *near = mq_command_nearest(typed.data);
	if (near) {
		mq_buf_addf(&hint, _("did you mean \"%s\"?"), near);
	}
	mq_app_say(app, MQ_ROLE_ERROR, text.data, hint.data);
	mq_buf_release(&typed);
	mq_buf_release(&text);
	mq_buf_release(&hint);
}

void mq_app_run_entry(struct mq_app *app)
{
	const struct mq_entry *entry = mq_palette_selected(&app->palette);
	enum mq_context from = app->palette.from;
	if (!entry) {
		tell_unknown(app);
		return;
	}
	if (entry->kind != MQ_ENTRY_COMMAND) {
		mq_log_command(&app->log, mq_app_haste(app), mq_command_find("run"), NULL);
	}
	switch (entry->kind) {
	case MQ_ENTRY_COMMAND:
		mq_app_run_there(app, entry->command, entry->argument);
		break;
	case MQ_ENTRY_FIELD:
		ask(app, entry, MQ_CONTEXT_QUERY);
		break;
	case MQ_ENTRY_LIST:
		ask(app, entry, entry->counts ? MQ_CONTEXT_RESULTS : MQ_CONTEXT_QUERY);
		break;
	case MQ_ENTRY_VALUE:
		narrow(app, entry);
		break;
	case MQ_ENTRY_RECORD:
		mq_app_enter(app, from);
		mq_app_open_card(app, entry->record_kind, entry->record);
		break;
	}
}

/* The name of the selected one into the line, with room for an argument behind it. */
void mq_act_palette_take(struct mq_app *app)
{
	const struct mq_entry *entry = mq_palette_selected(&app->palette);
	if (entry) {
		const char *name = entry->command ? entry->command->name : entry->name;
		char *text = mq_format("%s%s", name, entry->command && entry->command->argument ? " " : "");
		mq_prompt_set(&app->palette.typed, text, strlen(text));
		free(text);
		mq_app_palette_anew(app);
	}
}
