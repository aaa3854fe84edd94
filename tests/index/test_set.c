/*
 * Sets against plain arrays of flags, over ids around the border of two shards.
 */
#include "index/fixture.h"

enum {
	BORDER = 1 << 17,
	FIRST = BORDER - 3000,
	SPAN = 6000,
};

/* Random flags of ids FIRST … FIRST + SPAN, dense or sparse or in stretches. */
static struct mq_set *draw(uint64_t *dice, bool flags[SPAN])
{
	mq_record_id *ids = mq_alloc(SPAN * sizeof(*ids));
	uint64_t sides = 1 + roll(dice, 40);
	bool stretches = roll(dice, 2) == 0;
	bool in = false;
	size_t n = 0;
	struct mq_set *set;

	for (size_t i = 0; i < SPAN; i++) {
		if (!stretches || roll(dice, 50) == 0) {
			in = roll(dice, sides) == 0;
		}
		flags[i] = in;
		if (in) {
			ids[n++] = (mq_record_id)(FIRST + i);
		}
	}
	set = mq_set_of(ids, n);
	free(ids);
	return set;
}

/* The set holds the flagged ids and no others, whichever way it is asked. */
static void assert_is(const struct mq_set *set, const bool flags[SPAN])
{
	mq_record_id ids[7];
	mq_record_id from = 0;
	size_t at = 0;
	size_t n;
	uint64_t count = 0;

	while ((n = mq_set_read(set, from, ids, MQ_LENGTH(ids))) > 0) {
		for (size_t i = 0; i < n; i++, at++, count++) {
			while (at < SPAN && !flags[at]) {
				assert_false(mq_set_has(set, (mq_record_id)(FIRST + at)));
				at++;
			}
			assert_int_equal(ids[i], FIRST + at);
			assert_true(mq_set_has(set, ids[i]));
		}
		from = ids[n - 1] + 1;
	}
	while (at < SPAN) {
		assert_false(flags[at++]);
	}
	assert_int_equal(mq_set_count(set), count);
	assert_int_equal(mq_set_is_empty(set), count == 0);
}

static void algebra_equals_plain_flags_across_shards(void **state)
{
	static bool a[SPAN], b[SPAN], both[SPAN], any[SPAN], rest[SPAN];
	uint64_t dice = 42;

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct mq_set *x = draw(&dice, a);
		struct mq_set *y = draw(&dice, b);
		struct mq_set *results[3] = {mq_set_and(x, y), mq_set_or(x, y), mq_set_minus(x, y)};
		uint64_t n_both = 0;

		for (size_t i = 0; i < SPAN; i++) {
			both[i] = a[i] && b[i];
			any[i] = a[i] || b[i];
			rest[i] = a[i] && !b[i];
			n_both += both[i];
		}
		assert_is(results[0], both);
		assert_is(results[1], any);
		assert_is(results[2], rest);
		assert_int_equal(mq_set_and_count(x, y), n_both);
		assert_is(x, a);
		assert_is(y, b);
		for (size_t i = 0; i < 3; i++) {
			mq_set_free(results[i]);
		}
		mq_set_free(x);
		mq_set_free(y);
	}
}

static void a_union_of_many_is_the_union_of_each(void **state)
{
	static bool flags[SPAN], any[SPAN];
	struct mq_set *sets[9];
	struct mq_set *all;
	uint64_t dice = 7;

	(void)state;
	memset(any, 0, sizeof(any));
	for (size_t k = 0; k < MQ_LENGTH(sets); k++) {
		sets[k] = draw(&dice, flags);
		for (size_t i = 0; i < SPAN; i++) {
			any[i] |= flags[i];
		}
	}
	all = mq_set_or_many((const struct mq_set *const *)sets, MQ_LENGTH(sets));
	assert_is(all, any);
	mq_set_free(all);
	all = mq_set_or_many(NULL, 0);
	assert_true(mq_set_is_empty(all));
	mq_set_free(all);
	for (size_t k = 0; k < MQ_LENGTH(sets); k++) {
		mq_set_free(sets[k]);
	}
}

static void bits_ranges_and_lists_make_equal_sets(void **state)
{
	static bool flags[SPAN];
	static uint64_t words[(FIRST + SPAN + 63) / 64];
	static uint64_t back[(FIRST + SPAN + 63) / 64];
	uint64_t dice = 3;

	(void)state;
	for (int round = 0; round < 20; round++) {
		struct mq_set *listed = draw(&dice, flags);
		struct mq_set *from_bits;
		struct mq_set *copy = mq_set_dup(listed);

		memset(words, 0, sizeof(words));
		for (size_t i = 0; i < SPAN; i++) {
			words[(FIRST + i) / 64] |= (uint64_t)flags[i] << (FIRST + i) % 64;
		}
		from_bits = mq_set_of_bits(words, MQ_LENGTH(words));
		assert_is(from_bits, flags);
		assert_true(mq_set_equal(from_bits, listed));
		mq_set_bits(listed, back, MQ_LENGTH(back));
		assert_memory_equal(back, words, sizeof(back));
		assert_true(mq_set_equal(copy, listed));
		mq_set_free(listed);
		mq_set_free(from_bits);
		mq_set_free(copy);
	}
}

static void a_range_holds_its_first_and_not_its_end(void **state)
{
	struct mq_set *range = mq_set_range(BORDER - 2, 2 * BORDER + 1);
	struct mq_set *none = mq_set_range(5, 5);

	(void)state;
	assert_int_equal(mq_set_count(range), BORDER + 3);
	assert_false(mq_set_has(range, BORDER - 3));
	assert_true(mq_set_has(range, BORDER - 2));
	assert_true(mq_set_has(range, 2 * BORDER));
	assert_false(mq_set_has(range, 2 * BORDER + 1));
	assert_true(mq_set_is_empty(none));
	assert_false(mq_set_equal(range, none));
	mq_set_free(range);
	mq_set_free(none);
}

static void sets_of_other_shards_meet_in_nothing(void **state)
{
	const mq_record_id low_id = 9;
	const mq_record_id high_id = 3 * BORDER + 9;
	struct mq_set *low = mq_set_of(&low_id, 1);
	struct mq_set *high = mq_set_of(&high_id, 1);
	struct mq_set *both = mq_set_and(low, high);
	struct mq_set *rest = mq_set_minus(low, high);
	struct mq_set *nobody = mq_set_minus(high, high);
	struct mq_set *empty = mq_set_new();

	(void)state;
	assert_true(mq_set_is_empty(both));
	assert_true(mq_set_equal(rest, low));
	assert_true(mq_set_equal(nobody, empty));
	assert_int_equal(mq_set_and_count(high, low), 0);
	mq_set_free(low);
	mq_set_free(high);
	mq_set_free(both);
	mq_set_free(rest);
	mq_set_free(nobody);
	mq_set_free(empty);
	mq_set_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(algebra_equals_plain_flags_across_shards),
		cmocka_unit_test(a_union_of_many_is_the_union_of_each),
		cmocka_unit_test(bits_ranges_and_lists_make_equal_sets),
		cmocka_unit_test(a_range_holds_its_first_and_not_its_end),
		cmocka_unit_test(sets_of_other_shards_meet_in_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
