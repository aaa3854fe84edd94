/*
 * Lines of facets. Each facet has a state, which outlives questions; how many lines it has
 * is known from that alone, so that all can be laid out though only those in sight are ever
 * counted:
 *
 *     states   sex            family (lone)   committee (folded)
 *     starts   0              6               7             12
 *     lines    head m f ? ? ?  tag            head a b c more
 *
 * While one types only texts and links have others; who is selected is facet_held.c's.
 */
#include "facet_pane.h"

#include <stdlib.h>
#include <string.h>

enum { FOLD_KEEP = 3, FOLD_FROM = 16 };

/* ---- lines ---- */

static bool is_folded(const struct mq_facet_state *state)
{
	return state->folded && state->n_values > FOLD_KEEP + 1;
}

/* What it needs, whichever values are chosen. */
size_t mq_facet_rows_of(const struct mq_facet_state *state)
{
	if (is_folded(state)) {
		return FOLD_KEEP + 1;
	}
	return state->n_values > 0 ? state->n_values : 1;
}

static bool lay(struct mq_facet_pane *pane)
{
	bool moved = false;
	for (size_t i = 0; i < pane->n; i++) {
		const struct mq_facet_state *state = &pane->states[i];
		size_t end = pane->starts[i] + !state->lone + state->n_rows;
		moved = moved || end != pane->starts[i + 1];
		pane->starts[i + 1] = end;
	}
	pane->list.count = pane->n > 0 ? pane->starts[pane->n] : 0;
	return moved;
}

bool mq_facet_line(const struct mq_facet_pane *pane, size_t line, size_t *facet, long *row)
{
	if (pane->n == 0 || line >= pane->starts[pane->n]) {
		return false;
	}
	size_t low = 0;
	for (size_t high = pane->n; high - low > 1;) {
		size_t middle = (low + high) / 2;
		*(pane->starts[middle] <= line ? &low : &high) = middle;
	}
	*facet = low;
	*row = (long)(line - pane->starts[low]) - !pane->states[low].lone;
	return true;
}

const struct mq_facet_rows *mq_facet_rows_at(const struct mq_facet_pane *pane, size_t line,
	size_t *facet, long *row)
{
	if (!mq_facet_line(pane, line, facet, row) || *facet < pane->first ||
		*facet - pane->first >= pane->n_rows) {
		return NULL;
	}
	return &pane->rows[*facet - pane->first];
}

const struct mq_facet *mq_facet_at(const struct mq_facet_pane *pane, size_t line,
	const struct mq_facet_value **value)
{
	size_t number;
	long row;
	const struct mq_facet_rows *rows = mq_facet_rows_at(pane, line, &number, &row);
	*value = NULL;
	if (!rows || number - pane->first >= pane->shown.n_facets) {
		return NULL;
	}
	const struct mq_facet *facet = &pane->shown.facets[number - pane->first];
	if (row >= 0 && (size_t)row < rows->n) {
		*value = &facet->values[rows->values[row]];
	}
	return row < (long)rows->n + (rows->n_hidden > 0) ? facet : NULL;
}

size_t mq_facet_more(const struct mq_facet_pane *pane, size_t line)
{
	size_t facet;
	long row;
	const struct mq_facet_rows *rows = mq_facet_rows_at(pane, line, &facet, &row);
	return rows && row == (long)rows->n ? rows->n_hidden : 0;
}

bool mq_facet_is_lone(const struct mq_facet_pane *pane, size_t line)
{
	size_t facet;
	long row;
	return mq_facet_line(pane, line, &facet, &row) && pane->states[facet].lone;
}

/* ---- rows ---- */

/* By counts that are all known, or else as they stood when they were last: lines that are named
 * anew come back as they were, and those of another question do not jump twice. */
