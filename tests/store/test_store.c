#include "damage.h"
#include "mount.h"

static enum mq_err open_fails(struct fixture *fix, const char *dir)
{
	struct mq_store *store = NULL;
	enum mq_err err = mq_store_open(dir, &fixture_options, &store, &fix->diag);

	assert_null(store);
	assert_int_equal(mq_diag_code(&fix->diag), err);
	return err;
}

/* ---- making ---- */

static void a_new_register_is_empty_and_says_where_it_is(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_read(fix, store);

	assert_string_equal(mq_store_dir(store), fix->dir);
	assert_false(mq_store_read_only(store));
	for (int table = 0; table <= MQ_TABLE_LAST; table++) {
		assert_int_equal(mq_txn_count(txn, (enum mq_table)table), 0);
	}
	mq_txn_abort(txn);
	mq_store_close(store);
	mq_store_close(NULL);
}

static void only_we_may_look_into_it(void **state)
{
	static const char *const names[] = { "", "data", "data/1", "data/1/data.mdb",
		"data/1/lock.mdb", "minqing", "current" };
	struct fixture *fix = *state;

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		char *path = fixture_path(fix, names[i]);
		struct stat st;

		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 077, 0);
		free(path);
	}
}

static void what_is_above_it_is_made_too(void **state)
{
	struct fixture *fix = *state;
	char *dir = mq_format("%s/a/b/c", fix->base);
	struct mq_store *store;

	assert_int_equal(mq_store_create(dir, &fixture_options, fixture_salt, NULL), MQ_OK);
	assert_int_equal(mq_store_open(dir, &fixture_options, &store, NULL), MQ_OK);
	mq_store_close(store);
	free(dir);
}

static void an_empty_directory_becomes_one_and_a_full_one_is_left_alone(void **state)
{
	struct fixture *fix = *state;
	char *dir = mq_format("%s/own", fix->base);
	char *file = mq_format("%s/letter.txt", dir);
	size_t len;
	char *bytes;

	assert_int_equal(mkdir(dir, 0700), 0);
	file_write(file, "dear", 4);
	assert_int_equal(mq_store_create(dir, &fixture_options, fixture_salt, &fix->diag),
		MQ_ERR_STORE);
	assert_non_null(fix->diag.faults[0].hint);
	bytes = file_read(file, &len);
	assert_string_equal(bytes, "dear");
	assert_int_equal(unlink(file), 0);
	assert_int_equal(mq_store_create(dir, &fixture_options, fixture_salt, NULL), MQ_OK);
	assert_int_equal(mq_store_create(dir, &fixture_options, fixture_salt, NULL), MQ_ERR_STORE);
	free(bytes);
	free(file);
	free(dir);
}

static void a_file_in_the_place_of_the_directory_is_refused(void **state)
{
	struct fixture *fix = *state;
	char *path = mq_format("%s/file", fix->base);
	char *below = mq_format("%s/reg", path);

	file_write(path, "x", 1);
	assert_int_equal(mq_store_create(path, &fixture_options, fixture_salt, NULL), MQ_ERR_STORE);
	assert_int_equal(mq_store_create(below, &fixture_options, fixture_salt, NULL), MQ_ERR_STORE);
	assert_int_equal(open_fails(fix, path), MQ_ERR_STORE);
	free(below);
	free(path);
}

/* ---- opening what is none ---- */

static void no_such_directory_is_told_with_the_way_out(void **state)
{
	struct fixture *fix = *state;
	char *dir = mq_format("%s/nowhere", fix->base);

	assert_int_equal(open_fails(fix, dir), MQ_ERR_NOT_FOUND);
	assert_non_null(strstr(fix->diag.faults[0].message, dir));
	assert_non_null(strstr(fix->diag.faults[0].hint, "init"));
	assert_int_equal(access(dir, F_OK), -1);
	free(dir);
}

static void a_directory_that_is_no_register_is_refused_and_left_alone(void **state)
{
	struct fixture *fix = *state;

	assert_int_equal(open_fails(fix, fix->base), MQ_ERR_STORE);
	assert_non_null(strstr(fix->diag.faults[0].message, "not a register"));
}

