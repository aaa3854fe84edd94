#include "register/fixture.h"

/* Add a resident; its id. */
static mq_record_id add(struct fixture *fixture, const char *key, const char *name)
{
	const struct mq_act act = {.who = "wang", .why = "met", .source = "set", .when = 1000};
	const struct mq_record_value values[] = {
		fixture_value(fixture, "person_id", key), fixture_value(fixture, "name", name),
	};
	struct mq_change change = {fixture_kind(fixture, "resident"), MQ_NO_RECORD, values, 2};

	assert_int_equal(mq_register_act(fixture->reg, &act, &change, 1, &fixture->diag), MQ_OK);
	return change.id;
}

static enum mq_err set(struct fixture *fixture, mq_record_id id, const char *field,
	const char *text)
{
	const struct mq_act act = {.who = "li", .why = "called", .source = "screen"};
	const struct mq_record_value value = fixture_value(fixture, field, text);
	struct mq_change change = {fixture_kind(fixture, "resident"), id, &value, 1};

	return mq_register_act(fixture->reg, &act, &change, 1, &fixture->diag);
}

static void past(struct fixture *fixture, mq_record_id id, struct mq_history *history)
{
	struct mq_view view;

	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	assert_int_equal(mq_register_history(fixture->reg, fixture_kind(fixture, "resident"), id,
		history, &fixture->diag), MQ_OK);
	mq_register_look_away(fixture->reg);
}

static void a_new_record_gets_its_id_and_is_found(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(add(fixture, "A1", "王晓明"), 0);
	assert_int_equal(add(fixture, "A2", "单雄信"), 1);
	assert_int_equal(fixture_hits(fixture, "wxm"), 1);
	assert_int_equal(fixture_hits(fixture, "shan"), 1);
	fixture_verify(fixture, 2);
}

static void an_act_is_remembered_with_who_when_why_and_source(void **state)
{
	struct fixture *fixture = *state;
	struct mq_history history;
	mq_record_id id = add(fixture, "A1", "王晓明");

	past(fixture, id, &history);
	assert_int_equal(history.n_entries, 1);
	assert_true(history.entries[0].created);
	assert_string_equal(history.entries[0].who, "wang");
	assert_string_equal(history.entries[0].why, "met");
	assert_string_equal(history.entries[0].source, "set");
	assert_int_equal(history.entries[0].when, 1000);
	mq_history_release(&history);
}

static void history_tells_what_a_field_was_newest_first(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id id = add(fixture, "A1", "王晓明");
	mq_field_id income = fixture_field(fixture, "income");
	struct mq_history history;
	struct mq_slice was;

	assert_int_equal(set(fixture, id, "income", "1200.50"), MQ_OK);
	assert_int_equal(set(fixture, id, "income", "1300"), MQ_OK);
	assert_int_equal(set(fixture, id, "income", NULL), MQ_OK);
	assert_string_equal(fixture_stored(fixture, "resident", id, "income"), "");
	past(fixture, id, &history);
	assert_int_equal(history.n_entries, 4);
	was = mq_record_get(&history.entries[0].was, income);
	assert_int_equal(was.len, 4);
	assert_memory_equal(was.data, "1300", 4);
	was = mq_record_get(&history.entries[1].was, income);
	assert_int_equal(was.len, 7);
	assert_memory_equal(was.data, "1200.50", 7);
	assert_int_equal(history.entries[2].n_fields, 1);
	assert_int_equal(history.entries[2].fields[0], income);
	assert_null(mq_record_get(&history.entries[2].was, income).data);
	assert_true(history.entries[3].created);
	assert_true(history.entries[0].act > history.entries[1].act);
	mq_history_release(&history);
}

