/*
 * What is written to a file and read again is what the page shows: random questions,
 * columns, orders, limits and records, over people some of whom are called what
 * spreadsheets, terminals and readers of sheets stumble over.
 *
 * MINQING_SEED takes other ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/register.h>
#include <minqing/session.h>
#include <minqing/sheets.h>

#include "property/dice.h"
#include "property/json.h"
#include "register/workbook.h"

enum {
	SEED = 19,
	N_RESIDENTS = 300,
	N_STEPS = 400,
	N_BOOKS = 12,		/* each asks Python */
	COLUMNS_MAX = 8,
	IDS_MAX = 40,
};

static const char hostile[] =
	"person_id,name,former_name,note\n"
	"X1,=1+1,\"a\"\"b\",\"=HYPERLINK(\"\"x\"\")\"\n"
	"X2,+86,\" a \",\"two\nlines\"\n"
	"X3,-5,'=x,\"tab\there\"\n"
	"X4,@me,\"a,b\",\"ends in a tab\t\"\n"
	"X5,＝１,;,\"cr\rhere\"\n"
	"X6,王 \\ 明,\"\"\"\",\"back\\slash\"\n"
	"X7,007,1E5,\"\ttab first\"\n"
	"X8,𠮷野,\"e\u0301\",\"_x0041_\"\n";

struct office {
	char dir[64];
	char *out;
	struct mq_session *session;
	const struct mq_schema *schema;
	mq_kind_id kind;
	struct dice dice;
	mq_field_id readable[512];
	size_t n_readable;
};

static void assert_ok(enum mq_err err, struct mq_diag *diag)
{
	if (err != MQ_OK) {
		mq_diag_print(diag, "minqing: ", stderr);
	}
	assert_int_equal(err, MQ_OK);
	mq_diag_release(diag);
}

/* ---- what is asked ---- */

struct step {
	mq_field_id columns[COLUMNS_MAX];
	struct mq_order order[2];
	mq_record_id ids[IDS_MAX];
	struct mq_page page;
	struct mq_export what;
};

static const char *any_question(struct dice *dice)
{
	return DICE_WORD(dice, "", "高龄", "-独居", "女 age>=60", "person_id:X", "低保 or 残疾",
		"sex:男 committee:*", "age:?", "limit:7", "高龄 sort:age-,name limit:20", "王", "~~王小明",
		"household.any(age<18)", "cols:name,age,phone_mobile", "former_name:*", "note:*", "note:*");
}

/* As often as not one of those that hostile texts stand in. */
static mq_field_id any_column(struct office *office)
{
	const char *name = DICE_WORD(&office->dice, "name", "former_name", "note", "person_id");

	return dice_percent(&office->dice, 50)
		? mq_schema_field_exact(office->schema, office->kind, name, strlen(name))
		: office->readable[dice_below(&office->dice, office->n_readable)];
}

static void any_order(struct office *office, struct step *step)
{
	size_t n = dice_below(&office->dice, 3);

	for (size_t tries = 0; tries < 20 && step->page.n_order < n; tries++) {
		mq_field_id field = office->readable[dice_below(&office->dice, office->n_readable)];

		if (mq_session_can_order(office->session, field)) {
			step->order[step->page.n_order++] =
				(struct mq_order){field, dice_percent(&office->dice, 50)};
		}
	}
	step->page.order = step->page.n_order ? step->order : NULL;
}

static void any_step(struct office *office, struct step *step)
{
	struct dice *dice = &office->dice;

	*step = (struct step){.what = {.overwrite = true, .raw = dice_percent(dice, 30),
		.bom = dice_percent(dice, 30), .words = dice_percent(dice, 30)}};
	step->page.n_columns = dice_percent(dice, 80) ? 1 + dice_below(dice, COLUMNS_MAX) : 0;
	for (size_t i = 0; i < step->page.n_columns; i++) {
		step->columns[i] = any_column(office);
	}
	step->page.columns = step->page.n_columns ? step->columns : NULL;
	any_order(office, step);
	step->page.limit = dice_percent(dice, 30) ? 1 + dice_below(dice, 50) : 0;
	if (dice_percent(dice, 30)) {
		step->page.ids = step->ids;
		step->page.n_ids = dice_below(dice, IDS_MAX);
		step->page.within = dice_percent(dice, 50);
		for (size_t i = 0; i < step->page.n_ids; i++) {
			step->ids[i] = (mq_record_id)dice_below(dice, N_RESIDENTS + 20);
		}
	}
}

