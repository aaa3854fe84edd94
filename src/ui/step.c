#include "step.h"

#include <stdlib.h>
#include <string.h>

void mq_step_release(struct mq_step *step)
{
	free(step->text);
	free(step->columns);
	free(step->facets);
	free(step->toggled);
	mq_saved_turn_release(&step->lists);
	*step = (struct mq_step){0};
}

void mq_steps_push(struct mq_steps *steps, struct mq_step step)
{
	if (steps->n == MQ_STEPS_MAX) {
		mq_step_release(&steps->list[0]);
		memmove(steps->list, steps->list + 1, (MQ_STEPS_MAX - 1) * sizeof(*steps->list));
		steps->n--;
	}
	steps->list[steps->n++] = step;
}

bool mq_steps_pop(struct mq_steps *steps, struct mq_step *step)
{
	if (steps->n == 0) {
		return false;
	}
	*step = steps->list[--steps->n];
	return true;
}

void mq_steps_clear(struct mq_steps *steps)
{
	struct mq_step step;
	while (mq_steps_pop(steps, &step)) {
		mq_step_release(&step);
	}
}