static void sort_rows(const struct mq_facet *facet, struct mq_facet_state *state,
	struct mq_facet_rows *rows)
{
	size_t size = facet->n_values * sizeof(*rows->values);
	rows->in_order = mq_facet_sort(facet, state->order, rows->values);
	if (!rows->in_order && state->n_by_count == facet->n_values) {
		memcpy(rows->values, state->by_count, size);
	} else if (rows->in_order && state->order == MQ_FACET_ORDER_COUNT) {
		mq_facet_state_release(state);
		state->by_count = mq_alloc(size);
		state->n_by_count = facet->n_values;
		memcpy(state->by_count, rows->values, size);
	}
}

static void make_rows(const struct mq_facet *facet, struct mq_facet_state *state,
	struct mq_facet_rows *rows)
{
	size_t n = facet->n_values;
	rows->values = mq_alloc((n + 1) * sizeof(*rows->values));
	for (size_t i = 0; i < n; i++) {
		rows->values[i] = i;
	}
	rows->in_order = n > 0;
	if (n > 0 && state->order != MQ_FACET_ORDER_OWN) {
		sort_rows(facet, state, rows);
	}
	for (size_t i = 0; i < n; i++) {
		const struct mq_facet_value *value = &facet->values[rows->values[i]];
		if (!is_folded(state) || i < FOLD_KEEP || value->chosen || value->excluded) {
			rows->values[rows->n++] = rows->values[i];
		}
	}
	rows->n_hidden = n - rows->n;
}

/* ---- laying out ---- */

void mq_facet_state_release(struct mq_facet_state *state)
{
	free(state->by_count);
	state->by_count = NULL;
	state->n_by_count = 0;
}

static void release_states(struct mq_facet_state *states, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		mq_facet_state_release(&states[i]);
	}
	free(states);
}

static void forget_rows(struct mq_facet_pane *pane)
{
	for (size_t i = 0; i < pane->n_rows; i++) {
		free(pane->rows[i].values);
	}
	free(pane->rows);
	pane->rows = NULL;
	pane->n_rows = 0;
}

/* One in sight has the lines its values take, chosen ones too. */
static void arrange_facet(struct mq_facet_pane *pane, size_t number)
{
	const struct mq_facet *facet = &pane->shown.facets[number];
	struct mq_facet_state *state = &pane->states[pane->first + number];
	if (facet->n_values > 0) {
		state->n_values = facet->n_values;
	}
	make_rows(facet, state, &pane->rows[number]);
	size_t n = pane->rows[number].n + (pane->rows[number].n_hidden > 0);
	size_t least = mq_facet_rows_of(state);
	state->n_rows = n > least ? n : least;
}

/* Those out of sight have the lines they need whichever are chosen, not those they had when they
 * were seen last: that hangs on which questions were shown. */
bool mq_facet_pane_arrange(struct mq_facet_pane *pane)
{
	forget_rows(pane);
	pane->n_rows = pane->shown.n_facets;
	pane->rows = mq_alloc((pane->n_rows + 1) * sizeof(*pane->rows));
	for (size_t i = 0; i < pane->n; i++) {
		pane->states[i].n_rows = mq_facet_rows_of(&pane->states[i]);
	}
	for (size_t i = 0; i < pane->n_rows; i++) {
		arrange_facet(pane, i);
	}
	size_t top = pane->list.top;
	bool moved = lay(pane);
	mq_facet_pane_find_held(pane);
	return moved || pane->list.top != top;
}

bool mq_facet_pane_is_in_order(const struct mq_facet_pane *pane)
{
	bool in_order = true;
	for (size_t i = 0; i < pane->n_rows; i++) {
		in_order = in_order && pane->rows[i].in_order;
	}
	return in_order;
}

void mq_facet_pane_make_room(struct mq_facet_pane *pane, size_t n)
{
	pane->states = mq_grow(pane->states, &pane->cap, n + 1, sizeof(*pane->states));
	free(pane->starts);
	pane->starts = mq_alloc((n + 1) * sizeof(*pane->starts));
	pane->n = n;
}

