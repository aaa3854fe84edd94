/*
 * Dates counted from today, and lengths of time:
 *
 *     -30d  +2w  两周前  3个月后         one day
 *     近30天  近三月  近半年              from the day so long ago to today
 *     90d  6个月  80岁                   how long ago, in full units, as ages are
 */
#include "day.h"

#include <string.h>

enum place {
	PLACE_SIGN = 1,		/* behind - or + */
	PLACE_LATELY = 2,	/* behind 近 */
	PLACE_AGO = 4,		/* before 前 and 后 */
	PLACE_LENGTH = 8,	/* alone */
	PLACE_HAN = PLACE_LATELY | PLACE_AGO | PLACE_LENGTH,
};

/* Longer ones first where they begin alike; of each unit the letter first. */
static const struct {
	const char *text;
	enum unit unit;
	unsigned places;
} units[] = {
	{"d", UNIT_DAY, PLACE_SIGN | PLACE_LENGTH}, {"w", UNIT_WEEK, PLACE_SIGN | PLACE_LENGTH},
	{"m", UNIT_MONTH, PLACE_SIGN | PLACE_LENGTH}, {"y", UNIT_YEAR, PLACE_SIGN | PLACE_LENGTH},
	{"天", UNIT_DAY, PLACE_HAN}, {"日", UNIT_DAY, PLACE_LATELY | PLACE_AGO},
	{"周", UNIT_WEEK, PLACE_HAN},
	{"个月", UNIT_MONTH, PLACE_HAN}, {"月", UNIT_MONTH, PLACE_LATELY},
	{"半年", UNIT_HALF, PLACE_HAN}, {"年", UNIT_YEAR, PLACE_HAN},
	{"岁", UNIT_YEAR, PLACE_LENGTH},
};

/* A number and its unit, or 半年, which is one half. */
static bool take_units(const char *text, size_t len, size_t *at, unsigned place, int64_t *n,
	enum unit *unit)
{
	size_t start = *at;

	*n = day_number(text, len, at);
	for (size_t i = 0; i < MQ_LENGTH(units); i++) {
		bool half = units[i].unit == UNIT_HALF;

		if ((units[i].places & place) != 0 && half == (*at == start)
				&& day_take(text, len, at, units[i].text)) {
			*n = half ? 1 : *n;
			*unit = units[i].unit;
			return *n >= 0;
		}
	}
	return false;
}

char day_letter(enum unit unit)
{
	size_t i = 0;

	while (i + 1 < MQ_LENGTH(units) && units[i].unit != unit) {
		i++;
	}
	return units[i].text[0];
}

size_t day_before_unit(const char *text, size_t len, enum unit unit)
{
	for (size_t i = 0; i < MQ_LENGTH(units); i++) {
		size_t size = strlen(units[i].text);

		if (units[i].unit == unit && len > size
				&& memcmp(text + len - size, units[i].text, size) == 0) {
			return len - size;
		}
	}
	return len;
}

static bool signed_offset(const char *text, size_t len, mq_day today, mq_day *day)
{
	size_t at = 1;
	enum unit unit;
	int64_t n;

	return take_units(text, len, &at, PLACE_SIGN, &n, &unit) && at == len
		&& day_add(today, unit, text[0] == '-' ? -n : n, day);
}

static bool ago(const char *text, size_t len, mq_day today, mq_day *day)
{
	size_t at = 0;
	enum unit unit;
	int64_t n;
	bool before;

	if (!take_units(text, len, &at, PLACE_AGO, &n, &unit)) {
		return false;
	}
	before = day_take(text, len, &at, "前");
	return (before || day_take(text, len, &at, "后")) && at == len
		&& day_add(today, unit, before ? -n : n, day);
}

bool day_relative(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	size_t at = 0;
	enum unit unit;
	int64_t n;

	if (day_take(text, len, &at, "近")) {
		*last = today;
		return take_units(text, len, &at, PLACE_LATELY, &n, &unit) && at == len
			&& day_add(today, unit, -n, first);
	}
	if (text[0] == '-' || text[0] == '+' ? !signed_offset(text, len, today, first)
			: !ago(text, len, today, first)) {
		return false;
	}
	*last = *first;
	return true;
}

bool day_length(const char *text, size_t len, int64_t *n, enum unit *unit)
{
	enum { HALF_MONTHS = 6, YEARS_END = 1000 /* from here on 年 is a date */ };
	size_t at = 0;

	if (!take_units(text, len, &at, PLACE_LENGTH, n, unit) || at != len) {
		return false;
	}
	if (*unit == UNIT_HALF) {
		*n = HALF_MONTHS;
		*unit = UNIT_MONTH;
	}
	return *unit != UNIT_YEAR || *n < YEARS_END;
}
