#include "office.h"

#include <minqing/facets.h>

/* A value of a code field, or a tag, as a facet would hand it in. */
static void narrow(struct office *office, const char *text, const char *field, const char *label,
	const char *value, enum mq_narrow how, struct mq_buf *out)
{
	const struct mq_facet facet = {
		.field = field ? office_field(office, field) : MQ_NO_FIELD, .label = "",
	};
	const struct mq_facet_value chosen = {
		.label = label, .value = value, .field = office_field(office, field ? field : value),
	};

	mq_buf_clear(out);
	mq_session_narrow(office->session, text, strlen(text), &facet, &chosen, how, out);
}

/* Equal as questions: the same canonical text. */
static void assert_means(struct office *office, const struct mq_buf *text, const char *expected)
{
	struct mq_buf is = {0};
	struct mq_buf should_be = {0};

	if (office_ask(office, text->data ? text->data : "", false) != MQ_OK) {
		fail_msg("refused: %s", text->data);
	}
	mq_session_canonical(office->session, &is);
	assert_int_equal(office_ask(office, expected, false), MQ_OK);
	mq_session_canonical(office->session, &should_be);
	assert_string_equal(is.data ? is.data : "", should_be.data ? should_be.data : "");
	mq_buf_release(&is);
	mq_buf_release(&should_be);
}

