/* Stretches of numbers, days and years, and what is counted in them. */
#include "query/fixture.h"

/* "text count …, ? unknown" of the answer of a question. */
static const char *bins(struct fixture *fixture, mq_kind_id kind, const char *text,
	const char *field)
{
	struct mq_query *query = fixture_query(fixture, kind, text);
	mq_field_id number = fixture_field(fixture, field);
	struct mq_bin found[MQ_BINS_MAX];
	struct mq_answer answer = {0};
	uint64_t unknown;
	size_t n;

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	assert_int_equal(mq_query_bins(&fixture->view, number, found, &n, NULL), MQ_OK);
	assert_int_equal(mq_query_count_bins(&fixture->view, kind, answer.yes, number, found, n,
		&unknown, NULL), MQ_OK);
	mq_buf_clear(&fixture->said);
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&fixture->said, "%s %u, ", found[i].text, (unsigned)found[i].count);
	}
	mq_buf_addf(&fixture->said, "? %u", (unsigned)unknown);
	mq_answer_release(&answer);
	mq_query_free(query);
	return fixture->said.data;
}

static void numbers_are_cut_at_round_ones(void **state)
{
	assert_string_equal(bins(*state, RESIDENT, "", "children"),
		"..0 2, 1 3, 2 2, 3 1, 4 1, 5.. 1, ? 6");
	assert_string_equal(bins(*state, RESIDENT, "", "income"),
		"..999.9999 1, 1000..1999.9999 3, 2000..2999.9999 3, 3000..3999.9999 1, "
		"4000..4999.9999 0, 5000..5999.9999 0, 6000..6999.9999 0, 7000..7999.9999 0, "
		"8000.. 1, ? 7");
}

static void days_are_cut_by_the_calendar(void **state)
{
	assert_string_equal(bins(*state, RESIDENT, "", "birth_date"),
		"..1939 2, 1940..1949 3, 1950..1959 2, 1960..1969 2, 1970..1979 0, 1980..1989 1, "
		"1990..1999 1, 2000..2009 0, 2010..2019 1, 2020.. 1, ? 3");
}

static void years_are_cut_as_ages(void **state)
{
	assert_string_equal(bins(*state, RESIDENT, "", "age"),
		"..9 1, 10..19 1, 20..29 0, 30..39 2, 40..49 0, 50..59 0, 60..69 2, 70..79 3, "
		"80..89 3, 90.. 1, ? 3");
}

static void stretches_stay_whatever_is_asked(void **state)
{
	assert_string_equal(bins(*state, RESIDENT, "age>=90", "age"),
		"..9 0, 10..19 0, 20..29 0, 30..39 0, 40..49 0, 50..59 0, 60..69 0, 70..79 0, "
		"80..89 0, 90.. 1, ? 0");
}

static void fields_up_the_links_are_counted_as_well(void **state)
{
	assert_string_equal(bins(*state, RESIDENT, "", "floor"), "..1 3, 2 0, 3 4, 4 0, 5 0, 6.. 2, ? 7");
	assert_string_equal(bins(*state, DWELLING, "", "floor"), "..1 1, 2 0, 3 1, 4 0, 5 0, 6.. 1, ? 1");
}

static void other_fields_have_no_stretches(void **state)
{
	struct fixture *fixture = *state;
	struct mq_bin found[MQ_BINS_MAX];
	struct mq_diag diag = {0};
	size_t n;

	assert_int_equal(mq_query_bins(&fixture->view, fixture_field(fixture, "sex"), found, &n,
		&diag), MQ_ERR_USAGE);
	mq_diag_release(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_cut_at_round_ones),
		cmocka_unit_test(days_are_cut_by_the_calendar),
		cmocka_unit_test(years_are_cut_as_ages),
		cmocka_unit_test(stretches_stay_whatever_is_asked),
		cmocka_unit_test(fields_up_the_links_are_counted_as_well),
		cmocka_unit_test(other_fields_have_no_stretches),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
