#include "office.h"

#include <stdlib.h>
#include <string.h>

/*
 * Sittings from a table. A head is a word's left side and a cell its right side, so that a
 * table says whatever a command line can; other columns say who it is. Each row is an act of
 * its own: broken off, whole rows are in, and the same table again finds them there.
 */

static const char *const states[] = {N_("added"), N_("told more"), N_("there already"),
	N_("refused")};

struct rows {
	struct mq_session *session;
	const struct mq_visit_rows *wish;
	struct mq_visit_rows_report *report;
	struct column *columns;
	size_t n_columns;
	struct mq_beside *status;
	struct mq_buf line;
	struct mq_arena arena;		/* of one row */
	struct mq_diag *diag;
};

/* ---- heads ---- */

static char *trimmed(struct mq_slice cell)
{
	struct mq_slice text = mq_slice_trim(cell);

	return mq_strndup(text.len ? text.data : "", text.len);
}

static void ignore(struct mq_visit_rows_report *report, const char *head)
{
	report->ignored = mq_realloc(report->ignored,
		(report->n_ignored + 1) * sizeof(*report->ignored));
	report->ignored[report->n_ignored++] = mq_strdup(head);
}

static enum mq_err read_heads(struct rows *rows, const struct mq_slice *cells, size_t n)
{
	bool says_who = false;

	rows->columns = mq_alloc((n + 1) * sizeof(*rows->columns));
	for (; rows->n_columns < n; rows->n_columns++) {
		struct column *column = &rows->columns[rows->n_columns];

		column->head = trimmed(cells[rows->n_columns]);
		head_find(rows->session->schema, column);
		says_who = says_who || column->role == KEY || column->role == MARK;
		if (column->role == IGNORED && *column->head && !head_is_ours(column->head)) {
			ignore(rows->report, column->head);
		}
	}
	if (says_who) {
		return MQ_OK;
	}
	mq_diag_add(rows->diag, MQ_ERR_INPUT, "%s", _("no column says who was visited"));
	mq_diag_place(rows->diag, rows->wish->path, 1, 0, NULL, 0);
	mq_diag_hint(rows->diag, "%s", _("head one key, person_id, household_id or name"));
	return MQ_ERR_INPUT;
}

/* ---- one row ---- */

/* Whom it is about: the key it says, or that of whom its marks fit alone. */
static enum mq_err find_key(struct rows *rows, const struct mq_visit_mark *marks, size_t n_marks,
	const char **key, struct mq_diag *diag)
{
	struct mq_session *session = rows->session;
	struct mq_whom whom;
	enum mq_err err = *key ? MQ_OK : mq_session_look(session, diag);

	if (*key || err != MQ_OK) {
		return err;
	}
	err = mq_visit_find(&session->view, marks, n_marks, &whom, diag);
	if (err == MQ_OK) {
		const struct mq_kind *kind = &session->schema->kinds[whom.kind];
		struct mq_slice text = mq_record_peek(
			mq_index_record(session->view.index, whom.kind, whom.id), kind->key[0]);

		*key = mq_arena_strndup(&rows->arena, text.data ? text.data : "", text.len);
	}
	mq_session_look_away(session);
	return err;
}

/* What the cells of a row say, by what their columns are for. */
struct row {
	const char *key;
	const char **words;
	size_t n_words;
	struct mq_visit_mark *marks;
	size_t n_marks;
};

static void read_cell(struct rows *rows, const struct column *column, struct mq_slice cell,
	struct row *row)
{
	char *owned = trimmed(cell);
	const char *text = mq_arena_strdup(&rows->arena, owned);

	free(owned);
	if (!*text) {
		return;
	}
	if (column->role == KEY) {
		row->key = text;
	} else if (column->role == MARK) {
		row->marks[row->n_marks++] = (struct mq_visit_mark){column->field,
			mq_slice_str(text)};
	} else if (column->role == WORD) {
		row->words[row->n_words++] = mq_arena_format(&rows->arena, "%s=%s", column->head,
			text);
	}
}

