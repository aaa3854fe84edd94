#include "register/fixture.h"

#include "../../src/register/xlsx.h"

/* Workbooks as other programs write them (tests/tools/make_workbook.py), read as sheets. */

/* Each of the NULL-ended parts is KEY=TEXT. */
static const char *make(struct fixture *fixture, const char *const *parts)
{
	struct mq_buf command = {0};

	mq_buf_addf(&command, "python3 tests/tools/make_workbook.py '%s'",
		fixture_path(fixture, "book.xlsx"));
	for (; *parts; parts++) {
		mq_buf_adds(&command, " '");
		for (const char *at = *parts; *at; at++) {
			mq_buf_adds(&command, *at == '\'' ? "'\\'" : "");
			mq_buf_addc(&command, *at);
		}
		mq_buf_adds(&command, "'");
	}
	assert_int_equal(system(command.data), 0);
	mq_buf_release(&command);
	return fixture->path;
}

/* Cells parted by "|", rows by "/" behind their numbers; "!" is a row that is refused. */
static enum mq_err read_all(struct fixture *fixture, const char *path, struct mq_buf *out)
{
	const struct mq_sheet_options options = {0};
	struct mq_sheet *sheet;
	enum mq_err err = mq_sheet_open(path, &options, &sheet, &fixture->diag);
	bool again = true;

	mq_buf_clear(out);
	mq_buf_adds(out, "");
	if (err != MQ_OK) {
		return err;
	}
	while (err == MQ_OK || again) {
		const struct mq_slice *cells;
		size_t n_cells;
		size_t line;

		err = mq_sheet_row(sheet, &cells, &n_cells, &line, &again, &fixture->diag);
		if (err == MQ_OK || again) {
			mq_buf_addf(out, "%zu%s", line, again ? "!" : ":");
		}
		for (size_t i = 0; err == MQ_OK && i < n_cells; i++) {
			mq_buf_adds(out, i ? "|" : "");
			mq_buf_add(out, cells[i].data, cells[i].len);
		}
		mq_buf_adds(out, err == MQ_OK || again ? "/" : "");
	}
	assert_int_equal(mq_sheet_position_bytes(sheet) <= mq_sheet_size_bytes(sheet), true);
	mq_sheet_close(sheet);
	return err;
}

static void expect(struct fixture *fixture, const char *wanted, const char *const *parts)
{
	struct mq_buf out = {0};

	assert_int_equal(read_all(fixture, make(fixture, parts), &out), MQ_ERR_NOT_FOUND);
	assert_string_equal(out.data, wanted);
	mq_buf_release(&out);
}

static void refuse(struct fixture *fixture, const char *says, const char *const *parts)
{
	struct mq_buf out = {0};

	mq_diag_release(&fixture->diag);
	assert_int_equal(read_all(fixture, make(fixture, parts), &out), MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, says));
	assert_non_null(fixture->diag.faults[0].hint);
	mq_buf_release(&out);
}

#define PARTS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define A1(cell) "rows=<row r='1'><c r='A1' " cell "</c></row>"

static void rows_keep_their_numbers_and_the_width_of_the_heads(void **state)
{
	expect(*state, "2:a||c/5:1||/6:||3/7:|2||4/", PARTS("rows="
		"<row r='1' spans='1:3'/><row r='2'><c r='A2' t='str'><v>a</v></c>"
		"<c r='C2' t='str'><v>c</v></c><c r='D2' s='0'/></row>"
		"<row r='3'><c r='A3'/></row>"
		"<row r='5'><c r='A5'><v>1</v></c></row><row><c/><c/><c><v>3</v></c></row>"
		"<row r='7'><c r='B7'><v>2</v></c><c r='D7'><v>4</v></c></row>"));
}

static void texts_come_whole_wherever_they_are_kept(void **state)
{
	expect(*state, "1:张三|&<>\"|线\n二|plain|x|_x0041_A_/", PARTS(
		"strings=<si><r><t>张</t></r><r><rPr/><t>三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></si>"
		"<si><t xml:space='preserve'>&amp;&lt;&gt;&quot;</t></si><si/>",
		"rows=<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
		"<c r='C1' t='inlineStr'><is><r><t>线\n</t></r><r><t>二</t></r></is></c>"
		"<c r='D1' t='str'><f>A1&amp;B1</f><v>plain</v></c>"
		"<c r='E1' t='inlineStr'><is><t>x</t><rPh><t>y</t></rPh></is></c>"
		"<c r='F1' t='str'><v>_x005F_x0041__x0041__</v></c><c r='G1' t='s'><v>2</v></c>"
		"<c r='H1'/></row>"
		"<row r='2'/>", "stored=1"));
}

