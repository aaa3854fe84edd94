/*
 * Encodings told apart and decoded, whatever the pieces: each case is fed whole
 * and cut at every place, and must end the same way with the same offset.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

enum { GOOD = -1 };

struct outcome {
	struct mq_buf text;
	int64_t bad;		/* GOOD, or the offset */
};

static const unsigned char *bytes_of(const char *str)
{
	return (const unsigned char *)str;
}

/* Feed in pieces that end at first and second. */
static void decode(enum mq_encoding encoding, const char *bytes, size_t len, size_t first,
	size_t second, struct outcome *outcome)
{
	struct mq_decoder *decoder = mq_decoder_new(encoding);
	const size_t ends[] = { first, second, len };
	uint64_t bad = 0;
	size_t at = 0;
	enum mq_err err = MQ_OK;

	memset(outcome, 0, sizeof(*outcome));
	for (size_t i = 0; i < MQ_LENGTH(ends) && err == MQ_OK; i++) {
		err = mq_decoder_feed(decoder, bytes_of(bytes) + at, ends[i] - at, ends[i] == len,
			&outcome->text, &bad);
		at = ends[i];
		if (at == len) {
			break;
		}
	}
	assert_true(err == MQ_OK || err == MQ_ERR_INPUT);
	outcome->bad = err == MQ_OK ? GOOD : (int64_t)bad;
	mq_decoder_free(decoder);
}

static void expect(enum mq_encoding encoding, const char *bytes, size_t len, const char *text,
	int64_t bad)
{
	for (size_t first = 0; first <= len; first++) {
		for (size_t second = first; second <= len; second++) {
			struct outcome outcome;

			decode(encoding, bytes, len, first, second, &outcome);
			assert_int_equal(outcome.bad, bad);
			assert_int_equal(outcome.text.len, strlen(text));
			assert_memory_equal(outcome.text.data != NULL ? outcome.text.data : "", text,
				strlen(text));
			mq_buf_release(&outcome.text);
		}
	}
}

#define EXPECT(encoding, bytes, text, bad) expect(encoding, bytes, sizeof(bytes) - 1, text, bad)

/* ---- decoding ---- */

static void utf8_passes_unchanged(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_UTF8, "姓名,abc\r\n王𠮷é\r\n", "姓名,abc\r\n王𠮷é\r\n", GOOD);
	EXPECT(MQ_ENCODING_UTF8, "", "", GOOD);
}

static void utf8_that_is_not_strict_is_refused_at_its_byte(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_UTF8, "王\xff" "b", "王", 3);
	EXPECT(MQ_ENCODING_UTF8, "a\x80", "a", 1);
	EXPECT(MQ_ENCODING_UTF8, "a\xc0\x80", "a", 1);
	EXPECT(MQ_ENCODING_UTF8, "a\xe0\x80\x80", "a", 1);
	EXPECT(MQ_ENCODING_UTF8, "a\xed\xa0\x80" "b", "a", 1);
	EXPECT(MQ_ENCODING_UTF8, "a\xf4\x90\x80\x80", "a", 1);
	EXPECT(MQ_ENCODING_UTF8, "a\xe7\x8e" "b", "a", 1);
}

static void a_cut_tail_is_refused(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_UTF8, "王\xe7\x8e", "王", 3);
	EXPECT(MQ_ENCODING_UTF8, "王\xf0\xa0\xae", "王", 3);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\xcd", "王", 2);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\x95\x34\x8b", "王", 2);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\x95\x34", "王", 2);
	EXPECT(MQ_ENCODING_UTF16LE, "\x8b\x73\x0b", "王", 2);
}

static void gb18030_is_decoded_in_all_its_lengths(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_GB18030, "a,\xcd\xf5\xd0\xa1\xb7\xbc\r\n", "a,王小芳\r\n", GOOD);
	EXPECT(MQ_ENCODING_GB18030, "\x95\x34\x8b\x35" "b", "𠨱b", GOOD);
	EXPECT(MQ_ENCODING_GB18030, "\x81\x30\x8b\x30", "ô", GOOD);
}

