#include "own.h"

#include <string.h>

#include "send.h"

/*
 * The figures of a month as a table: a row for each figure in each place, with its query. What
 * writes tables knows columns as fields of a schema, so the table has a small one of its own.
 */

enum column {
	MONTH, GROUP, FIGURE, LABEL, PLACE, PLACE_LABEL, NUMBER, SHARE, TAKE, AS_OF, QUERY, COLUMNS,
};

static const struct mq_field fields[COLUMNS] = {
	[MONTH] = {.id = "month", .zh = "月份", .en = "month", .type = MQ_TYPE_TEXT},
	[GROUP] = {.id = "group", .zh = "类别", .en = "group", .type = MQ_TYPE_TEXT},
	[FIGURE] = {.id = "figure", .zh = "指标编号", .en = "figure's id", .type = MQ_TYPE_TEXT},
	[LABEL] = {.id = "label", .zh = "指标", .en = "figure", .type = MQ_TYPE_TEXT},
	[PLACE] = {.id = "place", .zh = "地点代码", .en = "place's code", .type = MQ_TYPE_TEXT},
	[PLACE_LABEL] = {.id = "place_label", .zh = "地点", .en = "place", .type = MQ_TYPE_TEXT},
	[NUMBER] = {.id = "number", .zh = "数值", .en = "number", .type = MQ_TYPE_INT},
	[SHARE] = {.id = "share", .zh = "占比(%)", .en = "share (%)", .type = MQ_TYPE_DECIMAL},
	[TAKE] = {.id = "take", .zh = "算法", .en = "taken", .type = MQ_TYPE_TEXT},
	[AS_OF] = {.id = "as_of", .zh = "截至", .en = "as of", .type = MQ_TYPE_DATE},
	[QUERY] = {.id = "query", .zh = "查询", .en = "query", .type = MQ_TYPE_TEXT},
};

static const mq_field_id columns[COLUMNS] = {
	MONTH, GROUP, FIGURE, LABEL, PLACE, PLACE_LABEL, NUMBER, SHARE, TAKE, AS_OF, QUERY,
};

/* The texts of one row; cells point into it. */
struct cells {
	char number[24];
	char share[24];
	char as_of[16];
	struct mq_slice cells[COLUMNS];
};

static void put(struct cells *cells, enum column column, const char *text)
{
	cells->cells[column] = *text ? mq_slice_str(text) : (struct mq_slice){NULL, 0};
}

static void fill(const struct mq_report *report, const struct mq_report_line *line, size_t place,
	struct cells *cells)
{
	const struct mq_report_number *number = &line->numbers[place];

	mq_report_share(report, line, place, cells->share);
	snprintf(cells->number, sizeof(cells->number), "%llu", (unsigned long long)number->number);
	mq_day_format(line->today ? report->counted : report->month.days.to, cells->as_of);
	put(cells, MONTH, report->month.name);
	put(cells, GROUP, line->group);
	put(cells, FIGURE, line->id);
	put(cells, LABEL, line->label);
	put(cells, PLACE, report->places[place].id);
	put(cells, PLACE_LABEL, report->places[place].label);
	put(cells, NUMBER, number->known ? cells->number : "");
	put(cells, SHARE, cells->share);
	put(cells, TAKE, mq_report_take_id(line->take));
	put(cells, AS_OF, cells->as_of);
	put(cells, QUERY, number->query);
}

static size_t n_places_of(const struct mq_report *report, size_t line)
{
	return report->lines[line].passed_over ? 0 : report->n_places;
}

static uint64_t n_rows(const struct mq_report *report)
{
	uint64_t n = 0;

	for (size_t i = 0; i < report->n_lines; i++) {
		n += n_places_of(report, i);
	}
	return n;
}

static void each_row(const struct mq_report *report,
	void (*row)(void *context, const struct mq_row *row), void *context)
{
	struct cells cells;

	for (size_t i = 0; i < report->n_lines; i++) {
		for (size_t place = 0; place < n_places_of(report, i); place++) {
			fill(report, &report->lines[i], place, &cells);
			row(context, &(struct mq_row){.cells = cells.cells});
		}
	}
}

/* The schema borrows the fields, which it never writes. */
static void begin_lines(const struct mq_report *report, enum mq_sheet_format format,
	struct mq_schema *schema, struct mq_lines *lines)
{
	*schema = (struct mq_schema){.fields = (struct mq_field *)(uintptr_t)fields,
		.n_fields = COLUMNS};
	*lines = (struct mq_lines){.format = format, .schema = schema, .columns = columns,
		.n_columns = COLUMNS, .hits = n_rows(report)};
}

/* ---- as lines ---- */

struct writing {
	struct mq_lines lines;
	struct mq_buf *out;
};

static void write_row(void *context, const struct mq_row *row)
{
	struct writing *writing = context;

	mq_lines_row(&writing->lines, row, writing->out);
}

enum mq_err mq_session_report_lines(const struct mq_report *report, const char *format,
	struct mq_buf *out, struct mq_diag *diag)
{
	struct writing writing = {.out = out};
	struct mq_schema schema;
	enum mq_sheet_format found;

	if (!mq_sheet_format_find(format, &found) || found == MQ_SHEET_XLSX) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("unknown format '%s'"), format);
		mq_diag_hint(diag, _("text, csv, tsv, json; and xlsx with -o FILE"));
		return MQ_ERR_USAGE;
	}
	begin_lines(report, found, &schema, &writing.lines);
	mq_lines_begin(&writing.lines, out);
	each_row(report, write_row, &writing);
	mq_lines_end(&writing.lines, out);
	return MQ_OK;
}

/* ---- as a file ---- */

static void send_row(void *context, const struct mq_row *row)
{
	mq_send_row(context, row);
}

enum mq_err mq_session_report_file(const struct mq_report *report, const char *path,
	const char *format, bool overwrite, struct mq_exported *done, struct mq_diag *diag)
{
	struct mq_sending sending = {0};
	struct mq_schema schema;
	struct mq_lines lines;
	enum mq_err err;

	*done = (struct mq_exported){.rows = n_rows(report),
		.columns = COLUMNS};
	err = mq_send_format(path, format, &done->format, diag);
	if (err == MQ_OK) {
		err = mq_send_open(&sending, path, overwrite, diag);
	}
	if (err == MQ_OK) {
		begin_lines(report, done->format, &schema, &lines);
		mq_send_table(&sending, &lines, report->month.name, done->rows, false);
		each_row(report, send_row, &sending);
		mq_send_rows_end(&sending);
		err = mq_send_end(&sending, &done->bytes);
	}
	return err;
}
