/*
 * A relation of one record: each of those reached is judged, and what they come to is
 * compared as relation.c and aggregate.c do it. Where they are too many the sets tell:
 * of the query below, or, where that looks outside, of the relation as a whole.
 */
#include "judge.h"

#include <assert.h>

/* A list for as many as were reached. */
static mq_record_id *new_list(struct judging *judging, struct ids reached)
{
	return mq_arena_alloc(judging->arena, (reached.n + 1) * sizeof(*reached.list));
}

static struct ids ids_in(struct judging *judging, struct ids reached, const struct mq_set *set)
{
	mq_record_id *list = new_list(judging, reached);
	size_t n = 0;

	for (size_t i = 0; i < reached.n; i++) {
		list[n] = reached.list[i];
		n += mq_set_has(set, reached.list[i]);
	}
	return (struct ids){list, n};
}

static struct each each_by_sets(struct judging *judging, const struct tree *tree,
	struct ids reached)
{
	struct truth truth = eval_tree(judging->eval, tree->first, NULL);
	struct each each = {ids_in(judging, reached, truth.yes),
		ids_in(judging, reached, truth.possible)};

	truth_release(&truth);
	return each;
}

/* Fewer where there was too much to look at. */
static struct each each_by_one(struct judging *judging, const struct tree *tree,
	struct ids reached)
{
	mq_record_id *yes = new_list(judging, reached);
	mq_record_id *possible = new_list(judging, reached);
	struct each each = {{yes, 0}, {possible, 0}};

	for (size_t i = 0; i < reached.n && judging->left > 0; i++) {
		enum mq_truth truth = judge_tree(judging, tree->first, reached.list[i]);

		yes[each.yes.n] = reached.list[i];
		each.yes.n += truth == MQ_TRUE;
		possible[each.possible.n] = reached.list[i];
		each.possible.n += truth != MQ_FALSE;
	}
	return each;
}

struct each judge_each(struct judging *judging, const struct tree *tree, mq_record_id id,
	struct ids reached)
{
	const struct asker *outside = judging->asker;
	struct asker asker = {.id = id, .outside = outside};
	struct each each;

	if (reached.n < judging->left) {
		judging->asker = &asker;
		each = each_by_one(judging, tree, reached);
		judging->asker = outside;
		if (judging->left > 0) {
			return each;
		}
	}
	if (tree->first->open > 0) {
		judging->left = 0;
		judging->given_up = true;
		return (struct each){{NULL, 0}, {NULL, 0}};
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
	mq_record_id id, struct ids reached)
{
	struct each each = judge_each(judging, tree, id, reached);
	struct tally tally;

	if (tree->quantifier >= QUANTIFIER_SUM) {
		tally = judge_measure(judging, tree, &each);
		return judge_truth(tally_judge(tree, &tally));
	}
	return judge_truth(relation_judge(tree, (uint32_t)reached.n, (uint32_t)each.yes.n,
		(uint32_t)each.possible.n));
}

enum mq_truth judge_relation(struct judging *judging, const struct tree *tree,
	mq_record_id id)
{
	struct ids reached;
	enum mq_truth truth = judge_reached(judging, tree, id, &reached)
		? judge_reach(judging, tree, id, reached) : MQ_UNKNOWN;

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
