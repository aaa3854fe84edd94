/*
 * store: a register's data on disk. Tables of sorted bytes, transactions,
 * generations.
 *
 *     store.c       a register's directory: made, opened, kept up with
 *     env.c         one generation mapped: LMDB's environment, tables, the salt
 *     guard.c       what is checked before a file is mapped
 *     txn.c         read and write transactions; sticky errors
 *     cursor.c      walking a table
 *     lock.c        the timed write lock that names its holder
 *     generation.c  numbered generations and `current`
 *     build.c       building a new generation and switching to it
 *     seal.c        the header every value wears
 *     key.c         numbers packed so that bytes sort as they do
 *     file.c        small files and directories, durably
 *     fault.c       what LMDB and the system say, in our words
 *
 * A register's directory:
 *
 *     DIR/minqing        "minqing register\nformat 2\n"; what makes it a register
 *     DIR/current        the number of the generation in force, decimal
 *     DIR/data/N/        data.mdb and lock.mdb of generation N
 *     DIR/write.lock     who writes, since when
 *     DIR/config/        the configuration in force (register's, not ours)
 *
 * LMDB in its default sync mode; SECURITY.md sections 0 and 3 say why each
 * choice. Every value is sealed: 16 bytes before it hold a keyed 64-bit hash over
 * table, key and value, and 8 bytes of its own (seal.c). With the 16 bytes LMDB
 * keeps on an overflow page a value of more than 4 kB is aligned to 32 once it is
 * committed (in the transaction that put it, to 16); a small one is not aligned.
 *
 * A register is open once in a process: LMDB's locks would be lost when the other
 * one is closed, so a second mq_store_open is refused. A child that forks from a process
 * with an open store uses nothing of it; it may exec (nothing stays open) or end.
 * Library: LMDB; none of its types is here.
 */
#ifndef MINQING_STORE_H
#define MINQING_STORE_H

#include <minqing/base.h>

enum { MQ_STORE_FORMAT = 3 };

/* The tables; who writes what into them is said beside the writers. */
enum mq_table {
	MQ_TABLE_META,		/* few small facts: counters */
	MQ_TABLE_SCHEMA,	/* the compiled schema, saved acts of schema */
	MQ_TABLE_RECORD,	/* kind, id -> record */
	MQ_TABLE_KEY,		/* kind, key text -> id */
	MQ_TABLE_POSTING,	/* field, value, shard -> set */
	MQ_TABLE_COLUMN,	/* field, chunk -> numbers */
	MQ_TABLE_GRAM,		/* field, gram, shard -> set */
	MQ_TABLE_ACT,		/* act -> who, when, why, source */
	MQ_TABLE_HISTORY,	/* kind, id, act -> what it changed */
	MQ_TABLE_TEXT,		/* field, pack -> texts */
	MQ_TABLE_LAST = MQ_TABLE_TEXT,
};

/* The keyed hash that seals values, given from above (access owns the library). */
typedef uint64_t (*mq_seal_fn)(const unsigned char salt[16], struct mq_slice table_and_key,
	struct mq_slice value);

struct mq_store_options {
	mq_seal_fn seal;		/* must be set */
	bool read_only;
	unsigned lock_wait_ms;		/* 0: 5,000 */
	const char *holder;		/* who writes, for the lock's file; borrowed for the call */
	size_t map_bytes;		/* 0: 16 GiB or four times the file; for tests */
};

struct mq_store;
struct mq_txn;

/* ---- opening ---- */

/* Make DIR (which must not exist or be empty) a register with an empty
 * generation 1. Errors: IO, READONLY, FULL, STORE (DIR is not empty). */
enum mq_err mq_store_create(const char *dir, const struct mq_store_options *options,
	const unsigned char salt[16], struct mq_diag *diag);
/*
 * Open the generation in force. Dead readers are cleared, the file's size is
 * checked against its last page before it is mapped, data descriptors are closed on
 * exec. Errors: NOT_FOUND (no such directory), STORE (no register), FORMAT
 * (newer), CORRUPT (cut, damaged), IO, DENIED. A disk that cannot be written opens
 * read only when options say so or the file system does; writing is then READONLY.
 * A process opens a register once: closing a second one would end the first one's
 * locks (SECURITY.md E14).
 */
enum mq_err mq_store_open(const char *dir, const struct mq_store_options *options,
	struct mq_store **store, struct mq_diag *diag);
void mq_store_close(struct mq_store *store);
const char *mq_store_dir(const struct mq_store *store);	/* borrowed until close */
bool mq_store_read_only(const struct mq_store *store);

/* ---- transactions ---- */

/*
 * Begin reading what is committed now. Opens a newer generation first where one
 * is in force. One at a time in a store; end it before waiting for anything. Besides
 * the errors of mq_store_open: LIMIT (all reader slots are taken), BUSY (another
 * generation came into force while this store is writing).
 */
