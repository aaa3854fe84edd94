/* A transaction; see txn.c. */
#ifndef MINQING_STORE_TXN_H
#define MINQING_STORE_TXN_H

#include <lmdb.h>

#include <minqing/store.h>

struct mq_txn {
	struct mq_store *store;
	MDB_txn *mdb;
	bool writing;
	uint64_t snapshot;
	size_t n_bytes;		/* put so far */
	MDB_cursor *last;	/* at the end of the table that was appended to last, or NULL */
	enum mq_table last_table;
	uint64_t n_changes;	/* puts and deletes so far; cursors look at it */
	enum mq_err error;	/* the first, sticky */
	int error_rc;		/* what LMDB called it; 0 where it was ours */
	enum mq_table error_table;
};

/* The value within what LMDB gave; CORRUPT, naming table and key, where the seal
 * is broken. */
enum mq_err mq_txn_unseal(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	const MDB_val *stored, struct mq_slice *value, struct mq_diag *diag);

#endif
