/*
 * Sorting by radix, against a sort that compares.
 */
#include "index/fixture.h"

#include "../../src/index/order.h"

enum { N_MAX = 700 };

static int compare_numbers(const void *left, const void *right, void *context)
{
	const struct mq_order *a = left;
	const struct mq_order *b = right;

	(void)context;
	return (a->number > b->number) - (a->number < b->number);
}

static int compare_all(const void *left, const void *right)
{
	const struct mq_order *a = left;
	const struct mq_order *b = right;

	return a->first != b->first ? (a->first > b->first) - (a->first < b->first)
		: compare_numbers(left, right, NULL);
}

static void any_list_is_sorted_as_by_comparing(void **state)
{
	/* What the first bytes can be told apart by: everything, some bytes, nothing. */
	static const uint64_t masks[] = {
		UINT64_MAX, 0xff, 0xff00000000000000, 0x0300ff0000010000, 0x3, 0,
	};
	uint64_t dice = 3;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct mq_order list[N_MAX];
		struct mq_order wanted[N_MAX];
		size_t n = roll(&dice, N_MAX);

		for (size_t i = 0; i < n; i++) {
			uint64_t first = roll(&dice, UINT32_MAX) << 32 | roll(&dice, UINT32_MAX);

			list[i].first = first & masks[round % MQ_LENGTH(masks)];
			list[i].number = (uint32_t)roll(&dice, 1000);
			wanted[i] = list[i];
		}
		mq_order_sort(list, n, compare_numbers, NULL);
		qsort(wanted, n, sizeof(*wanted), compare_all);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(list[i].first, wanted[i].first);
			assert_int_equal(list[i].number, wanted[i].number);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_list_is_sorted_as_by_comparing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
