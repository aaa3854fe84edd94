#include "index/fixture.h"

#include <minqing/access.h>

static void put(struct mq_writer *writer, mq_kind_id kind, mq_record_id id, const char *key)
{
	struct mq_record record = { 0 };

	set_text(&record, kind == RESIDENT ? PERSON_ID : HOUSEHOLD_ID, key);
	assert_int_equal(mq_writer_put(writer, kind, id, NULL, &record, NULL), MQ_OK);
	mq_record_release(&record);
}

static void forget(struct mq_writer *writer, mq_kind_id kind, mq_record_id id, const char *key)
{
	struct mq_record record = { 0 };

	set_text(&record, kind == RESIDENT ? PERSON_ID : HOUSEHOLD_ID, key);
	assert_int_equal(mq_writer_put(writer, kind, id, &record, NULL, NULL), MQ_OK);
	mq_record_release(&record);
}

/* Residents 0, 1 and 3 (2 came and went), households 0 and 1. */
static void fill(struct fixture *fixture, struct mq_pinyin *pinyin)
{
	static const char *const people[] = { "R0", "R1", "R2", "R3" };
	static const char *const homes[] = { "H0", "H1" };
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, pinyin, txn);
	mq_record_id id;

	for (size_t i = 0; i < MQ_LENGTH(people); i++) {
		assert_int_equal(mq_writer_next(writer, RESIDENT, &id, NULL), MQ_OK);
		put(writer, RESIDENT, id, people[i]);
	}
	for (size_t i = 0; i < MQ_LENGTH(homes); i++) {
		assert_int_equal(mq_writer_next(writer, HOUSEHOLD, &id, NULL), MQ_OK);
		put(writer, HOUSEHOLD, id, homes[i]);
	}
	forget(writer, RESIDENT, 2, "R2");
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
}

static void assert_ids(const struct mq_set *set, const mq_record_id *ids, size_t n)
{
	mq_record_id found[8];

	assert_non_null(set);
	assert_int_equal(mq_set_read(set, 0, found, MQ_LENGTH(found)), n);
	assert_memory_equal(found, ids, n * sizeof(*ids));
}

static void the_owner_is_told_of_every_live_record_of_every_kind(void **state)
{
	static const mq_record_id people[] = { 0, 1, 3 };
	static const mq_record_id homes[] = { 0, 1 };
	struct fixture fixture;
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_view view = { .schema = &fixture_schema };
	struct mq_txn *txn;

	(void)state;
	fixture_open(&fixture);
	fill(&fixture, pinyin);
	txn = fixture_read(&fixture);
	view.index = mq_index_new(&fixture_schema);
	mq_index_attach(view.index, txn);
	mq_access_universe(&view, "wang");
	assert_ids(view.universe[RESIDENT], people, MQ_LENGTH(people));
	assert_ids(view.universe[HOUSEHOLD], homes, MQ_LENGTH(homes));
	for (size_t kind = fixture_schema.n_kinds; kind < MQ_KINDS_MAX; kind++) {
		assert_null(view.universe[kind]);
	}
	mq_index_detach(view.index);
	mq_index_free(view.index);
	mq_txn_abort(txn);
	fixture_close(&fixture);
	mq_pinyin_free(pinyin);
}

static void of_an_empty_register_there_is_nothing_to_tell(void **state)
{
	struct fixture fixture;
	struct mq_view view = { .schema = &fixture_schema };
	struct mq_txn *txn;

	(void)state;
	fixture_open(&fixture);
	txn = fixture_read(&fixture);
	view.index = mq_index_new(&fixture_schema);
	mq_index_attach(view.index, txn);
	mq_access_universe(&view, "wang");
	assert_true(mq_set_is_empty(view.universe[RESIDENT]));
	assert_true(mq_set_is_empty(view.universe[HOUSEHOLD]));
	mq_index_detach(view.index);
	mq_index_free(view.index);
	mq_txn_abort(txn);
	fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_owner_is_told_of_every_live_record_of_every_kind),
		cmocka_unit_test(of_an_empty_register_there_is_nothing_to_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
