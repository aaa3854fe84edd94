/*
 * Texts, found by the shortest code that can be believed: folded, byte by byte and
 * character by character, no index near.
 */
#ifndef TESTS_PROPERTY_ORACLE_TEXT_H
#define TESTS_PROPERTY_ORACLE_TEXT_H

#include "property/tree.h"

enum { CHARS_MAX = 600 };

struct chars {
	uint32_t at[CHARS_MAX];
	size_t n;
};

static inline struct chars chars_of(struct mq_slice text)
{
	struct chars chars = {.n = 0};
	size_t len;

	for (size_t at = 0; at < text.len && chars.n < CHARS_MAX; at += len) {
		len = mq_utf8_decode((const char *)text.data + at, text.len - at,
			&chars.at[chars.n++]);
		assert_true(len > 0);
	}
	return chars;
}

static inline bool begins(struct mq_slice text, struct mq_slice word)
{
	return text.len >= word.len && memcmp(text.data, word.data, word.len) == 0;
}

static inline bool ends(struct mq_slice text, struct mq_slice word)
{
	return text.len >= word.len && memcmp((const char *)text.data + text.len - word.len,
		word.data, word.len) == 0;
}

static inline bool equals(struct mq_slice text, struct mq_slice word)
{
	return text.len == word.len && begins(text, word);
}

/* 0 neither, 1 a Latin letter, 2 a digit. */
static inline int run_class(uint8_t byte)
{
	return isdigit(byte) ? 2 : isalpha(byte) ? 1 : 0;
}

static inline size_t run_length(struct mq_slice text, size_t at)
{
	const uint8_t *bytes = text.data;
	size_t n = 0;

	while (at + n < text.len && run_class(bytes[at + n]) == run_class(bytes[at])) {
		n++;
	}
	return run_class(bytes[at]) ? n : 0;
}

/* A word that begins with one or two letters or digits counts where a run begins. */
static inline bool contains(struct mq_slice text, struct mq_slice word)
{
	const uint8_t *bytes = text.data;
	size_t run = run_length(word, 0);

	for (size_t at = 0; at + word.len <= text.len; at++) {
		bool inside = at > 0 && run_class(bytes[at - 1]) == run_class(bytes[at]);

		if (memcmp(bytes + at, word.data, word.len) == 0 &&
		    (run == 0 || run > 2 || !inside)) {
			return true;
		}
	}
	return false;
}

/* ---- rooms: 570-1-101 ---- */

static inline bool is_rooms(struct mq_slice word)
{
	const uint8_t *bytes = word.data;
	size_t n = 0;

	for (size_t at = 0; at < word.len; at++) {
		bool dash = bytes[at] == '-';

		if ((!dash && !isdigit(bytes[at])) || (dash && (at == 0 || at + 1 == word.len ||
		    bytes[at + 1] == '-'))) {
			return false;
		}
		n += dash;
	}
	return n > 0;
}

/* The groups, in order, are whole numbers of the text; others may stand between. */
static inline bool has_rooms(struct mq_slice text, struct mq_slice word)
{
	const uint8_t *bytes = text.data;
	size_t in_word = 0;
	size_t len;

	for (size_t at = 0; at < text.len && in_word < word.len; at += len) {
		size_t want = isdigit(((const uint8_t *)word.data)[in_word])
			? run_length(word, in_word) : 0;

		len = isdigit(bytes[at]) ? run_length(text, at) : 1;
		if (isdigit(bytes[at]) && len == want &&
		    memcmp(bytes + at, (const char *)word.data + in_word, len) == 0) {
			in_word += len + (in_word + len < word.len);
		}
	}
	return in_word == word.len;
}

/* ---- readings: "shan|dan xiong xin" ---- */

/* Where the item behind this one begins, NULL behind the last. */
static inline const char *next_item(const char *item, const char *end)
{
	const char *space = memchr(item, ' ', (size_t)(end - item));

	return space ? space + 1 : NULL;
}

static inline bool reads_from(const char *item, const char *end, const char *word,
	bool initials);

/* The word begins with one of the readings of the item, and goes on behind it. */
static inline bool reads_one(const char *reading, size_t len, const char *next, const char *end,
	const char *word, bool initials)
{
	size_t n = 0;

	len = initials && len > 1 ? 1 : len;
	while (n < len && word[n] && word[n] == reading[n]) {
		n++;
	}
	if (n > 0 && word[n] == '\0') {
		return true;
	}
	if (n < len) {
		return false;
	}
	return next && reads_from(next, end, word + n + (!initials && word[n] == '\''), initials);
}

static inline bool reads_from(const char *item, const char *end, const char *word, bool initials)
{
	const char *next = next_item(item, end);
	const char *stop = next ? next - 1 : end;

	while (item < stop) {
		const char *bar = memchr(item, '|', (size_t)(stop - item));
		size_t len = (size_t)((bar ? bar : stop) - item);

		if (isalpha((unsigned char)*item) && reads_one(item, len, next, end, word,
		    initials)) {
			return true;
		}
		item += len + 1;
	}
	return false;
}

/* Letters alone are what pinyin is typed in. */
static inline bool is_reading(const char *word)
{
	return *word && strspn(word, "abcdefghijklmnopqrstuvwxyz'") == strlen(word);
}

static inline bool reads(struct mq_slice readings, const char *word)
{
	const char *end = (const char *)readings.data + readings.len;

	for (const char *item = readings.data; item && item < end; item = next_item(item, end)) {
		if (reads_from(item, end, word, false) || reads_from(item, end, word, true)) {
			return true;
		}
	}
	return false;
}

/* ---- fuzzy ---- */

