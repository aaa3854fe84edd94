#include "own.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Rows in four formats. Text is for people: labels, columns padded by what a
 * terminal shows, the counts below. The others are for programs: field ids,
 * canonical texts, every row. The same rows in the same order.
 */

struct printer {
	const struct print_format *format;
	struct print_job job;
	bool safe;		/* the terminal must not obey what is printed */
	uint64_t n_rows;
	/* text: rows are kept until the widths are known */
	struct mq_arena arena;
	char **cells;
	size_t n_cells;
	size_t cap;
};

/* ---- escaping ---- */

void print_safe(FILE *out, const char *text, size_t len)
{
	struct mq_buf safe = {0};

	mq_safe_text(&safe, text, len);
	fwrite(safe.data ? safe.data : "", 1, safe.len, out);
	mq_buf_release(&safe);
}

void print_line(const char *fmt, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, fmt);
	len = vasprintf(&text, fmt, args);
	va_end(args);
	if (len < 0) {
		return;
	}
	print_safe(stdout, text, (size_t)len);
	fputc('\n', stdout);
	free(text);
}

static void print_bytes(const struct printer *printer, const char *text, size_t len)
{
	if (printer->safe) {
		print_safe(printer->job.out, text, len);
	} else {
		fwrite(text, 1, len, printer->job.out);
	}
}

static void json_escape(FILE *out, uint32_t cp)
{
	if (cp >= 0x10000) {
		fprintf(out, "\\u%04x\\u%04x", 0xd800 + ((cp - 0x10000) >> 10),
			0xdc00 + (cp & 0x3ff));
	} else {
		fprintf(out, "\\u%04x", cp);
	}
}

/* What a terminal could obey, or would stack, is escaped: JSON allows it for every
 * character. */
static bool is_plain_json(const char *text, size_t len, uint32_t cp)
{
	struct mq_buf safe = {0};
	bool plain;

	if (cp < 0x80 || mq_is_han(cp)) {
		return cp >= 0x20 && cp != 0x7f;
	}
	mq_safe_text(&safe, text, len);
	plain = safe.len == len && memcmp(safe.data, text, len) == 0;
	mq_buf_release(&safe);
	return plain;
}

void print_json_text(FILE *out, const char *text, size_t len)
{
	const char *end = text + len;

	fputc('"', out);
	while (text < end) {
		uint32_t cp = 0xfffd;
		size_t n = mq_utf8_decode(text, (size_t)(end - text), &cp);

		if (cp == '"' || cp == '\\') {
			fprintf(out, "\\%c", (char)cp);
		} else if (n && is_plain_json(text, n, cp)) {
			fwrite(text, 1, n, out);
		} else {
			json_escape(out, cp);
		}
		text += n ? n : 1;
	}
	fputc('"', out);
}

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

/* ---- csv, tsv ---- */

static void csv_cell(const struct printer *printer, const char *text, size_t len, char delimiter)
{
	FILE *out = printer->job.out;
	bool quote = memchr(text, delimiter, len) || memchr(text, '"', len) ||
		memchr(text, '\n', len) || memchr(text, '\r', len) ||
		(len && (text[0] == ' ' || text[len - 1] == ' '));

	if (!quote) {
		print_bytes(printer, text, len);
		return;
	}
	fputc('"', out);
	for (const char *end = text + len; text < end;) {
		const char *mark = memchr(text, '"', (size_t)(end - text));
		const char *stop = mark ? mark + 1 : end;

		print_bytes(printer, text, (size_t)(stop - text));
		if (mark) {
			fputc('"', out);
		}
		text = stop;
	}
	fputc('"', out);
}

static void separated_begin(struct printer *printer, char delimiter)
{
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		fprintf(printer->job.out, "%.*s%s", i > 0, &delimiter,
			printer->job.schema->fields[printer->job.columns[i]].id);
	}
	fputc('\n', printer->job.out);
}

static void separated_row(struct printer *printer, const struct mq_row *row, char delimiter)
{
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		const struct mq_field *field = &printer->job.schema->fields[printer->job.columns[i]];
		struct mq_slice cell = row->cells[i];

		if (i) {
			fputc(delimiter, printer->job.out);
		}
		if (!cell.data) {
			continue;
		}
		if (field->type == MQ_TYPE_TEXT && !printer->job.raw &&
		    is_formula(cell.data, cell.len)) {
			struct mq_buf guarded = {0};

			mq_buf_addc(&guarded, '\'');
			mq_buf_add(&guarded, cell.data, cell.len);
			csv_cell(printer, guarded.data, guarded.len, delimiter);
			mq_buf_release(&guarded);
		} else {
			csv_cell(printer, cell.data, cell.len, delimiter);
		}
	}
	fputc('\n', printer->job.out);
}

static void csv_begin(struct printer *printer)
{
	separated_begin(printer, ',');
}

static void csv_row(struct printer *printer, const struct mq_row *row)
{
	separated_row(printer, row, ',');
}

static void tsv_begin(struct printer *printer)
{
	separated_begin(printer, '\t');
}

static void tsv_row(struct printer *printer, const struct mq_row *row)
{
	separated_row(printer, row, '\t');
}

