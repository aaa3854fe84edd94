/*
 * Bringing what is shown up to date. Keys only say what is stale; when no key is
 * waiting any more, this asks for it, once, in the order in which one leans on
 * another: layout, answer, rows (settle_rows.c), which facets are in sight; a card that is
 * looked at. What may come later is settle_later.c's. Only what is in sight is fetched. Nothing
 * is held of the session between calls but plain values.
 */
#include "app.h"

/* ---- layout ---- */

static enum mq_sheet sheet_of(enum mq_context context)
{
	switch (context) {
	case MQ_CONTEXT_FACETS:
		return MQ_SHEET_FACETS;
	case MQ_CONTEXT_CARD:
		return MQ_SHEET_CARD;
	default:
		return MQ_SHEET_NONE;
	}
}

/* The pane that keys work on has the room, where one pane is to have it. */
static enum mq_pane zoomed_of(const struct mq_app *app, enum mq_context context)
{
	if (!app->zoomed) {
		return MQ_PANE_QUERY;
	}
	switch (context) {
	case MQ_CONTEXT_FACETS:
		return MQ_PANE_FACETS;
	case MQ_CONTEXT_CARD:
		return MQ_PANE_CARD;
	default:
		return MQ_PANE_RESULTS;
	}
}

static size_t lines_below_title(struct mq_rect rect)
{
	return rect.height > 1 ? (size_t)rect.height - 1 : 0;
}

/* A pane that a sheet covers keeps its window: it is only out of sight. */
static void set_height(struct mq_list *list, size_t height)
{
	if (height > 0) {
		list->height = height;
		mq_list_settle(list);
	}
}

/* Lines that a board leaves above the message row, so that there each of its rows is told whole. */
static int board_told_lines(const struct mq_app *app)
{
	enum { TOLD_MAX = 3 };
	struct mq_rect message = app->layout.panes[MQ_PANE_MESSAGE];
	int width = app->cells.width;
	if (!app->board.board.id || message.height == 0 ||
	    app->layout.panes[MQ_PANE_TUTOR].height > 0) {
		return 0;
	}
	int more = mq_board_told_lines(&app->board, width, message.width) - message.height;
	return more < 0 ? 0 : more < TOLD_MAX ? more : TOLD_MAX;
}

static void settle_layout(struct mq_app *app)
{
	int width;
	int height;
	mq_terminal_size(app->terminal, &width, &height);
	if (width != app->cells.width || height != app->cells.height) {
		mq_cells_resize(&app->cells, width, height);
	}
	enum mq_context context = mq_app_place(mq_app_ground(app));
	const struct mq_layout_wish wish = {
		.sheet = sheet_of(context), .sizes = app->sizes, .zoomed = zoomed_of(app, context),
		.tutor = mq_tutor_height(&app->tutor, width),
	};
	mq_layout_cut(&app->layout, width, height, &wish);
	const struct mq_rect *panes = app->layout.panes;
	set_height(&app->results.list, mq_view_results_height(panes[MQ_PANE_RESULTS]));
	set_height(&app->facets.list, lines_below_title(panes[MQ_PANE_FACETS]));
	set_height(&app->saved.list, lines_below_title(panes[MQ_PANE_FACETS]));
	set_height(&app->card.list, lines_below_title(panes[MQ_PANE_CARD]));
	set_height(&app->chooser.list, lines_below_title(mq_app_chooser_rect(app)));
	app->board.told_lines = board_told_lines(app);
	set_height(&app->board.list, mq_view_board_height(mq_app_board_rect(app)));
	set_height(&app->manual.list, lines_below_title(mq_app_sheet_rect(app)));
	mq_manual_fit(&app->manual, app->pages_dir, mq_view_manual_cols(mq_app_sheet_rect(app)));
	set_height(&app->help.list, lines_below_title(mq_app_sheet_rect(app)));
	set_height(&app->palette.list, mq_view_palette_height(mq_app_sheet_rect(app)));
	app->stale |= MQ_STALE_ROWS | MQ_STALE_FACETS | MQ_STALE_CARD;
}

/* ---- the answer ---- */

void mq_app_failed(struct mq_app *app, enum mq_err err, enum mq_stale what, struct mq_diag *diag)
{
	if (err == MQ_ERR_INTERRUPTED) {
		app->stale |= what;
		mq_diag_release(diag);
	} else {
		mq_app_say_diag(app, diag);
	}
}

/* From the fault on the text is shown as wrong. */
static void keep_fault(struct mq_app *app, struct mq_slice text, const struct mq_diag *diag)
{
	const struct mq_fault *fault = diag->n_faults ? &diag->faults[0] : NULL;
	app->wrong = true;
	app->tail = fault && fault->column > 0 ? mq_utf8_byte(text.data, text.len, fault->column) : 0;
	app->tail_end = fault && fault->end_column > 0
		? mq_utf8_byte(text.data, text.len, fault->end_column) : text.len;
	if (app->tail >= text.len) {
		app->tail = 0;
	}
	mq_buf_clear(&app->repair);
	if (fault && fault->repair) {
		mq_buf_adds(&app->repair, fault->repair);
	}
	struct mq_buf hint = {0};	/* what a key does goes before what a narrow line may cut */
	if (app->repair.len > 0) {
		mq_buf_addf(&hint, "Tab: %s", app->repair.data);
	}
	if (fault && fault->hint) {
		mq_buf_addf(&hint, "%s%s", hint.len > 0 ? "  " : "", fault->hint);
	}
	mq_message_set(&app->fault, MQ_ROLE_ERROR, fault ? fault->message : "", hint.data);
	mq_buf_release(&hint);
}

