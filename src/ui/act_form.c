/*
 * Forms: opened from a card or a row, filled in, done or left. What was typed is never lost
 * but where that is said twice: a form that is left stays as a draft for its household until it is
 * opened again. What it writes is written by one act of the session, and no undo of the
 * screen takes that back.
 */
#include "act.h"

#include <string.h>

#include "view_form.h"

/* ---- whom it is about ---- */

/* Whose card is open, or which row is selected. */
static struct mq_card_place whom_here(const struct mq_app *app)
{
	const struct mq_board_row *row = app->context == MQ_CONTEXT_BOARD
		? mq_board_selected(&app->board) : NULL;
	if (app->n_cards > 0) {
		return app->cards[app->n_cards - 1];
	}
	return app->context == MQ_CONTEXT_BOARD
		? (struct mq_card_place){.kind = row ? row->kind : MQ_NO_KIND,
			.id = row ? row->id : MQ_NO_RECORD}
		: (struct mq_card_place){.kind = app->shown, .id = app->results.id};
}

static void say_nobody(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_BOARD) {
		mq_app_say(app, MQ_ROLE_HINT, _("this line is about nobody in particular"),
			_("Enter opens what it leads to"));
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row to open"), NULL);
	}
}

/* ---- what it costs to fill in (burden.h) ---- */

static void burden_begin(struct mq_app *app, const struct mq_form_use *use)
{
	if (app->burden_path) {
		mq_burden_begin(&app->burden, use->task);
	}
}

/* A row that was refused has to be said again. */
static void burden_refused(struct mq_app *app)
{
	for (size_t n = app->burden_path ? mq_form_n_faults(&app->form) : 0; n > 0; n--) {
		mq_burden_retyped(&app->burden);
	}
}

/* ---- opening ---- */

/* What was opened from the form leads back to where that was opened. */
static void lead_past(struct mq_app *app)
{
	enum mq_context *const from[] = {&app->card_from, &app->board.from};
	for (size_t i = 0; i < MQ_LENGTH(from); i++) {
		*from[i] = *from[i] == MQ_CONTEXT_FORM ? app->form_from : *from[i];
	}
}

/* One that was left by another way than Esc. */
static void put_aside(struct mq_app *app)
{
	if (app->form.use && app->burden_path) {
		mq_burden_drop(&app->burden);
	}
	lead_past(app);
	if (app->form.touched) {
		mq_drafts_keep(&app->drafts, &app->form);
	} else {
		mq_form_release(&app->form);
	}
}

static void open(struct mq_app *app, const struct mq_form_use *use)
{
	struct mq_card_place whom = whom_here(app);
	struct mq_form_state form;
	struct mq_diag diag = {0};
	if (app->context == MQ_CONTEXT_FORM) {
		return;
	}
	if (whom.id == MQ_NO_RECORD) {
		say_nobody(app);
		return;
	}
	put_aside(app);
	if (mq_form_open(&form, use, app->session, whom.kind, whom.id, &diag) != MQ_OK) {
		mq_app_say_diag(app, &diag);
		return;
	}
	if (mq_drafts_take(&app->drafts, &form)) {
		mq_app_say(app, MQ_ROLE_HINT, _("as it was left"), _("C-x throws it away"));
	}
	app->form = form;
	app->form_from = app->context;
	burden_begin(app, use);
	mq_app_enter(app, MQ_CONTEXT_FORM);
}

void mq_act_visit(struct mq_app *app)
{
	open(app, &mq_form_visit);
}

void mq_act_service(struct mq_app *app)
{
	open(app, &mq_form_service);
}

void mq_act_need(struct mq_app *app)
{
	open(app, &mq_form_need);
}

void mq_act_answer(struct mq_app *app)
{
	open(app, mq_form_lead_on(app->schema, whom_here(app).kind));
}

/* ---- leaving ---- */

