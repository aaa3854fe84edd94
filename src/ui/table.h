/* table: which columns of the list have room side by side, and how wide each is. */
#ifndef MINQING_UI_TABLE_H
#define MINQING_UI_TABLE_H

#include "view.h"

/* As many as could ever stand side by side. */
enum { MQ_TABLE_COLUMNS_MAX = 128 };

struct mq_table_column {
	const struct mq_field *field;
	size_t at;		/* among the cells of a row */
	int chosen;		/* the width somebody wants; 0: what the field needs */
	char sign[8];		/* " ^1": the rows are in order of it; "" */
	int width;
	int likes;		/* the width that shows nearly all */
	bool stretches;		/* a text: more is always welcome */
};

/* Columns for a width, one blank between two; returns how many. The first one stays; behind it
 * they go out from the left until the one that keys work on has room. */
size_t mq_table_plan(const struct mq_schema *schema, const struct mq_results *results, int width,
	struct mq_table_column columns[MQ_TABLE_COLUMNS_MAX]);

#endif
