/* Saved lists in queries: arguments are values and never syntax, an edited list is not
 * answered from what is kept. */
#include "query/lists.h"

#define LISTS \
	"saved:\n" \
	"  old: {zh: 老人, en: the old, params: {n: {type: int, default: 80}}, is: 'age>=$n',\n" \
	"    sort: 'age-,name', cols: 'name,age', limit: 3}\n" \
	"  band: {params: {a: {type: int}, b: {type: int, default: 84}}, is: 'age:$a..$b'}\n" \
	"  above: {params: {a: {type: int}}, is: 'age:$a..'}\n" \
	"  below: {params: {a: {type: int}}, is: 'age:10..$a'}\n" \
	"  between: {params: {a: {type: date}, b: {type: date}}, is: 'moved:$a..$b'}\n" \
	"  earning: {params: {yuan: {type: decimal}}, is: 'income<$yuan'}\n" \
	"  of_sex: {params: {s: {type: code, of: sex, zh: 性别}}, is: 'sex:$s'}\n" \
	"  called: {params: {who: {type: text}}, is: 'name:$who'}\n" \
	"  exactly: {params: {who: {type: text}}, is: 'name=$who'}\n" \
	"  noted: {params: {what: {type: text}}, is: 'note:{$what 不良}'}\n" \
	"  is_poor: {params: {yes: {type: bool, default: true}}, is: 'poor:$yes'}\n" \
	"  kids: {params: {n: {type: int}}, is: 'visits.count(outcome:met)>=$n'}\n" \
	"  old_women: {params: {n: {type: int, default: 75}}, is: '@old(n:$n) @of_sex(s:女)'}\n" \
	"  either: {params: {n: {type: int, default: 90}}, is: '@old($n) or disabled'}\n" \
	"  scanned: {is: 'note~轮椅 or name~^王'}\n" \
	"  homes: {kind: household, is: 'poor'}\n" \
	"  just_old: {is: '@old(60)', limit: 5}\n"

static int open_lists(void **state)
{
	fixture_open(state);
	put_lists(*state, LISTS, MQ_SAVED_PERSONAL);
	return 0;
}

/* What text is answered is what plain is. */
static void means(struct fixture *fixture, const char *text, const char *plain)
{
	char *answer = mq_strdup(ask(fixture, RESIDENT, plain));

	assert_string_equal(ask(fixture, RESIDENT, text), answer);
	free(answer);
}

static void parameters_of_each_type_are_values(void **state)
{
	means(*state, "@old", "age>=80");
	means(*state, "@old(60)", "age>=60");
	means(*state, "＠老人（ｎ：60）", "age>=60");
	means(*state, "@\"the old\"(n=60)", "age>=60");
	means(*state, "@band(60)", "age:60..84");
	means(*state, "@band(60, 64)", "age:60..64");
	means(*state, "@band(b：64，a：60)", "age:60..64");
	means(*state, "@band(60、64)", "age:60..64");
	means(*state, "@above(80)", "age>=80");
	means(*state, "@below(64)", "age:10..64");
	means(*state, "@between(2024-01, -5d)", "moved:2024-01..-5d");
	means(*state, "@earning(1999.995)", "income<1999.995");
	means(*state, "@earning(yuan: \"2000\")", "income<2000");
	means(*state, "@of_sex(女)", "sex:2");
	means(*state, "@of_sex(性别:2)", "sex:2");
	means(*state, "@of_sex(s:fem)", "sex:2");
	means(*state, "@called(wangfang)", "name:wangfang");
	means(*state, "@called(\"王\")", "name:\"王\"");
	means(*state, "@exactly(Anna Lee)", "name=\"Anna Lee\"");
	means(*state, "@noted(轮椅 旧)", "note:{\"轮椅 旧\" 不良}");
	means(*state, "@is_poor", "poor");
	means(*state, "@is_poor(否)", "poor:false");
	means(*state, "@kids(1)", "visits.count(outcome:met)>=1");
}

