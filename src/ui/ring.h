/* ring: so many texts and no more, the newest last. */
#ifndef MINQING_UI_RING_H
#define MINQING_UI_RING_H

#include <minqing/base.h>

/* Zeroed is empty. */
struct mq_ring {
	char **texts;		/* owned */
	size_t n;
	size_t cap;
};

/* Put a text behind the others; the oldest go where there would be more than max. */
void mq_ring_add(struct mq_ring *ring, size_t max, const char *text, size_t len);
/* The i-th newest, from 0; NULL past the oldest. Until the ring changes. */
const char *mq_ring_get(const struct mq_ring *ring, size_t i);
void mq_ring_clear(struct mq_ring *ring);

#endif
