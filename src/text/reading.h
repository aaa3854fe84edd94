/*
 * The form of stored readings, cut apart, and the typed word that is held
 * against them; shared by reading.c, which decides, and gram.c, which narrows.
 *
 *     shan|dan xiong xin          items, their alternatives
 */
#ifndef MINQING_TEXT_READING_H
#define MINQING_TEXT_READING_H

#include <minqing/base.h>

enum { READING_WORD_MAX = 64 };

/* A typed word: a-z and ', with v where ü was typed. */
struct reading_word {
	char text[READING_WORD_MAX];
	size_t len;
};

/* False where the word is not the letters of a pinyin search. */
bool reading_word_init(struct reading_word *word, const char *typed, size_t len);
/* Drop the ', which only say where syllables end. */
void reading_word_join(struct reading_word *word);

/* The item at *at, which moves behind it; false at the end. */
bool reading_next_item(const char *readings, size_t len, size_t *at, struct mq_slice *item);
/* The alternative at *at (0 first), passing over those that hold anything but
 * a-z. What begins past byte 64 of an item is not regarded, so that no stored
 * bytes can make the combinations of neighbours explode. */
bool reading_next_alt(const struct mq_slice *item, size_t *at, struct mq_slice *alt);

#endif
