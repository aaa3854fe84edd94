/* Conditions in words, and what decided them of one record. */
#include "query/fixture.h"

static struct mq_reasons ask_why(struct fixture *fixture, const char *text, mq_record_id id)
{
	struct mq_query *query = NULL;
	struct mq_reasons reasons;

	assert_int_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_WHOLE, text, strlen(text), &query, NULL), MQ_OK);
	assert_int_equal(mq_query_why(query, &fixture->view, id, &reasons, NULL), MQ_OK);
	mq_query_free(query);
	return reasons;
}

/* The words of the first condition, asked of P0. */
static void assert_words(struct fixture *fixture, const char *text, const char *words)
{
	struct mq_reasons reasons = ask_why(fixture, text, 0);

	assert_true(reasons.n_reasons > 0);
	assert_string_equal(reasons.reasons[0].words, words);
	mq_reasons_release(&reasons);
}

static void conditions_are_said_in_words(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} said[] = {
		{"", "every resident"}, {"age>=80", "age is 80 or more"}, {"age<18", "age is under 18"},
		{"age>18", "age is over 18"}, {"age<=18", "age is 18 or less"},
		{"age:60..79", "age is 60 to 79"}, {"age:60", "age is 60"}, {"age:60..", "age is 60 or more"},
		{"age!=60..79", "age is not 60 to 79"}, {"age>500", "age is over 500"},
		{"age:{3 60..79 90..}", "age is one of 3, 60–79, 90–"},
		{"income<2000", "income is less than 2000 yuan"}, {"children>2", "children is more than 2"},
		{"children!=2", "children is not 2"}, {"care>=mid", "care is at least 中"},
		{"care<中", "care is below 中"}, {"birth:1940", "date of birth is within 1940-01-01 and 1940-12-31"},
		{"birth>=-1y", "date of birth is 2023-06-15 or later"},
		{"birth<2000", "date of birth is before 2000-01-01"},
		{"birth>2000", "date of birth is after 2000-12-31"},
		{"女", "sex is female"}, {"sex!=女", "sex is not female"}, {"-女", "sex is not female"},
		{"sex:{女 ?}", "sex is one of female, not known"}, {"低保", "minimum allowance"},
		{"-低保", "not: minimum allowance"}, {"低保:否", "not: minimum allowance"},
		{"relief:housing", "relief includes 住房救助"}, {"name:王", "name contains '王'"},
		{"name='王芳", "name is exactly '王芳'"}, {"phone:…4417", "mobile ends in '4417'"},
		{"name!~/^王/", "name does not fit /^王/"}, {"王晓", "'王晓' is found"},
		{"phone:?", "mobile is not known"}, {"phone:*", "mobile is known"},
		{"phone!=?", "mobile is known"}, {"household:H0", "household is the one with the key 'H0'"},
		{"household.any(age<18)", "somebody in the household: age is under 18"},
		{"household.count()>=2", "at least 2 of those in the household"},
		{"-dwelling.all(女 or (age<18 低保))",
			"not: everybody in the dwelling: (sex is female or (age is under 18 and minimum allowance))"},
		{"visits.none(date>=-30d)", "none of the visits: visited on is 2024-05-16 or later"},
		{"name:{王 李}", "name contains '王' or '李'"}, {"name^=王", "name begins with '王'"},
		{"name*=王", "name contains '王'"}, {"name~~王晓", "name nearly contains '王晓'"},
		{"~~王晓", "'王晓' is nearly found"}, {"py:wang", "a name is read 'wang'"},
		{"sex^=fe", "sex begins with 'fe'"}, {"name:{王 ?}", "name is one of 王, not known"},
		{"household.others.any(age<18)", "somebody else in the household: age is under 18"},
		{"household.count(女):1..2", "1 to 2 of those in the household: sex is female"},
		{"household.others.count():..1", "at most 1 others in the household"},
		{"household.min(age)>=60", "the least age in the household is 60 or more"},
		{"household.sum(income, 女)<2000",
			"the sum of income in the household is less than 2000 yuan: sex is female"},
		{"visits.max(date)>=-30d", "the latest visited on of the visits is 2024-05-16 or later"},
		{"household.others.any(sex=^sex age>^age)",
			"somebody else in the household: (sex is the same as one's own sex and age is above one's own age)"},
		{"household.any(^(age>=80) 女)",
			"somebody in the household: (oneself: age is 80 or more and sex is female)"},
		{"moved>=10y", "moved in is 10 years ago or more"}, {"moved<3m", "moved in is under 3 months ago"},
		{"moved:10d..2w", "moved in is 10 days to 2 weeks ago"}, {"birth:80y", "date of birth is 80 years ago"},
		{"高龄 or 女", "one of these at least"}, {"not (高龄 or 女)", "none of these"},
	};

	for (size_t i = 0; i < MQ_LENGTH(said); i++) {
		assert_words(*state, said[i].text, said[i].words);
	}
}

