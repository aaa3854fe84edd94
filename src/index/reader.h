/*
 * Inside index: what a column asks of the reader it belongs to.
 */
#ifndef INDEX_READER_H
#define INDEX_READER_H

#include "chunk.h"

struct mq_column *mq_column_new(struct mq_index *index, mq_field_id field, mq_record_id end);
void mq_column_free(struct mq_column *column);
/* Look a chunk up; one that is missing or damaged is one in which nothing is known. */
void mq_index_chunk(struct mq_index *index, mq_field_id field, size_t number,
	struct mq_chunk *chunk);

#endif
