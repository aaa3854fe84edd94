/* The lines of facets under folding, ordering and pinning, with counts that are made up. */
#include "unit.h"

#include "../../src/ui/facet_pane.h"

enum { N_FACETS = 9, N_VALUES = 24, N_STEPS = 3000 };

struct made {
	struct mq_facet facets[N_FACETS];
	struct mq_facet_value values[N_FACETS][N_VALUES];
	char labels[N_VALUES][8];
};

/* A lone tag, then facets of 2, 5, 8 … values, the last of each unknown. The caller frees it. */
static struct made *make(uint64_t *seed)
{
	struct made *made = mq_alloc(sizeof(*made));
	*made = (struct made){0};
	for (size_t i = 0; i < N_VALUES; i++) {
		snprintf(made->labels[i], sizeof(made->labels[i]), "v%zu", i);
	}
	for (size_t f = 0; f < N_FACETS; f++) {
		struct mq_facet *facet = &made->facets[f];
		*facet = (struct mq_facet){.label = "facet", .values = made->values[f],
			.field = f == 3 ? MQ_NO_FIELD : (mq_field_id)f,
			.n_values = f == 3 ? 1 : 2 + f * 5 / 2};
		for (size_t v = 0; v < facet->n_values; v++) {
			bool last = v + 1 == facet->n_values && f != 3;
			facet->values[v] = (struct mq_facet_value){.label = made->labels[v],
				.value = last ? "?" : made->labels[v], .counted = true,
				.count = unit_below(seed, 50), .chosen = unit_below(seed, 9) == 0};
		}
	}
	return made;
}

/* Show what is in sight, as settle_later.c does, but of facets that are made up. */
static void show(struct mq_facet_pane *pane, struct made *made, struct mq_facet *shown)
{
	for (int turn = 0; turn < 4; turn++) {
		size_t first;
		size_t n;
		assert_true(mq_facet_pane_in_sight(pane, &first, &n));
		for (size_t i = 0; i < n; i++) {
			shown[i] = made->facets[pane->states[first + i].wish.place];
		}
		pane->shown = (struct mq_facets){.facets = shown, .n_facets = n, .n_counted = n};
		pane->first = first;
		mq_facet_pane_arrange(pane);
	}
}

static void open_pane(struct mq_facet_pane *pane, struct made *made, struct mq_facet *shown)
{
	const struct mq_facets all = {.facets = made->facets, .n_facets = N_FACETS};
	*pane = (struct mq_facet_pane){.list = {.height = 12}};
	mq_facet_pane_learn(pane, 0, &all);
	show(pane, made, shown);
}

/* What is shown is made's own. */
static void close_pane(struct mq_facet_pane *pane, struct made *made)
{
	pane->shown = (struct mq_facets){0};
	mq_facet_pane_release(pane);
	free(made);
}

static const struct mq_facet_value *selected(const struct mq_facet_pane *pane)
{
	const struct mq_facet_value *value;
	mq_facet_at(pane, pane->list.selected, &value);
	return value;
}

/* Heads and values in turn, nothing twice, and with what is folded away all of them. */
static void assert_sound(const struct mq_facet_pane *pane)
{
	size_t facet = 0;
	long row = 0;
	for (size_t i = 0; i < pane->n; i++) {
		assert_true(pane->starts[i] < pane->starts[i + 1]);
	}
	assert_int_equal(pane->list.count, pane->starts[pane->n]);
	assert_true(pane->list.selected < pane->list.count);
	assert_true(mq_facet_line(pane, pane->list.selected, &facet, &row));
	assert_true(row >= 0);
	for (size_t i = 0; i < pane->n_rows; i++) {
		const struct mq_facet_rows *rows = &pane->rows[i];
		uint64_t seen = 0;
		for (size_t k = 0; k < rows->n; k++) {
			assert_int_equal(seen & (1u << rows->values[k]), 0);
			seen |= 1u << rows->values[k];
		}
		assert_int_equal(rows->n + rows->n_hidden, pane->shown.facets[i].n_values);
		for (size_t k = 0; k < pane->shown.facets[i].n_values; k++) {
			assert_true(!pane->shown.facets[i].values[k].chosen || (seen & (1u << k)));
		}
	}
}

static void any_change(struct mq_facet_pane *pane, uint64_t *seed)
{
	size_t facet = unit_below(seed, pane->n);
	switch (unit_below(seed, 4)) {
	case 0:
		mq_facet_pane_fold(pane, facet, unit_below(seed, 2));
		break;
	case 1:
		mq_facet_pane_order(pane, facet, (enum mq_facet_order)unit_below(seed, 3));
		break;
	case 2:
		mq_facet_pane_pin(pane, facet);
		break;
	default:
		mq_facet_pane_go(pane, facet, NULL);
		break;
	}
}

