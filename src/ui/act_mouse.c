/*
 * The mouse, where it is on: a click goes to the pane it falls on and selects the line there;
 * a click on the selected line opens, as Enter does there, so that two clicks in a row do.
 * The wheel moves the window of the pane under it and leaves the keys where they are. A border
 * that is pressed in one place and let go in another moves there.
 */
#include "act.h"

enum {
	WHEEL_LINES = 3,
	AGAIN_MS = 400,		/* two clicks within that are one */
};

static bool is_in(struct mq_rect rect, const struct mq_mouse *mouse)
{
	return mouse->x >= rect.x && mouse->x < rect.x + rect.width && mouse->y >= rect.y &&
		mouse->y < rect.y + rect.height;
}

/* Where a click on a pane goes to; ANY: nowhere. */
static enum mq_context context_of(const struct mq_app *app, enum mq_pane pane)
{
	switch (pane) {
	case MQ_PANE_QUERY:
	case MQ_PANE_COUNTS:
		return MQ_CONTEXT_QUERY;
	case MQ_PANE_FACETS:
		return app->context == MQ_CONTEXT_SAVED ? MQ_CONTEXT_SAVED : MQ_CONTEXT_FACETS;
	case MQ_PANE_RESULTS:
		return MQ_CONTEXT_RESULTS;
	case MQ_PANE_CARD:
		return MQ_CONTEXT_CARD;
	default:
		return MQ_CONTEXT_ANY;
	}
}

/* The pane under the mouse; MQ_N_PANES: none. */
static enum mq_pane pane_under(const struct mq_app *app, const struct mq_mouse *mouse)
{
	size_t pane = 0;
	while (pane < MQ_N_PANES && !is_in(app->layout.panes[pane], mouse)) {
		pane++;
	}
	return (enum mq_pane)pane;
}

static void go_to(struct mq_app *app, enum mq_context context)
{
	if (app->context == context) {
		return;
	}
	if (context == MQ_CONTEXT_CARD) {
		mq_app_enter(app, MQ_CONTEXT_RESULTS);
		mq_app_press(app, MQ_PRESS_ENTER);
	} else {
		app->n_cards = 0;
		app->stale |= MQ_STALE_CARD;
		mq_app_enter(app, context);
	}
	mq_app_settle(app);
}

/* The line of the list under the mouse, which stands below the title of rect; count: none. */
static size_t line_under(const struct mq_list *list, struct mq_rect rect, size_t lines_each,
	const struct mq_mouse *mouse)
{
	int below = mouse->y - rect.y - 1;
	size_t at = below < 0 ? list->count : list->top + (size_t)below / lines_each;
	return at < list->count && at - list->top < list->height ? at : list->count;
}

static void take_line(struct mq_app *app, struct mq_list *list, size_t line, bool had_keys,
	const struct mq_mouse *mouse)
{
	if (line == list->count) {
		return;
	}
	if (line == list->selected && had_keys) {
		app->opened = *mouse;
		app->opened_ms = mq_terminal_now_ms();
		mq_app_press(app, MQ_PRESS_ENTER);
		return;
	}
	mq_list_select(list, line);
	mq_app_moved(app, 1);
}

static void click_line(struct mq_app *app, enum mq_pane pane, const struct mq_mouse *mouse)
{
	bool had_keys = app->context == context_of(app, pane) || app->context == MQ_CONTEXT_QUERY;
	go_to(app, context_of(app, pane));
	struct mq_list *list = mq_app_list(app);
	struct mq_rect rect = app->layout.panes[pane];
	size_t lines_each = 1;
	if (pane == MQ_PANE_RESULTS) {
		lines_each = mq_view_results_lines(rect);
		rect.y += mq_view_results_first(rect) - 1;
	}
	size_t line = line_under(list, rect, lines_each, mouse);
	if (app->context == context_of(app, pane)) {
		take_line(app, list, line, had_keys, mouse);
	}
}

/* Do keys go to what covers the panes? */
static bool is_on_sheet(const struct mq_app *app)
{
	return app->context == MQ_CONTEXT_BOARD || mq_app_ground(app) != app->context;
}

/* On a sheet of lines; a menu has letters only. */
static void click_sheet(struct mq_app *app, const struct mq_mouse *mouse)
{
	struct mq_rect rect = mq_app_sheet_rect(app);
	rect.y += app->context == MQ_CONTEXT_BOARD ? MQ_BOARD_FIRST - 1 : 0;
	struct mq_list *list = mq_app_list(app);
	if (app->context != MQ_CONTEXT_ACTIONS) {
		size_t lines_each = app->context == MQ_CONTEXT_PALETTE ? mq_view_palette_lines(rect) : 1;
		take_line(app, list, line_under(list, rect, lines_each, mouse), true, mouse);
	}
}

