/*
 * Sets made of parts, against the same ids taken at once.
 */
#include "index/fixture.h"

#include "../../src/index/part.h"
#include "../../src/index/set.h"

enum { SHARD = 3, FIRST = SHARD << MQ_SHARD_BITS, N_PARTS = 1 << (MQ_SHARD_BITS - PART_BITS) };

/* About one of `step` ids of the part that begins at `first`, as a list or as bits. */
static void draw_part(uint64_t *dice, mq_record_id first, uint64_t step, mq_record_id *ids,
	size_t *n_ids, struct mq_buf *part)
{
	uint64_t bits[PART_WORDS] = {0};
	uint16_t lows[PART_IDS];
	size_t n = 0;

	for (mq_record_id i = 0; i < PART_IDS; i++) {
		if (roll(dice, step) == 0) {
			bits[i / 64] |= (uint64_t)1 << i % 64;
			lows[n++] = (uint16_t)(first + i);
			ids[(*n_ids)++] = first + i;
		}
	}
	assert_int_equal(mq_part_count(bits), n);
	mq_buf_clear(part);
	if (roll(dice, 2) == 0) {
		mq_part_of_list(first, lows, n, part);
	} else {
		mq_part_of_bits(first, bits, n, part);
	}
}

static void assert_image_of(const mq_record_id *ids, size_t n_ids, const struct mq_buf *image)
{
	struct mq_set *set = mq_set_of(ids, n_ids);
	struct mq_buf wanted = {0};

	mq_image_encode(set, SHARD, &wanted);
	assert_int_equal(image->len, wanted.len);
	assert_memory_equal(image->data, wanted.data, wanted.len);
	mq_buf_release(&wanted);
	mq_set_free(set);
}

/* The steps make lists, bits, and blocks that are the one or the other or become so. */
static void parts_make_the_image_of_their_ids(void **state)
{
	static const uint64_t steps[] = {1, 2, 9, 15, 17, 300, 3000};
	mq_record_id *ids = mq_alloc(MQ_SHARD_IDS * sizeof(*ids));
	struct mq_parts *parts = mq_parts_new();
	struct mq_buf part = {0};
	struct mq_buf image = {0};
	uint64_t dice = 5;

	(void)state;
	for (int round = 0; round < 40; round++) {
		uint64_t step = steps[roll(&dice, MQ_LENGTH(steps))];
		bool mixed = round % 2 == 0;
		size_t n_ids = 0;

		for (mq_record_id i = 0; i < N_PARTS; i++) {
			uint64_t own = mixed ? steps[roll(&dice, MQ_LENGTH(steps))] : step;

			draw_part(&dice, FIRST + (i << PART_BITS), own, ids, &n_ids, &part);
			mq_parts_add(parts, mq_slice(part.data, part.len));
		}
		if (n_ids > 0) {
			mq_buf_clear(&image);
			mq_parts_image(parts, &image);
			assert_image_of(ids, n_ids, &image);
		}
	}
	mq_buf_release(&part);
	mq_buf_release(&image);
	mq_parts_free(parts);
	free(ids);
}

static void what_is_no_part_has_no_ids(void **state)
{
	static const char bytes[4 + PART_IDS / 8 + 2];
	const uint16_t lows[] = {1, 5};
	const mq_record_id ids[] = {FIRST + 1, FIRST + 5};
	struct mq_parts *parts = mq_parts_new();
	struct mq_buf part = {0};
	struct mq_buf image = {0};

	(void)state;
	mq_part_of_list(FIRST, lows, MQ_LENGTH(lows), &part);
	mq_parts_add(parts, mq_slice(part.data, part.len));
	mq_parts_add(parts, mq_slice(bytes, 1));
	mq_parts_add(parts, mq_slice(bytes, sizeof(bytes)));
	mq_parts_image(parts, &image);
	assert_image_of(ids, MQ_LENGTH(ids), &image);
	mq_buf_release(&part);
	mq_buf_release(&image);
	mq_parts_free(parts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_make_the_image_of_their_ids),
		cmocka_unit_test(what_is_no_part_has_no_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
