/*
 * Two thousand staff-years. A plain calendar is walked day by day; each day says whether a window
 * begins, whether the person holds a post and whether they are on leave, and what is owed of a
 * window is counted from these. Nothing is computed from dates.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/duty.h>

#include "property/calendar.h"
#include "property/dice.h"

enum { STAFF_YEARS = 2000, DAYS = 3 * 366, POSTS_MAX = 3, LEAVE_MAX = 5, THURSDAY = 4 };

/* The days of three years, of which the middle one is asked about. */
struct years {
	int64_t first;
	int n;
	int middle_from, middle_to;	/* into days */
	bool begins[DAYS];		/* a window does */
	bool posted[DAYS];
	bool away[DAYS];
};

/* What a person and a duty are made of, for both sides. */
struct world {
	struct mq_post posts[POSTS_MAX];
	struct mq_stretch leave[LEAVE_MAX];
	struct mq_person person;
	struct mq_duty duty;
};

/* ---- days ---- */

static bool window_begins(const struct mq_window *window, struct civil on, int weekday)
{
	switch (window->unit) {
	case MQ_WINDOW_WEEK:
		return weekday == window->mday;
	case MQ_WINDOW_MONTH:
		return on.mday == window->mday;
	case MQ_WINDOW_QUARTER:
		return on.mday == window->mday && (on.month + 12 - window->month) % 3 == 0;
	case MQ_WINDOW_YEAR:
		return on.mday == window->mday && on.month == window->month;
	}
	return false;
}

static void walk(const struct mq_window *window, int year, struct years *years)
{
	struct civil on = {year - 1, 1, 1};
	int weekday;

	years->first = day_of(year - 1, 1, 1);
	weekday = (int)((years->first % 7 + 7 + THURSDAY - 1) % 7) + 1;
	for (years->n = 0; on.year <= year + 1; years->n++) {
		if (on.year == year && on.month == 1 && on.mday == 1) {
			years->middle_from = years->n;
		}
		if (on.year == year) {
			years->middle_to = years->n;
		}
		years->begins[years->n] = window_begins(window, on, weekday);
		weekday = weekday % 7 + 1;
		on.mday++;
		if (on.mday > days_of_month(on.year, on.month)) {
			on = (struct civil){on.month == 12 ? on.year + 1 : on.year,
				on.month % 12 + 1, 1};
		}
	}
}

static void mark(const struct years *years, bool *days, struct mq_stretch stretch)
{
	for (int i = 0; i < years->n; i++) {
		days[i] = days[i] || (years->first + i >= stretch.from &&
			years->first + i <= stretch.to);
	}
}

/* ---- people ---- */

static void hire(struct dice *dice, const struct years *years, struct world *world)
{
	mq_day from = (mq_day)(years->first + dice_between(dice, -400, 500));

	world->person = (struct mq_person){.posts = world->posts, .leave = world->leave};
	world->person.n_posts = 1 + dice_below(dice, POSTS_MAX);
	for (size_t i = 0; i < world->person.n_posts; i++) {
		mq_day to = from + (mq_day)dice_between(dice, 0, 400);
		bool last = i + 1 == world->person.n_posts;

		world->posts[i] = (struct mq_post){"", {from,
			last && dice_percent(dice, 60) ? MQ_DAY_MAX : to}};
		/* A transfer goes from one day to the next, or leaves a gap. */
		from = to + 1 + (dice_percent(dice, 70) ? 0 : (mq_day)dice_between(dice, 1, 40));
	}
	world->person.n_leave = dice_below(dice, LEAVE_MAX + 1);
	for (size_t i = 0; i < world->person.n_leave; i++) {
		mq_day away = (mq_day)(years->first + dice_between(dice, 300, 800));

		world->leave[i] = (struct mq_stretch){away, away + (mq_day)dice_between(dice, 0,
			dice_percent(dice, 20) ? 120 : 10)};
	}
}

