/* UTF-8: decoding, checking, graphemes, folding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void every_character_comes_back(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char bytes[4];
		uint32_t back;
		size_t len;

		if (cp >= 0xd800 && cp <= 0xdfff) {
			continue;
		}
		len = mq_utf8_encode(cp, bytes);
		if (mq_utf8_decode(bytes, len, &back) != len || back != cp) {
			fail_msg("U+%04X", (unsigned)cp);
		}
		if (mq_utf8_decode(bytes, len - 1, &back) != 0) {
			fail_msg("U+%04X decoded from a cut tail", (unsigned)cp);
		}
	}
}

static void what_is_no_utf8_is_refused(void **state)
{
	static const char *const wrong[] = {
		"\x80", "\xbf", "\xff", "\xfe",
		"\xc0\xaf", "\xc1\xbf",			/* overlong, of a slash */
		"\xe0\x80\xaf", "\xf0\x80\x80\xaf",
		"\xed\xa0\x80", "\xed\xbf\xbf",		/* surrogates */
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80",	/* past U+10FFFF */
		"\xf8\x88\x80\x80\x80",			/* the five-byte form */
		"\xe4\xb8", "\xf0\xa0\x80", "\xe4" "a",	/* cut */
	};
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		assert_int_equal(mq_utf8_decode(wrong[i], strlen(wrong[i]), &cp), 0);
		assert_int_equal(mq_utf8_check(wrong[i], strlen(wrong[i])), 0);
	}
	assert_int_equal(mq_utf8_decode("", 0, &cp), 0);
}

static void checking_finds_the_first_wrong_byte_anywhere(void **state)
{
	char text[64];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		memset(text, 'a', sizeof(text));
		assert_int_equal(mq_utf8_check(text, sizeof(text)), sizeof(text));
		text[at] = '\x80';
		assert_int_equal(mq_utf8_check(text, sizeof(text)), at);
	}
	assert_int_equal(mq_utf8_check("民情\xe6", 7), 6);
}

static void characters_are_counted(void **state)
{
	(void)state;
	assert_int_equal(mq_utf8_count("", 0), 0);
	assert_int_equal(mq_utf8_count("a民𠀀é", strlen("a民𠀀é")), 4);
}

/* One character after the other, as the door says it. */
static size_t check_plainly(const char *text, size_t len)
{
	uint32_t cp;

	for (size_t at = 0, n; at < len; at += n) {
		n = mq_utf8_decode(text + at, len - at, &cp);
		if (n == 0) {
			return at;
		}
	}
	return len;
}

static size_t count_plainly(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
	}
	return n;
}

static void any_bytes_are_checked_and_counted_as_one_by_one(void **state)
{
	static const char *const pieces[] = {
		"a", "Z9", "abcdefgh", "民", "情日志", "é", "𠀀", "\xe0\x80\x80", "\xed\xa0\x80",
		"\xe4\xb8", "\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\xec\xbf\xbf", "\xff",
	};
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[64] = "";
		size_t len = 0;

		while (len < 48) {
			/* Most rounds know only what is right. */
			size_t n = round % 3 == 0 ? MQ_LENGTH(pieces) : 7;

			seed = seed * 1664525 + 1013904223;
			strcpy(text + len, pieces[(seed >> 8) % n]);
			len = strlen(text);
		}
		assert_int_equal(mq_utf8_check(text, len), check_plainly(text, len));
		assert_int_equal(mq_utf8_count(text, len), count_plainly(text, len));
	}
}

static void a_grapheme_is_what_a_person_calls_a_character(void **state)
{
	static const struct {
		const char *text;
		size_t first;
	} cases[] = {
		{"ab", 1}, {"民情", 3}, {"e\u0301x", 3}, {"\r\n", 2}, {"a\xff", 1}, {"\xff" "a", 1},
		{"🇨🇳🇨🇳", 8}, {"\u1100\u1161\u11a8", 9}, {"👩‍👧x", 11},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(mq_utf8_grapheme(cases[i].text, strlen(cases[i].text)),
			cases[i].first);
	}
	assert_int_equal(mq_utf8_grapheme("", 0), 0);
}

static void assert_fold(const char *text, const char *expected)
{
	struct mq_buf out = {0};

	mq_buf_adds(&out, "|");
	mq_utf8_fold(&out, text, strlen(text));
	assert_string_equal(out.data + 1, expected);
	if (mq_utf8_is_folded(text, strlen(text))) {
		assert_string_equal(text, expected);
	}
	mq_buf_release(&out);
}

static void texts_that_fold_to_themselves_are_known(void **state)
{
	(void)state;
	assert_true(mq_utf8_is_folded("", 0));
	assert_true(mq_utf8_is_folded("wang 王小明 12-3", strlen("wang 王小明 12-3")));
	assert_false(mq_utf8_is_folded("王Z", strlen("王Z")));
	assert_false(mq_utf8_is_folded("ａ", strlen("ａ")));
	assert_false(mq_utf8_is_folded("e\u0301", strlen("e\u0301")));
}

