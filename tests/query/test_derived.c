/* Tags that are expressions: shared, checked, and never leaning on themselves. */
#include "query/fixture.h"

#define DERIVED(is) FIXTURE_KINDS FIXTURE_FIELDS "derived:\n" \
	"  age: {zh: 年龄, en: age, kind: resident, years_since: birth_date}\n" is

static enum mq_err check(const char *definitions, struct mq_diag *diag)
{
	struct fixture *fixture = fixture_open_schema(definitions);
	void *state = fixture;
	enum mq_err err = mq_query_check_derived(fixture->schema, diag);

	fixture_close(&state);
	return err;
}

static void good_tags_pass(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(check(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED, &diag), MQ_OK);
	assert_int_equal(diag.n_faults, 0);
}

static void a_loop_is_named_once(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(check(DERIVED(
		"  a: {zh: 甲甲, en: tag a, kind: resident, is: 'bb and 女'}\n"
		"  bb: {zh: 乙乙, en: tag b, kind: resident, is: 'household.any(cc or 男)'}\n"
		"  cc: {zh: 丙丙, en: tag c, kind: resident, is: 'not a'}\n"
		"  dd: {zh: 丁丁, en: tag d, kind: resident, is: 'cc'}\n"), &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "a → bb → cc → a"));
	mq_diag_release(&diag);
	assert_int_equal(check(DERIVED(
		"  a: {zh: 甲甲, en: tag a, kind: resident, is: 'a or 女'}\n"), &diag), MQ_ERR_CONFIG);
	assert_non_null(strstr(diag.faults[0].message, "a → a"));
	mq_diag_release(&diag);
}

static void all_faults_are_told_with_file_and_line(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(check(DERIVED(
		"  a: {zh: 甲甲, en: tag a, kind: resident, is: 'agee>=80'}\n"
		"  bb: {zh: 乙乙, en: tag b, kind: household, is: 'poor and age>=80'}\n"
		"  cc: {zh: 丙丙, en: tag c, kind: resident, is: '高龄老人 or 女'}\n"
		"  dd: {zh: 丁丁, en: tag d, kind: resident, is: '女 sort:age'}\n"
		"  ee: {zh: 戊戊, en: tag e, kind: resident, is: '女 and a'}\n"
		"  ff: {zh: 己己, en: tag f, kind: resident, is: '女'}\n"), &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 4);
	assert_non_null(strstr(diag.faults[0].message, "derived tag 'a'"));
	assert_non_null(strstr(diag.faults[0].hint, "'age'"));
	/* in the file, not in the expression */
	assert_int_equal(diag.faults[0].column, strlen("  a: {zh: XX, en: tag a, kind: resident, is: 'a"));
	assert_non_null(strstr(diag.faults[0].file, "all.yaml"));
	assert_true(diag.faults[0].line > 0);
	assert_int_equal(diag.faults[1].line, diag.faults[0].line + 1);
	assert_non_null(strstr(diag.faults[1].message, "no field called 'age'"));
	assert_int_equal(diag.faults[1].column,
		strlen("  bb: {zh: XX, en: tag b, kind: household, is: 'poor and a"));
	assert_non_null(strstr(diag.faults[2].message, "no tag called '高龄老人'"));
	assert_non_null(strstr(diag.faults[3].message, "outermost"));
	mq_diag_release(&diag);
}

/* n tags, each but the last leaning on the next one, or but the first on the one before. */
static enum mq_err check_chain(int n, int step, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err;

	mq_buf_adds(&text, DERIVED(""));
	for (int i = 0; i < n; i++) {
		mq_buf_addf(&text, "  tag%02d: {zh: 标签%02d, en: tag number %02d, kind: resident, is: ",
			i, i, i);
		if (i + step >= 0 && i + step < n) {
			mq_buf_addf(&text, "tag%02d}\n", i + step);
		} else {
			mq_buf_adds(&text, "女}\n");
		}
	}
	err = check(text.data, diag);
	mq_buf_release(&text);
	return err;
}

static void tags_may_lean_only_so_deep_in_whatever_order_they_stand(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	for (int step = -1; step <= 1; step += 2) {
		assert_int_equal(check_chain(64, step, &diag), MQ_OK);
		assert_int_equal(check_chain(65, step, &diag), MQ_ERR_LIMIT);
		assert_int_equal(diag.n_faults, 1);
		mq_diag_release(&diag);
		assert_int_equal(check_chain(80, step, &diag), MQ_ERR_LIMIT);
		assert_int_equal(diag.n_faults, 1);
		mq_diag_release(&diag);
	}
}

static void tags_may_be_only_so_deep_together(void **state)
{
	struct mq_diag diag = {0};
	struct mq_buf text = {0};

	(void)state;
	mq_buf_adds(&text, DERIVED(""));
	for (int i = 0; i < 12; i++) {
		mq_buf_addf(&text, "  tag%02d: {zh: 标签%02d, en: tag number %02d, kind: resident, is: '",
			i, i, i);
		for (int depth = 0; depth < 60; depth++) {
			mq_buf_adds(&text, "-");
		}
		mq_buf_addf(&text, i < 11 ? "tag%02d'}\n" : "女'}\n", i + 1);
	}
	assert_int_equal(check(text.data, &diag), MQ_ERR_LIMIT);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "more than 512 deep"));
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

static void a_tag_keeps_its_name_in_print(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);
	struct mq_query *query = fixture_query(fixture, RESIDENT, "高龄困难 -纯老");
	void *closing = fixture;

	(void)state;
	mq_query_print(query, &fixture->said);
	assert_string_equal(fixture->said.data, "aged_hardship -all_old");
	assert_int_equal(mq_query_n_conjuncts(query), 2);
	assert_int_equal(mq_query_conjunct_field(query, 1), fixture_field(fixture, "all_old"));
	mq_query_free(query);
	fixture_close(&closing);
}

static void the_shipped_tags_all_pass(void **state)
{
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_schema_load("config", &schema, &diag), MQ_OK);
	if (mq_query_check_derived(schema, &diag) != MQ_OK) {
		mq_diag_print(&diag, "", stderr);
		fail();
	}
	mq_diag_release(&diag);
	mq_schema_free(schema);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_tags_pass),
		cmocka_unit_test(a_loop_is_named_once),
		cmocka_unit_test(all_faults_are_told_with_file_and_line),
		cmocka_unit_test(tags_may_lean_only_so_deep_in_whatever_order_they_stand),
		cmocka_unit_test(tags_may_be_only_so_deep_together),
		cmocka_unit_test(a_tag_keeps_its_name_in_print),
		cmocka_unit_test(the_shipped_tags_all_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
