/*
 * What is done on a board besides forms: today's round is planned, and what comes is dismissed
 * with a reason. The board is worked out anew behind it, and the selection stays where it was.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

#include "errand.h"

static void say_told(struct mq_app *app, enum mq_err err, struct mq_errand_told *told,
	struct mq_diag *diag)
{
	if (err == MQ_OK) {
		mq_app_say(app, MQ_ROLE_HINT, told->text.data, told->hint.data);
	} else {
		mq_app_say_diag(app, diag);
	}
	mq_errand_told_release(told);
	mq_diag_release(diag);
}

/* ---- the round ---- */

/* Whose round is shown, else one's own. The plan stands at the top of the board. */
static void plan_round(struct mq_app *app)
{
	struct mq_errand_told told = {0};
	struct mq_diag diag = {0};
	bool shown = strcmp(app->board.board.id, "round") == 0;
	const char *person = shown ? app->board.argument : NULL;
	enum mq_err err = mq_errand_plan(app->session, person, mq_app_number(app), &told, &diag);
	if (err == MQ_OK) {
		mq_app_open_board(app, "round", person);
	}
	say_told(app, err, &told, &diag);
}

void mq_act_plan_round(struct mq_app *app)
{
	if (app->asked_for != MQ_ONCE_PLAN && mq_errand_is_planned(app->session)) {
		app->asking = MQ_ONCE_PLAN;
		mq_app_say(app, MQ_ROLE_HINT, _("today's round is planned already"),
			_("said once more it is planned anew"));
	} else {
		plan_round(app);
	}
}

/* ---- what comes ---- */

static void ask_why(struct mq_app *app, const char *reason);

/* What was typed is there again, and why it could not be done. */
static void ask_again(struct mq_app *app, const char *reason, const struct mq_diag *diag)
{
	ask_why(app, reason);
	mq_buf_clear(&app->ask.said);
	mq_buf_adds(&app->ask.said, diag->n_faults > 0 ? diag->faults[0].message : "");
}

static void dismiss(struct mq_app *app, const char *reason)
{
	const struct mq_board_row *row = mq_board_selected(&app->board);
	struct mq_errand_told told = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_errand_dismiss(app->session, row ? row->rule : NULL, row ? row->key : "",
		row ? row->day : NULL, reason, &told, &diag);
	if (err == MQ_OK) {
		app->stale |= MQ_STALE_BOARD;
	} else if (row && row->rule) {
		ask_again(app, reason, &diag);
	}
	say_told(app, err, &told, &diag);
}

static void dismiss_typed(struct mq_app *app)
{
	struct mq_slice text = mq_ask_text(app);
	char *reason = mq_strndup(text.data ? text.data : "", text.len);
	dismiss(app, reason);
	free(reason);
}

/* Whom and what it is about, until it is typed why. */
static void say_row(struct mq_app *app)
{
	if (mq_ask_text(app).len == 0) {
		mq_board_row_text(&app->board.board, mq_board_selected(&app->board), &app->ask.said);
	}
}

static void ask_why(struct mq_app *app, const char *reason)
{
	mq_ask_open(app, &(const struct mq_ask){.title = _("dismissed, because"),
		.hint = _("Enter dismisses it  Esc leaves it"), .typed = say_row, .done = dismiss_typed});
	if (*reason) {
		mq_ask_insert(app, reason, strlen(reason));
	}
}

void mq_act_dismiss(struct mq_app *app)
{
	const struct mq_board_row *row = mq_board_selected(&app->board);
	if (app->argument || !row || !row->rule) {
		dismiss(app, app->argument ? app->argument : "");
	} else {
		ask_why(app, "");
	}
}
