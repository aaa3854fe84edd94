#include <minqing/duty.h>

/*
 * Windows, and what is owed in one. Months of all years are numbered in a row, so that a
 * quarter is the stretch of three numbers that a day's month, or the one before it, is in.
 */

enum { DAYS_A_WEEK = 7, MONTHS_A_YEAR = 12 };

static const int months_of[] = {
	[MQ_WINDOW_WEEK] = 0, [MQ_WINDOW_MONTH] = 1, [MQ_WINDOW_QUARTER] = 3,
	[MQ_WINDOW_YEAR] = MONTHS_A_YEAR,
};

static struct mq_stretch week_at(const struct mq_window *window, mq_day day)
{
	int since = (mq_day_weekday(day) - window->mday + DAYS_A_WEEK) % DAYS_A_WEEK;

	return (struct mq_stretch){day - since, day - since + DAYS_A_WEEK - 1};
}

/* The day a window begins on that has the month with this number as its first. */
static mq_day first_day(int month, int mday)
{
	mq_day day = MQ_DAY_MIN;

	mq_day_from_civil(month / MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, mday, &day);
	return day;
}

struct mq_stretch mq_window_at(const struct mq_window *window, mq_day day)
{
	int n_months = months_of[window->unit];
	int offset = n_months > 1 ? (window->month - 1) % n_months : 0;
	int year, month, mday;
	int first;

	if (window->unit == MQ_WINDOW_WEEK) {
		return week_at(window, day);
	}
	mq_day_to_civil(day, &year, &month, &mday);
	/* A month that has not begun yet on that day is the one before. */
	first = year * MONTHS_A_YEAR + month - 1 - (mday < window->mday);
	first -= (first - offset) % n_months;
	return (struct mq_stretch){first_day(first, window->mday),
		first_day(first + n_months, window->mday) - 1};
}

/* ---- what is owed ---- */

static bool is_within(const struct mq_stretch *days, mq_day day)
{
	return days->from <= day && day <= days->to;
}

const struct mq_post *mq_person_post(const struct mq_person *person, mq_day day)
{
	for (size_t i = 0; i < person->n_posts; i++) {
		if (is_within(&person->posts[i].days, day)) {
			return &person->posts[i];
		}
	}
	return NULL;
}

static bool is_on_leave(const struct mq_person *person, mq_day day)
{
	for (size_t i = 0; i < person->n_leave; i++) {
		if (is_within(&person->leave[i], day)) {
			return true;
		}
	}
	return false;
}

static bool holds_a_post(const struct mq_person *person, struct mq_stretch window)
{
	for (size_t i = 0; i < person->n_posts; i++) {
		if (person->posts[i].days.from <= window.to &&
		    person->posts[i].days.to >= window.from) {
			return true;
		}
	}
	return false;
}

uint32_t mq_duty_owed(const struct mq_duty *duty, const struct mq_person *person,
	struct mq_stretch window)
{
	bool always = duty->whole_on_transfer && holds_a_post(person, window);
	uint64_t all = (uint64_t)(window.to - window.from) + 1;
	uint64_t days = 0;

	for (mq_day day = window.from; day <= window.to; day++) {
		days += (always || mq_person_post(person, day)) &&
			(duty->owed_on_leave || !is_on_leave(person, day));
	}
	return (uint32_t)((2 * duty->count * days + all) / (2 * all));
}
