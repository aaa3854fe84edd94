#include "import.h"

#include <time.h>

/*
 * Bringing a sheet into a register that has people already: in batches, each an
 * act in a transaction of its own, so that what a stop leaves is whole. In a dry
 * run the same comparisons are made against a reading transaction, and new
 * records get made-up ids.
 */

enum {
	BATCH_ROWS = 2000,
	SHARED_ROWS = 50,	/* where somebody else waits to write */
	SHARED_NAP_MS = 20,
	BATCH_BYTES = 32 << 20,
};

static const mq_record_id made_up = 0x80000000;

static enum mq_err begin(struct import *import)
{
	enum mq_err err;

	import->batch_rows = 0;
	import->act_number = 0;
	if (import->dry_run) {
		return mq_txn_begin_read(import->reg->store, &import->txn, import->diag);
	}
	err = mq_txn_begin_write(import->reg->store, &import->txn, import->diag);
	if (err == MQ_OK) {
		import->writer = mq_writer_new(import->reg->schema,
			mq_register_pinyin(import->reg), import->txn);
	}
	return err;
}

static void count(struct import *import, size_t level, struct item *item,
	enum item_state state)
{
	mq_kind_id kind = import->header.kinds[level];
	uint64_t *counts[] = {
		[ITEM_SAME] = &import->report->same[kind],
		[ITEM_CHANGED] = &import->report->changed[kind],
		[ITEM_ADDED] = &import->report->added[kind],
	};

	++*counts[state];
	item->state = state;
}

/* A record met again and changed now, that counted as the same before. */
static void count_again(struct import *import, size_t level, struct item *item)
{
	if (item->state == ITEM_SAME) {
		import->report->same[import->header.kinds[level]]--;
		count(import, level, item, ITEM_CHANGED);
	}
}

static enum mq_err put(struct import *import, size_t level, mq_record_id id,
	const struct mq_record *was, struct mq_record *now, const struct mq_buf *history)
{
	mq_kind_id kind = import->header.kinds[level];
	enum mq_err err = MQ_OK;

	if (!import->writer) {
		return MQ_OK;
	}
	if (!import->act_number) {
		err = mq_act_put(import->txn, &import->act, &import->act_number, import->diag);
	}
	if (err == MQ_OK) {
		err = mq_history_put(import->txn, import->reg->schema, kind, id,
			import->act_number, mq_slice(history->data, history->len), import->diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	mq_check_readings(import->reg, kind, now);
	return mq_writer_put(import->writer, kind, id, was, now, import->diag);
}

static enum mq_err place_new(struct import *import, size_t level, struct item *item,
	struct mq_record *record)
{
	struct mq_buf history = {0};
	enum mq_err err = MQ_OK;

	if (import->writer) {
		err = mq_writer_next(import->writer, import->header.kinds[level], &item->id,
			import->diag);
	} else {
		item->id = made_up + import->next_id[level]++;
	}
	if (err == MQ_OK) {
		count(import, level, item, ITEM_ADDED);
		mq_history_encode(import->reg->schema, NULL, record, &history);
		err = put(import, level, item->id, NULL, record, &history);
	}
	mq_buf_release(&history);
	return err;
}

static enum mq_err place_known(struct import *import, size_t level, struct item *item, bool fresh,
	const struct mq_record *record)
{
	struct mq_record was = {0};
	struct mq_record now = {0};
	struct mq_buf history = {0};
	bool differs;
	enum mq_err err = mq_edit_fetch(import->txn, import->header.kinds[level], item->id, &was,
		import->diag);

	if (err != MQ_OK) {
		goto out;
	}
	mq_edit_add(&now, &was);
	mq_edit_add(&now, record);
	differs = mq_history_encode(import->reg->schema, &was, &now, &history);
	if (fresh) {
		count(import, level, item, differs ? ITEM_CHANGED : ITEM_SAME);
	} else if (differs) {
		count_again(import, level, item);
	}
	if (differs) {
		err = put(import, level, item->id, &was, &now, &history);
	}
out:
	mq_buf_release(&history);
	mq_record_release(&was);
	mq_record_release(&now);
	return err;
}

static enum mq_err place(struct import *import, size_t level, struct item *item, bool fresh,
	struct mq_slice key, struct mq_record *record)
{
	/* A resident has one row; who is above may be told of again. */
	if (level > 0 && !item_tell(item, record)) {
		return MQ_OK;
	}
	if (fresh) {
		item->id = mq_index_lookup(import->txn, import->header.kinds[level], key);
	}
	if (item->id == MQ_NO_RECORD) {
		return place_new(import, level, item, record);
	}
	if (item->id >= made_up) {
		return MQ_OK;
	}
	return place_known(import, level, item, fresh, record);
}

static void end_batch(struct import *import)
{
	mq_writer_free(import->writer);
	import->writer = NULL;
	import->txn = NULL;
}

static enum mq_err commit(struct import *import)
{
	struct mq_txn *txn = import->txn;
	enum mq_err err = MQ_OK;

	if (import->writer) {
		err = mq_writer_flush(import->writer, import->diag);
	}
	if (err != MQ_OK || !import->act_number) {
		end_batch(import);
		mq_txn_abort(txn);
		return err;
	}
	end_batch(import);
	err = mq_txn_commit(txn, import->diag);
	import->report->batches += err == MQ_OK;
	return err;
}

/* A person's edit should not stand behind thousands of rows. */
static bool is_awaited(const struct import *import)
{
	return import->batch_rows >= SHARED_ROWS && mq_txn_is_awaited(import->txn);
}

static bool batch_is_full(const struct import *import)
{
	return import->batch_rows >= BATCH_ROWS || mq_writer_bytes(import->writer) >= BATCH_BYTES;
}

/* Time for more than one edit: each batch costs the disk as much as they do. */
static void let_others_write(void)
{
	const struct timespec nap = {.tv_nsec = SHARED_NAP_MS * 1000000L};

	nanosleep(&nap, NULL);
}

static enum mq_err row_done(struct import *import)
{
	bool awaited;
	enum mq_err err;

	import->batch_rows++;
	awaited = import->writer && is_awaited(import);
	if (!import->writer || (!awaited && !batch_is_full(import))) {
		return MQ_OK;
	}
	err = commit(import);
	if (awaited) {
		let_others_write();
	}
	return err == MQ_OK ? begin(import) : err;
}

static void drop(struct import *import)
{
	struct mq_txn *txn = import->txn;

	end_batch(import);
	mq_txn_abort(txn);
}

const struct way way_batch = {begin, place, row_done, commit, drop};
