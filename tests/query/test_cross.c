/* Two fields at once: a row for each value of the first, the unknown last. */
#include "query/fixture.h"

/* "a b ?, a b ?, …": the cells of the answer of a question, row by row. */
static const char *cross(struct fixture *fixture, mq_kind_id kind, const char *text,
	const char *rows, const char *columns)
{
	const mq_field_id fields[2] = {fixture_field(fixture, rows), fixture_field(fixture, columns)};
	const struct mq_field *across = fixture->schema->fields + fields[1];
	size_t width = (across->type == MQ_TYPE_BOOL ? 2 : across->codes->n_codes) + 1;
	size_t n_cells = mq_query_n_cells(&fixture->view, kind, fields);
	struct mq_query *query = fixture_query(fixture, kind, text);
	struct mq_answer answer = {0};
	uint64_t counts[64];

	assert_in_range(n_cells, 1, MQ_LENGTH(counts));
	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	assert_int_equal(mq_query_cross(&fixture->view, kind, answer.yes, fields, counts, NULL),
		MQ_OK);
	mq_buf_clear(&fixture->said);
	for (size_t i = 0; i < n_cells; i++) {
		mq_buf_addf(&fixture->said, "%s%u", i == 0 ? "" : i % width == 0 ? ", " : " ",
			(unsigned)counts[i]);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return fixture->said.data;
}

static void own_fields_are_crossed(void **state)
{
	assert_string_equal(cross(*state, RESIDENT, "", "sex", "care"),
		"1 2 1 0 2, 2 1 2 0 3, 0 0 0 0 2");
	assert_string_equal(cross(*state, RESIDENT, "dibao", "sex", "care"),
		"1 0 1 0 0, 0 0 1 0 0, 0 0 0 0 0");
	assert_string_equal(cross(*state, RESIDENT, "sex:? sex:1", "sex", "care"),
		"0 0 0 0 0, 0 0 0 0 0, 0 0 0 0 0");
}

static void fields_up_the_links_are_crossed(void **state)
{
	assert_string_equal(cross(*state, RESIDENT, "", "committee", "sex"),
		"2 2 0, 2 1 0, 0 2 0, 2 3 2");
	assert_string_equal(cross(*state, VISIT, "", "outcome", "sex"), "2 2 1, 1 1 0, 0 1 0");
}

static void tags_are_crossed_as_they_are_read(void **state)
{
	assert_string_equal(cross(*state, RESIDENT, "", "dibao", "elder_80"),
		"8 2 3, 1 2 0, 0 0 0");
	assert_string_equal(cross(*state, RESIDENT, "", "has_lift", "sex"), "2 5 1, 2 1 0, 2 2 1");
}

static void nothing_else_is_crossed(void **state)
{
	struct fixture *fixture = *state;
	const mq_field_id sex = fixture_field(fixture, "sex");
	const mq_field_id many = fixture_field(fixture, "relief");
	const mq_field_id text = fixture_field(fixture, "name");
	uint64_t counts[1] = {0};

	assert_int_equal(mq_query_n_cells(&fixture->view, RESIDENT, (mq_field_id[]){sex, many}), 0);
	assert_int_equal(mq_query_n_cells(&fixture->view, RESIDENT, (mq_field_id[]){text, sex}), 0);
	assert_int_equal(mq_query_n_cells(&fixture->view, HOUSEHOLD, (mq_field_id[]){sex, sex}), 0);
	assert_int_equal(mq_query_cross(&fixture->view, RESIDENT, fixture->view.universe[RESIDENT],
		(mq_field_id[]){sex, many}, counts, NULL), MQ_ERR_USAGE);
}

static void kept_columns_cross_the_same(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 20);
	for (int turn = 0; turn < 2; turn++) {
		own_fields_are_crossed(state);
		fields_up_the_links_are_crossed(state);
		tags_are_crossed_as_they_are_read(state);
	}
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_fields_are_crossed),
		cmocka_unit_test(fields_up_the_links_are_crossed),
		cmocka_unit_test(tags_are_crossed_as_they_are_read),
		cmocka_unit_test(nothing_else_is_crossed),
		cmocka_unit_test(kept_columns_cross_the_same),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
