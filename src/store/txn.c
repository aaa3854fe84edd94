/*
 * Transactions.
 *
 * A read costs a stat and a renewed slot. When it ends the slot is reset: nothing
 * is pinned, so no page waits for an idle screen (SECURITY.md E7: one idle reader
 * made the file grow 58 times).
 *
 * A write holds our lock, then LMDB's. Its first error sticks: what follows does
 * nothing and commit drops all of it, so that callers read like prose and ask
 * once. After a commit that failed the environment is opened anew before the next
 * use, since LMDB may have given it up.
 */
#include "txn.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "lock.h"
#include "store.h"

enum { GENERATION_SHIFT = 40 };

/* Snapshots of writers are told apart from all that is committed. */
#define UNCOMMITTED ((uint64_t)1 << 63)

/* ---- beginning ---- */

enum mq_err mq_txn_begin_read(struct mq_store *store, struct mq_txn **txn, struct mq_diag *diag)
{
	struct mq_txn *begun;
	enum mq_err err;
	int rc;

	assert(store->reading == NULL);
	err = mq_store_renew(store, diag);
	if (err != MQ_OK) {
		return err;
	}
	rc = mq_env_begin_read(&store->env, store->writing == NULL);
	if (rc != 0) {
		store->stale = true;
		return mq_fault_add(diag, rc, store->env.data_path);
	}
	begun = mq_alloc(sizeof(*begun));
	begun->store = store;
	begun->mdb = store->env.reader;
	begun->snapshot = store->current.n << GENERATION_SHIFT | mdb_txn_id(begun->mdb);
	store->reading = begun;
	*txn = begun;
	return MQ_OK;
}

static enum mq_err check_writable(const struct mq_store *store, struct mq_diag *diag)
{
	if (!store->env.read_only) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_READONLY, _("\"%s\" is open for reading only"), store->dir);
	mq_diag_hint(diag, _("the disk or the directory cannot be written, or it was asked for"));
	return MQ_ERR_READONLY;
}

static enum mq_err begin_locked(struct mq_store *store, MDB_txn **mdb, struct mq_diag *diag)
{
	enum mq_err err = mq_store_renew(store, diag);
	int rc;

