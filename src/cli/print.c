#include "own.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minqing/sheets.h>

/*
 * Rows in four formats. Text is for people: labels, columns padded by what a
 * terminal shows, the counts below. The others are for programs: field ids,
 * canonical texts, every row. The same rows in the same order.
 */

/* One way to print rows. */
struct print_format {
	const char *name;
	enum mq_sheet_format sheet;	/* of those for programs */
	bool canonical;
	void (*begin)(struct printer *printer);
	void (*row)(struct printer *printer, const struct mq_row *row);
	void (*end)(struct printer *printer);
};

struct printer {
	const struct print_format *format;
	struct print_job job;
	uint64_t n_rows;
	/* for programs: as the session writes them */
	struct mq_lines lines;
	struct mq_buf piece;
	/* text */
	struct table table;
	struct mq_arena arena;
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

void print_json_text(FILE *out, const char *text, size_t len)
{
	struct mq_buf quoted = {0};

	mq_json_text(&quoted, text, len);
	fwrite(quoted.data, 1, quoted.len, out);
	mq_buf_release(&quoted);
}

/* ---- csv, tsv, json ---- */

static void lines_flush(struct printer *printer)
{
	fwrite(printer->piece.data ? printer->piece.data : "", 1, printer->piece.len,
		stdout);
	mq_buf_clear(&printer->piece);
}

static void lines_begin(struct printer *printer)
{
	const struct print_job *job = &printer->job;

	printer->lines = (struct mq_lines){.format = printer->format->sheet,
		.schema = job->schema, .columns = job->columns, .n_columns = job->n_columns,
		.hits = job->hits, .unknown = job->unknown, .raw = job->raw,
		.safe = isatty(STDOUT_FILENO)};
	mq_lines_begin(&printer->lines, &printer->piece);
	lines_flush(printer);
}

static void lines_row(struct printer *printer, const struct mq_row *row)
{
	mq_lines_row(&printer->lines, row, &printer->piece);
	lines_flush(printer);
}

static void lines_end(struct printer *printer)
{
	mq_lines_end(&printer->lines, &printer->piece);
	lines_flush(printer);
	mq_buf_release(&printer->piece);
}

/* ---- text ---- */

enum { TEXT_CELL_COLS = 40 };

static void text_begin(struct printer *printer)
{
	const struct print_job *job = &printer->job;
	struct table_column *columns = mq_arena_alloc(&printer->arena,
		(job->n_columns + 1) * sizeof(*columns));
	const char **heads = mq_arena_alloc(&printer->arena,
		(job->n_columns + 1) * sizeof(*heads));

	for (size_t i = 0; i < job->n_columns; i++) {
		columns[i] = (struct table_column){false, TEXT_CELL_COLS, 0};
		heads[i] = mq_field_label(&job->schema->fields[job->columns[i]]);
	}
	table_begin(&printer->table, columns, job->n_columns);
	table_heads(&printer->table, heads);
}

static void text_row(struct printer *printer, const struct mq_row *row)
{
	for (size_t i = 0; i < printer->job.n_columns; i++) {
		struct mq_slice cell = row->cells[i].data ? row->cells[i] : mq_slice_str("-");

		table_text(&printer->table, cell.data, cell.len);
	}
}

static void text_end(struct printer *printer)
{
	const struct print_job *job = &printer->job;
	uint64_t of = job->list_unknown ? job->unknown : job->hits;

	table_end(&printer->table);
	printf(_("%llu hits, %llu unknown"), (unsigned long long)job->hits,
		(unsigned long long)job->unknown);
	if (printer->n_rows < of) {
		printf(_("; %llu shown"), (unsigned long long)printer->n_rows);
	}
	putchar('\n');
}

/* ---- formats ---- */

static const struct print_format formats[] = {
	{"text", 0, false, text_begin, text_row, text_end},
	{"csv", MQ_SHEET_CSV, true, lines_begin, lines_row, lines_end},
	{"tsv", MQ_SHEET_TSV, true, lines_begin, lines_row, lines_end},
	{"json", MQ_SHEET_JSON, true, lines_begin, lines_row, lines_end},
};

bool print_format_is_canonical(const struct print_format *format)
{
	return format->canonical;
}

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
	free(printer);
}
