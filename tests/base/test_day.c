/* Calendar days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static mq_day day_of(int year, int month, int mday)
{
	mq_day day = MQ_DAY_MIN - 1;

	assert_true(mq_day_from_civil(year, month, mday, &day));
	return day;
}

static void every_day_of_the_calendar_comes_back(void **state)
{
	int year = 1582;
	int month = 10;
	int mday = 14;

	(void)state;
	for (mq_day day = MQ_DAY_MIN; day <= MQ_DAY_MAX; day++) {
		int before[3] = {year, month, mday};
		mq_day back;

		mq_day_to_civil(day, &year, &month, &mday);
		if (!mq_day_from_civil(year, month, mday, &back) || back != day) {
			fail_msg("day %d", (int)day);
		}
		/* The next day of the month, or the first of the next month or year. */
		if (!(mday == before[2] + 1 && month == before[1]) &&
				!(mday == 1 && month == before[1] % 12 + 1 && before[2] >= 28)) {
			fail_msg("%d-%d-%d after %d-%d-%d", year, month, mday, before[0], before[1],
				before[2]);
		}
	}
	assert_int_equal(year, 9999);
}

static void known_days_have_their_numbers(void **state)
{
	(void)state;
	assert_int_equal(day_of(1970, 1, 1), 0);
	assert_int_equal(day_of(2000, 2, 29), 11016);
	assert_int_equal(day_of(1969, 12, 31), -1);
	assert_int_equal(day_of(1582, 10, 15), MQ_DAY_MIN);
	assert_int_equal(day_of(9999, 12, 31), MQ_DAY_MAX);
	assert_int_equal(mq_day_weekday(0), 4);
	assert_int_equal(mq_day_weekday(day_of(2024, 3, 3)), 7);
	assert_int_equal(mq_day_weekday(day_of(2024, 3, 4)), 1);
	assert_int_equal(mq_day_weekday(MQ_DAY_MIN), 5);
}

static void days_that_are_none_are_refused(void **state)
{
	static const int wrong[][3] = {
		{2023, 2, 29}, {1900, 2, 29}, {2024, 2, 30}, {2024, 4, 31}, {2024, 0, 1}, {2024, 13, 1},
		{2024, 1, 0}, {2024, 1, 32}, {1582, 10, 14}, {1581, 12, 31}, {10000, 1, 1}, {0, 1, 1},
		{-5, 1, 1}, {2024, -1, 1},
	};
	mq_day day = 77;

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		assert_false(mq_day_from_civil(wrong[i][0], wrong[i][1], wrong[i][2], &day));
	}
	assert_int_equal(day, 77);
	assert_int_equal(day_of(2000, 2, 29), day_of(2000, 3, 1) - 1);
}

static void dates_are_read_as_people_write_them(void **state)
{
	static const char *const dates[] = {
		"2024-03-01", "2024-3-1", "2024/3/1", "2024/03/01", "2024.3.1", "20240301",
		"2024年3月1日", "2024年03月01日", "2024年3月1号", "2024年3月1", "２０２４－０３－０１",
		"２０２４年３月１日", "2024／3／1", " 2024-03-01 ", "　2024-03-01", "2024-03-01T08:30:00Z",
		"2024-03-01T08:30:00.5+08:00", "2024-03-01 08:30", "20240301 0830", "2024/3/1 0:00:00",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(dates); i++) {
		mq_day day = 0;

		if (!mq_day_parse(dates[i], strlen(dates[i]), &day) || day != day_of(2024, 3, 1)) {
			fail_msg("%s", dates[i]);
		}
	}
}

static void what_is_no_date_is_not_read(void **state)
{
	static const char *const wrong[] = {
		"", " ", "2024", "2024-03", "24-03-01", "2024-03/01", "2024-3月1日", "2024年3-1",
		"2024-02-30", "2023-02-29", "2024-13-01", "202403", "2024031", "202403011",
		"2024-03-01x", "2024-03-01T", "2024-03-01 today", "2024-03-01-", "03/01/2024",
		"2024-003-01", "2024-03-001", "-2024-03-01", "2024--03-01", "2024-03-01\xff",
		"2024-03-01T08:30\xff", "\xff", "二〇二四年三月一日",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		mq_day day = 77;

		if (mq_day_parse(wrong[i], strlen(wrong[i]), &day) || day != 77) {
			fail_msg("%s", wrong[i]);
		}
	}
	/* Nothing beyond len is looked at. */
	assert_false(mq_day_parse("2024-03-01", 7, &(mq_day){0}));
}

static void what_is_written_is_read_again(void **state)
{
	char text[16];
	mq_day back;

	(void)state;
	mq_day_format(day_of(2024, 3, 1), text);
	assert_string_equal(text, "2024-03-01");
	for (mq_day day = MQ_DAY_MIN; day <= MQ_DAY_MAX; day += 97) {
		mq_day_format(day, text);
		assert_int_equal(strlen(text), 10);
		assert_true(mq_day_parse(text, 10, &back));
		assert_int_equal(back, day);
	}
}

