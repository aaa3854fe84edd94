/* One character asked of ICU: what pinyin.c needs for a few, gen/readings.c for all. */
#ifndef MINQING_TEXT_SPELL_H
#define MINQING_TEXT_SPELL_H

#include "icu.h"

#include <minqing/base.h>

enum {
	ALTS_MAX = 12,
	ALT_MAX_BYTES = 8,	/* zhuang and a NUL fit */
};

/* The readings of one character, in the order they were found. */
struct alts {
	char text[ALTS_MAX][ALT_MAX_BYTES];
	size_t n;
};

/* Add one, unless it is there. */
void alts_add(struct alts *alts, const char *letters, size_t len);
/* Who has no ü on the keyboard types v, or u. */
void alts_add_umlauts(struct alts *alts);
/* Append them, joined by "|", or the character itself where there are none. */
void alts_print(const struct alts *alts, const char *chr, size_t len, struct mq_buf *out);

struct spell {
	struct text_icu icu;
	UTransliterator *names;		/* NULL: not opened yet */
	UTransliterator *plain;
};

/* Finds ICU; its transliterators are opened when first needed. */
void spell_init(struct spell *spell);
void spell_release(struct spell *spell);
/* Add to alts the readings of a folded character; leads: it begins a name. */
void spell_char(struct spell *spell, const char *chr, size_t len, bool leads, struct alts *alts);
/* End the program where ICU failed to open `what`. */
void spell_need(const struct text_icu *icu, UErrorCode status, const char *what);

#endif
