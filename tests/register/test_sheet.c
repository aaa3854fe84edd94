#include "register/fixture.h"

#include <iconv.h>

/* Rows of a sheet written one after the other: cells parted by "|", rows by "/",
 * with the line each begins on. */
static void read_all(struct fixture *fixture, const char *path,
	const struct mq_sheet_options *options, struct mq_buf *out, enum mq_err *end)
{
	struct mq_sheet *sheet;
	const struct mq_slice *cells;
	size_t n_cells;
	size_t line;
	bool again;

	*end = mq_sheet_open(path, options, &sheet, &fixture->diag);
	if (*end != MQ_OK) {
		return;
	}
	for (;;) {
		*end = mq_sheet_row(sheet, &cells, &n_cells, &line, &again, &fixture->diag);
		if (*end != MQ_OK && again) {
			mq_buf_addf(out, "%zu!/", line);
			continue;
		}
		if (*end != MQ_OK) {
			break;
		}
		mq_buf_addf(out, "%zu:", line);
		for (size_t i = 0; i < n_cells; i++) {
			mq_buf_adds(out, i ? "|" : "");
			mq_buf_add(out, cells[i].data, cells[i].len);
		}
		mq_buf_adds(out, "/");
	}
	mq_sheet_close(sheet);
}

static void expect(struct fixture *fixture, const char *bytes, const char *wanted)
{
	const struct mq_sheet_options options = {0};
	struct mq_buf out = {0};
	enum mq_err end;

	read_all(fixture, fixture_text(fixture, "sheet.csv", bytes), &options, &out, &end);
	assert_int_equal(end, MQ_ERR_NOT_FOUND);
	assert_string_equal(out.data ? out.data : "", wanted);
	mq_buf_release(&out);
}

static void rows_come_with_the_line_they_begin_on(void **state)
{
	expect(*state, "a,b\nc,d\n", "1:a|b/2:c|d/");
	expect(*state, "a,b\r\nc,d", "1:a|b/2:c|d/");
	expect(*state, "a,b\rc,d\r", "1:a|b/2:c|d/");
	expect(*state, "a,b\n\n\r\nc,d\n\n", "1:a|b/4:c|d/");
	expect(*state, "a,\"b\nb\r\nb\",c\nd\n", "1:a|b\nb\r\nb|c/4:d/");
	expect(*state, "a,b\n \t \n\n  c,d\n  ", "1:a|b/4:c|d/");
}

static void quotes_come_undone(void **state)
{
	expect(*state, "\"a,\"\"b\"\"\",c\n", "1:a,\"b\"|c/");
	expect(*state, "\"\",\n", "1:|/");
	expect(*state, " a , b \n", "1:a|b/");
}

static void the_delimiter_is_found_outside_quotes(void **state)
{
	expect(*state, "\"a,b,c,d\";b\n1;2\n", "1:a,b,c,d|b/2:1|2/");
	expect(*state, "a\tb\n1\t2\n", "1:a|b/2:1|2/");
	expect(*state, "a|b\n", "1:a|b/");
	expect(*state, "a\n1,2\n", "1:a/2:1|2/");
}

static void a_quote_amid_a_cell_spoils_that_row_alone(void **state)
{
	struct fixture *fixture = *state;

	expect(fixture, "a,b\n1,x\"y\n2,z\n", "1:a|b/2!/3:2|z/");
	assert_int_equal(fixture->diag.faults[0].line, 2);
}

static void a_quote_that_is_never_closed_names_its_line(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_sheet_options options = {0};
	struct mq_buf out = {0};
	enum mq_err end;

	read_all(fixture, fixture_text(fixture, "sheet.csv", "a,b\n1,2\n3,\"4\n5,6\n7,8\n"),
		&options, &out, &end);
	assert_int_equal(end, MQ_ERR_INPUT);
	assert_int_equal(fixture->diag.faults[0].line, 3);
	mq_buf_release(&out);
}

static void a_cell_beyond_its_bound_is_refused(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_sheet_options options = {.max_cell_bytes = 1000};
	struct mq_buf text = {0};
	struct mq_buf out = {0};
	enum mq_err end;

	mq_buf_adds(&text, "a,b\n1,");
	for (int i = 0; i < 300000; i++) {
		mq_buf_addc(&text, 'x');
	}
	read_all(fixture, fixture_write(fixture, "sheet.csv", text.data, text.len), &options, &out,
		&end);
	assert_int_equal(end, MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, "larger"));
	mq_buf_release(&text);
	mq_buf_release(&out);
}

static void more_columns_than_allowed_are_refused(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_sheet_options options = {.max_columns = 3};
	struct mq_buf out = {0};
	enum mq_err end;

	read_all(fixture, fixture_text(fixture, "sheet.csv", "a,b,c\n1,2,3,4\n"), &options, &out,
		&end);
	assert_int_equal(end, MQ_ERR_INPUT);
	mq_buf_release(&out);
}

static void what_is_no_file_is_refused_without_waiting(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_sheet_options options = {0};
	struct mq_sheet *sheet;

	assert_int_equal(mkfifo(fixture_path(fixture, "fifo"), 0600), 0);
	assert_int_equal(mq_sheet_open(fixture->path, &options, &sheet, NULL), MQ_ERR_INPUT);
	assert_int_equal(mq_sheet_open(fixture->dir, &options, &sheet, NULL), MQ_ERR_INPUT);
	assert_int_equal(mq_sheet_open("/dev/null", &options, &sheet, NULL), MQ_ERR_INPUT);
	assert_int_equal(mq_sheet_open(fixture_path(fixture, "none"), &options, &sheet, NULL),
		MQ_ERR_INPUT);
	assert_int_equal(mq_sheet_open(fixture_text(fixture, "e", ""), &options, &sheet, NULL),
		MQ_ERR_INPUT);
	assert_int_equal(mq_sheet_open(fixture_text(fixture, "z", "PK\003\004rest"), &options,
		&sheet, NULL), MQ_ERR_INPUT);
}

