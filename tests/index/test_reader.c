/*
 * One snapshot after the other: what is lent stays, what is damaged reads as empty and
 * is told; columns equal plain arrays.
 */
#include "index/fixture.h"

#include "../../src/index/terms.h"

enum { N_RESIDENTS = 10000, UNKNOWN_EVERY = 7 };

static int64_t age_of(size_t id)
{
	return (int64_t)(id * 37 % 120) - 10;
}

static bool is_known(size_t id)
{
	return id % UNKNOWN_EVERY != 0;
}

/* Residents whose ages are known by rule; the second half all have sex 1. */
static int open_all(void **state)
{
	struct fixture *fixture = mq_alloc(sizeof(*fixture));
	struct mq_bulk *bulk;

	fixture_open(fixture);
	bulk = mq_bulk_new(&fixture_schema, NULL, fixture->dir);
	for (size_t i = 0; i < N_RESIDENTS; i++) {
		struct mq_record record = {0};
		char text[24];
		mq_record_id id;

		snprintf(text, sizeof(text), "R%zu", i);
		set_text(&record, PERSON_ID, text);
		if (is_known(i)) {
			mq_record_set_number(&record, AGE, age_of(i));
		}
		set_text(&record, SEX, i >= N_RESIDENTS / 2 || i % 3 == 0 ? "1" : "2");
		mq_bulk_add(bulk, RESIDENT, &record, &id, NULL);
		mq_record_release(&record);
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	*state = fixture;
	return 0;
}

static void change_sex_of_0(struct fixture *fixture)
{
	struct mq_txn *txn = fixture_write(fixture);
	struct mq_writer *writer = mq_writer_new(&fixture_schema, NULL, txn);
	struct mq_record was = {0};
	struct mq_record now = {0};

	set_text(&was, PERSON_ID, "R0");
	set_text(&was, SEX, "1");
	set_text(&now, PERSON_ID, "R0");
	set_text(&now, SEX, "2");
	assert_int_equal(mq_writer_put(writer, RESIDENT, 0, &was, &now, NULL), MQ_OK);
	assert_int_equal(mq_writer_flush(writer, NULL), MQ_OK);
	mq_writer_free(writer);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	mq_record_release(&was);
	mq_record_release(&now);
}

static void what_is_lent_stays_over_detach_until_another_commit(void **state)
{
	struct fixture *fixture = *state;
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_txn *txn = fixture_read(fixture);
	const struct mq_set *men;
	uint64_t n_men;

	assert_false(mq_index_attach(index, txn));
	men = mq_index_posting(index, SEX, 0);
	n_men = mq_set_count(men);
	assert_int_equal(n_men, 1667 + 5000);
	mq_index_detach(index);
	mq_txn_abort(txn);

	txn = fixture_read(fixture);
	assert_true(mq_index_attach(index, txn));
	assert_int_equal(mq_set_count(men), n_men);
	assert_ptr_equal(mq_index_posting(index, SEX, 0), men);
	mq_index_detach(index);
	mq_txn_abort(txn);

	change_sex_of_0(fixture);
	txn = fixture_read(fixture);
	assert_false(mq_index_attach(index, txn));
	assert_int_equal(mq_set_count(mq_index_posting(index, SEX, 0)), n_men - 1);
	assert_false(mq_set_has(mq_index_posting(index, SEX, 0), 0));
	mq_index_free(index);
	mq_txn_abort(txn);
}

static void a_column_reads_as_a_plain_array(void **state)
{
	static int64_t dense[N_RESIDENTS], read[N_RESIDENTS];
	static mq_record_id ids[N_RESIDENTS];
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_txn *txn = fixture_read(*state);
	const struct mq_column *column;
	size_t n = 0;

	mq_index_attach(index, txn);
	column = mq_index_column(index, AGE);
	for (mq_record_id id = 0; id < N_RESIDENTS; id += 1 + id % 5) {
		ids[n++] = id;
	}
	mq_column_read(column, ids, n, read);
	mq_column_dense(column, 100, N_RESIDENTS, dense + 100);
	for (size_t i = 0; i < n; i++) {
		int64_t age = is_known(ids[i]) ? age_of(ids[i]) : MQ_NO_NUMBER;

		assert_true(read[i] == age);
		assert_true(mq_column_get(column, ids[i]) == age);
		assert_true(ids[i] < 100 || dense[ids[i]] == age);
	}
	assert_true(mq_column_get(column, 5 * N_RESIDENTS) == MQ_NO_NUMBER);
	assert_null(mq_index_column(index, NOTE));
	assert_non_null(mq_index_column(index, ADDRESS));
	assert_false(mq_index_has_column(&fixture_schema, ADDRESS));	/* it has no order */
	mq_index_free(index);
	mq_txn_abort(txn);
}

static void ranges_and_counts_equal_a_loop(void **state)
{
	static const int64_t bounds[][2] = {{-10, 109}, {0, 0}, {60, INT64_MAX}, {INT64_MIN, -1},
		{200, 300}, {50, 40}, {17, 18}};
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_txn *txn = fixture_read(*state);
	const struct mq_column *column;
	uint64_t counts[80] = {0};
	struct mq_set *some = mq_set_range(4000, 9001);

	mq_index_attach(index, txn);
	column = mq_index_column(index, AGE);
	for (size_t i = 0; i < MQ_LENGTH(bounds); i++) {
		struct mq_set *range = mq_column_range(column, bounds[i][0], bounds[i][1]);

		for (mq_record_id id = 0; id < N_RESIDENTS; id++) {
			assert_int_equal(mq_set_has(range, id), is_known(id)
				&& age_of(id) >= bounds[i][0] && age_of(id) <= bounds[i][1]);
		}
		mq_set_free(range);
	}
	mq_column_count(column, some, counts, MQ_LENGTH(counts));
	for (size_t id = 4000; id < 9001; id++) {
		if (is_known(id) && age_of(id) >= 0 && age_of(id) < (int64_t)MQ_LENGTH(counts)) {
			counts[age_of(id)]--;
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(counts); i++) {
		assert_int_equal(counts[i], 0);
	}
	mq_set_free(some);
	mq_index_free(index);
	mq_txn_abort(txn);
}

/* In steps of one to five, from anywhere on, they come as a look at each id finds them. */
static void those_with_a_number_are_found_a_few_at_a_time(void **state)
{
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_txn *txn = fixture_read(*state);
	const struct mq_column *column;
	uint64_t dice = 5;

	mq_index_attach(index, txn);
	column = mq_index_column(index, AGE);
	for (size_t i = 0; i < 40; i++) {
		int64_t number = (int64_t)roll(&dice, 110) - 5;
		mq_record_id id = (mq_record_id)roll(&dice, N_RESIDENTS);
		size_t at_once = 1 + roll(&dice, 5);
		mq_record_id ids[5];
		size_t n;

		while ((n = mq_column_find(column, number, id, ids, at_once)) > 0) {
			for (size_t j = 0; j < n; j++) {
				for (; id < ids[j]; id++) {
					assert_true(mq_column_get(column, id) != number);
				}
				assert_true(mq_column_get(column, id++) == number);
			}
		}
		for (; id < N_RESIDENTS; id++) {
			assert_true(mq_column_get(column, id) != number);
		}
	}
	assert_int_equal(mq_column_find(column, 40, 5 * N_RESIDENTS, &(mq_record_id){0}, 1), 0);
	mq_index_free(index);
	mq_txn_abort(txn);
}

static void what_was_never_written_reads_as_nobody(void **state)
{
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_txn *txn = fixture_read(*state);

	mq_index_attach(index, txn);
	assert_int_equal(mq_index_end(index, RESIDENT), N_RESIDENTS);
	assert_int_equal(mq_index_end(index, HOUSEHOLD), 0);
	assert_true(mq_set_is_empty(mq_index_live(index, HOUSEHOLD)));
	assert_true(mq_set_is_empty(mq_index_posting(index, TAGS, 3)));
	assert_true(mq_set_is_empty(mq_index_gram(index, NAME, "王", 3)));
	assert_true(mq_set_is_empty(mq_index_gram(index, NAME, "a gram far too long", 19)));
	assert_int_equal(mq_index_find(index, RESIDENT, mq_slice_str("nobody")), MQ_NO_RECORD);
	assert_null(mq_index_record(index, RESIDENT, N_RESIDENTS).data);
	assert_int_equal(mq_index_find(index, RESIDENT, mq_slice_str("R17")), 17);
	assert_true(mq_column_get(mq_index_column(index, HOUSEHOLD_RANK), 0) == MQ_NO_NUMBER);
	assert_int_equal(mq_index_error(index, NULL), MQ_OK);
	mq_index_free(index);
	mq_txn_abort(txn);
}

static void a_damaged_posting_reads_as_empty_and_is_told(void **state)
{
	struct fixture *fixture = *state;
	union mq_term term = mq_term_posting(SEX, 0);
	struct mq_key key = mq_term_key(&term, 0);
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_diag diag = {0};
	struct mq_txn *txn = fixture_write(fixture);

	mq_txn_put(txn, MQ_TABLE_POSTING, mq_key_slice(&key), mq_slice("no image", 8));
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	txn = fixture_read(fixture);
	mq_index_attach(index, txn);
	assert_int_equal(mq_index_error(index, NULL), MQ_OK);
	assert_true(mq_set_is_empty(mq_index_posting(index, SEX, 0)));
	assert_false(mq_set_is_empty(mq_index_posting(index, SEX, 1)));
	assert_int_equal(mq_index_error(index, &diag), MQ_ERR_CORRUPT);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "posting sex:1 shard 0"));
	mq_index_detach(index);
	mq_txn_abort(txn);

	txn = fixture_read(fixture);	/* the same snapshot is still damaged */
	assert_true(mq_index_attach(index, txn));
	assert_int_equal(mq_index_error(index, NULL), MQ_ERR_CORRUPT);
	mq_index_free(index);
	mq_txn_abort(txn);
	mq_diag_release(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_lent_stays_over_detach_until_another_commit,
			open_all, fixture_end),
		cmocka_unit_test_setup_teardown(a_column_reads_as_a_plain_array, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(ranges_and_counts_equal_a_loop, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(those_with_a_number_are_found_a_few_at_a_time, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(what_was_never_written_reads_as_nobody, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(a_damaged_posting_reads_as_empty_and_is_told,
			open_all, fixture_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
