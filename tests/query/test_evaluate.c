/* Whom it is true of, and of whom it is not known; worked out by hand from the
 * tables in fixture.h. */
#include "query/fixture.h"

static const struct expected of_residents[] = {
	{"", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"},
	/* an open tag, its negation, and what is known of it */
	{"disabled", "0 3 7 12 ? 2 5 8 10 11 13"},
	{"-disabled", "1 4 6 9 14 15 ? 2 5 8 10 11 13"},
	{"残疾:否", "1 4 6 9 14 15 ? 2 5 8 10 11 13"},
	{"disabled!=是", "1 4 6 9 14 15 ? 2 5 8 10 11 13"},
	{"disabled!=否", "0 3 7 12 ? 2 5 8 10 11 13"},
	{"disabled:{yes no}", "0 1 3 4 6 7 9 12 14 15 ? 2 5 8 10 11 13"},
	{"disabled:?", "2 5 8 10 11 13"},
	{"disabled:*", "0 1 3 4 6 7 9 12 14 15"},
	{"disabled!=?", "0 1 3 4 6 7 9 12 14 15"},
	{"disabled or -disabled", "0 1 3 4 6 7 9 12 14 15 ? 2 5 8 10 11 13"},
	{"disabled -disabled", "? 2 5 8 10 11 13"},
	/* a closed one: absent is no */
	{"dibao", "0 5 12"},
	{"#低保", "0 5 12"},
	{"-dibao", "1 2 3 4 6 7 8 9 10 11 13 14 15"},
	{"dibao:?", ""},
	{"dibao:*", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"},
	/* codes */
	{"sex:2", "1 3 6 7 10 12 14 15 ? 11 13"},
	{"女", "1 3 6 7 10 12 14 15 ? 11 13"},
	{"sex!=女", "0 2 4 5 8 9 ? 11 13"},
	{"-sex:女", "0 2 4 5 8 9 ? 11 13"},
	{"sex:{男 女}", "0 1 2 3 4 5 6 7 8 9 10 12 14 15 ? 11 13"},
	{"sex:{? 1}", "0 2 4 5 8 9 11 13"},
	{"sex:?", "11 13"},
	{"sex:*", "0 1 2 3 4 5 6 7 8 9 10 12 14 15"},
	{"care>=mid", "0 2 7 9 12 15 ? 3 4 6 8 10 11 13"},
	{"care<mid", "1 5 14 ? 3 4 6 8 10 11 13"},
	{"care:low..mid", "1 2 5 9 14 15 ? 3 4 6 8 10 11 13"},
	{"care:..low", "1 5 14 ? 3 4 6 8 10 11 13"},
	{"care>高", "? 3 4 6 8 10 11 13"},
	{"care<低", "? 3 4 6 8 10 11 13"},
	{"cert:sight", "0"},
	{"cert!=sight", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"},
	{"cert:*", "0 7"},
	{"cert:?", "1 2 3 4 5 6 8 9 10 11 12 13 14 15"},
	/* several codes at once */
	{"relief:housing", "0 3 12"},
	{"relief:{medical school}", "0 7 12"},
	{"relief!=housing", "1 2 4 5 6 7 8 9 10 11 13 14 15"},
	{"relief:*", "0 3 7 12"},
	/* numbers */
	{"income<2000", "0 5 9 12 ? 2 4 7 8 10 13 15"},
	{"income<=2000", "0 3 5 9 12 ? 2 4 7 8 10 13 15"},
	{"income=2000", "3 ? 2 4 7 8 10 13 15"},
	{"income!=2000", "0 1 5 6 9 11 12 14 ? 2 4 7 8 10 13 15"},
	{"income>2000元", "1 6 11 14 ? 2 4 7 8 10 13 15"},
	{"income:1999.99..2000.01", "3 5 14 ? 2 4 7 8 10 13 15"},
	{"income:{500 8000}", "6 12 ? 2 4 7 8 10 13 15"},
	{"收入：＞＝２０００．０１", "1 6 11 14 ? 2 4 7 8 10 13 15"},
	{"children:0", "2 6 ? 3 4 8 9 10 13"},
	{"children:2..", "0 5 7 12 15 ? 3 4 8 9 10 13"},
	{"children>-5", "0 1 2 5 6 7 11 12 14 15 ? 3 4 8 9 10 13"},
	/* years */
	{"age>=80", "0 1 7 12 ? 3 8 13"},
	{"年龄：＞＝80", "0 1 7 12 ? 3 8 13"},
	{"age:>=80", "0 1 7 12 ? 3 8 13"},
	{"age<80", "2 4 5 6 9 10 11 14 15 ? 3 8 13"},
	{"age:60", "11 ? 3 8 13"},
	{"age:79..80岁", "1 2 ? 3 8 13"},
	{"age!=80", "0 2 4 5 6 7 9 10 11 12 14 15 ? 3 8 13"},
	{"age:0", "10 ? 3 8 13"},
	{"age:?", "3 8 13"},
	{"age>200", "? 3 8 13"},
	{"age>999", "? 3 8 13"},
	{"age<999", "0 1 2 4 5 6 7 9 10 11 12 14 15 ? 3 8 13"},
	/* dates */
	{"birth:1944", "1 2 ? 3 8 13"},
	{"birth:1944-06", "1 2 ? 3 8 13"},
	{"birth:1944-06-15", "1 ? 3 8 13"},
	{"birth<1944", "0 7 12 ? 3 8 13"},
	{"birth<=1944", "0 1 2 7 12 ? 3 8 13"},
	{"birth>1944", "4 5 6 9 10 11 14 15 ? 3 8 13"},
	{"birth:1940..1944", "0 1 2 ? 3 8 13"},
	{"birth:..1934-12-31", "7 12 ? 3 8 13"},
	{"moved:本月", "1 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved:上月", "5 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved:今年", "1 5 6 9 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved:去年", "12 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved:-30d..", "1 5 6 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved:近30天", "1 5 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved:..+14d", "1 5 9 12 ? 0 2 3 4 7 8 10 11 13 14 15"},
	{"moved<-30d", "9 12 ? 0 2 3 4 7 8 10 11 13 14 15"},
	/* read up the links: no link is unknown, open or closed */
	{"poor", "0 1 7 15 ? 4 5 6 11 12 13 14"},
	{"-poor", "2 3 8 9 10 ? 4 5 6 11 12 13 14"},
	{"poor:?", "4 5 6 11 12 13 14"},
	{"has_lift", "4 5 6 ? 8 9 10 12 13"},
	{"-has_lift", "0 1 2 3 7 11 14 15 ? 8 9 10 12 13"},
	{"has_lift:?", "8 9 10 12 13"},
	{"risk:high", "0 1 8 9 10 ? 7 11 12 13 14 15"},
	{"committee:{阳曲路 闻喜路}", "0 1 2 3 4 5 6 ? 8 9 10 11 12 13 14"},
	{"committee:c3", "7 15 ? 8 9 10 11 12 13 14"},
	{"floor>=3", "0 1 2 3 11 14 ? 7 8 9 10 12 13 15"},
	{"walk_up", "0 1 2 3 11 14 ? 7 8 9 10 12 13 15"},
	{"address:弄", "0 1 2 3 4 5 6 ? 8 9 10 11 12 13 14"},
	{"address:*", "0 1 2 3 4 5 6 7 15"},
	/* references by key */
	{"mentor:P6", "4 ? 0 1 2 3 5 6 7 8 9 11 12 13 14 15"},
	{"mentor!=P6", "10 ? 0 1 2 3 5 6 7 8 9 11 12 13 14 15"},
	{"household:H4", "8 9 10 ? 12 13"},
	{"household:?", "12 13"},
	{"household:nobody", "? 12 13"},
	/* derived tags */
	{"高龄", "0 1 7 12 ? 3 8 13"},
	{"elder_80:?", "3 8 13"},
	{"elder_80:*", "0 1 2 4 5 6 7 9 10 11 12 14 15"},
	{"hardship", "0 5 9 12 ? 2 4 7 8 10 13 15"},
	{"aged_hardship", "0 12 ? 7 8 13"},
	{"-aged_hardship", "1 2 3 4 5 6 9 10 11 14 15 ? 7 8 13"},
	{"独居", "? 12 13"},
	{"纯老", "0 1 7 15 ? 2 3 12 13"},
	/* not before and before or */
	{"dibao or sex:2 disabled", "0 3 5 7 12 ? 10 11 13"},
	{"(dibao or sex:2) disabled", "0 3 7 12 ? 5 10 11 13"},
	{"-dibao or dibao", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"},
	{"-(dibao or sex:2)", "2 4 8 9 ? 11 13"},
	{"not dibao sex:1", "2 4 8 9 ? 11 13"},
	{"非 低保 且 男", "2 4 8 9 ? 11 13"},
	{"!dibao 且 sex:1 或 高龄 低保", "0 2 4 8 9 12 ? 11 13"},
	{"--dibao", "0 5 12"},
};

static void the_table_is_answered(void **state)
{
	ask_all(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
}

static const struct expected of_others[] = {
	{"poor", "0 3 ? 2 5"},
	{"risk>=mid", "0 2 4 ? 3 5"},
	{"floor<3", "2 ? 3 4"},
	{"dwelling:D0", "0 1 ? 4"},
	{"walk_up", "0 1 5 ? 3 4"},
};

static void other_kinds_are_asked_the_same_way(void **state)
{
	ask_all(*state, HOUSEHOLD, of_others, MQ_LENGTH(of_others));
	assert_string_equal(ask(*state, VISIT, "date>=-30d"), "0 2 5 6 ? 4");
	assert_string_equal(ask(*state, VISIT, "日期:上月"), "1 5 ? 4");
	assert_string_equal(ask(*state, VISIT, "sex:2 outcome:met"), "2 4 ? 6 7");
	assert_string_equal(ask(*state, DWELLING, "facing:{s n}"), "0 1 ? 2 3");
}

static void kept_answers_are_the_same(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 20);
	ask_all(fixture, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	ask_all(fixture, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	ask_all(fixture, HOUSEHOLD, of_others, MQ_LENGTH(of_others));
	mq_cache_free(fixture->view.cache);
	/* So little is kept that everything goes at once. */
	fixture->view.cache = mq_cache_new(1);
	ask_all(fixture, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

/* ---- the universe ---- */

/* Without residents 0 and 7, and without household 1. */
static void shrink(struct fixture *fixture, const struct mq_set *all[2], struct mq_set *less[2])
{
	const mq_record_id residents[] = {0, 7};
	const mq_record_id households[] = {1};
	struct mq_set *gone = mq_set_of(residents, MQ_LENGTH(residents));

	all[0] = fixture->view.universe[RESIDENT];
	all[1] = fixture->view.universe[HOUSEHOLD];
	less[0] = mq_set_minus(all[0], gone);
	mq_set_free(gone);
	gone = mq_set_of(households, MQ_LENGTH(households));
	less[1] = mq_set_minus(all[1], gone);
	mq_set_free(gone);
	fixture->view.universe[RESIDENT] = less[0];
	fixture->view.universe[HOUSEHOLD] = less[1];
}

static const struct expected of_fewer[] = {
	{"", "1 2 3 4 5 6 8 9 10 11 12 13 14 15"},
	{"disabled", "3 12 ? 2 5 8 10 11 13"},
	{"-dibao", "1 2 3 4 6 8 9 10 11 13 14 15"},
	{"sex:1", "2 4 5 8 9 ? 11 13"},
	{"sex:{1 2}", "1 2 3 4 5 6 8 9 10 12 14 15 ? 11 13"},
	{"sex:?", "11 13"},
	{"age>=80", "1 12 ? 3 8 13"},
	{"relief:*", "3 12"},
	{"王", "3 8 14"},
	{"阳曲路", "1"},
	/* what is not seen is not reached through */
	{"poor", "1 15 ? 2 3 4 5 6 11 12 13 14"},
	{"committee:c1", "1 ? 2 3 8 9 10 11 12 13 14"},
	{"household:H1", "? 2 3 12 13"},
	/* nor counted: 1 and 15 now live alone as far as is seen */
	{"household.count()=1", "1 15 ? 2 3 12 13"},
	{"household.any(disabled)", "? 2 3 4 5 6 8 9 10 11 12 13 14"},
};

static void nothing_outside_the_universe_is_told(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_set *all[2];
	struct mq_set *less[2];

	fixture->view.cache = mq_cache_new(1 << 20);
	ask_all(fixture, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	shrink(fixture, all, less);
	ask_all(fixture, RESIDENT, of_fewer, MQ_LENGTH(of_fewer));
	fixture->view.universe[RESIDENT] = all[0];
	fixture->view.universe[HOUSEHOLD] = all[1];
	ask_all(fixture, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
	mq_set_free(less[0]);
	mq_set_free(less[1]);
}

/* ---- conjuncts ---- */

static void counts_range_over_the_answer_without_the_field(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = fixture_query(fixture, RESIDENT,
		"sex:2 (care:low or -care:mid) disabled -dibao");
	struct mq_answer answer = {0};

	assert_int_equal(mq_query_n_conjuncts(query), 4);
	assert_int_equal(mq_query_conjunct_field(query, 0), fixture_field(fixture, "sex"));
	assert_int_equal(mq_query_conjunct_field(query, 1), fixture_field(fixture, "care"));
	assert_int_equal(mq_query_conjunct_field(query, 3), fixture_field(fixture, "dibao"));
	mq_query_answer_without(query, fixture_field(fixture, "care"), &fixture->view, &answer, NULL);
	assert_string_equal(say_answer(fixture, &answer), "3 7 ? 10 11 13");
	mq_answer_release(&answer);
	mq_query_answer_without(query, fixture_field(fixture, "dibao"), &fixture->view, &answer, NULL);
	assert_string_equal(say_answer(fixture, &answer), "7 12 ? 3 10 11 13");
	mq_answer_release(&answer);
	mq_query_answer_without(query, fixture_field(fixture, "name"), &fixture->view, &answer, NULL);
	assert_string_equal(say_answer(fixture, &answer), "7 ? 3 10 11 13");
	mq_answer_release(&answer);
	mq_query_free(query);
}

static void a_tag_is_seen_from_any_kind_below(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(ask(fixture, RESIDENT, "all_old"), "0 1 7 15 ? 2 3 12 13");
	assert_string_equal(ask(fixture, HOUSEHOLD, "all_old"), "0 3 ? 1");
	assert_string_equal(ask(fixture, VISIT, "dibao"), "0 1 4 ? 6");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_answered),
		cmocka_unit_test(other_kinds_are_asked_the_same_way),
		cmocka_unit_test(kept_answers_are_the_same),
		cmocka_unit_test(nothing_outside_the_universe_is_told),
		cmocka_unit_test(counts_range_over_the_answer_without_the_field),
		cmocka_unit_test(a_tag_is_seen_from_any_kind_below),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
