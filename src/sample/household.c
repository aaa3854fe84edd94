#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * Who lives together. A shape says who is in the household: for each member the
 * ages, the relation to the head, the sex where it is fixed, the marriage. The
 * weights make a population as old as the inner city's: more than a third of
 * those with a Shanghai hukou are over 60.
 */

enum who_flag {
	WHO_MALE = 1,
	WHO_FEMALE = 2,
	WHO_NEAR_HEAD = 4,	/* the head's age, a few years off */
	WHO_CHILD = 8,		/* 24 to 34 years younger than the head */
	WHO_PARENT = 16,	/* 22 to 30 years older */
	WHO_GRANDCHILD = 32,	/* 52 to 62 years younger */
	WHO_DISABLED = 64,
	WHO_OTHER_NAME = 128,	/* not the head's surname */
	WHO_MAYBE = 256,	/* in half of the cases */
};

struct who {
	const char *relation;
	const char *marital;
	int low, high;		/* ages, where no flag says them */
	unsigned flags;
};

struct shape {
	uint16_t weight;
	bool migrant;
	struct who members[6];
};

static const struct shape shapes[] = {
	/* one old person */
	{105, false, {{"02", "30", 66, 95, 0}}},
	{25, false, {{"02", "40", 60, 78, 0}}},
	/* an old couple */
	{175, false, {{"02", "20", 60, 86, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME}}},
	/* an old couple with a grown child */
	{70, false, {{"02", "20", 60, 80, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME},
		{"20", "10", 0, 0, WHO_MALE | WHO_CHILD}}},
	/* a child past 60 with a mother past 80 */
	{30, false, {{"02", "20", 58, 68, 0},
		{"52", "30", 0, 0, WHO_FEMALE | WHO_PARENT | WHO_OTHER_NAME}}},
	/* an old couple with a disabled grown child */
	{9, false, {{"02", "20", 62, 80, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME},
		{"20", "10", 0, 0, WHO_MALE | WHO_CHILD | WHO_DISABLED}}},
	/* three generations */
	{85, false, {{"02", "20", 60, 74, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME},
		{"20", "20", 0, 0, WHO_MALE | WHO_CHILD},
		{"38", "20", 0, 0, WHO_FEMALE | WHO_CHILD | WHO_OTHER_NAME},
		{"41", "10", 0, 0, WHO_GRANDCHILD},
		{"42", "10", 0, 0, WHO_FEMALE | WHO_GRANDCHILD | WHO_MAYBE}}},
	/* parents with children */
	{150, false, {{"02", "20", 30, 52, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME},
		{"20", "10", 0, 0, WHO_CHILD},
		{"30", "10", 0, 0, WHO_FEMALE | WHO_CHILD | WHO_MAYBE}}},
	/* a couple */
	{80, false, {{"02", "20", 27, 59, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME}}},
	/* one person of working age */
	{75, false, {{"02", "10", 23, 58, 0}}},
	{20, false, {{"02", "40", 36, 59, 0}}},
	/* one parent */
	{22, false, {{"02", "40", 32, 50, WHO_FEMALE}, {"20", "10", 0, 0, WHO_CHILD}}},
	/* grandparents with a child */
	{9, false, {{"02", "20", 58, 70, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME},
		{"41", "10", 0, 0, WHO_GRANDCHILD}}},
	/* come to Shanghai: sharing, a couple with a child, one alone */
	{45, true, {{"02", "10", 21, 38, 0}, {"99", "10", 21, 36, WHO_OTHER_NAME},
		{"99", "10", 21, 36, WHO_OTHER_NAME | WHO_MAYBE}}},
	{45, true, {{"02", "20", 26, 46, WHO_MALE},
		{"12", "20", 0, 0, WHO_FEMALE | WHO_NEAR_HEAD | WHO_OTHER_NAME},
		{"20", "10", 0, 0, WHO_CHILD | WHO_MAYBE}}},
	{30, true, {{"02", "10", 20, 55, 0}}},
};

enum {
	VACANT_IN_10000 = 620,
	AWAY_IN_10000 = 420,
	AGE_MAX = 106,
	SHAPE_OLD_ALONE = 0,
};

