/* Saved lists: read, compiled, hidden by nearer ones; files with faults; old names. */
#include "schema/fixture.h"

#define SAVED \
	"saved:\n" \
	"  old: {zh: 老人, en: the old, kind: resident, is: 'age>=$n', sort: 'age-', cols: 'name,age',\n" \
	"    limit: 50, params: {n: {type: int, default: 80}, sex: {type: code, of: sex}}}\n" \
	"  名单: {is: 'sex:1'}\n"

static struct mq_schema *again(struct mq_schema *schema)
{
	struct mq_buf blob = {0};
	struct mq_schema *decoded = NULL;

	mq_schema_encode(schema, &blob);
	mq_schema_free(schema);
	assert_int_equal(mq_schema_decode(mq_slice(blob.data, blob.len), &decoded, NULL), MQ_OK);
	mq_buf_release(&blob);
	return decoded;
}

static const struct mq_saved *called(const struct mq_schema *schema, const char *name)
{
	return mq_schema_saved(schema, name, strlen(name), MQ_SAVED_PERSONAL);
}

static void lists_of_the_configuration_survive_compiling(void **state)
{
	struct mq_schema *schema = again(fixture_schema(FIXTURE_ALL SAVED));
	const struct mq_saved *old = called(schema, "old");
	struct mq_buf text = {0};

	(void)state;
	assert_int_equal(mq_schema_n_saved(schema), 2);
	assert_string_equal(old->is, "age>=$n");
	assert_string_equal(old->sort, "age-");
	assert_string_equal(old->cols, "name,age");
	assert_int_equal(old->limit, 50);
	assert_int_equal(old->where, MQ_SAVED_CONFIG);
	assert_string_equal(schema->kinds[old->kind].id, "resident");
	mq_saved_signature(old, &text);
	assert_string_equal(text.data, "old(n: int = 80, sex: code of sex)");
	assert_null(called(schema, "名单")->sort);
	mq_buf_release(&text);
	mq_schema_free(schema);
}

static void a_list_goes_by_id_label_or_beginning(void **state)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL SAVED);
	const struct mq_saved *old = called(schema, "old");

	(void)state;
	assert_ptr_equal(called(schema, "OLD"), old);
	assert_ptr_equal(called(schema, "老人"), old);
	assert_ptr_equal(called(schema, "The Old"), old);
	assert_ptr_equal(called(schema, "老"), old);
	assert_ptr_equal(called(schema, "名"), called(schema, "名单"));
	assert_null(called(schema, "olds"));
	assert_null(called(schema, ""));
	mq_schema_free(schema);
}

static void refused(const char *text, const char *what)
{
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};
	char *all = mq_format("%s%s", FIXTURE_ALL, text);

	assert_int_equal(fixture_load(all, &schema, &diag), MQ_ERR_CONFIG);
	if (!fixture_says(&diag, what)) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("no fault says '%s'", what);
	}
	assert_true(diag.faults[0].line > 0);
	mq_diag_release(&diag);
	free(all);
}

static void what_is_no_list_is_refused(void **state)
{
	(void)state;
	refused("saved: {1a: {is: 'sex:1'}}\n", "cannot be the name");
	refused("saved: {'a b': {is: 'sex:1'}}\n", "cannot be the name");
	refused("saved: {a: {}}\n", "'is'");
	refused("saved: {a: {is: 'sex:1', kind: residen}}\n", "residen");
	refused("saved: {a: {is: 'sex:1', limit: 0}}\n", "number of rows");
	refused("saved: {a: {is: 'sex:1', what: 0}}\n", "what");
	refused("saved: {a: {is: 'sex:1', params: {n: {type: itn}}}}\n", "int");
	refused("saved: {a: {is: 'sex:1', params: {n: {type: code}}}}\n", "field to be of");
	refused("saved: {a: {is: 'sex:1', params: {n: {type: int, of: sex}}}}\n", "alone");
	refused("saved: {a: {is: 'sex:1', params: {N: {type: int}}}}\n", "cannot be an id");
	refused("saved: [a]\n", "saved");
}

static void damaged_bytes_are_refused(void **state)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL SAVED
		"migrate: {fields: {was: sex, gone: {gone: why}}}\n");
	struct mq_buf blob = {0};

	(void)state;
	mq_schema_encode(schema, &blob);
	mq_schema_free(schema);
	for (size_t len = 0; len < blob.len; len++) {
		struct mq_schema *decoded = NULL;

		if (len > 4) {
			assert_int_equal(mq_schema_decode(mq_slice(blob.data, len), &decoded, NULL),
				MQ_ERR_CORRUPT);
		}
	}
	for (size_t i = blob.len - 200; i < blob.len; i++) {
		struct mq_schema *decoded = NULL;

		blob.data[i] ^= 0x55;
		if (mq_schema_decode(mq_slice(blob.data, blob.len), &decoded, NULL) == MQ_OK) {
			mq_schema_free(decoded);
		}
		blob.data[i] ^= 0x55;
	}
	mq_buf_release(&blob);
}

