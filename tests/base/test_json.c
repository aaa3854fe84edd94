#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void assert_quoted(const char *text, size_t len, const char *wanted)
{
	struct mq_buf out = {0};

	mq_json_text(&out, text, len);
	assert_string_equal(out.data, wanted);
	mq_buf_release(&out);
}

#define ASSERT_QUOTED(text, wanted) assert_quoted(text, sizeof(text) - 1, wanted)

static void plain_text_stands_in_quotes(void **state)
{
	(void)state;
	ASSERT_QUOTED("", "\"\"");
	ASSERT_QUOTED("Wang 王小明 𠮷 /", "\"Wang 王小明 𠮷 /\"");
}

static void quotes_and_backslashes_are_escaped(void **state)
{
	(void)state;
	ASSERT_QUOTED("\"a\\", "\"\\\"a\\\\\"");
	ASSERT_QUOTED("王\"明", "\"王\\\"明\"");
}

static void what_a_terminal_could_obey_is_a_number(void **state)
{
	(void)state;
	ASSERT_QUOTED("a\033[31m\n\x7f", "\"a\\u001b[31m\\u000a\\u007f\"");
	ASSERT_QUOTED("\xe2\x80\xae", "\"\\u202e\"");
	ASSERT_QUOTED("\xf3\xa0\x80\xa1", "\"\\udb40\\udc21\"");
	ASSERT_QUOTED("\0", "\"\\u0000\"");
}

static void bytes_that_are_no_text_become_a_mark(void **state)
{
	(void)state;
	ASSERT_QUOTED("a\xff" "b\xe4\xb8", "\"a\\ufffdb\\ufffd\\ufffd\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stands_in_quotes),
		cmocka_unit_test(quotes_and_backslashes_are_escaped),
		cmocka_unit_test(what_a_terminal_could_obey_is_a_number),
		cmocka_unit_test(bytes_that_are_no_text_become_a_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
