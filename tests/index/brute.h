/*
 * The same questions answered twice: by the index, and by a loop over the records.
 */
#ifndef TESTS_INDEX_BRUTE_H
#define TESTS_INDEX_BRUTE_H

#include "index/fixture.h"

#include "../../src/index/pack.h"

/* Records by id; those with no values are not there. */
struct model {
	struct mq_record *records;
	size_t n;
};

static inline bool is_there(const struct model *model, size_t id)
{
	return model->records[id].n_values > 0;
}

static inline void model_release(struct model *model)
{
	for (size_t i = 0; i < model->n; i++) {
		mq_record_release(model->records + i);
	}
	free(model->records);
}

/* Does the record have the value, asked of the record alone? */
static inline bool has_value(const struct mq_record *record, mq_field_id number, uint32_t value)
{
	const struct mq_field *field = fixture_fields + number;
	struct mq_slice text = mq_record_get(record, number);
	uint32_t codes[8];
	size_t n;

	if (text.data == NULL) {
		return false;
	}
	if (value == MQ_VALUE_KNOWN) {
		return true;
	}
	if (field->type != MQ_TYPE_MULTI) {
		return mq_value_number(field, text) == value;
	}
	n = mq_value_codes(field, text, codes, MQ_LENGTH(codes));
	for (size_t i = 0; i < n; i++) {
		if (codes[i] == value) {
			return true;
		}
	}
	return false;
}

static inline void assert_posting(struct mq_index *index, const struct model *model,
	mq_field_id field, uint32_t value)
{
	const struct mq_set *set = mq_index_posting(index, field, value);
	size_t n = 0;

	for (size_t id = 0; id < model->n; id++) {
		bool has = has_value(model->records + id, field, value);

		assert_int_equal(mq_set_has(set, (mq_record_id)id), has);
		n += has;
	}
	assert_int_equal(mq_set_count(set), n);
}

/* What the column of a text that makes an area holds. */
static inline int64_t hash_of(struct mq_slice text)
{
	struct mq_buf folded = {0};
	int64_t hash;

	mq_utf8_fold(&folded, text.data, text.len);
	hash = (int64_t)(mq_hash(folded.data, folded.len) >> 2);
	mq_buf_release(&folded);
	return hash;
}

static inline void assert_column(struct mq_index *index, const struct model *model,
	mq_field_id field, struct mq_pinyin *pinyin)
{
	const struct mq_column *column = mq_index_column(index, field);

	assert_non_null(column);
	for (size_t id = 0; id < model->n; id++) {
		struct mq_slice text = mq_record_get(model->records + id, field);
		int64_t number = text.data == NULL ? MQ_NO_NUMBER
			: field == ADDRESS ? hash_of(text)
			: field == NAME ? mq_pinyin_sort_key(pinyin, text.data, text.len)
			: mq_value_number(fixture_fields + field, text);

		assert_true(mq_column_get(column, (mq_record_id)id) == number);
	}
}

/* Who is asked for, and where. */
struct gram_check {
	struct mq_index *index;
	mq_field_id field;
	mq_record_id id;
};

static inline void assert_gram(void *context, const char *gram, size_t len)
{
	struct gram_check *check = context;

	assert_true(mq_set_has(mq_index_gram(check->index, check->field, gram, len), check->id));
}

static inline void assert_grams(struct mq_index *index, const struct model *model,
	mq_field_id field)
{
	struct mq_buf folded = {0};

	for (size_t id = 0; id < model->n; id++) {
		struct mq_slice text = mq_record_get(model->records + id, field);
		struct gram_check check = {index, field, (mq_record_id)id};

		if (text.data == NULL) {
			continue;
		}
		mq_buf_clear(&folded);
		mq_utf8_fold(&folded, text.data, text.len);
		if (field == NAME_PINYIN) {
			mq_grams_of_readings(text.data, text.len, assert_gram, &check);
		} else {
			mq_grams_of_text(folded.data, folded.len, assert_gram, &check);
		}
	}
	mq_buf_release(&folded);
}

static inline void assert_buckets(struct mq_index *index, const struct model *model)
{
	const struct mq_column *column = mq_index_column(index, NAME);

	for (size_t id = 0; id < model->n; id++) {
		int64_t key = mq_column_get(column, (mq_record_id)id);

		for (uint32_t bucket = 0; bucket < MQ_SORT_BUCKETS; bucket++) {
			assert_int_equal(mq_set_has(mq_index_posting(index, NAME, bucket),
				(mq_record_id)id), key != MQ_NO_NUMBER && mq_sort_bucket(key) == bucket);
		}
	}
}

