/*
 * Terminal columns. The table is utf8proc's (Unicode 15), corrected where
 * terminals agree on something else: planes 2 and 3 hold nothing but Han, also
 * what was added later (extension I); spacing marks take a column of their own;
 * the vowels and finals of conjoining Hangul take none.
 */
#include <minqing/base.h>

#include <assert.h>

#include <utf8proc.h>

#include "width.h"

/* How wide this process's terminal shows ambiguous characters: measured once
 * at the start, a property of the terminal as its size is, and asked for with
 * every cell that is painted. */
static int ambiguous_cols = 1;

void mq_width_set_ambiguous(int cols)
{
	assert(cols == 1 || cols == 2);
	ambiguous_cols = cols;
}

/* All but ASCII and the common Han. */
static int rare_width(uint32_t cp)
{
	int cols;

	if (cp > 0x10ffff) {
		return 0;
	}
	if ((cp >= 0x20000 && cp <= 0x2fffd) || (cp >= 0x30000 && cp <= 0x3fffd)) {
		return 2;
	}
	if ((cp >= 0x1160 && cp <= 0x11ff) || (cp >= 0xd7b0 && cp <= 0xd7ff)) {
		return 0;
	}
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_MC:
		return 1;
	case UTF8PROC_CATEGORY_CF:
		return 0;
	default:
		break;
	}
	cols = utf8proc_charwidth((utf8proc_int32_t)cp);
	if (cols == 1 && ambiguous_cols == 2 && mq_is_ambiguous(cp)) {
		cols = 2;
	}
	return cols > 0 ? cols : 0;
}

int mq_width_char(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7f) {
		return 1;
	}
	if (cp >= 0x4e00 && cp <= 0x9fff) {
		return 2;
	}
	return rare_width(cp);
}

/* A byte that is no UTF-8 has no width: the sanitiser leaves none. */
static size_t step_width(const char *str, size_t len, size_t *cols)
{
	uint32_t cp;
	size_t step = mq_utf8_decode(str, len, &cp);

	if (step == 0) {
		return 1;
	}
	*cols += (size_t)mq_width_char(cp);
	return step;
}

size_t mq_width_text(const char *str, size_t len)
{
	size_t cols = 0;

	for (size_t at = 0; at < len;) {
		at += step_width(str + at, len - at, &cols);
	}
	return cols;
}

size_t mq_width_fit(const char *str, size_t len, size_t max_cols, size_t *cols)
{
	size_t at = 0;

	*cols = 0;
	while (at < len) {
		size_t step = mq_utf8_grapheme(str + at, len - at);
		size_t wide = mq_width_text(str + at, step);

		if (*cols + wide > max_cols) {
			break;
		}
		*cols += wide;
		at += step;
	}
	return at;
}
