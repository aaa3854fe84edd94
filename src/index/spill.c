/*
 * A batch, written as one sorted run. Its log has the terms of each record; runs want the
 * records of each term, so the log is turned: slots have counted their ids, hence
 * where each begins is known, and one pass puts each record's id to its terms'. Ids
 * come out ascending by themselves, as they do out of bits. Only the terms are sorted, once.
 */
#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "set.h"

static void spill_records(struct mq_batch *batch, struct mq_runs *runs)
{
	for (size_t i = 0; i < batch->n_items && batch->records; i++) {
		const struct item *item = batch->items + i;
		struct mq_key key = mq_key_record(batch->kind, item->id);
		size_t end = i + 1 < batch->n_items ? item[1].bytes : batch->bytes.len;

		mq_runs_add(runs, MQ_TABLE_RECORD, mq_key_slice(&key),
			mq_slice(batch->bytes.data + item->bytes, end - item->bytes));
	}
}

static int compare_keys(const void *left, const void *right, void *context)
{
	const struct mq_batch *batch = context;
	const struct key_item *a = batch->keys + ((const struct mq_order *)left)->number;
	const struct key_item *b = batch->keys + ((const struct mq_order *)right)->number;
	int order = memcmp(a->data, b->data, a->len < b->len ? a->len : b->len);

	if (order != 0 || a->len == b->len) {
		return order;
	}
	return a->len < b->len ? -1 : 1;
}

/* Up to eight bytes from `at` on as a number, zeros behind the last. */
static uint64_t first_bytes(const struct key_item *key, size_t at)
{
	unsigned char bytes[8] = {0};

	memcpy(bytes, key->data + at, key->len - at < sizeof(bytes) ? key->len - at : sizeof(bytes));
	return mq_key_read64(bytes);
}

/* How many bytes all keys begin with. */
static size_t common_bytes(const struct mq_batch *batch)
{
	const struct key_item *first = batch->keys;
	size_t common = first->len;

	for (size_t i = 1; i < batch->n_keys; i++) {
		const struct key_item *key = batch->keys + i;
		size_t n = 0;

		while (n < common && n < key->len && key->data[n] == first->data[n]) {
			n++;
		}
		common = n;
	}
	return common;
}

static struct mq_order *sorted_keys(struct mq_batch *batch)
{
	struct mq_order *order = mq_alloc((batch->n_keys + 1) * sizeof(*order));
	size_t common;

	for (size_t i = 0; i < batch->n_keys; i++) {
		batch->keys[i].data = (const unsigned char *)batch->key_bytes.data + batch->keys[i].at;
	}
	common = batch->n_keys > 0 ? common_bytes(batch) : 0;
	for (size_t i = 0; i < batch->n_keys; i++) {
		order[i] = (struct mq_order){first_bytes(batch->keys + i, common), (uint32_t)i};
	}
	mq_order_sort(order, batch->n_keys, compare_keys, batch);
	return order;
}

static void spill_keys(struct mq_batch *batch, struct mq_runs *runs)
{
	struct mq_order *order = sorted_keys(batch);

	for (size_t i = 0; i < batch->n_keys; i++) {
		const struct key_item *item = batch->keys + order[i].number;
		struct mq_key number;

		number.len = 0;
		mq_key_add32(&number, item->id);
		mq_runs_add(runs, MQ_TABLE_KEY, mq_slice(item->data, item->len),
			mq_key_slice(&number));
	}
	free(order);
}

static void spill_columns(struct mq_batch *batch, struct mq_runs *runs)
{
	for (size_t i = 0; i < batch->schema->n_fields; i++) {
		struct column *column = batch->columns + i;
		union mq_term term = mq_term_column((mq_field_id)i);
		struct mq_key key;

		if (!column->used) {
			continue;
		}
		key = mq_term_key(&term, batch->items[0].id >> MQ_CHUNK_BITS);
		mq_buf_clear(&batch->value);
		mq_chunk_encode(column->numbers, BATCH_IDS, &batch->value);
		mq_runs_add(runs, MQ_TABLE_COLUMN, mq_key_slice(&key),
			mq_slice(batch->value.data, batch->value.len));
		column->used = false;
		for (size_t k = 0; k < BATCH_IDS; k++) {
			column->numbers[k] = MQ_NO_NUMBER;
		}
	}
}

/* ---- sets ---- */

/* The log turned: the low halves of the ids of slot i are lows[starts[i]] and on. */
struct turned {
	uint16_t *lows;
	uint32_t *starts;
};

static struct turned turn(const struct mq_batch *batch)
{
	struct turned turned = {
		.lows = mq_alloc((batch->n_log + 1) * sizeof(*turned.lows)),
		.starts = mq_alloc((batch->n_slots + 1) * sizeof(*turned.starts)),
	};
	uint32_t start = 0;

	for (size_t i = 0; i < batch->n_slots; i++) {
		start += batch->slots[i].n;
		turned.starts[i] = start;
	}
	/* Backwards, each place filled from its end, so that starts end as starts. */
	for (size_t i = batch->n_log; i-- > 0;) {
		const struct line *line = batch->log + i;

		turned.lows[--turned.starts[line->slot]] = line->low;
	}
	return turned;
}

/* Who has a term: as bits, or as low halves of ids. */
struct term_set {
	union mq_term term;
	size_t n;
	const uint64_t *bits;	/* NULL: lows */
	const uint16_t *lows;
};