static const struct {
	const char *text;
	const char *field;	/* NULL: a tag */
	const char *label;
	const char *value;
	enum mq_narrow how;
	const char *means;
} cases[] = {
	{"", "sex", "女", "2", MQ_NARROW_ONLY, "sex:2"},
	{"age>=80", "sex", "女", "2", MQ_NARROW_ONLY, "age>=80 sex:2"},
	{"sex:1 age>=80", "sex", "女", "2", MQ_NARROW_ONLY, "age>=80 sex:2"},
	{"age>=80 sex:2", "sex", "女", "2", MQ_NARROW_ONLY, "age>=80"},
	{"age>=80 sex:2 age<90", "sex", "女", "2", MQ_NARROW_ONLY, "age>=80 age<90"},
	{"女", "sex", "女", "2", MQ_NARROW_ONLY, ""},
	{"age>=80 or sex:1", "sex", "女", "2", MQ_NARROW_ONLY, "(age>=80 or sex:1) sex:2"},
	{"age>=80", "sex", "女", "2", MQ_NARROW_EXCLUDE, "age>=80 -sex:2"},
	{"age>=80 -sex:2", "sex", "女", "2", MQ_NARROW_EXCLUDE, "age>=80"},
	{"age>=80 -sex:2", "sex", "女", "2", MQ_NARROW_ONLY, "age>=80 sex:2"},
	{"age>=80", "sex", "", "?", MQ_NARROW_ONLY, "age>=80 sex:?"},
	{"高龄", NULL, "独居", "lives_alone", MQ_NARROW_ONLY, "elder_80 lives_alone"},
	{"高龄 独居", NULL, "独居", "lives_alone", MQ_NARROW_ONLY, "elder_80"},
	{"高龄　且　独居", NULL, "高龄", "elder_80", MQ_NARROW_ONLY, "lives_alone"},
	{"（高龄 或 独居）", NULL, "困难", "hardship", MQ_NARROW_ONLY,
		"(elder_80 or lives_alone) hardship"},
	{"sex:1 and age>=80 and 独居", "sex", "男", "1", MQ_NARROW_ONLY, "age>=80 lives_alone"},
	{"age>=80 and sex:1", "sex", "男", "1", MQ_NARROW_ONLY, "age>=80"},
	{"(高龄 or 独居) and sex:1 (age<90 or 困难)", "sex", "男", "1", MQ_NARROW_ONLY,
		"(elder_80 or lives_alone) (age<90 or hardship)"},
	{"not (高龄 or 独居) sex:1", "sex", "男", "1", MQ_NARROW_ONLY,
		"not (elder_80 or lives_alone)"},
	{"sort:age- sex:1 高龄 limit:5", "sex", "男", "1", MQ_NARROW_ONLY,
		"sort:age- elder_80 limit:5"},
	{"(高龄 独居) sex:1", "sex", "男", "1", MQ_NARROW_ONLY, "elder_80 lives_alone"},
	{"sex:1 (高龄 独居) 困难", "sex", "男", "1", MQ_NARROW_ONLY,
		"elder_80 lives_alone hardship"},
	{"(sex:1 age>=80)", "sex", "男", "1", MQ_NARROW_ONLY, "age>=80"},
	{"\"阳曲路\" age>=60", "sex", "男", "1", MQ_NARROW_ONLY, "\"阳曲路\" age>=60 sex:1"},
	{"age>=60 年龄:", "sex", "男", "1", MQ_NARROW_ONLY, "age>=60 sex:1"},

	{"age>=80", "sex", "女", "2", MQ_NARROW_ADD, "age>=80 sex:2"},
	{"男 age>=80", "sex", "女", "2", MQ_NARROW_ADD, "age>=80 sex:{1 2}"},
	{"age>=80 sex:{男 女}", "sex", "", "?", MQ_NARROW_ADD, "age>=80 sex:{1 2 ?}"},
	{"(sex:1 or sex:2) age>=80", "sex", "", "?", MQ_NARROW_ADD, "age>=80 sex:{1 2 ?}"},
	{"age>=80 sex:{男 女}", "sex", "女", "2", MQ_NARROW_ADD, "age>=80 sex:1"},
	{"sex:{男 女} age>=80", "sex", "女", "2", MQ_NARROW_ONLY, "age>=80 sex:2"},
	{"age>=80 sex:女", "sex", "女", "2", MQ_NARROW_ADD, "age>=80"},
	{"-sex:女", "sex", "男", "1", MQ_NARROW_ADD, "sex:1"},
	{"age:60..69", "age", "80及以上", "80..", MQ_NARROW_ADD, "age:{60..69 80..}"},
	{"age>=60", "age", "80及以上", "80..", MQ_NARROW_ADD, "age:80.."},
	{"高龄 sex:1", NULL, "独居", "lives_alone", MQ_NARROW_ADD, "elder_80 sex:1 lives_alone"},
	{"高龄 独居", NULL, "独居", "lives_alone", MQ_NARROW_ADD, "elder_80"},
	{"age:*", "age", "80及以上", "80..", MQ_NARROW_ADD, "age:80.."},
	{"age:{60..69 ?}", "age", "", "*", MQ_NARROW_ADD, "age:{? *}"},
	{"residence_permit:否", "residence_permit", "", "?", MQ_NARROW_ADD,
		"residence_permit:{false ?}"},

	{"-sex:1 age>=80", "sex", "女", "2", MQ_NARROW_EXCLUDE, "age>=80 -sex:{1 2}"},
	{"-sex:1 -sex:2", "sex", "", "?", MQ_NARROW_EXCLUDE, "-sex:{1 2 ?}"},
	{"sex!=1", "sex", "女", "2", MQ_NARROW_EXCLUDE, "-sex:{1 2}"},
	{"not (sex:1 or sex:?)", "sex", "女", "2", MQ_NARROW_EXCLUDE, "-sex:{1 ? 2}"},
	{"-sex:{男 女}", "sex", "女", "2", MQ_NARROW_EXCLUDE, "-sex:1"},
	{"sex:{男 女}", "sex", "女", "2", MQ_NARROW_EXCLUDE, "sex:1"},
	{"sex:女", "sex", "女", "2", MQ_NARROW_EXCLUDE, "-sex:2"},
	{"-高龄", NULL, "独居", "lives_alone", MQ_NARROW_EXCLUDE, "-elder_80 -lives_alone"},

	{"sex:{男 女} age>=80", "sex", "女", "2", MQ_NARROW_UNKNOWN, "age>=80 sex:?"},
	{"age>=80 sex:?", "sex", "女", "2", MQ_NARROW_UNKNOWN, "age>=80"},
	{"age>=80", NULL, "独居", "lives_alone", MQ_NARROW_UNKNOWN, "age>=80 lives_alone:?"},
	{"sex:{男 女} age>=80 -sex:?", "sex", "女", "2", MQ_NARROW_CLEAR, "age>=80"},
	{"age>=80", "sex", "女", "2", MQ_NARROW_CLEAR, "age>=80"},
};

static void a_value_is_put_in_and_taken_out_where_it_stands(void **state)
{
	struct office *office = *state;
	struct mq_buf out = {0};

	office_hits(office, "");
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		narrow(office, cases[i].text, cases[i].field, cases[i].label, cases[i].value,
			cases[i].how, &out);
		assert_means(office, &out, cases[i].means);
	}
	mq_buf_release(&out);
}

