/* Maps of byte strings to numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

enum { MANY = 50000 };

static size_t key_of(unsigned i, char key[32])
{
	return (size_t)snprintf(key, 32, "%x-%u", i * 2654435761u, i);
}

static void what_was_put_is_got(void **state)
{
	struct mq_map *map = mq_map_new();
	uint64_t value;
	char key[32];

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		assert_true(mq_map_put(map, key, key_of(i, key), i));
	}
	assert_int_equal(mq_map_count(map), MANY);
	for (unsigned i = 0; i < MANY; i++) {
		assert_true(mq_map_get(map, key, key_of(i, key), &value));
		assert_int_equal(value, i);
	}
	assert_false(mq_map_get(map, key, key_of(MANY, key), &value));
	mq_map_free(map);
	mq_map_free(NULL);
}

static void what_is_fetched_early_is_what_will_be_got(void **state)
{
	struct mq_map *map = mq_map_new();
	unsigned n_wrong = 0;
	char key[32];

	(void)state;
	for (unsigned i = 0; i < MANY; i += 2) {
		size_t len = key_of(i, key);

		assert_true(mq_map_put_hashed(map, mq_hash(key, len), key, len, i));
	}
	for (unsigned i = 0; i < MANY; i++) {
		size_t len = key_of(i, key);
		uint64_t hash = mq_hash(key, len);
		uint64_t value = MANY;

		mq_map_fetch_slot(map, hash);
		mq_map_fetch_entry(map, hash);
		/* Half a hash may lead to another, now and then. */
		n_wrong += mq_map_guess(map, hash, &value) != (i % 2 == 0);
		n_wrong += i % 2 == 0 && value != i;
		assert_int_equal(mq_map_get_hashed(map, hash, key, len, &value), i % 2 == 0);
	}
	assert_in_range(n_wrong, 0, 3);
	mq_map_free(map);
}

static void putting_again_changes_the_value(void **state)
{
	struct mq_map *map = mq_map_new();
	uint64_t value;

	(void)state;
	assert_true(mq_map_put(map, "sex", 3, 1));
	assert_false(mq_map_put(map, "sex", 3, UINT64_MAX));
	assert_true(mq_map_get(map, "sex", 3, &value));
	assert_true(value == UINT64_MAX);
	assert_int_equal(mq_map_count(map), 1);
	mq_map_free(map);
}

static void keys_are_bytes_and_their_length_counts(void **state)
{
	struct mq_map *map = mq_map_new();
	uint64_t value = 0;

	(void)state;
	assert_true(mq_map_put(map, "", 0, 1));
	assert_true(mq_map_put(map, "\0", 1, 2));
	assert_true(mq_map_put(map, "\0\0", 2, 3));
	assert_true(mq_map_get(map, NULL, 0, &value));
	assert_int_equal(value, 1);
	assert_true(mq_map_get(map, "\0", 1, &value));
	assert_int_equal(value, 2);
	mq_map_free(map);
}

static void walking_meets_each_entry_once(void **state)
{
	struct mq_map *map = mq_map_new();
	struct mq_slice key;
	size_t position = 0;
	uint64_t value;
	uint64_t sum = 0;
	char text[32];

	(void)state;
	assert_false(mq_map_next(map, &position, &key, &value));
	for (unsigned i = 1; i <= 100; i++) {
		mq_map_put(map, text, key_of(i, text), i);
	}
	while (mq_map_next(map, &position, &key, &value)) {
		assert_int_equal(key.len, key_of((unsigned)value, text));
		assert_memory_equal(key.data, text, key.len);
		sum += value;
	}
	assert_int_equal(sum, 5050);
	mq_map_free(map);
}

static void short_keys_hash_apart(void **state)
{
	unsigned filled[256] = {0};

	(void)state;
	for (unsigned i = 0; i < 65536; i++) {
		uint16_t key = (uint16_t)i;

		filled[mq_hash(&key, sizeof(key)) & 0xff]++;
	}
	for (size_t i = 0; i < MQ_LENGTH(filled); i++) {
		assert_in_range(filled[i], 128, 512);	/* 256 each on average */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_got),
		cmocka_unit_test(what_is_fetched_early_is_what_will_be_got),
		cmocka_unit_test(putting_again_changes_the_value),
		cmocka_unit_test(keys_are_bytes_and_their_length_counts),
		cmocka_unit_test(walking_meets_each_entry_once),
		cmocka_unit_test(short_keys_hash_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
