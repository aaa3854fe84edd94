#include "own.h"

#include <string.h>
#include <unistd.h>

/*
 * Short lists of texts in four formats. Text has no header line; JSON is an object on
 * each line. Rows of people are print.c's.
 */

static void print_cell(const char *text, size_t len)
{
	if (isatty(STDOUT_FILENO)) {
		print_safe(stdout, text, len);
	} else {
		fwrite(text, 1, len, stdout);
	}
}

static void text_row(const struct list_column *columns, size_t n, const char *const *cells)
{
	(void)columns;
	for (size_t i = 0; i < n; i++) {
		fputs(i ? "\t" : "", stdout);
		print_safe(stdout, cells[i], strlen(cells[i]));
	}
	fputc('\n', stdout);
}

static void csv_row(const struct list_column *columns, size_t n, const char *const *cells)
{
	for (size_t i = 0; i < n; i++) {
		struct mq_buf quoted = {0};

		for (const char *at = cells[i]; *at; at++) {
			mq_buf_adds(&quoted, *at == '"' ? "\"" : "");
			mq_buf_addc(&quoted, *at);
		}
		fputs(i ? "," : "", stdout);
		fputs(columns[i].bare ? "" : "\"", stdout);
		print_cell(quoted.data ? quoted.data : "", quoted.len);
		fputs(columns[i].bare ? "" : "\"", stdout);
		mq_buf_release(&quoted);
	}
	fputc('\n', stdout);
}

static void json_row(const struct list_column *columns, size_t n, const char *const *cells)
{
	for (size_t i = 0; i < n; i++) {
		printf("%s\"%s\": ", i ? ", " : "{", columns[i].name);
		if (columns[i].bare) {
			fputs(cells[i], stdout);
		} else {
			print_json_text(stdout, cells[i], strlen(cells[i]));
		}
	}
	printf("}\n");
}

static const struct list_format {
	const char *name;
	char delimiter;		/* of the header line; 0: none */
	const char *null;
	void (*row)(const struct list_column *columns, size_t n, const char *const *cells);
} formats[] = {
	{"text", 0, "-", text_row},
	{"csv", ',', "", csv_row},
	{"tsv", '\t', "", text_row},
	{"json", 0, "null", json_row},
};

enum mq_err list_begin(struct list *list, const char *format, const struct list_column *columns,
	size_t n_columns, struct mq_diag *diag)
{
	*list = (struct list){.columns = columns, .n_columns = n_columns};
	for (size_t i = 0; i < MQ_LENGTH(formats); i++) {
		if (!format || strcmp(formats[i].name, format) == 0) {
			list->format = &formats[i];
			list->format_null = formats[i].null;
			break;
		}
	}
	if (!list->format) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("unknown format '%s'"), format);
		mq_diag_hint(diag, "text, csv, tsv, json");
		return MQ_ERR_USAGE;
	}
	for (size_t i = 0; list->format->delimiter && i < n_columns; i++) {
		printf("%s%c", columns[i].name,
			i + 1 < n_columns ? list->format->delimiter : '\n');
	}
	return MQ_OK;
}

void list_row(const struct list *list, const char *const *cells)
{
	list->format->row(list->columns, list->n_columns, cells);
}