/* ---- what a cell must be read as ---- */

static bool is_lead(const char *text)
{
	return strchr("=+-@\t\r", text[0]) || strncmp(text, "＝", 3) == 0 ||
		strncmp(text, "＋", 3) == 0 || strncmp(text, "－", 3) == 0 ||
		strncmp(text, "＠", 3) == 0;
}

static void wanted_cell(const struct office *office, const struct step *step, mq_field_id field,
	struct mq_slice cell, struct mq_buf *out)
{
	const struct mq_field *f = &office->schema->fields[field];

	mq_buf_clear(out);
	mq_buf_adds(out, "");
	if (!cell.data) {
		return;
	}
	if (step->what.words && (f->type == MQ_TYPE_BOOL || f->type == MQ_TYPE_CODE ||
		f->type == MQ_TYPE_MULTI)) {
		mq_value_show(f, cell, out);
		return;
	}
	if (f->type == MQ_TYPE_TEXT && !step->what.raw && is_lead(cell.data)) {
		mq_buf_adds(out, "'");
	}
	mq_buf_add(out, cell.data, cell.len);
}

static void assert_cell(const struct office *office, const struct step *step, mq_field_id field,
	struct mq_slice cell, const char *read, size_t len)
{
	struct mq_buf wanted = {0};

	wanted_cell(office, step, field, cell, &wanted);
	if (wanted.len != len || memcmp(wanted.data, read, len) != 0) {
		print_error("%s: '%.*s' was read for '%s'\n", office->schema->fields[field].id,
			(int)len, read, wanted.data);
	}
	assert_int_equal(len, wanted.len);
	assert_memory_equal(read, wanted.data, len);
	mq_buf_release(&wanted);
}

/* ---- csv, tsv: by the reader that imports sheets ---- */

static void assert_heads(const struct office *office, const struct step *step,
	const struct mq_rows *rows, const struct mq_slice *cells)
{
	for (size_t i = 0; i < rows->n_columns; i++) {
		const struct mq_field *field = &office->schema->fields[rows->columns[i]];
		const char *head = step->what.words ? mq_field_label(field) : field->id;

		assert_int_equal(cells[i].len, strlen(head));
		assert_memory_equal(cells[i].data, head, cells[i].len);
	}
}

static void assert_separated(struct office *office, const struct step *step,
	const struct mq_rows *rows, char delimiter)
{
	const struct mq_sheet_options options = {.encoding = "UTF-8", .delimiter = delimiter};
	struct mq_diag diag = {0};
	struct mq_sheet *sheet;
	const struct mq_slice *cells;
	size_t n_cells;
	size_t line;
	bool again;

	assert_ok(mq_sheet_open(step->what.path, &options, &sheet, &diag), &diag);
	for (size_t i = 0; i <= rows->n_rows; i++) {
		assert_ok(mq_sheet_row(sheet, &cells, &n_cells, &line, &again, &diag), &diag);
		assert_int_equal(n_cells, rows->n_columns);
		if (i == 0) {
			assert_heads(office, step, rows, cells);
			continue;
		}
		for (size_t j = 0; j < n_cells; j++) {
			assert_cell(office, step, rows->columns[j], rows->rows[i - 1].cells[j],
				cells[j].data, cells[j].len);
		}
	}
	assert_int_equal(mq_sheet_row(sheet, &cells, &n_cells, &line, &again, &diag),
		MQ_ERR_NOT_FOUND);
	mq_diag_release(&diag);
	mq_sheet_close(sheet);
}

/* ---- json ---- */

static void assert_json_row(struct office *office, const struct step *step,
	const struct mq_rows *rows, const struct mq_row *row, const char **at)
{
	struct mq_buf name = {0};
	struct mq_buf value = {0};

	json_expect(at, "{");
	for (size_t i = 0; i < rows->n_columns; i++) {
		if (i) {
			json_expect(at, ",");
		}
		mq_buf_clear(&name);
		mq_buf_clear(&value);
		mq_buf_adds(&value, "");
		*at += strspn(*at, " \n");
		json_string(at, &name);
		assert_string_equal(name.data, office->schema->fields[rows->columns[i]].id);
		json_expect(at, ":");
		json_value(at, &value);
		assert_cell(office, step, rows->columns[i], row->cells[i], value.data, value.len);
	}
	json_expect(at, "}");
	mq_buf_release(&name);
	mq_buf_release(&value);
}

