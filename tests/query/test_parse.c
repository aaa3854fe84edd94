/* Texts that are refused, with their place; tails that are still being typed. */
#include "query/fixture.h"

static int open_schema(void **state)
{
	*state = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);
	return 0;
}

static enum mq_err make(struct fixture *fixture, enum mq_query_mode mode, const char *text, size_t len,
	struct mq_query **query, struct mq_diag *diag)
{
	return mq_query_new(fixture->schema, RESIDENT, fixture->view.today, mode, text, len, query,
		diag);
}

/* ---- faults ---- */

static const struct {
	const char *text;
	size_t column;
	const char *message;	/* a part */
	const char *hint;	/* a part, or NULL */
} bad[] = {
	/* names */
	{"agee>80", 1, "no field called 'agee'", "'age'"},
	{"高龄 年令>80", 4, "no field called '年令'", "'年龄'"},
	{"nmae:王", 1, "no field called 'nmae'", "'name'"},
	{"name_pinyin:wang", 1, "no field called 'name_pinyin'", NULL},
	{"visit_time>2024", 1, "no field called 'visit_time'", NULL},
	{"аge>80", 1, "no field called 'аge'", NULL},
	{"#nothing", 2, "no tag called 'nothing'", NULL},
	{"#name", 2, "no tag called 'name'", NULL},
	{"#", 1, "'#' wants a tag", NULL},
	{"@list", 1, "no saved list called '@list'", "in quotes"},
	/* values that are missing */
	{"age:", 5, "'age:' wants a value", "a value"},
	{"age>", 5, "'age>' wants a value", NULL},
	{"age> ", 6, "wants a value", NULL},
	{"(age>=)", 7, "'age>=' wants a value", NULL},
	{"name~", 6, "'name~' wants a value", NULL},
	{"name~//", 8, "wants a value", NULL},
	{"name:\"\"", 8, "wants a value", NULL},
	{"name:'", 7, "wants a value", NULL},
	{"sex:{}", 5, "this list is empty", NULL},
	{"sex:{ , }", 5, "this list is empty", NULL},
	{":80", 1, "no field before ':'", "field:value"},
	{">=80", 1, "no field before '>='", NULL},
	{"高龄 =80", 5, "neither yes nor no", NULL},
	/* values that are none */
	{"age:abc", 5, "'abc' is no whole number", NULL},
	{"age:1.5", 5, "'1.5' is no whole number", NULL},
	{"age:0x10", 5, "'0x10' is no whole number", NULL},
	{"age:٣", 5, "is no whole number", NULL},
	{"income:1e999", 8, "'1e999' is no number", NULL},
	{"income:.5", 8, "is no number", NULL},
	{"income:5.", 8, "is no number", NULL},
	{"income:-", 8, "is no number", NULL},
	{"income:1.23456", 8, "too many digits", NULL},
	{"income:123456789012", 8, "too many digits", NULL},
	{"年龄:>=99999999999999999999", 6, "too many digits", NULL},
	{"年龄：＞＝99999999999999999999", 6, "too many digits", NULL},
	{"birth:2024-02-30", 7, "is no date", "2024-03"},
	{"birth:1900-02-29", 7, "is no date", NULL},
	{"birth:99999-01-01", 7, "is no date", NULL},
	{"birth:-9999999d", 7, "is no date", NULL},
	{"birth:+99999y", 7, "is no date", NULL},
	{"birth<soon", 7, "is no date", NULL},
	{"disabled:maybe", 10, "neither yes nor no", "yes or no"},
	{"sex:3", 5, "'3' is no code of 'sex'", NULL},
	{"care:midd", 6, "'midd' is no code of 'care'", "'mid'"},
	{"committee:路", 11, "'路' is no code of 'committee'", NULL},
	{"sex:{男 x}", 8, "'x' is no code of 'sex'", NULL},
	/* comparisons that make no sense */
	{"sex<2", 1, "'sex' cannot be compared with '<'", "no order"},
	{"sex:1..2", 5, "no order", "sex:{a b}"},
	{"relief>=medical", 1, "cannot be compared", NULL},
	{"disabled>yes", 1, "cannot be compared", NULL},
	{"name<王", 1, "'name' cannot be compared with '<'", NULL},
	{"age~/8/", 1, "'age' cannot be compared with '~'", "patterns are for text"},
	{"sex!~1", 1, "cannot be compared with '!~'", NULL},
	{"mentor>P1", 1, "cannot be compared", NULL},
	{"age>{1 2}", 6, "a list cannot be compared with '>'", "':' or '!='"},
	{"age>1..2", 5, "cannot be compared with '>'", "':'"},
	{"age>?", 5, "cannot be compared with '>'", NULL},
	{"age=>80", 5, "cannot begin with '>'", NULL},
	{"age==80", 5, "cannot begin with '='", NULL},
	/* ranges */
	{"age:80..20", 5, "runs backwards", "20..80"},
	{"birth:1950..1940", 7, "runs backwards", "1940..1950"},
	{"birth:today..-30d", 7, "runs backwards", "-30d..today"},
	{"care:high..low", 6, "runs backwards", "low..high"},
	{"age:..", 5, "has no end", NULL},
	{"care:\"high\"..\"low\"", 6, "runs backwards", "low..high"},
	{"care:low..\"lowest\"", 11, "'\"lowest\"' is no code of 'care'", NULL},
	{"care:low..mid..\"high\"", 6, "is no code of 'care'", NULL},
	{"care:\"low\"..\"high", 13, "not closed", NULL},
	{"name:\"王\"..\"李\"", 6, "no order", NULL},
	{"age:1..x", 8, "'x' is no whole number", NULL},
	{"age:x..1", 5, "'x' is no whole number", NULL},
	/* dates and how long ago */
	{"moved:2021-W53", 7, "'2021-W53' is no date", "10y"},
	{"moved:6月", 7, "is no date", NULL},
	{"moved:1000y", 7, "is no date", NULL},
	{"moved:-3岁", 7, "is no date", NULL},
	{"moved>3y..", 7, "cannot be compared", NULL},
	{"moved:9y..3m", 7, "runs backwards", "3m..9y"},
	{"moved:10d..9d", 7, "runs backwards", "9d..10d"},
	{"moved:3y..2024", 7, "one end of '3y..2024' is a date", "2020..2024"},
	{"moved:2024..3y", 7, "one end of", NULL},
	{"age:6m", 5, "'6m' is no whole number", NULL},
	{"children:3y", 10, "'3y' is no whole number", NULL},
	/* brackets, quotes, operators */
	{"(高龄", 1, "not closed", ")"},
	{"高龄 ((女)", 4, "not closed", NULL},
	{"高龄)", 3, "no bracket is open here", NULL},
	{"()", 1, "nothing between", NULL},
	{"高龄 （　）", 4, "nothing between", NULL},
	{"{高龄}", 1, "'{' cannot stand here", NULL},
	{"高龄 }", 4, "'}' cannot stand here", NULL},
	{"sex:{男", 5, "not closed", NULL},
	{"\"王", 1, "not closed", NULL},
	{"name:\"王", 6, "not closed", NULL},
	{"/王", 1, "not closed", NULL},
	{"name~/王", 6, "not closed", NULL},
	{"and 高龄", 1, "no condition before 'and'", NULL},
	{"高龄 and", 4, "no condition behind 'and'", NULL},
	{"高龄 and and 女", 4, "no condition behind 'and'", NULL},
	{"or 高龄", 1, "no condition before 'or'", NULL},
	{"高龄 或", 4, "no condition behind '或'", NULL},
	{"高龄 or or 女", 4, "no condition behind 'or'", NULL},
	{"高龄 | ", 4, "no condition behind '|'", NULL},
	{"-", 1, "no condition behind '-'", NULL},
	{"高龄 not", 4, "no condition behind 'not'", NULL},
	{"(高龄 非)", 5, "no condition behind '非'", NULL},
	{"(or)", 2, "no condition before", NULL},
	/* relations */
	{"household.any", 14, "'household.any' wants brackets", NULL},
	{"household.some(高龄)", 10, "none of any, all, none, count", NULL},
	{"cars.any(高龄)", 1, "no relation called 'cars'", "household, dwelling, visits, needs"},
	{"members.any(高龄", 12, "not closed", NULL},
	{"household.count(高龄)", 20, "a count wants to be compared", ">=1"},
	{"household.count()>", 19, "wants a value", NULL},
	{"household.count()>x", 19, "no number", NULL},
	{"household.count()~1", 19, "cannot be compared with '~'", NULL},
	{"household.count()>-1", 19, "no number", NULL},
	{"household.count()=99999999999", 19, "no number", NULL},
	{"household.count():4..2", 19, "runs backwards", NULL},
	{"household.count():..", 19, "no number", NULL},
	{"household.count():{1 2}", 19, "a list cannot stand here", "a range can"},
	{"household.count()>1..2", 19, "'1..2' cannot be compared with '>'", NULL},
	/* who asks outside */
	{"age>^age", 5, "there is no outer record here", "in quotes it is text"},
	{"name:^王", 6, "there is no outer record here", NULL},
	{"^王", 1, "there is no outer record here", "in quotes it is text: \"^王\""},
	{"members.any(age>^^age)", 17, "there is no outer record here", NULL},
	{"members.any(^(age>^age))", 19, "there is no outer record here", NULL},
	{"members.any(^age>60)", 13, "'^age>60' wants brackets", "write ^(age>=60)"},
	{"members.any(^())", 14, "nothing between", NULL},
	{"members.any(age>^)", 18, "'^' wants a field", NULL},
	{"members.any(age>^aeg)", 18, "no field called 'aeg'", "did you mean 'age'"},
	{"members.any(sex={^sex})", 18, "a value cannot begin with '^'", "in quotes"},
	{"members.any(relief=^relief)", 13, "'relief' cannot be compared with 'relief'", "several codes"},
	{"members.any(sex=^care)", 13, "'sex' cannot be compared with 'care'", "one type"},
	{"members.any(age=^birth)", 13, "'age' cannot be compared with 'birth_date'", NULL},
	{"members.any(name>^name)", 13, "the values of 'name' have no order", "'='"},
	{"members.any(sex>=^sex)", 13, "the values of 'sex' have no order", NULL},
	{"members.count()>^children", 17, "a value cannot begin with '^'", NULL},
	/* numbers of relations */
	{"household.sum", 14, "'household.sum' wants brackets", NULL},
	{"household.sum()>1", 15, "'household.sum' wants a field", NULL},
	{"household.sum(inkom, 女)>1", 15, "no field called 'inkom'", NULL},
	{"household.sum(name)>1", 15, "the values of 'name' cannot be added up", "numbers can"},
	{"household.sum(age)>1", 15, "the values of 'age' cannot be added up", NULL},
	{"household.max(sex)>1", 15, "the values of 'sex' have no order", "numbers, dates and"},
	{"household.sum(income 女)>1", 22, "there is a comma", NULL},
	{"household.sum(income, 女", 14, "not closed", ")"},
	{"household.sum(income)", 22, "wants to be compared with a value", NULL},
	{"household.sum(income)>x", 23, "'x' is no number", NULL},
	{"household.sum(income)~1", 23, "cannot be compared with '~'", NULL},
	{"household.sum(income)>1..2", 23, "cannot be compared with '>'", NULL},
	{"household.sum(income):{1 2}", 23, "a list cannot stand here", NULL},
	{"visits.any(agee>1)", 12, "no field called 'agee'", "'age'"},
	{"visits.any(result:met)", 12, "no field called 'result'", NULL},
	/* patterns */
	{"name~/(/", 8, "not a pattern", NULL},
	{"name~/a\\Cb/", 10, NULL, NULL},
	{"/(*LIMIT_MATCH=4000000000)a/", 2, NULL, NULL},
	{"/[/", 3, NULL, NULL},
	{"…41", 1, "at least 3 characters", NULL},
	/* directives */
	{"sort:nothing", 6, "no field called 'nothing'", NULL},
	{"sort:note", 6, "cannot sort by 'note'", NULL},
	{"sort:elder_80", 6, "cannot sort by 'elder_80'", NULL},
	{"sort:", 6, "'sort:' wants a value", NULL},
	{"sort:age,", 10, "wants a value", NULL},
	{"cols:age,nix", 10, "no field called 'nix'", NULL},
	{"limit:x", 7, "no number of rows", NULL},
	{"limit:0", 7, "no number of rows", NULL},
	{"(sort:age)", 2, "outermost", NULL},
	{"-limit:3", 2, "outermost", NULL},
	{"from:cars", 6, "no kind of record called 'cars'", NULL},
	{"from:visist 女", 6, "no kind of record called 'visist'", "'visit'"},
	{"from:", 6, "'from:' wants a value", "a kind of record"},
	{"来自： 女", 5, "no kind of record called '女'", NULL},
	{"from:\"visit", 6, "not closed", NULL},
	{"女 from:visit", 3, "has to be the first", NULL},
	{"(from:visit)", 2, "has to be the first", NULL},
	{"-from:visit", 2, "has to be the first", NULL},
	{"from:visit from:visit", 12, "has to be the first", NULL},
	{"sort:name from:visit", 11, "has to be the first", NULL},
	{"visits.any(from:visit)", 12, "has to be the first", NULL},
	{"from:visit or", 12, "no condition before 'or'", NULL},
	{"from=visit", 1, "no field called 'from'", NULL},
	/* bytes */
	{"高龄\n女", 3, "control character", NULL},
	{"\x1b[31m", 1, "control character", NULL},
	{"高龄 \xff", 4, "not valid UTF-8", NULL},
	{"\xc0\xaf", 1, "not valid UTF-8", NULL},
};

