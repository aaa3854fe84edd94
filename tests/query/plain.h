/*
 * A calendar for tests that shares nothing with the program's: every day from 1900 to
 * 2150 written down one after another, 1 January 1900 being a Monday. What a stretch is
 * comes from looking at the days, not from arithmetic.
 */
#ifndef MINQING_TESTS_QUERY_PLAIN_H
#define MINQING_TESTS_QUERY_PLAIN_H

#include "query/fixture.h"

#include "../../src/query/compile.h"
#include "../../src/query/day.h"

enum { PLAIN_YEAR = 1900, PLAIN_YEARS = 251, PLAIN_MAX = PLAIN_YEARS * 366 };

/* 1970-01-01 is day 0 of the program's. */
enum { PLAIN_EPOCH = 70 * 365 + 17 };

struct plain {
	int year;
	int month;
	int mday;
	int weekday;	/* 1 Monday … 7 Sunday */
};

struct plains {
	size_t n;
	struct plain days[PLAIN_MAX];
};

static inline bool plain_is_leap(int year)
{
	return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static inline int plain_month_days(int year, int month)
{
	switch (month) {
	case 2:
		return plain_is_leap(year) ? 29 : 28;
	case 4:
	case 6:
	case 9:
	case 11:
		return 30;
	default:
		return 31;
	}
}

static inline struct plains *plain_make(void)
{
	struct plains *plains = mq_alloc(sizeof(*plains));
	int weekday = 1;

	for (int year = PLAIN_YEAR; year < PLAIN_YEAR + PLAIN_YEARS; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int mday = 1; mday <= plain_month_days(year, month); mday++) {
				plains->days[plains->n++] = (struct plain){year, month, mday, weekday};
				weekday = weekday == 7 ? 1 : weekday + 1;
			}
		}
	}
	return plains;
}

static inline int plain_setup(void **state)
{
	*state = plain_make();
	return 0;
}

static inline int plain_teardown(void **state)
{
	free(*state);
	return 0;
}

static inline mq_day plain_day(size_t i)
{
	return (mq_day)i - PLAIN_EPOCH;
}

static inline size_t plain_find(const struct plains *plains, int year, int month, int mday)
{
	size_t i = (size_t)(year - PLAIN_YEAR) * 365;

	while (plains->days[i].year != year || plains->days[i].month != month
			|| plains->days[i].mday != mday) {
		i++;
		assert_in_range(i, 0, plains->n - 1);
	}
	return i;
}

/* The day in the month `months` on, or the last that month has. */
static inline size_t plain_months_on(const struct plains *plains, size_t i, int months)
{
	struct plain day = plains->days[i];

	for (; months > 0; months--) {
		day.year += day.month == 12;
		day.month = day.month == 12 ? 1 : day.month + 1;
	}
	for (; months < 0; months++) {
		day.year -= day.month == 1;
		day.month = day.month == 1 ? 12 : day.month - 1;
	}
	if (day.mday > plain_month_days(day.year, day.month)) {
		day.mday = plain_month_days(day.year, day.month);
	}
	return plain_find(plains, day.year, day.month, day.mday);
}

static inline void plain_text(const struct plain *day, char out[16])
{
	snprintf(out, 16, "%04d-%02d-%02d", day->year % 10000, day->month % 100, day->mday % 100);
}

/* The text, on day `today`, is first … last, as numbers of the plain calendar. */
static inline void assert_days(const struct plains *plains, const char *text, size_t today,
	size_t first, size_t last)
{
	mq_day got[2];
	char day[3][16];

	plain_text(plains->days + today, day[0]);
	if (!day_bounds(text, strlen(text), plain_day(today), &got[0], &got[1])) {
		fail_msg("%s on %s is no date", text, day[0]);
	}
	if (got[0] != plain_day(first) || got[1] != plain_day(last)) {
		mq_day_format(got[0], day[1]);
		mq_day_format(got[1], day[2]);
		fail_msg("%s on %s is %s..%s", text, day[0], day[1], day[2]);
	}
}

static inline void assert_no_days(const char *text)
{
	mq_day first;
	mq_day last;

	if (day_bounds(text, strlen(text), plain_day(45000), &first, &last)) {
		fail_msg("%s is a date", text);
	}
}

#endif
