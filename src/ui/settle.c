/*
 * Bringing what is shown up to date. Keys only say what is stale; when no key is
 * waiting any more, this asks for it, once, in the order in which one leans on
 * another: layout, answer, rows, facets, chart, card. Only what is in sight is fetched.
 * Nothing is held of the session between calls but plain values.
 */
#include "app.h"

#include <stdlib.h>
#include <string.h>

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

static struct mq_rect help_rect(const struct mq_app *app)
{
	return (struct mq_rect){0, 1, app->cells.width, app->layout.panes[MQ_PANE_MESSAGE].y - 1};
}

static void settle_layout(struct mq_app *app)
{
	int width;
	int height;
	mq_terminal_size(app->terminal, &width, &height);
	if (width != app->cells.width || height != app->cells.height) {
		mq_cells_resize(&app->cells, width, height);
	}
	enum mq_context context = app->context == MQ_CONTEXT_HELP ? app->help_from : app->context;
	mq_layout_cut(&app->layout, width, height, sheet_of(context));
	const struct mq_rect *panes = app->layout.panes;
	set_height(&app->results.list, mq_view_results_height(panes[MQ_PANE_RESULTS]));
	set_height(&app->facets.list, lines_below_title(panes[MQ_PANE_FACETS]));
	set_height(&app->card.list, lines_below_title(panes[MQ_PANE_CARD]));
	set_height(&app->help.list, lines_below_title(help_rect(app)));
	app->stale |= MQ_STALE_ROWS | MQ_STALE_FACETS | MQ_STALE_CARD;
}

/* ---- the answer ---- */

/* The byte at which the column-th character (from 1) begins. */
static size_t byte_of(struct mq_slice text, size_t column)
{
	size_t at = 0;
	uint32_t cp;
	for (size_t i = 1; i < column && at < text.len; i++) {
		size_t n = mq_utf8_decode((const char *)text.data + at, text.len - at, &cp);
		at += n ? n : 1;
	}
	return at;
}

/* The last answer stays; from the fault on the text is shown as wrong. */
static void keep_fault(struct mq_app *app, struct mq_slice text, const struct mq_diag *diag)
{
	const struct mq_fault *fault = diag->n_faults ? &diag->faults[0] : NULL;
	app->wrong = true;
	app->tail = fault && fault->column > 0 ? byte_of(text, fault->column) : 0;
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
	app->facets.list.top = 0;
	app->facets.list.selected = 0;
	mq_app_learn_facets(app);
}

