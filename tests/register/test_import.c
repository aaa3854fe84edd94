#include "register/fixture.h"

#include <fcntl.h>
#include <sys/wait.h>

/* Import text; the report is released by the caller. */
static enum mq_err import_with(struct fixture *fixture, const char *text,
	struct mq_import_options *options, struct mq_import_report *report)
{
	options->who = "test";
	mq_diag_release(&fixture->diag);
	return mq_register_import(fixture->reg, fixture_text(fixture, "sheet.csv", text), options,
		report, &fixture->diag);
}

static enum mq_err import(struct fixture *fixture, const char *text,
	struct mq_import_report *report)
{
	struct mq_import_options options = {0};

	return import_with(fixture, text, &options, report);
}

#define HEAD "person_id,name,household_id,tenure,room_id,address\n"

static void one_row_fills_three_kinds_and_links_them(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;

	assert_int_equal(import(fixture, HEAD "A1,王晓明,H1,自有,R1,一号\nA2,李芳,H1,,R1,\n"
		"A3,单雄信,,,,\n", &report), MQ_OK);
	assert_true(report.first_filling);
	assert_true(report.whole);
	assert_int_equal(report.rows, 3);
	assert_int_equal(report.added[fixture_kind(fixture, "resident")], 3);
	assert_int_equal(report.added[fixture_kind(fixture, "household")], 1);
	assert_int_equal(report.added[fixture_kind(fixture, "dwelling")], 1);
	assert_int_equal(fixture_hits(fixture, "address:一号"), 2);
	assert_int_equal(fixture_hits(fixture, "tenure:own"), 2);
	assert_int_equal(fixture_hits(fixture, "household.any(name:李芳)"), 2);
	fixture_verify(fixture, 5);
	mq_import_report_release(&report);
}

static void what_one_row_leaves_empty_another_tells(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;

	for (int pass = 0; pass < 2; pass++) {
		/* once as a first filling, once in batches, with other people */
		assert_int_equal(import(fixture, pass ?
			HEAD "B1,王,H2,,R2,\nB2,李,H2,rent,R2,二号\n" :
			HEAD "A1,王,H1,,R1,\nA2,李,H1,rent,R1,一号\n", &report), MQ_OK);
		assert_int_equal(report.first_filling, pass == 0);
		assert_int_equal(report.added[fixture_kind(fixture, "household")], 1);
		assert_int_equal(report.changed[fixture_kind(fixture, "household")], 0);
		mq_import_report_release(&report);
	}
	assert_int_equal(fixture_hits(fixture, "tenure:rent"), 4);
	assert_int_equal(fixture_hits(fixture, "address:二号"), 2);
	fixture_verify(fixture, 8);
}

static void who_two_rows_tell_of_was_created_in_one_step(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;

	for (int pass = 0; pass < 2; pass++) {
		struct mq_history history;
		struct mq_view view;

		assert_int_equal(import(fixture, pass ?
			HEAD "B1,王,H2,,R2,\nB2,李,H2,rent,R2,二号\n" :
			HEAD "A1,王,H1,,R1,\nA2,李,H1,rent,R1,一号\n", &report), MQ_OK);
		mq_import_report_release(&report);
		assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
		assert_int_equal(mq_register_history(fixture->reg,
			fixture_kind(fixture, "household"), (mq_record_id)pass, &history, NULL), MQ_OK);
		assert_int_equal(history.n_entries, 1);
		assert_true(history.entries[0].created);
		assert_int_equal(history.entries[0].n_fields, 0);
		mq_history_release(&history);
		mq_register_look_away(fixture->reg);
	}
}

