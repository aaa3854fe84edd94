#include "own.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/conf.h>

/*
 * Writing saved lists: one a file. What is left of a write that was cut begins with a dot
 * and is never read.
 */

/* ---- a list as YAML ---- */

/* In single quotes, which hold everything but themselves. */
static void add_text(struct mq_buf *out, const char *key, const char *text)
{
	mq_buf_addf(out, "    %s: '", key);
	for (; *text; text++) {
		mq_buf_adds(out, *text == '\'' ? "'" : "");
		mq_buf_addc(out, *text);
	}
	mq_buf_adds(out, "'\n");
}

/* What a question says, as texts of a list; `is` may be empty. */
struct saying {
	struct mq_buf is;
	struct mq_buf sort;
	struct mq_buf cols;
	size_t limit;
};

static void say_sort(const struct mq_schema *schema, const struct mq_query *query,
	struct mq_buf *out)
{
	size_t n;
	const struct mq_sort *sort = mq_query_sort(query, &n);

	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(out, "%s%s%s", i ? "," : "", schema->fields[sort[i].field].id,
			sort[i].descending ? "-" : "");
	}
}

static void say_columns(const struct mq_schema *schema, const struct mq_query *query,
	struct mq_buf *out)
{
	size_t n;
	const mq_field_id *columns = mq_query_columns(query, &n);

	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(out, "%s%s", i ? "," : "", schema->fields[columns[i]].id);
	}
}

static void say(const struct mq_schema *schema, const struct mq_query *query, struct saying *saying)
{
	size_t n = mq_query_n_conjuncts(query);

	say_sort(schema, query, &saying->sort);
	say_columns(schema, query, &saying->cols);
	saying->limit = mq_query_limit(query);
	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(&saying->is, i ? " " : "");
		mq_query_print_conjunct(query, i, &saying->is);
	}
}

static void saying_release(struct saying *saying)
{
	mq_buf_release(&saying->is);
	mq_buf_release(&saying->sort);
	mq_buf_release(&saying->cols);
}

static void write_yaml(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_buf *out)
{
	mq_buf_addf(out, "saved:\n  '%s':\n    kind: %s\n", list->id, schema->kinds[list->kind].id);
	add_text(out, "is", list->is);
	if (list->sort) {
		add_text(out, "sort", list->sort);
	}
	if (list->cols) {
		add_text(out, "cols", list->cols);
	}
	if (list->limit) {
		mq_buf_addf(out, "    limit: %u\n", (unsigned)list->limit);
	}
}

/* What cannot be read again is not written. */
static enum mq_err check_yaml(const char *path, const struct mq_buf *text, struct mq_diag *diag)
{
	struct mq_conf *conf = NULL;
	enum mq_err err = mq_conf_read_text(path, text->data, text->len, &conf, diag);

	mq_conf_free(conf);
	return err;
}

/* A person's own are theirs alone; the register's are for whoever the register is. */
static mode_t mode_for(const struct mq_session *session, bool shared)
{
	struct stat st;

	return shared && stat(mq_session_dir(session), &st) == 0 ? st.st_mode & 0777 : 0700;
}

/* ---- which file ---- */

static enum mq_err refuse_id(const char *name, struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_USAGE, _("'%.80s' cannot be the name of a list"), name);
	mq_diag_hint(diag, _("a letter or Han character first, then these, digits, _ and -; up to %d bytes"),
		MQ_SAVED_ID_MAX);
	return MQ_ERR_USAGE;
}

/* The list of this very id that is read from `where`, or NULL. */
static const struct mq_saved *list_at(const struct mq_session *session, const char *id,
	enum mq_saved_where where)
{
	for (size_t i = 0; i < mq_schema_n_saved(session->schema); i++) {
		const struct mq_saved *list = mq_schema_saved_at(session->schema, i);

		if (list->where == where && strcmp(list->id, id) == 0) {
			return list;
		}
	}
	return NULL;
}

