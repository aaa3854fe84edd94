#include "trail.h"

#include <stdlib.h>
#include <string.h>

void mq_trail_place_release(struct mq_trail_place *place)
{
	free(place->asked);
	free(place->query);
	*place = (struct mq_trail_place){0};
}

void mq_trail_push(struct mq_trail *trail, struct mq_trail_place place)
{
	if (trail->n == MQ_TRAIL_MAX) {
		mq_trail_place_release(&trail->places[0]);
		memmove(trail->places, trail->places + 1, (MQ_TRAIL_MAX - 1) * sizeof(*trail->places));
		trail->n--;
	}
	trail->places[trail->n++] = place;
}

bool mq_trail_pop(struct mq_trail *trail, const char *query, struct mq_trail_place *place)
{
	bool led_here = false;
	while (trail->n > 0 && !led_here) {
		*place = trail->places[--trail->n];
		led_here = strncmp(query, place->asked, strlen(place->asked)) == 0;
		if (!led_here) {
			mq_trail_place_release(place);
		}
	}
	return led_here;
}

void mq_trail_clear(struct mq_trail *trail)
{
	while (trail->n > 0) {
		mq_trail_place_release(&trail->places[--trail->n]);
	}
}
