/*
 * A relation of one record: each of those reached is judged, and what they come to is
 * compared as relation.c and aggregate.c do it. Where they are too many the sets tell:
 * of the query below, or, where that looks outside, of the relation as a whole.
 */
#include "judge.h"

#include <assert.h>
#include <stdlib.h>

static struct truth each_by_sets(struct judging *judging, const struct tree *tree,
	const struct mq_set *reached)
{
	struct truth truth = eval_tree(judging->eval, tree->first, NULL);
	struct truth result = truth_both(mq_set_and(truth.yes, reached),
		truth_is_sure(&truth) ? NULL : mq_set_and(truth.possible, reached));

	truth_release(&truth);
	return result;
}

/* Of ids, which are then overwritten; fewer where there was too much to look at. */
static struct truth each_by_one(struct judging *judging, const struct tree *tree,
	mq_record_id *ids, size_t n)
{
	mq_record_id *yes = mq_alloc((n + 1) * sizeof(*yes));
	size_t n_yes = 0;
	size_t n_possible = 0;
	struct mq_set *possible;

	for (size_t i = 0; i < n && judging->left > 0; i++) {
		enum mq_truth truth = judge_tree(judging, tree->first, ids[i]);

		yes[n_yes] = ids[i];
		n_yes += truth == MQ_TRUE;
		ids[n_possible] = ids[i];
		n_possible += truth != MQ_FALSE;
	}
	possible = n_possible > n_yes ? mq_set_of(ids, n_possible) : NULL;
	struct truth result = truth_both(mq_set_of(yes, n_yes), possible);

	free(yes);
	return result;
}

struct truth judge_each(struct judging *judging, const struct tree *tree, mq_record_id id,
	const struct mq_set *reached)
{
	const struct asker *outside = judging->asker;
	struct asker asker = {.id = id, .outside = outside};
	size_t n = (size_t)mq_set_count(reached);
	struct truth result = {0};
	mq_record_id *ids;

	if (n < judging->left) {
		ids = mq_alloc((n + 1) * sizeof(*ids));
		mq_set_read(reached, 0, ids, n);
		judging->asker = &asker;
		result = each_by_one(judging, tree, ids, n);
		judging->asker = outside;
		free(ids);
		if (judging->left > 0) {
			return result;
		}
		truth_release(&result);
	}
	if (tree->first->open > 0) {
		judging->left = 0;
		judging->given_up = true;
		return truth_owned(mq_set_new());
	}
	return each_by_sets(judging, tree, reached);
}

enum mq_truth judge_by_sets(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	struct mq_set *self = tree->scans ? mq_set_of(&id, 1) : NULL;
	struct truth truth = eval_tree(judging->eval, tree, self);
	enum mq_truth result = mq_set_has(truth.yes, id) ? MQ_TRUE
		: mq_set_has(truth.possible, id) ? MQ_UNKNOWN : MQ_FALSE;

	truth_release(&truth);
	mq_set_free(self);
	return result;
}

static enum mq_truth judge_reach(struct judging *judging, const struct tree *tree,
	mq_record_id id, const struct mq_set *reached)
{
	struct truth each = judge_each(judging, tree, id, reached);
	struct tally tally;
	enum verdict verdict;

	if (tree->quantifier >= QUANTIFIER_SUM) {
		tally = judge_measure(judging, tree, &each);
		verdict = tally_judge(tree, &tally);
	} else {
		verdict = relation_judge(tree, (uint32_t)mq_set_count(reached),
			(uint32_t)mq_set_count(each.yes), (uint32_t)mq_set_count(each.possible));
	}
	truth_release(&each);
	return judge_truth(verdict);
}

enum mq_truth judge_relation(struct judging *judging, const struct tree *tree,
	mq_record_id id)
{
	struct mq_set *owned;
	const struct mq_set *reached = judge_reached(judging, tree, id, &owned);
	enum mq_truth truth = reached != NULL ? judge_reach(judging, tree, id, reached)
		: MQ_UNKNOWN;

	mq_set_free(owned);
	if (judging->given_up && tree->open == 0) {
		judging->given_up = false;
		return judge_by_sets(judging, tree, id);
	}
	return truth;
}

/* ---- the record outside ---- */
const struct asker *judge_asker(const struct judging *judging, unsigned outside)
{
	const struct asker *asker = judging->asker;

	assert(asker != NULL);	/* binding refuses what looks beyond */
	for (unsigned i = 1; i < outside; i++) {
		asker = asker->outside;
		assert(asker != NULL);
	}
	return asker;
}

enum mq_truth judge_outside(struct judging *judging, const struct tree *tree)
{
	const struct asker *asker = judging->asker;
	const struct asker *meant = judge_asker(judging, tree->outside);
	enum mq_truth truth;

	judging->asker = meant->outside;
	truth = judge_tree(judging, tree->first, meant->id);
	judging->asker = asker;
	return truth;
}