static void a_register_without_its_parts_is_refused(void **state)
{
	static const struct {
		const char *name;
		const char *content;	/* NULL: removed */
		enum mq_err err;
	} rows[] = {
		{ "minqing", NULL, MQ_ERR_STORE },
		{ "minqing", "", MQ_ERR_STORE },
		{ "minqing", "something else\n", MQ_ERR_STORE },
		{ "minqing", "minqing register\nformat \n", MQ_ERR_STORE },
		{ "minqing", "minqing register\nformat x\n", MQ_ERR_STORE },
		{ "minqing", "minqing register\nformat 0\n", MQ_ERR_FORMAT },
		{ "minqing", "minqing register\nformat 1\n", MQ_ERR_FORMAT },
		{ "minqing", "minqing register\nformat 4\n", MQ_ERR_FORMAT },
		{ "minqing", "minqing register\nformat 3\n", MQ_OK },
		{ "current", NULL, MQ_ERR_STORE },
		{ "current", "", MQ_ERR_CORRUPT },
		{ "current", "one\n", MQ_ERR_CORRUPT },
		{ "current", "-1\n", MQ_ERR_CORRUPT },
		{ "current", "../../elsewhere\n", MQ_ERR_CORRUPT },
		{ "current", "1", MQ_ERR_CORRUPT },
		{ "current", "99999999999999999999999\n", MQ_ERR_CORRUPT },
		{ "current", "7\n", MQ_ERR_NOT_FOUND },
		{ "current", "1\n", MQ_OK },
	};
	struct fixture *fix = *state;

	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		char *path = fixture_path(fix, rows[i].name);

		mq_diag_release(&fix->diag);
		if (rows[i].content == NULL) {
			assert_int_equal(unlink(path), 0);
		} else {
			file_write(path, rows[i].content, strlen(rows[i].content));
		}
		if (rows[i].err == MQ_OK) {
			mq_store_close(fixture_open(fix));
		} else {
			assert_int_equal(open_fails(fix, fix->dir), rows[i].err);
			assert_int_equal(fix->diag.n_faults, 1);
		}
		free(path);
	}
}

static void a_newer_format_is_named_and_not_touched(void **state)
{
	struct fixture *fix = *state;
	char *marker = fixture_path(fix, "minqing");
	char *current = fixture_path(fix, "current");

	file_write(marker, "minqing register\nformat 41\n", 27);
	/* What else such a register holds is not ours to understand. */
	file_write(current, "in another way\n", 15);
	assert_int_equal(open_fails(fix, fix->dir), MQ_ERR_FORMAT);
	assert_non_null(strstr(fix->diag.faults[0].message, "41"));
	assert_non_null(strstr(fix->diag.faults[0].message, "newer"));
	free(current);
	free(marker);
}

static void a_marker_or_a_current_that_is_no_plain_file_is_refused(void **state)
{
	static const char *const names[] = { "minqing", "current" };
	struct fixture *fix = *state;

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		char *path = fixture_path(fix, names[i]);
		char *away = mq_format("%s/away", fix->base);

		assert_int_equal(rename(path, away), 0);
		assert_int_equal(mkfifo(path, 0600), 0);
		assert_int_equal(open_fails(fix, fix->dir), MQ_ERR_STORE);
		assert_int_equal(unlink(path), 0);
		assert_int_equal(symlink(away, path), 0);
		assert_int_equal(open_fails(fix, fix->dir), MQ_ERR_STORE);
		assert_int_equal(rename(away, path), 0);
		free(away);
		free(path);
	}
	mq_diag_release(&fix->diag);
	mq_store_close(fixture_open(fix));
}

/* ---- moved away ---- */

static void a_register_moved_away_is_not_written_behind_our_back(void **state)
{
	struct fixture *fix = *state;
	char *away = mq_format("%s/away", fix->base);
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = NULL;
	char held[8];

	assert_int_equal(put_one(store, "a", str("old")), MQ_OK);
	assert_int_equal(rename(fix->dir, away), 0);
	assert_int_equal(mq_txn_begin_write(store, &txn, &fix->diag), MQ_ERR_NOT_FOUND);
	assert_null(txn);
	/* Another in its place is what is written and read from now on. */
	assert_int_equal(mq_store_create(fix->dir, &fixture_options, fixture_salt, NULL), MQ_OK);
	assert_int_equal(get_one(store, "a", held, sizeof(held)), MQ_ERR_NOT_FOUND);
	assert_int_equal(put_one(store, "a", str("new")), MQ_OK);
	assert_holds(store, "a", "new");
	mq_store_close(store);
	assert_int_equal(mq_store_open(away, &fixture_options, &store, NULL), MQ_OK);
	assert_holds(store, "a", "old");
	mq_store_close(store);
	free(away);
}

static void a_data_file_put_in_the_place_of_ours_is_noticed_by_writers(void **state)
{
	struct fixture *fix = *state;
	char *path = fixture_path(fix, "data/1/data.mdb");
	char *copy = mq_format("%s/copy", fix->base);
	struct mq_store *store = fixture_open(fix);
	size_t len;
	char *bytes;

	assert_int_equal(put_one(store, "a", str("kept")), MQ_OK);
	mq_store_close(store);
	bytes = file_read(path, &len);
	file_write(copy, bytes, len);
	store = fixture_open(fix);
	assert_int_equal(put_one(store, "a", str("lost")), MQ_OK);
	assert_int_equal(rename(copy, path), 0);
	assert_int_equal(put_one(store, "b", str("new")), MQ_OK);
	mq_store_close(store);
	store = fixture_open(fix);
	assert_holds(store, "a", "kept");
	assert_holds(store, "b", "new");
	mq_store_close(store);
	free(bytes);
	free(copy);
	free(path);
}

