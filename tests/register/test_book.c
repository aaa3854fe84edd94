#include "register/fixture.h"
#include "register/workbook.h"

#include <signal.h>
#include <sys/resource.h>

static const char *const every_type[] = {
	"name", "phone", "birth_date", "income", "children", "dibao", "sex", "ills",
};

/* A book of the columns, of one row. */
static enum mq_err write_row(struct fixture *fixture, const char *const *names, size_t n,
	const struct mq_slice *cells, uint64_t n_rows)
{
	mq_field_id columns[16];
	struct mq_book *book;
	enum mq_err err;

	for (size_t i = 0; i < n; i++) {
		columns[i] = fixture_field(fixture, names[i]);
	}
	mq_diag_release(&fixture->diag);
	err = mq_book_begin(fixture_path(fixture, "book.xlsx"), "people", fixture->schema, columns, n,
		n_rows, &book, &fixture->diag);
	if (err != MQ_OK) {
		return err;
	}
	err = mq_book_row(book, cells, &fixture->diag);
	if (err != MQ_OK) {
		mq_book_drop(book);
		return err;
	}
	return mq_book_end(book, &fixture->diag);
}

static void assert_row(struct fixture *fixture, const char *wanted)
{
	struct mq_buf read = {0};

	assert_true(workbook_read(fixture->path, &read));
	assert_string_equal(strchr(read.data, '\n') + 1, wanted);
	mq_buf_release(&read);
}

static void assert_text(struct fixture *fixture, const char *text, const char *wanted)
{
	static const char *const names[] = {"note"};
	const struct mq_slice cell = mq_slice_str(text);

	assert_int_equal(write_row(fixture, names, 1, &cell, 1), MQ_OK);
	assert_row(fixture, wanted);
}

static void every_type_of_value_is_what_it_is(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_slice cells[] = {
		mq_slice_str("王晓明"), mq_slice_str("13900000001"), mq_slice_str("1940-02-29"),
		mq_slice_str("1200.50"), mq_slice_str("-3"), mq_slice_str("true"),
		mq_slice_str("2"), mq_slice_str("htn;dm"),
	};
	struct mq_buf read = {0};

	assert_int_equal(write_row(fixture, every_type, MQ_LENGTH(every_type), cells, 1), MQ_OK);
	assert_true(workbook_read(fixture->path, &read));
	assert_string_equal(read.data,
		"s:name\ts:mobile\ts:date of birth\ts:income\ts:children\ts:subsistence allowance"
		"\ts:sex\ts:chronic diseases\n"
		"s:王晓明\ts:13900000001\tn:14670:yyyy-mm-dd\tn:1200.5:0.00\tn:-3:0\ts:yes\ts:female"
		"\ts:高血压, 糖尿病\n");
	mq_buf_release(&read);
}

static void what_is_not_known_is_an_empty_cell(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_slice cells[8] = {[1] = mq_slice_str("007")};

	assert_int_equal(write_row(fixture, every_type, MQ_LENGTH(every_type), cells, 1), MQ_OK);
	assert_row(fixture, "\ts:007\n");
}

static void no_text_becomes_a_number_or_a_formula(void **state)
{
	struct fixture *fixture = *state;
	static const char *const texts[] = {
		"=HYPERLINK(\"http://x\")", "+1", "-2", "@x", "＝1", "007", "310106194002031234", "1E5",
		"TRUE", "2024-03-01", "'", " a ", "&lt;<b>\"'",
	};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		char *wanted = mq_format("s:%s\n", texts[i]);

		assert_text(fixture, texts[i], wanted);
		free(wanted);
	}
}

static void characters_that_xml_cannot_have_come_back(void **state)
{
	struct fixture *fixture = *state;

	assert_text(fixture, "a\033[31m\x01 b", "s:a\033[31m\x01 b\n");
	assert_text(fixture, "a\r\nb\tc", "s:a\\r\\nb\\tc\n");
	assert_text(fixture, "_x0041_", "s:_x0041_\n");
	assert_text(fixture, "_x005F_x0041_ _x", "s:_x005F_x0041_ _x\n");
	assert_text(fixture, "\xef\xbf\xbe𠮷", "s:\xef\xbf\xbe𠮷\n");
	assert_text(fixture, "a\xff" "b", "s:a\xef\xbf\xbd" "b\n");
}

