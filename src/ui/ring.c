#include "ring.h"

#include <stdlib.h>
#include <string.h>

void mq_ring_add(struct mq_ring *ring, size_t max, const char *text, size_t len)
{
	while (ring->n >= max) {
		free(ring->texts[0]);
		memmove(ring->texts, ring->texts + 1, --ring->n * sizeof(*ring->texts));
	}
	ring->texts = mq_grow(ring->texts, &ring->cap, ring->n + 1, sizeof(*ring->texts));
	ring->texts[ring->n++] = mq_strndup(text, len);
}

const char *mq_ring_get(const struct mq_ring *ring, size_t i)
{
	return i < ring->n ? ring->texts[ring->n - 1 - i] : NULL;
}

void mq_ring_clear(struct mq_ring *ring)
{
	for (size_t i = 0; i < ring->n; i++) {
		free(ring->texts[i]);
	}
	free(ring->texts);
	*ring = (struct mq_ring){0};
}
