/*
 * Many new records at once. Each kind gathers a batch (batch.c); a full batch becomes a
 * sorted run on disk; finish merges all runs into one sorted stream and appends it to
 * an empty generation, in transactions that are committed now and then:
 *
 *     records → batch → run ┐
 *     records → batch → run ┼→ merge → unite → append, commit, append, commit …
 *     entries → puts  → run ┘
 *
 * Full batches are spilled on a thread of their own, one at a time, while further ones are
 * gathered; merging and uniting go on ahead of appending, on another (united.c).
 *
 * Memory holds two batches for each kind while gathering and a small buffer for each run
 * while merging; neither grows with the register.
 */
#include <minqing/index.h>

#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "run.h"
#include "terms.h"

enum {
	PUTS_BYTES_MAX = 1 << 22,
	COMMIT_BYTES = 1 << 23,
	RUNS_AT_ONCE = 512,
	PROGRESS_ENTRIES = 1 << 12,
};

/* An entry that travels along; its bytes may move while more come. */
struct put {
	struct mq_entry entry;
	size_t at;
};

struct mq_bulk {
	const struct mq_schema *schema;
	struct mq_terms *terms;
	struct mq_batch **batches;	/* by kind; NULL: nothing came yet */
	mq_record_id *ends;		/* by kind */
	struct mq_runs *runs;		/* whoever has taken the spiller's slot may touch them */
	struct mq_belt *spiller;	/* has one slot: what is being spilled */
	struct mq_batch *spilling;	/* in the slot: NULL, or empty as soon as it is taken */
	mq_kind_id spilling_kind;
	struct mq_batch **spares;	/* by kind: empty ones, to go on with */
	struct put *puts;
	size_t n_puts;
	size_t cap;
	struct mq_buf put_bytes;
};

/* ---- spilling, on a thread of its own ---- */

static bool spill(void *context, size_t slot)
{
	struct mq_bulk *bulk = context;

	(void)slot;
	if (bulk->spilling != NULL) {
		mq_batch_spill(bulk->spilling, bulk->runs);
	}
	return true;
}

/* Wait until nothing is being spilled; what was is a spare. */
static void take_spiller(struct mq_bulk *bulk)
{
	size_t slot;

	mq_belt_take(bulk->spiller, &slot);
	if (bulk->spilling != NULL) {
		bulk->spares[bulk->spilling_kind] = bulk->spilling;
		bulk->spilling = NULL;
	}
}

static enum mq_err give_spiller(struct mq_bulk *bulk, struct mq_diag *diag)
{
	enum mq_err err = mq_runs_error(bulk->runs, diag);

	mq_belt_give_back(bulk->spiller);
	return err;
}

/* Let the batch of a kind be spilled and go on with another. */
static enum mq_err hand_over(struct mq_bulk *bulk, mq_kind_id kind, struct mq_diag *diag)
{
	take_spiller(bulk);
	bulk->spilling = bulk->batches[kind];
	bulk->spilling_kind = kind;
	bulk->batches[kind] = bulk->spares[kind];
	bulk->spares[kind] = NULL;
	return give_spiller(bulk, diag);
}

struct mq_bulk *mq_bulk_new(const struct mq_schema *schema, struct mq_pinyin *pinyin,
	const char *dir)
{
	struct mq_bulk *bulk = mq_alloc(sizeof(*bulk));

	bulk->schema = schema;
	bulk->terms = mq_terms_new(schema, pinyin);
	bulk->batches = mq_alloc((schema->n_kinds + 1) * sizeof(struct mq_batch *));
	bulk->spares = mq_alloc((schema->n_kinds + 1) * sizeof(struct mq_batch *));
	bulk->ends = mq_alloc((schema->n_kinds + 1) * sizeof(*bulk->ends));
	bulk->runs = mq_runs_new(dir);
	bulk->spiller = mq_belt_new(1, spill, bulk);
	return bulk;
}

/* What only gathering needs. */
static void release_gathered(struct mq_bulk *bulk)
{
	for (size_t i = 0; i < bulk->schema->n_kinds; i++) {
		mq_batch_free(bulk->batches[i]);
		mq_batch_free(bulk->spares[i]);
		bulk->batches[i] = bulk->spares[i] = NULL;
	}
	mq_batch_free(bulk->spilling);
	bulk->spilling = NULL;
	free(bulk->puts);
	bulk->puts = NULL;
	bulk->n_puts = bulk->cap = 0;
	mq_buf_release(&bulk->put_bytes);
}

