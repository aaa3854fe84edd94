/*
 * Readings and sort keys, computed when a name is written. ICU reads a
 * character in two ways: as a surname (Han-Latin/Names) and as any (Han-Latin);
 * polyphone.c adds what else it may be. All of them are kept, because whoever
 * searches types the one they know. The likeliest stands first: at the
 * beginning of a name that as a surname, elsewhere the plain one.
 *
 * A transliteration takes 10 µs and a subdistrict has 5,000 characters, so what one
 * character is read as is computed once and kept.
 */
#include "class.h"
#include "icu.h"
#include "polyphone.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

enum {
	ALTS_MAX = 12,
	ALT_MAX_BYTES = 8,	/* zhuang and a NUL fit */
};

struct mq_pinyin {
	struct text_icu icu;
	UTransliterator *names;
	UTransliterator *plain;
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

/* The readings of one character, in the order they were found. */
struct alts {
	char text[ALTS_MAX][ALT_MAX_BYTES];
	size_t n;
};

/* ---- opening ---- */

/* ICU's data is part of the program as its code is: without it, an index
 * would be written that misses people. */
static void need(const struct text_icu *icu, UErrorCode status, const char *what)
{
	if (U_FAILURE(status)) {
		fputs("minqing: ", stderr);
		fprintf(stderr, _("ICU cannot open \"%s\": %s"), what, icu->u_errorName(status));
		fputc('\n', stderr);
		exit(mq_err_exit(MQ_ERR_STORE));
	}
}

static UTransliterator *open_transliterator(const struct text_icu *icu, const char *id)
{
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *transliterator;
	UChar wide[64];

	icu->u_uastrncpy(wide, id, (int32_t)MQ_LENGTH(wide));
	transliterator = icu->utrans_openU(wide, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	need(icu, status, id);
	return transliterator;
}

struct mq_pinyin *mq_pinyin_new(void)
{
	static const char COLLATION[] = "zh-u-co-pinyin";
	struct mq_pinyin *pinyin = mq_alloc(sizeof(*pinyin));
	UErrorCode status = U_ZERO_ERROR;

	text_icu_open(&pinyin->icu);
	pinyin->names = open_transliterator(&pinyin->icu, "Han-Latin/Names; NFD");
	pinyin->plain = open_transliterator(&pinyin->icu, "Han-Latin; NFD");
	pinyin->collator = pinyin->icu.ucol_open(COLLATION, &status);
	need(&pinyin->icu, status, COLLATION);
	pinyin->cache = mq_map_new();
	return pinyin;
}

void mq_pinyin_free(struct mq_pinyin *pinyin)
{
	if (pinyin == NULL) {
		return;
	}
	pinyin->icu.utrans_close(pinyin->names);
	pinyin->icu.utrans_close(pinyin->plain);
	pinyin->icu.ucol_close(pinyin->collator);
	mq_map_free(pinyin->cache);
	mq_arena_release(&pinyin->strings);
	mq_buf_release(&pinyin->folded);
	free(pinyin);
}

/* ---- one character ---- */

/* Letters of a decomposed reading: tones fall away, ü becomes v. Returns how many, 0
 * where something is left that is no letter. */
static size_t toneless(const UChar *wide, int32_t len, char *out)
{
	size_t n = 0;

	for (int32_t i = 0; i < len && n < ALT_MAX_BYTES - 1; i++) {
		if (wide[i] >= 'a' && wide[i] <= 'z') {
			out[n++] = (char)wide[i];
		} else if (wide[i] == 0x0308 && n > 0 && out[n - 1] == 'u') {
			out[n - 1] = 'v';
		} else if (wide[i] < 0x0300 || wide[i] > 0x036f) {
			return 0;
		}
	}
	return n;
}

/* What a transliterator makes of one character, as toneless letters. */
static size_t spell(const struct text_icu *icu, const UTransliterator *transliterator,
	const char *chr, size_t len, char *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[32];
	int32_t n_wide = 0;

	icu->u_strFromUTF8(wide, (int32_t)MQ_LENGTH(wide), &n_wide, chr, (int32_t)len, &status);
	int32_t limit = n_wide;

	icu->utrans_transUChars(transliterator, wide, &n_wide, (int32_t)MQ_LENGTH(wide), 0, &limit,
		&status);
	return U_SUCCESS(status) ? toneless(wide, n_wide, out) : 0;
}

static void add_alt(struct alts *alts, const char *letters, size_t len)
{
	if (len == 0 || len >= ALT_MAX_BYTES || alts->n == ALTS_MAX) {
		return;
	}
	for (size_t i = 0; i < alts->n; i++) {
		if (strlen(alts->text[i]) == len && memcmp(alts->text[i], letters, len) == 0) {
			return;
		}
	}
	memcpy(alts->text[alts->n], letters, len);
	alts->text[alts->n++][len] = '\0';
}

/* Words divided by spaces; NULL holds none. */
static void add_words(struct alts *alts, const char *words)
{
	while (words != NULL && *words != '\0') {
		size_t len = strcspn(words, " ");

		add_alt(alts, words, len);
		words += len + (words[len] == ' ');
	}
}

/* Who has no ü on the keyboard types v, or u. */
static void add_umlauts(struct alts *alts)
{
	size_t n = alts->n;

	for (size_t i = 0; i < n; i++) {
		char letters[ALT_MAX_BYTES];
		size_t len = strlen(alts->text[i]);
		char *v;

		memcpy(letters, alts->text[i], len);
		v = memchr(letters, 'v', len);
		if (v != NULL) {
			*v = 'u';
			add_alt(alts, letters, len);
		}
	}
}

static void gather(struct mq_pinyin *pinyin, const char *chr, size_t len, bool leads,
	struct alts *alts)
{
	char surname[ALT_MAX_BYTES];
	char plain[ALT_MAX_BYTES];
	size_t surname_len = spell(&pinyin->icu, pinyin->names, chr, len, surname);
	size_t plain_len = spell(&pinyin->icu, pinyin->plain, chr, len, plain);

	if (leads) {
		add_words(alts, polyphone_surname(chr, len));
		add_alt(alts, surname, surname_len);
	}
	add_alt(alts, plain, plain_len);
	add_words(alts, polyphone_also(chr, len));
	add_alt(alts, surname, surname_len);
	add_words(alts, polyphone_surname(chr, len));
	add_umlauts(alts);
}

static void print_alts(const struct alts *alts, const char *chr, size_t len, struct mq_buf *out)
{
	if (alts->n == 0) {
		mq_buf_add(out, chr, len);
	}
	for (size_t i = 0; i < alts->n; i++) {
		mq_buf_adds(out, i > 0 ? "|" : "");
		mq_buf_adds(out, alts->text[i]);
	}
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
		print_alts(&alts, chr, len, &item);
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

		add_alt(&alts, words, word_len);
		gather(pinyin, run->text + at, len, at == 0, &alts);
		mq_buf_adds(out, at > 0 ? " " : "");
		print_alts(&alts, run->text + at, len, out);
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

	pinyin->icu.uiter_setUTF8(&iterator, text, (int32_t)len);
	pinyin->icu.ucol_nextSortKeyPart(pinyin->collator, &iterator, state, key,
		(int32_t)sizeof(key), &status);
	for (size_t i = 0; i < sizeof(key); i++) {
		number = number << 8 | key[i];
	}
	return (int64_t)(number >> 1);
}
