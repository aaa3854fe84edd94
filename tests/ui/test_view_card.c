/* A card laid out and painted, from a card that is made up. */
#include "hostile.h"

#include "../../src/ui/view.h"

static struct mq_card_line identity[] = {
	{.label = "name", .value = "王晓明", .known = true, .kind = MQ_NO_KIND, .field = 0},
	{.label = "address", .value = "阳曲路760弄12号302室", .known = true, .kind = MQ_NO_KIND, .field = 1},
	{.label = "born", .value = "", .known = false, .kind = MQ_NO_KIND, .field = 2},
};
static struct mq_card_line members[] = {
	{.label = "", .value = "单雄信  male  84", .known = true, .kind = 0, .id = 7,
		.field = MQ_NO_FIELD},
};
static struct mq_card_line tags[] = {
	{.label = "aged", .value = "elderly", .known = true, .kind = MQ_NO_KIND, .field = 3},
};
static struct mq_card_section sections[] = {
	{.id = "identity", .title = "identity", .lines = identity, .n_lines = 3},
	{.id = "members", .title = "members 2", .lines = members, .n_lines = 1},
	{.id = "tags", .title = "tags", .lines = tags, .n_lines = 1},
};

static struct mq_card_pane pane_of(int width)
{
	struct mq_card_pane pane = {
		.list = {.selected = 2, .height = 12},
		.card = {.title = "王晓明", .sections = sections, .n_sections = 3},
	};
	mq_card_text_make(&pane.text, &pane.card, width, NULL);
	pane.list.count = pane.text.n_parts;
	return pane;
}

static char *print(struct mq_cells *cells)
{
	struct mq_buf out = {0};
	mq_cells_print(cells, &out);
	mq_cells_release(cells);
	return mq_buf_take(&out);
}

static void long_values_are_wrapped_and_the_unknown_told(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	struct mq_card_pane pane = pane_of(24);
	mq_cells_resize(&cells, 24, 12);
	mq_view_card(&cells, mq_cells_rect(&cells), &pane, true);
	char *text = print(&cells);
	assert_string_equal(text,
		" 王晓明\n"
		" identity --------------\n"
		" name    王晓明\n"
		">address 阳曲路760弄12号\n"
		"         302室\n"
		" born    not known\n"
		"\n"
		" members 2 -------------\n"
		" 单雄信  male  84      >\n"
		"\n"
		" tags ------------------\n"
		" aged    elderly\n");
	free(text);
	mq_card_text_release(&pane.text);
}

static void a_line_of_the_pane_leads_to_its_record(void **state)
{
	(void)state;
	struct mq_card_pane pane = pane_of(24);
	assert_null(mq_card_line_at(&pane, 0));
	assert_ptr_equal(mq_card_line_at(&pane, 3), &identity[1]);
	assert_ptr_equal(mq_card_line_at(&pane, 7), &members[0]);
	assert_null(mq_card_line_at(&pane, 5));
	assert_null(mq_card_line_at(&pane, 1000));
	mq_card_text_release(&pane.text);
}

/* Nor does its value come near the sign, however narrow it is; who the card is of leads nowhere. */
static void a_line_that_leads_elsewhere_ends_in_a_sign(void **state)
{
	(void)state;
	struct mq_area lane = {0};
	struct mq_card_line lines[] = {
		{.label = "", .value = "单雄信  male  84", .known = true, .kind = 0, .id = 7},
		{.label = "lane", .value = "阳曲路760弄", .known = true, .kind = MQ_NO_KIND, .area = &lane},
		{.label = "this one", .value = "王晓明", .known = true, .kind = 0, .id = 3},
	};
	struct mq_card_section section = {.id = "x", .title = "x", .lines = lines, .n_lines = 3};
	struct mq_card_pane pane = {.list = {.selected = 1, .height = 6},
		.card = {.kind = 0, .id = 3, .title = "王晓明", .sections = &section, .n_sections = 1}};
	struct mq_cells cells = {0};
	mq_card_text_make(&pane.text, &pane.card, 19, NULL);
	pane.list.count = pane.text.n_parts;
	mq_cells_resize(&cells, 19, 7);
	mq_view_card(&cells, mq_cells_rect(&cells), &pane, true);
	char *text = print(&cells);
	assert_string_equal(text,
		" 王晓明\n"
		" x ----------------\n"
		">单雄信  male  84 >\n"
		" lane    阳曲路76 >\n"
		"         0弄\n"
		" this o~ 王晓明\n"
		"\n");
	free(text);
	mq_card_text_release(&pane.text);
}

