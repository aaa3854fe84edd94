/*
 * One frame: every pane that the layout shows is painted by its view, then the
 * borders, then the cursor is put where the officer's eyes are: the insertion point, or
 * the selected line.
 */
#include "act.h"

#include <string.h>

#include "view_form.h"

/* "[pinyin]", "[address]": what the word at the cursor was taken for. */
static const char *badge_of(const struct mq_app *app)
{
	const struct mq_reading *reading = &app->reading;
	if (app->stale & MQ_STALE_CANDIDATES || reading->question != app->reply.question) {
		return "";
	}
	switch (reading->how) {
	case MQ_READING_TAG:
		return _("tag");
	case MQ_READING_PINYIN:
		return _("pinyin");
	case MQ_READING_CODE:
	case MQ_READING_FIELD:
	case MQ_READING_TEXT:
		return mq_field_label(&app->schema->fields[reading->field]);
	default:
		return "";
	}
}

static struct mq_query_line query_line(const struct mq_app *app)
{
	return (struct mq_query_line){
		.prompt = &app->prompt,
		.tail = app->tail,
		.tail_end = app->tail_end,
		.wrong = app->wrong,
		.ghost = mq_app_ghost(app),
		.badge = badge_of(app),
		.reply = app->answered ? &app->reply : NULL,
		.unknown = app->results.unknown,
		.n_marked = app->results.marks ? app->results.marks->n : 0,
	};
}

static void set_cursor(struct mq_app *app, int x, int y)
{
	app->cells.cursor_x = x < app->cells.width ? x : app->cells.width - 1;
	app->cells.cursor_y = y < app->cells.height ? y : app->cells.height - 1;
}

/* ---- one function a pane ---- */

static void paint_query(struct mq_app *app, struct mq_rect rect)
{
	struct mq_query_line line = query_line(app);
	bool with_counts = app->layout.panes[MQ_PANE_COUNTS].height == 0;
	int x;
	mq_view_query(&app->cells, rect, &line, with_counts, &x);
	set_cursor(app, x, rect.y);
}

static void paint_chips(struct mq_app *app, struct mq_rect rect)
{
	bool focused = app->context == MQ_CONTEXT_CHIPS;
	int x;
	mq_view_chips(&app->cells, rect, app->stale & MQ_STALE_CHIPS ? NULL : &app->chips, focused, &x);
	if (focused) {
		set_cursor(app, x, rect.y);
	}
}

/* Where the conditions have no row of their own they take this one while keys go to them. */
static void paint_counts(struct mq_app *app, struct mq_rect rect)
{
	struct mq_query_line line = query_line(app);
	if (app->context == MQ_CONTEXT_CHIPS) {
		paint_chips(app, rect);
		return;
	}
	line.n_conditions = app->stale & MQ_STALE_CHIPS ? 0 : app->chips.conditions.n;
	mq_view_counts(&app->cells, rect, &line);
}

static void paint_candidates(struct mq_app *app)
{
	const struct mq_offers *offers = mq_app_candidates(app);
	struct mq_rect row = mq_view_results_row(app->layout.panes[MQ_PANE_RESULTS], &app->results);
	if (offers) {
		mq_view_candidates(&app->cells, mq_layout_below_query(&app->layout), row, offers,
			app->completing.at, mq_view_candidates_max(&app->layout));
	}
}

/* The saved lists stand where the facets do. */
static void paint_facets(struct mq_app *app, struct mq_rect rect)
{
	if (app->context == MQ_CONTEXT_SAVED) {
		mq_view_saved(&app->cells, rect, &app->saved,
			app->stale & MQ_STALE_CHIPS ? NULL : &app->chips.conditions, true);
	} else {
		mq_view_facets(&app->cells, rect, &app->facets, app->context == MQ_CONTEXT_FACETS);
	}
}

static void paint_results(struct mq_app *app, struct mq_rect rect)
{
	mq_view_results(&app->cells, rect, app->schema, &app->results,
		app->context == MQ_CONTEXT_RESULTS);
}

