/* Which days a month has, and which months there are to tell of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/report.h>

static mq_day day(const char *text)
{
	mq_day day = 0;

	assert_true(mq_day_parse(text, strlen(text), &day));
	return day;
}

static void assert_month(const char *text, const char *today, const char *name, const char *from,
	const char *to, bool running)
{
	struct mq_report_month month;

	assert_int_equal(mq_report_month(text, day(today), &month, NULL), MQ_OK);
	assert_string_equal(month.name, name);
	assert_int_equal(month.days.from, day(from));
	assert_int_equal(month.days.to, day(to));
	assert_int_equal(month.running, running);
}

static void a_month_that_is_over_has_all_its_days(void **state)
{
	(void)state;
	assert_month("2026-10", "2026-11-01", "2026-10", "2026-10-01", "2026-10-31", false);
	assert_month("2024-02", "2026-03-01", "2024-02", "2024-02-01", "2024-02-29", false);
	assert_month("2100-02", "2101-01-01", "2100-02", "2100-02-01", "2100-02-28", false);
}

static void one_that_runs_goes_up_to_today(void **state)
{
	(void)state;
	assert_month("2026-10", "2026-10-01", "2026-10", "2026-10-01", "2026-10-01", true);
	assert_month("2026-10", "2026-10-30", "2026-10", "2026-10-01", "2026-10-30", true);
	/* On its last day there may be more to come. */
	assert_month("2026-10", "2026-10-31", "2026-10", "2026-10-01", "2026-10-31", true);
}

static void unless_said_it_is_the_last_that_is_over(void **state)
{
	(void)state;
	assert_month(NULL, "2026-03-31", "2026-02", "2026-02-01", "2026-02-28", false);
	assert_month(NULL, "2026-01-01", "2025-12", "2025-12-01", "2025-12-31", false);
}

static void what_is_no_month_or_has_not_begun_is_refused(void **state)
{
	static const char *const wrong[] = {"", "2026", "2026-3", "2026-13", "2026-00", "2026/03",
		"2026-03-01", "２０２６-03", "26-03", "2026-04", "9999-12", "last", "2026-0x"};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		struct mq_report_month month;
		struct mq_diag diag = {0};

		assert_int_equal(mq_report_month(wrong[i], day("2026-03-31"), &month, &diag),
			MQ_ERR_USAGE);
		assert_int_equal(diag.n_faults, 1);
		assert_non_null(strstr(diag.faults[0].hint, "2026-03"));
		mq_diag_release(&diag);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_that_is_over_has_all_its_days),
		cmocka_unit_test(one_that_runs_goes_up_to_today),
		cmocka_unit_test(unless_said_it_is_the_last_that_is_over),
		cmocka_unit_test(what_is_no_month_or_has_not_begun_is_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