static void assert_json(struct office *office, const struct step *step, const struct mq_rows *rows,
	const struct mq_reply *reply)
{
	FILE *file = fopen(step->what.path, "r");
	struct mq_buf text = {0};
	char bytes[4096];
	char *head = mq_format("{\"hits\": %llu, \"unknown\": %llu, \"rows\": [",
		(unsigned long long)reply->hits, (unsigned long long)reply->unknown);
	const char *at;
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		mq_buf_add(&text, bytes, n);
	}
	fclose(file);
	at = text.data;
	json_expect(&at, head);
	for (size_t i = 0; i < rows->n_rows; i++) {
		if (i) {
			json_expect(&at, ",");
		}
		assert_json_row(office, step, rows, &rows->rows[i], &at);
	}
	json_expect(&at, "]}\n");
	assert_int_equal(*at, '\0');
	mq_buf_release(&text);
	free(head);
}

/* ---- xlsx: by a reader that is not ours ---- */

static void add_book_text(struct mq_buf *out, struct mq_slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = ((const char *)text.data)[i];

		switch (c) {
		case '\t': mq_buf_adds(out, "\\t"); break;
		case '\n': mq_buf_adds(out, "\\n"); break;
		case '\r': mq_buf_adds(out, "\\r"); break;
		case '\\': mq_buf_adds(out, "\\\\"); break;
		default: mq_buf_addc(out, c);
		}
	}
}

static void add_book_cell(const struct mq_field *field, struct mq_slice cell, struct mq_buf *out)
{
	struct mq_buf shown = {0};
	double number = (double)mq_value_number(field, cell);

	switch (field->type) {
	case MQ_TYPE_INT:
		mq_buf_addf(out, "n:%.16g:", number);
		break;
	case MQ_TYPE_DECIMAL:
		mq_buf_addf(out, "n:%.16g:", number / 10000);
		break;
	case MQ_TYPE_DATE:
		mq_buf_addf(out, number < -25508 ? "s:" : "n:%.16g:", number + 25569);
		break;
	case MQ_TYPE_BOOL:
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		mq_value_show(field, cell, &shown);
		cell = mq_slice(shown.data, shown.len);
		/* fall through */
	default:
		mq_buf_adds(out, "s:");
		add_book_text(out, cell);
	}
	mq_buf_release(&shown);
}

/* The format of a number is not looked at here. */
static void assert_book_cell(const struct office *office, mq_field_id field, struct mq_slice cell,
	struct mq_slice read)
{
	struct mq_buf wanted = {0};

	mq_buf_adds(&wanted, "");
	if (cell.data) {
		add_book_cell(&office->schema->fields[field], cell, &wanted);
	}
	if (wanted.len && wanted.data[0] == 'n') {
		assert_true(read.len >= wanted.len);
		read.len = wanted.len;
	}
	assert_int_equal(read.len, wanted.len);
	assert_memory_equal(read.data, wanted.data, wanted.len);
	mq_buf_release(&wanted);
}

static void assert_book(struct office *office, const struct step *step, const struct mq_rows *rows)
{
	struct mq_buf read = {0};
	const char *at;

	assert_true(workbook_read(step->what.path, &read));
	at = strchr(read.data, '\n') + 1;
	for (size_t i = 0; i < rows->n_rows; i++) {
		for (size_t j = 0; j < rows->n_columns; j++) {
			size_t len = strcspn(at, "\t\n");

			assert_book_cell(office, rows->columns[j], rows->rows[i].cells[j],
				mq_slice(at, len));
			at += len + (at[len] == '\t');
		}
		at += *at == '\n';
	}
	assert_int_equal(*at, '\0');
	mq_buf_release(&read);
}

/* ---- steps ---- */

static void ask(struct office *office, struct mq_reply *reply)
{
	const char *text = any_question(&office->dice);
	struct mq_diag diag = {0};

	assert_ok(mq_session_ask(office->session, office->kind, text, strlen(text), false, reply,
		&diag), &diag);
	mq_session_show_unknown(office->session, dice_percent(&office->dice, 20));
}

