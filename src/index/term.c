/*
 * Terms and keys. The keys that what terms.c lists stands under, numbers big end first:
 *
 *     POSTING   u16 field, u32 value, u16 shard      → image (image.c)
 *     GRAM      u16 field, gram, u16 shard           → image; the length tells where
 *                                                      the gram ends
 *     COLUMN    u16 field, u32 chunk                 → chunk (chunk.c)
 *     TEXT      u16 field, u32 pack                  → pack (pack.c)
 *     RECORD    u16 kind, u32 id                     → record (schema's record.c)
 *     KEY       u16 kind, key text                   → u32 id
 *     META      "end", u16 kind                      → u32 one past the last id given
 *
 * Live fields are numbered from 0xff00 by kind, above every field of a schema.
 */
#include "terms.h"

enum { LIVE_FIELDS = 0xff00 };

mq_field_id mq_live_field(mq_kind_id kind)
{
	return (mq_field_id)(LIVE_FIELDS + kind);
}

/* ---- terms that lead to sets ---- */

static union mq_term term_of(enum mq_table table, mq_field_id field)
{
	union mq_term term = {.words = {0}};

	term.bytes[0] = (unsigned char)table;
	term.bytes[MQ_TERM_FIELD] = (unsigned char)(field >> 8);
	term.bytes[MQ_TERM_FIELD + 1] = (unsigned char)field;
	return term;
}

union mq_term mq_term_posting(mq_field_id field, uint32_t value)
{
	union mq_term term = term_of(MQ_TABLE_POSTING, field);

	for (int i = 0; i < 4; i++) {
		term.bytes[MQ_TERM_NAME + i] = (unsigned char)(value >> (24 - 8 * i));
	}
	term.bytes[MQ_TERM_LEN] = MQ_TERM_NAME + 4;
	return term;
}

union mq_term mq_term_column(mq_field_id field)
{
	union mq_term term = term_of(MQ_TABLE_COLUMN, field);

	term.bytes[MQ_TERM_LEN] = MQ_TERM_NAME;
	return term;
}

union mq_term mq_term_texts(mq_field_id field)
{
	union mq_term term = term_of(MQ_TABLE_TEXT, field);

	term.bytes[MQ_TERM_LEN] = MQ_TERM_NAME;
	return term;
}

enum mq_table mq_term_table(const union mq_term *term)
{
	return (enum mq_table)term->bytes[0];
}

struct mq_key mq_term_key(const union mq_term *term, size_t part)
{
	struct mq_key key;

	key.len = 0;	/* its bytes need not be cleared first */
	mq_key_add_text(&key, term->bytes + MQ_TERM_FIELD, term->bytes[MQ_TERM_LEN] - MQ_TERM_FIELD);
	if (mq_term_table(term) == MQ_TABLE_COLUMN || mq_term_table(term) == MQ_TABLE_TEXT) {
		mq_key_add32(&key, (uint32_t)part);
	} else {
		mq_key_add16(&key, (uint16_t)part);
	}
	return key;
}

/* ---- keys ---- */

struct mq_key mq_key_record(mq_kind_id kind, mq_record_id id)
{
	struct mq_key key;

	key.len = 0;
	mq_key_add16(&key, kind);
	mq_key_add32(&key, id);
	return key;
}

struct mq_key mq_key_unique(mq_kind_id kind, struct mq_slice text)
{
	struct mq_key key;

	key.len = 0;
	mq_key_add16(&key, kind);
	mq_key_add_text(&key, text.data, text.len);
	return key;
}

struct mq_key mq_key_end(mq_kind_id kind)
{
	struct mq_key key;

	key.len = 0;
	mq_key_add_text(&key, "end", 3);
	mq_key_add16(&key, kind);
	return key;
}
