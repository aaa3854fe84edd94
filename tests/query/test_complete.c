#include "query/lists.h"

#define LISTS \
	"saved:\n" \
	"  old: {zh: 老人, params: {n: {type: int, default: 80, zh: 岁}}, is: 'age>=$n'}\n" \
	"  of_sex: {params: {s: {type: code, of: sex, zh: 性别}, n: {type: int, default: 0}},\n" \
	"    is: 'sex:$s age>=$n'}\n" \
	"  poor_one: {params: {yes: {type: bool, default: true}}, is: 'poor:$yes'}\n" \
	"  seen: {params: {who: {type: text}, since: {type: date}},\n" \
	"    is: 'name:$who visits.any(visit_time>=$since)'}\n" \
	"  fit: {en: the fit, params: {c: {type: code, of: care}}, is: 'care:$c'}\n" \
	"  homes: {kind: household, params: {r: {type: code, of: risk}}, is: 'risk:$r'}\n"

static int open_with_lists(void **state)
{
	fixture_open(state);
	put_lists(*state, LISTS, MQ_SAVED_PERSONAL);
	return 0;
}

/* "|" in a text is the cursor. Says "insert=count …", "-" where it is not counted. */
static const char *offers(struct fixture *fixture, mq_kind_id kind, const char *marked, size_t n)
{
	const char *bar = strchr(marked, '|');
	size_t cursor = bar != NULL ? (size_t)(bar - marked) : strlen(marked);
	char *text = bar != NULL ? mq_format("%.*s%s", (int)cursor, marked, bar + 1)
		: mq_strdup(marked);
	struct mq_completion completion;

	assert_int_equal(mq_query_complete(&fixture->view, kind, text, strlen(text), cursor, n,
		&completion, NULL), MQ_OK);
	mq_buf_clear(&fixture->said);
	for (size_t i = 0; i < completion.n; i++) {
		const struct mq_candidate *candidate = completion.candidates + i;

		mq_buf_addf(&fixture->said, i > 0 ? " %s=" : "%s=", candidate->insert);
		if (candidate->counted) {
			mq_buf_addf(&fixture->said, "%llu", (unsigned long long)candidate->count);
		} else {
			mq_buf_addc(&fixture->said, '-');
		}
	}
	mq_completion_release(&completion);
	free(text);
	return fixture->said.len > 0 ? fixture->said.data : "";
}

