/* One generation of a register's data as LMDB sees it; see env.c. */
#ifndef MINQING_STORE_ENV_H
#define MINQING_STORE_ENV_H

#include <lmdb.h>
#include <sys/types.h>

#include <minqing/store.h>

#include "seal.h"

/* Zeroed is closed. */
struct mq_env {
	MDB_env *mdb;
	MDB_txn *reader;	/* the one read transaction, reset between uses; or NULL */
	MDB_dbi tables[MQ_TABLE_LAST + 1];
	struct mq_sealer sealer;
	char *data_path;	/* owned */
	dev_t data_dev;		/* the file that is mapped */
	ino_t data_ino;
	bool read_only;
	bool map_fixed;		/* the options gave its size */
	bool map_was_full;
};

/* The name of a table, for messages and in the file. */
const char *mq_table_name(enum mq_table table);

/* Open the data in dir. Errors: see mq_store_open. On failure env is closed. */
enum mq_err mq_env_open(struct mq_env *env, const char *dir, const struct mq_store_options *options,
	struct mq_diag *diag);
/* Make the tables and keep the salt in a new data file in dir, which has none. */
enum mq_err mq_env_create(struct mq_env *env, const char *dir,
	const struct mq_store_options *options, const unsigned char salt[MQ_SEAL_SALT_BYTES],
	struct mq_diag *diag);
void mq_env_close(struct mq_env *env);

/* Is the file that is mapped still the one at its path? */
bool mq_env_is_in_place(const struct mq_env *env);
/* Begin reading, in env->reader, or writing, in *writer. 0 or a code of LMDB; the map
 * is renewed where another process made it larger, if may_remap. */
int mq_env_begin_read(struct mq_env *env, bool may_remap);
int mq_env_begin_write(struct mq_env *env, bool may_remap, MDB_txn **writer);

#endif