static void bad_texts_are_refused_at_their_place(void **state)
{
	struct fixture *fixture = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(bad); i++) {
		struct mq_query *query = NULL;
		struct mq_diag diag = {0};
		enum mq_err err = make(fixture, MQ_QUERY_WHOLE, bad[i].text, strlen(bad[i].text),
			&query, &diag);
		const struct mq_fault *fault = diag.n_faults > 0 ? diag.faults : NULL;
		bool good = err == MQ_ERR_QUERY && fault != NULL && diag.n_faults == 1
			&& fault->column == bad[i].column
			&& (bad[i].message == NULL || strstr(fault->message, bad[i].message) != NULL)
			&& (bad[i].hint == NULL || (fault->hint != NULL
				&& strstr(fault->hint, bad[i].hint) != NULL));

		if (!good) {
			fprintf(stderr, "%s\n  column %zu: %s (%s)\n", bad[i].text,
				fault != NULL ? fault->column : 0,
				fault != NULL ? fault->message : "accepted",
				fault != NULL && fault->hint != NULL ? fault->hint : "no hint");
			wrong++;
		}
		mq_query_free(query);
		mq_diag_release(&diag);
	}
	assert_int_equal(wrong, 0);
}

/* ---- limits ---- */

static void assert_limit(struct fixture *fixture, const char *text, size_t len)
{
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};

	assert_int_equal(make(fixture, MQ_QUERY_WHOLE, text, len, &query, &diag), MQ_ERR_LIMIT);
	assert_int_equal(diag.n_faults, 1);
	mq_diag_release(&diag);
	assert_int_equal(make(fixture, MQ_QUERY_TYPING, text, len, &query, NULL), MQ_ERR_LIMIT);
}

