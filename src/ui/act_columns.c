/*
 * Choosing columns. The chooser stands where the facets do, so that the list beside it shows at
 * once what was chosen; what is typed in it looks for fields. The choice is kept for each
 * kind of record, in the state file.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

struct mq_columns *mq_app_columns(struct mq_app *app)
{
	if (!app->columns) {
		app->columns = mq_alloc(app->schema->n_kinds * sizeof(*app->columns));
	}
	return &app->columns[app->shown];
}

/* ---- kept ---- */

void mq_app_read_columns(struct mq_app *app, const struct mq_state *state)
{
	mq_app_columns(app);
	mq_columns_restore(app->columns, app->schema, state);
}

void mq_app_keep_columns(struct mq_app *app)
{
	struct mq_diag diag = {0};
	if (app->columns_changed && app->state_path && mq_columns_keep(mq_app_columns(app),
			app->schema, app->shown, app->state_path, &diag) != MQ_OK) {
		mq_app_say_diag(app, &diag);
	}
	app->columns_changed = false;
	mq_diag_release(&diag);
}

/* Writing waits for the disk: in the chooser it comes once, at the end. */
void mq_app_columns_changed(struct mq_app *app)
{
	app->columns_changed = true;
	if (app->context != MQ_CONTEXT_COLUMNS) {
		mq_app_keep_columns(app);
	}
	mq_app_rows_anew(app);
}

/* ---- the chooser's lines ---- */

struct mq_rect mq_app_chooser_rect(const struct mq_app *app)
{
	struct mq_rect facets = app->layout.panes[MQ_PANE_FACETS];
	return facets.height > 0 ? facets : mq_app_sheet_rect(app);
}

static void add_line(struct mq_app *app, mq_field_id field, enum mq_called called)
{
	struct mq_chooser *chooser = &app->chooser;
	struct mq_slice typed = mq_prompt_text(&chooser->typed);
	if (mq_session_field_called(&app->schema->fields[field], typed.data, typed.len) == called) {
		chooser->fields = mq_grow(chooser->fields, &chooser->cap, chooser->n + 1,
			sizeof(*chooser->fields));
		chooser->fields[chooser->n++] = field;
	}
}

/* Those that are called so, as well as that: first those shown, in their order. */
static void add_lines(struct mq_app *app, enum mq_called called)
{
	const struct mq_columns *columns = mq_app_columns(app);
	for (size_t i = 0; i < columns->n; i++) {
		add_line(app, columns->fields[i], called);
	}
	for (size_t i = 0; i < app->schema->n_fields; i++) {
		const struct mq_field *field = &app->schema->fields[i];
		if (mq_schema_distance(app->schema, app->shown, field->number) >= 0 &&
			field->reading_of == MQ_NO_FIELD &&
			mq_columns_find(columns, field->number) == columns->n) {
			add_line(app, field->number, called);
		}
	}
}

/* The lines anew, the best first, `wanted` selected where it is among them. */
static void make_lines(struct mq_app *app, mq_field_id wanted)
{
	struct mq_chooser *chooser = &app->chooser;
	chooser->n = 0;
	for (int called = MQ_CALLED_SO; called > MQ_CALLED_NOT; called--) {
		add_lines(app, (enum mq_called)called);
	}
	chooser->list.count = chooser->n;
	chooser->list.selected = 0;
	for (size_t i = 0; i < chooser->n; i++) {
		if (chooser->fields[i] == wanted) {
			chooser->list.selected = i;
		}
	}
	mq_list_settle(&chooser->list);
}

static mq_field_id selected_field(const struct mq_app *app)
{
	const struct mq_chooser *chooser = &app->chooser;
	return chooser->n > 0 ? chooser->fields[chooser->list.selected] : MQ_NO_FIELD;
}

void mq_act_columns(struct mq_app *app)
{
	struct mq_chooser *chooser = &app->chooser;
	if (app->context == MQ_CONTEXT_COLUMNS) {
		mq_app_back(app);
		return;
	}
	const struct mq_results *results = &app->results;
	chooser->from = app->context;
	mq_columns_begin(mq_app_columns(app), &app->schema->kinds[app->shown]);
	mq_prompt_set(&chooser->typed, "", 0);
	mq_app_enter(app, MQ_CONTEXT_COLUMNS);
	make_lines(app, results->rows.n_columns > 0
		? results->rows.columns[mq_results_column(results)] : MQ_NO_FIELD);
}

void mq_app_filter_columns(struct mq_app *app)
{
	make_lines(app, selected_field(app));
	app->chooser.list.selected = 0;
	mq_list_settle(&app->chooser.list);
}

/* ---- what keys do to a field ---- */

void mq_act_column_show(struct mq_app *app)
{
	mq_field_id field = selected_field(app);
	if (field == MQ_NO_FIELD) {
		return;
	}
	struct mq_columns *columns = mq_app_columns(app);
	size_t at = mq_columns_find(columns, field);
	if (at < columns->n && columns->n == 1) {
		mq_app_say(app, MQ_ROLE_HINT, _("one column stays"), NULL);
		return;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	if (at == columns->n) {
		mq_columns_add(columns, field, 0);
	} else {
		mq_columns_remove(columns, at);
	}
	make_lines(app, field);
	app->results.column = field;
	mq_app_columns_changed(app);
}

/* The place of the selected field among the columns, or SIZE_MAX. */
static size_t selected_column(struct mq_app *app)
{
	const struct mq_columns *columns = mq_app_columns(app);
	size_t at = mq_columns_find(columns, selected_field(app));
	if (at == columns->n) {
		mq_app_say(app, MQ_ROLE_HINT, _("this field is not shown"), _("Space shows it"));
	}
	return at < columns->n ? at : SIZE_MAX;
}

static void move_column(struct mq_app *app, int by)
{
	size_t at = selected_column(app);
	if (at == SIZE_MAX || at + (size_t)(long)by >= mq_app_columns(app)->n) {
		return;
	}
	mq_field_id field = selected_field(app);
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_columns_move(mq_app_columns(app), at, by);
	make_lines(app, field);
	mq_app_columns_changed(app);
}

void mq_act_column_before(struct mq_app *app)
{
	move_column(app, -1);
}

void mq_act_column_after(struct mq_app *app)
{
	move_column(app, 1);
}

static void widen_column(struct mq_app *app, int by)
{
	size_t at = selected_column(app);
	if (at == SIZE_MAX) {
		return;
	}
	struct mq_columns *columns = mq_app_columns(app);
	const struct mq_field *field = &app->schema->fields[columns->fields[at]];
	int width = columns->widths[at] > 0 ? columns->widths[at] : mq_view_column_width(field);
	width += by;
	if (width >= MQ_COLUMN_MIN && width <= MQ_COLUMN_MAX) {
		mq_app_step(app, MQ_CHANGE_OTHER);
		columns->widths[at] = (uint8_t)width;
		mq_app_columns_changed(app);
	}
}

void mq_act_column_wider(struct mq_app *app)
{
	widen_column(app, 1);
}

void mq_act_column_narrower(struct mq_app *app)
{
	widen_column(app, -1);
}

void mq_act_columns_usual(struct mq_app *app)
{
	mq_field_id field = selected_field(app);
	if (mq_columns_are_usual(mq_app_columns(app), &app->schema->kinds[app->shown])) {
		return;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_columns_release(mq_app_columns(app));
	mq_columns_begin(mq_app_columns(app), &app->schema->kinds[app->shown]);
	make_lines(app, field);
	mq_app_columns_changed(app);
}