static void a_file_cut_while_it_is_read_is_refused(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_sheet_options options = {0};
	struct mq_buf text = {0};
	struct mq_sheet *sheet;
	const struct mq_slice *cells;
	size_t n_cells;
	size_t line;
	bool again;
	enum mq_err err = MQ_OK;

	for (int i = 0; i < 50000; i++) {
		mq_buf_adds(&text, "some,text\n");
	}
	fixture_write(fixture, "sheet.csv", text.data, text.len);
	assert_int_equal(mq_sheet_open(fixture->path, &options, &sheet, &fixture->diag), MQ_OK);
	assert_int_equal(truncate(fixture->path, 100000), 0);
	while (err == MQ_OK) {
		err = mq_sheet_row(sheet, &cells, &n_cells, &line, &again, &fixture->diag);
	}
	assert_int_equal(err, MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, "changed"));
	mq_sheet_close(sheet);
	mq_buf_release(&text);
}

/* ---- what is written comes back ---- */

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

static void add_cell(uint32_t *seed, struct mq_buf *cell)
{
	static const char *const pieces[] = {
		"王", "晓明", "a", "7", "\"", ",", ";", "\t", "|", "\n", "\r\n", "弄", "x y", "，", "々",
	};
	uint32_t n = draw(seed, 40) == 0 ? 20000 : draw(seed, 6);

	/* A blank at the edge of a bare cell goes; so edges are letters. */
	mq_buf_adds(cell, "号");
	while (n--) {
		mq_buf_adds(cell, pieces[draw(seed, MQ_LENGTH(pieces))]);
	}
}

static void write_cell(const struct mq_buf *cell, bool quoted, struct mq_buf *out)
{
	quoted = quoted || strpbrk(cell->data, "\",;\t|\r\n");
	mq_buf_adds(out, quoted ? "\"" : "");
	for (size_t i = 0; i < cell->len; i++) {
		mq_buf_adds(out, cell->data[i] == '"' ? "\"" : "");
		mq_buf_addc(out, cell->data[i]);
	}
	mq_buf_adds(out, quoted ? "\"" : "");
}

static void encode(const struct mq_buf *text, const char *encoding, struct mq_buf *out)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	size_t room = text->len * 4 + 16;
	char *bytes = mq_alloc(room);
	char *to = bytes;
	char *from = text->data;
	size_t left = text->len;

	assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
	mq_buf_add(out, bytes, (size_t)(to - bytes));
	iconv_close(cd);
	free(bytes);
}

static void what_is_written_is_read(struct fixture *fixture, uint32_t seed)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
	const char *end = ends[seed % 3];
	const char *encoding = encodings[seed % 4];
	char delimiter = ",;\t|"[seed / 4 % 4];
	const struct mq_sheet_options options = {.encoding = encoding, .delimiter = delimiter};
	size_t n_columns = 1 + draw(&seed, 6);
	size_t line = 1;
	struct mq_buf text = {0};
	struct mq_buf bytes = {0};
	struct mq_buf wanted = {0};
	struct mq_buf got = {0};
	enum mq_err err;

	for (size_t row = 0; row < 40; row++) {
		mq_buf_addf(&wanted, "%zu:", line);
		for (size_t i = 0; i < n_columns; i++) {
			struct mq_buf cell = {0};

			add_cell(&seed, &cell);
			mq_buf_adds(&wanted, i ? "|" : "");
			mq_buf_add(&wanted, cell.data, cell.len);
			if (i) {
				mq_buf_addc(&text, delimiter);
			}
			write_cell(&cell, draw(&seed, 2), &text);
			for (const char *at = cell.data; (at = strchr(at, '\n')); at++) {
				line++;
			}
			mq_buf_release(&cell);
		}
		mq_buf_adds(&wanted, "/");
		mq_buf_adds(&text, end);
		line++;
	}
	encode(&text, encoding, &bytes);
	read_all(fixture, fixture_write(fixture, "sheet.csv", bytes.data, bytes.len), &options, &got,
		&err);
	assert_int_equal(err, MQ_ERR_NOT_FOUND);
	assert_int_equal(got.len, wanted.len);
	assert_memory_equal(got.data, wanted.data, wanted.len);
	mq_buf_release(&text);
	mq_buf_release(&bytes);
	mq_buf_release(&wanted);
	mq_buf_release(&got);
}

static void any_table_comes_back_in_any_encoding(void **state)
{
	for (uint32_t seed = 0; seed < 96; seed++) {
		what_is_written_is_read(*state, seed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(rows_come_with_the_line_they_begin_on),
		fixture_test(quotes_come_undone),
		fixture_test(the_delimiter_is_found_outside_quotes),
		fixture_test(a_quote_amid_a_cell_spoils_that_row_alone),
		fixture_test(a_quote_that_is_never_closed_names_its_line),
		fixture_test(a_cell_beyond_its_bound_is_refused),
		fixture_test(more_columns_than_allowed_are_refused),
		fixture_test(what_is_no_file_is_refused_without_waiting),
		fixture_test(a_file_cut_while_it_is_read_is_refused),
		fixture_test(any_table_comes_back_in_any_encoding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
