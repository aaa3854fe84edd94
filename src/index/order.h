/*
 * Inside index: sorting what a batch has gathered.
 */
#ifndef INDEX_ORDER_H
#define INDEX_ORDER_H

#include <minqing/index.h>

/* Something by its number; its first bytes, as a number, decide nearly always. */
struct mq_order {
	uint64_t first;
	uint32_t number;
};

/* Sort n of them by first. Those that have it in common are given to compare, as qsort_r
 * has it, with pointers to struct mq_order. */
void mq_order_sort(struct mq_order *list, size_t n,
	int (*compare)(const void *a, const void *b, void *context), void *context);

#endif
