#include <minqing/base.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

enum mq_err mq_disk_replace(const char *path, unsigned mode, const struct mq_buf *text,
	struct mq_diag *diag)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? mq_strndup(path, (size_t)(slash - path) + (slash == path))
		: mq_strdup(".");
	char *beside = mq_format("%s/.%s.new-%ld", dir, slash ? slash + 1 : path, (long)getpid());
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
	free(dir);
	return err;
}
