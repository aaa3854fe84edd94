/*
 * Completing the query. The first Tab takes the best that may stand at the cursor, each
 * one after it the next, and behind the last what was typed; any other key ends the
 * cycle and keeps what stands there. Undo goes back to what was typed, as from a
 * narrowing. Where there is nothing to complete Tab mends what is wrong.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

enum { OFFERS_MAX = 20, SHOWN_MAX = 6 };

/* ---- the cycle ---- */

void mq_app_end_completing(struct mq_app *app)
{
	struct mq_completing *completing = &app->completing;
	mq_offers_release(&completing->offers);
	free(completing->before);
	*completing = (struct mq_completing){0};
}

static bool is_going(const struct mq_app *app)
{
	return app->completing.offers.n > 0;
}

/* False where nothing is offered: at a word of which nothing is typed, or that is a tag as it
 * stands, Tab is for panes. */
static bool begin(struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_completing *completing = &app->completing;
	struct mq_diag diag = {0};
	if (text.len == 0) {
		return false;	/* all that could be asked would be counted for nothing */
	}
	enum mq_err err = mq_session_complete(app->session, app->kind, text.data, text.len,
		app->prompt.cursor, OFFERS_MAX, &completing->offers, &diag);
	mq_diag_release(&diag);
	if (err != MQ_OK || completing->offers.settled || completing->offers.n == 0) {
		mq_app_end_completing(app);
		return false;
	}
	completing->before = mq_strndup(text.data, text.len);
	completing->cursor = app->prompt.cursor;
	completing->at = completing->offers.n;
	mq_app_step(app, MQ_CHANGE_OTHER);
	return true;
}

/* ---- what is told ---- */

/* "独居 4 948", in brackets where it was taken. */
static void write_offer(const struct mq_offer *offer, bool taken, struct mq_buf *out)
{
	bool clear = strcmp(offer->kind, "tag") == 0 || strcmp(offer->kind, "value") == 0;
	mq_buf_adds(out, taken ? "[" : "");
	mq_buf_adds(out, clear ? offer->label : offer->insert);
	if (offer->counted) {
		mq_buf_addc(out, ' ');
		mq_view_number(offer->count, out);
	}
	mq_buf_adds(out, taken ? "]" : "");
}

/* From `from` on as many as fit in width; one past the last of them. */
static size_t write_offers(const struct mq_completing *completing, size_t from, int width,
	struct mq_buf *out)
{
	const struct mq_offers *offers = &completing->offers;
	size_t i = from;
	for (; i < offers->n && i < from + SHOWN_MAX; i++) {
		size_t before = out->len;
		mq_buf_adds(out, i > from ? "  " : "");
		write_offer(offers->offers + i, i == completing->at, out);
		if (i > from && mq_shown_width(out->data, out->len) > width) {
			out->len = before;
			out->data[before] = '\0';
			break;
		}
	}
	return i;
}

static void tell(struct mq_app *app)
{
	const struct mq_completing *completing = &app->completing;
	struct mq_buf text = {0};
	bool typed = completing->at == completing->offers.n;
	size_t from = typed ? 0 : completing->at - completing->at % SHOWN_MAX;
	while (write_offers(completing, from, app->cells.width, &text) <= completing->at
		&& !typed) {
		from++;
		mq_buf_clear(&text);
	}
	mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
}

/* ---- taking ---- */

/* The query with the offer taken; past the last one as it was typed. */
static size_t write_query(const struct mq_completing *completing, struct mq_buf *text)
{
	const struct mq_offers *offers = &completing->offers;
	const struct mq_offer *offer = offers->offers + completing->at;
	if (completing->at == offers->n) {
		mq_buf_adds(text, completing->before);
		return completing->cursor;
	}
	mq_buf_add(text, completing->before, offer->from);
	mq_buf_adds(text, offer->insert);
	size_t cursor = text->len;
	mq_buf_adds(text, completing->before + offer->to);
	return cursor;
}

static void take(struct mq_app *app, size_t at)
{
	struct mq_buf text = {0};
	app->completing.at = at;
	size_t cursor = write_query(&app->completing, &text);
	if (text.len <= MQ_PROMPT_MAX) {
		mq_prompt_put(&app->prompt, text.data, text.len, cursor);
		mq_app_asked_anew(app);
		tell(app);
	} else {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query is as long as it can be"), NULL);
	}
	mq_buf_release(&text);
}

/* Where nothing can be offered, but it is known what would put the query right. */
static bool mend(struct mq_app *app)
{
	if (app->repair.len == 0 || app->repair.len > MQ_PROMPT_MAX) {
		return false;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_set(&app->prompt, app->repair.data, app->repair.len);
	mq_app_asked_anew(app);
	return true;
}

void mq_act_complete(struct mq_app *app)
{
	if (!is_going(app) && !begin(app)) {
		if (!mend(app)) {
			mq_act_next_pane(app);
		}
		return;
	}
	take(app, (app->completing.at + 1) % (app->completing.offers.n + 1));
}

void mq_act_complete_previous(struct mq_app *app)
{
	if (!is_going(app)) {
		mq_act_previous_pane(app);
		return;
	}
	size_t at = app->completing.at;
	take(app, at > 0 ? at - 1 : app->completing.offers.n);
}
