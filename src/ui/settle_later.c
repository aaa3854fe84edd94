/*
 * What may come after the rows: the card of a row that is only passed over, the hits of saved
 * lists, the counts of facets, the chart. Of a large register they take longer than a key may take, so they
 * are settled in pieces, and until its turn comes each is shown as not there yet,
 * never as it was for another question.
 *
 * On a slow link they wait until nothing was typed for a while, but for the pane
 * that is looked at: what nobody has time to read need not be sent.
 */
#include "app.h"

#include <stdlib.h>

enum {
	PIECE_NS = 1000 * 1000,
	REST_MS = 300,
	TURNS = 4,		/* until lines and what is in sight of them agree */
};

/* ---- facets ---- */

void mq_app_learn_facets(struct mq_app *app)
{
	struct mq_facets all = {0};
	struct mq_diag diag = {0};
	if (mq_session_facets_begin(app->session, 0, mq_session_n_facets(app->session), &all, &diag)
		!= MQ_OK) {
		mq_app_say_diag(app, &diag);
	}
	if (mq_facet_pane_learn(&app->facets, app->shown, &all)) {
		mq_app_recall_facets(app);
	}
	mq_facets_release(&all);
	mq_diag_release(&diag);
}

static bool name_facets(struct mq_app *app, size_t first, size_t n)
{
	struct mq_facet_pane *pane = &app->facets;
	struct mq_facet_wish *wishes = mq_alloc(n * sizeof(*wishes));
	struct mq_diag diag = {0};
	for (size_t i = 0; i < n; i++) {
		wishes[i] = mq_facet_pane_wish(&pane->states[first + i]);
	}
	enum mq_err err = mq_session_facets_pick(app->session, wishes, n, &pane->shown, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_FACETS, &diag);
		mq_facets_release(&pane->shown);
	}
	free(wishes);
	pane->first = first;
	pane->anew = false;
	mq_facet_pane_arrange(pane);
	app->stale |= MQ_STALE_COUNTS | MQ_STALE_CHART;
	return err == MQ_OK;
}

/* Their values say how many lines they have, and so which others are in sight; that settles at
 * once, but for sizes that no screen has. */
void mq_app_settle_facets(struct mq_app *app)
{
	struct mq_facet_pane *pane = &app->facets;
	size_t first;
	size_t n;
	for (int turn = 0; turn < TURNS; turn++) {
		if (app->layout.panes[MQ_PANE_FACETS].height == 0 ||
			!mq_facet_pane_in_sight(pane, &first, &n)) {
			return;
		}
		bool same = pane->shown.question == app->reply.question && pane->first == first &&
			pane->shown.n_facets == n && !pane->anew;
		if (same || !name_facets(app, first, n)) {
			return;
		}
	}
}

static void count(struct mq_app *app, int64_t budget_ns)
{
	struct mq_facets *shown = &app->facets.shown;
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_facets_count(app->session, shown, budget_ns, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_COUNTS, &diag);
	}
	if (err != MQ_OK && err != MQ_ERR_INTERRUPTED) {
		shown->n_facets = shown->n_counted;	/* what could be counted stays */
	}
	app->stale |= MQ_STALE_CHART;
	if (shown->n_counted == shown->n_facets) {
		app->stale &= ~(unsigned)MQ_STALE_COUNTS;
	}
	if (mq_facet_pane_arrange(&app->facets)) {
		app->stale |= MQ_STALE_FACETS;
		mq_app_settle(app);
	}
}

static void count_on(struct mq_app *app)
{
	count(app, PIECE_NS);
}

/* What is counted may move others into sight, which are counted then. */
void mq_app_settle_counts(struct mq_app *app)
{
	for (int turn = 0; turn < TURNS && (app->stale & MQ_STALE_COUNTS); turn++) {
		count(app, INT64_MAX);
	}
}

void mq_app_settle_lines(struct mq_app *app)
{
	mq_app_settle(app);
	if (!mq_facet_pane_is_in_order(&app->facets)) {
		mq_app_settle_counts(app);
	}
}

/* ---- the chart ---- */

/* The facet the selection is in, as the spread of the hits themselves. That is the facet as
 * it is counted, unless the question has a condition on it. */
