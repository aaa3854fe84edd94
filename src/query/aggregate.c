/*
 * Sums, least and greatest; see aggregate.h. One pass over those the query is true of and
 * one over those it may be true of, a tally per hub. Where oneself does not count
 * (others), one's own part is taken out of a copy.
 */
#include "aggregate.h"

#include <stdlib.h>

enum { CHUNK = 4096 };

#define NOBODY INT64_MAX

/* ---- tallies ---- */

static uint64_t missing(int64_t number)
{
	return (uint64_t)INT64_MAX - (uint64_t)number;
}

/* NOBODY where there is none. */
static int64_t least_get(const struct least *least)
{
	return (int64_t)((uint64_t)INT64_MAX - least->first);
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* Without a branch: which of both it is cannot be foreseen. */
static void least_add(struct least *least, int64_t number)
{
	uint64_t key = missing(number);
	uint64_t smaller = key < least->first ? key : least->first;

	least->first = larger(key, least->first);
	least->second = larger(smaller, least->second);
}

static void least_remove(struct least *least, int64_t number)
{
	if (missing(number) == least->first) {
		least->first = least->second;
	}
}

static struct least *least_of(struct tally *tally, enum verdict verdict)
{
	return verdict == VERDICT_YES ? &tally->edge.sure : &tally->edge.maybe;
}

/* Count one more or, with step -1, one less; false where there is no number to go on with. */
static bool count_one(struct tally *tally, enum verdict verdict, int64_t number, int step)
{
	if (number == NUMBER_NONE || verdict == VERDICT_NO) {
		return false;
	}
	*(verdict == VERDICT_YES ? &tally->n_sure : &tally->n_maybe) += (uint32_t)step;
	tally->n_open += number == NUMBER_OPEN ? (uint32_t)step : 0;
	return number != NUMBER_OPEN;
}

static void sum_add(struct tally *tally, enum verdict verdict, int64_t number, int step)
{
	wide signed_number = (wide)number * step;

	tally->sum.low += verdict == VERDICT_YES || number < 0 ? signed_number : 0;
	tally->sum.high += verdict == VERDICT_YES || number > 0 ? signed_number : 0;
}

void tally_add(const struct tree *tree, struct tally *tally, enum verdict verdict, int64_t number)
{
	if (!count_one(tally, verdict, number, 1)) {
		return;
	}
	if (tree->quantifier == QUANTIFIER_SUM) {
		sum_add(tally, verdict, number, 1);
		return;
	}
	number = tree->quantifier == QUANTIFIER_MAX ? -number : number;
	least_add(least_of(tally, verdict), number);
}

void tally_remove(const struct tree *tree, struct tally *tally, enum verdict verdict,
	int64_t number)
{
	if (!count_one(tally, verdict, number, -1)) {
		return;
	}
	if (tree->quantifier == QUANTIFIER_SUM) {
		sum_add(tally, verdict, number, -1);
		return;
	}
	number = tree->quantifier == QUANTIFIER_MAX ? -number : number;
	least_remove(least_of(tally, verdict), number);
}

/* ---- judging ---- */

struct interval {
	int64_t low;
	int64_t high;
	bool certain;
};

/* No value reaches so far, so that what is beyond compares as it should. */
static int64_t narrow(wide sum)
{
	return sum <= NUMBER_MIN ? NUMBER_MIN + 1 : sum >= NUMBER_MAX ? NUMBER_MAX - 1 : (int64_t)sum;
}

static struct interval sum_interval(const struct tally *tally)
{
	if (tally->n_open > 0) {
		return (struct interval){.low = NUMBER_MIN, .high = NUMBER_MAX};
	}
	return (struct interval){.low = narrow(tally->sum.low), .high = narrow(tally->sum.high),
		.certain = tally->sum.low == tally->sum.high};
}

static struct interval edge_interval(const struct tree *tree, const struct tally *tally)
{
	int64_t sure = least_get(&tally->edge.sure);
	int64_t maybe = least_get(&tally->edge.maybe);
	int64_t all = maybe < sure ? maybe : sure;
	struct interval interval = {
		.low = tally->n_open > 0 ? NUMBER_MIN : all,
		.high = sure == NOBODY ? NUMBER_MAX : sure,
	};

	if (tree->quantifier == QUANTIFIER_MAX) {
		interval.low = sure == NOBODY ? NUMBER_MIN : -sure;
		interval.high = tally->n_open > 0 ? NUMBER_MAX : -all;
	}
	interval.certain = tally->n_sure > 0 && interval.low == interval.high;
	return interval;
}

enum verdict interval_judge(int64_t low, int64_t high, const struct item *item, bool negated)
{
	bool all = item->low <= low && high <= item->high;
	bool some = item->low <= item->high && low <= item->high && high >= item->low;

	if (negated) {
		bool none = !some;

		some = !all;
		all = none;
	}
	return all ? VERDICT_YES : some ? VERDICT_UNKNOWN : VERDICT_NO;
}

bool tally_between(const struct tree *tree, const struct tally *tally, int64_t *low, int64_t *high)
{
	struct interval interval = tree->quantifier == QUANTIFIER_SUM ? sum_interval(tally)
		: edge_interval(tree, tally);

	*low = interval.low;
	*high = interval.high;
	return interval.certain;
}

enum verdict tally_judge(const struct tree *tree, const struct tally *tally)
{
	bool edge = tree->quantifier != QUANTIFIER_SUM;
	struct interval interval = edge ? edge_interval(tree, tally) : sum_interval(tally);
	const struct item *item = tree->items;
	enum verdict verdict;

	if (item->kind == ITEM_UNKNOWN || item->kind == ITEM_KNOWN) {
		bool asked = interval.certain == (item->kind == ITEM_KNOWN);

		return asked != tree->negated ? VERDICT_YES : VERDICT_NO;
	}
	if (edge && tally->n_sure == 0 && tally->n_maybe == 0) {
		return VERDICT_NO;
	}
	verdict = interval_judge(interval.low, interval.high, item, tree->negated);
	return edge && tally->n_sure == 0 && verdict == VERDICT_YES ? VERDICT_UNKNOWN : verdict;
}

/* ---- all hubs ---- */

struct measure {
	struct eval *eval;
	const struct tree *tree;
	const struct hubs *hubs;
	int64_t *numbers;	/* by id of those linked */
	struct tally *tallies;	/* by hub */
	unsigned char *own;	/* others: what the query says of each, by id */
};

static mq_record_id hub_of(const struct hubs *hubs, mq_record_id id)
{
	return id < hubs->n_links && hubs->links[id] < hubs->n ? hubs->links[id] : MQ_NO_RECORD;
}

static void add_set(struct measure *measure, const struct mq_set *set, enum verdict verdict)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(measure->eval, set, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id hub = hub_of(measure->hubs, ids[i]);

			if (hub == MQ_NO_RECORD) {
				continue;
			}
			tally_add(measure->tree, measure->tallies + hub, verdict,
				measure->numbers[ids[i]]);
			if (measure->own != NULL) {
				measure->own[ids[i]] = (unsigned char)verdict;
			}
		}
	}
}

