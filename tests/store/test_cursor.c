#include "fixture.h"

#include <stdio.h>

static void put_words(struct fixture *fix, struct mq_store *store, const char *const *words)
{
	struct mq_txn *txn = fixture_write(fix, store);

	for (; *words != NULL; words++) {
		mq_txn_put(txn, MQ_TABLE_KEY, str(*words), str(*words));
	}
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
}

/* The keys of a walk, joined by a space. */
static void walk(struct mq_txn *txn, const char *prefix, const char *from, char *out)
{
	struct mq_cursor *cursor = mq_cursor_new(txn, MQ_TABLE_KEY, str(prefix), str(from));
	struct mq_slice key;
	struct mq_slice value;
	enum mq_err err;

	out[0] = '\0';
	while ((err = mq_cursor_next(cursor, &key, &value, NULL)) == MQ_OK) {
		assert_int_equal(key.len, value.len);
		assert_memory_equal(key.data, value.data, key.len);
		strcat(out, out[0] != '\0' ? " " : "");
		strncat(out, key.data, key.len);
	}
	assert_int_equal(err, MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_cursor_next(cursor, &key, &value, NULL), MQ_ERR_NOT_FOUND);
	mq_cursor_free(cursor);
}

static void a_walk_follows_the_bytes(void **state)
{
	static const char *const words[] = { "b", "\xff", "aa", "a", "ab", "abc", "ac", NULL };
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	char keys[64];
	struct mq_txn *txn;

	put_words(fix, store, words);
	txn = fixture_read(fix, store);
	walk(txn, "", "", keys);
	assert_string_equal(keys, "a aa ab abc ac b \xff");
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void a_prefix_bounds_a_walk_and_from_begins_it(void **state)
{
	static const char *const words[] = { "a", "aa", "ab", "abc", "ac", "b", "\xff\xff", NULL };
	static const struct {
		const char *prefix;
		const char *from;
		const char *keys;
	} rows[] = {
		{ "a", "", "a aa ab abc ac" },
		{ "ab", "", "ab abc" },
		{ "ab", "abb", "abc" },
		{ "ab", "a", "ab abc" },
		{ "ab", "b", "" },
		{ "ad", "", "" },
		{ "", "ac", "ac b \xff\xff" },
		{ "\xff", "", "\xff\xff" },
		{ "\xff\xff\xff", "", "" },
		{ "a", "abc", "abc ac" },
	};
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn;
	char keys[64];

	put_words(fix, store, words);
	txn = fixture_read(fix, store);
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		walk(txn, rows[i].prefix, rows[i].from, keys);
		assert_string_equal(keys, rows[i].keys);
	}
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void an_empty_table_has_nothing_to_walk(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_read(fix, store);
	char keys[8];

	walk(txn, "", "", keys);
	assert_string_equal(keys, "");
	walk(txn, "a", "", keys);
	assert_string_equal(keys, "");
	mq_cursor_free(NULL);
	mq_txn_abort(txn);
	mq_store_close(store);
}

static void a_prefix_longer_than_any_key_finds_nothing(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_read(fix, store);
	struct mq_slice key;
	struct mq_slice value;
	struct mq_cursor *cursor;
	char longer[600];

	memset(longer, 'a', sizeof(longer));
	cursor = mq_cursor_new(txn, MQ_TABLE_KEY, (struct mq_slice){ longer, 600 }, str(""));
	assert_int_equal(mq_cursor_next(cursor, &key, &value, &fix->diag), MQ_ERR_NOT_FOUND);
	mq_cursor_free(cursor);
	mq_txn_abort(txn);
	mq_store_close(store);
}

static struct mq_key number_key(uint32_t i)
{
	struct mq_key key = { .len = 0 };

	mq_key_add32(&key, i);
	return key;
}

static void what_is_met_may_be_deleted_while_walking(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	struct mq_cursor *cursor;
	struct mq_slice key;
	struct mq_slice value;
	uint32_t n = 0;

	for (uint32_t i = 0; i < 2000; i++) {
		struct mq_key name = number_key(i);

		mq_txn_append(txn, MQ_TABLE_GRAM, mq_key_slice(&name), str("some text to fill pages"));
	}
	cursor = mq_cursor_new(txn, MQ_TABLE_GRAM, str(""), str(""));
	while (mq_cursor_next(cursor, &key, &value, NULL) == MQ_OK) {
		assert_int_equal(mq_key_read32(key.data), n);
		n++;
		if (n % 5 != 0) {
			mq_txn_delete(txn, MQ_TABLE_GRAM, key);
		}
	}
	mq_cursor_free(cursor);
	assert_int_equal(n, 2000);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_GRAM), 400);
	assert_int_equal(mq_txn_commit(txn, NULL), MQ_OK);
	mq_store_close(store);
}

static void what_is_put_behind_the_walk_is_not_met(void **state)
{
	struct fixture *fix = *state;
	struct mq_store *store = fixture_open(fix);
	struct mq_txn *txn = fixture_write(fix, store);
	struct mq_cursor *cursor;
	struct mq_slice key;
	struct mq_slice value;
	uint32_t n = 0;

	for (uint32_t i = 0; i < 300; i++) {
		struct mq_key name = number_key(1000 + 2 * i);

		mq_txn_put(txn, MQ_TABLE_GRAM, mq_key_slice(&name), str("x"));
	}
	cursor = mq_cursor_new(txn, MQ_TABLE_GRAM, str(""), str(""));
	while (mq_cursor_next(cursor, &key, &value, NULL) == MQ_OK) {
		uint32_t number = mq_key_read32(key.data);
		struct mq_key before = number_key(number - 1);

		assert_int_equal(number, 1000 + 2 * n);
		n++;
		mq_txn_put(txn, MQ_TABLE_GRAM, mq_key_slice(&before), str("much longer than x"));
	}
	mq_cursor_free(cursor);
	assert_int_equal(n, 300);
	assert_int_equal(mq_txn_count(txn, MQ_TABLE_GRAM), 600);
	mq_txn_abort(txn);
	mq_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_walk_follows_the_bytes),
		FIXTURE_TEST(a_prefix_bounds_a_walk_and_from_begins_it),
		FIXTURE_TEST(an_empty_table_has_nothing_to_walk),
		FIXTURE_TEST(a_prefix_longer_than_any_key_finds_nothing),
		FIXTURE_TEST(what_is_met_may_be_deleted_while_walking),
		FIXTURE_TEST(what_is_put_behind_the_walk_is_not_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
