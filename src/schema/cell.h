/* Reading one cell: what value.c asks of cell.c, and that of cell_code.c. */
#ifndef MINQING_SCHEMA_CELL_H
#define MINQING_SCHEMA_CELL_H

#include <minqing/schema.h>

/* One cell on its way: trimmed, plain, not empty. */
struct mq_cell {
	const struct mq_field *field;
	const char *text;
	size_t len;
	struct mq_buf *out;	/* the canonical text is appended here */
	int64_t number;		/* set by the reader */
	struct mq_diag *diag;
};

/* Read by the field's type. MQ_OK, MQ_ERR_INPUT with a fault, or
 * MQ_ERR_NOT_FOUND where the cell says nothing; out may then hold a part. */
enum mq_err mq_cell_read(struct mq_cell *cell);
/* The readers of MQ_TYPE_CODE and MQ_TYPE_MULTI (cell_code.c). */
enum mq_err mq_cell_read_code(struct mq_cell *cell);
enum mq_err mq_cell_read_multi(struct mq_cell *cell);
/* Bytes of the space character at str, 0 where there is none. */
size_t mq_cell_space_at(const char *str, size_t len);
/* Space of any width off both ends. */
void mq_cell_trim(const char **str, size_t *len);
/* Add a fault that quotes the cell, or one that does not (hint may be NULL);
 * MQ_ERR_INPUT. */
enum mq_err mq_cell_refuse(const struct mq_cell *cell, const char *why);
enum mq_err mq_cell_refuse_text(const struct mq_cell *cell, const char *why, const char *hint);

#endif
