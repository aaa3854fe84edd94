#include "office.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <minqing/register.h>

static char *out_path(const struct office *office, const char *name)
{
	char *dir = mq_format("%s/out", office->dir);

	mkdir(dir, 0700);
	free(dir);
	return mq_format("%s/out/%s", office->dir, name);
}

static size_t n_files(const struct office *office)
{
	char *path = out_path(office, ".");
	DIR *dir = opendir(path);
	size_t n = 0;

	while (readdir(dir)) {
		n++;
	}
	closedir(dir);
	free(path);
	return n - 2;
}

/* What stands in the file; then it goes. */
static char *text_of(const char *path)
{
	struct mq_buf text = {0};
	char bytes[4096];
	FILE *file = fopen(path, "r");
	size_t n;

	assert_non_null(file);
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		mq_buf_add(&text, bytes, n);
	}
	fclose(file);
	assert_int_equal(unlink(path), 0);
	return mq_buf_take(&text);
}

static enum mq_err export(struct office *office, const char *name, struct mq_export what,
	struct mq_exported *done)
{
	char *path = out_path(office, name);
	enum mq_err err;

	mq_diag_release(&office->diag);
	what.path = path;
	err = mq_session_export(office->session, &what, done, &office->diag);
	free(path);
	return err;
}

/* The same and what was written. */
static char *exported(struct office *office, const char *name, const struct mq_export *what)
{
	struct mq_exported done;
	char *path = out_path(office, name);
	char *text;

	assert_int_equal(export(office, name, *what, &done), MQ_OK);
	text = text_of(path);
	assert_int_equal(done.bytes, done.format == MQ_SHEET_XLSX ? done.bytes : strlen(text));
	free(path);
	return text;
}

static size_t n_lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++) {
		n += *text == '\n';
	}
	return n;
}

static void it_tells_what_was_written(void **state)
{
	struct office *office = *state;
	const mq_field_id columns[] = {office_field(office, "name"), office_field(office, "age")};
	const struct mq_export what = {.page = {.columns = columns, .n_columns = 2}};
	uint64_t hits = office_hits(office, "高龄");
	struct mq_exported done;
	char *path = out_path(office, "old.csv");
	char *text;

	assert_int_equal(export(office, "old.csv", what, &done), MQ_OK);
	text = text_of(path);
	assert_int_equal(done.rows, hits);
	assert_int_equal(done.columns, 2);
	assert_int_equal(done.bytes, strlen(text));
	assert_int_equal(done.format, MQ_SHEET_CSV);
	assert_int_equal(n_lines(text), hits + 1);
	free(text);
	free(path);
}

static void the_format_is_the_ending_or_the_one_that_is_named(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *name;
		const char *format;
		enum mq_err err;
		enum mq_sheet_format found;
	} cases[] = {
		{"a.csv", NULL, MQ_OK, MQ_SHEET_CSV}, {"a.TSV", NULL, MQ_OK, MQ_SHEET_TSV},
		{"a.json", NULL, MQ_OK, MQ_SHEET_JSON}, {"a.b.Xlsx", NULL, MQ_OK, MQ_SHEET_XLSX},
		{"a", "json", MQ_OK, MQ_SHEET_JSON}, {"a.csv", "xlsx", MQ_OK, MQ_SHEET_XLSX},
		{"a", NULL, MQ_ERR_USAGE, 0}, {"csv", NULL, MQ_ERR_USAGE, 0},
		{"a.csv.gz", NULL, MQ_ERR_USAGE, 0}, {"a.csv", "text", MQ_ERR_USAGE, 0},
	};

	office_hits(office, "高龄");
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		const struct mq_export what = {.format = cases[i].format, .overwrite = true};
		struct mq_exported done;
		char *path = out_path(office, cases[i].name);

		assert_int_equal(export(office, cases[i].name, what, &done), cases[i].err);
		assert_true(cases[i].err == MQ_OK ? done.format == cases[i].found
			: office->diag.faults[0].hint != NULL);
		unlink(path);
		free(path);
	}
	assert_int_equal(n_files(office), 0);
}

static void an_option_that_is_not_the_formats_is_refused(void **state)
{
	struct office *office = *state;
	const struct mq_export bom = {.bom = true};
	const struct mq_export raw = {.raw = true};
	const struct mq_export words = {.words = true};
	struct mq_exported done;
	char *text;

	office_hits(office, "高龄");
	assert_int_equal(export(office, "a.json", bom, &done), MQ_ERR_USAGE);
	assert_int_equal(export(office, "a.xlsx", bom, &done), MQ_ERR_USAGE);
	assert_int_equal(export(office, "a.xlsx", raw, &done), MQ_ERR_USAGE);
	assert_int_equal(export(office, "a.json", words, &done), MQ_ERR_USAGE);
	assert_int_equal(n_files(office), 0);
	text = exported(office, "a.csv", &bom);
	assert_memory_equal(text, "\xef\xbb\xbfname,", 8);
	free(text);
}