static void bytes_from_before_there_were_lists_are_read(void **state)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	struct mq_schema *decoded = NULL;
	struct mq_buf blob = {0};

	(void)state;
	mq_schema_encode(schema, &blob);
	mq_schema_free(schema);
	memcpy(blob.data, "MQS2", 4);
	assert_int_equal(mq_schema_decode(mq_slice(blob.data, blob.len), &decoded, NULL),
		MQ_ERR_CORRUPT);
	/* two counts of nothing */
	assert_int_equal(mq_schema_decode(mq_slice(blob.data, blob.len - 2), &decoded, NULL), MQ_OK);
	assert_int_equal(mq_schema_n_saved(decoded), 0);
	mq_schema_free(decoded);
	mq_buf_release(&blob);
}

/* ---- nearer lists ---- */

static void nearer_hides_farther(void **state)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL SAVED);
	struct mq_saved_lists *lists = mq_saved_new();
	struct fixture mine, shared;
	uint64_t before = mq_schema_saved_generation(schema);

	(void)state;
	fixture_open(&mine);
	fixture_open(&shared);
	fixture_write(&mine, "a.yaml", "saved: {old: {zh: 我的, is: 'age>=90'}}\n");
	fixture_write(&shared, "b.yaml", "saved: {old: {is: 'age>=85'}, b: {is: 'sex:2'}}\n");
	assert_int_equal(mq_saved_read(lists, schema, mine.dir, MQ_SAVED_PERSONAL, NULL), MQ_OK);
	assert_int_equal(mq_saved_read(lists, schema, shared.dir, MQ_SAVED_SHARED, NULL), MQ_OK);
	assert_int_equal(mq_saved_read(lists, schema, "/nowhere", MQ_SAVED_SHARED, NULL), MQ_OK);
	mq_schema_set_saved(schema, lists);
	assert_true(mq_schema_saved_generation(schema) > before);
	assert_int_equal(mq_schema_n_saved(schema), 5);
	assert_string_equal(called(schema, "old")->is, "age>=90");
	assert_string_equal(called(schema, "我的")->is, "age>=90");
	assert_null(called(schema, "老人"));	/* of the list that is hidden */
	assert_string_equal(mq_schema_saved(schema, "old", 3, MQ_SAVED_SHARED)->is, "age>=85");
	assert_string_equal(mq_schema_saved(schema, "old", 3, MQ_SAVED_CONFIG)->is, "age>=$n");
	assert_string_equal(mq_schema_saved(schema, "老人", 6, MQ_SAVED_CONFIG)->id, "old");
	assert_true(mq_schema_saved_hidden(schema, mq_schema_saved_at(schema, 3), MQ_SAVED_PERSONAL));
	assert_false(mq_schema_saved_hidden(schema, mq_schema_saved_at(schema, 0), MQ_SAVED_PERSONAL));
	mq_schema_set_saved(schema, NULL);
	assert_string_equal(called(schema, "old")->is, "age>=$n");
	mq_schema_free(schema);
	fixture_close(&mine);
	fixture_close(&shared);
}

static void a_fault_disables_the_lists_of_its_file_alone(void **state)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL SAVED);
	struct mq_saved_lists *lists = mq_saved_new();
	struct mq_diag diag = {0};
	struct fixture mine;

	(void)state;
	fixture_open(&mine);
	fixture_write(&mine, "a.yaml", "saved:\n  aa: {is: 'sex:1'}\n  ab: {iss: 'sex:1'}\n");
	fixture_write(&mine, "b.yaml", "saved: {bb: {is: 'sex:2'}}\n");
	fixture_write(&mine, "old.yaml", "saved: {old: {is: 'sex:2'}\n");
	fixture_write(&mine, ".b.yaml.new-1", "saved: {bb: {is: ");
	fixture_write(&mine, "c.yaml", "saved: {BB: {is: 'sex:1'}}\n");
	fixture_write(&mine, "d.yaml", "fields: {x: {is: 'sex:1'}}\n");
	fixture_write(&mine, "e.yaml", "a: &a [*a, *a]\n");
	assert_int_equal(mq_saved_read(lists, schema, mine.dir, MQ_SAVED_PERSONAL, &diag),
		MQ_ERR_CONFIG);
	mq_schema_set_saved(schema, lists);
	assert_non_null(strstr(called(schema, "aa")->broken, "a.yaml:3:"));
	assert_non_null(called(schema, "ab")->broken);
	assert_null(called(schema, "bb")->broken);
	assert_string_equal(called(schema, "bb")->is, "sex:2");
	assert_non_null(strstr(called(schema, "old")->broken, "old.yaml:"));
	assert_true(fixture_says(&diag, "already defined"));
	mq_diag_release(&diag);
	mq_schema_free(schema);
	fixture_close(&mine);
}

