/*
 * How what was typed fits a name: all of it, its beginning, a word of it; or, in Latin
 * letters, how a Chinese label is read.
 */
#include "complete.h"

#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

/* Does name fold to itself but for case? Nearly every name does: ASCII, and Han of
 * U+4E00…U+9FFF. */
static bool is_simple(const char *name)
{
	for (const unsigned char *at = (const unsigned char *)name; *at != '\0'; at++) {
		if (*at >= 0x80) {
			if (at[0] < 0xe4 || at[0] > 0xe9 || (at[0] == 0xe4 && at[1] < 0xb8)) {
				return false;
			}
			at += 2;
		}
	}
	return true;
}

static bool begins(const char *name, const struct mq_buf *typed)
{
	for (size_t i = 0; i < typed->len; i++) {
		if (lower(name[i]) != typed->data[i]) {
			return false;
		}
	}
	return true;
}

/* A word begins behind what is no letter or digit; a Han character is a word. */
static bool has_inside(const char *name, const struct mq_buf *typed)
{
	for (const char *at = name + 1; *at != '\0'; at++) {
		bool begun = is_word_byte(*at) && is_word_byte(at[-1]);

		if (!begun && lower(*at) == typed->data[0] && begins(at, typed)) {
			return true;
		}
	}
	return false;
}

/* Readings do not count. */
static enum mq_fit match_name(const char *name, const struct mq_buf *typed, struct mq_buf *scratch)
{
	if (typed->len == 0) {
		return MQ_FIT_PREFIX;
	}
	if (!is_simple(name)) {
		mq_buf_clear(scratch);
		mq_utf8_fold(scratch, name, strlen(name));
		name = scratch->len > 0 ? scratch->data : "";
	}
	if (name[0] == '\0') {
		return MQ_FIT_NOT;
	}
	if (begins(name, typed)) {
		return name[typed->len] == '\0' ? MQ_FIT_EXACT : MQ_FIT_PREFIX;
	}
	return has_inside(name, typed) ? MQ_FIT_INSIDE : MQ_FIT_NOT;
}

void naming_begin(struct naming *naming)
{
	naming->fit = MQ_FIT_NOT;
	naming->name = NULL;
}

void naming_try(struct naming *naming, const char *name, enum mq_fit_by by)
{
	enum mq_fit fit = name != NULL ? match_name(name, naming->typed, &naming->scratch)
		: MQ_FIT_NOT;

	if (fit < naming->fit) {
		naming->fit = fit;
		naming->by = by;
		naming->name = name;
	}
}

/* ---- pinyin ---- */

/* The next character of text, or 0 at its end. */
static uint32_t next_character(const char **text)
{
	uint32_t cp = 0;
	size_t n = mq_utf8_decode(*text, strlen(*text), &cp);

	*text += n;
	return n > 0 ? cp : 0;
}

/* Has a character a reading that begins with the first n letters? */
static bool is_read(uint32_t cp, const char *letters, size_t n)
{
	for (const uint16_t *at = mq_hanzi_readings(cp); *at != 0; at++) {
		if (strncmp(mq_hanzi_syllable(*at), letters, n) == 0) {
			return true;
		}
	}
	return false;
}

/* nl and nlx of 年龄…: one letter a character, from the first on. */
static bool begins_with_initials(const char *zh, const struct mq_buf *typed)
{
	for (size_t i = 0; i < typed->len; i++) {
		if (!is_read(next_character(&zh), typed->data + i, 1)) {
			return false;
		}
	}
	return true;
}

/* From the first character on: who types a name's pinyin seldom means the middle of a
 * label, and spelling all of them would cost more than all else. */
static bool is_spelt(const char *zh, const struct mq_buf *typed, struct mq_buf *scratch)
{
	const char *at = zh;

	if (!is_read(next_character(&at), typed->data, 2)) {
		return false;
	}
	mq_buf_clear(scratch);
	mq_hanzi_spell(zh, strlen(zh), scratch);
	return mq_reading_match(scratch->data, scratch->len, typed->data, typed->len)
		== MQ_READING_FULL;
}

void naming_try_label(struct naming *naming, const char *zh)
{
	const struct mq_buf *typed = naming->typed;
	enum mq_fit fit = MQ_FIT_NOT;

	if (zh == NULL || typed->len < (naming->one_letter ? 1 : 2) || naming->fit <= MQ_FIT_PINYIN
			|| !mq_reading_is_query(typed->data, typed->len)) {
		return;
	}
	if (typed->len > 1 && is_spelt(zh, typed, &naming->scratch)) {
		fit = MQ_FIT_PINYIN;
	} else if (begins_with_initials(zh, typed)) {
		fit = MQ_FIT_INITIALS;
	}
	if (fit < naming->fit) {
		naming->fit = fit;
		naming->by = MQ_FIT_BY_PINYIN;
		naming->name = zh;
	}
}

void naming_try_all(struct naming *naming, const char *id, const char *zh, const char *en,
	const char *const *aliases, size_t n_aliases)
{
	bool chinese = mq_lang_is_chinese();

	naming_begin(naming);
	naming_try(naming, chinese ? zh : en, MQ_FIT_BY_LABEL);
	naming_try(naming, id, MQ_FIT_BY_ID);
	naming_try(naming, chinese ? en : zh, MQ_FIT_BY_LABEL);
	for (size_t i = 0; i < n_aliases; i++) {
		naming_try(naming, aliases[i], MQ_FIT_BY_ALIAS);
	}
	naming_try_label(naming, zh);
}
