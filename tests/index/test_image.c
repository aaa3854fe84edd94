/*
 * Stored shards: what is written is what is viewed, aligned or not; bytes that are no
 * image of the shard are refused.
 */
#include "index/fixture.h"

#include "../../src/index/set.h"

enum { SHARD = 2, SIZE = 1 << MQ_SHARD_BITS, BASE = SHARD * SIZE };

/* n ids of the shard, every step-th. */
static struct mq_set *stepping(size_t n, mq_record_id step)
{
	mq_record_id *ids = mq_alloc(n * sizeof(*ids));
	struct mq_set *set;

	for (size_t i = 0; i < n; i++) {
		ids[i] = (mq_record_id)(BASE + i * step);
	}
	set = mq_set_of(ids, n);
	free(ids);
	return set;
}

static void an_image_holds_the_set_wherever_it_lies(void **state)
{
	static const struct {
		size_t n;
		mq_record_id step;
	} shapes[] = {{1, 1}, {5, 7}, {3000, 1}, {40000, 2}, {13000, 10}, {SIZE, 1}};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(shapes); i++) {
		struct mq_set *set = stepping(shapes[i].n, shapes[i].step);
		struct mq_buf bytes = {0};

		for (size_t shift = 0; shift < 3; shift++) {
			struct mq_set *back;

			mq_buf_clear(&bytes);
			mq_buf_add(&bytes, "xyz", shift);
			mq_image_encode(set, SHARD, &bytes);
			back = mq_image_set(mq_slice(bytes.data + shift, bytes.len - shift), SHARD);
			assert_non_null(back);
			assert_true(mq_set_equal(set, back));
			mq_set_free(back);
		}
		mq_buf_release(&bytes);
		mq_set_free(set);
	}
}

static void cut_bytes_and_other_shards_are_refused(void **state)
{
	struct mq_set *set = stepping(5000, 3);
	struct mq_buf bytes = {0};

	(void)state;
	mq_image_encode(set, SHARD, &bytes);
	for (size_t cut = 1; cut < bytes.len; cut += 37) {
		assert_null(mq_image_set(mq_slice(bytes.data, bytes.len - cut), SHARD));
		assert_null(mq_image_set(mq_slice(bytes.data + cut, bytes.len - cut), SHARD));
	}
	assert_null(mq_image_set(mq_slice(bytes.data, 0), SHARD));
	assert_null(mq_image_set(mq_slice(bytes.data, bytes.len), SHARD + 1));
	mq_buf_release(&bytes);
	mq_set_free(set);
}

static void a_changed_set_stores_what_is_left(void **state)
{
	struct mq_set *set = stepping(3, 1);
	struct mq_buf bytes = {0};

	(void)state;
	assert_false(mq_set_change(set, BASE, true));
	assert_true(mq_set_change(set, BASE, false));
	assert_false(mq_set_change(set, BASE, false));
	assert_int_equal(mq_set_count(set), 2);
	assert_true(mq_set_change(set, BASE + 1, false));
	assert_true(mq_set_change(set, BASE + 2, false));
	mq_image_encode(set, SHARD, &bytes);
	assert_int_equal(bytes.len, 0);		/* nobody is not stored */
	mq_buf_release(&bytes);
	mq_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_image_holds_the_set_wherever_it_lies),
		cmocka_unit_test(cut_bytes_and_other_shards_are_refused),
		cmocka_unit_test(a_changed_set_stores_what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
