/* The values that most have, of texts and links. */
#include "query/fixture.h"

/* "text count …, + others, ? unknown": of links the id. */
static const char *top(struct fixture *fixture, mq_kind_id kind, const char *text,
	const char *field, size_t n)
{
	struct mq_query *query = fixture_query(fixture, kind, text);
	struct mq_top_value values[8];
	struct mq_answer answer = {0};
	struct mq_arena arena = {0};
	uint64_t others;
	uint64_t unknown;

	assert_true(n <= MQ_LENGTH(values));
	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	assert_int_equal(mq_query_top(&fixture->view, kind, answer.yes, fixture_field(fixture, field),
		&arena, values, &n, &others, &unknown, NULL), MQ_OK);
	mq_buf_clear(&fixture->said);
	for (size_t i = 0; i < n; i++) {
		if (values[i].id != MQ_NO_RECORD) {
			mq_buf_addf(&fixture->said, "%u:", (unsigned)values[i].id);
		}
		mq_buf_add(&fixture->said, values[i].text.data, values[i].text.len);
		mq_buf_addf(&fixture->said, " %u, ", (unsigned)values[i].count);
	}
	mq_buf_addf(&fixture->said, "+ %u, ? %u", (unsigned)others, (unsigned)unknown);
	mq_answer_release(&answer);
	mq_query_free(query);
	mq_arena_release(&arena);
	return fixture->said.data;
}

static void the_most_frequent_texts_come_first(void **state)
{
	assert_string_equal(top(*state, RESIDENT, "", "name", 2), "王晓明 2, 李芳 1, + 12, ? 1");
	assert_string_equal(top(*state, RESIDENT, "name:五", "name", 2), "王五 1, + 0, ? 0");
	assert_string_equal(top(*state, RESIDENT, "age>=150", "name", 2), "+ 0, ? 0");
}

static void a_question_asked_again_is_answered_from_what_was_kept(void **state)
{
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(top(*state, RESIDENT, "sex:2", "name", 1), "王晓明 1, + 7, ? 0");
		assert_string_equal(top(*state, RESIDENT, "", "address", 1),
			"阳曲路760弄12号302室 4, + 5, ? 7");
	}
}

static void links_are_counted_by_whom_they_name(void **state)
{
	assert_string_equal(top(*state, RESIDENT, "", "household", 2), "2: 3, 4: 3, + 8, ? 2");
	assert_string_equal(top(*state, VISIT, "", "resident", 1), "0: 2, + 5, ? 1");
}

static void other_fields_have_no_list_of_values(void **state)
{
	struct fixture *fixture = *state;
	struct mq_top_value value;
	struct mq_arena arena = {0};
	uint64_t others;
	uint64_t unknown;
	size_t n = 1;

	assert_int_equal(mq_query_top(&fixture->view, RESIDENT,
		mq_index_live(fixture->view.index, RESIDENT), fixture_field(fixture, "sex"), &arena,
		&value, &n, &others, &unknown, NULL), MQ_ERR_USAGE);
	mq_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_most_frequent_texts_come_first),
		cmocka_unit_test(a_question_asked_again_is_answered_from_what_was_kept),
		cmocka_unit_test(links_are_counted_by_whom_they_name),
		cmocka_unit_test(other_fields_have_no_list_of_values),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
