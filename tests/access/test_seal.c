#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/access.h>

static const unsigned char salt[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };

static uint64_t seal(const char *place, const char *value)
{
	return mq_access_seal(salt, mq_slice_str(place), mq_slice_str(value));
}

static void the_same_value_at_the_same_place_has_the_same_seal(void **state)
{
	(void)state;
	assert_true(seal("record 1", "wang") == seal("record 1", "wang"));
	assert_true(mq_access_seal(salt, mq_slice(NULL, 0), mq_slice(NULL, 0)) == seal("", ""));
}

/* Stored values depend on it: a seal that changes makes every register damaged. The
 * numbers come from another implementation of XXH3 (hash-wasm's). */
static void a_seal_is_what_it_always_was(void **state)
{
	(void)state;
	assert_true(seal("record 1", "wang") == 0x089a53ce3b99e240);
	assert_true(seal("", "") == 0x5518985451544751);
}

static void every_flipped_bit_changes_the_seal(void **state)
{
	char place[] = "record 000001";
	char value[] = "一个人的记录, with some bytes more than one block";
	uint64_t good = seal(place, value);

	(void)state;
	for (size_t bit = 0; bit < 8 * strlen(value); bit++) {
		value[bit / 8] = (char)(value[bit / 8] ^ 1 << bit % 8);
		assert_true(mq_access_seal(salt, mq_slice_str(place),
			mq_slice(value, sizeof(value) - 1)) != good);
		value[bit / 8] = (char)(value[bit / 8] ^ 1 << bit % 8);
	}
	for (size_t bit = 0; bit < 8 * strlen(place); bit++) {
		place[bit / 8] = (char)(place[bit / 8] ^ 1 << bit % 8);
		assert_true(mq_access_seal(salt, mq_slice(place, sizeof(place) - 1),
			mq_slice_str(value)) != good);
		place[bit / 8] = (char)(place[bit / 8] ^ 1 << bit % 8);
	}
}

static void bytes_moved_from_key_to_value_change_the_seal(void **state)
{
	(void)state;
	assert_true(seal("ab", "c") != seal("a", "bc"));
	assert_true(seal("ab", "c") != seal("c", "ab"));
	assert_true(seal("", "abc") != seal("abc", ""));
}

static void another_salt_is_another_seal(void **state)
{
	unsigned char other[16];

	(void)state;
	memcpy(other, salt, sizeof(other));
	other[15] ^= 1;
	assert_true(mq_access_seal(other, mq_slice_str("a"), mq_slice_str("b")) != seal("a", "b"));
}

static void salts_differ(void **state)
{
	unsigned char salts[100][16] = { { 0 } };

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(salts); i++) {
		mq_access_random(salts[i], sizeof(salts[i]));
		for (size_t k = 0; k < i; k++) {
			assert_memory_not_equal(salts[i], salts[k], sizeof(salts[i]));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_value_at_the_same_place_has_the_same_seal),
		cmocka_unit_test(a_seal_is_what_it_always_was),
		cmocka_unit_test(every_flipped_bit_changes_the_seal),
		cmocka_unit_test(bytes_moved_from_key_to_value_change_the_seal),
		cmocka_unit_test(another_salt_is_another_seal),
		cmocka_unit_test(salts_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
