/*
 * 500 strings that no layout may break on: Han of all extensions, private use,
 * variation selectors, ZWJ emoji, flags, ambiguous widths, controls, bidi, combining marks,
 * Indic clusters, broken UTF-8 (SECURITY.md section 4, T1-T26); then mixtures of them.
 */
#ifndef MINQING_TESTS_UI_HOSTILE_H
#define MINQING_TESTS_UI_HOSTILE_H

#include "unit.h"

enum { N_HOSTILE = 500, HOSTILE_MAX = 512 };

static const struct {
	const char *bytes;
	size_t len;
} hostile_seeds[] = {
#define S(text) {text, sizeof(text) - 1}
	S(""), S("a"), S("王晓明"), S("𠀀𠀁"), S("𫝀"), S("𫠝"), S("𬺰"), S("𮯠"), S("𰀀"), S("\xf0\xb1\x8d\x90明"),
	S("\xf0\xae\xaf\xb0"), S("㐀䶿"), S("〇々"), S("豈更"), S("刘\xee\xa1\xa3\xee\xa0\x96"), S("ﾊﾝｶｸ"), S("（全角）＞＜＝"), S("한국어"),
	S("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), S("\xee\x80\x80"), S("\xf3\xb0\x80\x80"), S("\xef\xbf\xbf"), S("葛\xf3\xa0\x84\x80"),
	S("❤\xef\xb8\x8f"), S("👨‍👩‍👧‍👦"), S("🇨🇳🇫🇷"), S("👍🏽"), S("🫨"), S("①②③§±×÷"), S("─│┌┐"), S("…—·"),
	S("\033[31mred\033[0m"), S("\033]0;title\007"), S("\033]52;c;aGk=\007"), S("\033P1$r\033\\"), S("\033_x\033\\"), S("\033c"),
	S("\xc2\x9b" "31m"), S("\x9b" "31m"), S("\a\a\a"), S("王\r李"), S("ab\b\bcd"), S("a\tb"), S("a\nb"), S("a\xc2\x85" "b"),
	S("a\xe2\x80\xa8" "b\xe2\x80\xa9" "c"), S("\xe2\x80\xaetxet"), S("\xe2\x81\xa6x\xe2\x81\xa9"), S("\xe2\x80\x8b\xe2\x80\x8c\xe2\x80\x8d\xe2\x81\xa0"),
	S("x\xef\xbb\xbfy"), S("so\xc2\xad" "ft"), S("\xf3\xa0\x81\x81\xf3\xa0\x81\xbf"), S("字\xef\xb8\x80\xef\xb8\x8f"),
	S("e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88"), S("\xcc\x81lone"), S("\xef\xb7\x90\xef\xb7\xaf"),
	S("cut\xe4\xb8"), S("\xf8\x88\x80\x80\x80"), S("\xc0\xaf"), S("\xed\xa0\x80"), S("\xff\xfe"), S("nul\0nul"), S("\033]0;never ended"),
	S("שלום"), S("مرحبا"), S("नमस्ते क्षि"), S("தமிழ்"), S("ไทยกำ"), S("བོད་"), S("~^|-"), S("    "),
	S("\xf0\x9d\x92\x9c\xf0\x9d\x95\xb3"), S("\xe2\xa0\x81\xe2\xa0\xbf"), S("䷀䷿"), S("￼�"),
#undef S
};

/* The i-th of N_HOSTILE strings; returns its bytes. */
static inline size_t hostile(size_t i, char out[HOSTILE_MAX])
{
	size_t n_seeds = sizeof(hostile_seeds) / sizeof(hostile_seeds[0]);
	uint64_t seed = 88172645463325252u + i;
	size_t parts = i < n_seeds ? 1 : 2 + i % 5;
	size_t len = 0;
	for (size_t p = 0; p < parts; p++) {
		size_t k = i < n_seeds ? i : unit_below(&seed, n_seeds);
		if (len + hostile_seeds[k].len <= HOSTILE_MAX) {
			memcpy(out + len, hostile_seeds[k].bytes, hostile_seeds[k].len);
			len += hostile_seeds[k].len;
		}
	}
	return len;
}

#endif