/* ---- disks ---- */

static int work_on_a_read_only_disk(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	struct mq_txn *txn;
	char *below = mq_format("%s/new", fix->dir);
	char held[8];

	(void)to_parent;
	(void)from_parent;
	if (!mount_here(fix->dir, fix->dir, NULL, MS_BIND, NULL) ||
		mount(NULL, fix->dir, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0) {
		return CANNOT_TRY;
	}
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 1;
	}
	if (!mq_store_read_only(store) || get_one(store, "a", held, sizeof(held)) != MQ_OK ||
		strcmp(held, "1") != 0) {
		return 2;
	}
	if (mq_txn_begin_write(store, &txn, NULL) != MQ_ERR_READONLY) {
		return 3;
	}
	if (mq_store_create(below, &fixture_options, fixture_salt, NULL) != MQ_ERR_READONLY) {
		return 4;
	}
	mq_store_close(store);
	free(below);
	return 0;
}

static void a_disk_that_cannot_be_written_is_opened_for_reading(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	int result;

	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	mq_store_close(store);
	result = child_result(fix, work_on_a_read_only_disk);
	if (result == CANNOT_TRY) {
		skip();
	}
	assert_int_equal(result, 0);
}

/* Another account: what it may only read it reads, what it may not it is told. */
static int look_as_nobody(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	enum mq_err err;
	char held[8];

	(void)to_parent;
	(void)from_parent;
	if (setgid(65534) != 0 || setuid(65534) != 0) {
		return CANNOT_TRY;
	}
	err = mq_store_open(fix->dir, &fixture_options, &store, NULL);
	if (err != MQ_OK) {
		return (int)err;
	}
	if (!mq_store_read_only(store) || get_one(store, "a", held, sizeof(held)) != MQ_OK) {
		return 50;
	}
	return 0;
}

static void allow_reading(const struct fixture *fix, mode_t dirs, mode_t files)
{
	static const char *const names[] = { "data/1/data.mdb", "data/1/lock.mdb", "minqing",
		"current", "data/1", "data", "", ".." };

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		char *path = fixture_path(fix, names[i]);

		assert_int_equal(chmod(path, i < 4 ? files : dirs), 0);
		free(path);
	}
}

static void another_account_reads_only_what_nobody_can_be_writing(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	char *lock = fixture_path(fix, "data/1/lock.mdb");

	if (geteuid() != 0) {
		mq_store_close(store);
		free(lock);
		skip();
	}
	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	mq_store_close(store);
	assert_int_equal(child_result(fix, look_as_nobody), MQ_ERR_DENIED);
	/* Without taking part in the locks, beside one who may write: no. */
	allow_reading(fix, 0755, 0644);
	assert_int_equal(child_result(fix, look_as_nobody), MQ_ERR_DENIED);
	/* A register that is frozen, or has no lock file: nobody is writing. */
	allow_reading(fix, 0555, 0444);
	assert_int_equal(child_result(fix, look_as_nobody), 0);
	allow_reading(fix, 0755, 0644);
	assert_int_equal(unlink(lock), 0);
	assert_int_equal(child_result(fix, look_as_nobody), 0);
	free(lock);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_new_register_is_empty_and_says_where_it_is),
		FIXTURE_TEST(only_we_may_look_into_it),
		FIXTURE_TEST(what_is_above_it_is_made_too),
		FIXTURE_TEST(an_empty_directory_becomes_one_and_a_full_one_is_left_alone),
		FIXTURE_TEST(a_file_in_the_place_of_the_directory_is_refused),
		FIXTURE_TEST(no_such_directory_is_told_with_the_way_out),
		FIXTURE_TEST(a_directory_that_is_no_register_is_refused_and_left_alone),
		FIXTURE_TEST(a_register_without_its_parts_is_refused),
		FIXTURE_TEST(a_newer_format_is_named_and_not_touched),
		FIXTURE_TEST(a_marker_or_a_current_that_is_no_plain_file_is_refused),
		FIXTURE_TEST(a_register_moved_away_is_not_written_behind_our_back),
		FIXTURE_TEST(a_data_file_put_in_the_place_of_ours_is_noticed_by_writers),
		FIXTURE_TEST(a_disk_that_cannot_be_written_is_opened_for_reading),
		FIXTURE_TEST(another_account_reads_only_what_nobody_can_be_writing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
