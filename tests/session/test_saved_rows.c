/* Saved lists as people choose one: what is told of each, and how many each has. */
#include "session/shelf.h"

#include <minqing/facets.h>

enum { LISTS = 40 };

/* l0, l1 …: each may lean on those before it, the register's on the register's alone. */
static void save_lists(struct office *office, uint64_t *seed)
{
	for (size_t i = 0; i < LISTS; i++) {
		struct mq_buf text = {0};
		char *name = mq_format("l%zu", i);
		bool shared = i < LISTS / 2;

		shelf_question(seed, i, &text);
		assert_int_equal(shelf_save(office, name, text.data, shared), MQ_OK);
		free(name);
		mq_buf_release(&text);
	}
}

static void asking_any_list_gives_the_hits_that_were_shown(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	uint64_t seed = 20260301;
	size_t n_counted = 0;

	save_lists(office, &seed);
	shelf_rows(office, &rows);
	assert_true(rows.n > LISTS);
	for (size_t i = 0; i < rows.n; i++) {
		const struct mq_saved_row *row = &rows.rows[i];
		struct mq_buf text = {0};

		assert_null(row->fault);
		assert_int_equal(row->counted, !row->wants);
		mq_session_narrow_saved(office->session, office->resident, "age>=3", 6, row,
			MQ_NARROW_ONLY, &text);
		if (row->counted) {
			assert_int_equal(office_hits(office, text.data), row->hits);
			assert_int_equal(office->reply.unknown, row->unknown);
			assert_int_equal(office->reply.kind, row->kind);
			n_counted++;
		}
		mq_buf_release(&text);
	}
	assert_true(n_counted > LISTS);
	mq_saved_rows_release(&rows);
}

static void what_is_edited_asks_what_the_list_does(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	uint64_t seed = 7;

	save_lists(office, &seed);
	shelf_put(office, false, "of_texts.yaml", "saved: {of_texts: {kind: resident, params: {t: "
		"{type: text, default: '1号 2室'}}, is: 'standard_address:$t'}}\n");
	shelf_rows(office, &rows);
	for (size_t i = 0; i < rows.n; i++) {
		if (rows.rows[i].counted) {
			assert_int_equal(office_hits(office, rows.rows[i].text), rows.rows[i].hits);
		}
	}
	mq_saved_rows_release(&rows);
}

static void the_nearest_come_first_and_hide_the_others(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	size_t n = 0;

	assert_int_equal(shelf_save(office, "old_alone", "age>=95", true), MQ_OK);
	assert_int_equal(shelf_save(office, "old_alone", "age>=97", false), MQ_OK);
	assert_int_equal(shelf_save(office, "both", "age>=99", true), MQ_OK);
	assert_int_equal(shelf_save(office, "张家", "age>=98", false), MQ_OK);
	assert_int_equal(shelf_save(office, "阿婆", "age>=96", false), MQ_OK);
	shelf_rows(office, &rows);
	for (size_t i = 0; i < rows.n; i++) {
		n += strcmp(rows.rows[i].id, "old_alone") == 0;
		assert_true(i == 0 || rows.rows[i].where >= rows.rows[i - 1].where);
	}
	assert_int_equal(n, 1);
	assert_string_equal(rows.rows[0].id, "阿婆");
	assert_string_equal(rows.rows[2].id, "张家");
	assert_string_equal(shelf_row(&rows, "old_alone")->is, "age>=97");
	assert_int_equal(shelf_row(&rows, "both")->where, MQ_SAVED_SHARED);
	mq_saved_rows_release(&rows);
}

static void a_list_that_cannot_be_asked_says_why(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;

	shelf_put(office, false, "bad.yaml", "saved: {bad: {kind: resident, iss: 'sex:1'}}\n");
	shelf_put(office, false, "gone.yaml", "saved: {gone: {kind: resident, is: '@nothing'}}\n");
	shelf_put(office, false, "p.yaml", "saved: {p: {kind: resident, is: 'agee>=$n', params: "
		"{n: {type: int}}}}\n");
	shelf_put(office, false, "ring.yaml", "saved: {a: {kind: resident, is: '@b'}, "
		"b: {kind: resident, is: '@a'}}\n");
	shelf_rows(office, &rows);
	assert_non_null(strstr(shelf_row(&rows, "bad")->fault, "bad.yaml:1:31: "));
	assert_true(shelf_row(&rows, "bad")->fault[0] != '/');
	assert_non_null(strstr(shelf_row(&rows, "gone")->fault, "'@nothing'"));
	assert_non_null(strstr(shelf_row(&rows, "p")->fault, "agee"));
	assert_non_null(strstr(shelf_row(&rows, "a")->fault, "@a → @b → @a"));
	assert_false(shelf_row(&rows, "a")->counted);
	assert_true(shelf_row(&rows, "old_alone")->counted);
	mq_saved_rows_release(&rows);
}

