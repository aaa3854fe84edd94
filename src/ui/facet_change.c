/* Facets folded, put in another order, pinned, one found that was not there; all as usual again. */
#include "facet_pane.h"

#include <stdlib.h>
#include <string.h>

static void changed(struct mq_facet_pane *pane, size_t facet)
{
	pane->states[facet].n_rows = mq_facet_rows_of(&pane->states[facet]);
	mq_facet_pane_relay(pane);
}

void mq_facet_pane_fold(struct mq_facet_pane *pane, size_t facet, bool folded)
{
	mq_facet_pane_hold(pane);
	pane->states[facet].folded = folded;
	changed(pane, facet);
}

void mq_facet_pane_order(struct mq_facet_pane *pane, size_t facet, enum mq_facet_order order)
{
	mq_facet_pane_hold(pane);
	pane->states[facet].order = order;
	changed(pane, facet);
}

static void move_state(struct mq_facet_pane *pane, size_t from, size_t to)
{
	struct mq_facet_state state = pane->states[from];
	memmove(pane->states + from, pane->states + from + 1,
		(pane->n - from - 1) * sizeof(*pane->states));
	memmove(pane->states + to + 1, pane->states + to,
		(pane->n - 1 - to) * sizeof(*pane->states));
	pane->states[to] = state;
}

static size_t n_pinned(const struct mq_facet_pane *pane)
{
	size_t n = 0;
	while (n < pane->n && pane->states[n].pinned) {
		n++;
	}
	return n;
}

/* Where it stood before, once it is taken from the pinned ones. */
static size_t place_of(const struct mq_facet_pane *pane, const struct mq_facet_state *state)
{
	size_t at = n_pinned(pane);
	while (at < pane->n && pane->states[at].wish.place < state->wish.place) {
		at++;
	}
	return at - 1;
}

void mq_facet_pane_pin(struct mq_facet_pane *pane, size_t facet)
{
	struct mq_facet_state *state = &pane->states[facet];
	size_t to = state->pinned ? place_of(pane, state) : n_pinned(pane);
	if (state->pinned && state->wish.place == MQ_FACET_FIELD) {
		move_state(pane, facet, pane->n - 1);
		mq_facet_state_release(&pane->states[--pane->n]);
		to = facet < pane->n ? facet : 0;
	} else {
		state->pinned = !state->pinned;
		move_state(pane, facet, to);
	}
	mq_facet_pane_relay(pane);
	mq_facet_pane_go(pane, to, NULL);
}

static bool is_same(const struct mq_facet_wish *a, const struct mq_facet_wish *b)
{
	return a->place == b->place && (a->place != MQ_FACET_FIELD || a->field == b->field);
}

size_t mq_facet_pane_find(const struct mq_facet_pane *pane, const struct mq_facet_wish *wish)
{
	size_t at = 0;
	while (at < pane->n && !is_same(&pane->states[at].wish, wish)) {
		at++;
	}
	return at;
}

size_t mq_facet_pane_seek(struct mq_facet_pane *pane, const struct mq_facet_wish *wish)
{
	size_t found = mq_facet_pane_find(pane, wish);
	if (found < pane->n) {
		return found;
	}
	mq_facet_pane_make_room(pane, pane->n + 1);
	size_t to = 0;
	while (to + 1 < pane->n && pane->states[to].pinned) {
		to++;
	}
	pane->states[pane->n - 1] = (struct mq_facet_state){.wish = *wish, .pinned = true,
		.n_rows = 1};
	move_state(pane, pane->n - 1, to);
	mq_facet_pane_relay(pane);
	return to;
}

static int by_place(const void *left, const void *right)
{
	const struct mq_facet_state *a = left;
	const struct mq_facet_state *b = right;
	return a->wish.place < b->wish.place ? -1 : a->wish.place > b->wish.place;
}

/* Those that have no place stand last then, and go. */
void mq_facet_pane_reset(struct mq_facet_pane *pane)
{
	if (pane->n > 0) {
		qsort(pane->states, pane->n, sizeof(*pane->states), by_place);
	}
	while (pane->n > 0 && pane->states[pane->n - 1].wish.place == MQ_FACET_FIELD) {
		mq_facet_state_release(&pane->states[--pane->n]);
	}
	for (size_t i = 0; i < pane->n; i++) {
		struct mq_facet_state *state = &pane->states[i];
		state->pinned = false;
		state->folded = state->usually_folded;
		state->order = MQ_FACET_ORDER_OWN;
		state->n_rows = mq_facet_rows_of(state);
	}
	mq_facet_pane_relay(pane);
}
