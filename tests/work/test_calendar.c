#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/work.h>

/* A directory with a holidays.yaml of this text; freed by rid. */
static char *directory(const char *text)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mq_format("%s/minqing-calendar-XXXXXX", tmp ? tmp : "/tmp");
	char *path;
	FILE *file;

	assert_non_null(mkdtemp(dir));
	path = mq_format("%s/holidays.yaml", dir);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(path);
	return dir;
}

static void rid(char *dir)
{
	char *path = mq_format("%s/holidays.yaml", dir);

	unlink(path);
	rmdir(dir);
	free(path);
	free(dir);
}

static mq_day day(const char *text)
{
	mq_day day;

	assert_true(mq_day_parse(text, strlen(text), &day));
	return day;
}

/* Counted from the notices by hand: how many days of each year are worked. */
static void the_shipped_years_have_as_many_working_days_as_the_notices_say(void **state)
{
	static const struct {
		const char *before, *last;
		unsigned n;
	} years[] = {
		{"2023-12-31", "2024-12-31", 251}, {"2024-12-31", "2025-12-31", 248},
		{"2025-12-31", "2026-12-31", 248},
	};
	struct mq_calendar *calendar;

	(void)state;
	assert_int_equal(mq_calendar_read("config", &calendar, NULL), MQ_OK);
	for (size_t i = 0; i < MQ_LENGTH(years); i++) {
		assert_int_equal(mq_calendar_between(calendar, day(years[i].before),
			day(years[i].last)), years[i].n);
	}
	mq_calendar_free(calendar);
}

static void days_off_and_days_worked_in_exchange_move_a_deadline(void **state)
{
	static const struct {
		const char *from;
		unsigned n;
		const char *to;
	} cases[] = {
		{"2026-02-13", 1, "2026-02-14"},	/* a Saturday that is worked */
		{"2026-02-13", 2, "2026-02-24"},	/* behind the Spring Festival */
		{"2026-02-20", 5, "2026-02-28"},
		{"2026-09-30", 1, "2026-10-08"},
		{"2026-10-09", 1, "2026-10-10"},
		{"2026-03-02", 0, "2026-03-02"},
		{"2026-12-31", 1, "2027-01-01"},	/* no row for it: a Friday */
	};
	struct mq_calendar *calendar;

	(void)state;
	assert_int_equal(mq_calendar_read("config", &calendar, NULL), MQ_OK);
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(mq_calendar_add(calendar, day(cases[i].from), cases[i].n),
			day(cases[i].to));
	}
	assert_true(mq_calendar_knows(calendar, day("2026-12-31")));
	assert_false(mq_calendar_knows(calendar, day("2027-01-01")));
	mq_calendar_free(calendar);
}

static void adding_and_counting_are_inverse(void **state)
{
	struct mq_calendar *calendar;

	(void)state;
	assert_int_equal(mq_calendar_read("config", &calendar, NULL), MQ_OK);
	for (mq_day from = day("2023-12-01"); from < day("2027-02-01"); from++) {
		for (unsigned n = 1; n < 30; n += 7) {
			mq_day to = mq_calendar_add(calendar, from, n);

			assert_int_equal(mq_calendar_between(calendar, from, to), n);
			assert_true(mq_calendar_is_working(calendar, to));
		}
	}
	mq_calendar_free(calendar);
}

static void without_a_file_weekdays_are_worked(void **state)
{
	struct mq_calendar *calendar;
	char *dir = directory("");
	char *none = mq_format("%s/none", dir);
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_calendar_read(none, &calendar, &diag), MQ_OK);
	assert_int_equal(diag.n_faults, 0);
	assert_int_equal(mq_calendar_add(calendar, day("2026-02-13"), 1), day("2026-02-16"));
	assert_false(mq_calendar_knows(calendar, day("2026-02-13")));
	mq_calendar_free(calendar);
	free(none);
	rid(dir);
}

static void what_is_wrong_in_it_is_told_with_its_place(void **state)
{
	static const struct {
		const char *text, *says;
		size_t line;
	} wrong[] = {
		{"holidays:\n  twenty: {source: s, off: []}\n", "'twenty' is no year", 2},
		{"holidays:\n  2026: {source: s, off: [2025-10-01]}\n", "not of the year 2026", 2},
		{"holidays:\n  2026: {source: s, off: [], work: [2026-01-05]}\n", "as it is", 2},
		{"holidays:\n  2026: {source: s, off: [2026-01-01, 2026-01-01]}\n", "told twice", 1},
		{"holidays:\n  2026: {off: []}\n", "lacks the key 'source'", 2},
		{"holidays:\n  2026: {source: s, off: [2026-02-30]}\n", "is no day there is", 2},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		char *dir = directory(wrong[i].text);
		struct mq_calendar *calendar;
		struct mq_diag diag = {0};

		assert_int_equal(mq_calendar_read(dir, &calendar, &diag), MQ_ERR_CONFIG);
		assert_null(calendar);
		assert_non_null(strstr(diag.faults[0].message, wrong[i].says));
		assert_int_equal(diag.faults[0].line, wrong[i].line);
		mq_diag_release(&diag);
		rid(dir);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_years_have_as_many_working_days_as_the_notices_say),
		cmocka_unit_test(days_off_and_days_worked_in_exchange_move_a_deadline),
		cmocka_unit_test(adding_and_counting_are_inverse),
		cmocka_unit_test(without_a_file_weekdays_are_worked),
		cmocka_unit_test(what_is_wrong_in_it_is_told_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