static void numbers_are_never_rounded_nor_guessed(void **state)
{
	expect(*state, "1:13800138000|0.1|3.50|1.256|0.5|3.10101199001011E+17|310101199001011"
		"|-2|TRUE|FALSE|#N/A|3.10101199001011E+17/", PARTS(
		"formats=<numFmt numFmtId='170' formatCode='0.00_ '/>",
		"styles=<xf numFmtId='2'/><xf numFmtId='170'/><xf numFmtId='9'/><xf numFmtId='1'/>",
		"rows=<row r='1'><c r='A1'><v>1.3800138E10</v></c><c r='B1'><v>0.10000000000000001</v></c>"
		"<c r='C1' s='1'><v>3.5</v></c><c r='D1' s='2'><v>1.256</v></c>"
		"<c r='E1' s='3'><v>0.5</v></c><c r='F1' s='4'><v>310101199001011000</v></c>"
		"<c r='G1'><v>310101199001011</v></c><c r='H1' t='n'><v>-2</v></c>"
		"<c r='I1' t='b'><v>1</v></c><c r='J1' t='b'><v>0</v></c>"
		"<c r='K1' t='e'><v>#N/A</v></c><c r='L1'><v>3.10101199001011E+17</v></c></row>"));
}

static void days_and_times_are_known_by_their_format(void **state)
{
	expect(*state, "1:1990-01-01|2026-03-01|2026-03-01 14:30|14:30|1900-02-28|1900-03-01|60|32874"
		"|2026-03-01|2026-03-01/", PARTS(
		"formats=<numFmt numFmtId='176' formatCode='yyyy\"年\"m\"月\"d\"日\";@'/>"
		"<numFmt numFmtId='177' formatCode='[$-804]yyyy/m/d\\ h:mm;@'/>"
		"<numFmt numFmtId='178' formatCode='[Red]0\"days\"'/>",
		"styles=<xf numFmtId='31'/><xf numFmtId='176'/><xf numFmtId='177'/><xf numFmtId='20'/>"
		"<xf numFmtId='14'/><xf numFmtId='178'/>",
		"rows=<row r='1'><c r='A1' s='1'><v>32874</v></c><c r='B1' s='2'><v>46082</v></c>"
		"<c r='C1' s='3'><v>46082.604166666664</v></c><c r='D1' s='4'><v>0.60416666666666663</v></c>"
		"<c r='E1' s='5'><v>59</v></c><c r='F1' s='5'><v>61</v></c><c r='G1' s='5'><v>60</v></c>"
		"<c r='H1' s='6'><v>32874</v></c><c r='I1' s='3'><v>46082</v></c>"
		"<c r='J1' s='5'><v>46082.99999</v></c></row>"));
	expect(*state, "1:1990-01-01/", PARTS("book=<workbookPr date1904='1'/>",
		"styles=<xf numFmtId='14'/>", A1("s='1'><v>31412</v>")));
}

