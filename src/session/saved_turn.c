#include "saved_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minqing/saved.h>

/*
 * What was done to the file of a list turned round, and round again. Each file is kept as it was
 * before and as it was left; it goes back only while it is still as it was left, so that nobody's
 * later work is lost. A name goes only where nobody leans on it, as in saved_move.c.
 */

enum { FILE_MAX = 1024 * 1024 };

/* Owned; NULL: there is none. */
static char *content_of(const char *path)
{
	struct mq_buf text = {0};

	mq_buf_adds(&text, "");
	if (mq_disk_read(path, FILE_MAX, &text, NULL) != MQ_OK) {
		mq_buf_release(&text);
		return NULL;
	}
	return mq_buf_take(&text);
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* ---- noting ---- */

void mq_saved_turn_before(struct mq_saved_turn *turn, const char *path)
{
	*turn = (struct mq_saved_turn){0};
	if (path) {
		turn->files[turn->n++] = (struct mq_saved_was){mq_strdup(path), content_of(path), NULL};
	}
}

void mq_saved_turn_after(struct mq_saved_turn *turn, const char *path)
{
	if ((turn->n == 0 || strcmp(turn->files[0].path, path) != 0) && access(path, F_OK) == 0) {
		turn->files[turn->n++] = (struct mq_saved_was){mq_strdup(path), NULL, NULL};
	}
	for (size_t i = 0; i < turn->n; i++) {
		turn->files[i].left = content_of(turn->files[i].path);
	}
}

void mq_saved_turn_release(struct mq_saved_turn *turn)
{
	for (size_t i = 0; i < turn->n; i++) {
		free(turn->files[i].path);
		free(turn->files[i].before);
		free(turn->files[i].left);
	}
	*turn = (struct mq_saved_turn){0};
}

/* ---- turning ---- */

static bool is_shared(const struct mq_session *session, const char *path)
{
	char *dir = mq_session_saved_dir(session, MQ_SAVED_SHARED);
	size_t len = strlen(dir);
	bool shared = strncmp(path, dir, len) == 0 && path[len] == '/';

	free(dir);
	return shared;
}

static const struct mq_saved *list_in(const struct mq_session *session, const char *path)
{
	for (size_t i = 0; i < mq_schema_n_saved(session->schema); i++) {
		const struct mq_saved *list = mq_schema_saved_at(session->schema, i);

		if (list->file && strcmp(list->file, path) == 0) {
			return list;
		}
	}
	return NULL;
}

/* As it was left, and nobody leans on what goes. Of one that goes between the officer and the
 * register only the register's lists can miss it. */
static enum mq_err may_turn(const struct mq_session *session, const struct mq_saved_turn *turn,
	size_t i, struct mq_diag *diag)
{
	const struct mq_saved_was *was = &turn->files[i];
	const struct mq_saved *list = list_in(session, was->path);
	char *now = content_of(was->path);
	bool same = is_same(now, was->left);
	bool moves = turn->n > 1 && is_shared(session, turn->files[0].path) !=
		is_shared(session, turn->files[1].path);

	free(now);
	if (!same) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' was changed by somebody else since"), was->path);
		mq_diag_hint(diag, _("it is left as it is"));
		return MQ_ERR_USAGE;
	}
	return was->before || !list ? MQ_OK : mq_saved_nobody_leans(session, list,
		moves ? MQ_SAVED_SHARED : MQ_SAVED_PERSONAL, diag);
}

static enum mq_err put_back(const struct mq_session *session, const struct mq_saved_was *was,
	struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err;

	mq_buf_adds(&text, was->before);
	err = mq_disk_replace(was->path, mq_saved_mode(session, is_shared(session, was->path)), &text,
		diag);
	mq_buf_release(&text);
	return err;
}

/* What comes back is there before what was in its place goes. */
static enum mq_err turn_files(const struct mq_session *session, const struct mq_saved_turn *turn,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < turn->n && err == MQ_OK; i++) {
		err = turn->files[i].before ? put_back(session, &turn->files[i], diag) : MQ_OK;
	}
	for (size_t i = 0; i < turn->n && err == MQ_OK; i++) {
		const struct mq_saved_was *was = &turn->files[i];

		if (!was->before && unlink(was->path) != 0) {
			err = mq_disk_fault(diag, was->path);
		}
	}
	return err;
}

enum mq_err mq_session_saved_turn(struct mq_session *session, struct mq_saved_turn *turn,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	mq_session_saved(session, NULL);
	for (size_t i = 0; i < turn->n && err == MQ_OK; i++) {
		err = may_turn(session, turn, i, diag);
	}
	if (err == MQ_OK) {
		err = turn_files(session, turn, diag);
	}
	for (size_t i = 0; i < turn->n && err == MQ_OK; i++) {
		struct mq_saved_was *was = &turn->files[i];
		char *left = was->left;

		was->left = was->before;
		was->before = left;
	}
	mq_session_saved(session, NULL);
	return err;
}