void mq_bulk_free(struct mq_bulk *bulk)
{
	if (bulk == NULL) {
		return;
	}
	mq_belt_free(bulk->spiller);
	release_gathered(bulk);
	mq_runs_free(bulk->runs);
	mq_terms_free(bulk->terms);
	free(bulk->batches);
	free(bulk->spares);
	free(bulk->ends);
	free(bulk);
}

/* ---- gathering ---- */

enum mq_err mq_bulk_add(struct mq_bulk *bulk, mq_kind_id kind, const struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	if (bulk->ends[kind] == MQ_NO_RECORD) {
		return mq_diag_add(diag, MQ_ERR_LIMIT, _("no id is left for another %s"),
			bulk->schema->kinds[kind].id);
	}
	*id = bulk->ends[kind]++;
	if (bulk->batches[kind] != NULL && mq_batch_is_full(bulk->batches[kind], *id)) {
		err = hand_over(bulk, kind, diag);
	}
	if (bulk->batches[kind] == NULL) {
		bulk->batches[kind] = mq_batch_new(bulk->schema, bulk->terms, kind, true);
	}
	mq_batch_add(bulk->batches[kind], bulk->runs, *id, record);
	return err;
}

static int compare_puts(const void *left, const void *right, void *context)
{
	const struct put *puts = context;

	return mq_entry_compare(&puts[((const struct mq_order *)left)->number].entry,
		&puts[((const struct mq_order *)right)->number].entry);
}

/* Table and seven bytes of the key, zeros behind a shorter one. */
static uint64_t first_bytes(const struct mq_entry *entry)
{
	unsigned char bytes[8] = {(unsigned char)entry->table};
	size_t room = sizeof(bytes) - 1;

	memcpy(bytes + 1, entry->key.data, entry->key.len < room ? entry->key.len : room);
	return mq_key_read64(bytes);
}

static struct mq_order *sorted_puts(struct mq_bulk *bulk)
{
	struct mq_order *order = mq_alloc((bulk->n_puts + 1) * sizeof(*order));

	for (size_t i = 0; i < bulk->n_puts; i++) {
		struct put *put = bulk->puts + i;

		put->entry.key.data = bulk->put_bytes.data + put->at;
		put->entry.value.data = bulk->put_bytes.data + put->at + put->entry.key.len;
		order[i] = (struct mq_order){first_bytes(&put->entry), (uint32_t)i};
	}
	mq_order_sort(order, bulk->n_puts, compare_puts, bulk->puts);
	return order;
}

static void spill_puts(struct mq_bulk *bulk)
{
	struct mq_order *order = sorted_puts(bulk);

	for (size_t i = 0; i < bulk->n_puts; i++) {
		const struct mq_entry *entry = &bulk->puts[order[i].number].entry;

		mq_runs_add(bulk->runs, entry->table, entry->key, entry->value);
	}
	mq_runs_end(bulk->runs);
	free(order);
	bulk->n_puts = 0;
	mq_buf_clear(&bulk->put_bytes);
}

enum mq_err mq_bulk_put(struct mq_bulk *bulk, enum mq_table table, struct mq_slice key,
	struct mq_slice value, struct mq_diag *diag)
{
	bulk->puts = mq_grow(bulk->puts, &bulk->cap, bulk->n_puts + 1, sizeof(*bulk->puts));
	bulk->puts[bulk->n_puts++] = (struct put){
		.entry = {table, mq_slice(NULL, key.len), mq_slice(NULL, value.len)},
		.at = bulk->put_bytes.len,
	};
	mq_buf_add(&bulk->put_bytes, key.data, key.len);
	mq_buf_add(&bulk->put_bytes, value.data, value.len);
	if (bulk->put_bytes.len <= PUTS_BYTES_MAX) {
		return MQ_OK;
	}
	take_spiller(bulk);
	spill_puts(bulk);
	return give_spiller(bulk, diag);
}

/* ---- finishing ---- */

/* The end of a kind, as META has it. */
static void put_end(struct mq_bulk *bulk, mq_kind_id kind)
{
	struct mq_key key = mq_key_end(kind);
	struct mq_key number = {.len = 0};

	mq_key_add32(&number, bulk->ends[kind]);
	mq_bulk_put(bulk, MQ_TABLE_META, mq_key_slice(&key), mq_key_slice(&number), NULL);
}

