/*
 * Stretches of days and how long ago they were, with the words that name them.
 */
#ifndef TESTS_PROPERTY_GROW_DAYS_H
#define TESTS_PROPERTY_GROW_DAYS_H

#include "property/grow_values.h"

/* ---- stretches by name ---- */

struct named_stretch {
	const char *name;
	char unit;		/* d w m q h y */
	int offset;
	bool is_new;
};

static const struct named_stretch named_stretches[] = {
	{"today", 'd', 0, false}, {"今天", 'd', 0, false}, {"今日", 'd', 0, false},
	{"yesterday", 'd', -1, false}, {"昨天", 'd', -1, false}, {"前天", 'd', -2, false},
	{"tomorrow", 'd', 1, false}, {"明天", 'd', 1, false}, {"后天", 'd', 2, false},
	{"this_week", 'w', 0, false}, {"本周", 'w', 0, false}, {"last_week", 'w', -1, false},
	{"上周", 'w', -1, false}, {"next_week", 'w', 1, false}, {"下周", 'w', 1, false},
	{"this_month", 'm', 0, false}, {"本月", 'm', 0, false}, {"last_month", 'm', -1, false},
	{"上月", 'm', -1, false}, {"next_month", 'm', 1, false}, {"下月", 'm', 1, false},
	{"this_quarter", 'q', 0, false}, {"本季度", 'q', 0, false},
	{"last_quarter", 'q', -1, false}, {"上季度", 'q', -1, false},
	{"下季度", 'q', 1, false}, {"this_year", 'y', 0, false}, {"今年", 'y', 0, false},
	{"last_year", 'y', -1, false}, {"去年", 'y', -1, false}, {"明年", 'y', 1, false},
	{"前年", 'y', -2, true}, {"后年", 'y', 2, true},
	{"上半年", 'h', 0, true}, {"下半年", 'h', 1, true},
};

static inline struct span months_from(int year, int month, int n)
{
	return (struct span){.low = first_of_month(year, month, 0),
		.high = first_of_month(year, month, n) - 1};
}

/* The unit that a day is in, and so many units on; of halves: of the year. */
static inline struct span stretch_about(int64_t day, char unit, int offset)
{
	struct civil at = civil_of(day);
	struct civil first;

	switch (unit) {
	case 'd':
		return (struct span){.low = day + offset, .high = day + offset};
	case 'w':
		day += 7 * offset - weekday(day);
		return (struct span){.low = day, .high = day + 6};
	case 'm':
		first = month_on(at.year, at.month, offset);
		return months_from(first.year, first.month, 1);
	case 'q':
		first = month_on(at.year, at.month - (at.month - 1) % 3, 3 * offset);
		return months_from(first.year, first.month, 3);
	case 'h':
		return months_from(at.year, 1 + 6 * offset, 6);
	default:
		return months_from(at.year + offset, 1, 12);
	}
}

static inline struct span named_stretch(struct grower *grower)
{
	const struct named_stretch *named;
	struct span span;

	do {
		named = named_stretches + dice_below(grower->dice, MQ_LENGTH(named_stretches));
	} while (named->is_new && !knows(FEATURE_DATES));
	span = stretch_about(grower->world->today, named->unit, named->offset);
	span.says = named->name;
	return span;
}

/* ---- stretches by number ---- */

static inline struct span numbered_quarter(struct grower *grower, int64_t day)
{
	struct span span = stretch_about(day, 'q', 0);
	struct civil at = civil_of(day);
	int quarter = (at.month + 2) / 3;
	const char *form = DICE_WORD(grower->dice, "%dQ%d", "%d-Q%d", "%dq%d", "%d年%d季度",
		"%d年第%d季度");

	span.says = mq_arena_format(grower->arena, form, at.year, quarter);
	return span;
}

