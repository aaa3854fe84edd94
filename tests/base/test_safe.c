/* The sanitiser, against the T cases of the hostile corpus (SECURITY.md 4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void assert_shown(const char *text, size_t len, const char *expected)
{
	struct mq_buf out = {0};

	mq_safe_text(&out, text, len);
	assert_string_equal(out.data, expected);
	mq_buf_release(&out);
}

#define ASSERT_SHOWN(text, expected) assert_shown(text, sizeof(text) - 1, expected)

static void harmless_text_stays_as_it_is(void **state)
{
	static const char *const texts[] = {
		"", "Wang 王小明", "𠮷𪚥", "（１２３）、。", "e\u0301", "○●│─", "😀", "각",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		assert_shown(texts[i], strlen(texts[i]), texts[i]);
		assert_int_equal(mq_safe_check(texts[i], strlen(texts[i])), strlen(texts[i]));
	}
}

static void t1_to_t4_escape_sequences_lose_their_escape(void **state)
{
	(void)state;
	ASSERT_SHOWN("\033[31mred", "〔U+001B〕[31mred");
	ASSERT_SHOWN("\033]0;title\a", "〔U+001B〕]0;title〔U+0007〕");
	ASSERT_SHOWN("\033]8;;http://x\033\\y", "〔U+001B〕]8;;http://x〔U+001B〕\\y");
	ASSERT_SHOWN("\033]52;c;eA==\a", "〔U+001B〕]52;c;eA==〔U+0007〕");
	ASSERT_SHOWN("\033P+q\033\\\033_x", "〔U+001B〕P+q〔U+001B〕\\〔U+001B〕_x");
	ASSERT_SHOWN("\033c", "〔U+001B〕c");
}

static void t5_and_t6_an_eight_bit_csi_is_shown(void **state)
{
	(void)state;
	ASSERT_SHOWN("\xc2\x9b" "31m", "〔U+009B〕31m");
	ASSERT_SHOWN("\x9b" "31m", "〔0x9B〕31m");
}

static void t7_bells_are_shown_not_rung(void **state)
{
	struct mq_buf bells = {0};
	struct mq_buf out = {0};

	(void)state;
	for (int i = 0; i < 10000; i++) {
		mq_buf_addc(&bells, '\a');
	}
	mq_safe_text(&out, bells.data, bells.len);
	assert_int_equal(out.len, 10000 * strlen("〔U+0007〕"));
	assert_null(memchr(out.data, '\a', out.len));
	mq_buf_release(&bells);
	mq_buf_release(&out);
}

static void t8_to_t11_the_cursor_is_not_moved(void **state)
{
	(void)state;
	ASSERT_SHOWN("王芳\r李四", "王芳〔U+000D〕李四");
	ASSERT_SHOWN("a\bb\x7f", "a〔U+0008〕b〔U+007F〕");
	ASSERT_SHOWN("a\tb\nc\r\nd", "a b c d");
	ASSERT_SHOWN("a\xc2\x85" "b\u2028c\u2029d", "a b c d");
	ASSERT_SHOWN("\v\f", "〔U+000B〕〔U+000C〕");
	assert_shown("a\0b", 3, "a〔U+0000〕b");
}

static void t12_to_t15_what_hides_or_turns_text_is_shown(void **state)
{
	(void)state;
	ASSERT_SHOWN("\u202eabc", "〔U+202E〕abc");
	ASSERT_SHOWN("\u2066a\u2069\u061c", "〔U+2066〕a〔U+2069〕〔U+061C〕");
	ASSERT_SHOWN("王\u200b\u200d\u200c\u2060", "王〔U+200B〕〔U+200D〕〔U+200C〕〔U+2060〕");
	ASSERT_SHOWN("a\ufeff", "a〔U+FEFF〕");
	ASSERT_SHOWN("\u00ad", "〔U+00AD〕");
	ASSERT_SHOWN("\u3164\u115f\u180e", "〔U+3164〕〔U+115F〕〔U+180E〕");
}

static void t16_and_t17_tags_and_variation_selectors_are_shown(void **state)
{
	(void)state;
	ASSERT_SHOWN("\U000e0041", "〔U+E0041〕");
	ASSERT_SHOWN("葛\U000e0100", "葛〔U+E0100〕");
	ASSERT_SHOWN("☎\ufe0f", "☎〔U+FE0F〕");
}

static void t18_four_marks_stay_on_a_base(void **state)
{
	struct mq_buf text = {0};

	(void)state;
	mq_buf_addc(&text, 'e');
	for (int i = 0; i < 40; i++) {
		mq_buf_adds(&text, "\u0301");
	}
	mq_buf_adds(&text, "x\u0308");
	assert_shown(text.data, text.len, "e\u0301\u0301\u0301\u0301x\u0308");
	mq_buf_release(&text);
}

static void marks_do_not_hang_onto_the_cell_before(void **state)
{
	(void)state;
	ASSERT_SHOWN("\u0301a", "◌\u0301a");
	ASSERT_SHOWN("\u20dd", "◌\u20dd");
}

static void t19_and_t20_characters_that_are_nobodys_are_shown(void **state)
{
	(void)state;
	ASSERT_SHOWN("\ue000\U000f0000\U0010fffd", "〔U+E000〕〔U+F0000〕〔U+10FFFD〕");
	ASSERT_SHOWN("\ufdd0\uffff\U0001ffff", "〔U+FDD0〕〔U+FFFF〕〔U+1FFFF〕");
	ASSERT_SHOWN("\u0378", "〔U+0378〕");
	ASSERT_SHOWN("\U0002ebf0\U000323af", "\U0002ebf0\U000323af");	/* new Han are Han */
}

