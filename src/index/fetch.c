/*
 * One record, or the id under one key, straight from a transaction. Writers
 * need what their own transaction has put, which no snapshot's cache knows.
 */
#include <minqing/index.h>

#include "terms.h"

enum mq_err mq_index_fetch(struct mq_txn *txn, mq_kind_id kind, mq_record_id id,
	struct mq_slice *record, struct mq_diag *diag)
{
	struct mq_key key = mq_key_record(kind, id);

	return mq_txn_get(txn, MQ_TABLE_RECORD, mq_key_slice(&key), record, diag);
}

mq_record_id mq_index_lookup(struct mq_txn *txn, mq_kind_id kind, struct mq_slice text)
{
	struct mq_key key = mq_key_unique(kind, text);
	struct mq_slice id;

	if (mq_txn_get(txn, MQ_TABLE_KEY, mq_key_slice(&key), &id, NULL) != MQ_OK || id.len != 4) {
		return MQ_NO_RECORD;
	}
	return mq_key_read32(id.data);
}
