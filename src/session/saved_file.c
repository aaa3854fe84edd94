#include "saved_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/conf.h>
#include <minqing/saved.h>

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

static void say_key(const struct mq_schema *schema, mq_field_id field, bool descending,
	struct mq_buf *out)
{
	mq_buf_addf(out, "%s%s%s", out->len ? "," : "", schema->fields[field].id,
		descending ? "-" : "");
}

/* The order of the page, else the query's. */
static void say_sort(const struct mq_schema *schema, const struct mq_query *query,
	const struct mq_page *page, struct mq_buf *out)
{
	size_t n;
	const struct mq_sort *sort = mq_query_sort(query, &n);

	for (size_t i = 0; i < page->n_order; i++) {
		say_key(schema, page->order[i].field, page->order[i].descending, out);
	}
	for (size_t i = 0; i < n && !page->n_order; i++) {
		say_key(schema, sort[i].field, sort[i].descending, out);
	}
}

/* Those the kind has anyway are nothing that somebody chose. */
static bool are_usual(const struct mq_kind *kind, const struct mq_page *page)
{
	return page->n_columns == kind->n_columns && memcmp(page->columns, kind->columns,
		page->n_columns * sizeof(*page->columns)) == 0;
}

static void say_columns(const struct mq_schema *schema, const struct mq_query *query,
	const struct mq_page *page, struct mq_buf *out)
{
	size_t n;
	const mq_field_id *columns = mq_query_columns(query, &n);

	if (page->n_columns && !are_usual(&schema->kinds[mq_query_kind(query)], page)) {
		columns = page->columns;
		n = page->n_columns;
	}
	for (size_t i = 0; i < n; i++) {
		say_key(schema, columns[i], false, out);
	}
}

static void say(const struct mq_schema *schema, const struct mq_query *query,
	const struct mq_page *page, struct saying *saying)
{
	size_t n = mq_query_n_conjuncts(query);

	say_sort(schema, query, page, &saying->sort);
	say_columns(schema, query, page, &saying->cols);
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

mode_t mq_saved_mode(const struct mq_session *session, bool shared)
{
	struct stat st;

	return shared && stat(mq_session_dir(session), &st) == 0 ? st.st_mode & 0777 : 0700;
}

/* ---- which file ---- */

enum mq_saved_where mq_saved_where_of(bool shared)
{
	return shared ? MQ_SAVED_SHARED : MQ_SAVED_PERSONAL;
}

enum mq_err mq_saved_check_id(const char *name, struct mq_diag *diag)
{
	if (mq_saved_is_id(name)) {
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("'%.80s' cannot be the name of a list"), name);
	mq_diag_hint(diag, _("a letter or Han character first, then these, digits, _ and -; up to %d bytes"),
		MQ_SAVED_ID_MAX);
	return MQ_ERR_USAGE;
}

static bool fold_alike(const char *a, const char *b)
{
	struct mq_buf folded[2] = {{0}, {0}};
	bool alike;

	mq_utf8_fold(&folded[0], a, strlen(a));
	mq_utf8_fold(&folded[1], b, strlen(b));
	alike = folded[0].len == folded[1].len &&
		(folded[0].len == 0 || memcmp(folded[0].data, folded[1].data, folded[0].len) == 0);
	mq_buf_release(&folded[0]);
	mq_buf_release(&folded[1]);
	return alike;
}

const struct mq_saved *mq_saved_at(const struct mq_session *session, const char *id,
	enum mq_saved_where where)
{
	for (size_t i = 0; i < mq_schema_n_saved(session->schema); i++) {
		const struct mq_saved *list = mq_schema_saved_at(session->schema, i);

		if (list->where == where && fold_alike(list->id, id)) {
			return list;
		}
	}
	return NULL;
}

/* A file that somebody wrote by hand holds more than one list would fill again. */
enum mq_err mq_saved_is_alone(const struct mq_saved *list, struct mq_diag *diag)
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

enum mq_err mq_saved_place(const struct mq_session *session, const char *id, bool shared,
	char **path, struct mq_diag *diag)
{
	const struct mq_saved *list = mq_saved_at(session, id, mq_saved_where_of(shared));
	char *dir = mq_session_saved_dir(session, mq_saved_where_of(shared));

	*path = list ? mq_strdup(list->file) : mq_format("%s/%s.yaml", dir, id);
	free(dir);
	if (!list && access(*path, F_OK) == 0) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' holds lists of other names"), *path);
		mq_diag_hint(diag, _("edit or remove the file %s"), *path);
		return MQ_ERR_USAGE;
	}
	return mq_saved_is_alone(list, diag);
}

/* ---- the door ---- */

static enum mq_err write_list(struct mq_session *session, const struct mq_saved *list, bool shared,
	char **path, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = mq_query_check_saved(session->schema, list, diag);

	if (err == MQ_OK) {
		err = mq_saved_place(session, list->id, shared, path, diag);
	}
	if (err == MQ_OK) {
		write_yaml(session->schema, list, &text);
		err = check_yaml(*path, &text, diag);
	}
	if (err == MQ_OK) {
		err = mq_disk_replace(*path, mq_saved_mode(session, shared), &text, diag);
	}
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_session_saved_save(struct mq_session *session, const char *name, mq_kind_id kind,
	const char *text, size_t len, const struct mq_page *page, bool shared, char **path,
	struct mq_diag *diag)
{
	static const struct mq_page as_the_text_says;
	struct saying saying = {0};
	struct mq_query *query = NULL;
	enum mq_err err = mq_day_today(&session->today, diag);

	*path = NULL;
	if (err == MQ_OK) {
		err = mq_saved_check_id(name, diag);
	}
	mq_session_saved(session, NULL);
	if (err == MQ_OK) {
		err = mq_query_new(session->schema, kind, session->today, MQ_QUERY_WHOLE, text, len,
			&query, diag);
	}
	if (err == MQ_OK) {
		say(session->schema, query, page ? page : &as_the_text_says, &saying);
		if (!saying.is.len) {
			err = mq_diag_add(diag, MQ_ERR_USAGE, _("there is no condition to save"));
		}
	}
	if (err == MQ_OK) {
		const struct mq_saved list = {.id = name, .zh = name, .en = name,
			.kind = mq_query_kind(query), .is = saying.is.data ? saying.is.data : "",
			.sort = saying.sort.data, .cols = saying.cols.data,
			.limit = (uint32_t)saying.limit, .where = mq_saved_where_of(shared)};

		err = write_list(session, &list, shared, path, diag);
	}
	saying_release(&saying);
	mq_query_free(query);
	mq_session_saved(session, NULL);
	return err;
}
