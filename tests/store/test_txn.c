#include "fixture.h"

static void what_is_committed_is_read_back(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	struct mq_slice value;

	mq_txn_put(txn, MQ_TABLE_RECORD, str("a"), str("阳曲路760弄"));
	mq_txn_put(txn, MQ_TABLE_KEY, str("a"), str(""));
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_RECORD, str("a"), &value, NULL), MQ_OK);
	assert_memory_equal(value.data, "阳曲路760弄", value.len);
	assert_int_equal(mq_txn_bytes(txn), 2 + strlen("阳曲路760弄"));
	assert_int_equal(mq_txn_commit(txn, &fix->diag), MQ_OK);
	mq_store_close(store);

	store = fixture_open(fix);
	assert_holds(store, "a", "阳曲路760弄");
	txn = fixture_read(fix, store);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_KEY, str("a"), &value, NULL), MQ_OK);
	assert_int_equal(value.len, 0);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_GRAM, str("a"), &value, &fix->diag),
		MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_RECORD), 1);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_GRAM), 0);
	assert_int_equal(fix->diag.n_faults, 0);
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void an_aborted_write_leaves_nothing(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn;
	char held[8];

	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	txn = fixture_write(fix, store);
	mq_txn_put(txn, MQ_TABLE_RECORD, str("a"), str("2"));
	mq_txn_delete(txn, MQ_TABLE_RECORD, str("a"));
	mq_txn_put(txn, MQ_TABLE_RECORD, str("b"), str("2"));
	mq_txn_abort(txn);
	assert_holds(store, "a", "1");
	assert_int_equal(get_one(store, "b", held, sizeof(held)), MQ_ERR_NOT_FOUND);
	mq_txn_abort(NULL);
	mq_store_close(store);
}

static void closing_drops_what_was_not_committed(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	char held[8];

	mq_txn_put(txn, MQ_TABLE_RECORD, str("a"), str("1"));
	mq_store_close(store);
	store = fixture_open(fix);
	assert_int_equal(get_one(store, "a", held, sizeof(held)), MQ_ERR_NOT_FOUND);
	mq_store_close(store);
}

static void a_read_beside_a_write_sees_what_was_committed_before(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *reading = fixture_read(fix, store);
	struct mq_txn *writing = fixture_write(fix, store);
	struct mq_slice value;

	mq_txn_put(writing, MQ_TABLE_RECORD, str("a"), str("1"));
	assert_int_equal(mq_txn_commit(writing, NULL), MQ_OK);
	assert_int_equal(mq_txn_get(reading, MQ_TABLE_RECORD, str("a"), &value, NULL),
		MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_txn_commit(reading, NULL), MQ_OK);
	assert_holds(store, "a", "1");
	mq_store_close(store);
}

