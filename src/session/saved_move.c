#include "saved_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minqing/conf.h>
#include <minqing/saved.h>

/*
 * Saved lists taken away, called otherwise, or given to all who use the register. Each is one
 * file that is written whole before the one it takes the place of goes; what stands in
 * it stays byte for byte but for the name.
 *
 * A name that others lean on goes only where a farther list of that name takes its place.
 */

/* ---- who leans on it ---- */

static bool has_farther(const struct mq_session *session, const struct mq_saved *list)
{
	bool found = false;

	for (int where = (int)list->where + 1; where <= MQ_SAVED_CONFIG && !found; where++) {
		const struct mq_saved *other = mq_saved_at(session, list->id,
			(enum mq_saved_where)where);

		found = other && !other->broken && other->kind == list->kind;
	}
	return found;
}

/* "@a, @b": those of `nearest` or farther places that lean on the list; appended. */
static void add_leaning(const struct mq_session *session, const struct mq_saved *list,
	enum mq_saved_where nearest, struct mq_buf *out)
{
	for (size_t i = 0; i < mq_schema_n_saved(session->schema); i++) {
		const struct mq_saved *other = mq_schema_saved_at(session->schema, i);

		if (!other->broken && other->where >= nearest &&
		    mq_query_saved_leans(session->schema, other, list)) {
			mq_buf_addf(out, "%s@%s", out->len ? ", " : "", other->id);
		}
	}
}

enum mq_err mq_saved_nobody_leans(const struct mq_session *session, const struct mq_saved *list,
	enum mq_saved_where nearest, struct mq_diag *diag)
{
	struct mq_buf names = {0};
	enum mq_err err = MQ_OK;

	if (!has_farther(session, list)) {
		add_leaning(session, list, nearest, &names);
	}
	if (names.len) {
		err = mq_diag_add(diag, MQ_ERR_USAGE, _("'@%s' is part of %s"), list->id, names.data);
		mq_diag_hint(diag, _("change or remove those first"));
	}
	mq_buf_release(&names);
	return err;
}

/* ---- its file ---- */

/* The one that may be taken from where it is. A faulty one may be removed. */
static enum mq_err find_movable(struct mq_session *session, const char *name, bool shared,
	const struct mq_saved **list, struct mq_diag *diag)
{
	mq_session_saved(session, NULL);
	*list = mq_saved_at(session, name, mq_saved_where_of(shared));
	if (!*list) {
		return mq_diag_add(diag, MQ_ERR_NOT_FOUND, shared
			? _("the register has no saved list '%s'")
			: _("you have no saved list '%s' of your own"), name);
	}
	return (*list)->broken && !(*list)->n_beside ? MQ_OK : mq_saved_is_alone(*list, diag);
}

static enum mq_err delete(const char *path, struct mq_diag *diag)
{
	return unlink(path) == 0 ? MQ_OK : mq_disk_fault(diag, path);
}

/* Write a text where the list is to be, then take away the file it was in. */
static enum mq_err put(const struct mq_session *session, const struct mq_saved *list,
	const struct mq_buf *text, const char *path, bool shared, struct mq_diag *diag)
{
	enum mq_err err = mq_disk_replace(path, mq_saved_mode(session, shared), text, diag);

	return err == MQ_OK && strcmp(path, list->file) != 0 ? delete(list->file, diag) : err;
}

enum mq_err mq_session_saved_remove(struct mq_session *session, const char *name, bool shared,
	char **path, struct mq_diag *diag)
{
	const struct mq_saved *list;
	enum mq_err err = find_movable(session, name, shared, &list, diag);

	*path = NULL;
	if (err == MQ_OK) {
		err = mq_saved_nobody_leans(session, list, MQ_SAVED_PERSONAL, diag);
	}
	if (err == MQ_OK) {
		*path = mq_strdup(list->file);
		err = delete(*path, diag);
	}
	mq_session_saved(session, NULL);
	return err;
}

/* ---- the texts that name it ---- */

bool mq_session_saved_otherwise(const struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, const char *name, bool shared, const char *to, struct mq_buf *out)
{
	struct mq_query *query = NULL;
	bool named = false;

	if (mq_query_new(session->schema, kind, session->today, MQ_QUERY_WHOLE, text, len, &query,
		NULL) == MQ_OK) {
		named = mq_query_print_otherwise(query, text, name, mq_saved_where_of(shared), to, out);
	}
	mq_query_free(query);
	return named;
}

/* ---- another name ---- */

static const struct mq_node *node_of(const struct mq_conf *conf, const char *id)
{
	const struct mq_node *map = mq_node_get(mq_conf_root(conf), "saved");

	return map ? mq_node_get(map, id) : NULL;
}

/* How many bytes a key takes from `at` on, quotes and all; 0 where it is written otherwise
 * than it is read. */
static size_t key_len(struct mq_slice text, size_t at, const char *id)
{
	const char *bytes = (const char *)text.data + at;
	size_t len = strlen(id);
	size_t quotes = at < text.len && (*bytes == '\'' || *bytes == '"') ? 1 : 0;

	return at + len + 2 * quotes <= text.len && memcmp(bytes + quotes, id, len) == 0
		? len + 2 * quotes : 0;
}

/* The file of a list with another name in it; appended. */
static enum mq_err add_renamed(const struct mq_saved *list, const char *to, struct mq_buf *out,
	struct mq_diag *diag)
{
	struct mq_conf *conf = NULL;
	struct mq_conf *made = NULL;
	enum mq_err err = mq_conf_read_file(list->file, &conf, diag);