static void offer_all(struct fixture *fixture, const struct expected *table, size_t n)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		const char *answer = offers(fixture, RESIDENT, table[i].text, MQ_COMPLETE_MAX);

		if (strcmp(answer, table[i].answer) != 0) {
			fprintf(stderr, "%s\n  expected: %s\n  offered:  %s\n", table[i].text,
				table[i].answer, answer);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

#define OFFER_ALL(...) \
	do { \
		static const struct expected table[] = {__VA_ARGS__}; \
		offer_all(*state, table, MQ_LENGTH(table)); \
	} while (0)

static void a_word_may_be_a_tag_a_field_a_code_a_relation_or_a_word_of_the_language(void **state)
{
	OFFER_ALL(
		{"高", "risk:高=5 care:高=3 高龄=4 高龄困难=2"},
		{"elder", "elder_80=4"},
		{"sex", "sex:=- ==- !==- ^==- *==-"},
		{"mem", "members.=-"},
		{"fem", "female=8"},
		{"lim", "limb=1 limit:=-"},
		{"女 an", "and=- AND=- elder_80=3"},
		{"an", "elder_80=4"},
		{"朝", "朝南=7 朝北=3 朝向:=-"},
		{"has", "has_lift=3"},
		{"age", "age:=- ==- !==- <=- <==- >=- >==- elder_80=4 aged_hardship=2"},
	);
}

static void a_code_that_two_fields_have_is_written_with_its_field(void **state)
{
	OFFER_ALL({"low", "care:low=3 risk:low=2"}, {"低", "care:低=3 risk:低=2 低保=3"});
}

static void behind_a_comparison_stand_the_values_of_its_field(void **state)
{
	OFFER_ALL(
		{"sex:", "female=8 male=6 *=14 ?=2"},
		{"sex:|女", "female=8 male=6 *=14 ?=2"},
		{"sex: | 高龄", "female=3 male=1 *=4"},
		{"高龄 sex:f", "female=3"},
		{"sex=", "female=8 male=6 *=14 ?=2"},
		{"sex!=", "male=8 female=6 ?=14 *=2"},
		{"care>=", "低=9 中=6 高=3"},
		{"care:low..", "高=9 极=9 中=6 低=3"},
		{"facing:", "朝南=7 朝北=3 ?=9 *=7"},
		{"committee:阳", "阳曲路居委会=4"},
		{"dibao:", "no=13 yes=3 *=16"},
		{"残疾:", "no=6 yes=4 *=10 ?=6"},
		{"birth:今", "今年=1"},
		{"mentor:", "?=14 *=2"},
		{"relief:{medical ", "住房救助=3 教育救助=3 医疗救助=2 ?=14 *=4"},
		{"relief:{medical h|} 高龄", "housing=2"},
	);
}

static void nothing_is_offered_in_texts_patterns_and_numbers(void **state)
{
	OFFER_ALL({"age>=", ""}, {"name:王", ""}, {"name~王", ""}, {"\"高", ""}, {"'高", ""},
		{"/高", ""}, {"limit:", ""}, {"nosuch:", ""}, {"household.count(高龄)>=", ""},
		{"高龄|(", ""}, {"|高龄", ""}, {"~~高", ""},
		{"py:ga", ""}, {"拼音:", ""});
}

static void what_is_there_already_and_what_leaves_nobody_are_not_offered(void **state)
{
	OFFER_ALL({"elder_80", ""}, {"极", ""}, {"高|龄", "risk:高=5 care:高=3 高龄困难=2"},
		{"sex:1 fem", ""});
}

static void a_fault_elsewhere_leaves_nothing_to_count(void **state)
{
	OFFER_ALL({"foo:x 高", ""}, {"高| foo:x", ""}, {"foo:x se", "sex:=-"});
}

static void nots_ors_and_brackets_count_as_they_read(void **state)
{
	OFFER_ALL(
		{"(sex:1 or 高", "care:高=8 risk:高=8 高龄=9 高龄困难=7"},
		{"(sex:1 or 高|) age<85", "risk:高=7 care:高=5 高龄=6 高龄困难=5"},
		{"not 高", "care:高=6 risk:高=5 高龄困难=11 高龄=9"},
		{"not (高龄 or dis", "disabled=5"},
	);
}

static void a_relation_has_quantifiers_and_conditions_of_its_kind(void **state)
{
	OFFER_ALL(
		{"household.", "any(=- all(=- none(=- count(=- sum(=- min(=- max(=- others.=-"},
		{"household.c", "count(=-"},
		{"household.o", "others.=-"},
		{"visits.o", ""},
		{"household.others.no", "none(=-"},
		{"household.sum(inc", "income=-"},
		{"household.sum(car", ""},
		{"household.max(car", "care=-"},
		{"household.max(care, dis", "disabled=4"},
		{"household.max(care):\"low\"..\"mid", ""},
		{"household.max(care):{low mid| 高", ""},
		{"household.max(care):\"low\"..\"high\" elder", "elder_80=3"},
		{"visits.any(outc", "outcome:=-"},
		{"visits.any(outcome:", "见到=4 不在家=2 *=5 ?=1"},
		{"visits.none(outcome:", "不在家=13 见到=12 ?=15 *=11"},
		{"household.any(dis", "disabled=6"},
		{"household.count(dis", "disabled=6"},
		{"-household.any(高", "risk:高=5 高龄困难=7 高龄=5"},
		{"household.any(visits.any(outcome:", "见到=7 不在家=4 *=7 ?=2"},
	);
}

static void behind_sort_stand_fields_that_have_an_order(void **state)
{
	OFFER_ALL({"sort:na", "name=-"}, {"sort:name,ag", "age=-"}, {"sort:mot", ""},
		{"cols:mot", "motto=-"});
}

static void the_first_word_may_say_of_which_kind_the_rest_asks(void **state)
{
	OFFER_ALL({"from:house", "household=-"}, {"fro", "from:=-"}, {"女 fro", ""},
		{"from:visit outcome:", "见到=5 不在家=2 *=7 ?=1"});
}

static void behind_a_number_sign_stands_a_tag(void **state)
{
	OFFER_ALL({"#高", "高龄=4 高龄困难=2"}, {"#sex", ""});
}

static void a_label_is_found_by_its_pinyin(void **state)
{
	OFFER_ALL(
		{"kunnan", "困难户=4 困难=4"},
		{"kn", "困难户=4 困难=4"},
		{"gaol", "高龄=4 高龄困难=2"},
		{"nianl", "年龄:=-"},
		{"sex:n", "女=8 男=6"},
		{"facing:cn", "朝南=7"},
		{"committee:yql", "阳曲路居委会=4"},
		{"xyz", ""},
	);
}

static void behind_an_attached_not_stands_a_tag_or_a_code(void **state)
{
	OFFER_ALL(
		{"非低", "低保=13"},
		{"高龄 非低|", "低保=2"},
		{"高龄 -非低", "低保=2"},
		{"非dib", "dibao=13"},
		{"非kunn", "困难户=5 困难=5"},
		{"非fem", "female=6"},
		{"household.any(非高|) 女", "高龄困难=7 高龄=6"},
		{"非朝", "朝北=4"},
		{"非|高", ""}, {"非低保", ""}, {"非se", ""}, {"非高:", ""}, {"foo:x 非低", ""},
	);
}

static void behind_a_caret_stand_fields_of_who_asks(void **state)
{
	OFFER_ALL(
		{"household.any(age>^", "age=- income=- children=- floor=-"},
		{"household.any(age>^ag|) 高龄", "age=-"},
		{"household.any(sex=^", "sex=-"},
		{"household.any(care>=^", "care=- risk=-"},
		{"household.any(disabled:^",
			"disabled=- dibao=- poor=- has_lift=- elder_80=- "
			"alone=- hardship=- all_old=- walk-up=- aged_hardship=-"},
		{"household.any(visits.any(visit_time:>=^^", "birth_date=- moved=-"},
		{"household.any(visits.any(visit_time>=^", "birth_date=- moved=-"},
		{"visits.any((visit_time<^mo", "moved=-"},
		{"visits.any(^(高", "care:高=3 risk:高=2 高龄=3 高龄困难=2"},
		{"visits.any(^(高龄) out", "outcome:=-"},
		{"household.any(visits.any(^^(sex:", "female=4 male=3 *=7"},
		{"household.any(visits.any(^(age>^ag", "age=-"},
		{"household.any(sex>^", ""}, {"age>^a", ""}, {"^(高", ""},
		{"household.any(age>^^a", ""}, {"household.any(^ag", ""},
		{"household.any(relief:^", ""}, {"household.count(高龄)>=^", ""},
	);
}

static void behind_an_at_sign_stand_lists(void **state)
{
	OFFER_ALL(
		{"@", "old=4 poor_one=4 of_sex(=- seen(=- fit(=-"},
		{"@老", "老人=4"},
		{"@ol|(70)", ""},
	);
}

static void in_the_brackets_of_a_list_stand_parameters_and_their_values(void **state)
{
	OFFER_ALL(
		{"@old(", "n:=-"},
		{"@老人（|", "n:=-"},
		{"@of_sex(", "s:=- n:=- female=7 male=5"},
		{"@of_sex(s:", "female=7 male=5"},
		{"@of_sex(s:f|) 高龄", "female=3"},
		{"-@of_sex(n:80, s：", "male=13 female=11"},
		{"@of_sex(女, ", "n:=-"},
		{"@of_sex(\"女", "\"女\"=7"},
		{"@poor_one(", "yes:=- no=5 yes=4"},
		{"household.count(@of_sex(", "s:=- n:=- female=12 male=10"},
		{"@seen(", "who:=- since:=-"},
		{"@seen(王, t", "this_month=1 this_quarter=1 this_year=1"},
		{"@seen(since:tod", "today=-"},
		{"@\"the fit\"(", "c:=- 低=3 中=3 高=3"},
		{"@of_sex(女) 高", "care:高=2 risk:高=2 高龄=3 高龄困难=1"},
		{"@old(9", ""}, {"@old(n:", ""}, {"@of_sex(女, s|:1)", ""},
		{"@of_sex(女)", ""}, {"@of_sex(女", ""}, {"@homes(", ""}, {"@nothing(", ""},
		{"@of_sex(1, 2, ", ""}, {"@old(90", ""}, {"@of_sex( 高| 女)", ""},
		{"@of_sex(女 高|龄", ""},
	);
}

static void at_most_so_many_are_given(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(offers(fixture, RESIDENT, "高", 2), "risk:高=5 care:高=3");
	assert_string_equal(offers(fixture, RESIDENT, "高", 0), "");
}

static void a_text_that_is_none_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct mq_completion completion;
	static char longest[5000];

	memset(longest, 'x', sizeof(longest) - 1);
	assert_int_equal(mq_query_complete(&fixture->view, RESIDENT, "\xff", 1, 1, 5, &completion,
		NULL), MQ_ERR_QUERY);
	mq_completion_release(&completion);
	assert_int_equal(mq_query_complete(&fixture->view, RESIDENT, longest, strlen(longest), 9, 5,
		&completion, NULL), MQ_ERR_LIMIT);
	mq_completion_release(&completion);
}

