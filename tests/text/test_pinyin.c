/* Readings and sort keys of names, and that typed letters find them (UX.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

static int open_pinyin(void **state)
{
	*state = mq_pinyin_new();
	return 0;
}

static int close_pinyin(void **state)
{
	mq_pinyin_free(*state);
	return 0;
}

static char *readings_of(struct mq_pinyin *pinyin, const char *name)
{
	struct mq_buf out = { 0 };

	mq_pinyin_readings(pinyin, name, strlen(name), &out);
	return mq_buf_take(&out);
}

static void expect_readings(struct mq_pinyin *pinyin, const char *name, const char *expected)
{
	char *readings = readings_of(pinyin, name);

	assert_string_equal(readings, expected);
	free(readings);
}

static enum mq_reading_match typed(struct mq_pinyin *pinyin, const char *name, const char *word)
{
	char *readings = readings_of(pinyin, name);
	enum mq_reading_match match = mq_reading_match(readings, strlen(readings), word, strlen(word));

	free(readings);
	return match;
}

static void a_name_is_read_character_by_character(void **state)
{
	expect_readings(*state, "王晓明", "wang xiao ming");
	expect_readings(*state, "单雄信", "shan|dan|chan xiong xin");
	expect_readings(*state, "", "");
}

static void a_surname_is_read_as_one_in_front_only(void **state)
{
	expect_readings(*state, "仇英", "qiu|chou ying");
	expect_readings(*state, "英仇", "ying chou|qiu");
}

static void a_double_surname_is_read_as_one_word(void **state)
{
	expect_readings(*state, "尉迟恭", "yu|wei chi gong");
	assert_int_equal(typed(*state, "单于雄", "chanyuxiong"), MQ_READING_FULL);
	assert_int_equal(typed(*state, "单于雄", "danyu"), MQ_READING_FULL);
	assert_int_equal(typed(*state, "万俟卨", "moqi"), MQ_READING_FULL);
	assert_int_equal(typed(*state, "长孙无忌", "zhangsun"), MQ_READING_FULL);
	assert_int_equal(typed(*state, "长孙无忌", "changsunw"), MQ_READING_FULL);
}

static void u_with_dots_is_v_and_u(void **state)
{
	expect_readings(*state, "吕绿女", "lv|lu lv|lu nv|nu");
}

static void latin_letters_are_one_item(void **state)
{
	expect_readings(*state, "John Smith", "john smith");
	expect_readings(*state, "José", "jose");
	expect_readings(*state, "小Ａ王", "xiao a wang");
	expect_readings(*state, "12号楼", "12 hao lou");
}

static void marks_between_names_are_passed_over(void **state)
{
	expect_readings(*state, "买买提·艾力", "mai mai ti|di ai|yi li");
	expect_readings(*state, " 王 明|'", "wang ming");
	expect_readings(*state, "·|'", "");
}

static void what_has_no_reading_is_itself(void **state)
{
	expect_readings(*state, "王の", "wang の");
	expect_readings(*state, "王𠮷", "wang 𠮷");
	expect_readings(*state, "김王", "김 wang");
}

static void readings_are_appended(void **state)
{
	struct mq_buf out = { 0 };

	mq_buf_adds(&out, "x ");
	mq_pinyin_readings(*state, "王", strlen("王"), &out);
	assert_string_equal(out.data, "x wang");
	mq_buf_release(&out);
}

/* Name, what is typed, and how it must match. */
struct golden {
	const char *name;
	const char *typed;
	enum mq_reading_match match;
};

static const struct golden GOLDEN[] = {
	{ "单雄信", "shan", MQ_READING_FULL }, { "单雄信", "dan", MQ_READING_FULL },
	{ "单雄信", "sxx", MQ_READING_INITIALS }, { "单雄信", "dxx", MQ_READING_INITIALS },
	{ "吕布", "lv", MQ_READING_FULL }, { "吕布", "lu", MQ_READING_FULL },
	{ "吕布", "lü", MQ_READING_FULL }, { "吕布", "lb", MQ_READING_INITIALS },
	{ "厦门", "xiamen", MQ_READING_FULL }, { "重阳路", "chongyang", MQ_READING_FULL },
	{ "王晓明", "wangxiaoming", MQ_READING_FULL }, { "王晓明", "xiaoming", MQ_READING_FULL },
	{ "王晓明", "wxm", MQ_READING_INITIALS }, { "闻喜路", "wxl", MQ_READING_INITIALS },
	{ "王晓明", "wm", MQ_READING_NO }, { "王晓明", "ang", MQ_READING_NO },
	{ "李娜", "nali", MQ_READING_NO },
};

