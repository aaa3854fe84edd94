/* Dates as people write them. */
#include "query/fixture.h"

#include "../../src/query/day.h"

/* "2024-06-15..2024-06-15", or "" where it is no date. */
static const char *days(const char *text, const char *today, char out[40])
{
	mq_day day;
	mq_day first;
	mq_day last;
	char ends[2][16];

	assert_true(mq_day_parse(today, strlen(today), &day));
	if (!day_bounds(text, strlen(text), day, &first, &last)) {
		return "";
	}
	mq_day_format(first, ends[0]);
	mq_day_format(last, ends[1]);
	snprintf(out, 40, "%s..%s", ends[0], ends[1]);
	return out;
}

static const struct {
	const char *today;
	const char *text;
	const char *days;
} table[] = {
	/* years, months, days */
	{"2024-06-15", "2024", "2024-01-01..2024-12-31"},
	{"2024-06-15", "2024年", "2024-01-01..2024-12-31"},
	{"2024-06-15", "２０２４", "2024-01-01..2024-12-31"},
	{"2024-06-15", "2024-02", "2024-02-01..2024-02-29"},
	{"2024-06-15", "2023-2", "2023-02-01..2023-02-28"},
	{"2024-06-15", "1900-02", "1900-02-01..1900-02-28"},
	{"2024-06-15", "2000/02", "2000-02-01..2000-02-29"},
	{"2024-06-15", "202402", "2024-02-01..2024-02-29"},
	{"2024-06-15", "2024年2月", "2024-02-01..2024-02-29"},
	{"2024-06-15", "2024-02-29", "2024-02-29..2024-02-29"},
	{"2024-06-15", "20240229", "2024-02-29..2024-02-29"},
	{"2024-06-15", "2024年2月29日", "2024-02-29..2024-02-29"},
	{"2024-06-15", "2024.2.29", "2024-02-29..2024-02-29"},
	{"2024-06-15", "9999", "9999-01-01..9999-12-31"},
	/* so many on from today */
	{"2024-06-15", "-30d", "2024-05-16..2024-05-16"},
	{"2024-06-15", "＋14d", "2024-06-29..2024-06-29"},
	{"2024-06-15", "-0d", "2024-06-15..2024-06-15"},
	{"2024-06-15", "+2w", "2024-06-29..2024-06-29"},
	{"2024-06-15", "-1y", "2023-06-15..2023-06-15"},
	{"2024-02-29", "-1y", "2023-02-28..2023-02-28"},
	{"2024-02-29", "+4y", "2028-02-29..2028-02-29"},
	{"2024-03-31", "-1m", "2024-02-29..2024-02-29"},
	{"2024-05-31", "+1m", "2024-06-30..2024-06-30"},
	{"2024-01-31", "+1m", "2024-02-29..2024-02-29"},
	{"2024-01-15", "-13m", "2022-12-15..2022-12-15"},
	/* stretches around today; weeks begin on Monday */
	{"2024-06-15", "today", "2024-06-15..2024-06-15"},
	{"2024-06-15", "今天", "2024-06-15..2024-06-15"},
	{"2024-03-01", "昨天", "2024-02-29..2024-02-29"},
	{"2024-12-31", "tomorrow", "2025-01-01..2025-01-01"},
	{"2024-06-15", "前天", "2024-06-13..2024-06-13"},
	{"2024-06-15", "本周", "2024-06-10..2024-06-16"},
	{"2024-06-16", "本周", "2024-06-10..2024-06-16"},
	{"2024-06-17", "本周", "2024-06-17..2024-06-23"},
	{"2024-06-17", "上周", "2024-06-10..2024-06-16"},
	{"2024-01-01", "上周", "2023-12-25..2023-12-31"},
	{"2024-12-31", "本周", "2024-12-30..2025-01-05"},
	{"2024-02-10", "本月", "2024-02-01..2024-02-29"},
	{"2024-03-31", "上月", "2024-02-01..2024-02-29"},
	{"2024-01-05", "上月", "2023-12-01..2023-12-31"},
	{"2024-12-05", "下月", "2025-01-01..2025-01-31"},
	{"2024-06-15", "本季度", "2024-04-01..2024-06-30"},
	{"2024-03-31", "本季度", "2024-01-01..2024-03-31"},
	{"2024-10-01", "本季度", "2024-10-01..2024-12-31"},
	{"2024-02-29", "上季度", "2023-10-01..2023-12-31"},
	{"2024-07-01", "last_quarter", "2024-04-01..2024-06-30"},
	{"2024-06-15", "今年", "2024-01-01..2024-12-31"},
	{"2024-06-15", "去年", "2023-01-01..2023-12-31"},
	{"2024-06-15", "明年", "2025-01-01..2025-12-31"},
	{"2024-06-15", "近30天", "2024-05-16..2024-06-15"},
	{"2024-06-15", "近0天", "2024-06-15..2024-06-15"},
	{"2024-06-15", "TODAY", "2024-06-15..2024-06-15"},
	/* no dates */
	{"2024-06-15", "2023-02-29", ""},
	{"2024-06-15", "1900-02-29", ""},
	{"2024-06-15", "2024-13", ""},
	{"2024-06-15", "2024-00", ""},
	{"2024-06-15", "2024-", ""},
	{"2024-06-15", "2024-02-", ""},
	{"2024-06-15", "20243", ""},
	{"2024-06-15", "199", ""},
	{"2024-06-15", "99999-01-01", ""},
	{"2024-06-15", "0001", ""},
	{"2024-06-15", "-30", ""},
	{"2024-06-15", "-d", ""},
	{"2024-06-15", "-30h", ""},
	{"2024-06-15", "--30d", ""},
	{"2024-06-15", "-999999d", ""},
	{"2024-06-15", "+99999y", ""},
	{"2024-06-15", "-9999y", ""},
	{"2024-06-15", "近天", ""},
	{"2024-06-15", "近30", ""},
	{"2024-06-15", "农历八月", ""},
	{"2024-06-15", "-", ""},
	{"2024-06-15", "", ""},
};

