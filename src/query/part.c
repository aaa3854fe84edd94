/*
 * Parts of a year, as offices name them:
 *
 *     2024Q3  2024-q3  2024年3季度  2024年第三季度      a quarter
 *     2024H1  2024年上半年  上半年                       a half; bare: of this year
 *     2020-W53  2020W53  2020年第53周                  a week of ISO 8601
 */
#include "day.h"

static const struct {
	const char *text;
	enum unit unit;
	int n;			/* how many a year has at most */
} parts[] = {
	{"q", UNIT_QUARTER, 4}, {"季度", UNIT_QUARTER, 4},
	{"h", UNIT_HALF, 2},
	{"w", UNIT_WEEK, 53}, {"周", UNIT_WEEK, 53},
};

static const struct {
	const char *text;
	enum unit unit;
	int number;
} named[] = {
	{"上半年", UNIT_HALF, 1}, {"下半年", UNIT_HALF, 2},
};

static bool part_bounds(int year, enum unit unit, int64_t number, mq_day *first, mq_day *last)
{
	mq_day start;

	return unit == UNIT_WEEK ? day_week(year, number, first, last)
		: mq_day_from_civil(year, 1, 1, &start)
			&& day_stretch(unit, number - 1, start, first, last);
}

/* Which part stands at *at, letter before number or number before word: a row of
 * parts; their number where there is none. */
static size_t take_part(const char *text, size_t len, size_t *at)
{
	size_t i = 0;

	while (i < MQ_LENGTH(parts) && !day_take(text, len, at, parts[i].text)) {
		i++;
	}
	return i;
}

/* Behind "2024" or "2024-": q3. */
static bool lettered(const char *text, size_t len, size_t at, int year, mq_day *first, mq_day *last)
{
	enum { NUMBER_DIGITS = 2 };
	size_t part = take_part(text, len, &at);
	size_t n_digits;
	int64_t number = day_digits(text, len, &at, &n_digits);

	return part < MQ_LENGTH(parts) && (unsigned char)parts[part].text[0] < 0x80 && at == len
		&& n_digits <= NUMBER_DIGITS && number >= 1 && number <= parts[part].n
		&& part_bounds(year, parts[part].unit, number, first, last);
}

/* Behind "2024年": 第三季度. */
static bool counted(const char *text, size_t len, size_t at, int year, mq_day *first, mq_day *last)
{
	day_take(text, len, &at, "第");
	int64_t number = day_number(text, len, &at);
	size_t part = take_part(text, len, &at);

	return part < MQ_LENGTH(parts) && (unsigned char)parts[part].text[0] >= 0x80 && at == len
		&& number >= 1 && number <= parts[part].n
		&& part_bounds(year, parts[part].unit, number, first, last);
}

/* To the end of the text: 上半年. */
static bool by_name(const char *text, size_t len, size_t at, int year, mq_day *first, mq_day *last)
{
	for (size_t i = 0; i < MQ_LENGTH(named); i++) {
		size_t end = at;

		if (day_take(text, len, &end, named[i].text) && end == len) {
			return part_bounds(year, named[i].unit, named[i].number, first, last);
		}
	}
	return false;
}

bool day_part(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	size_t at = 0;
	size_t n_digits = 0;
	int64_t year = len > DAY_YEAR_DIGITS ? day_digits(text, DAY_YEAR_DIGITS, &at, &n_digits) : -1;
	int this_year;
	int month;
	int mday;

	if (n_digits == 0) {
		mq_day_to_civil(today, &this_year, &month, &mday);
		return by_name(text, len, 0, this_year, first, last);
	}
	if (n_digits != DAY_YEAR_DIGITS || year < DAY_YEAR_MIN) {
		return false;
	}
	if (day_take(text, len, &at, "年")) {
		return by_name(text, len, at, (int)year, first, last)
			|| counted(text, len, at, (int)year, first, last);
	}
	day_take(text, len, &at, "-");
	return lettered(text, len, at, (int)year, first, last);
}
