#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How deep a configuration directory goes: DIR and DIR/fields. */
enum { DEPTH_MAX = 2 };

bool mq_files_is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	bool empty = true;

	if (!d) {
		return false;
	}
	while (empty && (entry = readdir(d))) {
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	}
	closedir(d);
	return empty;
}

char *mq_files_beside(const char *dir)
{
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/') {
		len--;
	}
	return mq_format("%.*s.new-%ld", (int)len, dir, (long)getpid());
}

static enum mq_err copy_file(const char *from, const char *to, struct mq_diag *diag)
{
	char bytes[16384];
	ssize_t n = 0;
	enum mq_err err = MQ_OK;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (in < 0 || out < 0) {
		err = mq_disk_fault(diag, in < 0 ? from : to);
	}
	while (err == MQ_OK && (n = read(in, bytes, sizeof(bytes))) > 0) {
		if (!mq_disk_write_all(out, bytes, (size_t)n)) {
			err = mq_disk_fault(diag, to);
		}
	}
	if (err == MQ_OK && (n < 0 || fsync(out) != 0)) {
		err = mq_disk_fault(diag, n < 0 ? from : to);
	}
	if (in >= 0) {
		close(in);
	}
	if (out >= 0) {
		close(out);
	}
	return err;
}

static bool is_yaml(const char *name)
{
	size_t len = strlen(name);

	return len > 5 && name[0] != '.' && strcmp(name + len - 5, ".yaml") == 0;
}

static enum mq_err copy_tree(const char *from, const char *to, int depth, struct mq_diag *diag);

static enum mq_err copy_entry(const char *from, const char *to, const char *name, int depth,
	struct mq_diag *diag)
{
	char *source = mq_format("%s/%s", from, name);
	char *target = mq_format("%s/%s", to, name);
	struct stat st;
	enum mq_err err = MQ_OK;

	if (stat(source, &st) != 0) {
		err = mq_disk_fault(diag, source);
	} else if (S_ISDIR(st.st_mode) && name[0] != '.' && depth < DEPTH_MAX) {
		err = copy_tree(source, target, depth + 1, diag);
	} else if (S_ISREG(st.st_mode) && is_yaml(name)) {
		err = copy_file(source, target, diag);
	}
	free(source);
	free(target);
	return err;
}

static enum mq_err copy_tree(const char *from, const char *to, int depth, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	const struct dirent *entry;
	DIR *d = opendir(from);

	if (!d || (mkdir(to, 0700) != 0 && errno != EEXIST)) {
		err = mq_disk_fault(diag, d ? to : from);
	}
	while (d && err == MQ_OK && (entry = readdir(d))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			err = copy_entry(from, to, entry->d_name, depth, diag);
		}
	}
	if (d) {
		closedir(d);
	}
	return err;
}

enum mq_err mq_files_copy_yaml(const char *from, const char *to, struct mq_diag *diag)
{
	return copy_tree(from, to, 1, diag);
}
