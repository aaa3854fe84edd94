/* What a pattern spells out: never a gram that a match could lack. */
#include "query/fixture.h"

#include "../../src/query/evaluate.h"

static void take(void *context, const char *gram, size_t len)
{
	struct mq_buf *said = context;

	if (gram[0] != '^') {
		mq_buf_addf(said, "%s%.*s", said->len > 0 ? " " : "", (int)len, gram);
	}
}

static const struct {
	const char *pattern;
	const char *grams;
} table[] = {
	{"^王.*芳$", "王 芳"},
	{"王晓明", "王晓 晓明"},
	{"王晓?明", "王 明"},
	{"王晓*", "王"},
	{"王晓+明", "王晓 明"},
	{"晓?", ""},
	{"^王.芳?$", "王"},
	{"1380013", "138 380 800 001 013"},
	{"138.*17", "138"},
	{"王a芳", "王 芳"},
	{"abc", ""},
	{"王|李", ""},
	{"(王)?", ""},
	{"[王]芳", "芳"},
	{"[]王]芳", "芳"},
	{"[^]王]芳", "芳"},
	{"[[:alpha:]]芳", ""},
	{"[\\d王]芳", "芳"},
	{"王{0}", ""},
	{"王{0,3}芳", "芳"},
	{"王晓{2}明", "王 明"},
	{"王{", ""},
	{"(长护|护理)险", "险"},
	{"提醒(服药|复诊)", "提醒"},
	{"(?:王|李)芳?明", "明"},
	{"(王(晓|小))明{1}", ""},
	{"(a[)]b)明天", "明天"},
	{"(王", ""},
	{"王)", ""},
	{"(?i)王", ""},
	{"(*ANYCRLF)王", ""},
	{"(王)(?=李)", ""},
	{"138\\d+17", "138"},
	{"王\\.芳", "王 芳"},
	{"\\Q王", ""},
	{"王\\", ""},
	{"\\x{4e00}王", ""},
	{"", ""},
	{".*", ""},
};

static void only_what_every_match_has_is_given(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		struct mq_buf said = {0};

		mq_buf_adds(&said, "");
		literal_grams(table[i].pattern, strlen(table[i].pattern), take, &said);
		assert_string_equal(said.len > 0 ? said.data : "", table[i].grams);
		mq_buf_release(&said);
	}
}

/* The same as a property: whatever matches has every gram. */
static void a_match_has_every_gram(void **state)
{
	static const char *const pieces[] = {"王", "晓", "明", "1", "2", "3", ".", "*", "?", "+", "^", "$", "a",
		"(", ")", "|", "(?:", "[", "]", "[^", "{0}", "{1,2}", "{0,1}", "\\d", "\\.", "(王|明)"};
	static const char *const texts[] = {"王晓明", "王明", "12号王", "123", "a123王", "晓晓明",
		"王王王", "明", "1", "王.明", "]晓", "", "3王2"};
	uint64_t dice = 7;

	(void)state;
	for (int turn = 0; turn < 60000; turn++) {
		struct mq_buf pattern = {0};
		struct mq_pattern *compiled = NULL;
		struct mq_buf wanted = {0};

		for (int i = 0; i < 6; i++) {
			dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
			mq_buf_adds(&pattern, pieces[(dice >> 33) % MQ_LENGTH(pieces)]);
		}
		literal_grams(pattern.data, pattern.len, take, &wanted);
		if (mq_pattern_new(pattern.data, pattern.len, false, &compiled, NULL) == MQ_OK) {
			for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
				char *gram;
				char *copy = mq_strdup(wanted.len > 0 ? wanted.data : "");

				if (mq_pattern_search(compiled, texts[i], strlen(texts[i]))
						== MQ_MATCH_YES) {
					for (char *rest = copy; (gram = strtok_r(rest, " ", &rest)); ) {
						assert_non_null(strstr(texts[i], gram));
					}
				}
				free(copy);
			}
		}
		mq_pattern_free(compiled);
		mq_buf_release(&pattern);
		mq_buf_release(&wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_every_match_has_is_given),
		cmocka_unit_test(a_match_has_every_gram),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
