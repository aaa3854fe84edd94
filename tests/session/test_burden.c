/* What tasks cost: counting, and the file of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/burden.h>

static mq_day day_of(int year, int month, int mday)
{
	mq_day day;

	assert_true(mq_day_from_civil(year, month, mday, &day));
	return day;
}

static void keys(struct mq_burden *burden, const int64_t *at_ms, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		mq_burden_key(burden, at_ms[i]);
	}
}

static void assert_line(const struct mq_burden_line *line, const char *month, const char *task,
	const uint64_t numbers[4])
{
	assert_string_equal(line->month, month);
	assert_string_equal(line->task, task);
	assert_int_equal(line->times, numbers[0]);
	assert_int_equal(line->keys, numbers[1]);
	assert_int_equal(line->seconds, numbers[2]);
	assert_int_equal(line->retyped, numbers[3]);
}

static void keys_and_seconds_belong_to_the_task_that_ends_next(void **state)
{
	static const int64_t first[] = {1000, 1500, 4000};
	static const int64_t second[] = {100000, 102000};
	struct mq_burden burden = {.keys = 0};

	(void)state;
	keys(&burden, first, 3);
	mq_burden_end(&burden, "look", day_of(2026, 2, 28));
	keys(&burden, second, 2);
	mq_burden_end(&burden, "copy", day_of(2026, 3, 1));
	keys(&burden, first, 3);
	mq_burden_end(&burden, "look", day_of(2026, 2, 1));
	assert_int_equal(burden.done.n, 2);
	assert_line(&burden.done.lines[0], "2026-02", "look", (const uint64_t[]){2, 6, 6, 0});
	assert_line(&burden.done.lines[1], "2026-03", "copy", (const uint64_t[]){1, 2, 2, 0});
	mq_burden_release(&burden);
}

static void of_a_long_pause_a_minute_counts(void **state)
{
	static const int64_t at[] = {0, 3600000, 3601000};
	struct mq_burden burden = {.keys = 0};

	(void)state;
	keys(&burden, at, 3);
	mq_burden_end(&burden, "look", day_of(2026, 3, 1));
	assert_line(&burden.done.lines[0], "2026-03", "look", (const uint64_t[]){1, 3, 61, 0});
	mq_burden_release(&burden);
}

static void a_task_that_was_begun_has_all_until_it_ends_or_is_dropped(void **state)
{
	static const int64_t at[] = {0, 1000, 2000};
	struct mq_burden burden = {.keys = 0};

	(void)state;
	keys(&burden, at, 3);
	mq_burden_begin(&burden, "visit");
	keys(&burden, at, 3);
	mq_burden_end(&burden, "copy", day_of(2026, 3, 1));
	assert_int_equal(burden.done.n, 0);
	mq_burden_retyped(&burden);
	mq_burden_end(&burden, "visit", day_of(2026, 3, 1));
	assert_line(&burden.done.lines[0], "2026-03", "visit", (const uint64_t[]){1, 4, 2, 1});
	mq_burden_begin(&burden, "visit");
	keys(&burden, at, 3);
	mq_burden_drop(&burden);
	keys(&burden, at, 1);
	mq_burden_end(&burden, "look", day_of(2026, 3, 1));
	assert_int_equal(burden.done.n, 2);
	assert_line(&burden.done.lines[0], "2026-03", "look", (const uint64_t[]){1, 1, 0, 0});
	mq_burden_release(&burden);
}

/* ---- the file ---- */

struct place {
	char dir[64];
	char *path;
};

static int make_place(void **state)
{
	struct place *place = mq_alloc(sizeof(*place));

	snprintf(place->dir, sizeof(place->dir), "/tmp/minqing-burden-XXXXXX");
	assert_non_null(mkdtemp(place->dir));
	place->path = mq_format("%s/minqing/burden.tsv", place->dir);
	*state = place;
	return 0;
}

static int leave_place(void **state)
{
	struct place *place = *state;

	mq_disk_remove_tree(place->dir);
	free(place->path);
	free(place);
	return 0;
}

