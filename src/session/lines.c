#include <minqing/sheets.h>

#include <string.h>

/*
 * Rows as lines of text that programs read: csv, tsv, json. What a command prints and
 * what is written to a file come from here, byte for byte the same.
 */

/* Would a spreadsheet take the text for a formula (CWE-1236)? */
static bool is_formula(const char *text, size_t len)
{
	static const char *const leads[] = {
		"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠",
	};

	for (size_t i = 0; i < MQ_LENGTH(leads); i++) {
		size_t n = strlen(leads[i]);

		if (len >= n && memcmp(text, leads[i], n) == 0) {
			return true;
		}
	}
	return false;
}

static const struct mq_field *field_at(const struct mq_lines *lines, size_t i)
{
	return &lines->schema->fields[lines->columns[i]];
}

/* Numbers and days stay what can be counted with. */
bool mq_lines_has_words(const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL || field->type == MQ_TYPE_CODE ||
		field->type == MQ_TYPE_MULTI;
}

/* The cell in the words it is written with, borrowed from the row or from lines->word. */
static struct mq_slice worded(struct mq_lines *lines, const struct mq_field *field,
	struct mq_slice cell)
{
	bool guarded = field->type == MQ_TYPE_TEXT && !lines->raw && is_formula(cell.data, cell.len);
	bool shown = lines->words && mq_lines_has_words(field);

	if (!guarded && !shown) {
		return cell;
	}
	mq_buf_clear(&lines->word);
	if (shown) {
		mq_value_show(field, cell, &lines->word);
	} else {
		mq_buf_addc(&lines->word, '\'');
		mq_buf_add(&lines->word, cell.data, cell.len);
	}
	return mq_slice(lines->word.data, lines->word.len);
}

/* ---- csv, tsv ---- */

static char delimiter_of(const struct mq_lines *lines)
{
	return lines->format == MQ_SHEET_TSV ? '\t' : ',';
}

/* Whoever reads a sheet takes blanks at the ends of a bare cell for no part of it. */
static bool wants_quotes(const char *text, size_t len, char delimiter)
{
	return memchr(text, delimiter, len) || memchr(text, '"', len) ||
		memchr(text, '\n', len) || memchr(text, '\r', len) ||
		(len && (strchr(" \t", text[0]) || strchr(" \t", text[len - 1])));
}

static void add_bytes(const struct mq_lines *lines, struct mq_buf *out, const char *text, size_t len)
{
	if (lines->safe) {
		mq_safe_text(out, text, len);
	} else {
		mq_buf_add(out, text, len);
	}
}

static void add_cell(const struct mq_lines *lines, struct mq_buf *out, const char *text, size_t len)
{
	if (!wants_quotes(text, len, delimiter_of(lines))) {
		add_bytes(lines, out, text, len);
		return;
	}
	mq_buf_addc(out, '"');
	for (const char *end = text + len; text < end;) {
		const char *mark = memchr(text, '"', (size_t)(end - text));
		const char *stop = mark ? mark + 1 : end;

		add_bytes(lines, out, text, (size_t)(stop - text));
		mq_buf_adds(out, mark ? "\"" : "");
		text = stop;
	}
	mq_buf_addc(out, '"');
}

static void separated_begin(struct mq_lines *lines, struct mq_buf *out)
{
	for (size_t i = 0; i < lines->n_columns; i++) {
		const struct mq_field *field = field_at(lines, i);
		const char *head = lines->words ? mq_field_label(field) : field->id;

		if (i) {
			mq_buf_addc(out, delimiter_of(lines));
		}
		add_cell(lines, out, head, strlen(head));
	}
	mq_buf_addc(out, '\n');
}

/* A line with nothing on it would be none: the only cell, empty, is quoted. */
static void separated_row(struct mq_lines *lines, const struct mq_row *row, struct mq_buf *out)
{
	mq_buf_adds(out, lines->n_columns == 1 && !row->cells[0].data ? "\"\"" : "");
	for (size_t i = 0; i < lines->n_columns; i++) {
		struct mq_slice cell = row->cells[i];

		if (i) {
			mq_buf_addc(out, delimiter_of(lines));
		}
		if (cell.data) {
			cell = worded(lines, field_at(lines, i), cell);
			add_cell(lines, out, cell.data, cell.len);
		}
	}
	mq_buf_addc(out, '\n');
}

/* ---- json ---- */

static void json_begin(struct mq_lines *lines, struct mq_buf *out)
{
	mq_buf_addf(out, "{\"hits\": %llu, \"unknown\": %llu, \"rows\": [",
		(unsigned long long)lines->hits, (unsigned long long)lines->unknown);
}

static void json_cell(const struct mq_field *field, struct mq_slice cell, struct mq_buf *out)
{
	if (!cell.data) {
		mq_buf_adds(out, "null");
	} else if (field->type == MQ_TYPE_BOOL || field->type == MQ_TYPE_INT) {
		mq_buf_add(out, cell.data, cell.len);
	} else {
		mq_json_text(out, cell.data, cell.len);
	}
}

static void json_row(struct mq_lines *lines, const struct mq_row *row, struct mq_buf *out)
{
	mq_buf_adds(out, lines->n_rows > 1 ? ",\n  {" : "\n  {");
	for (size_t i = 0; i < lines->n_columns; i++) {
		const struct mq_field *field = field_at(lines, i);

		mq_buf_adds(out, i ? ", \"" : "\"");
		mq_buf_adds(out, field->id);
		mq_buf_adds(out, "\": ");
		json_cell(field, row->cells[i], out);
	}
	mq_buf_addc(out, '}');
}

/* ---- the door ---- */

void mq_lines_begin(struct mq_lines *lines, struct mq_buf *out)
{
	lines->n_rows = 0;
	if (lines->format == MQ_SHEET_JSON) {
		json_begin(lines, out);
	} else {
		separated_begin(lines, out);
	}
}

void mq_lines_row(struct mq_lines *lines, const struct mq_row *row, struct mq_buf *out)
{
	lines->n_rows++;
	if (lines->format == MQ_SHEET_JSON) {
		json_row(lines, row, out);
	} else {
		separated_row(lines, row, out);
	}
}

void mq_lines_end(struct mq_lines *lines, struct mq_buf *out)
{
	if (lines->format == MQ_SHEET_JSON) {
		mq_buf_adds(out, lines->n_rows ? "\n]}\n" : "]}\n");
	}
	mq_buf_release(&lines->word);
}
