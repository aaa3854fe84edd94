/*
 * Sorting by radix: what is sorted here are some thousand keys of bytes, and their first
 * eight nearly tell them apart. They are dealt out by their last byte, then by the one
 * before, and so on to the first (Knuth, TAOCP 5.2.5); a byte in which all agree takes no
 * deal. Few are left that must be compared.
 */
#include "order.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES = 8, VALUES = 256, FEW = 64 };

static size_t byte_of(const struct mq_order *order, int byte)
{
	return order->first >> 8 * byte & 0xff;
}

/* How many have which value in each byte. */
static void count(const struct mq_order *list, size_t n, uint32_t counts[BYTES][VALUES])
{
	for (size_t i = 0; i < n; i++) {
		for (int byte = 0; byte < BYTES; byte++) {
			counts[byte][byte_of(list + i, byte)]++;
		}
	}
}

static void deal(const struct mq_order *from, size_t n, int byte, const uint32_t counts[VALUES],
	struct mq_order *to)
{
	uint32_t starts[VALUES];
	uint32_t start = 0;

	for (int value = 0; value < VALUES; value++) {
		starts[value] = start;
		start += counts[value];
	}
	for (size_t i = 0; i < n; i++) {
		to[starts[byte_of(from + i, byte)]++] = from[i];
	}
}

static void deal_all(struct mq_order *list, size_t n)
{
	uint32_t counts[BYTES][VALUES] = {{0}};
	struct mq_order *spare = mq_alloc(n * sizeof(*spare));
	struct mq_order *from = list;
	struct mq_order *to = spare;

	count(list, n, counts);
	for (int byte = 0; byte < BYTES; byte++) {
		struct mq_order *dealt = to;

		if (counts[byte][byte_of(list, byte)] == n) {
			continue;
		}
		deal(from, n, byte, counts[byte], to);
		to = from;
		from = dealt;
	}
	if (from != list) {
		memcpy(list, from, n * sizeof(*list));
	}
	free(spare);
}

static int compare_first(const void *left, const void *right)
{
	const struct mq_order *a = left;
	const struct mq_order *b = right;

	return (a->first > b->first) - (a->first < b->first);
}

void mq_order_sort(struct mq_order *list, size_t n,
	int (*compare)(const void *a, const void *b, void *context), void *context)
{
	if (n > FEW) {
		deal_all(list, n);
	} else if (n > 1) {
		qsort(list, n, sizeof(*list), compare_first);
	}
	for (size_t from = 0, end; from < n; from = end) {
		for (end = from + 1; end < n && list[end].first == list[from].first; end++) {
			;
		}
		if (end - from > 1) {
			qsort_r(list + from, end - from, sizeof(*list), compare, context);
		}
	}
}
