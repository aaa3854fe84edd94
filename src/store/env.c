/*
 * An environment: one generation's data.mdb and lock.mdb, mapped.
 *
 * LMDB in its default sync mode: a commit is on the disk when it returns. None of
 * its faster modes is safe here (SECURITY.md section 0). The map is reserved large,
 * which costs address space only, so that a register hardly ever has to be mapped
 * anew. Read transactions are not bound to threads (MDB_NOTLS): one is kept and
 * reset after each use, so that nothing is pinned while a person thinks.
 *
 * In the file there is one LMDB database for each table, by its name, and one more,
 * "store", for what this room keeps for itself: "salt", sixteen sealed bytes.
 * All are found once, when the environment is opened.
 */
#include "env.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fault.h"
#include "guard.h"

enum { READERS_MAX = 2048, OWN_TABLE_BYTE = 0xff };

static const size_t map_bytes_min = (size_t)16 << 30;
static const char own_table[] = "store";
static const struct mq_slice salt_key = { "salt", 4 };

static const char *const table_names[] = {
	[MQ_TABLE_META] = "meta",
	[MQ_TABLE_SCHEMA] = "schema",
	[MQ_TABLE_RECORD] = "record",
	[MQ_TABLE_KEY] = "key",
	[MQ_TABLE_POSTING] = "posting",
	[MQ_TABLE_COLUMN] = "column",
	[MQ_TABLE_GRAM] = "gram",
	[MQ_TABLE_ACT] = "act",
	[MQ_TABLE_HISTORY] = "history",
	[MQ_TABLE_TEXT] = "text",
};
static_assert(MQ_LENGTH(table_names) == MQ_TABLE_LAST + 1, "every table has a name");

const char *mq_table_name(enum mq_table table)
{
	return table_names[table];
}

/* ---- mapping ---- */

static size_t map_size(const struct mq_store_options *options, uint64_t file_bytes)
{
	if (options->map_bytes != 0) {
		return options->map_bytes;
	}
	return file_bytes > map_bytes_min / 4 ? (size_t)file_bytes * 4 : map_bytes_min;
}

/* LMDB 0.9.24 leaves its data descriptor open in children: a pager or an editor
 * could write the register (E15). */
static int keep_from_children(struct mq_env *env)
{
	struct stat st;
	int fd;
	int rc = mdb_env_get_fd(env->mdb, &fd);

	if (rc != 0) {
		return rc;
	}
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) != 0 || fstat(fd, &st) != 0) {
		return errno;
	}
	env->data_dev = st.st_dev;
	env->data_ino = st.st_ino;
	return 0;
}

static int map_once(struct mq_env *env, const char *dir, unsigned flags, size_t map_bytes)
{
	int rc = mdb_env_create(&env->mdb);

	if (rc != 0) {
		env->mdb = NULL;
		return rc;
	}
	rc = mdb_env_set_maxdbs(env->mdb, MQ_TABLE_LAST + 2);
	if (rc == 0) {
		rc = mdb_env_set_maxreaders(env->mdb, READERS_MAX);
	}
	if (rc == 0) {
		rc = mdb_env_set_mapsize(env->mdb, map_bytes);
	}
	if (rc == 0) {
		rc = mdb_env_open(env->mdb, dir, MDB_NOTLS | flags, 0600);
	}
	if (rc == 0) {
		rc = keep_from_children(env);
	}
	if (rc != 0) {
		mdb_env_close(env->mdb);
		env->mdb = NULL;
	}
	return rc;
}

/* The data file was found good, so MDB_INVALID speaks of the lock file: another
 * process has just made it and not yet filled it. */
static int map_data(struct mq_env *env, const char *dir, unsigned flags, size_t map_bytes)
{
	const struct timespec nap = { .tv_nsec = 10 * 1000 * 1000 };
	int tries = 20;
	int rc;

	while ((rc = map_once(env, dir, flags, map_bytes)) == MDB_INVALID && --tries > 0) {
		nanosleep(&nap, NULL);
	}
	return rc;
}

/* ---- tables ---- */

static int open_table(MDB_txn *txn, const char *name, unsigned flags, MDB_dbi *dbi)
{
	unsigned kind = 0;
	int rc = mdb_dbi_open(txn, name, flags, dbi);

	if (rc == 0) {
		rc = mdb_dbi_flags(txn, *dbi, &kind);
	}
	/* We make plain tables only; the others' code has known faults. */
	return rc == 0 && kind != 0 ? MDB_INCOMPATIBLE : rc;
}

