/*
 * Typed letters against stored readings. A match begins at the beginning of
 * some item and runs on over whole items. All beginnings are followed at once: a
 * bit per place in the word says that some beginning has come that far when an
 * item starts, so that a name is read once however its alternatives combine.
 */
#include "reading.h"

#include <string.h>

#include <minqing/text.h>

bool reading_word_init(struct reading_word *word, const char *typed, size_t len)
{
	static const char U_UMLAUT[] = "\xc3\xbc";
	bool has_letter = false;

	word->len = 0;
	for (size_t i = 0; i < len; i++) {
		char c = typed[i];

		if (len - i >= 2 && memcmp(typed + i, U_UMLAUT, 2) == 0) {
			c = 'v';
			i++;
		}
		if (word->len == READING_WORD_MAX || (c != '\'' && (c < 'a' || c > 'z'))) {
			return false;
		}
		has_letter = has_letter || c != '\'';
		word->text[word->len++] = c;
	}
	return has_letter;
}

void reading_word_join(struct reading_word *word)
{
	size_t len = 0;

	for (size_t i = 0; i < word->len; i++) {
		if (word->text[i] != '\'') {
			word->text[len++] = word->text[i];
		}
	}
	word->len = len;
}

bool reading_next_item(const char *readings, size_t len, size_t *at, struct mq_slice *item)
{
	while (*at < len && readings[*at] == ' ') {
		(*at)++;
	}
	if (*at >= len) {
		return false;
	}
	const char *start = readings + *at;
	const char *space = memchr(start, ' ', len - *at);
	size_t item_len = space != NULL ? (size_t)(space - start) : len - *at;

	*item = mq_slice(start, item_len);
	*at += item_len;
	return true;
}

static bool is_letters(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] < 'a' || text[i] > 'z') {
			return false;
		}
	}
	return len > 0;
}

bool reading_next_alt(const struct mq_slice *item, size_t *at, struct mq_slice *alt)
{
	const char *text = item->data;

	while (*at < item->len && *at <= 64) {
		const char *start = text + *at;
		const char *bar = memchr(start, '|', item->len - *at);
		size_t len = bar != NULL ? (size_t)(bar - start) : item->len - *at;

		*at += len + 1;
		if (is_letters(start, len)) {
			*alt = mq_slice(start, len);
			return true;
		}
	}
	return false;
}

bool mq_reading_is_query(const char *word, size_t len)
{
	struct reading_word typed;

	return reading_word_init(&typed, word, len);
}

/* Where the word goes on after a syllable's end at `at`. */
static size_t skip_marks(const struct reading_word *word, size_t at)
{
	while (at < word->len && word->text[at] == '\'') {
		at++;
	}
	return at;
}

/* How an item may take up the word at one place: the place it is left at, the
 * word's length when it is used up, or 0 where the item does not fit. */
typedef size_t (*take_fn)(const struct reading_word *word, size_t at, const struct mq_slice *alt);

static size_t take_syllable(const struct reading_word *word, size_t at, const struct mq_slice *alt)
{
	const char *letters = alt->data;
	size_t same = 0;

	while (same < alt->len && at + same < word->len && word->text[at + same] == letters[same]) {
		same++;
	}
	if (same == alt->len) {
		return skip_marks(word, at + same);
	}
	return at + same == word->len ? word->len : 0;
}

static size_t take_initial(const struct reading_word *word, size_t at, const struct mq_slice *alt)
{
	const char *letters = alt->data;

	return word->text[at] == letters[0] ? at + 1 : 0;
}

/* Go over one item from every place reached; true where the word is used up. */
static bool step(const struct reading_word *word, const struct mq_slice *item, uint64_t *reached,
	take_fn take)
{
	uint64_t next = 0;
	struct mq_slice alt;

	for (size_t alt_at = 0; reading_next_alt(item, &alt_at, &alt);) {
		for (uint64_t left = *reached; left != 0; left &= left - 1) {
			size_t to = take(word, (size_t)__builtin_ctzll(left), &alt);

			if (to == word->len) {
				return true;
			}
			next |= to > 0 ? UINT64_C(1) << to : 0;
		}
	}
	*reached = next;
	return false;
}