static void hostile_files_are_faults(void **state)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	struct mq_saved_lists *lists = mq_saved_new();
	struct mq_buf text = {0};
	struct fixture mine;

	(void)state;
	fixture_open(&mine);
	for (int i = 0; i < 200; i++) {
		mq_buf_adds(&text, "{a: ");
	}
	fixture_write(&mine, "deep.yaml", text.data);
	mq_buf_clear(&text);
	mq_buf_adds(&text, "saved:\n");
	for (int i = 0; i < 5000; i++) {
		mq_buf_addf(&text, "  l%d: {is: 'sex:1'}\n", i);
	}
	fixture_write(&mine, "many.yaml", text.data);
	mq_buf_clear(&text);
	mq_buf_adds(&text, "saved: {p: {is: 'sex:1', params: {");
	for (int i = 0; i < 40; i++) {
		mq_buf_addf(&text, "p%d: {type: int}, ", i);
	}
	mq_buf_adds(&text, "}}}\n");
	fixture_write(&mine, "params.yaml", text.data);
	fixture_write(&mine, "bytes.yaml", "saved: {\xff: {is: a}}\n");
	fixture_write(&mine, "control.yaml", "saved: {c: {is: \"a\\u0007\", zh: \"\\u202e\"}}\n");
	assert_int_equal(mq_saved_read(lists, schema, mine.dir, MQ_SAVED_SHARED, NULL),
		MQ_ERR_CONFIG);
	mq_schema_set_saved(schema, lists);
	for (size_t i = 0; i < mq_schema_n_saved(schema); i++) {
		assert_non_null(mq_schema_saved_at(schema, i)->broken);
	}
	mq_buf_release(&text);
	mq_schema_free(schema);
	fixture_close(&mine);
}

/* ---- old names ---- */

static void old_names_find_what_is_there_now(void **state)
{
	struct mq_schema *schema = again(fixture_schema(FIXTURE_ALL SAVED
		"migrate:\n"
		"  fields: {gender: sex, gendre: gender, elder: elder_80, hukou: {gone: merged in 2026},\n"
		"    hukou_old: hukou}\n"
		"  codes: {sex: {m: '1'}}\n"
		"  saved: {aged: old}\n"));
	mq_field_id sex = fixture_field(schema, "sex")->number;
	const struct mq_rename *renamed;

	(void)state;
	assert_int_equal(mq_schema_field_exact(schema, 0, "gender", 6), sex);
	assert_int_equal(mq_schema_field_exact(schema, 0, "Gendre", 6), sex);
	assert_int_equal(mq_schema_field_exact(schema, 0, "elder", 5),
		fixture_field(schema, "elder_80")->number);
	assert_string_equal(called(schema, "aged")->id, "old");
	renamed = mq_schema_renamed(schema, MQ_RENAME_FIELD, NULL, "hukou_old", 9);
	assert_null(renamed->now);
	assert_string_equal(renamed->why, "merged in 2026");
	assert_string_equal(mq_schema_renamed(schema, MQ_RENAME_CODE, "sex", "m", 1)->now, "1");
	assert_null(mq_schema_renamed(schema, MQ_RENAME_CODE, "level", "m", 1));
	mq_schema_free(schema);
}

static void old_names_that_lead_nowhere_are_refused(void **state)
{
	(void)state;
	refused("migrate: {fields: {a: b, b: c, c: a}}\n", "a → b → c → a");
	refused("migrate: {fields: {a: nothing}}\n", "'nothing'");
	refused("migrate: {fields: {name: sex}}\n", "still there");
	refused("migrate: {field: {a: name}}\n", "field");
	refused("migrate: {codes: {sexx: {a: '1'}}}\n", "sexx");
	refused("migrate: {codes: {sex: {a: '9'}}}\n", "'9'");
	refused("migrate: {fields: {a: {why: x}}}\n", "gone");
	refused("migrate: {fields: [a]}\n", "old names");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_of_the_configuration_survive_compiling),
		cmocka_unit_test(a_list_goes_by_id_label_or_beginning),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(damaged_bytes_are_refused),
		cmocka_unit_test(bytes_from_before_there_were_lists_are_read),
		cmocka_unit_test(nearer_hides_farther),
		cmocka_unit_test(a_fault_disables_the_lists_of_its_file_alone),
		cmocka_unit_test(hostile_files_are_faults),
		cmocka_unit_test(old_names_find_what_is_there_now),
		cmocka_unit_test(old_names_that_lead_nowhere_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
