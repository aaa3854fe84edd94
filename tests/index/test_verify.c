/*
 * A sound index passes; each kind of damage is found and named.
 */
#include "index/brute.h"

#include "../../src/index/chunk.h"
#include "../../src/index/set.h"
#include "../../src/index/terms.h"

enum { N_RESIDENTS = 300 };

/* A store with residents; the first is a man of 33 called 王晓明. */
static int open_all(void **state)
{
	struct fixture *fixture = mq_alloc(sizeof(*fixture));
	struct mq_bulk *bulk;
	uint64_t dice = 12;

	fixture_open(fixture);
	bulk = mq_bulk_new(&fixture_schema, pinyin, fixture->dir);
	for (size_t i = 0; i < N_RESIDENTS; i++) {
		struct mq_record record = {0};
		mq_record_id id;

		draw_resident(&record, &dice, i, pinyin);
		if (i == 0) {
			set_text(&record, SEX, "1");
			set_text(&record, NAME, "王晓明");
			set_text(&record, NOTE, "unmistakable");
			mq_record_set_number(&record, AGE, 33);
		}
		mq_bulk_add(bulk, RESIDENT, &record, &id, NULL);
		mq_record_release(&record);
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	*state = fixture;
	return 0;
}

/* Put value under key behind the index's back; no value deletes. */
static void damage(struct fixture *fixture, enum mq_table table, const struct mq_key *key,
	struct mq_slice value)
{
	struct mq_txn *txn = fixture_write(fixture);

	if (value.data == NULL) {
		mq_txn_delete(txn, table, mq_key_slice(key));
	} else {
		mq_txn_put(txn, table, mq_key_slice(key), value);
	}
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
}

/* The bytes under key, copied. */
static void copy_entry(struct fixture *fixture, enum mq_table table, const struct mq_key *key,
	struct mq_buf *out)
{
	struct mq_txn *txn = fixture_read(fixture);
	struct mq_slice value;

	assert_int_equal(mq_txn_get(txn, table, mq_key_slice(key), &value, NULL), MQ_OK);
	mq_buf_add(out, value.data, value.len);
	mq_txn_abort(txn);
}

/* Verify finds fault, and says all of words in one message. */
static void assert_found(struct fixture *fixture, const char *const *words, size_t n_words)
{
	struct mq_txn *txn = fixture_read(fixture);
	struct mq_diag diag = {0};
	uint64_t n_records;
	bool found = false;

	assert_int_equal(mq_index_verify(&fixture_schema, pinyin, txn, &n_records, &diag),
		MQ_ERR_CORRUPT);
	for (size_t i = 0; i < diag.n_faults; i++) {
		size_t n = 0;

		while (n < n_words && strstr(diag.faults[i].message, words[n]) != NULL) {
			n++;
		}
		found |= n == n_words;
		assert_int_equal(diag.faults[i].code, MQ_ERR_CORRUPT);
	}
	assert_true(found);
	mq_diag_release(&diag);
	mq_txn_abort(txn);
}

#define FOUND(fixture, ...) do {							\
	static const char *const words[] = {__VA_ARGS__};				\
	assert_found(fixture, words, MQ_LENGTH(words));					\
} while (0)

static void a_sound_index_passes(void **state)
{
	assert_verifies(*state, pinyin, N_RESIDENTS);
}

static void a_dropped_posting_is_found(void **state)
{
	union mq_term term = mq_term_posting(SEX, 1);
	struct mq_key key = mq_term_key(&term, 0);

	damage(*state, MQ_TABLE_POSTING, &key, mq_slice(NULL, 0));
	FOUND(*state, "posting sex:2 shard 0", " missing");
}

static void an_id_too_many_is_found(void **state)
{
	union mq_term term = mq_term_posting(SEX, 1);
	struct mq_key key = mq_term_key(&term, 0);
	struct mq_buf bytes = {0};
	struct mq_set *set;

	copy_entry(*state, MQ_TABLE_POSTING, &key, &bytes);
	set = mq_image_set(mq_slice(bytes.data, bytes.len), 0);
	assert_true(mq_set_change(set, 0, true));	/* resident 0 is a man */
	mq_buf_clear(&bytes);
	mq_image_encode(set, 0, &bytes);
	damage(*state, MQ_TABLE_POSTING, &key, mq_slice(bytes.data, bytes.len));
	FOUND(*state, "posting sex:2 shard 0: 0 missing, 1 too many", "resident 0");
	mq_set_free(set);
	mq_buf_release(&bytes);
}

