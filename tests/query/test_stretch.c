/* Every word for a stretch around today, on every day of eleven years, and week 53. */
#include "query/plain.h"

#include "../../src/query/day.h"

/* Which unit a day is in, as a number that grows by one from unit to unit. */
static long unit_of(const struct plain *day, enum unit unit, size_t i)
{
	switch (unit) {
	case UNIT_WEEK:
		return (long)(i / 7);
	case UNIT_MONTH:
		return day->year * 12L + day->month - 1;
	case UNIT_QUARTER:
		return day->year * 4L + (day->month - 1) / 3;
	case UNIT_HALF:
		return day->year * 2L + (day->month > 6);
	case UNIT_YEAR:
		return day->year;
	default:
		return (long)i;
	}
}

static const struct {
	const char *text;
	enum unit unit;
	int offset;
} words[] = {
	{"today", UNIT_DAY, 0}, {"今天", UNIT_DAY, 0}, {"今日", UNIT_DAY, 0},
	{"yesterday", UNIT_DAY, -1}, {"昨天", UNIT_DAY, -1}, {"前天", UNIT_DAY, -2},
	{"tomorrow", UNIT_DAY, 1}, {"明天", UNIT_DAY, 1}, {"后天", UNIT_DAY, 2},
	{"this_week", UNIT_WEEK, 0}, {"本周", UNIT_WEEK, 0},
	{"last_week", UNIT_WEEK, -1}, {"上周", UNIT_WEEK, -1},
	{"next_week", UNIT_WEEK, 1}, {"下周", UNIT_WEEK, 1},
	{"this_month", UNIT_MONTH, 0}, {"本月", UNIT_MONTH, 0},
	{"last_month", UNIT_MONTH, -1}, {"上月", UNIT_MONTH, -1},
	{"next_month", UNIT_MONTH, 1}, {"下月", UNIT_MONTH, 1},
	{"this_quarter", UNIT_QUARTER, 0}, {"本季度", UNIT_QUARTER, 0},
	{"last_quarter", UNIT_QUARTER, -1}, {"上季度", UNIT_QUARTER, -1},
	{"next_quarter", UNIT_QUARTER, 1}, {"下季度", UNIT_QUARTER, 1},
	{"this_year", UNIT_YEAR, 0}, {"今年", UNIT_YEAR, 0},
	{"last_year", UNIT_YEAR, -1}, {"去年", UNIT_YEAR, -1}, {"前年", UNIT_YEAR, -2},
	{"next_year", UNIT_YEAR, 1}, {"明年", UNIT_YEAR, 1}, {"后年", UNIT_YEAR, 2},
};

/* Walk to the first and the last day of the unit so many on. */
static void walk(const struct plains *plains, enum unit unit, int offset, size_t today,
	size_t *first, size_t *last)
{
	long wanted = unit_of(plains->days + today, unit, today) + offset;
	size_t i = today;

	while (unit_of(plains->days + i, unit, i) > wanted) {
		i--;
	}
	while (unit_of(plains->days + i, unit, i) < wanted) {
		i++;
	}
	*first = *last = i;
	while (unit_of(plains->days + *first - 1, unit, *first - 1) == wanted) {
		(*first)--;
	}
	while (unit_of(plains->days + *last + 1, unit, *last + 1) == wanted) {
		(*last)++;
	}
}

static void every_word_is_right_on_every_day_of_eleven_years(void **state)
{
	const struct plains *plains = *state;
	size_t start = plain_find(plains, 2019, 1, 1);
	size_t end = plain_find(plains, 2029, 12, 31);

	for (size_t w = 0; w < MQ_LENGTH(words); w++) {
		size_t first = 0;
		size_t last = 0;
		long was = -1;

		for (size_t today = start; today <= end; today++) {
			long now = unit_of(plains->days + today, words[w].unit, today);

			if (now != was) {
				walk(plains, words[w].unit, words[w].offset, today, &first, &last);
				was = now;
			}
			assert_days(plains, words[w].text, today, first, last);
		}
	}
}

