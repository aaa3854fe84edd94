/* from: and the kind that a query is about. */
#include "query/fixture.h"

static const struct {
	const char *text;
	mq_kind_id kind;
	const char *printed;
	const char *answer;
} table[] = {
	{"from:household poor", HOUSEHOLD, "from:household poor", "0 3 ? 2 5"},
	{"来自:户 困难户", HOUSEHOLD, "from:household poor", "0 3 ? 2 5"},
	{"from:households poor", HOUSEHOLD, "from:household poor", "0 3 ? 2 5"},
	{"FROM:x", RESIDENT, NULL, NULL},
	{"　来自：住户　poor", HOUSEHOLD, "from:household poor", "0 3 ? 2 5"},
	{"from:HouseHold risk:high or poor", HOUSEHOLD, "from:household risk:high or poor", NULL},
	{"from:resident 女", RESIDENT, "from:resident sex:2", NULL},
	{"from:members 女", RESIDENT, "from:resident sex:2", NULL},
	{"from:成员", RESIDENT, "from:resident", NULL},
	{"from : \"visit\" outcome:met", VISIT, "from:visit outcome:met", NULL},
	{"from:走访 女 sort:date- limit:3", VISIT, "from:visit sex:2 sort:visit_time- limit:3", NULL},
	{"from:dwelling", DWELLING, "from:dwelling", "0 1 2 3"},
	{"from:dwelling sort:floor", DWELLING, "from:dwelling sort:floor", NULL},
	{"from:household members.any(女)", HOUSEHOLD, "from:household members.any(sex:2)", NULL},
	{"女", RESIDENT, "sex:2", NULL},
};

/* What is asked for where the text does not say: residents. */
static struct mq_query *make(struct fixture *fixture, enum mq_query_mode mode, const char *text)
{
	struct mq_query *query = NULL;

	mq_query_new(fixture->schema, RESIDENT, fixture->view.today, mode, text, strlen(text),
		&query, NULL);
	return query;
}

static void assert_prints(const struct mq_query *query, const char *printed)
{
	struct mq_buf out = {0};

	mq_query_print(query, &out);
	assert_string_equal(out.len > 0 ? out.data : "", printed);
	mq_buf_release(&out);
}

static void the_text_says_which_kind_is_asked_about(void **state)
{
	struct fixture *fixture = *state;

	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		struct mq_query *query = make(fixture, MQ_QUERY_WHOLE, table[i].text);

		if (table[i].printed == NULL) {
			assert_null(query);
			continue;
		}
		if (query == NULL) {
			fail_msg("refused: %s", table[i].text);
		}
		assert_int_equal(mq_query_kind(query), table[i].kind);
		assert_prints(query, table[i].printed);
		mq_query_free(query);
		query = make(fixture, MQ_QUERY_WHOLE, table[i].printed);
		assert_prints(query, table[i].printed);
		mq_query_free(query);
		if (table[i].answer != NULL) {
			assert_string_equal(ask(fixture, RESIDENT, table[i].text), table[i].answer);
		}
	}
}

static void it_goes_before_the_kind_that_was_given(void **state)
{
	assert_string_equal(ask(*state, HOUSEHOLD, "from:dwelling floor>=3"), "0 3 ? 2");
	assert_string_equal(ask(*state, DWELLING, "from:household poor"), "0 3 ? 2 5");
}

static void a_half_typed_kind_is_tail(void **state)
{
	static const char *const texts[] = {"from:", "from:hou", "来自：走", "from:\"house"};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct mq_query *query = make(fixture, MQ_QUERY_TYPING, texts[i]);

		assert_non_null(query);
		assert_int_equal(mq_query_kind(query), RESIDENT);
		assert_int_equal(mq_query_tail(query), 0);
		assert_non_null(mq_query_expected(query));
		assert_prints(query, "");
		mq_query_free(query);
	}
	assert_null(make(fixture, MQ_QUERY_TYPING, "from:hou 女"));
}

static void conjuncts_and_directives_are_as_without_it(void **state)
{
	struct mq_query *query = make(*state, MQ_QUERY_WHOLE, "from:household poor risk:high limit:2");
	struct mq_buf out = {0};
	size_t start;
	size_t end;

	assert_int_equal(mq_query_n_conjuncts(query), 2);
	mq_query_conjunct_span(query, 0, &start, &end);
	assert_int_equal(start, strlen("from:household "));
	assert_int_equal(end, strlen("from:household poor"));
	mq_query_print_from(query, &out);
	assert_string_equal(out.data, "from:household");
	mq_buf_clear(&out);
	mq_query_print_directives(query, &out);
	assert_string_equal(out.data, "limit:2");
	mq_buf_release(&out);
	mq_query_free(query);
}

static void a_tag_cannot_name_another_kind(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS "derived:\n"
		"  other: {zh: 其他户, en: other, kind: household, is: 'from:resident 女'}\n");
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_query_check_derived(fixture->schema, &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "a tag is of its own kind"));
	mq_diag_release(&diag);
	fixture_close((void **)&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_says_which_kind_is_asked_about),
		cmocka_unit_test(it_goes_before_the_kind_that_was_given),
		cmocka_unit_test(a_half_typed_kind_is_tail),
		cmocka_unit_test(conjuncts_and_directives_are_as_without_it),
		cmocka_unit_test(a_tag_cannot_name_another_kind),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