static void make_duty(struct dice *dice, struct world *world)
{
	struct mq_window *window = &world->duty.window;

	world->duty = (struct mq_duty){
		.count = dice_percent(dice, 40) ? 1 : (uint32_t)dice_between(dice, 1, 60),
		.whole_on_transfer = dice_percent(dice, 25),
		.owed_on_leave = dice_percent(dice, 25),
	};
	window->unit = (enum mq_window_unit)dice_below(dice, MQ_WINDOW_LAST + 1);
	window->month = (int)dice_between(dice, 1, 12);
	window->mday = window->unit == MQ_WINDOW_WEEK ? (int)dice_between(dice, 1, 7) :
		(int)dice_between(dice, 1, 28);
	if (dice_percent(dice, 40)) {
		window->month = window->mday = 1;
	}
}

/* ---- what is owed ---- */

static uint32_t plain_owed(const struct world *world, const struct years *years, int from, int to)
{
	bool held = false;
	uint64_t days = 0;
	uint64_t all = 0;
	uint64_t whole;

	for (int i = from; i <= to; i++) {
		held = held || years->posted[i];
	}
	for (int i = from; i <= to; i++) {
		bool on_duty = world->duty.whole_on_transfer ? held : years->posted[i];

		all++;
		if (on_duty && (world->duty.owed_on_leave || !years->away[i])) {
			days++;
		}
	}
	/* Halves go up: what is left over is half of it at least. */
	whole = world->duty.count * days / all;
	return (uint32_t)(whole + (world->duty.count * days % all * 2 >= all));
}

/* Each day of the middle year is in the window that the walk says. */
static void assert_year(const struct world *world, const struct years *years)
{
	for (int i = years->middle_from; i <= years->middle_to; i++) {
		struct mq_stretch window = mq_window_at(&world->duty.window,
			(mq_day)(years->first + i));
		int from = i;
		int to = i + 1;

		while (!years->begins[from]) {
			from--;
		}
		while (!years->begins[to]) {
			to++;
		}
		assert_int_equal(window.from, years->first + from);
		assert_int_equal(window.to, years->first + to - 1);
		if (i == from || i == years->middle_from) {
			assert_int_equal(mq_duty_owed(&world->duty, &world->person, window),
				plain_owed(world, years, from, to - 1));
		}
	}
}

/* How many of the years are hard: nothing is proved by easy ones. */
struct hard {
	size_t leap, weeks_53, transferred, on_leave;
};

static bool any_day(const struct years *years, const bool *days)
{
	bool any = false;

	for (int i = years->middle_from; i <= years->middle_to; i++) {
		any = any || days[i];
	}
	return any;
}

static void count_hard(const struct world *world, const struct years *years, struct hard *hard)
{
	int begun = 0;
	bool transferred = false;

	for (int i = years->middle_from; i <= years->middle_to; i++) {
		begun += years->begins[i];
	}
	for (size_t post = 1; post < world->person.n_posts; post++) {
		mq_day from = world->posts[post].days.from;

		transferred = transferred || (from > years->first + years->middle_from &&
			from <= years->first + years->middle_to);
	}
	hard->leap += years->middle_to - years->middle_from + 1 == 366;
	hard->weeks_53 += world->duty.window.unit == MQ_WINDOW_WEEK && begun == 53;
	hard->transferred += transferred;
	hard->on_leave += any_day(years, years->away) && any_day(years, years->posted);
}

static void what_is_owed_in_2000_staff_years_is_what_a_walk_through_the_days_counts(void **state)
{
	struct dice dice = {20261127};
	struct hard hard = {0};

	(void)state;
	for (int i = 0; i < STAFF_YEARS; i++) {
		struct years years = {0};
		struct world world;

		make_duty(&dice, &world);
		/* 1900 and 2000 are among them. */
		walk(&world.duty.window, i % 50 == 0 ? 1900 : i % 50 == 1 ? 2000 :
			(int)dice_between(&dice, 1995, 2040), &years);
		hire(&dice, &years, &world);
		for (size_t post = 0; post < world.person.n_posts; post++) {
			mark(&years, years.posted, world.posts[post].days);
		}
		for (size_t leave = 0; leave < world.person.n_leave; leave++) {
			mark(&years, years.away, world.leave[leave]);
		}
		assert_year(&world, &years);
		count_hard(&world, &years, &hard);
	}
	assert_true(hard.leap > 100 && hard.weeks_53 > 50);
	assert_true(hard.transferred > 100 && hard.on_leave > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_is_owed_in_2000_staff_years_is_what_a_walk_through_the_days_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