/* A week is of the year that its Thursday is in, and is the n-th Thursday's. */
static void weeks_are_those_of_their_thursdays(void **state)
{
	const struct plains *plains = *state;
	size_t today = plain_find(plains, 2026, 3, 1);
	char text[16];
	int of = 0;
	int n = 0;

	for (size_t i = 0; i + 7 <= plains->n; i += 7) {
		const struct plain *thursday = plains->days + i + 3;

		if (thursday->year != of && n > 0) {
			for (n++; n <= 54; n++) {
				snprintf(text, sizeof(text), "%d-W%d", of, n);
				assert_no_days(text);
			}
			n = 0;
		}
		of = thursday->year;
		n++;
		snprintf(text, sizeof(text), "%d-W%02d", of, n);
		assert_days(plains, text, today, i, i + 6);
		snprintf(text, sizeof(text), "%dw%d", of, n);
		assert_days(plains, text, today, i, i + 6);
	}
}

static void years_with_a_week_53_begin_or_end_on_a_thursday(void **state)
{
	static const int with[] = {2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048};
	const struct plains *plains = *state;
	size_t n = 0;

	for (int year = 2004; year <= 2048; year++) {
		mq_day first;
		mq_day last;
		bool has = n < MQ_LENGTH(with) && with[n] == year;

		n += has;
		assert_int_equal(day_week(year, 53, &first, &last), has);
		assert_int_equal(has, plains->days[plain_find(plains, year, 1, 1)].weekday == 4
			|| plains->days[plain_find(plains, year, 12, 31)].weekday == 4);
	}
	assert_int_equal(n, MQ_LENGTH(with));
	assert_days(plains, "2020-W53", 45000, plain_find(plains, 2020, 12, 28),
		plain_find(plains, 2021, 1, 3));
	assert_days(plains, "2026W53", 45000, plain_find(plains, 2026, 12, 28),
		plain_find(plains, 2027, 1, 3));
	assert_days(plains, "2021-W01", 45000, plain_find(plains, 2021, 1, 4),
		plain_find(plains, 2021, 1, 10));
	assert_no_days("2021-W53");
	assert_no_days("2024-W53");
	assert_no_days("2024-W00");
	assert_no_days("2024-W1a");
	assert_no_days("2024-W001");
}

static void numbers_are_read_in_chinese_too(void **state)
{
	static const struct {
		const char *text;
		int64_t number;
	} table[] = {
		{"7", 7}, {"30", 30}, {"一", 1}, {"两", 2}, {"二", 2}, {"九", 9}, {"十", 10},
		{"十二", 12}, {"二十", 20}, {"九十九", 99}, {"", -1}, {"百", -1}, {"123456", -1},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		size_t at = 0;

		assert_int_equal(day_number(table[i].text, strlen(table[i].text), &at),
			table[i].number);
	}
}

static void units_stop_where_the_calendar_does(void **state)
{
	mq_day first;
	mq_day last;
	mq_day day;

	(void)state;
	assert_false(day_add(MQ_DAY_MAX, UNIT_DAY, 1, &day));
	assert_false(day_add(MQ_DAY_MAX, UNIT_HALF, 1, &day));
	assert_false(day_add(0, UNIT_YEAR, -99999, &day));
	assert_true(day_stretch(UNIT_WEEK, 0, MQ_DAY_MAX, &first, &last));
	assert_int_equal(last, MQ_DAY_MAX);
	assert_true(day_week(9999, 52, &first, &last));
	assert_int_equal(last, MQ_DAY_MAX);
	assert_false(day_week(9999, 53, &first, &last));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_right_on_every_day_of_eleven_years),
		cmocka_unit_test(weeks_are_those_of_their_thursdays),
		cmocka_unit_test(years_with_a_week_53_begin_or_end_on_a_thursday),
		cmocka_unit_test(numbers_are_read_in_chinese_too),
		cmocka_unit_test(units_stop_where_the_calendar_does),
	};

	return cmocka_run_group_tests(tests, plain_setup, plain_teardown);
}
