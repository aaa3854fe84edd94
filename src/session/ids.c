#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/sheets.h>

/*
 * Records that are named one by one: those a person marked, those whose keys stand in
 * a sheet.
 */

static int by_id(const void *a, const void *b)
{
	mq_record_id x = *(const mq_record_id *)a;
	mq_record_id y = *(const mq_record_id *)b;

	return (x > y) - (x < y);
}

/* Ascending, each once. */
static size_t put_in_order(mq_record_id *ids, size_t n_ids)
{
	size_t n = 0;

	qsort(ids, n_ids, sizeof(*ids), by_id);
	for (size_t i = 0; i < n_ids; i++) {
		if (i == 0 || ids[i] != ids[n - 1]) {
			ids[n++] = ids[i];
		}
	}
	return n;
}

struct mq_set *mq_session_only(const struct mq_session *session, const struct mq_page *page)
{
	const struct mq_set *of = page->within ? mq_session_set(session)
		: session->view.universe[mq_session_kind(session)];
	mq_record_id *ids = mq_alloc((page->n_ids + 1) * sizeof(*ids));
	struct mq_set *named;
	struct mq_set *only;

	if (page->n_ids) {
		memcpy(ids, page->ids, page->n_ids * sizeof(*ids));
	}
	named = mq_set_of(ids, put_in_order(ids, page->n_ids));
	only = mq_set_and(named, of);
	mq_set_free(named);
	free(ids);
	return only;
}

/* ---- keys of a sheet ---- */

struct keys {
	struct mq_session *session;
	const struct mq_field *key;
	mq_kind_id kind;
	const char *path;
	size_t column;		/* where the keys stand */
	mq_record_id *ids;
	size_t n_ids;
	size_t cap;
	struct mq_buf text;
};

/* A first row that names the key says where the keys are, and is none itself. */
static bool is_head(struct keys *keys, const struct mq_slice *cells, size_t n_cells)
{
	for (size_t i = 0; i < n_cells; i++) {
		if (mq_schema_field_exact(keys->session->schema, keys->kind, cells[i].data,
			cells[i].len) == keys->key->number) {
			keys->column = i;
			return true;
		}
	}
	return false;
}

static enum mq_err add_key(struct keys *keys, struct mq_slice cell, size_t line,
	struct mq_diag *diag)
{
	struct mq_session *session = keys->session;
	struct mq_value value;
	mq_record_id id = MQ_NO_RECORD;
	enum mq_err err;

	mq_buf_clear(&keys->text);
	err = mq_value_read(keys->key, cell.data, cell.len, &keys->text, &value, NULL);
	if (err == MQ_ERR_NOT_FOUND) {
		return MQ_OK;	/* an empty cell */
	}
	if (err == MQ_OK) {
		id = mq_index_find(session->view.index, keys->kind, value.text);
		err = mq_index_error(session->view.index, diag);
	}
	if (err != MQ_OK && err != MQ_ERR_INPUT) {
		return err;
	}
	if (id == MQ_NO_RECORD || !mq_set_has(session->view.universe[keys->kind], id)) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("no %s has the key '%.*s'"),
			mq_kind_label(&session->schema->kinds[keys->kind]),
			(int)(cell.len < 80 ? cell.len : 80), (const char *)cell.data);
		mq_diag_place(diag, keys->path, line, 0, NULL, 0);
		return MQ_ERR_INPUT;
	}
	keys->ids = mq_grow(keys->ids, &keys->cap, keys->n_ids + 1, sizeof(*keys->ids));
	keys->ids[keys->n_ids++] = id;
	return MQ_OK;
}

/* All of them, so that all that are nobody's are told. */
static enum mq_err read_keys(struct keys *keys, struct mq_sheet *sheet, struct mq_diag *diag)
{
	enum mq_err all = MQ_OK;
	enum mq_err err = MQ_OK;

	for (bool first = true; err == MQ_OK; first = false) {
		const struct mq_slice *cells;
		size_t n_cells;
		size_t line;
		bool again;

		err = mq_sheet_row(sheet, &cells, &n_cells, &line, &again, diag);
		if (err == MQ_OK && !(first && is_head(keys, cells, n_cells)) &&
		    keys->column < n_cells) {
			again = true;
			err = add_key(keys, cells[keys->column], line, diag);
		}
		if (err == MQ_ERR_INPUT) {
			all = err;
			err = again ? MQ_OK : err;
		}
	}
	return err == MQ_ERR_NOT_FOUND ? all : err;
}

enum mq_err mq_session_read_ids(struct mq_session *session, mq_kind_id kind, const char *path,
	mq_record_id **ids, size_t *n_ids, struct mq_diag *diag)
{
	const struct mq_kind *k = &session->schema->kinds[kind];
	const struct mq_sheet_options options = {0};
	struct keys keys = {.session = session, .kind = kind, .path = path};
	struct mq_sheet *sheet = NULL;
	enum mq_err err;

	if (k->n_key != 1) {
		return mq_diag_add(diag, MQ_ERR_USAGE, _("no %s is known by a key of its own"),
			mq_kind_label(k));
	}
	keys.key = &session->schema->fields[k->key[0]];
	err = mq_sheet_open(path, &options, &sheet, diag);
	if (err == MQ_OK) {
		err = mq_session_look(session, diag);
	}
	if (err == MQ_OK) {
		err = read_keys(&keys, sheet, diag);
		mq_session_look_away(session);
	}
	mq_sheet_close(sheet);
	mq_buf_release(&keys.text);
	if (err != MQ_OK) {
		free(keys.ids);
		return err;
	}
	*ids = keys.ids ? keys.ids : mq_alloc(sizeof(**ids));
	*n_ids = keys.n_ids;
	return MQ_OK;
}
