/*
 * Lengths of time: how long ago a date is, in full units, as ages are.
 *
 *     2024-03-31  is 0m ago until 2024-04-30, and 1m ago from 2024-05-01 on
 *     2024-02-29  is 1y ago from 2025-03-01 on
 *
 * A date still to come is below every number, as who is not born yet. Values are
 * numbers while they are compared ("more than 90" is 91 or more) and become days last.
 */
#include "compile.h"
#include "day.h"

bool length_read(const char *text, size_t len, int64_t *n, enum unit *unit)
{
	struct mq_buf folded = {0};
	bool good;

	mq_utf8_fold(&folded, text, len);
	good = folded.len > 0 && day_length(folded.data, folded.len, n, unit);
	mq_buf_release(&folded);
	return good;
}

/* In a month without that day it is the month's last. */
static int64_t months_before(mq_day today, int64_t n)
{
	enum { SHORTEST = 28 };
	int year;
	int month;
	int mday;
	mq_day day;

	mq_day_to_civil(today, &year, &month, &mday);
	int64_t months = (int64_t)year * 12 + month - 1 - n;

	do {
		if (months >= 0 && mq_day_from_civil((int)(months / 12), (int)(months % 12) + 1, mday,
				&day)) {
			return day;
		}
	} while (mday-- > SHORTEST);
	return NUMBER_MIN;
}

/* The last day that is n full units or more ago; NUMBER_MIN where none is. */
static int64_t reached(mq_day today, enum unit unit, int64_t n)
{
	enum { N_MAX = 10 * 1000 * 1000 /* of days: more than the calendar has */ };
	mq_day day;

	if (n > N_MAX) {
		return NUMBER_MIN;
	}
	if (unit == UNIT_MONTH) {
		return months_before(today, n);
	}
	if (unit == UNIT_YEAR) {
		day = mq_day_born_by(today, (int)n);
		return day_in_calendar(day) ? day : NUMBER_MIN;
	}
	return day_add(today, unit, -n, &day) ? day : NUMBER_MIN;
}

/*
 * At least n years old is: born on mq_day_born_by(n) or before. Who is not born
 * yet is of no age at all, below every number.
 */
void days_of_lengths(mq_day today, enum unit low_unit, enum unit high_unit, int64_t *low,
	int64_t *high)
{
	int64_t youngest = *low;
	int64_t oldest = *high;

	*high = youngest == NUMBER_MIN ? NUMBER_MAX
		: youngest < 0 ? today : reached(today, low_unit, youngest);
	*low = oldest < 0 ? today : reached(today, high_unit, oldest + 1);
	*low += *low != NUMBER_MIN;
}

void day_of_years(mq_day today, int64_t *low, int64_t *high)
{
	days_of_lengths(today, UNIT_YEAR, UNIT_YEAR, low, high);
}

void item_to_days(mq_day today, struct item *item)
{
	if (item->low_unit != UNIT_NONE) {
		days_of_lengths(today, item->low_unit, item->high_unit, &item->low, &item->high);
		item->low_unit = item->high_unit = UNIT_NONE;
	}
}