static void what_gbk_put_into_private_use_is_shown_as_unicode_has_it(void **state)
{
	(void)state;
	ASSERT_SHOWN("刘\ue863", "刘䶮");
	ASSERT_SHOWN("\ue815\ue816\ue864\ue865", "⺁𠂇龻〔U+E865〕");
	assert_int_equal(mq_safe_check("\ue863", 3), 3);
	mq_width_measured(MQ_GLYPH_EXT_B, 1);
	ASSERT_SHOWN("\ue863\ue816", "䶮〔U+E816〕");
	mq_width_measured(MQ_GLYPH_EXT_B, MQ_COLS_UNKNOWN);
}

static void what_the_terminal_cannot_place_is_shown_by_its_number(void **state)
{
	(void)state;
	mq_width_measured(MQ_GLYPH_EXT_H, 0);
	mq_width_measured(MQ_GLYPH_EXT_I, 1);
	mq_width_measured(MQ_GLYPH_MARK, 1);
	mq_width_measured(MQ_GLYPH_AMBIGUOUS, 2);
	ASSERT_SHOWN("\U00031350阿明", "〔U+31350〕阿明");
	ASSERT_SHOWN("\U0002ebf0", "〔U+2EBF0〕");
	ASSERT_SHOWN("e\u0301", "e〔U+0301〕");
	ASSERT_SHOWN("①\U00020000", "①\U00020000");
	/* it does no harm: files that have it are as good as ever */
	assert_int_equal(mq_safe_check("\U00031350", 4), 4);
	for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
		mq_width_measured((enum mq_glyph)glyph, MQ_COLS_UNKNOWN);
	}
	ASSERT_SHOWN("\U00031350e\u0301", "\U00031350e\u0301");
}

static void t21_to_t24_broken_bytes_swallow_nothing(void **state)
{
	(void)state;
	ASSERT_SHOWN("王\xe7\x8e", "王〔0xE7〕〔0x8E〕");
	ASSERT_SHOWN("\xe7" "a", "〔0xE7〕a");
	ASSERT_SHOWN("\xf8\x88\x80\x80\x80", "〔0xF8〕〔0x88〕〔0x80〕〔0x80〕〔0x80〕");
	ASSERT_SHOWN("\xc0\xaf", "〔0xC0〕〔0xAF〕");
	ASSERT_SHOWN("\xed\xa0\x80", "〔0xED〕〔0xA0〕〔0x80〕");
}

static void t25_a_name_of_ten_thousand_characters_stays(void **state)
{
	struct mq_buf name = {0};
	struct mq_buf out = {0};
	size_t cols;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		mq_buf_adds(&name, "王");
	}
	mq_safe_text(&out, name.data, name.len);
	assert_string_equal(out.data, name.data);
	assert_int_equal(mq_width_text(out.data, out.len), 20000);
	assert_int_equal(mq_width_fit(out.data, out.len, 9, &cols), 12);
	mq_buf_release(&name);
	mq_buf_release(&out);
}

