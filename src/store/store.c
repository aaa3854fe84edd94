/*
 * A register's directory: made, opened, kept up with.
 *
 * The marker file `minqing` is looked at first, since it alone says which format
 * all the rest has. Then `current` names the generation. It is kept open: while
 * it is open no other file can get its inode, so one stat tells whether another
 * generation has come into force. When one has, what is mapped is closed and the
 * new one opened, always between transactions.
 */
#include "store.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "file.h"
#include "generation.h"
#include "lock.h"

enum { LOCK_WAIT_MS = 5000, MARKER_BYTES_MAX = 128 };

static const char marker_head[] = "minqing register\nformat ";

/* ---- the marker ---- */

static enum mq_err check_format(const char *marker, const char *dir, struct mq_diag *diag)
{
	size_t head = strlen(marker_head);
	char *end;
	unsigned long format;

	if (strncmp(marker, marker_head, head) != 0) {
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a register"), dir);
	}
	errno = 0;
	format = strtoul(marker + head, &end, 10);
	if (end == marker + head || *end != '\n' || errno != 0) {
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s/minqing\" does not say its format"), dir);
	}
	if (format == MQ_STORE_FORMAT) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_FORMAT, format > MQ_STORE_FORMAT
		? _("\"%s\" is a register of a newer format, %lu; this program knows format %d")
		: _("\"%s\" is a register of an older format, %lu; this program knows format %d"),
		dir, format, MQ_STORE_FORMAT);
	mq_diag_hint(diag, _("use the program that fits it; nothing was touched"));
	return MQ_ERR_FORMAT;
}

static enum mq_err check_dir(const char *dir, struct mq_diag *diag)
{
	struct stat st;

	if (stat(dir, &st) != 0) {
		if (errno != ENOENT) {
			return mq_fault_add(diag, errno, dir);
		}
		mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no directory \"%s\""), dir);
		mq_diag_hint(diag, _("make a register there first: minqing -d %s init"), dir);
		return MQ_ERR_NOT_FOUND;
	}
	if (!S_ISDIR(st.st_mode)) {
		return mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a directory"), dir);
	}
	return MQ_OK;
}

static enum mq_err check_marker(const char *dir, struct mq_diag *diag)
{
	char *path = mq_format("%s/minqing", dir);
	char marker[MARKER_BYTES_MAX];
	enum mq_err err = check_dir(dir, diag);
	int fd = -1;

	if (err == MQ_OK) {
		err = mq_file_open(path, &fd, diag);
		if (err == MQ_ERR_NOT_FOUND) {
			err = mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a register"), dir);
			mq_diag_hint(diag, _("make one in an empty directory: minqing -d DIR init"));
		}
	}
	if (err == MQ_OK) {
		err = mq_file_read(fd, path, marker, sizeof(marker), diag);
	}
	if (err == MQ_OK) {
		err = check_format(marker, dir, diag);
	}
	if (fd >= 0) {
		close(fd);
	}
	free(path);
	return err;
}

/* ---- creating ---- */

static enum mq_err check_empty(const char *dir, struct mq_diag *diag)
{
	DIR *listing = opendir(dir);
	struct dirent *entry;
	bool empty = true;

	if (listing == NULL) {
		return errno == ENOTDIR
			? mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not a directory"), dir)
			: mq_fault_add(diag, errno, dir);
	}
	while ((entry = readdir(listing)) != NULL) {
		empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
	}
	closedir(listing);
	if (empty) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_STORE, _("\"%s\" is not empty"), dir);
	mq_diag_hint(diag, _("a register is made in a new or an empty directory"));
	return MQ_ERR_STORE;
}

/* The marker comes last: what was begun and not ended is no register. */
static enum mq_err fill(const char *dir, const struct mq_store_options *options,
	const unsigned char salt[16],
	struct mq_diag *diag)
{
	char *above = mq_format("%s/..", dir);
	char *data = mq_generation_dir(dir, 1);
	char *marker = mq_format("%s%d\n", marker_head, MQ_STORE_FORMAT);
	struct mq_env env = { 0 };
	enum mq_err err = mq_file_make_dir(data, diag);

	if (err == MQ_OK) {
		err = mq_env_create(&env, data, options, salt, diag);
	}
	mq_env_close(&env);
	if (err == MQ_OK) {
		err = mq_generation_switch(dir, 1, diag);
	}
	if (err == MQ_OK) {
		err = mq_file_replace(dir, "minqing", marker, diag);
	}
	if (err == MQ_OK) {
		err = mq_file_sync(above, diag);
	}
	free(marker);
	free(data);
	free(above);
	return err;
}