static int age_of(struct mq_random *random, const struct who *who, int head)
{
	int age = mq_random_between(random, who->low, who->high);

	if (who->flags & WHO_NEAR_HEAD) {
		age = head + mq_random_between(random, -5, 2);
	} else if (who->flags & WHO_CHILD) {
		age = head - mq_random_between(random, 24, 34);
	} else if (who->flags & WHO_PARENT) {
		age = head + mq_random_between(random, 22, 30);
	} else if (who->flags & WHO_GRANDCHILD) {
		age = head - mq_random_between(random, 52, 62);
	}
	return age < 0 ? 0 : age > AGE_MAX ? AGE_MAX : age;
}

static bool sex_of(struct mq_random *random, const struct who *who, int age)
{
	if (who->flags & (WHO_MALE | WHO_FEMALE)) {
		return who->flags & WHO_FEMALE;
	}
	/* Women outlive men. */
	return mq_random_chance(random, age >= 75 ? 6600 : 5000);
}

static void set_marital(struct mq_random *random, const struct who *who, struct person *person)
{
	person->marital = person->age < 20 ? "10" : who->marital;
	if (mq_random_chance(random, 250)) {
		person->marital = NULL;
	}
}

/* Born on a day that makes them `age` full years old today. */
static mq_day birth_of(struct mq_random *random, mq_day today, int age)
{
	mq_day latest = mq_day_add_months(today, -12 * age);

	return latest - (mq_day)mq_random_below(random, 364);
}

static void make_person(const struct sample *sample, struct mq_random *random,
	const struct who *who, const struct family *family, struct person *person)
{
	const struct person *head = &family->members[0];
	int year;
	int month;
	int mday;

	*person = (struct person){.relation = who->relation, .here = true};
	person->age = age_of(random, who, head->age);
	person->birth = birth_of(random, sample->options->today, person->age);
	person->age = mq_day_years(person->birth, sample->options->today);
	person->female = sex_of(random, who, person->age);
	person->local = !family->migrant && mq_random_chance(random, person->age >= 60 ? 9800 : 9100);
	set_marital(random, who, person);
	person->surname = head != person && !(who->flags & WHO_OTHER_NAME) ? head->surname :
		mq_sample_surname(random);
	mq_day_to_civil(person->birth, &year, &month, &mday);
	mq_sample_name(random, person->surname, person->female, year, person->name);
	person->disabled = who->flags & WHO_DISABLED ||
		mq_random_chance(random, person->age >= 70 ? 900 : 260);
	person->severe = person->disabled && mq_random_chance(random,
		who->flags & WHO_DISABLED ? 8500 : 3000);
}

static const struct shape *choose_shape(struct mq_random *random, const struct room *room)
{
	uint16_t weights[MQ_LENGTH(shapes)];

	for (size_t i = 0; i < MQ_LENGTH(shapes); i++) {
		weights[i] = shapes[i].weight;
	}
	if (room->clusters & CLUSTER_ALONE) {
		weights[SHAPE_OLD_ALONE] = (uint16_t)(weights[SHAPE_OLD_ALONE] * 6);
	}
	return &shapes[mq_random_weighted(random, weights, MQ_LENGTH(shapes))];
}

/* Hardship hangs on who earns: the old alone, the severely disabled, one parent. */
static void set_means(struct mq_random *random, const struct room *room, struct family *family)
{
	uint32_t poor = 240;
	size_t earners = 0;

	for (size_t i = 0; i < family->n_members; i++) {
		const struct person *person = &family->members[i];

		earners += person->age >= 22 && person->age < 60 && !person->severe;
		poor += person->severe ? 1500 : 0;
	}
	poor += family->n_members == 1 && family->members[0].age >= 80 ? 500 : 0;
	poor += !earners && family->n_members > 2 ? 800 : 0;
	family->ill = mq_random_chance(random, room->clusters & CLUSTER_ILLNESS ? 1300 : 60);
	family->poor = family->ill || (!family->migrant && mq_random_chance(random, poor));
	family->income = family->poor ? mq_random_between(random, 900, 2900) :
		mq_random_between(random, 2900, 5200) + (int)earners * mq_random_between(random, 500, 3500);
}