static void a_loop_is_refused_and_named(void **state)
{
	struct office *office = *state;

	assert_int_equal(shelf_save(office, "x", "sex:1", false), MQ_OK);
	assert_int_equal(shelf_save(office, "y", "@x age>=60", false), MQ_OK);
	assert_int_equal(shelf_save(office, "x", "-@y", false), MQ_ERR_CONFIG);
	assert_non_null(strstr(office->diag.faults[0].message, "@x → @y → @x"));
	assert_int_equal(office_hits(office, "@x"), office_hits(office, "sex:1"));
}

/* ---- others ---- */

static void what_another_session_saves_is_seen(void **state)
{
	struct office *office = *state;
	struct office other = *office;
	struct mq_saved_rows rows;

	assert_int_equal(mq_session_open(office->reg, true, &other.session, NULL), MQ_OK);
	assert_int_equal(mq_session_saved_rows(office->session, office->resident, &rows, NULL),
		MQ_OK);
	assert_false(mq_session_saved_stale(office->session, &rows));
	assert_null(shelf_row(&rows, "独居高龄"));
	assert_int_equal(shelf_save(&other, "独居高龄", "lives_alone age>=80", false), MQ_OK);
	assert_true(mq_session_saved_stale(office->session, &rows));
	mq_saved_rows_release(&rows);
	shelf_rows(office, &rows);
	assert_int_equal(shelf_row(&rows, "独居高龄")->hits,
		office_hits(office, "age>=80 lives_alone"));
	assert_false(mq_session_saved_stale(office->session, &rows));
	mq_saved_rows_release(&rows);
	mq_session_close(other.session);
}

static void import(struct office *office, const char *text)
{
	char *path = mq_format("%s/sheet.csv", office->dir);
	const struct mq_sheet_in sheet = {.path = path, .rejects = "-"};
	struct mq_sheet_report report;
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	assert_int_equal(mq_session_import(office->session, &sheet, &report, NULL), MQ_OK);
	mq_sheet_report_release(&report);
	free(path);
}

static void counts_are_made_anew_when_somebody_commits(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	uint64_t before;

	assert_int_equal(shelf_save(office, "zhao", "name:赵钱孙", false), MQ_OK);
	shelf_rows(office, &rows);
	before = shelf_row(&rows, "zhao")->hits;
	import(office, "person_id,name\nP00000001,赵钱孙\n");
	assert_true(mq_session_saved_stale(office->session, &rows));
	mq_saved_rows_release(&rows);
	shelf_rows(office, &rows);
	assert_int_equal(shelf_row(&rows, "zhao")->hits, before + 1);
	mq_saved_rows_release(&rows);
}

/* ---- counting ---- */

static bool always(void *context)
{
	(void)context;
	return true;
}

static void counting_is_broken_off_and_goes_on(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	uint64_t question;

	assert_int_equal(mq_session_saved_rows(office->session, office->resident, &rows, NULL),
		MQ_OK);
	office_hits(office, "age>=60");
	question = office->reply.question;
	mq_session_stop_when(office->session, always, NULL);
	assert_int_equal(mq_session_saved_count(office->session, &rows, INT64_MAX / 2, NULL),
		MQ_ERR_INTERRUPTED);
	assert_true(rows.n_counted < rows.n);
	mq_session_stop_when(office->session, NULL, NULL);
	assert_int_equal(mq_session_saved_count(office->session, &rows, INT64_MAX / 2, NULL), MQ_OK);
	assert_int_equal(rows.n_counted, rows.n);
	office_hits(office, "age>=60");
	assert_int_equal(office->reply.question, question);
	mq_saved_rows_release(&rows);
}

static void a_list_is_found_by_id_label_and_pinyin(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	const struct mq_saved_row *row;

	assert_int_equal(shelf_save(office, "独居高龄", "lives_alone age>=80", false), MQ_OK);
	shelf_rows(office, &rows);
	row = shelf_row(&rows, "独居高龄");
	assert_int_equal(mq_session_saved_called(row, "独居高龄", 12), MQ_CALLED_SO);
	assert_int_equal(mq_session_saved_called(row, "高龄", 6), MQ_CALLED_INSIDE);
	assert_int_equal(mq_session_saved_called(row, "dujugaoling", 11), MQ_CALLED_READ);
	assert_int_equal(mq_session_saved_called(row, "nobody", 6), MQ_CALLED_NOT);
	row = shelf_row(&rows, "old_alone");
	assert_int_equal(mq_session_saved_called(row, "old_al", 6), MQ_CALLED_PREFIX);
	assert_int_equal(mq_session_saved_called(row, "elders living", 13), MQ_CALLED_PREFIX);
	assert_true(mq_session_saved_called(row, "duju", 4) >= MQ_CALLED_PART_READ);
	mq_saved_rows_release(&rows);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(asking_any_list_gives_the_hits_that_were_shown),
		TEST(what_is_edited_asks_what_the_list_does),
		TEST(the_nearest_come_first_and_hide_the_others),
		TEST(a_list_that_cannot_be_asked_says_why),
		TEST(a_loop_is_refused_and_named),
		TEST(what_another_session_saves_is_seen),
		TEST(counts_are_made_anew_when_somebody_commits),
		TEST(counting_is_broken_off_and_goes_on),
		TEST(a_list_is_found_by_id_label_and_pinyin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
