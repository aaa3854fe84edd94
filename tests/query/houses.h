/*
 * Every household of up to four there can be, and what a sum, a least or a greatest of one
 * says, by a plain loop over its members.
 */
#ifndef MINQING_TESTS_QUERY_HOUSES_H
#define MINQING_TESTS_QUERY_HOUSES_H

#include "query/fixture.h"

#include "../../src/query/aggregate.h"

/* ---- every household there can be ---- */

enum { STATES = 3, VALUES = 4, OPTIONS = STATES * VALUES, MEMBERS_MAX = 4, UNKNOWN = 99 };

static const int values[VALUES] = {UNKNOWN, -2, 0, 3};
static const char *const states[STATES] = {" q=false", "", " q=true"};

/* A member is one of OPTIONS; verdicts in the order of states. */
static const enum verdict verdicts[STATES] = {VERDICT_NO, VERDICT_UNKNOWN, VERDICT_YES};

struct house {
	int members[MEMBERS_MAX];
	int n;
};

struct houses {
	struct house all[2048];
	size_t n;
};

static inline void grow_houses(struct houses *houses, struct house house)
{
	assert_in_range(houses->n, 0, MQ_LENGTH(houses->all) - 1);
	houses->all[houses->n++] = house;
	if (house.n == MEMBERS_MAX) {
		return;
	}
	for (int i = house.n > 0 ? house.members[house.n - 1] : 0; i < OPTIONS; i++) {
		struct house larger = house;

		larger.members[larger.n++] = i;
		grow_houses(houses, larger);
	}
}

#define HOUSES \
	"kinds:\n" \
	"  resident: {zh: 人, en: resident, key: [id], links: [household], relation: members}\n" \
	"  household: {zh: 户, en: household, key: [no]}\n" \
	"groups: {all: {zh: 全部, en: all}}\n" \
	"fields:\n" \
	"  id: {zh: 编号, kind: resident, type: text}\n" \
	"  q: {zh: 是, en: q, kind: resident, type: bool}\n" \
	"  v: {zh: 值, en: v, kind: resident, type: int}\n" \
	"  w: {zh: 数, en: w, kind: resident, type: decimal, reading: closed}\n" \
	"  no: {zh: 号, kind: household, type: text}\n"

enum { MEMBER, HOUSE };

static inline void fill_houses(struct fixture *fixture, const struct houses *houses)
{
	struct mq_bulk *bulk = mq_bulk_new(fixture->schema, NULL, fixture->dir);
	size_t id = 0;

	for (size_t i = 0; i < houses->n; i++) {
		char *house = mq_format("no=H%zu", i);

		fixture_add(fixture->schema, HOUSE, house, NULL, bulk);
		free(house);
	}
	for (size_t i = 0; i < houses->n; i++) {
		for (int k = 0; k < houses->all[i].n; k++) {
			int option = houses->all[i].members[k];
			int value = values[option % VALUES];
			char *number = value == UNKNOWN ? mq_strdup("")
				: mq_format(" v=%d w=%d", value, value);
			char *line = mq_format("id=M%zu household=%zu%s%s", id++, i,
				states[option / VALUES], number);

			fixture_add(fixture->schema, MEMBER, line, NULL, bulk);
			free(line);
			free(number);
		}
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
}

static inline struct fixture *open_houses(const struct houses *houses)
{
	struct fixture *fixture = fixture_open_schema(HOUSES);

	fixture_store(fixture);
	fill_houses(fixture, houses);
	fixture_look(fixture);
	return fixture;
}

/* ---- the rule, said plainly ---- */

enum { FAR = 1000000 };

/* SUM, MIN, MAX of v or, closed, of w, compared with low … high or, marks, asked for. */
struct question {
	enum quantifier quantifier;
	bool closed;
	bool negated;
	char mark;	/* '?', '*', or 0 */
	int low;
	int high;
};

static inline bool fits(const struct question *question, int number)
{
	return (question->low <= number && number <= question->high) != question->negated;
}

/* The ends, and how many of Y and of M there are. */
static inline void ends(const struct question *question, const struct house *house, int *low, int *high,
	int *n_yes, int *n_maybe)
{
	bool sum = question->quantifier == QUANTIFIER_SUM;
	bool min = question->quantifier == QUANTIFIER_MIN;
	int open = 0;
	int least = FAR, greatest = -FAR, sure_least = FAR, sure_greatest = -FAR;

	*low = *high = *n_yes = *n_maybe = 0;
	for (int i = 0; i < house->n; i++) {
		enum verdict verdict = verdicts[house->members[i] / VALUES];
		int value = values[house->members[i] % VALUES];

		if (verdict == VERDICT_NO || (value == UNKNOWN && question->closed)) {
			continue;
		}
		*(verdict == VERDICT_YES ? n_yes : n_maybe) += 1;
		if (value == UNKNOWN) {
			open++;
			continue;
		}
		*low += verdict == VERDICT_YES ? value : value < 0 ? value : 0;
		*high += verdict == VERDICT_YES ? value : value > 0 ? value : 0;
		least = value < least ? value : least;
		greatest = value > greatest ? value : greatest;
		if (verdict == VERDICT_YES) {
			sure_least = value < sure_least ? value : sure_least;
			sure_greatest = value > sure_greatest ? value : sure_greatest;
		}
	}
	if (!sum) {
		*low = min ? least : sure_greatest;
		*high = min ? sure_least : greatest;
	}
	*low = open > 0 && (sum || min) ? -FAR : *low;
	*high = open > 0 && (sum || !min) ? FAR : *high;
}

static inline enum verdict expect(const struct question *question, const struct house *house)
{
	bool sum = question->quantifier == QUANTIFIER_SUM;
	int low, high, n_yes, n_maybe;
	bool all = true, some = false;

	ends(question, house, &low, &high, &n_yes, &n_maybe);
	if (question->mark != '\0') {
		bool certain = low == high && (sum || n_yes > 0);

		return certain == ((question->mark == '*') != question->negated)
			? VERDICT_YES : VERDICT_NO;
	}
	if (!sum && n_yes + n_maybe == 0) {
		return VERDICT_NO;
	}
	/* Of the numbers of the interval those about the value and both ends say all. */
	for (int n = -20; n <= 20; n++) {
		if (n >= low && n <= high) {
			all = all && fits(question, n);
			some = some || fits(question, n);
		}
	}
	all = all && fits(question, low) && fits(question, high);
	some = some || fits(question, low) || fits(question, high);
	all = all && (sum || n_yes > 0);
	return all ? VERDICT_YES : some ? VERDICT_UNKNOWN : VERDICT_NO;
}

#endif
