/* Facets folded, put in another order, pinned; one found that was not there. */
#include "facet_pane.h"

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

size_t mq_facet_pane_seek(struct mq_facet_pane *pane, const struct mq_facet_wish *wish)
{
	for (size_t i = 0; i < pane->n; i++) {
		if (is_same(&pane->states[i].wish, wish)) {
			return i;
		}
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
