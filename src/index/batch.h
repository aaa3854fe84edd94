/*
 * Inside index: what batch.c gathers and spill.c writes.
 */
#ifndef INDEX_BATCH_H
#define INDEX_BATCH_H

#include <assert.h>

#include "chunk.h"
#include "part.h"
#include "run.h"
#include "terms.h"

enum {
	BATCH_IDS = 1 << MQ_BATCH_BITS,
	PLACE_OF_RECORDS = 0,
};

static_assert((int)PART_BITS == (int)MQ_BATCH_BITS, "a batch makes one part of each set");
static_assert((int)MQ_CHUNK_BITS == (int)MQ_BATCH_BITS, "and one chunk of each column");

/* A term and how many records have it. */
struct slot {
	union mq_term term;
	uint32_t n;
	uint32_t last;		/* 1 + the offset of the last record that has it */
};

/* A record has a term. */
struct line {
	uint32_t slot;
	uint16_t low;		/* half of its id */
};

/* One chunk. */
struct column {
	int64_t *numbers;	/* BATCH_IDS of them; MQ_NO_NUMBER where none came */
	bool used;
};

/* A record, and where its bytes begin. */
struct item {
	mq_record_id id;
	size_t bytes;
};

struct key_item {
	const unsigned char *data;	/* set when all are there: bytes may move */
	size_t at;
	size_t len;
	mq_record_id id;
};

/* A text among the bytes of records, to be looked at when the batch is spilled. */
struct later {
	mq_field_id field;
	uint16_t offset;	/* of its record in the batch */
	size_t at;
	size_t len;
};

#define SAME_AS_WRITTEN SIZE_MAX

/* A text: written form, folded form where that is another, both in text_bytes. */
struct text_item {
	mq_field_id field;
	uint16_t offset;	/* of its record in the batch */
	size_t at;
	size_t written_len;
	size_t folded_len;
};

struct mq_batch {
	const struct mq_schema *schema;
	struct mq_terms *terms;
	mq_kind_id kind;
	bool records;
	struct item *items;		/* BATCH_IDS of them */
	size_t n_items;
	mq_record_id at_hand;		/* whose terms come */
	struct slot *slots;
	size_t n_slots, slots_cap;
	uint32_t *table;		/* 1 + slot by hash; a power of two, at most half full */
	size_t table_size;
	uint32_t *places;		/* by field: its first place; one more: their end */
	uint64_t *bits;			/* by place: who has the posting */
	struct line *log;
	size_t n_log, log_cap;
	struct mq_terms *later_terms;	/* own; NULL: texts are looked at at once */
	bool *has_texts;		/* by field */
	struct later *later;
	size_t n_later, later_cap;
	struct column *columns;		/* by field */
	struct text_item *texts;
	size_t n_texts, texts_cap;
	struct mq_buf text_bytes;
	struct mq_buf bytes;		/* encoded records */
	struct mq_buf key_bytes;
	struct key_item *keys;
	size_t n_keys, keys_cap;
	struct mq_buf value;		/* scratch */
};

/* What waited for the batch to be spilled. */
void mq_batch_look_at_texts(struct mq_batch *batch);

#endif