/* A file that somebody wrote by hand holds more than one list would fill again. */
static enum mq_err is_alone(const struct mq_saved *list, struct mq_diag *diag)
{
	if (!list || !list->file || (!list->n_beside && !list->broken)) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, list->broken ? _("'%s' has a fault: %s")
		: _("'%s' stands beside other lists in %s"), list->id,
		list->broken ? list->broken : list->file);
	mq_diag_hint(diag, _("edit or remove the file %s"), list->file);
	return MQ_ERR_USAGE;
}

static enum mq_saved_where where_of(bool shared)
{
	return shared ? MQ_SAVED_SHARED : MQ_SAVED_PERSONAL;
}

/* Where a list is read from, or would be: *path is owned by the caller. */
static enum mq_err find_place(struct mq_session *session, const char *id, bool shared,
	char **path, struct mq_diag *diag)
{
	const struct mq_saved *list = list_at(session, id, where_of(shared));
	char *dir = mq_session_saved_dir(session, where_of(shared));

	*path = list ? mq_strdup(list->file) : mq_format("%s/%s.yaml", dir, id);
	free(dir);
	if (!list && access(*path, F_OK) == 0) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' holds lists of other names"), *path);
		mq_diag_hint(diag, _("edit or remove the file %s"), *path);
		return MQ_ERR_USAGE;
	}
	return is_alone(list, diag);
}

/* ---- the door ---- */

static enum mq_err write_list(struct mq_session *session, const struct mq_saved *list, bool shared,
	char **path, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = mq_query_check_saved(session->schema, list, diag);

	if (err == MQ_OK) {
		err = find_place(session, list->id, shared, path, diag);
	}
	if (err == MQ_OK) {
		write_yaml(session->schema, list, &text);
		err = check_yaml(*path, &text, diag);
	}
	if (err == MQ_OK) {
		err = mq_disk_replace(*path, mode_for(session, shared), &text, diag);
	}
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_session_saved_save(struct mq_session *session, const char *name, mq_kind_id kind,
	const char *text, size_t len, bool shared, char **path, struct mq_diag *diag)
{
	struct saying saying = {0};
	struct mq_query *query = NULL;
	enum mq_err err = mq_day_today(&session->today, diag);

	*path = NULL;
	if (err == MQ_OK && !mq_saved_is_id(name)) {
		err = refuse_id(name, diag);
	}
	mq_session_saved(session, NULL);
	if (err == MQ_OK) {
		err = mq_query_new(session->schema, kind, session->today, MQ_QUERY_WHOLE, text, len,
			&query, diag);
	}
	if (err == MQ_OK) {
		say(session->schema, query, &saying);
		if (!saying.is.len) {
			err = mq_diag_add(diag, MQ_ERR_USAGE, _("there is no condition to save"));
		}
	}
	if (err == MQ_OK) {
		const struct mq_saved list = {.id = name, .zh = name, .en = name,
			.kind = mq_query_kind(query), .is = saying.is.data ? saying.is.data : "",
			.sort = saying.sort.data, .cols = saying.cols.data,
			.limit = (uint32_t)saying.limit, .where = where_of(shared)};

		err = write_list(session, &list, shared, path, diag);
	}
	saying_release(&saying);
	mq_query_free(query);
	mq_session_saved(session, NULL);
	return err;
}

enum mq_err mq_session_saved_remove(struct mq_session *session, const char *name, bool shared,
	char **path, struct mq_diag *diag)
{
	const struct mq_saved *list;
	enum mq_err err;

	*path = NULL;
	mq_session_saved(session, NULL);
	list = list_at(session, name, where_of(shared));
	if (!list) {
		return mq_diag_add(diag, MQ_ERR_NOT_FOUND, shared
			? _("the register has no saved list '%s'")
			: _("you have no saved list '%s' of your own"), name);
	}
	err = list->broken && !list->n_beside ? MQ_OK : is_alone(list, diag);
	if (err == MQ_OK) {
		*path = mq_strdup(list->file);
		if (unlink(*path) != 0) {
			err = mq_disk_fault(diag, *path);
		}
	}
	mq_session_saved(session, NULL);
	return err;
}
