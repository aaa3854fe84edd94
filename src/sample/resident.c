#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * One person's record: who they are, where they are registered, how they are
 * reached; the rest is the table of traits.
 */

enum {
	/* An area code that was never given out: no number here is anybody's. */
	NOBODYS_AREA = 310199,
	NOT_PHONED = 1200,
};

void mq_sample_id_number(struct mq_random *random, mq_day birth, bool female, char out[19])
{
	static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int year;
	int month;
	int mday;
	int sum = 0;
	uint32_t sequence = mq_random_below(random, 500) * 2 + (female ? 0 : 1);

	mq_day_to_civil(birth, &year, &month, &mday);
	snprintf(out, 19, "%06d%04d%02d%02d%03u", NOBODYS_AREA, year, month, mday, sequence);
	for (int i = 0; i < 17; i++) {
		sum += (out[i] - '0') * weights[i];
	}
	out[17] = "10X98765432"[sum % 11];
	out[18] = '\0';
}

static void put_identity(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	static const char *const minorities[] = {"03", "11", "10", "08", "15", "06", "02"};
	char text[32];

	snprintf(text, sizeof(text), "P%08u", sample->n_residents + 1);
	mq_put(sample, "person_id", text);
	mq_put(sample, "name", person->name);
	mq_put(sample, "sex", person->female ? "2" : "1");
	if (!mq_random_chance(random, 30)) {
		mq_put_day(sample, "birth_date", person->birth);
	}
	mq_put(sample, "id_type", "resident_id");
	mq_sample_id_number(random, person->birth, person->female, text);
	mq_put(sample, "id_number", text);
	mq_put(sample, "nationality", "CHN");
	mq_put(sample, "ethnicity", mq_random_chance(random, 130) ?
		minorities[mq_random_below(random, MQ_LENGTH(minorities))] : "01");
	if (mq_random_chance(random, 5200)) {
		mq_put(sample, "spoken_language", person->local ? "wu" : "putonghua");
	}
}

static void put_residence(struct sample *sample, struct mq_random *random,
	const struct room *room, const struct person *person)
{
	static const char *const provinces[] = {"340000", "320000", "410000", "360000", "330000",
		"510000", "420000", "370000"};
	static const char *const away[] = {"away", "empty_hukou", "nursing", "hospital", "abroad"};
	char address[96];
	bool apart = person->local && mq_random_chance(random, 1100);

	mq_put(sample, "population_type", !person->local ? "migrant" :
		!person->here ? "hukou_away" : apart ? "here_no_hukou" : "hukou");
	mq_put(sample, "hukou_status", "registered");
	if (person->local) {
		mq_put(sample, "hukou_place", "310000");
		if (!apart) {
			mq_place_address(room, address);
			mq_put(sample, "hukou_address", address);
		}
	} else {
		mq_put_one(sample, random, "hukou_place", provinces, MQ_LENGTH(provinces));
		mq_put_bool(sample, "residence_permit", mq_random_chance(random, 7300));
	}
	if (person->here) {
		mq_put(sample, "living_status", "here");
	} else if (!mq_random_chance(random, 800)) {
		mq_put_one(sample, random, "living_status", away, MQ_LENGTH(away));
	}
	mq_put(sample, "residence_kind", person->local ? "own" : "rent");
}

/* Numbers of a block no network gives out: they ring nowhere. */
static void put_contact(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	char text[32];

	if (person->age >= 12 && !mq_random_chance(random, NOT_PHONED)) {
		snprintf(text, sizeof(text), "120%08u", mq_random_below(random, 100000000));
		mq_put(sample, "phone_mobile", text);
		mq_put_day(sample, "phone_checked_at",
			sample->options->today - (mq_day)mq_random_below(random, 900));
	}
	if (person->age >= 60 && mq_random_chance(random, 6000)) {
		mq_sample_name(random, mq_sample_surname(random), false, 1975, text);
		mq_put(sample, "emergency_name", text);
		snprintf(text, sizeof(text), "120%08u", mq_random_below(random, 100000000));
		mq_put(sample, "emergency_phone", text);
	}
}

static const char *education_of(struct mq_random *random, const struct person *person)
{
	static const char *const levels[] = {"90", "80", "70", "60", "40", "30", "20", "10"};
	static const uint16_t old[] = {8, 24, 36, 16, 8, 5, 3, 0};
	static const uint16_t middle[] = {1, 4, 24, 20, 16, 18, 15, 2};
	static const uint16_t young[] = {0, 1, 7, 9, 9, 24, 40, 10};
	const uint16_t *weights = person->age >= 65 ? old : person->age >= 45 ? middle : young;

	return levels[mq_random_weighted(random, weights, MQ_LENGTH(levels))];
}

