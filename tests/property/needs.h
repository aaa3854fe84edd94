/*
 * Needs as a plain person would follow them on a wall calendar: a row of days, each worked or
 * not, and a card for each need that is moved by hand. Nothing of it looks at the engine, at
 * its rules' file or at its table.
 */
#ifndef MINQING_TESTS_PROPERTY_NEEDS_H
#define MINQING_TESTS_PROPERTY_NEEDS_H

#include <string.h>

#include "property/dice.h"
#include "property/world.h"

/* ---- the wall calendar ---- */

enum {
	WALL_FROM = 19358,	/* 2023-01-01, a Sunday */
	WALL_DAYS = 2200,	/* to the end of 2028 */
};

struct wall {
	bool worked[WALL_DAYS];
};

static inline int wall_day(const char *text)
{
	mq_day day;

	assert_true(mq_day_parse(text, strlen(text), &day));
	return day - WALL_FROM;
}

static inline void wall_weeks(struct wall *wall)
{
	for (int i = 0; i < WALL_DAYS; i++) {
		wall->worked[i] = i % 7 != 0 && i % 7 != 6;
	}
}

/* The notices of the State Council's office, typed from them once more. */
static inline void wall_shipped(struct wall *wall)
{
	static const char *const off[][2] = {
		{"2023-12-30", "2024-01-01"}, {"2024-02-10", "2024-02-17"},
		{"2024-04-04", "2024-04-06"}, {"2024-05-01", "2024-05-05"},
		{"2024-06-08", "2024-06-10"}, {"2024-09-15", "2024-09-17"},
		{"2024-10-01", "2024-10-07"}, {"2025-01-01", "2025-01-01"},
		{"2025-01-28", "2025-02-04"}, {"2025-04-04", "2025-04-06"},
		{"2025-05-01", "2025-05-05"}, {"2025-05-31", "2025-06-02"},
		{"2025-10-01", "2025-10-08"}, {"2026-01-01", "2026-01-03"},
		{"2026-02-15", "2026-02-23"}, {"2026-04-04", "2026-04-06"},
		{"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"},
		{"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"},
	};
	static const char *const on[] = {
		"2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11",
		"2024-09-14", "2024-09-29", "2024-10-12", "2025-01-26", "2025-02-08",
		"2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14",
		"2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
	};

	wall_weeks(wall);
	for (size_t i = 0; i < MQ_LENGTH(off); i++) {
		for (int day = wall_day(off[i][0]); day <= wall_day(off[i][1]); day++) {
			wall->worked[day] = false;
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(on); i++) {
		wall->worked[wall_day(on[i])] = true;
	}
}

/* Holidays nobody has: stretches all over 2025 and 2026, weekends worked for some; *text
 * is the file that says so. */
static inline void wall_made_up(struct wall *wall, struct dice *dice, struct mq_buf *text)
{
	wall_weeks(wall);
	mq_buf_adds(text, "holidays:\n");
	for (int year = 2025; year <= 2026; year++) {
		struct mq_buf on = {0};
		int day = (year == 2025 ? 731 : 1096) + 3;

		mq_buf_addf(text, "  %d:\n    source: nobody\n    off: [", year);
		for (int i = 0; i < 14; i++) {
			int last = day + (int)dice_below(dice, 9);
			char from[16];
			char to[16];

			mq_day_format(WALL_FROM + day, from);
			mq_day_format(WALL_FROM + last, to);
			mq_buf_addf(text, "%s%s..%s", i ? ", " : "", from, to);
			while (day <= last) {
				wall->worked[day++] = false;
			}
			day += (int)dice_below(dice, 6);
			if (!wall->worked[day] && dice_percent(dice, 60)) {
				mq_day_format(WALL_FROM + day, from);
				mq_buf_addf(&on, "%s%s", on.len ? ", " : "", from);
				wall->worked[day] = true;
			}
			day += 1 + (int)dice_below(dice, 12);
		}
		mq_buf_addf(text, "]\n    work: [%s]\n", on.len ? on.data : "");
		mq_buf_release(&on);
	}
}

/* One day after another until so many of them were worked. */
static inline int wall_after(const struct wall *wall, int day, int n)
{
	while (n > 0) {
		day++;
		n -= wall->worked[day];
	}
	return day;
}

static inline int wall_count(const struct wall *wall, int after, int to)
{
	int n = 0;

	for (int day = after + 1; day <= to; day++) {
		n += wall->worked[day];
	}
	return n;
}

/* ---- cards ---- */

/* The shipped rules, said once more. */
static const struct {
	const char *kind;
	const char *desk;
	const char *level;
	int days[3];		/* ordinary, urgent, at once */
} card_rules[] = {
	{"repair", "housing", "office", {5, 5, 1}}, {"property", "housing", "committee", {5, 5, 1}},
	{"neighbour", "autonomy", "committee", {15, 5, 1}},
	{"lift", "housing", "office", {15, 5, 1}}, {"waste", "management", "committee", {1, 1, 1}},
	{"elder", "service", "office", {5, 3, 1}}, {"relief", "service", "office", {5, 1, 1}},
	{"job", "jobs", "office", {15, 5, 1}}, {"cert", "affairs", "office", {1, 1, 1}},
	{"other", "autonomy", "committee", {15, 5, 1}},
};

/* Who is above whom, and how long each may have it too late. */
static const struct {
	const char *level;
	const char *desk;	/* NULL: that of the rule */
	int may_wait;		/* 0: nobody above */
} card_levels[] = {{"committee", "committee", 1}, {"office", NULL, 5}, {"leader", "leader", 0}};

enum { CARD_NONE = -1 };

struct card {
	mq_record_id id;
	size_t rule;
	int urgency;		/* index into days */
	const char *state;
	const char *desk;
	const char *level;
	int told;
	int due;		/* all days from WALL_FROM; CARD_NONE */
	int held;
	int closed;
	int first_due;		/* no later step moves these three */
	int first_closed;
	int first_reopened;
	bool answered;		/* with a result */
	int raised;
	int reopened;
};

static inline void card_keep(int *first, int day)
{
	*first = *first == CARD_NONE ? day : *first;
}

static inline bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static inline bool card_is_open(const struct card *card)
{
	return !is(card->state, "done") && !is(card->state, "spot_done");
}

static inline int level_number(const char *level)
{
	for (int i = 0; i < 3; i++) {
		if (is(card_levels[i].level, level)) {
			return i;
		}
	}
	return CARD_NONE;
}

static inline void card_put_at(struct card *card, int level)
{
	card->level = card_levels[level].level;
	card->desk = card_levels[level].desk ? card_levels[level].desk : card_rules[card->rule].desk;
}

/* How late a card is on a day; the days on hold are not. */
static inline int card_late(const struct card *card, const struct wall *wall, int today)
{
	int at = card->held != CARD_NONE ? card->held : today;

	return at > card->due ? wall_count(wall, card->due, at) : 0;
}

static inline int card_left(const struct card *card, const struct wall *wall, int today)
{
	int at = card->held != CARD_NONE ? card->held : today;

	return at > card->due ? -wall_count(wall, card->due, at) : wall_count(wall, at, card->due);
}

/* Day by day: who has had it too long hands it up. */
static inline int card_stands(const struct card *card, const struct wall *wall, int today)
{
	int level = level_number(card->level);
	int waited = 0;

	for (int i = 0; i < card_late(card, wall, today); i++) {
		waited++;
		if (card_levels[level].may_wait && waited == card_levels[level].may_wait) {
			level++;
			waited = 0;
		}
	}
	return level;
}

/* Is it on this desk's table, as its own or because it was handed up to there or past it? */
static inline bool card_waits_on(const struct card *card, const struct wall *wall, int today,
	const char *desk)
{
	bool waits = is(card->desk, desk);
	bool rises = card_is_open(card) && card->held == CARD_NONE && !waits;
	int stands = rises ? card_stands(card, wall, today) : CARD_NONE;

	for (int at = level_number(card->level) + 1; at <= stands; at++) {
		struct card there = *card;

		card_put_at(&there, at);
		waits = waits || is(there.desk, desk);
	}
	return card_is_open(card) && waits;
}

#endif
