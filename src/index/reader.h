/*
 * Inside index: what a column asks of the reader it belongs to, and what stored
 * entries are called in messages.
 */
#ifndef INDEX_READER_H
#define INDEX_READER_H

#include "chunk.h"

struct mq_column *mq_column_new(struct mq_index *index, mq_field_id field, mq_record_id end);
void mq_column_free(struct mq_column *column);
/* Look a chunk up; one that is missing or damaged is one in which nothing is known. */
void mq_index_chunk(struct mq_index *index, mq_field_id field, size_t number,
	struct mq_chunk *chunk);

/* Append what a person calls the entry of table under key: its field, value and
 * shard. Keys of records are told by kind alone: they are personal. */
void mq_entry_name(const struct mq_schema *schema, enum mq_table table, struct mq_slice key,
	struct mq_buf *out);

#endif
