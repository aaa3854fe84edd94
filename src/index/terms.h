/*
 * Inside index: what a record is found by, and the keys of that.
 */
#ifndef INDEX_TERMS_H
#define INDEX_TERMS_H

#include <minqing/index.h>

/* Who hears of terms. A gram may come more than once. */
struct mq_terms_sink {
	void (*posting)(void *context, mq_field_id field, uint32_t value);
	void (*number)(void *context, mq_field_id field, int64_t number);
	void (*gram)(void *context, mq_field_id field, const char *gram, size_t len);
	void *context;
};

/* What each field of a schema is indexed as, worked out once, and scratch space. */
struct mq_terms;

/* Borrows both. pinyin may be NULL as long as no value has a sort key. */
struct mq_terms *mq_terms_new(const struct mq_schema *schema, struct mq_pinyin *pinyin);
void mq_terms_free(struct mq_terms *terms);
/* The terms of one canonical value of a stored field. */
void mq_terms_value(struct mq_terms *terms, mq_field_id field, struct mq_slice text,
	const struct mq_terms_sink *sink);
/* The terms of a whole record: those of its values, and that it is there. */
void mq_terms_record(struct mq_terms *terms, mq_kind_id kind, const struct mq_record *record,
	const struct mq_terms_sink *sink);

/* The number under which the ids of a kind that have a record are a posting. */
mq_field_id mq_live_field(mq_kind_id kind);

/* ---- keys: drawn in terms.c ---- */

struct mq_key mq_key_posting(mq_field_id field, uint32_t value, uint16_t shard);
struct mq_key mq_key_column(mq_field_id field, uint32_t chunk);
struct mq_key mq_key_gram(mq_field_id field, const char *gram, size_t len, uint16_t shard);
struct mq_key mq_key_record(mq_kind_id kind, mq_record_id id);
struct mq_key mq_key_unique(mq_kind_id kind, struct mq_slice text);
struct mq_key mq_key_end(mq_kind_id kind);

#endif