static void order_columns_and_limit_are_those_shown(void **state)
{
	struct office *office = *state;
	const struct mq_export what = {.format = "csv"};
	struct mq_rows rows;
	const struct mq_page page = {.canonical = true};
	struct mq_buf wanted = {0};
	char *text;

	office_hits(office, "age>=60 cols:age,name sort:age- limit:5");
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	mq_buf_adds(&wanted, "age,name\n");
	for (size_t i = 0; i < rows.n_rows; i++) {
		mq_buf_addf(&wanted, "%s,%s\n", (const char *)rows.rows[i].cells[0].data,
			(const char *)rows.rows[i].cells[1].data);
	}
	text = exported(office, "a.csv", &what);
	assert_int_equal(rows.n_rows, 5);
	assert_string_equal(text, wanted.data);
	free(text);
	mq_buf_release(&wanted);
	mq_rows_release(&rows);
}

static void the_unknown_are_written_where_they_are_shown(void **state)
{
	struct office *office = *state;
	struct mq_exported done;
	const struct mq_export what = {.overwrite = true};

	office_hits(office, "age>=60 income<3000");
	assert_true(office->reply.unknown > 0);
	mq_session_show_unknown(office->session, true);
	assert_int_equal(export(office, "a.csv", what, &done), MQ_OK);
	mq_session_show_unknown(office->session, false);
	assert_int_equal(done.rows, office->reply.unknown);
	free(exported(office, "a.csv", &what));
}

static void marked_records_are_written_whatever_is_asked(void **state)
{
	struct office *office = *state;
	const mq_field_id key = office_field(office, "person_id");
	const mq_record_id ids[] = {7, 3, 7, 100000, 0};
	struct mq_export what = {.page = {.columns = &key, .n_columns = 1, .ids = ids,
		.n_ids = MQ_LENGTH(ids)}};
	char *text;

	office_hits(office, "age>=150");
	text = exported(office, "a.csv", &what);
	assert_int_equal(n_lines(text), 4);
	assert_non_null(strstr(text, "P00000008\n"));
	assert_non_null(strstr(text, "P00000004\n"));
	assert_non_null(strstr(text, "P00000001\n"));
	free(text);
	what.page.within = true;
	text = exported(office, "a.csv", &what);
	assert_string_equal(text, "person_id\n");
	free(text);
	office_hits(office, "person_id=P00000004 limit:1");
	text = exported(office, "a.csv", &what);
	assert_string_equal(text, "person_id\nP00000004\n");
	free(text);
	what.page.n_ids = 0;
	text = exported(office, "a.csv", &what);
	assert_string_equal(text, "person_id\n");
	free(text);
}

static bool stop_at_once(void *context, uint64_t done, uint64_t all)
{
	*(uint64_t *)context = all;
	return done == 0;
}

static void who_stops_it_leaves_nothing(void **state)
{
	struct office *office = *state;
	uint64_t all = 0;
	const struct mq_export what = {.progress = stop_at_once, .context = &all};
	static const char *const names[] = {"a.csv", "a.xlsx"};
	const mq_kind_id visit = mq_schema_kind(mq_session_schema(office->session), "visit");
	struct mq_exported done;

	assert_int_equal(mq_session_ask(office->session, visit, "", 0, false, &office->reply,
		&office->diag), MQ_OK);
	assert_true(office->reply.hits > 256);
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		assert_int_equal(export(office, names[i], what, &done), MQ_ERR_INTERRUPTED);
		assert_int_equal(all, office->reply.hits);
		assert_int_equal(n_files(office), 0);
	}
}

static void a_write_that_breaks_leaves_what_was_there(void **state)
{
	struct office *office = *state;
	const struct mq_export what = {.overwrite = true};
	static const char *const names[] = {"a.csv", "a.json", "a.xlsx"};
	struct mq_exported done;
	struct rlimit before;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	office_hits(office, "");
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const struct rlimit little = {1024, before.rlim_max};
		char *path = out_path(office, names[i]);
		FILE *file = fopen(path, "w");
		enum mq_err err;
		char *text;

		fputs("old", file);
		fclose(file);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
		err = export(office, names[i], what, &done);
		setrlimit(RLIMIT_FSIZE, &before);
		assert_true(err == MQ_ERR_FULL || err == MQ_ERR_IO);
		assert_non_null(office->diag.faults[0].hint);
		text = text_of(path);
		assert_string_equal(text, "old");
		assert_int_equal(n_files(office), 0);
		free(text);
		free(path);
	}
}

