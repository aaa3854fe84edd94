/*
 * What is asked of those a relation reaches.
 *
 *     a household that is not known: whatever is asked of its members is unknown
 *     any   one true; else unknown if one is unknown; else false
 *     all   one false: false; else unknown if one is unknown; else true, of nobody false
 *     none  not any
 *     a number lies in low … high: true where all of these fit, false where none does
 *     count t true and u unknown: t … t + u
 *     sum   of the true; of the unknown what would make it less, or more
 *     min   at most the least of the true, at least the least of true and unknown
 *     max   the same from above
 *     a value that is not known moves an end as far as it goes; one that a closed list
 *     does not have is passed over
 */
#ifndef TESTS_PROPERTY_ORACLE_RELATION_H
#define TESTS_PROPERTY_ORACLE_RELATION_H

#include "property/groups.h"

#define NUMBER_LOWEST INT64_MIN
#define NUMBER_HIGHEST INT64_MAX

struct tally {
	size_t n[YES + 1];
	int64_t low, high;	/* where the number lies */
	bool open_low, open_high;	/* … there is no end to it */
	size_t n_values[YES + 1];	/* of those who have one, or may have */
};


/* ---- sums ---- */

static inline void tally_value(struct world *world, const struct relation *relation,
	struct tally *tally, enum truth truth, mq_record_id id)
{
	struct said said = world_said(world, relation->kind, id, relation->field);
	int64_t value = said.cell.number;
	bool is_min = relation->quantifier == QUANTIFIER_MIN;

	if (truth == NO || said.is_no) {
		return;
	}
	tally->n_values[truth]++;
	if (!said.known) {
		tally->open_low |= relation->quantifier != QUANTIFIER_MAX;
		tally->open_high |= !is_min;
	} else if (relation->quantifier == QUANTIFIER_SUM) {
		tally->low += truth == YES || value < 0 ? value : 0;
		tally->high += truth == YES || value > 0 ? value : 0;
	} else if (is_min) {
		tally->low = value < tally->low ? value : tally->low;
		tally->high = truth == YES && value < tally->high ? value : tally->high;
	} else {
		tally->high = value > tally->high ? value : tally->high;
		tally->low = truth == YES && value > tally->low ? value : tally->low;
	}
}

static inline struct tally tally_new(const struct relation *relation)
{
	struct tally tally = {.low = 0};

	if (relation->quantifier == QUANTIFIER_MIN) {
		tally.low = tally.high = NUMBER_HIGHEST;
	} else if (relation->quantifier == QUANTIFIER_MAX) {
		tally.low = tally.high = NUMBER_LOWEST;
	}
	return tally;
}

static inline enum truth number_fits(const struct relation *relation, int64_t low, int64_t high)
{
	struct span span = relation->number.spans[0];
	bool all = span.low <= low && high <= span.high;
	bool some = span.low <= high && low <= span.high;

	if (relation->negated) {
		return !some ? YES : !all ? MAYBE : NO;
	}
	return all ? YES : some ? MAYBE : NO;
}

static inline enum truth eval_number(const struct relation *relation, const struct tally *tally)
{
	int64_t low = tally->open_low ? NUMBER_LOWEST : tally->low;
	int64_t high = tally->open_high ? NUMBER_HIGHEST : tally->high;
	bool is_least = relation->quantifier == QUANTIFIER_MIN ||
		relation->quantifier == QUANTIFIER_MAX;
	bool may_be_nobody = is_least && tally->n_values[YES] == 0;
	bool is_certain = low == high && !may_be_nobody;
	enum truth truth;

	if (relation->number.op != TEST_SPANS) {
		return is_certain == (relation->number.op == TEST_KNOWN) ? YES : NO;
	}
	if (may_be_nobody && tally->n_values[MAYBE] == 0) {
		return NO;
	}
	truth = number_fits(relation, low, high);
	return may_be_nobody && truth == YES ? MAYBE : truth;
}

