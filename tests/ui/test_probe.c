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

/* Columns behind: two Han, 㐀 of GB18030, ① ─ e+mark emoji Ext-B Ext-G Ext-H Ext-I. */
static const int usual[] = {5, 5, 2, 2, 2, 3, 3, 3, 3, 3};

static struct mq_probe answered(const int *places, size_t n)
{
	struct mq_probe probe = {0};
	struct mq_charset charset = {0};
	struct mq_buf out = {0};
	mq_probe_ask(&probe, &charset, &out);
	mq_buf_release(&out);
	for (size_t i = 0; i < n; i++) {
		assert_false(mq_probe_take(&probe, MQ_ANSWER_PLACE, places[i]));
	}
	assert_true(probe.waiting);
	assert_true(mq_probe_take(&probe, MQ_ANSWER_DEVICE, 0));
	assert_false(probe.waiting);
	return probe;
}

static bool answer(const int *places, size_t n)
{
	struct mq_probe probe = answered(places, n);
	return mq_probe_apply(&probe);
}

static enum mq_probe_charset charset_of(const int *places, size_t n)
{
	struct mq_probe probe = answered(places, n);
	return mq_probe_charset(&probe);
}

static void it_asks_behind_each_sample_and_once_at_the_end(void **state)
{
	(void)state;
	struct mq_probe probe = {0};
	struct mq_charset charset = {0};
	struct mq_buf out = {0};
	size_t n = 0;
	mq_probe_ask(&probe, &charset, &out);
	for (const char *at = out.data; (at = strstr(at, "\033[6n")); at++) {
		n++;
	}
	assert_int_equal(n, MQ_LENGTH(usual));
	assert_string_equal(out.data + out.len - strlen("\r\033[K\033[c"), "\r\033[K\033[c");
	assert_in_range(out.len, 60, 130);
	mq_buf_release(&out);
}

static void a_terminal_like_the_table_changes_nothing_and_makes_it_sure(void **state)
{
	(void)state;
	assert_false(mq_width_is_sure(0x31350) || mq_width_is_sure(0x2460));
	assert_false(answer(usual, MQ_LENGTH(usual)));
	assert_true(mq_width_is_sure(0x31350) && mq_width_is_sure(0x2460));
}

static void a_terminal_of_another_mind_is_believed(void **state)
{
	(void)state;
	static const int tmux[] = {5, 5, 2, 2, 2, 3, 3, 3, 1, 1};
	static const int east[] = {5, 5, 3, 2, 2, 3, 3, 3, 3, 3};
	assert_true(answer(tmux, MQ_LENGTH(tmux)));
	assert_true(mq_width_is_unplaced(0x31350) && !mq_width_is_unplaced(0x30000));
	assert_true(answer(east, MQ_LENGTH(east)));
	assert_false(mq_width_is_unplaced(0x31350));
	assert_int_equal(mq_width_char(0x2460), 2);
	assert_int_equal(mq_width_char(0x2500), 1);
	assert_false(answer(east, MQ_LENGTH(east)));
}

static void answers_that_make_no_sense_are_not_believed(void **state)
{
	(void)state;
	static const int far[] = {5, 5, 2, 2, 2, 3, 3, 3, 99, 3};
	static const int more[] = {5, 5, 2, 2, 2, 3, 3, 3, 1, 3, 3, 3, 3};
	static const int left[] = {5, 5, 2, 2, 1, 3, 3, 3, 3, 3};
	assert_false(answer(far, MQ_LENGTH(far)));
	assert_false(answer(more, MQ_LENGTH(more)));
	assert_false(answer(left, MQ_LENGTH(left)));
	assert_false(answer(usual, MQ_LENGTH(usual) - 1));
	assert_false(answer(usual, 0));
	assert_false(mq_width_is_sure(0x31350) || mq_width_is_unplaced(0x31350));
}

static void the_charset_is_told_by_what_it_makes_of_the_same_bytes(void **state)
{
	(void)state;
	static const int gb18030[] = {7, 3, 3, 3, 2, 3, 3, 3, 3, 3};
	static const int torn[] = {7, 3, 3};	/* asked in UTF-8 it swallows questions */
	static const int gbk[] = {7, 5, 3, 3, 5, 5, 5, 5, 5, 5};
	static const int latin[] = {7, 4, 4, 4, 4, 4, 5, 5, 5, 5};
	static const int none[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
	static const int wider[] = {7, 3, 3, 3, 5, 5, 5, 5, 5, 5, 5};
	assert_int_equal(charset_of(usual, MQ_LENGTH(usual)), MQ_PROBE_UTF8);
	assert_int_equal(charset_of(gb18030, MQ_LENGTH(gb18030)), MQ_PROBE_GB18030);
	assert_int_equal(charset_of(torn, MQ_LENGTH(torn)), MQ_PROBE_GB18030);
	assert_int_equal(charset_of(gbk, MQ_LENGTH(gbk)), MQ_PROBE_BYTES);
	assert_int_equal(charset_of(latin, MQ_LENGTH(latin)), MQ_PROBE_BYTES);
	assert_int_equal(charset_of(none, MQ_LENGTH(none)), MQ_PROBE_NEITHER);
	assert_int_equal(charset_of(wider, MQ_LENGTH(wider)), MQ_PROBE_SILENT);
	assert_int_equal(charset_of(usual, 1), MQ_PROBE_SILENT);
	assert_int_equal(charset_of(usual, 0), MQ_PROBE_SILENT);
	assert_false(mq_width_is_sure(0x31350) || mq_width_is_unplaced(0x31350));
}

static void what_gbk_shows_byte_by_byte_is_not_placed(void **state)
{
	(void)state;
	static const int gbk[] = {7, 5, 3, 3, 5, 5, 5, 5, 5, 5};
	assert_true(answer(gbk, MQ_LENGTH(gbk)));
	assert_true(mq_width_is_unplaced(0x31350) && mq_width_is_unplaced(0x301));
	assert_int_equal(mq_width_char(0x2500), 2);
}

static void it_is_asked_in_its_charset(void **state)
{
	(void)state;
	struct mq_probe probe = {0};
	struct mq_charset charset = {0};
	struct mq_buf out = {0};
	assert_true(mq_charset_set(&charset, true));
	mq_probe_ask(&probe, &charset, &out);
	assert_non_null(strstr(out.data, "人人\033[6n\r\x81\x39\xef\x30\033[6n"));
	assert_non_null(strstr(out.data, "\r\xa2\xd9\033[6n"));	/* ① */
	mq_charset_release(&charset);
	mq_buf_release(&out);
}

#define TEST(name) cmocka_unit_test_setup(name, forget)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_asks_behind_each_sample_and_once_at_the_end),
		TEST(a_terminal_like_the_table_changes_nothing_and_makes_it_sure),
		TEST(a_terminal_of_another_mind_is_believed),
		TEST(answers_that_make_no_sense_are_not_believed),
		TEST(the_charset_is_told_by_what_it_makes_of_the_same_bytes),
		TEST(what_gbk_shows_byte_by_byte_is_not_placed),
		TEST(it_is_asked_in_its_charset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
