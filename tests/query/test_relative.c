/* So many days, weeks, months, years ago or ahead, on every awkward day. */
#include "query/plain.h"

#include "../../src/query/day.h"

static const int awkward[][3] = {
	{2023, 2, 28}, {2023, 3, 1}, {2024, 2, 28}, {2024, 2, 29}, {2024, 3, 1}, {2025, 2, 28},
	{2025, 3, 1}, {2024, 1, 1}, {2024, 1, 31}, {2024, 3, 31}, {2024, 4, 30}, {2024, 5, 31},
	{2024, 8, 31}, {2024, 10, 31}, {2024, 12, 30}, {2024, 12, 31}, {2025, 1, 29}, {2025, 1, 30},
	{2025, 1, 31}, {2026, 12, 28}, {2027, 1, 3}, {2026, 3, 2} /* a Monday */,
	{2026, 3, 1} /* a Sunday */, {2000, 2, 29}, {2096, 2, 29}, {2100, 2, 28}, {2100, 3, 1},
};

enum { N_MAX = 40 };

/* Days where months is 0. */
static size_t on(const struct plains *plains, size_t today, int days, int months, int n)
{
	return months == 0 ? (size_t)((long)today + (long)days * n)
		: plain_months_on(plains, today, months * n);
}

static const struct {
	const char *sign;	/* %s: + or -; %d: how many */
	const char *ago;	/* %d: how many, %s: 前 or 后 */
	const char *lately;
	int days;
	int months;
} units[] = {
	{"%s%dd", "%d天%s", "近%d天", 1, 0},
	{"%s%dD", "%d日%s", "近%d日", 1, 0},
	{"%s%dw", "%d周%s", "近%d周", 7, 0},
	{"%s%dm", "%d个月%s", "近%d月", 0, 1},
	{"%s%dm", "%d个月%s", "近%d个月", 0, 1},
	{"%s%dy", "%d年%s", "近%d年", 0, 12},
};

static void assert_one(const struct plains *plains, size_t today, size_t u, int n)
{
	size_t back = on(plains, today, units[u].days, units[u].months, -n);
	size_t ahead = on(plains, today, units[u].days, units[u].months, n);
	char text[40];

	snprintf(text, sizeof(text), units[u].sign, "-", n);
	assert_days(plains, text, today, back, back);
	snprintf(text, sizeof(text), units[u].sign, "+", n);
	assert_days(plains, text, today, ahead, ahead);
	snprintf(text, sizeof(text), units[u].ago, n, "前");
	assert_days(plains, text, today, back, back);
	snprintf(text, sizeof(text), units[u].ago, n, "后");
	assert_days(plains, text, today, ahead, ahead);
	snprintf(text, sizeof(text), units[u].lately, n);
	assert_days(plains, text, today, back, today);
}

static void offsets_land_on_the_day_or_the_last_of_its_month(void **state)
{
	const struct plains *plains = *state;

	for (size_t i = 0; i < MQ_LENGTH(awkward); i++) {
		size_t today = plain_find(plains, awkward[i][0], awkward[i][1], awkward[i][2]);

		for (size_t u = 0; u < MQ_LENGTH(units); u++) {
			for (int n = 0; n <= N_MAX; n++) {
				assert_one(plains, today, u, n);
			}
		}
	}
}

static void numbers_may_be_chinese_and_half_a_year_is_six_months(void **state)
{
	const struct plains *plains = *state;
	size_t today = plain_find(plains, 2024, 8, 31);
	size_t half = plain_find(plains, 2024, 2, 29);

	assert_days(plains, "近半年", today, half, today);
	assert_days(plains, "半年前", today, half, half);
	assert_days(plains, "半年后", today, plain_find(plains, 2025, 2, 28),
		plain_find(plains, 2025, 2, 28));
	assert_days(plains, "近一年", today, plain_find(plains, 2023, 8, 31), today);
	assert_days(plains, "近两周", today, today - 14, today);
	assert_days(plains, "近二周", today, today - 14, today);
	assert_days(plains, "近三月", today, plain_find(plains, 2024, 5, 31), today);
	assert_days(plains, "近十二个月", today, plain_find(plains, 2023, 8, 31), today);
	assert_days(plains, "三十天前", today, today - 30, today - 30);
	assert_days(plains, "十年前", today, plain_find(plains, 2014, 8, 31),
		plain_find(plains, 2014, 8, 31));
	assert_days(plains, "近９０天", today, today - 90, today);
}

static void other_words_are_no_dates(void **state)
{
	static const char *const texts[] = {
		"近天", "近", "近30", "近3d", "近半月", "近半天", "近百天", "近3月前", "3月前", "3天",
		"天前", "半前", "3天前后", "3岁前", "近3岁", "前", "-3天", "+半年", "-d", "- 3d",
		"近999999天", "99999年前", "99999年后", "+99999y", "近1.5年", "3个月", "一前",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		assert_no_days(texts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_land_on_the_day_or_the_last_of_its_month),
		cmocka_unit_test(numbers_may_be_chinese_and_half_a_year_is_six_months),
		cmocka_unit_test(other_words_are_no_dates),
	};

	return cmocka_run_group_tests(tests, plain_setup, plain_teardown);
}