static void any_bytes_at_any_cursor_are_borne(void **state)
{
	static const char *const pieces[] = {"(", ")", "{", "}", "\"", "'", "/", ":", ">=", "..",
		",", "高", "sex", "household.any", ".", "（", "：", "｛", "“", "-", "|", " ", "#", "@",
		"sort:", "!", "~", "not", "?", "*", "visits.count(", "、", "。", "^", "@of_sex(", "s:", "非"};
	struct fixture *fixture = *state;
	uint64_t dice = 7;

	for (size_t round = 0; round < 3000; round++) {
		struct mq_buf text = {0};
		struct mq_completion completion;

		for (size_t i = 0; i < 1 + round % 9; i++) {
			dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			mq_buf_adds(&text, pieces[(dice >> 33) % MQ_LENGTH(pieces)]);
		}
		for (size_t cursor = 0; cursor <= text.len + 1; cursor++) {
			assert_int_equal(mq_query_complete(&fixture->view, RESIDENT, text.data,
				text.len, cursor, 3, &completion, NULL), MQ_OK);
			for (size_t i = 0; i < completion.n; i++) {
				assert_in_range(completion.candidates[i].to,
					completion.candidates[i].from, text.len);
			}
			mq_completion_release(&completion);
		}
		mq_buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_may_be_a_tag_a_field_a_code_a_relation_or_a_word_of_the_language),
		cmocka_unit_test(a_code_that_two_fields_have_is_written_with_its_field),
		cmocka_unit_test(behind_a_comparison_stand_the_values_of_its_field),
		cmocka_unit_test(nothing_is_offered_in_texts_patterns_and_numbers),
		cmocka_unit_test(what_is_there_already_and_what_leaves_nobody_are_not_offered),
		cmocka_unit_test(a_fault_elsewhere_leaves_nothing_to_count),
		cmocka_unit_test(nots_ors_and_brackets_count_as_they_read),
		cmocka_unit_test(a_relation_has_quantifiers_and_conditions_of_its_kind),
		cmocka_unit_test(behind_sort_stand_fields_that_have_an_order),
		cmocka_unit_test(the_first_word_may_say_of_which_kind_the_rest_asks),
		cmocka_unit_test(behind_a_number_sign_stands_a_tag),
		cmocka_unit_test(a_label_is_found_by_its_pinyin),
		cmocka_unit_test(behind_an_attached_not_stands_a_tag_or_a_code),
		cmocka_unit_test(behind_a_caret_stand_fields_of_who_asks),
		cmocka_unit_test(behind_an_at_sign_stand_lists),
		cmocka_unit_test(in_the_brackets_of_a_list_stand_parameters_and_their_values),
		cmocka_unit_test(at_most_so_many_are_given),
		cmocka_unit_test(a_text_that_is_none_is_refused),
		cmocka_unit_test(any_bytes_at_any_cursor_are_borne),
	};

	return cmocka_run_group_tests(tests, open_with_lists, fixture_close);
}
