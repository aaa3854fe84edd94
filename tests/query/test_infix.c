/* Parts of texts: how they begin, what they hold, what is nearly there, pinyin alone. */
#include "query/fixture.h"

static const struct expected parts[] = {
	/* texts; an absent one is unknown */
	{"name^=王", "0 3 8 14 ? 13"},
	{"name^=晓", "? 13"},
	{"name＾＝欧阳", "5 ? 13"},
	{"name^=ANNA", "6 ? 13"},
	{"name^=\"anna l\"", "6 ? 13"},
	{"name^={王晓 李 '吕}", "0 1 4 14 ? 13"},
	{"name:^=王", "0 3 8 14 ? 13"},
	{"-name^=王", "1 2 4 5 6 7 9 10 11 12 15 ? 13"},
	{"name^=wang", "? 13"},
	{"phone^=139", "0 3 12 15 ? 2 4 7 8 10 11 13 14"},
	{"phone^=00", "? 2 4 7 8 10 11 13 14"},
	{"address^=阳曲路7", "0 1 2 3 ? 8 9 10 11 12 13 14"},
	{"motto^=天道", "1 ? 0 2 3 4 5 7 8 9 10 11 12 13 14 15"},
	{"name*=晓", "0 7 14 ? 13"},
	{"name＊＝晓芳", "7 ? 13"},
	{"name*=wang", "? 13"},
	{"name*={晓 芳}", "0 1 3 7 14 ? 13"},
	{"address*=760-12", "? 8 9 10 11 12 13 14"},
	{"address*=路", "0 1 2 3 4 5 6 7 15 ? 8 9 10 11 12 13 14"},
	{"note*=\"; 每周\"", "9 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	{"note*='轮椅", "0 7 ? 1 2 3 4 5 6 8 10 11 13 14 15"},
	/* codes by id and labels, known or not as by : */
	{"sex^=f", "1 3 6 7 10 12 14 15 ? 11 13"},
	{"sex^=男", "0 2 4 5 8 9 ? 11 13"},
	{"sex*=male", "0 1 2 3 4 5 6 7 8 9 10 12 14 15 ? 11 13"},
	{"sex^={男 女}", "0 1 2 3 4 5 6 7 8 9 10 12 14 15 ? 11 13"},
	{"-sex^=f", "0 2 4 5 8 9 ? 11 13"},
	{"relief*=救助", "0 3 7 12"},
	{"relief^={医疗 sch}", "0 7 12"},
	{"-relief*=救助", "1 2 4 5 6 8 9 10 11 13 14 15"},
	{"committee*=泉", "7 15 ? 8 9 10 11 12 13 14"},
	{"committee^=阳曲路", "0 1 2 3 ? 8 9 10 11 12 13 14"},
	{"committee*=路居委", "0 1 2 3 4 5 6 7 15 ? 8 9 10 11 12 13 14"},
	/* nearly */
	{"name~~王小明", "0 14 ? 13"},
	{"name~~汪晓明", "0 14 ? 13"},
	{"name~~王晓芳", "0 3 7 14 ? 13"},
	{"name～～王晓", "0 14 ? 13"},
	{"name~~李方", "1 ? 13"},
	{"name~~黎方", "? 13"},
	{"name~~韩美美", "15 ? 13"},
	{"name~~韩每梅梅", "15 ? 13"},
	{"name~~欧阳秀", "5 ? 13"},
	{"name~~\"ana lee\"", "6 ? 13"},
	{"name~~anan", "6 ? 13"},
	{"name:~~王小明", "0 14 ? 13"},
	{"-name~~王小明", "1 2 3 4 5 6 7 8 9 10 11 12 15 ? 13"},
	{"name~~{李方 单雄心}", "1 2 ? 13"},
	{"address~~阳去路七六零弄", "? 8 9 10 11 12 13 14"},
	{"address~~阳去路760弄", "0 1 2 3 ? 8 9 10 11 12 13 14"},
	{"address~~泉三路", "7 15 ? 8 9 10 11 12 13 14"},
	{"motto~~天到愁勤", "1 ? 0 2 3 4 5 7 8 9 10 11 12 13 14 15"},
	{"phone~~13900004471", "0 5 ? 2 4 7 8 10 11 13 14"},
	{"phone~~1390004417", "0 5 ? 2 4 7 8 10 11 13 14"},
	/* bare: found or not */
	{"~~汪晓明", "0 14"},
	{"~~单雄心", "2"},
	{"～～闻西路", "4 5 6"},
	{"-~~汪晓明 王", "3 8"},
	{"~~\"王 明\"", "0 14"},
	{"~~13900004417", ""},
	{"dibao ~~王小明", "0"},
	{"王 !~~汪晓明", "3 8"},
	{"王 ！~~汪晓明", "3 8"},
	{"~~王小明 女", "14"},
	{"男 and ~~王小明", "0"},
	{"name ~~王小明", "0 14 ? 13"},
	{"王 ~~王小明", "0 14"},
	/* pinyin alone */
	{"py:wang", "0 3 8 14"},
	{"拼音：wxm", "0 14"},
	{"py:anna", "6"},
	{"py:an", "6"},
	{"py:xi", "0 2 5 7 14"},
	{"py:\"wang'wu\"", "8"},
	{"-py:wang 男", "2 4 5 9 ? 11 13"},
	{"py:yangqu", ""},
	/* 非 without a space */
	{"非低保 王", "3 8 14"},
	{"非女", "0 2 4 5 8 9 ? 11 13"},
	{"非非女", ""},
	{"非王", ""},
	{"（非低保）且 王 且 非 女", "8"},
};

static void parts_are_found(void **state)
{
	ask_all(*state, RESIDENT, parts, MQ_LENGTH(parts));
}

static void they_are_read_up_the_links(void **state)
{
	ask_all(*state, VISIT, (const struct expected[]){
		{"name^=王", "0 1 ? 6"},
		{"~~汪晓明", "0 1"},
		{"py:tan", "2 7"},
	}, 3);
}

/* ---- canonical ---- */

static const struct expected canonical[] = {
	{"姓名 ^= 王", "name^=王"},
	{"姓名＊＝“王 晓”", "name*=\"王 晓\""},
	{"性别^={男，女}", "sex^={男 女}"},
	{"姓名：～～王小明", "name~~王小明"},
	{"－姓名～～王小明", "-name~~王小明"},
	{"～～ 王小明", "~~王小明"},
	{"~~\"王 明\"", "~~\"王 明\""},
	{"女 ~~王小明 王", "sex:2 ~~王小明 王"},
	{"-name and ~~王小明", "-(name) ~~王小明"},
	{"name ~~ 王小明", "name~~王小明"},
	{"拼音： wang", "py:wang"},
	{"非低保", "-dibao"},
	{"非  低保", "-dibao"},
	{"（非低保 or 非独居）", "-dibao or -alone"},
	{"nl>=80", "age>=80"},
	{"nianling>=80", "age>=80"},
	{"xb:nan", "sex:1"},
	{"xb:{nan nv}", "sex:{1 2}"},
	{"xingbie:nu", "sex:2"},
	{"zh:gao", "care:high"},
	{"jwh:sanquanlujuweihui", "committee:c3"},
	{"sort:nl-", "sort:age-"},
	{"#dj", "alone"},
	{"#duju", "alone"},
	{"#独", "alone"},
	{"#gao", "#gao"},
	{"dj", "dj"},
};

static const char *print(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);

	mq_buf_clear(&fixture->said);
	mq_buf_adds(&fixture->said, "");
	mq_query_print(query, &fixture->said);
	mq_query_free(query);
	return fixture->said.data;
}