static void lists_compose(void **state)
{
	means(*state, "@old_women", "age>=75 sex:2");
	means(*state, "@old_women(90) dibao", "age>=90 sex:2 dibao");
	means(*state, "-@either or 女", "-(age>=90 or disabled) or sex:2");
	means(*state, "@either 女", "(age>=90 or disabled) sex:2");
	means(*state, "household.any(@either(85))", "household.any(age>=85 or disabled)");
	means(*state, "household.none(@old and -@of_sex(1))", "household.none(age>=80 and -sex:1)");
	means(*state, "@scanned 女", "(note~轮椅 or name~^王) sex:2");
	means(*state, "household.any(@scanned)", "household.any(note~轮椅 or name~^王)");
}

static void what_looks_like_syntax_stays_one_value(void **state)
{
	static const char *const texts[] = {
		"*", "?", "a or b", "/王/", "{a b}", "1..5", "王)(芳", "-王", "^name", "~王", ">=5", "$who",
		"'王", "…4417", "...4417", "a|b", "sex:2", "@old", "王 or 女",
	};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		char *call = mq_format("@called(\"%s\")", texts[i]);
		char *plain = mq_format("name:\"%s\"", texts[i]);

		means(*state, call, plain);
		free(call);
		free(plain);
	}
	means(*state, "@called(who:*)", "name:\"*\"");
	means(*state, "@called(who:?)", "name:\"?\"");
	means(*state, "@called(王 or 女)", "name:\"王 or 女\"");
	means(*state, "@called({王芳 李芳})", "name:\"{王芳 李芳}\"");
	means(*state, "@called(…晓明)", "name:\"…晓明\"");
	means(*state, "@called(>=5)", "name:\">=5\"");
	refused(*state, "@old(\"80 or 女\")", "no whole number");
	refused(*state, "@old(60..70)", "no whole number");
	refused(*state, "@old(*)", "no whole number");
}

static void they_print_as_they_are_called(void **state)
{
	prints(*state, "@old", "@old");
	prints(*state, "@老( ９０ )", "@old(n:90)");
	prints(*state, "@band(b=64, a=60)", "@band(a:60, b:64)");
	prints(*state, "@called(王 芳)", "@called(who:\"王 芳\")");
	prints(*state, "@called('王芳)", "@called(who:'王芳)");
	prints(*state, "@called(王芳)", "@called(who:王芳)");
	prints(*state, "@of_sex(女)", "@of_sex(s:2)");
	prints(*state, "@between(本月, 2024-07)", "@between(a:本月, b:2024-07)");
	prints(*state, "not (@old or @either) 女", "-(@old or @either) sex:2");
	prints(*state, "household.any(@old(70))", "household.any(@old(n:70))");
	prints(*state, "@is_poor(no)", "@is_poor(yes:false)");
	prints(*state, "@old_women(80)", "@old_women(n:80)");
}

static void a_list_stays_one_condition(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = fixture_query(fixture, RESIDENT, "@old_women 王");
	size_t start;
	size_t end;

	assert_int_equal(mq_query_n_conjuncts(query), 2);
	mq_query_conjunct_span(query, 0, &start, &end);
	assert_int_equal(start, 0);
	assert_int_equal(end, strlen("@old_women"));
	mq_query_free(query);
}

static void what_is_amiss_is_told_with_the_parameters(void **state)
{
	refused(*state, "@nobody", "no saved list called '@nobody'");
	refused(*state, "@olt", "'old'");
	refused(*state, "@", "wants the name");
	refused(*state, "@()", "wants the name");
	refused(*state, "@band", "wants its parameter 'a'");
	refused(*state, "@band()", "@band(a: int, b: int = 84)");
	refused(*state, "@band(x:5)", "no such parameter");
	refused(*state, "@band(x:5)", "@band(a: int, b: int = 84)");
	refused(*state, "@band(1, 2, 3)", "fewer arguments");
	refused(*state, "@band(1, a:2)", "given twice");
	refused(*state, "@band(a:1, a:2)", "given twice");
	refused(*state, "@band(a:)", "wants a value");
	refused(*state, "@band(1,)", "wants a value");
	refused(*state, "@band(a:eighty)", "'eighty' is no whole number");
	refused(*state, "@band(a:\"1\" 2)", "comma");
	refused(*state, "@band(a:1", "not closed");
	refused(*state, "@between(2024, gestern)", "no date");
	refused(*state, "@of_sex(5)", "no code");
	refused(*state, "@band(90)", "these values do not go with '@band'");
	refused(*state, "@band(90)", "runs backwards");
	refused(*state, "@is_poor(maybe)", "neither yes nor no");
	refused(*state, "@homes", "another kind");
	refused(*state, "$n", "within a saved list only");
	refused(*state, "age>=$n", "within a saved list only");
	refused(*state, "age:1..$n", "within a saved list only");
	refused(*state, "@old($n)", "within a saved list only");
}