/* Until it is settled a pane shows nobody, rather than somebody who was there before. */
static void paint_card(struct mq_app *app, struct mq_rect rect)
{
	static const struct mq_card_pane nobody;
	bool stale = app->stale & MQ_STALE_CARD;
	mq_view_card(&app->cells, rect, stale ? &nobody : &app->card,
		app->context == MQ_CONTEXT_CARD);
}

static void paint_detail(struct mq_app *app, struct mq_rect rect)
{
	static const struct mq_card nobody;
	bool stale = app->stale & MQ_STALE_CARD;
	mq_view_detail(&app->cells, rect, stale ? &nobody : &app->card.card);
}

static const struct mq_facet *chart_of(const struct mq_app *app)
{
	return app->stale & (MQ_STALE_COUNTS | MQ_STALE_CHART) ? NULL : app->chart;
}

static void paint_chart(struct mq_app *app, struct mq_rect rect)
{
	if (rect.height == 1) {
		mq_view_chart_line(&app->cells, rect, chart_of(app));
	} else {
		mq_view_chart(&app->cells, rect, chart_of(app));
	}
}

/* "M-n next  M-p back" */
static void paint_tutor(struct mq_app *app, struct mq_rect rect)
{
	static const char *const names[] = {"tutor-next", "tutor-back"};
	struct mq_tutor_words words = mq_tutor_words(&app->tutor);
	struct mq_buf keys = {0};
	mq_buf_adds(&keys, "");
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const struct mq_command *command = mq_command_find(names[i]);
		bool skips = command->run == mq_act_tutor_next;
		const struct mq_sequence *sequence =
			mq_keymap_keys(&app->keymap, app->context, command, 0);
		if (sequence && !(skips && app->tutor.step == MQ_TUTOR_STEPS)) {
			mq_buf_adds(&keys, keys.len > 0 ? "  " : "");
			mq_sequence_print(sequence, &keys);
			mq_buf_addf(&keys, " %s", _(command->hint));
		}
	}
	mq_view_tutor(&app->cells, rect, &words, keys.data);
	mq_buf_release(&keys);
}

static void paint_message(struct mq_app *app, struct mq_rect rect)
{
	if (mq_ask_is_open(app)) {
		int x;
		rect.height += mq_ask_wants_more(&app->ask, rect);
		mq_view_ask(&app->cells, rect, &app->ask, &x);
		set_cursor(app, x, rect.y);
		return;
	}
	if (app->context == MQ_CONTEXT_BOARD) {
		struct mq_rect board = mq_app_board_rect(app);
		struct mq_rect told = {rect.x, rect.y - app->board.told_lines, rect.width,
			rect.height + app->board.told_lines};
		mq_view_board_told(&app->cells, told, &app->board, board.width);
	}
	if (app->context == MQ_CONTEXT_BOARD && !app->message.text) {
		return;
	}
	if (app->context == MQ_CONTEXT_SAVED && !app->message.text && !app->wrong) {
		mq_view_saved_told(&app->cells, rect, &app->saved);
		return;
	}
	if (app->context == MQ_CONTEXT_FORM && !app->message.text) {
		mq_view_message(&app->cells, rect, MQ_ROLE_HINT, mq_view_form_hint(&app->form), NULL);
		return;
	}
	if (app->context == MQ_CONTEXT_HELP && !app->message.text) {
		mq_view_help_told(&app->cells, rect, &app->help, mq_app_sheet_rect(app).width);
		return;
	}
	const struct mq_message *message = app->message.text ? &app->message : &app->fault;
	mq_view_message(&app->cells, rect, message->role, message->text ? message->text : "",
		message->hint);
}

static void paint_chooser(struct mq_app *app)
{
	struct mq_rect rect = mq_app_chooser_rect(app);
	int x;
	mq_view_chooser(&app->cells, rect, app->schema, &app->chooser, mq_app_columns(app), &x);
	set_cursor(app, x, rect.y);
}

