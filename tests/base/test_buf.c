/* Buffers, slices, variable-length numbers. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void a_buffer_always_ends_in_a_nul(void **state)
{
	struct mq_buf buf = {0};

	(void)state;
	mq_buf_add(&buf, NULL, 0);
	assert_string_equal(buf.data, "");
	for (int i = 0; i < 1000; i++) {
		mq_buf_addc(&buf, 'x');
		assert_int_equal(buf.data[buf.len], '\0');
	}
	assert_int_equal(strlen(buf.data), 1000);
	mq_buf_release(&buf);
	mq_buf_release(NULL);
}

static void pieces_follow_each_other(void **state)
{
	struct mq_buf buf = {0};

	(void)state;
	mq_buf_adds(&buf, "户");
	mq_buf_addf(&buf, " %d/%s", 3, "three");
	mq_buf_add(&buf, "\0z", 2);
	assert_int_equal(buf.len, strlen("户 3/three") + 2);
	assert_memory_equal(buf.data, "户 3/three\0z", buf.len);
	mq_buf_clear(&buf);
	assert_int_equal(buf.len, 0);
	assert_string_equal(buf.data, "");
	mq_buf_release(&buf);
}

static void a_taken_buffer_starts_anew(void **state)
{
	struct mq_buf buf = {0};
	char *empty = mq_buf_take(&buf);
	char *text;

	(void)state;
	assert_string_equal(empty, "");
	mq_buf_adds(&buf, "kept");
	text = mq_buf_take(&buf);
	assert_string_equal(text, "kept");
	assert_null(buf.data);
	assert_int_equal(buf.len, 0);
	free(empty);
	free(text);
}

static void slices_borrow(void **state)
{
	static const char text[] = "民情";
	struct mq_slice slice = mq_slice_str(text);

	(void)state;
	assert_ptr_equal(slice.data, text);
	assert_int_equal(slice.len, 6);
	assert_int_equal(mq_slice(text, 3).len, 3);
}

/* Written, read back, and of the length LEB128 has. */
static void check_number(uint64_t value, size_t len)
{
	struct mq_buf buf = {0};
	const unsigned char *at;
	uint64_t back = ~value;

	mq_buf_add_varint(&buf, value);
	assert_int_equal(buf.len, len);
	at = (const unsigned char *)buf.data;
	assert_true(mq_varint_read(&at, at + buf.len, &back));
	assert_true(back == value);
	assert_ptr_equal(at, buf.data + buf.len);
	mq_buf_release(&buf);
}

static void numbers_come_back(void **state)
{
	(void)state;
	check_number(0, 1);
	check_number(127, 1);
	check_number(128, 2);
	check_number(624485, 3);	/* the example of the DWARF standard */
	check_number(UINT64_MAX, 10);
	for (unsigned shift = 0; shift < 64; shift++) {
		check_number(UINT64_C(1) << shift, shift / 7 + 1);
	}
}

static void a_cut_or_overlong_number_is_refused(void **state)
{
	static const unsigned char cut[] = {0x80, 0x80};
	static const unsigned char wide[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02,
	};
	static const unsigned char endless[] = {
		0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00,
	};
	const unsigned char *at = cut;
	uint64_t value = 5;

	(void)state;
	assert_false(mq_varint_read(&at, cut, &value));
	assert_false(mq_varint_read(&at, cut + sizeof(cut), &value));
	assert_ptr_equal(at, cut);
	at = wide;
	assert_false(mq_varint_read(&at, wide + sizeof(wide), &value));
	at = endless;
	assert_false(mq_varint_read(&at, endless + sizeof(endless), &value));
	assert_true(value == 5);
}

static void decimals_are_as_printf_has_them(void **state)
{
	static const int64_t numbers[] = {0, 7, -1, 10, 99, 1000000, INT64_MAX, INT64_MIN};
	struct mq_buf buf = {0};
	char expected[32];

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(numbers); i++) {
		mq_buf_clear(&buf);
		mq_buf_add_number(&buf, numbers[i]);
		snprintf(expected, sizeof(expected), "%" PRId64, numbers[i]);
		assert_string_equal(buf.data, expected);
	}
	mq_buf_release(&buf);
}

static void a_slice_is_trimmed_of_blanks_around_it(void **state)
{
	static const struct {
		const char *text;
		const char *trimmed;
	} cases[] = {
		{" \t王芳 \r\n", "王芳"}, {"a b", "a b"}, {"", ""}, {" \n ", ""}, {"a\n", "a"},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_slice slice = mq_slice_trim(mq_slice_str(cases[i].text));

		assert_int_equal(slice.len, strlen(cases[i].trimmed));
		assert_memory_equal(slice.data, cases[i].trimmed, slice.len);
	}
	assert_int_equal(mq_slice_trim(mq_slice("a\0", 2)).len, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buffer_always_ends_in_a_nul),
		cmocka_unit_test(pieces_follow_each_other),
		cmocka_unit_test(a_taken_buffer_starts_anew),
		cmocka_unit_test(slices_borrow),
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(decimals_are_as_printf_has_them),
		cmocka_unit_test(a_cut_or_overlong_number_is_refused),
		cmocka_unit_test(a_slice_is_trimmed_of_blanks_around_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
