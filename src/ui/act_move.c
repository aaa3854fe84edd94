/* Moving the selection: in the query and the results the rows, elsewhere the pane's lines. */
#include "act.h"

static void move(struct mq_app *app, int by)
{
	mq_list_move(mq_app_list(app), by);
	mq_app_moved(app, by);
}

static void page(struct mq_app *app, int by)
{
	mq_list_page(mq_app_list(app), by);
	mq_app_moved(app, by);
}

void mq_act_up(struct mq_app *app)
{
	move(app, -1);
}

void mq_act_down(struct mq_app *app)
{
	move(app, 1);
}

void mq_act_page_up(struct mq_app *app)
{
	page(app, -1);
}

void mq_act_page_down(struct mq_app *app)
{
	page(app, 1);
}

void mq_act_top(struct mq_app *app)
{
	mq_list_select(mq_app_list(app), 0);
	mq_app_moved(app, 1);
}

void mq_act_bottom(struct mq_app *app)
{
	struct mq_list *list = mq_app_list(app);
	mq_list_select(list, list->count);
	mq_app_moved(app, -1);
}

/* ---- hits, from within a card ---- */

static void go_hit(struct mq_app *app, int by)
{
	if (app->card_from == MQ_CONTEXT_BOARD) {
		mq_app_board_hit(app, by);
		return;
	}
	mq_list_move(&app->results.list, by);
	mq_app_hold_row(app);
	app->cards[0] = (struct mq_card_place){.kind = app->shown, .id = app->results.id};
	app->n_cards = 1;
	app->stale |= MQ_STALE_CARD;
}

void mq_act_next_hit(struct mq_app *app)
{
	go_hit(app, 1);
}

void mq_act_previous_hit(struct mq_app *app)
{
	go_hit(app, -1);
}