static void a_change_is_an_act_with_its_source(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	struct mq_history history;
	struct mq_view view;

	assert_int_equal(import(fixture, HEAD "A1,王,,,,\n", &report), MQ_OK);
	mq_import_report_release(&report);
	assert_int_equal(import(fixture, HEAD "A1,王晓明,,,,\n", &report), MQ_OK);
	assert_int_equal(report.changed[fixture_kind(fixture, "resident")], 1);
	assert_int_equal(report.batches, 1);
	mq_import_report_release(&report);
	assert_int_equal(mq_register_look(fixture->reg, 0, &view, NULL, NULL), MQ_OK);
	assert_int_equal(mq_register_history(fixture->reg, fixture_kind(fixture, "resident"), 0,
		&history, NULL), MQ_OK);
	mq_register_look_away(fixture->reg);
	assert_int_equal(history.n_entries, 2);
	assert_string_equal(history.entries[0].who, "test");
	assert_non_null(strstr(history.entries[0].source, "sheet.csv"));
	assert_memory_equal(mq_record_get(&history.entries[0].was,
		fixture_field(fixture, "name")).data, "王", 3);
	mq_history_release(&history);
}

static void the_same_sheet_again_writes_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	const char *text = HEAD "A1,王,H1,own,R1,一号\nA2,李,H1,own,R1,一号\n";

	assert_int_equal(import(fixture, text, &report), MQ_OK);
	mq_import_report_release(&report);
	assert_int_equal(import(fixture, text, &report), MQ_OK);
	assert_int_equal(report.batches, 0);
	assert_int_equal(report.same[fixture_kind(fixture, "resident")], 2);
	assert_int_equal(report.same[fixture_kind(fixture, "dwelling")], 1);
	mq_import_report_release(&report);
}

static void a_resident_who_moves_changes_household(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;

	assert_int_equal(import(fixture, HEAD "A1,王,H1,,R1,一号\nA2,李,H2,,R2,二号\n", &report),
		MQ_OK);
	mq_import_report_release(&report);
	assert_int_equal(import(fixture, "person_id,household_id\nA1,H2\n", &report), MQ_OK);
	assert_int_equal(report.changed[fixture_kind(fixture, "resident")], 1);
	mq_import_report_release(&report);
	assert_int_equal(fixture_hits(fixture, "address:二号"), 2);
	assert_int_equal(fixture_hits(fixture, "address:一号"), 0);
	fixture_verify(fixture, 6);
}

static bool stop(void *context, uint64_t done, uint64_t all)
{
	int *left = context;

	assert_true(done <= all);
	return --*left > 0;
}

static char *many_rows(int n)
{
	struct mq_buf text = {0};

	mq_buf_adds(&text, "person_id,name\n");
	for (int i = 0; i < n; i++) {
		mq_buf_addf(&text, "N%d,王小%d\n", i, i);
	}
	return mq_buf_take(&text);
}

static void a_stop_in_a_first_filling_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	char *text = many_rows(6000);
	int left = 4;
	struct mq_import_options options = {.progress = stop, .context = &left};

	assert_int_equal(import_with(fixture, text, &options, &report), MQ_ERR_INTERRUPTED);
	assert_false(report.whole);
	assert_int_equal(report.batches, 0);
	fixture_verify(fixture, 0);
	mq_import_report_release(&report);
	free(text);
}

/* ---- somebody else waits to write ---- */

/* What a writer does, on the lock's file alone: stand in the turnstile, then wait. */
struct waiter {
	int told;	/* the parent writes: stand there */
	int stands;	/* the child has written: it does */
	pid_t pid;
	bool waits;
};

static int set_byte(int fd, int command, short type, off_t byte)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};

	return fcntl(fd, command, &lock);
}

static int wait_for_lock(const char *path, int told, int stands)
{
	char byte;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	return fd < 0 || read(told, &byte, 1) != 1 || set_byte(fd, F_OFD_SETLK, F_WRLCK, 1) != 0 ||
		write(stands, "x", 1) != 1 || set_byte(fd, F_OFD_SETLKW, F_WRLCK, 0) != 0 ||
		set_byte(fd, F_OFD_SETLK, F_UNLCK, 1) != 0;
}

static struct waiter start_waiter(struct fixture *fixture)
{
	struct waiter waiter = {0};
	char *path = mq_format("%s/reg/write.lock", fixture->dir);
	int down[2];
	int up[2];

