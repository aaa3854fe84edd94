/*
 * Walking a table in the order of its keys.
 *
 * A walk within a write transaction keeps its own copy of the last key: when
 * something was put or deleted since, it finds its place again from that key
 * instead of trusting a position, so that deleting while walking is plain. (LMDB 0.9's
 * handling of several positions in one changing tree has known faults.)
 */
#include <lmdb.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/store.h>

#include "fault.h"
#include "seal.h"
#include "store.h"
#include "txn.h"

struct mq_cursor {
	struct mq_txn *txn;
	enum mq_table table;
	MDB_cursor *mdb;	/* NULL once the walk has ended */
	int rc;			/* what opening it said */
	bool begun;
	uint64_t n_changes;	/* of txn, when the position was taken */
	size_t prefix_len;
	size_t last_len;
	unsigned char prefix[MQ_KEY_BYTES_MAX];
	unsigned char last[MQ_KEY_BYTES_MAX];	/* first where the walk begins, then the last key */
};

static int compare(struct mq_slice a, struct mq_slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len > 0 ? memcmp(a.data, b.data, len) : 0;

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int open_position(struct mq_cursor *cursor)
{
	MDB_dbi table = cursor->txn->store->env.tables[cursor->table];
	int rc = mdb_cursor_open(cursor->txn->mdb, table, &cursor->mdb);

	if (rc != 0) {
		cursor->mdb = NULL;
	}
	return rc;
}

struct mq_cursor *mq_cursor_new(struct mq_txn *txn, enum mq_table table, struct mq_slice prefix,
	struct mq_slice from)
{
	struct mq_cursor *cursor = mq_alloc(sizeof(*cursor));
	struct mq_slice start = compare(prefix, from) < 0 ? from : prefix;

	cursor->txn = txn;
	cursor->table = table;
	/* No key is longer: nothing can begin with such a prefix or come after it. */
	if (prefix.len > MQ_KEY_BYTES_MAX || start.len > MQ_KEY_BYTES_MAX) {
		return cursor;
	}
	if (prefix.len > 0) {
		memcpy(cursor->prefix, prefix.data, prefix.len);
		cursor->prefix_len = prefix.len;
	}
	if (start.len > 0) {
		memcpy(cursor->last, start.data, start.len);
		cursor->last_len = start.len;
	}
	cursor->rc = open_position(cursor);
	return cursor;
}

static int seek(struct mq_cursor *cursor, MDB_val *key, MDB_val *stored)
{
	if (cursor->last_len == 0) {
		return mdb_cursor_get(cursor->mdb, key, stored, MDB_FIRST);
	}
	*key = (MDB_val){ cursor->last_len, cursor->last };
	return mdb_cursor_get(cursor->mdb, key, stored, MDB_SET_RANGE);
}

static int step(struct mq_cursor *cursor, MDB_val *key, MDB_val *stored)
{
	int rc;

	if (!cursor->begun) {
		return seek(cursor, key, stored);
	}
	if (cursor->n_changes == cursor->txn->n_changes) {
		return mdb_cursor_get(cursor->mdb, key, stored, MDB_NEXT);
	}
	mdb_cursor_close(cursor->mdb);
	rc = open_position(cursor);
	if (rc == 0) {
		rc = seek(cursor, key, stored);
	}
	if (rc == 0 && key->mv_size == cursor->last_len &&
		memcmp(key->mv_data, cursor->last, cursor->last_len) == 0) {
		rc = mdb_cursor_get(cursor->mdb, key, stored, MDB_NEXT);
	}
	return rc;
}

static void stop(struct mq_cursor *cursor)
{
	if (cursor->mdb != NULL) {
		mdb_cursor_close(cursor->mdb);
		cursor->mdb = NULL;
	}
	cursor->rc = 0;
}

/* Keep the place, where something may be changed before the next step. */
static void remember(struct mq_cursor *cursor, const MDB_val *key)
{
	cursor->begun = true;
	cursor->n_changes = cursor->txn->n_changes;
	if (cursor->txn->writing) {
		cursor->last_len = key->mv_size;
		memcpy(cursor->last, key->mv_data, key->mv_size);
	}
}

enum mq_err mq_cursor_next(struct mq_cursor *cursor, struct mq_slice *key,
	struct mq_slice *value,
	struct mq_diag *diag)
{
	MDB_val name;
	MDB_val stored;
	int rc = cursor->rc;

	*key = *value = (struct mq_slice){ NULL, 0 };
	if (rc == 0) {
		rc = cursor->mdb != NULL ? step(cursor, &name, &stored) : MDB_NOTFOUND;
	}
	if (rc == 0 && (name.mv_size == 0 || name.mv_size > MQ_KEY_BYTES_MAX)) {
		rc = MDB_CORRUPTED;
	}
	if (rc != 0) {
		/* A tree that cannot be walked on ends the walk: it would fail for ever. */
		stop(cursor);
		return rc == MDB_NOTFOUND ? MQ_ERR_NOT_FOUND :
			mq_fault_add(diag, rc, cursor->txn->store->env.data_path);
	}
	if (name.mv_size < cursor->prefix_len ||
		memcmp(name.mv_data, cursor->prefix, cursor->prefix_len) != 0) {
		stop(cursor);
		return MQ_ERR_NOT_FOUND;
	}
	remember(cursor, &name);
	*key = (struct mq_slice){ name.mv_data, name.mv_size };
	return mq_txn_unseal(cursor->txn, cursor->table, *key, &stored, value, diag);
}

void mq_cursor_free(struct mq_cursor *cursor)
{
	if (cursor != NULL) {
		stop(cursor);
		free(cursor);
	}
}
