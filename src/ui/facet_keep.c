/*
 * How facets are shown, as a text for the next time: a word for each that is not shown as
 * usual, its name and what is unusual about it; the pinned ones first, in their order.
 *
 *     committee=pin,count age=open group:social=pin,name
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

#include "state.h"

static const char *const order_names[] = {
	[MQ_FACET_ORDER_OWN] = NULL,
	[MQ_FACET_ORDER_COUNT] = "count",
	[MQ_FACET_ORDER_NAME] = "name",
};

/* ---- as text ---- */

static void add_word(struct mq_buf *out, size_t begin, const char *word)
{
	mq_buf_adds(out, out->len == begin ? "=" : ",");
	mq_buf_adds(out, word);
}

static void print(struct mq_session *session, const struct mq_facet_state *state,
	struct mq_buf *out)
{
	if (!state->pinned && state->folded == state->usually_folded &&
		state->order == MQ_FACET_ORDER_OWN) {
		return;
	}
	mq_buf_adds(out, out->len > 0 ? " " : "");
	mq_session_facet_name(session, &state->wish, out);
	size_t begin = out->len;
	if (state->pinned) {
		add_word(out, begin, "pin");
	}
	if (state->folded != state->usually_folded) {
		add_word(out, begin, state->folded ? "fold" : "open");
	}
	if (state->order != MQ_FACET_ORDER_OWN) {
		add_word(out, begin, order_names[state->order]);
	}
}

static bool has_word(const char *words, size_t len, const char *word)
{
	size_t n = strlen(word);
	for (size_t at = 0; at + n <= len; at += strcspn(words + at, ", ") + 1) {
		if (strncmp(words + at, word, n) == 0 && (at + n == len || words[at + n] == ',')) {
			return true;
		}
	}
	return false;
}

/* The state of one facet as words tell it; it may have moved to the top. */
static void recall(struct mq_facet_pane *pane, const struct mq_facet_wish *wish, const char *words,
	size_t len)
{
	size_t facet = mq_facet_pane_seek(pane, wish);
	struct mq_facet_state *state = &pane->states[facet];
	if (has_word(words, len, "fold") || has_word(words, len, "open")) {
		mq_facet_pane_fold(pane, facet, has_word(words, len, "fold"));
	}
	for (size_t order = MQ_FACET_ORDER_COUNT; order <= MQ_FACET_ORDER_LAST; order++) {
		if (has_word(words, len, order_names[order])) {
			mq_facet_pane_order(pane, facet, (enum mq_facet_order)order);
		}
	}
	if (has_word(words, len, "pin") && !state->pinned) {
		mq_facet_pane_pin(pane, facet);
	}
}

void mq_facet_pane_print(const struct mq_facet_pane *pane, struct mq_session *session,
	struct mq_buf *out)
{
	for (size_t i = 0; i < pane->n; i++) {
		print(session, &pane->states[i], out);
	}
}

/* Who is selected may be another then. */
static void recall_all(struct mq_facet_pane *pane, struct mq_session *session, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " ");
		size_t name = strcspn(text, "= ");
		struct mq_facet_wish wish;
		if (name < len && mq_session_facet_named(session, text, name, &wish)) {
			recall(pane, &wish, text + name + 1, len - name - 1);
		}
		text += len + (text[len] == ' ');
	}
}

void mq_facet_pane_recall(struct mq_facet_pane *pane, struct mq_session *session, const char *text)
{
	recall_all(pane, session, text);
	mq_facet_pane_hold_first(pane);
}

/* Where the facet that was selected goes, the first line is. */
void mq_facet_pane_restore(struct mq_facet_pane *pane, struct mq_session *session,
	const char *text)
{
	struct mq_facet_held held = pane->held;
	bool stays = held.gone_to && held.facet < pane->n;
	struct mq_facet_wish wish = stays ? pane->states[held.facet].wish : (struct mq_facet_wish){0};
	pane->held = (struct mq_facet_held){0};
	mq_facet_pane_reset(pane);
	recall_all(pane, session, text);
	mq_facet_pane_hold_first(pane);
	held.facet = stays ? mq_facet_pane_find(pane, &wish) : pane->n;
	if (held.facet < pane->n) {
		pane->held = held;
		mq_facet_pane_find_held(pane);
	} else {
		free(held.value);
	}
}

/* ---- in the state file ---- */

static char *state_key(const struct mq_app *app)
{
	return mq_format("facets.%s", app->schema->kinds[app->shown].id);
}

void mq_app_recall_facets(struct mq_app *app)
{
	struct mq_state state = {0};
	char *key = state_key(app);
	if (app->state_path && mq_state_read(&state, app->state_path, NULL) != MQ_ERR_IO) {
		const char *text = mq_state_get(&state, key);
		mq_facet_pane_recall(&app->facets, app->session, text ? text : "");
	}
	mq_state_release(&state);
	free(key);
}

void mq_app_keep_facets(struct mq_app *app)
{
	struct mq_buf text = {0};
	char *key = state_key(app);
	if (app->facets_changed && app->state_path) {
		mq_facet_pane_print(&app->facets, app->session, &text);
		mq_state_keep(app->state_path, key, text.data, NULL);
	}
	app->facets_changed = false;
	mq_buf_release(&text);
	free(key);
}
