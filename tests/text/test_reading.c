/* Typed letters against stored readings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

static enum mq_reading_match match(const char *readings, const char *word)
{
	return mq_reading_match(readings, strlen(readings), word, strlen(word));
}

static bool is_query(const char *word)
{
	return mq_reading_is_query(word, strlen(word));
}

static void a_query_is_letters_and_marks_up_to_64(void **state)
{
	char longest[66];

	(void)state;
	assert_true(is_query("wxm"));
	assert_true(is_query("xi'an"));
	assert_true(is_query("lü"));
	assert_false(is_query(""));
	assert_false(is_query("'"));
	assert_false(is_query("w1"));
	assert_false(is_query("王"));
	assert_false(is_query("a b"));
	memset(longest, 'a', sizeof(longest));
	assert_true(mq_reading_is_query(longest, 64));
	assert_false(mq_reading_is_query(longest, 65));
}

static void syllables_are_taken_whole_and_the_last_may_be_cut(void **state)
{
	static const char WANG[] = "wang xiao ming";

	(void)state;
	assert_int_equal(match(WANG, "wangxiaoming"), MQ_READING_FULL);
	assert_int_equal(match(WANG, "wangxiaom"), MQ_READING_FULL);
	assert_int_equal(match(WANG, "wa"), MQ_READING_FULL);
	assert_int_equal(match(WANG, "w"), MQ_READING_FULL);
	assert_int_equal(match(WANG, "wanxiao"), MQ_READING_NO);
	assert_int_equal(match(WANG, "wangming"), MQ_READING_NO);
	assert_int_equal(match(WANG, "wangxiaomingx"), MQ_READING_NO);
}

static bool begins(const char *readings, const char *word)
{
	return mq_reading_begins(readings, strlen(readings), word, strlen(word));
}

static void what_begins_a_name_ends_with_a_syllable(void **state)
{
	(void)state;
	assert_true(begins("wang fang", "wang"));
	assert_true(begins("wang fang", "wangfang"));
	assert_true(begins("shan|dan|chan xiong xin", "chanxiong"));
	assert_true(begins("xi an", "xi'an"));
	assert_false(begins("wan gui", "wang"));
	assert_false(begins("zhang wang", "wang"));
	assert_false(begins("wang fang", "wangf"));
	assert_false(begins("wang fang", "wangfangx"));
	assert_false(begins("wang fang", "王"));
	assert_false(begins("", "wang"));
}

static void a_match_begins_at_any_item_but_not_within_one(void **state)
{
	(void)state;
	assert_int_equal(match("wang xiao ming", "xiaoming"), MQ_READING_FULL);
	assert_int_equal(match("wang xiao ming", "ming"), MQ_READING_FULL);
	assert_int_equal(match("wang xiao ming", "ang"), MQ_READING_NO);
}

static void initials_are_one_letter_an_item(void **state)
{
	(void)state;
	assert_int_equal(match("wang xiao ming", "wxm"), MQ_READING_INITIALS);
	assert_int_equal(match("wang xiao ming", "xm"), MQ_READING_INITIALS);
	assert_int_equal(match("wang xiao ming", "wm"), MQ_READING_NO);
	assert_int_equal(match("wang xiao ming", "wxmx"), MQ_READING_NO);
	assert_int_equal(match("zhang san", "zs"), MQ_READING_INITIALS);
	assert_int_equal(match("zhang san", "z's"), MQ_READING_INITIALS);
}

static void any_alternative_will_do(void **state)
{
	static const char SHAN[] = "shan|dan xiong xin";

	(void)state;
	assert_int_equal(match(SHAN, "shan"), MQ_READING_FULL);
	assert_int_equal(match(SHAN, "danxiong"), MQ_READING_FULL);
	assert_int_equal(match(SHAN, "sxx"), MQ_READING_INITIALS);
	assert_int_equal(match(SHAN, "dxx"), MQ_READING_INITIALS);
	assert_int_equal(match(SHAN, "shandan"), MQ_READING_NO);
	assert_int_equal(match("a|an na|ana a", "anana"), MQ_READING_FULL);
}

static void a_mark_ends_a_syllable(void **state)
{
	(void)state;
	assert_int_equal(match("xi an", "xi'an"), MQ_READING_FULL);
	assert_int_equal(match("xi an", "xian"), MQ_READING_FULL);
	assert_int_equal(match("xian", "xi'an"), MQ_READING_NO);
	assert_int_equal(match("xian", "xian'"), MQ_READING_FULL);
	assert_int_equal(match("xian", "xia'"), MQ_READING_NO);
	assert_int_equal(match("xi an", "'xi''an"), MQ_READING_FULL);
}

static void u_with_dots_is_v(void **state)
{
	(void)state;
	assert_int_equal(match("lv|lu bu", "lübu"), MQ_READING_FULL);
	assert_int_equal(match("lv|lu bu", "lvbu"), MQ_READING_FULL);
	assert_int_equal(match("lv|lu bu", "lubu"), MQ_READING_FULL);
	assert_int_equal(match("lu xun", "lüxun"), MQ_READING_NO);
}

static void an_item_that_is_no_letters_stands_between(void **state)
{
	(void)state;
	assert_int_equal(match("li の na", "lina"), MQ_READING_NO);
	assert_int_equal(match("li 3 na", "ln"), MQ_READING_NO);
	assert_int_equal(match("li の na", "na"), MQ_READING_FULL);
	assert_int_equal(match("", "na"), MQ_READING_NO);
	assert_int_equal(match("li", "3"), MQ_READING_NO);
}

static void a_word_of_64_letters_is_followed_to_its_end(void **state)
{
	char word[65];
	struct mq_buf readings = { 0 };

	(void)state;
	memset(word, 'a', sizeof(word));
	word[64] = '\0';
	for (int i = 0; i < 63; i++) {
		mq_buf_adds(&readings, "a|aa ");
	}
	assert_int_equal(match(readings.data, word), MQ_READING_FULL);
	word[63] = 'b';
	assert_int_equal(match(readings.data, word), MQ_READING_NO);
	mq_buf_adds(&readings, "b");
	assert_int_equal(match(readings.data, word), MQ_READING_FULL);
	mq_buf_release(&readings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_query_is_letters_and_marks_up_to_64),
		cmocka_unit_test(syllables_are_taken_whole_and_the_last_may_be_cut),
		cmocka_unit_test(what_begins_a_name_ends_with_a_syllable),
		cmocka_unit_test(a_match_begins_at_any_item_but_not_within_one),
		cmocka_unit_test(initials_are_one_letter_an_item),
		cmocka_unit_test(any_alternative_will_do),
		cmocka_unit_test(a_mark_ends_a_syllable),
		cmocka_unit_test(u_with_dots_is_v),
		cmocka_unit_test(an_item_that_is_no_letters_stands_between),
		cmocka_unit_test(a_word_of_64_letters_is_followed_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
