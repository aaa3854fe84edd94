/*
 * Four hundred days, one after another, over a leap year and both ends of February: on
 * each of them every age tag and every tag of who lives together is true of just whom a
 * plain loop says. The loop has a calendar of its own, which only ever goes one day on,
 * and everybody's age is a number to which a birthday adds one; nothing is computed from
 * dates. Birthdays are laid so that the ages the catalogue turns on are reached here.
 */
#include "property/world.h"

#include <minqing/session.h>

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

static enum truth and(enum truth a, enum truth b)
{
	return a < b ? a : b;
}

static enum truth not(enum truth a)
{
	return (enum truth)(YES - a);
}

/* ---- a calendar that goes one day on ---- */

struct date {
	int year;
	int month;
	int mday;
};

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static void next_day(struct date *date)
{
	if (++date->mday > month_days(date->year, date->month)) {
		date->mday = 1;
		if (++date->month > 12) {
			date->month = 1;
			date->year++;
		}
	}
}

static bool is_before(struct date a, struct date b)
{
	return a.year != b.year ? a.year < b.year
		: a.month != b.month ? a.month < b.month : a.mday < b.mday;
}

static bool is_same(struct date a, struct date b)
{
	return !is_before(a, b) && !is_before(b, a);
}

/* Who was born on 29 February has it on 1 March where there is none. */
static bool is_birthday(struct date born, struct date day)
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

static int count_birthdays(struct date born, struct date today)
{
	int age = is_before(today, born) ? -1 : 0;

	for (struct date day = born; is_before(day, today);) {
		next_day(&day);
		age += is_birthday(born, day);
	}
	return age;
}

/* What people are on the first day. */
static void begin_ages(struct town *town)
{
	town->day = (struct date){2024, 2, 1};
	for (size_t i = 0; i < town->n_people; i++) {
		struct person *person = town->people + i;

		person->age = person->known ? count_birthdays(person->born, town->day) : -1;
	}
}

static void grow_up(struct town *town)
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

static void read_ages(struct town *town)
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
static struct date some_day(struct dice *dice)
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
static struct date some_birth(const struct town *town, struct dice *dice, bool old)
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

static struct person some_person(const struct town *town, struct dice *dice, size_t family,
	bool old)
{
	struct person person = {
		.known = dice_percent(dice, 96), .born = some_birth(town, dice, old), .linked = dice_percent(dice, 98), .family = family, .here = YES,
		.child = dice_percent(dice, 25), .cared_for = dice_percent(dice, 20),
		.disabled = dice_percent(dice, 10),
		.single = (enum truth)(YES - (dice_below(dice, 12) + 1) / 6),
	};

	if (dice_percent(dice, 12)) {
		person.here = dice_percent(dice, 60) ? NO : MAYBE;
	}
	return person;
}

static mq_field_id field_of(const struct town *town, const char *id)
{
	mq_field_id field = mq_schema_field_exact(town->schema, mq_schema_kind(town->schema,
		"resident"), id, strlen(id));

	assert_int_not_equal(field, MQ_NO_FIELD);
	return field;
}

static void set(const struct town *town, struct mq_record *record, const char *id, const char *text)
{
	mq_record_set(record, field_of(town, id), mq_slice_str(text));
}