/* "F1 help  Enter goes there …" */
static void paint_ask_hints(struct mq_app *app, struct mq_rect rect)
{
	const struct mq_command *help = mq_command_find("help");
	const struct mq_sequence *keys = mq_keymap_keys(&app->keymap, MQ_CONTEXT_QUERY, help, 0);
	struct mq_buf text = {0};
	if (keys) {
		mq_sequence_print(keys, &text);
		mq_buf_addf(&text, " %s  ", _(help->hint));
	}
	mq_buf_adds(&text, app->ask.hint);
	mq_view_message(&app->cells, rect, MQ_ROLE_DIM, text.data, NULL);
	mq_buf_release(&text);
}

static void paint_palette(struct mq_app *app)
{
	struct mq_rect rect = mq_app_sheet_rect(app);
	int x;
	mq_view_palette(&app->cells, rect, &app->palette, &app->keymap, &x);
	set_cursor(app, x, rect.y);
}

static void paint_form(struct mq_app *app)
{
	struct mq_rect rect = mq_app_sheet_rect(app);
	int x;
	int y;
	mq_form_fit(&app->form, rect);
	mq_view_form(&app->cells, rect, &app->form, &x, &y);
	if (!mq_ask_is_open(app)) {
		set_cursor(app, x, y);
	}
}

static void paint_manual(struct mq_app *app)
{
	int x;
	mq_view_manual(&app->cells, mq_app_sheet_rect(app), &app->manual, &x);
	if (!mq_ask_is_open(app)) {
		app->cells.cursor_x = x;	/* its row is placed as that of every list */
	}
}

/* Where keys go to it, or beside the card that was opened from it. */
static void paint_board(struct mq_app *app)
{
	if (mq_app_ground(app) == MQ_CONTEXT_BOARD || mq_app_board_is_beside(app)) {
		mq_view_board(&app->cells, mq_app_board_rect(app), &app->board, true);
	}
}

static void paint_hints(struct mq_app *app, struct mq_rect rect)
{
	if (mq_ask_is_open(app) &&
		mq_ask_wants_more(&app->ask, app->layout.panes[MQ_PANE_MESSAGE])) {
		return;	/* what was said has the row: it stands right below the message's */
	}
	if (mq_ask_is_open(app)) {
		paint_ask_hints(app, rect);
		return;
	}
	struct mq_hints hints = {.keymap = &app->keymap, .context = app->context};
	if (app->context == MQ_CONTEXT_HELP && (app->help.field || app->help.log)) {	/* none runs */
		hints.label = app->help.title;
		hints.idle = mq_command_find("run");
	}
	mq_view_hints(&app->cells, rect, &hints);
}

static void (*const painters[])(struct mq_app *app, struct mq_rect rect) = {
	[MQ_PANE_QUERY] = paint_query,
	[MQ_PANE_COUNTS] = paint_counts,
	[MQ_PANE_CHIPS] = paint_chips,
	[MQ_PANE_FACETS] = paint_facets,
	[MQ_PANE_RESULTS] = paint_results,
	[MQ_PANE_CARD] = paint_card,
	[MQ_PANE_DETAIL] = paint_detail,
	[MQ_PANE_CHART] = paint_chart,
	[MQ_PANE_TUTOR] = paint_tutor,
	[MQ_PANE_MESSAGE] = paint_message,
	[MQ_PANE_HINTS] = paint_hints,
};
_Static_assert(MQ_LENGTH(painters) == MQ_N_PANES, "each pane has a painter");

/* ---- the frame ---- */

/* A line only where the terminal was measured to have it in one column. */
static const char *border(void)
{
	enum { LINE = 0x2502 };
	return mq_width_is_sure(LINE) && mq_width_char(LINE) == 1 ? "│" : "|";
}

