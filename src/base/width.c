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

/* How wide this process's terminal shows what terminals disagree about: measured once at
 * the start, a property of the terminal as its size is, and asked for with every cell
 * that is painted. */
static int measured[MQ_N_GLYPHS] = {
	MQ_COLS_UNKNOWN, MQ_COLS_UNKNOWN, MQ_COLS_UNKNOWN, MQ_COLS_UNKNOWN,
	MQ_COLS_UNKNOWN, MQ_COLS_UNKNOWN, MQ_COLS_UNKNOWN, MQ_COLS_UNKNOWN,
};
static_assert(MQ_N_GLYPHS == 8, "each kind begins unknown");

/* Columns a kind is taken to have, measured or not. */
static int taken_for(enum mq_glyph glyph, int cols)
{
	if (cols != MQ_COLS_UNKNOWN) {
		return cols;
	}
	switch (glyph) {
	case MQ_GLYPH_AMBIGUOUS:
	case MQ_GLYPH_BOX:
		return 1;
	case MQ_GLYPH_MARK:
		return 0;
	default:
		return 2;
	}
}

bool mq_width_measured(enum mq_glyph glyph, int cols)
{
	bool news = taken_for(glyph, measured[glyph]) != taken_for(glyph, cols);

	measured[glyph] = cols;
	return news;
}

static bool is_between(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

/* Han of the planes that hold nothing else, and those not yet assigned. */
static bool is_rare_han(uint32_t cp)
{
	return is_between(cp, 0x20000, 0x2fffd) || is_between(cp, 0x30000, 0x3fffd);
}

/* Columns of all but ASCII and the common Han, where ambiguous ones are narrow. */
static int table_width(uint32_t cp)
{
	int cols;

	if (cp > 0x10ffff) {
		return 0;
	}
	if (is_rare_han(cp)) {
		return 2;
	}
	if (is_between(cp, 0x1160, 0x11ff) || is_between(cp, 0xd7b0, 0xd7ff)) {
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
	return cols > 0 ? cols : 0;
}

static enum mq_glyph han_glyph(uint32_t cp)
{
	if (is_between(cp, 0x20000, 0x2ebef) || is_between(cp, 0x2f800, 0x2fa1f)) {
		return MQ_GLYPH_EXT_B;
	}
	if (is_between(cp, 0x30000, 0x3134f)) {
		return MQ_GLYPH_EXT_G;
	}
	return is_between(cp, 0x31350, 0x323af) ? MQ_GLYPH_EXT_H : MQ_GLYPH_EXT_I;
}

/* The kind of a character that takes this many columns by the table. */
static enum mq_glyph glyph_of(uint32_t cp, int cols)
{
	if (is_rare_han(cp)) {
		return han_glyph(cp);
	}
	if (cols == 2) {
		bool emoji = is_between(cp, 0x2300, 0x2bff) || is_between(cp, 0x1f000, 0x1faff);
		return emoji ? MQ_GLYPH_EMOJI : MQ_N_GLYPHS;
	}
	if (cols == 1 && mq_is_ambiguous(cp)) {
		return is_between(cp, 0x2500, 0x259f) ? MQ_GLYPH_BOX : MQ_GLYPH_AMBIGUOUS;
	}
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		return MQ_GLYPH_MARK;
	default:
		return MQ_N_GLYPHS;
	}
}

enum mq_glyph mq_width_glyph(uint32_t cp)
{
	return cp < 0x80 || is_between(cp, 0x4e00, 0x9fff) || cp > 0x10ffff
		? MQ_N_GLYPHS : glyph_of(cp, table_width(cp));
}

static int rare_width(uint32_t cp)
{
	int cols = table_width(cp);
	enum mq_glyph glyph = cols == 1 ? glyph_of(cp, cols) : MQ_N_GLYPHS;

	if (glyph == MQ_GLYPH_AMBIGUOUS || glyph == MQ_GLYPH_BOX) {
		return measured[glyph] == 2 ? 2 : 1;
	}
	return cols;
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

/* Letters of Latin, Greek and Cyrillic, and what East Asian standards made wide before
 * terminals could tell. The hexagrams among them are wide here and narrow there. */
static bool is_of_old(uint32_t cp)
{
	return cp < 0x530 || (is_between(cp, 0x3000, 0x9fff) && !is_between(cp, 0x4dc0, 0x4dff)) ||
		is_between(cp, 0xac00, 0xd7a3) || is_between(cp, 0xf900, 0xfaff) ||
		is_between(cp, 0xff01, 0xffe6);
}

bool mq_width_is_sure(uint32_t cp)
{
	enum mq_glyph glyph = mq_width_glyph(cp);

	return glyph == MQ_N_GLYPHS ? is_of_old(cp) : measured[glyph] == mq_width_char(cp);
}

bool mq_width_is_unplaced(uint32_t cp)
{
	enum mq_glyph glyph = mq_width_glyph(cp);

	return glyph != MQ_N_GLYPHS && measured[glyph] != MQ_COLS_UNKNOWN &&
		measured[glyph] != mq_width_char(cp);
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