static void hidden_readings_leave_no_history(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id id = add(fixture, "A1", "王晓明");
	struct mq_history history;

	assert_int_equal(set(fixture, id, "name", "李芳"), MQ_OK);
	past(fixture, id, &history);
	assert_int_equal(history.entries[0].n_fields, 1);
	assert_int_equal(history.entries[0].fields[0], fixture_field(fixture, "name"));
	mq_history_release(&history);
	assert_int_equal(fixture_hits(fixture, "lf"), 1);
	assert_int_equal(fixture_hits(fixture, "wxm"), 0);
	fixture_verify(fixture, 1);
}

static void the_same_value_again_leaves_no_trace(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id id = add(fixture, "A1", "王晓明");
	struct mq_history history;

	assert_int_equal(set(fixture, id, "name", " 王晓明 "), MQ_OK);
	past(fixture, id, &history);
	assert_int_equal(history.n_entries, 1);
	mq_history_release(&history);
}

static void two_changes_of_one_record_in_one_act_are_one_step(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_act act = {.who = "li", .why = "met", .source = "set"};
	mq_record_id id = add(fixture, "A1", "王晓明");
	mq_kind_id kind = fixture_kind(fixture, "resident");
	const struct mq_record_value first = fixture_value(fixture, "income", "1200");
	const struct mq_record_value second[] = {
		fixture_value(fixture, "income", "1300"), fixture_value(fixture, "name", "李芳"),
	};
	struct mq_change changes[] = {{kind, id, &first, 1}, {kind, id, second, 2}};
	struct mq_history history;

	assert_int_equal(mq_register_act(fixture->reg, &act, changes, 2, &fixture->diag), MQ_OK);
	past(fixture, id, &history);
	assert_int_equal(history.n_entries, 2);
	assert_int_equal(history.entries[0].n_fields, 2);
	assert_null(mq_record_get(&history.entries[0].was,
		fixture_field(fixture, "income")).data);
	assert_memory_equal(mq_record_get(&history.entries[0].was,
		fixture_field(fixture, "name")).data, "王晓明", strlen("王晓明"));
	assert_string_equal(fixture_stored(fixture, "resident", id, "income"), "1300");
	mq_history_release(&history);
	fixture_verify(fixture, 1);
}

static void what_was_decided_by_an_old_snapshot_is_refused_without_a_word(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id id = add(fixture, "A1", "王晓明");
	const struct mq_record_value value = fixture_value(fixture, "income", "1200");
	struct mq_change change = {fixture_kind(fixture, "resident"), id, &value, 1};
	struct mq_act act = {.who = "li", .why = "met", .source = "set"};
	struct mq_view view;

	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	act.seen = mq_index_snapshot(view.index);
	mq_register_look_away(fixture->reg);
	assert_int_equal(set(fixture, id, "name", "李芳"), MQ_OK);
	assert_int_equal(mq_register_act(fixture->reg, &act, &change, 1, &fixture->diag),
		MQ_ERR_BUSY);
	assert_int_equal(fixture->diag.n_faults, 0);
	assert_string_equal(fixture_stored(fixture, "resident", id, "income"), "");
	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	act.seen = mq_index_snapshot(view.index);
	mq_register_look_away(fixture->reg);
	assert_int_equal(mq_register_act(fixture->reg, &act, &change, 1, &fixture->diag), MQ_OK);
	assert_string_equal(fixture_stored(fixture, "resident", id, "income"), "1200");
}

static void an_act_is_refused_whole_with_every_reason(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_act act = {.who = "li", .why = "x", .source = "set"};
	const struct mq_record_value good[] = {
		fixture_value(fixture, "person_id", "A2"), fixture_value(fixture, "name", "李芳"),
	};
	const struct mq_record_value bad[] = {
		fixture_value(fixture, "person_id", "A3"), fixture_value(fixture, "sex", "9"),
		fixture_value(fixture, "plate", "京A12345"),
	};
	mq_kind_id kind = fixture_kind(fixture, "resident");
	struct mq_change changes[] = {
		{kind, MQ_NO_RECORD, good, 2}, {kind, MQ_NO_RECORD, bad, 3},
	};

	assert_int_equal(mq_register_act(fixture->reg, &act, changes, 2, &fixture->diag),
		MQ_ERR_INPUT);
	assert_int_equal(fixture->diag.n_faults, 2);
	assert_true(fixture_says(fixture, "'9'"));
	assert_true(fixture_says(fixture, "沪"));
	fixture_verify(fixture, 0);
	assert_int_equal(add(fixture, "A2", "李芳"), 0);
}

