/*
 * Filling an empty store: what comes out is what edits would have made, in bounded
 * memory, whole or not.
 */
#include <malloc.h>

#include "index/brute.h"

/* Residents drawn at random and a household for every fourth, one after the other. */
static struct mq_bulk *gather(struct fixture *fixture, struct model *model)
{
	struct mq_bulk *bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	uint64_t dice = 77;

	model->records = mq_alloc(model->n * sizeof(*model->records));
	for (size_t i = 0; i < model->n; i++) {
		mq_record_id id;

		draw_resident(model->records + i, &dice, i, pinyin);
		assert_int_equal(mq_bulk_add(bulk, RESIDENT, model->records + i, &id, NULL), MQ_OK);
		assert_int_equal(id, i);
		if (i % 4 == 0) {
			struct mq_record household = {0};
			char text[24];

			snprintf(text, sizeof(text), "H%zu", i);
			set_text(&household, HOUSEHOLD_ID, text);
			assert_int_equal(mq_bulk_add(bulk, HOUSEHOLD, &household, &id, NULL), MQ_OK);
			assert_int_equal(id, i / 4);
			mq_record_release(&household);
		}
	}
	return bulk;
}

static void records_in_bulk_answer_as_a_loop_would(void **state)
{
	struct fixture *fixture = *state;
	struct model model = {.n = 9000};	/* more than a batch */
	struct mq_bulk *bulk = gather(fixture, &model);

	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	assert_index_is(fixture, &model, pinyin);
	assert_verifies(fixture, pinyin, 9000 + 2250);
	model_release(&model);
}

/* The entries of one store must be those of another. */
static void assert_same_tables(struct fixture *a, struct fixture *b)
{
	static const struct mq_slice none = {NULL, 0};
	struct mq_txn *left = fixture_read(a);
	struct mq_txn *right = fixture_read(b);

	for (enum mq_table table = MQ_TABLE_RECORD; table <= MQ_TABLE_GRAM; table++) {
		struct mq_cursor *x = mq_cursor_new(left, table, none, none);
		struct mq_cursor *y = mq_cursor_new(right, table, none, none);
		struct mq_slice keys[2], values[2];

		while (mq_cursor_next(x, keys, values, NULL) == MQ_OK) {
			assert_int_equal(mq_cursor_next(y, keys + 1, values + 1, NULL), MQ_OK);
			assert_int_equal(keys[0].len, keys[1].len);
			assert_memory_equal(keys[0].data, keys[1].data, keys[0].len);
			assert_int_equal(values[0].len, values[1].len);
			assert_memory_equal(values[0].data, values[1].data, values[0].len);
		}
		assert_int_equal(mq_cursor_next(y, keys + 1, values + 1, NULL), MQ_ERR_NOT_FOUND);
		mq_cursor_free(x);
		mq_cursor_free(y);
	}
	mq_txn_abort(left);
	mq_txn_abort(right);
}

static void bulk_and_edits_store_the_same_bytes(void **state)
{
	struct fixture *fixture = *state;
	struct fixture edited;
	struct model model = {.n = 5000};
	struct mq_bulk *bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	struct mq_txn *txn;
	struct mq_writer *writer;
	uint64_t dice = 78;

	fixture_open(&edited);
	txn = fixture_write(&edited);
	writer = mq_writer_new(&fixture_schema, pinyin, txn);
	for (size_t i = 0; i < model.n; i++) {
		struct mq_record record = {0};
		mq_record_id id;

		draw_resident(&record, &dice, i, pinyin);
		assert_int_equal(mq_bulk_add(bulk, RESIDENT, &record, &id, NULL), MQ_OK);
		assert_int_equal(mq_writer_next(writer, RESIDENT, &id, NULL), MQ_OK);
		assert_int_equal(mq_writer_put(writer, RESIDENT, id, NULL, &record, NULL), MQ_OK);
		mq_record_release(&record);
	}
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	assert_same_tables(fixture, &edited);
	fixture_close(&edited);
}

static void edits_after_bulk_hold(void **state)
{
	struct fixture *fixture = *state;
	struct model model = {.n = 500};
	struct mq_bulk *bulk = gather(fixture, &model);
	struct mq_txn *txn;
	struct mq_writer *writer;
	struct mq_record now = {0};
	uint64_t dice = 1;
	mq_record_id id;

	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	txn = fixture_write(fixture);
	writer = mq_writer_new(&fixture_schema, pinyin, txn);
	assert_int_equal(mq_writer_next(writer, RESIDENT, &id, NULL), MQ_OK);
	assert_int_equal(id, 500);
	draw_resident(&now, &dice, 7, pinyin);
	assert_int_equal(mq_writer_put(writer, RESIDENT, 7, model.records + 7, &now, NULL), MQ_OK);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	mq_record_release(model.records + 7);
	model.records[7] = now;
	assert_index_is(fixture, &model, pinyin);
	assert_verifies(fixture, pinyin, 500 + 125);
	model_release(&model);
}

static void long_texts_spill_early_and_lose_nothing(void **state)
{
	enum { N = 300, NOTE_BYTES = 300000 };
	struct fixture *fixture = *state;
	struct mq_bulk *bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	struct model model = {.n = N, .records = mq_alloc(N * sizeof(struct mq_record))};
	char *note = mq_alloc(NOTE_BYTES);
	uint64_t dice = 4;

	memset(note, 'n', NOTE_BYTES);
	for (size_t i = 0; i < N; i++) {	/* 90 MB: several spills inside one chunk */
		mq_record_id id;

		draw_resident(model.records + i, &dice, i, pinyin);
		mq_record_set(model.records + i, NOTE, mq_slice(note, NOTE_BYTES));
		assert_int_equal(mq_bulk_add(bulk, RESIDENT, model.records + i, &id, NULL), MQ_OK);
	}
	free(note);
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	assert_index_is(fixture, &model, pinyin);
	assert_verifies(fixture, pinyin, N);
	model_release(&model);
}