static void a_tag_is_opened_one_level(void **state)
{
	struct mq_reasons reasons = ask_why(*state, "aged_hardship", 1);

	assert_int_equal(reasons.truth, MQ_FALSE);
	assert_int_equal(reasons.n_reasons, 3);
	assert_string_equal(reasons.reasons[0].value, "no");
	assert_int_equal(reasons.reasons[1].depth, 1);
	assert_string_equal(reasons.reasons[1].text, "elder_80");
	assert_int_equal(reasons.reasons[1].truth, MQ_TRUE);
	assert_false(reasons.reasons[1].decides);
	assert_string_equal(reasons.reasons[2].text, "hardship");
	assert_int_equal(reasons.reasons[2].truth, MQ_FALSE);
	assert_true(reasons.reasons[2].decides);
	mq_reasons_release(&reasons);
}

static void what_is_not_known_is_what_the_unknown_rest_on(void **state)
{
	struct mq_reasons reasons = ask_why(*state, "女 age>=60 income<5000 -低保", 3);

	assert_int_equal(reasons.truth, MQ_UNKNOWN);
	assert_int_equal(reasons.n_reasons, 4);
	assert_false(reasons.reasons[0].decides);
	assert_true(reasons.reasons[1].decides);
	assert_null(reasons.reasons[1].value);
	assert_string_equal(reasons.reasons[2].value, "2000 yuan");
	assert_string_equal(reasons.reasons[3].value, "no");
	assert_false(reasons.reasons[3].decides);
	mq_reasons_release(&reasons);
}

static void a_relation_tells_how_many_and_who(void **state)
{
	struct mq_reasons reasons = ask_why(*state, "household.any(age<40) household.all(income:*)", 5);

	assert_int_equal(reasons.n_reasons, 2);
	assert_true(reasons.reasons[0].relation);
	assert_int_equal(reasons.reasons[0].n, 3);
	assert_int_equal(reasons.reasons[0].t, 2);
	assert_int_equal(reasons.reasons[0].u, 0);
	assert_int_equal(reasons.reasons[0].n_shown, 2);
	assert_int_equal(reasons.reasons[0].shown[0], 4);
	/* Of `all` who spoils it is shown. */
	assert_int_equal(reasons.reasons[1].t, 2);
	assert_int_equal(reasons.reasons[1].n_shown, 1);
	assert_int_equal(reasons.reasons[1].shown[0], 4);
	mq_reasons_release(&reasons);
	reasons = ask_why(*state, "household.any(age<40)", 12);
	assert_int_equal(reasons.truth, MQ_UNKNOWN);
	assert_false(reasons.reasons[0].relation);	/* the household is not known */
	mq_reasons_release(&reasons);
}

