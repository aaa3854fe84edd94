/*
 * text: how words are found. Patterns, pinyin, sort keys, n-grams, encodings.
 *
 *     pattern.c   PCRE2 behind limits; undecided is an answer of its own
 *     pinyin.c    readings and sort keys, computed when written
 *     spell.c     what ICU reads a character as
 *     icu.c       ICU's functions, loaded by the first who writes
 *     reading.c   matching typed letters against stored readings (no ICU)
 *     gram.c      the n-grams of a text, and those a search needs
 *     match.c     the plain compare that decides after the grams narrowed
 *     class.c     which characters are words of their own, letters, digits
 *     polyphone.c characters and double surnames that are read in several ways
 *     hanzi.c     what characters are read as, a table made while building (no ICU);
 *                 gen/readings.c makes it
 *     alike.c     characters that look alike
 *     fuzzy.c     words that are nearly in a text
 *     encoding.c  UTF-8, GB18030 and UTF-16 told apart and decoded
 *
 * Texts here are folded with mq_utf8_fold unless said. Libraries: PCRE2, ICU.
 */
#ifndef MINQING_TEXT_H
#define MINQING_TEXT_H

#include <minqing/base.h>

/* ---- patterns ---- */

struct mq_pattern;

enum mq_match {
	MQ_MATCH_NO,
	MQ_MATCH_YES,
	MQ_MATCH_UNDECIDED,	/* a limit was reached: never a "no" */
};

/*
 * Compile a pattern of at most 512 bytes: UTF and UCP on; \C, \G, callouts
 * and (*VERB)s refused; match limit 10,000, heap 1 MiB, depth limited, JIT where
 * there is one. MQ_ERR_QUERY with the place in the pattern as column, a hint and
 * the pattern as excerpt. A pattern serves one thread at a time.
 */
enum mq_err mq_pattern_new(const char *text, size_t len, bool ignore_case,
	struct mq_pattern **pattern, struct mq_diag *diag);
/* subject is valid UTF-8. A long one is undecided after 20 ms of processor time. */
enum mq_match mq_pattern_search(const struct mq_pattern *pattern, const char *subject, size_t len);
/* The whole subject must match. */
enum mq_match mq_pattern_whole(const struct mq_pattern *pattern, const char *subject, size_t len);
void mq_pattern_free(struct mq_pattern *pattern);

/* ---- pinyin: when writing ---- */

/* A collator, and transliterators for the characters no table has, which take 0.1 s to
 * open: only who writes names makes one. Where ICU's data are missing, opening ends the
 * program: an index without readings would miss people. */
struct mq_pinyin;

struct mq_pinyin *mq_pinyin_new(void);
void mq_pinyin_free(struct mq_pinyin *pinyin);
/*
 * Append the toneless readings of a name (not folded): one item a character,
 * joined by a space, the readings of one character joined by "|", the likeliest
 * first (as a surname, where it is one): 单雄信 "shan|dan|chan xiong xin". ü is v, with lu/nu
 * added as a reading for lv/nv. A run of Latin letters is one item, lower case;
 * a character without a reading is itself.
 * Readings: ICU Han-Latin/Names united with Han-Latin and an override table.
 */
void mq_pinyin_readings(struct mq_pinyin *pinyin, const char *name, size_t len, struct mq_buf *out);
/* Where the text sorts: the first 63 bits of its zh-u-co-pinyin collation key,
 * not negative. Longer texts with the same beginning share a key. */
int64_t mq_pinyin_sort_key(struct mq_pinyin *pinyin, const char *text, size_t len);

/* ---- readings: when looking up ---- */

/* Are these the letters of a pinyin search: a-z, ü and ' alone, one letter at
 * least, up to 64? ü is v; a ' says that a syllable ends there. */
