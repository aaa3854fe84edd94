#include <minqing/base.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOCK_TRIES = 100, LOCK_PAUSE_NS = 10 * 1000 * 1000 };

enum mq_err mq_disk_fault(struct mq_diag *diag, const char *path)
{
	enum mq_err err = errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? MQ_ERR_FULL
		: errno == EROFS ? MQ_ERR_READONLY : MQ_ERR_IO;

	return mq_diag_add(diag, err, "'%s': %s", path, strerror(errno));
}

bool mq_disk_write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno != EINTR) {
			return false;
		}
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
	return true;
}

bool mq_disk_write_synced(const char *path, unsigned mode, const char *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool good = fd >= 0 && fchmod(fd, (mode_t)mode) == 0 && mq_disk_write_all(fd, bytes, len)
		&& fsync(fd) == 0;
	int reason = errno;

	if (fd >= 0 && close(fd) != 0 && good) {
		reason = errno;
		good = false;
	}
	errno = reason;
	return good;
}

void mq_disk_sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

static bool make_dirs(const char *path, unsigned mode)
{
	char *part = mq_strdup(path);
	bool good;

	for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(part, 0700);
		*slash = '/';
	}
	good = mkdir(part, (mode_t)mode) == 0 || errno == EEXIST;
	free(part);
	return good;
}

/* Owned. */
static char *dir_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? mq_strndup(path, (size_t)(slash - path) + (slash == path)) : mq_strdup(".");
}

/* ".NAME.new-", before a process's number: a file on its way to path. Owned. */
static char *new_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return mq_format(".%s.new-", slash ? slash + 1 : path);
}

enum mq_err mq_disk_replace(const char *path, unsigned mode, const struct mq_buf *text,
	struct mq_diag *diag)
{
	char *dir = dir_of(path);
	char *name = new_name(path);
	char *beside = mq_format("%s/%s%ld", dir, name, (long)getpid());
	enum mq_err err = MQ_OK;

	if (!make_dirs(dir, mode)) {
		err = mq_disk_fault(diag, dir);
	} else if (!mq_disk_write_synced(beside, mode & 0666, text->data, text->len) ||
	    rename(beside, path) != 0) {
		err = mq_disk_fault(diag, path);
		unlink(beside);
	} else {
		mq_disk_sync_dir(dir);
	}
	free(beside);
	free(name);
	free(dir);
	return err;
}

static bool read_all(int fd, size_t max, struct mq_buf *out)
{
	char bytes[16384];
	ssize_t n = 1;

	while (max > 0 && n != 0) {
		n = read(fd, bytes, max < sizeof(bytes) ? max : sizeof(bytes));
		if (n < 0 && errno != EINTR) {
			return false;
		}
		mq_buf_add(out, bytes, n > 0 ? (size_t)n : 0);
		max -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

enum mq_err mq_disk_read(const char *path, size_t max, struct mq_buf *out, struct mq_diag *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	enum mq_err err = MQ_OK;

	if (fd < 0) {
		return errno == ENOENT ? MQ_ERR_NOT_FOUND : mq_disk_fault(diag, path);
	}
	if (!read_all(fd, max, out)) {
		err = mq_disk_fault(diag, path);
	}
	close(fd);
	return err;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

void mq_disk_remove_tree(const char *path)
{
	enum { OPEN_DIRS_MAX = 8 };

	nftw(path, remove_one, OPEN_DIRS_MAX, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static bool wait_for_lock(int lock)
{
	const struct timespec pause = {.tv_nsec = LOCK_PAUSE_NS};
	bool alone = lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0;

	for (int i = 0; lock >= 0 && i < LOCK_TRIES && !alone; i++) {
		nanosleep(&pause, NULL);
		alone = flock(lock, LOCK_EX | LOCK_NB) == 0;
	}
	return alone;
}

/* Whoever is alone knows that nobody is at work on them any more. */
static void remove_left(const char *dir, const char *path)
{
	char *name = new_name(path);
	DIR *files = opendir(dir);

	for (struct dirent *file; files && (file = readdir(files));) {
		if (strncmp(file->d_name, name, strlen(name)) == 0) {
			unlinkat(dirfd(files), file->d_name, 0);
		}
	}
	if (files) {
		closedir(files);
	}
	free(name);
}

/* The directory itself is what is locked: no file is left lying about for it. */
int mq_disk_lock(const char *path, unsigned mode)
{
	char *dir = dir_of(path);
	int lock;

	make_dirs(dir, mode);
	lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (wait_for_lock(lock)) {
		remove_left(dir, path);
	}
	free(dir);
	return lock;
}

void mq_disk_unlock(int lock)
{
	if (lock >= 0) {
		close(lock);
	}
}

/* ---- where a person keeps files ---- */

char *mq_home_path(enum mq_home home, const char *name)
{
	static const struct {
		const char *variable;
		const char *otherwise;
	} places[] = {
		[MQ_HOME_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
		[MQ_HOME_STATE] = {"XDG_STATE_HOME", ".local/state"},
		[MQ_HOME_DATA] = {"XDG_DATA_HOME", ".local/share"},
	};
	const char *set = getenv(places[home].variable);
	const char *own = getenv("HOME");

	if (set && *set == '/') {
		return mq_format("%s/%s", set, name);
	}
	return mq_format("%s/%s/%s", own && *own ? own : ".", places[home].otherwise, name);
}
