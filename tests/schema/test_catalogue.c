/* The catalogue that is shipped. Run from the top of the tree, as make does. */
#include "schema/fixture.h"

static struct mq_schema *schema;

static int open_catalogue(void **unused)
{
	struct mq_diag diag = {0};
	enum mq_err err = mq_schema_load("config", &schema, &diag);

	(void)unused;
	if (err != MQ_OK) {
		mq_diag_print(&diag, "config: ", stderr);
	}
	mq_diag_release(&diag);
	return err == MQ_OK ? 0 : -1;
}

static int close_catalogue(void **unused)
{
	(void)unused;
	mq_schema_free(schema);
	return 0;
}

static bool is_derived(const struct mq_field *field)
{
	return field->expression != NULL || field->years_since != MQ_NO_FIELD;
}

static void it_has_three_hundred_fields_and_forty_tags(void **unused)
{
	size_t n_stored = 0;
	size_t n_derived = 0;

	(void)unused;
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		n_derived += is_derived(field);
		n_stored += !is_derived(field) && field->reading_of == MQ_NO_FIELD;
	}
	assert_true(n_stored >= 300);
	assert_true(n_derived >= 40);
}

static void every_list_has_codes_with_both_labels(void **unused)
{
	(void)unused;
	assert_true(schema->n_lists > 0);
	for (size_t i = 0; i < schema->n_lists; i++) {
		assert_true(schema->lists[i].n_codes > 0);
		for (size_t c = 0; c < schema->lists[i].n_codes; c++) {
			assert_true(schema->lists[i].codes[c].zh[0] != '\0');
			assert_true(schema->lists[i].codes[c].en[0] != '\0');
		}
	}
}

/* en defaults to the id, so an English label that is missing shows as one. */
static void every_field_has_an_english_label(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < schema->n_fields; i++) {
		assert_true(schema->fields[i].en[0] != '\0');
		if (strchr(schema->fields[i].en, '_') != NULL) {
			fail_msg("%s has no English label", schema->fields[i].id);
		}
	}
}

static void every_name_finds_its_field(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		assert_int_equal(mq_schema_field(schema, field->kind, field->id, strlen(field->id)), i);
		assert_int_equal(mq_schema_field(schema, field->kind, field->zh, strlen(field->zh)), i);
		assert_int_equal(mq_schema_field(schema, field->kind, field->en, strlen(field->en)), i);
	}
}

static void the_words_of_the_door_mean_what_they_say(void **unused)
{
	static const struct {
		const char *word;
		const char *field;
	} words[] = {
		{"高龄", "elder_80"}, {"独居", "lives_alone"}, {"女", "sex"},
	};
	mq_kind_id resident = mq_schema_kind(schema, "resident");

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		mq_field_id field;
		int code;

		assert_true(mq_schema_bare(schema, resident, words[i].word, strlen(words[i].word), &field,
			&code));
		assert_string_equal(schema->fields[field].id, words[i].field);
	}
}

static void it_compiles_and_reads_the_same(void **unused)
{
	struct mq_schema *again = NULL;
	struct mq_buf first = {0};
	struct mq_buf second = {0};

	(void)unused;
	mq_schema_encode(schema, &first);
	assert_int_equal(mq_schema_decode(mq_slice(first.data, first.len), &again, NULL), MQ_OK);
	mq_schema_encode(again, &second);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.data, second.data, first.len);
	mq_schema_free(again);
	mq_buf_release(&first);
	mq_buf_release(&second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_has_three_hundred_fields_and_forty_tags),
		cmocka_unit_test(every_list_has_codes_with_both_labels),
		cmocka_unit_test(every_field_has_an_english_label),
		cmocka_unit_test(every_name_finds_its_field),
		cmocka_unit_test(the_words_of_the_door_mean_what_they_say),
		cmocka_unit_test(it_compiles_and_reads_the_same),
	};

	return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
