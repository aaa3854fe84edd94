/* Marks: a set of ids, turned round. */
#include "unit.h"

#include "../../src/ui/marks.h"

enum { STEPS = 3000, IDS_MAX = 200 };

/* Some ids below IDS_MAX, in order. */
static size_t some(uint64_t *seed, mq_record_id *ids)
{
	size_t n = unit_below(seed, 30);
	for (size_t i = 0; i < n; i++) {
		ids[i] = (mq_record_id)unit_below(seed, IDS_MAX);
	}
	return mq_marks_sort(ids, n);
}

static void turning_round_is_as_one_by_one_and_twice_is_as_before(void **state)
{
	(void)state;
	uint64_t seed = 11;
	struct mq_marks marks = {0};
	bool plain[IDS_MAX] = {false};
	mq_record_id ids[32];
	for (int step = 0; step < STEPS; step++) {
		size_t n = some(&seed, ids);
		mq_marks_toggle(&marks, ids, n);
		if (unit_below(&seed, 3) == 0) {
			mq_marks_toggle(&marks, ids, n);
		} else {
			for (size_t i = 0; i < n; i++) {
				plain[ids[i]] = !plain[ids[i]];
			}
		}
		size_t marked = 0;
		for (mq_record_id id = 0; id < IDS_MAX; id++) {
			assert_int_equal(mq_marks_has(&marks, id), plain[id]);
			marked += plain[id];
		}
		assert_int_equal(marks.n, marked);
	}
	mq_marks_release(&marks);
}

static void what_is_missing_is_not_marked(void **state)
{
	(void)state;
	struct mq_marks marks = {0};
	mq_record_id two[] = {3, 5};
	mq_record_id ids[] = {2, 3, 4, 5, 6};
	mq_marks_toggle(&marks, two, 2);
	assert_int_equal(mq_marks_missing(&marks, ids, 5), 3);
	assert_int_equal(ids[0], 2);
	assert_int_equal(ids[1], 4);
	assert_int_equal(ids[2], 6);
	mq_marks_release(&marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turning_round_is_as_one_by_one_and_twice_is_as_before),
		cmocka_unit_test(what_is_missing_is_not_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