static void faults_come_with_what_puts_them_right(void **state)
{
	static const char *const texts[][2] = {
		{"@olt 女", "@old 女"},
		{"@xyzxyzxyz", "\"@xyzxyzxyz\""},
		{"女 @", "女 "},
		{"@band", "@band(a:1)"},
		{"@band(b:5)", "@band(b:5, a:1)"},
		{"household.any(@band(", "household.any(@band())"},
		{"household.any(@band(5", "household.any(@band(5))"},
		{"household.any(@band(a:", "household.any(@band(a:1))"},
		{"household.any(@band(a:five", "household.any(@band(a:1))"},
		{"@band(x:5)", "@band()"},
		{"@band(x:5, 6)", "@band(6)"},
		{"@band(1, x:5, b:6)", "@band(1, b:6)"},
		{"@band(1, 2, 3)", "@band(1, 2)"},
		{"@band(1, a:2)", "@band(1)"},
		{"@band(1,)", "@band(1,84)"},
		{"@called(\"a", "@called(\"a\")"},
		{"@of_sex(femail)", "@of_sex(2)"},
		{"@old(eighty)", "@old(80)"},
		{"@homes", "\"@homes\""},
		{"$n", "\"$n\""},
		{"age>=$n", "age>=\"$n\""},
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct mq_query *query = NULL;
		struct mq_diag diag = {0};
		const char *repair;

		assert_int_not_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
			MQ_QUERY_WHOLE, texts[i][0], strlen(texts[i][0]), &query, &diag), MQ_OK);
		repair = diag.faults[0].repair;
		if (repair == NULL || strcmp(repair, texts[i][1]) != 0) {
			fail_msg("'%s' becomes '%s', not '%s'", texts[i][0],
				repair != NULL ? repair : "(nothing)", texts[i][1]);
		}
		mq_diag_release(&diag);
	}
}

static void half_a_list_is_a_tail(void **state)
{
	static const char *const texts[] = {
		"女 @", "女 @ol", "女 @nob", "女 @old(", "女 @old(n", "女 @old(n:", "女 @old(n:9",
		"女 @band(1,", "女 @called(\"a b", "女 @homes", "女 @band",
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		for (size_t len = 0; len <= strlen(texts[i]); len++) {
			struct mq_query *query = NULL;

			if (mq_utf8_check(texts[i], len) < len) {
				continue;
			}
			if (mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
					MQ_QUERY_TYPING, texts[i], len, &query, NULL) != MQ_OK) {
				fail_msg("refused: %.*s", (int)len, texts[i]);
			}
			mq_query_free(query);
		}
	}
}

static void directives_count_where_the_list_is_all(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = fixture_query(fixture, RESIDENT, "@old");
	size_t n;
	const struct mq_sort *sort = mq_query_sort(query, &n);

	assert_int_equal(n, 2);
	assert_int_equal(sort[0].field, fixture_field(fixture, "age"));
	assert_true(sort[0].descending);
	assert_int_equal(mq_query_limit(query), 3);
	mq_query_columns(query, &n);
	assert_int_equal(n, 2);
	mq_query_free(query);
	prints(fixture, "@old", "@old");
	query = fixture_query(fixture, RESIDENT, "@old sort:name limit:7");
	mq_query_sort(query, &n);
	assert_int_equal(n, 1);
	assert_int_equal(mq_query_limit(query), 7);
	mq_query_columns(query, &n);
	assert_int_equal(n, 2);
	mq_query_free(query);
	prints(fixture, "@old sort:name", "@old sort:name");
	query = fixture_query(fixture, RESIDENT, "@just_old");
	assert_int_equal(mq_query_limit(query), 5);
	mq_query_sort(query, &n);
	assert_int_equal(n, 2);
	mq_query_free(query);
	query = fixture_query(fixture, RESIDENT, "@old 女");
	mq_query_sort(query, &n);
	assert_int_equal(n, 0);
	assert_int_equal(mq_query_limit(query), 0);
	mq_query_free(query);
}