static void set_care(struct mq_random *random, struct person *person)
{
	static const uint16_t levels[] = {0, 20, 22, 24, 16, 10, 6, 2};
	uint32_t chance = person->age >= 90 ? 6800 : person->age >= 80 ? 3600 :
		person->age >= 70 ? 900 : 150;

	if (person->age >= 60 && mq_random_chance(random, chance)) {
		person->care = (int)mq_random_weighted(random, levels, MQ_LENGTH(levels));
	}
}

static void set_standing(struct mq_random *random, struct family *family)
{
	size_t here = 0;

	for (size_t i = 0; i < family->n_members; i++) {
		struct person *person = &family->members[i];
		int retires = person->female ? 52 : 60;

		person->poor = family->poor;
		person->here = !mq_random_chance(random, AWAY_IN_10000);
		person->retired = person->local && person->age >= retires;
		person->working = person->age >= 22 && !person->retired && !person->severe &&
			mq_random_chance(random, 8800);
		person->party = person->age >= 22 && mq_random_chance(random, 850);
		person->veteran = !person->female && person->age >= 20 &&
			mq_random_chance(random, person->age >= 60 ? 700 : 250);
		set_care(random, person);
		here += person->here;
	}
	for (size_t i = 0; i < family->n_members; i++) {
		struct person *person = &family->members[i];

		person->alone = person->here && here == 1;
	}
}

void mq_family_make(struct sample *sample, struct mq_random *random, const struct room *room,
	struct family *family)
{
	const struct shape *shape = choose_shape(random, room);

	*family = (struct family){.migrant = shape->migrant};
	if (mq_random_chance(random, VACANT_IN_10000)) {
		return;
	}
	for (size_t i = 0; i < MQ_LENGTH(shape->members) && shape->members[i].relation; i++) {
		const struct who *who = &shape->members[i];

		if (!(who->flags & WHO_MAYBE) || mq_random_chance(random, 5000)) {
			make_person(sample, random, who, family,
				&family->members[family->n_members++]);
		}
	}
	if (room->clusters & CLUSTER_ALONE && shape == &shapes[SHAPE_OLD_ALONE]) {
		struct person *head = &family->members[0];

		head->birth = birth_of(random, sample->options->today,
			mq_random_between(random, 80, 96));
		head->age = mq_day_years(head->birth, sample->options->today);
	}
	set_means(random, room, family);
	set_standing(random, family);
}

/* ---- the household's own record ---- */

static void put_hardship(struct sample *sample, struct mq_random *random,
	const struct family *family)
{
	static const char *const causes[] = {"disability", "jobless", "old", "study", "single"};
	static const char *const levels[] = {"low", "mid", "high"};

	if (!family->poor) {
		if (mq_random_chance(random, 7000)) {
			mq_put(sample, "hardship_level", "none");
		}
		return;
	}
	if (family->ill) {
		mq_put(sample, "hardship_cause", "illness");
		mq_put_number(sample, "medical_spend_year", mq_random_between(random, 22, 90) * 1000);
	} else {
		mq_put_one(sample, random, "hardship_cause", causes, MQ_LENGTH(causes));
	}
	mq_put_one(sample, random, "hardship_level", levels, MQ_LENGTH(levels));
}

enum mq_err mq_family_put(struct sample *sample, struct mq_random *random,
	struct family *family)
{
	const struct person *head = &family->members[0];
	char text[32];

	snprintf(text, sizeof(text), "H%08u", ++sample->n_families);
	mq_put(sample, "household_id", text);
	mq_put(sample, "household_kind", family->n_members == 1 ? "single" : "family");
	/* Not every household tells its income: the unknown must be there to be found. */
	if (family->poor || mq_random_chance(random, 7200)) {
		mq_put_number(sample, "household_income_pc", family->income / 10 * 10);
	}
	mq_put(sample, "main_income", head->retired ? "pension" :
		family->poor && !head->working ? "relief" : "wage");
	mq_put_bool(sample, "has_car", !family->poor && mq_random_chance(random, 2600));
	if (head->veteran && mq_random_chance(random, 8800)) {
		mq_put_bool(sample, "glory_plaque", true);
	}
	put_hardship(sample, random, family);
	mq_put_link(sample, SAMPLE_HOUSEHOLD, SAMPLE_DWELLING, family->room_id);
	return mq_put_record(sample, SAMPLE_HOUSEHOLD, &family->id);
}