static void months_end_where_they_end(void **state)
{
	(void)state;
	assert_int_equal(mq_day_add_months(day_of(2024, 1, 31), 1), day_of(2024, 2, 29));
	assert_int_equal(mq_day_add_months(day_of(2023, 1, 31), 1), day_of(2023, 2, 28));
	assert_int_equal(mq_day_add_months(day_of(2024, 3, 31), -1), day_of(2024, 2, 29));
	assert_int_equal(mq_day_add_months(day_of(2024, 2, 29), 12), day_of(2025, 2, 28));
	assert_int_equal(mq_day_add_months(day_of(2024, 1, 1), -1), day_of(2023, 12, 1));
	assert_int_equal(mq_day_add_months(day_of(2024, 5, 5), 0), day_of(2024, 5, 5));
	assert_int_equal(mq_day_add_months(day_of(2024, 5, 5), INT32_MAX), MQ_DAY_MAX);
	assert_int_equal(mq_day_add_months(day_of(2024, 5, 5), INT32_MIN), MQ_DAY_MIN);
}

static void a_year_is_full_on_the_birthday(void **state)
{
	mq_day birth = day_of(1944, 3, 1);

	(void)state;
	assert_int_equal(mq_day_years(birth, day_of(2024, 2, 29)), 79);
	assert_int_equal(mq_day_years(birth, day_of(2024, 3, 1)), 80);
	assert_int_equal(mq_day_years(birth, birth), 0);
	assert_int_equal(mq_day_years(birth, birth - 1), -1);
}

static void a_birthday_on_29_february_is_1_march_in_common_years(void **state)
{
	mq_day birth = day_of(2000, 2, 29);

	(void)state;
	assert_int_equal(mq_day_years(birth, day_of(2001, 2, 28)), 0);
	assert_int_equal(mq_day_years(birth, day_of(2001, 3, 1)), 1);
	assert_int_equal(mq_day_years(birth, day_of(2004, 2, 28)), 3);
	assert_int_equal(mq_day_years(birth, day_of(2004, 2, 29)), 4);
	assert_int_equal(mq_day_born_by(day_of(2024, 2, 29), 1), day_of(2023, 2, 28));
	assert_int_equal(mq_day_born_by(day_of(2024, 2, 29), 4), day_of(2020, 2, 29));
	assert_int_equal(mq_day_born_by(day_of(2025, 2, 28), 1), day_of(2024, 2, 28));
	assert_int_equal(mq_day_born_by(day_of(2025, 3, 1), 1), day_of(2024, 3, 1));
}

/* years(birth, day) >= n just where birth <= born_by(day, n). */
static void assert_inverse(mq_day birth, mq_day day, int n)
{
	bool old_enough = mq_day_years(birth, day) >= n;

	if (old_enough != (birth <= mq_day_born_by(day, n))) {
		fail_msg("birth %d, day %d, %d years", (int)birth, (int)day, n);
	}
}

static void age_and_birth_are_exact_inverses(void **state)
{
	mq_day first = day_of(1998, 1, 1);
	mq_day last = day_of(2006, 12, 31);

	(void)state;
	/* Every pair of days within nine years, two leap years among them. */
	for (mq_day day = first; day <= last; day++) {
		for (mq_day birth = first; birth <= last; birth += 1 + (birth + day) % 3) {
			for (int n = mq_day_years(birth, day) - 1; n <= mq_day_years(birth, day) + 1; n++) {
				assert_inverse(birth, day, n);
			}
		}
	}
}

static void they_are_inverses_all_over_the_calendar(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 300000; i++) {
		mq_day days[2];
		int years;

		for (int j = 0; j < 2; j++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			days[j] = MQ_DAY_MIN + (mq_day)((seed >> 33) % (MQ_DAY_MAX - MQ_DAY_MIN + 1u));
		}
		years = mq_day_years(days[0], days[1]);
		assert_inverse(days[0], days[1], years);
		assert_inverse(days[0], days[1], years + 1);
		assert_inverse(days[0], days[1], -(i % 9000));
		assert_inverse(days[0], days[1], i % 9000);
	}
	assert_int_equal(mq_day_born_by(0, 1000), MQ_DAY_MIN - 1);
	assert_int_equal(mq_day_born_by(0, INT32_MAX), MQ_DAY_MIN - 1);
	assert_int_equal(mq_day_born_by(0, INT32_MIN), MQ_DAY_MAX);
}

static void today_can_be_pinned(void **state)
{
	struct mq_diag diag = {0};
	mq_day today = 0;

	(void)state;
	setenv("MINQING_TODAY", "2024-03-01", 1);
	assert_int_equal(mq_day_today(&today, &diag), MQ_OK);
	assert_int_equal(today, day_of(2024, 3, 1));
	setenv("MINQING_TODAY", "yesterday", 1);
	assert_int_equal(mq_day_today(&today, &diag), MQ_ERR_USAGE);
	assert_non_null(strstr(diag.faults[0].message, "'yesterday'"));
	assert_non_null(diag.faults[0].hint);
	mq_diag_release(&diag);
	setenv("MINQING_TODAY", "", 1);
	assert_int_equal(mq_day_today(&today, NULL), MQ_OK);
	unsetenv("MINQING_TODAY");
	assert_int_equal(mq_day_today(&today, NULL), MQ_OK);
	assert_true(today > day_of(2024, 1, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_the_calendar_comes_back),
		cmocka_unit_test(known_days_have_their_numbers),
		cmocka_unit_test(days_that_are_none_are_refused),
		cmocka_unit_test(dates_are_read_as_people_write_them),
		cmocka_unit_test(what_is_no_date_is_not_read),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(months_end_where_they_end),
		cmocka_unit_test(a_year_is_full_on_the_birthday),
		cmocka_unit_test(a_birthday_on_29_february_is_1_march_in_common_years),
		cmocka_unit_test(age_and_birth_are_exact_inverses),
		cmocka_unit_test(they_are_inverses_all_over_the_calendar),
		cmocka_unit_test(today_can_be_pinned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
