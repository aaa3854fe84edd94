/*
 * Rows of the answer, as they are said, and which columns they have: those of the query, else
 * those that were chosen, here or on the screen, else the usual ones.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

struct mq_page mq_plain_page(const struct mq_plain *plain)
{
	const struct mq_columns *chosen = &plain->columns[plain->reply.kind];
	struct mq_page page = {0};
	size_t n;
	bool usual = mq_session_columns(plain->session, &page, &n) ==
		plain->schema->kinds[plain->reply.kind].columns;
	if (usual && chosen->n > 0) {
		page.columns = chosen->fields;
		page.n_columns = chosen->n;
	}
	return page;
}

/* The columns, where they are others than those told last. */
static void say_heads(struct mq_plain *plain, const struct mq_rows *rows)
{
	struct mq_buf heads = {0};
	for (size_t i = 0; i < rows->n_columns; i++) {
		mq_buf_addf(&heads, "%s%s", i > 0 ? ", " : "",
			mq_field_label(&plain->schema->fields[rows->columns[i]]));
	}
	if (heads.len > 0 && (!plain->heads || strcmp(plain->heads, heads.data) != 0)) {
		mq_plain_say(plain, _("columns: %s"), heads.data);
		free(plain->heads);
		plain->heads = mq_buf_take(&heads);
	}
	mq_buf_release(&heads);
}

/* What is not known is told with its name: nobody hears a gap. */
void mq_plain_row_text(const struct mq_plain *plain, const struct mq_page *page,
	const struct mq_row *row, struct mq_buf *out)
{
	size_t n;
	const mq_field_id *columns = mq_session_columns(plain->session, page, &n);
	for (size_t c = 0; c < n; c++) {
		const struct mq_slice *cell = &row->cells[c];
		mq_buf_adds(out, c > 0 ? ", " : "");
		if (cell->data) {
			mq_buf_add(out, cell->data, cell->len);
		} else {
			mq_buf_addf(out, _("%s not known"),
				mq_field_label(&plain->schema->fields[columns[c]]));
		}
	}
	mq_buf_adds(out, "");
}

void mq_plain_say_rows(struct mq_plain *plain)
{
	struct mq_page page = mq_plain_page(plain);
	struct mq_rows rows = {0};
	struct mq_diag diag = {0};
	page.offset = plain->from;
	page.limit = plain->at - plain->from;
	enum mq_err err = mq_session_page(plain->session, &page, &rows, &diag);
	mq_plain_say_fault(plain, err, &diag);
	say_heads(plain, &rows);
	for (size_t i = 0; i < rows.n_rows; i++) {
		struct mq_buf text = {0};
		mq_plain_row_text(plain, &page, &rows.rows[i], &text);
		mq_plain_say(plain, "%zu. %s%s", plain->from + i + 1, text.data,
			mq_marks_has(mq_plain_marks(plain), rows.rows[i].id) ? _(", marked") : "");
		mq_buf_release(&text);
	}
	mq_rows_release(&rows);
}

/* ---- columns ---- */

void mq_plain_columns_begin(struct mq_plain *plain)
{
	struct mq_state state = {0};
	struct mq_diag diag = {0};
	plain->columns = mq_alloc(plain->schema->n_kinds * sizeof(*plain->columns));
	plain->state_path = mq_state_path();
	if (plain->state_path) {
		enum mq_err err = mq_state_read(&state, plain->state_path, &diag);
		mq_plain_say_fault(plain, err, &diag);
	}
	mq_columns_restore(plain->columns, plain->schema, &state);
	mq_state_release(&state);
}

void mq_plain_columns_end(struct mq_plain *plain)
{
	for (size_t kind = 0; kind < plain->schema->n_kinds; kind++) {
		mq_columns_release(&plain->columns[kind]);
	}
	free(plain->columns);
	free(plain->state_path);
}

/* False, told, where the name is none. */
static bool add_field(struct mq_plain *plain, const char *name, struct mq_columns *columns)
{
	mq_field_id field = mq_schema_field(plain->schema, plain->reply.kind, name, strlen(name));
	if (field == MQ_NO_FIELD) {
		mq_plain_say(plain, _("there is no field called '%s'"), name);
	} else if (mq_columns_find(columns, field) == columns->n) {
		mq_columns_add(columns, field, 0);
	}
	return field != MQ_NO_FIELD;
}

/* Fields with blanks or commas between them, full-width or not. */
static bool read_fields(struct mq_plain *plain, const char *names, struct mq_columns *columns)
{
	struct mq_buf folded = {0};
	bool good = true;
	char *rest;
	mq_utf8_fold(&folded, names, mq_utf8_check(names, strlen(names)));
	for (char *name = strtok_r(folded.data, " ,", &rest); name && good;
		name = strtok_r(NULL, " ,", &rest)) {
		good = add_field(plain, name, columns);
	}
	mq_buf_release(&folded);
	return good;
}

void mq_plain_columns(struct mq_plain *plain)
{
	struct mq_columns *chosen = &plain->columns[plain->reply.kind];
	struct mq_columns columns = {0};
	struct mq_diag diag = {0};
	if (*plain->argument && !read_fields(plain, plain->argument, &columns)) {
		mq_columns_release(&columns);
		return;
	}
	mq_columns_release(chosen);
	*chosen = columns;
	if (plain->state_path) {
		enum mq_err err = mq_columns_keep(chosen, plain->schema, plain->reply.kind,
			plain->state_path, &diag);
		mq_plain_say_fault(plain, err, &diag);
	}
	mq_plain_list_begin(plain, MQ_PLAIN_ROWS);
	mq_plain_list_say(plain, 0, 0);
}