	assert_int_equal(pipe(down) | pipe(up), 0);
	fflush(NULL);
	waiter.pid = fork();
	assert_true(waiter.pid >= 0);
	if (waiter.pid == 0) {
		_exit(wait_for_lock(path, down[0], up[1]));
	}
	free(path);
	close(down[0]);
	close(up[1]);
	waiter.told = down[1];
	waiter.stands = up[0];
	return waiter;
}

static bool let_it_wait(void *context, uint64_t done, uint64_t all)
{
	struct waiter *waiter = context;
	char byte;

	(void)done;
	(void)all;
	if (!waiter->waits) {
		assert_int_equal(write(waiter->told, "x", 1), 1);
		assert_int_equal(read(waiter->stands, &byte, 1), 1);
		waiter->waits = true;
	}
	return true;
}

static void a_batch_ends_early_where_somebody_waits_to_write(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	char *text = many_rows(6000);
	struct waiter waiter = start_waiter(fixture);
	struct mq_import_options options = {.progress = let_it_wait, .context = &waiter};
	int status;

	assert_int_equal(import(fixture, HEAD "A1,王,,,,\n", &report), MQ_OK);
	mq_import_report_release(&report);
	assert_int_equal(import_with(fixture, text, &options, &report), MQ_OK);
	assert_int_equal(report.batches, 4);
	assert_int_equal(waitpid(waiter.pid, &status, 0), waiter.pid);
	assert_int_equal(status, 0);
	close(waiter.told);
	close(waiter.stands);
	fixture_verify(fixture, 6001);
	mq_import_report_release(&report);
	free(text);
}

static void a_stop_among_batches_leaves_whole_ones(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	char *text = many_rows(6000);
	int left = 10;
	struct mq_import_options options = {.progress = stop, .context = &left};

	assert_int_equal(import(fixture, HEAD "A1,王,,,,\n", &report), MQ_OK);
	mq_import_report_release(&report);
	assert_int_equal(import_with(fixture, text, &options, &report), MQ_ERR_INTERRUPTED);
	assert_int_equal(report.batches, 2);
	fixture_verify(fixture, 4001);
	mq_import_report_release(&report);
	assert_int_equal(import(fixture, text, &report), MQ_OK);
	fixture_verify(fixture, 6001);
	mq_import_report_release(&report);
	free(text);
}

static void what_ends_an_import_is_told_after_a_thousand_bad_rows(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	struct mq_buf text = {0};

	mq_buf_adds(&text, "person_id,name,sex\nA1,王,1\n");
	for (int i = 0; i < 3000; i++) {
		mq_buf_addf(&text, "B%d,李,9\n", i);
	}
	mq_buf_adds(&text, "C1,\"never closed\n");
	assert_int_equal(import(fixture, text.data, &report), MQ_ERR_INPUT);
	assert_int_equal(report.rejected, 3000);
	assert_true(fixture_says(fixture, "never closed"));
	assert_true(fixture_says(fixture, "2900 rows more"));
	fixture_verify(fixture, 0);
	mq_import_report_release(&report);
	mq_buf_release(&text);
}

static void rejected_rows_are_a_sheet_that_can_be_mended(void **state)
{
	struct fixture *fixture = *state;
	struct mq_sheet_options sheet_options = {0};
	struct mq_import_report report;
	struct mq_sheet *sheet;
	const struct mq_slice *cells;
	size_t n_cells;
	size_t line;
	bool again;

	assert_int_equal(import(fixture, "person_id,name,sex\nA1,王,1\nA2,\"李 \"\"x\"\"\",7\n",
		&report), MQ_OK);
	assert_int_equal(report.rejected, 1);
	assert_non_null(report.rejects);
	assert_int_equal(mq_sheet_open(report.rejects, &sheet_options, &sheet, NULL), MQ_OK);
	assert_int_equal(mq_sheet_row(sheet, &cells, &n_cells, &line, &again, NULL), MQ_OK);
	assert_int_equal(n_cells, 6);
	assert_memory_equal(cells[0].data, "reject_line", 11);
	assert_int_equal(mq_sheet_row(sheet, &cells, &n_cells, &line, &again, NULL), MQ_OK);
	assert_int_equal(cells[0].len, 1);
	assert_memory_equal(cells[0].data, "3", 1);
	assert_memory_equal(cells[1].data, "3", 1);
	assert_memory_equal(cells[4].data, "李 \"x\"", 7);
	mq_sheet_close(sheet);
	mq_import_report_release(&report);
}

