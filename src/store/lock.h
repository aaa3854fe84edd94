/* The timed write lock that names its holder; see lock.c. */
#ifndef MINQING_STORE_LOCK_H
#define MINQING_STORE_LOCK_H

#include <minqing/base.h>

/*
 * Take the write lock of the register at dir, waiting at most wait_ms. On MQ_OK
 * *fd holds it until mq_lock_release, or until the process ends in whatever way.
 * Errors: BUSY (names who holds it, since when), READONLY, DENIED, IO.
 */
enum mq_err mq_lock_take(const char *dir, unsigned wait_ms, const char *holder, int *fd,
	struct mq_diag *diag);
/* Does another wait for the lock that fd holds? */
bool mq_lock_is_awaited(int fd);
/* *fd becomes -1; -1 is fine. */
void mq_lock_release(int *fd);

#endif
