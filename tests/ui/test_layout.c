/* Layouts of every size: panes stay inside, lie beside each other, cover all. */
#include "unit.h"

#include "../../src/ui/view.h"

enum { MAX = 300 };

/* Each cell belongs to exactly one pane or border. */
static void assert_covers(const struct mq_layout *layout, int width, int height)
{
	static unsigned char seen[MAX][MAX];
	memset(seen, 0, sizeof(seen));
	const struct mq_rect *sets[] = {layout->panes, layout->borders};
	size_t counts[] = {MQ_N_PANES, layout->n_borders};
	for (size_t s = 0; s < 2; s++) {
		for (size_t i = 0; i < counts[s]; i++) {
			struct mq_rect r = sets[s][i];
			assert_true(r.width >= 0 && r.height >= 0);
			assert_true(r.x >= 0 && r.x + r.width <= width);
			assert_true(r.y >= 0 && r.y + r.height <= height);
			for (int y = r.y; y < r.y + r.height; y++) {
				for (int x = r.x; x < r.x + r.width; x++) {
					assert_int_equal(seen[y][x]++, 0);
				}
			}
		}
	}
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			assert_int_equal(seen[y][x], 1);
		}
	}
}

static void every_size_is_cut_without_gap_or_overlap(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (int i = 0; i < 600; i++) {
		int width = 20 + (int)unit_below(&seed, MAX - 20);
		int height = 6 + (int)unit_below(&seed, i % 2 ? 60 : MAX - 6);
		struct mq_layout layout;
		for (int sheet = MQ_SHEET_NONE; sheet <= MQ_SHEET_CARD; sheet++) {
			mq_layout_cut(&layout, width, height, &(struct mq_layout_wish){.sheet = (enum mq_sheet)sheet});
			assert_covers(&layout, width, height);
		}
	}
}

/* However long its texts are: at the least one line, and a row is in sight. */
static void the_tutorial_fits_at_every_size(void **state)
{
	(void)state;
	uint64_t seed = 5;
	for (int i = 0; i < 2000; i++) {
		int width = 20 + (int)unit_below(&seed, MAX - 20);
		int height = 6 + (int)unit_below(&seed, i % 2 ? 30 : MAX - 6);
		struct mq_layout layout;
		const struct mq_layout_wish wish = {
			.tutor = 1 + (int)unit_below(&seed, 12), .sheet = (enum mq_sheet)unit_below(&seed, 3),
			.zoomed = i % 4 == 0 ? MQ_PANE_RESULTS : MQ_PANE_QUERY,
		};
		mq_layout_cut(&layout, width, height, &wish);
		assert_covers(&layout, width, height);
		assert_true(layout.panes[MQ_PANE_TUTOR].height == 1 ||
			layout.panes[MQ_PANE_TUTOR].height == wish.tutor);
		assert_true(layout.panes[MQ_PANE_MESSAGE].height > 0);
		assert_true(mq_layout_below_query(&layout).height > 0);
	}
}

/* Beside the tutorial too. */
static void a_row_has_room_at_every_size(void **state)
{
	(void)state;
	for (int width = 20; width <= 100; width++) {
		for (int height = 6; height <= 30; height++) {
			for (int tutor = 0; tutor <= 9; tutor += 3) {
				struct mq_layout layout;
				mq_layout_cut(&layout, width, height, &(struct mq_layout_wish){.tutor = tutor});
				assert_covers(&layout, width, height);
				assert_true(mq_view_results_height(layout.panes[MQ_PANE_RESULTS]) > 0);
				assert_true(layout.panes[MQ_PANE_MESSAGE].height > 0);
			}
		}
	}
}

/* Whatever was chosen, at whatever size, also by a file that somebody wrote. */
static void chosen_sizes_leave_room_to_the_others(void **state)
{
	(void)state;
	uint64_t seed = 11;
	for (int i = 0; i < 2000; i++) {
		int width = 20 + (int)unit_below(&seed, MAX - 20);
		int height = 6 + (int)unit_below(&seed, MAX - 6);
		struct mq_pane_sizes sizes[MQ_N_SIZES] = {0};
		struct mq_layout layout;
		for (size_t class = 0; class < MQ_N_SIZES; class++) {
			sizes[class].sizes[MQ_PANE_FACETS] = (int)unit_below(&seed, 256);
			sizes[class].sizes[MQ_PANE_CARD] = (int)unit_below(&seed, 256);
			sizes[class].sizes[MQ_PANE_CHART] = (int)unit_below(&seed, 256);
		}
		const struct mq_layout_wish wish = {
			.sizes = sizes, .sheet = (enum mq_sheet)unit_below(&seed, 3),
			.zoomed = i % 4 == 0 ? MQ_PANE_CARD : MQ_PANE_QUERY,
		};
		mq_layout_cut(&layout, width, height, &wish);
		assert_covers(&layout, width, height);
		struct mq_rect results = layout.panes[MQ_PANE_RESULTS];
		assert_true(results.height == 0 || results.width >= 20);
	}
}

