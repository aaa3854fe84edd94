/*
 * Texts, found by the shortest code that can be believed: folded, byte by byte and
 * character by character, no index near.
 */
#ifndef TESTS_PROPERTY_ORACLE_TEXT_H
#define TESTS_PROPERTY_ORACLE_TEXT_H

#include "property/oracle_near.h"

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
