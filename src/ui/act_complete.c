/*
 * Completing the query. While somebody types, the best that may stand at the cursor are
 * looked for once all else is settled, and shown. The first Tab takes the best, each one
 * after it the next, and behind the last what was typed; Enter keeps what was taken, any
 * other key too. Undo goes back to what was typed, as from a narrowing. Where there is
 * nothing to complete Tab mends what is wrong.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

enum { OFFERS_MAX = 20 };

/* ---- looking ---- */

void mq_app_release_completing(struct mq_app *app)
{
	struct mq_completing *completing = &app->completing;
	mq_offers_release(&completing->offers);
	free(completing->before);
	completing->before = NULL;
	completing->at = 0;
	completing->going = false;
}

void mq_app_end_completing(struct mq_app *app)
{
	if (app->completing.going) {
		mq_app_release_completing(app);
		mq_app_cursor_moved(app);
	}
}

void mq_app_cursor_moved(struct mq_app *app)
{
	app->completing.closed = false;
	app->stale |= MQ_STALE_CANDIDATES;
}

/* At a word of which nothing is typed, or that is a tag as it stands, nothing is offered: there
 * Tab is for panes. */
static enum mq_err look(struct mq_app *app, size_t n_max)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_completing *completing = &app->completing;
	struct mq_diag diag = {0};
	mq_app_release_completing(app);
	if (text.len == 0 || mq_session_is_settled(app->session, app->kind, text.data, text.len,
		app->prompt.cursor)) {
		return MQ_OK;	/* all that could be asked would be counted for nothing */
	}
	enum mq_err err = mq_session_complete(app->session, app->kind, text.data, text.len,
		app->prompt.cursor, n_max, &completing->offers, &diag);
	mq_diag_release(&diag);
	if (err != MQ_OK || completing->offers.settled) {
		mq_app_release_completing(app);
		return err;
	}
	completing->before = mq_strndup(text.data, text.len);
	completing->cursor = app->prompt.cursor;
	completing->at = completing->offers.n;
	return MQ_OK;
}

/* It was read as the answer in force reads it, which a fault leaves behind. */
static enum mq_err read_word(struct mq_app *app)
{
	struct mq_diag diag = {0};
	app->reading = (struct mq_reading){0};
	if (app->wrong || app->prompt.text.len == 0) {
		return MQ_OK;
	}
	enum mq_err err = mq_session_reading(app->session, app->prompt.cursor, app->results.id,
		&app->reading, &diag);
	mq_diag_release(&diag);
	return err;
}

void mq_app_settle_candidates(struct mq_app *app)
{
	const struct mq_completing *completing = &app->completing;
	app->stale &= ~(unsigned)MQ_STALE_CANDIDATES;
	if (read_word(app) == MQ_ERR_INTERRUPTED) {
		app->stale |= MQ_STALE_CANDIDATES;
	} else if (app->context == MQ_CONTEXT_QUERY && !completing->going && !completing->closed &&
		look(app, mq_view_candidates_max(&app->layout)) == MQ_ERR_INTERRUPTED) {
		app->stale |= MQ_STALE_CANDIDATES;
	}
}

/* ---- what is shown ---- */

const struct mq_offers *mq_app_candidates(const struct mq_app *app)
{
	const struct mq_completing *completing = &app->completing;
	bool fresh = completing->going || !(app->stale & MQ_STALE_CANDIDATES);
	bool shown = app->context == MQ_CONTEXT_QUERY && fresh && !completing->closed &&
		completing->offers.n > 0;
	return shown ? &completing->offers : NULL;
}

/* What is to be shown for the query as it stands, whether there was time to show it or not: keys
 * do the same however fast they come. */
static const struct mq_offers *candidates_at_last(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_QUERY) {
		mq_app_settle(app);
		if (app->stale & MQ_STALE_CANDIDATES) {
			mq_app_settle_candidates(app);
		}
	}
	return mq_app_candidates(app);
}

bool mq_app_close_candidates(struct mq_app *app)
{
	bool shown = candidates_at_last(app) != NULL;
	mq_app_end_completing(app);
	app->completing.closed = shown;
	return shown;
}

const char *mq_app_ghost(const struct mq_app *app)
{
	const struct mq_offers *offers = mq_app_candidates(app);
	struct mq_slice text = mq_prompt_text(&app->prompt);
	if (!offers || app->completing.going || app->prompt.cursor < text.len) {
		return NULL;
	}
	const struct mq_offer *best = offers->offers;
	size_t typed = text.len - best->from;
	bool goes_on = best->to == text.len && strlen(best->insert) > typed &&
		memcmp(best->insert, (const char *)text.data + best->from, typed) == 0;
	return goes_on ? best->insert + typed : NULL;
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
	} else {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query is as long as it can be"), NULL);
	}
	mq_buf_release(&text);
}

bool mq_app_take_ghost(struct mq_app *app)
{
	bool at_end = app->prompt.cursor == app->prompt.text.len;
	if (!at_end || !candidates_at_last(app) || !mq_app_ghost(app)) {
		return false;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	take(app, 0);
	mq_app_release_completing(app);
	return true;
}

bool mq_app_keep_candidate(struct mq_app *app)
{
	const struct mq_completing *completing = &app->completing;
	bool taken = completing->going && completing->at < completing->offers.n;
	mq_app_end_completing(app);
	return taken;
}

/* False where nothing is offered, or what is was closed. */
static bool begin(struct mq_app *app)
{
	struct mq_completing *completing = &app->completing;
	if (completing->closed || look(app, OFFERS_MAX) != MQ_OK || completing->offers.n == 0) {
		return false;
	}
	completing->going = true;
	mq_app_step(app, MQ_CHANGE_OTHER);
	return true;
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
	if (!app->completing.going && !begin(app)) {
		if (!mend(app)) {
			mq_act_next_pane(app);
		}
		return;
	}
	take(app, (app->completing.at + 1) % (app->completing.offers.n + 1));
}

void mq_act_complete_previous(struct mq_app *app)
{
	if (!app->completing.going) {
		mq_act_previous_pane(app);
		return;
	}
	size_t at = app->completing.at;
	take(app, at > 0 ? at - 1 : app->completing.offers.n);
}