static void syllables_go_before_initials(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(GOLDEN); i++) {
		const struct golden *golden = &GOLDEN[i];
		enum mq_reading_match match = typed(*state, golden->name, golden->typed);

		if (match != golden->match) {
			fail_msg("%s by %s: %d, not %d", golden->name, golden->typed, (int)match,
				(int)golden->match);
		}
	}
}

/* ---- tests/data/names.tsv ---- */

/* Whether the name is found by the word, or is not where the word has a "!". */
static bool answers(struct mq_pinyin *pinyin, const char *name, const char *word)
{
	bool wanted = word[0] != '!';

	return (typed(pinyin, name, word + !wanted) != MQ_READING_NO) == wanted;
}

/* How many words of a line are answered otherwise than they should be. */
static size_t count_faults(struct mq_pinyin *pinyin, char *line, size_t number)
{
	char *rest = NULL;
	char *name = strtok_r(line, "\t", &rest);
	size_t n = 0;

	for (char *word = strtok_r(NULL, " \n", &rest); word != NULL;
			word = strtok_r(NULL, " \n", &rest)) {
		if (!answers(pinyin, name, word)) {
			char *readings = readings_of(pinyin, name);

			print_error("names.tsv:%zu: %s (%s) by %s\n", number, name, readings, word);
			free(readings);
			n++;
		}
	}
	return n;
}

static void typed_letters_find_whom_they_mean(void **state)
{
	enum { NAMES_MIN = 600, LINE_MAX_BYTES = 1024 };
	FILE *list = fopen("tests/data/names.tsv", "r");
	char line[LINE_MAX_BYTES];
	size_t n_names = 0;
	size_t n_faults = 0;

	assert_non_null(list);
	for (size_t number = 1; fgets(line, sizeof(line), list) != NULL; number++) {
		if (line[0] != '#') {
			n_faults += count_faults(*state, line, number);
			n_names++;
		}
	}
	fclose(list);
	assert_true(n_names >= NAMES_MIN);
	assert_int_equal(n_faults, 0);
}

static void every_common_character_reads_as_letters(void **state)
{
	for (uint32_t cp = 0x4e00; cp <= 0x9fa5; cp++) {
		char chr[5] = { 0 };

		mq_utf8_encode(cp, chr);
		char *readings = readings_of(*state, chr);
		size_t good = strspn(readings, "abcdefghijklmnopqrstuvwxyz|");

		if (readings[good] != '\0' && strcmp(readings, chr) != 0) {
			fail_msg("%s reads \"%s\"", chr, readings);
		}
		free(readings);
	}
}

/* ---- sort keys ---- */

static int64_t key(struct mq_pinyin *pinyin, const char *text)
{
	return mq_pinyin_sort_key(pinyin, text, strlen(text));
}

static void sort_keys_follow_pinyin(void **state)
{
	static const char *const ORDER[] = {
		"", "1", "2", "安娜", "陈一", "李四", "李五", "王二", "王晓红", "王晓明", "张三", "赵六",
		"a", "b",
	};

	for (size_t i = 0; i < MQ_LENGTH(ORDER); i++) {
		assert_true(key(*state, ORDER[i]) >= 0);
	}
	for (size_t i = 1; i < MQ_LENGTH(ORDER); i++) {
		if (key(*state, ORDER[i - 1]) >= key(*state, ORDER[i])) {
			fail_msg("\"%s\" does not sort before \"%s\"", ORDER[i - 1], ORDER[i]);
		}
	}
}

static void the_same_text_has_the_same_key(void **state)
{
	struct mq_pinyin *other = mq_pinyin_new();

	assert_true(key(*state, "王晓明") == key(other, "王晓明"));
	mq_pinyin_free(other);
	mq_pinyin_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_read_character_by_character),
		cmocka_unit_test(a_surname_is_read_as_one_in_front_only),
		cmocka_unit_test(a_double_surname_is_read_as_one_word),
		cmocka_unit_test(u_with_dots_is_v_and_u),
		cmocka_unit_test(latin_letters_are_one_item),
		cmocka_unit_test(marks_between_names_are_passed_over),
		cmocka_unit_test(what_has_no_reading_is_itself),
		cmocka_unit_test(readings_are_appended),
		cmocka_unit_test(syllables_go_before_initials),
		cmocka_unit_test(typed_letters_find_whom_they_mean),
		cmocka_unit_test(every_common_character_reads_as_letters),
		cmocka_unit_test(sort_keys_follow_pinyin),
		cmocka_unit_test(the_same_text_has_the_same_key),
	};

	return cmocka_run_group_tests(tests, open_pinyin, close_pinyin);
}
