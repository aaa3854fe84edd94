#include "register/fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

/* A directory that is empty but for what a case puts there. */
static char *place(struct fixture *fixture, const char *name)
{
	char *path = mq_format("%s/out", fixture->dir);

	mkdir(path, 0700);
	free(path);
	return mq_format("%s/out/%s", fixture->dir, name);
}

static size_t n_files(struct fixture *fixture)
{
	char *dir = place(fixture, ".");
	DIR *d = opendir(dir);
	size_t n = 0;

	while (readdir(d)) {
		n++;
	}
	closedir(d);
	free(dir);
	return n - 2;
}

static enum mq_err put(struct fixture *fixture, const char *path, bool overwrite, const char *text)
{
	struct mq_beside *beside;
	uint64_t bytes;
	enum mq_err err;

	mq_diag_release(&fixture->diag);
	err = mq_beside_begin(path, overwrite, &beside, &fixture->diag);
	if (err == MQ_OK) {
		assert_int_equal(mq_beside_write(beside, text, strlen(text), &fixture->diag), MQ_OK);
		err = mq_beside_end(beside, &bytes, &fixture->diag);
	}
	if (err == MQ_OK) {
		assert_int_equal(bytes, strlen(text));
	}
	return err;
}

static void assert_holds(const char *path, const char *text)
{
	char bytes[64] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	bytes[fread(bytes, 1, sizeof(bytes) - 1, file)] = '\0';
	fclose(file);
	assert_string_equal(bytes, text);
}

static void a_file_has_its_name_when_it_is_whole(void **state)
{
	struct fixture *fixture = *state;
	char *path = place(fixture, "people.csv");
	struct mq_beside *beside;
	struct stat st;
	uint64_t bytes;

	assert_int_equal(mq_beside_begin(path, false, &beside, &fixture->diag), MQ_OK);
	assert_int_equal(mq_beside_write(beside, "a\n", 2, &fixture->diag), MQ_OK);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(stat(mq_beside_path(beside), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(mq_beside_end(beside, &bytes, &fixture->diag), MQ_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_holds(path, "a\n");
	assert_int_equal(n_files(fixture), 1);
	free(path);
}

static void what_is_dropped_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;
	char *path = place(fixture, "people.csv");
	struct mq_beside *beside;

	assert_int_equal(mq_beside_begin(path, false, &beside, &fixture->diag), MQ_OK);
	mq_beside_drop(beside);
	mq_beside_drop(NULL);
	assert_int_equal(n_files(fixture), 0);
	free(path);
}

static void a_file_that_is_there_stays_unless_it_is_said(void **state)
{
	struct fixture *fixture = *state;
	char *path = place(fixture, "people.csv");
	struct mq_beside *beside;
	uint64_t bytes;

	assert_int_equal(put(fixture, path, false, "old"), MQ_OK);
	assert_int_equal(put(fixture, path, false, "new"), MQ_ERR_USAGE);
	assert_true(fixture_says(fixture, path));
	assert_non_null(fixture->diag.faults[0].hint);
	assert_holds(path, "old");
	assert_int_equal(put(fixture, path, true, "new"), MQ_OK);
	assert_holds(path, "new");
	unlink(path);
	assert_int_equal(mq_beside_begin(path, false, &beside, &fixture->diag), MQ_OK);
	assert_int_equal(put(fixture, path, false, "came meanwhile"), MQ_OK);
	assert_int_equal(mq_beside_end(beside, &bytes, &fixture->diag), MQ_ERR_IO);
	assert_holds(path, "came meanwhile");
	assert_int_equal(n_files(fixture), 1);
	free(path);
}

static void nothing_but_a_plain_file_is_written(void **state)
{
	struct fixture *fixture = *state;
	char *target = place(fixture, "target");
	char *link = place(fixture, "link");
	char *dangling = place(fixture, "dangling");
	char *fifo = place(fixture, "fifo");
	char *dir = place(fixture, "dir");
	char *slash = place(fixture, "");

	assert_int_equal(put(fixture, target, false, "kept"), MQ_OK);
	assert_int_equal(symlink("target", link), 0);
	assert_int_equal(symlink("nobody", dangling), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(mkdir(dir, 0700), 0);
	for (int overwrite = 0; overwrite < 2; overwrite++) {
		assert_int_equal(put(fixture, link, overwrite, "x"), MQ_ERR_USAGE);
		assert_int_equal(put(fixture, dangling, overwrite, "x"), MQ_ERR_USAGE);
		assert_int_equal(put(fixture, fifo, overwrite, "x"), MQ_ERR_USAGE);
		assert_int_equal(put(fixture, dir, overwrite, "x"), MQ_ERR_USAGE);
		assert_int_equal(put(fixture, slash, overwrite, "x"), MQ_ERR_USAGE);
		assert_int_equal(put(fixture, "", overwrite, "x"), MQ_ERR_USAGE);
		assert_int_equal(put(fixture, "/dev/full", overwrite, "x"), MQ_ERR_USAGE);
	}
	assert_holds(target, "kept");
	assert_int_equal(n_files(fixture), 5);
	free(target);
	free(link);
	free(dangling);
	free(fifo);
	free(dir);
	free(slash);
}

static void a_name_of_any_length_that_can_be_is_written(void **state)
{
	struct fixture *fixture = *state;
	char name[257];
	char *longest;
	char *longer;

	memset(name, 'a', sizeof(name));
	name[256] = '\0';
	longer = place(fixture, name);
	name[255] = '\0';
	longest = place(fixture, name);
	assert_int_equal(put(fixture, longest, false, "x"), MQ_OK);
	assert_int_equal(put(fixture, longer, false, "x"), MQ_ERR_IO);
	assert_int_equal(n_files(fixture), 1);
	free(longest);
	free(longer);
}

static void a_directory_that_is_not_there_is_told(void **state)
{
	struct fixture *fixture = *state;
	char *path = place(fixture, "no/such/people.csv");

	assert_int_equal(put(fixture, path, false, "x"), MQ_ERR_IO);
	assert_true(fixture_says(fixture, "No such file"));
	assert_non_null(fixture->diag.faults[0].hint);
	assert_int_equal(n_files(fixture), 0);
	free(path);
}

static void where_there_is_no_room_nothing_is_left(void **state)
{
	struct fixture *fixture = *state;
	char *path = place(fixture, "people.csv");
	struct rlimit before;
	struct rlimit little = {4096, RLIM_INFINITY};
	static const char block[8192];
	struct mq_beside *beside;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(put(fixture, path, false, "old"), MQ_OK);
	getrlimit(RLIMIT_FSIZE, &before);
	little.rlim_max = before.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	assert_int_equal(mq_beside_begin(path, true, &beside, &fixture->diag), MQ_OK);
	assert_int_equal(mq_beside_write(beside, block, sizeof(block), &fixture->diag), MQ_ERR_FULL);
	assert_non_null(fixture->diag.faults[0].hint);
	mq_beside_drop(beside);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_holds(path, "old");
	assert_int_equal(n_files(fixture), 1);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(a_file_has_its_name_when_it_is_whole),
		fixture_test(what_is_dropped_leaves_nothing),
		fixture_test(a_file_that_is_there_stays_unless_it_is_said),
		fixture_test(nothing_but_a_plain_file_is_written),
		fixture_test(a_name_of_any_length_that_can_be_is_written),
		fixture_test(a_directory_that_is_not_there_is_told),
		fixture_test(where_there_is_no_room_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