bool mq_reading_is_query(const char *word, size_t len);
/*
 * Does the word (folded) match stored readings from some item on: as syllables
 * written out, the last one perhaps cut (wangxiaom, xi'an), or as initials (wxm),
 * one letter an item? Any alternative of each item will do; items that are not
 * letters match nothing. A word that is both is FULL.
 */
enum mq_reading_match {
	MQ_READING_NO,
	MQ_READING_INITIALS,
	MQ_READING_FULL,
};
enum mq_reading_match mq_reading_match(const char *readings, size_t len, const char *word,
	size_t word_len);

/* Does the word begin the readings, and end with a syllable? (wang begins wang fang, neither
 * wan gui nor zhang wang.) */
bool mq_reading_begins(const char *readings, size_t len, const char *word, size_t word_len);

/* The same, but from the first item to the last: all of wangxiaoming, or of wxm. A
 * run of digits, or a character without a reading, stands for itself. */
enum mq_reading_match mq_reading_whole(const char *readings, size_t len, const char *word,
	size_t word_len);

/* ---- characters: when looking up, without ICU ---- */

enum { MQ_HANZI_FIRST = 0x4e00, MQ_HANZI_LAST = 0x9fff };

/* The toneless readings of a character as numbers of syllables, ended by 0 (at once
 * where it has none); what mq_pinyin_readings says of it. For ever. */
const uint16_t *mq_hanzi_readings(uint32_t cp);
/* The letters of a syllable's number, which is below mq_hanzi_n_syllables. For ever. */
const char *mq_hanzi_syllable(uint16_t syllable);
size_t mq_hanzi_n_syllables(void);
/* Append the readings of a folded text in the form that mq_pinyin_readings writes.
 * Double surnames are not known here, and accents stay. */
void mq_hanzi_spell(const char *folded, size_t len, struct mq_buf *out);
/* Do two characters share a reading; are they in one group of those that are often
 * taken for one another in writing? */
bool mq_hanzi_sound_alike(uint32_t a, uint32_t b);
bool mq_hanzi_look_alike(uint32_t a, uint32_t b);

/* ---- nearly the same ---- */

/*
 * A word, prepared to be looked for in folded texts as it may have been heard or
 * misread. To replace a character by one that sounds or looks alike costs 1; by any
 * other, to leave one out, to put one in, or to swap two neighbours costs 2, no
 * part edited twice. It is found where some stretch of the text costs no more
 * than the budget: 1 for a word of 2 characters, 2 up to 5, 4 above.
 */
struct mq_fuzzy;

enum { MQ_FUZZY_CHARS_MIN = 2, MQ_FUZZY_CHARS_MAX = 32 };

/* NULL unless the folded word has so many characters. Lives in the arena. */
struct mq_fuzzy *mq_fuzzy_new(struct mq_arena *arena, const char *word, size_t len);
/* Allocates nothing; the same fuzzy may serve many threads. */
bool mq_fuzzy_search(const struct mq_fuzzy *fuzzy, const char *text, size_t len);
/* The word's characters and its budget, for who narrows. */
size_t mq_fuzzy_n_chars(const struct mq_fuzzy *fuzzy);
uint32_t mq_fuzzy_char(const struct mq_fuzzy *fuzzy, size_t i);
unsigned mq_fuzzy_budget(const struct mq_fuzzy *fuzzy);
/* Bit i says that the character i of the word is not cp, but like it. */
uint32_t mq_fuzzy_alike(const struct mq_fuzzy *fuzzy, uint32_t cp);

/* ---- n-grams ---- */

/*
 * A gram is up to MQ_GRAM_MAX bytes. A text is cut into runs: of Latin letters;
 * of digits; of other letters, such as Han and kana. Spaces, punctuation
 * and symbols stand between runs and give no grams. Of Han and the like: every
 * character and every two neighbours. Of a run of Latin letters or of digits: its
 * first one and two characters (prefixed "^") and every three neighbours. Of readings:
 * for every item its first letter and the first two letters from there on
 * ("=w", "=wa"), every three neighbours of the run-together syllables ("wan"), and
 * every two neighbouring initials ("-wx"), for every way neighbouring
 * alternatives combine.
 */