static void a_field_of_another_kind_and_a_link_to_nobody_are_refused(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id id = add(fixture, "A1", "王晓明");
	mq_field_id link = fixture->schema->kinds[fixture_kind(fixture, "resident")].links[0];
	const char *name = fixture->schema->fields[link].id;

	assert_int_equal(set(fixture, id, "address", "一号"), MQ_ERR_INPUT);
	assert_int_equal(set(fixture, id, "age", "80"), MQ_ERR_INPUT);
	assert_int_equal(set(fixture, id, name, "0"), MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, "leads to no record"));
	fixture_verify(fixture, 1);
}

static void a_key_that_somebody_has_is_refused(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id id;

	add(fixture, "A1", "王晓明");
	id = add(fixture, "A2", "李芳");
	assert_int_equal(set(fixture, id, "person_id", "A1"), MQ_ERR_INPUT);
	assert_int_equal(set(fixture, id, "person_id", NULL), MQ_ERR_INPUT);
	assert_int_equal(set(fixture, id, "person_id", "A3"), MQ_OK);
	assert_int_equal(fixture_hits(fixture, "person_id=A2"), 0);
	assert_int_equal(fixture_hits(fixture, "person_id=A3"), 1);
	fixture_verify(fixture, 2);
}

static void two_new_records_of_one_act_cannot_share_a_key(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_act act = {.who = "li", .why = "x", .source = "set"};
	const struct mq_record_value value = fixture_value(fixture, "person_id", "A1");
	mq_kind_id kind = fixture_kind(fixture, "resident");
	struct mq_change changes[] = {
		{kind, MQ_NO_RECORD, &value, 1}, {kind, MQ_NO_RECORD, &value, 1},
	};

	assert_int_equal(mq_register_act(fixture->reg, &act, changes, 2, &fixture->diag),
		MQ_ERR_INPUT);
	fixture_verify(fixture, 0);
}

static void a_record_that_is_not_there_cannot_be_changed(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(set(fixture, 7, "name", "王晓明"), MQ_ERR_NOT_FOUND);
	fixture_verify(fixture, 0);
}

static void a_record_of_the_past_is_read_from_another_opening(void **state)
{
	struct fixture *fixture = *state;
	struct mq_history history;
	mq_record_id id = add(fixture, "A1", "王晓明");

	mq_register_close(fixture->reg);
	fixture_open(fixture);
	past(fixture, id, &history);
	assert_int_equal(history.n_entries, 1);
	mq_history_release(&history);
	past(fixture, 99, &history);
	assert_int_equal(history.n_entries, 0);
	mq_history_release(&history);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_new_record_gets_its_id_and_is_found),
		fixture_test(an_act_is_remembered_with_who_when_why_and_source),
		fixture_test(history_tells_what_a_field_was_newest_first),
		fixture_test(hidden_readings_leave_no_history),
		fixture_test(the_same_value_again_leaves_no_trace),
		fixture_test(two_changes_of_one_record_in_one_act_are_one_step),
		fixture_test(what_was_decided_by_an_old_snapshot_is_refused_without_a_word),
		fixture_test(an_act_is_refused_whole_with_every_reason),
		fixture_test(a_field_of_another_kind_and_a_link_to_nobody_are_refused),
		fixture_test(a_key_that_somebody_has_is_refused),
		fixture_test(two_new_records_of_one_act_cannot_share_a_key),
		fixture_test(a_record_that_is_not_there_cannot_be_changed),
		fixture_test(a_record_of_the_past_is_read_from_another_opening),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
