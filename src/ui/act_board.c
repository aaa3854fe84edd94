/*
 * Boards as a sheet: my day, and what it leads to. A board is worked out before it is shown, so
 * that one that cannot be had leaves everything as it is. From a row Enter goes to people, to
 * a card or to another board, and the way back ends on the row one came from: the board stays
 * open beneath until it is closed itself.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

/* ---- which row again ---- */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Do both tell of the same thing, however it stands by now? */
static bool same_row(const struct mq_board_row *a, const struct mq_board_row *b)
{
	bool leads = a->query || a->board || a->id != MQ_NO_RECORD;
	return a->heading == b->heading && a->kind == b->kind && a->id == b->id &&
		same_text(a->query, b->query) && same_text(a->board, b->board) &&
		(leads || strcmp(a->cells[0], b->cells[0]) == 0);
}

/* Where it is now: a record may be told of more than once, then the nearest. */
static size_t find_again(const struct mq_board *board, const struct mq_board_row *row, size_t was)
{
	size_t found = SIZE_MAX;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < board->n_rows; i++) {
		size_t far = i > was ? i - was : was - i;
		if (same_row(&board->rows[i], row) && far < least) {
			found = i;
			least = far;
		}
	}
	return found == SIZE_MAX ? was : found;
}

/* ---- made, given back ---- */

/* What is shown is this board from now on. Moves both. */
static void show(struct mq_app *app, struct mq_board *board, char *argument)
{
	struct mq_board_pane *pane = &app->board;
	mq_board_release(&pane->board);
	free(pane->argument);
	pane->board = *board;
	pane->argument = argument;
	pane->list.count = board->n_rows;
	pane->column = SIZE_MAX;
	mq_board_measure(pane);
	app->stale = (app->stale & ~(unsigned)MQ_STALE_BOARD) | MQ_STALE_LAYOUT;
}

static void select_row(struct mq_app *app, size_t top, size_t row)
{
	struct mq_board_pane *pane = &app->board;
	pane->list.top = top;
	mq_list_select(&pane->list, row);
	mq_app_moved(app, 1);
}

void mq_app_settle_board(struct mq_app *app)
{
	struct mq_board_pane *pane = &app->board;
	size_t at = pane->list.selected;
	struct mq_board board;
	struct mq_diag diag = {0};
	app->stale &= ~(unsigned)MQ_STALE_BOARD;
	enum mq_err err = mq_session_board(app->session, pane->board.id, pane->argument,
		pane->where, &board, &diag);
	if (err != MQ_OK) {
		mq_board_release(&board);
		mq_app_failed(app, err, MQ_STALE_BOARD, &diag);
		return;
	}
	size_t column = pane->column;
	at = at < pane->board.n_rows ? find_again(&board, &pane->board.rows[at], at) : at;
	char *argument = pane->argument;
	pane->argument = NULL;
	show(app, &board, argument);
	pane->column = column;
	select_row(app, pane->list.top, at);
	mq_diag_release(&diag);
}

static void drop_places(struct mq_board_pane *pane, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(pane->back[i].argument);
	}
	memmove(pane->back, pane->back + n, (pane->n_back - n) * sizeof(*pane->back));
	pane->n_back -= n;
}

void mq_app_close_board(struct mq_app *app)
{
	struct mq_board_pane *pane = &app->board;
	struct mq_list list = {.height = pane->list.height};
	drop_places(pane, pane->n_back);
	mq_board_release(&pane->board);
	free(pane->argument);
	*pane = (struct mq_board_pane){.list = list, .from = pane->from, .sought = pane->sought,
		.where = pane->where};
	app->stale &= ~(unsigned)MQ_STALE_BOARD;
}

/* ---- opening ---- */

/* The board that was open is where back leads. */
static void keep_place(struct mq_board_pane *pane)
{
	if (pane->n_back == MQ_BOARD_BACK_MAX) {
		drop_places(pane, 1);
	}
	pane->back[pane->n_back++] = (struct mq_board_place){
		.id = pane->board.id, .argument = pane->argument,
		.selected = pane->list.selected, .top = pane->list.top,
	};
	pane->argument = NULL;
}

static bool is_open(const struct mq_board_pane *pane, const char *id, const char *argument)
{
	return same_text(pane->board.id, id) && same_text(pane->argument, argument);
}

void mq_app_open_board(struct mq_app *app, const char *id, const char *argument)
{
	struct mq_board_pane *pane = &app->board;
	struct mq_board board;
	struct mq_diag diag = {0};
	if (mq_session_board(app->session, id, argument, pane->where, &board, &diag) != MQ_OK) {
		mq_board_release(&board);
		mq_app_say_diag(app, &diag);
		return;
	}
	char *own = argument ? mq_strdup(argument) : NULL;	/* it may be the open board's */
	if (!pane->board.id) {
		pane->from = mq_app_ground(app);
	} else if (!is_open(pane, id, argument)) {
		keep_place(pane);
	}
	show(app, &board, own);
	app->n_cards = 0;
	app->stale |= MQ_STALE_CARD;
	mq_app_enter(app, MQ_CONTEXT_BOARD);
	select_row(app, 0, 0);
	mq_diag_release(&diag);
}

void mq_act_board(struct mq_app *app)
{
	mq_app_open_board(app, app->command->name, app->argument);
}

