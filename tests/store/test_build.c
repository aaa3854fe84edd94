#include "fixture.h"

#include <dirent.h>

enum { ROWS = 120 };

/* Fill a build so that every row says n, in several transactions. */
static enum mq_err fill(struct mq_build *build, const char *n)
{
	for (uint32_t i = 0; i < ROWS; i += 40) {
		struct mq_txn *txn;
		enum mq_err err = mq_txn_begin_write(mq_build_store(build), &txn, NULL);

		for (uint32_t k = i; err == MQ_OK && k < i + 40; k++) {
			struct mq_key key = { .len = 0 };

			mq_key_add32(&key, k);
			err = mq_txn_append(txn, MQ_TABLE_RECORD, mq_key_slice(&key), str(n));
		}
		if (err == MQ_OK) {
			err = mq_txn_commit(txn, NULL);
		}
		if (err != MQ_OK) {
			return err;
		}
	}
	return MQ_OK;
}

static enum mq_err build_whole(struct mq_store *store, const char *n)
{
	struct mq_build *build;
	enum mq_err err = mq_build_begin(store, &build, NULL);

	if (err != MQ_OK) {
		return err;
	}
	err = fill(build, n);
	if (err != MQ_OK) {
		mq_build_drop(build);
		return err;
	}
	return mq_build_finish(build, NULL);
}

/* What all rows say, the same each: -1 where there are none, -2 where they differ. */
static int rows_say(struct mq_store *store)
{
	struct mq_cursor *cursor;
	struct mq_slice key;
	struct mq_slice value;
	struct mq_txn *txn;
	int said = -1;
	int n = 0;

	if (mq_txn_begin_read(store, &txn, NULL) != MQ_OK) {
		return -3;
	}
	cursor = mq_cursor_new(txn, MQ_TABLE_RECORD, str(""), str(""));
	while (mq_cursor_next(cursor, &key, &value, NULL) == MQ_OK) {
		char text[16] = "";
		int number;

		memcpy(text, value.data, value.len < 15 ? value.len : 15);
		number = atoi(text);
		said = n == 0 || said == number ? number : -2;
		n++;
	}
	mq_cursor_free(cursor);
	mq_txn_abort(txn);
	return n == 0 || n == ROWS ? said : -2;
}

static size_t n_entries(const struct fixture *fix, const char *name)
{
	char *path = fixture_path(fix, name);
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		n += entry->d_name[0] != '.';
	}
	closedir(dir);
	free(path);
	return n;
}

static void a_finished_build_is_in_force_and_the_old_one_gone(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_build *build;
	struct stat st;
	char *spill;
	uint64_t before;
	struct mq_txn *txn;

	assert_int_equal(build_whole(store, "1"), MQ_OK);
	txn = fixture_read(fix, store);
	before = mq_txn_snapshot(txn);
	mq_txn_abort(txn);
	assert_int_equal(mq_build_begin(store, &build, &fix->diag), MQ_OK);
	spill = mq_strdup(mq_build_dir(build));
	assert_int_equal(stat(spill, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(fill(build, "2"), MQ_OK);
	assert_int_equal(rows_say(store), 1);
	assert_int_equal(rows_say(mq_build_store(build)), 2);
	assert_int_equal(mq_build_finish(build, &fix->diag), MQ_OK);
	assert_int_equal(rows_say(store), 2);
	txn = fixture_read(fix, store);
	assert_true(mq_txn_snapshot(txn) != before);
	mq_txn_abort(txn);
	assert_int_equal(stat(spill, &st), -1);
	assert_int_equal(n_entries(fix, "data"), 1);
	mq_store_close(store);
	store = fixture_open(fix);
	assert_int_equal(rows_say(store), 2);
	assert_int_equal(put_one(store, "more", str("2")), MQ_OK);
	mq_store_close(store);
	free(spill);
}

static void a_dropped_build_leaves_all_as_it_was(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_build *build;
	struct mq_txn *txn;

	assert_int_equal(build_whole(store, "1"), MQ_OK);
	assert_int_equal(mq_build_begin(store, &build, NULL), MQ_OK);
	assert_int_equal(fill(build, "2"), MQ_OK);
	assert_int_equal(mq_txn_begin_write(mq_build_store(build), &txn, NULL), MQ_OK);
	mq_build_drop(build);
	mq_build_drop(NULL);
	assert_int_equal(rows_say(store), 1);
	assert_int_equal(n_entries(fix, "data"), 1);
	assert_int_equal(put_one(store, "z", str("1")), MQ_OK);
	mq_store_close(store);
}

static void what_is_sealed_with_the_old_salt_is_read_in_the_new_generation(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);

	for (int i = 0; i < 3; i++) {
		assert_int_equal(build_whole(store, "5"), MQ_OK);
		assert_int_equal(rows_say(store), 5);
	}
	mq_store_close(store);
}

static void nobody_writes_while_a_build_goes_on(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_build *build;
	struct mq_build *second;
	struct mq_txn *txn;

	assert_int_equal(mq_build_begin(store, &build, NULL), MQ_OK);
	assert_int_equal(mq_txn_begin_write(store, &txn, &fix->diag), MQ_ERR_BUSY);
	assert_int_equal(mq_build_begin(store, &second, &fix->diag), MQ_ERR_BUSY);
	mq_build_drop(build);
	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	mq_store_close(store);
}

/* ---- others ---- */

static int watch_the_switch(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	struct mq_txn *txn;
	struct mq_slice value;
	struct mq_key key = { .len = 0 };

	mq_key_add32(&key, 5);
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		mq_txn_begin_read(store, &txn, NULL) != MQ_OK) {
		return 1;
	}
	tell_parent(to_parent);
	wait_for_parent(from_parent);
	/* What was begun goes on, though its file has no name any more. */
	if (mq_txn_get(txn, MQ_TABLE_RECORD, mq_key_slice(&key), &value, NULL) != MQ_OK ||
		value.len != 1 || memcmp(value.data, "1", 1) != 0) {
		return 2;
	}
	mq_txn_abort(txn);
	if (rows_say(store) != 2) {
		return 3;
	}
	/* And a writer who had the old one open writes to the new one. */
	if (put_one(store, "from the child", str("2")) != MQ_OK) {
		return 4;
	}
	mq_store_close(store);
	return 0;
}