static void a_sum_tells_what_it_came_to(void **state)
{
	struct mq_reasons reasons = ask_why(*state,
		"household.min(age)>18 household.sum(income)>0 household.max(age, 女):?", 5);

	assert_int_equal(reasons.n_reasons, 3);
	assert_string_equal(reasons.reasons[0].value, "14");
	assert_int_equal(reasons.reasons[0].truth, MQ_FALSE);
	assert_string_equal(reasons.reasons[1].value, "…–…");	/* one income is not known */
	assert_int_equal(reasons.reasons[1].truth, MQ_UNKNOWN);
	assert_string_equal(reasons.reasons[2].value, "34");
	mq_reasons_release(&reasons);
}

static void a_word_tells_where_it_was_found(void **state)
{
	struct fixture *fixture = *state;
	struct mq_reasons reasons = ask_why(fixture, "阳曲路", 0);

	assert_string_equal(reasons.reasons[0].value, "阳曲路760弄12号302室");
	assert_int_equal(reasons.reasons[0].kind, DWELLING);
	mq_reasons_release(&reasons);
	reasons = ask_why(fixture, "wxm", 0);
	assert_string_equal(reasons.reasons[0].value, "王晓明");
	mq_reasons_release(&reasons);
}

static void who_is_not_there_has_no_reasons(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = NULL;
	struct mq_reasons reasons;

	assert_int_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_WHOLE, "", 0, &query, NULL), MQ_OK);
	assert_int_equal(mq_query_why(query, &fixture->view, 1000, &reasons, NULL),
		MQ_ERR_NOT_FOUND);
	mq_reasons_release(&reasons);
	mq_query_free(query);
}

/* ---- explain ---- */

static void every_node_is_counted_and_its_means_told(void **state)
{
	static const struct {
		unsigned depth;
		const char *text;
		uint64_t hits, unknown;
		enum mq_means means;
	} want[] = {
		{0, "hardship name:王 household.any(age<18) -note:轮椅", 0, 0, MQ_MEANS_SETS},
		{1, "hardship", 4, 7, MQ_MEANS_TAG},
		{2, "dibao or income<2000", 4, 7, MQ_MEANS_SETS},
		{3, "dibao", 3, 0, MQ_MEANS_POSTING},
		{3, "income<2000", 4, 7, MQ_MEANS_COLUMN},
		{1, "name:王", 4, 1, MQ_MEANS_GRAMS},
		{1, "household.any(age<18)", 6, 4, MQ_MEANS_LINKS},
		{2, "age<18", 2, 3, MQ_MEANS_COLUMN},
		{1, "-note:轮椅", 2, 12, MQ_MEANS_GRAMS},
	};
	struct fixture *fixture = *state;
	const char *text = "困难 name:王 household.any(age<18) -note:轮椅";
	struct mq_query *query = NULL;
	struct mq_steps steps;

	assert_int_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_WHOLE, text, strlen(text), &query, NULL), MQ_OK);
	assert_int_equal(mq_query_explain(query, &fixture->view, &steps, NULL), MQ_OK);
	assert_int_equal(steps.n_steps, MQ_LENGTH(want));
	for (size_t i = 0; i < MQ_LENGTH(want); i++) {
		assert_int_equal(steps.steps[i].depth, want[i].depth);
		assert_string_equal(steps.steps[i].text, want[i].text);
		assert_int_equal(steps.steps[i].means, want[i].means);
		if (i > 0) {
			assert_int_equal(steps.steps[i].hits, want[i].hits);
			assert_int_equal(steps.steps[i].unknown, want[i].unknown);
		}
	}
	mq_steps_release(&steps);
	mq_query_free(query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_are_said_in_words),
		cmocka_unit_test(a_tag_is_opened_one_level),
		cmocka_unit_test(what_is_not_known_is_what_the_unknown_rest_on),
		cmocka_unit_test(a_relation_tells_how_many_and_who),
		cmocka_unit_test(a_sum_tells_what_it_came_to),
		cmocka_unit_test(a_word_tells_where_it_was_found),
		cmocka_unit_test(who_is_not_there_has_no_reasons),
		cmocka_unit_test(every_node_is_counted_and_its_means_told),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
