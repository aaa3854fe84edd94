#include "schema/fixture.h"

static void files_are_merged_and_may_name_what_comes_later(void **unused)
{
	struct fixture fixture;
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	(void)unused;
	fixture_open(&fixture);
	fixture_write(&fixture, "a.yaml",
		"derived:\n  old: {zh: 老人, kind: resident, group: who, is: 'age>=60'}\n"
		"  age: {zh: 年龄, kind: resident, group: who, years_since: born}\n");
	fixture_write(&fixture, "z.yaml",
		"kinds:\n  resident: {zh: 人, links: [home], key: [pid]}\n  home: {zh: 家}\n"
		"groups:\n  who: {zh: 身份}\ncodes:\n  c: {values: {x: 甲}}\n");
	fixture_write(&fixture, "fields/10.yaml",
		"fields:\n  pid: {zh: 编号, kind: resident, type: text}\n"
		"  kind_of: {zh: 种类, kind: resident, type: code, codes: c}\n");
	fixture_write(&fixture, "fields/20.yaml",
		"fields:\n  born: {zh: 生日, kind: resident, type: date}\n");
	fixture_write(&fixture, "keys.yaml", "not: of ours\n");
	fixture_write(&fixture, ".hidden.yaml", "not: of ours\n");
	fixture_write(&fixture, "notes.txt", "not: of ours\n");
	assert_int_equal(mq_schema_load(fixture.dir, &schema, &diag), MQ_OK);
	assert_int_equal(diag.n_faults, 0);
	assert_int_equal(schema->n_kinds, 2);
	assert_int_equal(schema->n_fields, 6);
	fixture_close(&fixture);
	mq_schema_free(schema);
}

static void fields_are_numbered_links_first_then_as_defined(void **unused)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	static const char *const ids[] = {
		"household", "dwelling", "resident", "household", "person_id", "name", "name_pinyin", "sex",
	};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(ids); i++) {
		assert_string_equal(schema->fields[i].id, ids[i]);
	}
	for (size_t i = 0; i < schema->n_fields; i++) {
		assert_int_equal(schema->fields[i].number, i);
	}
	assert_string_equal(schema->fields[schema->n_fields - 1].id, "elder_80");
	mq_schema_free(schema);
}

static void a_kind_knows_its_fields(void **unused)
{
	struct mq_schema *schema = fixture_schema(FIXTURE_ALL);
	const struct mq_kind *resident = schema->kinds + mq_schema_kind(schema, "resident");
	const struct mq_kind *visit = schema->kinds + mq_schema_kind(schema, "visit");

	(void)unused;
	assert_int_equal(resident->n_key, 1);
	assert_string_equal(schema->fields[resident->key[0]].id, "person_id");
	assert_string_equal(schema->fields[resident->title].id, "name");
	assert_string_equal(schema->fields[resident->sort].id, "name");
	assert_int_equal(resident->date, MQ_NO_FIELD);
	assert_string_equal(resident->relation, "members");
	assert_int_equal(resident->n_columns, 2);
	assert_string_equal(schema->fields[resident->columns[1]].id, "committee");
	assert_string_equal(schema->fields[visit->date].id, "visit_time");
	assert_int_equal(visit->n_links, 2);
	assert_int_equal(visit->title, MQ_NO_FIELD);
	mq_schema_free(schema);
}

static void what_is_left_out_has_a_default(void **unused)
{
	struct mq_schema *schema = fixture_schema(
		"kinds:\n  resident: {zh: 人}\n"
		"fields:\n  f: {zh: 字段, kind: resident, type: code, values: {a: 甲, \"01\": {zh: 乙}}}\n");
	const struct mq_field *field = schema->fields;

	(void)unused;
	assert_string_equal(field->en, "f");
	assert_string_equal(schema->kinds[0].relation, "resident");
	assert_string_equal(schema->groups[field->group].id, "other");
	assert_int_equal(field->privacy, 1);
	assert_false(field->closed || field->facet || field->bare);
	assert_string_equal(field->codes->id, "f");
	assert_string_equal(field->codes->codes[1].id, "01");
	assert_string_equal(field->codes->codes[1].en, "乙");
	assert_non_null(strstr(field->file, "/all.yaml"));
	assert_int_equal(field->line, 4);
	mq_schema_free(schema);
}