static void they_print_one_way_and_read_back(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(canonical); i++) {
		char *once;

		if (canonical[i].text[0] == '#' && canonical[i].answer[0] == '#') {
			continue;
		}
		once = mq_strdup(print(*state, canonical[i].text));
		assert_string_equal(once, canonical[i].answer);
		assert_string_equal(print(*state, once), once);
		free(once);
	}
}

/* ---- faults ---- */

static const struct {
	const char *text;
	const char *message;
	size_t column;
} faults[] = {
	{"age^=8", "cannot be compared with '^='", 1},
	{"disabled*=yes", "cannot be compared with '*='", 1},
	{"sex~~男", "cannot be compared with '~~'", 1},
	{"mentor^=P", "cannot be compared with '^='", 1},
	{"name^=?", "cannot be compared with '^='", 7},
	{"name~~*", "cannot be compared with '~~'", 7},
	{"name^=\"a\"..\"b\"", "cannot be compared with '^='", 7},
	{"sex^=x", "no code of 'sex' begins with 'x'", 6},
	{"committee*=闸北", "no code of 'committee' holds '闸北'", 12},
	{"sex^=\" \"", "no code of 'sex' begins with", 6},
	{"name~~王", "2 to 32 characters", 7},
	{"~~王", "2 to 32 characters", 3},
	{"~~{王芳 李芳}", "one text", 4},
	{"~~王小明..", "", 0},
	{"py:王", "no pinyin", 4},
	{"py:{wang li}", "one text", 5},
	{"py:wang1", "no pinyin", 4},
	{"visits.count()^=3", "cannot be compared with '^='", 17},
	{"sex:n", "'n' fits several names", 5},
	{"#gao", "", 0},
	{"#高", "'高' fits several names", 2},
	{"mo>1", "fits several names", 1},
};

