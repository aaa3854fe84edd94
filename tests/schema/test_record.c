#include "schema/fixture.h"

#define NUMBER_MAX 300

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static struct mq_slice random_text(uint32_t *state, char *out, size_t size)
{
	size_t len = next_random(state) % 8 == 0 ? next_random(state) % size : next_random(state) % 6;

	for (size_t i = 0; i < len; i++) {
		out[i] = (char)next_random(state);
	}
	return mq_slice(out, len);
}

static void assert_same(struct mq_slice a, struct mq_slice b)
{
	assert_int_equal(a.data == NULL, b.data == NULL);
	assert_int_equal(a.len, b.len);
	if (a.len > 0) {
		assert_memory_equal(a.data, b.data, a.len);
	}
}

/* A record the long way round: every field has a place. */
struct plain {
	char text[NUMBER_MAX][300];
	struct mq_slice slice[NUMBER_MAX];
};

static void change_both(struct mq_record *record, struct plain *plain, uint32_t *state)
{
	mq_field_id field = (mq_field_id)(next_random(state) % NUMBER_MAX);

	plain->slice[field] = next_random(state) % 4 == 0 ? mq_slice(NULL, 0)
		: random_text(state, plain->text[field], sizeof(plain->text[field]));
	mq_record_set(record, field, plain->slice[field]);
}

/* Some fields of a record, some of them with another text, and some more. */
static void draw_beside(const struct mq_record *record, struct mq_record *beside, uint32_t *state)
{
	uint32_t change = next_random(state) % 3;
	char text[300];

	mq_record_reset(beside);
	for (size_t i = 0; i < record->n_values; i++) {
		if (next_random(state) % 4 != 0) {
			mq_record_set(beside, record->values[i].field, record->values[i].text);
		}
	}
	for (uint32_t i = 0; i < change; i++) {
		mq_record_set(beside, (mq_field_id)(next_random(state) % NUMBER_MAX),
			random_text(state, text, sizeof(text)));
	}
}

static mq_field_id plain_conflict(const struct mq_record *record, const struct mq_record *beside,
	bool *news)
{
	*news = false;
	for (size_t i = 0; i < beside->n_values; i++) {
		const struct mq_record_value *value = beside->values + i;
		struct mq_slice other = mq_record_get(record, value->field);

		if (other.data == NULL) {
			*news = true;
		} else if (other.len != value->text.len
				|| memcmp(other.data, value->text.data, other.len) != 0) {
			return value->field;
		}
	}
	return MQ_NO_FIELD;
}

static void a_record_is_held_against_one_written_down(void **unused)
{
	struct plain *plain = mq_alloc(sizeof(*plain));
	struct mq_record record = {0};
	struct mq_record beside = {0};
	struct mq_buf bytes = {0};
	uint32_t state = 23;

	(void)unused;
	for (int round = 0; round < 2000; round++) {
		mq_field_id wanted;
		bool news;
		bool wanted_news;

		change_both(&record, plain, &state);
		draw_beside(&record, &beside, &state);
		mq_buf_clear(&bytes);
		mq_record_encode(&record, &bytes);
		wanted = plain_conflict(&record, &beside, &wanted_news);
		assert_int_equal(mq_record_conflict(&beside, mq_slice(bytes.data, bytes.len),
			&news), wanted);
		assert_true(wanted != MQ_NO_FIELD || news == wanted_news);
	}
	assert_int_equal(mq_record_conflict(&beside, mq_slice(NULL, 0), &(bool){false}), MQ_NO_FIELD);
	mq_record_release(&record);
	mq_record_release(&beside);
	mq_buf_release(&bytes);
	free(plain);
}

static void a_record_written_down_reads_the_same(void **unused)
{
	struct plain *plain = mq_alloc(sizeof(*plain));
	struct mq_record record = {0};
	struct mq_record again = {0};
	struct mq_buf bytes = {0};
	uint32_t state = 7;

	(void)unused;
	for (int round = 0; round < 400; round++) {
		for (int i = 0; i < 10; i++) {
			change_both(&record, plain, &state);
		}
		mq_buf_clear(&bytes);
		mq_record_encode(&record, &bytes);
		assert_int_equal(mq_record_decode(&again, mq_slice(bytes.data, bytes.len)), MQ_OK);
		assert_int_equal(again.n_values, record.n_values);
		for (mq_field_id field = 0; field < NUMBER_MAX; field++) {
			assert_same(plain->slice[field], mq_record_get(&record, field));
			assert_same(plain->slice[field], mq_record_get(&again, field));
			assert_same(plain->slice[field],
				mq_record_peek(mq_slice(bytes.data, bytes.len), field));
		}
	}
	mq_record_release(&record);
	mq_record_release(&again);
	mq_buf_release(&bytes);
	free(plain);
}

static void fill(struct mq_record *record)
{
	mq_record_set(record, 3, mq_slice_str("王晓明"));
	mq_record_set(record, 0, mq_slice_str("true"));
	mq_record_set(record, 65534, mq_slice_str("last"));
	mq_record_set_number(record, 200, -42);
}

/* On the heap and exactly as long, so that a sanitizer sees each step over. */
static enum mq_err decode_copy(const char *bytes, size_t len)
{
	struct mq_record record = {0};
	char *copy = mq_alloc(len > 0 ? len : 1);
	enum mq_err err;

	memcpy(copy, bytes, len);
	err = mq_record_decode(&record, mq_slice(copy, len));
	for (unsigned field = 0; field < 300; field++) {
		struct mq_slice text = mq_record_peek(mq_slice(copy, len), (mq_field_id)field);

		if (text.data != NULL) {
			assert_true((const char *)text.data >= copy);
			assert_true((const char *)text.data + text.len <= copy + len);
		}
	}
	mq_record_release(&record);
	free(copy);
	return err;
}

