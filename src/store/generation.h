/* The numbered generations of a register's data; see generation.c. */
#ifndef MINQING_STORE_GENERATION_H
#define MINQING_STORE_GENERATION_H

#include <minqing/base.h>

/* DIR/data/N; owned by the caller. */
char *mq_generation_dir(const char *dir, uint64_t n);
/* Which generation is in force. *fd is the file that says so, kept open by the
 * caller for mq_generation_is_current. Errors: STORE, CORRUPT, DENIED, IO. */
enum mq_err mq_generation_current(const char *dir, int *fd, uint64_t *n, struct mq_diag *diag);
/* Does the file that fd has open still say which one is in force? One stat. */
bool mq_generation_is_current(const char *dir, int fd);
/* Put n in force. Its files are on the disk before `current` names it. */
enum mq_err mq_generation_switch(const char *dir, uint64_t n, struct mq_diag *diag);
/* Remove all under DIR/data but generation keep. Only under the write lock. */
void mq_generation_sweep(const char *dir, uint64_t keep);

#endif
