#include "schema/fixture.h"

static struct mq_buf encoded(const struct mq_schema *schema)
{
	struct mq_buf bytes = {0};

	mq_schema_encode(schema, &bytes);
	return bytes;
}

/* Decoded from the heap and exactly as long, so that a sanitizer sees each
 * step over; what comes out is looked at from end to end. */
static enum mq_err decode_copy(const char *bytes, size_t len, struct mq_buf *again)
{
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};
	char *copy = mq_alloc(len > 0 ? len : 1);
	enum mq_err err;

	memcpy(copy, bytes, len);
	err = mq_schema_decode(mq_slice(copy, len), &schema, &diag);
	free(copy);
	if (err == MQ_OK) {
		mq_buf_clear(again);
		mq_schema_encode(schema, again);
		for (size_t kind = 0; kind < schema->n_kinds; kind++) {
			mq_schema_field(schema, (mq_kind_id)kind, "nothing", 7);
		}
	} else {
		assert_int_equal(err, MQ_ERR_CORRUPT);
		assert_int_equal(diag.n_faults, 1);
	}
	mq_schema_free(schema);
	mq_diag_release(&diag);
	return err;
}

static void a_schema_written_down_reads_the_same(void **unused)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	struct mq_buf bytes = encoded(schema);
	struct mq_buf again = {0};

	(void)unused;
	assert_int_equal(decode_copy(bytes.data, bytes.len, &again), MQ_OK);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(again.data, bytes.data, bytes.len);
	mq_buf_release(&bytes);
	mq_buf_release(&again);
	mq_schema_free(schema);
}

static void what_is_read_says_what_was_loaded(void **unused)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	struct mq_buf bytes = encoded(schema);
	struct mq_schema *read = NULL;
	const struct mq_field *name;
	const struct mq_field *age;
	const struct mq_kind *dwelling;

	(void)unused;
	assert_int_equal(mq_schema_decode(mq_slice(bytes.data, bytes.len), &read, NULL), MQ_OK);
	mq_buf_release(&bytes);
	assert_int_equal(read->n_fields, schema->n_fields);
	assert_int_equal(read->n_kinds, 4);
	name = fixture_field(read, "name");
	assert_string_equal(name->aliases[0], "名字");
	assert_true(name->has_min && name->has_max && name->bare);
	assert_int_equal(name->max, 50);
	assert_int_equal(name->search, MQ_SEARCH_NAME);
	assert_null(name->pattern);
	assert_string_equal(fixture_field(read, "elder_80")->expression, "age>=80");
	age = fixture_field(read, "age");
	assert_string_equal(age->unit, "岁");
	assert_string_equal(read->fields[age->years_since].id, "birth_date");
	assert_string_equal(fixture_field(read, "sex")->codes->codes[1].aliases[0], "女性");
	assert_string_equal(fixture_field(read, "sex")->codes->standard, "GB/T 2261.1");
	assert_int_equal(fixture_field(read, "name_pinyin")->reading_of, name->number);
	assert_true(fixture_field(read, "relief_kinds")->closed);
	assert_null(name->file);
	dwelling = read->kinds + mq_schema_kind(read, "dwelling");
	assert_int_equal(dwelling->n_areas, 2);
	assert_string_equal(dwelling->areas[0].en, "estate");
	assert_string_equal(dwelling->areas[1].aliases[0], "门");
	assert_int_equal(dwelling->areas[1].n_by, 2);
	assert_int_equal(dwelling->areas[1].by[1], fixture_field(read, "room_id")->number);
	assert_int_equal(dwelling->n_place, 1);
	mq_schema_free(schema);
	mq_schema_free(read);
}

static void a_cut_tail_is_corrupt(void **unused)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	struct mq_buf bytes = encoded(schema);
	struct mq_buf again = {0};

	(void)unused;
	for (size_t len = 0; len < bytes.len; len++) {
		assert_int_equal(decode_copy(bytes.data, len, &again), MQ_ERR_CORRUPT);
	}
	mq_buf_addc(&bytes, '\0');
	assert_int_equal(decode_copy(bytes.data, bytes.len, &again), MQ_ERR_CORRUPT);
	mq_buf_release(&bytes);
	mq_buf_release(&again);
	mq_schema_free(schema);
}

static void flipped_bytes_are_corrupt_or_another_schema(void **unused)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	struct mq_buf bytes = encoded(schema);
	struct mq_buf again = {0};
	uint32_t state = 3;

	(void)unused;
	for (int i = 0; i < 4000; i++) {
		size_t at;
		char was;

		state = state * 1664525u + 1013904223u;
		at = (state >> 4) % bytes.len;
		was = bytes.data[at];
		state = state * 1664525u + 1013904223u;
		bytes.data[at] = (char)(state >> 16);
		if (decode_copy(bytes.data, bytes.len, &again) == MQ_OK) {
			assert_true(again.len > 0);
		}
		bytes.data[at] = was;
	}
	mq_buf_release(&bytes);
	mq_buf_release(&again);
	mq_schema_free(schema);
}

