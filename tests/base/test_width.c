/* Terminal columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void characters_are_as_wide_as_terminals_show_them(void **state)
{
	static const struct {
		uint32_t cp;
		int cols;
	} cases[] = {
		{'a', 1}, {' ', 1}, {0xe9, 1}, {0x6c11 /* 民 */, 2}, {0x3400, 2}, {0x3000, 2},
		{0xff21 /* Ａ */, 2}, {0xff71 /* ｱ */, 1}, {0xac00, 2}, {0x20000, 2},
		{0x30000 /* Ext-G */, 2}, {0x31350 /* Ext-H */, 2}, {0x2ebf0 /* Ext-I */, 2},
		{0x2ee5d, 2}, {0x2fffd, 2}, {0x1f600, 2}, {0x301, 0}, {0x20dd, 0}, {0x200b, 0},
		{0xad, 0}, {0x1161, 0}, {0x93e, 1}, {0x7, 0}, {0x85, 0}, {0x110000, 0},
		{UINT32_MAX, 0},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		if (mq_width_char(cases[i].cp) != cases[i].cols) {
			fail_msg("U+%04X is %d wide", (unsigned)cases[i].cp, mq_width_char(cases[i].cp));
		}
	}
}

static void set_ambiguous(int cols)
{
	mq_width_measured(MQ_GLYPH_AMBIGUOUS, cols);
	mq_width_measured(MQ_GLYPH_BOX, cols);
}

static void no_character_is_negative_or_wider_than_two(void **state)
{
	(void)state;
	for (int ambiguous = 2; ambiguous >= 1; ambiguous--) {
		set_ambiguous(ambiguous);
		for (uint32_t cp = 0; cp <= 0x110000; cp++) {
			if (mq_width_char(cp) < 0 || mq_width_char(cp) > 2) {
				fail_msg("U+%04X", (unsigned)cp);
			}
		}
	}
}

static void ambiguous_ones_follow_the_terminal(void **state)
{
	static const char ambiguous[] = "│─┼╭●①→…—‘’“”·×αЯ§°€";
	static const char fixed[] = "aé 民ｱ◌〔";
	size_t n = mq_utf8_count(ambiguous, strlen(ambiguous));
	size_t marks;
	size_t plain;

	(void)state;
	assert_int_equal(mq_width_text(ambiguous, strlen(ambiguous)), n);
	set_ambiguous(2);
	marks = mq_width_text("\u0301\u0308", 4);
	plain = mq_width_text("a 民ｱ◌〔", strlen("a 民ｱ◌〔"));
	assert_int_equal(mq_width_text(ambiguous, strlen(ambiguous)), 2 * n);
	/* é is the second tone of pinyin, and wide in Chinese fonts. */
	assert_int_equal(mq_width_text(fixed, strlen(fixed)), plain + 2);
	set_ambiguous(MQ_COLS_UNKNOWN);
	assert_int_equal(marks, 0);
	assert_int_equal(plain, 8);
	assert_int_equal(mq_width_text(fixed, strlen(fixed)), 9);
}

static void each_kind_is_found_by_any_of_its_characters(void **state)
{
	static const struct {
		uint32_t cp;
		enum mq_glyph glyph;
	} cases[] = {
		{0x2460 /* ① */, MQ_GLYPH_AMBIGUOUS}, {0xe9, MQ_GLYPH_AMBIGUOUS}, {0x2026, MQ_GLYPH_AMBIGUOUS},
		{0x2500, MQ_GLYPH_BOX}, {0x2588, MQ_GLYPH_BOX}, {0x301, MQ_GLYPH_MARK}, {0x20dd, MQ_GLYPH_MARK},
		{0x1f600, MQ_GLYPH_EMOJI}, {0x231a, MQ_GLYPH_EMOJI}, {0x20000, MQ_GLYPH_EXT_B},
		{0x2a700 /* Ext-C */, MQ_GLYPH_EXT_B}, {0x2ceb0 /* Ext-F */, MQ_GLYPH_EXT_B},
		{0x2f800 /* compatibility */, MQ_GLYPH_EXT_B}, {0x30000, MQ_GLYPH_EXT_G},
		{0x31350, MQ_GLYPH_EXT_H}, {0x2ebf0, MQ_GLYPH_EXT_I}, {0x323b0 /* Ext-J */, MQ_GLYPH_EXT_I},
		{'a', MQ_N_GLYPHS}, {0x6c11, MQ_N_GLYPHS}, {0xff08 /* （ */, MQ_N_GLYPHS}, {0xf6, MQ_N_GLYPHS},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		if (mq_width_glyph(cases[i].cp) != cases[i].glyph) {
			fail_msg("U+%04X is of kind %d", (unsigned)cases[i].cp, mq_width_glyph(cases[i].cp));
		}
	}
}

static void nothing_is_unplaced_where_nothing_was_measured(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x110000; cp++) {
		assert_false(mq_width_is_unplaced(cp));
		assert_true(mq_width_glyph(cp) == MQ_N_GLYPHS || !mq_width_is_sure(cp));
	}
	assert_true(mq_width_is_sure('a') && mq_width_is_sure(0x6c11) && mq_width_is_sure(0xff08));
}

static void what_was_measured_is_sure_or_unplaced(void **state)
{
	(void)state;
	for (int cols = 0; cols <= 2; cols++) {
		for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
			mq_width_measured((enum mq_glyph)glyph, cols);
		}
		for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
			bool fits = mq_width_char(cp) == cols;

			if (mq_width_glyph(cp) != MQ_N_GLYPHS) {
				assert_int_equal(mq_width_is_sure(cp), fits);
				assert_int_equal(mq_width_is_unplaced(cp), !fits);
			}
		}
	}
	for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
		mq_width_measured((enum mq_glyph)glyph, MQ_COLS_UNKNOWN);
	}
}

static void a_prefix_fits_in_whole_graphemes(void **state)
{
	static const char text[] = "王e\u0301民x";
	static const struct {
		size_t max_cols;
		size_t bytes;
		size_t cols;
	} cases[] = {
		{0, 0, 0}, {1, 0, 0}, {2, 3, 2}, {3, 6, 3}, {4, 6, 3}, {5, 9, 5}, {6, 10, 6}, {99, 10, 6},
	};
	size_t cols;

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(mq_width_fit(text, strlen(text), cases[i].max_cols, &cols),
			cases[i].bytes);
		assert_int_equal(cols, cases[i].cols);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_are_as_wide_as_terminals_show_them),
		cmocka_unit_test(no_character_is_negative_or_wider_than_two),
		cmocka_unit_test(ambiguous_ones_follow_the_terminal),
		cmocka_unit_test(each_kind_is_found_by_any_of_its_characters),
		cmocka_unit_test(nothing_is_unplaced_where_nothing_was_measured),
		cmocka_unit_test(what_was_measured_is_sure_or_unplaced),
		cmocka_unit_test(a_prefix_fits_in_whole_graphemes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
