/*
 * Inside index: the log of changes that writer.c fills and flush.c puts.
 */
#ifndef INDEX_WRITER_H
#define INDEX_WRITER_H

#include "terms.h"

/* One line. Columns have a term too, with nothing but table and field in it. */
struct change {
	union mq_term term;
	mq_record_id id;
	uint32_t serial;
	int64_t number;		/* columns: MQ_NO_NUMBER takes it away; texts: likewise, else
				 * the place in texts; else 0 out, 1 in */
};

/* A text of the log: written form, folded form, both in text_bytes. */
struct text_change {
	size_t at;
	size_t written_len;
	size_t folded_len;
};

/* One past the highest id of a kind. */
struct end {
	mq_record_id end;
	bool known;
	bool changed;
};

struct mq_writer {
	const struct mq_schema *schema;
	struct mq_txn *txn;
	struct mq_terms *terms;
	struct change *changes;
	size_t n_changes;
	size_t cap;
	struct text_change *texts;
	size_t n_texts;
	size_t cap_texts;
	struct mq_buf text_bytes;
	struct end *ends;	/* by kind */
	mq_record_id id;	/* whose terms are on their way into the log */
	bool present;		/* … into the index, or out of it */
	struct mq_buf bytes;	/* scratch */
	int64_t *numbers;	/* scratch: one chunk */
};

#endif