void mq_app_leave_form(struct mq_app *app)
{
	if (app->form.touched && app->asked_for != MQ_ONCE_FORM) {
		app->asking = MQ_ONCE_FORM;
		mq_app_say(app, MQ_ROLE_HINT, _("Esc once more leaves it as a draft"),
			_("C-x throws it away"));
		return;
	}
	put_aside(app);
	mq_app_enter(app, app->form_from);
}

void mq_act_form_discard(struct mq_app *app)
{
	if (app->form.touched && app->asked_for != MQ_ONCE_FORM) {
		app->asking = MQ_ONCE_FORM;
		mq_app_say(app, MQ_ROLE_HINT, _("C-x once more throws it away"),
			_("Esc leaves it as a draft"));
		return;
	}
	mq_burden_drop(&app->burden);
	mq_form_release(&app->form);
	mq_app_enter(app, app->form_from);
}

bool mq_app_has_drafts(const struct mq_app *app)
{
	return app->drafts.n > 0 || app->form.touched;
}

/* ---- doing ---- */

/* One is back where the form was opened; the card, the rows and the board show what was written. */
static void show(struct mq_app *app, const char *section)
{
	mq_app_enter(app, app->form_from);
	app->stale |= MQ_STALE_ANSWER | MQ_STALE_CARD | (app->board.board.id ? MQ_STALE_BOARD : 0);
	if (app->context == MQ_CONTEXT_CARD && mq_app_settle(app)) {
		mq_app_go_section(app, section);
	}
}

static void do_it(struct mq_app *app)
{
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	if (mq_form_do(&app->form, &told, &diag) == MQ_OK) {
		const char *section = app->form.use->section;
		mq_app_burden_end(app, app->form.use->task);
		mq_form_release(&app->form);
		show(app, section);
		mq_app_say(app, MQ_ROLE_HINT, told.text.data, told.hint.data);
	} else if (diag.n_faults > 0) {
		mq_app_say_diag(app, &diag);
	} else {
		burden_refused(app);
		mq_app_say(app, MQ_ROLE_ERROR, _("nothing is written yet"), _("see below the row marked !"));
	}
	mq_diag_release(&diag);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
}

void mq_act_form_done(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_FORM) {
		do_it(app);
	}
}

void mq_act_form_next(struct mq_app *app)
{
	const struct mq_form_row *row = mq_form_here(&app->form);
	if (row->kind == MQ_FORM_DONE) {
		mq_act_form_done(app);
	} else {
		mq_form_next(&app->form);
	}
}

void mq_act_form_up(struct mq_app *app)
{
	mq_form_step(&app->form, -1);
}

void mq_act_form_down(struct mq_app *app)
{
	mq_form_step(&app->form, 1);
}

/* ---- keys that edit a line, in a row that is none ---- */

static const struct {
	void (*run)(struct mq_app *app);
	int by;		/* 0: it takes back what was chosen */
} edits[] = {
	{mq_act_char_left, -1},
	{mq_act_char_right, 1},
	{mq_act_delete_left, 0},
	{mq_act_delete_right, 0},
};

bool mq_app_edit_form(struct mq_app *app, const struct mq_command *command)
{
	for (size_t i = 0; app->context == MQ_CONTEXT_FORM && command && i < MQ_LENGTH(edits); i++) {
		if (edits[i].run == command->run) {
			bool typed = mq_form_is_typed(mq_form_here(&app->form));
			return edits[i].by == 0 ? mq_form_clear(&app->form)
				: !typed && mq_form_turn(&app->form, edits[i].by);
		}
	}
	return false;
}

/* ---- the mouse ---- */

void mq_app_click_form(struct mq_app *app, int x, int y)
{
	struct mq_rect rect = mq_app_sheet_rect(app);
	struct mq_form_state *form = &app->form;
	size_t row;
	size_t choice;
	if (!mq_view_form_at(form, rect, x, y, &row, &choice)) {
		return;
	}
	if (choice != SIZE_MAX) {
		form->rows[row].at = choice;
		mq_form_type(form, " ", 1);
	} else if (row == form->list.selected) {
		mq_act_form_next(app);
	} else {
		mq_form_select(form, row, 1);
	}
}