/* Rows of a rejects file as "line:key:name;". */
static void read_rejects(const char *path, struct mq_buf *out)
{
	struct mq_sheet_options options = {0};
	struct mq_sheet *sheet;
	const struct mq_slice *cells;
	size_t n_cells;
	size_t line;
	bool again;

	assert_int_equal(mq_sheet_open(path, &options, &sheet, NULL), MQ_OK);
	while (mq_sheet_row(sheet, &cells, &n_cells, &line, &again, NULL) == MQ_OK) {
		assert_int_equal(n_cells, 9);
		mq_buf_addf(out, "%.*s:%.*s:%.*s;", (int)cells[0].len, (const char *)cells[0].data,
			(int)cells[3].len, (const char *)cells[3].data,
			(int)cells[4].len, (const char *)cells[4].data);
	}
	mq_sheet_close(sheet);
}

/* Some in quotes, over many times what is read ahead. */
static void rejects_come_in_the_order_of_the_sheet_with_their_cells(void **state)
{
	enum { ROWS = 3000 };
	struct fixture *fixture = *state;
	struct mq_import_report report;
	struct mq_buf sheet = {0};
	struct mq_buf wanted = {0};
	struct mq_buf got = {0};

	mq_buf_adds(&sheet, HEAD);
	mq_buf_adds(&wanted, "reject_line:person_id:name;");
	for (int i = 0; i < ROWS; i++) {
		const char *quote = i % 3 == 0 ? "\"" : "";

		mq_buf_addf(&sheet, "A%d,%s王%d%s,H%d,%s,R%d,\n", i, quote, i, quote, i,
			i % 5 == 3 ? "nobody" : "rent", i);
		if (i % 5 == 3) {
			mq_buf_addf(&wanted, "%d:A%d:王%d;", i + 2, i, i);
		}
	}
	assert_int_equal(import(fixture, sheet.data, &report), MQ_OK);
	assert_int_equal(report.rows, ROWS);
	assert_int_equal(report.rejected, ROWS / 5);
	read_rejects(report.rejects, &got);
	assert_string_equal(got.data, wanted.data);
	assert_int_equal(fixture_hits(fixture, "tenure:rent"), ROWS - ROWS / 5);
	mq_import_report_release(&report);
	mq_buf_release(&sheet);
	mq_buf_release(&wanted);
	mq_buf_release(&got);
}

