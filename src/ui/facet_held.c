/*
 * Who is selected among the facets. Lines change with the question, with counts and with how
 * facets are shown, in pieces and as often as there is time for; so what is held is who was
 * gone to, and how far from the top of the screen, and from that alone the selected line is
 * found each time. However many questions were passed over between, it ends on the same line.
 *
 * A row that is not in sight yet, or not in its order, has no value to hold: it is taken once
 * it has. Where nobody was gone to, the first line is selected, whatever stands there.
 */
#include "facet_pane.h"

#include <stdlib.h>
#include <string.h>

static void put(struct mq_facet_pane *pane, struct mq_facet_held held)
{
	free(pane->held.value);
	pane->held = held;
}

/* What stands on the row that is held, once that is known. */
static void take_value(struct mq_facet_pane *pane)
{
	size_t facet;
	long row;
	const struct mq_facet_value *value;
	size_t line = pane->list.selected;
	const struct mq_facet_rows *rows = mq_facet_rows_at(pane, line, &facet, &row);
	if (pane->held.awaited && rows && rows->in_order) {
		mq_facet_at(pane, line, &value);
		pane->held.value = value ? mq_strdup(value->value) : NULL;
		pane->held.awaited = false;
	}
}

void mq_facet_pane_hold(struct mq_facet_pane *pane)
{
	const struct mq_list *list = &pane->list;
	struct mq_facet_held held = {.above = list->selected - list->top, .gone_to = true,
		.awaited = true};
	if (mq_facet_line(pane, list->selected, &held.facet, &held.row)) {
		put(pane, held);
		take_value(pane);
	}
}

void mq_facet_pane_hold_first(struct mq_facet_pane *pane)
{
	put(pane, (struct mq_facet_held){.above = pane->n > 0 && !pane->states[0].lone});
	mq_facet_pane_find_held(pane);
}

void mq_facet_pane_go(struct mq_facet_pane *pane, size_t facet, const char *value)
{
	put(pane, (struct mq_facet_held){.facet = facet, .value = value ? mq_strdup(value) : NULL,
		.awaited = !value, .above = !pane->states[facet].lone, .gone_to = true});
	mq_facet_pane_find_held(pane);
}

/* By value where that is known and in sight, else of the row. */
static size_t held_line(const struct mq_facet_pane *pane)
{
	const struct mq_facet_held *held = &pane->held;
	const struct mq_facet_state *state = &pane->states[held->facet];
	size_t begin = pane->starts[held->facet] + !state->lone;
	size_t at = held->row < 0 ? 0 : (size_t)held->row;
	if (held->value && held->facet >= pane->first && held->facet - pane->first < pane->n_rows) {
		const struct mq_facet_rows *rows = &pane->rows[held->facet - pane->first];
		const struct mq_facet *facet = &pane->shown.facets[held->facet - pane->first];
		for (size_t i = 0; i < rows->n; i++) {
			if (strcmp(facet->values[rows->values[i]].value, held->value) == 0) {
				return begin + i;
			}
		}
	}
	return begin + (at < state->n_rows ? at : state->n_rows - 1);
}

void mq_facet_pane_find_held(struct mq_facet_pane *pane)
{
	struct mq_list *list = &pane->list;
	struct mq_facet_held *held = &pane->held;
	if (held->facet < pane->n) {
		mq_list_put(list, held_line(pane), held->above);
	}
	mq_list_settle(list);
	take_value(pane);
}