struct term_sets {
	struct term_set *list;
	size_t n;
	struct mq_order *order;
};

static void add_slots(const struct mq_batch *batch, const struct turned *turned,
	struct term_sets *sets)
{
	for (size_t i = 0; i < batch->n_slots; i++) {
		sets->list[sets->n++] = (struct term_set){
			batch->slots[i].term, batch->slots[i].n, NULL,
			turned->lows + turned->starts[i],
		};
	}
}

static void add_place(const struct mq_batch *batch, size_t place, mq_field_id field, uint32_t value,
	struct term_sets *sets)
{
	const uint64_t *bits = batch->bits + place * PART_WORDS;
	size_t n = mq_part_count(bits);

	if (n > 0) {
		sets->list[sets->n++] =
			(struct term_set){mq_term_posting(field, value), n, bits, NULL};
	}
}

static void add_places(const struct mq_batch *batch, struct term_sets *sets)
{
	add_place(batch, PLACE_OF_RECORDS, mq_live_field(batch->kind), MQ_VALUE_KNOWN, sets);
	for (size_t i = 0; i < batch->schema->n_fields; i++) {
		uint32_t value = MQ_VALUE_KNOWN;

		for (size_t at = batch->places[i]; at < batch->places[i + 1]; at++) {
			add_place(batch, at, (mq_field_id)i, value++, sets);
		}
	}
}

static int compare_terms(const void *left, const void *right, void *context)
{
	const struct term_sets *sets = context;
	const struct mq_order *a = left;
	const struct mq_order *b = right;

	return memcmp(sets->list[a->number].term.bytes, sets->list[b->number].term.bytes,
		sizeof(sets->list->term.bytes));
}

static struct term_sets sorted_sets(const struct mq_batch *batch, const struct turned *turned)
{
	size_t most = batch->n_slots + batch->places[batch->schema->n_fields];
	struct term_sets sets = {.list = mq_alloc((most + 1) * sizeof(*sets.list))};

	add_slots(batch, turned, &sets);
	add_places(batch, &sets);
	sets.order = mq_alloc((sets.n + 1) * sizeof(*sets.order));
	for (size_t i = 0; i < sets.n; i++) {
		sets.order[i] = (struct mq_order){
			mq_key_read64(sets.list[i].term.bytes), (uint32_t)i,
		};
	}
	mq_order_sort(sets.order, sets.n, compare_terms, &sets);
	return sets;
}

static void spill_set(struct mq_batch *batch, struct mq_runs *runs, const struct term_set *set)
{
	mq_record_id first = batch->items[0].id >> MQ_BATCH_BITS << MQ_BATCH_BITS;
	struct mq_key key = mq_term_key(&set->term, first >> MQ_SHARD_BITS);

	mq_buf_clear(&batch->value);
	if (set->bits != NULL) {
		mq_part_of_bits(first, set->bits, set->n, &batch->value);
	} else {
		mq_part_of_list(first, set->lows, set->n, &batch->value);
	}
	mq_runs_add(runs, mq_term_table(&set->term), mq_key_slice(&key),
		mq_slice(batch->value.data, batch->value.len));
}

/* From the from-th set on, those of one table; gives the end of them. */
static size_t spill_table(struct mq_batch *batch, struct mq_runs *runs,
	const struct term_sets *sets, size_t from, enum mq_table table)
{
	while (from < sets->n) {
		const struct term_set *set = sets->list + sets->order[from].number;

		if (mq_term_table(&set->term) != table) {
			break;
		}
		spill_set(batch, runs, set);
		from++;
	}
	return from;
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
		struct mq_slice written = mq_slice(at, item->written_len);

		texts[item->offset % MQ_PACK_IDS] = (struct mq_text){
			written, item->folded_len == SAME_AS_WRITTEN ? written
				: mq_slice(at + item->written_len, item->folded_len)};
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
	size_t n_places = batch->places[batch->schema->n_fields];

	memset(batch->table, 0, batch->table_size * sizeof(*batch->table));
	memset(batch->bits, 0, n_places * PART_WORDS * sizeof(*batch->bits));
	batch->n_slots = 0;
	batch->n_log = 0;
	batch->n_items = 0;
	batch->n_later = 0;
	batch->n_keys = 0;
	batch->n_texts = 0;
	mq_buf_clear(&batch->text_bytes);
	mq_buf_clear(&batch->bytes);
	mq_buf_clear(&batch->key_bytes);
}

void mq_batch_spill(struct mq_batch *batch, struct mq_runs *runs)
{
	struct turned turned;
	struct term_sets sets;
	size_t n_postings;

	if (batch->n_items == 0) {
		return;
	}
	mq_batch_look_at_texts(batch);
	turned = turn(batch);
	sets = sorted_sets(batch, &turned);
	/* In the order of tables. */
	spill_records(batch, runs);
	spill_keys(batch, runs);
	n_postings = spill_table(batch, runs, &sets, 0, MQ_TABLE_POSTING);
	spill_columns(batch, runs);
	spill_table(batch, runs, &sets, n_postings, MQ_TABLE_GRAM);
	spill_texts(batch, runs);
	mq_runs_end(runs);
	free(sets.list);
	free(sets.order);
	free(turned.lows);
	free(turned.starts);
	clear(batch);
}
