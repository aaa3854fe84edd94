/* What is checked before LMDB may map a file; see guard.c. */
#ifndef MINQING_STORE_GUARD_H
#define MINQING_STORE_GUARD_H

#include <minqing/base.h>

/* The size and standing of a data file that may be mapped. */
struct mq_guard {
	uint64_t size_bytes;
	bool writable;		/* by this process, on this disk */
	bool frozen;		/* its mode lets nobody write it */
};

/*
 * May the data file at path be mapped? It is a plain file with one name, ours,
 * LMDB's by magic and version, and not shorter than its last page says. Errors:
 * NOT_FOUND, STORE (no data file), FORMAT (another LMDB), CORRUPT (cut), DENIED, IO.
 */
enum mq_err mq_guard_data(const char *path, struct mq_guard *guard, struct mq_diag *diag);
/*
 * Make sure that the lock file has its blocks on the disk: written through a map,
 * a full disk would otherwise be a SIGBUS. *locks is false where there can be
 * no lock file, nor a writer. Errors: FULL, STORE, DENIED, IO.
 */
enum mq_err mq_guard_lock(const char *path, const struct mq_guard *data, bool *locks,
	struct mq_diag *diag);

#endif
