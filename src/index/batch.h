/*
 * Inside index: what batch.c gathers and spill.c writes.
 */
#ifndef INDEX_BATCH_H
#define INDEX_BATCH_H

#include "chunk.h"
#include "run.h"
#include "terms.h"

enum {
	BATCH_IDS = 1 << MQ_BATCH_BITS,
	CHUNKS = BATCH_IDS / MQ_CHUNK_IDS,
};

/* A term and how many records have it. */
struct slot {
	union mq_term term;
	uint32_t n;
	uint32_t last;		/* 1 + the place of the last record that has it */
};

struct column {
	int64_t *numbers;	/* CHUNKS × MQ_CHUNK_IDS */
	bool used[CHUNKS];
};

/* A record, and where its lines and bytes begin. */
struct item {
	mq_record_id id;
	uint32_t log;
	uint32_t later;		/* in the log too, behind those of all records */
	size_t bytes;
};

struct key_item {
	const unsigned char *data;	/* set when all are there: bytes may move */
	size_t at;
	size_t len;
	mq_record_id id;
};

/* A text: written form, folded form, both in text_bytes. */
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
	struct mq_terms *later;		/* own: texts are looked at when spilled; NULL: at once */
	struct item *items;		/* BATCH_IDS + 1 of them */
	size_t n_items;
	size_t at_hand;			/* 1 + the place of the record whose terms come */
	struct slot *slots;
	size_t n_slots, slots_cap;
	uint32_t *table;		/* 1 + slot by hash; a power of two, at most half full */
	size_t table_size;
	uint32_t *direct;		/* 1 + slot of postings, without a hash: see batch.c */
	size_t *direct_at;		/* by field: its first in direct; one more: their end */
	uint32_t *log;			/* slots */
	size_t n_log, log_cap;
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

/* What waited for the batch to be spilled; ends the list of items. */
void mq_batch_look_at_texts(struct mq_batch *batch);

#endif
