/*
 * Runs and their merge, against a sort of all that went in.
 */
#include "index/fixture.h"

#include <sys/stat.h>

#include "../../src/index/run.h"

enum { N_RUNS = 23, RUN_ENTRIES = 200 };

static const char *tmp_dir(void)
{
	const char *tmp = getenv("TMPDIR");

	return tmp != NULL ? tmp : "/tmp";
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* An entry that says its number and its run; some are longer than a read buffer. */
static void add_numbered(struct mq_runs *runs, uint32_t number, uint32_t run)
{
	struct mq_key key = {.len = 0};
	size_t len = number % 97 == 0 ? 100000 : number % 50;
	unsigned char *value = mq_alloc(len + 4);

	mq_key_add32(&key, number);
	memcpy(value, &run, 4);
	memset(value + 4, (int)(number & 0xff), len);
	mq_runs_add(runs, MQ_TABLE_HISTORY, mq_key_slice(&key), mq_slice(value, len + 4));
	free(value);
}

/* Runs with random ascending numbers, each at most once a run; all are in `all`. */
static struct mq_runs *draw_runs(uint32_t *all)
{
	struct mq_runs *runs = mq_runs_new(tmp_dir());
	uint64_t dice = 11;

	for (uint32_t run = 0; run < N_RUNS; run++) {
		uint32_t number = 0;

		for (size_t i = 0; i < RUN_ENTRIES; i++) {
			number += 1 + (uint32_t)roll(&dice, 9);
			*all++ = number;
			add_numbered(runs, number, run);
		}
		mq_runs_end(runs);
	}
	return runs;
}

/* Equal numbers must come in the order of their runs; after a merge down several runs
 * share a place, so that only the order is asked for. */
static void assert_merged(struct mq_runs *runs, const uint32_t *all)
{
	struct mq_merge *merge = mq_merge_new(runs, 0, mq_runs_count(runs));
	struct mq_entry entry;
	uint32_t last = 0;
	uint32_t last_run = 0;
	size_t n = 0;

	while (mq_merge_next(merge, &entry)) {
		uint32_t number = mq_key_read32(entry.key.data);
		const unsigned char *value = entry.value.data;
		uint32_t run;

		assert_int_equal(number, all[n++]);
		assert_int_equal(entry.value.len, 4 + (number % 97 == 0 ? 100000 : number % 50));
		memcpy(&run, value, 4);
		assert_true(number != last || run > last_run);
		assert_true(entry.value.len == 4 || value[entry.value.len - 1] == (number & 0xff));
		last = number;
		last_run = run;
	}
	assert_int_equal(n, N_RUNS * RUN_ENTRIES);
	assert_int_equal(mq_runs_error(runs, NULL), MQ_OK);
	mq_merge_free(merge);
}

static void many_runs_read_as_one_sorted_stream(void **state)
{
	static uint32_t all[N_RUNS * RUN_ENTRIES];
	struct mq_runs *runs = draw_runs(all);

	(void)state;
	qsort(all, MQ_LENGTH(all), sizeof(all[0]), compare_numbers);
	assert_int_equal(mq_runs_count(runs), N_RUNS);
	assert_int_equal(mq_runs_entries(runs), N_RUNS * RUN_ENTRIES);
	assert_merged(runs, all);
	mq_runs_free(runs);
}

static void merging_down_in_passes_loses_and_swaps_nothing(void **state)
{
	static uint32_t all[N_RUNS * RUN_ENTRIES];
	struct mq_runs *runs = draw_runs(all);

	(void)state;
	qsort(all, MQ_LENGTH(all), sizeof(all[0]), compare_numbers);
	assert_true(mq_merge_down(&runs, 3, NULL, NULL));	/* 23 → 8 → 3 */
	assert_int_equal(mq_runs_count(runs), 3);
	assert_int_equal(mq_runs_entries(runs), N_RUNS * RUN_ENTRIES);
	assert_merged(runs, all);
	mq_runs_free(runs);
}

static bool say_no_the_second_time(void *context)
{
	return (*(int *)context)++ == 0;
}

static void merging_down_stops_when_told_to(void **state)
{
	static uint32_t all[N_RUNS * RUN_ENTRIES];
	struct mq_runs *runs = draw_runs(all);
	int asked = 0;

	(void)state;
	assert_false(mq_merge_down(&runs, 3, say_no_the_second_time, &asked));
	assert_int_equal(asked, 2);
	mq_runs_free(runs);
}

/* Of the file whose name says it holds runs, found among what this process has open. */
static bool stat_runs(struct stat *st)
{
	char path[32];
	char name[256] = "";

	for (int fd = 3; fd < 64; fd++) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		if (readlink(path, name, sizeof(name) - 1) > 0 && strstr(name, "/run-") != NULL) {
			return fstat(fd, st) == 0;
		}
	}
	return false;
}