static void entries_of_other_tables_travel_along(void **state)
{
	struct fixture *fixture = *state;
	struct mq_bulk *bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	struct mq_txn *txn;
	struct mq_slice value;

	assert_int_equal(mq_bulk_put(bulk, MQ_TABLE_HISTORY, mq_slice_str("b"), mq_slice_str("2"),
		NULL), MQ_OK);
	assert_int_equal(mq_bulk_put(bulk, MQ_TABLE_META, mq_slice_str("zeal"), mq_slice_str("3"),
		NULL), MQ_OK);
	assert_int_equal(mq_bulk_put(bulk, MQ_TABLE_HISTORY, mq_slice_str("a"), mq_slice_str("1"),
		NULL), MQ_OK);
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	txn = fixture_read(fixture);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_HISTORY, mq_slice_str("a"), &value, NULL), MQ_OK);
	assert_memory_equal(value.data, "1", 1);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_HISTORY, mq_slice_str("b"), &value, NULL), MQ_OK);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_META, mq_slice_str("zeal"), &value, NULL), MQ_OK);
	assert_memory_equal(value.data, "3", 1);
	mq_txn_abort(txn);
}

static void one_key_for_two_records_is_refused_and_named(void **state)
{
	struct fixture *fixture = *state;
	struct mq_bulk *bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	struct mq_record record = {0};
	struct mq_diag diag = {0};
	mq_record_id id;

	set_text(&record, PERSON_ID, "R000007");
	mq_bulk_add(bulk, RESIDENT, &record, &id, NULL);
	mq_bulk_add(bulk, RESIDENT, &record, &id, NULL);
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, &diag), MQ_ERR_INPUT);
	assert_non_null(strstr(diag.faults[0].message, "'R000007'"));
	mq_bulk_free(bulk);
	mq_record_release(&record);
	mq_diag_release(&diag);
}

struct progress {
	uint64_t last;
	uint64_t all;
	uint64_t stop_at;
};

static bool follow(void *context, uint64_t done, uint64_t all)
{
	struct progress *progress = context;

	assert_true(done >= progress->last && done <= all);
	progress->last = done;
	progress->all = all;
	return done < progress->stop_at;
}

static void progress_reaches_its_end_and_can_stop_the_work(void **state)
{
	struct fixture *fixture = *state;
	struct model model = {.n = 2000};
	struct mq_bulk *bulk = gather(fixture, &model);
	struct progress progress = {.stop_at = 2000};
	struct mq_txn *txn;

	assert_int_equal(mq_bulk_finish(bulk, fixture->store, follow, &progress, NULL),
		MQ_ERR_INTERRUPTED);
	assert_true(progress.last < progress.all);
	mq_bulk_free(bulk);
	txn = fixture_read(fixture);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_RECORD), 0);	/* it fits one transaction */
	mq_txn_abort(txn);
	model_release(&model);

	progress = (struct progress){.stop_at = UINT64_MAX};
	bulk = gather(fixture, &model);
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, follow, &progress, NULL), MQ_OK);
	assert_int_equal(progress.last, progress.all);
	mq_bulk_free(bulk);
	model_release(&model);
}

/* Heap in use at its highest while gathering n small records. */
static size_t heap_for(struct fixture *fixture, size_t n)
{
	struct mq_bulk *bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	size_t highest = 0;

	for (size_t i = 0; i < n; i++) {
		struct mq_record record = {0};
		char text[24];
		mq_record_id id;

		snprintf(text, sizeof(text), "R%zu", i);
		set_text(&record, PERSON_ID, text);
		mq_record_set_number(&record, AGE, (int64_t)(i % 100));
		set_text(&record, PHONE, text);
		assert_int_equal(mq_bulk_add(bulk, RESIDENT, &record, &id, NULL), MQ_OK);
		mq_record_release(&record);
		if (i % 1000 == 999) {
			struct mallinfo2 info = mallinfo2();

			highest = info.uordblks + info.hblkhd > highest
				? info.uordblks + info.hblkhd : highest;
		}
	}
	mq_bulk_free(bulk);
	return highest;
}

static void memory_does_not_grow_with_the_register(void **state)
{
	struct fixture *fixture = *state;
	size_t few = heap_for(fixture, 20000);
	size_t many = heap_for(fixture, 200000);

	assert_true(many <= few + few / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(records_in_bulk_answer_as_a_loop_would, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(bulk_and_edits_store_the_same_bytes, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(edits_after_bulk_hold, fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(long_texts_spill_early_and_lose_nothing, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(entries_of_other_tables_travel_along, fixture_begin,
			fixture_end),
		cmocka_unit_test_setup_teardown(one_key_for_two_records_is_refused_and_named,
			fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(progress_reaches_its_end_and_can_stop_the_work,
			fixture_begin, fixture_end),
		cmocka_unit_test_setup_teardown(memory_does_not_grow_with_the_register, fixture_begin,
			fixture_end),
	};

	return cmocka_run_group_tests(tests, make_pinyin, free_pinyin);
}