static void any_changes_leave_sound_lines(void **state)
{
	(void)state;
	uint64_t seed = 5;
	struct mq_facet shown[N_FACETS];
	struct mq_facet_pane pane;
	struct made *made = make(&seed);
	open_pane(&pane, made, shown);
	for (size_t i = 0; i < N_STEPS; i++) {
		any_change(&pane, &seed);
		show(&pane, made, shown);
		assert_sound(&pane);
	}
	close_pane(&pane, made);
}

static void who_is_selected_stays_so_through_orders_and_counts(void **state)
{
	(void)state;
	uint64_t seed = 11;
	struct mq_facet shown[N_FACETS];
	struct mq_facet_pane pane;
	struct made *made = make(&seed);
	open_pane(&pane, made, shown);
	for (size_t i = 0; i < N_STEPS; i++) {
		size_t facet;
		long row;
		mq_facet_line(&pane, pane.list.selected, &facet, &row);
		const struct mq_facet_value *before = selected(&pane);
		const char *value = before ? before->value : NULL;
		mq_facet_pane_order(&pane, facet, (enum mq_facet_order)unit_below(&seed, 3));
		made->facets[unit_below(&seed, N_FACETS)].values[0].count = unit_below(&seed, 90);
		show(&pane, made, shown);
		if (value && !pane.states[facet].folded) {
			assert_non_null(selected(&pane));
			assert_string_equal(selected(&pane)->value, value);
		}
		mq_list_move(&pane.list, (long)unit_below(&seed, 9) - 4);
		mq_facet_line(&pane, pane.list.selected, &facet, &row);
		pane.list.selected += row < 0;
		mq_facet_pane_hold(&pane);
		show(&pane, made, shown);
	}
	close_pane(&pane, made);
}

/* Other counts for all, or none yet for those from some facet on. */
static void count_anew(struct made *made, uint64_t *seed, size_t n_counted)
{
	for (size_t f = 0; f < N_FACETS; f++) {
		for (size_t v = 0; v < made->facets[f].n_values; v++) {
			struct mq_facet_value *value = &made->facets[f].values[v];
			value->count = unit_below(seed, 90);
			value->chosen = unit_below(seed, 9) == 0;
			value->counted = f < n_counted;
		}
	}
}

/* Two that are changed and gone about in alike, of which one is shown with questions in between. */
static void whatever_was_counted_in_between_it_ends_on_the_same_line(void **state)
{
	(void)state;
	uint64_t seed = 17;
	struct mq_facet shown[2][N_FACETS];
	struct mq_facet_pane panes[2];
	struct made *made = make(&seed);
	open_pane(&panes[0], made, shown[0]);
	open_pane(&panes[1], made, shown[1]);
	for (size_t i = 0; i < N_STEPS; i++) {
		uint64_t change = unit_random(&seed);
		for (size_t p = 0; p < 2; p++) {
			uint64_t same = change;
			any_change(&panes[p], &same);
			mq_list_move(&panes[p].list, (long)unit_below(&same, 9) - 4);
			mq_facet_pane_hold(&panes[p]);
			show(&panes[p], made, shown[p]);
		}
		for (size_t n = unit_below(&seed, 4); n > 0; n--) {
			count_anew(made, &seed, unit_below(&seed, N_FACETS + 1));
			show(&panes[0], made, shown[0]);
		}
		count_anew(made, &seed, N_FACETS);
		for (size_t p = 0; p < 2; p++) {
			show(&panes[p], made, shown[p]);
		}
		assert_int_equal(panes[0].list.selected, panes[1].list.selected);
		assert_int_equal(panes[0].list.top, panes[1].list.top);
	}
	panes[1].shown = (struct mq_facets){0};
	mq_facet_pane_release(&panes[1]);
	close_pane(&panes[0], made);
}