static void what_was_read_takes_no_room_any_more(void **state)
{
	enum { N_LONG = 160 };		/* of 100 kB */
	struct mq_runs *runs = mq_runs_new(tmp_dir());
	struct mq_merge *merge;
	struct mq_entry entry;
	struct stat before;
	struct stat after;
	size_t n = 0;

	(void)state;
	for (uint32_t i = 0; i < N_LONG; i++) {
		add_numbered(runs, i * 97, 0);
	}
	mq_runs_end(runs);
	assert_true(stat_runs(&before));
	merge = mq_merge_new(runs, 0, 1);
	while (mq_merge_next(merge, &entry)) {
		n++;
	}
	assert_true(stat_runs(&after));
	assert_int_equal(n, N_LONG);
	assert_true(before.st_blocks * 512 > 15000000);
	assert_true(after.st_blocks * 512 < 2000000);
	mq_merge_free(merge);
	mq_runs_free(runs);
}

static void runs_of_nothing_are_no_runs(void **state)
{
	struct mq_runs *runs = mq_runs_new(tmp_dir());
	struct mq_unite *unite;
	struct mq_entry entry;
	uint64_t n;

	(void)state;
	mq_runs_end(runs);
	assert_int_equal(mq_runs_count(runs), 0);
	unite = mq_unite_new(runs);
	assert_int_equal(mq_unite_next(unite, &entry, &n, NULL), MQ_ERR_NOT_FOUND);
	mq_unite_free(unite);
	mq_runs_free(runs);
}

static void a_directory_that_is_not_there_is_told(void **state)
{
	struct mq_runs *runs = mq_runs_new("/nonexistent/minqing");
	struct mq_diag diag = {0};

	(void)state;
	add_numbered(runs, 1, 0);
	mq_runs_end(runs);
	assert_int_equal(mq_runs_error(runs, &diag), MQ_ERR_IO);
	assert_non_null(strstr(diag.faults[0].message, "/nonexistent/minqing"));
	mq_diag_release(&diag);
	mq_runs_free(runs);
}

static void a_key_in_two_runs_is_an_error_and_both_come(void **state)
{
	struct mq_runs *runs = mq_runs_new(tmp_dir());
	struct mq_unite *unite;
	struct mq_entry entry;
	uint64_t n;

	(void)state;
	for (uint32_t run = 0; run < 2; run++) {
		add_numbered(runs, 8, run);
		add_numbered(runs, 9 + run, run);
		mq_runs_end(runs);
	}
	unite = mq_unite_new(runs);
	assert_int_equal(mq_unite_next(unite, &entry, &n, NULL), MQ_ERR_INPUT);
	for (uint32_t number = 8; number <= 10; number++) {
		assert_int_equal(mq_unite_next(unite, &entry, &n, NULL), MQ_OK);
		assert_int_equal(mq_key_read32(entry.key.data), number);
	}
	assert_int_equal(mq_unite_next(unite, &entry, &n, NULL), MQ_ERR_NOT_FOUND);
	mq_unite_free(unite);
	mq_runs_free(runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_runs_read_as_one_sorted_stream),
		cmocka_unit_test(merging_down_in_passes_loses_and_swaps_nothing),
		cmocka_unit_test(merging_down_stops_when_told_to),
		cmocka_unit_test(what_was_read_takes_no_room_any_more),
		cmocka_unit_test(runs_of_nothing_are_no_runs),
		cmocka_unit_test(a_directory_that_is_not_there_is_told),
		cmocka_unit_test(a_key_in_two_runs_is_an_error_and_both_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
