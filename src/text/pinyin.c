/*
 * Readings and sort keys, computed when a name is written. What Han is read as is in the
 * table that was made while building (hanzi.c); other letters are asked of ICU (spell.c).
 * Both are kept. Sort keys are ICU's.
 */
#include "class.h"
#include "hanzi.h"
#include "polyphone.h"
#include "spell.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

struct mq_pinyin {
	struct spell spell;
	UCollator *collator;
	struct mq_map *cache;		/* struct cache_key to a string's address */
	struct mq_arena strings;
	struct mq_buf folded;		/* the name at hand */
};

/* One character where it stands: a surname or not is part of the key. */
struct cache_key {
	uint32_t leads;
	char chr[4];
};

struct mq_pinyin *mq_pinyin_new(void)
{
	static const char COLLATION[] = "zh-u-co-pinyin";
	struct mq_pinyin *pinyin = mq_alloc(sizeof(*pinyin));
	UErrorCode status = U_ZERO_ERROR;

	spell_init(&pinyin->spell);
	pinyin->collator = pinyin->spell.icu.ucol_open(COLLATION, &status);
	spell_need(&pinyin->spell.icu, status, COLLATION);
	pinyin->cache = mq_map_new();
	return pinyin;
}

void mq_pinyin_free(struct mq_pinyin *pinyin)
{
	if (pinyin == NULL) {
		return;
	}
	pinyin->spell.icu.ucol_close(pinyin->collator);
	spell_release(&pinyin->spell);
	mq_map_free(pinyin->cache);
	mq_arena_release(&pinyin->strings);
	mq_buf_release(&pinyin->folded);
	free(pinyin);
}

/* ---- one character ---- */

/* Add the readings of a character. */
static void gather(struct mq_pinyin *pinyin, const char *chr, size_t len, bool leads,
	struct alts *alts)
{
	const uint16_t *list;
	uint32_t cp = 0;

	mq_utf8_decode(chr, len, &cp);
	list = hanzi_list(cp, leads);
	if (list == NULL) {
		spell_char(&pinyin->spell, chr, len, leads, alts);
		return;
	}
	for (size_t i = 0; list[i] != 0; i++) {
		const char *letters = mq_hanzi_syllable(list[i]);

		alts_add(alts, letters, strlen(letters));
	}
	alts_add_umlauts(alts);
}

/* The item of one character, kept as long as pinyin is. */
static const char *item_of(struct mq_pinyin *pinyin, const char *chr, size_t len, bool leads)
{
	struct cache_key key = { .leads = leads };
	uint64_t address = 0;

	memcpy(key.chr, chr, len);
	if (!mq_map_get(pinyin->cache, &key, sizeof(key), &address)) {
		struct alts alts = { .n = 0 };
		struct mq_buf item = { 0 };

		gather(pinyin, chr, len, leads, &alts);
		alts_print(&alts, chr, len, &item);
		address = (uintptr_t)mq_arena_strndup(&pinyin->strings, item.data, item.len);
		mq_buf_release(&item);
		mq_map_put(pinyin->cache, &key, sizeof(key), address);
	}
	return (const char *)(uintptr_t)address;
}

/* ---- names ---- */

/* A double surname in front is read as such first, then as its characters. */
static size_t add_double(struct mq_pinyin *pinyin, const struct text_run *run, struct mq_buf *out)
{
	const char *words = polyphone_double(run->text, run->len);
	size_t at = 0;

	while (words != NULL && *words != '\0') {
		size_t len = text_char_len(run->text[at]);
		size_t word_len = strcspn(words, " ");
		struct alts alts = { .n = 0 };

		alts_add(&alts, words, word_len);
		gather(pinyin, run->text + at, len, at == 0, &alts);
		mq_buf_adds(out, at > 0 ? " " : "");
		alts_print(&alts, run->text + at, len, out);
		at += len;
		words += word_len + (words[word_len] == ' ');
	}
	return at;
}

static void add_whole(struct mq_pinyin *pinyin, const struct text_run *run, bool leads,
	struct mq_buf *out)
{
	size_t at = leads ? add_double(pinyin, run, out) : 0;

	while (at < run->len) {
		size_t len = text_char_len(run->text[at]);

		mq_buf_adds(out, at > 0 ? " " : "");
		mq_buf_adds(out, item_of(pinyin, run->text + at, len, leads && at == 0));
		at += len;
	}
}

/* A run of Latin letters; those with accents lose them. */
static void add_latin(struct mq_pinyin *pinyin, const struct text_run *run, struct mq_buf *out)
{
	for (size_t at = 0; at < run->len;) {
		size_t len = text_char_len(run->text[at]);

		if (len == 1) {
			mq_buf_addc(out, run->text[at]);
		} else {
			mq_buf_adds(out, item_of(pinyin, run->text + at, len, false));
		}
		at += len;
	}
}

void mq_pinyin_readings(struct mq_pinyin *pinyin, const char *name, size_t len, struct mq_buf *out)
{
	const struct mq_buf *folded = &pinyin->folded;
	bool leads = true;
	struct text_run run;

	mq_buf_clear(&pinyin->folded);
	mq_utf8_fold(&pinyin->folded, name, len);
	for (size_t at = 0; text_run_next(folded->data, folded->len, &at, &run);) {
		if (run.class == TEXT_OTHER) {
			continue;
		}
		mq_buf_adds(out, leads ? "" : " ");
		if (run.class == TEXT_WHOLE) {
			add_whole(pinyin, &run, leads, out);
		} else if (run.class == TEXT_LATIN) {
			add_latin(pinyin, &run, out);
		} else {
			mq_buf_add(out, run.text, run.len);
		}
		leads = false;
	}
}

int64_t mq_pinyin_sort_key(struct mq_pinyin *pinyin, const char *text, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	uint32_t state[2] = { 0, 0 };
	uint8_t key[8] = { 0 };
	uint64_t number = 0;
	UCharIterator iterator;
	const struct text_icu *icu = &pinyin->spell.icu;

	icu->uiter_setUTF8(&iterator, text, (int32_t)len);
	icu->ucol_nextSortKeyPart(pinyin->collator, &iterator, state, key,
		(int32_t)sizeof(key), &status);
	for (size_t i = 0; i < sizeof(key); i++) {
		number = number << 8 | key[i];
	}
	return (int64_t)(number >> 1);
}
