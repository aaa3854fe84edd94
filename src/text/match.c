/*
 * The plain compare. Everything here looks at bytes of folded UTF-8: a
 * character never matches from its middle, so only the beginnings of runs and the
 * one character of a glob's "?" need to know characters at all.
 */
#include "class.h"

#include <string.h>

#include <minqing/text.h>

/* The class that must not stand before a match, or TEXT_OTHER: the class of a
 * run of one or two letters or digits at the word's beginning. */
static enum text_class short_beginning(const char *word, size_t len)
{
	struct text_run run;
	size_t at = 0;

	if (!text_run_next(word, len, &at, &run) || run.class == TEXT_WHOLE || run.n_chars > 2) {
		return TEXT_OTHER;
	}
	return run.class;
}

/* The class of the character that ends at `end`; OTHER at the beginning. */
static enum text_class class_before(const char *text, const char *end)
{
	const char *start = end;
	size_t n_bytes = 0;

	if (end == text) {
		return TEXT_OTHER;
	}
	do {
		start--;
	} while (start > text && ((unsigned char)*start & 0xc0) == 0x80);
	return text_class_at(start, (size_t)(end - start), &n_bytes);
}

bool mq_text_contains(const char *text, size_t len, const char *word, size_t word_len)
{
	enum text_class avoid = short_beginning(word, word_len);
	const char *end = text + len;
	const char *from = text;

	if (word_len == 0 || len < word_len) {
		return word_len == 0;
	}
	while ((from = memmem(from, (size_t)(end - from), word, word_len)) != NULL) {
		if (avoid == TEXT_OTHER || class_before(text, from) != avoid) {
			return true;
		}
		from++;
	}
	return false;
}

bool mq_text_begins(const char *text, size_t len, const char *word, size_t word_len)
{
	enum text_class last = class_before(word, word + word_len);
	size_t n_bytes = 0;

	if (len < word_len || memcmp(text, word, word_len) != 0) {
		return false;
	}
	return len == word_len || (last != TEXT_DIGIT && last != TEXT_LATIN)
		|| text_class_at(text + word_len, len - word_len, &n_bytes) != last;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits_len(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && is_digit(text[n])) {
		n++;
	}
	return n;
}

bool mq_text_is_rooms(const char *word, size_t len)
{
	size_t n_groups = 0;
	size_t at = 0;

	for (;;) {
		size_t n = digits_len(word + at, len - at);

		if (n == 0) {
			return false;
		}
		n_groups++;
		at += n;
		if (at == len) {
			return n_groups >= 2;
		}
		if (word[at++] != '-') {
			return false;
		}
	}
}

/* The next whole number of text from *at on, which moves behind it. */
static bool next_number(const char *text, size_t len, size_t *at, struct mq_slice *number)
{
	while (*at < len && !is_digit(text[*at])) {
		(*at)++;
	}
	*number = mq_slice(text + *at, digits_len(text + *at, len - *at));
	*at += number->len;
	return number->len > 0;
}

bool mq_text_has_rooms(const char *text, size_t len, const char *word, size_t word_len)
{
	struct mq_slice group;
	struct mq_slice number;
	size_t at = 0;

	for (size_t word_at = 0; next_number(word, word_len, &word_at, &group);) {
		do {
			if (!next_number(text, len, &at, &number)) {
				return false;
			}
		} while (number.len != group.len || memcmp(number.data, group.data, group.len) != 0);
	}
	return true;
}

bool mq_text_glob(const char *text, size_t len, const char *glob, size_t glob_len)
{
	size_t at = 0;
	size_t glob_at = 0;
	size_t star = SIZE_MAX;		/* behind the last * */
	size_t star_text = 0;		/* what it leaves of the text */

	while (at < len) {
		if (glob_at < glob_len && glob[glob_at] == '*') {
			star = ++glob_at;
			star_text = at;
		} else if (glob_at < glob_len && glob[glob_at] == '?') {
			size_t n_bytes = 0;

			text_class_at(text + at, len - at, &n_bytes);
			at += n_bytes;
			glob_at++;
		} else if (glob_at < glob_len && glob[glob_at] == text[at]) {
			at++;
			glob_at++;
		} else if (star != SIZE_MAX) {
			size_t n_bytes = 0;

			text_class_at(text + star_text, len - star_text, &n_bytes);
			star_text += n_bytes;
			at = star_text;
			glob_at = star;
		} else {
			return false;
		}
	}
	while (glob_at < glob_len && glob[glob_at] == '*') {
		glob_at++;
	}
	return glob_at == glob_len;
}