/* piece n times, then rest. */
static char *repeat(const char *piece, size_t n, const char *rest)
{
	struct mq_buf text = {0};

	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(&text, piece);
	}
	mq_buf_adds(&text, rest);
	return mq_buf_take(&text);
}

static void what_is_too_much_is_refused(void **state)
{
	static const struct {
		const char *piece;
		size_t n;
		const char *rest;
	} table[] = {
		{"(", 10000, ""}, {"(", 65, "女"}, {"-", 65536, ""}, {"-", 65, "女"}, {"not ", 65, "女"},
		{"女 or ", 256, "男"}, {"王 ", 257, ""}, {"x", 1000000, ""}, {"household.any(", 4, "女))))"},
		{"household.any(", 9, "女)))))))))"}, {"(-", 40, "女"},
	};

	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		char *text = repeat(table[i].piece, table[i].n, table[i].rest);

		assert_limit(*state, text, strlen(text));
		free(text);
	}
}

static void the_bounds_themselves_are_fine(void **state)
{
	char *closing = repeat(")", 64, "");
	char *deep = repeat("(", 64, "女");
	char *text = mq_format("%s%s", deep, closing);
	const char *nested = "household.any(visits.any(resident.any(女)))";
	struct mq_query *query;

	assert_int_equal(make(*state, MQ_QUERY_WHOLE, text, strlen(text), &query, NULL), MQ_OK);
	mq_query_free(query);
	free(text);
	free(deep);
	free(closing);
	text = repeat("女 or ", 255, "男");
	assert_int_equal(make(*state, MQ_QUERY_WHOLE, text, strlen(text), &query, NULL), MQ_OK);
	mq_query_free(query);
	free(text);
	assert_int_equal(make(*state, MQ_QUERY_WHOLE, nested, strlen(nested), &query, NULL), MQ_OK);
	mq_query_free(query);
}

