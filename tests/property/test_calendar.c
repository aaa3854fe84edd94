/*
 * Four hundred days, one after another, over a leap year and both ends of February: on
 * each of them every age tag and every tag of who lives together is true of just whom a
 * plain loop says, by the calendar of families.h; nothing is computed from dates.
 */
#include "property/families.h"

#include <minqing/session.h>

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

static void answer_of(const struct town *town, mq_kind_id kind, const char *text,
	struct mq_answer *answer)
{
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};

	assert_ok(mq_query_new(town->schema, kind, town->view.today, MQ_QUERY_WHOLE, text,
		strlen(text), &query, &diag), &diag);
	assert_ok(mq_query_answer(query, &town->view, answer, NULL, &diag), &diag);
	mq_query_free(query);
}

static void check_families(const struct town *town, struct tags *tags, size_t tag)
{
	enum truth truths[FAMILIES];
	struct mq_answer answer = {0};

	answer_of(town, tags->household, of_families[tag].tag, &answer);
	for (size_t i = 0; i < town->n_families; i++) {
		truths[i] = of_families[tag].holds(town, i);
		expect(town, of_families[tag].tag, i, told(&answer, i), truths[i]);
		turn(tags->families + tag, i, truths[i]);
	}
	mq_answer_release(&answer);
	answer_of(town, tags->resident, of_families[tag].tag, &answer);
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

	answer_of(town, tags->resident, of_people[tag].tag, &answer);
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
	char text[40];

	snprintf(text, sizeof(text), format, age);
	answer_of(town, resident, text, &answer);
	for (size_t i = 0; i < town->n_people; i++) {
		expect(town, text, i, told(&answer, i), aged(town->people + i, age, AGE_END));
	}
	mq_answer_release(&answer);
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
	answer_of(town, mq_schema_kind(town->schema, "resident"), turns[turn].tag, &answer);
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
