/* Between UTF-8 and a terminal that takes GB18030. */
#include "hostile.h"

#include "../../src/ui/charset.h"

static int setup(void **state)
{
	struct mq_charset *charset = calloc(1, sizeof(*charset));

	assert_true(mq_charset_set(charset, true));
	*state = charset;
	return 0;
}

static int teardown(void **state)
{
	mq_charset_release(*state);
	free(*state);
	return 0;
}

static void assert_slice(struct mq_slice slice, const char *expected)
{
	assert_int_equal(slice.len, strlen(expected));
	assert_memory_equal(slice.len > 0 ? slice.data : "", expected, slice.len);
}

static void han_go_out_and_come_in_as_two_bytes(void **state)
{
	assert_slice(mq_charset_encode(*state, mq_slice_str("\033[1m王a│")), "\033[1m\xcd\xf5" "a\xa9\xa6");
	assert_slice(mq_charset_decode(*state, mq_slice_str("\033[A\xcd\xf5" "a")), "\033[A王a");
	assert_slice(mq_charset_encode(*state, mq_slice_str("\U00031350")), "\x9a\x37\xf8\x36");
}

static void utf_8_is_left_as_it_is(void **state)
{
	assert_true(mq_charset_set(*state, false));
	assert_slice(mq_charset_encode(*state, mq_slice_str("王")), "王");
	assert_slice(mq_charset_decode(*state, mq_slice_str("\xcd\xe7")), "\xcd\xe7");
}

/* 815C: its second byte is a backslash; and one of four bytes, two of them digits. */
static void a_torn_character_is_waited_for(void **state)
{
	static const char bytes[] = "x\x81\x5c\x9a\x37\xf8\x36[";
	struct mq_buf all = {0};

	for (size_t at = 0; bytes[at]; at++) {
		struct mq_slice text = mq_charset_decode(*state, mq_slice(bytes + at, 1));
		mq_buf_add(&all, text.data, text.len);
	}
	assert_string_equal(all.data, "x乗\U00031350[");
	mq_buf_release(&all);
}

static void a_byte_that_begins_nothing_takes_no_key_with_it(void **state)
{
	assert_slice(mq_charset_decode(*state, mq_slice_str("\xcd\033[A")), "\xef\xbf\xbd\033[A");
	assert_slice(mq_charset_decode(*state, mq_slice_str("\xff" "a")), "\xef\xbf\xbd" "a");
}

/* What is shown went through the sanitiser; no byte of it is lost but what has none. */
static void whatever_is_shown_has_bytes(void **state)
{
	char text[HOSTILE_MAX];

	for (size_t i = 0; i < N_HOSTILE; i++) {
		struct mq_buf safe = {0};

		mq_safe_text(&safe, text, hostile(i, text));
		mq_buf_addc(&safe, '.');
		struct mq_slice bytes = mq_charset_encode(*state, mq_slice(safe.data, safe.len));
		struct mq_buf kept = {0};
		mq_buf_add(&kept, bytes.data, bytes.len);
		assert_slice(mq_charset_decode(*state, mq_slice(kept.data, kept.len)), safe.data);
		mq_buf_release(&kept);
		mq_buf_release(&safe);
	}
}

static void what_has_no_bytes_is_a_question_mark(void **state)
{
	assert_slice(mq_charset_encode(*state, mq_slice_str("a\ue816b")), "a?b");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(han_go_out_and_come_in_as_two_bytes),
		TEST(utf_8_is_left_as_it_is),
		TEST(a_torn_character_is_waited_for),
		TEST(a_byte_that_begins_nothing_takes_no_key_with_it),
		TEST(whatever_is_shown_has_bytes),
		TEST(what_has_no_bytes_is_a_question_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