static void nothing(struct printer *printer)
{
	(void)printer;
}

/* ---- json ---- */

static void json_begin(struct printer *printer)
{
	fprintf(printer->job.out, "{\"hits\": %llu, \"unknown\": %llu, \"rows\": [",
		(unsigned long long)printer->job.hits, (unsigned long long)printer->job.unknown);
}

static bool is_bare_json(const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL || field->type == MQ_TYPE_INT;
}

static void json_row(struct printer *printer, const struct mq_row *row)
{
	FILE *out = printer->job.out;

	fprintf(out, "%s\n  {", printer->n_rows > 1 ? "," : "");
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		const struct mq_field *field = &printer->job.schema->fields[printer->job.columns[i]];
		struct mq_slice cell = row->cells[i];

		fprintf(out, "%s\"%s\": ", i ? ", " : "", field->id);
		if (!cell.data) {
			fputs("null", out);
		} else if (is_bare_json(field)) {
			fwrite(cell.data, 1, cell.len, out);
		} else {
			print_json_text(out, cell.data, cell.len);
		}
	}
	fputc('}', out);
}

static void json_end(struct printer *printer)
{
	fprintf(printer->job.out, "%s]}\n", printer->n_rows ? "\n" : "");
}

/* ---- text ---- */

enum { TEXT_CELL_COLS = 40 };

static void keep_cell(struct printer *printer, const char *text, size_t len)
{
	struct mq_buf safe = {0};
	size_t cols;
	size_t fits;

	mq_safe_text(&safe, text, len);
	fits = mq_width_fit(safe.data ? safe.data : "", safe.len, TEXT_CELL_COLS, &cols);
	printer->cells = mq_grow(printer->cells, &printer->cap, printer->n_cells + 1,
		sizeof(*printer->cells));
	printer->cells[printer->n_cells++] = mq_arena_strndup(&printer->arena,
		safe.data ? safe.data : "", fits);
	mq_buf_release(&safe);
}

static void text_begin(struct printer *printer)
{
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		const char *label =
			mq_field_label(&printer->job.schema->fields[printer->job.columns[i]]);

		keep_cell(printer, label, strlen(label));
	}
}

static void text_row(struct printer *printer, const struct mq_row *row)
{
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		if (row->cells[i].data) {
			keep_cell(printer, row->cells[i].data, row->cells[i].len);
		} else {
			keep_cell(printer, "-", 1);
		}
	}
}

static size_t *text_widths(const struct printer *printer)
{
	size_t n = printer->job.n_columns;
	size_t *widths = mq_alloc((n + 1) * sizeof(*widths));

	for (size_t i = 0; i < printer->n_cells; i++) {
		size_t cols = mq_width_text(printer->cells[i], strlen(printer->cells[i]));

		widths[i % n] = cols > widths[i % n] ? cols : widths[i % n];
	}
	return widths;
}

static void text_line(const struct printer *printer, size_t first, const size_t *widths)
{
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		const char *cell = printer->cells[first + i];
		size_t cols = mq_width_text(cell, strlen(cell));
		bool last = i + 1 == printer->job.n_columns;

		fprintf(printer->job.out, "%s%*s", cell,
			last ? 0 : (int)(widths[i] - cols + 2), "");
	}
	fputc('\n', printer->job.out);
}

static void text_end(struct printer *printer)
{
	const struct print_job *job = &printer->job;
	uint64_t of = job->list_unknown ? job->unknown : job->hits;
	size_t *widths = text_widths(printer);

	for (size_t i = 0; printer->n_rows && i < printer->n_cells; i += printer->job.n_columns) {
		text_line(printer, i, widths);
	}
	fprintf(printer->job.out, _("%llu hits, %llu unknown"),
		(unsigned long long)printer->job.hits, (unsigned long long)printer->job.unknown);
	if (printer->n_rows < of) {
		fprintf(printer->job.out, _("; %llu shown"), (unsigned long long)printer->n_rows);
	}
	fputc('\n', printer->job.out);
	free(widths);
}

/* ---- formats ---- */

static const struct print_format formats[] = {
	{"text", false, text_begin, text_row, text_end},
	{"csv", true, csv_begin, csv_row, nothing},
	{"tsv", true, tsv_begin, tsv_row, nothing},
	{"json", true, json_begin, json_row, json_end},
};

const struct print_format *print_format_find(const char *name)
{
	for (size_t i = 0; i < MQ_LENGTH(formats); i++) {
		if (!name || strcmp(formats[i].name, name) == 0) {
			return &formats[i];
		}
	}
	return NULL;
}

struct printer *printer_new(const struct print_format *format, const struct print_job *job)
{
	struct printer *printer = mq_alloc(sizeof(*printer));

	printer->format = format;
	printer->job = *job;
	printer->safe = isatty(fileno(job->out));
	format->begin(printer);
	return printer;
}

void printer_row(struct printer *printer, const struct mq_row *row)
{
	printer->n_rows++;
	printer->format->row(printer, row);
}

void printer_end(struct printer *printer)
{
	printer->format->end(printer);
	mq_arena_release(&printer->arena);
	free(printer->cells);
	free(printer);
}
