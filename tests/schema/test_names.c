#include "schema/known.h"

/* The id of what mq_schema_field finds from a kind, "" for nothing. */
static const char *found(const char *kind, const char *name)
{
	mq_kind_id from = kind != NULL ? mq_schema_kind(schema, kind) : MQ_NO_KIND;
	mq_field_id field = mq_schema_field(schema, from, name, strlen(name));

	return field != MQ_NO_FIELD ? schema->fields[field].id : "";
}

static void kinds_are_found_by_id_and_label(void **unused)
{
	(void)unused;
	assert_string_equal(schema->kinds[mq_schema_kind(schema, "household")].id, "household");
	assert_string_equal(schema->kinds[mq_schema_kind(schema, "走访")].id, "visit");
	assert_string_equal(schema->kinds[mq_schema_kind(schema, "Resident")].id, "resident");
	assert_int_equal(mq_schema_kind(schema, "car"), MQ_NO_KIND);
	assert_int_equal(mq_schema_kind(schema, ""), MQ_NO_KIND);
	assert_int_equal(mq_schema_kind(schema, "\xff"), MQ_NO_KIND);
}

static void fields_are_found_by_id_label_and_alias_in_any_width(void **unused)
{
	(void)unused;
	assert_string_equal(found("resident", "sex"), "sex");
	assert_string_equal(found("resident", "性别"), "sex");
	assert_string_equal(found("resident", "名字"), "name");
	assert_string_equal(found("resident", "Date Of Birth"), "birth_date");
	assert_string_equal(found("resident", "ＳＥＸ"), "sex");
	assert_string_equal(found("resident", "80岁以上"), "elder_80");
	assert_string_equal(found("resident", "８０岁以上"), "elder_80");
	assert_string_equal(found("resident", "nothing"), "");
	assert_string_equal(found("resident", ""), "");
	assert_string_equal(found("resident", "\xc3("), "");
}

static void fields_of_the_household_and_the_dwelling_are_readable(void **unused)
{
	mq_kind_id resident = mq_schema_kind(schema, "resident");

	(void)unused;
	assert_string_equal(found("resident", "风险"), "risk");
	assert_string_equal(found("visit", "居委"), "committee");
	assert_string_equal(found("dwelling", "风险"), "");
	assert_string_equal(found(NULL, "居委"), "committee");
	assert_int_equal(mq_schema_distance(schema, resident, fixture_field(schema, "sex")->number), 0);
	assert_int_equal(mq_schema_distance(schema, resident, fixture_field(schema, "risk")->number), 1);
	assert_int_equal(
		mq_schema_distance(schema, resident, fixture_field(schema, "committee")->number), 2);
	assert_int_equal(
		mq_schema_distance(schema, resident, fixture_field(schema, "visit_key")->number), -1);
}

static void a_link_is_a_field_called_like_its_kind(void **unused)
{
	const struct mq_field *link = schema->fields + schema->kinds[0].links[0];

	(void)unused;
	assert_string_equal(found("resident", "户"), "household");
	assert_int_equal(link->type, MQ_TYPE_REF);
	assert_string_equal(schema->kinds[link->target].id, "household");
	assert_true(link->group < schema->n_groups);
}

static void a_prefix_finds_when_it_fits_just_one(void **unused)
{
	(void)unused;
	assert_string_equal(found("resident", "birth"), "birth_date");
	assert_string_equal(found("resident", "居"), "committee");
	assert_string_equal(found("resident", "姓"), "name");
	assert_string_equal(found("resident", "收"), "income");
	assert_string_equal(found("resident", "h"), "");
	assert_int_equal(mq_schema_field_exact(schema, 0, "birth", 5), MQ_NO_FIELD);
}

static void the_nearest_names_are_suggested(void **unused)
{
	const char *near[3];
	size_t n = mq_schema_nearest(schema, 0, "comittee", near, 3);

	(void)unused;
	assert_true(n >= 1);
	assert_string_equal(near[0], "committee");
	assert_int_equal(mq_schema_nearest(schema, 0, "zzzzzzzzzzzz", near, 3), 0);
}

static void a_nearer_kind_hides_a_farther_one(void **unused)
{
	struct mq_schema *two = fixture_schema(
		"kinds:\n  resident: {zh: 人, links: [home]}\n  home: {zh: 家}\n"
		"fields:\n  note: {zh: 备注, kind: resident, type: text}\n"
		"  home_note: {zh: 备注, kind: home, type: text}\n");
	mq_field_id field = mq_schema_field(two, 0, "备注", strlen("备注"));

	(void)unused;
	assert_string_equal(two->fields[field].id, "note");
	field = mq_schema_field(two, mq_schema_kind(two, "home"), "备注", strlen("备注"));
	assert_string_equal(two->fields[field].id, "home_note");
	mq_schema_free(two);
}

static void the_short_way_of_folding_is_the_long_one(void **unused)
{
	static const char *const names[] = {
		"sex", "SeX", "性别", "80岁以上", "㈱", "ﬁ", "İ", "Straße", "龥", "鿿", "䶵", "A\xcc\x88", "户Ａ",
	};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		struct mq_field field = {.id = "x", .zh = names[i], .en = "x", .kind = 0};
		struct mq_kind kind = {.id = "k", .zh = "k", .en = "k"};
		struct mq_schema *one = fixture_schema(FIXTURE_KINDS FIXTURE_FIELDS);
		struct mq_buf folded = {0};

		one->fields = &field;
		one->n_fields = 1;
		one->kinds = &kind;
		one->n_kinds = 1;
		mq_utf8_fold(&folded, names[i], strlen(names[i]));
		assert_int_equal(mq_schema_field_exact(one, 0, folded.data, folded.len), 0);
		mq_buf_release(&folded);
		mq_schema_free(one);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_found_by_id_and_label),
		cmocka_unit_test(fields_are_found_by_id_label_and_alias_in_any_width),
		cmocka_unit_test(fields_of_the_household_and_the_dwelling_are_readable),
		cmocka_unit_test(a_link_is_a_field_called_like_its_kind),
		cmocka_unit_test(a_prefix_finds_when_it_fits_just_one),
		cmocka_unit_test(the_nearest_names_are_suggested),
		cmocka_unit_test(a_nearer_kind_hides_a_farther_one),
		cmocka_unit_test(the_short_way_of_folding_is_the_long_one),
	};

	return cmocka_run_group_tests(tests, open_schema, close_schema);
}
