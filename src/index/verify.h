/*
 * Inside index: proving an index against its records.
 */
#ifndef INDEX_VERIFY_H
#define INDEX_VERIFY_H

#include "run.h"

struct mq_verify {
	const struct mq_schema *schema;
	struct mq_txn *txn;
	struct mq_diag *diag;
	uint64_t n_records;
	uint64_t n_faults;
	struct mq_set **damaged;	/* by kind: records that cannot be read */
	mq_record_id *ends;		/* by kind: one past the last record */
};

/* Tell where the entry of table under key is not what the records ask for. Either
 * slice may be empty: should not be there, is not there. */
void mq_verify_entry(struct mq_verify *verify, enum mq_table table, struct mq_slice key,
	struct mq_slice expected, struct mq_slice stored);

#endif
