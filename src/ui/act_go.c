/* Opening, changing panes, leaving. */
#include "act.h"

#include <stdlib.h>
#include <string.h>

enum { INTERRUPT_TWICE_MS = 1000 };

/* ---- panes ---- */

static const enum mq_context ring[] = {
	MQ_CONTEXT_QUERY, MQ_CONTEXT_FACETS, MQ_CONTEXT_RESULTS,
};

static void go_pane(struct mq_app *app, size_t by)
{
	size_t at = 0;
	enum mq_context here = mq_app_place(app->context);
	while (at < MQ_LENGTH(ring) && ring[at] != here) {
		at++;
	}
	if (at == MQ_LENGTH(ring)) {
		at = by == 1 ? MQ_LENGTH(ring) - 1 : 0;	/* a card lies beside the results */
	}
	app->n_cards = 0;
	app->stale |= MQ_STALE_CARD;
	mq_app_enter(app, ring[(at + by) % MQ_LENGTH(ring)]);
}

void mq_act_next_pane(struct mq_app *app)
{
	go_pane(app, 1);
}

void mq_act_previous_pane(struct mq_app *app)
{
	go_pane(app, MQ_LENGTH(ring) - 1);
}

void mq_act_query(struct mq_app *app)
{
	app->n_cards = 0;
	app->stale |= MQ_STALE_CARD;
	mq_app_enter(app, MQ_CONTEXT_QUERY);
}

/* ---- cards ---- */

static void push_card(struct mq_app *app, mq_kind_id kind, mq_record_id id)
{
	if (app->n_cards == MQ_CARDS_MAX) {
		memmove(app->cards, app->cards + 1, (MQ_CARDS_MAX - 1) * sizeof(*app->cards));
		app->n_cards--;
	}
	if (app->n_cards > 0) {
		app->cards[app->n_cards - 1].selected = app->card.list.selected;
	}
	app->cards[app->n_cards++] = (struct mq_card_place){kind, id, 0};
	app->card.held.gone_to = false;	/* it is opened at its top */
	app->stale |= MQ_STALE_CARD;
}

void mq_app_open_card(struct mq_app *app, mq_kind_id kind, mq_record_id id)
{
	if (app->context != MQ_CONTEXT_CARD) {
		app->card_from = app->context;
		app->n_cards = 0;
		mq_app_enter(app, MQ_CONTEXT_CARD);
		mq_app_burden_end(app, "look");
	}
	push_card(app, kind, id);
}

/* What is marked, else the selected row. */
static void pick(struct mq_app *app)
{
	const struct mq_marks *marks = mq_app_marks(app);
	size_t n = marks->n > 0 ? marks->n : app->results.id != MQ_NO_RECORD;
	if (n == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row to pick"), NULL);
		return;
	}
	const mq_record_id *ids = marks->n > 0 ? marks->ids : &app->results.id;
	*app->picked = (struct mq_picked){.kind = app->shown, .n = n,
		.ids = mq_alloc(n * sizeof(*ids))};
	memcpy(app->picked->ids, ids, n * sizeof(*ids));
	app->quit = true;
}

void mq_app_open_row(struct mq_app *app)
{
	if (app->results.id == MQ_NO_RECORD) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row to open"), NULL);
		return;
	}
	mq_app_hold_row(app);
	mq_app_open_card(app, app->shown, app->results.id);
}

void mq_app_leave_card(struct mq_app *app, const struct mq_buf *query)
{
	struct mq_slice before = mq_prompt_text(&app->prompt);
	struct mq_trail_place place = {
		.asked = mq_strndup(query->data, query->len),
		.query = mq_strndup(before.data ? before.data : "", before.len),
		.cursor = app->prompt.cursor,
		.unknown = app->results.unknown,
		.held = app->results.held,
		.from = app->card_from,
		.n_cards = app->n_cards,
	};
	memcpy(place.cards, app->cards, app->n_cards * sizeof(*app->cards));
	if (app->n_cards == 0) {
		place.cards[place.n_cards++] = (struct mq_card_place){app->card.card.kind,
			app->card.card.id, 0};
	}
	mq_app_hold_line(app);
	place.line = app->card.held;
	place.cards[place.n_cards - 1].selected = app->card.held_line;
	mq_trail_push(&app->trail, place);
	mq_app_put_query(app, query);
	mq_app_enter(app, MQ_CONTEXT_RESULTS);
}

