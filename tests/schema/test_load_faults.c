/* Every definition that is refused, and what is said of it. */
#include "schema/fixture.h"

/* One field of a kind resident, as a line. */
#define ONE(rest) "kinds:\n  resident: {zh: 人}\nfields:\n  " rest "\n"
#define DERIVED(rest) "kinds:\n  resident: {zh: 人}\nfields:\n" \
	"  born: {zh: 生日, kind: resident, type: date}\n  sum: {zh: 数, kind: resident, type: int}\n" \
	"derived:\n  " rest "\n"

struct fault_case {
	const char *text;
	size_t n_faults;
	size_t line;
	const char *says;	/* in a message or a hint */
};

static void check_cases(const struct fault_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct mq_schema *schema = NULL;
		struct mq_diag diag = {0};
		enum mq_err err = fixture_load(cases[i].text, &schema, &diag);

		if (err != MQ_ERR_CONFIG || diag.n_faults != cases[i].n_faults
				|| diag.faults[0].line != cases[i].line || !fixture_says(&diag, cases[i].says)) {
			mq_diag_print(&diag, "test: ", stderr);
			fail_msg("case %zu, %zu faults, expected %zu at line %zu saying %s:\n%s", i,
				diag.n_faults, cases[i].n_faults, cases[i].line, cases[i].says, cases[i].text);
		}
		mq_diag_release(&diag);
	}
}

