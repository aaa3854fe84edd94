/*
 * What the files of say share. A phrase has slots in braces, so that a translator may
 * put them in any order. Phrases are rows of tables: who adds a type, an operator, a
 * probe, a quantifier or a kind of tree adds a row.
 */
#ifndef MINQING_QUERY_SAY_OWN_H
#define MINQING_QUERY_SAY_OWN_H

#include "say.h"

/* What the slots stand for; NULL is nothing. */
struct slots {
	const char *field;
	const char *value;
	const char *from;
	const char *to;
	const char *hub;
	const char *of;
	const char *relation;
	const char *count;
};

/* Append the phrase (not yet in the language of messages); denied, its other form or,
 * where that is NULL, itself behind `not:`. */
void phrase_put(struct mq_buf *out, const char *text, const char *denied_text, bool denied,
	const struct slots *slots);

/* ---- say_shape.c ---- */

enum class {
	CLASS_NUMBER,
	CLASS_YEARS,
	CLASS_DATE,
	CLASS_LENGTH,	/* a date, by how long ago it is */
	CLASS_CODE,
	CLASS_MULTI,
	CLASS_BOOL,
	CLASS_TEXT,
	CLASS_REF,
	ANY_CLASS,	/* all that have no row of their own */
};

enum shape {
	SHAPE_IS,
	SHAPE_RANGE,
	SHAPE_FROM,	/* or more */
	SHAPE_ABOVE,
	SHAPE_TO,	/* or less */
	SHAPE_BELOW,
	SHAPE_LIST,
	SHAPE_KNOWN,
	SHAPE_UNKNOWN,
};

enum class say_class(const struct mq_field *field);
/* Append the phrase that a class has for a shape. */
void say_shape(struct mq_buf *out, enum class class, enum shape shape, bool denied,
	const struct slots *slots);

/* ---- the nodes of a tree ---- */

/* A comparison: of a field, or what a relation comes to, which slots->field then
 * calls by name (say_value.c). */
void say_compared(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out);
/* Are all values of a comparison texts that are held against it in one way (say_text.c)? */
bool say_takes_texts(const struct tree *tree);
void say_texts(const struct tree *tree, bool denied, struct slots *slots, struct mq_buf *out);
/* Words without a field. */
void say_words(const struct tree *tree, bool denied, struct mq_buf *out);
/* A relation without what is below it (say_relation.c). */
void say_relation(const struct saying *saying, const struct tree *tree, bool denied,
	struct mq_buf *out);

#endif
