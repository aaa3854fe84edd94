/*
 * What has been looked at of one snapshot. A posting is found once and then lent
 * from here for as long as the snapshot lasts:
 *
 *     (field, value) or (field, gram)  →  set  →  shards, each a view of
 *           a large image where it lies in the map, or
 *           a small one copied to the arena, for the sake of alignment
 *     field                            →  column  →  chunks, where they lie
 *     field                            →  texts   →  packs, where they lie
 *
 * A committed snapshot's pages are not written again before another one is
 * committed, so views outlive the transaction that found them; nothing is looked
 * at through them until attach has seen that the snapshot is still the same, and still
 * where it was: a writer may have made the map larger, and then given up.
 *
 * Keys and records are not kept: they are read straight through the transaction.
 */
#include "reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "set.h"
#include "terms.h"

struct mq_index {
	const struct mq_schema *schema;
	struct mq_txn *txn;		/* NULL while detached */
	uint64_t snapshot;		/* of what is kept; 0: of none yet */
	const void *anchor;		/* a value of it that moves if the map does */
	struct mq_map *sets;		/* union mq_term -> struct mq_set * */
	struct mq_column **columns;	/* by field; NULL: not asked for */
	struct mq_texts **texts;	/* likewise */
	mq_record_id *ends;		/* by kind; MQ_NO_RECORD: not looked up */
	struct mq_set *nobody;		/* lent where there is no posting */
	struct mq_arena arena;
	enum mq_err err;		/* the first */
	struct mq_diag faults;
	bool (*stop)(void *context);	/* NULL: nobody stops */
	void *stop_context;
	bool stopped;
};

/* ---- one snapshot after the other ---- */

static void drop_sets(struct mq_index *index)
{
	struct mq_slice key;
	uint64_t value;
	size_t position = 0;

	while (index->sets != NULL && mq_map_next(index->sets, &position, &key, &value)) {
		struct mq_set *set = (struct mq_set *)(uintptr_t)value;

		if (set != index->nobody) {
			mq_set_release_lent(set);
		}
	}
	mq_map_free(index->sets);
	index->sets = NULL;
}

/* Forget all that was lent. */
static void forget(struct mq_index *index)
{
	drop_sets(index);
	for (size_t i = 0; i < index->schema->n_fields; i++) {
		mq_column_free(index->columns[i]);
		index->columns[i] = NULL;
		mq_texts_free(index->texts[i]);
		index->texts[i] = NULL;
	}
	for (size_t i = 0; i < index->schema->n_kinds; i++) {
		index->ends[i] = MQ_NO_RECORD;
	}
	mq_arena_reset(&index->arena);
	mq_diag_release(&index->faults);
	index->faults = (struct mq_diag){0};
	index->err = MQ_OK;
}

struct mq_index *mq_index_new(const struct mq_schema *schema)
{
	struct mq_index *index = mq_alloc(sizeof(*index));

	index->schema = schema;
	index->columns = mq_alloc((schema->n_fields + 1) * sizeof(*index->columns));
	index->texts = mq_alloc((schema->n_fields + 1) * sizeof(*index->texts));
	index->ends = mq_alloc((schema->n_kinds + 1) * sizeof(*index->ends));
	index->nobody = mq_set_new();
	index->nobody->lent = true;
	return index;
}

void mq_index_free(struct mq_index *index)
{
	if (index == NULL) {
		return;
	}
	forget(index);
	mq_arena_release(&index->arena);
	mq_set_release_lent(index->nobody);
	free(index->columns);
	free(index->texts);
	free(index->ends);
	free(index);
}

/* Where the first end of a kind lies, which every index has. */
static const void *find_anchor(const struct mq_index *index, struct mq_txn *txn)
{
	for (size_t i = 0; i < index->schema->n_kinds; i++) {
		struct mq_key key = mq_key_end((mq_kind_id)i);
		struct mq_slice value;

		if (mq_txn_get(txn, MQ_TABLE_META, mq_key_slice(&key), &value, NULL) == MQ_OK) {
			return value.data;
		}
	}
	return NULL;
}

