/* One record judged without sets. That it says what they say is tests/property's. */
#include "query/fixture.h"

static enum mq_truth judge(struct fixture *fixture, const char *text, mq_record_id id)
{
	struct mq_query *query = NULL;
	struct mq_judgement judgement = {.id = id};
	struct mq_arena scratch = {0};

	assert_int_equal(mq_query_new(fixture->schema, RESIDENT, fixture->view.today,
		MQ_QUERY_WHOLE, text, strlen(text), &query, NULL), MQ_OK);
	judgement.query = query;
	assert_int_equal(mq_query_judge(&fixture->view, &judgement, 1, &scratch, NULL), MQ_OK);
	mq_arena_release(&scratch);
	mq_query_free(query);
	return judgement.truth;
}

static void three_answers_are_given(void **state)
{
	assert_int_equal(judge(*state, "高龄 低保", 0), MQ_TRUE);
	assert_int_equal(judge(*state, "高龄 低保", 1), MQ_FALSE);
	assert_int_equal(judge(*state, "高龄", 3), MQ_UNKNOWN);
	assert_int_equal(judge(*state, "household.any(残疾)", 12), MQ_UNKNOWN);
	assert_int_equal(judge(*state, "wxm", 0), MQ_TRUE);
	assert_int_equal(judge(*state, "阳曲路", 2), MQ_TRUE);
}

static void who_is_not_there_is_on_no_list(void **state)
{
	assert_int_equal(judge(*state, "", 0), MQ_TRUE);
	assert_int_equal(judge(*state, "", 1000), MQ_FALSE);
}

enum { TOWER = 60 };

/* Each tag asks twice for the next, and the last is unknown of many: looked at one by
 * one that is 2^60 looks. */
static int open_tower(void **state)
{
	struct mq_buf text = {0};
	struct fixture *fixture;

	mq_buf_adds(&text, FIXTURE_KINDS FIXTURE_FIELDS "derived:\n");
	for (int i = 0; i < TOWER; i++) {
		mq_buf_addf(&text, "  tag%d: {zh: 标%d, en: tag %d, kind: resident, ", i, i, i);
		mq_buf_addf(&text, i + 1 == TOWER ? "is: 'disabled'}\n"
			: "is: 'tag%d and tag%d'}\n", i + 1, i + 1);
	}
	fixture = fixture_open_schema(text.data);
	fixture_store(fixture);
	fixture_fill(fixture);
	fixture_look(fixture);
	mq_buf_release(&text);
	*state = fixture;
	return 0;
}

static void tags_that_lean_on_one_another_are_judged_in_bounded_time(void **state)
{
	assert_int_equal(judge(*state, "tag0", 0), MQ_TRUE);
	assert_int_equal(judge(*state, "tag0", 1), MQ_FALSE);
	assert_int_equal(judge(*state, "tag0", 2), MQ_UNKNOWN);
	assert_int_equal(judge(*state, "household.count(tag0)=1", 0), MQ_TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_answers_are_given),
		cmocka_unit_test(who_is_not_there_is_on_no_list),
		cmocka_unit_test_setup_teardown(
			tags_that_lean_on_one_another_are_judged_in_bounded_time, open_tower,
			fixture_close),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
