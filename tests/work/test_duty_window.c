/* Windows that cross years, and quotas by days in post. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/duty.h>

static mq_day day(const char *text)
{
	mq_day day;

	assert_true(mq_day_parse(text, strlen(text), &day));
	return day;
}

static void windows_are_as_a_calendar_on_the_wall_has_them(void **state)
{
	static const struct {
		struct mq_window window;
		const char *on, *from, *to;
	} cases[] = {
		/* Week 53 of 2020 reaches into 2021. */
		{{MQ_WINDOW_WEEK, 1, 1}, "2021-01-01", "2020-12-28", "2021-01-03"},
		{{MQ_WINDOW_WEEK, 1, 1}, "2021-01-04", "2021-01-04", "2021-01-10"},
		{{MQ_WINDOW_WEEK, 1, 7}, "2021-01-04", "2021-01-03", "2021-01-09"},
		{{MQ_WINDOW_MONTH, 1, 1}, "2024-02-29", "2024-02-01", "2024-02-29"},
		{{MQ_WINDOW_MONTH, 1, 28}, "2023-02-27", "2023-01-28", "2023-02-27"},
		{{MQ_WINDOW_MONTH, 1, 26}, "2026-01-05", "2025-12-26", "2026-01-25"},
		{{MQ_WINDOW_QUARTER, 1, 1}, "2026-12-31", "2026-10-01", "2026-12-31"},
		{{MQ_WINDOW_QUARTER, 12, 21}, "2026-03-20", "2025-12-21", "2026-03-20"},
		{{MQ_WINDOW_YEAR, 1, 1}, "2024-12-31", "2024-01-01", "2024-12-31"},
		{{MQ_WINDOW_YEAR, 4, 1}, "2026-03-31", "2025-04-01", "2026-03-31"},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_stretch window = mq_window_at(&cases[i].window, day(cases[i].on));

		assert_int_equal(window.from, day(cases[i].from));
		assert_int_equal(window.to, day(cases[i].to));
	}
}

/* A post from the day given on, leave from one day to another. */
static uint32_t owed(uint32_t count, const char *from, const char *away, const char *back,
	bool whole, bool on_leave)
{
	struct mq_post post = {"", {day(from), MQ_DAY_MAX}};
	struct mq_stretch leave = {day(away), day(back)};
	const struct mq_person person = {.posts = &post, .n_posts = 1, .leave = &leave,
		.n_leave = 1};
	const struct mq_duty duty = {.count = count, .window = {MQ_WINDOW_MONTH, 1, 1},
		.whole_on_transfer = whole, .owed_on_leave = on_leave};

	return mq_duty_owed(&duty, &person, mq_window_at(&duty.window, day("2024-02-15")));
}

static void a_quota_is_owed_by_days_in_post_and_not_on_leave_halves_up(void **state)
{
	(void)state;
	assert_int_equal(owed(30, "2024-01-01", "2030-01-01", "2030-01-01", false, false), 30);
	assert_int_equal(owed(30, "2024-03-01", "2030-01-01", "2030-01-01", false, false), 0);
	/* 10 of 29 days are 10.34, 14 are 14.48, 15 are 15.52 of 30. */
	assert_int_equal(owed(30, "2024-02-20", "2030-01-01", "2030-01-01", false, false), 10);
	assert_int_equal(owed(30, "2024-02-16", "2030-01-01", "2030-01-01", false, false), 14);
	assert_int_equal(owed(30, "2024-02-15", "2030-01-01", "2030-01-01", false, false), 16);
	assert_int_equal(owed(29, "2024-01-01", "2024-02-29", "2024-02-29", false, false), 28);
	assert_int_equal(owed(29, "2024-01-01", "2024-02-29", "2024-02-29", false, true), 29);
	assert_int_equal(owed(30, "2024-02-29", "2030-01-01", "2030-01-01", true, false), 30);
	/* Just half a household. */
	assert_int_equal(owed(1, "2024-01-01", "2024-02-15", "2024-02-29", false, false), 0);
	assert_int_equal(owed(1, "2024-01-01", "2024-02-16", "2024-02-29", false, false), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_are_as_a_calendar_on_the_wall_has_them),
		cmocka_unit_test(a_quota_is_owed_by_days_in_post_and_not_on_leave_halves_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
