#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * Two years of visits, needs and services. Who lives alone or is in hardship is
 * called on more often; every benefit a member has leaves a line in the ledger.
 */

enum {
	JOURNAL_DAYS = 730,
	JOURNAL_VISITS = 0,
	JOURNAL_NEEDS = 1,
	JOURNAL_SERVICES = 2,
	NOTES = 0x6e6f7465,	/* what their random numbers are for */
	CADRES = 0x63616472,
	WORDS = 0x776f7264,
};

static void put_key(struct sample *sample, const char *field, char letter, int journal)
{
	char text[16];

	snprintf(text, sizeof(text), "%c%08u", letter, ++sample->n_journal[journal]);
	mq_put(sample, field, text);
}

/* Its own numbers, so that longer notes make no other people. */
static void put_note(struct sample *sample, const char *first)
{
	struct mq_random random = mq_random_for(sample->options->seed, NOTES,
		sample->n_journal[JOURNAL_VISITS]);

	mq_note_write(&random, first, &sample->note);
	mq_put(sample, "visit_detail", sample->note.data);
}

/*
 * Who called: a social worker, or one of the four of the office, each of whom calls on two or
 * three households a week where there are enough: of a small subdistrict they make a sixth of
 * all visits. Their own numbers, so that all else is as without them.
 */
static void put_visitor(struct sample *sample, uint32_t worker)
{
	enum { OF_A_SMALL_ONE = 1600, OF_ALL = 9600000 };
	static const char *const cadres[] = {"陈建国", "李文华", "王秀兰", "张志强"};
	struct mq_random random = mq_random_for(sample->options->seed, CADRES,
		sample->n_journal[JOURNAL_VISITS]);
	uint32_t residents = sample->options->residents;
	bool cadre = mq_random_chance(&random, residents > OF_ALL / OF_A_SMALL_ONE
		? OF_ALL / residents : OF_A_SMALL_ONE);
	char text[32];

	snprintf(text, sizeof(text), "社工%02u", worker);
	mq_put(sample, "visit_staff", !cadre ? text :
		cadres[mq_random_below(&random, (uint32_t)MQ_LENGTH(cadres))]);
}

static enum mq_err put_visit(struct sample *sample, struct mq_random *random,
	const struct family *family, const struct person *person)
{
	static const char *const outcomes[] = {"met", "phone_ok", "not_home", "refused"};
	static const uint16_t weights[] = {68, 18, 12, 2};
	static const char *const details[] = {"身体尚好，家中整洁", "近日血压偏高，已提醒服药",
		"希望加装电梯", "询问长护险办理", "子女每周来看望", "反映楼道堆物"};
	size_t outcome = mq_random_weighted(random, weights, MQ_LENGTH(weights));

	put_key(sample, "visit_key", 'V', JOURNAL_VISITS);
	mq_put_day(sample, "visit_time",
		sample->options->today - (mq_day)mq_random_below(random, JOURNAL_DAYS));
	mq_put(sample, "visit_mode", outcome == 1 ? "3" : "2");
	mq_put(sample, "visit_outcome", outcomes[outcome]);
	put_visitor(sample, 1 + mq_random_below(random, 60));
	if (outcome < 2 && mq_random_chance(random, 6000)) {
		put_note(sample, details[mq_random_below(random, (uint32_t)MQ_LENGTH(details))]);
	}
	return mq_put_journal(sample, SAMPLE_VISIT, family, person);
}

/* What they say of how it ended; few are closed without having been asked. */
static void put_word(struct sample *sample)
{
	static const char *const words[] = {NULL, "3", "4", "5"};
	static const uint16_t weights[] = {2, 12, 58, 28};
	struct mq_random random = mq_random_for(sample->options->seed, WORDS,
		sample->n_journal[JOURNAL_NEEDS]);
	const char *word = words[mq_random_weighted(&random, weights, MQ_LENGTH(weights))];

	if (word) {
		mq_put(sample, "need_satisfaction", word);
	}
}

/* Where needs of a kind go, and in how many working days; much as config/needs.yaml has it. */
static const struct errand {
	const char *kind;
	const char *detail;
	const char *level;
	const char *desk;	/* below the office's level: whoever is there */
	unsigned days;
} errands[] = {
	{"repair", "厨房漏水", "office", "housing", 5},
	{"property", "楼道灯不亮", "committee", "committee", 5},
	{"lift", "希望加装电梯", "office", "housing", 15},
	{"elder", "申请助餐", "office", "service", 5},
	{"medical", "配药不便", "office", "health", 5},
	{"relief", "申请临时救助", "office", "service", 5},
	{"noise", "夜间噪声", "committee", "committee", 5},
	{"parking", "车位不足", "committee", "committee", 15},
	{"job", "求职登记", "office", "jobs", 15},
	{"safety", "电线老化", "office", "safety", 1},
};

