/*
 * Cutting a folded text into runs. Letters and digits are runs apart, so that
 * "b12" is found by "12", the number of a building. What is not ASCII is a
 * letter unless it stands in one of the few blocks below; a symbol taken for a
 * letter only costs a gram, so the blocks need not be exact.
 */
#include "class.h"

#include <minqing/base.h>

struct block {
	uint32_t first;
	uint32_t last;
	enum text_class class;
};

/* Ascending; between them everything is TEXT_WHOLE. */
static const struct block BLOCKS[] = {
	{ 0x0080, 0x00bf, TEXT_OTHER },
	{ 0x00c0, 0x00d6, TEXT_LATIN },
	{ 0x00d7, 0x00d7, TEXT_OTHER },
	{ 0x00d8, 0x00f6, TEXT_LATIN },
	{ 0x00f7, 0x00f7, TEXT_OTHER },
	{ 0x00f8, 0x024f, TEXT_LATIN },
	{ 0x0300, 0x036f, TEXT_OTHER },		/* combining marks */
	{ 0x1e00, 0x1eff, TEXT_LATIN },
	{ 0x2000, 0x2bff, TEXT_OTHER },		/* punctuation, arrows, boxes */
	{ 0x2e00, 0x2e7f, TEXT_OTHER },
	{ 0x3000, 0x3004, TEXT_OTHER },		/* 3005-3007 are 々〆〇 */
	{ 0x3008, 0x303f, TEXT_OTHER },
	{ 0x30fb, 0x30fb, TEXT_OTHER },		/* ・ in foreign names */
	{ 0xfe00, 0xfe6f, TEXT_OTHER },		/* variation selectors, forms */
	{ 0xfeff, 0xfeff, TEXT_OTHER },
};

static inline enum text_class class_ascii(uint32_t cp)
{
	if (cp >= '0' && cp <= '9') {
		return TEXT_DIGIT;
	}
	if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')) {
		return TEXT_LATIN;
	}
	return TEXT_OTHER;
}

enum text_class text_class(uint32_t cp)
{
	if (cp < 0x80) {
		return class_ascii(cp);
	}
	/* Nearly all that is no ASCII is Han, and lies between two blocks. */
	if (cp > 0x30fb && cp < 0xfe00) {
		return TEXT_WHOLE;
	}
	for (size_t i = 0; i < MQ_LENGTH(BLOCKS) && cp >= BLOCKS[i].first; i++) {
		if (cp <= BLOCKS[i].last) {
			return BLOCKS[i].class;
		}
	}
	return TEXT_WHOLE;
}

/* Is it one of U+4000 to U+9FFF, as nearly all Han are? */
static inline bool is_common_han(const char *text, size_t len)
{
	const unsigned char *bytes = (const unsigned char *)text;

	return len >= 3 && bytes[0] >= 0xe4 && bytes[0] <= 0xe9 && (bytes[1] & 0xc0) == 0x80
		&& (bytes[2] & 0xc0) == 0x80;
}

static inline enum text_class class_at(const char *text, size_t len, size_t *n_bytes)
{
	uint32_t cp = 0;

	if ((unsigned char)text[0] < 0x80) {
		*n_bytes = 1;
		return class_ascii((unsigned char)text[0]);
	}
	if (is_common_han(text, len)) {
		*n_bytes = 3;
		return TEXT_WHOLE;
	}
	*n_bytes = mq_utf8_decode(text, len, &cp);
	if (*n_bytes == 0) {
		*n_bytes = 1;
		return TEXT_OTHER;
	}
	return text_class(cp);
}

enum text_class text_class_at(const char *text, size_t len, size_t *n_bytes)
{
	return class_at(text, len, n_bytes);
}

bool text_run_next(const char *text, size_t len, size_t *at, struct text_run *run)
{
	size_t n_bytes = 0;

	if (*at >= len) {
		return false;
	}
	run->text = text + *at;
	run->class = class_at(run->text, len - *at, &n_bytes);
	run->len = 0;
	run->n_chars = 0;
	do {
		run->len += n_bytes;
		run->n_chars++;
		*at += n_bytes;
	} while (*at < len && class_at(text + *at, len - *at, &n_bytes) == run->class);
	return true;
}