static void write_person(const struct town *town, const struct person *person, size_t number,
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

static void settle_in(struct town *town)
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

static void load(struct town *town)
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

static struct town *town_new(void)
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

static void town_free(struct town *town)
{
	mq_register_close(town->reg);
	remove_dir(town->dir);
	free(town);
}

/* ---- who lives together ---- */

/* Not born yet is below every number. */
static enum truth aged(const struct person *person, int low, int high)
{
	return !person->known ? MAYBE : low <= person->age && person->age <= high ? YES : NO;
}

typedef enum truth (*about_fn)(const struct person *person);

static enum truth is_here(const struct person *p)
{
	return p->here;
}

static enum truth is_young(const struct person *p)
{
	return and(p->here, aged(p, -1, 59));
}

static enum truth is_minor(const struct person *p)
{
	return and(p->here, aged(p, -1, 17));
}

static enum truth is_infant(const struct person *p)
{
	return and(p->here, aged(p, 0, 2));
}

static enum truth is_between(const struct person *p)
{
	return and(p->here, p->child ? YES : NO);
}

static enum truth is_cared_for(const struct person *p)
{
	return and(p->here, p->cared_for ? YES : NO);
}

static enum truth is_old(const struct person *p)
{
	return and(p->here, aged(p, 60, AGE_END));
}

static enum truth is_disabled_adult(const struct person *p)
{
	return and(p->here, and(aged(p, 18, 59), p->disabled ? YES : NO));
}

static enum truth is_able_adult(const struct person *p)
{
	return and(p->here, and(aged(p, 18, 59), p->disabled ? NO : YES));
}

static enum truth is_grown_up(const struct person *p)
{
	return and(p->here, aged(p, 18, AGE_END));
}

static enum truth is_married(const struct person *p)
{
	return and(is_grown_up(p), not(p->single));
}

static enum truth is_over_50(const struct person *p)
{
	return and(p->here, aged(p, 50, AGE_END));
}

static enum truth is_18_to_49(const struct person *p)
{
	return and(p->here, aged(p, 18, 49));
}

static void tally(const struct town *town, size_t family, about_fn about, size_t n[YES + 1])
{
	memset(n, 0, (YES + 1) * sizeof(*n));
	for (size_t i = town->first[family]; i < town->first[family + 1]; i++) {
		const struct person *person = town->people + i;

		if (person->linked) {
			n[about(person)]++;
		}
	}
}

static enum truth any(const struct town *town, size_t family, about_fn about)
{
	size_t n[YES + 1];

	tally(town, family, about, n);
	return n[YES] ? YES : n[MAYBE] ? MAYBE : NO;
}

/* At least so many. */
static enum truth many(const struct town *town, size_t family, about_fn about, size_t least)
{
	size_t n[YES + 1];

	tally(town, family, about, n);
	return n[YES] >= least ? YES : n[YES] + n[MAYBE] >= least ? MAYBE : NO;
}

/* Between these: at least the one, not one more than the other. */
static enum truth just(const struct town *town, size_t family, about_fn about, size_t number)
{
	size_t n[YES + 1];

	tally(town, family, about, n);
	return n[YES] > number || n[YES] + n[MAYBE] < number ? NO : n[MAYBE] ? MAYBE : YES;
}

static enum truth all_elderly(const struct town *town, size_t f)
{
	return and(any(town, f, is_here), not(any(town, f, is_young)));
}

static enum truth empty_nest(const struct town *town, size_t f)
{
	return and(all_elderly(town, f), not(any(town, f, is_between)));
}

static enum truth elder_keeps_elder(const struct town *town, size_t f)
{
	return and(and(all_elderly(town, f), just(town, f, is_here, 2)),
		any(town, f, is_cared_for));
}

static enum truth elder_keeps_disabled(const struct town *town, size_t f)
{
	return and(and(any(town, f, is_old), any(town, f, is_disabled_adult)),
		not(any(town, f, is_able_adult)));
}

static enum truth single_household(const struct town *town, size_t f)
{
	return just(town, f, is_here, 1);
}

static enum truth large_household(const struct town *town, size_t f)
{
	return many(town, f, is_here, 5);
}

static enum truth single_parent(const struct town *town, size_t f)
{
	return and(and(any(town, f, is_minor), just(town, f, is_grown_up, 1)),
		not(any(town, f, is_married)));
}

static enum truth skip_generation(const struct town *town, size_t f)
{
	return and(and(any(town, f, is_minor), any(town, f, is_over_50)),
		not(any(town, f, is_18_to_49)));
}

static enum truth has_minor(const struct town *town, size_t f)
{
	return any(town, f, is_minor);
}

static enum truth has_infant(const struct town *town, size_t f)
{
	return any(town, f, is_infant);
}

static const struct {
	const char *tag;
	enum truth (*holds)(const struct town *town, size_t family);
	bool turns;	/* with birthdays */
} of_families[] = {
	{"all_elderly", all_elderly, true}, {"empty_nest", empty_nest, true},
	{"elder_keeps_elder", elder_keeps_elder, true},
	{"elder_keeps_disabled", elder_keeps_disabled, true},
	{"single_household", single_household, false}, {"large_household", large_household, false},
	{"single_parent", single_parent, true}, {"skip_generation", skip_generation, true},
	{"has_minor", has_minor, true}, {"has_infant", has_infant, true},
};

/* ---- tags of one person ---- */

static enum truth lives_alone(const struct town *town, const struct person *person)
{
	return and(and(aged(person, 60, AGE_END), person->here),
		person->linked ? just(town, person->family, is_here, 1) : MAYBE);
}

static const struct {
	const char *tag;
	int low;
	int high;
	bool alone;	/* and lives alone */
} of_people[] = {
	{"infant", 0, 2, false}, {"preschooler", 3, 6, false}, {"school_child", 7, 15, false},
	{"teenager", 16, 17, false}, {"youth", 18, 34, false}, {"middle_aged", 35, 59, false},
	{"elder_60_79", 60, 79, false}, {"elder_80", 80, AGE_END, false},
	{"elder_60", 60, AGE_END, false}, {"elder_65", 65, AGE_END, false},
	{"elder_90", 90, AGE_END, false}, {"centenarian", 100, AGE_END, false},
	{"minor", -1, 17, false}, {"lives_alone", 60, AGE_END, true},
	{"aged_alone", 80, AGE_END, true},
};

static enum truth holds_of(const struct town *town, size_t tag, size_t person)
{
	const struct person *p = town->people + person;
	enum truth age = aged(p, of_people[tag].low, of_people[tag].high);

	return of_people[tag].alone ? and(age, lives_alone(town, p)) : age;
}

/* ---- day after day ---- */

/* What was true yesterday, to see that anything turns at all. */
struct turning {
	uint8_t was[PEOPLE_MAX];
	size_t n;
};

struct tags {
	mq_kind_id resident;
	mq_kind_id household;
	struct turning families[MQ_LENGTH(of_families)];
	struct turning people[MQ_LENGTH(of_people)];
};

static enum truth told(const struct mq_answer *answer, size_t id)
{
	return mq_set_has(answer->yes, (mq_record_id)id) ? YES
		: mq_set_has(answer->possible, (mq_record_id)id) ? MAYBE : NO;
}

static void expect(const struct town *town, const char *what, size_t id, enum truth is,
	enum truth should_be)
{
	if (is != should_be) {
		fail_msg("%s of %zu on %d-%02d-%02d is %d, not %d", what, id, town->day.year,
			town->day.month, town->day.mday, is, should_be);
	}
}

static void turn(struct turning *turning, size_t id, enum truth truth)
{
	turning->n += turning->was[id] && turning->was[id] != 1 + truth;
	turning->was[id] = (uint8_t)(1 + truth);
}

static void tag_answer(const struct town *town, mq_kind_id kind, const char *tag,
	struct mq_answer *answer)
{
	struct mq_diag diag = {0};

	assert_ok(mq_query_tag(&town->view, kind, field_of(town, tag), answer, &diag), &diag);
}

static void check_families(const struct town *town, struct tags *tags, size_t tag)
{
	enum truth truths[FAMILIES];
	struct mq_answer answer = {0};

	tag_answer(town, tags->household, of_families[tag].tag, &answer);
	for (size_t i = 0; i < town->n_families; i++) {
		truths[i] = of_families[tag].holds(town, i);
		expect(town, of_families[tag].tag, i, told(&answer, i), truths[i]);
		turn(tags->families + tag, i, truths[i]);
	}
	mq_answer_release(&answer);
	tag_answer(town, tags->resident, of_families[tag].tag, &answer);
	for (size_t i = 0; i < town->n_people; i++) {
		const struct person *person = town->people + i;

		expect(town, of_families[tag].tag, i, told(&answer, i),
			person->linked ? truths[person->family] : MAYBE);
	}
	mq_answer_release(&answer);
}

static void check_people(const struct town *town, struct tags *tags, size_t tag)
{
	struct mq_answer answer = {0};

	tag_answer(town, tags->resident, of_people[tag].tag, &answer);
	for (size_t i = 0; i < town->n_people; i++) {
		enum truth truth = holds_of(town, tag, i);

		expect(town, of_people[tag].tag, i, told(&answer, i), truth);
		turn(tags->people + tag, i, truth);
	}
	mq_answer_release(&answer);
}

/* As an age, and as how long ago they were born. */
static void check_age(const struct town *town, mq_kind_id resident, const char *format, int age)
{
	struct mq_answer answer = {0};
	struct mq_diag diag = {0};
	struct mq_query *query;
	char text[40];

	snprintf(text, sizeof(text), format, age);
	assert_ok(mq_query_new(town->schema, resident, town->view.today, MQ_QUERY_WHOLE, text,
		strlen(text), &query, &diag), &diag);
	assert_ok(mq_query_answer(query, &town->view, &answer, NULL, &diag), &diag);
	for (size_t i = 0; i < town->n_people; i++) {
		expect(town, text, i, told(&answer, i), aged(town->people + i, age, AGE_END));
	}
	mq_answer_release(&answer);
	mq_query_free(query);
}

static void check_day(struct town *town, struct tags *tags)
{
	for (size_t i = 0; i < MQ_LENGTH(of_families); i++) {
		check_families(town, tags, i);
	}
	for (size_t i = 0; i < MQ_LENGTH(of_people); i++) {
		check_people(town, tags, i);
	}
	for (size_t i = 0; i < town->n_ages; i++) {
		check_age(town, tags->resident, "age>=%d", town->ages[i]);
		check_age(town, tags->resident, "birth_date>=%dy", town->ages[i]);
	}
}

static void look(struct town *town)
{
	struct mq_diag diag = {0};
	mq_day today;

	assert_ok(mq_day_today(&today, &diag), &diag);
	assert_ok(mq_register_look(town->reg, today, &town->view, NULL, &diag), &diag);
	mq_access_universe(&town->view, "test");
	town->view.cache = town->cache;
}

/* One cache for all the days: midnight is what makes it forget. */
static void tags_turn_on_the_day_and_no_other(void **state)
{
	struct town *town = *state;
	struct tags *tags = mq_alloc(sizeof(*tags));

	tags->resident = mq_schema_kind(town->schema, "resident");
	tags->household = mq_schema_kind(town->schema, "household");
	town->cache = mq_cache_new(1 << 22);
	look(town);
	for (int day = 0; day < DAYS; day++) {
		check_day(town, tags);
		grow_up(town);
		town->view.today++;
	}
	mq_register_look_away(town->reg);
	mq_cache_free(town->cache);
	for (size_t i = 0; i < MQ_LENGTH(of_families); i++) {
		if ((tags->families[i].n > 0) != of_families[i].turns) {
			fail_msg("%s turned %zu times", of_families[i].tag, tags->families[i].n);
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(of_people); i++) {
		assert_true(tags->people[i].n > 0);
	}
	free(tags);
}

/* ---- said by hand ---- */

static const struct {
	size_t person;		/* in the order of settle_in */
	const char *tag;
	const char *day;	/* the first on which it holds, or no longer holds */
	bool begins;
} turns[] = {
	{0, "elder_80", "2024-02-29", true},	/* 1944-02-29 */
	{1, "elder_80", "2025-02-28", true},	/* 1945-02-28 */
	{2, "elder_80", "2025-03-01", true},	/* 1945-03-01 */
	{3, "elder_65", "2025-03-01", true},	/* 1960-02-29: no such day in 2025 */
	{4, "elder_60", "2024-02-28", true},
	{5, "all_elderly", "2024-02-29", true},
	{5, "lives_alone", "2024-02-29", true},
	{6, "empty_nest", "2024-03-01", true},
	{7, "has_minor", "2024-02-28", false},
	{8, "minor", "2024-03-01", false},
	{9, "infant", "2024-02-29", true},	/* born on it */
	{10, "has_infant", "2025-01-01", true},
};

static bool holds_on(struct town *town, size_t turn, int days)
{
	struct mq_answer answer = {0};
	mq_day today;
	bool holds;

	assert_true(mq_day_parse(turns[turn].day, strlen(turns[turn].day), &today));
	town->view.today = today + days;
	tag_answer(town, mq_schema_kind(town->schema, "resident"), turns[turn].tag, &answer);
	holds = mq_set_has(answer.yes, (mq_record_id)turns[turn].person);
	mq_answer_release(&answer);
	return holds;
}

static void the_days_said_by_hand_are_right(void **state)
{
	struct town *town = *state;

	town->cache = NULL;
	look(town);
	for (size_t i = 0; i < MQ_LENGTH(turns); i++) {
		for (int days = -2; days <= 2; days++) {
			if (holds_on(town, i, days) != (days < 0 ? !turns[i].begins
					: turns[i].begins)) {
				fail_msg("%s of %zu, %d days from %s", turns[i].tag, turns[i].person,
					days, turns[i].day);
			}
		}
	}
	mq_register_look_away(town->reg);
}

/* ---- an officer who stays at the desk ---- */

static size_t count_alone(const struct town *town)
{
	size_t n = 0;

	for (size_t i = 0; i < town->n_people; i++) {
		n += lives_alone(town, town->people + i) == YES;
	}
	return n;
}

/* The same session, asked the same each day: the clock alone moves. */
static void the_same_question_is_answered_anew_each_day(void **state)
{
	struct town *town = *state;
	mq_kind_id resident = mq_schema_kind(town->schema, "resident");
	struct mq_session *session;
	struct mq_diag diag = {0};
	size_t first = 0;
	size_t last = 0;

	mq_register_close(town->reg);
	town->reg = NULL;
	assert_ok(mq_session_open(town->dir, true, &session, &diag), &diag);
	begin_ages(town);
	for (int day = 0; day < DAYS; day++) {
		struct mq_reply reply;
		char today[16];

		snprintf(today, sizeof(today), "%04u-%02u-%02u", (unsigned)town->day.year % 10000,
			(unsigned)town->day.month % 100, (unsigned)town->day.mday % 100);
		setenv("MINQING_TODAY", today, 1);
		assert_ok(mq_session_ask(session, resident, "独居", strlen("独居"), false, &reply,
			&diag), &diag);
		last = reply.hits;
		first = day == 0 ? last : first;
		assert_int_equal(last, count_alone(town));
		grow_up(town);
	}
	assert_true(last > first);
	mq_session_close(session);
}

static int open_town(void **state)
{
	*state = town_new();
	return 0;
}

static int close_town(void **state)
{
	town_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_turn_on_the_day_and_no_other),
		cmocka_unit_test(the_days_said_by_hand_are_right),
		cmocka_unit_test(the_same_question_is_answered_anew_each_day),
	};

	return cmocka_run_group_tests(tests, open_town, close_town);
}
