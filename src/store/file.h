/* Small files and directories, durably; see file.c. */
#ifndef MINQING_STORE_FILE_H
#define MINQING_STORE_FILE_H

#include <minqing/base.h>

/* Open a plain file for reading: no symbolic link, FIFO or device. *fd is the
 * caller's, closed on exec. Errors: NOT_FOUND (no fault is added), STORE, DENIED, IO. */
enum mq_err mq_file_open(const char *path, int *fd, struct mq_diag *diag);
/* Read the beginning of a file into out, which gets a NUL. */
enum mq_err mq_file_read(int fd, const char *path, char *out, size_t size, struct mq_diag *diag);
/* Make dir/name hold text: the old one or the new one, whole, even if the power
 * is cut, and the new one once this returned MQ_OK. */
enum mq_err mq_file_replace(const char *dir, const char *name, const char *text,
	struct mq_diag *diag);
/* Write what the system holds back of a file or directory to the disk. */
enum mq_err mq_file_sync(const char *path, struct mq_diag *diag);
/* A directory for us alone, and what is missing above it; there already is fine. */
enum mq_err mq_file_make_dir(const char *path, struct mq_diag *diag);

#endif
