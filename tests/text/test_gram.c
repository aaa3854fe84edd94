/*
 * Grams: those the door lists, and the promise between what is stored of a text
 * and what a search asks for, tried on random strings.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

/* ---- gathering ---- */

static void gather_text(void *context, const char *gram, size_t len)
{
	struct mq_buf *out = context;

	assert_in_range(len, 1, MQ_GRAM_MAX);
	mq_buf_adds(out, out->len > 0 ? " " : "");
	mq_buf_add(out, gram, len);
}

static void gather_set(void *context, const char *gram, size_t len)
{
	assert_in_range(len, 1, MQ_GRAM_MAX);
	mq_map_put(context, gram, len, 1);
}

static void expect_text_grams(const char *text, const char *expected)
{
	struct mq_buf grams = { 0 };

	mq_grams_of_text(text, strlen(text), gather_text, &grams);
	assert_string_equal(grams.data != NULL ? grams.data : "", expected);
	mq_buf_release(&grams);
}

static void expect_word_grams(const char *word, const char *expected)
{
	struct mq_buf grams = { 0 };
	size_t n = mq_grams_for_word(word, strlen(word), gather_text, &grams);
	size_t n_expected = *expected != '\0';

	for (const char *c = expected; *c != '\0'; c++) {
		n_expected += *c == ' ';
	}
	assert_string_equal(grams.data != NULL ? grams.data : "", expected);
	assert_int_equal(n, n_expected);
	mq_buf_release(&grams);
}

static void expect_reading_grams(const char *word, enum mq_reading_match how, const char *expected)
{
	struct mq_buf grams = { 0 };

	mq_grams_for_reading(word, strlen(word), how, gather_text, &grams);
	assert_string_equal(grams.data != NULL ? grams.data : "", expected);
	mq_buf_release(&grams);
}

/* ---- what the door lists ---- */

static void han_gives_each_character_and_each_two_neighbours(void **state)
{
	(void)state;
	expect_text_grams("王晓明", "王 晓 明 王晓 晓明");
	expect_text_grams("王 明", "王 明");
	expect_text_grams("", "");
	expect_text_grams("、。 ·,", "");
}

static void a_run_gives_its_beginning_and_every_three_neighbours(void **state)
{
	(void)state;
	expect_text_grams("1234", "^1 ^12 123 234");
	expect_text_grams("a", "^a");
	expect_text_grams("路76号", "路 ^7 ^76 号");
	expect_text_grams("éloïse", "^é ^él élo loï oïs ïse");
}

static void letters_and_digits_are_runs_apart(void **state)
{
	(void)state;
	expect_text_grams("b12", "^b ^1 ^12");
}

static void a_rare_character_of_four_bytes_fits_a_gram(void **state)
{
	(void)state;
	expect_text_grams("𠮷𨨏", "𠮷 𨨏 𠮷𨨏");
}

static void bytes_that_are_no_text_give_no_gram(void **state)
{
	(void)state;
	expect_text_grams("\xff\xe4\xb8" "ab", "^a ^ab");
}

static void a_word_asks_for_no_more_than_it_needs(void **state)
{
	(void)state;
	expect_word_grams("王", "王");
	expect_word_grams("王晓明", "王晓 晓明");
	expect_word_grams("12", "^12");
	expect_word_grams("4417", "441 417");
	expect_word_grams("路760弄", "路 ^76 760 弄");
	expect_word_grams("760-12-302", "760 ^12 ^30 302");
	expect_word_grams("-", "");
	expect_word_grams("", "");
}

static void readings_give_beginnings_neighbours_and_initials(void **state)
{
	struct mq_buf grams = { 0 };
	static const char READINGS[] = "wang|a li";

	(void)state;
	mq_grams_of_readings(READINGS, strlen(READINGS), gather_text, &grams);
	assert_string_equal(grams.data, "=w =wa wan ang ngl gli -wl =a =al ali -al =l =li");
	mq_buf_release(&grams);
}