static void the_sheet_is_never_its_own_rejects_file(void **state)
{
	struct fixture *fixture = *state;
	char *sheet = mq_format("%s/sheet.csv", fixture->dir);
	struct mq_import_options options = {.rejects = sheet};
	struct mq_import_report report;
	struct stat before;
	struct stat after;

	fixture_text(fixture, "sheet.csv", HEAD ",no key,,,,\n");
	assert_int_equal(stat(sheet, &before), 0);
	assert_int_equal(import_with(fixture, HEAD ",no key,,,,\n", &options, &report),
		MQ_ERR_USAGE);
	assert_int_equal(stat(sheet, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	mq_import_report_release(&report);
	free(sheet);
}

static void no_half_written_rejects_file_stays(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;
	char *part = mq_format("%s/sheet.csv.rejects.csv.part", fixture->dir);

	assert_int_equal(import(fixture, "person_id,sex\nA1,7\nA2,\"\n", &report), MQ_ERR_INPUT);
	assert_int_equal(access(part, F_OK), -1);
	mq_import_report_release(&report);
	free(part);
}

static void a_dry_run_counts_as_the_import_does(void **state)
{
	struct fixture *fixture = *state;
	const char *sheets[] = {
		HEAD "A1,王,H1,own,R1,一号\nA2,李,H1,,R1,\nA2,李,H1,,R1,\nA3,,H2,bad,,\n",
		HEAD "A1,王,H1,own,R1,一号\nA2,李,H1,rent,R1,\nA4,赵,H1,rent,R1,\n",
		HEAD "A1,王一,H1,rent,R1,一号\nA2,李,H1,rent,R1,\nA5,孙,H3,,R1,\n",
	};

	for (size_t i = 0; i < MQ_LENGTH(sheets); i++) {
		struct mq_import_options dry = {.dry_run = true};
		struct mq_import_report would;
		struct mq_import_report did;
		enum mq_err err = import_with(fixture, sheets[i], &dry, &would);

		assert_int_equal(import(fixture, sheets[i], &did), err);
		assert_int_equal(would.rows, did.rows);
		assert_int_equal(would.rejected, did.rejected);
		assert_memory_equal(would.added, did.added, sizeof(did.added));
		assert_memory_equal(would.changed, did.changed, sizeof(did.changed));
		assert_memory_equal(would.same, did.same, sizeof(did.same));
		assert_null(would.rejects);
		mq_import_report_release(&would);
		mq_import_report_release(&did);
	}
}

static void headers_are_trimmed_mapped_and_told_where_they_fit_nothing(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_import_map map[] = {{"编号", "人员编号"}, {"sex", "-"}};
	struct mq_import_options options = {.map = map, .n_map = 2};
	struct mq_import_report report;

	assert_int_equal(import_with(fixture, " 编号 , 姓名,sex,nothing\nA1,王,bad,x\n", &options,
		&report), MQ_OK);
	assert_int_equal(report.n_ignored, 1);
	assert_string_equal(report.ignored[0], "nothing");
	assert_string_equal(fixture_stored(fixture, "resident", 0, "name"), "王");
	assert_string_equal(fixture_stored(fixture, "resident", 0, "sex"), "");
	mq_import_report_release(&report);
}

static void derived_and_hidden_fields_cannot_be_filled(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;

	assert_int_equal(import(fixture, "person_id,age,elder_80,name_pinyin,household\nA1,3,yes,x,0\n",
		&report), MQ_OK);
	assert_int_equal(report.n_ignored, 4);
	mq_import_report_release(&report);
}

static void a_kind_without_its_key_is_refused_at_the_header(void **state)
{
	struct fixture *fixture = *state;
	struct mq_import_report report;

	assert_int_equal(import(fixture, "name\n王\n", &report), MQ_ERR_INPUT);
	mq_import_report_release(&report);
	assert_int_equal(import(fixture, "person_id,tenure\nA1,own\n", &report), MQ_ERR_INPUT);
	mq_import_report_release(&report);
	assert_int_equal(import(fixture, "person_id,room_id\nA1,R1\n", &report), MQ_ERR_INPUT);
	mq_import_report_release(&report);
	fixture_verify(fixture, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(one_row_fills_three_kinds_and_links_them),
		fixture_test(what_one_row_leaves_empty_another_tells),
		fixture_test(who_two_rows_tell_of_was_created_in_one_step),
		fixture_test(a_change_is_an_act_with_its_source),
		fixture_test(the_same_sheet_again_writes_nothing),
		fixture_test(a_resident_who_moves_changes_household),
		fixture_test(a_stop_in_a_first_filling_leaves_nothing),
		fixture_test(a_batch_ends_early_where_somebody_waits_to_write),
		fixture_test(a_stop_among_batches_leaves_whole_ones),
		fixture_test(what_ends_an_import_is_told_after_a_thousand_bad_rows),
		fixture_test(rejected_rows_are_a_sheet_that_can_be_mended),
		fixture_test(rejects_come_in_the_order_of_the_sheet_with_their_cells),
		fixture_test(the_sheet_is_never_its_own_rejects_file),
		fixture_test(no_half_written_rejects_file_stays),
		fixture_test(a_dry_run_counts_as_the_import_does),
		fixture_test(headers_are_trimmed_mapped_and_told_where_they_fit_nothing),
		fixture_test(derived_and_hidden_fields_cannot_be_filled),
		fixture_test(a_kind_without_its_key_is_refused_at_the_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
