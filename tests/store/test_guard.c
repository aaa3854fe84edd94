#include "damage.h"

#include <fcntl.h>
#include <lmdb.h>

/* 0 where the register opened; else its mq_err. Killed by a signal: see child_result. */
static int try_open(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	struct mq_txn *txn;
	struct mq_slice key;
	struct mq_slice value;
	enum mq_err err = mq_store_open(fix->dir, &fixture_options, &store, NULL);

	(void)to_parent;
	(void)from_parent;
	if (err != MQ_OK) {
		return (int)err;
	}
	if (mq_txn_begin_read(store, &txn, NULL) == MQ_OK) {
		struct mq_cursor *cursor = mq_cursor_new(txn, MQ_TABLE_RECORD, str(""), str(""));

		while (mq_cursor_next(cursor, &key, &value, NULL) == MQ_OK) {
			continue;
		}
	}
	return 0;
}

static void fill(struct fixture *fix)
{
	struct mq_store *store = fixture_open(fix);

	for (int i = 0; i < 20; i++) {
		static const char block[9000] = "x";
		char name[16];

		snprintf(name, sizeof(name), "%d", i);
		assert_int_equal(put_one(store, name, mq_slice(block, sizeof(block))), MQ_OK);
	}
	mq_store_close(store);
}

static char *data_path(const struct fixture *fix)
{
	return fixture_path(fix, "data/1/data.mdb");
}

static void a_file_cut_anywhere_is_refused_without_a_signal(void **state)
{
	struct fixture *fix = *state;
	char *path = data_path(fix);
	char *bytes;
	size_t len;

	fill(fix);
	bytes = file_read(path, &len);
	assert_true(len > 100000);
	for (size_t cut = 0; cut < len; cut += 4096) {
		file_write(path, bytes, cut);
		assert_int_equal(child_result(fix, try_open), MQ_ERR_CORRUPT);
	}
	file_write(path, bytes, len - 1);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_CORRUPT);
	file_write(path, bytes, len);
	assert_int_equal(child_result(fix, try_open), 0);
	free(bytes);
	free(path);
}

static void what_is_cut_is_told_with_its_sizes(void **state)
{
	struct fixture *fix = *state;
	char *path = data_path(fix);
	struct mq_store *store;

	fill(fix);
	assert_int_equal(truncate(path, 20480), 0);
	assert_int_equal(mq_store_open(fix->dir, &fixture_options, &store, &fix->diag),
		MQ_ERR_CORRUPT);
	assert_int_equal(fix->diag.n_faults, 1);
	assert_non_null(strstr(fix->diag.faults[0].message, "20480"));
	assert_non_null(strstr(fix->diag.faults[0].message, path));
	assert_non_null(fix->diag.faults[0].hint);
	free(path);
}

static void random_bytes_are_refused_without_a_signal(void **state)
{
	struct fixture *fix = *state;
	char *path = data_path(fix);
	uint64_t bytes[4096];
	uint64_t seed = 3;

	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < MQ_LENGTH(bytes); i++) {
			bytes[i] = fixture_random(&seed);
		}
		file_write(path, bytes, sizeof(bytes));
		assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	}
	free(path);
}

static void an_empty_file_is_not_made_a_register(void **state)
{
	struct fixture *fix = *state;
	char *path = data_path(fix);
	struct stat st;

	file_write(path, "", 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_CORRUPT);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_NOT_FOUND);
	assert_int_equal(stat(path, &st), -1);
	free(path);
}

/* Change one number in both heads, as another LMDB would have it. */
static void set_in_heads(const char *path, size_t offset, uint32_t value)
{
	size_t len;
	char *bytes = file_read(path, &len);

	memcpy(bytes + offset, &value, sizeof(value));
	memcpy(bytes + 4096 + offset, &value, sizeof(value));
	file_write(path, bytes, len);
	free(bytes);
}

static void another_version_of_lmdb_is_told_from_another_file(void **state)
{
	struct fixture *fix = *state;
	char *path = data_path(fix);

	set_in_heads(path, 20, 2);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_FORMAT);
	set_in_heads(path, 20, 1);
	assert_int_equal(child_result(fix, try_open), 0);
	set_in_heads(path, 16, 0xdec0efbeu);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	free(path);
}

static void a_damaged_head_is_refused_without_a_signal(void **state)
{
	static const struct {
		size_t offset;
		uint32_t value;
	} rows[] = {
		{ 40, 0 }, { 40, 1 }, { 40, 4097 }, { 40, 0xffffffffu }, { 40, 128 }, { 40, 65536 },
		{ 136, 0xffffff }, { 140, 0x7fffffff }, { 140, 0xffffffffu },
	};
	struct fixture *fix = *state;
	char *path = data_path(fix);
	char *bytes;
	size_t len;

	fill(fix);
	bytes = file_read(path, &len);
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		int result;

		set_in_heads(path, rows[i].offset, rows[i].value);
		result = child_result(fix, try_open);
		assert_true(result == MQ_ERR_CORRUPT || result == MQ_ERR_STORE);
		file_write(path, bytes, len);
	}
	free(bytes);
	free(path);
}

