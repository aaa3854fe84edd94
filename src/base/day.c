/*
 * Calendar days, counted from 1970-01-01 in the proleptic Gregorian calendar.
 * The conversion counts years from 1 March, so that the leap day is the last
 * of its year and months have a regular length of 153 days in five (Howard
 * Hinnant, "chrono-compatible low-level date algorithms").
 *
 * Ages compare (month, day) as numbers. That makes a birthday on 29 February
 * fall on 1 March in common years, and the question "born by when" its exact
 * inverse.
 */
#include <minqing/base.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	ERA_YEARS = 400,
	ERA_DAYS = 146097,
	EPOCH_SHIFT = 719468,	/* from 0000-03-01 to 1970-01-01 */
	EPOCH_WEEKDAY = 3,	/* 1970-01-01 was a Thursday; Monday is 0 */
	YEAR_MIN = 1582,
	YEAR_MAX = 9999,
	STORED_BYTES = 10,	/* 2024-03-01 */
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool mq_day_from_civil(int year, int month, int mday, mq_day *day)
{
	int from_march = (month + 9) % 12;
	int shifted;
	int in_era;
	mq_day result;

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || mday < 1 ||
			mday > month_days(year, month)) {
		return false;
	}
	shifted = year - (month <= 2);
	in_era = shifted % ERA_YEARS;
	result = shifted / ERA_YEARS * ERA_DAYS + in_era * 365 + in_era / 4 - in_era / 100 +
		(153 * from_march + 2) / 5 + mday - 1 - EPOCH_SHIFT;
	if (result < MQ_DAY_MIN) {
		return false;
	}
	*day = result;
	return true;
}

void mq_day_to_civil(mq_day day, int *year, int *month, int *mday)
{
	int shifted = day + EPOCH_SHIFT;	/* never negative from MQ_DAY_MIN on */
	int in_era = shifted % ERA_DAYS;
	int era_year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * era_year + era_year / 4 - era_year / 100);
	int from_march = (5 * in_year + 2) / 153;

	*mday = in_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march < 10 ? from_march + 3 : from_march - 9;
	*year = era_year + shifted / ERA_DAYS * ERA_YEARS + (*month <= 2);
}

static void put_two(char *at, int number)
{
	at[0] = (char)('0' + number / 10 % 10);
	at[1] = (char)('0' + number % 10);
}

void mq_day_format(mq_day day, char out[16])
{
	int year;
	int month;
	int mday;

	mq_day_to_civil(day, &year, &month, &mday);
	put_two(out, year / 100);
	put_two(out + 2, year % 100);
	out[4] = '-';
	put_two(out + 5, month);
	out[7] = '-';
	put_two(out + 8, mday);
	out[10] = '\0';
}

/* The day of this month, or the last one that it has; ends of the calendar
 * are not crossed. */
static mq_day clamp_civil(int64_t year, int month, int mday)
{
	mq_day day;

	if (year < YEAR_MIN) {
		return MQ_DAY_MIN;
	}
	if (year > YEAR_MAX) {
		return MQ_DAY_MAX;
	}
	if (mday > month_days((int)year, month)) {
		mday = month_days((int)year, month);
	}
	return mq_day_from_civil((int)year, month, mday, &day) ? day : MQ_DAY_MIN;
}

mq_day mq_day_add_months(mq_day day, int n)
{
	int year;
	int month;
	int mday;
	int64_t months;

	mq_day_to_civil(day, &year, &month, &mday);
	months = (int64_t)year * 12 + (month - 1) + n;
	if (months < 0) {
		return MQ_DAY_MIN;
	}
	return clamp_civil(months / 12, (int)(months % 12) + 1, mday);
}

int mq_day_years(mq_day birth, mq_day day)
{
	int from[3];
	int to[3];

	mq_day_to_civil(birth, &from[0], &from[1], &from[2]);
	mq_day_to_civil(day, &to[0], &to[1], &to[2]);
	return to[0] - from[0] - (to[1] * 100 + to[2] < from[1] * 100 + from[2]);
}

mq_day mq_day_born_by(mq_day day, int years)
{
	int year;
	int month;
	int mday;
	int64_t born;
	mq_day by;

	mq_day_to_civil(day, &year, &month, &mday);
	born = (int64_t)year - years;
	/* On 29 February the youngest of a common year were born on the 28th. */
	if (born <= YEAR_MAX && born >= YEAR_MIN && mday > month_days((int)born, month)) {
		mday = month_days((int)born, month);
	}
	if (born > YEAR_MAX) {
		return MQ_DAY_MAX;
	}
	if (born < YEAR_MIN || !mq_day_from_civil((int)born, month, mday, &by)) {
		return MQ_DAY_MIN - 1;
	}
	return by;
}

int mq_day_weekday(mq_day day)
{
	int weekday = (int)(((int64_t)day + EPOCH_WEEKDAY) % 7);

	return (weekday < 0 ? weekday + 7 : weekday) + 1;
}

/* ---- reading ---- */