bool mq_index_attach(struct mq_index *index, struct mq_txn *txn)
{
	uint64_t snapshot = mq_txn_snapshot(txn);
	const void *anchor = find_anchor(index, txn);

	index->txn = txn;
	if (snapshot == index->snapshot && anchor == index->anchor) {
		return true;
	}
	forget(index);
	index->sets = mq_map_new();
	index->snapshot = snapshot;
	index->anchor = anchor;
	return false;
}

void mq_index_detach(struct mq_index *index)
{
	index->txn = NULL;
}

uint64_t mq_index_snapshot(const struct mq_index *index)
{
	return index->snapshot;
}

enum mq_err mq_index_error(const struct mq_index *index, struct mq_diag *diag)
{
	for (size_t i = 0; i < index->faults.n_faults; i++) {
		const struct mq_fault *fault = index->faults.faults + i;

		mq_diag_add(diag, fault->code, "%s", fault->message);
		if (fault->hint != NULL) {
			mq_diag_hint(diag, "%s", fault->hint);
		}
	}
	return index->err == MQ_OK && index->stopped ? MQ_ERR_INTERRUPTED : index->err;
}

void mq_index_stop_when(struct mq_index *index, bool (*stop)(void *context), void *context)
{
	index->stop = stop;
	index->stop_context = context;
	index->stopped = false;
}

bool mq_index_stopped(struct mq_index *index)
{
	if (index->stop != NULL && !index->stopped) {
		index->stopped = index->stop(index->stop_context);
	}
	return index->stopped;
}

/* ---- looking up ---- */

/* The value under key; false where there is none, or none that can be believed. */
static bool look_up(struct mq_index *index, enum mq_table table, struct mq_slice key,
	struct mq_slice *value)
{
	enum mq_err err;

	assert(index->txn != NULL);
	err = mq_txn_get(index->txn, table, key, value, &index->faults);
	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND && index->err == MQ_OK) {
		index->err = err;
	}
	return err == MQ_OK;
}

static void damaged(struct mq_index *index, enum mq_table table, struct mq_slice key)
{
	enum mq_err err = mq_entry_damaged(index->schema, table, key, &index->faults);

	if (index->err == MQ_OK) {
		index->err = err;
	}
}

static uint32_t number_from(struct mq_slice value)
{
	return value.len == 4 ? mq_key_read32(value.data) : MQ_NO_RECORD;
}

mq_record_id mq_index_end(struct mq_index *index, mq_kind_id kind)
{
	struct mq_key key;
	struct mq_slice value;

	if (index->ends[kind] == MQ_NO_RECORD) {
		key = mq_key_end(kind);
		index->ends[kind] = look_up(index, MQ_TABLE_META, mq_key_slice(&key), &value)
			? number_from(value) : 0;
	}
	return index->ends[kind];
}

mq_record_id mq_index_find(struct mq_index *index, mq_kind_id kind, struct mq_slice text)
{
	struct mq_key key = mq_key_unique(kind, text);
	struct mq_slice value;

	return look_up(index, MQ_TABLE_KEY, mq_key_slice(&key), &value) ? number_from(value)
		: MQ_NO_RECORD;
}

struct mq_slice mq_index_record(struct mq_index *index, mq_kind_id kind, mq_record_id id)
{
	struct mq_key key = mq_key_record(kind, id);
	struct mq_slice value;

	return look_up(index, MQ_TABLE_RECORD, mq_key_slice(&key), &value) ? value
		: (struct mq_slice){NULL, 0};
}

/* ---- sets ---- */

/* Where the image can be viewed: in place, or in the arena. */
static struct mq_slice aligned(struct mq_index *index, struct mq_slice image)
{
	unsigned char *copy;

	if ((uintptr_t)image.data % MQ_IMAGE_ALIGN == 0) {
		return image;
	}
	copy = mq_arena_alloc(&index->arena, image.len + MQ_IMAGE_ALIGN);
	copy += (MQ_IMAGE_ALIGN - (uintptr_t)copy % MQ_IMAGE_ALIGN) % MQ_IMAGE_ALIGN;
	memcpy(copy, image.data, image.len);
	return mq_slice(copy, image.len);
}

