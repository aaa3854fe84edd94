#include "schema/known.h"

/* "field=code" of a bare word seen from a kind, "" where it means nothing. */
static const char *meaning(const char *kind, const char *word)
{
	static char text[200];
	mq_field_id field;
	int code;

	if (!mq_schema_bare(schema, mq_schema_kind(schema, kind), word, strlen(word), &field, &code)) {
		return "";
	}
	snprintf(text, sizeof(text), "%s=%d", schema->fields[field].id, code);
	return text;
}

static int find(const char *id, const char *name)
{
	return mq_codes_find(fixture_field(schema, id)->codes, name, strlen(name));
}

static void a_code_is_found_by_every_name(void **unused)
{
	(void)unused;
	assert_int_equal(find("sex", "2"), 1);
	assert_int_equal(find("sex", "女"), 1);
	assert_int_equal(find("sex", "女性"), 1);
	assert_int_equal(find("sex", "FEMALE"), 1);
	assert_int_equal(find("sex", "２"), 1);
	assert_int_equal(find("sex", "22"), -1);
	assert_int_equal(find("sex", "fem"), -1);
	assert_int_equal(find("sex", ""), -1);
	assert_int_equal(find("sex", "\xff"), -1);
}

static void an_id_goes_before_a_label(void **unused)
{
	struct mq_schema *swapped = fixture_schema(
		"kinds:\n  resident: {zh: 人}\n"
		"fields:\n  f: {zh: 字段, kind: resident, type: code, values: {a: b, b: a}}\n");

	(void)unused;
	assert_int_equal(mq_codes_find(swapped->lists, "a", 1), 0);
	assert_int_equal(mq_codes_find(swapped->lists, "b", 1), 1);
	mq_schema_free(swapped);
}

static void a_tag_is_its_bare_name(void **unused)
{
	(void)unused;
	assert_string_equal(meaning("resident", "高龄"), "elder_80=1");
	assert_string_equal(meaning("resident", "独居"), "lives_alone=1");
	assert_string_equal(meaning("resident", "lives_alone"), "lives_alone=1");
	assert_string_equal(meaning("resident", "elder_80"), "elder_80=1");
	assert_string_equal(meaning("resident", "80岁以上"), "elder_80=1");
	assert_string_equal(meaning("resident", "有电梯"), "has_lift=1");
	assert_string_equal(meaning("visit", "独居"), "lives_alone=1");
	assert_string_equal(meaning("dwelling", "独居"), "");
	assert_string_equal(meaning("resident", "性别"), "");
	assert_string_equal(meaning("resident", "高"), "");
}

static void a_code_that_one_field_has_means_that_field(void **unused)
{
	(void)unused;
	assert_string_equal(meaning("resident", "女"), "sex=1");
	assert_string_equal(meaning("resident", "female"), "sex=1");
	assert_string_equal(meaning("resident", "dibao"), "relief_kinds=0");
	assert_string_equal(meaning("resident", "租赁"), "tenure=1");
	assert_string_equal(meaning("household", "租赁"), "tenure=1");
	assert_string_equal(meaning("dwelling", "租赁"), "");
}

static void a_code_of_two_fields_means_neither(void **unused)
{
	(void)unused;
	assert_string_equal(meaning("resident", "高"), "");	/* urgency here, risk above */
	assert_string_equal(meaning("resident", "low"), "");
	assert_string_equal(meaning("household", "高"), "risk=2");
}

static void a_label_goes_before_an_alias_elsewhere(void **unused)
{
	struct mq_schema *both = fixture_schema(
		"kinds:\n  resident: {zh: 人}\n"
		"fields:\n  sex: {zh: 性别, kind: resident, type: code, values: {m: 男, f: 女}}\n"
		"  relation: {zh: 关系, kind: resident, type: code, values: {\"30\": {zh: 女儿, aliases: [女, 千金]}}}\n");
	mq_field_id field;
	int code;

	(void)unused;
	assert_true(mq_schema_bare(both, 0, "女", strlen("女"), &field, &code));
	assert_string_equal(both->fields[field].id, "sex");
	assert_true(mq_schema_bare(both, 0, "千金", strlen("千金"), &field, &code));
	assert_string_equal(both->fields[field].id, "relation");
	mq_schema_free(both);
}

static void short_latin_and_empty_words_mean_nothing(void **unused)
{
	(void)unused;
	assert_string_equal(meaning("resident", "2"), "");
	assert_string_equal(meaning("resident", "其他"), "");
	assert_string_equal(meaning("resident", "other"), "");
	assert_string_equal(meaning("resident", ""), "");
	assert_string_equal(meaning("resident", "\xff\xfe"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_found_by_every_name),
		cmocka_unit_test(an_id_goes_before_a_label),
		cmocka_unit_test(a_tag_is_its_bare_name),
		cmocka_unit_test(a_code_that_one_field_has_means_that_field),
		cmocka_unit_test(a_code_of_two_fields_means_neither),
		cmocka_unit_test(a_label_goes_before_an_alias_elsewhere),
		cmocka_unit_test(short_latin_and_empty_words_mean_nothing),
	};

	return cmocka_run_group_tests(tests, open_schema, close_schema);
}
