#include "own.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/*
 * Who is paired with a provider of services. The rows are those of config/providers.yaml: who
 * needs what, where it is given and how often somebody calls; a register with other providers has
 * these lines and no row for them. The numbers are drawn apart from all others, and a line's key
 * is the one that `minqing service pair` makes: all else is as without them.
 */

enum {
	PAIRINGS = 0x70616972,	/* what their random numbers are for */
	OF_RESIDENTS = 80000,	/* for which `most` is meant; of fewer, fewer */
	AT_LEAST = 3,
	COMMITTEES = 20,
	YEAR = 365,
	MONTH = 30,
};

static const struct offer {
	const char *provider;
	const char *item;
	uint32_t most;		/* lines, within what it has a place for */
	uint32_t committees;	/* it reaches the first of them */
	int review_months;
	int first_days;
	int every_days;		/* 0: it calls once */
	int from_age;
	bool alone, bedridden;	/* whoever needs it is that, and lives here */
} offers[] = {
	{"阳曲家政服务社", "bath", 8, COMMITTEES, 6, 7, 30, 60, false, true},
	{"临汾社区长者食堂", "meal", 48, 5, 12, 3, 0, 75, true, false},
	{"阳曲家政服务社", "clean", 14, COMMITTEES, 6, 7, 30, 80, true, false},
	{"银龄互助志愿队", "chat", 34, COMMITTEES, 6, 7, 14, 60, true, false},
	{"临汾社区卫生服务中心家庭医生一组", "family_doctor", 100, COMMITTEES, 12, 14, 90, 65, false,
		false},
};
static_assert(MQ_LENGTH(offers) == SAMPLE_OFFERS, "every row is counted");

static bool needs(const struct offer *offer, const struct person *person)
{
	enum { CARE_IN_BED = 6 };

	return person->here && person->age >= offer->from_age && (!offer->alone || person->alone) &&
		(!offer->bedridden || person->care >= CARE_IN_BED) &&
		!(person->has_meals && strcmp(offer->item, "meal") == 0);
}

/* A provider's lines come evenly over the committees that it reaches. */
static bool has_place(const struct sample *sample, size_t i)
{
	const struct offer *offer = &offers[i];
	uint64_t residents = sample->options->residents;
	uint64_t reached = residents * offer->committees / COMMITTEES + 1;
	uint64_t most = offer->most * residents / OF_RESIDENTS;
	uint64_t now;

	most = most < AT_LEAST ? AT_LEAST : most < offer->most ? most : offer->most;
	now = 1 + most * sample->n_residents / reached;
	return sample->n_paired[i] < (now < most ? now : most);
}

/* Calls are made on the day they are due, until today or the line's end; the last one of a line
 * that is late was not. An ended line waits for none, nor does one that is called on once. */
static void put_calls(struct sample *sample, const struct offer *offer, mq_day from, mq_day until,
	bool late)
{
	mq_day first = from + offer->first_days;
	int n = until < first ? 0 : offer->every_days ? 1 + (until - first) / offer->every_days : 1;
	int made = n - (late && n > 0);

	if (made > 0) {
		mq_put_day(sample, "service_done", first + (made - 1) * offer->every_days);
	}
	if (until == sample->options->today && (made == 0 || offer->every_days)) {
		mq_put_day(sample, "service_next", first + made * offer->every_days);
	}
}

/* Looked at again as agreed, but where nobody sees to it. */
static void put_review(struct sample *sample, const struct offer *offer, mq_day from, bool late)
{
	int months = offer->review_months;

	while (!late && mq_day_add_months(from, months) <= sample->options->today) {
		months += offer->review_months;
	}
	mq_put_day(sample, "service_review", mq_day_add_months(from, months));
}

static void put_key(struct sample *sample, const struct offer *offer,
	const struct person *person, mq_day from)
{
	char day[16];
	char text[64];

	mq_day_format(from, day);
	snprintf(text, sizeof(text), "P%08u/%s/%s", person->id + 1, offer->item, day);
	mq_put(sample, "service_id", text);
}

static enum mq_err put_pairing(struct sample *sample, const struct offer *offer,
	const struct family *family, const struct person *person)
{
	struct mq_random random = mq_random_for(sample->options->seed, PAIRINGS, person->id);
	mq_day today = sample->options->today;
	/* Counted and not drawn, so that of the few in a small one some are. */
	uint32_t number = sample->n_pairings++;
	bool late = number % 10 == 3;
	bool ended = number % 12 == 7 && !late;
	/* Who is called on once and waits for it was paired of late. */
	mq_day from = today - (mq_day)mq_random_below(&random,
		late && !offer->every_days ? MONTH : YEAR);
	mq_day until = ended ? from + (today - from) / 2 : today;

	put_key(sample, offer, person, from);
	mq_put(sample, "service_item", offer->item);
	mq_put(sample, "service_provider", offer->provider);
	mq_put_day(sample, "service_from", from);
	mq_put(sample, "service_state", ended ? "ended" : "active");
	if (ended) {
		mq_put_day(sample, "service_to", until);
		mq_put(sample, "service_end_reason", "self");
	}
	put_review(sample, offer, from, late);
	put_calls(sample, offer, from, until, late);
	return mq_put_journal(sample, SAMPLE_SERVICE, family, person);
}

/* With the first that has a place for somebody and nothing more, so that more people are. */
static enum mq_err pair(struct sample *sample, const struct room *room,
	const struct family *family, const struct person *person)
{
	for (size_t i = 0; i < MQ_LENGTH(offers); i++) {
		if (room->committee < offers[i].committees && needs(&offers[i], person) &&
		    has_place(sample, i)) {
			sample->n_paired[i]++;
			return put_pairing(sample, &offers[i], family, person);
		}
	}
	return MQ_OK;
}

enum mq_err mq_pairing_put(struct sample *sample, const struct room *room,
	const struct family *family)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < family->n_members && err == MQ_OK; i++) {
		err = pair(sample, room, family, &family->members[i]);
	}
	return err;
}
