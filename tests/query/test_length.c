/*
 * How long ago in full units: against clocks that count anniversaries day by day, and
 * against ages, at every age that the shipped tags turn on.
 */
#include "query/plain.h"

#include <ctype.h>

/* ---- clocks ---- */

static const int births[][3] = {
	{1904, 2, 29}, {1936, 2, 29}, {1944, 2, 28}, {1944, 2, 29}, {1944, 3, 1}, {1945, 2, 28},
	{1945, 3, 1}, {1964, 6, 15}, {1999, 12, 31}, {2000, 1, 1}, {2000, 1, 30}, {2000, 1, 31},
	{2000, 2, 29}, {2000, 8, 31}, {2001, 10, 31}, {2019, 2, 28}, {2020, 2, 29}, {2023, 5, 31},
};

/* Is day the one on which one more month since birth is full? */
static bool is_monthly(const struct plain *birth, const struct plain *day)
{
	int before = day->month == 1 ? 12 : day->month - 1;
	int year = day->month == 1 ? day->year - 1 : day->year;

	return day->mday == birth->mday
		|| (day->mday == 1 && plain_month_days(year, before) < birth->mday);
}

static bool is_birthday(const struct plain *birth, const struct plain *day)
{
	if (birth->month == 2 && birth->mday == 29 && !plain_is_leap(day->year)) {
		return day->month == 3 && day->mday == 1;
	}
	return day->month == birth->month && day->mday == birth->mday;
}

/* Of all lengths only n is this one; and it is not less than itself. */
static void assert_count(mq_day birth, mq_day today, enum unit unit, int64_t n)
{
	const int64_t spans[][2] = {{n, n}, {n, NUMBER_MAX}, {NUMBER_MIN, n}, {NUMBER_MIN, n - 1},
		{n + 1, NUMBER_MAX}};

	for (size_t i = 0; i < MQ_LENGTH(spans); i++) {
		int64_t low = spans[i][0];
		int64_t high = spans[i][1];

		days_of_lengths(today, unit, unit, &low, &high);
		if ((low <= birth && birth <= high) != (i < 3)) {
			fail_msg("day %d is not %lld units of %d ago on %d (span %zu)", birth,
				(long long)n, unit, today, i);
		}
	}
}

static void units_are_full_on_their_anniversaries(void **state)
{
	const struct plains *plains = *state;

	for (size_t b = 0; b < MQ_LENGTH(births); b++) {
		size_t born = plain_find(plains, births[b][0], births[b][1], births[b][2]);
		const struct plain *birth = plains->days + born;
		int64_t months = 0;
		int64_t years = 0;

		for (size_t i = born; i < plains->n && years <= 105; i++) {
			mq_day day = plain_day(i);

			months += i > born && is_monthly(birth, plains->days + i);
			years += i > born && is_birthday(birth, plains->days + i);
			assert_count(plain_day(born), day, UNIT_YEAR, years);
			assert_count(plain_day(born), day, UNIT_MONTH, months);
			assert_int_equal(months / 12, years);
			if (i % 7 == 0) {
				assert_count(plain_day(born), day, UNIT_WEEK,
					(int64_t)(i - born) / 7);
				assert_count(plain_day(born), day, UNIT_DAY, (int64_t)(i - born));
			}
		}
	}
}

static void a_day_to_come_is_below_every_number(void **state)
{
	static const enum unit units[] = {UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR};

	(void)state;
	for (size_t u = 0; u < MQ_LENGTH(units); u++) {
		int64_t low = NUMBER_MIN;
		int64_t high = -1;

		days_of_lengths(20000, units[u], units[u], &low, &high);
		assert_int_equal(low, 20001);
		assert_true(high == NUMBER_MAX);
		low = high = 0;
		days_of_lengths(20000, units[u], units[u], &low, &high);
		assert_int_equal(high, 20000);
	}
}

static void lengths_beyond_the_calendar_are_nobodys(void **state)
{
	static const enum unit units[] = {UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR};

	(void)state;
	for (size_t u = 0; u < MQ_LENGTH(units); u++) {
		int64_t low = INT64_C(999999999);
		int64_t high = NUMBER_MAX;

		days_of_lengths(20000, units[u], units[u], &low, &high);
		assert_true(low == NUMBER_MIN);
		assert_true(high == NUMBER_MIN);
	}
}

/* ---- ages ---- */

static struct mq_schema *load_catalogue(void)
{
	const char *dir = getenv("MINQING_CONFIG");
	struct mq_schema *schema;
	struct mq_diag diag = {0};