static const char *school_of(int age)
{
	static const struct {
		int until;
		const char *stage;
	} stages[] = {
		{2, "pre"}, {5, "kindergarten"}, {11, "primary"}, {15, "junior"}, {18, "senior"},
	};

	for (size_t i = 0; i < MQ_LENGTH(stages); i++) {
		if (age <= stages[i].until) {
			return stages[i].stage;
		}
	}
	return NULL;
}

static void put_work(struct sample *sample, struct mq_random *random, const struct room *room,
	const struct person *person)
{
	static const char *const classes[] = {"17", "24", "13", "51", "54", "21", "11"};
	static const uint16_t weights[] = {34, 22, 18, 10, 8, 6, 2};
	const char *school = school_of(person->age);
	bool idle = person->age >= 19 && !person->working && !person->retired && !person->severe;

	if (school) {
		mq_put(sample, "school_stage", school);
	}
	if (person->age >= 19 && !mq_random_chance(random, 300)) {
		mq_put(sample, "education", education_of(random, person));
	}
	if (person->age >= 16) {
		mq_put(sample, "employment_class", person->retired ? "80" :
			person->age < 22 ? "31" : person->working ?
			classes[mq_random_weighted(random, weights, MQ_LENGTH(weights))] : "70");
	}
	if (idle && person->age < 60) {
		bool registered = mq_random_chance(random, 5500);

		mq_put_bool(sample, "registered_jobless", registered);
		if (registered) {
			mq_put_day(sample, "jobless_since", sample->options->today -
				(mq_day)mq_random_below(random, 1500));
		}
	}
	if (person->age >= 35 && person->age < 60 && !person->retired &&
	    mq_random_chance(random, room->clusters & CLUSTER_JOBLESS ? 2400 : idle ? 1800 : 60)) {
		mq_put_bool(sample, "hard_to_place", true);
	}
	if (person->retired) {
		mq_put_number(sample, "pension_month", person->poor ?
			mq_random_between(random, 12, 30) * 100 : mq_random_between(random, 34, 88) * 100);
	}
}

static void put_disability(struct sample *sample, struct mq_random *random,
	const struct person *person)
{
	static const char *const classes[] = {"4", "2", "1", "5", "6", "3", "7"};
	static const uint16_t weights[] = {52, 16, 12, 8, 6, 3, 3};

	if (!person->disabled) {
		return;
	}
	mq_put_bool(sample, "disability_cert", true);
	mq_put(sample, "disability_class",
		classes[mq_random_weighted(random, weights, MQ_LENGTH(weights))]);
	mq_put(sample, "disability_level", person->severe ?
		mq_random_chance(random, 4500) ? "1" : "2" : mq_random_chance(random, 4500) ? "3" : "4");
	mq_put_day(sample, "disability_valid_to", sample->options->today +
		(mq_day)mq_random_below(random, 3650) - 200);
}

static void put_care(struct sample *sample, struct mq_random *random, const struct person *person)
{
	static const char *const levels[] = {"none", "0", "1", "2", "3", "4", "5", "6"};

	if (person->age < 60) {
		return;
	}
	mq_put(sample, "care_level", levels[person->care]);
	if (person->care > 0) {
		mq_day on = sample->options->today - (mq_day)mq_random_below(random, 900);

		mq_put_day(sample, "care_assessed_on", on);
		mq_put_day(sample, "care_valid_to", mq_day_add_months(on, 24));
	}
	mq_put(sample, "mobility", person->care >= 6 ? "bed" : person->care >= 5 ? "chair" :
		person->care >= 3 || person->age >= 85 ? "stick" : "free");
	if (person->care >= 5) {
		mq_put(sample, "note", person->care >= 6 ? "卧床，需上门服务" :
			"行动靠轮椅，上下楼不便");
	}
}

enum mq_err mq_resident_put(struct sample *sample, struct mq_random *random,
	const struct room *room, const struct family *family, struct person *person)
{
	enum mq_err err;

	put_identity(sample, random, person);
	put_residence(sample, random, room, person);
	put_contact(sample, random, person);
	put_work(sample, random, room, person);
	put_disability(sample, random, person);
	put_care(sample, random, person);
	mq_put(sample, "relation_to_head", person->relation);
	if (person->marital) {
		mq_put(sample, "marital_status", person->marital);
	}
	if (family->ill && person == &family->members[0]) {
		mq_put_bool(sample, "illness_poverty", true);
		mq_put(sample, "major_illness", mq_random_chance(random, 6000) ? "cancer" : "dialysis");
	}
	mq_traits_put(sample, random, person);
	mq_fault_plant(sample, random, person);
	mq_put_link(sample, SAMPLE_RESIDENT, SAMPLE_HOUSEHOLD, family->id);
	err = mq_put_record(sample, SAMPLE_RESIDENT, &person->id);
	sample->n_residents++;
	return err;
}
