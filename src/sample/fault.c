#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * Mistakes of the kinds an office makes (FIELDS.md section 3), planted every so
 * many residents in turn and listed, so that checks can be held to what is there.
 */

enum { ONE_IN = 400 };

static void wrong_sex(struct sample *sample, struct mq_random *random, const struct person *person)
{
	(void)random;
	mq_put(sample, "sex", person->female ? "1" : "2");
}

static void wrong_birth(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	mq_put_day(sample, "birth_date", person->birth + mq_random_between(random, 1, 300));
}

static void lapsed_assessment(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	(void)person;
	mq_put(sample, "care_level", "3");
	mq_put_day(sample, "care_valid_to",
		sample->options->today - mq_random_between(random, 30, 400));
}

static void pregnant_man(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	(void)random;
	(void)person;
	mq_put(sample, "sex", "1");
	mq_put_bool(sample, "pregnant", true);
}

static void child_allowance(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	(void)random;
	(void)person;
	mq_put_bool(sample, "old_age_allowance", true);
	mq_put_day(sample, "birth_date", sample->options->today - 365 * 20);
}

static void schooled_child(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	(void)person;
	mq_put_day(sample, "birth_date",
		sample->options->today - 365 * mq_random_between(random, 8, 12));
	mq_put(sample, "education", "20");
}

/* What is planted; the first word of each is the check of FIELDS.md that finds it. */
static const struct {
	const char *what;
	void (*plant)(struct sample *sample, struct mq_random *random,
		const struct person *person);
} faults[] = {
	{"X03 sex is not the parity of id_number's 17th digit", wrong_sex},
	{"X02 birth_date is not digits 7-14 of id_number", wrong_birth},
	{"X15 care_level set, care_valid_to past", lapsed_assessment},
	{"X21 pregnant with sex 1", pregnant_man},
	{"X16 old_age_allowance under 65", child_allowance},
	{"X18 education above age", schooled_child},
};

void mq_fault_plant(struct sample *sample, struct mq_random *random, const struct person *person)
{
	char key[16];

	if (!sample->options->faults || sample->n_residents % ONE_IN != ONE_IN / 2) {
		return;
	}
	size_t i = sample->n_faults++ % MQ_LENGTH(faults);

	faults[i].plant(sample, random, person);
	snprintf(key, sizeof(key), "P%08u", sample->n_residents + 1);
	if (sample->planted) {
		sample->planted(sample->context, faults[i].what, "resident", key);
	}
}
