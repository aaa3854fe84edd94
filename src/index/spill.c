/*
 * A batch, written as one sorted run. Its log has the terms of each record; runs want the
 * records of each term, so the log is turned: slots have counted their ids, hence
 * their places are known, and one pass puts each record's offset to its terms'. Ids
 * come out ascending by themselves. Only the terms are sorted, once.
 */
#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "set.h"

enum { VARINT_MAX = 5 };	/* bytes of 32 bits */

static void spill_records(struct mq_batch *batch, struct mq_runs *runs)
{
	for (size_t i = 0; i < batch->n_items && batch->records; i++) {
		const struct item *item = batch->items + i;
		struct mq_key key = mq_key_record(batch->kind, item->id);

		mq_runs_add(runs, MQ_TABLE_RECORD, mq_key_slice(&key),
			mq_slice(batch->bytes.data + item->bytes, item[1].bytes - item->bytes));
	}
}

static int compare_keys(const void *left, const void *right)
{
	const struct key_item *a = left;
	const struct key_item *b = right;
	int order = memcmp(a->data, b->data, a->len < b->len ? a->len : b->len);

	if (order != 0 || a->len == b->len) {
		return order;
	}
	return a->len < b->len ? -1 : 1;
}

static void spill_keys(struct mq_batch *batch, struct mq_runs *runs)
{
	for (size_t i = 0; i < batch->n_keys; i++) {
		batch->keys[i].data = (const unsigned char *)batch->key_bytes.data + batch->keys[i].at;
	}
	if (batch->n_keys > 0) {
		qsort(batch->keys, batch->n_keys, sizeof(*batch->keys), compare_keys);
	}
	for (size_t i = 0; i < batch->n_keys; i++) {
		struct mq_key number = {.len = 0};

		mq_key_add32(&number, batch->keys[i].id);
		mq_runs_add(runs, MQ_TABLE_KEY, mq_slice(batch->keys[i].data, batch->keys[i].len),
			mq_key_slice(&number));
	}
}

static void spill_columns(struct mq_batch *batch, struct mq_runs *runs)
{
	size_t first = batch->items[0].id >> MQ_BATCH_BITS << MQ_BATCH_BITS >> MQ_CHUNK_BITS;

	for (size_t i = 0; i < batch->schema->n_fields; i++) {
		struct column *column = batch->columns + i;
		union mq_term term = mq_term_column((mq_field_id)i);

		for (size_t k = 0; k < CHUNKS; k++) {
			struct mq_key key = mq_term_key(&term, first + k);

			if (!column->used[k]) {
				continue;
			}
			mq_buf_clear(&batch->value);
			mq_chunk_encode(column->numbers + k * MQ_CHUNK_IDS, MQ_CHUNK_IDS,
				&batch->value);
			mq_runs_add(runs, MQ_TABLE_COLUMN, mq_key_slice(&key),
				mq_slice(batch->value.data, batch->value.len));
			column->used[k] = false;
		}
	}
}

/* The log turned: the ids' offsets of slot i are offsets[starts[i]] and on. */
struct turned {
	uint16_t *offsets;
	uint32_t *starts;
};

static void turn_lines(const struct mq_batch *batch, struct turned *turned, mq_record_id id,
	uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		turned->offsets[--turned->starts[batch->log[i]]] = id % BATCH_IDS;
	}
}

static struct turned turn(const struct mq_batch *batch)
{
	struct turned turned = {
		.offsets = mq_alloc((batch->n_log + 1) * sizeof(*turned.offsets)),
		.starts = mq_alloc((batch->n_slots + 1) * sizeof(*turned.starts)),
	};
	uint32_t start = 0;

	for (size_t i = 0; i < batch->n_slots; i++) {
		start += batch->slots[i].n;
		turned.starts[i] = start;
	}
	/* Backwards, each place filled from its end, so that starts end as starts. */
	for (size_t i = batch->n_items; i-- > 0;) {
		const struct item *item = batch->items + i;

		turn_lines(batch, &turned, item->id, item->log, item[1].log);
		turn_lines(batch, &turned, item->id, item->later, item[1].later);
	}
	return turned;
}

/* What terms are sorted by: their first bytes as a number decide nearly always. */
struct order {
	uint64_t first;
	const struct slot *slot;
};

static int compare_order(const void *left, const void *right)
{
	const struct order *a = left;
	const struct order *b = right;

	if (a->first != b->first) {
		return a->first < b->first ? -1 : 1;
	}
	return memcmp(a->slot->term.bytes, b->slot->term.bytes, sizeof(a->slot->term.bytes));
}

static struct order *sorted_slots(const struct mq_batch *batch)
{
	struct order *order = mq_alloc((batch->n_slots + 1) * sizeof(*order));

	for (size_t i = 0; i < batch->n_slots; i++) {
		order[i].slot = batch->slots + i;
		order[i].first = mq_key_read64(batch->slots[i].term.bytes);
	}
	qsort(order, batch->n_slots, sizeof(*order), compare_order);
	return order;
}

/* As mq_buf_add_varint, where there is room: this runs once for every term of every
 * record. */