static void settle_chart(struct mq_app *app)
{
	const struct mq_facet_value *value;
	const struct mq_facet *facet = mq_facet_at(&app->facets, app->facets.list.selected, &value);
	app->stale &= ~(unsigned)MQ_STALE_CHART;
	mq_facets_release(&app->spread);
	app->chart = facet;
	if (!facet || facet->field == MQ_NO_FIELD || !facet->filtered ||
		app->layout.panes[MQ_PANE_CHART].height == 0) {
		return;
	}
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_spread(app->session, facet->field, 0, &app->spread, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_CHART, &diag);
	}
	app->chart = app->spread.n_facets ? &app->spread.facets[0] : NULL;
}

/* ---- the card ---- */

static void fetch_card(struct mq_app *app, mq_kind_id kind, mq_record_id id)
{
	struct mq_card *card = &app->card.card;
	struct mq_diag diag = {0};
	mq_card_release(card);
	*card = (struct mq_card){.kind = kind, .id = id};
	if (id == MQ_NO_RECORD || (app->layout.panes[MQ_PANE_CARD].height == 0 &&
		app->layout.panes[MQ_PANE_DETAIL].height == 0)) {
		return;
	}
	enum mq_err err = mq_session_card(app->session, kind, id, card, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_CARD, &diag);
	}
	card->kind = kind;
	card->id = id;
}

/* The line that was gone to last, where it is of this card; else the first below its title. */
static void find_held_line(struct mq_card_pane *pane, size_t line)
{
	const struct mq_held_row *held = &pane->held;
	if (held->gone_to && held->kind == pane->card.kind && held->id == pane->card.id) {
		mq_list_put(&pane->list, pane->held_line, held->above);
	} else {
		bool title = line == 0 && pane->list.count > 1 && !mq_card_selectable(pane, 0);
		mq_list_put(&pane->list, line + title, line + title);
	}
}

void mq_app_settle_card(struct mq_app *app)
{
	struct mq_card_pane *pane = &app->card;
	const struct mq_card_place *place = app->n_cards ? &app->cards[app->n_cards - 1] : NULL;
	mq_kind_id kind = place ? place->kind : app->shown;
	mq_record_id id = place ? place->id : app->results.id;
	app->stale &= ~(unsigned)MQ_STALE_CARD;
	fetch_card(app, kind, id);
	mq_card_text_release(&pane->text);
	if (app->layout.panes[MQ_PANE_CARD].height > 0) {
		mq_card_text_make(&pane->text, &pane->card, app->layout.panes[MQ_PANE_CARD].width,
			&pane->folded);
	}
	pane->list.count = pane->text.n_parts;
	find_held_line(pane, place ? place->selected : 0);
}

void mq_app_hold_line(struct mq_app *app)
{
	struct mq_card_pane *pane = &app->card;
	pane->held = (struct mq_held_row){.gone_to = true, .kind = pane->card.kind,
		.id = pane->card.id, .above = pane->list.selected - pane->list.top};
	pane->held_line = pane->list.selected;
}

/* ---- in pieces ---- */

/* A chart leans on the counts. */
static const struct {
	enum mq_stale stale;
	void (*settle)(struct mq_app *app);
	enum mq_context looked_at_in;
} steps[] = {
	{MQ_STALE_CARD, mq_app_settle_card, MQ_CONTEXT_CARD},
	{MQ_STALE_HITS, mq_app_count_saved, MQ_CONTEXT_SAVED},
	{MQ_STALE_COUNTS, count_on, MQ_CONTEXT_FACETS},
	{MQ_STALE_CHART, settle_chart, MQ_CONTEXT_ANY},
	{MQ_STALE_CHIPS, mq_app_settle_chips, MQ_CONTEXT_CHIPS},
	{MQ_STALE_CANDIDATES, mq_app_settle_candidates, MQ_CONTEXT_ANY},
	{MQ_STALE_PALETTE_COUNTS, mq_app_count_palette, MQ_CONTEXT_PALETTE},
};

int mq_app_rest_ms(const struct mq_app *app)
{
	const unsigned later = MQ_STALE_CARD | MQ_STALE_COUNTS | MQ_STALE_CHART | MQ_STALE_CHIPS |
		MQ_STALE_CANDIDATES | MQ_STALE_PALETTE_COUNTS | MQ_STALE_HITS;
	if (!app->slow_link || !(app->stale & later)) {
		return -1;
	}
	int64_t left = app->typed_ms + REST_MS - mq_terminal_now_ms();
	return left > 0 ? (int)left : 0;
}

bool mq_app_settle_more(struct mq_app *app)
{
	bool rests = mq_app_rest_ms(app) <= 0;
	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		if ((app->stale & steps[i].stale) &&
			(rests || app->context == steps[i].looked_at_in)) {
			steps[i].settle(app);
			return true;
		}
	}
	return false;
}
