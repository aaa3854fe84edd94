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

static void no_character_is_negative_or_wider_than_two(void **state)
{
	(void)state;
	for (int ambiguous = 2; ambiguous >= 1; ambiguous--) {
		mq_width_set_ambiguous(ambiguous);
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
	mq_width_set_ambiguous(2);
	marks = mq_width_text("\u0301\u0308", 4);
	plain = mq_width_text("a 民ｱ◌〔", strlen("a 民ｱ◌〔"));
	assert_int_equal(mq_width_text(ambiguous, strlen(ambiguous)), 2 * n);
	/* é is the second tone of pinyin, and wide in Chinese fonts. */
	assert_int_equal(mq_width_text(fixed, strlen(fixed)), plain + 2);
	mq_width_set_ambiguous(1);
	assert_int_equal(marks, 0);
	assert_int_equal(plain, 8);
	assert_int_equal(mq_width_text(fixed, strlen(fixed)), 9);
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
		cmocka_unit_test(a_prefix_fits_in_whole_graphemes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