static void a_wrong_number_is_found(void **state)
{
	union mq_term term = mq_term_column(AGE);
	struct mq_key key = mq_term_key(&term, 0);
	static int64_t numbers[MQ_CHUNK_IDS];
	struct mq_buf bytes = {0};
	struct mq_chunk chunk;

	copy_entry(*state, MQ_TABLE_COLUMN, &key, &bytes);
	assert_true(mq_chunk_open(&chunk, mq_slice(bytes.data, bytes.len)));
	mq_chunk_dense(&chunk, 0, MQ_CHUNK_IDS, numbers);
	assert_int_equal(numbers[0], 33);
	numbers[0] = 34;
	mq_buf_clear(&bytes);
	mq_chunk_encode(numbers, MQ_CHUNK_IDS, &bytes);
	damage(*state, MQ_TABLE_COLUMN, &key, mq_slice(bytes.data, bytes.len));
	FOUND(*state, "column age chunk 0: 0 missing, 0 too many, 1 wrong", "resident 0");
	mq_buf_release(&bytes);
}

static void a_dropped_gram_and_one_too_many_are_found(void **state)
{
	union mq_term term = mq_term_gram(NAME, "王晓", 6);
	struct mq_key key = mq_term_key(&term, 0);
	union mq_term other = mq_term_gram(NAME, "王大", 6);
	struct mq_key other_key = mq_term_key(&other, 0);
	struct mq_buf bytes = {0};

	copy_entry(*state, MQ_TABLE_GRAM, &key, &bytes);
	damage(*state, MQ_TABLE_GRAM, &key, mq_slice(NULL, 0));
	damage(*state, MQ_TABLE_GRAM, &other_key, mq_slice(bytes.data, bytes.len));
	FOUND(*state, "gram name '王晓' shard 0", " 0 too many");
	FOUND(*state, "gram name '王大' shard 0: 0 missing");
	mq_buf_release(&bytes);
}

static void dropped_texts_and_one_that_is_another_are_found(void **state)
{
	union mq_term term = mq_term_texts(NAME);
	struct mq_key key = mq_term_key(&term, 0);
	struct mq_text texts[MQ_PACK_IDS] = {0};
	struct mq_buf bytes = {0};
	struct mq_buf other = {0};

	copy_entry(*state, MQ_TABLE_TEXT, &key, &bytes);
	mq_pack_read(mq_pack_open(mq_slice(bytes.data, bytes.len)), texts);
	for (size_t i = 0; i < 2; i++) {
		texts[i].written = texts[i].folded = mq_slice_str("nobody");
	}
	mq_pack_encode(texts, &other);
	damage(*state, MQ_TABLE_TEXT, &key, mq_slice(other.data, other.len));
	FOUND(*state, "texts name pack 0: 0 missing", "resident 0");
	damage(*state, MQ_TABLE_TEXT, &key, mq_slice(NULL, 0));
	FOUND(*state, "texts name pack 0", " 0 too many, 0 wrong");
	mq_buf_release(&bytes);
	mq_buf_release(&other);
}

static void a_missing_record_is_found(void **state)
{
	struct mq_key key = mq_key_record(RESIDENT, 5);

	damage(*state, MQ_TABLE_RECORD, &key, mq_slice(NULL, 0));
	FOUND(*state, "posting every resident:* shard 0: 0 missing, 1 too many", "resident 5");
	FOUND(*state, "key of a resident: 0 missing, 1 too many", "resident 5");
}

static void a_key_that_leads_elsewhere_is_found(void **state)
{
	struct mq_key key = mq_key_unique(RESIDENT, mq_slice_str("R000009"));
	struct mq_key number = {.len = 0};

	mq_key_add32(&number, 8);
	damage(*state, MQ_TABLE_KEY, &key, mq_key_slice(&number));
	FOUND(*state, "key of a resident: 0 missing, 0 too many, 1 wrong", "resident 9");
}

