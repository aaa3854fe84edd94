#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/facets.h>
#include <minqing/saved.h>

/*
 * Saved lists as people choose one: what each is called, whose it is, what it asks, and how
 * many that are now. Counting comes later and in pieces: a list may cost as much as any
 * question.
 */

/* ---- one list as a row ---- */

/* Without the directory: that is the same for all, and long. */
static const char *short_fault(const struct mq_saved *list)
{
	const char *slash = list->file ? strrchr(list->file, '/') : NULL;
	size_t dir = slash ? (size_t)(slash + 1 - list->file) : 0;

	return list->broken && dir && strncmp(list->broken, list->file, dir) == 0
		? list->broken + dir : list->broken;
}

/* "n:80", or "who:" where a value is to be typed. */
static void add_argument(const struct mq_param *param, bool first, struct mq_buf *out)
{
	mq_buf_addf(out, "%s%s:", first ? "" : ", ", param->id);
	if (param->otherwise && param->type == MQ_PARAM_TEXT) {
		mq_query_quote(param->otherwise, strlen(param->otherwise), out);
	} else if (param->otherwise) {
		mq_buf_adds(out, param->otherwise);
	}
}

/* As a query has it, all values said; the ones to be typed last, the bracket still open. */
static void add_open_call(const struct mq_saved *list, struct mq_buf *out)
{
	bool first = true;
	bool wants = false;

	mq_buf_addf(out, "@%s%s", list->id, list->n_params ? "(" : "");
	for (size_t turn = 0; turn < 2; turn++) {
		for (size_t i = 0; i < list->n_params && !wants; i++) {
			bool open = !list->params[i].otherwise;

			if (open == (turn == 1)) {
				add_argument(list->params + i, first, out);
				first = false;
				wants = open;
			}
		}
	}
	mq_buf_adds(out, list->n_params && !wants ? ")" : "");
}

/* What is to be edited: the text with what it is shown by. Where places are to be filled in the
 * text alone says nothing: it is the values then. */
static void add_text(const struct mq_schema *schema, const struct mq_saved *list, mq_kind_id kind,
	struct mq_buf *out)
{
	if (list->kind != kind) {
		mq_buf_addf(out, "from:%s ", schema->kinds[list->kind].id);
	}
	if (list->n_params || !list->is) {
		add_open_call(list, out);
		return;
	}
	mq_buf_adds(out, list->is);
	if (list->sort) {
		mq_buf_addf(out, " sort:%s", list->sort);
	}
	if (list->cols) {
		mq_buf_addf(out, " cols:%s", list->cols);
	}
	if (list->limit) {
		mq_buf_addf(out, " limit:%u", (unsigned)list->limit);
	}
}

static const char *dup(struct mq_arena *arena, const char *text)
{
	return text ? mq_arena_strdup(arena, text) : NULL;
}

/* Keep what buf holds, and empty it for the next. */
static const char *keep(struct mq_arena *arena, struct mq_buf *buf)
{
	const char *kept = mq_arena_strndup(arena, buf->data ? buf->data : "", buf->len);

	mq_buf_clear(buf);
	return kept;
}

static void add_row(struct mq_session *session, const struct mq_saved *list, mq_kind_id kind,
	struct mq_saved_rows *rows)
{
	struct mq_arena *arena = &rows->arena;
	struct mq_saved_row *row = &rows->rows[rows->n++];
	struct mq_buf text = {0};

	*row = (struct mq_saved_row){.id = dup(arena, list->id), .zh = dup(arena, list->zh),
		.en = dup(arena, list->en), .is = dup(arena, list->is), .file = dup(arena, list->file),
		.fault = dup(arena, short_fault(list)), .kind = list->kind, .where = list->where,
		.wants = mq_saved_wants_value(list)};
	row->label = mq_lang_is_chinese() ? row->zh : row->en;
	mq_saved_call(list, &text);
	row->call = keep(arena, &text);
	add_text(session->schema, list, kind, &text);
	row->text = keep(arena, &text);
	mq_buf_release(&text);
}

/* ---- all of them ---- */

struct by_name {
	struct mq_saved_row row;
	struct mq_buf spelt;
};

static int by_name(const void *left, const void *right)
{
	const struct by_name *a = left;
	const struct by_name *b = right;
	int order = (int)a->row.where - (int)b->row.where;

	order = order ? order : strcmp(a->spelt.data, b->spelt.data);
	return order ? order : strcmp(a->row.id, b->row.id);
}

/* The officer's and the register's by name, as pinyin has them: those of files have no order of
 * their own. Those of the configuration stay as somebody put them. */
