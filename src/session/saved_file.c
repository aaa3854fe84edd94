#include "own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/conf.h>

/*
 * Writing saved lists: one a file. The new file is written beside, synced, and renamed
 * over the old one, so that whatever happens one of the two is there whole. What is left
 * of a write that was cut begins with a dot and is never read.
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

/* ---- files ---- */

static enum mq_err io_fault(struct mq_diag *diag, const char *path)
{
	enum mq_err err = errno == ENOSPC || errno == EDQUOT ? MQ_ERR_FULL
		: errno == EROFS ? MQ_ERR_READONLY : MQ_ERR_IO;

	return mq_diag_add(diag, err, "'%s': %s", path, strerror(errno));
}

static bool write_all(int fd, const char *bytes, size_t len)
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

static bool write_synced(const char *path, mode_t mode, const struct mq_buf *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool good = fd >= 0 && fchmod(fd, mode) == 0 && write_all(fd, text->data, text->len)
		&& fsync(fd) == 0;
	int reason = errno;

	if (fd >= 0 && close(fd) != 0 && good) {
		reason = errno;
		good = false;
	}
	errno = reason;
	return good;
}

static void sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

static bool make_dirs(const char *path, mode_t mode)
{
	char *part = mq_strdup(path);
	bool good;

	for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(part, 0700);
		*slash = '/';
	}
	good = mkdir(part, mode) == 0 || errno == EEXIST;
	free(part);
	return good;
}

/* A person's own are theirs alone; the register's are for whoever the register is. */
static mode_t mode_for(const struct mq_session *session, bool shared)
{
	struct stat st;

	return shared && stat(mq_session_dir(session), &st) == 0 ? st.st_mode & 0777 : 0700;
}

static enum mq_err replace_file(const char *dir, mode_t mode, const char *path, const char *name,
	const struct mq_buf *text, struct mq_diag *diag)
{
	char *beside = mq_format("%s/.%s.new-%ld", dir, name, (long)getpid());
	enum mq_err err = MQ_OK;

	if (!make_dirs(dir, mode)) {
		err = io_fault(diag, dir);
	} else if (!write_synced(beside, mode & 0666, text) || rename(beside, path) != 0) {
		err = io_fault(diag, path);
		unlink(beside);
	} else {
		sync_dir(dir);
	}
	free(beside);
	return err;
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

/* Where a list is read from, or would be: *dir and *path are owned by the caller. */
static enum mq_err find_place(struct mq_session *session, const char *id, bool shared, char **dir,
	char **path, struct mq_diag *diag)
{
	const struct mq_saved *list = list_at(session, id, where_of(shared));

	*dir = mq_session_saved_dir(session, where_of(shared));
	*path = list ? mq_strdup(list->file) : mq_format("%s/%s.yaml", *dir, id);
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
	char *dir = NULL;
	enum mq_err err = mq_query_check_saved(session->schema, list, diag);

	if (err == MQ_OK) {
		err = find_place(session, list->id, shared, &dir, path, diag);
	}
	if (err == MQ_OK) {
		write_yaml(session->schema, list, &text);
		err = check_yaml(*path, &text, diag);
	}
	if (err == MQ_OK) {
		err = replace_file(dir, mode_for(session, shared), *path, strrchr(*path, '/') + 1,
			&text, diag);
	}
	mq_buf_release(&text);
	free(dir);
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
			err = io_fault(diag, *path);
		}
	}
	mq_session_saved(session, NULL);
	return err;
}