static char *put_varint(char *at, uint32_t value)
{
	while (value >= 0x80) {
		*at++ = (char)(value | 0x80);
		value >>= 7;
	}
	*at++ = (char)value;
	return at;
}

static void spill_slot(struct mq_batch *batch, struct mq_runs *runs, const struct slot *slot,
	const uint16_t *offsets)
{
	mq_record_id first = batch->items[0].id >> MQ_BATCH_BITS << MQ_BATCH_BITS;
	struct mq_key key = mq_term_key(&slot->term, first >> MQ_SHARD_BITS);
	struct mq_buf *value = &batch->value;
	mq_record_id next = 0;
	char *at;

	value->data = mq_grow(value->data, &value->cap, slot->n * (size_t)VARINT_MAX, 1);
	at = value->data;
	for (size_t i = 0; i < slot->n; i++) {
		at = put_varint(at, first + offsets[i] - next);
		next = first + offsets[i] + 1;
	}
	mq_runs_add(runs, mq_term_table(&slot->term), mq_key_slice(&key),
		mq_slice(value->data, (size_t)(at - value->data)));
}

/* ---- texts ---- */

/* The texts of one field stand together, and by id, as they came: each goes behind the one
 * of its field before it, so that no two are compared. */
static struct text_item *sorted_texts(const struct mq_batch *batch)
{
	struct text_item *sorted = mq_alloc((batch->n_texts + 1) * sizeof(*sorted));
	size_t *ends = mq_alloc((batch->schema->n_fields + 1) * sizeof(*ends));

	for (size_t i = 0; i < batch->n_texts; i++) {
		ends[batch->texts[i].field + 1]++;
	}
	for (size_t i = 0; i < batch->schema->n_fields; i++) {
		ends[i + 1] += ends[i];
	}
	for (size_t i = 0; i < batch->n_texts; i++) {
		sorted[ends[batch->texts[i].field]++] = batch->texts[i];
	}
	free(ends);
	return sorted;
}

/* Put the texts from `from` on that are of one pack; gives the end of them. */
static size_t spill_pack(struct mq_batch *batch, struct mq_runs *runs,
	const struct text_item *sorted, size_t from)
{
	const struct text_item *first = sorted + from;
	mq_record_id id = (batch->items[0].id >> MQ_BATCH_BITS << MQ_BATCH_BITS) + first->offset;
	union mq_term term = mq_term_texts(first->field);
	struct mq_key key = mq_term_key(&term, id >> MQ_PACK_BITS);
	struct mq_text texts[MQ_PACK_IDS] = {0};
	size_t i = from;

	for (; i < batch->n_texts && sorted[i].field == first->field
			&& sorted[i].offset >> MQ_PACK_BITS == first->offset >> MQ_PACK_BITS; i++) {
		const struct text_item *item = sorted + i;
		const char *at = batch->text_bytes.data + item->at;

		texts[item->offset % MQ_PACK_IDS] = (struct mq_text){
			mq_slice(at, item->written_len),
			mq_slice(at + item->written_len, item->folded_len)};
	}
	mq_buf_clear(&batch->value);
	mq_pack_encode(texts, &batch->value);
	mq_runs_add(runs, MQ_TABLE_TEXT, mq_key_slice(&key),
		mq_slice(batch->value.data, batch->value.len));
	return i;
}

static void spill_texts(struct mq_batch *batch, struct mq_runs *runs)
{
	struct text_item *sorted = sorted_texts(batch);

	for (size_t i = 0; i < batch->n_texts;) {
		i = spill_pack(batch, runs, sorted, i);
	}
	free(sorted);
}

static void clear(struct mq_batch *batch)
{
	memset(batch->table, 0, batch->table_size * sizeof(*batch->table));
	memset(batch->direct, 0, batch->direct_at[batch->schema->n_fields] * sizeof(*batch->direct));
	batch->n_slots = 0;
	batch->n_log = 0;
	batch->n_items = 0;
	batch->n_keys = 0;
	batch->n_texts = 0;
	mq_buf_clear(&batch->text_bytes);
	mq_buf_clear(&batch->bytes);
	mq_buf_clear(&batch->key_bytes);
}

void mq_batch_spill(struct mq_batch *batch, struct mq_runs *runs)
{
	struct turned turned;
	struct order *order;
	size_t i = 0;

	if (batch->n_items == 0) {
		return;
	}
	mq_batch_look_at_texts(batch);
	turned = turn(batch);
	order = sorted_slots(batch);
	/* In the order of tables: records, keys, postings, columns, grams, texts. */
	spill_records(batch, runs);
	spill_keys(batch, runs);
	for (; i < batch->n_slots && mq_term_table(&order[i].slot->term) == MQ_TABLE_POSTING; i++) {
		spill_slot(batch, runs, order[i].slot,
			turned.offsets + turned.starts[order[i].slot - batch->slots]);
	}
	spill_columns(batch, runs);
	for (; i < batch->n_slots; i++) {
		spill_slot(batch, runs, order[i].slot,
			turned.offsets + turned.starts[order[i].slot - batch->slots]);
	}
	spill_texts(batch, runs);
	mq_runs_end(runs);
	free(order);
	free(turned.offsets);
	free(turned.starts);
	clear(batch);
}
