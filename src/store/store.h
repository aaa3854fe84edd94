/* A register that is open; see store.c. */
#ifndef MINQING_STORE_STORE_H
#define MINQING_STORE_STORE_H

#include <minqing/store.h>

#include "env.h"
#include "generation.h"

struct mq_store {
	char *dir;
	struct mq_store_options options;
	char *holder;		/* what options.holder points at */
	struct mq_env env;
	struct mq_current current;	/* the generation that env is */
	bool stale;		/* env must be opened anew before it is used */
	bool building;		/* belongs to a build: no lock, no looking at `current` */
	int lock_fd;		/* the write lock while it is held, or -1 */
	struct mq_txn *reading;
	struct mq_txn *writing;
	uint64_t n_writes;
};

/* A store without a register yet. */
struct mq_store *mq_store_new(const char *dir, const struct mq_store_options *options);
/* Make sure that the generation in force is the one that is open. */
enum mq_err mq_store_renew(struct mq_store *store, struct mq_diag *diag);
/* Take and release the write lock of a store that is no build's. */
enum mq_err mq_store_lock(struct mq_store *store, struct mq_diag *diag);
void mq_store_unlock(struct mq_store *store);

#endif