static void a_folded_section_is_its_title_and_can_be_selected(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	struct mq_card_pane pane = pane_of(24);
	mq_card_fold(&pane.folded, "identity", true);
	mq_card_fold(&pane.folded, "members", true);
	mq_card_text_make(&pane.text, &pane.card, 24, &pane.folded);
	pane.list.selected = 1;
	mq_cells_resize(&cells, 24, 6);
	mq_view_card(&cells, mq_cells_rect(&cells), &pane, true);
	char *text = print(&cells);
	assert_string_equal(text,
		" 王晓明\n"
		" identity ... 3 lines\n"
		">members 2 ... 1 line\n"
		"\n"
		" tags ------------------\n"
		" aged    elderly\n");
	free(text);
	assert_true(mq_card_selectable(&pane, 0));
	assert_false(mq_card_selectable(&pane, 2));
	assert_false(mq_card_selectable(&pane, 3));
	assert_true(mq_card_selectable(&pane, 4));
	mq_card_text_release(&pane.text);
	mq_buf_release(&pane.folded);
}

/* Names that begin or end others are others. */
static void sections_are_folded_by_their_whole_name(void **state)
{
	(void)state;
	struct mq_buf folded = {0};
	mq_card_fold(&folded, "visits", true);
	mq_card_fold(&folded, "visit", true);
	mq_card_fold(&folded, "visit", true);
	assert_string_equal(folded.data, " visits visit");
	mq_card_fold(&folded, "visits", false);
	assert_false(mq_card_is_folded(&folded, "visits"));
	assert_true(mq_card_is_folded(&folded, "visit"));
	assert_false(mq_card_is_folded(&folded, "isit"));
	mq_card_fold(&folded, "visit", false);
	assert_int_equal(folded.len, 0);
	mq_buf_release(&folded);
}

static void one_line_tells_what_hangs_on_it_and_tags(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	struct mq_card_pane pane = pane_of(24);
	mq_cells_resize(&cells, 40, 1);
	mq_view_detail(&cells, mq_cells_rect(&cells), &pane.card);
	char *text = print(&cells);
	assert_string_equal(text, "card 王晓明  members 2  aged\n");
	free(text);
	mq_card_text_release(&pane.text);
}

static void nothing_of_a_hostile_value_is_lost(void **state)
{
	(void)state;
	char bytes[HOSTILE_MAX + 1];
	for (size_t i = 0; i < N_HOSTILE; i++) {
		size_t len = hostile(i, bytes);
		bytes[len] = '\0';
		struct mq_card_line line = {.label = bytes, .value = bytes, .known = true,
			.kind = MQ_NO_KIND};
		struct mq_card_section section = {.id = "x", .title = bytes, .lines = &line, .n_lines = 1};
		struct mq_card card = {.title = bytes, .sections = &section, .n_sections = 1};
		struct mq_buf safe = {0};
		mq_safe_text(&safe, bytes, strlen(bytes));
		for (int width = 1; width <= 60; width += 7) {
			struct mq_card_text text = {0};
			size_t letters = 0;
			size_t wanted = 0;
			mq_card_text_make(&text, &card, width, NULL);
			for (size_t p = 0; p < text.n_parts; p++) {
				const char *part = text.parts[p].text.data;
				for (size_t k = 0; k < text.parts[p].text.len; k++) {
					letters += part[k] != ' ';
				}
			}
			for (size_t k = 0; k < safe.len; k++) {
				wanted += safe.data[k] != ' ';
			}
			assert_int_equal(letters, wanted);
			mq_card_text_release(&text);
		}
		mq_buf_release(&safe);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_values_are_wrapped_and_the_unknown_told),
		cmocka_unit_test(a_line_of_the_pane_leads_to_its_record),
		cmocka_unit_test(a_line_that_leads_elsewhere_ends_in_a_sign),
		cmocka_unit_test(a_folded_section_is_its_title_and_can_be_selected),
		cmocka_unit_test(sections_are_folded_by_their_whole_name),
		cmocka_unit_test(one_line_tells_what_hangs_on_it_and_tags),
		cmocka_unit_test(nothing_of_a_hostile_value_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