	if (err == MQ_OK) {
		err = check_writable(store, diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	rc = mq_env_begin_write(&store->env, store->reading == NULL, mdb);
	if (rc != 0) {
		store->stale = true;
	}
	return mq_fault_add(diag, rc, store->env.data_path);
}

enum mq_err mq_txn_begin_write(struct mq_store *store, struct mq_txn **txn,
	struct mq_diag *diag)
{
	struct mq_txn *begun;
	MDB_txn *mdb = NULL;
	enum mq_err err = check_writable(store, diag);

	assert(store->writing == NULL);
	if (err == MQ_OK && !store->building) {
		err = mq_store_lock(store, diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	err = begin_locked(store, &mdb, diag);
	if (err != MQ_OK) {
		mq_store_unlock(store);
		return err;
	}
	begun = mq_alloc(sizeof(*begun));
	begun->store = store;
	begun->mdb = mdb;
	begun->writing = true;
	begun->snapshot = UNCOMMITTED | ++store->n_writes;
	store->writing = begun;
	*txn = begun;
	return MQ_OK;
}

/* ---- ending ---- */

/* Unlock and forget; txn->mdb is already gone or reset. */
static void end(struct mq_txn *txn)
{
	struct mq_store *store = txn->store;

	if (txn->writing) {
		store->writing = NULL;
		mq_store_unlock(store);
	} else {
		store->reading = NULL;
	}
	free(txn);
}

void mq_txn_abort(struct mq_txn *txn)
{
	if (txn == NULL) {
		return;
	}
	if (txn->writing) {
		mdb_txn_abort(txn->mdb);
	} else {
		mdb_txn_reset(txn->mdb);
	}
	end(txn);
}

static enum mq_err add_sticky(const struct mq_txn *txn, struct mq_diag *diag)
{
	const char *name = mq_table_name(txn->error_table);

	if (txn->error_rc == MDB_KEYEXIST) {
		return mq_diag_add(diag, txn->error, _("keys of table \"%s\" came out of order"), name);
	}
	if (txn->error_rc == MDB_BAD_VALSIZE) {
		return mq_diag_add(diag, txn->error, _("a key or a value of table \"%s\" is too long"),
			name);
	}
	mq_fault_add(diag, txn->error_rc, txn->store->env.data_path);
	return txn->error;
}

static enum mq_err commit_write(struct mq_txn *txn, struct mq_diag *diag)
{
	struct mq_env *env = &txn->store->env;
	enum mq_err err = txn->error;
	int rc;

	if (err != MQ_OK) {
		add_sticky(txn, diag);
		mdb_txn_abort(txn->mdb);
		return err;
	}
	rc = mdb_txn_commit(txn->mdb);
	if (rc == 0) {
		return MQ_OK;
	}
	env->map_was_full = env->map_was_full || rc == MDB_MAP_FULL;
	txn->store->stale = rc != MDB_MAP_FULL;
	return mq_fault_add(diag, rc, env->data_path);
}

enum mq_err mq_txn_commit(struct mq_txn *txn, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	if (txn->writing) {
		err = commit_write(txn, diag);
	} else {
		mdb_txn_reset(txn->mdb);
	}
	end(txn);
	return err;
}

/* ---- looking ---- */

uint64_t mq_txn_snapshot(const struct mq_txn *txn)
{
	return txn->snapshot;
}

/* LMDB numbers what it commits one by one, and a write by what it will be. */
uint64_t mq_txn_base(const struct mq_txn *txn)
{
	return txn->store->current.n << GENERATION_SHIFT | (mdb_txn_id(txn->mdb) - 1);
}

enum mq_err mq_txn_error(const struct mq_txn *txn)
{
	return txn->error;
}

size_t mq_txn_bytes(const struct mq_txn *txn)
{
	return txn->n_bytes;
}

bool mq_txn_is_awaited(const struct mq_txn *txn)
{
	return txn->writing && txn->store->lock_fd >= 0 && mq_lock_is_awaited(txn->store->lock_fd);
}

static MDB_val val_of(struct mq_slice slice)
{
	return (MDB_val){ slice.len, (void *)(uintptr_t)slice.data };
}

static bool is_key(struct mq_slice key)
{
	return key.len > 0 && key.len <= MQ_KEY_BYTES_MAX;
}

/* A key as a person may compare it with another message: in hexadecimal. */
static char *key_text(struct mq_slice key)
{
	enum { SHOWN_BYTES_MAX = 32 };
	const unsigned char *bytes = key.data;
	struct mq_buf text = { 0 };

	for (size_t i = 0; i < key.len && i < SHOWN_BYTES_MAX; i++) {
		mq_buf_addf(&text, "%02x", bytes[i]);
	}
	mq_buf_adds(&text, key.len > SHOWN_BYTES_MAX ? "…" : "");
	return mq_buf_take(&text);
}

enum mq_err mq_txn_unseal(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	const MDB_val *stored,
	struct mq_slice *value, struct mq_diag *diag)
{
	struct mq_slice bytes = { stored->mv_data, stored->mv_size };
	char *text;

	if (mq_seal_open(&txn->store->env.sealer, (uint8_t)table, key, bytes, value)) {
		return MQ_OK;
	}
	*value = (struct mq_slice){ NULL, 0 };
	text = key_text(key);
	mq_diag_add(diag, MQ_ERR_CORRUPT, _("an entry of table \"%s\" is damaged: key %s"),
		mq_table_name(table), text);
	mq_diag_hint(diag, _("restore the newest backup; the damaged files are left as they are"));
	free(text);
	return MQ_ERR_CORRUPT;
}

enum mq_err mq_txn_get(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice *value,
	struct mq_diag *diag)
{
	MDB_val name = val_of(key);
	MDB_val stored;
	int rc;

	*value = (struct mq_slice){ NULL, 0 };
	if (!is_key(key)) {
		return MQ_ERR_NOT_FOUND;
	}
	rc = mdb_get(txn->mdb, txn->store->env.tables[table], &name, &stored);
	if (rc == MDB_NOTFOUND) {
		return MQ_ERR_NOT_FOUND;
	}
	if (rc != 0) {
		return mq_fault_add(diag, rc, txn->store->env.data_path);
	}
	return mq_txn_unseal(txn, table, key, &stored, value, diag);
}

uint64_t mq_txn_count(struct mq_txn *txn, enum mq_table table)
{
	MDB_stat counts;

	return mdb_stat(txn->mdb, txn->store->env.tables[table], &counts) == 0 ? counts.ms_entries : 0;
}

/* ---- changing ---- */

/* Remember the first failure; the code is settled now, while the disk is as it was
 * when it happened. */
static enum mq_err stick(struct mq_txn *txn, enum mq_table table, int rc)
{
	struct mq_env *env = &txn->store->env;

	if (rc == 0) {
		return MQ_OK;
	}
	txn->error_rc = rc;
	txn->error_table = table;
	txn->error = rc == MDB_KEYEXIST ? MQ_ERR_STORE : rc == MDB_BAD_VALSIZE ? MQ_ERR_LIMIT :
		mq_fault_code(rc, env->data_path);
	env->map_was_full = env->map_was_full || rc == MDB_MAP_FULL;
	return txn->error;
}

/* Forget where the end of a table was: something else is about to change. */
static void leave_end(struct mq_txn *txn)
{
	if (txn->last != NULL) {
		mdb_cursor_close(txn->last);
		txn->last = NULL;
	}
}

/* A cursor that stays at the table's end, so that each entry need not find it again. */
static int stay_at_end(struct mq_txn *txn, enum mq_table table)
{
	if (txn->last != NULL && txn->last_table == table) {
		return 0;
	}
	leave_end(txn);
	txn->last_table = table;
	return mdb_cursor_open(txn->mdb, txn->store->env.tables[table], &txn->last);
}

/* LMDB makes the room and we write into it: no copy of header and value. */
static int make_room(struct mq_txn *txn, enum mq_table table, MDB_val *name, MDB_val *room,
	bool append)
{
	int rc;

	if (!append) {
		leave_end(txn);
		return mdb_put(txn->mdb, txn->store->env.tables[table], name, room, MDB_RESERVE);
	}
	rc = stay_at_end(txn, table);
	return rc != 0 ? rc : mdb_cursor_put(txn->last, name, room, MDB_RESERVE | MDB_APPEND);
}

static enum mq_err put(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice value, bool append)
{
	MDB_val name = val_of(key);
	MDB_val room = { MQ_SEAL_BYTES + value.len, NULL };
	int rc;

	assert(txn->writing);
	if (txn->error != MQ_OK) {
		return txn->error;
	}
	if (!is_key(key) || value.len > UINT32_MAX - MQ_SEAL_BYTES) {
		return stick(txn, table, MDB_BAD_VALSIZE);
	}
	rc = make_room(txn, table, &name, &room, append);
	if (rc == 0) {
		mq_seal_write(&txn->store->env.sealer, (uint8_t)table, key, value, room.mv_data);
		txn->n_bytes += key.len + value.len;
		txn->n_changes++;
	}
	return stick(txn, table, rc);
}

enum mq_err mq_txn_put(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice value)
{
	return put(txn, table, key, value, false);
}

enum mq_err mq_txn_append(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice value)
{
	return put(txn, table, key, value, true);
}

enum mq_err mq_txn_delete(struct mq_txn *txn, enum mq_table table, struct mq_slice key)
{
	MDB_val name = val_of(key);
	int rc;

	assert(txn->writing);
	if (txn->error != MQ_OK) {
		return txn->error;
	}
	if (!is_key(key)) {
		return MQ_OK;
	}
	leave_end(txn);
	rc = mdb_del(txn->mdb, txn->store->env.tables[table], &name, NULL);
	txn->n_changes++;
	return stick(txn, table, rc == MDB_NOTFOUND ? 0 : rc);
}
