/* What characters are read as without ICU, and which of them are alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

#include "../../src/text/hanzi.h"
#include "../../src/text/spell.h"

static struct mq_buf said;

static const char *spelled(const char *text)
{
	mq_buf_clear(&said);
	mq_hanzi_spell(text, strlen(text), &said);
	return said.len > 0 ? said.data : "";
}

static void texts_are_spelled_as_stored_readings_are(void **state)
{
	(void)state;
	assert_string_equal(spelled("年龄"), "nian ling");
	assert_string_equal(spelled("近30天"), "jin 30 tian");
	assert_string_equal(spelled("id 号码"), "id hao ma");
	assert_string_equal(spelled("子女(人)"), "zi nv|nu ren");
	assert_string_equal(spelled(""), "");
	assert_non_null(strstr(spelled("单"), "shan"));
	assert_non_null(strstr(spelled("单"), "dan"));
}

/* The table's list as the index writes it. */
static void expect_list(const uint16_t *list, const char *chr, const char *expected)
{
	struct mq_buf text = {0};

	for (size_t i = 0; list[i] != 0; i++) {
		mq_buf_adds(&text, i > 0 ? "|" : "");
		mq_buf_adds(&text, mq_hanzi_syllable(list[i]));
	}
	assert_string_equal(text.len > 0 ? text.data : chr, expected);
	mq_buf_release(&text);
}

static void expect_as_icu(struct spell *spell, uint32_t cp)
{
	struct mq_buf expected = {0};

	for (int leads = 0; leads < 2; leads++) {
		struct alts alts = {.n = 0};
		char chr[5] = "";
		size_t len = mq_utf8_encode(cp, chr);

		spell_char(spell, chr, len, leads != 0, &alts);
		mq_buf_clear(&expected);
		alts_print(&alts, chr, len, &expected);
		expect_list(hanzi_list(cp, leads != 0), chr, expected.data);
	}
	mq_buf_release(&expected);
}

static void the_table_says_what_icu_says_wherever_a_character_stands(void **state)
{
	struct spell spell;

	(void)state;
	spell_init(&spell);
	for (uint32_t cp = HANZI_A_FIRST; cp <= HANZI_A_LAST; cp += 7) {
		expect_as_icu(&spell, cp);
	}
	for (uint32_t cp = MQ_HANZI_FIRST; cp <= MQ_HANZI_LAST; cp += 7) {
		expect_as_icu(&spell, cp);
	}
	for (uint32_t cp = HANZI_B_FIRST; cp <= HANZI_H_LAST; cp += 29) {
		expect_as_icu(&spell, cp);
	}
	assert_null(hanzi_list('a', true));
	assert_null(hanzi_list(0x00e9, false));
	spell_release(&spell);
}

static void characters_outside_have_no_reading(void **state)
{
	(void)state;
	assert_int_equal(*mq_hanzi_readings('a'), 0);
	assert_int_equal(*mq_hanzi_readings(MQ_HANZI_FIRST - 1), 0);
	assert_int_equal(*mq_hanzi_readings(MQ_HANZI_LAST + 1), 0);
	assert_int_equal(*mq_hanzi_readings(0x10ffff), 0);
}

static void whoever_shares_a_reading_sounds_alike(void **state)
{
	(void)state;
	assert_true(mq_hanzi_sound_alike(0x738b /* 王 */, 0x6c6a /* 汪 */));
	assert_true(mq_hanzi_sound_alike(0x5355 /* 单 */, 0x5c71 /* 山 */));
	assert_true(mq_hanzi_sound_alike(0x5355 /* 单 */, 0x4e39 /* 丹 */));
	assert_false(mq_hanzi_sound_alike(0x738b /* 王 */, 0x674e /* 李 */));
	assert_false(mq_hanzi_sound_alike('a', 'a'));
}

static void looking_alike_goes_both_ways_within_a_group(void **state)
{
	(void)state;
	assert_true(mq_hanzi_look_alike(0x571f /* 土 */, 0x58eb /* 士 */));
	assert_true(mq_hanzi_look_alike(0x58eb, 0x571f));
	assert_true(mq_hanzi_look_alike(0x5df2 /* 已 */, 0x5df1 /* 己 */));
	assert_true(mq_hanzi_look_alike(0x4faf /* 侯 */, 0x5019 /* 候 */));
	assert_false(mq_hanzi_look_alike(0x571f, 0x571f));
	assert_false(mq_hanzi_look_alike('1', 'l'));
}

static enum mq_reading_match whole(const char *label, const char *word)
{
	spelled(label);
	return mq_reading_whole(said.data, said.len, word, strlen(word));
}

static void labels_are_read_from_end_to_end(void **state)
{
	(void)state;
	assert_int_equal(whole("年龄", "nianling"), MQ_READING_FULL);
	assert_int_equal(whole("年龄", "nian'ling"), MQ_READING_FULL);
	assert_int_equal(whole("年龄", "nl"), MQ_READING_INITIALS);
	assert_int_equal(whole("年龄", "n"), MQ_READING_NO);
	assert_int_equal(whole("年龄", "nianl"), MQ_READING_NO);
	assert_int_equal(whole("年龄段", "nl"), MQ_READING_NO);
	assert_int_equal(whole("子女", "zinv"), MQ_READING_FULL);
	assert_int_equal(whole("子女", "zinu"), MQ_READING_FULL);
	assert_int_equal(whole("近30天", "jin30tian"), MQ_READING_FULL);
	assert_int_equal(whole("近30天", "j30t"), MQ_READING_INITIALS);
	assert_int_equal(whole("女", "女"), MQ_READING_NO);
	assert_int_equal(whole("年龄", ""), MQ_READING_NO);
	assert_int_equal(whole("年龄", "'"), MQ_READING_NO);
}

static void a_long_word_is_no_reading(void **state)
{
	char word[70];

	(void)state;
	memset(word, 'a', sizeof(word));
	for (size_t len = 60; len < sizeof(word); len++) {
		assert_int_equal(mq_reading_whole("a a", 3, word, len), MQ_READING_NO);
	}
}

static int release(void **state)
{
	(void)state;
	mq_buf_release(&said);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_spelled_as_stored_readings_are),
		cmocka_unit_test(the_table_says_what_icu_says_wherever_a_character_stands),
		cmocka_unit_test(characters_outside_have_no_reading),
		cmocka_unit_test(whoever_shares_a_reading_sounds_alike),
		cmocka_unit_test(looking_alike_goes_both_ways_within_a_group),
		cmocka_unit_test(labels_are_read_from_end_to_end),
		cmocka_unit_test(a_long_word_is_no_reading),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
