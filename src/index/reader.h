/*
 * Inside index: what a column, and the texts of a field, ask of the reader they belong to.
 */
#ifndef INDEX_READER_H
#define INDEX_READER_H

#include "chunk.h"

struct mq_column *mq_column_new(struct mq_index *index, mq_field_id field, mq_record_id end);
void mq_column_free(struct mq_column *column);
/* Look a chunk up; one that is missing or damaged is one in which nothing is known. */
void mq_index_chunk(struct mq_index *index, mq_field_id field, size_t number,
	struct mq_chunk *chunk);

struct mq_texts *mq_texts_new(struct mq_index *index, mq_field_id field, mq_record_id end);
void mq_texts_free(struct mq_texts *texts);
/* Look a pack up; one that is missing or damaged is one without texts. */
const unsigned char *mq_index_pack(struct mq_index *index, mq_field_id field, size_t number);

#endif