enum mq_err mq_txn_begin_read(struct mq_store *store, struct mq_txn **txn, struct mq_diag *diag);
/*
 * Begin writing: takes the write lock (BUSY after options.lock_wait_ms, naming
 * the holder), renews what is mapped. Sticky: after a put or delete fails, further ones
 * do nothing and commit aborts and returns the first error. One at a time in a
 * store; a read may go on beside it and sees what was committed before.
 */
enum mq_err mq_txn_begin_write(struct mq_store *store, struct mq_txn **txn, struct mq_diag *diag);
/* On MQ_OK all of it is on disk; else none of it. Ends txn either way. */
enum mq_err mq_txn_commit(struct mq_txn *txn, struct mq_diag *diag);
/* Ends a read, or drops what was written. NULL is fine. */
void mq_txn_abort(struct mq_txn *txn);
/* Which committed state a reader sees: equal ids, equal bytes. Never 0. A writer's
 * is its own, equal to no other's. */
uint64_t mq_txn_snapshot(const struct mq_txn *txn);
/* The snapshot that a write transaction builds on: was anything committed since another look? */
uint64_t mq_txn_base(const struct mq_txn *txn);
/* The first error of a write transaction so far. */
enum mq_err mq_txn_error(const struct mq_txn *txn);
/* Bytes put so far: who writes much commits now and then. */
size_t mq_txn_bytes(const struct mq_txn *txn);
/* Does another process wait to write? Who writes much then ends the transaction soon;
 * who waited goes before who begins the next one. */
bool mq_txn_is_awaited(const struct mq_txn *txn);

/* Keys are 1 to 511 bytes. A got value is borrowed until the transaction ends or,
 * while writing, until the next put or delete. MQ_ERR_NOT_FOUND is no fault;
 * MQ_ERR_CORRUPT is one and names the table and key. */
enum mq_err mq_txn_get(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice *value, struct mq_diag *diag);
/* value is copied; it must not be one that this same transaction lent (the room for
 * the new value may be made by moving it). */
enum mq_err mq_txn_put(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice value);
/* As put, for keys that come in order and behind all that are there: fast. Another
 * key is a (sticky) MQ_ERR_STORE. */
enum mq_err mq_txn_append(struct mq_txn *txn, enum mq_table table, struct mq_slice key,
	struct mq_slice value);
/* Gone afterwards, whether it was there or not. */
enum mq_err mq_txn_delete(struct mq_txn *txn, enum mq_table table, struct mq_slice key);
/* How many entries a table has. */
uint64_t mq_txn_count(struct mq_txn *txn, enum mq_table table);

/* ---- walking ---- */

struct mq_cursor;

/* At the first entry whose key begins with prefix (which may be empty) and is not
 * before `from` (which may be empty). Free before the transaction ends. */
struct mq_cursor *mq_cursor_new(struct mq_txn *txn, enum mq_table table, struct mq_slice prefix,
	struct mq_slice from);
/* The next entry; NOT_FOUND at the end; CORRUPT where a seal is broken (the walk may go
 * on). Key and value are borrowed as those of mq_txn_get. Putting and deleting while walking is
 * fine: what is behind the walk when it is put is not met. */
enum mq_err mq_cursor_next(struct mq_cursor *cursor, struct mq_slice *key, struct mq_slice *value,
	struct mq_diag *diag);
void mq_cursor_free(struct mq_cursor *cursor);

/* ---- generations ---- */

/*
 * Build a new generation beside the one in force, holding the write lock. The
 * returned store is written with the usual transactions (several, each bounded) and
 * belongs to the build. finish makes it the one in force, durably (whole or not at all)
 * and removes the old one's files; drop leaves everything as it was. Both end the
 * build, whatever they return. Left-overs of a killed build are removed by the next
 * one. Errors: those of mq_txn_begin_write.
 */
struct mq_build;

enum mq_err mq_build_begin(struct mq_store *store, struct mq_build **build, struct mq_diag *diag);
struct mq_store *mq_build_store(struct mq_build *build);	/* borrowed */
enum mq_err mq_build_finish(struct mq_build *build, struct mq_diag *diag);
void mq_build_drop(struct mq_build *build);
/* A directory on the register's disk for spilled runs, made and removed with the build. */
const char *mq_build_dir(const struct mq_build *build);

/* ---- keys ---- */

/* A key being put together. Numbers are written big end first, so that bytes
 * sort as numbers do. */
struct mq_key {
	unsigned char bytes[511];
	size_t len;
};

void mq_key_add8(struct mq_key *key, uint8_t value);
void mq_key_add16(struct mq_key *key, uint16_t value);
void mq_key_add32(struct mq_key *key, uint32_t value);
void mq_key_add64(struct mq_key *key, uint64_t value);
/* At most what is left; a longer text is cut and its hash put behind. */
void mq_key_add_text(struct mq_key *key, const void *text, size_t len);
struct mq_slice mq_key_slice(const struct mq_key *key);
uint16_t mq_key_read16(const unsigned char *at);
uint32_t mq_key_read32(const unsigned char *at);
uint64_t mq_key_read64(const unsigned char *at);

#endif