static void a_zoomed_pane_has_the_room_of_all(void **state)
{
	(void)state;
	struct mq_layout layout;
	const struct mq_layout_wish wish = {.zoomed = MQ_PANE_FACETS};
	mq_layout_cut(&layout, 120, 40, &wish);
	struct mq_rect facets = layout.panes[MQ_PANE_FACETS];
	assert_int_equal(facets.width, 120);
	assert_int_equal(facets.height, 36);
	assert_int_equal(layout.panes[MQ_PANE_RESULTS].height, 0);
	assert_int_equal(layout.n_borders, 0);
}

static void a_window_under_20_by_6_has_no_panes(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1}, {19, 40}, {200, 5}, {0, 0}};
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		struct mq_layout layout;
		mq_layout_cut(&layout, sizes[i][0], sizes[i][1], &(struct mq_layout_wish){.sheet = MQ_SHEET_CARD});
		assert_int_equal(layout.size, MQ_SIZE_NONE);
		for (size_t p = 0; p < MQ_N_PANES; p++) {
			assert_int_equal(layout.panes[p].height, 0);
		}
	}
}

static bool shown(const struct mq_layout *layout, enum mq_pane pane)
{
	return layout->panes[pane].height > 0;
}

static void a_wide_window_has_four_panes_a_middle_one_three(void **state)
{
	(void)state;
	struct mq_layout layout;
	mq_layout_cut(&layout, 120, 40, &(struct mq_layout_wish){.sheet = MQ_SHEET_NONE});
	assert_int_equal(layout.panes[MQ_PANE_FACETS].width, 28);
	assert_int_equal(layout.panes[MQ_PANE_CARD].width, 32);
	assert_int_equal(layout.panes[MQ_PANE_RESULTS].width, 58);
	assert_true(layout.panes[MQ_PANE_CHART].y > layout.panes[MQ_PANE_RESULTS].y);
	mq_layout_cut(&layout, 200, 60, &(struct mq_layout_wish){.sheet = MQ_SHEET_NONE});
	assert_int_equal(layout.panes[MQ_PANE_FACETS].width, 34);
	assert_int_equal(layout.panes[MQ_PANE_CARD].width, 46);
	mq_layout_cut(&layout, 80, 24, &(struct mq_layout_wish){.sheet = MQ_SHEET_NONE});
	assert_true(shown(&layout, MQ_PANE_FACETS) && shown(&layout, MQ_PANE_RESULTS));
	assert_false(shown(&layout, MQ_PANE_CARD));
	assert_int_equal(layout.panes[MQ_PANE_DETAIL].height, 1);
	assert_int_equal(layout.panes[MQ_PANE_CHART].height, 1);
}

static void a_phone_shows_one_pane_at_a_time(void **state)
{
	(void)state;
	struct mq_layout layout;
	mq_layout_cut(&layout, 40, 20, &(struct mq_layout_wish){.sheet = MQ_SHEET_NONE});
	assert_true(shown(&layout, MQ_PANE_RESULTS) && !shown(&layout, MQ_PANE_FACETS));
	mq_layout_cut(&layout, 40, 20, &(struct mq_layout_wish){.sheet = MQ_SHEET_FACETS});
	assert_true(shown(&layout, MQ_PANE_FACETS) && !shown(&layout, MQ_PANE_RESULTS));
	mq_layout_cut(&layout, 40, 20, &(struct mq_layout_wish){.sheet = MQ_SHEET_CARD});
	assert_true(shown(&layout, MQ_PANE_CARD) && !shown(&layout, MQ_PANE_RESULTS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_is_cut_without_gap_or_overlap),
		cmocka_unit_test(the_tutorial_fits_at_every_size),
		cmocka_unit_test(a_row_has_room_at_every_size),
		cmocka_unit_test(chosen_sizes_leave_room_to_the_others),
		cmocka_unit_test(a_zoomed_pane_has_the_room_of_all),
		cmocka_unit_test(a_window_under_20_by_6_has_no_panes),
		cmocka_unit_test(a_wide_window_has_four_panes_a_middle_one_three),
		cmocka_unit_test(a_phone_shows_one_pane_at_a_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
