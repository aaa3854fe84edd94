#include "register/fixture.h"

#include "../../src/register/own.h"

static enum mq_err check(struct fixture *fixture, const char *field, const char *cell,
	struct mq_buf *out)
{
	struct mq_value value;

	mq_buf_clear(out);
	return mq_check_cell(fixture->reg, &fixture->schema->fields[fixture_field(fixture, field)],
		cell, strlen(cell), out, &value, &fixture->diag);
}

static void a_pattern_must_match_the_whole_value(void **state)
{
	struct fixture *fixture = *state;
	struct mq_buf out = {0};

	assert_int_equal(check(fixture, "plate", "沪A12345", &out), MQ_OK);
	assert_int_equal(check(fixture, "plate", " 沪A12345 ", &out), MQ_OK);
	assert_string_equal(out.data, "沪A12345");
	assert_int_equal(check(fixture, "plate", "x沪A12345", &out), MQ_ERR_INPUT);
	assert_int_equal(check(fixture, "plate", "沪A123456", &out), MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, "沪[A-Z][A-Z0-9]{5}"));
	assert_int_equal(check(fixture, "plate", "", &out), MQ_ERR_NOT_FOUND);
	mq_buf_release(&out);
}

static void a_value_that_is_refused_is_not_held_against_a_pattern(void **state)
{
	struct fixture *fixture = *state;
	struct mq_buf out = {0};

	assert_int_equal(check(fixture, "sex", "9", &out), MQ_ERR_INPUT);
	assert_int_equal(fixture->diag.n_faults, 1);
	mq_buf_release(&out);
}

static void a_name_gets_its_readings_and_loses_them(void **state)
{
	struct fixture *fixture = *state;
	mq_kind_id kind = fixture_kind(fixture, "resident");
	mq_field_id name = fixture_field(fixture, "name");
	mq_field_id readings = fixture_field(fixture, "name_pinyin");
	struct mq_record record = {0};

	mq_record_set(&record, name, mq_slice_str("王晓明"));
	mq_check_readings(fixture->reg, kind, &record);
	assert_memory_equal(mq_record_get(&record, readings).data, "wang xiao ming", 14);
	mq_record_set(&record, name, mq_slice(NULL, 0));
	mq_check_readings(fixture->reg, kind, &record);
	assert_null(mq_record_get(&record, readings).data);
	mq_check_readings(fixture->reg, fixture_kind(fixture, "household"), &record);
	assert_int_equal(record.n_values, 0);
	mq_record_release(&record);
}

static void every_broken_pattern_of_a_schema_is_told(void **state)
{
	struct fixture *fixture = *state;
	char *dir = mq_format("%s/defs", fixture->dir);
	struct mq_schema *schema = NULL;

	assert_int_equal(mkdir(dir, 0700), 0);
	fixture_text(fixture, "defs/a.yaml",
		"kinds: {resident: {zh: 人, key: [id]}}\n"
		"fields:\n"
		"  id: {zh: 号, kind: resident, type: text, pattern: '[0-9'}\n"
		"  b: {zh: 乙, kind: resident, type: text, pattern: '('}\n"
		"  c: {zh: 丙, kind: resident, type: text, pattern: '[0-9]+'}\n");
	assert_int_equal(mq_register_check_config(dir, &schema, &fixture->diag), MQ_ERR_CONFIG);
	assert_null(schema);
	assert_int_equal(fixture->diag.n_faults, 2);
	assert_int_equal(fixture->diag.faults[0].line, 3);
	assert_int_equal(fixture->diag.faults[1].line, 4);
	free(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_pattern_must_match_the_whole_value),
		fixture_test(a_value_that_is_refused_is_not_held_against_a_pattern),
		fixture_test(a_name_gets_its_readings_and_loses_them),
		fixture_test(every_broken_pattern_of_a_schema_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