static void paint_border(struct mq_cells *cells, struct mq_rect rect, const char *line)
{
	for (int y = rect.y; y < rect.y + rect.height; y++) {
		mq_cells_str(cells, rect.x, y, 1, y == rect.y ? MQ_ROLE_TITLE : MQ_ROLE_DIM, line);
	}
}

static void paint_too_small(struct mq_app *app)
{
	struct mq_rect rect = mq_cells_rect(&app->cells);
	mq_cells_fill(&app->cells, rect, MQ_ROLE_NORMAL);
	mq_cells_str(&app->cells, 0, 0, rect.width, MQ_ROLE_ERROR, _("window too small"));
	set_cursor(app, 0, 0);
}

/* The line of a list that is selected stands here, below the title. */
static void cursor_on(struct mq_app *app, enum mq_pane pane, const struct mq_list *list)
{
	struct mq_rect rect = app->layout.panes[pane];
	if (rect.height > 0) {
		set_cursor(app, rect.x, rect.y + 1 + (int)(list->selected - list->top));
	}
}

static void cursor_on_row(struct mq_app *app)
{
	struct mq_rect rect = app->layout.panes[MQ_PANE_RESULTS];
	struct mq_rect row = mq_view_results_row(rect, &app->results);
	if (rect.height > 0) {
		set_cursor(app, row.x, row.y);
	}
}

static void place_cursor(struct mq_app *app)
{
	switch (app->context) {
	case MQ_CONTEXT_RESULTS:
		cursor_on_row(app);
		break;
	case MQ_CONTEXT_FACETS:
		cursor_on(app, MQ_PANE_FACETS, &app->facets.list);
		break;
	case MQ_CONTEXT_SAVED:
		cursor_on(app, MQ_PANE_FACETS, &app->saved.list);
		break;
	case MQ_CONTEXT_CARD:
		cursor_on(app, MQ_PANE_CARD, &app->card.list);
		break;
	case MQ_CONTEXT_HELP:
		set_cursor(app, 0, 2 + (int)(app->help.list.selected - app->help.list.top));
		break;
	case MQ_CONTEXT_BOARD:
		set_cursor(app, 0, 1 + MQ_BOARD_FIRST +
			(int)(app->board.list.selected - app->board.list.top));
		break;
	case MQ_CONTEXT_MAN:
		set_cursor(app, app->cells.cursor_x,
			2 + (int)(app->manual.list.selected - app->manual.list.top));
		break;
	default:
		break;	/* the query line has set it */
	}
}

void mq_app_paint(struct mq_app *app)
{
	if (app->layout.size == MQ_SIZE_NONE) {
		paint_too_small(app);
		return;
	}
	for (size_t i = 0; i < MQ_N_PANES; i++) {
		if (app->layout.panes[i].height > 0) {
			painters[i](app, app->layout.panes[i]);
		}
	}
	const char *line = border();
	for (size_t i = 0; i < app->layout.n_borders; i++) {
		paint_border(&app->cells, app->layout.borders[i], line);
	}
	paint_candidates(app);
	paint_board(app);
	if (app->context == MQ_CONTEXT_COLUMNS) {
		paint_chooser(app);
	} else if (app->context == MQ_CONTEXT_HELP) {
		mq_view_help(&app->cells, mq_app_sheet_rect(app), &app->help);
	} else if (app->context == MQ_CONTEXT_PALETTE) {
		paint_palette(app);
	} else if (app->context == MQ_CONTEXT_FORM) {
		paint_form(app);
	} else if (app->context == MQ_CONTEXT_MAN) {
		paint_manual(app);
	} else if (app->context == MQ_CONTEXT_ACTIONS) {
		struct mq_rect rect = mq_view_menu(&app->cells, mq_app_sheet_rect(app), &app->menu);
		set_cursor(app, rect.x, rect.y);
	}
	if (app->pending_listed) {
		mq_view_menu(&app->cells, mq_app_sheet_rect(app), &app->menu);
	}
	if (!mq_ask_is_open(app)) {
		place_cursor(app);
	}
}