/* Spill what is still in memory, and the ends of kinds with it. */
static enum mq_err spill_rest(struct mq_bulk *bulk, struct mq_diag *diag)
{
	for (size_t i = 0; i < bulk->schema->n_kinds; i++) {
		if (bulk->batches[i] != NULL) {
			put_end(bulk, (mq_kind_id)i);
			hand_over(bulk, (mq_kind_id)i, NULL);
		}
	}
	take_spiller(bulk);
	spill_puts(bulk);
	mq_belt_free(bulk->spiller);
	bulk->spiller = NULL;
	release_gathered(bulk);
	return mq_runs_error(bulk->runs, diag);
}

/* Where entries go. A new generation is born with some facts in these tables; the
 * others are empty, so that what comes sorted can be appended. */
static enum mq_err write_entry(struct mq_txn *txn, const struct mq_entry *entry)
{
	switch (entry->table) {
	case MQ_TABLE_META:
	case MQ_TABLE_SCHEMA:
	case MQ_TABLE_ACT:
		return mq_txn_put(txn, entry->table, entry->key, entry->value);
	default:
		return mq_txn_append(txn, entry->table, entry->key, entry->value);
	}
}

struct finish {
	struct mq_united *united;
	struct mq_store *store;
	bool (*progress)(void *context, uint64_t done, uint64_t all);
	void *context;
	uint64_t done;
	uint64_t all;
	struct mq_diag *diag;
};

static bool tell_progress(void *context)
{
	const struct finish *finish = context;

	return finish->progress == NULL
		|| finish->progress(finish->context, finish->done, finish->all);
}

static enum mq_err stopped(const struct finish *finish)
{
	return mq_diag_add(finish->diag, MQ_ERR_INTERRUPTED, _("stopped"));
}

/* Have no more runs than can be read at once. */
static enum mq_err merge_down(struct finish *finish, struct mq_runs **runs)
{
	finish->all = mq_runs_entries(*runs);
	if (!mq_merge_down(runs, RUNS_AT_ONCE, tell_progress, finish)) {
		return stopped(finish);
	}
	return mq_runs_error(*runs, finish->diag);
}

/* Write a few thousand entries; NOT_FOUND at the end. */
static enum mq_err write_some(struct finish *finish, struct mq_txn *txn)
{
	uint64_t stop = finish->done + PROGRESS_ENTRIES;
	enum mq_err err = MQ_OK;

	while (err == MQ_OK && finish->done < stop && mq_txn_bytes(txn) < COMMIT_BYTES) {
		struct mq_entry entry;
		uint64_t n;

		err = mq_united_next(finish->united, &entry, &n, finish->diag);
		if (err == MQ_OK) {
			err = write_entry(txn, &entry);
			finish->done += n;
		}
	}
	if ((err == MQ_OK || err == MQ_ERR_NOT_FOUND) && !tell_progress(finish)) {
		return stopped(finish);
	}
	return err;
}

/* One transaction's worth; NOT_FOUND when all is committed. */
static enum mq_err write_and_commit(struct finish *finish)
{
	struct mq_txn *txn;
	enum mq_err err = mq_txn_begin_write(finish->store, &txn, finish->diag);
	enum mq_err committed;

	if (err != MQ_OK) {
		return err;
	}
	while (err == MQ_OK && mq_txn_bytes(txn) < COMMIT_BYTES) {
		err = write_some(finish, txn);
	}
	/* A put that failed is told by the commit, which then aborts. */
	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND && mq_txn_error(txn) == MQ_OK) {
		mq_txn_abort(txn);
		return err;
	}
	committed = mq_txn_commit(txn, finish->diag);
	return committed != MQ_OK ? committed : err;
}

enum mq_err mq_bulk_finish(struct mq_bulk *bulk, struct mq_store *store,
	bool (*progress)(void *context, uint64_t done, uint64_t all), void *context,
	struct mq_diag *diag)
{
	struct finish finish = {NULL, store, progress, context, 0, 0, diag};
	enum mq_err err = spill_rest(bulk, diag);

	if (err == MQ_OK) {
		err = merge_down(&finish, &bulk->runs);
	}
	if (err != MQ_OK) {
		return err;
	}
	finish.united = mq_united_new(bulk->runs);
	while (err == MQ_OK) {
		err = write_and_commit(&finish);
	}
	mq_united_free(finish.united);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}
