#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/policy.h>
#include <minqing/work.h>

/*
 * A file of policies is put together of a right one with one place changed, and read with the
 * shipped schema.
 */

static const char head[] =
	"cases_on: 2026-03-01\n"
	"desks:\n"
	"  civil: {zh: 民政, en: civil affairs}\n"
	"thresholds:\n"
	"  from_age:\n"
	"    {zh: 年龄, en: age, type: int, values: [\n"
	"      {from: 2016-05-01, to: 2019-12-31, value: 60, source: notice, reviewed: 2026-02-01},\n"
	"      {from: 2020-01-01, value: 65, source: notice, reviewed: 2026-02-01}]}\n"
	"policies:\n"
	"  old:\n"
	"    zh: 津贴\n"
	"    en: allowance\n"
	"    desk: civil\n"
	"    next: {zh: 告知, en: tell}\n"
	"    source: notice\n"
	"    year: 2016\n"
	"    standing: published\n"
	"    reviewed: 2026-02-01\n"
	"    thresholds: [from_age]\n"
	"    eligible: 'age>=$from_age and not is_deceased'\n"
	"    receiving: 'old_age_allowance'\n"
	"    monthly:\n"
	"      - {yuan: 75, who: 'age<70'}\n"
	"    cases:\n"
	"      - {is: gap, birth_date: 1950-01-01}\n"
	"      - {is: receives, birth_date: 1950-01-01, old_age_allowance: true}\n";

struct shelf {
	char *dir;
	struct mq_schema *schema;
};