/* ISO 8601: a week is of the year that its Thursday is in. */
static inline struct span numbered_week(struct grower *grower, int64_t day)
{
	struct span span = stretch_about(day, 'w', 0);
	int year = civil_of(span.low + 3).year;
	int week = (int)((span.low - first_week(year)) / 7) + 1;
	const char *form = DICE_WORD(grower->dice, "%d-W%02d", "%dW%02d", "%d年第%d周", "%d-w%02d");

	assert_in_range(week, 1, weeks_of_year(year));
	span.says = mq_arena_format(grower->arena, form, year, week);
	return span;
}

static inline struct span numbered_half(struct grower *grower, int64_t day)
{
	struct civil at = civil_of(day);
	int half = at.month > 6;
	struct span span = stretch_about(day, 'h', half);

	span.says = dice_percent(grower->dice, 50)
		? mq_arena_format(grower->arena, "%dH%d", at.year, half + 1)
		: mq_arena_format(grower->arena, "%d年%s半年", at.year, half ? "下" : "上");
	return span;
}

static inline struct span numbered_day(struct grower *grower, int64_t day)
{
	struct span span = {.low = day, .high = day};
	struct civil at = civil_of(day);
	const char *form = DICE_WORD(grower->dice, "%d-%02d-%02d", "%d/%d/%d", "%d年%d月%d日",
		"%04d%02d%02d");

	span.says = mq_arena_format(grower->arena, form, at.year, at.month, at.mday);
	return span;
}

/* ---- so long ago ---- */

struct count_word {
	int n;
	const char *han;
};

static inline const char *any_count(struct grower *grower, int *n)
{
	static const struct count_word words[] = {
		{1, "一"}, {2, "两"}, {2, "二"}, {3, "三"}, {4, "四"}, {5, "五"}, {6, "六"},
		{7, "七"}, {8, "八"}, {9, "九"}, {10, "十"}, {11, "十一"}, {20, "二十"},
		{65, "六十五"},
	};
	size_t i = dice_below(grower->dice, MQ_LENGTH(words));

	*n = words[i].n;
	return dice_percent(grower->dice, 40) ? words[i].han
		: mq_arena_format(grower->arena, "%d", *n);
}

static inline int64_t units_on(int64_t day, char unit, int n)
{
	return unit == 'd' ? day + n : unit == 'w' ? day + 7 * n
		: months_on(day, unit == 'm' ? n : 12 * n);
}

static inline struct span lately(struct grower *grower)
{
	static const struct { char unit; const char *name; } units[] = {
		{'d', "天"}, {'w', "周"}, {'m', "月"}, {'m', "个月"}, {'y', "年"},
	};
	size_t i = dice_below(grower->dice, MQ_LENGTH(units));
	int64_t today = grower->world->today;
	struct span span = {.high = today};
	int n;
	const char *word = any_count(grower, &n);

	if (dice_percent(grower->dice, 10)) {
		span.low = months_on(today, -6);
		span.says = "近半年";
		return span;
	}
	span.low = units_on(today, units[i].unit, -n);
	span.says = mq_arena_format(grower->arena, "近%s%s", word, units[i].name);
	return span;
}

static inline struct span single_offset(struct grower *grower)
{
	static const struct { char unit; const char *name; } units[] = {
		{'d', "天"}, {'w', "周"}, {'m', "个月"}, {'y', "年"},
	};
	size_t i = dice_below(grower->dice, MQ_LENGTH(units));
	bool ago = dice_percent(grower->dice, 75);
	int n;
	const char *word = any_count(grower, &n);
	int64_t day = units_on(grower->world->today, units[i].unit, ago ? -n : n);

	return (struct span){.low = day, .high = day, .says = mq_arena_format(grower->arena,
		"%s%s%s", word, units[i].name, ago ? "前" : "后")};
}

