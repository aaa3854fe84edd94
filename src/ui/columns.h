/* columns: which fields the list of a kind shows, in which order, how wide. */
#ifndef MINQING_UI_COLUMNS_H
#define MINQING_UI_COLUMNS_H

#include <minqing/session.h>

#include "state.h"

enum { MQ_COLUMN_MIN = 2, MQ_COLUMN_MAX = 80 };

/* Zeroed: nobody chose, the kind's own are shown. */
struct mq_columns {
	mq_field_id *fields;
	uint8_t *widths;	/* 0: as the field needs */
	size_t n;
	size_t cap;		/* of both */
};

void mq_columns_release(struct mq_columns *columns);
/* Where nobody chose: begin with the kind's own. */
void mq_columns_begin(struct mq_columns *columns, const struct mq_kind *kind);
/* Are they none, or just the kind's own? */
bool mq_columns_are_usual(const struct mq_columns *columns, const struct mq_kind *kind);
/* Its place among them, or n. */
size_t mq_columns_find(const struct mq_columns *columns, mq_field_id field);
void mq_columns_add(struct mq_columns *columns, mq_field_id field, int width);
void mq_columns_remove(struct mq_columns *columns, size_t at);
/* Change places with the neighbour; false at the end. */
bool mq_columns_move(struct mq_columns *columns, size_t at, int by);
/* "name sex=6 age": ids, and the widths that were chosen. Appended. */
void mq_columns_print(const struct mq_columns *columns, const struct mq_schema *schema,
	struct mq_buf *out);
/* What print wrote, in place of what was there. Words that name no field of the kind are
 * passed over; false where there were some. */
bool mq_columns_read(struct mq_columns *columns, const struct mq_schema *schema,
	mq_kind_id kind, const char *text);
/* Those of all kinds, one each, as they were kept. */
void mq_columns_restore(struct mq_columns *columns, const struct mq_schema *schema,
	const struct mq_state *state);
/* Keep those of a kind for the next time, in the file at path; the kind's own are not. Errors
 * as for mq_state_keep. */
enum mq_err mq_columns_keep(const struct mq_columns *columns, const struct mq_schema *schema,
	mq_kind_id kind, const char *path, struct mq_diag *diag);

#endif