static void c7_to_c10_gb18030_that_is_no_character_is_refused(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\xff" "b", "王", 2);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\x80" "b", "王", 2);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\xcd\x20" "b", "王", 2);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\x82\x35\x90\x37", "王", 2);
	EXPECT(MQ_ENCODING_GB18030, "\xcd\xf5\xfe\x39\xfe\x39", "王", 2);
}

static void c11_rare_codes_have_one_documented_meaning(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_GB18030, "\xa8\xbc", "\xe1\xb8\xbf", GOOD);	/* U+1E3F */
	EXPECT(MQ_ENCODING_GB18030, "\xfe\x59", "\xe9\xbe\xb4", GOOD);	/* U+9FB4 */
}

static void utf16_is_decoded_either_way_round(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_UTF16LE, "\x8b\x73,\0\n\0", "王,\n", GOOD);
	EXPECT(MQ_ENCODING_UTF16BE, "\x73\x8b\0,\0\n", "王,\n", GOOD);
	EXPECT(MQ_ENCODING_UTF16LE, "\x42\xd8\xb7\xdf" "a\0", "𠮷a", GOOD);
	EXPECT(MQ_ENCODING_UTF16BE, "\xd8\x42\xdf\xb7", "𠮷", GOOD);
}

static void a_lone_surrogate_is_refused(void **state)
{
	(void)state;
	EXPECT(MQ_ENCODING_UTF16LE, "a\0\x42\xd8" "b\0", "a", 2);
	EXPECT(MQ_ENCODING_UTF16LE, "a\0\xb7\xdf" "b\0", "a", 2);
	EXPECT(MQ_ENCODING_UTF16LE, "a\0\x42\xd8", "a", 2);
	EXPECT(MQ_ENCODING_UTF16BE, "\0a\xd8\x42\xd8\x42", "a", 2);
}

static void long_input_is_the_same_in_pieces_of_any_size(void **state)
{
	static const char LINE[] = "\xcd\xf5\xd0\xa1\xb7\xbc,\x95\x34\x8b\x35,760\xc5\xaa\r\n";
	struct mq_buf bytes = { 0 };
	struct mq_buf whole = { 0 };
	uint64_t bad = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		mq_buf_add(&bytes, LINE, sizeof(LINE) - 1);
	}
	for (size_t piece = bytes.len; piece > 0; piece = piece > 100 ? piece / 3 : piece - 1) {
		struct mq_decoder *decoder = mq_decoder_new(MQ_ENCODING_GB18030);
		struct mq_buf out = { 0 };

		for (size_t at = 0; at < bytes.len; at += piece) {
			size_t n = bytes.len - at < piece ? bytes.len - at : piece;

			assert_int_equal(mq_decoder_feed(decoder, bytes_of(bytes.data) + at, n,
				at + n == bytes.len, &out, &bad), MQ_OK);
		}
		if (whole.len == 0) {
			mq_buf_add(&whole, out.data, out.len);
		}
		assert_int_equal(out.len, whole.len);
		assert_memory_equal(out.data, whole.data, whole.len);
		mq_buf_release(&out);
		mq_decoder_free(decoder);
	}
	assert_int_equal(mq_utf8_check(whole.data, whole.len), whole.len);
	mq_buf_release(&bytes);
	mq_buf_release(&whole);
}

static void every_two_bytes_of_gb18030_are_utf8_or_refused(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 0x10000; i++) {
		char bytes[2] = { (char)(i >> 8), (char)i };
		struct outcome outcome;

		decode(MQ_ENCODING_GB18030, bytes, 2, 2, 2, &outcome);
		assert_int_equal(mq_utf8_check(outcome.text.data, outcome.text.len), outcome.text.len);
		assert_true(outcome.bad == GOOD || outcome.bad == 0 || outcome.bad == 1);
		mq_buf_release(&outcome.text);
	}
}

/* ---- guessing ---- */

static void expect_guess(const char *bytes, size_t len, enum mq_encoding encoding, size_t bom)
{
	size_t mark = 99;

	assert_int_equal(mq_encoding_guess(bytes_of(bytes), len, &mark), encoding);
	assert_int_equal(mark, bom);
}