	if (err == MQ_OK) {
		const struct mq_node *node = node_of(conf, list->id);
		struct mq_slice text = mq_conf_text(conf);
		size_t at = node ? mq_conf_key_at(conf, node) : text.len;
		size_t len = key_len(text, at, list->id);

		mq_buf_add(out, text.data, at);
		mq_buf_addf(out, "'%s'", to);
		mq_buf_add(out, (const char *)text.data + at + len, text.len - at - len);
		mq_conf_read_text(list->file, out->data, out->len, &made, NULL);
		if (!len || !made || !node_of(made, to)) {
			err = mq_diag_add(diag, MQ_ERR_USAGE, _("the name of '%s' cannot be found in its file"),
				list->id);
			mq_diag_hint(diag, _("edit or remove the file %s"), list->file);
		}
	}
	mq_conf_free(made);
	mq_conf_free(conf);
	return err;
}

/* Nobody there is called so already, or it is the list itself, in capitals. */
static enum mq_err is_free(const struct mq_session *session, const struct mq_saved *list,
	const char *to, struct mq_diag *diag)
{
	const struct mq_saved *there = mq_saved_at(session, to, list->where);

	if (!there || there == list) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("there is a list '%s' already"), there->id);
	mq_diag_hint(diag, _("take another name, or remove that one first"));
	return MQ_ERR_USAGE;
}

enum mq_err mq_session_saved_rename(struct mq_session *session, const char *name, bool shared,
	const char *to, char **path, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	const struct mq_saved *list;
	enum mq_err err = find_movable(session, name, shared, &list, diag);

	*path = NULL;
	if (err == MQ_OK) {
		err = mq_saved_check_id(to, diag);
	}
	if (err == MQ_OK) {
		err = is_free(session, list, to, diag);
	}
	if (err == MQ_OK) {
		err = mq_saved_nobody_leans(session, list, MQ_SAVED_PERSONAL, diag);
	}
	if (err == MQ_OK) {
		err = mq_saved_place(session, to, shared, path, diag);
	}
	if (err == MQ_OK) {
		err = add_renamed(list, to, &text, diag);
	}
	if (err == MQ_OK) {
		err = put(session, list, &text, *path, shared, diag);
	}
	mq_buf_release(&text);
	mq_session_saved(session, NULL);
	return err;
}

/* ---- for all who use the register ---- */

/* Others have none of one's own lists. */
static enum mq_err stands_alone(const struct mq_session *session, const struct mq_saved *list,
	struct mq_diag *diag)
{
	for (size_t i = 0; i < mq_schema_n_saved(session->schema); i++) {
		const struct mq_saved *other = mq_schema_saved_at(session->schema, i);

		if (other->where == MQ_SAVED_PERSONAL &&
		    mq_query_saved_leans(session->schema, list, other)) {
			mq_diag_add(diag, MQ_ERR_USAGE, _("'@%s' leans on '@%s', which is yours alone"),
				list->id, other->id);
			mq_diag_hint(diag, _("share that one first"));
			return MQ_ERR_USAGE;
		}
	}
	return MQ_OK;
}

static enum mq_err may_be_shared(const struct mq_session *session, const struct mq_saved *list,
	struct mq_diag *diag)
{
	struct mq_saved shared = *list;
	enum mq_err err = MQ_OK;

	shared.where = MQ_SAVED_SHARED;
	if (mq_saved_at(session, list->id, MQ_SAVED_SHARED)) {
		err = mq_diag_add(diag, MQ_ERR_USAGE, _("the register has a list '%s' already"),
			list->id);
		mq_diag_hint(diag, _("give yours another name, or remove that one first"));
	}
	if (err == MQ_OK) {
		err = stands_alone(session, list, diag);
	}
	return err == MQ_OK ? mq_query_check_saved(session->schema, &shared, diag) : err;
}

static enum mq_err share(const struct mq_session *session, const struct mq_saved *list,
	const char *path, struct mq_diag *diag)
{
	struct mq_conf *conf = NULL;
	struct mq_buf text = {0};
	enum mq_err err = mq_conf_read_file(list->file, &conf, diag);

	if (err == MQ_OK) {
		struct mq_slice whole = mq_conf_text(conf);

		mq_buf_add(&text, whole.data, whole.len);
		err = put(session, list, &text, path, true, diag);
		if (err == MQ_ERR_IO || err == MQ_ERR_READONLY) {
			mq_diag_hint(diag, _("who may write in the directory of the register can share lists"));
		}
	}
	mq_buf_release(&text);
	mq_conf_free(conf);
	return err;
}

enum mq_err mq_session_saved_share(struct mq_session *session, const char *name, char **path,
	struct mq_diag *diag)
{
	const struct mq_saved *list;
	enum mq_err err = find_movable(session, name, false, &list, diag);

	*path = NULL;
	if (err == MQ_OK) {
		err = mq_saved_is_alone(list, diag);
	}
	if (err == MQ_OK) {
		err = may_be_shared(session, list, diag);
	}
	if (err == MQ_OK) {
		err = mq_saved_place(session, list->id, true, path, diag);
	}
	if (err == MQ_OK) {
		err = share(session, list, *path, diag);
	}
	mq_session_saved(session, NULL);
	return err;
}