/* A date being read: characters, full-width ones as their narrow selves. */
struct reader {
	const char *str;
	size_t len;
	size_t at;
};

/* The next character without taking it; 0 at the end. */
static uint32_t peek(const struct reader *in, size_t *step)
{
	uint32_t cp = 0;

	*step = mq_utf8_decode(in->str + in->at, in->len - in->at, &cp);
	if (cp >= 0xff01 && cp <= 0xff5e) {
		cp -= 0xff01 - 0x21;
	}
	if (cp == 0x3000) {
		cp = ' ';
	}
	return *step > 0 ? cp : 0;
}

static bool accept(struct reader *in, uint32_t cp)
{
	size_t step;

	if (peek(in, &step) != cp) {
		return false;
	}
	in->at += step;
	return true;
}

static void skip_spaces(struct reader *in)
{
	while (in->at < in->len && accept(in, ' ')) {
	}
}

/* Up to max digits; how many there were. */
static int read_number(struct reader *in, int max, int *number)
{
	int n = 0;

	*number = 0;
	while (n < max && in->at < in->len) {
		size_t step;
		uint32_t cp = peek(in, &step);

		if (cp < '0' || cp > '9') {
			break;
		}
		*number = *number * 10 + (int)(cp - '0');
		in->at += step;
		n++;
	}
	return n;
}

/* What stands between the parts: the same sign twice, or 年 and 月. */
static bool read_parts(struct reader *in, int *month, int *mday)
{
	static const struct {
		uint32_t after_year;
		uint32_t after_month;
	} signs[] = {{'-', '-'}, {'/', '/'}, {'.', '.'}, {0x5e74 /* 年 */, 0x6708 /* 月 */}};

	for (size_t i = 0; i < MQ_LENGTH(signs); i++) {
		if (accept(in, signs[i].after_year)) {
			return read_number(in, 2, month) > 0 && accept(in, signs[i].after_month) &&
				read_number(in, 2, mday) > 0;
		}
	}
	/* 20240301 */
	return read_number(in, 2, month) == 2 && read_number(in, 2, mday) == 2;
}

/* A time of day after the date: a T or a space, then nothing but its signs,
 * a digit first. */
static bool skip_time(struct reader *in)
{
	size_t start = in->at;
	size_t step;
	uint32_t cp;

	if (!accept(in, 'T')) {
		skip_spaces(in);
	}
	if (in->at == in->len) {
		return in->at == start || in->str[start] != 'T';
	}
	cp = peek(in, &step);
	if (in->at == start || cp < '0' || cp > '9') {
		return false;
	}
	while (in->at < in->len) {
		cp = peek(in, &step);
		if (cp == 0 || cp > 0x7e || strchr("0123456789:.,+-Z ", (int)cp) == NULL) {
			return false;
		}
		in->at += step;
	}
	return true;
}

static bool is_stored_form(const char *str, size_t len)
{
	for (size_t i = 0; i < STORED_BYTES && len == STORED_BYTES; i++) {
		bool mark = i == 4 || i == 7;

		if (mark ? str[i] != '-' : str[i] < '0' || str[i] > '9') {
			return false;
		}
	}
	return len == STORED_BYTES;
}

static int two(const char *at)
{
	return (at[0] - '0') * 10 + (at[1] - '0');
}

bool mq_day_parse(const char *str, size_t len, mq_day *day)
{
	struct reader in = {.str = str, .len = len};
	int year;
	int month;
	int mday;

	/* As we write it ourselves: every date of an index is read so. */
	if (is_stored_form(str, len)) {
		return mq_day_from_civil(two(str) * 100 + two(str + 2), two(str + 5), two(str + 8),
			day);
	}
	skip_spaces(&in);
	if (read_number(&in, 4, &year) != 4 || !read_parts(&in, &month, &mday)) {
		return false;
	}
	if (!accept(&in, 0x65e5 /* 日 */)) {
		accept(&in, 0x53f7 /* 号 */);
	}
	return skip_time(&in) && mq_day_from_civil(year, month, mday, day);
}

/* ---- today ---- */

static bool clock_day(mq_day *today)
{
	time_t now = time(NULL);
	struct tm civil;

	return localtime_r(&now, &civil) != NULL &&
		mq_day_from_civil(civil.tm_year + 1900, civil.tm_mon + 1, civil.tm_mday, today);
}

enum mq_err mq_day_today(mq_day *today, struct mq_diag *diag)
{
	const char *pinned = getenv("MINQING_TODAY");

	if (pinned != NULL && pinned[0] != '\0') {
		if (mq_day_parse(pinned, strlen(pinned), today)) {
			return MQ_OK;
		}
		mq_diag_add(diag, MQ_ERR_USAGE, _("MINQING_TODAY is '%s', which is no day"), pinned);
		mq_diag_hint(diag, _("write it as 2024-03-01, or unset it"));
		return MQ_ERR_USAGE;
	}
	if (!clock_day(today)) {
		return mq_diag_add(diag, MQ_ERR_USAGE, _("the clock of this machine shows no usable day"));
	}
	return MQ_OK;
}
