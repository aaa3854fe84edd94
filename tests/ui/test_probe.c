/* What a terminal answers becomes widths, or nothing where it makes no sense. */
#include "unit.h"

#include "../../src/ui/probe.h"

static int forget(void **state)
{
	(void)state;
	for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
		mq_width_measured((enum mq_glyph)glyph, MQ_COLS_UNKNOWN);
	}
	return 0;
}

/* Columns behind: Han ① ─ e+mark emoji Ext-B Ext-G Ext-H Ext-I. */
static const int usual[] = {3, 2, 2, 2, 3, 3, 3, 3, 3};

static enum mq_probe_found answer(const int *places, size_t n)
{
	struct mq_probe probe = {0};
	struct mq_buf out = {0};
	mq_probe_ask(&probe, &out);
	mq_buf_release(&out);
	for (size_t i = 0; i < n; i++) {
		assert_false(mq_probe_take(&probe, MQ_ANSWER_PLACE, places[i]));
	}
	assert_true(probe.waiting);
	assert_true(mq_probe_take(&probe, MQ_ANSWER_DEVICE, 0));
	assert_false(probe.waiting);
	return mq_probe_apply(&probe);
}

static void it_asks_behind_each_sample_and_once_at_the_end(void **state)
{
	(void)state;
	struct mq_probe probe = {0};
	struct mq_buf out = {0};
	size_t n = 0;
	mq_probe_ask(&probe, &out);
	for (const char *at = out.data; (at = strstr(at, "\033[6n")); at++) {
		n++;
	}
	assert_int_equal(n, MQ_LENGTH(usual));
	assert_string_equal(out.data + out.len - strlen("\r\033[K\033[c"), "\r\033[K\033[c");
	assert_in_range(out.len, 60, 120);
	mq_buf_release(&out);
}

static void a_terminal_like_the_table_changes_nothing_and_makes_it_sure(void **state)
{
	(void)state;
	assert_false(mq_width_is_sure(0x31350) || mq_width_is_sure(0x2460));
	assert_int_equal(answer(usual, MQ_LENGTH(usual)), MQ_PROBE_SAME);
	assert_true(mq_width_is_sure(0x31350) && mq_width_is_sure(0x2460));
}

static void a_terminal_of_another_mind_is_believed(void **state)
{
	(void)state;
	static const int tmux[] = {3, 2, 2, 2, 3, 3, 3, 1, 1};
	static const int east[] = {3, 3, 2, 2, 3, 3, 3, 3, 3};
	assert_int_equal(answer(tmux, MQ_LENGTH(tmux)), MQ_PROBE_NEW);
	assert_true(mq_width_is_unplaced(0x31350) && !mq_width_is_unplaced(0x30000));
	assert_int_equal(answer(east, MQ_LENGTH(east)), MQ_PROBE_NEW);
	assert_false(mq_width_is_unplaced(0x31350));
	assert_int_equal(mq_width_char(0x2460), 2);
	assert_int_equal(mq_width_char(0x2500), 1);
	assert_int_equal(answer(east, MQ_LENGTH(east)), MQ_PROBE_SAME);
}

static void answers_that_make_no_sense_are_not_believed(void **state)
{
	(void)state;
	static const int far[] = {3, 2, 2, 2, 3, 3, 3, 99, 3};
	static const int more[] = {3, 2, 2, 2, 3, 3, 3, 1, 3, 3, 3, 3};
	static const int left[] = {3, 2, 2, 1, 3, 3, 3, 3, 3};
	assert_int_equal(answer(far, MQ_LENGTH(far)), MQ_PROBE_NOTHING);
	assert_int_equal(answer(more, MQ_LENGTH(more)), MQ_PROBE_NOTHING);
	assert_int_equal(answer(left, MQ_LENGTH(left)), MQ_PROBE_NOTHING);
	assert_int_equal(answer(usual, MQ_LENGTH(usual) - 1), MQ_PROBE_NOTHING);
	assert_int_equal(answer(usual, 0), MQ_PROBE_NOTHING);
	assert_false(mq_width_is_sure(0x31350) || mq_width_is_unplaced(0x31350));
}

static void where_han_are_not_two_columns_it_takes_no_utf_8(void **state)
{
	(void)state;
	static const int gbk[] = {4, 4, 4, 4, 5, 5, 5, 5, 5};
	assert_int_equal(answer(gbk, MQ_LENGTH(gbk)), MQ_PROBE_NO_UTF8);
	assert_false(mq_width_is_sure(0x31350) || mq_width_is_unplaced(0x31350));
}

#define TEST(name) cmocka_unit_test_setup(name, forget)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_asks_behind_each_sample_and_once_at_the_end),
		TEST(a_terminal_like_the_table_changes_nothing_and_makes_it_sure),
		TEST(a_terminal_of_another_mind_is_believed),
		TEST(answers_that_make_no_sense_are_not_believed),
		TEST(where_han_are_not_two_columns_it_takes_no_utf_8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