static void take_reply(struct mq_app *app, const struct mq_reply *reply)
{
	if (reply->kind != app->shown) {
		show_kind(app, reply->kind);
	}
	app->reply = *reply;
	app->answered = true;
	app->wrong = false;
	app->tail = reply->tail;
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

static void settle_answer(struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_reply reply;
	struct mq_diag diag = {0};
	mq_session_show_unknown(app->session, app->results.unknown);
	enum mq_err err = mq_session_ask(app->session, app->kind, text.data, text.len, true, &reply,
		&diag);
	if (err == MQ_OK) {
		take_reply(app, &reply);
		app->stale |= MQ_STALE_ROWS | MQ_STALE_FACETS | MQ_STALE_CHART | MQ_STALE_CARD;
		app->results.list.count = app->results.unknown ? reply.unknown : reply.hits;
		app->results.offset = SIZE_MAX;
	} else {
		keep_fault(app, text, &diag);
	}
	mq_diag_release(&diag);
}

/* ---- rows ---- */

static bool fetch_rows(struct mq_app *app)
{
	struct mq_results *results = &app->results;
	struct mq_page page = {.offset = results->list.top, .limit = results->list.height};
	struct mq_diag diag = {0};
	mq_rows_release(&results->rows);
	results->rows = (struct mq_rows){0};
	results->offset = results->list.top;
	if (page.limit == 0) {
		return true;
	}
	if (mq_session_page(app->session, &page, &results->rows, &diag) != MQ_OK) {
		mq_app_say_diag(app, &diag);
		return false;
	}
	return true;
}

static const struct mq_row *selected_row(const struct mq_results *results)
{
	size_t at = results->list.selected - results->offset;
	return results->list.selected >= results->offset && at < results->rows.n_rows
		? &results->rows.rows[at] : NULL;
}

/* Who was selected stays selected while the question changes, if still on the first page. */
static void find_again(struct mq_results *results)
{
	for (size_t i = 0; i < results->rows.n_rows; i++) {
		if (results->rows.rows[i].id == results->id) {
			results->list.selected = results->offset + i;
			return;
		}
	}
}

static void settle_rows(struct mq_app *app)
{
	struct mq_results *results = &app->results;
	bool anew = results->offset == SIZE_MAX;
	if (anew) {
		results->list.top = 0;
		results->list.selected = 0;
	}
	mq_list_settle(&results->list);
	if (!fetch_rows(app)) {
		return;
	}
	if (anew) {
		find_again(results);
	}
	const struct mq_row *row = selected_row(results);
	results->id = row ? row->id : MQ_NO_RECORD;
}

/* ---- facets and chart ---- */

void mq_app_learn_facets(struct mq_app *app)
{
	struct mq_facet_pane *pane = &app->facets;
	struct mq_facets all = {0};
	struct mq_diag diag = {0};
	pane->n = mq_session_n_facets(app->session);
	if (mq_session_facets(app->session, 0, pane->n, &all, &diag) != MQ_OK) {
		mq_app_say_diag(app, &diag);
	}
	pane->n = all.n_facets;
	free(pane->starts);
	pane->starts = mq_alloc((pane->n + 1) * sizeof(*pane->starts));
	for (size_t i = 0; i < pane->n; i++) {
		pane->starts[i + 1] = pane->starts[i] + 1 + all.facets[i].n_values;
	}
	pane->list.count = pane->starts[pane->n];
	if (pane->list.selected == 0) {
		pane->list.selected = 1;	/* the first value; line 0 is its head */
	}
	mq_list_settle(&pane->list);
	mq_facets_release(&all);
	mq_diag_release(&diag);
}

static void settle_facets(struct mq_app *app)
{
	struct mq_facet_pane *pane = &app->facets;
	size_t first;
	size_t last;
	long value;
	size_t bottom = pane->list.top + pane->list.height;
	mq_facets_release(&pane->shown);
	pane->shown = (struct mq_facets){0};
	if (app->layout.panes[MQ_PANE_FACETS].height == 0 || pane->list.height == 0 ||
		!mq_facet_line(pane, pane->list.top, &first, &value)) {
		return;
	}
	if (!mq_facet_line(pane, bottom - 1, &last, &value)) {
		last = pane->n - 1;
	}
	struct mq_diag diag = {0};
	pane->first = first;
	if (mq_session_facets(app->session, first, last - first + 1, &pane->shown, &diag) != MQ_OK) {
		mq_app_say_diag(app, &diag);
	}
}

/* The facet the selection is in, as the spread of the hits themselves. */
static void settle_chart(struct mq_app *app)
{
	const struct mq_facet_pane *pane = &app->facets;
	size_t number;
	long value;
	mq_facets_release(&app->chart);
	app->chart = (struct mq_facets){0};
	if (app->layout.panes[MQ_PANE_CHART].height == 0 ||
		!mq_facet_line(pane, pane->list.selected, &number, &value)) {
		return;
	}
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_facets(app->session, number, 1, &app->chart, &diag);
	mq_field_id field = app->chart.n_facets ? app->chart.facets[0].field : MQ_NO_FIELD;
	if (err == MQ_OK && field != MQ_NO_FIELD) {
		mq_facets_release(&app->chart);
		app->chart = (struct mq_facets){0};
		err = mq_session_spread(app->session, field, 0, &app->chart, &diag);
	}
	if (err != MQ_OK) {
		mq_app_say_diag(app, &diag);
	}
}

/* ---- the card ---- */

static void settle_card(struct mq_app *app)
{
	struct mq_card_pane *pane = &app->card;
	struct mq_rect rect = app->layout.panes[MQ_PANE_CARD];
	const struct mq_card_place *place = app->n_cards ? &app->cards[app->n_cards - 1] : NULL;
	mq_kind_id kind = place ? place->kind : app->shown;
	mq_record_id id = place ? place->id : app->results.id;
	bool other = kind != pane->card.kind || id != pane->card.id;
	mq_card_release(&pane->card);
	pane->card = (struct mq_card){.kind = kind, .id = id};
	bool in_sight = rect.height > 0 || app->layout.panes[MQ_PANE_DETAIL].height > 0;
	struct mq_diag diag = {0};
	if (id != MQ_NO_RECORD && in_sight) {
		if (mq_session_card(app->session, kind, id, &pane->card, &diag) != MQ_OK) {
			mq_app_say_diag(app, &diag);
		}
		pane->card.kind = kind;
		pane->card.id = id;
	}
	mq_card_text_make(&pane->text, &pane->card, rect.width);
	pane->list.count = pane->text.n_parts;
	if (other) {
		pane->list.top = 0;
		pane->list.selected = place ? place->selected : 0;
	}
	if (pane->list.selected == 0 && pane->list.count > 1) {
		pane->list.selected = 1;	/* line 0 is the first section's title */
	}
	mq_list_settle(&pane->list);
}

/* ---- all of it ---- */

static const struct {
	enum mq_stale stale;
	void (*settle)(struct mq_app *app);
} steps[] = {
	{MQ_STALE_LAYOUT, settle_layout},
	{MQ_STALE_ANSWER, settle_answer},
	{MQ_STALE_ROWS, settle_rows},
	{MQ_STALE_FACETS, settle_facets},
	{MQ_STALE_CHART, settle_chart},
	{MQ_STALE_CARD, settle_card},
};

void mq_app_settle(struct mq_app *app)
{
	for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
		if (app->stale & steps[i].stale) {
			steps[i].settle(app);
			app->stale &= ~(unsigned)steps[i].stale;
		}
	}
}
