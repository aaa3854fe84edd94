/*
 * A calendar of its own: days counted, and the stretches of days that a person names.
 */
#ifndef TESTS_PROPERTY_CALENDAR_H
#define TESTS_PROPERTY_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct civil {
	int year, month, mday;
};

static inline bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline int days_of_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* From 1970-01-01. */
static inline int64_t day_of(int year, int month, int mday)
{
	int64_t before = year - 1;
	int64_t day = before * 365 + before / 4 - before / 100 + before / 400 - 719162;

	for (int m = 1; m < month; m++) {
		day += days_of_month(year, m);
	}
	return day + mday - 1;
}

static inline struct civil civil_of(int64_t day)
{
	struct civil civil = {1970 + (int)(day / 366), 1, 1};

	while (day_of(civil.year + 1, 1, 1) <= day) {
		civil.year++;
	}
	while (day_of(civil.year, 1, 1) > day) {
		civil.year--;
	}
	day -= day_of(civil.year, 1, 1);
	while (day >= days_of_month(civil.year, civil.month)) {
		day -= days_of_month(civil.year, civil.month++);
	}
	civil.mday = (int)day + 1;
	return civil;
}

/* The first of the month that lies n months on. */
static inline struct civil month_on(int year, int month, int n)
{
	int months = year * 12 + month - 1 + n;

	return (struct civil){months / 12, months % 12 + 1, 1};
}

/* The 31st becomes the last day of a shorter month. */
static inline int64_t months_on(int64_t day, int n)
{
	struct civil from = civil_of(day);
	struct civil to = month_on(from.year, from.month, n);
	int last = days_of_month(to.year, to.month);

	return day_of(to.year, to.month, from.mday < last ? from.mday : last);
}

static inline int64_t first_of_month(int year, int month, int n)
{
	struct civil first = month_on(year, month, n);

	return day_of(first.year, first.month, 1);
}

/* 0 Monday … 6 Sunday. */
static inline int weekday(int64_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7);
}

/* The Monday of the week that has the fourth of January. */
static inline int64_t first_week(int year)
{
	int64_t fourth = day_of(year, 1, 4);

	return fourth - weekday(fourth);
}

static inline int weeks_of_year(int year)
{
	return (int)((first_week(year + 1) - first_week(year)) / 7);
}

/* Full units from one day to another; INT64_MIN where that is still to come. */
static inline int64_t units_between(int64_t from, int64_t to, char unit)
{
	struct civil a = civil_of(from);
	struct civil b = civil_of(to);
	int64_t months = (b.year - a.year) * 12 + b.month - a.month - (b.mday < a.mday);

	if (from > to) {
		return INT64_MIN;
	}
	return unit == 'd' ? to - from : unit == 'w' ? (to - from) / 7
		: unit == 'm' ? months : months / 12;
}

#endif
