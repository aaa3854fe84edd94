/*
 * Going from one context to another, and back. Back is one step that loses nothing:
 * a sheet closes, a card goes to the one it was opened from, a pane to the query, the
 * query to the list, a pane that had all the room shares it again, a range that was begun is
 * given up, the unknown go to the hits, people go to the card or the board that led to them. It
 * never leaves the program, and never touches what was typed: that is for undo.
 */
#include "app.h"

void mq_app_enter(struct mq_app *app, enum mq_context context)
{
	if (app->context == MQ_CONTEXT_QUERY && context != MQ_CONTEXT_QUERY) {
		mq_app_remember(app);
	}
	if (app->context == MQ_CONTEXT_COLUMNS) {
		mq_app_keep_columns(app);
	}
	mq_app_keep_facets(app);
	mq_ask_leave(app, context);
	app->context = context;
	app->stale |= MQ_STALE_LAYOUT | (context == MQ_CONTEXT_SAVED ? MQ_STALE_HITS : 0);
	mq_app_end_completing(app);
	mq_app_cursor_moved(app);
}

enum mq_context mq_app_place(enum mq_context context)
{
	return context == MQ_CONTEXT_SAVED ? MQ_CONTEXT_FACETS : context;
}

void mq_app_put_query(struct mq_app *app, const struct mq_buf *text)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_app_remember(app);
	mq_prompt_set(&app->prompt, text->len ? text->data : "", text->len);
	mq_app_asked_anew(app);
}

void mq_app_asked_anew(struct mq_app *app)
{
	app->stale |= MQ_STALE_ANSWER;
	app->n_cards = 0;
	app->results.unknown = false;
	mq_app_cursor_moved(app);
}

/* Help opens over the palette, the menu and the manual, these over neither it nor one another. */
enum mq_context mq_app_ground(const struct mq_app *app)
{
	enum mq_context context = app->context == MQ_CONTEXT_HELP ? app->help_from : app->context;
	return context == MQ_CONTEXT_PALETTE ? app->palette.from
		: context == MQ_CONTEXT_ACTIONS ? app->menu.from
		: context == MQ_CONTEXT_MAN ? app->manual.from : context;
}

struct mq_rect mq_app_sheet_rect(const struct mq_app *app)
{
	return (struct mq_rect){0, 1, app->cells.width, mq_layout_end(&app->layout) - 1};
}

/* Where the list is beside the card too: elsewhere what is beside it has no room for a board. */
bool mq_app_board_is_beside(const struct mq_app *app)
{
	return mq_app_ground(app) == MQ_CONTEXT_CARD && app->card_from == MQ_CONTEXT_BOARD &&
		app->layout.panes[MQ_PANE_RESULTS].height > 0 &&
		app->layout.panes[MQ_PANE_CARD].height > 0;
}

struct mq_rect mq_app_board_rect(const struct mq_app *app)
{
	struct mq_rect rect = mq_app_sheet_rect(app);
	if (mq_app_board_is_beside(app)) {
		rect.width = app->layout.panes[MQ_PANE_CARD].x - 1;
	} else {
		rect.height -= app->board.told_lines;
	}
	return rect;
}

struct mq_list *mq_app_list(struct mq_app *app)
{
	switch (app->context) {
	case MQ_CONTEXT_FACETS:
		return &app->facets.list;
	case MQ_CONTEXT_CARD:
		return &app->card.list;
	case MQ_CONTEXT_HELP:
		return &app->help.list;
	case MQ_CONTEXT_COLUMNS:
		return &app->chooser.list;
	case MQ_CONTEXT_PALETTE:
		return &app->palette.list;
	case MQ_CONTEXT_MAN:
		return &app->manual.list;
	case MQ_CONTEXT_SAVED:
		return &app->saved.list;
	case MQ_CONTEXT_BOARD:
		return &app->board.list;
	case MQ_CONTEXT_FORM:
		return &app->form.list;
	default:
		return &app->results.list;
	}
}

/* ---- selections ---- */

static bool facet_selectable(const struct mq_app *app, size_t line)
{
	size_t facet;
	long value;
	return mq_facet_line(&app->facets, line, &facet, &value) && value >= 0;
}

static bool card_selectable(const struct mq_app *app, size_t line)
{
	return mq_card_selectable(&app->card, line);
}

static bool help_selectable(const struct mq_app *app, size_t line)
{
	return mq_help_is_line(&app->help, line);
}

static bool board_selectable(const struct mq_app *app, size_t line)
{
	return mq_board_selectable(&app->board.board, line);
}

static bool saved_selectable(const struct mq_app *app, size_t line)
{
	return mq_saved_line(&app->saved, line) != NULL;
}

