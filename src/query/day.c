/*
 * Dates as people write them, each a first and a last day:
 *
 *     2024   2024-03   2024-03-01   2024年3月     a year, a month, a day
 *     2024Q3   2020-W53   上半年                   a part of a year: part.c
 *     -30d   +2w   两周前   近30天                 counted from today: relative.c
 *     today  今天  昨天  本周  上月  本季度  去年     a stretch around today
 *
 * Weeks begin on Monday.
 */
#include "compile.h"
#include "day.h"

#include <string.h>

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
	{"前年", UNIT_YEAR, -2}, {"后年", UNIT_YEAR, 2},
};

const char *day_word(size_t i)
{
	return i < MQ_LENGTH(stretches) ? stretches[i].text : NULL;
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
	int64_t month = day_digits(text, len, &at, &n_digits);
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
	size_t at = 0;
	size_t n_digits = 0;
	int64_t year = len >= DAY_YEAR_DIGITS ? day_digits(text, DAY_YEAR_DIGITS, &at, &n_digits) : -1;
	mq_day start;

	if (n_digits != DAY_YEAR_DIGITS || year < DAY_YEAR_MIN) {
		return false;
	}
	enum mark mark = take_mark(text, len, &at);
	bool whole_year = at == len && mark != MARK_SIGN;
	int month = whole_year ? 1 : read_month(text, len, at, mark);

	return month > 0 && mq_day_from_civil((int)year, month, 1, &start)
		&& day_stretch(whole_year ? UNIT_YEAR : UNIT_MONTH, 0, start, first, last);
}

static bool folded_bounds(const char *text, size_t len, mq_day today, mq_day *first, mq_day *last)
{
	for (size_t i = 0; i < MQ_LENGTH(stretches); i++) {
		if (len == strlen(stretches[i].text) && memcmp(text, stretches[i].text, len) == 0) {
			return day_stretch(stretches[i].unit, stretches[i].offset, today, first, last);
		}
	}
	if (partial_bounds(text, len, first, last) || day_part(text, len, today, first, last)
			|| day_relative(text, len, today, first, last)) {
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
		&& day_in_calendar(*first) && day_in_calendar(*last);
	mq_buf_release(&folded);
	return good;
}
