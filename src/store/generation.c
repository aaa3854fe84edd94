/*
 * Generations. The data of a register stand in DIR/data/N; DIR/current holds N
 * and a newline. Whatever rewrites everything writes DIR/data/N+1 and then replaces
 * `current` in one rename, so that a reader finds the old data or the new.
 *
 * Who still has the old data mapped goes on reading them: an unlinked file lives
 * until its last user closes it. Nobody may come to half of it, though: LMDB makes
 * files that it misses. So a directory is renamed away whole before what is in
 * it is removed, and who is just opening it finds nothing and looks again which
 * generation is in force.
 */
#include "generation.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "file.h"

enum { NUMBER_BYTES_MAX = 32 };

char *mq_generation_dir(const char *dir, uint64_t n)
{
	return mq_format("%s/data/%" PRIu64, dir, n);
}

static enum mq_err parse_number(const char *text, const char *path, uint64_t *n,
	struct mq_diag *diag)
{
	char *end;

	errno = 0;
	*n = strtoull(text, &end, 10);
	if (text[0] >= '1' && text[0] <= '9' && strcmp(end, "\n") == 0 && errno == 0) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_CORRUPT, _("\"%s\" holds no number"), path);
	mq_diag_hint(diag, _("it holds the number of a directory under data"));
	return MQ_ERR_CORRUPT;
}

enum mq_err mq_current_read(const char *dir, struct mq_current *current, struct mq_diag *diag)
{
	char *path = mq_format("%s/current", dir);
	char text[NUMBER_BYTES_MAX];
	struct stat st;
	enum mq_err err = mq_file_open(path, &current->fd, diag);

	if (err == MQ_ERR_NOT_FOUND) {
		err = mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not there"), path);
		mq_diag_hint(diag, _("the register is not whole; restore the newest backup"));
	}
	if (err == MQ_OK && fstat(current->fd, &st) != 0) {
		err = mq_fault_add(diag, errno, path);
	}
	if (err == MQ_OK) {
		current->dev = st.st_dev;
		current->ino = st.st_ino;
		err = mq_file_read(current->fd, path, text, sizeof(text), diag);
	}
	if (err == MQ_OK) {
		err = parse_number(text, path, &current->n, diag);
	}
	if (err != MQ_OK) {
		mq_current_release(current);
	}
	free(path);
	return err;
}

void mq_current_release(struct mq_current *current)
{
	if (current->fd >= 0) {
		close(current->fd);
		current->fd = -1;
	}
}

bool mq_current_holds(const char *dir, const struct mq_current *current)
{
	char path[PATH_MAX];
	struct stat st;

	return current->fd >= 0 &&
		(size_t)snprintf(path, sizeof(path), "%s/current", dir) < sizeof(path) &&
		stat(path, &st) == 0 && st.st_dev == current->dev && st.st_ino == current->ino;
}

enum mq_err mq_generation_switch(const char *dir, uint64_t n, struct mq_diag *diag)
{
	char *generation = mq_generation_dir(dir, n);
	char *above = mq_format("%s/data", dir);
	char *file = mq_format("%s/data.mdb", generation);
	char *number = mq_format("%" PRIu64 "\n", n);
	const char *const to_sync[] = { file, generation, above };
	enum mq_err err = MQ_OK;

	for (size_t i = 0; err == MQ_OK && i < MQ_LENGTH(to_sync); i++) {
		err = mq_file_sync(to_sync[i], diag);
	}
	if (err == MQ_OK) {
		err = mq_file_replace(dir, "current", number, diag);
	}
	free(number);
	free(file);
	free(above);
	free(generation);
	return err;
}

static void remove_whole(const char *data, const char *name)
{
	static const char gone[] = ".gone";
	char *path = mq_format("%s/%s", data, name);
	char *away = mq_format("%s/%s%s", data, name, gone);

	mq_disk_remove_tree(rename(path, away) == 0 ? away : path);
	free(away);
	free(path);
}

void mq_generation_sweep(const char *dir, uint64_t keep)
{
	char *data = mq_format("%s/data", dir);
	char *kept = mq_format("%" PRIu64, keep);
	DIR *listing = opendir(data);
	struct dirent *entry;

	while (listing != NULL && (entry = readdir(listing)) != NULL) {
		if (entry->d_name[0] != '.' && strcmp(entry->d_name, kept) != 0) {
			remove_whole(data, entry->d_name);
		}
	}
	if (listing != NULL) {
		closedir(listing);
	}
	free(kept);
	free(data);
}
