/*
 * What the files of values share: a piece of text that is one value, and what it means.
 */
#ifndef MINQING_QUERY_VALUE_H
#define MINQING_QUERY_VALUE_H

#include "compile.h"

/* One end of a range, or a single value: a plain piece and its place. */
struct piece {
	const char *text;
	size_t len;
	size_t from;	/* in the query's text */
	size_t end;
	bool quoted;
};

/* What a piece means; shown is in the arena. */
struct meaning {
	int64_t low;
	int64_t high;
	enum unit low_unit;	/* of a length of time */
	enum unit high_unit;
	const char *shown;
};

/* One value of a type; false with a fault and its repair. */
typedef bool (*value_fn)(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning);

/* ---- value_number.c ---- */

bool value_number(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning);

/* ---- value_date.c ---- */

bool value_date(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning);

/* ---- value_code.c: codes, yes and no ---- */

bool value_bool(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning);
bool value_code(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning);

/* ---- value.c ---- */

/* Tell that a piece is no such value; format quotes it. */
void value_refuse(struct compile *compile, const struct piece *piece, const char *format);
/* As typed, in quotes where it was. */
const char *value_show_typed(struct compile *compile, const struct piece *piece);

#endif