/* Do two characters sound or look alike? What was asked once is known. */
static inline bool was_alike(struct pair *pairs, uint32_t a, uint32_t b)
{
	struct pair *pair = pairs + (a * 31 + b) % PAIRS;

	if (pair->a != a || pair->b != b) {
		*pair = (struct pair){a, b, mq_hanzi_sound_alike(a, b) ||
			mq_hanzi_look_alike(a, b)};
	}
	return pair->alike;
}

static inline unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The weighted distance from the word to the substring of the text nearest to it. */
static inline unsigned distance(struct pair *pairs, const struct chars *text,
	const struct chars *word)
{
	unsigned rows[3][CHARS_MAX + 1] = {{0}};
	unsigned best = UINT32_MAX;

	for (size_t i = 1; i <= word->n; i++) {
		unsigned *row = rows[i % 3], *up = rows[(i + 2) % 3], *upper = rows[(i + 1) % 3];

		row[0] = 2 * (unsigned)i;
		for (size_t j = 1; j <= text->n; j++) {
			uint32_t a = word->at[i - 1], b = text->at[j - 1];

			row[j] = up[j - 1] + (a == b ? 0 : was_alike(pairs, a, b) ? 1 : 2);
			row[j] = least(row[j], least(up[j] + 2, row[j - 1] + 2));
			if (i > 1 && j > 1 && a == text->at[j - 2] && b == word->at[i - 2]) {
				row[j] = least(row[j], upper[j - 2] + 2);
			}
		}
	}
	for (size_t j = 0; j <= text->n; j++) {
		best = least(best, rows[word->n % 3][j]);
	}
	return best;
}

/* A character of the word that the text does not have costs 1 at least. */
static inline unsigned n_missing(struct mq_slice text, struct mq_slice word)
{
	unsigned n = 0;
	uint32_t c;

	for (size_t at = 0, len; at < word.len; at += len) {
		len = mq_utf8_decode((const char *)word.data + at, word.len - at, &c);
		n += memmem(text.data, text.len, (const char *)word.data + at, len) == NULL;
	}
	return n;
}

static inline bool is_near(struct pair *pairs, struct mq_slice text, struct mq_slice word)
{
	size_t n = mq_utf8_count(word.data, word.len);
	unsigned budget = n < 3 ? 1 : n < 6 ? 2 : 4;
	struct chars in_text, in_word;

	if (n_missing(text, word) > budget) {
		return false;
	}
	in_text = chars_of(text);
	in_word = chars_of(word);
	return distance(pairs, &in_text, &in_word) <= budget;
}

/* ---- patterns: literals, ., [classes], ^ and $ ---- */

static inline bool same_char(uint32_t a, uint32_t b, bool ignores_case)
{
	return a == b || (ignores_case && a < 0x80 && b < 0x80 &&
		tolower((int)a) == tolower((int)b));
}

/* Does the pattern match here? Both are single code points at a time. */
static inline bool pattern_here(const struct chars *pattern, size_t p, const struct chars *text,
	size_t t, bool ignores_case)
{
	for (; p < pattern->n; t++) {
		uint32_t c = t < text->n ? text->at[t] : 0;
		bool fits = false;

		if (pattern->at[p] == '$') {
			return t == text->n;
		}
		if (pattern->at[p] != '[') {
			fits = pattern->at[p] == '.' || same_char(pattern->at[p], c, ignores_case);
			p++;
		} else {
			for (p++; pattern->at[p] != ']'; p++) {
				fits = fits || same_char(pattern->at[p], c, ignores_case);
			}
			p++;
		}
		if (!fits || t >= text->n) {
			return false;
		}
	}
	return true;
}

static inline bool pattern_in(const char *pattern, struct mq_slice text, bool ignores_case)
{
	struct chars in_pattern = chars_of(mq_slice_str(pattern));
	struct chars in_text = chars_of(text);
	bool is_anchored = in_pattern.n > 0 && in_pattern.at[0] == '^';

	for (size_t t = 0; t <= in_text.n; t++) {
		if (pattern_here(&in_pattern, is_anchored, &in_text, t, ignores_case)) {
			return true;
		}
		if (is_anchored) {
			break;
		}
	}
	return false;
}

/* ---- one text ---- */

static inline bool text_fits(const struct test *test, struct cell cell, size_t i)
{
	const char *word = test->words[i];
	struct mq_slice slice = mq_slice_str(word);

	switch (test->op) {
	case TEST_CONTAINS:
		return contains(cell.folded, slice) ||
			(is_rooms(slice) && has_rooms(cell.folded, slice)) ||
			(is_reading(word) && reads(cell.readings, word));
	case TEST_LITERAL:
		return contains(cell.folded, slice);
	case TEST_BEGINS:
		return begins(cell.folded, slice);
	case TEST_ENDS:
		return ends(cell.folded, slice);
	case TEST_EQUALS:
		return equals(cell.folded, slice);
	case TEST_READING:
		return reads(cell.readings, word);
	case TEST_FUZZY:
		return is_near(test->pairs, cell.folded, slice);
	case TEST_PATTERN:
		return pattern_in(word, cell.text, test->ignores_case);
	default:
		fail_msg("no test of a text");
		return false;
	}
}

/* ---- codes by how they are called ---- */

static inline bool name_fits(enum test_op op, const char *name, const char *word)
{
	struct mq_buf folded = {0};
	bool fits;

	mq_utf8_fold(&folded, name, strlen(name));
	fits = op == TEST_BEGINS ? begins(mq_slice(folded.data, folded.len), mq_slice_str(word))
		: memmem(folded.data, folded.len, word, strlen(word)) != NULL;
	mq_buf_release(&folded);
	return fits;
}

static inline bool code_fits(enum test_op op, const struct mq_code *code, const char *word)
{
	return name_fits(op, code->id, word) || name_fits(op, code->zh, word) ||
		(code->en && name_fits(op, code->en, word));
}

#endif
