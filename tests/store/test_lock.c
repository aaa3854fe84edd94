#include "fixture.h"

#include <stdio.h>
#include <time.h>

static const struct mq_store_options hasty = {
	.seal = fixture_seal,
	.holder = "li",
	.lock_wait_ms = 60,
};

static int hold_the_lock(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	struct mq_txn *txn;

	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		mq_txn_begin_write(store, &txn, NULL) != MQ_OK) {
		return 1;
	}
	mq_txn_put(txn, MQ_TABLE_RECORD, str("half"), str("done"));
	tell_parent(to_parent);
	wait_for_parent(from_parent);
	if (mq_txn_commit(txn, NULL) != MQ_OK) {
		return 2;
	}
	mq_store_close(store);
	return 0;
}

static struct child start_holder(struct fixture *fix)
{
	struct child child = child_start(fix, hold_the_lock);

	child_hear(&child);
	return child;
}

static void assert_busy(struct fixture *fix, struct mq_store *store, pid_t holder)
{
	struct mq_txn *txn = NULL;
	char pid[32];

	assert_int_equal(mq_txn_begin_write(store, &txn, &fix->diag), MQ_ERR_BUSY);
	assert_null(txn);
	snprintf(pid, sizeof(pid), "%ld", (long)holder);
	assert_non_null(strstr(fix->diag.faults[0].message, pid));
	assert_non_null(strstr(fix->diag.faults[0].message, "\"wang\""));
	assert_non_null(strstr(fix->diag.faults[0].message, "T"));
	assert_non_null(fix->diag.faults[0].hint);
}

static void a_second_writer_is_told_who_holds_the_lock(void **state)
{
	struct fixture *fix = *state;
	struct child child = start_holder(fix);
	struct mq_store *store;
	char held[8];

	assert_int_equal(mq_store_open(fix->dir, &hasty, &store, NULL), MQ_OK);
	assert_busy(fix, store, child.pid);
	assert_int_equal(get_one(store, "half", held, sizeof(held)), MQ_ERR_NOT_FOUND);
	child_tell(&child);
	assert_int_equal(child_end(&child), 0);
	assert_int_equal(put_one(store, "whole", str("done")), MQ_OK);
	assert_holds(store, "half", "done");
	mq_store_close(store);
}

static int write_when_told(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	enum mq_err err = mq_store_open(fix->dir, &fixture_options, &store, NULL);

	(void)to_parent;
	wait_for_parent(from_parent);
	if (err == MQ_OK) {
		err = put_one(store, "waited", str("first"));
		mq_store_close(store);
	}
	return (int)err;
}

static void let_somebody_wait(const struct mq_txn *txn, struct child *child)
{
	const struct timespec nap = { .tv_nsec = 1000 * 1000 };

	assert_false(mq_txn_is_awaited(txn));
	child_tell(child);
	while (!mq_txn_is_awaited(txn)) {
		nanosleep(&nap, NULL);
	}
}

static void who_writes_again_at_once_comes_after_who_waits(void **state)
{
	struct fixture *fix = *state;
	struct child child = child_start(fix, write_when_told);
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);

	let_somebody_wait(txn, &child);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	txn = fixture_write(fix, store);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_RECORD), 1);
	assert_false(mq_txn_is_awaited(txn));
	mq_txn_abort(txn);
	assert_int_equal(child_end(&child), 0);
	mq_store_close(store);
}

static void who_was_stopped_while_waiting_blocks_nobody(void **state)
{
	struct fixture *fix = *state;
	struct child child = child_start(fix, write_when_told);
	struct mq_store *store;
	struct mq_txn *txn = NULL;
	int status;

	assert_int_equal(mq_store_open(fix->dir, &hasty, &store, NULL), MQ_OK);
	assert_int_equal(mq_txn_begin_write(store, &txn, NULL), MQ_OK);
	let_somebody_wait(txn, &child);
	kill(child.pid, SIGSTOP);
	assert_int_equal(waitpid(child.pid, &status, WUNTRACED), child.pid);
	mq_txn_abort(txn);
	assert_int_equal(put_one(store, "second", str("done")), MQ_OK);
	kill(child.pid, SIGCONT);
	assert_int_equal(child_end(&child), 0);
	assert_holds(store, "waited", "first");
	mq_store_close(store);
}