static void an_open_reader_meets_the_new_generation_at_its_next_begin(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct child child;

	assert_int_equal(build_whole(store, "1"), MQ_OK);
	mq_store_close(store);
	child = child_start(fix, watch_the_switch);
	child_hear(&child);
	store = fixture_open(fix);
	assert_int_equal(build_whole(store, "2"), MQ_OK);
	child_tell(&child);
	assert_int_equal(child_end(&child), 0);
	assert_holds(store, "from the child", "2");
	assert_int_equal(n_entries(fix, "data"), 1);
	mq_store_close(store);
}

static int build_half(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	struct mq_build *build;

	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		mq_build_begin(store, &build, NULL) != MQ_OK || fill(build, "2") != MQ_OK) {
		return 1;
	}
	tell_parent(to_parent);
	wait_for_parent(from_parent);
	return 0;
}

static void a_killed_build_leaves_the_old_generation(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct child child;

	assert_int_equal(build_whole(store, "1"), MQ_OK);
	mq_store_close(store);
	child = child_start(fix, build_half);
	child_hear(&child);
	kill(child.pid, SIGKILL);
	assert_true(WIFSIGNALED(child_end(&child)));
	assert_int_equal(n_entries(fix, "data"), 3);
	store = fixture_open(fix);
	assert_int_equal(rows_say(store), 1);
	/* The next build takes the left-overs away. */
	assert_int_equal(build_whole(store, "3"), MQ_OK);
	assert_int_equal(rows_say(store), 3);
	assert_int_equal(n_entries(fix, "data"), 1);
	mq_store_close(store);
}

static int build_for_ever(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;

	(void)from_parent;
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 1;
	}
	for (int n = rows_say(store) + 1;; n++) {
		char text[16];

		snprintf(text, sizeof(text), "%d", n);
		if (build_whole(store, text) != MQ_OK) {
			return 2;
		}
		if (write(to_parent, &n, sizeof(n)) != sizeof(n)) {
			return 3;
		}
	}
}

static void a_build_killed_at_any_instant_is_whole_or_not_there(void **state)
{
	struct fixture *fix = *state;
	uint64_t seed = 4711;

	for (int round = 0; round < 40; round++) {
		struct child child = child_start(fix, build_for_ever);
		useconds_t some_time = (useconds_t)(fixture_random(&seed) % 12000);
		struct mq_store *store;
		int acknowledged = -1;
		int said;
		int n;

		assert_int_equal(read(child.from, &acknowledged, sizeof(n)), sizeof(n));
		usleep(some_time);
		kill(child.pid, SIGKILL);
		while (read(child.from, &n, sizeof(n)) == sizeof(n)) {
			acknowledged = n;
		}
		assert_true(WIFSIGNALED(child_end(&child)));
		store = fixture_open(fix);
		said = rows_say(store);
		assert_true(said == acknowledged || said == acknowledged + 1);
		mq_store_close(store);
	}
}

static int read_while_it_switches(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	int last = 0;

	(void)to_parent;
	(void)from_parent;
	for (int i = 0; i < 100; i++) {
		if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
			return 1;
		}
		for (int k = 0; k < 5; k++) {
			int said = rows_say(store);

			if (said < last) {
				return 2;
			}
			last = said;
		}
		mq_store_close(store);
	}
	return 0;
}

static void opening_amid_switches_finds_a_whole_generation(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct child builder;
	struct child readers[2];

	assert_int_equal(build_whole(store, "1"), MQ_OK);
	mq_store_close(store);
	builder = child_start(fix, build_for_ever);
	for (size_t i = 0; i < MQ_LENGTH(readers); i++) {
		readers[i] = child_start(fix, read_while_it_switches);
	}
	for (size_t i = 0; i < MQ_LENGTH(readers); i++) {
		assert_int_equal(child_end(&readers[i]), 0);
	}
	kill(builder.pid, SIGKILL);
	assert_true(WIFSIGNALED(child_end(&builder)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_finished_build_is_in_force_and_the_old_one_gone),
		FIXTURE_TEST(a_dropped_build_leaves_all_as_it_was),
		FIXTURE_TEST(what_is_sealed_with_the_old_salt_is_read_in_the_new_generation),
		FIXTURE_TEST(nobody_writes_while_a_build_goes_on),
		FIXTURE_TEST(an_open_reader_meets_the_new_generation_at_its_next_begin),
		FIXTURE_TEST(a_killed_build_leaves_the_old_generation),
		FIXTURE_TEST(a_build_killed_at_any_instant_is_whole_or_not_there),
		FIXTURE_TEST(opening_amid_switches_finds_a_whole_generation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
