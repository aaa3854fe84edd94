/* What may stand at the cursor: columns that find no room go, borders stand. */
#include "hostile.h"

#include "../../src/ui/view.h"

static struct mq_offer offers_of_tags[] = {
	{.from = 0, .to = 3, .insert = "独居", .label = "独居", .id = "lives_alone", .kind = "tag",
		.by = "label", .counted = true, .count = 2200},
	{.from = 0, .to = 3, .insert = "独立烟感", .label = "独立烟感", .id = "smoke_alarm",
		.kind = "tag", .by = "alias", .counted = true, .count = 20},
	{.from = 0, .to = 3, .insert = "年龄:", .label = "年龄", .id = "age", .kind = "field",
		.by = "pinyin"},
	{.from = 3, .to = 3, .insert = ">=", .label = ">=", .id = ">=", .kind = "operator",
		.by = "id"},
};

static char *paint(struct mq_offer *list, size_t n, size_t at, int width, size_t n_max)
{
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	struct mq_offers offers = {.offers = list, .n = n};
	mq_cells_resize(&cells, width, 8);
	mq_view_candidates(&cells, mq_cells_rect(&cells), (struct mq_rect){0}, &offers, at, n_max);
	mq_cells_print(&cells, &out);
	mq_cells_release(&cells);
	return mq_buf_take(&out);
}

static void each_tells_its_key_what_was_typed_its_kind_and_its_count(void **state)
{
	(void)state;
	char *text = paint(offers_of_tags, 4, 1, 120, 6);
	assert_non_null(strstr(text, "| 独居     lives_alone by name   tag        2 200\n"));
	assert_non_null(strstr(text, "|>独立烟感 smoke_alarm by alias  tag           20\n"));
	assert_non_null(strstr(text, "| 年龄     age         by pinyin field\n"));
	assert_non_null(strstr(text, "| >=                             comparison\n"));
	free(text);
}

static void where_there_is_little_room_the_name_and_the_count_stay(void **state)
{
	(void)state;
	char *text = paint(offers_of_tags, 2, 2, 20, 6);
	assert_non_null(strstr(text, "| 独居     tag 2 200\n"));
	assert_null(strstr(text, "lives_alone"));
	free(text);
}

static void the_window_goes_along_with_the_one_taken(void **state)
{
	(void)state;
	char *text = paint(offers_of_tags, 4, 2, 80, 2);
	assert_null(strstr(text, "独居"));
	assert_non_null(strstr(text, "|>年龄"));
	assert_non_null(strstr(text, "| >="));
	free(text);
}

/* Wherever that row stands: at least one candidate is seen where there is a line for it, and as
 * many as there are where there is room. */
static void the_row_that_enter_opens_is_never_covered(void **state)
{
	(void)state;
	const struct mq_offers offers = {.offers = offers_of_tags, .n = 4};
	for (int height = 1; height <= 12; height++) {
		for (int y = 0; y < height; y++) {
			for (int lines = 1; lines <= 2 && y + lines <= height; lines++) {
				struct mq_cells cells = {0};
				struct mq_buf out = {0};
				const struct mq_rect row = {0, y, 40, lines};
				int n_seen = 0;
				mq_cells_resize(&cells, 40, height);
				mq_view_candidates(&cells, mq_cells_rect(&cells), row, &offers, 4, 3);
				mq_cells_print(&cells, &out);
				const char *text = out.data;
				for (int line = 0; line < height; line++, text = strchr(text, '\n') + 1) {
					bool covered = *text == '|';
					assert_false(covered && line >= y && line < y + lines);
					n_seen += covered;
				}
				assert_true(n_seen == 3 || n_seen * 2 >= height - lines);
				mq_cells_release(&cells);
				mq_buf_release(&out);
			}
		}
	}
}

static void hostile_names_move_no_border(void **state)
{
	(void)state;
	static char bytes[HOSTILE_MAX + 1];
	for (size_t i = 0; i < N_HOSTILE; i++) {
		size_t len = hostile(i, bytes);
		bytes[len] = '\0';
		struct mq_offer list[] = {
			{.insert = bytes, .label = bytes, .id = bytes, .kind = "tag", .by = "id"},
			offers_of_tags[0],
		};
		for (int width = 20; width <= 120; width += 25) {
			struct mq_cells cells = {0};
			struct mq_offers offers = {.offers = list, .n = 2};
			int borders[2] = {-1, -1};
			mq_cells_resize(&cells, width, 2);
			mq_view_candidates(&cells, mq_cells_rect(&cells), (struct mq_rect){0}, &offers, 0, 2);
			for (int y = 0; y < 2; y++) {
				for (int x = 0; x < width && borders[y] < 0; x++) {
					borders[y] = mq_cells_at(&cells, x, y)->text[0] == '|' ? x : -1;
				}
			}
			assert_true(borders[0] >= 0);
			assert_int_equal(borders[0], borders[1]);
			mq_cells_release(&cells);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_tells_its_key_what_was_typed_its_kind_and_its_count),
		cmocka_unit_test(where_there_is_little_room_the_name_and_the_count_stay),
		cmocka_unit_test(the_window_goes_along_with_the_one_taken),
		cmocka_unit_test(the_row_that_enter_opens_is_never_covered),
		cmocka_unit_test(hostile_names_move_no_border),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