#define GUESS(bytes, encoding, bom) expect_guess(bytes, sizeof(bytes) - 1, encoding, bom)

static void byte_order_marks_are_believed(void **state)
{
	(void)state;
	GUESS("\xef\xbb\xbf" "a,b", MQ_ENCODING_UTF8, 3);
	GUESS("\xff\xfe" "a\0", MQ_ENCODING_UTF16LE, 2);
	GUESS("\xfe\xff\0a", MQ_ENCODING_UTF16BE, 2);
}

static void strict_utf8_wins(void **state)
{
	(void)state;
	GUESS("姓名,性别\r\n王小芳,女\r\n", MQ_ENCODING_UTF8, 0);
	GUESS("name,sex\r\n", MQ_ENCODING_UTF8, 0);
	GUESS("", MQ_ENCODING_UTF8, 0);
	GUESS("姓名\xe7\x8e", MQ_ENCODING_UTF8, 0);	/* the sample is cut here */
	GUESS("name,a\0b,sex,birth,address\r\n", MQ_ENCODING_UTF8, 0);
}

static void gb18030_is_what_is_left(void **state)
{
	(void)state;
	GUESS("\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0\r\n", MQ_ENCODING_GB18030, 0);
	GUESS("name,\xff\r\n", MQ_ENCODING_GB18030, 0);
}

static void utf16_without_a_mark_shows_in_its_zero_bytes(void **state)
{
	(void)state;
	GUESS("n\0a\0m\0e\0,\0s\0e\0x\0", MQ_ENCODING_UTF16LE, 0);
	GUESS("\0n\0a\0m\0e\0,\0s\0e\0x", MQ_ENCODING_UTF16BE, 0);
	GUESS("\xd3\x59\x0d\x54,\0'`+R\r\0\n\0", MQ_ENCODING_UTF16LE, 0);
	GUESS("\x59\xd3\x54\x0d\0,`'R+\0\r\0\n", MQ_ENCODING_UTF16BE, 0);
}

static void encodings_go_by_many_names(void **state)
{
	enum mq_encoding encoding;

	(void)state;
	assert_true(mq_encoding_find("utf-8", &encoding));
	assert_int_equal(encoding, MQ_ENCODING_UTF8);
	assert_true(mq_encoding_find("GBK", &encoding));
	assert_int_equal(encoding, MQ_ENCODING_GB18030);
	assert_true(mq_encoding_find("gb2312", &encoding));
	assert_int_equal(encoding, MQ_ENCODING_GB18030);
	assert_true(mq_encoding_find("Utf-16be", &encoding));
	assert_int_equal(encoding, MQ_ENCODING_UTF16BE);
	assert_false(mq_encoding_find("latin1", &encoding));
	assert_false(mq_encoding_find("", &encoding));
	for (int i = MQ_ENCODING_UTF8; i <= MQ_ENCODING_UTF16BE; i++) {
		assert_true(mq_encoding_find(mq_encoding_name((enum mq_encoding)i), &encoding));
		assert_int_equal(encoding, i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_passes_unchanged),
		cmocka_unit_test(utf8_that_is_not_strict_is_refused_at_its_byte),
		cmocka_unit_test(a_cut_tail_is_refused),
		cmocka_unit_test(gb18030_is_decoded_in_all_its_lengths),
		cmocka_unit_test(c7_to_c10_gb18030_that_is_no_character_is_refused),
		cmocka_unit_test(c11_rare_codes_have_one_documented_meaning),
		cmocka_unit_test(utf16_is_decoded_either_way_round),
		cmocka_unit_test(a_lone_surrogate_is_refused),
		cmocka_unit_test(long_input_is_the_same_in_pieces_of_any_size),
		cmocka_unit_test(every_two_bytes_of_gb18030_are_utf8_or_refused),
		cmocka_unit_test(byte_order_marks_are_believed),
		cmocka_unit_test(strict_utf8_wins),
		cmocka_unit_test(gb18030_is_what_is_left),
		cmocka_unit_test(utf16_without_a_mark_shows_in_its_zero_bytes),
		cmocka_unit_test(encodings_go_by_many_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
