#include "columns.h"

#include <stdlib.h>
#include <string.h>

void mq_columns_release(struct mq_columns *columns)
{
	free(columns->fields);
	free(columns->widths);
	*columns = (struct mq_columns){0};
}

size_t mq_columns_find(const struct mq_columns *columns, mq_field_id field)
{
	size_t at = 0;
	while (at < columns->n && columns->fields[at] != field) {
		at++;
	}
	return at;
}

void mq_columns_add(struct mq_columns *columns, mq_field_id field, int width)
{
	size_t cap = columns->cap;
	columns->widths = mq_grow(columns->widths, &cap, columns->n + 1, sizeof(*columns->widths));
	columns->fields = mq_grow(columns->fields, &columns->cap, columns->n + 1,
		sizeof(*columns->fields));
	columns->fields[columns->n] = field;
	columns->widths[columns->n++] = (uint8_t)width;
}

void mq_columns_remove(struct mq_columns *columns, size_t at)
{
	size_t behind = --columns->n - at;
	memmove(columns->fields + at, columns->fields + at + 1, behind * sizeof(*columns->fields));
	memmove(columns->widths + at, columns->widths + at + 1, behind * sizeof(*columns->widths));
}

bool mq_columns_move(struct mq_columns *columns, size_t at, int by)
{
	size_t other = at + (size_t)(long)by;
	if (at >= columns->n || other >= columns->n) {
		return false;
	}
	mq_field_id field = columns->fields[at];
	uint8_t width = columns->widths[at];
	columns->fields[at] = columns->fields[other];
	columns->widths[at] = columns->widths[other];
	columns->fields[other] = field;
	columns->widths[other] = width;
	return true;
}

void mq_columns_begin(struct mq_columns *columns, const struct mq_kind *kind)
{
	if (columns->n == 0) {
		for (size_t i = 0; i < kind->n_columns; i++) {
			mq_columns_add(columns, kind->columns[i], 0);
		}
	}
}

bool mq_columns_are_usual(const struct mq_columns *columns, const struct mq_kind *kind)
{
	bool usual = columns->n == kind->n_columns;
	for (size_t i = 0; usual && i < columns->n; i++) {
		usual = columns->fields[i] == kind->columns[i] && columns->widths[i] == 0;
	}
	return usual || columns->n == 0;
}

/* ---- as text ---- */

void mq_columns_print(const struct mq_columns *columns, const struct mq_schema *schema,
	struct mq_buf *out)
{
	for (size_t i = 0; i < columns->n; i++) {
		mq_buf_addf(out, "%s%s", i > 0 ? " " : "", schema->fields[columns->fields[i]].id);
		if (columns->widths[i] > 0) {
			mq_buf_addf(out, "=%d", columns->widths[i]);
		}
	}
}

/* "sex=6" */
static bool read_word(struct mq_columns *columns, const struct mq_schema *schema, mq_kind_id kind,
	const char *word, size_t len)
{
	const char *equals = memchr(word, '=', len);
	size_t name = equals ? (size_t)(equals - word) : len;
	mq_field_id field = mq_schema_field_exact(schema, kind, word, name);
	long width = equals ? strtol(equals + 1, NULL, 10) : 0;
	bool good = field != MQ_NO_FIELD && mq_schema_distance(schema, kind, field) >= 0 &&
		mq_columns_find(columns, field) == columns->n;
	bool fits = width == 0 || (width >= MQ_COLUMN_MIN && width <= MQ_COLUMN_MAX);
	if (good) {
		mq_columns_add(columns, field, fits ? (int)width : 0);
	}
	return good && fits;
}

bool mq_columns_read(struct mq_columns *columns, const struct mq_schema *schema,
	mq_kind_id kind, const char *text)
{
	bool good = true;
	columns->n = 0;
	for (size_t len; *text; text += len) {
		text += strspn(text, " ");
		len = strcspn(text, " ");
		if (len > 0) {
			good &= read_word(columns, schema, kind, text, len);
		}
	}
	return good;
}

/* ---- kept ---- */

static char *state_key(const struct mq_schema *schema, size_t kind)
{
	return mq_format("columns.%s", schema->kinds[kind].id);
}

void mq_columns_restore(struct mq_columns *columns, const struct mq_schema *schema,
	const struct mq_state *state)
{
	for (size_t kind = 0; kind < schema->n_kinds; kind++) {
		char *key = state_key(schema, kind);
		const char *text = mq_state_get(state, key);
		if (text) {
			mq_columns_read(&columns[kind], schema, (mq_kind_id)kind, text);
		}
		free(key);
	}
}

enum mq_err mq_columns_keep(const struct mq_columns *columns, const struct mq_schema *schema,
	mq_kind_id kind, const char *path, struct mq_diag *diag)
{
	bool usual = mq_columns_are_usual(columns, &schema->kinds[kind]);
	struct mq_buf text = {0};
	char *key = state_key(schema, kind);
	mq_columns_print(columns, schema, &text);
	enum mq_err err = mq_state_keep(path, key, usual ? NULL : text.data, diag);
	mq_buf_release(&text);
	free(key);
	return err;
}
