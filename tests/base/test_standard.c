/* Characters of GBK that old systems put into private use. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

enum { FIRST = 0xe815, LAST = 0xe864 };

/* The character of GB18030 with these two bytes, as the C library knows it. */
static uint32_t by_library(unsigned char lead, unsigned char trail)
{
	char bytes[] = {(char)lead, (char)trail};
	char utf8[8];
	char *from = bytes;
	char *to = utf8;
	size_t n_from = sizeof(bytes);
	size_t n_to = sizeof(utf8);
	uint32_t cp = 0;
	iconv_t converter = iconv_open("UTF-8", "GB18030");

	assert_int_equal(iconv(converter, &from, &n_from, &to, &n_to), 0);
	iconv_close(converter);
	mq_utf8_decode(utf8, sizeof(utf8) - n_to, &cp);
	return cp;
}

/* FE50 to FEA0, 7F left out as always, are U+E815 to U+E864 in order. */
static void each_is_what_gb18030_has_in_its_place(void **state)
{
	unsigned trail = 0x50;

	(void)state;
	for (uint32_t cp = FIRST; cp <= LAST; cp++, trail++) {
		trail += trail == 0x7f;
		assert_int_equal(mq_utf8_standard(cp), by_library(0xfe, (unsigned char)trail));
	}
	assert_int_equal(trail, 0xa1);
}

static void all_others_are_their_own(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		assert_true(mq_utf8_standard(cp) == cp || (cp >= FIRST && cp <= LAST));
	}
	assert_int_equal(mq_utf8_standard(UINT32_MAX), UINT32_MAX);
}

/* So that whoever types one finds both. */
static void both_forms_fold_alike(void **state)
{
	(void)state;
	for (uint32_t cp = FIRST; cp <= LAST; cp++) {
		struct mq_buf old = {0};
		struct mq_buf new = {0};
		char bytes[4];

		mq_utf8_fold(&old, bytes, mq_utf8_encode(cp, bytes));
		mq_utf8_fold(&new, bytes, mq_utf8_encode(mq_utf8_standard(cp), bytes));
		assert_int_equal(old.len, new.len);
		assert_memory_equal(old.data, new.data, new.len);
		assert_false(mq_utf8_is_folded(bytes, mq_utf8_encode(cp, bytes)));
		mq_buf_release(&old);
		mq_buf_release(&new);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_what_gb18030_has_in_its_place),
		cmocka_unit_test(all_others_are_their_own),
		cmocka_unit_test(both_forms_fold_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
