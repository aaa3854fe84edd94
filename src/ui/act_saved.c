/*
 * Saved lists. The pane stands where the facets do, so that the rows beside it show at once what
 * a list adds to the query or takes out of it. What there is, and how many each has, is
 * looked at again whenever somebody saved a list or committed.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_NS = 1000 * 1000 };

/* ---- what there is ---- */

static size_t row_called(const struct mq_saved_rows *rows, const char *id)
{
	size_t row = 0;
	while (row < rows->n && strcmp(rows->rows[row].id, id) != 0) {
		row++;
	}
	return row;
}

const struct mq_saved_row *mq_app_saved_called(struct mq_app *app, const char *id)
{
	const struct mq_saved_rows *rows = &app->saved.rows;
	size_t row = row_called(rows, id);
	return row < rows->n ? &rows->rows[row] : NULL;
}

void mq_app_select_saved(struct mq_app *app, const char *id)
{
	struct mq_saved_pane *pane = &app->saved;
	size_t row = row_called(&pane->rows, id);
	if (row < pane->rows.n) {
		mq_list_select(&pane->list, mq_saved_line_of(pane, row));
	}
}

/* One that is gone leaves the selection where it was, but on no head. */
static void select_again(struct mq_app *app, const char *id)
{
	struct mq_saved_pane *pane = &app->saved;
	pane->list.count = mq_saved_n_lines(pane);
	mq_list_settle(&pane->list);
	if (!mq_saved_line(pane, pane->list.selected)) {
		mq_list_move(&pane->list, 1);
	}
	if (id) {
		mq_app_select_saved(app, id);
	}
}

void mq_app_settle_saved(struct mq_app *app)
{
	struct mq_saved_pane *pane = &app->saved;
	const struct mq_saved_row *row = mq_saved_line(pane, pane->list.selected);
	char *id = row ? mq_strdup(row->id) : NULL;
	struct mq_diag diag = {0};
	app->stale &= ~(unsigned)MQ_STALE_SAVED;
	mq_saved_rows_release(&pane->rows);
	enum mq_err err = mq_session_saved_rows(app->session, app->kind, &pane->rows, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_SAVED, &diag);
	}
	app->stale |= MQ_STALE_HITS;
	select_again(app, id);
	free(id);
}

void mq_app_count_saved(struct mq_app *app)
{
	struct mq_saved_rows *rows = &app->saved.rows;
	struct mq_diag diag = {0};
	enum mq_err err = MQ_OK;
	if (app->context == MQ_CONTEXT_SAVED) {
		err = mq_session_saved_count(app->session, rows, PIECE_NS, &diag);
	}
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_HITS, &diag);
	}
	if (err != MQ_ERR_INTERRUPTED && (err != MQ_OK || app->context != MQ_CONTEXT_SAVED ||
		rows->n_counted == rows->n)) {
		app->stale &= ~(unsigned)MQ_STALE_HITS;
	}
}

const struct mq_saved_row *mq_app_selected_saved(struct mq_app *app)
{
	const struct mq_saved_row *row = NULL;
	if (app->context != MQ_CONTEXT_SAVED) {
		mq_app_say(app, MQ_ROLE_HINT, _("F7 goes to the saved lists"), NULL);
		return NULL;
	}
	row = mq_saved_line(&app->saved, app->saved.list.selected);
	if (!row) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no saved list"),
			_("F2 saves the query under a name"));
	}
	return row;
}

void mq_act_saved(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_SAVED) {
		mq_app_back(app);
		return;
	}
	app->saved.from = app->context;
	mq_app_enter(app, MQ_CONTEXT_SAVED);
	if (mq_session_saved_stale(app->session, &app->saved.rows)) {
		app->stale |= MQ_STALE_SAVED;
	}
}

/* ---- asking ---- */

static void say_fault(struct mq_app *app, const struct mq_saved_row *row)
{
	mq_app_say(app, MQ_ROLE_ERROR, row->fault,
		_("`minqing saved check` tells all that is amiss"));
}

/* A list of another kind, or one with a fault, cannot stand beside other conditions. */
static bool may_stand_beside(struct mq_app *app, const struct mq_saved_row *row)
{
	if (row->fault) {
		say_fault(app, row);
	} else if (row->kind != app->shown) {
		struct mq_buf text = {0};
		mq_buf_addf(&text, _("it lists records of another kind: %s"),
			mq_kind_label(&app->schema->kinds[row->kind]));
		mq_app_say(app, MQ_ROLE_HINT, text.data, _("Enter asks it alone"));
		mq_buf_release(&text);
	} else if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("Enter asks the list alone"));
	} else {
		return true;
	}
	return false;
}

