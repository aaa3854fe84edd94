/*
 * The entries of up to 4,096 records of one kind, gathered without asking for memory
 * for each:
 *
 *     postings  of KNOWN and of the values of a list: each has a place, the bits of which
 *               say who has it. The first place of all is that of the records themselves
 *     terms     all others; a hash table gives each a slot, and a log has a line for each
 *               record that has it
 *     columns   a dense chunk for each field that came
 *     texts     a list of those that came, their bytes one behind the other; where records
 *               are kept, texts and what comes of them (grams, sort keys) are gathered out
 *               of these when the batch is spilled, which bulk.c lets another thread do,
 *               and only where they lie is remembered before
 *     bytes     encoded records and key texts, one behind the other
 *
 * Batches begin at multiples of 4,096, and so never cross a shard or share a chunk with
 * another one, unless long texts make one full before its time. spill.c writes one.
 */
#include "batch.h"

#include <stdlib.h>

enum {
	LOG_MAX = 1 << 23,	/* lines of the log */
	BYTES_MAX = 1 << 23,	/* of records: their texts have no more grams than bytes */
	TABLE_MIN = 1 << 12,
};

/* Places for KNOWN and the values of each field, in this order, and in the order of fields;
 * before them one for the records themselves. */
static void lay_places(struct mq_batch *batch)
{
	const struct mq_schema *schema = batch->schema;
	size_t at = 1;

	batch->places = mq_alloc((schema->n_fields + 1) * sizeof(*batch->places));
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		batch->places[i] = (uint32_t)at;
		at += field->kind != batch->kind ? 0 : field->codes != NULL
			? 1 + field->codes->n_codes : field->type == MQ_TYPE_BOOL ? 3 : 1;
	}
	batch->places[schema->n_fields] = (uint32_t)at;
	batch->bits = mq_alloc(at * PART_WORDS * sizeof(*batch->bits));
}

static void know_texts(struct mq_batch *batch)
{
	const struct mq_schema *schema = batch->schema;

	batch->has_texts = mq_alloc(schema->n_fields + 1);
	for (size_t i = 0; i < schema->n_fields; i++) {
		batch->has_texts[i] = mq_terms_have_texts(schema, (mq_field_id)i);
	}
}

struct mq_batch *mq_batch_new(const struct mq_schema *schema, struct mq_terms *terms,
	mq_kind_id kind, bool records)
{
	struct mq_batch *batch = mq_alloc(sizeof(*batch));

	batch->schema = schema;
	batch->terms = terms;
	batch->kind = kind;
	batch->records = records;
	batch->later_terms = records ? mq_terms_beside(terms) : NULL;
	batch->items = mq_alloc(BATCH_IDS * sizeof(*batch->items));
	batch->columns = mq_alloc((schema->n_fields + 1) * sizeof(*batch->columns));
	batch->table_size = TABLE_MIN;
	batch->table = mq_alloc(batch->table_size * sizeof(*batch->table));
	lay_places(batch);
	know_texts(batch);
	return batch;
}

void mq_batch_free(struct mq_batch *batch)
{
	if (batch == NULL) {
		return;
	}
	for (size_t i = 0; i < batch->schema->n_fields; i++) {
		free(batch->columns[i].numbers);
	}
	mq_terms_free(batch->later_terms);
	free(batch->columns);
	free(batch->items);
	free(batch->slots);
	free(batch->table);
	free(batch->places);
	free(batch->bits);
	free(batch->has_texts);
	free(batch->later);
	free(batch->log);
	free(batch->keys);
	free(batch->texts);
	mq_buf_release(&batch->text_bytes);
	mq_buf_release(&batch->bytes);
	mq_buf_release(&batch->key_bytes);
	mq_buf_release(&batch->value);
	free(batch);
}

/* ---- gathering ---- */

static inline size_t hash_of(union mq_term term)
{
	uint64_t hash = (term.words[0] ^ term.words[2]) * UINT64_C(0x9e3779b97f4a7c15);

	hash = (hash ^ hash >> 32 ^ term.words[1]) * UINT64_C(0xff51afd7ed558ccd);
	return (size_t)(hash ^ hash >> 32);
}