static void assert_read_back(struct office *office, const struct step *step,
	const struct mq_exported *done, const struct mq_reply *reply)
{
	struct mq_page page = step->page;
	struct mq_diag diag = {0};
	struct mq_rows rows;

	page.canonical = true;
	assert_ok(mq_session_page(office->session, &page, &rows, &diag), &diag);
	assert_int_equal(done->rows, rows.n_rows);
	assert_int_equal(done->columns, rows.n_columns);
	switch (done->format) {
	case MQ_SHEET_CSV:
	case MQ_SHEET_TSV:
		assert_separated(office, step, &rows, done->format == MQ_SHEET_TSV ? '\t' : ',');
		break;
	case MQ_SHEET_JSON:
		assert_json(office, step, &rows, reply);
		break;
	case MQ_SHEET_XLSX:
		assert_book(office, step, &rows);
		break;
	}
	mq_rows_release(&rows);
}

static void export_once(struct office *office, const char *format)
{
	struct mq_diag diag = {0};
	struct mq_exported done;
	struct mq_reply reply;
	struct step step;

	ask(office, &reply);
	any_step(office, &step);
	step.what.path = office->out;
	step.what.format = format;
	if (strlen(format) == 4) {	/* json, xlsx */
		step.what.bom = step.what.words = false;
		step.what.raw = false;
	}
	step.what.page = step.page;
	assert_ok(mq_session_export(office->session, &step.what, &done, &diag), &diag);
	step.what.raw |= strcmp(format, "json") == 0;
	assert_read_back(office, &step, &done, &reply);
}

static void what_is_read_again_is_what_the_page_shows(void **state)
{
	struct office *office = *state;

	for (size_t i = 0; i < N_STEPS; i++) {
		export_once(office, DICE_WORD(&office->dice, "csv", "tsv", "json"));
	}
}

static void so_it_is_in_a_workbook(void **state)
{
	struct office *office = *state;

	for (size_t i = 0; i < N_BOOKS; i++) {
		export_once(office, "xlsx");
	}
}

/* ---- the office ---- */

static void find_readable(struct office *office)
{
	for (size_t i = 0; i < office->schema->n_fields; i++) {
		const struct mq_field *field = &office->schema->fields[i];

		if (office->n_readable < MQ_LENGTH(office->readable) &&
		    field->reading_of == MQ_NO_FIELD &&
		    mq_schema_distance(office->schema, office->kind, field->number) >= 0) {
			office->readable[office->n_readable++] = field->number;
		}
	}
}

static void bring_in(struct office *office)
{
	char *path = mq_format("%s/hostile.csv", office->dir);
	const struct mq_sheet_in sheet = {.path = path, .strict = true};
	struct mq_sheet_report report;
	struct mq_diag diag = {0};
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(hostile, 1, sizeof(hostile) - 1, file), sizeof(hostile) - 1);
	assert_int_equal(fclose(file), 0);
	assert_ok(mq_session_import(office->session, &sheet, &report, &diag), &diag);
	assert_int_equal(report.rows, 8);
	mq_sheet_report_release(&report);
	free(path);
}

static int office_open(void **state)
{
	struct office *office = mq_alloc(sizeof(*office));
	const struct mq_demo demo = {.residents = N_RESIDENTS, .seed = 3};
	const char *seed = getenv("MINQING_SEED");
	struct mq_diag diag = {0};
	char *reg;

	setenv("MINQING_TODAY", "2026-03-01", 1);
	strcpy(office->dir, "/tmp/minqing-export-XXXXXX");
	assert_non_null(mkdtemp(office->dir));
	reg = mq_format("%s/register", office->dir);
	office->out = mq_format("%s/out", office->dir);
	office->dice.state = seed ? strtoull(seed, NULL, 10) : SEED;
	assert_ok(mq_session_demo(reg, "config", &demo, &diag), &diag);
	assert_ok(mq_session_open(reg, false, &office->session, &diag), &diag);
	office->schema = mq_session_schema(office->session);
	office->kind = mq_schema_kind(office->schema, "resident");
	find_readable(office);
	bring_in(office);
	free(reg);
	*state = office;
	return 0;
}

static int office_close(void **state)
{
	struct office *office = *state;
	char *command = mq_format("rm -rf '%s'", office->dir);

	mq_session_close(office->session);
	assert_int_equal(system(command), 0);
	free(command);
	free(office->out);
	free(office);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_read_again_is_what_the_page_shows),
		cmocka_unit_test(so_it_is_in_a_workbook),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