/* ---- everyone reached ---- */

static inline enum truth eval_reached(struct world *world, struct node *node, mq_record_id id,
	const struct at *from)
{
	struct at at = {node->relation.kind, id, from};
	uint8_t *kept = node->by_record ? node->by_record + id : NULL;
	enum truth truth;

	if (kept && *kept) {
		return (enum truth)(*kept - 1);
	}
	truth = eval(world, node->kids[0], &at);
	if (kept) {
		*kept = (uint8_t)(1 + truth);
	}
	return truth;
}

static inline enum truth judge(const struct relation *relation, struct tally *tally)
{
	const size_t *n = tally->n;

	switch (relation->quantifier) {
	case QUANTIFIER_ALL:
		return n[NO] ? NO : n[MAYBE] ? MAYBE : n[YES] ? YES : NO;
	case QUANTIFIER_NONE:
		return n[YES] ? NO : n[MAYBE] ? MAYBE : YES;
	case QUANTIFIER_ANY:
		return n[YES] ? YES : n[MAYBE] ? MAYBE : NO;
	case QUANTIFIER_COUNT:
		tally->low = (int64_t)n[YES];
		tally->high = (int64_t)(n[YES] + n[MAYBE]);
		break;
	default:
		break;
	}
	return eval_number(relation, tally);
}

static inline enum truth eval_hub(struct world *world, struct node *node, const struct chain *chain,
	mq_record_id hub, const struct at *from)
{
	const struct relation *relation = &node->relation;
	struct tally tally = tally_new(relation);

	for (mq_record_id id = chain->first[hub]; id != MQ_NO_RECORD; id = chain->next[id]) {
		enum truth truth;

		if (is_hidden(world, relation->kind, id) || (relation->others && id == from->id)) {
			continue;
		}
		truth = eval_reached(world, node, id, from);
		tally.n[truth]++;
		if (is_aggregate(relation->quantifier)) {
			tally_value(world, relation, &tally, truth, id);
		}
	}
	return judge(relation, &tally);
}

/* What does not look out of its bracket is worked out once a record, and once a hub. */
static inline void remember(struct world *world, struct node *node, size_t n_hubs)
{
	size_t n = world->n[node->relation.kind];

	if (node->looks == LOOKS_ANYWHERE) {
		node->looks = looks_out(node->kids[0]) ? LOOKS_OUT : LOOKS_IN;
	}
	if (node->looks == LOOKS_IN && node->era != world->era) {
		free(node->by_record);
		free(node->by_hub);
		node->by_record = mq_alloc(n + 1);
		node->by_hub = node->relation.others ? NULL : mq_alloc(n_hubs + 1);
		node->era = world->era;
	}
}

static inline enum truth eval_relation(struct world *world, struct node *node, const struct at *at)
{
	const struct relation *relation = &node->relation;
	bool is_below = relation->link != MQ_NO_FIELD;
	struct group *group = is_below ? NULL : group_of(world, relation);
	size_t n_hubs = is_below ? world->n[at->kind] : group->n_hubs;
	mq_record_id hub = is_below ? at->id : group->hubs[at->id];
	enum truth truth;

	if (hub == MQ_NO_RECORD) {
		return MAYBE;
	}
	remember(world, node, n_hubs);
	if (node->by_hub && node->by_hub[hub]) {
		return (enum truth)(node->by_hub[hub] - 1);
	}
	truth = eval_hub(world, node, is_below ? world->chains + relation->link : &group->chain,
		hub, at);
	if (node->by_hub) {
		node->by_hub[hub] = (uint8_t)(1 + truth);
	}
	return truth;
}

/* What trees keep beside themselves. */
static inline void forget_tree(struct node *node)
{
	free(node->by_record);
	free(node->by_hub);
	node->by_record = node->by_hub = NULL;
	node->era = 0;
	for (size_t i = 0; i < node->n_kids; i++) {
		forget_tree(node->kids[i]);
	}
}

#endif
