/* staff.yaml and duties.yaml: the shipped ones, and faults with their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/duty.h>

#define ROLES "roles: {worker: {zh: 社工}}\nstaff:\n"
#define DUTY "duties:\n  d:\n    zh: 职责\n    roles: [worker]\n    distinct: household\n" \
	"    window: month\n    outcomes: [met]\n"

static struct mq_schema *schema;

static int setup(void **state)
{
	(void)state;
	return mq_schema_load("config", &schema, NULL) == MQ_OK ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	mq_schema_free(schema);
	return 0;
}

/* Both files read out of a directory of their own; the first fault, if any, is in diag. */
static enum mq_err read_both(const char *staff_text, const char *duties_text,
	struct mq_diag *diag)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mq_format("%s/minqing-duty-XXXXXX", tmp ? tmp : "/tmp");
	const char *const names[] = {"staff.yaml", "duties.yaml"};
	const char *const texts[] = {staff_text, duties_text};
	struct mq_staff staff;
	struct mq_duties duties;
	enum mq_err err;
	enum mq_err second;

	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < 2; i++) {
		char *path = mq_format("%s/%s", dir, names[i]);
		FILE *file = fopen(path, "we");

		assert_non_null(file);
		assert_true(fputs(texts[i], file) >= 0);
		assert_int_equal(fclose(file), 0);
		free(path);
	}
	err = mq_staff_read(dir, schema, &staff, diag);
	second = mq_duties_read(dir, schema, &staff, &duties, diag);
	mq_duties_release(&duties);
	mq_staff_release(&staff);
	for (size_t i = 0; i < 2; i++) {
		char *path = mq_format("%s/%s", dir, names[i]);

		unlink(path);
		free(path);
	}
	rmdir(dir);
	free(dir);
	return err == MQ_OK ? second : err;
}

static void what_is_shipped_is_read_as_the_promise_has_it(void **state)
{
	struct mq_staff staff;
	struct mq_duties duties;
	const struct mq_duty *duty;

	(void)state;
	assert_int_equal(mq_staff_read("config", schema, &staff, NULL), MQ_OK);
	assert_int_equal(mq_duties_read("config", schema, &staff, &duties, NULL), MQ_OK);
	duty = mq_duties_find(&duties, "worker_month");
	assert_int_equal(duty->count, 30);
	assert_int_equal(duty->window.unit, MQ_WINDOW_MONTH);
	assert_string_equal(duty->outcomes, "{met phone_ok}");
	assert_true(mq_duty_is_of(duty, mq_staff_find(&staff, "社工60")));
	assert_false(mq_duty_is_of(duty, mq_staff_find(&staff, "cadre01")));
	duty = mq_duties_find(&duties, "cadre_week");
	assert_int_equal(duty->count, 1);
	assert_int_equal(duty->window.unit, MQ_WINDOW_WEEK);
	assert_non_null(mq_duties_find(&duties, "every_household")->every);
	assert_string_equal(mq_staff_find(&staff, "社工60")->desk, "committee");
	assert_string_equal(mq_staff_find(&staff, "cadre02")->desk, "housing");
	assert_int_equal(staff.n_people, 66);
	assert_true(duties.round.n_terms >= 5);
	mq_duties_release(&duties);
	mq_staff_release(&staff);
}

static void where_there_are_no_files_nobody_has_anything_to_do(void **state)
{
	struct mq_staff staff;
	struct mq_duties duties;

	(void)state;
	assert_int_equal(mq_staff_read("/nowhere", schema, &staff, NULL), MQ_OK);
	assert_int_equal(mq_duties_read("/nowhere", schema, &staff, &duties, NULL), MQ_OK);
	assert_int_equal(staff.n_people + duties.n_duties, 0);
	mq_duties_release(&duties);
	mq_staff_release(&staff);
}

static void a_fault_says_where_it_is_and_what_is_amiss(void **state)
{
	static const struct {
		const char *staff, *duties, *message;
		size_t line;
	} cases[] = {
		{ROLES "  a: {name: 甲, role: boss, posts: [{from: 2026-01-01}]}\n", "duties: {}\n",
			"no role 'boss'", 3},
		{ROLES "  a: {name: 甲, role: worker, posts: [{area: 'members.any(age>=80)',"
			" from: 2026-01-01}]}\n", "duties: {}\n", "members", 3},
		{ROLES "  a: {name: 甲, role: worker, desk: hosing, posts: []}\n", "duties: {}\n",
			"'need_owner' has no code 'hosing'", 3},
		{ROLES "  a: {name: 甲、乙, role: worker, posts: [{from: 2026-01-01}]}\n",
			"duties: {}\n", "no name of one person", 3},
		{ROLES "  a: {name: 甲, role: worker, posts: []}\n"
			"  b: {name: 甲, role: worker, posts: []}\n", "duties: {}\n",
			"could not tell them apart", 4},
		{ROLES "  a: {name: 甲, role: worker, posts: [{from: 2026-01-01},\n"
			"    {from: 2026-02-01}]}\n", "duties: {}\n", "follow one another", 4},
		{ROLES "  a: {name: 甲, role: worker, posts: [{area: 'sex:2', from: 2026-01-01}]}\n",
			"duties: {}\n", "sex", 3},
		{ROLES "  a: {name: 甲, role: worker, posts: [{area: 'floor>1 sort:floor',"
			" from: 2026-01-01}]}\n", "duties: {}\n", "conditions alone", 3},
		{ROLES "  a: {name: 甲, role: worker, posts: [], leave: [2026-02-30]}\n",
			"duties: {}\n", "no day there is", 3},
		{ROLES "  {}\n", DUTY, "either count: or every:", 2},
		{ROLES "  {}\n", DUTY "    count: 1\n    every: ''\n", "either count: or every:", 2},
		{ROLES "  {}\n", DUTY "    count: 0\n", "from 1 to", 8},
		{ROLES "  {}\n", DUTY "    count: 3\n    starts: 29\n", "starts no window", 9},
		{ROLES "  {}\n", DUTY "    every: 'age>=80'\n", "age", 8},
		{ROLES "  {}\n", DUTY "    count: 3\n    transfer: half\n", "half", 9},
		{ROLES "  {}\n", "duties:\n  d: {zh: 职责, roles: [cook], distinct: household, window: day,"
			" outcomes: [gone], count: 1}\n", "cook", 2},
		{ROLES "  {}\n", DUTY "    count: 3\nround:\n  terms:\n    t: {zh: 项, points: 5, duty: d}\n",
			"no duty 'd' with every:", 11},
		{ROLES "  {}\n", DUTY "    count: 3\nround:\n  terms:\n    t: {zh: 项, points: 0, when: ''}\n",
			"'points' goes from 1", 11},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_diag diag = {0};
		bool found = false;

		assert_int_equal(read_both(cases[i].staff, cases[i].duties, &diag), MQ_ERR_CONFIG);
		for (size_t j = 0; j < diag.n_faults; j++) {
			found = found || (strstr(diag.faults[j].message, cases[i].message) &&
				diag.faults[j].line == cases[i].line);
		}
		if (!found) {
			mq_diag_print(&diag, "", stderr);
			fail_msg("case %zu: no fault '%s' in line %zu", i, cases[i].message,
				cases[i].line);
		}
		mq_diag_release(&diag);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_shipped_is_read_as_the_promise_has_it),
		cmocka_unit_test(where_there_are_no_files_nobody_has_anything_to_do),
		cmocka_unit_test(a_fault_says_where_it_is_and_what_is_amiss),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