static int open_shelf(void **state)
{
	struct shelf *shelf = mq_alloc(sizeof(*shelf));
	const char *tmp = getenv("TMPDIR");

	shelf->dir = mq_format("%s/minqing-policy-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(shelf->dir));
	assert_int_equal(mq_schema_load("config", &shelf->schema, NULL), MQ_OK);
	*state = shelf;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *shelf = *state;

	mq_schema_free(shelf->schema);
	mq_disk_remove_tree(shelf->dir);
	free(shelf->dir);
	free(shelf);
	return 0;
}

/* Write the file with `was` in it as `now`; the first of those. */
static void write_file(const struct shelf *shelf, const char *was, const char *now)
{
	char *path = mq_format("%s/policies.yaml", shelf->dir);
	const char *at = was ? strstr(head, was) : head;
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_non_null(at);
	fprintf(file, "%.*s%s%s", (int)(at - head), head, was ? now : "",
		was ? at + strlen(was) : at);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static struct mq_policies *read_right(const struct shelf *shelf)
{
	struct mq_policies *policies;
	struct mq_diag diag = {0};

	write_file(shelf, NULL, NULL);
	if (mq_policies_read(shelf->dir, shelf->schema, &policies, &diag) != MQ_OK) {
		mq_diag_print(&diag, "", stderr);
		fail();
	}
	return policies;
}

static mq_day day(const char *text)
{
	mq_day day;

	assert_true(mq_day_parse(text, strlen(text), &day));
	return day;
}

/* ---- faults ---- */

static const struct {
	const char *was;
	const char *now;
	size_t line;
	size_t column;
	const char *says;
} broken[] = {
	{"to: 2019-12-31", "to: 2019-12-30", 8, 7, "threshold 'from_age' has no value from 2019-12-31"},
	{"to: 2019-12-31", "to: 2020-01-01", 8, 7, "threshold 'from_age' has two values on 2020-01-01"},
	{"to: 2019-12-31", "to: 2016-04-30", 7, 7, "ends before it begins"},
	{"from: 2020-01-01", "from: 2016-05-01", 8, 7, "two values on 2016-05-01"},
	{"value: 65, source: notice, ", "value: 65, ", 8, 7, "source"},
	{"value: 65, source: notice", "value: 65, source: ''", 8, 37, "'source' says nothing"},
	{"value: 65", "value: old", 8, 33, "from_age"},
	{"reviewed: 2026-02-01}]", "reviewed: 2026-02-30}]", 8, 63, "2026-02-30"},
	{"source: notice\n    year", "source: ''\n    year", 15, 5, "'source' says nothing"},
	{"    source: notice\n    year", "    year", 10, 3, "source"},
	{"desk: civil", "desk: civl", 13, 11, "no desk is called 'civl'"},
	{"[from_age]", "[from_ag]", 19, 18, "no threshold is called 'from_ag'"},
	{"year: 2016", "year: 216", 16, 11, "'216' is no year"},
	{"standing: published", "standing: certain", 17, 15, "certain"},
	{"$from_age and", "$age and", 20, 21, "there is no parameter '$age'"},
	{"not is_deceased", "not is_decesed", 20, 39, "is_decesed"},
	{"not is_deceased", "living_status:hre", 20, 49, "hre"},
	{"'old_age_allowance'", "'old_age_allowance and ('", 21, 39, "policy 'old'"},
	{"yuan: 75", "yuan: $nothing", 23, 16, "$nothing"},
	{"yuan: 75", "yuan: many", 23, 16, "'many' is no number of yuan"},
	{"'age<70'", "'agee<70'", 23, 26, "agee"},
	{"is: gap", "is: given", 25, 14, "given"},
	{"birth_date: 1950", "birth_day: 1950", 25, 19, "birth_day"},
	{"birth_date: 1950-01-01", "sex: 7", 25, 24, "sex"},
	{"birth_date: 1950-01-01", "with: [3]", 25, 19, "list of facts"},
	{"birth_date: 1950-01-01", "age: 70", 25, 19, "age"},
};

static void every_fault_has_its_place(void **state)
{
	const struct shelf *shelf = *state;

	for (size_t i = 0; i < MQ_LENGTH(broken); i++) {
		struct mq_policies *policies;
		struct mq_diag diag = {0};
		const struct mq_fault *fault;

		write_file(shelf, broken[i].was, broken[i].now);
		assert_int_equal(mq_policies_read(shelf->dir, shelf->schema, &policies, &diag),
			MQ_ERR_CONFIG);
		assert_null(policies);
		assert_true(diag.n_faults > 0);
		fault = &diag.faults[0];
		if (!strstr(fault->message, broken[i].says) || fault->line != broken[i].line ||
		    fault->column != broken[i].column) {
			print_error("%s -> %s: %zu:%zu: %s\n", broken[i].was, broken[i].now,
				fault->line, fault->column, fault->message);
			fail();
		}
		mq_diag_release(&diag);
	}
}

static void a_name_that_is_nearly_right_gets_a_hint(void **state)
{
	const struct shelf *shelf = *state;
	struct mq_policies *policies;
	struct mq_diag diag = {0};

	write_file(shelf, "not is_deceased", "not is_decesed");
	assert_int_equal(mq_policies_read(shelf->dir, shelf->schema, &policies, &diag),
		MQ_ERR_CONFIG);
	assert_non_null(strstr(diag.faults[0].hint, "is_deceased"));
	mq_diag_release(&diag);
}

/* ---- days ---- */

static void a_review_is_too_old_after_400_days(void **state)
{
	const struct shelf *shelf = *state;
	struct mq_policies *policies = read_right(shelf);
	struct mq_diag diag = {0};
	mq_day last = day("2026-02-01") + MQ_POLICY_REVIEW_DAYS;

	assert_int_equal(mq_policies_check_days(policies, last, NULL), MQ_OK);
	assert_int_equal(mq_policies_check_days(policies, last + 1, &diag), MQ_ERR_CONFIG);
	/* The value in force and the policy; what was in force before is left alone. */
	assert_int_equal(diag.n_faults, 2);
	assert_int_equal(diag.faults[0].line, 8);
	assert_int_equal(diag.faults[1].line, 18);
	mq_diag_release(&diag);
	mq_policies_free(policies);
}

static void a_day_without_a_value_is_told(void **state)
{
	const struct shelf *shelf = *state;
	struct mq_policies *policies = read_right(shelf);
	struct mq_diag diag = {0};
	struct mq_buf text = {0};

	assert_int_equal(mq_policies_check_days(policies, day("2016-04-30"), &diag), MQ_ERR_CONFIG);
	assert_non_null(strstr(diag.faults[0].message, "no value on 2016-04-30"));
	assert_int_equal(mq_policy_text(policies, mq_policies_at(policies, 0), MQ_POLICY_GAP,
		day("2016-04-30"), NULL, &text, NULL), MQ_ERR_CONFIG);
	mq_diag_release(&diag);
	mq_buf_release(&text);
	mq_policies_free(policies);
}

static void a_list_has_the_threshold_of_its_day(void **state)
{
	static const struct {
		const char *day;
		enum mq_policy_list list;
		const char *text;
	} cases[] = {
		{"2016-05-01", MQ_POLICY_ELIGIBLE, "age>=60 -is_deceased"},
		{"2019-12-31", MQ_POLICY_GAP, "age>=60 -is_deceased -old_age_allowance"},
		{"2020-01-01", MQ_POLICY_GAP, "age>=65 -is_deceased -old_age_allowance"},
		{"2026-03-01", MQ_POLICY_OVER, "old_age_allowance -(age>=65 -is_deceased)"},
		{"2026-03-01", MQ_POLICY_RECEIVING, "old_age_allowance"},
	};
	const struct shelf *shelf = *state;
	struct mq_policies *policies = read_right(shelf);

	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_buf text = {0};

		assert_int_equal(mq_policy_text(policies, mq_policies_at(policies, 0), cases[i].list,
			day(cases[i].day), NULL, &text, NULL), MQ_OK);
		assert_string_equal(text.data, cases[i].text);
		mq_buf_release(&text);
	}
	mq_policies_free(policies);
}

static void a_trial_is_one_of_the_thresholds_of_the_policy(void **state)
{
	const struct shelf *shelf = *state;
	struct mq_policies *policies = read_right(shelf);
	const struct mq_policy *policy = mq_policies_find(policies, "津贴", NULL);
	struct mq_policy_trial trial;
	struct mq_buf list = {0};
	char *text;

	assert_non_null(policy);
	assert_int_equal(mq_policy_trial_read(policy, "from_age=70", &trial, &text, NULL), MQ_OK);
	assert_int_equal(mq_policy_text(policies, policy, MQ_POLICY_ELIGIBLE, day("2026-03-01"),
		&trial, &list, NULL), MQ_OK);
	assert_string_equal(list.data, "age>=70 -is_deceased");
	free(text);
	mq_buf_release(&list);
	for (size_t i = 0; i < 4; i++) {
		static const char *const wrong[] = {"from_age", "age=70", "from_age=", "from_age=old"};

		assert_int_equal(mq_policy_trial_read(policy, wrong[i], &trial, &text, NULL),
			MQ_ERR_USAGE);
		free(text);
	}
	mq_policies_free(policies);
}

static void where_there_is_no_file_there_are_no_policies(void **state)
{
	const struct shelf *shelf = *state;
	struct mq_policies *policies;

	assert_int_equal(mq_policies_read("/nonexistent", shelf->schema, &policies, NULL), MQ_OK);
	assert_int_equal(mq_policies_n(policies), 0);
	mq_policies_free(policies);
}

/* ---- what is shipped ---- */

static void the_shipped_policies_are_thirty_at_least_and_each_has_its_source(void **state)
{
	const struct shelf *shelf = *state;
	struct mq_policies *policies;

	assert_int_equal(mq_policies_read("config", shelf->schema, &policies, NULL), MQ_OK);
	assert_true(mq_policies_n(policies) >= 30);
	for (size_t i = 0; i < mq_policies_n(policies); i++) {
		const struct mq_policy *policy = mq_policies_at(policies, i);

		assert_true(*policy->source && *policy->next.zh && *policy->desk.zh);
		assert_true(policy->year > 0 || policy->standing == MQ_POLICY_LOCAL);
		assert_true(policy->n_cases >= 2);
	}
	assert_int_equal(mq_policies_check_days(policies, day("2026-03-01"), NULL), MQ_OK);
	mq_policies_free(policies);
}

static void the_shipped_cases_come_out_as_they_say(void **state)
{
	struct mq_policy_tested tested;
	struct mq_diag diag = {0};
	enum mq_err err = mq_policies_test("config", NULL, &tested, &diag);

	(void)state;
	if (err != MQ_OK) {
		mq_diag_print(&diag, "", stderr);
	}
	assert_int_equal(err, MQ_OK);
	assert_true(tested.n > 100);
	assert_int_equal(tested.n_failed, 0);
	mq_diag_release(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_has_its_place),
		cmocka_unit_test(a_name_that_is_nearly_right_gets_a_hint),
		cmocka_unit_test(a_review_is_too_old_after_400_days),
		cmocka_unit_test(a_day_without_a_value_is_told),
		cmocka_unit_test(a_list_has_the_threshold_of_its_day),
		cmocka_unit_test(a_trial_is_one_of_the_thresholds_of_the_policy),
		cmocka_unit_test(where_there_is_no_file_there_are_no_policies),
		cmocka_unit_test(the_shipped_policies_are_thirty_at_least_and_each_has_its_source),
		cmocka_unit_test(the_shipped_cases_come_out_as_they_say),
	};

	return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}
