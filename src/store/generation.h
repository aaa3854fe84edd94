/* The numbered generations of a register's data; see generation.c. */
#ifndef MINQING_STORE_GENERATION_H
#define MINQING_STORE_GENERATION_H

#include <sys/types.h>

#include <minqing/base.h>

/* What `current` said, and which file said it: as long as fd has that open, no other
 * file can be the same one. */
struct mq_current {
	uint64_t n;
	int fd;		/* or -1: nothing yet */
	dev_t dev;
	ino_t ino;
};

/* DIR/data/N; owned by the caller. */
char *mq_generation_dir(const char *dir, uint64_t n);
/* Which generation is in force; mq_current_release when done. Errors: STORE, CORRUPT,
 * DENIED, IO. */
enum mq_err mq_current_read(const char *dir, struct mq_current *current, struct mq_diag *diag);
void mq_current_release(struct mq_current *current);
/* Does that file still say which one is in force? One stat. */
bool mq_current_holds(const char *dir, const struct mq_current *current);
/* Put n in force. Its files are on the disk before `current` names it. */
enum mq_err mq_generation_switch(const char *dir, uint64_t n, struct mq_diag *diag);
/* Remove all under DIR/data but generation keep. Only under the write lock. */
void mq_generation_sweep(const char *dir, uint64_t keep);

#endif
