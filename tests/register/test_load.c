#include "register/fixture.h"

enum { PEOPLE = 500 };

static const struct mq_act act = {.who = "test", .why = "filling", .source = "load"};

static void fill(struct mq_record *record, const struct fixture *fixture, size_t number)
{
	char text[32];

	mq_record_reset(record);
	snprintf(text, sizeof(text), "L%zu", number);
	mq_record_set(record, fixture_field(fixture, "person_id"), mq_slice_str(text));
	mq_record_set(record, fixture_field(fixture, "name"), mq_slice_str("单雄信"));
}

static struct mq_load *load_people(struct fixture *fixture)
{
	struct mq_record record = {0};
	struct mq_load *load;

	assert_int_equal(mq_load_begin(fixture->reg, &act, &load, &fixture->diag), MQ_OK);
	for (size_t i = 0; i < PEOPLE; i++) {
		mq_record_id id;

		fill(&record, fixture, i);
		assert_int_equal(mq_load_add(load, fixture_kind(fixture, "resident"), &record, &id,
			&fixture->diag), MQ_OK);
		assert_int_equal(id, i);
	}
	mq_record_release(&record);
	return load;
}

static void what_is_loaded_is_found_with_its_readings_and_act(void **state)
{
	struct fixture *fixture = *state;
	struct mq_history history;
	struct mq_view view;

	assert_int_equal(mq_load_finish(load_people(fixture), NULL, NULL, &fixture->diag), MQ_OK);
	fixture_verify(fixture, PEOPLE);
	assert_int_equal(fixture_hits(fixture, "dan"), PEOPLE);
	assert_int_equal(fixture_hits(fixture, "person_id=L499"), 1);
	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	assert_int_equal(mq_register_history(fixture->reg, fixture_kind(fixture, "resident"), 7,
		&history, NULL), MQ_OK);
	mq_register_look_away(fixture->reg);
	assert_int_equal(history.n_entries, 1);
	assert_string_equal(history.entries[0].why, "filling");
	mq_history_release(&history);
}

static void what_is_dropped_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;

	mq_load_drop(load_people(fixture));
	fixture_verify(fixture, 0);
	assert_int_equal(mq_load_finish(load_people(fixture), NULL, NULL, &fixture->diag), MQ_OK);
	fixture_verify(fixture, PEOPLE);
}

static bool stop(void *context, uint64_t done, uint64_t all)
{
	(void)context;
	(void)done;
	(void)all;
	return false;
}

static void a_stop_while_it_is_written_leaves_the_register_as_it_was(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(mq_load_finish(load_people(fixture), stop, NULL, &fixture->diag),
		MQ_ERR_INTERRUPTED);
	fixture_verify(fixture, 0);
}

static void a_register_with_people_is_not_filled_again(void **state)
{
	struct fixture *fixture = *state;
	struct mq_load *load = NULL;

	assert_int_equal(mq_load_finish(load_people(fixture), NULL, NULL, &fixture->diag), MQ_OK);
	assert_int_equal(mq_load_begin(fixture->reg, &act, &load, &fixture->diag), MQ_ERR_STORE);
	assert_null(load);
	fixture_verify(fixture, PEOPLE);
}

static void acts_go_on_behind_a_load(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_record_value value = fixture_value(fixture, "person_id", "NEW");
	struct mq_change change = {fixture_kind(fixture, "resident"), MQ_NO_RECORD, &value, 1};

	assert_int_equal(mq_load_finish(load_people(fixture), NULL, NULL, &fixture->diag), MQ_OK);
	assert_int_equal(mq_register_act(fixture->reg, &act, &change, 1, &fixture->diag), MQ_OK);
	assert_int_equal(change.id, PEOPLE);
	fixture_verify(fixture, PEOPLE + 1);
}

static void the_same_key_twice_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct mq_load *load = load_people(fixture);
	struct mq_record record = {0};
	mq_record_id id;

	fill(&record, fixture, 3);
	if (mq_load_add(load, fixture_kind(fixture, "resident"), &record, &id, &fixture->diag) ==
	    MQ_OK) {
		assert_int_not_equal(mq_load_finish(load, NULL, NULL, &fixture->diag), MQ_OK);
	} else {
		mq_load_drop(load);
	}
	mq_record_release(&record);
	fixture_verify(fixture, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(what_is_loaded_is_found_with_its_readings_and_act),
		fixture_test(what_is_dropped_leaves_nothing),
		fixture_test(a_stop_while_it_is_written_leaves_the_register_as_it_was),
		fixture_test(a_register_with_people_is_not_filled_again),
		fixture_test(acts_go_on_behind_a_load),
		fixture_test(the_same_key_twice_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
