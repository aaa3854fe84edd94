/*
 * Grams: what is stored of a text, and what a search may ask for. The two
 * sides keep one promise, which test_gram.c tries on random strings: whatever
 * mq_text_contains or mq_reading_match say yes to has every gram asked for.
 *
 *     of a text                 韩梅12号ab7     韩 梅 韩梅 ^1 ^12 号 ^a ^ab ^7
 *     for a word in it          梅12            梅 ^12
 *     of readings               wang|a li       =w =wa =a =al wan ang ngl gli ali -wl -al
 *     for full syllables        wangl           =wa wan ang ngl
 *     for initials              wl              -wl
 *
 * Of a word, the characters at its beginning may stand in the middle of a run of
 * the text, so a beginning run asks for its triples alone, and one too short for
 * a triple is by mq_text_contains' rule the beginning of the text's run.
 */
#include "class.h"
#include "reading.h"

#include <assert.h>
#include <string.h>

#include <minqing/text.h>

/* Who receives, and how many have been given. */
struct sink {
	mq_gram_fn each;
	void *context;
	size_t n_given;
};

/* What stands before the letters of a gram; no run has such a character. */
enum { NEIGHBOURS = '\0', HEAD = '^', SYLLABLE = '=', INITIALS = '-' };

static inline void give_plain(struct sink *sink, const char *text, size_t len)
{
	assert(len <= MQ_GRAM_MAX);
	sink->n_given++;
	sink->each(sink->context, text, len);
}

static void give(struct sink *sink, char sort, const char *text, size_t len)
{
	char gram[MQ_GRAM_MAX];

	if (sort == NEIGHBOURS) {
		give_plain(sink, text, len);
		return;
	}
	sink->n_given++;
	assert(1 + len <= sizeof(gram));
	gram[0] = sort;
	memcpy(gram + 1, text, len);
	sink->each(sink->context, gram, 1 + len);
}

/* Bytes of the first n characters of a run that has as many. */
static size_t head_len(const struct text_run *run, size_t n_chars)
{
	size_t len = 0;

	for (size_t i = 0; i < n_chars; i++) {
		len += text_char_len(run->text[len]);
	}
	return len;
}

static void give_head(struct sink *sink, const struct text_run *run, size_t n_chars)
{
	if (run->n_chars >= n_chars) {
		give(sink, HEAD, run->text, head_len(run, n_chars));
	}
}

/* Every n neighbours of a run. */
static void give_neighbours(struct sink *sink, const struct text_run *run, size_t n_chars)
{
	if (run->n_chars < n_chars) {
		return;
	}
	if (run->len == run->n_chars) {		/* of one byte each */
		for (size_t i = 0; i + n_chars <= run->len; i++) {
			give_plain(sink, run->text + i, n_chars);
		}
		return;
	}
	size_t from = 0;
	size_t to = head_len(run, n_chars);

	for (;;) {
		give_plain(sink, run->text + from, to - from);
		if (to >= run->len) {
			return;
		}
		from += text_char_len(run->text[from]);
		to += text_char_len(run->text[to]);
	}
}

void mq_grams_of_text(const char *folded, size_t len, mq_gram_fn each, void *context)
{
	struct sink sink = { .each = each, .context = context };
	struct text_run run;

	for (size_t at = 0; text_run_next(folded, len, &at, &run);) {
		if (run.class == TEXT_WHOLE) {
			give_neighbours(&sink, &run, 1);
			give_neighbours(&sink, &run, 2);
		} else if (run.class != TEXT_OTHER) {
			give_head(&sink, &run, 1);
			give_head(&sink, &run, 2);
			give_neighbours(&sink, &run, 3);
		}
	}
}

size_t mq_grams_for_word(const char *word, size_t len, mq_gram_fn each, void *context)
{
	struct sink sink = { .each = each, .context = context };
	struct text_run run;

	for (size_t at = 0; text_run_next(word, len, &at, &run);) {
		size_t n_head = run.n_chars < 2 ? run.n_chars : 2;

		if (run.class == TEXT_WHOLE) {
			give_neighbours(&sink, &run, n_head);
		} else if (run.class != TEXT_OTHER) {
			if (run.n_chars < 3 || run.text != word) {
				give_head(&sink, &run, n_head);
			}
			give_neighbours(&sink, &run, 3);
		}
	}
	return sink.n_given;
}

