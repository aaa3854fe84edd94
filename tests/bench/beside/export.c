/*
 * The derived tags are asked for once each, as sets, and written as columns: the peers
 * need not work them out. Rows come in order of their ids, not of the names that they
 * are asked for by; name_order is that order as a number, ready made.
 */
#include "export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../src/session/own.h"

enum { PATH_SIZE = 4096 };

/* One table on its way out. */
struct export {
	struct mq_session *session;
	mq_kind_id kind;
	FILE *rows;
	FILE *columns;
	mq_field_id *fields;
	struct mq_answer *tags;		/* by field: of derived ones, who has it */
	size_t n_fields;
	size_t *name_order;		/* by id; NULL: the table has none */
};

static const char *type_name(enum mq_type type)
{
	switch (type) {
	case MQ_TYPE_BOOL:
		return "bool";
	case MQ_TYPE_INT:
		return "int";
	case MQ_TYPE_DECIMAL:
		return "real";
	case MQ_TYPE_DATE:
		return "date";
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
	case MQ_TYPE_TEXT:
	case MQ_TYPE_REF:
		break;
	}
	return "text";
}

static bool is_column(const struct export *export, const struct mq_field *field)
{
	int distance = mq_schema_distance(export->session->schema, export->kind, field->number);

	return field->reading_of == MQ_NO_FIELD && field->type != MQ_TYPE_REF
		&& (export->name_order != NULL ? distance >= 0 : distance == 0);
}

static enum mq_err find_tag(const struct export *export, const char *id, struct mq_answer *answer)
{
	struct mq_query *query;
	enum mq_err err = mq_session_compile(export->session, export->kind, id, strlen(id), &query,
		NULL);

	if (err == MQ_OK) {
		err = mq_query_answer(query, &export->session->view, answer, NULL, NULL);
		mq_query_free(query);
	}
	return err;
}

static enum mq_err choose_columns(struct export *export, const char *table)
{
	const struct mq_schema *schema = export->session->schema;
	enum mq_err err = MQ_OK;

	export->fields = mq_alloc((schema->n_fields + 1) * sizeof(*export->fields));
	export->tags = mq_alloc((schema->n_fields + 1) * sizeof(*export->tags));
	for (size_t i = 0; err == MQ_OK && i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (!is_column(export, field)) {
			continue;
		}
		if (field->expression != NULL) {
			err = find_tag(export, field->id, &export->tags[export->n_fields]);
		}
		export->fields[export->n_fields++] = field->number;
		fprintf(export->columns, "%s\t%s\t%s\n", table, field->id, type_name(field->type));
	}
	return err;
}

static void write_cell(FILE *file, struct mq_slice text)
{
	const char *bytes = text.data;

	if (text.len == 0 || (memchr(bytes, ',', text.len) == NULL
			&& memchr(bytes, '"', text.len) == NULL
			&& memchr(bytes, '\n', text.len) == NULL)) {
		fwrite(bytes, 1, text.len, file);
		return;
	}
	fputc('"', file);
	for (size_t i = 0; i < text.len; i++) {
		fprintf(file, bytes[i] == '"' ? "\"\"" : "%c", bytes[i]);
	}
	fputc('"', file);
}

static void write_value(struct export *export, struct mq_row_source *source, size_t column,
	struct mq_buf *text)
{
	const struct mq_answer *tag = &export->tags[column];

	if (tag->yes == NULL) {
		mq_buf_clear(text);
		mq_row_source_value(source, export->fields[column], true, text);
		write_cell(export->rows, mq_slice(text->data, text->len));
	} else if (mq_set_has(tag->yes, source->id)) {
		fputs("true", export->rows);
	} else if (!mq_set_has(tag->possible, source->id)) {
		fputs("false", export->rows);
	}
}

static void write_header(struct export *export)
{
	fputs(export->name_order != NULL ? "name_order" : "row", export->rows);
	for (size_t i = 0; i < export->n_fields; i++) {
		fprintf(export->rows, ",%s",
			export->session->schema->fields[export->fields[i]].id);
	}
	fputc('\n', export->rows);
}

static void write_rows(struct export *export)
{
	const struct mq_view *view = &export->session->view;
	mq_record_id end = mq_index_end(view->index, export->kind);
	struct mq_row_source source = {0};
	struct mq_buf text = {0};

	mq_row_source_begin(&source, view, export->kind, 0);
	for (mq_record_id id = 0; id < end; id++) {
		mq_row_source_turn(&source, id);
		fprintf(export->rows, "%zu",
			export->name_order != NULL ? export->name_order[id] : (size_t)id);
		for (size_t i = 0; i < export->n_fields; i++) {
			fputc(',', export->rows);
			write_value(export, &source, i, &text);
		}
		fputc('\n', export->rows);
	}
	mq_row_source_release(&source);
	mq_buf_release(&text);
}

static FILE *create(const char *dir, const char *name)
{
	char path[PATH_SIZE];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	return file;
}

static enum mq_err export_table(struct export *export, const char *dir, const char *table)
{
	char name[64];
	enum mq_err err = choose_columns(export, table);

	snprintf(name, sizeof(name), "%s.csv", table);
	export->rows = create(dir, name);
	if (err == MQ_OK) {
		write_header(export);
		write_rows(export);
		err = mq_index_error(export->session->view.index, NULL);
	}
	if (fclose(export->rows) != 0) {
		err = MQ_ERR_IO;
	}
	for (size_t i = 0; i < export->n_fields; i++) {
		mq_answer_release(&export->tags[i]);
	}
	free(export->fields);
	free(export->tags);
	return err;
}

/* Where each resident stands in the order of names, by id. */
static size_t *read_name_order(const struct mq_view *view)
{
	size_t n = mq_index_end(view->index, 0);
	mq_record_id *ids = mq_alloc((n + 1) * sizeof(*ids));
	size_t *order = mq_alloc((n + 1) * sizeof(*order));
	size_t n_ids = mq_query_page(view, 0, mq_index_live(view->index, 0), NULL, 0, 0, ids, n);

	for (size_t i = 0; i < n_ids; i++) {
		order[ids[i]] = i;
	}
	free(ids);
	return order;
}

enum mq_err export_all(struct mq_session *session, const char *dir)
{
	struct export residents = {.session = session};
	struct export visits = {.session = session, .kind = mq_schema_kind(session->schema, "visit")};
	enum mq_err err = mq_session_look(session, NULL);

	if (err != MQ_OK) {
		return err;
	}
	residents.columns = visits.columns = create(dir, "columns.tsv");
	residents.name_order = read_name_order(&session->view);
	fprintf(residents.columns, "resident\tname_order\tint\n");
	err = export_table(&residents, dir, "resident");
	fprintf(visits.columns, "visit\trow\tint\n");
	if (err == MQ_OK) {
		err = export_table(&visits, dir, "visit");
	}
	free(residents.name_order);
	mq_session_look_away(session);
	return fclose(residents.columns) == 0 ? err : MQ_ERR_IO;
}
