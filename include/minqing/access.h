/*
 * access: who may see what, and how tampering and damage are told.
 *
 *     seal.c    the keyed hash of stored values (xxHash); random salts (libsodium)
 *     officer.c who is at work
 *     scope.c   the universe: the records an officer's questions range over
 *
 * Every evaluation takes a universe from here, so that permissions are laid under
 * questions without touching who asks. A single person's register: all of it.
 * Libraries: libsodium, xxHash (its header alone).
 */
#ifndef MINQING_ACCESS_H
#define MINQING_ACCESS_H

#include <minqing/base.h>
#include <minqing/answer.h>

/* XXH3 over both slices under salt; see store.h. */
uint64_t mq_access_seal(const unsigned char salt[16], struct mq_slice table_and_key,
	struct mq_slice value);
void mq_access_random(void *out, size_t len);

/* Who is at work: MINQING_USER is not trusted; the kernel's uid is. Owned by the caller. */
char *mq_access_officer(void);

/* Fill the universe of every kind with the live records the officer may be told
 * of. The sets are borrowed from the view's index until its snapshot ends. */
void mq_access_universe(struct mq_view *view, const char *officer);

#endif
