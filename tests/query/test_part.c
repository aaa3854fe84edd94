/* Quarters and halves of every year, in every way they are written. */
#include "query/plain.h"

static void assert_months(const struct plains *plains, const char *text, size_t today, int year,
	int from, int to)
{
	assert_days(plains, text, today, plain_find(plains, year, from, 1),
		plain_find(plains, year, to, plain_month_days(year, to)));
}

static void quarters_are_three_months(void **state)
{
	static const char *const forms[] = {"%dQ%d", "%d-Q%d", "%dq%d", "%d-q%d", "%d年%d季度",
		"%d年第%d季度", "%d-Ｑ%d"};
	static const char *const han[] = {"一", "二", "三", "四"};
	const struct plains *plains = *state;
	char text[40];

	for (int year = 1999; year <= 2101; year++) {
		for (int quarter = 1; quarter <= 4; quarter++) {
			int to = quarter * 3;

			for (size_t i = 0; i < MQ_LENGTH(forms); i++) {
				snprintf(text, sizeof(text), forms[i], year, quarter);
				assert_months(plains, text, 45000, year, to - 2, to);
			}
			snprintf(text, sizeof(text), "%d年第%s季度", year, han[quarter - 1]);
			assert_months(plains, text, 45000, year, to - 2, to);
		}
	}
}

static void halves_are_of_this_year_where_none_is_named(void **state)
{
	const struct plains *plains = *state;
	static const int days[][2] = {{1, 1}, {2, 29}, {6, 30}, {7, 1}, {12, 31}};

	for (size_t i = 0; i < MQ_LENGTH(days); i++) {
		size_t today = plain_find(plains, 2024, days[i][0], days[i][1]);

		assert_months(plains, "上半年", today, 2024, 1, 6);
		assert_months(plains, "下半年", today, 2024, 7, 12);
		assert_months(plains, "2023年上半年", today, 2023, 1, 6);
		assert_months(plains, "2025H2", today, 2025, 7, 12);
		assert_months(plains, "2025-h1", today, 2025, 1, 6);
	}
}

static void weeks_are_written_in_chinese_too(void **state)
{
	const struct plains *plains = *state;

	assert_days(plains, "2020年第53周", 45000, plain_find(plains, 2020, 12, 28),
		plain_find(plains, 2021, 1, 3));
	assert_days(plains, "2024年第一周", 45000, plain_find(plains, 2024, 1, 1),
		plain_find(plains, 2024, 1, 7));
}

static void other_parts_are_no_dates(void **state)
{
	static const char *const texts[] = {
		"2024Q0", "2024Q5", "2024Q", "2024Q33", "2024Q3x", "2024--Q3", "2024/Q3", "Q3",
		"24Q3", "20245Q3", "2024年5季度", "2024年第季度", "2024年零季度", "2024年Q3",
		"2024季度3", "2024H3", "2024H0", "本旬", "上半", "2024上半年", "2024年全年",
		"1582Q3", "2024-周1", "2024年三", "中半年",
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		assert_no_days(texts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quarters_are_three_months),
		cmocka_unit_test(halves_are_of_this_year_where_none_is_named),
		cmocka_unit_test(weeks_are_written_in_chinese_too),
		cmocka_unit_test(other_parts_are_no_dates),
	};

	return cmocka_run_group_tests(tests, plain_setup, plain_teardown);
}