static void t26_to_t28_unfinished_and_answered_sequences_are_text(void **state)
{
	(void)state;
	ASSERT_SHOWN("\033]0;never closed", "〔U+001B〕]0;never closed");
	ASSERT_SHOWN("\033[?1;2c\033[1;1R", "〔U+001B〕[?1;2c〔U+001B〕[1;1R");
	ASSERT_SHOWN("x\033[201~rm", "x〔U+001B〕[201~rm");
}

static void checking_finds_what_would_be_shown(void **state)
{
	(void)state;
	assert_int_equal(mq_safe_check("ab\u202e", 5), 2);
	assert_int_equal(mq_safe_check("a\nb\tc\r\n", 7), 7);
	assert_int_equal(mq_safe_check("a\rb", 3), 1);
	assert_int_equal(mq_safe_check("王\xff", 4), 3);
}

/* A repeatable source of bytes that are often almost UTF-8. */
static size_t draw(uint64_t *seed, char *text, size_t max)
{
	static const char *const pieces[] = {
		"\033[", "王", "a", "\u0301", "\u200b", "\xe7", "\x9b", "\r", "\n", "\xf0\x9f", "🇨",
		"\u1161", "\ue000", " ", "\t", "\U000e0041", "\ufdd0", "\u0903", "ᄀ", "\xc2",
	};
	size_t len = 0;

	while (len + 4 < max) {
		const char *piece;

		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		piece = pieces[(*seed >> 33) % MQ_LENGTH(pieces)];
		memcpy(text + len, piece, strlen(piece));
		len += strlen(piece);
	}
	return len;
}

static void whatever_goes_in_safe_text_comes_out(void **state)
{
	uint64_t seed = 20240301;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct mq_buf once = {0};
		struct mq_buf twice = {0};
		char text[64];
		size_t len = draw(&seed, text, sizeof(text));

		mq_safe_text(&once, text, len);
		assert_int_equal(mq_utf8_check(once.data, once.len), once.len);
		assert_int_equal(mq_safe_check(once.data, once.len), once.len);
		for (size_t i = 0; i < once.len; i++) {
			assert_true((unsigned char)once.data[i] >= 0x20);
		}
		mq_safe_text(&twice, once.data, once.len);
		assert_string_equal(twice.data, once.data);
		mq_buf_release(&once);
		mq_buf_release(&twice);
	}
}

static void lines_and_cells_stay_where_they_are_the_form_of_a_text(void **state)
{
	static const char text[] = "a\tb\n\n\033[2J\r\n\xc2\x9b\tc";
	struct mq_buf out = {0};
	struct mq_buf twice = {0};

	(void)state;
	mq_safe_lines(&out, text, sizeof(text) - 1);
	assert_string_equal(out.data, "a\tb\n\n〔U+001B〕[2J〔U+000D〕\n〔U+009B〕\tc");
	mq_safe_lines(&twice, out.data, out.len);
	assert_string_equal(twice.data, out.data);
	mq_buf_release(&out);
	mq_buf_release(&twice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(harmless_text_stays_as_it_is),
		cmocka_unit_test(t1_to_t4_escape_sequences_lose_their_escape),
		cmocka_unit_test(t5_and_t6_an_eight_bit_csi_is_shown),
		cmocka_unit_test(t7_bells_are_shown_not_rung),
		cmocka_unit_test(t8_to_t11_the_cursor_is_not_moved),
		cmocka_unit_test(t12_to_t15_what_hides_or_turns_text_is_shown),
		cmocka_unit_test(t16_and_t17_tags_and_variation_selectors_are_shown),
		cmocka_unit_test(t18_four_marks_stay_on_a_base),
		cmocka_unit_test(marks_do_not_hang_onto_the_cell_before),
		cmocka_unit_test(t19_and_t20_characters_that_are_nobodys_are_shown),
		cmocka_unit_test(what_gbk_put_into_private_use_is_shown_as_unicode_has_it),
		cmocka_unit_test(what_the_terminal_cannot_place_is_shown_by_its_number),
		cmocka_unit_test(t21_to_t24_broken_bytes_swallow_nothing),
		cmocka_unit_test(t25_a_name_of_ten_thousand_characters_stays),
		cmocka_unit_test(t26_to_t28_unfinished_and_answered_sequences_are_text),
		cmocka_unit_test(checking_finds_what_would_be_shown),
		cmocka_unit_test(whatever_goes_in_safe_text_comes_out),
		cmocka_unit_test(lines_and_cells_stay_where_they_are_the_form_of_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