static void two_records_with_one_key_are_found(void **state)
{
	struct mq_key to = mq_key_record(RESIDENT, 5);
	struct mq_key from = mq_key_record(RESIDENT, 4);
	struct mq_buf bytes = {0};

	copy_entry(*state, MQ_TABLE_RECORD, &from, &bytes);
	damage(*state, MQ_TABLE_RECORD, &to, mq_slice(bytes.data, bytes.len));
	FOUND(*state, "key of a resident: two records have the same");
	mq_buf_release(&bytes);
}

static void an_end_of_ids_before_a_record_is_found(void **state)
{
	struct mq_key key = mq_key_end(RESIDENT);
	struct mq_key number = {.len = 0};

	mq_key_add32(&number, N_RESIDENTS - 1);
	damage(*state, MQ_TABLE_META, &key, mq_key_slice(&number));
	FOUND(*state, "the end of ids of resident", "resident 299");
}

static void bytes_that_make_no_sense_are_named_and_blamed_once(void **state)
{
	struct mq_key key = mq_key_record(RESIDENT, 5);
	struct mq_txn *txn;
	struct mq_diag diag = {0};
	uint64_t n_records;

	damage(*state, MQ_TABLE_RECORD, &key, mq_slice("\xff\xff", 2));
	txn = fixture_read(*state);
	assert_int_equal(mq_index_verify(&fixture_schema, pinyin, txn, &n_records, &diag),
		MQ_ERR_CORRUPT);
	assert_int_equal(n_records, N_RESIDENTS);
	assert_int_equal(diag.n_faults, 1);	/* not once for each posting it was in */
	assert_non_null(strstr(diag.faults[0].message, "record resident 5"));
	mq_diag_release(&diag);
	mq_txn_abort(txn);
}

/* Turn a bit of every place in the data file that says text. */
static void flip_in_file(struct fixture *fixture, const char *text)
{
	char *path = mq_format("%s/data/1/data.mdb", fixture->reg);
	FILE *file = fopen(path, "r+b");
	struct mq_buf bytes = {0};
	char block[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(block, 1, sizeof(block), file)) > 0) {
		mq_buf_add(&bytes, block, n);
	}
	for (char *at = bytes.data; (at = memmem(at, bytes.len - (size_t)(at - bytes.data), text,
			strlen(text))) != NULL; at++) {
		*at ^= 1;
		assert_int_equal(fseek(file, at - bytes.data, SEEK_SET), 0);
		assert_int_equal(fputc(*at, file), *at);
	}
	assert_int_equal(fclose(file), 0);
	mq_buf_release(&bytes);
	free(path);
}

static void a_broken_seal_is_told_once_of_the_record_and_once_of_its_texts(void **state)
{
	struct fixture *fixture = *state;
	struct mq_txn *txn;
	struct mq_diag diag = {0};
	uint64_t n_records;

	mq_store_close(fixture->store);
	flip_in_file(fixture, "unmistakable");
	fixture_reopen(fixture);
	txn = fixture_read(fixture);
	assert_int_equal(mq_index_verify(&fixture_schema, pinyin, txn, &n_records, &diag),
		MQ_ERR_CORRUPT);
	assert_int_equal(n_records, N_RESIDENTS);
	assert_int_equal(diag.n_faults, 2);
	mq_diag_release(&diag);
	mq_txn_abort(txn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_sound_index_passes, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(a_dropped_posting_is_found, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(an_id_too_many_is_found, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(a_wrong_number_is_found, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(a_dropped_gram_and_one_too_many_are_found, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(dropped_texts_and_one_that_is_another_are_found, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(a_missing_record_is_found, open_all, fixture_end),
		cmocka_unit_test_setup_teardown(a_key_that_leads_elsewhere_is_found, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(two_records_with_one_key_are_found, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(an_end_of_ids_before_a_record_is_found, open_all,
			fixture_end),
		cmocka_unit_test_setup_teardown(bytes_that_make_no_sense_are_named_and_blamed_once,
			open_all, fixture_end),
		cmocka_unit_test_setup_teardown(
			a_broken_seal_is_told_once_of_the_record_and_once_of_its_texts, open_all,
			fixture_end),
	};

	return cmocka_run_group_tests(tests, make_pinyin, free_pinyin);
}
