/* Error codes: texts, and the exit statuses that DESIGN.md promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void every_code_has_a_text_of_its_own(void **state)
{
	(void)state;
	for (int a = 0; a <= MQ_ERR_LAST; a++) {
		assert_true(strlen(mq_err_text((enum mq_err)a)) > 0);
		for (int b = 0; b < a; b++) {
			assert_string_not_equal(mq_err_text((enum mq_err)a), mq_err_text((enum mq_err)b));
		}
	}
}

static void statuses_are_those_of_the_design(void **state)
{
	static const struct {
		enum mq_err err;
		int status;
	} cases[] = {
		{MQ_OK, 0}, {MQ_ERR_NOT_FOUND, 1}, {MQ_ERR_USAGE, 2}, {MQ_ERR_QUERY, 2},
		{MQ_ERR_LIMIT, 2}, {MQ_ERR_CONFIG, 3}, {MQ_ERR_INPUT, 3}, {MQ_ERR_IO, 4},
		{MQ_ERR_STORE, 4}, {MQ_ERR_FORMAT, 4}, {MQ_ERR_CORRUPT, 4}, {MQ_ERR_FULL, 4},
		{MQ_ERR_READONLY, 4}, {MQ_ERR_BUSY, 4}, {MQ_ERR_TERMINAL, 5}, {MQ_ERR_DENIED, 6},
		{MQ_ERR_INTERRUPTED, 130},
	};

	(void)state;
	assert_int_equal(MQ_LENGTH(cases), MQ_ERR_LAST + 1);
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(mq_err_exit(cases[i].err), cases[i].status);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_has_a_text_of_its_own),
		cmocka_unit_test(statuses_are_those_of_the_design),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