/* Every text but the first asks about households; so must what comes of it. */
static void the_kind_a_text_names_is_kept(void **state)
{
	static const struct {
		const char *text;
		enum mq_narrow how;
		const char *means;
	} table[] = {
		{"from:household", MQ_NARROW_ONLY, "from:household tenure:sold_public"},
		{"来自：户 纯老家庭", MQ_NARROW_ONLY, "from:household all_elderly tenure:sold_public"},
		{"from:household tenure:sold_public", MQ_NARROW_ONLY, "from:household"},
		{"from:household 纯老家庭 and tenure:sold_public", MQ_NARROW_ONLY,
			"from:household all_elderly"},
		{"from:household 纯老家庭 or 单亲", MQ_NARROW_EXCLUDE,
			"from:household (all_elderly or single_parent) -tenure:sold_public"},
		{"from:household tenure:sold_public and 单亲 limit:3", MQ_NARROW_ONLY,
			"from:household single_parent limit:3"},
	};
	struct office *office = *state;
	struct mq_buf out = {0};

	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		office_hits(office, table[i].text);
		narrow(office, table[i].text, "tenure", "售后公房", "sold_public", table[i].how, &out);
		assert_means(office, &out, table[i].means);
	}
	mq_buf_release(&out);
}

static void what_a_person_wrote_is_kept_as_written(void **state)
{
	struct office *office = *state;
	struct mq_buf out = {0};

	office_hits(office, "");
	narrow(office, "王 年龄:80..89", NULL, "独居", "lives_alone", MQ_NARROW_ONLY, &out);
	assert_non_null(strstr(out.data, "王 年龄:80..89 "));
	mq_buf_release(&out);
}

static void a_list_is_written_with_labels(void **state)
{
	struct office *office = *state;
	struct mq_buf out = {0};

	office_hits(office, "");
	narrow(office, "王 性别:男", "sex", "女", "2", MQ_NARROW_ADD, &out);
	assert_string_equal(out.data, "王 sex:{male female}");
	narrow(office, "王 -性别:男", "sex", "女", "2", MQ_NARROW_EXCLUDE, &out);
	assert_string_equal(out.data, "王 -sex:{male female}");
	mq_buf_release(&out);
}

static void the_tags_of_a_group_are_cleared_together(void **state)
{
	struct office *office = *state;
	struct mq_facet_value tags[] = {
		{.value = "lives_alone", .field = office_field(office, "lives_alone")},
		{.value = "elder_80", .field = office_field(office, "elder_80")},
	};
	const struct mq_facet facet = {.field = MQ_NO_FIELD, .values = tags, .n_values = 2};
	const char *text = "独居 age>=60 -高龄 女";
	struct mq_buf out = {0};

	office_hits(office, "");
	mq_session_narrow(office->session, text, strlen(text), &facet, NULL, MQ_NARROW_CLEAR, &out);
	assert_means(office, &out, "age>=60 sex:2");
	mq_buf_release(&out);
}

static void a_value_chosen_twice_asks_the_first_question_again(void **state)
{
	struct office *office = *state;
	static const char *const texts[] = {
		"", "高龄", "高龄 or 独居", "wxm", "age:60..79 -低保", "household.any(age<18) 女",
		"note:轮椅 or name~^王", "阳曲路 老人 or 高龄",
	};
	struct mq_buf once = {0};
	struct mq_buf twice = {0};

	office_hits(office, "");
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		uint64_t hits = office_hits(office, texts[i]);

		narrow(office, texts[i], "tenure", "售后公房", "sold_public", MQ_NARROW_ONLY, &once);
		assert_true(office_hits(office, once.data) <= hits);
		narrow(office, once.data, "tenure", "售后公房", "sold_public", MQ_NARROW_ONLY,
			&twice);
		assert_int_equal(office_hits(office, twice.data ? twice.data : ""), hits);
	}
	mq_buf_release(&once);
	mq_buf_release(&twice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_put_in_and_taken_out_where_it_stands),
		cmocka_unit_test(the_kind_a_text_names_is_kept),
		cmocka_unit_test(what_a_person_wrote_is_kept_as_written),
		cmocka_unit_test(a_list_is_written_with_labels),
		cmocka_unit_test(the_tags_of_a_group_are_cleared_together),
		cmocka_unit_test(a_value_chosen_twice_asks_the_first_question_again),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
