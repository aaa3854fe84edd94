/* Named formats, used by value.c alone. */
#ifndef MINQING_SCHEMA_CHECK_H
#define MINQING_SCHEMA_CHECK_H

#include <minqing/schema.h>

/*
 * Check text (ASCII, folded from full width) against a named format and put
 * it in its canonical form in place. Where it is refused, *reason says why in
 * the language of messages and, for an identity number of fifteen digits,
 * hint holds the form of eighteen.
 */
bool mq_check_text(enum mq_check check, char *text, size_t len, const char **reason, char hint[19]);

#endif
