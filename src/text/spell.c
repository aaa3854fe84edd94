/*
 * What ICU reads a character as. It does so in two ways: as a surname
 * (Han-Latin/Names) and as any (Han-Latin); polyphone.c adds what else it may be. All
 * of them are kept, because whoever searches types the one they know. The likeliest stands
 * first: at the beginning of a name that as a surname, elsewhere the plain one.
 *
 * To open the transliterators takes 0.1 s, and each call 10 µs. All Han was asked while
 * building (gen/readings.c), so this is for what else stands in names, é or か, and opened
 * with the first of it.
 */
#include "spell.h"

#include <stdlib.h>
#include <string.h>

#include "polyphone.h"

/* ---- opening ---- */

/* ICU's data is part of the program as its code is: without it, an index
 * would be written that misses people. */
void spell_need(const struct text_icu *icu, UErrorCode status, const char *what)
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
	spell_need(icu, status, id);
	return transliterator;
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
static size_t letters_of(const struct text_icu *icu, const UTransliterator *transliterator,
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

void alts_add(struct alts *alts, const char *letters, size_t len)
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

		alts_add(alts, words, len);
		words += len + (words[len] == ' ');
	}
}

void alts_add_umlauts(struct alts *alts)
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
			alts_add(alts, letters, len);
		}
	}
}

static void open(struct spell *spell)
{
	if (spell->names == NULL) {
		spell->names = open_transliterator(&spell->icu, "Han-Latin/Names; NFD");
		spell->plain = open_transliterator(&spell->icu, "Han-Latin; NFD");
	}
}

void spell_init(struct spell *spell)
{
	*spell = (struct spell){.names = NULL};
	text_icu_open(&spell->icu);
}

void spell_release(struct spell *spell)
{
	if (spell->names != NULL) {
		spell->icu.utrans_close(spell->names);
		spell->icu.utrans_close(spell->plain);
	}
}

void spell_char(struct spell *spell, const char *chr, size_t len, bool leads, struct alts *alts)
{
	char surname[ALT_MAX_BYTES];
	char plain[ALT_MAX_BYTES];
	size_t surname_len;
	size_t plain_len;

	open(spell);
	surname_len = letters_of(&spell->icu, spell->names, chr, len, surname);
	plain_len = letters_of(&spell->icu, spell->plain, chr, len, plain);
	if (leads) {
		add_words(alts, polyphone_surname(chr, len));
		alts_add(alts, surname, surname_len);
	}
	alts_add(alts, plain, plain_len);
	add_words(alts, polyphone_also(chr, len));
	alts_add(alts, surname, surname_len);
	add_words(alts, polyphone_surname(chr, len));
	alts_add_umlauts(alts);
}

void alts_print(const struct alts *alts, const char *chr, size_t len, struct mq_buf *out)
{
	if (alts->n == 0) {
		mq_buf_add(out, chr, len);
	}
	for (size_t i = 0; i < alts->n; i++) {
		mq_buf_adds(out, i > 0 ? "|" : "");
		mq_buf_adds(out, alts->text[i]);
	}
}