static void equal_snapshots_mean_equal_bytes(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_read(fix, store);
	uint64_t before = mq_txn_snapshot(txn);
	uint64_t writers[2];

	assert_true(before != 0);
	mq_txn_abort(txn);
	txn = fixture_read(fix, store);
	assert_true(mq_txn_snapshot(txn) == before);
	mq_txn_abort(txn);
	for (int i = 0; i < 2; i++) {
		txn = fixture_write(fix, store);
		writers[i] = mq_txn_snapshot(txn);
		mq_txn_put(txn, MQ_TABLE_RECORD, str("a"), str("1"));
		mq_txn_abort(txn);
	}
	assert_true(writers[0] != writers[1] && writers[0] != before);
	assert_int_equal(put_one(store, "a", str("1")), MQ_OK);
	txn = fixture_read(fix, store);
	assert_true(mq_txn_snapshot(txn) != before);
	assert_true(mq_txn_snapshot(txn) != writers[1]);
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void the_first_error_sticks_and_nothing_is_kept(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	char held[8];

	assert_int_equal(mq_txn_append(txn, MQ_TABLE_RECORD, str("m"), str("1")), MQ_OK);
	assert_int_equal(mq_txn_error(txn), MQ_OK);
	assert_int_equal(mq_txn_append(txn, MQ_TABLE_RECORD, str("b"), str("1")), MQ_ERR_STORE);
	assert_int_equal(mq_txn_put(txn, MQ_TABLE_RECORD, str("z"), str("1")), MQ_ERR_STORE);
	assert_int_equal(mq_txn_delete(txn, MQ_TABLE_RECORD, str("m")), MQ_ERR_STORE);
	assert_int_equal(mq_txn_error(txn), MQ_ERR_STORE);
	assert_int_equal(mq_txn_commit(txn, &fix->diag), MQ_ERR_STORE);
	assert_int_equal(fix->diag.n_faults, 1);
	assert_non_null(strstr(fix->diag.faults[0].message, "record"));
	assert_int_equal(get_one(store, "m", held, sizeof(held)), MQ_ERR_NOT_FOUND);
	assert_int_equal(put_one(store, "b", str("2")), MQ_OK);
	mq_store_close(store);
}

static void append_text(struct mq_txn *txn, enum mq_table table, int number)
{
	char key[16];

	snprintf(key, sizeof(key), "a%05d", number);
	assert_int_equal(mq_txn_append(txn, table, str(key), str(key)), MQ_OK);
}

static void the_end_is_known_again_after_any_other_change(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	char held[16] = "";

	for (int i = 0; i < 2000; i++) {
		append_text(txn, MQ_TABLE_RECORD, i);
		if (i % 3 == 0) {
			append_text(txn, MQ_TABLE_KEY, i);
		}
		if (i % 5 == 0) {
			/* In front, so that pages split and move. */
			snprintf(held, sizeof(held), "A%05d", i * 7 % 2000);
			mq_txn_put(txn, MQ_TABLE_RECORD, str(held), str("a value of some length"));
			mq_txn_delete(txn, MQ_TABLE_RECORD, str("a00000"));
		}
	}
	assert_int_equal(mq_txn_put(txn, MQ_TABLE_RECORD, str("b"), str("1")), MQ_OK);
	assert_int_equal(mq_txn_append(txn, MQ_TABLE_RECORD, str("a99999"), str("1")), MQ_ERR_STORE);
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void keys_are_one_to_511_bytes(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_slice value;
	struct mq_txn *txn;
	char text[512];

	memset(text, 'k', sizeof(text));
	txn = fixture_write(fix, store);
	assert_int_equal(mq_txn_put(txn, MQ_TABLE_KEY, (struct mq_slice){ text, 511 }, str("v")),
		MQ_OK);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_KEY, (struct mq_slice){ text, 511 }, &value, NULL),
		MQ_OK);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_KEY, (struct mq_slice){ text, 512 }, &value, NULL),
		MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_txn_get(txn, MQ_TABLE_KEY, str(""), &value, NULL), MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_txn_delete(txn, MQ_TABLE_KEY, str("")), MQ_OK);
	assert_int_equal(mq_txn_put(txn, MQ_TABLE_KEY, (struct mq_slice){ text, 512 }, str("v")),
		MQ_ERR_LIMIT);
	assert_int_equal(mq_txn_commit(txn, &fix->diag), MQ_ERR_LIMIT);
	mq_store_close(store);
}

static void a_large_committed_value_is_aligned_to_32(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	char *big = mq_alloc(300000);

	memset(big, 'x', 300000);
	for (uint32_t i = 0; i < 40; i++) {
		struct mq_key key = { .len = 0 };

		mq_key_add32(&key, i);
		mq_txn_put(txn, MQ_TABLE_POSTING, mq_key_slice(&key),
			(struct mq_slice){ big, 4097 + i * 7001 });
	}
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	txn = fixture_read(fix, store);
	for (uint32_t i = 0; i < 40; i++) {
		struct mq_key key = { .len = 0 };
		struct mq_slice value;

		mq_key_add32(&key, i);
		assert_int_equal(mq_txn_get(txn, MQ_TABLE_POSTING, mq_key_slice(&key), &value, NULL),
			MQ_OK);
		assert_int_equal(value.len, 4097 + i * 7001);
		assert_int_equal((uintptr_t)value.data % 32, 0);
		assert_memory_equal(value.data, big, value.len);
	}
	mq_txn_abort(txn);
	free(big);
	mq_store_close(store);
}

/* ---- against a plain map ---- */

enum { MODEL_KEYS = 300, MODEL_VALUE_MAX = 9000 };

struct model {
	size_t len[MODEL_KEYS];		/* 0: not there, else bytes + 1 */
	unsigned char fill[MODEL_KEYS];
};

static struct mq_key model_key(size_t i)
{
	struct mq_key key = { .len = 0 };

	mq_key_add16(&key, (uint16_t)(i % 7));
	mq_key_add32(&key, (uint32_t)i);
	return key;
}

