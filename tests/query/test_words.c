/* Text: words in every bare field, pinyin, numbers, rooms, patterns. */
#include "query/fixture.h"

static const struct expected words[] = {
	/* names by characters */
	{"王", "0 3 8 14"},
	{"王晓明", "0 14"},
	{"晓", "0 7 14"},
	{"晓芳", "7"},
	{"芳", "1 3 7"},
	{"晓王", ""},
	{"anna", "6"},
	{"ＡＮＮＡ", "6"},
	{"lee", "6"},
	{"nna", "6"},
	{"nn", ""},
	/* by pinyin and initials, every reading */
	{"wxm", "0 14"},
	{"wangxiaoming", "0 14"},
	{"wangxiaom", "0 14"},
	{"xiaoming", "0 14"},
	{"shan", "2"},
	{"dan", "2"},
	{"sxx", "2"},
	{"dxx", "2"},
	{"lv", "4"},
	{"lu", "4 9"},	/* 六安路 is read so, and 六 with it */
	{"lü", "4"},
	{"qin", "7"},
	{"tan", "7"},
	{"oyx", "5"},
	{"hmm", "15"},
	{"wangw", "8"},
	{"wf", "3"},
	/* numbers: three characters and more; endings */
	{"139", "0 3 12 15"},
	{"4417", "0 5"},
	{"…4417", "0 5"},
	{"...4417", "0 5"},
	{"…1390", ""},
	{"…002x", "7"},
	{"310101", "0 7"},
	{"44", ""},
	{"39000", "0 15"},
	/* addresses, up the links; whole numbers as rooms */
	{"阳曲路", "0 1 2 3"},
	{"760弄", "0 1 2 3"},
	{"弄", "0 1 2 3 4 5 6"},
	{"760-12-302", "0 1 2 3"},
	{"12-302", "0 1 2 3"},
	{"760-302", "0 1 2 3"},
	{"60-12", ""},
	{"251-3-101", "4 5 6"},
	{"100", "0 7 15"},
	/* phrases and exact texts are never tags, nor pinyin */
	{"\"高龄\"", ""},
	{"\"王晓\"", "0 14"},
	{"“王晓”", "0 14"},
	{"\"wxm\"", ""},
	{"\"Anna Lee\"", "6"},
	{"'王", ""},
	{"'王芳", "3"},
	{"'\"anna lee\"", "6"},
	{"'三泉路100号", "7 15"},
	{"'13900004417", "0"},
	/* patterns in every bare field */
	{"/^王.芳?$/", "3 8"},
	{"/王|吕/", "0 3 4 8 14"},
	{"/anna/", ""},
	{"/anna/i", "6"},
	{"/^139.*7$/", "0"},
	{"/(三泉|闻喜)路/", "4 5 6 7 15"},
	/* put together */
	{"王 女", "3 14"},
	{"王 -女", "0 8"},
	{"(王 or 李) age>=80", "0 1 ? 3 8"},
	{"-王", "1 2 4 5 6 7 9 10 11 12 13 15"},
	{"阳曲路 晓明", "0"},
};

static const struct expected fields[] = {
	/* : asks one field what a word asks all; an absent text is unknown */
	{"name:王", "0 3 8 14 ? 13"},
	{"name:wxm", "0 14 ? 13"},
	{"name:\"wxm\"", "? 13"},
	{"name=王芳", "3 ? 13"},
	{"name=王", "? 13"},
	{"name:'王芳", "3 ? 13"},
	{"name!=王", "1 2 4 5 6 7 9 10 11 12 15 ? 13"},
	{"name!='王芳", "0 1 2 4 5 6 7 8 9 10 11 12 14 15 ? 13"},
	{"name:{王芳 吕}", "3 4 ? 13"},
	{"name:?", "13"},
	{"name~^王", "0 3 8 14 ? 13"},
	{"name~/^王.*芳$/", "3 ? 13"},
	{"name~王晓?明", "0 14 ? 13"},
	{"name~/晓.?/", "0 7 14 ? 13"},
	{"name!~^王", "1 2 4 5 6 7 9 10 11 12 15 ? 13"},
	{"name~/LEE/i", "6 ? 13"},
	{"name~王(芳|五)", "3 8 ? 13"},
	{"phone:4417", "0 5 ? 2 4 7 8 10 11 13 14"},
	{"phone:…8000", "1 ? 2 4 7 8 10 11 13 14"},
	{"phone~0{4}", "0 5 15 ? 2 4 7 8 10 11 13 14"},
	{"note:轮椅", "0 7 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note:轮", "0 7 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note:diabetes", "9 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note:abet", "9 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note:\"; 每周\"", "9 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note=不良于行", "12 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note~/住.楼/ sex:1", "0 ? 2 4 5 8 11 13"},
	{"address:760-12", "0 1 2 3 ? 8 9 10 11 12 13 14"},
	{"address=三泉路100号", "7 15 ? 8 9 10 11 12 13 14"},
	{"address~号$", "7 15 ? 8 9 10 11 12 13 14"},
	/* a text that is not indexed is read */
	{"motto:酬", "1 ? 0 2 3 4 5 7 8 9 10 11 12 13 14 15"},
	{"motto:carpe", "6 ? 0 2 3 4 5 7 8 9 10 11 12 13 14 15"},
	{"motto:天 女", "1 ? 3 7 10 11 12 13 14 15"},
};