enum { MQ_GRAM_MAX = 14 };

typedef void (*mq_gram_fn)(void *context, const char *gram, size_t len);

/* Each gram of a folded text, perhaps more than once. */
void mq_grams_of_text(const char *folded, size_t len, mq_gram_fn each, void *context);
void mq_grams_of_readings(const char *readings, size_t len, mq_gram_fn each, void *context);
/*
 * The grams that every text has of which mq_text_contains is true, or, for a
 * word of rooms, mq_text_has_rooms. Returns how many were given; 0: the word
 * cannot be narrowed (nothing in it can be indexed).
 */
size_t mq_grams_for_word(const char *word, size_t len, mq_gram_fn each, void *context);
/* The same for readings of which mq_reading_match says `how`: full syllables or
 * initials. 0 where the word is no pinyin search. */
size_t mq_grams_for_reading(const char *word, size_t len, enum mq_reading_match how,
	mq_gram_fn each, void *context);

/* ---- deciding ---- */

/*
 * Does the folded text contain the folded word, byte for byte? One rule more: a
 * run of one or two Latin letters or of one or two digits that the word begins with
 * counts only at the beginning of a run in the text ("12" is in "12号" and
 * "b12栋", not in "512室"); longer ones anywhere. This is what the grams promise, so that
 * the answer never needs a scan. The empty word is in every text.
 */
bool mq_text_contains(const char *text, size_t len, const char *word, size_t word_len);
/* Does the folded text begin with the folded word, and does the word not end within a run
 * of digits or of Latin letters? ("弄1" begins "弄1号", not "弄12号".) Where it does,
 * mq_text_contains says yes. */
bool mq_text_begins(const char *text, size_t len, const char *word, size_t word_len);
/* Is word groups of digits joined by "-", two or more (760-12-302)? */
bool mq_text_is_rooms(const char *word, size_t len);
/* Are these groups, in order, whole numbers of the folded text, others perhaps
 * between them? (阳曲路760弄12号302室) */
bool mq_text_has_rooms(const char *text, size_t len, const char *word, size_t word_len);
/* A glob: * any run, ? one character; both sides folded. */
bool mq_text_glob(const char *text, size_t len, const char *glob, size_t glob_len);

/* ---- encodings ---- */

enum mq_encoding {
	MQ_ENCODING_UTF8,
	MQ_ENCODING_GB18030,
	MQ_ENCODING_UTF16LE,
	MQ_ENCODING_UTF16BE,
};

const char *mq_encoding_name(enum mq_encoding encoding);	/* "UTF-8" … */
/* By name, any case; false where we do not know it. "gbk", "gb2312" mean GB18030,
 * "utf-16" means UTF-16LE. */
bool mq_encoding_find(const char *name, enum mq_encoding *encoding);
/* Guess from the first bytes: byte order marks; strict UTF-8 (a character cut at
 * the end is fine) unless nearly every other byte is zero; zero bytes at every
 * other place mean UTF-16; else GB18030. *bom is the mark's length. */
enum mq_encoding mq_encoding_guess(const unsigned char *bytes, size_t len, size_t *bom);

/* Bytes of an encoding to UTF-8, piece by piece. */
struct mq_decoder;

struct mq_decoder *mq_decoder_new(enum mq_encoding encoding);
/* Decode a piece (the last one with `last`), appending to out. Bytes that are
 * no character are MQ_ERR_INPUT with *bad their offset in the whole input; nothing is
 * replaced silently. out has all that was decoded before; feed no more after an
 * error. MQ_ERR_IO: the system has no converter for the encoding. A byte order
 * mark is a character like any other here: the guesser says how much to skip. */
enum mq_err mq_decoder_feed(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	bool last, struct mq_buf *out, uint64_t *bad);
void mq_decoder_free(struct mq_decoder *decoder);

#endif
