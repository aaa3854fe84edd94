/*
 * What dates mean, and what the files about them share. Texts are folded: lower case, half
 * width.
 */
#ifndef MINQING_QUERY_DAY_H
#define MINQING_QUERY_DAY_H

#include "tree.h"

enum { DAY_YEAR_MIN = 1583, DAY_YEAR_MAX = 9999, DAY_YEAR_DIGITS = 4 };

/* ---- day.c, length.c ---- */

/* A date's first and last day, as "2024-03", "-30d", "上月"; false where it is none
 * or out of the calendar's bounds. text may be full-width. */
bool day_bounds(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last);
/* Full years low … high, on today, as days of birth; low > high where nobody is. */
void day_of_years(mq_day today, int64_t *low, int64_t *high);
/* How long ago, as "90d", "6个月", "80岁": how many of what; false where it is none. */
bool length_read(const char *text, size_t len, int64_t *n, enum unit *unit);
/* The same for any unit: from low low_units ago to high high_units ago. */
void days_of_lengths(mq_day today, enum unit low_unit, enum unit high_unit, int64_t *low,
	int64_t *high);
/* A bound item of lengths of time (see low_unit) becomes one of days; others stay. */
void item_to_days(mq_day today, struct item *item);

/* ---- stretch.c ---- */

bool day_in_calendar(int64_t day);
/* n units on, the day of a month that is too short its last; false out of the calendar. */
bool day_add(mq_day day, enum unit unit, int64_t n, mq_day *result);
/* First and last day of the unit `offset` on from the one that today is in. */
bool day_stretch(enum unit unit, int64_t offset, mq_day today, mq_day *first, mq_day *last);
/* Week n of an ISO 8601 year; false where the year does not have it. */
bool day_week(int year, int64_t n, mq_day *first, mq_day *last);
/* A run of digits at *at, five at most; -1 where there is none. */
int64_t day_digits(const char *text, size_t len, size_t *at, size_t *n_digits);
/* The same, or a number up to 99 in Chinese. */
int64_t day_number(const char *text, size_t len, size_t *at);
/* Does word stand at *at? *at is then behind it. */
bool day_take(const char *text, size_t len, size_t *at, const char *word);

/* ---- part.c, relative.c ---- */

/* 2024q3, 2024年第3季度, 2020-w53, 上半年. */
bool day_part(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last);
/* -30d, 近3月, 两周前. */
bool day_relative(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last);
/* 90d, 3周, 80岁: n full units. */
bool day_length(const char *text, size_t len, int64_t *n, enum unit *unit);
/* The letter a length of time is written with: 90d. */
char day_letter(enum unit unit);
/* The bytes before a unit that text ends in, as 80 of 80岁; len where it does not. */
size_t day_before_unit(const char *text, size_t len, enum unit unit);

#endif