static void a_zero_byte_is_refused(void **state)
{
	struct mq_query *query;
	struct mq_diag diag = {0};

	assert_int_equal(make(*state, MQ_QUERY_TYPING, "女\0男", 7, &query, &diag), MQ_ERR_QUERY);
	assert_int_equal(diag.faults[0].column, 2);
	mq_diag_release(&diag);
}

/* ---- typing ---- */

static const struct {
	const char *text;
	const char *printed;
	const char *tail;
	const char *expected;	/* a part, or NULL */
} typing[] = {
	{"高", "高", "", NULL},
	{"高龄", "elder_80", "", NULL},
	{"高龄 ", "elder_80", "", NULL},
	{"高龄 女", "elder_80 sex:2", "", NULL},
	{"年龄:", "", "年龄:", "a value"},
	{"女 年龄:", "sex:2", "年龄:", "a value"},
	{"女 age>", "sex:2", "age>", "a value"},
	{"女 age>=", "sex:2", "age>=", "a value"},
	{"女 age>=8", "sex:2 age>=8", "", NULL},
	{"女 age:80..", "sex:2 age:80..", "", NULL},
	{"女 birth:19", "sex:2", "birth:19", "date"},
	{"女 birth:194", "sex:2", "birth:194", "date"},
	{"女 birth:1940", "sex:2 birth_date:1940", "", NULL},
	{"女 birth:1940-", "sex:2", "birth:1940-", "date"},
	{"女 birth:-30", "sex:2", "birth:-30", "date"},
	{"女 care:zz", "sex:2", "care:zz", "no code"},
	{"女 care:mi", "sex:2 care:mid", "", NULL},
	{"女 care:{low ", "sex:2", "care:{low ", NULL},
	{"女 care:{low mid}", "sex:2 care:{low mid}", "", NULL},
	{"女 agee:", "sex:2", "agee:", NULL},
	{"女 sort:", "sex:2", "sort:", "a field"},
	{"女 sort:ag", "sex:2", "sort:ag", NULL},
	{"女 sort:age", "sex:2 sort:age", "", NULL},
	{"女 sort:zz", "sex:2", "sort:zz", NULL},
	{"女 limit:", "sex:2", "limit:", "rows"},
	{"女 household.", "sex:2", "household.", "any"},
	{"女 household.an", "sex:2", "household.an", "any"},
	{"女 household.any", "sex:2", "household.any", "("},
	{"女 household.any(", "sex:2", "household.any(", NULL},
	{"女 household.any(高", "sex:2", "household.any(高", ")"},
	{"女 household.any(age>", "sex:2", "household.any(age>", "a value"},
	{"女 household.any(高龄)", "sex:2 household.any(elder_80)", "", NULL},
	{"女 household.count(高龄)", "sex:2", "household.count(高龄)", ">=1"},
	{"女 household.count(高龄)>", "sex:2", "household.count(高龄)>", "a value"},
	{"女 household.count(高龄)>x", "sex:2", "household.count(高龄)>x", "no number"},
	{"女 household.count(高龄)>1", "sex:2 household.count(elder_80)>1", "", NULL},
	{"女 -household.any(高龄 or ", "sex:2", "-household.any(高龄 or ", NULL},
	{"女 \"阳曲", "sex:2", "\"阳曲", "\""},
	{"女 name:\"王", "sex:2", "name:\"王", "\""},
	{"女 '", "sex:2", "'", NULL},
	{"女 /王", "sex:2", "/王", "/"},
	{"女 name~/(王", "sex:2", "name~/(王", "/"},
	{"女 name~(王", "sex:2", "name~(王", "pattern"},
	{"女 and", "sex:2", "and", "a condition"},
	{"女 and ", "sex:2", "and ", "a condition"},
	{"女 且", "sex:2", "且", "a condition"},
	{"女 and age>", "sex:2", "and age>", "a value"},
	{"女 or", "sex:2", "or", "a condition"},
	{"女 or 高龄 or -", "sex:2 or elder_80", "or -", "a condition"},
	{"女 or 高龄 age:", "sex:2 or elder_80", "age:", "a value"},
	{"女 -", "sex:2", "-", "a condition"},
	{"女 -age:", "sex:2", "-age:", "a value"},
	{"女 非", "sex:2", "非", "a condition"},
	{"女 (", "sex:2", "(", NULL},
	{"女 (高龄", "sex:2", "(高龄", ")"},
	{"女 (高龄 or (残疾 and", "sex:2", "(高龄 or (残疾 and", "a condition"},
	{"女 -(高龄 or", "sex:2", "-(高龄 or", "a condition"},
	{"女 #", "sex:2", "#", "tag"},
	{"女 #高", "sex:2", "#高", "several"},
	{"女 age>=abc", "sex:2", "age>=abc", "'abc' is no whole number"},
	{"女 household.an", "sex:2", "household.an", "expected here: any, all"},
	{"女 @", "sex:2", "@", NULL},
	{"女 …", "sex:2 …", "", NULL},
	{"女 …4", "sex:2", "…4", "at least 3"},
	{"or", "", "or", NULL},
	{"-", "", "-", "a condition"},
	{"(", "", "(", NULL},
	{"", "", "", NULL},
};