static int open_tables(struct mq_env *env, MDB_txn *txn, unsigned flags, MDB_dbi *own)
{
	int rc = open_table(txn, own_table, flags, own);

	for (size_t i = 0; rc == 0 && i < MQ_LENGTH(table_names); i++) {
		rc = open_table(txn, table_names[i], flags, &env->tables[i]);
	}
	return rc;
}

static int put_salt(struct mq_env *env, MDB_txn *txn, MDB_dbi own)
{
	unsigned char sealed[MQ_SEAL_BYTES + MQ_SEAL_SALT_BYTES];
	MDB_val key = { salt_key.len, (void *)(uintptr_t)salt_key.data };
	MDB_val value = { sizeof(sealed), sealed };
	struct mq_slice salt = { env->sealer.salt, MQ_SEAL_SALT_BYTES };

	mq_seal_write(&env->sealer, OWN_TABLE_BYTE, salt_key, salt, sealed);
	return mdb_put(txn, own, &key, &value, 0);
}

static int get_salt(struct mq_env *env, MDB_txn *txn, MDB_dbi own)
{
	MDB_val key = { salt_key.len, (void *)(uintptr_t)salt_key.data };
	MDB_val stored;
	struct mq_slice value;
	int rc = mdb_get(txn, own, &key, &stored);

	if (rc != 0) {
		return rc;
	}
	if (stored.mv_size != MQ_SEAL_BYTES + MQ_SEAL_SALT_BYTES) {
		return MDB_CORRUPTED;
	}
	memcpy(env->sealer.salt, (char *)stored.mv_data + MQ_SEAL_BYTES, MQ_SEAL_SALT_BYTES);
	return mq_seal_open(&env->sealer, OWN_TABLE_BYTE, salt_key,
		(struct mq_slice){ stored.mv_data, stored.mv_size }, &value) ? 0 : MDB_CORRUPTED;
}

/* Find the tables and the salt, in a transaction that needs no lock. */
static int load(struct mq_env *env)
{
	MDB_txn *txn;
	MDB_dbi own;
	int rc = mdb_txn_begin(env->mdb, NULL, MDB_RDONLY, &txn);

	if (rc != 0) {
		return rc;
	}
	rc = open_tables(env, txn, 0, &own);
	if (rc == 0) {
		rc = get_salt(env, txn, own);
	}
	if (rc != 0) {
		mdb_txn_abort(txn);
		/* Another program's file: LMDB's, but none of our tables in it. */
		return rc == MDB_NOTFOUND ? MDB_INVALID : rc;
	}
	return mdb_txn_commit(txn);
}

static int make(struct mq_env *env)
{
	MDB_txn *txn;
	MDB_dbi own;
	int rc = mdb_txn_begin(env->mdb, NULL, 0, &txn);

	if (rc != 0) {
		return rc;
	}
	rc = open_tables(env, txn, MDB_CREATE, &own);
	if (rc == 0) {
		rc = put_salt(env, txn, own);
	}
	if (rc != 0) {
		mdb_txn_abort(txn);
		return rc;
	}
	return mdb_txn_commit(txn);
}

/* ---- opening ---- */

static enum mq_err open_guarded(struct mq_env *env, const char *dir,
	const struct mq_store_options *options,
	const struct mq_guard *guard, struct mq_diag *diag)
{
	char *lock_path = mq_format("%s/lock.mdb", dir);
	unsigned flags = 0;
	bool locks;
	enum mq_err err = mq_guard_lock(lock_path, guard, &locks, diag);
	int rc;

	if (err != MQ_OK) {
		goto out;
	}
	env->read_only = options->read_only || !guard->writable || !locks;
	env->map_fixed = options->map_bytes != 0;
	flags |= env->read_only ? MDB_RDONLY : 0;
	flags |= locks ? 0 : MDB_NOLOCK;
	rc = map_data(env, dir, flags, map_size(options, guard->size_bytes));
	err = mq_fault_add(diag, rc, rc == MDB_INVALID ? lock_path : env->data_path);
out:
	free(lock_path);
	return err;
}

