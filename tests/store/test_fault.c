#include "fixture.h"
#include "mount.h"

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <sys/resource.h>

#include "../../src/store/fault.h"

static void foreign_codes_have_our_meaning(void **state)
{
	static const struct {
		int rc;
		enum mq_err err;
	} rows[] = {
		{ 0, MQ_OK },
		{ MDB_NOTFOUND, MQ_ERR_NOT_FOUND },
		{ MDB_CORRUPTED, MQ_ERR_CORRUPT },
		{ MDB_PAGE_NOTFOUND, MQ_ERR_CORRUPT },
		{ MDB_VERSION_MISMATCH, MQ_ERR_FORMAT },
		{ MDB_INVALID, MQ_ERR_STORE },
		{ MDB_MAP_FULL, MQ_ERR_FULL },
		{ ENOSPC, MQ_ERR_FULL },
		{ EDQUOT, MQ_ERR_FULL },
		{ EROFS, MQ_ERR_READONLY },
		{ EACCES, MQ_ERR_DENIED },
		{ EINTR, MQ_ERR_IO },
		{ MDB_BAD_TXN, MQ_ERR_IO },
	};
	struct fixture *fix = *state;

	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		mq_diag_release(&fix->diag);
		assert_int_equal(mq_fault_code(rows[i].rc, fix->dir), rows[i].err);
		assert_int_equal(mq_fault_add(&fix->diag, rows[i].rc, fix->dir), rows[i].err);
		assert_int_equal(fix->diag.n_faults, rows[i].rc != 0);
		if (rows[i].rc != 0) {
			assert_non_null(strstr(fix->diag.faults[0].message, fix->dir));
		}
	}
}

static void an_error_of_the_disk_is_the_disks_where_there_is_room(void **state)
{
	struct fixture *fix = *state;
	char *path = fixture_path(fix, "data/1/data.mdb");

	assert_int_equal(mq_fault_code(EIO, path), MQ_ERR_IO);
	free(path);
}

/* ---- no room ---- */

/* One row a commit until that fails; *n counts those acknowledged. */
static enum mq_err fill_up(struct mq_store *store, uint32_t *n, struct mq_diag *diag)
{
	static const char block[30000] = "x";

	for (*n = 0; *n < 10000; ++*n) {
		struct mq_key key = { .len = 0 };
		struct mq_txn *txn;
		enum mq_err err = mq_txn_begin_write(store, &txn, diag);

		if (err != MQ_OK) {
			return err;
		}
		mq_key_add32(&key, *n);
		mq_txn_put(txn, MQ_TABLE_COLUMN, mq_key_slice(&key),
			(struct mq_slice){ block, sizeof(block) });
		err = mq_txn_commit(txn, diag);
		if (err != MQ_OK) {
			return err;
		}
	}
	return MQ_OK;
}

static void a_full_map_is_said_and_loses_nothing(void **state)
{
	struct fixture *fix = *state;
	struct mq_store_options small = fixture_options;
	struct mq_store *store;
	struct mq_txn *txn;
	uint32_t done;

	small.map_bytes = 1 << 20;
	assert_int_equal(mq_store_open(fix->dir, &small, &store, NULL), MQ_OK);
	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	assert_int_equal(fill_up(store, &done, &fix->diag), MQ_ERR_FULL);
	assert_int_equal(mq_diag_code(&fix->diag), MQ_ERR_FULL);
	assert_non_null(fix->diag.faults[0].hint);
	assert_holds(store, "a", "1");
	txn = fixture_write(fix, store);
	assert_true(done > 10);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_COLUMN), done);
	for (uint32_t i = 0; i < 5; i++) {
		struct mq_key key = { .len = 0 };

		mq_key_add32(&key, i);
		mq_txn_delete(txn, MQ_TABLE_COLUMN, mq_key_slice(&key));
	}
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	assert_int_equal(put_one(store, "b", str("2")), MQ_OK);
	assert_holds(store, "b", "2");
	mq_store_close(store);
}