static void a_tail_is_left_out_and_the_rest_stands(void **state)
{
	struct fixture *fixture = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(typing); i++) {
		const char *text = typing[i].text;
		struct mq_query *query = NULL;
		struct mq_diag diag = {0};
		struct mq_buf printed = {0};
		enum mq_err err = make(fixture, MQ_QUERY_TYPING, text, strlen(text), &query, &diag);
		bool good = err == MQ_OK;

		if (good) {
			const char *expected = mq_query_expected(query);

			mq_query_print(query, &printed);
			good = strcmp(printed.len > 0 ? printed.data : "", typing[i].printed) == 0
				&& strcmp(text + mq_query_tail(query), typing[i].tail) == 0
				&& (expected != NULL) == (typing[i].tail[0] != '\0')
				&& (typing[i].expected == NULL
					|| strstr(expected, typing[i].expected) != NULL);
		}
		if (!good) {
			fprintf(stderr, "%s\n  printed: %s\n  tail: %s\n  expected: %s\n", text,
				printed.len > 0 ? printed.data : "",
				err == MQ_OK ? text + mq_query_tail(query) : diag.faults[0].message,
				err == MQ_OK && mq_query_expected(query) != NULL
					? mq_query_expected(query) : "-");
			wrong++;
		}
		mq_buf_release(&printed);
		mq_diag_release(&diag);
		mq_query_free(query);
	}
	assert_int_equal(wrong, 0);
}