static void formats_say_what_a_number_is(void **state)
{
	static const struct {
		const char *code;
		uint8_t shape;
	} formats[] = {
		{"General", 0}, {"0", 0}, {"@", 0}, {"#,##0.00", 2}, {"0.000_);[Red]\\(0.000\\)", 3},
		{"0%", 0}, {"0.00%", 0}, {"0.00E+00", 0}, {"[h]:mm:ss", 0}, {"0\"元/day\"", 0},
		{"yyyy-mm-dd", XLSX_DAY}, {"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", XLSX_DAY},
		{"mmm", XLSX_DAY}, {"m/d", XLSX_DAY}, {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", XLSX_DAY},
		{"h:mm", XLSX_TIME}, {"上午/下午h\"时\"mm\"分\";@", XLSX_TIME}, {"mm:ss.0", XLSX_TIME},
		{"yyyy/m/d h:mm", XLSX_MOMENT}, {"", 0}, {"\"", 0}, {"[", 0}, {"\\", 0},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(formats); i++) {
		assert_int_equal(xlsx_shape_of(formats[i].code), formats[i].shape);
	}
}

/* Which sheet was read, and how many were not. */
static void expect_sheet(struct fixture *fixture, const char *read_as, const char *const *parts)
{
	const struct mq_sheet_options options = {.encoding = "GB18030", .delimiter = ';'};
	struct mq_sheet *sheet;

	assert_int_equal(mq_sheet_open(make(fixture, parts), &options, &sheet, &fixture->diag), MQ_OK);
	assert_string_equal(mq_sheet_read_as(sheet), read_as);
	mq_sheet_close(sheet);
}

static void the_first_sheet_that_is_shown_is_read(void **state)
{
	expect_sheet(*state, "sheet 'Sheet1'", PARTS(A1("><v>1</v>")));
	expect_sheet(*state, "sheet '居民 & 户', 2 more not read", PARTS("sheets="
		"<sheet name='图' sheetId='3' r:id='rId5'/>"
		"<sheet name='选项' sheetId='1' state='hidden' r:id='rId1'/>"
		"<sheet name='居民 &amp; 户' sheetId='2' r:id='rId2'/>"));
	expect(*state, "1:two/", PARTS("sheets=<sheet name='b' sheetId='2' r:id='rId2'/>"
		"<sheet name='a' sheetId='1' r:id='rId1'/>", A1("><v>1</v>"),
		"rows2=<row r='1'><c r='A1' t='str'><v>two</v></c></row>"));
	refuse(*state, "no sheet that is shown", PARTS("sheets="));
}

static void prefixes_of_namespaces_make_no_difference(void **state)
{
	expect(*state, "1:a/", PARTS("part:xl/worksheets/sheet1.xml=<x:worksheet xmlns:x='m'>"
		"<x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c>"
		"</x:row></x:sheetData></x:worksheet>"));
}

static void a_formula_that_was_never_worked_out_spoils_its_row_alone(void **state)
{
	struct fixture *fixture = *state;

	expect(fixture, "1:a|b/2!/3:|2/4:1|/5!/", PARTS("rows="
		"<row r='1'><c r='A1' t='str'><v>a</v></c><c r='B1' t='str'><v>b</v></c></row>"
		"<row r='2'><c r='A2'><v>1</v></c><c r='B2'><f>A2+1</f></c></row>"
		"<row r='3'><c r='B3'><f>A3+2</f><v>2</v></c></row>"
		"<row r='4'><c r='A4'><v>1</v></c><c r='B4' t='str'><f>\"\"</f><v></v></c></row>"
		"<row r='5'><c r='B5'><f>A3</f><v></v></c></row>"));
	assert_int_equal(fixture->diag.faults[0].line, 2);
	assert_int_equal(fixture->diag.faults[0].column, 2);
}

static void what_is_no_workbook_is_refused_with_the_way_out(void **state)
{
	struct fixture *fixture = *state;
	struct mq_buf out = {0};

	refuse(fixture, "zip file, and no workbook", PARTS("part:xl/workbook.xml="));
	refuse(fixture, "is missing", PARTS("part:xl/worksheets/sheet1.xml="));
	refuse(fixture, "is no XML", PARTS("part:xl/styles.xml=nothing"));
	refuse(fixture, "is no XML", PARTS("rows=<row r='1'><c></row>"));
	refuse(fixture, "not there", PARTS(A1("t='s'><v>7</v>")));
	refuse(fixture, "not there", PARTS(A1("t='s'><v>-1</v>")));
	refuse(fixture, "in no order", PARTS("rows=<row r='1'><c r='B1'/><c r='A1'/></row>"));
	refuse(fixture, "in no order", PARTS("rows=<row r='2'/><row r='2'/>"));
	refuse(fixture, "in no order", PARTS("rows=<row r='1048577'/>"));
	refuse(fixture, "in no order", PARTS("rows=<row r='1'><c r='XFD1'/><c/></row>"));
	refuse(fixture, "in no order", PARTS(
		"rows=<row r='1'><c r='A1'><c r='B1'><v>1</v></c><v>2</v></c></row>"));
	refuse(fixture, "in no order", PARTS("rows=<row r='1'><c r='ZZZZZZZZZZZZZZZ1'/></row>"));
	mq_diag_release(&fixture->diag);
	assert_int_equal(read_all(fixture, fixture_write(fixture, "old.xlsx",
		"\320\317\021\340\241\261\032\341", 8), &out), MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, "password"));
	mq_buf_release(&out);
}

static void more_columns_than_a_sheet_may_have_are_refused(void **state)
{
	struct fixture *fixture = *state;
	struct mq_buf out = {0};

	assert_int_equal(read_all(fixture, make(fixture, PARTS("rows=<row r='3'><c r='XFD3'><v>1</v></c>"
		"</row>")), &out), MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, "more columns"));
	assert_int_equal(fixture->diag.faults[0].line, 3);
	mq_buf_release(&out);
}