/* What wants a value is typed on in the query line. */
static void put(struct mq_app *app, const struct mq_saved_row *row, enum mq_narrow how)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_buf made = {0};
	mq_session_narrow_saved(app->session, app->kind, text.data ? text.data : "", text.len, row,
		how, &made);
	mq_app_put_query(app, &made);
	if (made.len > 0 && made.data[made.len - 1] == ':') {
		mq_app_enter(app, MQ_CONTEXT_QUERY);
	} else if (how == MQ_NARROW_ONLY) {
		mq_app_enter(app, MQ_CONTEXT_RESULTS);
	}
	mq_buf_release(&made);
}

void mq_act_ask_list(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_selected_saved(app);
	if (row && row->fault) {
		say_fault(app, row);
	} else if (row) {
		put(app, row, MQ_NARROW_ONLY);
	}
}

void mq_act_add_list(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_selected_saved(app);
	if (row && may_stand_beside(app, row)) {
		put(app, row, MQ_NARROW_ADD);
	}
}

void mq_act_exclude_list(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_selected_saved(app);
	if (row && may_stand_beside(app, row)) {
		put(app, row, MQ_NARROW_EXCLUDE);
	}
}

void mq_act_edit_list(struct mq_app *app)
{
	const struct mq_saved_row *row = mq_app_selected_saved(app);
	if (row && !row->is) {
		say_fault(app, row);
		return;
	}
	if (!row) {
		return;
	}
	struct mq_buf text = {0};
	mq_buf_adds(&text, row->text);
	mq_app_put_query(app, &text);
	mq_buf_release(&text);
	free(app->saved.edited);
	app->saved.edited = row->where == MQ_SAVED_PERSONAL ? mq_strdup(row->id) : NULL;
	mq_app_enter(app, MQ_CONTEXT_QUERY);
	mq_app_say(app, MQ_ROLE_HINT, _("this is what the list asks"), _("F2 saves it again"));
}

/* ---- finding one by name ---- */

/* The rows that what is typed fits, the best first, into found; how many. */
static size_t find(const struct mq_app *app, const struct mq_saved_row **found)
{
	const struct mq_saved_rows *rows = &app->saved.rows;
	struct mq_slice text = mq_ask_text(app);
	size_t n = 0;
	for (int called = MQ_CALLED_SO; text.len > 0 && called > MQ_CALLED_NOT; called--) {
		for (size_t i = 0; i < rows->n; i++) {
			if ((int)mq_session_saved_called(&rows->rows[i], (const char *)text.data,
				text.len) == called) {
				found[n++] = &rows->rows[i];
			}
		}
	}
	return n;
}

/* The one that is gone through at present; NULL: nothing fits. *n: how many do. */
static const struct mq_saved_row *find_one(const struct mq_app *app, size_t *n)
{
	const struct mq_saved_row **found = mq_alloc((app->saved.rows.n + 1) * sizeof(*found));
	*n = find(app, found);
	const struct mq_saved_row *row = *n > 0 ? found[app->ask.at % *n] : NULL;
	free(found);
	return row;
}

static void say_found(struct mq_app *app)
{
	size_t n;
	const struct mq_saved_row *row = find_one(app, &n);
	if (row) {
		mq_buf_addf(&app->ask.said, "%zu/%zu  %s  @%s", app->ask.at % n + 1, n, row->label,
			row->id);
	} else if (mq_ask_text(app).len > 0) {
		mq_buf_adds(&app->ask.said, _("nothing is called so"));
	}
}

static void step_found(struct mq_app *app, int by)
{
	size_t n;
	if (find_one(app, &n)) {
		app->ask.at = (app->ask.at % n + n + (size_t)(long)by) % n;
	}
}

static void go_found(struct mq_app *app)
{
	size_t n;
	const struct mq_saved_row *row = find_one(app, &n);
	if (row) {
		mq_app_select_saved(app, row->id);
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("nothing is called so"), NULL);
	}
}

void mq_act_find_list(struct mq_app *app)
{
	if (mq_app_selected_saved(app)) {
		mq_ask_open(app, &(const struct mq_ask){.title = _("find a list"),
			.hint = _("Enter goes there  Down the next one  Esc closes"),
			.typed = say_found, .step = step_found, .done = go_found});
	}
}