static void another_programs_database_is_no_register(void **state)
{
	struct fixture *fix = *state;
	char *dir = fixture_path(fix, "data/1");
	char *path = data_path(fix);
	struct mq_store *store;
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;
	MDB_val word = { 5, (void *)(uintptr_t)"hello" };

	assert_int_equal(unlink(path), 0);
	assert_int_equal(mdb_env_create(&env), 0);
	assert_int_equal(mdb_env_open(env, dir, 0, 0600), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, NULL, 0, &dbi), 0);
	assert_int_equal(mdb_put(txn, dbi, &word, &word, 0), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	mdb_env_close(env);
	assert_int_equal(mq_store_open(fix->dir, &fixture_options, &store, &fix->diag), MQ_ERR_STORE);
	assert_non_null(strstr(fix->diag.faults[0].message, "data.mdb"));
	free(path);
	free(dir);
}

static void only_a_plain_file_of_ours_is_mapped(void **state)
{
	struct fixture *fix = *state;
	char *path = data_path(fix);
	char *other = mq_format("%s/other", fix->base);

	assert_int_equal(rename(path, other), 0);
	assert_int_equal(symlink(other, path), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(link(other, path), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	assert_int_equal(unlink(other), 0);
	assert_int_equal(chmod(path, 0666), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_DENIED);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(child_result(fix, try_open), 0);
	free(other);
	free(path);
}

/* ---- the lock file ---- */

static void a_missing_cut_or_senseless_lock_file_is_made_anew(void **state)
{
	struct fixture *fix = *state;
	char *path = fixture_path(fix, "data/1/lock.mdb");
	static char garbage[200000];
	struct stat st;

	assert_int_equal(unlink(path), 0);
	assert_int_equal(child_result(fix, try_open), 0);
	assert_int_equal(truncate(path, 100), 0);
	assert_int_equal(child_result(fix, try_open), 0);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(truncate(path, 1 << 20), 0);
	assert_int_equal(child_result(fix, try_open), 0);
	memset(garbage, 0xa5, sizeof(garbage));
	file_write(path, garbage, sizeof(garbage));
	assert_int_equal(child_result(fix, try_open), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_blocks * 512 >= st.st_size);
	free(path);
}

static void the_lock_file_has_its_blocks_and_2048_slots(void **state)
{
	struct fixture *fix = *state;
	char *path = fixture_path(fix, "data/1/lock.mdb");
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size >= 2048 * 64);
	assert_true(st.st_blocks * 512 >= st.st_size);
	free(path);
}

static void a_lock_file_that_is_none_is_refused(void **state)
{
	struct fixture *fix = *state;
	char *path = fixture_path(fix, "data/1/lock.mdb");
	char *elsewhere = mq_format("%s/elsewhere", fix->base);
	int result;

	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	result = child_result(fix, try_open);
	assert_true(result == MQ_ERR_STORE || result == MQ_ERR_IO);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(symlink(elsewhere, path), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	assert_int_equal(access(elsewhere, F_OK), -1);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(child_result(fix, try_open), MQ_ERR_STORE);
	free(elsewhere);
	free(path);
}

static void many_may_open_at_once_where_there_is_no_lock_file_yet(void **state)
{
	struct fixture *fix = *state;
	char *path = fixture_path(fix, "data/1/lock.mdb");

	fill(fix);
	for (int round = 0; round < 20; round++) {
		struct child children[6];

		assert_int_equal(unlink(path), 0);
		for (size_t i = 0; i < MQ_LENGTH(children); i++) {
			children[i] = child_start(fix, try_open);
		}
		for (size_t i = 0; i < MQ_LENGTH(children); i++) {
			assert_int_equal(child_end(&children[i]), 0);
		}
	}
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_file_cut_anywhere_is_refused_without_a_signal),
		FIXTURE_TEST(what_is_cut_is_told_with_its_sizes),
		FIXTURE_TEST(random_bytes_are_refused_without_a_signal),
		FIXTURE_TEST(an_empty_file_is_not_made_a_register),
		FIXTURE_TEST(another_version_of_lmdb_is_told_from_another_file),
		FIXTURE_TEST(a_damaged_head_is_refused_without_a_signal),
		FIXTURE_TEST(another_programs_database_is_no_register),
		FIXTURE_TEST(only_a_plain_file_of_ours_is_mapped),
		FIXTURE_TEST(a_missing_cut_or_senseless_lock_file_is_made_anew),
		FIXTURE_TEST(the_lock_file_has_its_blocks_and_2048_slots),
		FIXTURE_TEST(a_lock_file_that_is_none_is_refused),
		FIXTURE_TEST(many_may_open_at_once_where_there_is_no_lock_file_yet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