static enum mq_err do_row(struct rows *rows, const struct mq_slice *cells, size_t n,
	struct mq_plan *plan, struct mq_diag *diag)
{
	struct row row = {
		.words = mq_arena_alloc(&rows->arena, (n + 1) * sizeof(*row.words)),
		.marks = mq_arena_alloc(&rows->arena, (n + 1) * sizeof(*row.marks)),
	};
	enum mq_err err;

	for (size_t i = 0; i < n && i < rows->n_columns; i++) {
		read_cell(rows, &rows->columns[i], cells[i], &row);
	}
	err = find_key(rows, row.marks, row.n_marks, &row.key, diag);
	return err != MQ_OK ? err : mq_session_visit_words(rows->session, row.key, row.words,
		row.n_words, "visit import", rows->wish->dry_run, plan, diag);
}

/* ---- what became of it ---- */

static void add_cell(struct mq_buf *line, const char *text, size_t len, bool last)
{
	mq_buf_addc(line, '"');
	for (size_t i = 0; i < len; i++) {
		mq_buf_adds(line, text[i] == '"' ? "\"" : "");
		mq_buf_addc(line, text[i]);
	}
	mq_buf_adds(line, last ? "\"\n" : "\",");
}

static enum mq_err write_status(struct rows *rows, const char *state, const char *reason,
	const struct mq_slice *cells, size_t n)
{
	size_t written = 0;

	for (size_t i = 0; i < rows->n_columns; i++) {
		written += !head_is_ours(rows->columns[i].head);
	}
	mq_buf_clear(&rows->line);
	add_cell(&rows->line, state, strlen(state), false);
	add_cell(&rows->line, reason, strlen(reason), written == 0);
	for (size_t i = 0; i < rows->n_columns; i++) {
		if (!head_is_ours(rows->columns[i].head)) {
			add_cell(&rows->line, i < n ? cells[i].data : "", i < n ? cells[i].len : 0,
				--written == 0);
		}
	}
	return mq_beside_write(rows->status, rows->line.data, rows->line.len, rows->diag);
}

/* All that was wrong with it, or what is to be looked at. */
static const char *reason_of(struct rows *rows, const struct mq_plan *plan,
	const struct mq_diag *faults)
{
	struct mq_buf text = {0};
	const char *reason;

	for (size_t i = 0; i < faults->n_faults; i++) {
		mq_buf_addf(&text, "%s%s", text.len ? "; " : "", faults->faults[i].message);
	}
	for (size_t i = 0; i < plan->n_notes && !faults->n_faults; i++) {
		mq_buf_addf(&text, "%s%s", text.len ? "; " : "", plan->notes[i]);
	}
	if (plan->there && !faults->n_faults) {
		mq_buf_addf(&text, "%s%s", text.len ? "; " : "",
			_("another one of that day: `yes` in a column `again`"));
	}
	reason = mq_arena_strdup(&rows->arena, text.len ? text.data : "");
	mq_buf_release(&text);
	return reason;
}

/* What is wrong with a row is its own; all else ends the import. */
static bool is_of_the_row(enum mq_err err)
{
	return err == MQ_OK || err == MQ_ERR_INPUT || err == MQ_ERR_NOT_FOUND;
}

static enum mq_err take_row(struct rows *rows, const struct mq_slice *cells, size_t n)
{
	struct mq_plan plan = {0};
	struct mq_diag faults = {0};
	enum mq_visit_row_state state = MQ_VISIT_ROW_REFUSED;
	enum mq_err err = do_row(rows, cells, n, &plan, &faults);

	if (err == MQ_OK) {
		state = plan.there ? MQ_VISIT_ROW_THERE :
			plan.n_records ? MQ_VISIT_ROW_ADDED : MQ_VISIT_ROW_TOLD;
	}
	if (is_of_the_row(err)) {
		rows->report->rows++;
		rows->report->of[state]++;
		err = write_status(rows, _(states[state]), reason_of(rows, &plan, &faults), cells, n);
		mq_diag_release(&faults);
	} else {
		mq_diag_move(rows->diag, &faults);
	}
	mq_plan_release(&plan);
	mq_arena_reset(&rows->arena);
	return err;
}