static void model_change(struct model *model, struct mq_txn *txn, uint64_t *seed)
{
	static unsigned char bytes[MODEL_VALUE_MAX];
	size_t i = fixture_random(seed) % MODEL_KEYS;
	struct mq_key key = model_key(i);

	if (fixture_random(seed) % 3 == 0) {
		model->len[i] = 0;
		mq_txn_delete(txn, MQ_TABLE_RECORD, mq_key_slice(&key));
		return;
	}
	model->fill[i] = (unsigned char)fixture_random(seed);
	model->len[i] = 1 + fixture_random(seed) % (fixture_random(seed) % 4 == 0 ? MODEL_VALUE_MAX : 60);
	memset(bytes, model->fill[i], model->len[i] - 1);
	mq_txn_put(txn, MQ_TABLE_RECORD, mq_key_slice(&key),
		(struct mq_slice){ bytes, model->len[i] - 1 });
}

static void model_compare(const struct model *model, struct mq_txn *txn)
{
	uint64_t there = 0;

	for (size_t i = 0; i < MODEL_KEYS; i++) {
		struct mq_key key = model_key(i);
		struct mq_slice value;
		enum mq_err err = mq_txn_get(txn, MQ_TABLE_RECORD, mq_key_slice(&key), &value, NULL);
		const unsigned char *bytes = value.data;

		assert_int_equal(err, model->len[i] == 0 ? MQ_ERR_NOT_FOUND : MQ_OK);
		if (err != MQ_OK) {
			continue;
		}
		there++;
		assert_int_equal(value.len, model->len[i] - 1);
		for (size_t k = 0; k < value.len; k++) {
			assert_int_equal(bytes[k], model->fill[i]);
		}
	}
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_RECORD), there);
}

static void a_random_history_equals_a_plain_map(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	static struct model committed;
	static struct model trial;
	uint64_t seed = 20240301;

	for (int round = 0; round < 150; round++) {
		struct mq_txn *txn = fixture_write(fix, store);
		size_t n = fixture_random(&seed) % 40;

		trial = committed;
		for (size_t i = 0; i < n; i++) {
			model_change(&trial, txn, &seed);
		}
		model_compare(&trial, txn);
		if (fixture_random(&seed) % 4 == 0) {
			mq_txn_abort(txn);
		} else {
			assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
			committed = trial;
		}
		if (round % 10 == 0) {
			mq_store_close(store);
			store = fixture_open(fix);
		}
		txn = fixture_read(fix, store);
		model_compare(&committed, txn);
		mq_txn_abort(txn);
	}
	mq_store_close(store);
}

/* ---- others who read ---- */

static int read_and_stay(struct fixture *fix, int to_parent, int from_parent, bool ended)
{
	struct mq_store *store;
	struct mq_txn *txn;

	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK ||
		mq_txn_begin_read(store, &txn, NULL) != MQ_OK) {
		return 1;
	}
	if (ended) {
		mq_txn_abort(txn);
	}
	tell_parent(to_parent);
	wait_for_parent(from_parent);
	return 0;
}

static int idle_after_reading(struct fixture *fix, int to_parent, int from_parent)
{
	return read_and_stay(fix, to_parent, from_parent, true);
}

static int stay_in_a_read(struct fixture *fix, int to_parent, int from_parent)
{
	return read_and_stay(fix, to_parent, from_parent, false);
}

static off_t size_after_many_commits(struct fixture *fix)
{
	static char block[20000];
	struct mq_store *store = fixture_open(fix);
	char *path = fixture_path(fix, "data/1/data.mdb");
	struct stat st;

	for (int i = 0; i < 300; i++) {
		memset(block, i, sizeof(block));
		assert_int_equal(put_one(store, "a", (struct mq_slice){ block, sizeof(block) }), MQ_OK);
	}
	mq_store_close(store);
	assert_int_equal(stat(path, &st), 0);
	free(path);
	return st.st_size;
}

static void a_reader_that_is_idle_pins_nothing(void **state)
{
	struct fixture *fix = *state;
	struct child child = child_start(fix, idle_after_reading);

	child_hear(&child);
	assert_true(size_after_many_commits(fix) < 400000);
	child_tell(&child);
	assert_int_equal(child_end(&child), 0);
}

/* Reads whenever it is told to; each look ends before the next wait. */
static int look_when_told(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	char held[8];
	char byte;

	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 1;
	}
	while (read(from_parent, &byte, 1) == 1 && byte == 'x') {
		get_one(store, "a", held, sizeof(held));
		tell_parent(to_parent);
	}
	mq_store_close(store);
	return 0;
}