static void a_stopped_holder_blocks_nobody_for_ever(void **state)
{
	struct fixture *fix = *state;
	struct child child = start_holder(fix);
	struct mq_store *store;
	int status;

	kill(child.pid, SIGSTOP);
	assert_int_equal(waitpid(child.pid, &status, WUNTRACED), child.pid);
	assert_true(WIFSTOPPED(status));
	assert_int_equal(mq_store_open(fix->dir, &hasty, &store, NULL), MQ_OK);
	assert_busy(fix, store, child.pid);
	kill(child.pid, SIGCONT);
	child_tell(&child);
	assert_int_equal(child_end(&child), 0);
	assert_int_equal(put_one(store, "whole", str("done")), MQ_OK);
	mq_store_close(store);
}

static void a_killed_holder_is_passed_and_left_nothing(void **state)
{
	struct fixture *fix = *state;
	struct child child = start_holder(fix);
	struct mq_store *store;
	char held[8];

	assert_int_equal(mq_store_open(fix->dir, &hasty, &store, NULL), MQ_OK);
	kill(child.pid, SIGSTOP);
	assert_busy(fix, store, child.pid);
	kill(child.pid, SIGKILL);
	assert_true(WIFSIGNALED(child_end(&child)));
	assert_int_equal(put_one(store, "whole", str("done")), MQ_OK);
	assert_int_equal(get_one(store, "half", held, sizeof(held)), MQ_ERR_NOT_FOUND);
	mq_store_close(store);
}

static int commit_fifty_times(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;

	(void)to_parent;
	(void)from_parent;
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 1;
	}
	for (int i = 0; i < 50; i++) {
		struct mq_key key = { .len = 0 };
		struct mq_txn *txn;

		if (mq_txn_begin_write(store, &txn, NULL) != MQ_OK) {
			return 2;
		}
		mq_key_add32(&key, (uint32_t)mq_txn_count(txn, MQ_TABLE_ACT));
		mq_txn_append(txn, MQ_TABLE_ACT, mq_key_slice(&key), str("x"));
		if (mq_txn_commit(txn, NULL) != MQ_OK) {
			return 3;
		}
	}
	mq_store_close(store);
	return 0;
}

static void writers_take_turns(void **state)
{
	struct fixture *fix = *state;
	struct child children[3];
	struct mq_store *store;
	struct mq_txn *txn;

	for (size_t i = 0; i < MQ_LENGTH(children); i++) {
		children[i] = child_start(fix, commit_fifty_times);
	}
	for (size_t i = 0; i < MQ_LENGTH(children); i++) {
		assert_int_equal(child_end(&children[i]), 0);
	}
	store = fixture_open(fix);
	txn = fixture_read(fix, store);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_ACT), 150);
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void the_lock_is_no_link_to_elsewhere(void **state)
{
	struct fixture *fix = *state;
	char *lock = fixture_path(fix, "write.lock");
	char *elsewhere = mq_format("%s/elsewhere", fix->base);
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn;

	unlink(lock);
	assert_int_equal(symlink(elsewhere, lock), 0);
	assert_int_equal(mq_txn_begin_write(store, &txn, &fix->diag), MQ_ERR_STORE);
	assert_int_equal(access(elsewhere, F_OK), -1);
	mq_store_close(store);
	free(elsewhere);
	free(lock);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_second_writer_is_told_who_holds_the_lock),
		FIXTURE_TEST(who_writes_again_at_once_comes_after_who_waits),
		FIXTURE_TEST(who_was_stopped_while_waiting_blocks_nobody),
		FIXTURE_TEST(a_stopped_holder_blocks_nobody_for_ever),
		FIXTURE_TEST(a_killed_holder_is_passed_and_left_nothing),
		FIXTURE_TEST(writers_take_turns),
		FIXTURE_TEST(the_lock_is_no_link_to_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