static void a_day_before_spreadsheets_can_count_is_text(void **state)
{
	struct fixture *fixture = *state;
	static const char *const names[] = {"birth_date"};
	static const char *const days[][2] = {
		{"1899-12-31", "s:1899-12-31\n"}, {"1900-02-28", "s:1900-02-28\n"},
		{"1900-03-01", "n:61:yyyy-mm-dd\n"}, {"1970-01-01", "n:25569:yyyy-mm-dd\n"},
		{"9999-12-31", "n:2958465:yyyy-mm-dd\n"},
	};

	for (size_t i = 0; i < MQ_LENGTH(days); i++) {
		const struct mq_slice cell = mq_slice_str(days[i][0]);

		assert_int_equal(write_row(fixture, names, 1, &cell, 1), MQ_OK);
		assert_row(fixture, days[i][1]);
	}
}

static void every_digit_of_a_decimal_is_shown(void **state)
{
	struct fixture *fixture = *state;
	static const char *const names[] = {"income"};
	static const char *const decimals[][2] = {
		{"0", "n:0:0\n"}, {"0.1", "n:0.1:0.0\n"}, {"3.1400", "n:3.14:0.0000\n"},
		{"12345678901.2345", "n:12345678901.2345:0.0000\n"}, {"-0.005", "n:-0.005:0.000\n"},
	};

	for (size_t i = 0; i < MQ_LENGTH(decimals); i++) {
		const struct mq_slice cell = mq_slice_str(decimals[i][0]);

		assert_int_equal(write_row(fixture, names, 1, &cell, 1), MQ_OK);
		assert_row(fixture, decimals[i][1]);
	}
}

static void more_than_a_workbook_has_room_for_is_refused(void **state)
{
	struct fixture *fixture = *state;
	static const char *const names[] = {"note"};
	char *text = mq_alloc(32769);
	struct mq_slice cell;

	memset(text, 'a', 32768);
	cell = mq_slice(text, 32767);
	assert_int_equal(write_row(fixture, names, 1, &cell, 1048575), MQ_OK);
	cell = mq_slice(text, 32768);
	assert_int_equal(write_row(fixture, names, 1, &cell, 1), MQ_ERR_LIMIT);
	assert_true(fixture_says(fixture, "'note'"));
	assert_non_null(fixture->diag.faults[0].hint);
	cell = mq_slice(text, 1);
	assert_int_equal(write_row(fixture, names, 1, &cell, 1048576), MQ_ERR_LIMIT);
	assert_non_null(fixture->diag.faults[0].hint);
	free(text);
}

static enum mq_err write_many(struct fixture *fixture)
{
	const mq_field_id column = fixture_field(fixture, "note");
	struct mq_book *book;
	enum mq_err err = mq_book_begin(fixture_path(fixture, "book.xlsx"), "people",
		fixture->schema, &column, 1, 2000, &book, &fixture->diag);

	for (size_t i = 0; i < 2000 && err == MQ_OK; i++) {
		char *text = mq_format("%zu %s", i * 7919, "轮椅");
		const struct mq_slice cell = mq_slice_str(text);

		err = mq_book_row(book, &cell, &fixture->diag);
		free(text);
	}
	return err == MQ_OK ? mq_book_end(book, &fixture->diag) : err;
}

/* Passing files are cut at any length, the book itself too. */
static void a_book_that_was_cut_is_never_told_to_be_written(void **state)
{
	struct fixture *fixture = *state;
	struct mq_buf read = {0};
	struct rlimit before;
	enum mq_err err = MQ_ERR_FULL;
	rlim_t room = 1024;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	for (; err != MQ_OK && room < 4000000; room += room / 3) {
		const struct rlimit little = {room, before.rlim_max};

		mq_diag_release(&fixture->diag);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
		err = write_many(fixture);
		setrlimit(RLIMIT_FSIZE, &before);
		assert_true(err == MQ_OK || err == MQ_ERR_FULL || err == MQ_ERR_IO);
		assert_true(err == MQ_OK || fixture->diag.faults[0].hint);
	}
	assert_int_equal(err, MQ_OK);
	assert_true(workbook_read(fixture->path, &read));
	assert_non_null(strstr(read.data, "\ns:15830081 "));
	mq_buf_release(&read);
	assert_true(room > 100000);	/* the rows as XML are longer than the book */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(every_type_of_value_is_what_it_is),
		fixture_test(what_is_not_known_is_an_empty_cell),
		fixture_test(no_text_becomes_a_number_or_a_formula),
		fixture_test(characters_that_xml_cannot_have_come_back),
		fixture_test(a_day_before_spreadsheets_can_count_is_text),
		fixture_test(every_digit_of_a_decimal_is_shown),
		fixture_test(more_than_a_workbook_has_room_for_is_refused),
		fixture_test(a_book_that_was_cut_is_never_told_to_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