/* ---- readings ---- */

/* Letters gathered over neighbouring items until they are a gram. */
struct stretch {
	char sort;
	char letters[3];
	size_t len;
	size_t want;
};

/* Lengthen by each way the next items may be read, and give what is full. */
static void lengthen(struct sink *sink, struct stretch stretch, const char *rest, size_t rest_len)
{
	struct mq_slice item;
	struct mq_slice alt;
	size_t at = 0;

	if (stretch.len == stretch.want) {
		give(sink, stretch.sort, stretch.letters, stretch.len);
		return;
	}
	if (!reading_next_item(rest, rest_len, &at, &item)) {
		return;
	}
	for (size_t alt_at = 0; reading_next_alt(&item, &alt_at, &alt);) {
		struct stretch longer = stretch;
		size_t room = stretch.want - stretch.len;
		size_t taken = alt.len < room ? alt.len : room;

		memcpy(longer.letters + longer.len, alt.data, taken);
		longer.len += taken;
		lengthen(sink, longer, rest + at, rest_len - at);
	}
}

/* One gram from the letters on, over as many items as it takes. */
static void give_stretch(struct sink *sink, char sort, size_t want, const char *letters,
	size_t len, const struct mq_slice *rest)
{
	struct stretch stretch = { .sort = sort, .want = want };

	stretch.len = len < want ? len : want;
	memcpy(stretch.letters, letters, stretch.len);
	lengthen(sink, stretch, rest->data, rest->len);
}

/* The initials of an alternative and of every alternative of the next item. */
static void give_initials(struct sink *sink, char initial, const struct mq_slice *rest)
{
	struct mq_slice item;
	struct mq_slice alt;
	size_t at = 0;

	if (!reading_next_item(rest->data, rest->len, &at, &item)) {
		return;
	}
	for (size_t alt_at = 0; reading_next_alt(&item, &alt_at, &alt);) {
		const char *letters = alt.data;
		char pair[2] = { initial, letters[0] };

		give(sink, INITIALS, pair, sizeof(pair));
	}
}

void mq_grams_of_readings(const char *readings, size_t len, mq_gram_fn each, void *context)
{
	struct sink sink = { .each = each, .context = context };
	struct mq_slice item;
	struct mq_slice alt;

	for (size_t at = 0; reading_next_item(readings, len, &at, &item);) {
		struct mq_slice rest = mq_slice(readings + at, len - at);

		for (size_t alt_at = 0; reading_next_alt(&item, &alt_at, &alt);) {
			const char *letters = alt.data;

			give(&sink, SYLLABLE, letters, 1);
			give_stretch(&sink, SYLLABLE, 2, letters, alt.len, &rest);
			for (size_t i = 0; i < alt.len; i++) {
				give_stretch(&sink, NEIGHBOURS, 3, letters + i, alt.len - i, &rest);
			}
			give_initials(&sink, letters[0], &rest);
		}
	}
}

static void give_letters(struct sink *sink, char sort, const struct reading_word *word,
	size_t n_letters)
{
	for (size_t i = 0; i + n_letters <= word->len; i++) {
		give(sink, sort, word->text + i, n_letters);
	}
}

size_t mq_grams_for_reading(const char *word, size_t len, enum mq_reading_match how,
	mq_gram_fn each, void *context)
{
	struct sink sink = { .each = each, .context = context };
	struct reading_word typed;

	if (how == MQ_READING_NO || !reading_word_init(&typed, word, len)) {
		return 0;
	}
	reading_word_join(&typed);
	if (typed.len == 1) {
		give(&sink, SYLLABLE, typed.text, 1);
	} else if (how == MQ_READING_INITIALS) {
		give_letters(&sink, INITIALS, &typed, 2);
	} else {
		give(&sink, SYLLABLE, typed.text, 2);
		give_letters(&sink, NEIGHBOURS, &typed, 3);
	}
	return sink.n_given;
}