/* View every shard of the term; nobody where there is none. */
static struct mq_set *find_set(struct mq_index *index, const union mq_term *term,
	mq_record_id end)
{
	size_t n_shards = ((size_t)end + MQ_SHARD_IDS - 1) >> MQ_SHARD_BITS;
	struct mq_set *set = NULL;

	for (size_t shard = 0; shard < n_shards; shard++) {
		struct mq_key key = mq_term_key(term, shard);
		struct mq_slice image;

		if (!look_up(index, mq_term_table(term), mq_key_slice(&key), &image)) {
			continue;
		}
		if (set == NULL) {
			set = mq_set_with_shards(n_shards);
			set->lent = true;
		}
		if (!mq_image_view(set, shard, aligned(index, image))) {
			damaged(index, mq_term_table(term), mq_key_slice(&key));
		}
	}
	return set != NULL ? set : index->nobody;
}

static const struct mq_set *lend(struct mq_index *index, union mq_term term, mq_kind_id kind)
{
	uint64_t kept;
	struct mq_set *set;

	if (mq_map_get(index->sets, term.bytes, sizeof(term.bytes), &kept)) {
		return (const struct mq_set *)(uintptr_t)kept;
	}
	set = find_set(index, &term, mq_index_end(index, kind));
	mq_map_put(index->sets, term.bytes, sizeof(term.bytes), (uintptr_t)set);
	return set;
}

const struct mq_set *mq_index_posting(struct mq_index *index, mq_field_id field, uint32_t value)
{
	return lend(index, mq_term_posting(field, value), index->schema->fields[field].kind);
}

const struct mq_set *mq_index_live(struct mq_index *index, mq_kind_id kind)
{
	return lend(index, mq_term_posting(mq_live_field(kind), MQ_VALUE_KNOWN), kind);
}

const struct mq_set *mq_index_gram(struct mq_index *index, mq_field_id field, const char *gram,
	size_t len)
{
	if (len == 0 || len > MQ_GRAM_MAX) {
		return index->nobody;
	}
	return lend(index, mq_term_gram(field, gram, len), index->schema->fields[field].kind);
}

/* ---- columns ---- */

const struct mq_column *mq_index_column(struct mq_index *index, mq_field_id field)
{
	if (index->columns[field] == NULL && mq_terms_have_column(index->schema, field)) {
		index->columns[field] = mq_column_new(index, field,
			mq_index_end(index, index->schema->fields[field].kind));
	}
	return index->columns[field];
}

void mq_index_chunk(struct mq_index *index, mq_field_id field, size_t number,
	struct mq_chunk *chunk)
{
	union mq_term term = mq_term_column(field);
	struct mq_key key = mq_term_key(&term, number);
	struct mq_slice value;

	*chunk = (struct mq_chunk){0};
	if (look_up(index, MQ_TABLE_COLUMN, mq_key_slice(&key), &value)
			&& !mq_chunk_open(chunk, value)) {
		*chunk = (struct mq_chunk){0};
		damaged(index, MQ_TABLE_COLUMN, mq_key_slice(&key));
	}
}

/* ---- texts ---- */

const struct mq_texts *mq_index_texts(struct mq_index *index, mq_field_id field)
{
	if (index->texts[field] == NULL && mq_terms_have_texts(index->schema, field)) {
		index->texts[field] = mq_texts_new(index, field,
			mq_index_end(index, index->schema->fields[field].kind));
	}
	return index->texts[field];
}

const unsigned char *mq_index_pack(struct mq_index *index, mq_field_id field, size_t number)
{
	union mq_term term = mq_term_texts(field);
	struct mq_key key = mq_term_key(&term, number);
	const unsigned char *pack;
	struct mq_slice value;

	if (!look_up(index, MQ_TABLE_TEXT, mq_key_slice(&key), &value)) {
		return mq_pack_empty;
	}
	pack = mq_pack_open(value);
	if (pack == NULL) {
		damaged(index, MQ_TABLE_TEXT, mq_key_slice(&key));
	}
	return pack != NULL ? pack : mq_pack_empty;
}
