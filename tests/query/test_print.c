/* What is printed reads back: the same text, the same answer. Random questions are
 * made from a grammar of their own, in every form a person may type. */
#include "query/fixture.h"

static uint64_t dice = 1442695040888963407U;

static size_t roll(size_t sides)
{
	dice ^= dice >> 12;
	dice ^= dice << 25;
	dice ^= dice >> 27;
	return (size_t)((dice * UINT64_C(2685821657736338717) >> 11) % sides);
}

#define PICK(array) (array[roll(MQ_LENGTH(array))])

/* ---- questions ---- */

static const char *const resident_terms[] = {
	"高龄", "disabled", "残疾:否", "dibao!=yes", "#独居", "困难", "纯老", "walk_up", "女", "sex:1",
	"sex!=女", "性别：｛男，女｝", "sex:?", "care>=mid", "care:low..mid", "care!={low high}", "care:\"low\"..中",
	"care:mid..极", "care:..“极”", "care={\"极\".. low}", "cert:*",
	"relief:{medical school}", "income<2000", "income：1999.99..2000.010", "income:?",
	"age>=80", "年龄:..17岁", "age!=60", "birth:1944-06", "出生<1950", "moved:近30天", "moved:-30d..",
	"moved>=3y", "birth:80岁..９０岁", "moved:{90天 半年 2020-W53}", "moved<2024年第3季度", "moved:近两周",
	"moved>上月", "poor", "has_lift:*", "risk:high", "committee:{阳曲路 c3}", "floor>=3",
	"facing:s", "address:弄", "address=三泉路100号", "name:王", "name='王芳", "name~^王(芳|五)$",
	"name!~/晓.?明/", "name:{王 \"李\" '吕布}", "phone:…4417", "note:\"轮椅 旧\"", "motto:CARPE",
	"mentor:P6", "household:H4", "王", "wxm", "…4417", "760-12-302", "\"王 晓\"", "'\"anna lee\"",
	"/^王/", "/LEE/i", "/a\\/b/", "disabled:{yes ?}", "“引号”", "name^=王", "姓名＊＝{晓 “芳 ”}", "sex^={男 f}",
	"committee*=路", "name~~汪晓明", "~~\"王 明\"", "～～单雄心", "py:wx'm", "拼音：wang", "非低保", "xb:nan",
	"'a\"b", "note:'a\\b",
};
static const char *const visit_terms[] = {
	"outcome:met", "结果!=见到", "date>=-30d", "visit_time:?", "女", "age>=80", "走访时间:本月", "王",
};
static const char *const ands[] = {" ", " and ", " 且 ", "　AND　"};
static const char *const ors[] = {" or ", " | ", " 或 ", " OR "};
static const char *const nots[] = {"-", "not ", "非 ", "！", "! "};
static const char *const siblings[] = {"household", "成员", "房", "户", "members"};
static const char *const quantified[] = {".any(", ".全部（", ".none(", "。没有(", ".all("};

static void add_question(struct mq_buf *out, const char *const *terms, size_t n_terms, int depth,
	int relations)
{
	size_t choice = depth > 0 ? roll(relations > 0 ? 12 : 9) : 0;

	if (choice < 3) {
		mq_buf_adds(out, terms[roll(n_terms)]);
	} else if (choice < 5) {
		mq_buf_adds(out, PICK(nots));
		mq_buf_addc(out, '(');
		add_question(out, terms, n_terms, depth - 1, relations);
		mq_buf_addc(out, ')');
	} else if (choice < 9) {
		bool bracket = roll(2) == 0;

		mq_buf_adds(out, bracket ? "（" : "");
		add_question(out, terms, n_terms, depth - 1, relations);
		mq_buf_adds(out, choice < 7 ? PICK(ands) : PICK(ors));
		add_question(out, terms, n_terms, depth - 1, relations);
		mq_buf_adds(out, bracket ? "）" : "");
	} else if (choice < 11) {
		mq_buf_adds(out, PICK(siblings));
		mq_buf_adds(out, PICK(quantified));
		add_question(out, terms, n_terms, depth - 1, relations - 1);
		mq_buf_addc(out, ')');
	} else {
		static const char *const compared[] = {")=0", ")>=1", ") < 2", "）！＝1", ")：>1"};

		mq_buf_adds(out, "visits.count(");
		add_question(out, visit_terms, MQ_LENGTH(visit_terms), depth - 1, 0);
		mq_buf_adds(out, PICK(compared));
	}
}

/* ---- the property ---- */

static char *print(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_buf printed = {0};

	mq_query_print(query, &printed);
	mq_query_free(query);
	return mq_buf_take(&printed);
}

static bool has_relation_of_residents(const char *text)
{
	return strstr(text, "members") != NULL || strstr(text, "成员") != NULL;
}

static void what_is_printed_reads_the_same(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 22);
	for (int turn = 0; turn < 3000; turn++) {
		struct mq_buf text = {0};

		add_question(&text, resident_terms, MQ_LENGTH(resident_terms), 4, 3);
		char *once = print(fixture, text.data);
		char *twice = print(fixture, once);

		if (strcmp(once, twice) != 0) {
			fail_msg("%s\n  prints %s\n  then   %s", text.data, once, twice);
		}
		assert_false(has_relation_of_residents(once));
		char *answer = mq_strdup(ask(fixture, RESIDENT, text.data));

		assert_string_equal(ask(fixture, RESIDENT, once), answer);
		free(answer);
		free(once);
		free(twice);
		mq_buf_release(&text);
	}
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

/* Conjuncts, as chips show them, make the same question when put side by side. */
static void conjuncts_put_together_are_the_question(void **state)
{
	struct fixture *fixture = *state;

	for (int turn = 0; turn < 500; turn++) {
		struct mq_buf text = {0};
		struct mq_buf chips = {0};
		struct mq_query *query;

		for (int i = 0; i < 3; i++) {
			mq_buf_adds(&text, i > 0 ? " (" : "(");
			add_question(&text, resident_terms, MQ_LENGTH(resident_terms), 2, 1);
			mq_buf_addc(&text, ')');
		}
		query = fixture_query(fixture, RESIDENT, text.data);
		for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
			mq_buf_adds(&chips, i > 0 ? " " : "");
			mq_query_print_conjunct(query, i, &chips);
		}
		char *whole = print(fixture, text.data);

		assert_string_equal(chips.data, whole);
		free(whole);
		mq_query_free(query);
		mq_buf_release(&text);
		mq_buf_release(&chips);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_printed_reads_the_same),
		cmocka_unit_test(conjuncts_put_together_are_the_question),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