static void add_all(struct eval *eval, struct measure *measure)
{
	struct truth truth = eval_tree(eval, measure->tree->first, NULL);

	add_set(measure, truth.yes, VERDICT_YES);
	if (!truth_is_sure(&truth)) {
		struct mq_set *maybe = mq_set_minus(truth.possible, truth.yes);

		add_set(measure, maybe, VERDICT_UNKNOWN);
		mq_set_free(maybe);
	}
	truth_release(&truth);
}

/* One verdict for all who lead to a hub. */
static struct truth judge_hubs(struct eval *eval, const struct measure *measure)
{
	const struct hubs *hubs = measure->hubs;
	unsigned char *flags = mq_alloc(hubs->n + 1);
	const struct tally nobody = {0};
	unsigned char flag = (unsigned char)tally_judge(measure->tree, &nobody);
	struct truth truth;

	for (size_t i = 0; i < hubs->n && eval_goes_on_at(eval, i); i++) {
		const struct tally *tally = measure->tallies + i;

		flags[i] = tally->n_sure + tally->n_maybe == 0 ? flag
			: (unsigned char)tally_judge(measure->tree, tally);
	}
	truth = link_spread(eval, measure->tree->asked, hubs->asking, hubs->n_links, flags, hubs->n,
		FLAG_POSSIBLE);
	free(flags);
	return truth;
}

/* Each for themselves, without their own part. */
static struct truth judge_others(struct eval *eval, const struct measure *measure)
{
	const struct hubs *hubs = measure->hubs;
	unsigned char *flags = mq_alloc(hubs->n_links + 1);
	struct truth truth;

	for (size_t i = 0; i < hubs->n_links && eval_goes_on_at(eval, i); i++) {
		mq_record_id hub = hub_of(hubs, (mq_record_id)i);
		struct tally tally;

		flags[i] = FLAG_POSSIBLE;
		if (hub != MQ_NO_RECORD) {
			tally = measure->tallies[hub];
			tally_remove(measure->tree, &tally, (enum verdict)measure->own[i],
				measure->numbers[i]);
			flags[i] = (unsigned char)tally_judge(measure->tree, &tally);
		}
	}
	truth = link_spread(eval, measure->tree->asked, NULL, 0, flags, hubs->n_links,
		FLAG_POSSIBLE);
	free(flags);
	return truth;
}

struct truth aggregate_eval(struct eval *eval, const struct tree *tree, const struct hubs *hubs)
{
	struct measure measure = {
		.eval = eval,
		.tree = tree,
		.hubs = hubs,
		.numbers = numbers_read(eval, tree->of, tree),
		.tallies = mq_alloc((hubs->n + 1) * sizeof(struct tally)),
		.own = tree->others ? mq_alloc(hubs->n_links + 1) : NULL,
	};
	struct truth truth;

	add_all(eval, &measure);
	truth = tree->others ? judge_others(eval, &measure) : judge_hubs(eval, &measure);
	free(measure.numbers);
	free(measure.tallies);
	free(measure.own);
	return truth;
}
