/* Disks of a child's own: read-only ones, small ones. */
#ifndef MINQING_TESTS_STORE_MOUNT_H
#define MINQING_TESTS_STORE_MOUNT_H

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mount.h>

/* What a child returns where it may not do what the case needs; then it is skipped. */
enum { CANNOT_TRY = 77 };

/* A mount that only this child sees. */
static inline bool mount_here(const char *source, const char *target, const char *type,
	unsigned long flags, const char *options)
{
	return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		mount(source, target, type, flags, options) == 0;
}

#endif
