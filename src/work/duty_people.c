#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/* Whose duty it is: those who are told of it person by person, and by place all together. */

/* Who left in the middle of a window still has what they owe of it; a cohort is with who is
 * there on the day. */
static bool is_answerable(const struct mq_duty *duty, const struct mq_person *person,
	struct mq_stretch window, mq_day on)
{
	if (!mq_duty_is_of(duty, person)) {
		return false;
	}
	for (size_t i = 0; i < person->n_posts; i++) {
		if (duty->count && person->posts[i].days.from <= window.to &&
		    person->posts[i].days.to >= window.from) {
			return true;
		}
	}
	return mq_person_post(person, on) != NULL;
}

void duty_people_find(const struct mq_staff *staff, const struct mq_duty *duty,
	const struct mq_person *only, struct mq_stretch window, mq_day on,
	struct duty_people *people)
{
	*people = (struct duty_people){.names = mq_map_new(),
		.people = mq_alloc((staff->n_people + 1) * sizeof(struct mq_person *))};
	for (size_t i = 0; i < staff->n_people; i++) {
		const struct mq_person *person = &staff->people[i];

		if ((!only || person == only) && is_answerable(duty, person, window, on)) {
			people->people[people->n++] = person;
			mq_map_put(people->names, person->name, strlen(person->name), i);
		}
	}
}

void duty_people_release(struct duty_people *people)
{
	mq_map_free(people->names);
	free(people->people);
	*people = (struct duty_people){0};
}
