/*
 * Edits: after any of them the index says what a loop over the records says.
 */
#include "index/brute.h"

enum { N_RESIDENTS = 2000, N_EDITS = 1500, BORDER = 1 << 17 };

static void copy_record(struct mq_record *to, const struct mq_record *from)
{
	for (size_t i = 0; i < from->n_values; i++) {
		mq_record_set(to, from->values[i].field, from->values[i].text);
	}
}

/* Change, remove or bring back one resident, in writer and model alike. */
static void edit_one(struct mq_writer *writer, struct model *model, uint64_t *dice)
{
	size_t id = (size_t)roll(dice, model->n);
	struct mq_record *was = model->records + id;
	struct mq_record now = {0};
	uint64_t what = is_there(model, id) ? roll(dice, 4) : 1;

	if (what > 0) {
		draw_resident(&now, dice, id, pinyin);
	}
	if (what > 1) {		/* a small change: two values of the new in the old */
		struct mq_record drawn = now;

		now = (struct mq_record){0};
		copy_record(&now, was);
		mq_record_set(&now, AGE, mq_record_get(&drawn, AGE));
		mq_record_set(&now, TAGS, mq_record_get(&drawn, TAGS));
		mq_record_release(&drawn);
	}
	assert_int_equal(mq_writer_put(writer, RESIDENT, (mq_record_id)id,
		is_there(model, id) ? was : NULL, what > 0 ? &now : NULL, NULL), MQ_OK);
	mq_record_release(was);
	*was = now;
}

static void add_all(struct fixture *fixture, struct model *model, uint64_t *dice)
{
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);

	model->records = mq_alloc(model->n * sizeof(*model->records));
	for (size_t i = 0; i < model->n; i++) {
		mq_record_id id;

		draw_resident(model->records + i, dice, i, pinyin);
		assert_int_equal(mq_writer_next(writer, RESIDENT, &id, NULL), MQ_OK);
		assert_int_equal(id, i);
		assert_int_equal(mq_writer_put(writer, RESIDENT, id, NULL, model->records + i, NULL),
			MQ_OK);
	}
	assert_true(mq_writer_bytes(writer) > 0);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	assert_int_equal(mq_writer_bytes(writer), 0);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
}

static void the_index_follows_random_edits(void **state)
{
	struct fixture *fixture = *state;
	struct model model = {.n = N_RESIDENTS};
	uint64_t dice = 2026;
	size_t n_alive = 0;

	add_all(fixture, &model, &dice);
	assert_index_is(fixture, &model, pinyin);
	assert_verifies(fixture, pinyin, model.n);
	for (int round = 0; round < 3; round++) {
		struct mq_txn *txn = fixture_write(fixture);
		struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);

		for (int i = 0; i < N_EDITS / 3; i++) {
			edit_one(writer, &model, &dice);
			if (i == 100) {		/* in the middle, as who writes much does */
				assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
			}
		}
		assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
		mq_writer_free(writer);
		assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	}
	for (size_t i = 0; i < model.n; i++) {
		n_alive += is_there(&model, i);
	}
	assert_index_is(fixture, &model, pinyin);
	assert_verifies(fixture, pinyin, n_alive);
	model_release(&model);
}

static void an_aborted_edit_leaves_no_trace(void **state)
{
	struct fixture *fixture = *state;
	struct model model = {.n = 50};
	struct mq_record now = {0};
	uint64_t dice = 5;
	struct mq_txn *txn;
	struct mq_writer *writer;

	add_all(fixture, &model, &dice);
	txn = fixture_write(fixture);
	writer = mq_writer_new(&fixture_schema, pinyin, txn);
	draw_resident(&now, &dice, 3, pinyin);
	assert_int_equal(mq_writer_put(writer, RESIDENT, 3, model.records + 3, &now, NULL), MQ_OK);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	mq_txn_abort(txn);
	assert_index_is(fixture, &model, pinyin);
	assert_verifies(fixture, pinyin, model.n);
	mq_record_release(&now);
	model_release(&model);
}

