/*
 * Guards before mapping. LMDB trusts its file: cut short it is a SIGBUS
 * (SECURITY.md E9, E10), and it opens what is not its own by creating it anew.
 * So the two meta pages are read here with plain reads, before mdb_env_open.
 *
 * A data file begins with two meta pages of psize bytes each, alike but for what
 * the last two transactions changed. Of each (numbers in the machine's order):
 *
 *     0    8    10   12   16     20       24       32       40     44
 *     | no |    |flag|    |magic |version |address |map size| psize| free-list table …
 *     88                  136             144
 *     | main table …      | last page no  | transaction id |
 *
 * A careful order: closing any descriptor of a file drops every POSIX lock this
 * process has on it, and LMDB's reader slots hang from such locks on lock.mdb (E14). So
 * a lock file that is whole is looked at by name alone and never opened here.
 */
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "file.h"

enum {
	META_BYTES = 152,
	AT_FLAGS = 10,
	AT_MAGIC = 16,
	AT_VERSION = 20,
	AT_PAGE_SIZE = 40,
	AT_LAST_PAGE = 136,
	META_FLAG = 0x08,
	LMDB_VERSION = 1,
	PAGE_BYTES_MIN = 256,
	PAGE_BYTES_MAX = 65536,
	/* Room for 2,048 readers of 64 bytes and the head before them, in whole pages. */
	LOCK_BYTES = 33 * 4096,
};

#define LMDB_MAGIC 0xBEEFC0DEu

/* ---- standing ---- */

static enum mq_err check_standing(const char *path, const struct stat *st, bool writable,
	struct mq_diag *diag)
{
	if (!S_ISREG(st->st_mode)) {
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a plain file"), path);
	}
	if (st->st_nlink != 1) {
		mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" has a second name (a hard link)"), path);
		mq_diag_hint(diag, _("remove the other name, or restore a backup"));
		return MQ_ERR_STORE;
	}
	if ((st->st_mode & (S_IWGRP | S_IWOTH)) != 0) {
		mq_diag_add(diag, MQ_ERR_DENIED, _("\"%s\" may be written by other accounts"), path);
		mq_diag_hint(diag, _("take that away: chmod go-w %s"), path);
		return MQ_ERR_DENIED;
	}
	if (writable && geteuid() != 0 && st->st_uid != geteuid()) {
		return mq_diag_add(diag, MQ_ERR_DENIED, _("\"%s\" belongs to another account"), path);
	}
	return MQ_OK;
}

/* ---- the data file ---- */

static uint64_t read_native(const unsigned char *at, size_t n_bytes)
{
	uint32_t narrow;
	uint64_t wide;

	if (n_bytes == sizeof(narrow)) {
		memcpy(&narrow, at, sizeof(narrow));
		return narrow;
	}
	memcpy(&wide, at, sizeof(wide));
	return wide;
}

/* Read the meta page at `offset`; *page_size and *last_page are what it says. */
static enum mq_err read_meta(int fd, const char *path, off_t offset, uint64_t *page_size,
	uint64_t *last_page,
	struct mq_diag *diag)
{
	unsigned char meta[META_BYTES];
	ssize_t n = pread(fd, meta, sizeof(meta), offset);

	if (n < 0) {
		return mq_fault_add(diag, errno, path);
	}
	if ((size_t)n < sizeof(meta)) {
		mq_diag_add(diag, MQ_ERR_CORRUPT, _("\"%s\" is cut short: its head is missing"), path);
		mq_diag_hint(diag, _("restore the newest backup"));
		return MQ_ERR_CORRUPT;
	}
	if ((meta[AT_FLAGS] & META_FLAG) == 0 || read_native(meta + AT_MAGIC, 4) != LMDB_MAGIC) {
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a data file of a register"),
			path);
	}
	if (read_native(meta + AT_VERSION, 4) != LMDB_VERSION) {
		return mq_diag_add(diag, MQ_ERR_FORMAT,
			_("\"%s\" was written by another version of LMDB"), path);
	}
	*page_size = read_native(meta + AT_PAGE_SIZE, 4);
	*last_page = read_native(meta + AT_LAST_PAGE, 8);
	if (*page_size < PAGE_BYTES_MIN || *page_size > PAGE_BYTES_MAX ||
		(*page_size & (*page_size - 1)) != 0 || *last_page > INT64_MAX / PAGE_BYTES_MAX - 1) {
		return mq_diag_add(diag, MQ_ERR_CORRUPT, _("the head of \"%s\" is damaged"), path);
	}
	return MQ_OK;
}