bool mq_app_back_to_card(struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	char *query = mq_strndup(text.data ? text.data : "", text.len);
	struct mq_trail_place place;
	bool led_here = mq_trail_pop(&app->trail, query, &place);
	free(query);
	if (!led_here) {
		return false;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_put(&app->prompt, place.query, strlen(place.query), place.cursor);
	mq_app_asked_anew(app);
	app->results.unknown = place.unknown;
	app->results.held = place.held;
	memcpy(app->cards, place.cards, place.n_cards * sizeof(*app->cards));
	app->n_cards = place.n_cards;
	app->card_from = place.from;
	app->card.held = place.line;
	app->card.held_line = place.cards[place.n_cards - 1].selected;
	mq_app_enter(app, MQ_CONTEXT_CARD);
	mq_trail_place_release(&place);
	return true;
}

/* Who else is in the same place: a question, and back leads to the card again. */
static void ask_of_place(struct mq_app *app, const struct mq_area *area)
{
	const struct mq_card *card = &app->card.card;
	struct mq_buf query = {0};
	struct mq_diag diag = {0};
	if (mq_session_area(app->session, card->kind, card->id, area, &query, &diag) == MQ_OK &&
		query.len > 0) {
		mq_app_leave_card(app, &query);
		mq_app_say(app, MQ_ROLE_HINT, _("Esc goes back to the card"), NULL);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
	mq_buf_release(&query);
}

static void follow_line(struct mq_app *app)
{
	const struct mq_card_line *line = mq_card_line_at(&app->card, app->card.list.selected);
	if (!line) {
		mq_act_fold_section(app);	/* a title alone: what it stands for */
		return;
	}
	if (!mq_card_line_leads(&app->card.card, line)) {
		mq_app_say(app, MQ_ROLE_HINT, _("this line leads to no other record"), NULL);
	} else if (line->area) {
		ask_of_place(app, line->area);
	} else {
		push_card(app, line->kind, line->id);
	}
}

void mq_act_open(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_CARD) {
		follow_line(app);
	} else if (app->context == MQ_CONTEXT_BOARD) {
		mq_app_follow_board(app);
	} else if (mq_app_keep_candidate(app)) {
		return;
	} else if (app->picked) {
		pick(app);
	} else {
		mq_app_open_row(app);
	}
}

/* ---- the unknown ---- */

void mq_act_unknown(struct mq_app *app)
{
	bool unknown = !app->results.unknown;

	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_app_asked_anew(app);
	app->results.unknown = unknown;
	mq_app_say(app, MQ_ROLE_HINT, unknown
		? _("shown: those of whom it is not known") : _("shown: the hits"), NULL);
}

/* ---- back, leaving ---- */

void mq_act_back(struct mq_app *app)
{
	if (!mq_app_back(app)) {
		mq_app_say(app, MQ_ROLE_HINT, _("nothing to step back from"), _("q leaves, / goes to the query, u undoes"));
	}
}

void mq_act_leave(struct mq_app *app)
{
	if (mq_app_has_drafts(app) && app->asked_for != MQ_ONCE_LEAVE) {
		app->asking = MQ_ONCE_LEAVE;
		mq_app_say(app, MQ_ROLE_ERROR, _("a form was not finished; leaving throws it away"),
			_("the same key once more leaves"));
		return;
	}
	app->quit = true;
}

void mq_act_interrupt(struct mq_app *app)
{
	int64_t now = mq_terminal_now_ms();
	if (app->interrupt_ms && now - app->interrupt_ms <= INTERRUPT_TWICE_MS) {
		app->quit = true;
		return;
	}
	app->interrupt_ms = now;
	if (app->context != MQ_CONTEXT_QUERY && app->context != MQ_CONTEXT_FACETS &&
		app->context != MQ_CONTEXT_RESULTS) {
		mq_app_back(app);
	}
	mq_app_say(app, MQ_ROLE_HINT, _("Ctrl-C once more leaves"), NULL);
}

void mq_act_redraw(struct mq_app *app)
{
	mq_terminal_redraw(app->terminal);
	mq_terminal_ask(app->terminal);
	app->stale |= MQ_STALE_LAYOUT | MQ_STALE_ANSWER | (app->board.board.id ? MQ_STALE_BOARD : 0);
}

void mq_act_suspend(struct mq_app *app)
{
	mq_session_let_go(app->session);
	mq_terminal_suspend(app->terminal);
	app->stale |= MQ_STALE_LAYOUT | MQ_STALE_ANSWER;
}
