/* What characters are read as without ICU, and which of them are alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

static struct mq_buf said;

static const char *spell(const char *text)
{
	mq_buf_clear(&said);
	mq_hanzi_spell(text, strlen(text), &said);
	return said.len > 0 ? said.data : "";
}

static void texts_are_spelled_as_stored_readings_are(void **state)
{
	(void)state;
	assert_string_equal(spell("年龄"), "nian ling");
	assert_string_equal(spell("近30天"), "jin 30 tian");
	assert_string_equal(spell("id 号码"), "id hao ma");
	assert_string_equal(spell("子女(人)"), "zi nv|nu ren");
	assert_string_equal(spell(""), "");
	assert_non_null(strstr(spell("单"), "shan"));
	assert_non_null(strstr(spell("单"), "dan"));
}

/* The index reads with ICU what is looked up with the table. */
static void the_table_says_what_the_index_says(void **state)
{
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_buf readings = {0};

	(void)state;
	for (uint32_t cp = MQ_HANZI_FIRST; cp <= MQ_HANZI_LAST; cp += 7) {
		char chr[5] = "";

		mq_utf8_encode(cp, chr);
		mq_buf_clear(&readings);
		mq_pinyin_readings(pinyin, chr, strlen(chr), &readings);
		assert_string_equal(spell(chr), readings.data);
	}
	mq_buf_release(&readings);
	mq_pinyin_free(pinyin);
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
	spell(label);
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
		cmocka_unit_test(the_table_says_what_the_index_says),
		cmocka_unit_test(characters_outside_have_no_reading),
		cmocka_unit_test(whoever_shares_a_reading_sounds_alike),
		cmocka_unit_test(looking_alike_goes_both_ways_within_a_group),
		cmocka_unit_test(labels_are_read_from_end_to_end),
		cmocka_unit_test(a_long_word_is_no_reading),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
