/*
 * Families who live through 400 days, and a calendar of their own, which only ever goes one
 * day on: everybody's age is a number to which a birthday adds one. Birthdays are laid so
 * that the ages the catalogue turns on are reached within these days.
 */
#ifndef MINQING_TESTS_PROPERTY_FAMILIES_H
#define MINQING_TESTS_PROPERTY_FAMILIES_H

#include "property/world.h"

enum {
	DAYS = 400,		/* from 2024-02-01 */
	FAMILIES = 160,
	FAMILY_MAX = 5,
	NAMED_MAX = 16,		/* people with a birthday on an awkward day, one a family */
	PEOPLE_MAX = FAMILIES * FAMILY_MAX + NAMED_MAX,
	AGE_END = 128,
};

/* ---- three values ---- */

enum truth {
	NO,
	MAYBE,
	YES,
};

static inline enum truth and(enum truth a, enum truth b)
{
	return a < b ? a : b;
}

static inline enum truth not(enum truth a)
{
	return (enum truth)(YES - a);
}

/* ---- a calendar that goes one day on ---- */

struct date {
	int year;
	int month;
	int mday;
};

static inline bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static inline void next_day(struct date *date)
{
	if (++date->mday > month_days(date->year, date->month)) {
		date->mday = 1;
		if (++date->month > 12) {
			date->month = 1;
			date->year++;
		}
	}
}

static inline bool is_before(struct date a, struct date b)
{
	return a.year != b.year ? a.year < b.year
		: a.month != b.month ? a.month < b.month : a.mday < b.mday;
}

static inline bool is_same(struct date a, struct date b)
{
	return !is_before(a, b) && !is_before(b, a);
}

/* Who was born on 29 February has it on 1 March where there is none. */
static inline bool is_birthday(struct date born, struct date day)
{
	if (born.month == 2 && born.mday == 29 && !is_leap(day.year)) {
		return day.month == 3 && day.mday == 1;
	}
	return born.month == day.month && born.mday == day.mday;
}

/* ---- people ---- */

struct person {
	bool known;		/* when they were born */
	struct date born;
	int age;		/* -1: not born yet */
	bool linked;
	size_t family;
	enum truth here;
	bool child;		/* of the head, or a parent: for empty_nest */
	bool cared_for;
	bool disabled;
	enum truth single;
};

struct town {
	char dir[64];
	struct mq_register *reg;
	const struct mq_schema *schema;
	struct mq_view view;
	struct mq_cache *cache;
	struct date day;
	struct person people[PEOPLE_MAX];
	size_t n_people;
	size_t n_families;
	size_t first[FAMILIES + 1];	/* of its people, who stand side by side */
	bool thresholds[AGE_END];
	int ages[AGE_END];	/* the same as a list */
	size_t n_ages;
};

static inline int count_birthdays(struct date born, struct date today)
{
	int age = is_before(today, born) ? -1 : 0;

	for (struct date day = born; is_before(day, today);) {
		next_day(&day);
		age += is_birthday(born, day);
	}
	return age;
}

/* What people are on the first day. */
static inline void begin_ages(struct town *town)
{
	town->day = (struct date){2024, 2, 1};
	for (size_t i = 0; i < town->n_people; i++) {
		struct person *person = town->people + i;

		person->age = person->known ? count_birthdays(person->born, town->day) : -1;
	}
}

static inline void grow_up(struct town *town)
{
	next_day(&town->day);
	for (size_t i = 0; i < town->n_people; i++) {
		struct person *person = town->people + i;

		if (person->age >= 0) {
			person->age += is_birthday(person->born, town->day);
		} else if (person->known && is_same(person->born, town->day)) {
			person->age = 0;
		}
	}
}

/* ---- filling ---- */

static inline void read_ages(struct town *town)
{
	for (size_t i = 0; i < town->schema->n_fields; i++) {
		const char *at = town->schema->fields[i].expression;

		while (at && (at = strstr(at, "age")) != NULL) {
			int low = -1;
			int high = -1;
			size_t skip = strspn(at + 3, ":<>=");

			if (skip && sscanf(at + 3 + skip, "%d..%d", &low, &high) >= 1) {
				assert_in_range(low, 0, AGE_END - 2);
				town->thresholds[low] = town->thresholds[low + 1] = true;
				town->thresholds[high + 1] = true;
			}
			at += 3;
		}
	}
	for (int age = 1; age < AGE_END; age++) {
		if (town->thresholds[age]) {
			town->ages[town->n_ages++] = age;
		}
	}
	assert_true(town->n_ages >= 10);
}

/* Some day of the 400, as often as not one at the end of a month. */
static inline struct date some_day(struct dice *dice)
{
	static const struct date awkward[] = {
		{2024, 2, 28}, {2024, 2, 29}, {2024, 3, 1}, {2024, 12, 31}, {2025, 1, 1},
		{2025, 2, 28}, {2025, 3, 1}, {2024, 4, 30}, {2024, 5, 1},
	};
	struct date day = {2024, 2, 1};

	if (dice_percent(dice, 40)) {
		return awkward[dice_below(dice, MQ_LENGTH(awkward))];
	}
	for (size_t n = dice_below(dice, DAYS); n > 0; n--) {
		next_day(&day);
	}
	return day;
}

