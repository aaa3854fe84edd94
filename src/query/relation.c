/*
 * Those linked, counted. For every hub (the household siblings share, the
 * resident that visits point at) three numbers of the records that lead there:
 *
 *     n  all of them      t  of whom it is true      p  of whom it may be
 *
 *     any      yes: t > 0              may be: p > 0
 *     all      yes: n > 0 and t = n    may be: n > 0 and p = n
 *     none     yes: p = 0              may be: t = 0
 *     count    yes: every number in t … p fits        may be: one fits
 *
 * Siblings without a known link are unknown; who has no children has none.
 */
#include "evaluate.h"

#include <stdlib.h>

enum { CHUNK = 4096 };

struct tally {
	uint32_t n;
	uint32_t t;
	uint32_t p;
};

enum verdict {
	VERDICT_NO,
	VERDICT_UNKNOWN,
	VERDICT_YES,
};

/* ---- counting ---- */

static void add_to(struct tally *tallies, size_t n_tallies, size_t member,
	const struct mq_set *set, const mq_record_id *links, size_t n_links)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(set, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id hub = ids[i] < n_links ? links[ids[i]] : MQ_NO_RECORD;

			if (hub < n_tallies) {
				++*(uint32_t *)((char *)(tallies + hub) + member);
			}
		}
	}
}

static struct tally *count_hubs(struct eval *eval, const struct tree *tree, size_t n_hubs,
	const mq_record_id *links, size_t n_links)
{
	struct tally *tallies = mq_alloc((n_hubs + 1) * sizeof(*tallies));
	struct truth truth = eval_tree(eval, tree->first, NULL);

	if (tree->quantifier == QUANTIFIER_ALL) {
		add_to(tallies, n_hubs, offsetof(struct tally, n), eval_universe(eval, tree->of),
			links, n_links);
	}
	add_to(tallies, n_hubs, offsetof(struct tally, t), truth.yes, links, n_links);
	if (truth_is_sure(&truth)) {
		for (size_t i = 0; i < n_hubs; i++) {
			tallies[i].p = tallies[i].t;
		}
	} else {
		add_to(tallies, n_hubs, offsetof(struct tally, p), truth.possible, links, n_links);
	}
	truth_release(&truth);
	return tallies;
}

/* ---- judging ---- */

/* How many numbers from t to p fit, as none, some or all. */
static enum verdict judge_count(uint64_t t, uint64_t p, enum op op, uint64_t n)
{
	bool all = false;
	bool some = false;

	switch (op) {
	case OP_LESS:
		all = p < n;
		some = t < n;
		break;
	case OP_AT_MOST:
		all = p <= n;
		some = t <= n;
		break;
	case OP_MORE:
		all = t > n;
		some = p > n;
		break;
	case OP_AT_LEAST:
		all = t >= n;
		some = p >= n;
		break;
	case OP_NOT:
		all = n < t || n > p;
		some = t != p || t != n;
		break;
	default:
		all = t == p && t == n;
		some = t <= n && n <= p;
		break;
	}
	return all ? VERDICT_YES : some ? VERDICT_UNKNOWN : VERDICT_NO;
}

static enum verdict verdict(bool yes, bool possible)
{
	return yes ? VERDICT_YES : possible ? VERDICT_UNKNOWN : VERDICT_NO;
}

static enum verdict judge(const struct tree *tree, const struct tally *tally)
{
	switch (tree->quantifier) {
	case QUANTIFIER_ANY:
		return verdict(tally->t > 0, tally->p > 0);
	case QUANTIFIER_ALL:
		return verdict(tally->n > 0 && tally->t == tally->n,
			tally->n > 0 && tally->p == tally->n);
	case QUANTIFIER_NONE:
		return verdict(tally->p == 0, tally->t == 0);
	case QUANTIFIER_COUNT:
		break;
	}
	return judge_count(tally->t, tally->p, tree->op, tree->n);
}

/* ---- those who ask ---- */

/* hubs is NULL where who asks is the hub. */
static struct truth judge_all(struct eval *eval, const struct tree *tree,
	const struct tally *tallies, size_t n_hubs, const mq_record_id *hubs, size_t n_links)
{
	const struct mq_set *universe = eval_universe(eval, tree->asked);
	size_t n_all = (size_t)mq_set_count(universe);
	mq_record_id *yes = mq_alloc((n_all + 1) * sizeof(*yes));
	mq_record_id *possible = mq_alloc((n_all + 1) * sizeof(*possible));
	const struct tally none = {0};
	size_t n_yes = 0;
	size_t n_possible = 0;
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(universe, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id hub = hubs == NULL ? ids[i]
				: ids[i] < n_links ? hubs[ids[i]] : MQ_NO_RECORD;
			enum verdict says = hub < n_hubs ? judge(tree, tallies + hub)
				: hubs != NULL ? VERDICT_UNKNOWN : judge(tree, &none);

			yes[n_yes] = possible[n_possible] = ids[i];
			n_yes += says == VERDICT_YES;
			n_possible += says != VERDICT_NO;
		}
	}
	struct truth truth = truth_both(mq_set_of(yes, n_yes),
		n_yes < n_possible ? mq_set_of(possible, n_possible) : NULL);

	free(yes);
	free(possible);
	return truth;
}

struct truth relation_eval(struct eval *eval, const struct tree *tree)
{
	bool siblings = tree->hub != MQ_NO_KIND;
	mq_kind_id hub = siblings ? tree->hub : tree->asked;
	size_t n_hubs = mq_index_end(eval->view->index, hub);
	size_t n_links;
	const mq_record_id *links = siblings ? link_up(eval, tree->of, hub, &n_links)
		: link_of(eval, tree->link, &n_links);
	struct tally *tallies = count_hubs(eval, tree, n_hubs, links, n_links);
	struct truth truth = judge_all(eval, tree, tallies, n_hubs, siblings ? links : NULL, n_links);

	free(tallies);
	return truth;
}
