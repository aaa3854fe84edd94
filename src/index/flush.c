/*
 * The log of changes, put. Once it is sorted by term, id and serial, the lines of one
 * posting shard, one column chunk or one pack of texts stand together and the last line of
 * an id decides; every shard, chunk and pack is read, changed and put once, however many edits
 * touched it.
 */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

#include "chunk.h"
#include "set.h"

static int compare_changes(const void *left, const void *right)
{
	const struct change *a = left;
	const struct change *b = right;
	int order = memcmp(a->term.bytes, b->term.bytes, sizeof(a->term.bytes));

	if (order != 0) {
		return order;
	}
	if (a->id != b->id) {
		return a->id < b->id ? -1 : 1;
	}
	return a->serial < b->serial ? -1 : 1;
}

/* The end of the lines that change the same entry as `from`: ids that share all but
 * their low bits, under one term. */
static size_t same_entry(const struct mq_writer *writer, size_t from, int bits)
{
	const struct change *first = writer->changes + from;
	size_t end = from + 1;

	while (end < writer->n_changes && writer->changes[end].id >> bits == first->id >> bits
			&& memcmp(&writer->changes[end].term, &first->term, sizeof(first->term)) == 0) {
		end++;
	}
	return end;
}

/* Put the scratch bytes, or delete the entry where there are none. */
static enum mq_err put_bytes(struct mq_writer *writer, enum mq_table table, struct mq_slice key)
{
	if (writer->bytes.len == 0) {
		return mq_txn_delete(writer->txn, table, key);
	}
	return mq_txn_put(writer->txn, table, key,
		mq_slice(writer->bytes.data, writer->bytes.len));
}

/* The lines from..end change one shard of one term. */
static enum mq_err flush_set(struct mq_writer *writer, size_t from, size_t end,
	struct mq_diag *diag)
{
	const struct change *changes = writer->changes;
	enum mq_table table = mq_term_table(&changes[from].term);
	size_t shard = changes[from].id >> MQ_SHARD_BITS;
	struct mq_key key = mq_term_key(&changes[from].term, shard);
	struct mq_set *set = NULL;
	struct mq_slice image;
	bool changed = false;
	enum mq_err err = mq_txn_get(writer->txn, table, mq_key_slice(&key), &image, diag);

	if (err == MQ_ERR_NOT_FOUND) {
		set = mq_set_with_shards(shard + 1);
	} else if (err != MQ_OK) {
		return err;
	} else if ((set = mq_image_set(image, shard)) == NULL) {
		return mq_entry_damaged(writer->schema, table, mq_key_slice(&key), diag);
	}
	err = MQ_OK;
	for (size_t i = from; i < end; i++) {
		if (i + 1 == end || changes[i + 1].id != changes[i].id) {
			changed |= mq_set_change(set, changes[i].id, changes[i].number != 0);
		}
	}
	if (changed) {
		mq_buf_clear(&writer->bytes);
		mq_image_encode(set, shard, &writer->bytes);
		err = put_bytes(writer, table, mq_key_slice(&key));
	}
	mq_set_free(set);
	return err;
}

/* The lines from..end change one chunk of one column. */
static enum mq_err flush_chunk(struct mq_writer *writer, size_t from, size_t end,
	struct mq_diag *diag)
{
	const struct change *changes = writer->changes;
	struct mq_key key = mq_term_key(&changes[from].term,
		changes[from].id >> MQ_CHUNK_BITS);
	struct mq_chunk chunk = {0};
	struct mq_slice value;
	enum mq_err err = mq_txn_get(writer->txn, MQ_TABLE_COLUMN, mq_key_slice(&key), &value, diag);

	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
		return err;
	}
	if (err == MQ_OK && !mq_chunk_open(&chunk, value)) {
		return mq_entry_damaged(writer->schema, MQ_TABLE_COLUMN, mq_key_slice(&key), diag);
	}
	mq_chunk_dense(&chunk, 0, MQ_CHUNK_IDS, writer->numbers);
	for (size_t i = from; i < end; i++) {
		writer->numbers[changes[i].id % MQ_CHUNK_IDS] = changes[i].number;
	}
	mq_buf_clear(&writer->bytes);
	mq_chunk_encode(writer->numbers, MQ_CHUNK_IDS, &writer->bytes);
	return put_bytes(writer, MQ_TABLE_COLUMN, mq_key_slice(&key));
}