static void names_that_cannot_be_are_refused(void **unused)
{
	static const struct fault_case cases[] = {
		{ONE("f: {kind: resident, type: text}"), 1, 4, "zh"},
		{ONE("Field: {zh: 字, kind: resident, type: text}"), 1, 4, "cannot be an id"},
		{ONE("__proto__: {zh: 字, kind: resident, type: text}"), 1, 4, "cannot be an id"},
		{ONE("1st: {zh: 字, kind: resident, type: text}"), 1, 4, "cannot be an id"},
		{ONE("'': {zh: 字, kind: resident, type: text}"), 1, 4, "name"},
		{ONE("字段: {zh: 字, kind: resident, type: text}"), 1, 4, "cannot be an id"},
		{ONE("a123456789012345678901234567890123456789012345678901234567890123456789:"
			" {zh: 字, kind: resident, type: text}"), 1, 4, "cannot be an id"},
		{ONE("and: {zh: 字, kind: resident, type: text}"), 1, 4, "query language"},
		{ONE("count: {zh: 字, kind: resident, type: text}"), 1, 4, "query language"},
		{ONE("f: {zh: 或, kind: resident, type: text}"), 1, 4, "query language"},
		{ONE("f: {zh: 字, aliases: [NOT], kind: resident, type: text}"), 1, 4, "query language"},
		{ONE("f: {zh: \"字\\e[31m\", kind: resident, type: text}"), 1, 4, "show"},
		{ONE("f: {zh: \"字\\u202e\", kind: resident, type: text}"), 1, 4, "show"},
		{ONE("f: {zh: 字, en: \"a\\u200bb\", kind: resident, type: text}"), 1, 4, "show"},
		{ONE("f: {zh: ' ', kind: resident, type: text}"), 1, 4, "empty"},
		{"kinds:\n  resident: {en: resident}\n", 1, 2, "zh"},
		{"kinds:\n  resident: {zh: 人}\n  or: {zh: 或者}\n", 1, 3, "query language"},
		{"kinds:\n  resident: {zh: 人}\ngroups:\n  G: {zh: 组}\n", 1, 4, "cannot be an id"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void names_that_are_taken_are_refused(void **unused)
{
	static const struct fault_case cases[] = {
		{ONE("a: {zh: 字, kind: resident, type: text}\n"
			"  b: {zh: 字, kind: resident, type: text}"), 1, 5, "already names 'a'"},
		{ONE("a: {zh: 甲, kind: resident, type: text}\n"
			"  b: {zh: 乙, aliases: [A], kind: resident, type: text}"), 1, 5, "already names 'a'"},
		{ONE("a: {zh: 甲, kind: resident, type: text}\n"
			"  b: {zh: 乙, aliases: [甲], kind: resident, type: bool}"), 1, 5, "line 4"},
		{ONE("a: {zh: 甲, kind: resident, type: text}\n"
			"derived:\n  a: {zh: 乙, kind: resident, is: x}"), 1, 6, "already names 'a'"},
		{ONE("a: {zh: 甲, kind: resident, type: code, values: {x: 一, y: 一}}"), 1, 4,
			"another code"},
		{"kinds:\n  resident: {zh: 人}\n  home: {zh: 人}\n", 1, 3, "already names the kind"},
		{"kinds:\n  resident: {zh: 人, links: [home]}\n  home: {zh: 家}\n"
			"fields:\n  home: {zh: 家庭, kind: resident, type: text}\n", 1, 5, "already names"},
		{"kinds:\n  resident: {zh: 人}\n  a: {zh: 甲, links: [resident], relation: r, relation_zh: 甲}\n"
			"  b: {zh: 乙, links: [resident], relation: r, relation_zh: 乙}\n", 1, 4, "same relation"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void two_kinds_may_share_a_label(void **unused)
{
	struct mq_schema *schema = fixture_schema(
		"kinds:\n  resident: {zh: 人}\n  home: {zh: 家}\n"
		"fields:\n  a: {zh: 备注, kind: resident, type: text}\n"
		"  b: {zh: 备注, kind: home, type: text}\n");

	(void)unused;
	assert_int_equal(schema->n_fields, 2);
	mq_schema_free(schema);
}

static void what_is_not_defined_is_refused_with_the_nearest(void **unused)
{
	static const struct fault_case cases[] = {
		{ONE("f: {zh: 字, kind: residnet, type: text}"), 1, 4, "'resident'"},
		{ONE("f: {zh: 字, kind: resident, type: txt}"), 1, 4, "'text'"},
		{ONE("f: {zh: 字, kind: resident, type: text, group: nope}"), 1, 4, "'nope'"},
		{ONE("f: {zh: 字, kind: resident, type: code, codes: sx}\n"
			"codes:\n  sex: {values: {a: 甲}}"), 1, 4, "'sex'"},
		{ONE("f: {zh: 字, kind: resident, type: ref, to: nobody}"), 1, 4, "'nobody'"},
		{ONE("f: {zh: 字, kind: resident, type: text, serach: words}"), 1, 4, "search"},
		{ONE("f: {zh: 字, kind: resident, type: text, search: word}"), 1, 4, "words"},
		{ONE("f: {zh: 字, kind: resident, type: text, check: gb11644}"), 1, 4, "gb11643"},
		{ONE("f: {zh: 字, kind: resident, type: bool, reading: close}"), 1, 4, "closed"},
		{ONE("f: 字"), 1, 4, "not followed by a definition"},
		{"kinds:\n  resident: {zh: 人}\nfeilds:\n  f: {zh: 字}\n", 1, 3, "fields"},
		{"kinds:\n  home: {zh: 家}\n", 1, 0, "no kind 'resident'"},
		{"kinds:\n  resident: {zh: 人, links: [home]}\n", 1, 2, "'home'"},
		{"kinds:\n  resident: {zh: 人, key: [nme]}\n"
			"fields:\n  name: {zh: 名, kind: resident, type: text}\n", 1, 2, "'name'"},
		{"kinds:\n  resident: {zh: 人, title: name}\n  home: {zh: 家}\n"
			"fields:\n  name: {zh: 名, kind: home, type: text}\n", 1, 2, "no field of resident"},
		{"kinds:\n  resident: {zh: 人, key: [name]}\n  home: {zh: 家}\n"
			"fields:\n  name: {zh: 名, kind: home, type: text}\n", 1, 2, "no field of resident"},
		{"kinds:\n  resident: {zh: 人, columns: [x]}\n", 1, 2, "'x'"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void rules_that_do_not_fit_the_type_are_refused(void **unused)
{
	static const struct fault_case cases[] = {
		{ONE("f: {zh: 字, kind: resident, type: int, min: 5, max: 3}"), 1, 4, "over its max"},
		{ONE("f: {zh: 字, kind: resident, type: int, min: low}"), 1, 4, "not a limit"},
		{ONE("f: {zh: 字, kind: resident, type: date, max: 1900-02-29}"), 1, 4, "not a limit"},
		{ONE("f: {zh: 字, kind: resident, type: text, min: -1}"), 1, 4, "not a limit"},
		{ONE("f: {zh: 字, kind: resident, type: bool, min: 1}"), 1, 4, "it goes with int"},
		{ONE("f: {zh: 字, kind: resident, type: code, values: {a: 甲}, max: 1}"), 1, 4, "no 'max'"},
		{ONE("f: {zh: 字, kind: resident, type: text, codes: c}\ncodes:\n  c: {values: {a: 甲}}"),
			1, 4, "no 'codes'"},
		{ONE("f: {zh: 字, kind: resident, type: int, search: words}"), 1, 4, "no 'search'"},
		{ONE("f: {zh: 字, kind: resident, type: date, pattern: x}"), 1, 4, "no 'pattern'"},
		{ONE("f: {zh: 字, kind: resident, type: text, unit: 元}"), 1, 4, "no 'unit'"},
		{ONE("f: {zh: 字, kind: resident, type: text, to: resident}"), 1, 4, "no 'to'"},
		{ONE("f: {zh: 字, kind: resident, type: ref}"), 1, 4, "points at no kind"},
		{ONE("f: {zh: 字, kind: resident, type: code}"), 1, 4, "no list"},
		{ONE("f: {zh: 字, kind: resident, type: multi, values: {}}"), 1, 4, "no codes"},
		{ONE("f:\n    zh: 字\n    kind: resident\n    type: code\n    values:"), 1, 8, "no codes"},
		{ONE("f: {zh: 字, kind: resident, type: code, codes: c}\ncodes:\n  c:\n    values:"),
			1, 7, "no codes"},
		{ONE("f: {zh: 字, kind: resident, type: code, values: 甲}"), 1, 4, "map"},
		{ONE("f: {zh: 字, kind: resident, type: code, codes: [c]}"), 1, 4, "one value"},
		{ONE("f:"), 1, 4, "not followed by a definition"},
		{ONE("f: {zh: 字, kind: resident, type: code, codes: c, values: {a: 甲}}\n"
			"codes:\n  c: {values: {a: 甲}}"), 1, 4, "both"},
		{ONE("f: {zh: 字, kind: resident, type: multi, values: {'a;b': 甲}}"), 1, 4, "cannot be a code"},
		{ONE("f: {zh: 字, kind: resident, type: multi, values: {a: {en: x}}}"), 1, 4, "zh"},
		{ONE("f: {zh: 字, kind: resident, type: text, bare: true}"), 1, 4, "not searched"},
		{ONE("f: {zh: 字, kind: resident, type: text, facet: no}"), 1, 4, "false"},
		{ONE("f: {zh: 字, kind: resident, type: text, privacy: 4}"), 1, 4, "privacy class"},
		{ONE("f: {zh: 字, kind: resident, type: text, pattern: ''}"), 1, 4, "empty"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void derived_fields_say_one_thing(void **unused)
{
	static const struct fault_case cases[] = {
		{DERIVED("d: {zh: 字, kind: resident}"), 1, 7, "does not say"},
		{DERIVED("d: {zh: 字, kind: resident, is: x, years_since: born}"), 1, 7, "both"},
		{DERIVED("d: {zh: 字, kind: resident, is: ''}"), 1, 7, "empty"},
		{DERIVED("d: {zh: 字, kind: resident, is: ' '}"), 1, 7, "empty"},
		{DERIVED("d: {zh: 字, kind: resident, years_since: sum}"), 1, 7, "not a date"},
		{DERIVED("d: {zh: 字, kind: resident, years_since: bron}"), 1, 7, "'born'"},
		{DERIVED("d: {zh: 字, kind: resident, is: x, type: bool}"), 1, 7, "type"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void kinds_make_sense(void **unused)
{
	static const struct fault_case cases[] = {
		{"kinds:\n  resident: {zh: 人, links: [resident]}\n", 1, 2, "back to itself"},
		{"kinds:\n  resident: {zh: 人, links: [a], columns: [x]}\n  a: {zh: 甲, links: [b]}\n"
			"  b: {zh: 乙, links: [resident]}\n", 3, 2, "back to itself"},
		{"kinds:\n  resident: {zh: 人, links: [a, a]}\n  a: {zh: 甲}\n", 1, 2, "already a link"},
		{"kinds:\n  resident: {zh: 人, relation: 成员}\n", 1, 2, "relation"},
		{"kinds:\n  resident: {zh: 人, date: name}\n"
			"fields:\n  name: {zh: 名, kind: resident, type: text}\n", 1, 2, "not a date"},
		{"kinds:\n  resident: {zh: 人, key: [tag]}\n"
			"derived:\n  tag: {zh: 标签, kind: resident, is: x}\n", 1, 2, "cannot name a record"},
		{"kinds:\n  resident: {zh: 人, sort: tag}\n"
			"derived:\n  tag: {zh: 标签, kind: resident, is: x}\n", 1, 2, "cannot order"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void a_definition_given_twice_is_refused(void **unused)
{
	struct fixture fixture;
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	(void)unused;
	fixture_open(&fixture);
	fixture_write(&fixture, "a.yaml", "kinds:\n  resident: {zh: 人}\n"
		"fields:\n  f: {zh: 字, kind: resident, type: text}\n");
	fixture_write(&fixture, "b.yaml", "kinds:\n  resident: {zh: 居民}\n"
		"fields:\n  f: {zh: 字段, kind: resident, type: text}\n");
	assert_int_equal(mq_schema_load(fixture.dir, &schema, &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 2);
	assert_non_null(strstr(diag.faults[0].file, "b.yaml"));
	assert_true(fixture_says(&diag, "a.yaml, line 2"));
	mq_diag_release(&diag);
	fixture_close(&fixture);
}

static void more_than_4096_fields_are_refused_once(void **unused)
{
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};
	struct mq_buf text = {0};

	(void)unused;
	mq_buf_adds(&text, "kinds:\n  resident: {zh: 人}\nfields:\n");
	for (int i = 0; i < 4097; i++) {
		mq_buf_addf(&text, "  f%d: {zh: 字%d, kind: resident, type: bool}\n", i, i);
	}
	assert_int_equal(fixture_load(text.data, &schema, &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 1);
	assert_int_equal(diag.faults[0].line, 4100);
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

static void stigma_is_refused_unless_restricted(void **unused)
{
	static const struct fault_case cases[] = {
		{ONE("f: {zh: 信访人员, kind: resident, type: bool}"), 1, 4, "privacy: 3"},
		{ONE("petition_history: {zh: 字, kind: resident, type: bool}"), 1, 4, "petition"},
		{ONE("f: {zh: 字, en: suspicious person, kind: resident, type: bool, privacy: 2}"), 1, 4,
			"suspicious"},
		{ONE("f: {zh: 字, aliases: [刑满释放], kind: resident, type: bool}"), 1, 4, "刑满"},
		{ONE("f: {zh: 字, kind: resident, group: g, type: bool}\n"
			"groups:\n  g: {zh: 宗教信仰}"), 1, 4, "宗教"},
		{DERIVED("d: {zh: 失信被执行人, kind: resident, is: x}"), 1, 7, "失信"},
	};
	struct mq_schema *schema = fixture_schema(
		ONE("f: {zh: 吸毒史, kind: resident, type: bool, privacy: 3}\n"
			"  g: {zh: 尿毒症, en: uraemia, kind: resident, type: bool}\n"
			"  interfaith_choir: {zh: 合唱, kind: resident, type: bool}"));

	(void)unused;
	mq_schema_free(schema);
	check_cases(cases, MQ_LENGTH(cases));
}

/* A kind with an area or a place, and fields for it, as lines 2 … 9. */
#define AREA(rest) "kinds:\n  resident: {zh: 人, sort: c, " rest "}\n  flat: {zh: 房, relation: flats}\n" \
	"fields:\n  a: {zh: 甲, kind: resident, type: text}\n" \
	"  b: {zh: 乙, kind: resident, type: code, values: {x: 某}}\n" \
	"  c: {zh: 丙, kind: resident, type: text}\n  n: {zh: 数, kind: resident, type: int}\n" \
	"  m: {zh: 名, kind: resident, type: text, search: name}\n" \
	"derived:\n  d: {zh: 标, kind: resident, is: 'n>1'}\n"

static void areas_that_cannot_be_are_refused(void **unused)
{
	static const struct fault_case cases[] = {
		{AREA("areas: {f: {zh: 楼}}"), 1, 2, "by"},
		{AREA("areas: {f: {by: [a]}}"), 1, 2, "zh"},
		{AREA("areas: {f: {zh: 楼, by: []}}"), 1, 2, "empty"},
		{AREA("areas: {f: {zh: 楼, by: a}}"), 1, 2, "list"},
		{AREA("areas: {f: 楼}"), 1, 2, "definition"},
		{AREA("areas: [f]"), 1, 2, "areas"},
		{AREA("areas: {F: {zh: 楼, by: [a]}}"), 1, 2, "cannot be an id"},
		{AREA("areas: {any: {zh: 楼, by: [a]}}"), 1, 2, "query language"},
		{AREA("areas: {f: {zh: 楼, by: [aa]}}"), 1, 2, "no field of resident 'aa'"},
		{AREA("areas: {f: {zh: 楼, by: [a, a]}}"), 1, 2, "twice"},
		{AREA("areas: {f: {zh: 楼, by: [n]}}"), 1, 2, "codes and texts"},
		{AREA("areas: {f: {zh: 楼, by: [d]}}"), 1, 2, "worked out"},
		{AREA("areas: {f: {zh: 楼, by: [m_pinyin]}}"), 1, 2, "worked out"},
		{AREA("areas: {f: {zh: 楼, by: [c]}}"), 1, 2, "by its sound"},
		{AREA("areas: {f: {zh: 楼, by: [b, m]}}"), 1, 2, "by its sound"},
		{AREA("areas: {flat: {zh: 楼, by: [a]}}"), 1, 2, "already names the kind 'flat'"},
		{AREA("areas: {f: {zh: 房, by: [a]}}"), 1, 2, "already names the kind 'flat'"},
		{AREA("areas: {f: {zh: 楼, aliases: [Flats], by: [a]}}"), 1, 2, "the kind 'flat'"},
		{AREA("areas: {f: {zh: 楼, by: [a]}, g: {zh: 楼, by: [b]}}"), 1, 2, "the area 'f'"},
		{AREA("areas: {f: {zh: 楼, by: [a], of: 1}}"), 1, 2, "of"},
		{AREA("place: [b]"), 1, 2, "last by a text"},
		{AREA("place: [a, c]"), 1, 2, "last by a text"},
		{AREA("place: [n, a]"), 1, 2, "last by a text"},
		{AREA("place: [b, b, a]"), 1, 2, "twice"},
		{AREA("place: [b, m_pinyin]"), 1, 2, "worked out"},
		{AREA("place: [b, x]"), 1, 2, "no field of resident 'x'"},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_cannot_be_are_refused),
		cmocka_unit_test(areas_that_cannot_be_are_refused),
		cmocka_unit_test(names_that_are_taken_are_refused),
		cmocka_unit_test(two_kinds_may_share_a_label),
		cmocka_unit_test(what_is_not_defined_is_refused_with_the_nearest),
		cmocka_unit_test(rules_that_do_not_fit_the_type_are_refused),
		cmocka_unit_test(derived_fields_say_one_thing),
		cmocka_unit_test(kinds_make_sense),
		cmocka_unit_test(a_definition_given_twice_is_refused),
		cmocka_unit_test(more_than_4096_fields_are_refused_once),
		cmocka_unit_test(stigma_is_refused_unless_restricted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