static void name_states(struct mq_facet_pane *pane, const struct mq_facets *all)
{
	mq_facet_pane_make_room(pane, all->n_facets);
	for (size_t i = 0; i < pane->n; i++) {
		const struct mq_facet *facet = &all->facets[i];
		pane->states[i] = (struct mq_facet_state){.wish = {.place = i},
			.n_values = facet->n_values,
			.lone = facet->field == MQ_NO_FIELD && facet->n_values == 1,
			.folded = facet->n_values >= FOLD_FROM,
			.usually_folded = facet->n_values >= FOLD_FROM};
		pane->states[i].n_rows = mq_facet_rows_of(&pane->states[i]);
	}
}

/* The states go among those kept, where there is a place for each kind. */
static struct mq_facet_kept *place_for(struct mq_facet_pane *pane, mq_kind_id kind)
{
	for (size_t i = 0; i < pane->n_kept; i++) {
		if (pane->kept[i].kind == kind) {
			return &pane->kept[i];
		}
	}
	pane->kept = mq_grow(pane->kept, &pane->cap_kept, pane->n_kept + 1, sizeof(*pane->kept));
	pane->kept[pane->n_kept] = (struct mq_facet_kept){.kind = kind};
	return &pane->kept[pane->n_kept++];
}

static void swap_kind(struct mq_facet_pane *pane, mq_kind_id kind)
{
	struct mq_facet_kept *old = place_for(pane, pane->kind);
	*old = (struct mq_facet_kept){pane->kind, pane->held, pane->states, pane->n, pane->cap};
	struct mq_facet_kept *kept = place_for(pane, kind);
	pane->held = kept->held;
	pane->states = kept->states;
	pane->cap = kept->cap;
	pane->kind = kind;
	mq_facet_pane_make_room(pane, kept->n);
	*kept = (struct mq_facet_kept){.kind = kind};
}

bool mq_facet_pane_learn(struct mq_facet_pane *pane, mq_kind_id kind, const struct mq_facets *all)
{
	forget_rows(pane);
	swap_kind(pane, kind);
	bool first = pane->n == 0;
	if (first) {
		name_states(pane, all);
	}
	lay(pane);
	pane->anew = true;
	if (first) {
		mq_facet_pane_hold_first(pane);
	} else {
		mq_facet_pane_find_held(pane);
	}
	return first;
}

void mq_facet_pane_release(struct mq_facet_pane *pane)
{
	forget_rows(pane);
	free(pane->held.value);
	mq_facets_release(&pane->shown);
	for (size_t i = 0; i < pane->n_kept; i++) {
		free(pane->kept[i].held.value);
		release_states(pane->kept[i].states, pane->kept[i].n);
	}
	free(pane->kept);
	release_states(pane->states, pane->n);
	free(pane->starts);
	*pane = (struct mq_facet_pane){0};
}

bool mq_facet_pane_in_sight(const struct mq_facet_pane *pane, size_t *first, size_t *n)
{
	size_t last;
	long row;
	size_t bottom = pane->list.top + pane->list.height;
	if (pane->list.height == 0 || !mq_facet_line(pane, pane->list.top, first, &row)) {
		return false;
	}
	if (!mq_facet_line(pane, bottom - 1, &last, &row)) {
		last = pane->n - 1;
	}
	*n = last - *first + 1;
	return true;
}

struct mq_facet_wish mq_facet_pane_wish(const struct mq_facet_state *state)
{
	struct mq_facet_wish wish = state->wish;
	if (is_folded(state) && state->order == MQ_FACET_ORDER_OWN) {
		wish.n_few = FOLD_KEEP;
	}
	return wish;
}

void mq_facet_pane_relay(struct mq_facet_pane *pane)
{
	forget_rows(pane);
	pane->anew = true;
	lay(pane);
	mq_facet_pane_find_held(pane);
}