static void a_pinyin_word_asks_for_its_letters(void **state)
{
	(void)state;
	expect_reading_grams("w", MQ_READING_FULL, "=w");
	expect_reading_grams("w", MQ_READING_INITIALS, "=w");
	expect_reading_grams("wa", MQ_READING_FULL, "=wa");
	expect_reading_grams("xi'an", MQ_READING_FULL, "=xi xia ian");
	expect_reading_grams("lü", MQ_READING_FULL, "=lv");
	expect_reading_grams("wxm", MQ_READING_INITIALS, "-wx -xm");
	expect_reading_grams("wxm", MQ_READING_NO, "");
	expect_reading_grams("王", MQ_READING_FULL, "");
}

/* ---- the promise ---- */

static uint64_t draw(uint64_t *seed, uint64_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed >> 11) % below;
}

static void draw_string(uint64_t *seed, const char *const *pieces, size_t n_pieces, size_t max,
	struct mq_buf *out)
{
	size_t n = draw(seed, max + 1);

	mq_buf_clear(out);
	mq_buf_adds(out, "");
	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(out, pieces[draw(seed, n_pieces)]);
	}
}

/* A few characters of each class, so that matches are common. */
static const char *const CHARS[] = {
	"王", "明", "路", "𠮷", "の", "a", "b", "c", "é", "1", "2", "0", "-", " ", "。", "·", "人",
};

/* Half the time a piece of the text, cut between characters. */
static void draw_word(uint64_t *seed, const struct mq_buf *text, struct mq_buf *word)
{
	if (draw(seed, 2) == 0 || text->len == 0) {
		draw_string(seed, CHARS, MQ_LENGTH(CHARS), 5, word);
		return;
	}
	size_t from = draw(seed, text->len);
	size_t end = from + draw(seed, text->len - from + 1);

	while (from > 0 && ((unsigned char)text->data[from] & 0xc0) == 0x80) {
		from--;
	}
	while (end < text->len && ((unsigned char)text->data[end] & 0xc0) == 0x80) {
		end++;
	}
	mq_buf_clear(word);
	mq_buf_add(word, text->data + from, end - from);
}

struct stored {
	const struct mq_map *grams;
	const char *of;
	const char *word;
};

static void expect_stored(void *context, const char *gram, size_t len)
{
	const struct stored *stored = context;
	uint64_t value = 0;

	if (!mq_map_get(stored->grams, gram, len, &value)) {
		fail_msg("\"%s\" lacks the gram \"%.*s\" of \"%s\"", stored->of, (int)len, gram,
			stored->word);
	}
}

static void whatever_contains_a_word_has_its_grams(void **state)
{
	uint64_t seed = 20240301;
	struct mq_buf text = { 0 };
	struct mq_buf word = { 0 };
	size_t n_found = 0;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		struct mq_map *grams = mq_map_new();

		draw_string(&seed, CHARS, MQ_LENGTH(CHARS), 12, &text);
		draw_word(&seed, &text, &word);
		mq_grams_of_text(text.data, text.len, gather_set, grams);
		if (mq_text_contains(text.data, text.len, word.data, word.len)) {
			struct stored stored = { grams, text.data, word.data };

			mq_grams_for_word(word.data, word.len, expect_stored, &stored);
			n_found++;
		}
		mq_map_free(grams);
	}
	assert_in_range(n_found, 2000, 9000);
	mq_buf_release(&text);
	mq_buf_release(&word);
}

static void whatever_has_rooms_has_their_grams(void **state)
{
	static const char *const PIECES[] = { "1", "12", "2", "302", "760", "弄", "号", "室", "-", "a" };
	static const char *const ROOMS[] = { "1-2", "12-302", "760-12-302", "2-12", "12-1-2" };
	uint64_t seed = 42;
	struct mq_buf text = { 0 };
	size_t n_found = 0;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		const char *word = ROOMS[draw(&seed, MQ_LENGTH(ROOMS))];
		struct mq_map *grams = mq_map_new();

		draw_string(&seed, PIECES, MQ_LENGTH(PIECES), 24, &text);
		mq_grams_of_text(text.data, text.len, gather_set, grams);
		if (mq_text_has_rooms(text.data, text.len, word, strlen(word))) {
			struct stored stored = { grams, text.data, word };

			mq_grams_for_word(word, strlen(word), expect_stored, &stored);
			n_found++;
		}
		mq_map_free(grams);
	}
	assert_in_range(n_found, 300, 9000);
	mq_buf_release(&text);
}