static void what_is_wrong_is_said_where(void **state)
{
	struct fixture *fixture = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(faults); i++) {
		struct mq_query *query = NULL;
		struct mq_diag diag = {0};
		enum mq_err err = mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
			MQ_QUERY_WHOLE, faults[i].text, strlen(faults[i].text), &query, &diag);
		const struct mq_fault *fault = diag.faults;

		if (faults[i].column > 0 && (err != MQ_ERR_QUERY || (fault->hint == NULL && fault->repair == NULL)
				|| strstr(fault->message, faults[i].message) == NULL
				|| fault->column != faults[i].column)) {
			fprintf(stderr, "%s\n  %s, column %zu, hint %s\n", faults[i].text,
				err == MQ_OK ? "is right" : fault->message,
				err == MQ_OK ? 0 : fault->column,
				err == MQ_OK || fault->hint == NULL ? "" : fault->hint);
			wrong++;
		}
		mq_query_free(query);
		mq_diag_release(&diag);
	}
	assert_int_equal(wrong, 0);
}

/* ---- exact first, few looked at ---- */

static void who_fits_exactly_is_told_apart(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = fixture_query(fixture, RESIDENT, "~~王晓芳 name~~王芳");
	struct mq_answer answer = {0};

	assert_true(mq_query_has_near(query));
	fixture->view.cache = mq_cache_new(1 << 20);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
		assert_string_equal(say_answer(fixture, &answer), "3");
		mq_answer_release(&answer);
		assert_int_equal(mq_query_answer_exact(query, &fixture->view, &answer, NULL), MQ_OK);
		assert_string_equal(say_answer(fixture, &answer), "");
		mq_answer_release(&answer);
	}
	mq_query_free(query);
	query = fixture_query(fixture, RESIDENT, "name:王");
	assert_false(mq_query_has_near(query));
	mq_query_free(query);
	query = fixture_query(fixture, RESIDENT, "name~~王芳");
	assert_int_equal(mq_query_answer_exact(query, &fixture->view, &answer, NULL), MQ_OK);
	assert_string_equal(say_answer(fixture, &answer), "3 ? 13");
	mq_answer_release(&answer);
	mq_query_free(query);
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

static uint64_t scanned(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_answer answer = {0};
	struct mq_stats stats;

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, &stats, NULL), MQ_OK);
	mq_answer_release(&answer);
	mq_query_free(query);
	return stats.scanned;
}

static void only_who_may_fit_is_looked_at(void **state)
{
	assert_int_equal(scanned(*state, "name~~王小明"), 2);
	assert_int_equal(scanned(*state, "name~~李方"), 1);
	assert_int_equal(scanned(*state, "name^=王"), 4);
	assert_int_equal(scanned(*state, "name*=王"), 0);
	assert_int_equal(scanned(*state, "py:wang"), 4);
	assert_in_range(scanned(*state, "phone~~13900004417"), 2, 6);
	assert_int_equal(scanned(*state, "dibao name~~王小明"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_found),
		cmocka_unit_test(they_are_read_up_the_links),
		cmocka_unit_test(they_print_one_way_and_read_back),
		cmocka_unit_test(what_is_wrong_is_said_where),
		cmocka_unit_test(who_fits_exactly_is_told_apart),
		cmocka_unit_test(only_who_may_fit_is_looked_at),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
