/*
 * The one place where foreign codes are translated: errno values and those of
 * LMDB, which are negative, never meet.
 *
 * LMDB reports a short write as EIO. A disk that is nearly full, or a file
 * that has come to the process's size limit, explains it: then it is FULL.
 * Only what is left is called the hardware's fault.
 */
#include "fault.h"

#include <errno.h>
#include <lmdb.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

struct meaning {
	int rc;
	enum mq_err err;
	const char *message;	/* about one %s, the path */
	const char *hint;	/* or NULL */
};

#define DAMAGED N_("\"%s\" is damaged")
#define DAMAGED_HINT N_("restore the newest backup; the damaged files are left as they are")
#define FULL N_("there is no room left to write \"%s\"")
#define FULL_HINT N_("free some space and try again; what was acknowledged before is safe")
#define DENIED N_("not permitted to open \"%s\"")
#define DENIED_HINT N_("the files of a register belong to one account; use that one")

static const struct meaning meanings[] = {
	{ MDB_NOTFOUND, MQ_ERR_NOT_FOUND, N_("\"%s\" is not there"), NULL },
	{ MDB_PAGE_NOTFOUND, MQ_ERR_CORRUPT, DAMAGED, DAMAGED_HINT },
	{ MDB_CORRUPTED, MQ_ERR_CORRUPT, DAMAGED, DAMAGED_HINT },
	{ MDB_CURSOR_FULL, MQ_ERR_CORRUPT, DAMAGED, DAMAGED_HINT },
	{ MDB_PAGE_FULL, MQ_ERR_CORRUPT, DAMAGED, DAMAGED_HINT },
	{ MDB_INCOMPATIBLE, MQ_ERR_CORRUPT, DAMAGED, DAMAGED_HINT },
	{ MDB_INVALID, MQ_ERR_STORE, N_("\"%s\" is not a data file of a register"), DAMAGED_HINT },
	{ MDB_VERSION_MISMATCH, MQ_ERR_FORMAT, N_("\"%s\" was written by another version of LMDB"),
		N_("make a backup with the program that wrote it, and restore that here") },
	{ MDB_MAP_FULL, MQ_ERR_FULL, N_("the map of \"%s\" is full"),
		N_("try again: it is mapped larger then") },
	{ MDB_READERS_FULL, MQ_ERR_LIMIT, N_("too many are reading \"%s\""),
		N_("end some of the other sessions") },
	{ MDB_TXN_FULL, MQ_ERR_LIMIT, N_("too much was changed in \"%s\" at once"),
		N_("change it in smaller parts") },
	{ ENOSPC, MQ_ERR_FULL, FULL, FULL_HINT },
	{ EDQUOT, MQ_ERR_FULL, FULL, FULL_HINT },
	{ EFBIG, MQ_ERR_FULL, FULL, FULL_HINT },
	{ EROFS, MQ_ERR_READONLY, N_("\"%s\" is on a disk that cannot be written"), NULL },
	{ EACCES, MQ_ERR_DENIED, DENIED, DENIED_HINT },
	{ EPERM, MQ_ERR_DENIED, DENIED, DENIED_HINT },
	{ ENOENT, MQ_ERR_NOT_FOUND, N_("\"%s\" is not there"), NULL },
	{ ENOTDIR, MQ_ERR_STORE, N_("\"%s\" is not in a directory"), NULL },
	{ ELOOP, MQ_ERR_STORE, N_("\"%s\" is a symbolic link"),
		N_("a register's files are plain files; put the file itself there") },
	{ ENOMEM, MQ_ERR_LIMIT, N_("there is not enough address space to map \"%s\""),
		N_("raise the limit (ulimit -v)") },
};

static bool has_no_room(const char *path)
{
	enum { SCANT_BYTES = 1 << 20 };
	struct statvfs disk;
	struct stat file;
	struct rlimit limit;

	if (statvfs(path, &disk) == 0 && disk.f_bavail * disk.f_frsize < SCANT_BYTES) {
		return true;
	}
	return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
		stat(path, &file) == 0 && (rlim_t)file.st_size + SCANT_BYTES > limit.rlim_cur;
}

static const struct meaning *meaning_of(int rc, const char *path)
{
	if (rc == EIO && has_no_room(path)) {
		rc = ENOSPC;
	}
	for (size_t i = 0; i < MQ_LENGTH(meanings); i++) {
		if (meanings[i].rc == rc) {
			return &meanings[i];
		}
	}
	return NULL;
}

enum mq_err mq_fault_code(int rc, const char *path)
{
	const struct meaning *meaning;

	if (rc == 0) {
		return MQ_OK;
	}
	meaning = meaning_of(rc, path);
	return meaning != NULL ? meaning->err : MQ_ERR_IO;
}

enum mq_err mq_fault_add(struct mq_diag *diag, int rc, const char *path)
{
	const struct meaning *meaning;

	if (rc == 0) {
		return MQ_OK;
	}
	meaning = meaning_of(rc, path);
	if (meaning == NULL) {
		return mq_diag_add(diag, MQ_ERR_IO, _("\"%s\" cannot be read or written: %s"), path,
			mdb_strerror(rc));
	}
	mq_diag_add(diag, meaning->err, _(meaning->message), path);
	if (meaning->hint != NULL) {
		mq_diag_hint(diag, "%s", _(meaning->hint));
	}
	return meaning->err;
}