/* A row that cannot be read at all. */
static enum mq_err refuse_row(struct rows *rows, struct mq_diag *faults)
{
	const char *message = faults->n_faults ? faults->faults[0].message : "";

	rows->report->rows++;
	rows->report->of[MQ_VISIT_ROW_REFUSED]++;
	return write_status(rows, _(states[MQ_VISIT_ROW_REFUSED]), message, NULL, 0);
}

/* ---- all of them ---- */

static enum mq_err write_heads(struct rows *rows, const struct mq_slice *cells, size_t n)
{
	return write_status(rows, head_status, head_reason, cells, n);
}

static bool goes_on(const struct rows *rows, const struct mq_sheet *sheet)
{
	return !rows->wish->progress || rows->wish->progress(rows->wish->context,
		mq_sheet_position_bytes(sheet), mq_sheet_size_bytes(sheet));
}

static enum mq_err take_rows(struct rows *rows, struct mq_sheet *sheet)
{
	enum mq_err err = MQ_OK;

	while (err == MQ_OK) {
		struct mq_diag faults = {0};
		const struct mq_slice *cells;
		size_t n;
		size_t line;
		bool again = false;

		err = mq_sheet_row(sheet, &cells, &n, &line, &again, &faults);
		if (err == MQ_OK) {
			err = take_row(rows, cells, n);
		} else if (err == MQ_ERR_INPUT && again) {
			err = refuse_row(rows, &faults);
		} else if (err != MQ_ERR_NOT_FOUND) {
			mq_diag_move(rows->diag, &faults);
		}
		mq_diag_release(&faults);
		err = err == MQ_OK && !goes_on(rows, sheet) ? MQ_ERR_INTERRUPTED : err;
	}
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

/* Rows that went in are told of whatever happened behind them. */
static enum mq_err take_sheet(struct rows *rows, struct mq_sheet *sheet)
{
	char *path = mq_format("%s.status.csv", rows->wish->path);
	const struct mq_slice *cells;
	uint64_t bytes;
	size_t n;
	size_t line;
	bool again;
	enum mq_err err = mq_sheet_row(sheet, &cells, &n, &line, &again, rows->diag);
	enum mq_err ended;

	if (err == MQ_OK) {
		err = read_heads(rows, cells, n);
	}
	if (err == MQ_OK) {
		err = mq_beside_begin(path, true, &rows->status, rows->diag);
	}
	if (err == MQ_OK) {
		err = write_heads(rows, cells, n);
		err = err == MQ_OK ? take_rows(rows, sheet) : err;
		ended = mq_beside_end(rows->status, &bytes, rows->diag);
		err = err == MQ_OK ? ended : err;
		rows->report->status = ended == MQ_OK ? mq_strdup(path) : NULL;
	}
	free(path);
	return err;
}

enum mq_err mq_session_visit_import(struct mq_session *session, const struct mq_visit_rows *wish,
	struct mq_visit_rows_report *report, struct mq_diag *diag)
{
	const struct mq_sheet_options options = {.encoding = wish->encoding,
		.delimiter = wish->delimiter};
	struct rows rows = {.session = session, .wish = wish, .report = report, .diag = diag};
	struct mq_sheet *sheet;
	enum mq_err err = mq_sheet_open(wish->path, &options, &sheet, diag);

	*report = (struct mq_visit_rows_report){0};
	if (err != MQ_OK) {
		return err;
	}
	report->read_as = mq_strdup(mq_sheet_read_as(sheet));
	err = take_sheet(&rows, sheet);
	for (size_t i = 0; i < rows.n_columns; i++) {
		free(rows.columns[i].head);
	}
	free(rows.columns);
	mq_buf_release(&rows.line);
	mq_arena_release(&rows.arena);
	mq_sheet_close(sheet);
	return err;
}

void mq_visit_rows_report_release(struct mq_visit_rows_report *report)
{
	for (size_t i = 0; i < report->n_ignored; i++) {
		free(report->ignored[i]);
	}
	free(report->ignored);
	free(report->read_as);
	free(report->status);
	*report = (struct mq_visit_rows_report){0};
}