static bool matches(const char *readings, size_t len, const struct reading_word *word, take_fn take)
{
	uint64_t begin = UINT64_C(1) << skip_marks(word, 0);
	uint64_t reached = 0;
	struct mq_slice item;

	for (size_t at = 0; reading_next_item(readings, len, &at, &item);) {
		reached |= begin;
		if (step(word, &item, &reached, take)) {
			return true;
		}
	}
	return false;
}

enum mq_reading_match mq_reading_match(const char *readings, size_t len, const char *word,
	size_t word_len)
{
	struct reading_word typed;

	if (!reading_word_init(&typed, word, word_len)) {
		return MQ_READING_NO;
	}
	if (matches(readings, len, &typed, take_syllable)) {
		return MQ_READING_FULL;
	}
	reading_word_join(&typed);
	return matches(readings, len, &typed, take_initial) ? MQ_READING_INITIALS : MQ_READING_NO;
}

/* ---- from the first item to the last ---- */

/* A typed word that may hold digits; false where it is too long or holds more. */
static bool whole_init(struct reading_word *word, const char *typed, size_t len)
{
	static const char U_UMLAUT[] = "\xc3\xbc";

	word->len = 0;
	for (size_t i = 0; i < len; i++) {
		bool umlaut = len - i >= 2 && memcmp(typed + i, U_UMLAUT, 2) == 0;
		char c = umlaut ? 'v' : typed[i];

		if (word->len == READING_WORD_MAX - 1
				|| strchr("abcdefghijklmnopqrstuvwxyz0123456789'", c) == NULL) {
			return false;
		}
		word->text[word->len++] = c;
		i += umlaut;
	}
	return word->len > 0;
}

static size_t take_all(const struct reading_word *word, size_t at, const struct mq_slice *alt)
{
	bool fits = word->len - at >= alt->len && memcmp(word->text + at, alt->data, alt->len) == 0;

	return fits ? skip_marks(word, at + alt->len) : 0;
}

static uint64_t take_from(const struct reading_word *word, uint64_t reached,
	const struct mq_slice *alt, take_fn take)
{
	uint64_t next = 0;

	for (uint64_t left = reached; left != 0; left &= left - 1) {
		size_t at = (size_t)__builtin_ctzll(left);
		size_t to = at < word->len ? take(word, at, alt) : 0;

		next |= to > 0 ? UINT64_C(1) << to : 0;
	}
	return next;
}

/* Take up an item from every place reached; the places it leaves the word at. */
static uint64_t take_item(const struct reading_word *word, uint64_t reached,
	const struct mq_slice *item, take_fn take)
{
	const char *text = item->data;
	uint64_t next = text[0] >= 'a' && text[0] <= 'z' ? 0
		: take_from(word, reached, item, take_all);
	struct mq_slice alt;

	for (size_t alt_at = 0; reading_next_alt(item, &alt_at, &alt);) {
		next |= take_from(word, reached, &alt, take);
	}
	return next;
}

static bool matches_whole(const char *readings, size_t len, const struct reading_word *word,
	take_fn take)
{
	uint64_t reached = UINT64_C(1) << skip_marks(word, 0);
	struct mq_slice item;

	for (size_t at = 0; reached != 0 && reading_next_item(readings, len, &at, &item);) {
		reached = take_item(word, reached, &item, take);
	}
	return len > 0 && (reached >> word->len & 1) != 0;
}

bool mq_reading_begins(const char *readings, size_t len, const char *word, size_t word_len)
{
	struct reading_word typed;
	struct mq_slice item;
	uint64_t reached;

	if (!whole_init(&typed, word, word_len)) {
		return false;
	}
	reached = UINT64_C(1) << skip_marks(&typed, 0);
	for (size_t at = 0; reached != 0 && (reached >> typed.len & 1) == 0
			&& reading_next_item(readings, len, &at, &item);) {
		reached = take_item(&typed, reached, &item, take_all);
	}
	return (reached >> typed.len & 1) != 0;
}

enum mq_reading_match mq_reading_whole(const char *readings, size_t len, const char *word,
	size_t word_len)
{
	struct reading_word typed;

	if (!whole_init(&typed, word, word_len)) {
		return MQ_READING_NO;
	}
	if (matches_whole(readings, len, &typed, take_all)) {
		return MQ_READING_FULL;
	}
	return matches_whole(readings, len, &typed, take_initial) ? MQ_READING_INITIALS : MQ_READING_NO;
}
