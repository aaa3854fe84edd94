#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/register.h>

struct mq_beside {
	char *path;
	char *dir;
	char *name;	/* until it is whole */
	int fd;
	bool overwrite;
};

/* The name it has meanwhile is short, so that a long one of a file still fits. */
enum { TRIES = 100 };

static enum mq_err refuse(struct mq_diag *diag, const char *path, const char *reason,
	const char *way_out)
{
	mq_diag_add(diag, MQ_ERR_USAGE, "'%s': %s", path, reason);
	mq_diag_hint(diag, "%s", way_out);
	return MQ_ERR_USAGE;
}

/* What stands there is looked at itself, not what it leads to. */
static enum mq_err check_place(const char *path, bool overwrite, struct mq_diag *diag)
{
	size_t len = strlen(path);
	struct stat st;

	if (len == 0 || path[len - 1] == '/') {
		return refuse(diag, path, _("this is no name of a file"), _("name a file"));
	}
	if (lstat(path, &st) != 0) {
		return errno == ENOENT ? MQ_OK : mq_disk_fault(diag, path);
	}
	if (!S_ISREG(st.st_mode)) {
		return refuse(diag, path, S_ISLNK(st.st_mode) ? _("this is a symbolic link")
			: S_ISDIR(st.st_mode) ? _("this is a directory") : _("this is no plain file"),
			_("name a file"));
	}
	return overwrite ? MQ_OK : refuse(diag, path, _("there is a file of this name"),
		_("name another, or say that it be overwritten"));
}

static bool open_beside(struct mq_beside *beside)
{
	for (int try = 0; try < TRIES; try++) {
		free(beside->name);
		beside->name = mq_format("%s/.minqing-%ld-%d", beside->dir, (long)getpid(), try);
		beside->fd = open(beside->name,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (beside->fd >= 0 || errno != EEXIST) {
			break;
		}
	}
	return beside->fd >= 0;
}

static void release(struct mq_beside *beside)
{
	if (beside->fd >= 0) {
		close(beside->fd);
	}
	free(beside->path);
	free(beside->dir);
	free(beside->name);
	free(beside);
}

enum mq_err mq_beside_begin(const char *path, bool overwrite, struct mq_beside **out,
	struct mq_diag *diag)
{
	enum mq_err err = check_place(path, overwrite, diag);
	const char *slash = strrchr(path, '/');
	struct mq_beside *beside;

	*out = NULL;
	if (err != MQ_OK) {
		return err;
	}
	beside = mq_alloc(sizeof(*beside));
	beside->path = mq_strdup(path);
	beside->dir = slash ? mq_strndup(path, (size_t)(slash - path) + (slash == path)) : mq_strdup(".");
	beside->overwrite = overwrite;
	if (!open_beside(beside)) {
		err = mq_disk_fault(diag, path);
		mq_diag_hint(diag, _("name a file in a directory that you may write"));
		release(beside);
		return err;
	}
	*out = beside;
	return MQ_OK;
}

enum mq_err mq_beside_write(struct mq_beside *beside, const void *bytes, size_t len,
	struct mq_diag *diag)
{
	if (mq_disk_write_all(beside->fd, bytes, len)) {
		return MQ_OK;
	}
	enum mq_err err = mq_disk_fault(diag, beside->path);

	mq_diag_hint(diag, _("name a file where there is room"));
	return err;
}

const char *mq_beside_path(const struct mq_beside *beside)
{
	return beside->name;
}

/* Somebody may have put a file there meanwhile. A file system that cannot look and
 * move at once is asked twice. */
static bool give_name(const struct mq_beside *beside)
{
	struct stat st;

	if (beside->overwrite) {
		return rename(beside->name, beside->path) == 0;
	}
	if (renameat2(AT_FDCWD, beside->name, AT_FDCWD, beside->path, RENAME_NOREPLACE) == 0) {
		return true;
	}
	if (errno != EINVAL && errno != ENOSYS) {
		return false;
	}
	errno = EEXIST;
	return lstat(beside->path, &st) != 0 && rename(beside->name, beside->path) == 0;
}

enum mq_err mq_beside_end(struct mq_beside *beside, uint64_t *bytes, struct mq_diag *diag)
{
	struct stat st = {0};
	enum mq_err err = MQ_OK;

	if (fsync(beside->fd) != 0 || fstat(beside->fd, &st) != 0 || !give_name(beside)) {
		err = mq_disk_fault(diag, beside->path);
		unlink(beside->name);
	} else {
		mq_disk_sync_dir(beside->dir);
	}
	*bytes = (uint64_t)st.st_size;
	release(beside);
	return err;
}

void mq_beside_drop(struct mq_beside *beside)
{
	if (beside) {
		unlink(beside->name);
		release(beside);
	}
}