	assert_int_equal(mq_schema_load(dir != NULL ? dir : "config", &schema, &diag), MQ_OK);
	mq_diag_release(&diag);
	return schema;
}

/* The first days of "birth_date…" and "age…" are the same, whatever is asked. */
static void span_of(const struct mq_schema *schema, mq_day today, const char *text, int64_t *low,
	int64_t *high)
{
	struct mq_query *query;
	struct mq_diag diag = {0};

	if (mq_query_new(schema, mq_schema_kind(schema, "resident"), today, MQ_QUERY_WHOLE, text,
			strlen(text), &query, &diag) != MQ_OK) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("refused: %s", text);
	}
	mq_diag_release(&diag);
	*low = query->root->items->low;
	*high = query->root->items->high;
	mq_query_free(query);
}

static void assert_same(const struct mq_schema *schema, mq_day today, const char *op, int years)
{
	char text[2][40];
	int64_t low[2];
	int64_t high[2];

	snprintf(text[0], sizeof(text[0]), "birth_date%s%dy", op, years);
	snprintf(text[1], sizeof(text[1]), "age%s%d", op, years);
	for (size_t i = 0; i < 2; i++) {
		span_of(schema, today, text[i], low + i, high + i);
	}
	if (low[0] != low[1] || high[0] != high[1]) {
		fail_msg("%s is not %s on day %d", text[0], text[1], today);
	}
}

static void years_as_lengths_and_ages_agree(void **state)
{
	static const char *const ops[] = {":", "=", "!=", "<", "<=", ">", ">=", ":..", ":0y.."};
	const struct plains *plains = *state;
	struct mq_schema *schema = load_catalogue();

	for (int i = 0; i < 400; i += i % 100 > 55 && i % 100 < 62 ? 1 : 3) {
		mq_day today = plain_day(plain_find(plains, 2024, 1, 1) + (size_t)i);

		for (size_t op = 0; op < MQ_LENGTH(ops); op++) {
			for (int years = 0; years <= 120; years += 7) {
				assert_same(schema, today, ops[op], years);
			}
		}
	}
	mq_schema_free(schema);
}

/* Every number that "age" is compared with in the expressions of tags. */
static size_t read_thresholds(const struct mq_schema *schema, bool *is)
{
	size_t n = 0;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const char *at = schema->fields[i].expression;

		while (at != NULL && (at = strstr(at, "age")) != NULL) {
			char *end;
			long number;

			at += strlen("age");
			at += strspn(at, ":<>=");
			number = isdigit((unsigned char)*at) ? strtol(at, &end, 10) : -1;
			if (number < 0 || number > 120) {
				continue;
			}
			is[number] = is[number + 1] = true;
			if (strncmp(end, "..", 2) == 0) {
				number = strtol(end + 2, &end, 10);
				is[number] = is[number + 1] = true;
			}
			at = end;
		}
	}
	for (int age = 0; age < 128; age++) {
		n += is[age];
	}
	return n;
}

/* One who was born on `birth`: on the day before, the day of, the day after turning. */
static void assert_turn(const struct mq_schema *schema, const struct plains *plains,
	const struct plain *birth, size_t born, int age)
{
	bool moved = birth->month == 2 && birth->mday == 29 && !plain_is_leap(birth->year + age);
	size_t turn = plain_find(plains, birth->year + age, moved ? 3 : birth->month,
		moved ? 1 : birth->mday);
	char text[3][40];

	snprintf(text[0], sizeof(text[0]), "age>=%d", age);
	snprintf(text[1], sizeof(text[1]), "birth_date>=%d岁", age);
	snprintf(text[2], sizeof(text[2]), "birth_date>=%dm", 12 * age);
	for (size_t today = turn - 1; today <= turn + 1; today++) {
		for (size_t i = 0; i < MQ_LENGTH(text); i++) {
			int64_t low;
			int64_t high;

			span_of(schema, plain_day(today), text[i], &low, &high);
			if ((plain_day(born) <= high) != (today >= turn)) {
				fail_msg("%s: %d-%02d-%02d, %ld days from turning", text[i],
					birth->year, birth->month, birth->mday,
					(long)today - (long)turn);
			}
		}
	}
}