/* The file may grow to 600 kB, no further: writing past that is EFBIG, or a short
 * write that LMDB calls EIO. */
static int write_under_a_size_limit(struct fixture *fix, int to_parent, int from_parent)
{
	struct rlimit limit;
	struct mq_store *store;
	enum mq_err err;
	uint32_t n;
	char held[8];

	(void)to_parent;
	(void)from_parent;
	signal(SIGXFSZ, SIG_IGN);
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		put_one(store, "a", str("1")) != MQ_OK) {
		return 1;
	}
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = 600 * 1000;
	setrlimit(RLIMIT_FSIZE, &limit);
	err = fill_up(store, &n, NULL);
	if (err != MQ_ERR_FULL) {
		return 10 + (int)err;
	}
	if (get_one(store, "a", held, sizeof(held)) != MQ_OK || strcmp(held, "1") != 0) {
		return 2;
	}
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
	if (put_one(store, "b", str("2")) != MQ_OK) {
		return 3;
	}
	mq_store_close(store);
	return 0;
}

static void a_file_that_may_not_grow_is_full_and_loses_nothing(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store;

	assert_int_equal(child_result(fix, write_under_a_size_limit), 0);
	store = fixture_open(fix);
	assert_holds(store, "a", "1");
	assert_holds(store, "b", "2");
	mq_store_close(store);
}

static void use_up(const char *path)
{
	static const char block[4096];
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	while (write(fd, block, sizeof(block)) > 0) {
		continue;
	}
	close(fd);
}

static int work_on_a_full_disk(struct fixture *fix, int to_parent, int from_parent)
{
	char *lock;
	char *filler;
	struct mq_store *store;
	struct mq_build *build;
	struct mq_txn *txn;
	uint32_t n;
	uint64_t there;

	(void)to_parent;
	(void)from_parent;
	snprintf(fix->dir, sizeof(fix->dir), "%.*s/disk", PATH_MAX - 8, fix->base);
	if (mkdir(fix->dir, 0700) != 0 || !mount_here("none", fix->dir, "tmpfs", 0, "size=3m")) {
		return CANNOT_TRY;
	}
	if (mq_store_create(fix->dir, &fixture_options, fixture_salt, NULL) != MQ_OK ||
		mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 1;
	}
	if (fill_up(store, &n, NULL) != MQ_ERR_FULL || n < 20) {
		return 2;
	}
	if (mq_txn_begin_read(store, &txn, NULL) != MQ_OK) {
		return 3;
	}
	there = mq_txn_count(txn, MQ_TABLE_COLUMN);
	mq_txn_abort(txn);
	if (there != n) {
		return 4;
	}
	if (mq_build_begin(store, &build, NULL) != MQ_ERR_FULL) {
		return 5;
	}
	mq_store_close(store);
	/* With its lock file lost it is refused in words, not with a SIGBUS. */
	lock = fixture_path(fix, "data/1/lock.mdb");
	if (truncate(lock, 0) != 0) {
		return 6;
	}
	filler = fixture_path(fix, "filler");
	use_up(filler);
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_ERR_FULL) {
		return 7;
	}
	/* Room again: it goes on. */
	if (unlink(filler) != 0 || mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 8;
	}
	free(filler);
	free(lock);
	return 0;
}

static void a_full_disk_is_said_and_loses_nothing(void **state)
{
	struct fixture *fix = *state;
	int result = child_result(fix, work_on_a_full_disk);

	if (result == CANNOT_TRY) {
		skip();
	}
	assert_int_equal(result, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(foreign_codes_have_our_meaning),
		FIXTURE_TEST(an_error_of_the_disk_is_the_disks_where_there_is_room),
		FIXTURE_TEST(a_full_map_is_said_and_loses_nothing),
		FIXTURE_TEST(a_file_that_may_not_grow_is_full_and_loses_nothing),
		FIXTURE_TEST(a_full_disk_is_said_and_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