static inline bool same_term(const union mq_term *a, union mq_term b)
{
	return a->words[0] == b.words[0] && a->words[1] == b.words[1]
		&& a->words[2] == b.words[2];
}

static void grow_table(struct mq_batch *batch)
{
	batch->table_size *= 2;
	free(batch->table);
	batch->table = mq_alloc(batch->table_size * sizeof(*batch->table));
	for (size_t i = 0; i < batch->n_slots; i++) {
		size_t at = hash_of(batch->slots[i].term) & (batch->table_size - 1);

		while (batch->table[at] != 0) {
			at = (at + 1) & (batch->table_size - 1);
		}
		batch->table[at] = (uint32_t)i + 1;
	}
}

/* A slot for a term that has none, and that belongs to place `at` of the table. */
static size_t new_slot(struct mq_batch *batch, union mq_term term, size_t at)
{
	batch->slots = mq_grow(batch->slots, &batch->slots_cap, batch->n_slots + 1,
		sizeof(*batch->slots));
	batch->slots[batch->n_slots++] = (struct slot){.term = term};
	batch->table[at] = (uint32_t)batch->n_slots;
	if (batch->n_slots * 2 > batch->table_size) {
		grow_table(batch);
	}
	return batch->n_slots - 1;
}

/* Terms are handed over whole, so that they can stay in registers. */
static inline size_t slot_of(struct mq_batch *batch, union mq_term term)
{
	size_t at = hash_of(term) & (batch->table_size - 1);

	while (batch->table[at] != 0) {
		if (same_term(&batch->slots[batch->table[at] - 1].term, term)) {
			return batch->table[at] - 1;
		}
		at = (at + 1) & (batch->table_size - 1);
	}
	return new_slot(batch, term, at);
}

/* Of the record at hand. */
static uint16_t offset_of(const struct mq_batch *batch)
{
	return batch->at_hand % BATCH_IDS;
}

/* Log that the record at hand has the term in slot `number`. */
static inline void log_slot(struct mq_batch *batch, size_t number)
{
	struct slot *slot = batch->slots + number;

	if (slot->last == 1u + offset_of(batch)) {
		return;		/* it has been said already */
	}
	slot->last = 1u + offset_of(batch);
	slot->n++;
	if (batch->n_log == batch->log_cap) {
		batch->log = mq_grow(batch->log, &batch->log_cap, batch->n_log + 1,
			sizeof(*batch->log));
	}
	batch->log[batch->n_log++] = (struct line){(uint32_t)number, (uint16_t)batch->at_hand};
}

static inline void add_to_place(struct mq_batch *batch, size_t place)
{
	size_t offset = offset_of(batch);

	batch->bits[place * PART_WORDS + offset / 64] |= (uint64_t)1 << offset % 64;
}

/* A posting that has no place: of a bucket. Kept out of the way of those that have one. */
__attribute__((noinline)) static void log_posting(struct mq_batch *batch, mq_field_id field,
	uint32_t value)
{
	log_slot(batch, slot_of(batch, mq_term_posting(field, value)));
}

static void add_posting(void *context, mq_field_id field, uint32_t value)
{
	struct mq_batch *batch = context;
	/* MQ_VALUE_KNOWN comes to be the first. */
	size_t place = (size_t)batch->places[field] + (uint32_t)(value + 1);

	if (place < batch->places[field + 1]) {
		add_to_place(batch, place);
	} else {
		log_posting(batch, field, value);
	}
}

static void add_gram(void *context, mq_field_id field, const char *gram, size_t len)
{
	struct mq_batch *batch = context;

	log_slot(batch, slot_of(batch, mq_term_gram(field, gram, len)));
}

static void make_numbers(struct column *column)
{
	column->numbers = mq_alloc(BATCH_IDS * sizeof(*column->numbers));
	for (size_t i = 0; i < BATCH_IDS; i++) {
		column->numbers[i] = MQ_NO_NUMBER;
	}
}

static void add_number(void *context, mq_field_id field, int64_t number)
{
	struct mq_batch *batch = context;
	struct column *column = batch->columns + field;

	if (column->numbers == NULL) {
		make_numbers(column);
	}
	column->used = true;
	column->numbers[offset_of(batch)] = number;
}