static void the_ages_of_the_catalogue_turn_on_the_birthday(void **state)
{
	static const int known[] = {3, 7, 16, 18, 35, 60, 65, 80, 90, 100};
	static const int days[][2] = {{2, 28}, {2, 29}, {3, 1}, {1, 1}, {12, 31}, {6, 30}, {1, 31}};
	const struct plains *plains = *state;
	struct mq_schema *schema = load_catalogue();
	bool is[128] = {false};

	assert_in_range(read_thresholds(schema, is), MQ_LENGTH(known), 60);
	for (size_t i = 0; i < MQ_LENGTH(known); i++) {
		assert_true(is[known[i]]);
	}
	for (int age = 1; age < 128; age++) {
		for (int year = 1919; is[age] && year <= 1924; year++) {
			for (size_t d = 0; d < MQ_LENGTH(days); d++) {
				if (days[d][1] > plain_month_days(year, days[d][0])) {
					continue;
				}
				size_t born = plain_find(plains, year, days[d][0], days[d][1]);

				assert_turn(schema, plains, plains->days + born, born, age);
			}
		}
	}
	mq_schema_free(schema);
}

/* ---- in a query ---- */

static void dates_are_compared_with_how_long_ago_they_are(void **state)
{
	static const struct expected table[] = {
		/* the day is 2024-06-15 */
		{"birth_date>=80y", "0 1 7 12 ? 3 8 13"},
		{"birth_date>=80岁", "0 1 7 12 ? 3 8 13"},
		{"birth_date:80y", "1 ? 3 8 13"},
		{"birth_date:79y..80y", "1 2 ? 3 8 13"},
		{"birth_date!=80y", "0 2 4 5 6 7 9 10 11 12 14 15 ? 3 8 13"},
		{"birth_date<1y", "10 ? 3 8 13"},
		{"birth_date<=2w", "10 ? 3 8 13"},
		{"birth_date<2w", "? 3 8 13"},
		{"birth_date:14d", "10 ? 3 8 13"},
		{"birth_date:{14天 60岁}", "10 11 ? 3 8 13"},
		{"birth_date:..173m", "4 10 ? 3 8 13"},
		{"birth_date:1d..14y", "4 10 ? 3 8 13"},
		{"birth_date<0d", "? 3 8 13"},
		{"birth_date>=0d", "0 1 2 4 5 6 7 9 10 11 12 14 15 ? 3 8 13"},
		{"age>=80y", "0 1 7 12 ? 3 8 13"},
		{"age:79年..80岁", "1 2 ? 3 8 13"},
	};
	void *fixture = NULL;

	(void)state;
	assert_int_equal(fixture_open(&fixture), 0);
	ask_all(fixture, RESIDENT, table, MQ_LENGTH(table));
	assert_int_equal(fixture_close(&fixture), 0);
}

static void assert_printed(struct fixture *fixture, const char *text, const char *printed)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_buf out = {0};

	mq_query_print(query, &out);
	assert_string_equal(out.data, printed);
	mq_query_free(query);
	mq_buf_release(&out);
}

static void lengths_print_with_the_letter_of_their_unit(void **state)
{
	static const char *const table[][2] = {
		{"birth_date>=10Y", "birth_date>=10y"}, {"birth_date:８０岁", "birth_date:80y"},
		{"moved<90天", "moved<90d"}, {"moved=\"3周\"", "moved:3w"}, {"moved:6个月", "moved:6m"},
		{"moved:半年..十年", "moved:6m..10y"}, {"moved:..007d", "moved:..7d"},
		{"moved!={3w 2024 1y..}", "moved!={3w 2024 1y..}"}, {"age:80年", "age:80"},
		{"moved:近半年", "moved:近半年"}, {"moved:2020-w53", "moved:2020-w53"},
		{"moved>2024年第3季度", "moved>2024年第3季度"}, {"moved:两周前..今天", "moved:两周前..今天"},
	};
	void *fixture = NULL;

	(void)state;
	assert_int_equal(fixture_open(&fixture), 0);
	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		assert_printed(fixture, table[i][0], table[i][1]);
		assert_printed(fixture, table[i][1], table[i][1]);
	}
	assert_int_equal(fixture_close(&fixture), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_are_full_on_their_anniversaries),
		cmocka_unit_test(a_day_to_come_is_below_every_number),
		cmocka_unit_test(lengths_beyond_the_calendar_are_nobodys),
		cmocka_unit_test(years_as_lengths_and_ages_agree),
		cmocka_unit_test(the_ages_of_the_catalogue_turn_on_the_birthday),
		cmocka_unit_test(dates_are_compared_with_how_long_ago_they_are),
		cmocka_unit_test(lengths_print_with_the_letter_of_their_unit),
	};

	return cmocka_run_group_tests(tests, plain_setup, plain_teardown);
}