/* From a line that cannot be selected go on in the same direction, else back. */
static void skip(struct mq_app *app, struct mq_list *list, int step,
	bool (*selectable)(const struct mq_app *app, size_t line))
{
	for (int turn = 0; turn < 2; turn++, step = -step) {
		for (size_t at = list->selected; at < list->count; at += (size_t)(long)step) {
			if (selectable(app, at)) {
				mq_list_select(list, at);
				return;
			}
		}
	}
}

void mq_app_moved(struct mq_app *app, int step)
{
	struct mq_list *list = mq_app_list(app);
	if (list == &app->facets.list) {
		skip(app, list, step, facet_selectable);
		mq_facet_pane_hold(&app->facets);
		app->stale |= MQ_STALE_FACETS | MQ_STALE_CHART;
	} else if (list == &app->card.list) {
		skip(app, list, step, card_selectable);
		mq_app_hold_line(app);
	} else if (list == &app->help.list) {
		skip(app, list, step, help_selectable);
	} else if (list == &app->manual.list) {
		app->manual.chosen = 0;
	} else if (list == &app->palette.list) {
		app->stale |= MQ_STALE_PALETTE_COUNTS;
	} else if (list == &app->saved.list) {
		skip(app, list, step, saved_selectable);
	} else if (list == &app->board.list) {
		skip(app, list, step, board_selectable);
	} else if (list == &app->form.list) {
		mq_form_select(&app->form, list->selected, step);
	} else if (list == &app->results.list) {
		app->n_cards = 0;
		mq_app_hold_row(app);
	}
}

/* ---- back ---- */

static bool back_from_card(struct mq_app *app)
{
	if (app->n_cards > 1) {
		app->n_cards--;
		app->stale |= MQ_STALE_CARD;
		return true;
	}
	app->n_cards = 0;
	app->stale |= MQ_STALE_CARD;
	mq_app_enter(app, app->card_from);
	return true;
}

static void back_from_actions(struct mq_app *app)
{
	if (app->menu.topic != MQ_TOPIC_NONE) {
		mq_menu_list(&app->menu, &app->keymap, MQ_TOPIC_NONE);
	} else {
		mq_app_enter(app, app->menu.from);
	}
}

static bool back_from_results(struct mq_app *app)
{
	bool unknown = app->results.unknown;
	if (app->ranging) {
		app->ranging = false;
		return true;
	}
	if (unknown) {
		mq_app_step(app, MQ_CHANGE_OTHER);
		mq_app_asked_anew(app);
	} else if (mq_app_back_to_card(app)) {
		return true;
	} else if (app->board.board.id) {
		mq_app_enter(app, MQ_CONTEXT_BOARD);
		return true;
	}
	return unknown;
}

/* In the list, in front of all others: it is seen at once that the pane was alone. */
static bool back_from_zoom(struct mq_app *app)
{
	bool zoomed = app->zoomed && app->context == MQ_CONTEXT_RESULTS;
	if (zoomed) {
		app->zoomed = false;
		app->stale |= MQ_STALE_LAYOUT;
	}
	return zoomed;
}

bool mq_app_back(struct mq_app *app)
{
	if (app->pending.n > 0) {
		app->pending.n = 0;
		return true;
	}
	if (back_from_zoom(app)) {
		return true;
	}
	switch (app->context) {
	case MQ_CONTEXT_HELP:
		if (!mq_app_help_whole(app)) {
			mq_app_enter(app, app->help_from);
		}
		return true;
	case MQ_CONTEXT_PALETTE:
		mq_app_enter(app, app->palette.from);
		return true;
	case MQ_CONTEXT_MAN:
		if (!mq_app_back_page(app)) {
			mq_app_enter(app, app->manual.from);
		}
		return true;
	case MQ_CONTEXT_BOARD:
		mq_app_back_from_board(app);
		return true;
	case MQ_CONTEXT_FORM:
		mq_app_leave_form(app);
		return true;
	case MQ_CONTEXT_ACTIONS:
		back_from_actions(app);
		return true;
	case MQ_CONTEXT_COLUMNS:
		mq_app_enter(app, app->chooser.from);
		return true;
	case MQ_CONTEXT_SAVED:
		mq_app_enter(app, app->saved.from);
		return true;
	case MQ_CONTEXT_CARD:
		return back_from_card(app);
	case MQ_CONTEXT_CHIPS:
	case MQ_CONTEXT_FACETS:
		mq_app_enter(app, MQ_CONTEXT_QUERY);
		return true;
	case MQ_CONTEXT_QUERY:
		if (!mq_app_close_candidates(app)) {
			mq_app_enter(app, MQ_CONTEXT_RESULTS);
		}
		return true;
	default:
		return back_from_results(app);
	}
}