/* The query asks about records of another kind: they have facets and ids of their own. */
static void show_kind(struct mq_app *app, mq_kind_id kind)
{
	app->shown = kind;
	app->results.id = MQ_NO_RECORD;
	mq_app_learn_facets(app);
}

/* What is listed is this answer from now on. */
static void list_answer(struct mq_app *app, const struct mq_reply *reply)
{
	if (reply->kind != app->shown) {
		show_kind(app, reply->kind);
	}
	app->reply = *reply;
	app->answered = true;
	app->stale |= MQ_STALE_ROWS | MQ_STALE_FACETS | MQ_STALE_CHART | MQ_STALE_CARD |
		MQ_STALE_CHIPS;
	app->results.offset = SIZE_MAX;
}

static void take_reply(struct mq_app *app, const struct mq_reply *reply)
{
	list_answer(app, reply);
	app->wrong = false;
	app->tail = reply->tail;
	app->tail_end = SIZE_MAX;
	mq_buf_clear(&app->repair);
	mq_session_repair(app->session, &app->repair);
	mq_message_clear(&app->fault);
	if (reply->undecided > 0) {
		struct mq_buf text = {0};
		mq_view_number(reply->undecided, &text);
		mq_buf_adds(&text, _(" could not be decided: the pattern takes too long; they count as unknown"));
		mq_message_set(&app->fault, MQ_ROLE_ERROR, text.data, NULL);
		mq_buf_release(&text);
	} else if (reply->expected[0]) {
		struct mq_buf text = {0};
		mq_buf_adds(&text, reply->expected);
		mq_message_set(&app->fault, MQ_ROLE_HINT, text.data, NULL);
		mq_buf_release(&text);
	}
}

/* Typed in one go, or pasted, what stands before the fault was never asked: rows and counts
 * are those of what counts on the line, and of everybody where that is nothing. */
static void answer_before_fault(struct mq_app *app, struct mq_slice text)
{
	struct mq_reply reply;
	enum mq_err err = mq_session_ask(app->session, app->kind, text.data, app->tail, true, &reply,
		NULL);
	if (err == MQ_OK) {
		list_answer(app, &reply);
	} else if (err == MQ_ERR_INTERRUPTED) {
		app->stale |= MQ_STALE_ANSWER;
	}
}

/* A value that was not kept is to be filled in before its query is asked. */
static bool wants_filling_in(struct mq_app *app, struct mq_slice text)
{
	struct mq_buf message = {0};
	bool wants = mq_session_hole(text.data, text.len, &app->tail, &app->tail_end);
	if (wants) {
		app->wrong = true;
		mq_buf_clear(&app->repair);
		mq_buf_addf(&message, _("%.*s was not kept"), (int)(app->tail_end - app->tail),
			(const char *)text.data + app->tail);
		mq_message_set(&app->fault, MQ_ROLE_ERROR, message.data,
			_("type behind it what is to stand there"));
		mq_buf_release(&message);
		answer_before_fault(app, text);
	}
	return wants;
}

static void settle_answer(struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_reply reply;
	struct mq_diag diag = {0};
	if (wants_filling_in(app, text)) {
		return;
	}
	mq_session_show_unknown(app->session, app->results.unknown);
	enum mq_err err = mq_session_ask(app->session, app->kind, text.data, text.len, true, &reply,
		&diag);
	if (err == MQ_OK) {
		take_reply(app, &reply);
	} else if (err == MQ_ERR_INTERRUPTED) {
		app->stale |= MQ_STALE_ANSWER;
	} else {
		keep_fault(app, text, &diag);
		answer_before_fault(app, text);
	}
	mq_diag_release(&diag);
}

/* ---- all of it ---- */

static const struct {
	enum mq_stale stale;
	void (*settle)(struct mq_app *app);
} steps[] = {
	{MQ_STALE_LAYOUT, settle_layout},
	{MQ_STALE_ANSWER, settle_answer},
	{MQ_STALE_ROWS, mq_app_settle_rows},
	{MQ_STALE_FACETS, mq_app_settle_facets},
	{MQ_STALE_PALETTE, mq_app_settle_palette},
	{MQ_STALE_SAVED, mq_app_settle_saved},
};

bool mq_app_settle(struct mq_app *app)
{
	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		if (app->stale & steps[i].stale) {
			app->stale &= ~(unsigned)steps[i].stale;
			steps[i].settle(app);
		}
		if (app->stale & steps[i].stale) {
			return false;
		}
	}
	if (app->context == MQ_CONTEXT_CARD && (app->stale & MQ_STALE_CARD)) {
		mq_app_settle_card(app);
	}
	if (mq_app_ground(app) == MQ_CONTEXT_BOARD && (app->stale & MQ_STALE_BOARD)) {
		mq_app_settle_board(app);
	}
	return mq_app_ground(app) != MQ_CONTEXT_BOARD || !(app->stale & MQ_STALE_BOARD);
}
