/* Lists that lean on one another, on tags and on names that were: loops are named, and what
 * leans too deep is refused. */
#include "query/lists.h"

/* ---- leaning ---- */

static struct fixture *open_with(const char *more)
{
	char *all = mq_format("%s%s%s", FIXTURE_KINDS FIXTURE_FIELDS, FIXTURE_DERIVED, more);
	struct fixture *fixture = fixture_open_schema(all);

	free(all);
	return fixture;
}

static enum mq_err check(const char *more, struct mq_diag *diag)
{
	struct fixture *fixture = open_with(more);
	void *state = fixture;
	enum mq_err err = mq_query_check_derived(fixture->schema, diag);

	if (err == MQ_OK) {
		err = mq_query_check_saved(fixture->schema, NULL, diag);
	}
	fixture_close(&state);
	return err;
}

static void loops_are_named(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(check("saved: {a: {is: '@b or 女'}, b: {is: 'household.any(-@a)'},\n"
		"  c: {is: '@a'}}\n", &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "@a → @b → @a"));
	assert_int_equal(diag.faults[0].column, 53);	/* in the file, not in the query */
	mq_diag_release(&diag);
	assert_int_equal(check("saved: {a: {params: {n: {type: int}}, is: '@a(1)'}}\n", &diag),
		MQ_ERR_CONFIG);
	assert_non_null(strstr(diag.faults[0].message, "@a → @a"));
	mq_diag_release(&diag);
	assert_int_equal(check("  tag: {zh: 标签, en: a tag, kind: resident, is: 'female or @b'}\n"
		"saved: {b: {is: '@c'}, c: {is: 'tag'}}\n", &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "tag → @b → @c → tag"));
	mq_diag_release(&diag);
}

static void lists_may_lean_only_so_deep(void **state)
{
	struct mq_diag diag = {0};
	struct mq_buf text = {0};

	(void)state;
	for (int n = 60; n <= 80; n += 20) {
		mq_buf_clear(&text);
		mq_buf_adds(&text, "saved:\n");
		for (int i = 0; i < n; i++) {
			mq_buf_addf(&text, "  l%02d: {is: '%s%02d'}\n", i, i + 1 < n ? "@l" : "age>",
				i + 1);
		}
		assert_int_equal(check(text.data, &diag), n == 60 ? MQ_OK : MQ_ERR_LIMIT);
		mq_diag_release(&diag);
	}
	mq_buf_release(&text);
}

/* Each list names the next one twice with other values: 2^n ways down. */
static void lists_do_not_multiply(void **state)
{
	struct mq_diag diag = {0};
	struct mq_buf text = {0};

	(void)state;
	mq_buf_adds(&text, "saved:\n");
	for (int i = 0; i < 30; i++) {
		mq_buf_addf(&text, "  l%02d: {params: {a: {type: int, default: 1}, b: {type: int, "
			"default: 2}}, is: '@l%02d(a:$a, b:%d) or @l%02d(a:%d, b:$a)'}\n", i, i + 1, i,
			i + 1, i + 40);
	}
	mq_buf_adds(&text, "  l30: {params: {a: {type: int}, b: {type: int}}, is: 'age:$a..'}\n");
	assert_int_equal(check(text.data, &diag), MQ_ERR_LIMIT);
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

static void all_faults_of_lists_are_told(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(check("saved:\n"
		"  a: {is: 'age>=$m', params: {n: {type: int}}}\n"
		"  b: {is: '$n', params: {n: {type: int, default: 1}}}\n"
		"  c: {is: 'age>=$n', params: {n: {type: int, default: many}}}\n"
		"  d: {is: 'sex:$n', params: {n: {type: code, of: name}}}\n"
		"  e: {is: '女 sort:age'}\n"
		"  f: {is: '女', sort: 'nothing'}\n"
		"  g: {is: '女', cols: 'name or age'}\n"
		"  h: {is: 'age>=$nx', params: {n: {type: int, default: 1}}}\n"
		"  i: {is: 'age>=${n}', params: {n: {type: int, default: 1}}}\n"
		"  j: {is: '女', params: {n: {type: date, default: never}}}\n"
		"  k: {is: '女', sort: 'age-', cols: 'name,age'}\n", &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 10);
	assert_non_null(strstr(diag.faults[0].message, "no parameter '$m'"));
	assert_non_null(strstr(diag.faults[1].message, "stands for a value"));
	assert_non_null(strstr(diag.faults[2].message, "'many' is no whole number"));
	assert_non_null(strstr(diag.faults[3].message, "no field with codes"));
	assert_non_null(strstr(diag.faults[4].message, "outermost"));
	assert_non_null(strstr(diag.faults[5].message, "no field called 'nothing'"));
	mq_diag_release(&diag);
}

static void a_definition_sees_no_nearer_list(void **state)
{
	struct fixture *fixture = open_with(
		"  tag: {zh: 标签, en: a tag, kind: resident, is: '@x'}\n"
		"saved: {x: {is: 'sex:1'}}\n");
	void *own = fixture;

	(void)state;
	put_lists(fixture, "saved: {x: {is: 'sex:2'}, mine: {is: '@x'}}\n", MQ_SAVED_PERSONAL);
	prints(fixture, "tag", "tag");
	put_lists(fixture, "saved: {x: {is: 'tag'}}\n", MQ_SAVED_PERSONAL);
	prints(fixture, "@x", "@x");	/* no loop: the tag's @x is the configuration's */
	put_lists(fixture, "saved: {y: {is: '@mine'}}\n", MQ_SAVED_SHARED);
	refused(fixture, "@y", "no saved list called '@mine'");
	fixture_close(&own);
}

/* ---- old names ---- */

static void old_names_bind_and_print_as_the_new_one(void **state)
{
	struct fixture *fixture = open_with(
		"saved: {old_men: {is: '女'}}\n"
		"migrate:\n"
		"  fields: {gender: sex, elder: elder_80, hukou: {gone: 2026 merged into household}}\n"
		"  codes: {sex: {f: '2'}}\n"
		"  saved: {men: old_men, lost: {gone: nobody used it}}\n");
	void *own = fixture;

	(void)state;
	prints(fixture, "gender:f", "sex:2");
	prints(fixture, "GENDER:{f 1}", "sex:{2 1}");
	prints(fixture, "elder -elder #elder", "elder_80 -elder_80 elder_80");
	prints(fixture, "@men", "@old_men");
	refused(fixture, "hukou:1", "'hukou' is gone: 2026 merged into household");
	refused(fixture, "hukou", "is gone");
	refused(fixture, "#hukou", "is gone");
	refused(fixture, "@lost", "nobody used it");
	refused(fixture, "gende:1", "no field called");
	prints(fixture, "\"hukou\"", "\"hukou\"");
	fixture_close(&own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loops_are_named),
		cmocka_unit_test(lists_may_lean_only_so_deep),
		cmocka_unit_test(lists_do_not_multiply),
		cmocka_unit_test(all_faults_of_lists_are_told),
		cmocka_unit_test(a_definition_sees_no_nearer_list),
		cmocka_unit_test(old_names_bind_and_print_as_the_new_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