static void a_record_put_unchanged_writes_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct model model = {.n = 20};
	uint64_t dice = 6;
	struct mq_txn *txn;
	struct mq_writer *writer;

	add_all(fixture, &model, &dice);
	txn = fixture_write(fixture);
	writer = mq_writer_new(&fixture_schema, pinyin, txn);
	for (mq_record_id id = 0; id < model.n; id++) {
		assert_int_equal(mq_writer_put(writer, RESIDENT, id, model.records + id,
			model.records + id, NULL), MQ_OK);
	}
	assert_int_equal(mq_writer_bytes(writer), 0);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	assert_int_equal(mq_txn_bytes(txn), 0);
	mq_writer_free(writer);
	mq_txn_abort(txn);
	model_release(&model);
}

static void a_key_that_is_taken_is_refused_and_one_given_up_is_free(void **state)
{
	struct fixture *fixture = *state;
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);
	struct mq_record a = {0};
	struct mq_record b = {0};
	struct mq_diag diag = {0};

	set_text(&a, PERSON_ID, "R1");
	set_text(&b, PERSON_ID, "R2");
	assert_int_equal(mq_writer_put(writer, RESIDENT, 0, NULL, &a, NULL), MQ_OK);
	assert_int_equal(mq_writer_put(writer, RESIDENT, 1, NULL, &a, &diag), MQ_ERR_INPUT);
	assert_non_null(strstr(diag.faults[0].message, "'R1'"));
	assert_int_equal(mq_writer_put(writer, RESIDENT, 0, &a, &b, NULL), MQ_OK);
	assert_int_equal(mq_writer_put(writer, RESIDENT, 1, NULL, &a, NULL), MQ_OK);
	assert_int_equal(mq_writer_put(writer, RESIDENT, 0, &b, NULL, NULL), MQ_OK);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	assert_verifies(fixture, pinyin, 1);
	mq_record_release(&a);
	mq_record_release(&b);
	mq_diag_release(&diag);
}

static void a_transaction_fetches_what_it_has_put(void **state)
{
	struct fixture *fixture = *state;
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);
	struct mq_record record = {0};
	struct mq_slice bytes;

	set_text(&record, PERSON_ID, "R1");
	assert_int_equal(mq_index_fetch(txn, RESIDENT, 0, &bytes, NULL), MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_index_lookup(txn, RESIDENT, mq_slice_str("R1")), MQ_NO_RECORD);
	assert_int_equal(mq_writer_put(writer, RESIDENT, 0, NULL, &record, NULL), MQ_OK);
	assert_int_equal(mq_index_fetch(txn, RESIDENT, 0, &bytes, NULL), MQ_OK);
	assert_int_equal(mq_record_peek(bytes, PERSON_ID).len, 2);
	assert_int_equal(mq_index_lookup(txn, RESIDENT, mq_slice_str("R1")), 0);
	mq_record_release(&record);
	mq_writer_free(writer);
	mq_txn_abort(txn);
}

static void ids_go_on_where_they_ended_and_are_never_given_twice(void **state)
{
	struct fixture *fixture = *state;
	struct mq_record record = {0};

	set_text(&record, PERSON_ID, "R1");
	for (mq_record_id expected = 0; expected < 3; expected++) {
		struct mq_txn *txn = fixture_write(fixture);
		struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);
		mq_record_id id;

		assert_int_equal(mq_writer_next(writer, RESIDENT, &id, NULL), MQ_OK);
		assert_int_equal(id, expected);
		assert_int_equal(mq_writer_put(writer, RESIDENT, id, NULL, &record, NULL), MQ_OK);
		assert_int_equal(mq_writer_put(writer, RESIDENT, id, &record, NULL, NULL), MQ_OK);
		assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
		mq_writer_free(writer);
		assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	}
	assert_verifies(fixture, pinyin, 0);
	mq_record_release(&record);
}