enum mq_err mq_env_open(struct mq_env *env, const char *dir,
	const struct mq_store_options *options,
	struct mq_diag *diag)
{
	struct mq_guard guard;
	enum mq_err err;

	*env = (struct mq_env){ .sealer.hash = options->seal };
	env->data_path = mq_format("%s/data.mdb", dir);
	err = mq_guard_data(env->data_path, &guard, diag);
	if (err == MQ_OK) {
		err = open_guarded(env, dir, options, &guard, diag);
	}
	if (err == MQ_OK) {
		mdb_reader_check(env->mdb, NULL);
		err = mq_fault_add(diag, load(env), env->data_path);
	}
	if (err != MQ_OK) {
		mq_env_close(env);
	}
	return err;
}

enum mq_err mq_env_create(struct mq_env *env, const char *dir,
	const struct mq_store_options *options,
	const unsigned char salt[MQ_SEAL_SALT_BYTES], struct mq_diag *diag)
{
	const struct mq_guard nothing = { .writable = true };
	struct mq_store_options writing = *options;
	enum mq_err err;

	writing.read_only = false;
	*env = (struct mq_env){ .sealer.hash = options->seal };
	memcpy(env->sealer.salt, salt, MQ_SEAL_SALT_BYTES);
	env->data_path = mq_format("%s/data.mdb", dir);
	err = open_guarded(env, dir, &writing, &nothing, diag);
	if (err == MQ_OK) {
		err = mq_fault_add(diag, make(env), env->data_path);
	}
	if (err != MQ_OK) {
		mq_env_close(env);
	}
	return err;
}

void mq_env_close(struct mq_env *env)
{
	if (env->reader != NULL) {
		mdb_txn_abort(env->reader);
	}
	if (env->mdb != NULL) {
		mdb_env_close(env->mdb);
	}
	free(env->data_path);
	*env = (struct mq_env){ 0 };
}

bool mq_env_is_in_place(const struct mq_env *env)
{
	struct stat st;

	return stat(env->data_path, &st) == 0 && st.st_dev == env->data_dev &&
		st.st_ino == env->data_ino;
}

/* ---- beginning ---- */

static int read_once(struct mq_env *env)
{
	if (env->reader != NULL) {
		return mdb_txn_renew(env->reader);
	}
	return mdb_txn_begin(env->mdb, NULL, MDB_RDONLY, &env->reader);
}

int mq_env_begin_read(struct mq_env *env, bool may_remap)
{
	int rc = read_once(env);

	if (rc == MDB_MAP_RESIZED && may_remap) {
		rc = mdb_env_set_mapsize(env->mdb, 0);
		return rc != 0 ? rc : read_once(env);
	}
	if (rc == MDB_READERS_FULL) {
		mdb_reader_check(env->mdb, NULL);
		return read_once(env);
	}
	return rc;
}

/* Twice the map where half of it is used, or where it was full: what is mapped
 * must be larger than what is there, also while it is being rewritten. */
static int grow_map(struct mq_env *env)
{
	MDB_envinfo info;
	MDB_stat stat_main;
	int rc;

	if (env->map_fixed) {
		return 0;
	}
	rc = mdb_env_info(env->mdb, &info);
	if (rc == 0) {
		rc = mdb_env_stat(env->mdb, &stat_main);
	}
	if (rc != 0) {
		return rc;
	}
	if (!env->map_was_full && info.me_last_pgno < info.me_mapsize / stat_main.ms_psize / 2) {
		return 0;
	}
	env->map_was_full = false;
	return mdb_env_set_mapsize(env->mdb, info.me_mapsize * 2);
}

int mq_env_begin_write(struct mq_env *env, bool may_remap, MDB_txn **writer)
{
	int rc = may_remap ? grow_map(env) : 0;

	if (rc != 0) {
		return rc;
	}
	/* A reader that was killed would keep every page freed since from being used. */
	mdb_reader_check(env->mdb, NULL);
	rc = mdb_txn_begin(env->mdb, NULL, 0, writer);
	if (rc == MDB_MAP_RESIZED && may_remap) {
		rc = mdb_env_set_mapsize(env->mdb, 0);
		return rc != 0 ? rc : mdb_txn_begin(env->mdb, NULL, 0, writer);
	}
	return rc;
}