static enum mq_err check_content(int fd, const char *path, struct mq_guard *guard,
	struct mq_diag *diag)
{
	uint64_t page_size[2] = { 0, 0 };
	uint64_t last_page[2] = { 0, 0 };
	uint64_t last;
	uint64_t needed;
	struct stat st;
	enum mq_err err = read_meta(fd, path, 0, &page_size[0], &last_page[0], diag);

	if (err == MQ_OK) {
		err = read_meta(fd, path, (off_t)page_size[0], &page_size[1], &last_page[1], diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	if (page_size[0] != page_size[1]) {
		return mq_diag_add(diag, MQ_ERR_CORRUPT, _("the head of \"%s\" is damaged"), path);
	}
	/* The size comes last: meanwhile a writer may only have made the file longer. */
	if (fstat(fd, &st) != 0) {
		return mq_fault_add(diag, errno, path);
	}
	guard->size_bytes = (uint64_t)st.st_size;
	last = last_page[0] > last_page[1] ? last_page[0] : last_page[1];
	needed = (last + 1) * page_size[0];
	if (guard->size_bytes < needed) {
		mq_diag_add(diag, MQ_ERR_CORRUPT,
			_("\"%s\" is cut short: it has %llu bytes and needs %llu"), path,
			(unsigned long long)guard->size_bytes, (unsigned long long)needed);
		mq_diag_hint(diag, _("restore the newest backup"));
		return MQ_ERR_CORRUPT;
	}
	return MQ_OK;
}

enum mq_err mq_guard_data(const char *path, struct mq_guard *guard, struct mq_diag *diag)
{
	struct stat st;
	enum mq_err err;
	int fd;

	if (lstat(path, &st) != 0) {
		return mq_fault_add(diag, errno, path);
	}
	guard->writable = faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
	guard->frozen = (st.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0;
	if (S_ISLNK(st.st_mode)) {
		return mq_fault_add(diag, ELOOP, path);
	}
	err = check_standing(path, &st, guard->writable, diag);
	if (err != MQ_OK) {
		return err;
	}
	err = mq_file_open(path, &fd, diag);
	if (err != MQ_OK) {
		return err == MQ_ERR_NOT_FOUND ? mq_fault_add(diag, ENOENT, path) : err;
	}
	err = check_content(fd, path, guard, diag);
	close(fd);
	return err;
}

/* ---- the lock file ---- */

static bool has_blocks(const struct stat *st)
{
	return st->st_size >= LOCK_BYTES && st->st_blocks * 512 >= st->st_size;
}

/* Give a lock file its blocks. Only where nobody has it mapped (LMDB's users hold a
 * shared lock on its first byte): a file that grows under readers would let them look
 * past the end of their maps. */
static int allocate(int fd)
{
	struct flock first_byte = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	struct stat st;

	if (fstat(fd, &st) != 0) {
		return errno;
	}
	if (has_blocks(&st)) {
		return 0;
	}
	if (fcntl(fd, F_SETLK, &first_byte) != 0) {
		return 0;
	}
	if (fallocate(fd, 0, 0, st.st_size > LOCK_BYTES ? st.st_size : LOCK_BYTES) != 0) {
		/* Some file systems cannot promise blocks; LMDB then makes a sparse file. */
		return errno == EOPNOTSUPP ? 0 : errno;
	}
	return 0;
}

enum mq_err mq_guard_lock(const char *path, const struct mq_guard *data, bool *locks,
	struct mq_diag *diag)
{
	struct stat st;
	int fd;
	int rc;

	*locks = true;
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) && has_blocks(&st) &&
	    access(path, R_OK | W_OK) == 0) {
		return MQ_OK;
	}
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	if (fd < 0) {
		rc = errno;
		/* Nobody can be writing: it is read without locks. */
		if (rc == EROFS || (rc == EACCES && !data->writable &&
			(data->frozen || access(path, F_OK) != 0))) {
			*locks = false;
			return MQ_OK;
		}
		return mq_fault_add(diag, rc, path);
	}
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a plain file"), path);
	}
	rc = allocate(fd);
	close(fd);
	return mq_fault_add(diag, rc, path);
}
