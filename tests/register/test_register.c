#include "register/fixture.h"

static void the_schema_in_force_is_the_compiled_one(void **state)
{
	struct fixture *fixture = *state;
	FILE *file = fopen(fixture_path(fixture, "reg/config/all.yaml"), "w");

	assert_non_null(file);
	fputs("rubbish: [", file);
	fclose(file);
	mq_register_close(fixture->reg);
	fixture_open(fixture);
	assert_int_equal(fixture->schema->n_kinds, 4);
	assert_int_not_equal(fixture_field(fixture, "elder_80"), MQ_NO_FIELD);
}

static void init_refuses_what_is_there_and_leaves_nothing_where_it_fails(void **state)
{
	struct fixture *fixture = *state;
	char *place = mq_format("%s/new", fixture->dir);
	char *reg = mq_format("%s/reg", fixture->dir);

	assert_int_equal(mq_register_init(reg, FIXTURE_CONFIG, &fixture->diag), MQ_ERR_STORE);
	assert_int_equal(mq_register_init(place, "/nothing", &fixture->diag), MQ_ERR_CONFIG);
	assert_int_equal(access(place, F_OK), -1);
	assert_int_equal(mkdir(place, 0700), 0);
	assert_int_equal(mq_register_init(place, FIXTURE_CONFIG, &fixture->diag), MQ_OK);
	free(place);
	free(reg);
}

static void a_look_sees_one_snapshot_and_the_next_the_change(void **state)
{
	struct fixture *fixture = *state;
	struct mq_register *other;
	const struct mq_act act = {.who = "x", .why = "y", .source = "z"};
	const struct mq_record_value value = fixture_value(fixture, "person_id", "A1");
	struct mq_change change = {fixture_kind(fixture, "resident"), MQ_NO_RECORD, &value, 1};
	struct mq_view view;
	bool changed;

	assert_int_equal(mq_register_open(fixture_path(fixture, "reg"), false, &other, NULL), MQ_OK);
	assert_int_equal(mq_register_look(other, 0, &view, &changed, NULL), MQ_OK);
	assert_true(changed);
	assert_int_equal(mq_register_act(fixture->reg, &act, &change, 1, NULL), MQ_OK);
	assert_int_equal(mq_set_count(mq_index_live(view.index, change.kind)), 0);
	mq_register_look_away(other);
	assert_int_equal(mq_register_look(other, 0, &view, &changed, NULL), MQ_OK);
	assert_true(changed);
	assert_int_equal(mq_set_count(mq_index_live(view.index, change.kind)), 1);
	mq_register_look_away(other);
	assert_int_equal(mq_register_look(other, 0, &view, &changed, NULL), MQ_OK);
	assert_false(changed);
	mq_register_look_away(other);
	assert_int_equal(mq_register_look(other, 1, &view, &changed, NULL), MQ_OK);
	assert_true(changed);
	mq_register_look_away(other);
	mq_register_close(other);
}

static void a_reader_cannot_write(void **state)
{
	struct fixture *fixture = *state;
	struct mq_register *reader;
	const struct mq_act act = {.who = "x", .why = "y", .source = "z"};
	const struct mq_record_value value = fixture_value(fixture, "person_id", "A1");
	struct mq_change change = {fixture_kind(fixture, "resident"), MQ_NO_RECORD, &value, 1};
	struct mq_load *load;

	assert_int_equal(mq_register_open(fixture_path(fixture, "reg"), true, &reader, NULL), MQ_OK);
	assert_int_equal(mq_register_act(reader, &act, &change, 1, NULL), MQ_ERR_READONLY);
	assert_int_equal(mq_load_begin(reader, &act, &load, NULL), MQ_ERR_READONLY);
	mq_register_close(reader);
}

static void closing_and_looking_away_twice_are_fine(void **state)
{
	struct fixture *fixture = *state;
	struct mq_view view;

	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	mq_register_look_away(fixture->reg);
	mq_register_look_away(fixture->reg);
	mq_register_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(the_schema_in_force_is_the_compiled_one),
		fixture_test(init_refuses_what_is_there_and_leaves_nothing_where_it_fails),
		fixture_test(a_look_sees_one_snapshot_and_the_next_the_change),
		fixture_test(a_reader_cannot_write),
		fixture_test(closing_and_looking_away_twice_are_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