static void what_is_wrong_before_the_tail_stays_wrong(void **state)
{
	static const char *const texts[] = {"agee>80 女", "agee>8", "sex:zz 女", "(sex:zz) age:",
		"高龄) 女", "birth:1950..1940 女", "() 女"};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct mq_query *query;

		assert_int_equal(make(*state, MQ_QUERY_TYPING, texts[i], strlen(texts[i]), &query, NULL),
			MQ_ERR_QUERY);
	}
}

/* Whatever is typed, no prefix of a good text is a fault that a longer one is not
 * the cure of: in typing mode every prefix is answered. */
static void every_prefix_of_a_good_text_is_answered(void **state)
{
	static const char *const texts[] = {
		"高龄 and household.any(残疾:是 and 年龄<18) sort:age-,name limit:20",
		"（女　或　男）且　－低保　备注：\"轮椅 旧\"　出生：1940..1946",
		"name~/^王.*芳$/ or -(care:{low mid} visits.count(date>=-30d)=0)",
		"income:1999.99..2000.01 'anna #低保 …4417 760-12-302 birth>=2024-03-01",
		"household.none(visits.all(outcome:met or date:近30天)) moved:..+14d cols:name,age",
		"name^=王 and -address*={路 弄} name～～王小明 非低保 ~~阳去路 py:xi'an nl>=80 #dj",
		"household.any(age>^age -^(高龄) visits.any(date<=^^moved)) members.none(name=^name)",
		"户.合计（收入，年龄<18)>=2000 visits.max(date):* household.count(age<18):2..4",
	};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		size_t len = strlen(texts[i]);

		for (size_t n = 0; n <= len; n++) {
			struct mq_query *query;
			struct mq_diag diag = {0};

			if (mq_utf8_check(texts[i], n) < n) {
				continue;
			}
			if (make(*state, MQ_QUERY_TYPING, texts[i], n, &query, &diag) != MQ_OK) {
				fail_msg("%.*s: %s", (int)n, texts[i], diag.faults[0].message);
			}
			assert_true(mq_query_tail(query) <= n);
			mq_query_free(query);
		}
	}
}

