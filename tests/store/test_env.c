#include "fixture.h"

#include <fcntl.h>
#include <stdio.h>

static void a_program_that_is_run_gets_no_descriptor_of_the_register(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	char *command = mq_format("for f in /proc/self/fd/*; do readlink \"$f\"; done | grep -c '%s'",
		fix->dir);
	char answer[16] = "";
	FILE *child = popen(command, "r");

	assert_non_null(child);
	assert_non_null(fgets(answer, sizeof(answer), child));
	pclose(child);
	assert_string_equal(answer, "0\n");
	mq_txn_abort(txn);
	mq_store_close(store);
	free(command);
}

static void closing_leaves_no_descriptor_behind(void **state)
{
	struct fixture *fix = *state;
	int before = dup(0);
	int after;

	close(before);
	for (int i = 0; i < 20; i++) {
		struct mq_store *store = fixture_open(fix);

		assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
		mq_store_close(store);
	}
	after = dup(0);
	close(after);
	assert_int_equal(before, after);
}

/* ---- a map that another process made larger ---- */

static enum mq_err put_blocks(struct mq_store *store, uint32_t from, uint32_t n)
{
	static char block[100000];
	struct mq_txn *txn;
	enum mq_err err = mq_txn_begin_write(store, &txn, NULL);

	if (err != MQ_OK) {
		return err;
	}
	for (uint32_t i = from; i < from + n; i++) {
		struct mq_key key = { .len = 0 };

		mq_key_add32(&key, i);
		mq_txn_put(txn, MQ_TABLE_COLUMN, mq_key_slice(&key), mq_slice(block, sizeof(block)));
	}
	return mq_txn_commit(txn, NULL);
}

static int grow_the_file(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;

	(void)to_parent;
	(void)from_parent;
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		put_blocks(store, 0, 60) != MQ_OK) {
		return 1;
	}
	mq_store_close(store);
	return 0;
}

static int keep_a_small_map(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store_options small = fixture_options;
	struct mq_store *store;
	char held[8];

	small.map_bytes = 1 << 20;
	if (mq_store_open(fix->dir, &small, &store, NULL) != MQ_OK ||
		put_one(store, "a", str("1")) != MQ_OK ||
		get_one(store, "a", held, sizeof(held)) != MQ_OK) {
		return 1;
	}
	tell_parent(to_parent);
	wait_for_parent(from_parent);
	if (get_one(store, "a", held, sizeof(held)) != MQ_OK || strcmp(held, "1") != 0) {
		return 2;
	}
	if (put_one(store, "b", str("2")) != MQ_OK) {
		return 3;
	}
	mq_store_close(store);
	return 0;
}

static void who_has_a_small_map_maps_again_when_the_file_grew(void **state)
{
	struct fixture *fix = *state;
	struct child child = child_start(fix, keep_a_small_map);
	struct mq_store *store;

	child_hear(&child);
	assert_int_equal(child_result(fix, grow_the_file), 0);
	child_tell(&child);
	assert_int_equal(child_end(&child), 0);
	store = fixture_open(fix);
	assert_holds(store, "b", "2");
	mq_store_close(store);
}

/* ---- reader slots ---- */

static int read_until_killed(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	struct mq_txn *txn;

	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		mq_txn_begin_read(store, &txn, NULL) != MQ_OK) {
		return 1;
	}
	tell_parent(to_parent);
	wait_for_parent(from_parent);
	return 0;
}

static void killed_readers_give_their_slots_back(void **state)
{
	struct fixture *fix = *state;
	struct child children[150];
	struct mq_store *store;

	for (size_t i = 0; i < MQ_LENGTH(children); i++) {
		children[i] = child_start(fix, read_until_killed);
		child_hear(&children[i]);
	}
	for (size_t i = 0; i < MQ_LENGTH(children); i++) {
		kill(children[i].pid, SIGKILL);
		assert_true(WIFSIGNALED(child_end(&children[i])));
	}
	store = fixture_open(fix);
	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	assert_holds(store, "a", "1");
	mq_store_close(store);
}

static void a_read_only_store_reads_beside_a_writer(void **state)
{
	struct fixture *fix = *state;
	struct mq_store_options reading = fixture_options;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = NULL;

	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	assert_false(mq_store_read_only(store));
	mq_store_close(store);
	reading.read_only = true;
	assert_int_equal(mq_store_open(fix->dir, &reading, &store, NULL), MQ_OK);
	assert_true(mq_store_read_only(store));
	assert_holds(store, "a", "1");
	assert_int_equal(mq_txn_begin_write(store, &txn, &fix->diag), MQ_ERR_READONLY);
	assert_null(txn);
	assert_int_equal(child_result(fix, grow_the_file), 0);
	txn = fixture_read(fix, store);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_COLUMN), 60);
	mq_txn_abort(txn);
	mq_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_program_that_is_run_gets_no_descriptor_of_the_register),
		FIXTURE_TEST(closing_leaves_no_descriptor_behind),
		FIXTURE_TEST(who_has_a_small_map_maps_again_when_the_file_grew),
		FIXTURE_TEST(killed_readers_give_their_slots_back),
		FIXTURE_TEST(a_read_only_store_reads_beside_a_writer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
