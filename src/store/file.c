/*
 * Small files and directories. What is replaced is written beside, synced,
 * renamed over the old one, and the directory synced: a cut leaves either.
 */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

enum mq_err mq_file_open(const char *path, int *fd, struct mq_diag *diag)
{
	struct stat st;

	/* Not blocking: a FIFO would hold us until somebody writes. */
	*fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (*fd < 0) {
		return errno == ENOENT ? MQ_ERR_NOT_FOUND : mq_fault_add(diag, errno, path);
	}
	if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(*fd);
		*fd = -1;
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a plain file"), path);
	}
	return MQ_OK;
}

enum mq_err mq_file_read(int fd, const char *path, char *out, size_t size, struct mq_diag *diag)
{
	size_t len = 0;

	while (len + 1 < size) {
		ssize_t n = pread(fd, out + len, size - 1 - len, (off_t)len);

		if (n == 0) {
			break;
		}
		if (n < 0 && errno != EINTR) {
			return mq_fault_add(diag, errno, path);
		}
		len += n > 0 ? (size_t)n : 0;
	}
	out[len] = '\0';
	return MQ_OK;
}

enum mq_err mq_file_replace(const char *dir, const char *name, const char *text,
	struct mq_diag *diag)
{
	char *path = mq_format("%s/%s", dir, name);
	char *beside = mq_format("%s/%s.new", dir, name);
	int rc = mq_disk_write_synced(beside, 0600, text, strlen(text)) ? 0 : errno;
	enum mq_err err;

	if (rc == 0 && rename(beside, path) != 0) {
		rc = errno;
	}
	if (rc != 0) {
		unlink(beside);
		err = mq_fault_add(diag, rc, path);
	} else {
		err = mq_file_sync(dir, diag);
	}
	free(beside);
	free(path);
	return err;
}

enum mq_err mq_file_sync(const char *path, struct mq_diag *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = 0;

	if (fd < 0) {
		return mq_fault_add(diag, errno, path);
	}
	/* EINVAL: a file system that does not sync directories. */
	if (fsync(fd) != 0 && errno != EINVAL) {
		rc = errno;
	}
	close(fd);
	return mq_fault_add(diag, rc, path);
}

enum mq_err mq_file_make_dir(const char *path, struct mq_diag *diag)
{
	char *part = mq_strdup(path);
	int rc = 0;

	for (char *slash = strchr(part, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		if (slash == part) {
			continue;
		}
		*slash = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST) {
			rc = errno;
		}
		*slash = '/';
	}
	/* What could not be made above may well be there and just not be ours. */
	if (mkdir(part, 0700) == 0 || errno == EEXIST) {
		rc = 0;
	} else {
		rc = rc != 0 ? rc : errno;
	}
	free(part);
	return mq_fault_add(diag, rc, path);
}