static void readers_that_look_between_commits_do_not_let_the_file_grow(void **state)
{
	enum { N_READERS = 8, ROUNDS = 3 };
	struct fixture *fix = *state;
	struct child readers[N_READERS];
	off_t first = 0;
	off_t last = 0;

	for (size_t i = 0; i < N_READERS; i++) {
		readers[i] = child_start(fix, look_when_told);
	}
	for (size_t round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < N_READERS; i++) {
			child_tell(&readers[i]);
			child_hear(&readers[i]);
		}
		last = size_after_many_commits(fix);
		first = round == 0 ? last : first;
	}
	assert_true(last < 400000);
	assert_int_equal(first, last);
	for (size_t i = 0; i < N_READERS; i++) {
		assert_int_equal(write(readers[i].to, "e", 1), 1);
		assert_int_equal(child_end(&readers[i]), 0);
	}
}

static void a_reader_that_was_killed_pins_nothing(void **state)
{
	struct fixture *fix = *state;
	struct child child = child_start(fix, stay_in_a_read);

	child_hear(&child);
	kill(child.pid, SIGKILL);
	child_end(&child);
	assert_true(size_after_many_commits(fix) < 400000);
}

/* ---- killed ---- */

/* Each commit writes one more row and their number; then it is acknowledged. */
static int commit_for_ever(struct fixture *fix, int to_parent, int from_parent)
{
	struct mq_store *store;
	uint64_t n;

	(void)from_parent;
	if (mq_store_open(fix->dir, &fixture_options, &store, NULL) != MQ_OK) {
		return 1;
	}
	for (;;) {
		struct mq_key row = { .len = 0 };
		struct mq_key number = { .len = 0 };
		struct mq_txn *txn;

		if (mq_txn_begin_write(store, &txn, NULL) != MQ_OK) {
			return 2;
		}
		n = mq_txn_count(txn, MQ_TABLE_RECORD) + 1;
		mq_key_add64(&row, n);
		mq_key_add64(&number, n);
		mq_txn_put(txn, MQ_TABLE_RECORD, mq_key_slice(&row), str("row"));
		mq_txn_put(txn, MQ_TABLE_META, str("rows"), mq_key_slice(&number));
		if (mq_txn_commit(txn, NULL) != MQ_OK) {
			return 3;
		}
		if (write(to_parent, &n, sizeof(n)) != sizeof(n)) {
			return 4;
		}
	}
}

static void a_kill_at_any_instant_loses_no_acknowledged_commit(void **state)
{
	struct fixture *fix = *state;
	uint64_t seed = 99;

	for (int round = 0; round < 50; round++) {
		struct child child = child_start(fix, commit_for_ever);
		useconds_t some_time = (useconds_t)(fixture_random(&seed) % 3000);
		uint64_t acknowledged = 0;
		uint64_t n;
		struct mq_store *store;
		struct mq_slice value;
		struct mq_txn *txn;

		assert_int_equal(read(child.from, &acknowledged, sizeof(n)), sizeof(n));
		usleep(some_time);
		kill(child.pid, SIGKILL);
		while (read(child.from, &n, sizeof(n)) == sizeof(n)) {
			acknowledged = n;
		}
		assert_true(WIFSIGNALED(child_end(&child)));
		store = fixture_open(fix);
		txn = fixture_read(fix, store);
		assert_int_equal(mq_txn_get(txn, MQ_TABLE_META, str("rows"), &value, NULL), MQ_OK);
		n = mq_key_read64(value.data);
		assert_true(n >= acknowledged && n <= acknowledged + 1);
		assert_int_equal(mq_txn_count(txn, MQ_TABLE_RECORD), n);
		mq_txn_abort(txn);
		mq_store_close(store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(what_is_committed_is_read_back),
		FIXTURE_TEST(an_aborted_write_leaves_nothing),
		FIXTURE_TEST(closing_drops_what_was_not_committed),
		FIXTURE_TEST(a_read_beside_a_write_sees_what_was_committed_before),
		FIXTURE_TEST(equal_snapshots_mean_equal_bytes),
		FIXTURE_TEST(the_first_error_sticks_and_nothing_is_kept),
		FIXTURE_TEST(the_end_is_known_again_after_any_other_change),
		FIXTURE_TEST(keys_are_one_to_511_bytes),
		FIXTURE_TEST(a_large_committed_value_is_aligned_to_32),
		FIXTURE_TEST(a_random_history_equals_a_plain_map),
		FIXTURE_TEST(a_reader_that_is_idle_pins_nothing),
		FIXTURE_TEST(readers_that_look_between_commits_do_not_let_the_file_grow),
		FIXTURE_TEST(a_reader_that_was_killed_pins_nothing),
		FIXTURE_TEST(a_kill_at_any_instant_loses_no_acknowledged_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
