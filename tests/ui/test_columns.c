/* Columns: chosen, moved, and written down. */
#include "unit.h"

#include "../../src/ui/columns.h"

enum { N_FIELDS = 6, STEPS = 2000 };

static struct mq_columns some(uint64_t *seed)
{
	struct mq_columns columns = {0};
	for (mq_field_id field = 0; field < N_FIELDS; field++) {
		if (unit_below(seed, 2) == 0) {
			mq_columns_add(&columns, field, unit_below(seed, 2) == 0 ? 0
				: MQ_COLUMN_MIN + (int)unit_below(seed, MQ_COLUMN_MAX - MQ_COLUMN_MIN + 1));
		}
	}
	return columns;
}

static void moving_there_and_back_changes_nothing(void **state)
{
	(void)state;
	uint64_t seed = 5;
	for (int step = 0; step < STEPS; step++) {
		struct mq_columns columns = some(&seed);
		struct mq_columns same = {0};
		for (size_t i = 0; i < columns.n; i++) {
			mq_columns_add(&same, columns.fields[i], columns.widths[i]);
		}
		size_t at = columns.n > 0 ? unit_below(&seed, columns.n) : 0;
		if (mq_columns_move(&columns, at, 1)) {
			assert_int_equal(columns.fields[at + 1], same.fields[at]);
			assert_true(mq_columns_move(&columns, at + 1, -1));
		} else {
			assert_true(columns.n == 0 || at + 1 == columns.n);
		}
		for (size_t i = 0; i < same.n; i++) {
			assert_int_equal(columns.fields[i], same.fields[i]);
			assert_int_equal(columns.widths[i], same.widths[i]);
		}
		mq_columns_release(&columns);
		mq_columns_release(&same);
	}
}

static void one_that_is_taken_out_is_not_found(void **state)
{
	(void)state;
	uint64_t seed = 6;
	for (int step = 0; step < STEPS; step++) {
		struct mq_columns columns = some(&seed);
		size_t n = columns.n;
		if (n > 0) {
			size_t at = unit_below(&seed, n);
			mq_field_id field = columns.fields[at];
			mq_columns_remove(&columns, at);
			assert_int_equal(columns.n, n - 1);
			assert_int_equal(mq_columns_find(&columns, field), n - 1);
		}
		mq_columns_release(&columns);
	}
}

static void the_kinds_own_are_usual_until_something_changes(void **state)
{
	(void)state;
	mq_field_id own[] = {2, 0, 1};
	const struct mq_kind kind = {.columns = own, .n_columns = 3};
	struct mq_columns columns = {0};
	assert_true(mq_columns_are_usual(&columns, &kind));
	mq_columns_begin(&columns, &kind);
	assert_true(mq_columns_are_usual(&columns, &kind));
	columns.widths[1] = 9;
	assert_false(mq_columns_are_usual(&columns, &kind));
	columns.widths[1] = 0;
	mq_columns_move(&columns, 0, 1);
	assert_false(mq_columns_are_usual(&columns, &kind));
	mq_columns_release(&columns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moving_there_and_back_changes_nothing),
		cmocka_unit_test(one_that_is_taken_out_is_not_found),
		cmocka_unit_test(the_kinds_own_are_usual_until_something_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