static void a_place_that_is_taken_costs_no_work(void **state)
{
	struct office *office = *state;
	const struct mq_export what = {.overwrite = false};
	struct mq_exported done;
	char *path = out_path(office, "a.csv");
	char *link = out_path(office, "l.csv");

	office_hits(office, "高龄");
	assert_int_equal(export(office, "a.csv", what, &done), MQ_OK);
	assert_int_equal(export(office, "a.csv", what, &done), MQ_ERR_USAGE);
	assert_int_equal(symlink("a.csv", link), 0);
	assert_int_equal(export(office, "l.csv", what, &done), MQ_ERR_USAGE);
	assert_int_equal(done.rows, 0);
	unlink(link);
	unlink(path);
	free(link);
	free(path);
}

static void a_look_that_is_held_stays_held(void **state)
{
	struct office *office = *state;
	const struct mq_export what = {.overwrite = true};

	office_hits(office, "高龄");
	mq_session_hold(office->session);
	free(exported(office, "a.csv", &what));
	assert_int_equal(office_ask(office, "独居", false), MQ_OK);
	mq_session_let_go(office->session);
	free(exported(office, "a.csv", &what));
}

/* ---- keys of a sheet ---- */

static enum mq_err read_ids(struct office *office, const char *text, mq_record_id **ids, size_t *n)
{
	char *path = mq_format("%s/ids", office->dir);
	FILE *file = fopen(path, "w");
	enum mq_err err;

	fputs(text, file);
	fclose(file);
	mq_diag_release(&office->diag);
	err = mq_session_read_ids(office->session, office->resident, path, ids, n, &office->diag);
	free(path);
	return err;
}

static void keys_are_read_from_a_column_or_line_by_line(void **state)
{
	struct office *office = *state;
	static const char *const sheets[] = {
		"P00000003\nP00000001\n", "person_id\nP00000003\n\nP00000001\n",
		"name,person_id\nx,P00000003\ny,P00000001\n", "\xef\xbb\xbf人员编号\r\nP00000003\r\nP00000001",
		"P00000003,x\nP00000001,y\n", " P00000003 \nP00000001\n",
	};

	for (size_t i = 0; i < MQ_LENGTH(sheets); i++) {
		mq_record_id *ids;
		size_t n;

		if (read_ids(office, sheets[i], &ids, &n) != MQ_OK) {
			mq_diag_print(&office->diag, "test: ", stderr);
			fail_msg("'%s'", sheets[i]);
		}
		assert_int_equal(n, 2);
		assert_int_equal(ids[0], 2);
		assert_int_equal(ids[1], 0);
		free(ids);
	}
}

static void every_key_of_nobody_is_told_with_its_line(void **state)
{
	struct office *office = *state;
	mq_record_id *ids;
	size_t n;

	assert_int_equal(read_ids(office, "person_id\nP00000001\nnobody\nP00000002\nX\n", &ids, &n),
		MQ_ERR_INPUT);
	assert_int_equal(office->diag.n_faults, 2);
	assert_int_equal(office->diag.faults[0].line, 3);
	assert_non_null(strstr(office->diag.faults[0].message, "'nobody'"));
	assert_int_equal(office->diag.faults[1].line, 5);
	assert_int_equal(mq_session_read_ids(office->session, office->resident, "/nowhere", &ids, &n,
		&office->diag), MQ_ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_tells_what_was_written),
		cmocka_unit_test(the_format_is_the_ending_or_the_one_that_is_named),
		cmocka_unit_test(an_option_that_is_not_the_formats_is_refused),
		cmocka_unit_test(order_columns_and_limit_are_those_shown),
		cmocka_unit_test(the_unknown_are_written_where_they_are_shown),
		cmocka_unit_test(marked_records_are_written_whatever_is_asked),
		cmocka_unit_test(who_stops_it_leaves_nothing),
		cmocka_unit_test(a_write_that_breaks_leaves_what_was_there),
		cmocka_unit_test(a_place_that_is_taken_costs_no_work),
		cmocka_unit_test(a_look_that_is_held_stays_held),
		cmocka_unit_test(keys_are_read_from_a_column_or_line_by_line),
		cmocka_unit_test(every_key_of_nobody_is_told_with_its_line),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