static inline void assert_texts(struct mq_index *index, const struct model *model,
	mq_field_id field)
{
	const struct mq_texts *texts = mq_index_texts(index, field);
	struct mq_buf folded = {0};

	assert_non_null(texts);
	for (size_t id = 0; id < model->n; id++) {
		struct mq_slice text = mq_record_get(model->records + id, field);
		struct mq_slice written = mq_texts_get(texts, (mq_record_id)id, MQ_FORM_WRITTEN);
		struct mq_slice other = mq_texts_get(texts, (mq_record_id)id, MQ_FORM_FOLDED);

		assert_int_equal(written.data == NULL, text.data == NULL);
		assert_int_equal(other.data == NULL, text.data == NULL);
		assert_int_equal(written.len, text.len);
		mq_buf_clear(&folded);
		if (field == NAME_PINYIN) {
			mq_buf_add(&folded, text.data, text.len);
		} else {
			mq_utf8_fold(&folded, text.data, text.len);
		}
		assert_int_equal(other.len, folded.len);
		if (text.len > 0) {
			assert_memory_equal(written.data, text.data, text.len);
			assert_memory_equal(other.data, folded.data, folded.len);
		}
	}
	assert_null(mq_texts_get(texts, (mq_record_id)model->n + MQ_PACK_IDS, MQ_FORM_WRITTEN).data);
	mq_buf_release(&folded);
}

static inline void assert_records(struct mq_index *index, const struct model *model)
{
	const struct mq_set *live = mq_index_live(index, RESIDENT);
	struct mq_buf bytes = {0};
	size_t n = 0;

	for (size_t id = 0; id < model->n; id++) {
		const struct mq_record *record = model->records + id;
		struct mq_slice stored = mq_index_record(index, RESIDENT, (mq_record_id)id);

		assert_int_equal(mq_set_has(live, (mq_record_id)id), is_there(model, id));
		if (!is_there(model, id)) {
			assert_null(stored.data);
			continue;
		}
		n++;
		mq_buf_clear(&bytes);
		mq_record_encode(record, &bytes);
		assert_int_equal(stored.len, bytes.len);
		assert_memory_equal(stored.data, bytes.data, bytes.len);
		assert_int_equal(mq_index_find(index, RESIDENT, mq_record_get(record, PERSON_ID)), id);
	}
	assert_int_equal(mq_set_count(live), n);
	mq_buf_release(&bytes);
}

/* Everything the index says of residents is what the model says. */
static inline void assert_index_is(struct fixture *fixture, const struct model *model,
	struct mq_pinyin *pinyin)
{
	static const mq_field_id columns[] = {NAME, SEX, MEMBER, AGE, INCOME, BIRTH, OF_HOUSEHOLD,
		ADDRESS};
	static const mq_field_id searched[] = {NAME, NAME_PINYIN, ADDRESS, PHONE};
	struct mq_index *index = mq_index_new(&fixture_schema);
	struct mq_txn *txn = fixture_read(fixture);

	mq_index_attach(index, txn);
	assert_records(index, model);
	assert_buckets(index, model);
	for (mq_field_id field = PERSON_ID; field < ELDER; field++) {
		assert_posting(index, model, field, MQ_VALUE_KNOWN);
	}
	for (uint32_t value = 0; value < 4; value++) {
		assert_posting(index, model, TAGS, value);
		if (value < 2) {
			assert_posting(index, model, SEX, value);
			assert_posting(index, model, MEMBER, value);
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(columns); i++) {
		assert_column(index, model, columns[i], pinyin);
	}
	for (size_t i = 0; i < MQ_LENGTH(searched); i++) {
		assert_grams(index, model, searched[i]);
		assert_texts(index, model, searched[i]);
	}
	assert_int_equal(mq_index_error(index, NULL), MQ_OK);
	mq_index_detach(index);
	mq_txn_abort(txn);
	mq_index_free(index);
}

static inline void assert_verifies(struct fixture *fixture, struct mq_pinyin *pinyin,
	uint64_t n_records)
{
	struct mq_txn *txn = fixture_read(fixture);
	struct mq_diag diag = {0};
	uint64_t n = 0;
	enum mq_err err = mq_index_verify(&fixture_schema, pinyin, txn, &n, &diag);

	if (diag.n_faults > 0) {
		mq_diag_print(&diag, "verify: ", stderr);
	}
	mq_diag_release(&diag);
	mq_txn_abort(txn);
	assert_int_equal(err, MQ_OK);
	assert_int_equal(n, n_records);
}

/* ---- what the tests of a program read names with ---- */

static struct mq_pinyin *pinyin;

static inline int make_pinyin(void **state)
{
	(void)state;
	pinyin = mq_pinyin_new();
	return 0;
}

static inline int free_pinyin(void **state)
{
	(void)state;
	mq_pinyin_free(pinyin);
	return 0;
}

#endif