static void dates_are_first_and_last_days(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		char out[40];

		if (strcmp(days(table[i].text, table[i].today, out), table[i].days) != 0) {
			fail_msg("%s on %s: %s", table[i].text, table[i].today,
				days(table[i].text, table[i].today, out));
		}
	}
}

/* For every birth: is it in the days of the years exactly where its years are? */
static void years_are_days_of_birth(void **state)
{
	static const char *const todays[] = {"2024-06-15", "2024-02-29", "2023-02-28", "2023-03-01"};
	static const int years[][2] = {{80, 120}, {0, 0}, {1, 3}, {18, 59}, {60, 60}};

	(void)state;
	for (size_t t = 0; t < MQ_LENGTH(todays); t++) {
		mq_day today;

		assert_true(mq_day_parse(todays[t], strlen(todays[t]), &today));
		for (size_t y = 0; y < MQ_LENGTH(years); y++) {
			int64_t low = years[y][0];
			int64_t high = years[y][1];

			day_of_years(today, &low, &high);
			for (mq_day birth = today - 45000; birth <= today; birth++) {
				int age = mq_day_years(birth, today);
				bool inside = age >= years[y][0] && age <= years[y][1];

				assert_int_equal(inside, birth >= low && birth <= high);
			}
		}
	}
}

static void open_ends_of_years_stay_open(void **state)
{
	int64_t low = NUMBER_MIN;
	int64_t high = 17;
	mq_day today;

	(void)state;
	assert_true(mq_day_from_civil(2024, 6, 15, &today));
	day_of_years(today, &low, &high);
	assert_true(low == mq_day_born_by(today, 18) + 1);
	assert_true(high == NUMBER_MAX);
	low = 500;
	high = NUMBER_MAX;
	day_of_years(today, &low, &high);
	assert_true(high == NUMBER_MIN);
}

static void who_is_not_born_yet_is_below_every_number(void **state)
{
	int64_t low = -1;
	int64_t high = -1;
	mq_day today;

	(void)state;
	assert_true(mq_day_from_civil(2024, 6, 15, &today));
	day_of_years(today, &low, &high);
	assert_true(low > high);
	low = -1;
	high = NUMBER_MAX;
	day_of_years(today, &low, &high);
	assert_true(low == NUMBER_MIN);
	assert_true(high == today);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_first_and_last_days),
		cmocka_unit_test(years_are_days_of_birth),
		cmocka_unit_test(open_ends_of_years_stay_open),
		cmocka_unit_test(who_is_not_born_yet_is_below_every_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