/* Born so as to turn an age that counts on that day, the old 60; a few are born on it. */
static inline struct date some_birth(const struct town *town, struct dice *dice, bool old)
{
	struct date born = some_day(dice);

	born.year -= old ? 60 + 5 * (int)dice_below(dice, 3)
		: dice_percent(dice, 4) ? 0
		: dice_percent(dice, 70) ? town->ages[dice_below(dice, town->n_ages)]
		: (int)dice_between(dice, 1, 104);
	if (born.mday > month_days(born.year, born.month)) {
		born = (struct date){born.year, 3, 1};
	}
	if (born.month == 3 && born.mday == 1 && is_leap(born.year) && dice_percent(dice, 50)) {
		born = (struct date){born.year, 2, 29};
	}
	return born;
}

static inline struct person some_person(const struct town *town, struct dice *dice, size_t family,
	bool old)
{
	struct person person = {
		.known = dice_percent(dice, 96), .born = some_birth(town, dice, old),
		.linked = dice_percent(dice, 98), .family = family, .here = YES,
		.child = dice_percent(dice, 25), .cared_for = dice_percent(dice, 20),
		.disabled = dice_percent(dice, 10),
		.single = (enum truth)(YES - (dice_below(dice, 12) + 1) / 6),
	};

	if (dice_percent(dice, 12)) {
		person.here = dice_percent(dice, 60) ? NO : MAYBE;
	}
	return person;
}

static inline mq_field_id field_of(const struct town *town, const char *id)
{
	mq_field_id field = mq_schema_field_exact(town->schema, mq_schema_kind(town->schema,
		"resident"), id, strlen(id));

	assert_int_not_equal(field, MQ_NO_FIELD);
	return field;
}

static inline void set(const struct town *town, struct mq_record *record, const char *id, const char *text)
{
	mq_record_set(record, field_of(town, id), mq_slice_str(text));
}

static inline void write_person(const struct town *town, const struct person *person, size_t number,
	struct mq_record *record)
{
	static const char *const here[] = {"away", NULL, "here"};
	static const char *const single[] = {"20", NULL, "10"};
	char text[24];

	mq_record_reset(record);
	snprintf(text, sizeof(text), "P%zu", number);
	set(town, record, "person_id", text);
	set(town, record, "relation_to_head", person->child ? "20" : "10");
	if (person->known) {
		snprintf(text, sizeof(text), "%04u-%02u-%02u", (unsigned)person->born.year % 10000,
			(unsigned)person->born.month % 100, (unsigned)person->born.mday % 100);
		set(town, record, "birth_date", text);
	}
	if (here[person->here]) {
		set(town, record, "living_status", here[person->here]);
	}
	if (single[person->single]) {
		set(town, record, "marital_status", single[person->single]);
	}
	if (person->cared_for) {
		set(town, record, "care_level", "3");
	}
	if (person->disabled) {
		set(town, record, "disability_cert", "true");
	}
	if (person->linked) {
		mq_record_set_number(record, field_of(town, "household"), (int64_t)person->family);
	}
}

static inline void settle_in(struct town *town)
{
	static const struct date named[] = {
		{1944, 2, 29}, {1945, 2, 28}, {1945, 3, 1}, {1960, 2, 29}, {1964, 2, 28},
		{1964, 2, 29}, {1964, 3, 1}, {2006, 2, 28}, {2006, 3, 1}, {2024, 2, 29},
		{2025, 1, 1},
	};
	struct dice dice = {WORLD_SEED};

	for (size_t i = 0; i < MQ_LENGTH(named); i++) {
		town->people[town->n_people++] = (struct person){.known = true, .born = named[i],
			.linked = true, .family = i, .here = YES};
		town->first[++town->n_families] = town->n_people;
	}
	while (town->n_families < FAMILIES) {
		size_t n = 1 + dice_below(&dice, FAMILY_MAX);
		bool old = dice_percent(&dice, 30);

		n = n > 3 && dice_percent(&dice, 60) ? 2 : n;
		for (size_t i = 0; i < n; i++) {
			town->people[town->n_people++] = some_person(town, &dice, town->n_families,
				old);
		}
		town->first[++town->n_families] = town->n_people;
	}
	begin_ages(town);
}

static inline void load(struct town *town)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	mq_kind_id household = mq_schema_kind(town->schema, "household");
	mq_kind_id resident = mq_schema_kind(town->schema, "resident");
	struct mq_record record = {0};
	struct mq_diag diag = {0};
	struct mq_load *loading;
	mq_record_id id;
	char text[24];

	assert_ok(mq_load_begin(town->reg, &act, &loading, &diag), &diag);
	for (size_t i = 0; i < town->n_families; i++) {
		mq_record_reset(&record);
		snprintf(text, sizeof(text), "H%zu", i);
		set(town, &record, "household_id", text);
		assert_ok(mq_load_add(loading, household, &record, &id, &diag), &diag);
		assert_int_equal(id, i);
	}
	for (size_t i = 0; i < town->n_people; i++) {
		write_person(town, town->people + i, i, &record);
		assert_ok(mq_load_add(loading, resident, &record, &id, &diag), &diag);
		assert_int_equal(id, i);
	}
	mq_record_release(&record);
	assert_ok(mq_load_finish(loading, NULL, NULL, &diag), &diag);
}

static inline struct town *town_new(void)
{
	struct town *town = mq_alloc(sizeof(*town));
	struct mq_diag diag = {0};

	setenv("MINQING_TODAY", "2024-02-01", 1);
	make_dir(town->dir, sizeof(town->dir), "calendar");
	assert_ok(mq_register_init(town->dir, config_dir(), &diag), &diag);
	assert_ok(mq_register_open(town->dir, false, &town->reg, &diag), &diag);
	town->schema = mq_register_schema(town->reg);
	read_ages(town);
	settle_in(town);
	load(town);
	return town;
}

static inline void town_free(struct town *town)
{
	mq_register_close(town->reg);
	remove_dir(town->dir);
	free(town);
}

#endif