static void add_text(void *context, mq_field_id field, const struct mq_text *text)
{
	struct mq_batch *batch = context;
	bool same = text->folded.data == text->written.data;

	batch->texts = mq_grow(batch->texts, &batch->texts_cap, batch->n_texts + 1,
		sizeof(*batch->texts));
	batch->texts[batch->n_texts++] = (struct text_item){
		.field = field,
		.offset = offset_of(batch),
		.at = batch->text_bytes.len,
		.written_len = text->written.len,
		.folded_len = same ? SAME_AS_WRITTEN : text->folded.len,
	};
	mq_buf_add(&batch->text_bytes, text->written.data, text->written.len);
	if (!same) {
		mq_buf_add(&batch->text_bytes, text->folded.data, text->folded.len);
	}
}

static void add_key(struct mq_batch *batch, mq_record_id id, const struct mq_record *record)
{
	size_t at = batch->key_bytes.len;
	struct mq_buf *text = &batch->value;

	mq_buf_clear(text);
	if (mq_record_key(batch->schema, batch->kind, record, text)) {
		struct mq_key key = mq_key_unique(batch->kind, mq_slice(text->data, text->len));

		mq_buf_add(&batch->key_bytes, key.bytes, key.len);
		batch->keys = mq_grow(batch->keys, &batch->keys_cap, batch->n_keys + 1,
			sizeof(*batch->keys));
		batch->keys[batch->n_keys++] = (struct key_item){NULL, at, key.len, id};
	}
}

/* The record was encoded: its texts are the last of all bytes. */
static void remember_texts(struct mq_batch *batch, const struct mq_record *record)
{
	size_t at = batch->bytes.len;

	for (size_t i = record->n_values; i-- > 0;) {
		mq_field_id field = record->values[i].field;
		size_t len = record->values[i].text.len;

		at -= len;
		if (field < batch->schema->n_fields && batch->has_texts[field]) {
			batch->later = mq_grow(batch->later, &batch->later_cap,
				batch->n_later + 1, sizeof(*batch->later));
			batch->later[batch->n_later++] =
				(struct later){field, offset_of(batch), at, len};
		}
	}
}

bool mq_batch_is_full(const struct mq_batch *batch, mq_record_id id)
{
	return batch->n_items > 0 && (batch->items[0].id >> MQ_BATCH_BITS != id >> MQ_BATCH_BITS
		|| batch->n_log > LOG_MAX || batch->bytes.len > BYTES_MAX
		|| batch->text_bytes.len > 2 * BYTES_MAX);
}

void mq_batch_add(struct mq_batch *batch, struct mq_runs *runs, mq_record_id id,
	const struct mq_record *record)
{
	const struct mq_terms_sink sink = {
		batch->records ? MQ_TERMS_OF_VALUES : MQ_TERMS_ALL,
		add_posting, add_number, add_gram, add_text, batch,
	};

	if (mq_batch_is_full(batch, id)) {
		mq_batch_spill(batch, runs);
	}
	batch->items[batch->n_items++] = (struct item){.id = id, .bytes = batch->bytes.len};
	batch->at_hand = id;
	add_to_place(batch, PLACE_OF_RECORDS);
	add_key(batch, id, record);
	if (batch->records) {
		mq_record_encode(record, &batch->bytes);
		remember_texts(batch, record);
	}
	mq_terms_record(batch->terms, record, &sink);
}

void mq_batch_look_at_texts(struct mq_batch *batch)
{
	const struct mq_terms_sink texts = {
		MQ_TERMS_OF_TEXTS, add_posting, add_number, add_gram, add_text, batch,
	};
	mq_record_id first = batch->items[0].id >> MQ_BATCH_BITS << MQ_BATCH_BITS;

	for (size_t i = 0; i < batch->n_later; i++) {
		const struct later *later = batch->later + i;

		batch->at_hand = first + later->offset;
		mq_terms_value(batch->later_terms, later->field,
			mq_slice(batch->bytes.data + later->at, later->len), &texts);
	}
}