/* Holidays are for who works there; a sample has weekends alone. */
static mq_day weekdays_after(mq_day day, unsigned n)
{
	while (n > 0) {
		n -= mq_day_weekday(++day) <= 5;
	}
	return day;
}

static enum mq_err put_need(struct sample *sample, struct mq_random *random,
	const struct family *family, const struct person *person)
{
	mq_day on = sample->options->today - (mq_day)mq_random_below(random, JOURNAL_DAYS);
	const struct errand *errand = &errands[mq_random_below(random, MQ_LENGTH(errands))];
	bool urgent;
	bool open = sample->options->today - on < 40 && mq_random_chance(random, 4500);

	put_key(sample, "need_id", 'N', JOURNAL_NEEDS);
	mq_put_day(sample, "need_time", on);
	mq_put(sample, "need_kind", errand->kind);
	mq_put(sample, "need_detail", errand->detail);
	mq_put(sample, "need_channel", mq_random_chance(random, 6000) ? "visit" : "hotline");
	urgent = mq_random_chance(random, 800);
	mq_put(sample, "need_urgency", urgent ? "1" : "3");
	mq_put(sample, "need_level", errand->level);
	mq_put(sample, "need_owner", errand->desk);
	mq_put_day(sample, "need_due", weekdays_after(on, urgent ? 1 : errand->days));
	mq_put(sample, "need_state", open ? "doing" : "done");
	if (!open) {
		mq_put_day(sample, "need_closed", on + 1 + (mq_day)mq_random_below(random, 15));
		mq_put(sample, "need_result", "solved");
		put_word(sample);
	}
	return mq_put_journal(sample, SAMPLE_NEED, family, person);
}

/* Which trait of a person is paid or served as what. */
static const struct benefit {
	const char *item;
	int amount;		/* yuan a month; 0: in kind */
	int from_age;
	bool poor, severe, frail, local, alone;
	uint16_t in_10000;
} benefits[] = {
	{"old_age_allowance", 150, 65, false, false, false, true, false, 9500},
	{"dibao", 1595, 0, true, false, false, true, false, 3600},
	{"nursing_subsidy", 300, 0, false, true, false, true, false, 8200},
	{"ltci", 0, 60, false, false, true, true, false, 6200},
	{"meal", 0, 75, false, false, false, false, false, 900},
	{"call_button", 0, 75, false, false, false, false, true, 4500},
};

static bool gets(const struct benefit *benefit, const struct person *person)
{
	return person->age >= benefit->from_age && (!benefit->poor || person->poor) &&
		(!benefit->severe || person->severe) && (!benefit->frail || person->care >= 3) &&
		(!benefit->local || person->local) && (!benefit->alone || person->alone);
}

static enum mq_err put_service(struct sample *sample, struct mq_random *random,
	const struct benefit *benefit, const struct family *family, struct person *person)
{
	mq_day from = sample->options->today - (mq_day)mq_random_below(random, JOURNAL_DAYS);
	bool ended = mq_random_chance(random, 600);

	person->has_meals |= strcmp(benefit->item, "meal") == 0;
	put_key(sample, "service_id", 'S', JOURNAL_SERVICES);
	mq_put(sample, "service_item", benefit->item);
	mq_put_day(sample, "service_from", from);
	mq_put(sample, "service_state", ended ? "ended" : "active");
	mq_put(sample, "service_cycle", "month");
	mq_put(sample, "service_source", "civil");
	if (benefit->amount) {
		mq_put_number(sample, "service_amount", benefit->amount);
	}
	if (ended) {
		mq_put_day(sample, "service_to", from + (sample->options->today - from) / 2);
	}
	return mq_put_journal(sample, SAMPLE_SERVICE, family, person);
}

static enum mq_err put_person(struct sample *sample, struct mq_random *random,
	const struct family *family, struct person *person)
{
	int visits = person->alone && person->age >= 75 ? mq_random_between(random, 4, 14) :
		family->poor || person->care >= 3 ? mq_random_between(random, 1, 6) :
		mq_random_chance(random, 4200) ? mq_random_between(random, 1, 3) : 0;
	enum mq_err err = MQ_OK;

	for (int i = 0; i < visits && err == MQ_OK; i++) {
		err = put_visit(sample, random, family, person);
	}
	if (err == MQ_OK && mq_random_chance(random, person->age >= 60 ? 900 : 400)) {
		err = put_need(sample, random, family, person);
	}
	for (size_t i = 0; i < MQ_LENGTH(benefits) && err == MQ_OK; i++) {
		if (gets(&benefits[i], person) &&
		    mq_random_chance(random, benefits[i].in_10000)) {
			err = put_service(sample, random, &benefits[i], family, person);
		}
	}
	return err;
}

enum mq_err mq_journal_put(struct sample *sample, struct mq_random *random,
	struct family *family)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < family->n_members && err == MQ_OK; i++) {
		err = put_person(sample, random, family, &family->members[i]);
	}
	return err;
}
