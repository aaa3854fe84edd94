/*
 * Counting in days, weeks, months and what months make up; and numbers as they
 * stand before such a unit.
 */
#include "day.h"

#include <string.h>

enum { DIGITS_MAX = 5, WEEK_DAYS = 7, HAN_BYTES = 3 };

static const int months_of[] = {
	[UNIT_MONTH] = 1,
	[UNIT_QUARTER] = 3,
	[UNIT_HALF] = 6,
	[UNIT_YEAR] = 12,
};

bool day_in_calendar(int64_t day)
{
	return day >= MQ_DAY_MIN && day <= MQ_DAY_MAX;
}

bool day_add(mq_day day, enum unit unit, int64_t n, mq_day *result)
{
	int year;
	int month;
	int mday;

	if (unit == UNIT_DAY || unit == UNIT_WEEK) {
		int64_t sum = day + n * (unit == UNIT_WEEK ? WEEK_DAYS : 1);

		*result = day_in_calendar(sum) ? (mq_day)sum : 0;
		return day_in_calendar(sum);
	}
	mq_day_to_civil(day, &year, &month, &mday);
	n *= months_of[unit];
	int64_t months = (int64_t)year * 12 + month - 1 + n;

	if (months < (int64_t)DAY_YEAR_MIN * 12 || months >= ((int64_t)DAY_YEAR_MAX + 1) * 12) {
		return false;
	}
	*result = mq_day_add_months(day, (int)n);
	return true;
}

/* The first day of the unit that day is in. */
static mq_day start_of(enum unit unit, mq_day day)
{
	int year;
	int month;
	int mday;
	mq_day start = day;

	if (unit == UNIT_WEEK) {
		return day - (mq_day_weekday(day) - 1);
	}
	if (unit != UNIT_DAY) {
		mq_day_to_civil(day, &year, &month, &mday);
		mq_day_from_civil(year, month - (month - 1) % months_of[unit], 1, &start);
	}
	return start;
}

bool day_stretch(enum unit unit, int64_t offset, mq_day today, mq_day *first, mq_day *last)
{
	mq_day next;

	if (!day_add(start_of(unit, today), unit, offset, first)) {
		return false;
	}
	*last = day_add(*first, unit, 1, &next) ? next - 1 : MQ_DAY_MAX;
	return true;
}

/* The first week is the one that 4 January is in; a week is of the year that its
 * Thursday is in. */
bool day_week(int year, int64_t n, mq_day *first, mq_day *last)
{
	enum { IN_FIRST_WEEK = 4, TO_THURSDAY = 3, WEEKS_MAX = 53 };
	mq_day in_first;
	int of;
	int month;
	int mday;

	if (n < 1 || n > WEEKS_MAX || !mq_day_from_civil(year, 1, IN_FIRST_WEEK, &in_first)) {
		return false;
	}
	*first = start_of(UNIT_WEEK, in_first) + (mq_day)(n - 1) * WEEK_DAYS;
	mq_day_to_civil(*first + TO_THURSDAY, &of, &month, &mday);
	return of == year && day_stretch(UNIT_WEEK, 0, *first, first, last);
}

/* ---- numbers ---- */

int64_t day_digits(const char *text, size_t len, size_t *at, size_t *n_digits)
{
	int64_t number = 0;

	*n_digits = 0;
	while (*at < len && text[*at] >= '0' && text[*at] <= '9' && *n_digits <= DIGITS_MAX) {
		number = number * 10 + (text[(*at)++] - '0');
		(*n_digits)++;
	}
	return *n_digits == 0 || *n_digits > DIGITS_MAX ? -1 : number;
}

bool day_take(const char *text, size_t len, size_t *at, const char *word)
{
	size_t size = strlen(word);

	if (len - *at < size || memcmp(text + *at, word, size) != 0) {
		return false;
	}
	*at += size;
	return true;
}

/* 1 … 9; 0 where none stands here. */
static int han_digit(const char *text, size_t len, size_t *at)
{
	static const char digits[] = "一二三四五六七八九";

	for (size_t i = 0; len - *at >= HAN_BYTES && i < sizeof(digits) - 1; i += HAN_BYTES) {
		if (memcmp(text + *at, digits + i, HAN_BYTES) == 0) {
			*at += HAN_BYTES;
			return (int)(i / HAN_BYTES) + 1;
		}
	}
	return day_take(text, len, at, "两") ? 2 : 0;
}

int64_t day_number(const char *text, size_t len, size_t *at)
{
	size_t n_digits;
	int64_t number = day_digits(text, len, at, &n_digits);
	int digit;

	if (number >= 0 || n_digits > 0) {
		return number;
	}
	digit = han_digit(text, len, at);
	if (day_take(text, len, at, "十")) {
		return (digit > 0 ? digit : 1) * 10 + han_digit(text, len, at);
	}
	return digit > 0 ? digit : -1;
}