static void a_cut_tail_is_refused(void **unused)
{
	struct mq_record record = {0};
	struct mq_buf bytes = {0};

	(void)unused;
	fill(&record);
	mq_record_encode(&record, &bytes);
	for (size_t len = 0; len < bytes.len; len++) {
		assert_int_equal(decode_copy(bytes.data, len), MQ_ERR_CORRUPT);
	}
	assert_int_equal(decode_copy(bytes.data, bytes.len), MQ_OK);
	mq_buf_addc(&bytes, 'x');
	assert_int_equal(decode_copy(bytes.data, bytes.len), MQ_ERR_CORRUPT);
	mq_record_release(&record);
	mq_buf_release(&bytes);
}

static void flipped_bytes_never_read_outside(void **unused)
{
	struct mq_record record = {0};
	struct mq_buf bytes = {0};
	uint32_t state = 11;

	(void)unused;
	fill(&record);
	mq_record_encode(&record, &bytes);
	for (int i = 0; i < 5000; i++) {
		size_t at = next_random(&state) % bytes.len;
		char was = bytes.data[at];
		enum mq_err err;

		bytes.data[at] = (char)next_random(&state);
		err = decode_copy(bytes.data, bytes.len);
		assert_true(err == MQ_OK || err == MQ_ERR_CORRUPT);
		bytes.data[at] = was;
	}
	mq_record_release(&record);
	mq_buf_release(&bytes);
}

static void a_count_or_a_gap_beyond_reason_is_refused(void **unused)
{
	static const char many[] = "\xff\xff\xff\xff\xff\xff\xff\xff\x7f" "ab";
	static const char far[] = "\x01\xff\xff\x03\x00";
	static const char wide[] = "\x01\x00\xff\xff\xff\xff\xff\xff\xff\xff\x7f";

	(void)unused;
	assert_int_equal(decode_copy(many, sizeof(many) - 1), MQ_ERR_CORRUPT);
	assert_int_equal(decode_copy(far, sizeof(far) - 1), MQ_ERR_CORRUPT);
	assert_int_equal(decode_copy(wide, sizeof(wide) - 1), MQ_ERR_CORRUPT);
}

static void what_is_cleared_is_not_known(void **unused)
{
	struct mq_record record = {0};

	(void)unused;
	fill(&record);
	assert_int_equal(record.n_values, 4);
	mq_record_set(&record, 3, mq_slice(NULL, 0));
	mq_record_set(&record, 99, mq_slice(NULL, 0));
	assert_int_equal(record.n_values, 3);
	assert_null(mq_record_get(&record, 3).data);
	assert_same(mq_record_get(&record, 200), mq_slice_str("-42"));
	mq_record_reset(&record);
	assert_int_equal(record.n_values, 0);
	mq_record_release(&record);
	mq_record_release(NULL);
}

static void values_may_be_lent_in_any_order(void **unused)
{
	struct mq_record record = {0};
	struct mq_record set = {0};
	static const mq_field_id fields[] = {3, 9, 400, 5, 0, 9};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(fields); i++) {
		char text[] = {(char)('a' + i), '\0'};

		mq_record_lend(&record, fields[i], mq_slice("abcdef" + i, 1));
		mq_record_set(&set, fields[i], mq_slice(text, 1));
	}
	assert_int_equal(record.n_values, 5);
	for (size_t i = 0; i < record.n_values; i++) {
		assert_int_equal(record.values[i].field, set.values[i].field);
		assert_same(record.values[i].text, set.values[i].text);
	}
	mq_record_release(&record);
	mq_record_release(&set);
}

static void a_value_may_be_set_to_itself(void **unused)
{
	struct mq_record record = {0};

	(void)unused;
	fill(&record);
	mq_record_set(&record, 1, mq_record_get(&record, 3));
	mq_record_set(&record, 3, mq_record_get(&record, 3));
	assert_same(mq_record_get(&record, 1), mq_slice_str("王晓明"));
	assert_same(mq_record_get(&record, 3), mq_slice_str("王晓明"));
	mq_record_release(&record);
}

static void a_key_is_its_values_in_order_or_nothing(void **unused)
{
	mq_field_id key[] = {7, 2};
	struct mq_kind kinds[2] = {{.id = "visit", .key = key, .n_key = 2}, {.id = "none"}};
	struct mq_schema schema = {.kinds = kinds, .n_kinds = 2};
	struct mq_record record = {0};
	struct mq_buf out = {0};

	(void)unused;
	mq_buf_adds(&out, "k:");
	mq_record_set(&record, 7, mq_slice_str("A"));
	assert_false(mq_record_key(&schema, 0, &record, &out));
	assert_int_equal(out.len, 2);
	mq_record_set(&record, 2, mq_slice_str("B"));
	assert_true(mq_record_key(&schema, 0, &record, &out));
	assert_string_equal(out.data, "k:A\x1f" "B");
	assert_false(mq_record_key(&schema, 1, &record, &out));
	mq_record_release(&record);
	mq_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_written_down_reads_the_same),
		cmocka_unit_test(a_record_is_held_against_one_written_down),
		cmocka_unit_test(a_cut_tail_is_refused),
		cmocka_unit_test(flipped_bytes_never_read_outside),
		cmocka_unit_test(a_count_or_a_gap_beyond_reason_is_refused),
		cmocka_unit_test(what_is_cleared_is_not_known),
		cmocka_unit_test(values_may_be_lent_in_any_order),
		cmocka_unit_test(a_value_may_be_set_to_itself),
		cmocka_unit_test(a_key_is_its_values_in_order_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
