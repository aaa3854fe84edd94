/*
 * Texts by their characters: what is nearly there, and simple patterns.
 */
#ifndef TESTS_PROPERTY_ORACLE_NEAR_H
#define TESTS_PROPERTY_ORACLE_NEAR_H

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

#endif
