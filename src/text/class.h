/*
 * What a character of a folded text is to the grams and to the compare. Both
 * rooms of that promise, gram.c and match.c, must see a text cut the same way.
 */
#ifndef MINQING_TEXT_CLASS_H
#define MINQING_TEXT_CLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_class {
	TEXT_OTHER,	/* space, punctuation, marks, bytes that are no UTF-8 */
	TEXT_WHOLE,	/* a word of its own: Han, kana, hangul, any other letter */
	TEXT_LATIN,	/* a letter of a run: a-z, é, ø */
	TEXT_DIGIT,	/* a digit of a number: 0-9 */
};

/* Neighbours of one class, as long as the class lasts. */
struct text_run {
	enum text_class class;
	const char *text;	/* borrowed from the text that is cut */
	size_t len;
	size_t n_chars;
};

enum text_class text_class(uint32_t cp);
/* Class of the character at text, of *n_bytes bytes (at least 1); len > 0. */
enum text_class text_class_at(const char *text, size_t len, size_t *n_bytes);
/* The run at *at, which moves behind it; false at the end of the text. */
bool text_run_next(const char *text, size_t len, size_t *at, struct text_run *run);
/* Bytes of the valid character that begins with lead. */
static inline size_t text_char_len(char lead)
{
	unsigned char byte = (unsigned char)lead;

	if (byte < 0xc0) {
		return 1;
	}
	return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

#endif