/* ---- forms that mean the same ---- */

static const char *printed(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);

	mq_buf_clear(&fixture->said);
	mq_buf_adds(&fixture->said, "");
	mq_query_print(query, &fixture->said);
	mq_query_free(query);
	return fixture->said.len > 0 ? fixture->said.data : "";
}

static const struct {
	const char *text;
	const char *canonical;
} same[] = {
	{"　高龄　且　（独居　或　困难）", "elder_80 (alone or hardship)"},
	{"高龄 AND NOT 独居", "elder_80 -alone"},
	{"高龄 ！独居", "elder_80 -alone"},
	{"高龄|独居", "elder_80 or alone"},
	{"高龄｜独居", "elder_80 or alone"},
	{"a b or c d", "a b or c d"},
	{"a (b or c) d", "a (b or c) d"},
	{"(a b) (c d)", "a b c d"},
	{"(a or b) or (c or d)", "a or b or c or d"},
	{"not (a b)", "-(a b)"},
	{"not not a", "--a"},
	{"not a b", "-a b"},
	{"年龄 ＞＝ 80", "age>=80"},
	{"年龄≥80 年龄≤90 年龄≠85", "age>=80 age<=90 age!=85"},
	{"age:>=080", "age>=80"},
	{"income=2000.50元", "income:2000.5"},
	{"income:-0.0001", "income:-0.0001"},
	{"性别：｛男，女｝", "sex:{1 2}"},
	{"sex={男、女}", "sex:{1 2}"},
	{"sex:{男}", "sex:1"},
	{"sex!={男 女}", "sex!={1 2}"},
	{"sex：？", "sex:?"},
	{"sex:＊", "sex:*"},
	{"残疾:否", "-disabled"},
	{"残疾:有", "disabled"},
	{"disabled!=no", "disabled"},
	{"disabled:?", "disabled:?"},
	{"disabled:{yes no}", "disabled:{true false}"},
	{"出生:1940。。1946", "birth_date:1940..1946"},
	{"出生:..2024年3月", "birth_date:..2024年3月"},
	{"户.有(成员.计数(女)>1)", "household.any(household.count(sex:2)>1)"},
	{"走访.没有（日期：近30天）", "visits.none(visit_time:近30天)"},
	{"户.计数（女）：２。。4", "household.count(sex:2):2..4"},
	{"household.count()=2..", "household.count():2.."},
	{"household.count()!=..02", "household.count()!=..2"},
	{"户.合计（收入、 女 或 男）＞2000元", "household.sum(income, sex:2 or sex:1)>2000"},
	{"户.总和( income )=1", "household.sum(income):1"},
	{"走访.最晚(日期，)：本月", "visits.max(visit_time):本月"},
	{"household.min(care)!=low..mid", "household.min(care)!=low..mid"},
	{"户.最小(年龄):?", "household.min(age):?"},
	{"户.有（性别：＾性别　年龄：＜＝　＾年龄）", "household.any(sex=^sex age<=^age)"},
	{"成员.有(走访.有(日期!=＾＾迁入))", "household.any(visits.any(visit_time!=^^moved))"},
	{"走访.有(非 ＾（高龄　或　女）)", "visits.any(-^(elder_80 or sex:2))"},
	{"household.any(^(visits.any(phone=^phone)))", "household.any(^(visits.any(phone=^phone)))"},
	{"name='王芳", "name='王芳"},
	{"name:\"王 芳\"", "name:\"王 芳\""},
	{"name~^王(芳|五)", "name~/^王(芳|五)/"},
	{"name~a/b", "name~/a\\/b/"},
	{"name！～王", "name!~/王/"},
	{"“高龄”", "\"高龄\""},
	{"mentor:P6", "mentor:P6"},
	{"排序：年龄－、姓名　限:5　列:姓名，年龄", "sort:age-,name limit:5 cols:name,age"},
	{"女 sort:age sort:name", "sex:2 sort:name"},
	{"女 or 男 sort:age", "(sex:2 or sex:1) sort:age"},
	{"女 sort:age or 男", "(sex:2 or sex:1) sort:age"},
};

static void forms_that_mean_the_same_print_the_same(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(same); i++) {
		assert_string_equal(printed(*state, same[i].text), same[i].canonical);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_texts_are_refused_at_their_place),
		cmocka_unit_test(what_is_too_much_is_refused),
		cmocka_unit_test(the_bounds_themselves_are_fine),
		cmocka_unit_test(a_zero_byte_is_refused),
		cmocka_unit_test(a_tail_is_left_out_and_the_rest_stands),
		cmocka_unit_test(what_is_wrong_before_the_tail_stays_wrong),
		cmocka_unit_test(every_prefix_of_a_good_text_is_answered),
		cmocka_unit_test(forms_that_mean_the_same_print_the_same),
	};

	return cmocka_run_group_tests(tests, open_schema, fixture_close);
}
