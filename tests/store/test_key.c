#include "fixture.h"

static struct mq_key key_of(uint16_t kind, uint64_t id)
{
	struct mq_key key = { .len = 0 };

	mq_key_add16(&key, kind);
	mq_key_add64(&key, id);
	return key;
}

static void bytes_sort_as_the_numbers_do(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		uint64_t a = fixture_random(&seed) >> (fixture_random(&seed) % 64);
		uint64_t b = fixture_random(&seed) >> (fixture_random(&seed) % 64);
		struct mq_key key_a = key_of(1, a);
		struct mq_key key_b = key_of(1, b);
		int order = memcmp(key_a.bytes, key_b.bytes, key_a.len);

		assert_int_equal((order > 0) - (order < 0), (a > b) - (a < b));
	}
}

static void numbers_are_read_back(void **state)
{
	struct mq_key key = { .len = 0 };

	(void)state;
	mq_key_add8(&key, 0xfe);
	mq_key_add16(&key, 0xfedc);
	mq_key_add32(&key, 0xfedcba98u);
	mq_key_add64(&key, 0xfedcba9876543210u);
	assert_int_equal(key.len, 15);
	assert_int_equal(key.bytes[0], 0xfe);
	assert_int_equal(mq_key_read16(key.bytes + 1), 0xfedc);
	assert_int_equal(mq_key_read32(key.bytes + 3), 0xfedcba98u);
	assert_true(mq_key_read64(key.bytes + 7) == 0xfedcba9876543210u);
	assert_int_equal(mq_key_slice(&key).len, 15);
	assert_ptr_equal(mq_key_slice(&key).data, key.bytes);
}

static void a_text_that_fits_is_kept_whole(void **state)
{
	struct mq_key key = { .len = 0 };

	(void)state;
	mq_key_add_text(&key, "王晓明", strlen("王晓明"));
	assert_int_equal(key.len, strlen("王晓明"));
	assert_memory_equal(key.bytes, "王晓明", key.len);
	mq_key_add_text(&key, NULL, 0);
	assert_int_equal(key.len, strlen("王晓明"));
}

static void two_long_texts_with_one_beginning_are_two_keys(void **state)
{
	struct mq_key a = { .len = 0 };
	struct mq_key b = { .len = 0 };
	char text[600];

	(void)state;
	memset(text, 'a', sizeof(text));
	mq_key_add16(&a, 3);
	mq_key_add_text(&a, text, sizeof(text));
	text[599] = 'b';
	mq_key_add16(&b, 3);
	mq_key_add_text(&b, text, sizeof(text));
	assert_int_equal(a.len, 511);
	assert_int_equal(b.len, 511);
	assert_memory_equal(a.bytes, b.bytes, 511 - 8);
	assert_memory_not_equal(a.bytes, b.bytes, 511);
}

static void a_text_of_just_the_room_left_is_not_cut(void **state)
{
	struct mq_key key = { .len = 0 };
	char text[509];

	(void)state;
	memset(text, 'z', sizeof(text));
	mq_key_add16(&key, 3);
	mq_key_add_text(&key, text, sizeof(text));
	assert_int_equal(key.len, 511);
	assert_int_equal(key.bytes[510], 'z');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_sort_as_the_numbers_do),
		cmocka_unit_test(numbers_are_read_back),
		cmocka_unit_test(a_text_that_fits_is_kept_whole),
		cmocka_unit_test(two_long_texts_with_one_beginning_are_two_keys),
		cmocka_unit_test(a_text_of_just_the_room_left_is_not_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