static void keep(const struct place *place, const char *task, mq_day day)
{
	struct mq_burden burden = {.keys = 0};

	mq_burden_key(&burden, 0);
	mq_burden_key(&burden, 5000);
	mq_burden_end(&burden, task, day);
	assert_int_equal(mq_burden_keep(place->path, &burden, NULL), MQ_OK);
	assert_int_equal(burden.done.n, 0);
	mq_burden_release(&burden);
}

static void screens_add_up_in_one_file_that_is_its_owners_alone(void **state)
{
	const struct place *place = *state;
	struct mq_burden_lines lines;
	struct stat st;

	keep(place, "look", day_of(2026, 3, 1));
	keep(place, "copy", day_of(2026, 3, 31));
	keep(place, "look", day_of(2026, 3, 2));
	keep(place, "look", day_of(2025, 12, 31));
	assert_int_equal(mq_burden_read(place->path, &lines, NULL), MQ_OK);
	assert_int_equal(lines.n, 3);
	assert_line(&lines.lines[0], "2025-12", "look", (const uint64_t[]){1, 2, 5, 0});
	assert_line(&lines.lines[1], "2026-03", "copy", (const uint64_t[]){1, 2, 5, 0});
	assert_line(&lines.lines[2], "2026-03", "look", (const uint64_t[]){2, 4, 10, 0});
	mq_burden_lines_release(&lines);
	assert_int_equal(stat(place->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void what_counted_nothing_makes_no_file(void **state)
{
	const struct place *place = *state;
	struct mq_burden burden = {.keys = 0};

	mq_burden_key(&burden, 0);
	assert_int_equal(mq_burden_keep(place->path, &burden, NULL), MQ_OK);
	assert_int_not_equal(access(place->path, F_OK), 0);
}

static void lines_that_are_wrong_are_left_out(void **state)
{
	static const char text[] = "month\ttask\ttimes\tkeys\tseconds\tretyped\n"
		"2026-03\tlook\t1\t2\t3\t4\n"
		"2026-13\tlook\t1\t2\t3\t4\n"
		"2026-03\tWang\t1\t2\t3\t4\n"
		"2026-03\tlook\t-1\t2\t3\t4\n"
		"2026-03\tlook\t1\t2\t3\n"
		"2026-03\tlook\t1\t2\t3\t4\t5\n"
		"2026-03-01\tlook\t1\t2\t3\t4\n"
		"\n"
		"2026-03\tlook\t1\t1\t1\t1";
	const struct place *place = *state;
	struct mq_buf buf = {0};
	struct mq_burden_lines lines;

	mq_buf_adds(&buf, text);
	assert_int_equal(mq_disk_replace(place->path, 0700, &buf, NULL), MQ_OK);
	assert_int_equal(mq_burden_read(place->path, &lines, NULL), MQ_OK);
	assert_int_equal(lines.n, 1);
	assert_line(&lines.lines[0], "2026-03", "look", (const uint64_t[]){2, 3, 4, 5});
	mq_burden_lines_release(&lines);
	mq_buf_release(&buf);
}

/* It was counted as one of its own before it became a step. */
static void a_task_of_an_earlier_version_keeps_its_name(void **state)
{
	(void)state;
	assert_string_equal(mq_burden_label("service_end"), "a service ended");
	assert_string_equal(mq_burden_label("frob"), "frob");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_and_seconds_belong_to_the_task_that_ends_next),
		cmocka_unit_test(of_a_long_pause_a_minute_counts),
		cmocka_unit_test(a_task_that_was_begun_has_all_until_it_ends_or_is_dropped),
		cmocka_unit_test_setup_teardown(screens_add_up_in_one_file_that_is_its_owners_alone,
			make_place, leave_place),
		cmocka_unit_test_setup_teardown(what_counted_nothing_makes_no_file, make_place,
			leave_place),
		cmocka_unit_test_setup_teardown(lines_that_are_wrong_are_left_out, make_place,
			leave_place),
		cmocka_unit_test(a_task_of_an_earlier_version_keeps_its_name),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