/* A stretch of days by its name, mostly about one that some record has. */
static inline struct span some_stretch(struct grower *grower, int64_t day)
{
	if (dice_percent(grower->dice, 35)) {
		return named_stretch(grower);
	}
	if (!knows(FEATURE_DATES)) {
		return numbered_day(grower, day);
	}
	switch (dice_below(grower->dice, 7)) {
	case 0:
		return lately(grower);
	case 4:
		return numbered_half(grower, day);
	case 1:
		return single_offset(grower);
	case 2:
		return numbered_day(grower, day);
	case 3:
		return numbered_week(grower, day);
	default:
		return numbered_quarter(grower, day);
	}
}

/* ---- durations ---- */

static inline struct span some_ago(struct grower *grower, int64_t day)
{
	static const struct { char unit; const char *names[3]; } units[] = {
		{'d', {"d", "天", "d"}}, {'w', {"w", "周", "w"}}, {'m', {"m", "个月", "m"}},
		{'y', {"y", "岁", "年"}}, {'y', {"y", "岁", "y"}},
	};
	size_t i = dice_below(grower->dice, MQ_LENGTH(units));
	char unit = units[i].unit;
	int64_t n = units_between(day, grower->world->today, unit);

	if (n < 0) {
		n = dice_between(grower->dice, 0, 3);
	}
	return (struct span){.low = n, .high = n, .unit_low = unit, .unit_high = unit,
		.says = mq_arena_format(grower->arena, "%lld%s", (long long)n,
			units[i].names[dice_below(grower->dice, n > 99 ? 2 : 3)])};
}

/* ---- what is asked of a day ---- */

/* A span as a comparison with a stretch: before its first day, behind its last. */
static inline struct span compared(struct grower *grower, struct span span)
{
	span.compare = DICE_WORD(grower->dice, "<", "<=", ">", ">=");
	if (span.compare[0] == '<') {
		span.high = span.compare[1] ? span.high : span.low - 1;
		span.low = SPAN_OPEN_LOW;
	} else {
		span.low = span.compare[1] ? span.low : span.high + 1;
		span.high = SPAN_OPEN_HIGH;
	}
	return span;
}

static inline int64_t rough_days(struct span span)
{
	return span.low * (span.unit_low == 'd' || span.unit_low == 0 ? 1
		: span.unit_low == 'w' ? 7 : span.unit_low == 'm' ? 30 : 365);
}

/* From one stretch to a later one; of durations to one that is clearly longer. */
static inline struct span from_to(struct grower *grower, struct span a, struct span b)
{
	bool turn = rough_days(a) > rough_days(b);
	struct span low = turn ? b : a;
	struct span high = turn ? a : b;

	if (low.high > high.high && !low.unit_low) {
		return low;
	}
	if (low.unit_low != high.unit_low && rough_days(low) * 5 / 4 + 40 > rough_days(high)) {
		return low;
	}
	return (struct span){.low = low.low, .high = high.high, .unit_low = low.unit_low,
		.unit_high = high.unit_high,
		.says = mq_arena_format(grower->arena, "%s..%s", low.says, high.says)};
}

static inline struct span some_days(struct grower *grower, mq_kind_id kind, mq_field_id field,
	bool ago)
{
	int64_t day = some_day(grower, some_cell(grower, kind, field));

	return ago ? some_ago(grower, day) : some_stretch(grower, day);
}

/* Words for days; what has a word of its own in spans[].says. */
static inline void grow_days(struct grower *grower, mq_kind_id kind, struct test *test)
{
	bool ago = knows(FEATURE_DURATIONS) && dice_percent(grower->dice, 35);
	struct span first = some_days(grower, kind, test->field, ago);
	size_t how = dice_below(grower->dice, 10);

	test->op = ago ? TEST_AGO : TEST_SPANS;
	if (how < 5) {
		first = compared(grower, first);
	} else if (how < 7) {
		first = from_to(grower, first, some_days(grower, kind, test->field, ago));
	}
	test->spans[test->n++] = first;
	while (how == 9 && test->n < 3) {
		test->spans[test->n++] = some_days(grower, kind, test->field, ago);
	}
}

#endif