static struct mq_text logged_text(const struct mq_writer *writer, int64_t number)
{
	const struct text_change *change = writer->texts + number;
	const char *at = writer->text_bytes.data + change->at;

	return (struct mq_text){mq_slice(at, change->written_len),
		mq_slice(at + change->written_len, change->folded_len)};
}

/* The lines from..end change one pack of the texts of one field. */
static enum mq_err flush_pack(struct mq_writer *writer, size_t from, size_t end,
	struct mq_diag *diag)
{
	const struct change *changes = writer->changes;
	struct mq_key key = mq_term_key(&changes[from].term, changes[from].id >> MQ_PACK_BITS);
	struct mq_text texts[MQ_PACK_IDS] = {0};
	const unsigned char *pack = mq_pack_empty;
	struct mq_slice value;
	enum mq_err err = mq_txn_get(writer->txn, MQ_TABLE_TEXT, mq_key_slice(&key), &value, diag);

	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
		return err;
	}
	if (err == MQ_OK && (pack = mq_pack_open(value)) == NULL) {
		return mq_entry_damaged(writer->schema, MQ_TABLE_TEXT, mq_key_slice(&key), diag);
	}
	mq_pack_read(pack, texts);
	for (size_t i = from; i < end; i++) {
		texts[changes[i].id % MQ_PACK_IDS] = changes[i].number == MQ_NO_NUMBER
			? (struct mq_text){0} : logged_text(writer, changes[i].number);
	}
	mq_buf_clear(&writer->bytes);
	mq_pack_encode(texts, &writer->bytes);
	return put_bytes(writer, MQ_TABLE_TEXT, mq_key_slice(&key));
}

static enum mq_err flush_ends(struct mq_writer *writer)
{
	enum mq_err err = MQ_OK;

	for (size_t kind = 0; kind < writer->schema->n_kinds && err == MQ_OK; kind++) {
		struct mq_key key = mq_key_end((mq_kind_id)kind);
		struct mq_key number = {.len = 0};

		if (writer->ends[kind].changed) {
			mq_key_add32(&number, writer->ends[kind].end);
			err = mq_txn_put(writer->txn, MQ_TABLE_META, mq_key_slice(&key),
				mq_key_slice(&number));
			writer->ends[kind].changed = false;
		}
	}
	return err;
}

/* By table: how many low bits of an id one entry holds, and how its lines are put. */
static const struct entries {
	int bits;
	enum mq_err (*flush)(struct mq_writer *writer, size_t from, size_t end,
		struct mq_diag *diag);
} entries_of[] = {
	[MQ_TABLE_POSTING] = {MQ_SHARD_BITS, flush_set},
	[MQ_TABLE_GRAM] = {MQ_SHARD_BITS, flush_set},
	[MQ_TABLE_COLUMN] = {MQ_CHUNK_BITS, flush_chunk},
	[MQ_TABLE_TEXT] = {MQ_PACK_BITS, flush_pack},
};

enum mq_err mq_writer_flush(struct mq_writer *writer, struct mq_diag *diag)
{
	enum mq_err err = flush_ends(writer);

	if (writer->n_changes > 0) {
		qsort(writer->changes, writer->n_changes, sizeof(*writer->changes), compare_changes);
	}
	for (size_t from = 0; from < writer->n_changes && err == MQ_OK;) {
		const struct entries *entries =
			entries_of + mq_term_table(&writer->changes[from].term);
		size_t end = same_entry(writer, from, entries->bits);

		err = entries->flush(writer, from, end, diag);
		from = end;
	}
	writer->n_changes = 0;
	writer->n_texts = 0;
	mq_buf_clear(&writer->text_bytes);
	return err;
}
