/*
 * Inside index: what a record is found by, and the keys of that.
 */
#ifndef INDEX_TERMS_H
#define INDEX_TERMS_H

#include <assert.h>
#include <string.h>

#include <minqing/index.h>
#include <minqing/text.h>

#include "pack.h"

enum mq_terms_which {
	MQ_TERMS_OF_VALUES = 1,	/* what every value has */
	MQ_TERMS_OF_TEXTS = 2,	/* what a text has beyond that it is known: it takes longer */
	MQ_TERMS_ALL = MQ_TERMS_OF_VALUES | MQ_TERMS_OF_TEXTS,
};

/* Who hears of terms, and of which. A gram may come more than once. */
struct mq_terms_sink {
	enum mq_terms_which which;
	void (*posting)(void *context, mq_field_id field, uint32_t value);
	void (*number)(void *context, mq_field_id field, int64_t number);
	void (*gram)(void *context, mq_field_id field, const char *gram, size_t len);
	/* Both forms are borrowed for the call. */
	void (*text)(void *context, mq_field_id field, const struct mq_text *text);
	void *context;
};

/* What each field of a schema is indexed as, worked out once, and scratch space. */
struct mq_terms;

/* Borrows both. pinyin may be NULL as long as no value has a sort key. */
struct mq_terms *mq_terms_new(const struct mq_schema *schema, struct mq_pinyin *pinyin);
/* The same with scratch space of its own, for texts on another thread: of pinyin no more is
 * asked than sort keys, of a collator that ICU lets threads share. */
struct mq_terms *mq_terms_beside(const struct mq_terms *terms);
void mq_terms_free(struct mq_terms *terms);
/* Is there a column of the field, be it one without an order? */
bool mq_terms_have_column(const struct mq_schema *schema, mq_field_id field);
/* Are there packed texts of the field? */
bool mq_terms_have_texts(const struct mq_schema *schema, mq_field_id field);
/* The terms of one canonical value of a stored field. */
void mq_terms_value(struct mq_terms *terms, mq_field_id field, struct mq_slice text,
	const struct mq_terms_sink *sink);
/* The terms of all values of a record; that it is there is a posting more. */
void mq_terms_record(struct mq_terms *terms, const struct mq_record *record,
	const struct mq_terms_sink *sink);

/* ---- terms that lead to sets ---- */

/* A posting, a gram, a column or the texts of a field, packed: the table, the entry's key
 * without its last part (shard, chunk, pack), zeros, and in the last byte the length of it
 * all. Terms compare as their bytes do. */
union mq_term {
	unsigned char bytes[24];
	uint64_t words[3];
};

enum { MQ_TERM_FIELD = 1, MQ_TERM_NAME = 3, MQ_TERM_LEN = 23 };

static_assert(MQ_TERM_NAME + MQ_GRAM_MAX <= MQ_TERM_LEN, "a gram fits into a term");
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "words are put together so");

/* One to eight bytes as a word, the first one lowest: both halves, which may overlap, or of
 * less than four the first, the middle and the last, which may be the same. */
static inline uint64_t mq_term_word(const char *bytes, size_t len)
{
	uint32_t low;
	uint32_t high;

	if (len >= sizeof(low)) {
		memcpy(&low, bytes, sizeof(low));
		memcpy(&high, bytes + len - sizeof(high), sizeof(high));
		return low | (uint64_t)high << 8 * (len - sizeof(high));
	}
	return (unsigned char)bytes[0] | (uint32_t)(unsigned char)bytes[len / 2] << 8 * (len / 2)
		| (uint32_t)(unsigned char)bytes[len - 1] << 8 * (len - 1);
}

/* Made of whole words: a dozen come with every text and are hashed at once, and a word read
 * from bytes just written would wait for them. */
static inline union mq_term mq_term_gram(mq_field_id field, const char *gram, size_t len)
{
	uint64_t low = mq_term_word(gram, len < 8 ? len : 8);
	uint64_t high = len > 8 ? mq_term_word(gram + 8, len - 8) : 0;
	uint64_t big_end = (uint64_t)(field >> 8) | (uint64_t)(field & 0xff) << 8;
	union mq_term term;

	assert(len <= MQ_GRAM_MAX);
	term.words[0] = MQ_TABLE_GRAM | big_end << 8 * MQ_TERM_FIELD | low << 8 * MQ_TERM_NAME;
	term.words[1] = low >> (64 - 8 * MQ_TERM_NAME) | high << 8 * MQ_TERM_NAME;
	term.words[2] = high >> (64 - 8 * MQ_TERM_NAME) | (uint64_t)(MQ_TERM_NAME + len) << 56;
	return term;
}

union mq_term mq_term_posting(mq_field_id field, uint32_t value);
union mq_term mq_term_column(mq_field_id field);
union mq_term mq_term_texts(mq_field_id field);
enum mq_table mq_term_table(const union mq_term *term);
/* The key of the term's entry for one shard, or of one chunk of a column, one pack of
 * texts. */
struct mq_key mq_term_key(const union mq_term *term, size_t part);

/* The number under which the ids of a kind that have a record are a posting. */
mq_field_id mq_live_field(mq_kind_id kind);

/* ---- keys: drawn in term.c ---- */

struct mq_key mq_key_record(mq_kind_id kind, mq_record_id id);
struct mq_key mq_key_unique(mq_kind_id kind, struct mq_slice text);
struct mq_key mq_key_end(mq_kind_id kind);

/* ---- what entries are called in messages: entry.c ---- */

/* Append what a person calls the entry of table under key: its field, value and
 * shard. Keys of records are told by kind alone: they are personal. */
void mq_entry_name(const struct mq_schema *schema, enum mq_table table, struct mq_slice key,
	struct mq_buf *out);
/* Add the fault that the entry is sealed and yet not what we write. */
enum mq_err mq_entry_damaged(const struct mq_schema *schema, enum mq_table table,
	struct mq_slice key, struct mq_diag *diag);

#endif