/* A click on what the one just before opened is the second of two. */
static bool is_again(const struct mq_app *app, const struct mq_mouse *mouse)
{
	return app->opened_ms > 0 && mq_terminal_now_ms() - app->opened_ms < AGAIN_MS &&
		mouse->x == app->opened.x && mouse->y == app->opened.y;
}

static void click(struct mq_app *app, const struct mq_mouse *mouse)
{
	enum mq_pane pane = pane_under(app, mouse);
	if (app->context == MQ_CONTEXT_FORM) {
		mq_app_click_form(app, mouse->x, mouse->y);
		return;
	}
	if (mq_app_board_is_beside(app) && is_in(mq_app_board_rect(app), mouse)) {
		go_to(app, MQ_CONTEXT_BOARD);
	}
	if (is_on_sheet(app)) {
		click_sheet(app, mouse);
		return;
	}
	switch (context_of(app, pane)) {
	case MQ_CONTEXT_ANY:
		break;
	case MQ_CONTEXT_QUERY:
		go_to(app, MQ_CONTEXT_QUERY);
		break;
	default:
		click_line(app, pane, mouse);
	}
}

/* The window moves, the selection only as far as it has to, to stay in it. */
static void scroll(struct mq_list *list, long by)
{
	size_t most = list->count > list->height ? list->count - list->height : 0;
	size_t far = by < 0 ? (size_t)-by : (size_t)by;
	size_t top = by < 0 ? (far > list->top ? 0 : list->top - far) : list->top + far;
	list->top = top < most ? top : most;
	if (list->selected < list->top) {
		list->selected = list->top;
	} else if (list->height > 0 && list->selected >= list->top + list->height) {
		list->selected = list->top + list->height - 1;
	}
	mq_list_settle(list);
}

static void wheel(struct mq_app *app, const struct mq_mouse *mouse, int by)
{
	enum mq_context keys = app->context;
	if (keys == MQ_CONTEXT_FORM) {
		mq_form_go(&app->form, by < 0 ? -1 : 1);
		return;
	}
	enum mq_context context = context_of(app, pane_under(app, mouse));
	bool sheet = is_on_sheet(app) || keys == MQ_CONTEXT_CARD;
	if (context == MQ_CONTEXT_ANY || (sheet && context != keys)) {
		context = keys;
	}
	app->context = context;	/* whose list it is that moves */
	mq_app_settle(app);
	scroll(mq_app_list(app), by);
	mq_app_moved(app, by);
	app->context = keys;
	mq_app_settle_lines(app);	/* who is selected now, before another question is asked */
}

static void act(struct mq_app *app, const struct mq_mouse *mouse)
{
	if (mouse->what == MQ_MOUSE_LET_GO) {
		mq_app_drag(app, &app->pressed_at, mouse);	/* what the press said stays */
		return;
	}
	mq_app_end_completing(app);
	app->pending.n = 0;
	mq_app_settle_lines(app);
	switch (mouse->what) {
	case MQ_MOUSE_PRESS:
		app->pressed_at = *mouse;
		click(app, mouse);
		break;
	case MQ_MOUSE_LET_GO:
		break;
	case MQ_MOUSE_WHEEL_UP:
		wheel(app, mouse, -WHEEL_LINES);
		break;
	case MQ_MOUSE_WHEEL_DOWN:
		wheel(app, mouse, WHEEL_LINES);
		break;
	}
}

/* The second of two clicks does nothing, nor does letting go where it was pressed. While a
 * question is open a click would answer it, as Enter does. */
static bool is_idle(const struct mq_app *app, const struct mq_mouse *mouse)
{
	if (mq_ask_is_open(app)) {
		return true;
	}
	return mouse->what == MQ_MOUSE_LET_GO
		? mouse->x == app->pressed_at.x && mouse->y == app->pressed_at.y
		: mouse->what == MQ_MOUSE_PRESS && is_again(app, mouse);
}

void mq_act_mouse(struct mq_app *app, const struct mq_mouse *mouse)
{
	if (is_idle(app, mouse)) {
		return;
	}
	if (mouse->what != MQ_MOUSE_LET_GO) {
		mq_message_clear(&app->message);
	}
	app->log.apart = mq_app_ground(app) == MQ_CONTEXT_FORM;
	mq_log_mouse(&app->log, mq_app_haste(app), mouse);
	app->log.within = true;
	act(app, mouse);
	app->log.within = false;
}
