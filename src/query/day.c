/*
 * Dates as people write them, each a first and a last day:
 *
 *     2024   2024-03   2024-03-01   2024年3月     a year, a month, a day
 *     -30d   +2w   -1y   +3m                     that many on from today: one day
 *     today  今天  昨天  本周  上月  本季度  去年     a stretch around today
 *     近30天                                     -30d..today
 *
 * Weeks begin on Monday.
 */
#include "compile.h"

#include <string.h>

enum unit {
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_QUARTER,
	UNIT_YEAR,
};

/* A named stretch: so many units from the one today is in. */
static const struct {
	const char *text;
	enum unit unit;
	int offset;
} stretches[] = {
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
	{"last_year", UNIT_YEAR, -1}, {"去年", UNIT_YEAR, -1},
	{"next_year", UNIT_YEAR, 1}, {"明年", UNIT_YEAR, 1},
};

const char *day_word(size_t i)
{
	return i < MQ_LENGTH(stretches) ? stretches[i].text : NULL;
}

static const int months_of[] = {
	[UNIT_MONTH] = 1,
	[UNIT_QUARTER] = 3,
	[UNIT_YEAR] = 12,
};

enum { YEAR_MIN = 1583, YEAR_MAX = 9999, DIGITS_MAX = 5, QUARTER_MONTHS = 3, WEEK_DAYS = 7 };

static bool in_calendar(int64_t day)
{
	return day >= MQ_DAY_MIN && day <= MQ_DAY_MAX;
}

/* Days or months on; false out of the calendar. */
static bool add_units(mq_day day, enum unit unit, int64_t n, mq_day *result)
{
	int year;
	int month;
	int mday;

	if (unit == UNIT_DAY || unit == UNIT_WEEK) {
		int64_t sum = day + n * (unit == UNIT_WEEK ? WEEK_DAYS : 1);

		*result = in_calendar(sum) ? (mq_day)sum : 0;
		return in_calendar(sum);
	}
	mq_day_to_civil(day, &year, &month, &mday);
	n *= months_of[unit];
	int64_t months = (int64_t)year * 12 + month - 1 + n;

	if (months < (int64_t)YEAR_MIN * 12 || months >= ((int64_t)YEAR_MAX + 1) * 12) {
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
		month = unit == UNIT_YEAR ? 1
			: unit == UNIT_QUARTER ? month - (month - 1) % QUARTER_MONTHS : month;
		mq_day_from_civil(year, month, 1, &start);
	}
	return start;
}

static bool stretch_bounds(enum unit unit, int64_t offset, mq_day today, mq_day *first, mq_day *last)
{
	mq_day next;

	if (!add_units(start_of(unit, today), unit, offset, first)) {
		return false;
	}
	if (!add_units(*first, unit, 1, &next)) {
		*last = MQ_DAY_MAX;
		return true;
	}
	*last = next - 1;
	return true;
}

/* A run of digits at *at, at most DIGITS_MAX; -1 where there is none. */
static int64_t read_digits(const char *text, size_t len, size_t *at, size_t *n_digits)
{
	int64_t number = 0;

	*n_digits = 0;
	while (*at < len && text[*at] >= '0' && text[*at] <= '9' && *n_digits <= DIGITS_MAX) {
		number = number * 10 + (text[(*at)++] - '0');
		(*n_digits)++;
	}
	return *n_digits == 0 || *n_digits > DIGITS_MAX ? -1 : number;
}

static bool offset_bounds(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	static const char letters[] = "dwmy";
	static const enum unit units[] = {UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR};
	size_t at = 1;
	size_t n_digits;
	int64_t n = read_digits(text, len, &at, &n_digits);
	const char *letter = at + 1 == len ? strchr(letters, text[at]) : NULL;

	if (n < 0 || letter == NULL || *letter == '\0') {
		return false;
	}
	if (!add_units(today, units[letter - letters], text[0] == '-' ? -n : n, first)) {
		return false;
	}
	*last = *first;
	return true;
}

static bool lately_bounds(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	static const char before[] = "近";
	static const char behind[] = "天";
	size_t at = sizeof(before) - 1;
	size_t n_digits;
	int64_t n;

	if (len < at || memcmp(text, before, at) != 0) {
		return false;
	}
	n = read_digits(text, len, &at, &n_digits);
	*last = today;
	return n >= 0 && len - at == sizeof(behind) - 1 && memcmp(text + at, behind, len - at) == 0
		&& add_units(today, UNIT_DAY, -n, first);
}