/* A kind with one field of this type, which makes an area, is a place, or both. */
static enum mq_err decode_area(enum mq_type type, size_t n_by, size_t n_place, mq_field_id sort)
{
	mq_field_id only = 0;
	struct mq_area area = {.id = "a", .zh = "a", .en = "a", .by = &only, .n_by = n_by};
	struct mq_kind kind = {.id = "k", .zh = "k", .en = "k", .relation = "k", .relation_zh = "k",
		.title = MQ_NO_FIELD, .sort = sort, .date = MQ_NO_FIELD, .areas = &area, .n_areas = 1,
		.place = &only, .n_place = n_place};
	struct mq_group group = {"g", "g", "g"};
	struct mq_field field = {.id = "f", .zh = "f", .en = "f", .type = type,
		.target = MQ_NO_KIND, .years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD};
	struct mq_schema schema = {.kinds = &kind, .n_kinds = 1, .fields = &field, .n_fields = 1,
		.groups = &group, .n_groups = 1};
	struct mq_buf bytes = encoded(&schema);
	struct mq_buf again = {0};
	enum mq_err err = decode_copy(bytes.data, bytes.len, &again);

	mq_buf_release(&bytes);
	mq_buf_release(&again);
	return err;
}

static void areas_that_cannot_be_are_corrupt(void **unused)
{
	(void)unused;
	assert_int_equal(decode_area(MQ_TYPE_TEXT, 1, 1, MQ_NO_FIELD), MQ_OK);
	assert_int_equal(decode_area(MQ_TYPE_TEXT, 0, 0, MQ_NO_FIELD), MQ_ERR_CORRUPT);
	assert_int_equal(decode_area(MQ_TYPE_TEXT, 1, 0, 0), MQ_ERR_CORRUPT);
	assert_int_equal(decode_area(MQ_TYPE_INT, 1, 0, MQ_NO_FIELD), MQ_ERR_CORRUPT);
}

/* One kind, no area: as the versions before wrote it, and as this one does. */
static void versions_before_are_read(void **unused)
{
	static const char old[] = "MQS1\0\0\1" "\2k\0\2k\0\2k\0" "\0\0\0\0" "\2k\0\2k\0" "\0\0"
		"\0";
	static const char areas[] = "MQS2\0\0\1" "\2k\0\2k\0\2k\0" "\0\0\0\0" "\2k\0\2k\0" "\0\0"
		"\0\0" "\0";
	static const char now[] = "MQS3\0\0\1" "\2k\0\2k\0\2k\0" "\0\0\0\0" "\2k\0\2k\0" "\0\0"
		"\0\0" "\0" "\0\0";
	struct mq_buf again = {0};

	(void)unused;
	assert_int_equal(decode_copy(old, sizeof(old) - 1, &again), MQ_OK);
	assert_int_equal(again.len, sizeof(now) - 1);
	assert_memory_equal(again.data, now, sizeof(now) - 1);
	mq_buf_clear(&again);
	assert_int_equal(decode_copy(areas, sizeof(areas) - 1, &again), MQ_OK);
	assert_memory_equal(again.data, now, sizeof(now) - 1);
	assert_int_equal(decode_copy("MQS4", 4, &again), MQ_ERR_CORRUPT);
	mq_buf_release(&again);
}

static void links_in_a_circle_are_corrupt(void **unused)
{
	mq_field_id link = 0;
	struct mq_kind kind = {.id = "k", .zh = "k", .en = "k", .links = &link, .n_links = 1,
		.relation = "k", .relation_zh = "k", .title = MQ_NO_FIELD, .sort = MQ_NO_FIELD,
		.date = MQ_NO_FIELD};
	struct mq_group group = {"g", "g", "g"};
	struct mq_field field = {.id = "k", .zh = "k", .en = "k", .type = MQ_TYPE_REF, .target = 0,
		.years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD};
	struct mq_schema circle = {.kinds = &kind, .n_kinds = 1, .fields = &field, .n_fields = 1,
		.groups = &group, .n_groups = 1};
	struct mq_buf bytes = encoded(&circle);
	struct mq_buf again = {0};

	(void)unused;
	assert_int_equal(decode_copy(bytes.data, bytes.len, &again), MQ_ERR_CORRUPT);
	mq_buf_release(&bytes);
	mq_buf_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_schema_written_down_reads_the_same),
		cmocka_unit_test(what_is_read_says_what_was_loaded),
		cmocka_unit_test(a_cut_tail_is_corrupt),
		cmocka_unit_test(flipped_bytes_are_corrupt_or_another_schema),
		cmocka_unit_test(links_in_a_circle_are_corrupt),
		cmocka_unit_test(areas_that_cannot_be_are_corrupt),
		cmocka_unit_test(versions_before_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