/* The other of both where there are two; it holds for all boards until it is changed back. */
void mq_act_everywhere(struct mq_app *app)
{
	struct mq_board_pane *pane = &app->board;
	if (!pane->board.id) {
		mq_app_say(app, MQ_ROLE_HINT, _("no board is open"), NULL);
		return;
	}
	if (!pane->board.has_area) {
		mq_app_say(app, MQ_ROLE_HINT, _("this board is the same everywhere"), NULL);
		return;
	}
	pane->where = pane->where == MQ_BOARD_MY_AREA ? MQ_BOARD_EVERYWHERE : MQ_BOARD_MY_AREA;
	app->stale |= MQ_STALE_BOARD;
}

/* ---- from row to row ---- */

static void ask(struct mq_app *app, const char *query)
{
	struct mq_buf text = {0};
	mq_buf_adds(&text, query);
	mq_app_put_query(app, &text);
	mq_app_enter(app, MQ_CONTEXT_RESULTS);
	mq_app_say(app, MQ_ROLE_HINT, _("Esc goes back to the board"), NULL);
	mq_buf_release(&text);
}

void mq_app_follow_board(struct mq_app *app)
{
	const struct mq_board_row *row = mq_board_selected(&app->board);
	const char *chosen = mq_board_chosen(&app->board);
	if (chosen) {
		ask(app, chosen);
	} else if (row && row->query) {
		ask(app, row->query);
	} else if (row && row->board) {
		mq_app_open_board(app, row->board, row->argument);
	} else if (row && row->id != MQ_NO_RECORD) {
		mq_app_open_card(app, row->kind, row->id);
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("this line leads nowhere"), NULL);
	}
}

/* From the row itself to its first number and on; from the first one back to the row. */
void mq_app_board_column(struct mq_app *app, int by)
{
	struct mq_board_pane *pane = &app->board;
	const struct mq_board_row *row = mq_board_selected(&app->board);
	size_t at = mq_board_chosen(pane) ? pane->column : SIZE_MAX;
	if (!row || (by < 0 && at == SIZE_MAX)) {
		return;
	}
	do {
		at += (size_t)(long)by;
	} while (at < pane->board.n_columns && !row->queries[at]);
	if (at < pane->board.n_columns || by < 0) {
		pane->column = at;
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("no other number of this row leads to anybody"), NULL);
	}
}

void mq_app_board_hit(struct mq_app *app, int by)
{
	struct mq_board_pane *pane = &app->board;
	size_t at = pane->list.selected + (size_t)(long)by;
	while (at < pane->board.n_rows && pane->board.rows[at].id == MQ_NO_RECORD) {
		at += (size_t)(long)by;
	}
	if (at < pane->board.n_rows) {
		mq_list_select(&pane->list, at);
		app->cards[0] = (struct mq_card_place){.kind = pane->board.rows[at].kind,
			.id = pane->board.rows[at].id};
		app->n_cards = 1;
		app->stale |= MQ_STALE_CARD;
	}
}

void mq_app_go_board_heading(struct mq_app *app, int by)
{
	const struct mq_board *board = &app->board.board;
	size_t at = app->board.list.selected + (size_t)(long)by;
	while (by < 0 && at < board->n_rows && at > 0 && board->rows[at].heading) {
		at--;	/* the heading above is that of the section one is in */
	}
	while (at < board->n_rows && (!board->rows[at].heading || board->rows[at].beneath)) {
		at += (size_t)(long)by;
	}
	if (at < board->n_rows) {
		mq_list_select(&app->board.list, at);
		mq_app_moved(app, 1);
	}
}

/* ---- back ---- */

/* One board back is worked out anew; where it cannot be any more the board closes. */
void mq_app_back_from_board(struct mq_app *app)
{
	struct mq_board_pane *pane = &app->board;
	struct mq_board board;
	if (pane->n_back == 0) {
		mq_app_enter(app, pane->from);
		mq_app_close_board(app);
		return;
	}
	struct mq_board_place place = pane->back[--pane->n_back];
	if (mq_session_board(app->session, place.id, place.argument, pane->where, &board, NULL) ==
			MQ_OK) {
		show(app, &board, place.argument);
		select_row(app, place.top, place.selected);
		return;
	}
	mq_board_release(&board);
	free(place.argument);
	mq_app_enter(app, pane->from);
	mq_app_close_board(app);
}

/* ---- taken out ---- */

/* "label⇥label", and below it the cells, as rows of the list are copied. */
bool mq_app_board_row_text(struct mq_app *app, struct mq_buf *out)
{
	const struct mq_board *board = &app->board.board;
	const struct mq_board_row *row = mq_board_selected(&app->board);
	for (size_t i = 0; row && !row->heading && i < board->n_columns; i++) {
		mq_buf_addf(out, "%s%s", i > 0 ? "\t" : "", board->columns[i].label);
	}
	mq_buf_adds(out, row && !row->heading ? "\n" : "");
	for (size_t i = 0; row && i < (row->heading ? 1 : board->n_columns); i++) {
		mq_buf_addf(out, "%s%s", i > 0 ? "\t" : "", row->cells[i]);
	}
	mq_buf_adds(out, row ? "\n" : "");
	return row != NULL;
}