/* Items of one to three alternatives, and now and then one that is no letters. */
static void draw_readings(uint64_t *seed, struct mq_buf *out)
{
	static const char *const SYLLABLES[] = {
		"a", "e", "o", "an", "ang", "wang", "xi", "xian", "li", "lv", "lu", "zhuang", "er", "n",
	};
	size_t n_items = 1 + draw(seed, 5);

	mq_buf_clear(out);
	for (size_t i = 0; i < n_items; i++) {
		size_t n_alts = 1 + draw(seed, 3);

		mq_buf_adds(out, i > 0 ? " " : "");
		if (draw(seed, 20) == 0) {
			mq_buf_adds(out, "の");
			continue;
		}
		for (size_t j = 0; j < n_alts; j++) {
			mq_buf_adds(out, j > 0 ? "|" : "");
			mq_buf_adds(out, SYLLABLES[draw(seed, MQ_LENGTH(SYLLABLES))]);
		}
	}
}

static void draw_letters(uint64_t *seed, struct mq_buf *out)
{
	static const char *const LETTERS[] = {
		"a", "e", "n", "g", "w", "x", "l", "v", "u", "i", "z", "o", "xi", "an", "'", "wang", "li",
	};

	draw_string(seed, LETTERS, MQ_LENGTH(LETTERS), 5, out);
}

static void whatever_reads_as_a_word_has_its_grams(void **state)
{
	uint64_t seed = 760;
	struct mq_buf readings = { 0 };
	struct mq_buf word = { 0 };
	size_t n_found[3] = { 0, 0, 0 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct mq_map *grams = mq_map_new();
		enum mq_reading_match how;

		draw_readings(&seed, &readings);
		draw_letters(&seed, &word);
		mq_grams_of_readings(readings.data, readings.len, gather_set, grams);
		how = mq_reading_match(readings.data, readings.len, word.data, word.len);
		n_found[how]++;
		if (how != MQ_READING_NO) {
			struct stored stored = { grams, readings.data, word.data };

			assert_true(mq_grams_for_reading(word.data, word.len, how, expect_stored, &stored) > 0);
		}
		mq_map_free(grams);
	}
	assert_in_range(n_found[MQ_READING_FULL], 1000, 15000);
	assert_in_range(n_found[MQ_READING_INITIALS], 50, 15000);
	mq_buf_release(&readings);
	mq_buf_release(&word);
}

static void many_alternatives_do_not_explode(void **state)
{
	struct mq_buf readings = { 0 };
	struct mq_map *grams = mq_map_new();

	(void)state;
	for (int item = 0; item < 4; item++) {
		for (int i = 0; i < 1000; i++) {
			mq_buf_adds(&readings, i > 0 ? "|a" : "a");
		}
		mq_buf_adds(&readings, " ");
	}
	mq_grams_of_readings(readings.data, readings.len, gather_set, grams);
	assert_int_equal(mq_map_count(grams), 4);	/* =a =aa aaa -aa */
	mq_map_free(grams);
	mq_buf_release(&readings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(han_gives_each_character_and_each_two_neighbours),
		cmocka_unit_test(a_run_gives_its_beginning_and_every_three_neighbours),
		cmocka_unit_test(letters_and_digits_are_runs_apart),
		cmocka_unit_test(a_rare_character_of_four_bytes_fits_a_gram),
		cmocka_unit_test(bytes_that_are_no_text_give_no_gram),
		cmocka_unit_test(a_word_asks_for_no_more_than_it_needs),
		cmocka_unit_test(readings_give_beginnings_neighbours_and_initials),
		cmocka_unit_test(a_pinyin_word_asks_for_its_letters),
		cmocka_unit_test(whatever_contains_a_word_has_its_grams),
		cmocka_unit_test(whatever_has_rooms_has_their_grams),
		cmocka_unit_test(whatever_reads_as_a_word_has_its_grams),
		cmocka_unit_test(many_alternatives_do_not_explode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
