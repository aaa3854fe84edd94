/*
 * Undoing and doing again. A step is what was asked, how it was shown and who was gone to
 * before a change; going back to one is itself a change that can be taken back. Letters typed
 * in a row are one step, up to a space. Columns and facets are remembered as the text that
 * keeps them for the next time, which is empty where they are as usual. Of marks a step holds
 * only those that changed: they are turned round, and turned round again. So is the file of a
 * saved list, unless somebody changed it meanwhile: then the step is given up, and told why.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

static char *chosen_columns(struct mq_app *app)
{
	const struct mq_columns *columns = mq_app_columns(app);
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	if (!mq_columns_are_usual(columns, &app->schema->kinds[app->shown])) {
		mq_columns_print(columns, app->schema, &text);
	}
	return mq_buf_take(&text);
}

static char *facets_as_shown(const struct mq_app *app)
{
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	mq_facet_pane_print(&app->facets, app->session, &text);
	return mq_buf_take(&text);
}

static struct mq_step present(struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_step step = {
		.text = mq_strndup(text.data ? text.data : "", text.len),
		.cursor = app->prompt.cursor,
		.unknown = app->results.unknown,
		.held = app->results.held,
		.sorting = app->sorting,
		.kind = app->shown,
		.columns = chosen_columns(app),
		.facets = facets_as_shown(app),
	};
	return step;
}

void mq_app_step(struct mq_app *app, enum mq_change change)
{
	bool joined = change != MQ_CHANGE_OTHER && change == app->changed_before;
	app->changed = change;
	if (!joined) {
		mq_steps_push(&app->undo, present(app));
		mq_steps_clear(&app->redo);
	}
}

void mq_app_step_marks(struct mq_app *app, mq_record_id *ids, size_t n)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	app->undo.list[app->undo.n - 1].toggled = ids;
	app->undo.list[app->undo.n - 1].n_toggled = n;
	mq_marks_toggle(mq_app_marks(app), ids, n);
}

void mq_app_step_lists(struct mq_app *app, struct mq_saved_turn turn)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	app->undo.list[app->undo.n - 1].lists = turn;
}

/* False, and told why, where it cannot be. */
static bool turn_lists(struct mq_app *app, struct mq_saved_turn *turn, const char *done)
{
	struct mq_diag diag = {0};
	bool good = turn->n == 0 || mq_session_saved_turn(app->session, turn, &diag) == MQ_OK;
	if (!good) {
		mq_app_say_diag(app, &diag);
	} else if (turn->n > 0) {
		mq_app_say(app, MQ_ROLE_HINT, done, NULL);
		app->stale |= MQ_STALE_SAVED;
	}
	mq_diag_release(&diag);
	return good;
}

/* The columns of a kind as a step has them; told on only where they are others now. */
static void go_to_columns(struct mq_app *app, const struct mq_step *step)
{
	char *now = chosen_columns(app);
	if (step->kind == app->shown && strcmp(now, step->columns) != 0) {
		mq_columns_read(mq_app_columns(app), app->schema, step->kind, step->columns);
		mq_app_columns_changed(app);
	}
	free(now);
}

/* Kept at once: the question that comes with the step may be about another kind. */
static void go_to_facets(struct mq_app *app, const struct mq_step *step)
{
	char *now = facets_as_shown(app);
	if (step->kind == app->shown && strcmp(now, step->facets) != 0) {
		mq_facet_pane_restore(&app->facets, app->session, step->facets);
		mq_app_facets_changed(app);
		mq_app_keep_facets(app);
	}
	free(now);
}

static void go_to(struct mq_app *app, struct mq_step step)
{
	go_to_columns(app, &step);
	go_to_facets(app, &step);
	app->sorting = step.sorting;
	mq_prompt_put(&app->prompt, step.text, strlen(step.text), step.cursor);
	mq_app_asked_anew(app);
	app->results.unknown = step.unknown;
	app->results.held = step.held;
	mq_step_release(&step);
}

static void move(struct mq_app *app, struct mq_steps *from, struct mq_steps *to,
	const char *nothing, const char *done)
{
	struct mq_step step;
	if (!mq_steps_pop(from, &step)) {
		mq_app_say(app, MQ_ROLE_HINT, nothing, NULL);
		return;
	}
	if (!turn_lists(app, &step.lists, done)) {
		mq_step_release(&step);
		return;
	}
	struct mq_step now = present(app);
	now.lists = step.lists;
	step.lists = (struct mq_saved_turn){0};
	now.toggled = step.toggled;
	now.n_toggled = step.n_toggled;
	step.toggled = NULL;
	mq_marks_toggle(mq_app_marks(app), now.toggled, now.n_toggled);
	mq_steps_push(to, now);
	go_to(app, step);
}

void mq_act_undo(struct mq_app *app)
{
	move(app, &app->undo, &app->redo, _("there is nothing to undo"),
		_("what was done to the saved list is undone"));
}

void mq_act_redo(struct mq_app *app)
{
	move(app, &app->redo, &app->undo, _("there is nothing to do again"),
		_("what was done to the saved list is done again"));
}