static void words_are_found_in_bare_fields(void **state)
{
	ask_all(*state, RESIDENT, words, MQ_LENGTH(words));
}

static void one_field_is_asked_alone(void **state)
{
	ask_all(*state, RESIDENT, fields, MQ_LENGTH(fields));
}

static void a_kind_without_bare_fields_finds_nobody(void **state)
{
	assert_string_equal(ask(*state, HOUSEHOLD, "王"), "");
	assert_string_equal(ask(*state, HOUSEHOLD, "阳曲路"), "0 1");
	assert_string_equal(ask(*state, VISIT, "王晓明"), "0 1");
}

/* ---- what a pattern cannot decide ---- */

static enum mq_err answer(struct fixture *fixture, const char *text, struct mq_stats *stats)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_answer got = {0};
	enum mq_err err = mq_query_answer(query, &fixture->view, &got, stats, NULL);

	say_answer(fixture, &got);
	mq_answer_release(&got);
	mq_query_free(query);
	return err;
}

static void an_undecided_pattern_is_unknown_and_never_no(void **state)
{
	struct fixture *fixture = *state;
	struct mq_stats stats;

	assert_int_equal(answer(fixture, "id_number~/^(\\d+)+[^0-9X]$/", &stats), MQ_OK);
	assert_int_equal(stats.undecided, 2);
	assert_string_equal(fixture->said.data, "? 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15");
	assert_int_equal(answer(fixture, "-id_number~/^(\\d+)+[^0-9X]$/ id_number:*", &stats), MQ_OK);
	assert_int_equal(stats.undecided, 2);
	assert_string_equal(fixture->said.data, "? 0 7");
	assert_int_equal(answer(fixture, "/^31(\\d+)+[^0-9X]$/", &stats), MQ_OK);
	assert_int_equal(stats.undecided, 2);
	assert_string_equal(fixture->said.data, "? 0 7");
}

static void a_word_that_is_a_gram_reads_no_record(void **state)
{
	struct mq_stats stats;

	answer(*state, "name:王", &stats);
	assert_int_equal(stats.scanned, 0);
	answer(*state, "name:晓芳", &stats);
	assert_int_equal(stats.scanned, 0);
	answer(*state, "name:王晓明", &stats);
	assert_int_equal(stats.scanned, 2);
	answer(*state, "name~^王.明", &stats);
	assert_int_equal(stats.scanned, 2);
}

static void a_pattern_looks_only_where_the_others_leave_somebody(void **state)
{
	struct mq_stats stats;

	answer(*state, "name~/./ dibao", &stats);
	assert_int_equal(stats.scanned, 3);
	answer(*state, "dibao -name~/./", &stats);
	assert_int_equal(stats.scanned, 3);
	answer(*state, "(name~/./ or dibao) sex:1 dibao", &stats);
	assert_int_equal(stats.scanned, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_in_bare_fields),
		cmocka_unit_test(one_field_is_asked_alone),
		cmocka_unit_test(a_kind_without_bare_fields_finds_nobody),
		cmocka_unit_test(an_undecided_pattern_is_unknown_and_never_no),
		cmocka_unit_test(a_word_that_is_a_gram_reads_no_record),
		cmocka_unit_test(a_pattern_looks_only_where_the_others_leave_somebody),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