static void folded_it_keeps_the_first_and_those_chosen(void **state)
{
	(void)state;
	uint64_t seed = 3;
	struct mq_facet shown[N_FACETS];
	struct mq_facet_pane pane;
	struct made *made = make(&seed);
	for (size_t v = 0; v < made->facets[4].n_values; v++) {
		made->facets[4].values[v].chosen = v == 6;
	}
	open_pane(&pane, made, shown);
	mq_facet_pane_go(&pane, 4, NULL);
	mq_facet_pane_fold(&pane, 4, true);
	show(&pane, made, shown);
	const struct mq_facet_rows *rows = &pane.rows[4 - pane.first];
	assert_int_equal(rows->n, 4);
	assert_int_equal(rows->values[3], 6);
	assert_int_equal(rows->n_hidden, made->facets[4].n_values - 4);
	assert_int_equal(mq_facet_more(&pane, pane.starts[5] - 1), rows->n_hidden);
	assert_int_equal(mq_facet_pane_wish(&pane.states[4]).n_few, 3);
	mq_facet_pane_order(&pane, 4, MQ_FACET_ORDER_COUNT);
	assert_int_equal(mq_facet_pane_wish(&pane.states[4]).n_few, 0);
	close_pane(&pane, made);
}

static void by_count_the_most_come_first_and_the_unknown_last(void **state)
{
	(void)state;
	uint64_t seed = 21;
	struct mq_facet shown[N_FACETS];
	struct mq_facet_pane pane;
	struct made *made = make(&seed);
	open_pane(&pane, made, shown);
	mq_facet_pane_go(&pane, 5, NULL);
	mq_facet_pane_fold(&pane, 5, false);
	mq_facet_pane_order(&pane, 5, MQ_FACET_ORDER_COUNT);
	show(&pane, made, shown);
	const struct mq_facet *facet = &pane.shown.facets[5 - pane.first];
	const struct mq_facet_rows *rows = &pane.rows[5 - pane.first];
	for (size_t i = 0; i + 2 < rows->n; i++) {
		assert_true(facet->values[rows->values[i]].count >=
			facet->values[rows->values[i + 1]].count);
	}
	assert_string_equal(facet->values[rows->values[rows->n - 1]].value, "?");
	close_pane(&pane, made);
}

static void each_kind_keeps_how_its_facets_are_shown(void **state)
{
	(void)state;
	uint64_t seed = 4;
	struct mq_facet_pane pane = {.list = {.height = 12}};
	struct made *made = make(&seed);
	const struct mq_facets all = {.facets = made->facets, .n_facets = N_FACETS};
	const struct mq_facets few = {.facets = made->facets, .n_facets = 2};
	mq_facet_pane_learn(&pane, 7, &all);
	mq_facet_pane_pin(&pane, 6);
	mq_facet_pane_fold(&pane, 2, true);
	mq_facet_pane_learn(&pane, 1, &few);
	assert_int_equal(pane.n, 2);
	mq_facet_pane_learn(&pane, 7, &all);
	assert_int_equal(pane.n, N_FACETS);
	assert_int_equal(pane.states[0].wish.place, 6);
	assert_true(pane.states[2].folded);
	mq_facet_pane_learn(&pane, 7, &all);
	assert_int_equal(pane.states[0].wish.place, 6);
	assert_int_equal(pane.starts[pane.n], pane.list.count);
	mq_facet_pane_release(&pane);
	free(made);
}

static void a_pinned_facet_goes_to_the_top_and_back_to_its_place(void **state)
{
	(void)state;
	uint64_t seed = 4;
	struct mq_facet shown[N_FACETS];
	struct mq_facet_pane pane;
	struct made *made = make(&seed);
	open_pane(&pane, made, shown);
	mq_facet_pane_pin(&pane, 6);
	mq_facet_pane_pin(&pane, 3);
	assert_int_equal(pane.states[0].wish.place, 6);
	assert_int_equal(pane.states[1].wish.place, 2);
	mq_facet_pane_pin(&pane, 0);
	mq_facet_pane_pin(&pane, 0);
	for (size_t i = 0; i < N_FACETS; i++) {
		assert_int_equal(pane.states[i].wish.place, i);
	}
	const struct mq_facet_wish wish = {.place = MQ_FACET_FIELD, .field = 77};
	assert_int_equal(mq_facet_pane_seek(&pane, &wish), 0);
	assert_int_equal(pane.n, N_FACETS + 1);
	assert_int_equal(mq_facet_pane_seek(&pane, &wish), 0);
	mq_facet_pane_pin(&pane, 0);
	assert_int_equal(pane.n, N_FACETS);
	close_pane(&pane, made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_changes_leave_sound_lines),
		cmocka_unit_test(who_is_selected_stays_so_through_orders_and_counts),
		cmocka_unit_test(whatever_was_counted_in_between_it_ends_on_the_same_line),
		cmocka_unit_test(folded_it_keeps_the_first_and_those_chosen),
		cmocka_unit_test(by_count_the_most_come_first_and_the_unknown_last),
		cmocka_unit_test(each_kind_keeps_how_its_facets_are_shown),
		cmocka_unit_test(a_pinned_facet_goes_to_the_top_and_back_to_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