static void edits_on_both_sides_of_a_shard_border_hold(void **state)
{
	struct fixture *fixture = *state;
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);
	struct mq_index *index = mq_index_new(&fixture_schema);
	char text[16];

	for (mq_record_id id = BORDER - 3; id < BORDER + 3; id++) {
		struct mq_record record = {0};

		snprintf(text, sizeof(text), "R%u", (unsigned)id);
		set_text(&record, PERSON_ID, text);
		mq_record_set_number(&record, AGE, id);
		set_text(&record, ADDRESS, "三泉路");
		assert_int_equal(mq_writer_put(writer, RESIDENT, id, NULL, &record, NULL), MQ_OK);
		mq_record_release(&record);
	}
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	txn = fixture_read(fixture);
	mq_index_attach(index, txn);
	assert_int_equal(mq_index_end(index, RESIDENT), BORDER + 3);
	assert_int_equal(mq_set_count(mq_index_gram(index, ADDRESS, "三泉", 6)), 6);
	for (mq_record_id id = BORDER - 3; id < BORDER + 3; id++) {
		assert_true(mq_set_has(mq_index_live(index, RESIDENT), id));
		assert_int_equal(mq_column_get(mq_index_column(index, AGE), id), id);
	}
	mq_index_free(index);
	mq_txn_abort(txn);
	assert_verifies(fixture, pinyin, 6);
}

/* A resident of shard, at a place that differs from shard to shard. */
static mq_record_id one_of(size_t shard, size_t i)
{
	return (mq_record_id)(shard * BORDER + (shard + i) * 1009 % BORDER);
}

static void set_resident(struct mq_record *record, mq_record_id id, int64_t age)
{
	char text[16];

	snprintf(text, sizeof(text), "R%08u", (unsigned)id);
	set_text(record, PERSON_ID, text);
	set_text(record, ADDRESS, "三泉路");
	mq_record_set_number(record, AGE, age);
}

static void add_shard(struct fixture *fixture, size_t shard)
{
	enum { N_A_SHARD = 60 };
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);

	for (size_t i = 0; i < N_A_SHARD; i++) {
		struct mq_record record = {0};

		set_resident(&record, one_of(shard, i), 40);
		assert_int_equal(mq_writer_put(writer, RESIDENT, one_of(shard, i), NULL, &record, NULL),
			MQ_OK);
		mq_record_release(&record);
	}
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
}

/* What an edit of somebody in the first shard gives the store to keep. */
static size_t bytes_of_one_edit(struct fixture *fixture, int64_t from_age, int64_t to_age)
{
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);
	struct mq_record was = {0};
	struct mq_record now = {0};
	size_t n_bytes;

	set_resident(&was, one_of(0, 7), from_age);
	set_resident(&now, one_of(0, 7), to_age);
	assert_int_equal(mq_writer_put(writer, RESIDENT, one_of(0, 7), &was, &now, NULL), MQ_OK);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	n_bytes = mq_txn_bytes(txn);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	mq_record_release(&was);
	mq_record_release(&now);
	return n_bytes;
}

static void one_edit_writes_as_much_in_a_city_as_in_a_street(void **state)
{
	enum { N_SHARDS = 191 };		/* 25 million */
	struct fixture *fixture = *state;
	size_t n_bytes;

	add_shard(fixture, 0);
	n_bytes = bytes_of_one_edit(fixture, 40, 41);
	assert_true(n_bytes > 0);
	for (size_t shard = 1; shard < N_SHARDS; shard++) {
		add_shard(fixture, shard);
	}
	assert_int_equal(bytes_of_one_edit(fixture, 41, 42), n_bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_index_follows_random_edits, fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(an_aborted_edit_leaves_no_trace, fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(a_record_put_unchanged_writes_nothing, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(
			a_key_that_is_taken_is_refused_and_one_given_up_is_free, fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(a_transaction_fetches_what_it_has_put, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(
			ids_go_on_where_they_ended_and_are_never_given_twice, fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(edits_on_both_sides_of_a_shard_border_hold, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(one_edit_writes_as_much_in_a_city_as_in_a_street,
			fixture_begin, fixture_end),
	};

	return cmocka_run_group_tests(tests, make_pinyin, free_pinyin);
}