static void an_edited_list_is_answered_anew(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 20);
	put_lists(fixture, "saved: {x: {is: 'household.any(sex:1)'}, y: {is: '@x'}}\n",
		MQ_SAVED_PERSONAL);
	means(fixture, "@y", "household.any(sex:1)");
	means(fixture, "household.any(@x)", "household.any(household.any(sex:1))");

	struct mq_query *old = fixture_query(fixture, RESIDENT, "@y");
	struct mq_answer answer = {0};

	put_lists(fixture, "saved: {x: {is: 'household.any(sex:2)'}, y: {is: '@x'}}\n",
		MQ_SAVED_PERSONAL);
	/* One that was compiled before is still good, and spoils nothing. */
	assert_int_equal(mq_query_answer(old, &fixture->view, &answer, NULL, NULL), MQ_OK);
	mq_answer_release(&answer);
	mq_query_free(old);
	means(fixture, "@y", "household.any(sex:2)");
	means(fixture, "household.any(@x)", "household.any(household.any(sex:2))");
	put_lists(fixture, "saved: {z: {is: '女'}}\n", MQ_SAVED_PERSONAL);
	refused(fixture, "@x", "no saved list");
}

static const struct mq_param printed_params[] = {
	{.id = "n", .zh = "n", .en = "n", .type = MQ_PARAM_INT, .otherwise = "70"},
	{.id = "d", .zh = "d", .en = "d", .type = MQ_PARAM_DATE, .otherwise = "2024-05-01"},
};

/* What is printed of an expression that is no list of the schema's. */
static char *printed(struct fixture *fixture, const char *is, const char *as, enum mq_err expected)
{
	const struct mq_saved list = {.id = "x", .kind = RESIDENT, .params = printed_params,
		.n_params = MQ_LENGTH(printed_params), .is = is, .where = MQ_SAVED_CONFIG, .as = as};
	struct mq_buf text = {0};

	assert_int_equal(mq_query_print_saved(fixture->schema, &list, &text, NULL), expected);
	return mq_buf_take(&text);
}

static void an_expression_is_printed_with_its_values_in_it(void **state)
{
	static const struct {
		const char *is;
		const char *text;
	} cases[] = {
		{"age>=$n and not disabled", "age>=70 -disabled"},
		{"age:60..$n or moved>=$d", "age:60..70 or moved>=2024-05-01"},
		{"poor", "poor"},
	};

	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		char *text = printed(*state, cases[i].is, "policy 'x'", MQ_OK);

		assert_string_equal(text, cases[i].text);
		free(text);
	}
}

static void a_bare_word_in_an_expression_is_a_tag_or_a_fault(void **state)
{
	free(printed(*state, "pooor age>=$n", NULL, MQ_OK));
	free(printed(*state, "pooor age>=$n", "policy 'x'", MQ_ERR_CONFIG));
	free(printed(*state, "poor age>=$m", "policy 'x'", MQ_ERR_CONFIG));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters_of_each_type_are_values),
		cmocka_unit_test(lists_compose),
		cmocka_unit_test(what_looks_like_syntax_stays_one_value),
		cmocka_unit_test(they_print_as_they_are_called),
		cmocka_unit_test(a_list_stays_one_condition),
		cmocka_unit_test(what_is_amiss_is_told_with_the_parameters),
		cmocka_unit_test(faults_come_with_what_puts_them_right),
		cmocka_unit_test(half_a_list_is_a_tail),
		cmocka_unit_test(directives_count_where_the_list_is_all),
		cmocka_unit_test_setup_teardown(an_edited_list_is_answered_anew, open_lists,
			fixture_close),
		cmocka_unit_test(an_expression_is_printed_with_its_values_in_it),
		cmocka_unit_test(a_bare_word_in_an_expression_is_a_tag_or_a_fault),
	};

	return cmocka_run_group_tests(tests, open_lists, fixture_close);
}