enum mq_err mq_store_create(const char *dir, const struct mq_store_options *options,
	const unsigned char salt[16], struct mq_diag *diag)
{
	static const char *const ours[] = { "data", "current", "minqing" };
	struct stat st;
	bool was_there = stat(dir, &st) == 0;
	enum mq_err err = was_there ? check_empty(dir, diag) : mq_file_make_dir(dir, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = fill(dir, options, salt, diag);
	for (size_t i = 0; err != MQ_OK && i < MQ_LENGTH(ours); i++) {
		char *path = mq_format("%s/%s", dir, ours[i]);

		mq_disk_remove_tree(path);
		free(path);
	}
	if (err != MQ_OK && !was_there) {
		rmdir(dir);
	}
	return err;
}

/* ---- keeping up ---- */

static bool is_up_to_date(const struct mq_store *store)
{
	return !store->stale && (store->building ||
		(mq_current_holds(store->dir, &store->current) &&
		(store->lock_fd < 0 || mq_env_is_in_place(&store->env))));
}

static void close_generation(struct mq_store *store)
{
	mq_env_close(&store->env);
	mq_current_release(&store->current);
	store->stale = true;
}

/* Open the generation that `current` names; *moved where another came into
 * force before that was done. */
static enum mq_err open_current(struct mq_store *store, bool *moved, struct mq_diag *diag)
{
	enum mq_err err;
	char *data;

	*moved = false;
	err = mq_current_read(store->dir, &store->current, diag);
	if (err != MQ_OK) {
		return err;
	}
	data = mq_generation_dir(store->dir, store->current.n);
	err = mq_env_open(&store->env, data, &store->options, diag);
	free(data);
	if (err != MQ_OK) {
		*moved = !mq_current_holds(store->dir, &store->current);
		close_generation(store);
		return err;
	}
	store->stale = false;
	return MQ_OK;
}

static enum mq_err reopen(struct mq_store *store, struct mq_diag *diag)
{
	enum { TRIES = 10 };
	enum mq_err err = check_marker(store->dir, diag);
	bool moved = true;

	if (err != MQ_OK) {
		return err;
	}
	for (int i = 0; i < TRIES && moved; i++) {
		err = open_current(store, &moved, NULL);
	}
	/* Once more where it is not just being switched, to say why. */
	return err == MQ_OK ? MQ_OK : open_current(store, &moved, diag);
}

enum mq_err mq_store_renew(struct mq_store *store, struct mq_diag *diag)
{
	if (is_up_to_date(store)) {
		return MQ_OK;
	}
	if (store->reading != NULL || store->writing != NULL) {
		return mq_diag_add(diag, MQ_ERR_BUSY,
			_("\"%s\" was replaced while it was being read; begin again"), store->dir);
	}
	if (store->building) {
		return mq_diag_add(diag, MQ_ERR_STORE, _("the new generation of \"%s\" is not usable"),
			store->dir);
	}
	close_generation(store);
	return reopen(store, diag);
}

/* ---- locking ---- */

enum mq_err mq_store_lock(struct mq_store *store, struct mq_diag *diag)
{
	unsigned wait_ms = store->options.lock_wait_ms;

	if (store->lock_fd >= 0) {
		return mq_diag_add(diag, MQ_ERR_BUSY, _("this session is already writing"));
	}
	return mq_lock_take(store->dir, wait_ms != 0 ? wait_ms : LOCK_WAIT_MS, store->holder,
		&store->lock_fd, diag);
}

void mq_store_unlock(struct mq_store *store)
{
	mq_lock_release(&store->lock_fd);
}

/* ---- opening and closing ---- */

struct mq_store *mq_store_new(const char *dir, const struct mq_store_options *options)
{
	struct mq_store *store = mq_alloc(sizeof(*store));

	store->dir = mq_strdup(dir);
	store->options = *options;
	store->holder = options->holder != NULL ? mq_strdup(options->holder) : NULL;
	store->options.holder = store->holder;
	store->current.fd = -1;
	store->lock_fd = -1;
	store->stale = true;
	return store;
}

enum mq_err mq_store_open(const char *dir, const struct mq_store_options *options,
	struct mq_store **store,
	struct mq_diag *diag)
{
	struct mq_store *opened = mq_store_new(dir, options);
	enum mq_err err = reopen(opened, diag);

	if (err != MQ_OK) {
		mq_store_close(opened);
		return err;
	}
	*store = opened;
	return MQ_OK;
}

void mq_store_close(struct mq_store *store)
{
	if (store == NULL) {
		return;
	}
	mq_txn_abort(store->writing);
	mq_txn_abort(store->reading);
	close_generation(store);
	mq_store_unlock(store);
	free(store->holder);
	free(store->dir);
	free(store);
}

const char *mq_store_dir(const struct mq_store *store)
{
	return store->dir;
}

bool mq_store_read_only(const struct mq_store *store)
{
	return store->env.read_only;
}
