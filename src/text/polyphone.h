/* Characters that are read in several ways, beyond what ICU knows. */
#ifndef MINQING_TEXT_POLYPHONE_H
#define MINQING_TEXT_POLYPHONE_H

#include <stddef.h>

/* The readings of one character, divided by spaces, or NULL; borrowed for
 * ever. As a surname, likeliest first; or those that may be meant as well. */
const char *polyphone_surname(const char *chr, size_t len);
const char *polyphone_also(const char *chr, size_t len);
/* The readings of the two characters of a double surname at the beginning of
 * text, or NULL. */
const char *polyphone_double(const char *text, size_t len);

#endif