static void what_looks_alike_folds_alike(void **state)
{
	(void)state;
	assert_fold("", "");
	assert_fold("Wang 王小明", "wang 王小明");
	assert_fold("ＡＢ１２：", "ab12:");
	assert_fold("STRASSE", "strasse");
	assert_fold("Straße", "strasse");
	assert_fold("E\u0301", "é");
	assert_fold("É", "é");
	assert_fold("㈱ ①", "(株) 1");
	assert_fold("王\u200b小\u00ad明\ufe00", "王小明");	/* nothing without a shape */
	assert_fold("\uf900", "豈");			/* a compatibility Han */
}

static void a_capital_is_lowered_wherever_it_stands(void **state)
{
	(void)state;
	for (int c = 1; c < 0x80; c++) {
		for (size_t at = 0; at < 20; at++) {
			char text[] = "王zZ0@[`{~王zZ0@[`{~王";
			char expected[] = "王zz0@[`{~王zz0@[`{~王";

			if ((unsigned char)text[at] < 0x80) {
				text[at] = (char)c;
				expected[at] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
			}
			assert_fold(text, expected);
		}
	}
}

static void folding_twice_changes_nothing(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp < 0x30000; cp++) {
		struct mq_buf once = {0};
		struct mq_buf twice = {0};
		char bytes[4];

		if (cp >= 0xd800 && cp <= 0xdfff) {
			continue;
		}
		mq_utf8_fold(&once, bytes, mq_utf8_encode(cp, bytes));
		mq_utf8_fold(&twice, once.data, once.len);
		if (once.len != twice.len || memcmp(once.data, twice.data, once.len) != 0) {
			fail_msg("U+%04X", (unsigned)cp);
		}
		mq_buf_release(&once);
		mq_buf_release(&twice);
	}
}

/* Pieces are an affair of the folder's: a long text folds as its parts do. */
static void a_long_text_folds_as_its_words_do(void **state)
{
	static const char *const words[] = {"Straße", "王", "ＡＢ", "e\u0301", "ﷺ", "x", "각"};
	struct mq_buf text = {0};
	struct mq_buf parts = {0};
	struct mq_buf whole = {0};

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		const char *word = words[i * 7919 % 31 % MQ_LENGTH(words)];

		mq_buf_addf(&text, "%s ", word);
		mq_utf8_fold(&parts, word, strlen(word));
		mq_buf_addc(&parts, ' ');
	}
	mq_utf8_fold(&whole, text.data, text.len);
	assert_string_equal(whole.data, parts.data);
	mq_buf_release(&text);
	mq_buf_release(&parts);
	mq_buf_release(&whole);
}

static void a_megabyte_of_accents_folds(void **state)
{
	struct mq_buf text = {0};
	struct mq_buf out = {0};

	(void)state;
	mq_buf_addc(&text, 'a');
	for (size_t i = 0; i < 512 * 1024; i++) {
		mq_buf_adds(&text, i % 2 == 0 ? "\u0301" : "\u0323");
	}
	mq_utf8_fold(&out, text.data, text.len);
	assert_int_equal(mq_utf8_check(out.data, out.len), out.len);
	assert_true(out.len > 1024 * 1024 / 2);
	mq_buf_release(&text);
	mq_buf_release(&out);
}

static void han_are_told_from_the_rest(void **state)
{
	static const uint32_t han[] = {0x4e00, 0x3400, 0x3007, 0x3005, 0xf900, 0x20000, 0x2ebf0, 0x323af};
	static const uint32_t other[] = {'a', 0x3042, 0xac00, 0x3001, 0xff21, 0x1f600, 0xe000};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(han); i++) {
		assert_true(mq_is_han(han[i]));
	}
	for (size_t i = 0; i < MQ_LENGTH(other); i++) {
		assert_false(mq_is_han(other[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_comes_back),
		cmocka_unit_test(what_is_no_utf8_is_refused),
		cmocka_unit_test(checking_finds_the_first_wrong_byte_anywhere),
		cmocka_unit_test(characters_are_counted),
		cmocka_unit_test(any_bytes_are_checked_and_counted_as_one_by_one),
		cmocka_unit_test(a_capital_is_lowered_wherever_it_stands),
		cmocka_unit_test(a_grapheme_is_what_a_person_calls_a_character),
		cmocka_unit_test(texts_that_fold_to_themselves_are_known),
		cmocka_unit_test(what_looks_alike_folds_alike),
		cmocka_unit_test(folding_twice_changes_nothing),
		cmocka_unit_test(a_long_text_folds_as_its_words_do),
		cmocka_unit_test(a_megabyte_of_accents_folds),
		cmocka_unit_test(han_are_told_from_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