/* A workbook whose styles are some text many times over. */
static void refuse_many(struct fixture *fixture, const char *says, const char *head,
	const char *text, size_t n)
{
	char *command;
	struct mq_buf out = {0};

	make(fixture, PARTS("part:xl/styles.xml="));
	command = mq_format("python3 -c \"import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'a',"
		" zipfile.ZIP_DEFLATED, compresslevel=1).writestr('xl/styles.xml', sys.argv[2]"
		" + sys.argv[3] * %zu)\" '%s' '%s' '%s'", n, fixture->path, head, text);
	assert_int_equal(system(command), 0);
	mq_diag_release(&fixture->diag);
	assert_int_equal(read_all(fixture, fixture->path, &out), MQ_ERR_INPUT);
	assert_true(fixture_says(fixture, says));
	mq_buf_release(&out);
	free(command);
}

static void hostile_parts_are_bounded(void **state)
{
	struct fixture *fixture = *state;

	refuse(fixture, "declares what no workbook needs", PARTS("part:xl/worksheets/sheet1.xml="
		"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><worksheet>&c;</worksheet>"));
	refuse_many(fixture, "more than there is room for", "<a>", " ", 17 << 20);
	refuse_many(fixture, "does not end", "<a b=\"", " ", 3 << 20);
	refuse_many(fixture, "within each other", "<a>", "<b>", 101);
	refuse_many(fixture, "more formats", "<a><cellXfs>", "<xf/>", 70000);
	refuse_many(fixture, "more formats", "<a>", "<numFmt numFmtId=\"1\" formatCode=\"0\"/>", 1100);
}

static void slurp(const char *path, struct mq_buf *bytes)
{
	FILE *file = fopen(path, "r");
	char piece[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0) {
		mq_buf_add(bytes, piece, n);
	}
	fclose(file);
}

/* Wherever it is cut nothing comes of it; whatever byte is changed, only what was there comes. */
static void a_damaged_workbook_gives_nothing_that_was_not_in_it(void **state)
{
	struct fixture *fixture = *state;
	struct mq_buf bytes = {0};
	struct mq_buf whole = {0};
	struct mq_buf out = {0};
	uint32_t seed = 7;

	make(fixture, PARTS("strings=<si><t>张三</t></si>", "rows=<row r='1'><c r='A1' t='s'><v>0</v></c>"
		"<c r='B1'><v>12</v></c></row><row r='2'><c r='A2'><v>5</v></c></row>"));
	slurp(fixture->path, &bytes);
	assert_int_equal(read_all(fixture, fixture->path, &whole), MQ_ERR_NOT_FOUND);
	for (size_t len = 4; len < bytes.len; len += 7) {
		mq_diag_release(&fixture->diag);
		assert_int_equal(read_all(fixture, fixture_write(fixture, "cut.xlsx", bytes.data, len),
			&out), MQ_ERR_INPUT);
	}
	for (int i = 0; i < 600; i++) {
		size_t at = (seed = seed * 1664525 + 1013904223) % bytes.len;
		char was = bytes.data[at];

		mq_diag_release(&fixture->diag);
		bytes.data[at] ^= (char)(1 << (seed >> 13 & 7));
		if (read_all(fixture, fixture_write(fixture, "bad.xlsx", bytes.data, bytes.len), &out)
				== MQ_ERR_NOT_FOUND && at >= 4) {
			assert_string_equal(out.data, whole.data);
		}
		bytes.data[at] = was;
	}
	mq_buf_release(&bytes);
	mq_buf_release(&whole);
	mq_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(rows_keep_their_numbers_and_the_width_of_the_heads),
		fixture_test(texts_come_whole_wherever_they_are_kept),
		fixture_test(numbers_are_never_rounded_nor_guessed),
		fixture_test(days_and_times_are_known_by_their_format),
		cmocka_unit_test(formats_say_what_a_number_is),
		fixture_test(the_first_sheet_that_is_shown_is_read),
		fixture_test(prefixes_of_namespaces_make_no_difference),
		fixture_test(a_formula_that_was_never_worked_out_spoils_its_row_alone),
		fixture_test(what_is_no_workbook_is_refused_with_the_way_out),
		fixture_test(more_columns_than_a_sheet_may_have_are_refused),
		fixture_test(hostile_parts_are_bounded),
		fixture_test(a_damaged_workbook_gives_nothing_that_was_not_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