static void sort_by_name(struct mq_saved_rows *rows)
{
	struct by_name *named = mq_alloc((rows->n + 1) * sizeof(*named));
	size_t n = 0;

	for (; n < rows->n && rows->rows[n].where != MQ_SAVED_CONFIG; n++) {
		named[n] = (struct by_name){.row = rows->rows[n]};
		mq_session_spell(rows->rows[n].label, &named[n].spelt);
		mq_buf_addc(&named[n].spelt, '\0');
	}
	qsort(named, n, sizeof(*named), by_name);
	for (size_t i = 0; i < n; i++) {
		rows->rows[i] = named[i].row;
		mq_buf_release(&named[i].spelt);
	}
	free(named);
}

static void note_when(struct mq_session *session, struct mq_saved_rows *rows)
{
	rows->generation = mq_schema_saved_generation(session->schema);
	rows->snapshot = mq_index_snapshot(session->view.index);
	rows->day = session->today;
}

enum mq_err mq_session_saved_rows(struct mq_session *session, mq_kind_id kind,
	struct mq_saved_rows *rows, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(session, diag);

	*rows = (struct mq_saved_rows){0};
	if (err != MQ_OK) {
		return err;
	}
	mq_session_see_files(session);
	rows->rows = mq_arena_alloc(&rows->arena,
		(mq_schema_n_saved(session->schema) + 1) * sizeof(*rows->rows));
	for (size_t i = 0; i < mq_schema_n_saved(session->schema); i++) {
		const struct mq_saved *list = mq_schema_saved_at(session->schema, i);

		if (!mq_schema_saved_hidden(session->schema, list, MQ_SAVED_PERSONAL)) {
			add_row(session, list, kind, rows);
		}
	}
	sort_by_name(rows);
	note_when(session, rows);
	mq_session_look_away(session);
	return MQ_OK;
}

bool mq_session_saved_stale(struct mq_session *session, const struct mq_saved_rows *rows)
{
	struct mq_saved_rows now = {0};

	if (mq_session_look(session, NULL) != MQ_OK) {
		return false;
	}
	mq_session_see_files(session);
	note_when(session, &now);
	mq_session_look_away(session);
	return now.generation != rows->generation || now.snapshot != rows->snapshot ||
		now.day != rows->day;
}

void mq_saved_rows_release(struct mq_saved_rows *rows)
{
	mq_arena_release(&rows->arena);
	*rows = (struct mq_saved_rows){0};
}

/* ---- counting ---- */

static void take_fault(struct mq_saved_rows *rows, struct mq_saved_row *row,
	const struct mq_diag *diag)
{
	row->fault = dup(&rows->arena, diag->n_faults ? diag->faults[0].message : "");
}

/* One that wants a value is tried with some. */
static void look_for_faults(struct mq_session *session, struct mq_saved_rows *rows,
	struct mq_saved_row *row)
{
	const struct mq_saved *list = mq_schema_saved(session->schema, row->id, strlen(row->id),
		MQ_SAVED_PERSONAL);
	struct mq_diag diag = {0};

	if (list && mq_query_check_saved(session->schema, list, &diag) != MQ_OK) {
		take_fault(rows, row, &diag);
	}
	mq_diag_release(&diag);
}

static enum mq_err count_hits(struct mq_session *session, const struct mq_query *query,
	struct mq_saved_row *row, struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_answer(query, &session->view, &answer, NULL, diag);

	if (err == MQ_OK) {
		mq_answer_count(&answer, &row->hits, &row->unknown);
		row->counted = true;
	}
	mq_answer_release(&answer);
	return err;
}

static enum mq_err count_row(struct mq_session *session, struct mq_saved_rows *rows,
	struct mq_saved_row *row, struct mq_diag *diag)
{
	char *text = mq_format("@%s", row->id);
	struct mq_query *query = NULL;
	struct mq_diag own = {0};
	enum mq_err err = MQ_OK;

	if (mq_session_compile(session, row->kind, text, strlen(text), &query, &own) == MQ_OK) {
		err = count_hits(session, query, row, diag);
	} else {
		take_fault(rows, row, &own);
	}
	mq_query_free(query);
	mq_diag_release(&own);
	free(text);
	return err;
}

enum mq_err mq_session_saved_count(struct mq_session *session, struct mq_saved_rows *rows,
	int64_t budget_ns, struct mq_diag *diag)
{
	int64_t end_ns = mq_clock_ns() + budget_ns;
	enum mq_err err = mq_session_look(session, diag);
	bool more = true;

	if (err != MQ_OK) {
		return err;
	}
	while (err == MQ_OK && more && rows->n_counted < rows->n) {
		struct mq_saved_row *row = &rows->rows[rows->n_counted];

		if (!row->fault && row->wants) {
			look_for_faults(session, rows, row);
		} else if (!row->fault) {
			err = count_row(session, rows, row, diag);
		}
		rows->n_counted += err == MQ_OK;
		more = mq_clock_ns() < end_ns;
	}
	mq_session_look_away(session);
	return err;
}