static void limits_are_read_by_type(void **unused)
{
	struct mq_schema *schema = fixture_schema(
		"kinds:\n  resident: {zh: 人}\nfields:\n"
		"  d: {zh: 日, kind: resident, type: date, min: 1900-01-01, max: '2100/1/1'}\n"
		"  m: {zh: 钱, kind: resident, type: decimal, min: -0.5, max: 99.9999}\n"
		"  t: {zh: 文, kind: resident, type: text, min: 2, max: 4}\n");

	(void)unused;
	assert_int_equal(fixture_field(schema, "d")->min, -25567);
	assert_int_equal(fixture_field(schema, "m")->min, -5000);
	assert_int_equal(fixture_field(schema, "m")->max, 999999);
	assert_int_equal(fixture_field(schema, "t")->max, 4);
	mq_schema_free(schema);
}

static void all_faults_of_all_files_are_told_in_file_order(void **unused)
{
	struct fixture fixture;
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	(void)unused;
	fixture_open(&fixture);
	fixture_write(&fixture, "a.yaml",
		"kinds:\n  resident: {zh: 人, key: [nope]}\n  home: {en: home}\n");
	fixture_write(&fixture, "fields/b.yaml",
		"fields:\n  one: {zh: 一, kind: resident, type: tekst}\n"
		"  two: {zh: 二, kind: residnt, type: text}\n"
		"  three: {zh: 一, kind: resident, type: text, colour: red}\n");
	assert_int_equal(mq_schema_load(fixture.dir, &schema, &diag), MQ_ERR_CONFIG);
	assert_null(schema);
	assert_int_equal(diag.n_faults, 6);
	for (size_t i = 0; i < diag.n_faults; i++) {
		assert_int_equal(diag.faults[i].code, MQ_ERR_CONFIG);
		assert_non_null(strstr(diag.faults[i].file, i < 2 ? "/a.yaml" : "/fields/b.yaml"));
		assert_non_null(diag.faults[i].excerpt);
		assert_true(diag.faults[i].column > 0);
		if (i > 0 && i != 2) {
			assert_true(diag.faults[i].line >= diag.faults[i - 1].line);
		}
	}
	assert_true(fixture_says(&diag, "'text'"));
	assert_true(fixture_says(&diag, "'resident'"));
	mq_diag_release(&diag);
	fixture_close(&fixture);
}

static void a_broken_file_does_not_make_others_look_broken(void **unused)
{
	struct fixture fixture;
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	(void)unused;
	fixture_open(&fixture);
	fixture_write(&fixture, "kinds.yaml", "kinds:\n  resident: {zh: 人\n");
	fixture_write(&fixture, "rest.yaml",
		"fields:\n  one: {zh: 一, kind: resident, group: who, type: code, codes: c}\n"
		"  two: {zh: 二, kind: resident, type: wrong}\n");
	assert_int_equal(mq_schema_load(fixture.dir, &schema, &diag), MQ_ERR_CONFIG);
	assert_non_null(strstr(diag.faults[0].file, "kinds.yaml"));
	assert_true(fixture_says(&diag, "wrong"));
	assert_false(fixture_says(&diag, "'who'"));
	assert_false(fixture_says(&diag, "'resident'"));
	assert_false(fixture_says(&diag, "'c'"));
	mq_diag_release(&diag);
	fixture_close(&fixture);
}

static void a_directory_that_is_not_there_or_empty_is_told(void **unused)
{
	struct fixture fixture;
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	(void)unused;
	assert_int_equal(mq_schema_load("/nonexistent/mq", &schema, &diag), MQ_ERR_NOT_FOUND);
	assert_true(fixture_says(&diag, "/nonexistent/mq"));
	fixture_open(&fixture);
	assert_int_equal(mq_schema_load(fixture.dir, &schema, NULL), MQ_ERR_CONFIG);
	assert_int_equal(mq_schema_load(fixture.dir, &schema, &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 2);
	fixture_close(&fixture);
	mq_diag_release(&diag);
	mq_schema_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_merged_and_may_name_what_comes_later),
		cmocka_unit_test(fields_are_numbered_links_first_then_as_defined),
		cmocka_unit_test(a_kind_knows_its_fields),
		cmocka_unit_test(what_is_left_out_has_a_default),
		cmocka_unit_test(limits_are_read_by_type),
		cmocka_unit_test(all_faults_of_all_files_are_told_in_file_order),
		cmocka_unit_test(a_broken_file_does_not_make_others_look_broken),
		cmocka_unit_test(a_directory_that_is_not_there_or_empty_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
