/* The plain compares: contains, rooms, globs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

static bool contains(const char *text, const char *word)
{
	return mq_text_contains(text, strlen(text), word, strlen(word));
}

static bool has_rooms(const char *text, const char *word)
{
	assert_true(mq_text_is_rooms(word, strlen(word)));
	return mq_text_has_rooms(text, strlen(text), word, strlen(word));
}

static bool glob(const char *text, const char *pattern)
{
	return mq_text_glob(text, strlen(text), pattern, strlen(pattern));
}

static void a_word_is_found_wherever_it_stands(void **state)
{
	(void)state;
	assert_true(contains("上海市静安区", "静安"));
	assert_true(contains("上海市静安区", "上海市静安区"));
	assert_true(contains("上海", ""));
	assert_true(contains("", ""));
	assert_false(contains("", "静"));
	assert_false(contains("静安", "安静"));
	assert_true(contains("需要 轮椅，坡道", "轮椅，坡道"));
	assert_false(contains("轮 椅", "轮椅"));
}

static void two_digits_count_only_where_a_number_begins(void **state)
{
	(void)state;
	assert_true(contains("12号", "12"));
	assert_true(contains("阳曲路123弄", "12"));
	assert_false(contains("512室", "12"));
	assert_true(contains("512室12号", "12"));
	assert_true(contains("b12栋", "12"));
	assert_true(contains("512室", "512室"));
	assert_false(contains("512室", "12室"));
	assert_false(contains("51", "1"));
}

static void three_digits_are_found_anywhere(void **state)
{
	(void)state;
	assert_true(contains("310101194003074417", "4417"));
	assert_true(contains("13800138000", "001"));
	assert_true(contains("5512室", "512"));
}

static void two_letters_count_only_where_a_run_begins(void **state)
{
	(void)state;
	assert_true(contains("john smith", "sm"));
	assert_false(contains("john smith", "mi"));
	assert_true(contains("john smith", "mit"));
	assert_true(contains("élodie", "él"));
	assert_false(contains("aélodie", "él"));
	assert_true(contains("4a座", "a座"));
}

static void rooms_are_two_groups_of_digits_or_more(void **state)
{
	(void)state;
	assert_true(mq_text_is_rooms("760-12-302", 10));
	assert_true(mq_text_is_rooms("1-2", 3));
	assert_false(mq_text_is_rooms("760", 3));
	assert_false(mq_text_is_rooms("", 0));
	assert_false(mq_text_is_rooms("760-", 4));
	assert_false(mq_text_is_rooms("-760", 4));
	assert_false(mq_text_is_rooms("7--6", 4));
	assert_false(mq_text_is_rooms("7-a", 3));
}

static void rooms_are_whole_numbers_in_order(void **state)
{
	(void)state;
	assert_true(has_rooms("阳曲路760弄12号302室", "760-12-302"));
	assert_true(has_rooms("阳曲路760弄12号302室", "12-302"));
	assert_true(has_rooms("阳曲路760弄12号302室", "760-302"));
	assert_false(has_rooms("阳曲路760弄12号302室", "302-12"));
	assert_false(has_rooms("阳曲路760弄12号302室", "76-12"));
	assert_false(has_rooms("阳曲路760弄12号302室", "60-12"));
	assert_false(has_rooms("阳曲路760弄12号", "760-12-302"));
	assert_false(has_rooms("12号", "12-12"));
	assert_true(has_rooms("阳光花园12-3-502", "12-3-502"));
}

static void a_star_is_any_run_and_a_question_mark_one_character(void **state)
{
	(void)state;
	assert_true(glob("王晓明", "王*"));
	assert_true(glob("王晓明", "*明"));
	assert_true(glob("王晓明", "王?明"));
	assert_true(glob("王晓明", "???"));
	assert_true(glob("王晓明", "*"));
	assert_true(glob("", "*"));
	assert_true(glob("", ""));
	assert_false(glob("王晓明", "王?"));
	assert_false(glob("王明", "王?明"));
	assert_false(glob("王晓明", "王晓"));
	assert_false(glob("", "?"));
	assert_true(glob("aab", "*ab"));
	assert_true(glob("abcabd", "a*b?"));
	assert_true(glob("王晓明晓", "*晓?晓*"));
}

static void a_glob_of_many_stars_stays_cheap(void **state)
{
	char text[4097];
	struct mq_buf pattern = { 0 };

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int i = 0; i < 50; i++) {
		mq_buf_adds(&pattern, "a*");
	}
	mq_buf_adds(&pattern, "b");
	assert_false(glob(text, pattern.data));
	mq_buf_release(&pattern);
}

static bool begins(const char *text, const char *word)
{
	bool yes = mq_text_begins(text, strlen(text), word, strlen(word));

	assert_true(!yes || contains(text, word));	/* what grams promise */
	return yes;
}

static void a_beginning_cuts_no_number_and_no_word(void **state)
{
	(void)state;
	assert_true(begins("阳曲路760弄12号", "阳曲路"));
	assert_true(begins("阳曲路760弄12号", "阳曲路760弄12号"));
	assert_true(begins("阳曲路760弄12号", "阳曲路760弄12"));
	assert_false(begins("阳曲路760弄12号", "阳曲路760弄1"));
	assert_false(begins("阳曲路760弄12号", "阳曲路76"));
	assert_false(begins("阳曲路760弄12号", "曲路"));
	assert_false(begins("阳曲路", "阳曲路7"));
	assert_true(begins("12a号", "12"));
	assert_true(begins("b2栋", "b"));
	assert_true(begins("b-2栋", "b-"));
	assert_false(begins("block 2", "bl"));
	assert_false(begins("école", "é"));
	assert_true(begins("阳曲路", ""));
	assert_true(begins("", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_is_found_wherever_it_stands),
		cmocka_unit_test(two_digits_count_only_where_a_number_begins),
		cmocka_unit_test(three_digits_are_found_anywhere),
		cmocka_unit_test(two_letters_count_only_where_a_run_begins),
		cmocka_unit_test(a_beginning_cuts_no_number_and_no_word),
		cmocka_unit_test(rooms_are_two_groups_of_digits_or_more),
		cmocka_unit_test(rooms_are_whole_numbers_in_order),
		cmocka_unit_test(a_star_is_any_run_and_a_question_mark_one_character),
		cmocka_unit_test(a_glob_of_many_stars_stays_cheap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