enum mark {
	MARK_NONE,
	MARK_SIGN,	/* - / . */
	MARK_HAN,	/* 年 */
};

static enum mark take_mark(const char *text, size_t len, size_t *at)
{
	static const char year[] = "年";

	if (*at < len && (text[*at] == '-' || text[*at] == '/' || text[*at] == '.')) {
		(*at)++;
		return MARK_SIGN;
	}
	if (len - *at >= sizeof(year) - 1 && memcmp(text + *at, year, sizeof(year) - 1) == 0) {
		*at += sizeof(year) - 1;
		return MARK_HAN;
	}
	return MARK_NONE;
}

/* 3, 03 or 3月 to the end of the text; 0 where it is no month. */
static int read_month(const char *text, size_t len, size_t at, enum mark mark)
{
	static const char behind[] = "月";
	enum { MONTH_DIGITS = 2, MONTHS = 12 };
	size_t n_digits;
	int64_t month = read_digits(text, len, &at, &n_digits);
	bool ended = at == len || (mark == MARK_HAN && len - at == sizeof(behind) - 1
		&& memcmp(text + at, behind, len - at) == 0);

	if (!ended || n_digits > MONTH_DIGITS || (mark == MARK_NONE && n_digits != MONTH_DIGITS)) {
		return 0;
	}
	return month >= 1 && month <= MONTHS ? (int)month : 0;
}

/* 2024, 2024年, 2024-03, 2024年3月, 202403. */
static bool partial_bounds(const char *text, size_t len, mq_day *first, mq_day *last)
{
	enum { YEAR_DIGITS = 4 };
	size_t at = 0;
	size_t n_digits = 0;
	int64_t year = len >= YEAR_DIGITS ? read_digits(text, YEAR_DIGITS, &at, &n_digits) : -1;
	mq_day start;

	if (n_digits != YEAR_DIGITS || year < YEAR_MIN || year > YEAR_MAX) {
		return false;
	}
	enum mark mark = take_mark(text, len, &at);
	bool whole_year = at == len && mark != MARK_SIGN;
	int month = whole_year ? 1 : read_month(text, len, at, mark);

	return month > 0 && mq_day_from_civil((int)year, month, 1, &start)
		&& stretch_bounds(whole_year ? UNIT_YEAR : UNIT_MONTH, 0, start, first, last);
}

static bool folded_bounds(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	for (size_t i = 0; i < MQ_LENGTH(stretches); i++) {
		if (len == strlen(stretches[i].text) && memcmp(text, stretches[i].text, len) == 0) {
			return stretch_bounds(stretches[i].unit, stretches[i].offset, today, first, last);
		}
	}
	if (text[0] == '-' || text[0] == '+') {
		return offset_bounds(text, len, today, first, last);
	}
	if (partial_bounds(text, len, first, last) || lately_bounds(text, len, today, first, last)) {
		return true;
	}
	if (mq_day_parse(text, len, first)) {
		*last = *first;
		return true;
	}
	return false;
}

bool day_bounds(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	struct mq_buf folded = {0};
	bool good;

	mq_utf8_fold(&folded, text, len);
	good = folded.len > 0 && folded_bounds(folded.data, folded.len, today, first, last)
		&& in_calendar(*first) && in_calendar(*last);
	mq_buf_release(&folded);
	return good;
}

/*
 * At least n years old is: born on mq_day_born_by(n) or before. Who is not born
 * yet is of no age at all, below every number.
 */
void day_of_years(mq_day today, int64_t *low, int64_t *high)
{
	enum { YEARS_MAX = 400 };
	int64_t youngest = *low;
	int64_t oldest = *high;

	*high = youngest == NUMBER_MIN ? NUMBER_MAX : youngest > YEARS_MAX ? NUMBER_MIN
		: youngest < 0 ? today : mq_day_born_by(today, (int)youngest);
	*low = oldest < 0 ? (int64_t)today + 1
		: oldest > YEARS_MAX ? NUMBER_MIN : mq_day_born_by(today, (int)oldest + 1) + 1;
}
