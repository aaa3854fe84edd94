/*
 * Every fault that a person can put right comes with the text that does: the text itself is
 * right, or its fault is another one, and a few steps end at a right text.
 */
#include "query/fixture.h"

enum { STEPS_MAX = 8 };

static int open_schema(void **state)
{
	*state = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);
	return 0;
}

/* The repair of text, "" where it is right; NULL where there is none. Owned. */
static char *repair_of(const struct fixture *fixture, const char *text)
{
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};
	char *repair = NULL;

	if (mq_query_new(fixture->schema, RESIDENT, fixture->view.today, MQ_QUERY_WHOLE, text,
			strlen(text), &query, &diag) == MQ_OK) {
		repair = mq_strdup("");
	} else if (diag.faults[0].repair != NULL) {
		repair = mq_strdup(diag.faults[0].repair);
	}
	mq_query_free(query);
	mq_diag_release(&diag);
	return repair;
}

static const struct {
	const char *text;
	const char *repair;
} repairs[] = {
	{"agee>80", "age>80"},
	{"高龄 年令>80", "高龄 年龄>80"},
	{"age:", "age:*"},
	{"members.any(age:", "members.any(age:*)"},
	{"members.any(visits.any(date>=x", "members.any(visits.any(date:*))"},
	{"(age>80", "(age>80)"},
	{"age>80)", "age>80"},
	{"age>80 or", "age>80 "},
	{"and age>80", " age>80"},
	{"()", ""},
	{"name>5", "name:5"},
	{"age~80", "age:\"80\""},
	{"age>{1 2}", "age:{1 2}"},
	{"age:>1..2", "age:1..2"},
	{"age:5..1", "age:1..5"},
	{"age:..", "age:*"},
	{"age:about 80", "age:* 80"},
	{"age:80+", "age:80"},
	{"birth_date:2023-02-30", "birth_date:2023-02"},
	{"birth_date:soon", "birth_date:*"},
	{"dibao:perhaps", "dibao:yes"},
	{"care:lwo", "care:low"},
	{"care:甲", "care:*"},
	{"name:^王", "name:\"^王\""},
	{"^王", "\"^王\""},
	{"members.any(name>^name)", "members.any(name=^name)"},
	{"members.any(age>^aeg", "members.any(age>^age)"},
	{"members.any(age=^birth)", "members.any(age:*)"},
	{"members.any(age>^)", "members.any(age:*)"},
	{"members.any(^age>60)", "members.any(^(age>60))"},
	{"members.any(^() 女)", "members.any( 女)"},
	{"members.count():4..2", "members.count():2..4"},
	{"members.sum(income 女)>1", "members.sum(income, 女)>1"},
	{"members.sum(income, 女)", "members.sum(income, 女):*"},
	{"members.max(age", "members.max(age)"},
	{"members.max(age)>1..2", "members.max(age):1..2"},
	{"sex:1..2", "sex:*"},
	{"sex:{}", "sex:*"},
	{"name:\"abc", "name:\"abc\""},
	{"name:\"abc\\", "name:\"abc\\\\\""},
	{"care:{low mid", "care:{low mid}"},
	{"name~/a(b", "name~/a(b/"},
	{"name~/a(b/", "name~/a\\(b/"},
	{"membres.any(age>80)", "members.any(age>80)"},
	{"members.some(age>80)", "members.any(age>80)"},
	{"members.any", "members.any()"},
	{"members.count(age>80)", "members.count(age>80)>=1"},
	{"members.count()>many", "members.count()>1"},
	{"#", ""},
	{"{", ""},
	{"name:<5", "name:5"},
	{"limit:all", "limit:50"},
	{"(limit:5 age>80)", "( age>80)"},
	{"sort:note", "sort:name"},
	{"...44", "\"...44\""},
	{"from:visist 女", "from:visit 女"},
	{"from:cars", "from:resident"},
	{"from:", ""},
	{"from:\"visit\\", ""},
	{"age>80 from:visit", "age>80 "},
	{"moved:80yx", "moved:80y"},
	{"moved:9y..3m", "moved:3m..9y"},
	{"moved:3y..2024", "moved:3y.."},
	{"moved:2024..3y", "moved:2024.."},
};

static void each_fault_comes_with_what_puts_it_right(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(repairs); i++) {
		char *repair = repair_of(*state, repairs[i].text);

		if (repair == NULL || strcmp(repair, repairs[i].repair) != 0) {
			fail_msg("'%s' becomes '%s', not '%s'", repairs[i].text,
				repair != NULL ? repair : "(nothing)", repairs[i].repair);
		}
		free(repair);
	}
}

static void a_few_repairs_end_at_a_right_text(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(repairs); i++) {
		char *text = mq_strdup(repairs[i].text);
		bool right = false;

		for (size_t step = 0; step < STEPS_MAX && !right; step++) {
			char *next = repair_of(*state, text);

			assert_non_null(next);
			right = next[0] == '\0';
			free(text);
			text = next;
		}
		free(text);
		assert_true(right);
	}
}

static void a_half_typed_tail_has_a_repair_as_well(void **state)
{
	static const char text[] = "age>80 members.any(children:>=2 (dibao";
	const struct fixture *fixture = *state;
	struct mq_query *query = NULL;
	size_t len;

	assert_int_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_TYPING, text, strlen(text), &query, NULL), MQ_OK);
	assert_string_equal(mq_query_repair(query, &len),
		"age>80 members.any(children:>=2 (dibao))");
	mq_query_free(query);
}

static void a_right_text_has_none(void **state)
{
	const struct fixture *fixture = *state;
	struct mq_query *query = NULL;
	size_t len;

	assert_int_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_TYPING, "age>80", 6, &query, NULL), MQ_OK);
	assert_null(mq_query_repair(query, &len));
	mq_query_free(query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fault_comes_with_what_puts_it_right),
		cmocka_unit_test(a_few_repairs_end_at_a_right_text),
		cmocka_unit_test(a_half_typed_tail_has_a_repair_as_well),
		cmocka_unit_test(a_right_text_has_none),
	};

	return cmocka_run_group_tests(tests, open_schema, fixture_close);
}
