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
 * any and none ask only whether t and p are 0: two flags by hub do.
 *
 * Siblings without a known link are unknown; who has no children has none. Of the
 * others among siblings each record is judged apart: what it adds to the three numbers
 * of its hub is taken off.
 */
#include "evaluate.h"

#include <stdlib.h>

enum { WORD_IDS = 64, FEW = 8 };

/* By hub. n is NULL where nobody asks for it, p is t where nobody is unknown. */
struct tallies {
	uint32_t *n;
	uint32_t *t;
	uint32_t *p;
};

/* ---- counting ---- */

static uint32_t *count_into(struct eval *eval, size_t n_hubs, const struct mq_set *set,
	const mq_record_id *links, size_t n_links)
{
	uint32_t *counts = mq_alloc((n_hubs + 1) * sizeof(*counts));
	size_t n_words = n_links / WORD_IDS + 1;
	uint64_t *words = mq_alloc(n_words * sizeof(*words));

	mq_set_bits(set, words, n_words);
	for (size_t word = 0; word < n_words && eval_goes_on_at(eval, word * WORD_IDS); word++) {
		for (uint64_t left = words[word]; left != 0; left &= left - 1) {
			size_t id = word * WORD_IDS + (size_t)__builtin_ctzll(left);
			mq_record_id hub = id < n_links ? links[id] : MQ_NO_RECORD;

			/* Who leads nowhere is counted behind the last, where nobody looks. */
			counts[hub < n_hubs ? hub : n_hubs]++;
		}
	}
	free(words);
	return counts;
}

static struct tallies count_hubs(struct eval *eval, const struct tree *tree,
	const struct truth *truth, size_t n_hubs, const mq_record_id *links, size_t n_links)
{
	struct tallies tallies = {.t = count_into(eval, n_hubs, truth->yes, links, n_links)};

	tallies.p = truth_is_sure(truth) ? tallies.t
		: count_into(eval, n_hubs, truth->possible, links, n_links);
	if (tree->quantifier == QUANTIFIER_ALL) {
		tallies.n = count_into(eval, n_hubs, eval_universe(eval, tree->of), links, n_links);
	}
	return tallies;
}

static void tallies_release(struct tallies *tallies)
{
	if (tallies->p != tallies->t) {
		free(tallies->p);
	}
	free(tallies->t);
	free(tallies->n);
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

enum verdict relation_judge(const struct tree *tree, uint32_t n, uint32_t t, uint32_t p)
{
	switch (tree->quantifier) {
	case QUANTIFIER_ANY:
		return verdict(t > 0, p > 0);
	case QUANTIFIER_ALL:
		return verdict(n > 0 && t == n, n > 0 && p == n);
	case QUANTIFIER_NONE:
		return verdict(p == 0, t == 0);
	case QUANTIFIER_COUNT:
	case QUANTIFIER_SUM:
	case QUANTIFIER_MIN:
	case QUANTIFIER_MAX:
		break;
	}
	if (tree->items != NULL) {
		return interval_judge(t, p, tree->items, tree->negated);
	}
	return judge_count(t, p, tree->op, tree->n);
}

/* What t true and p possible come to where both are below FEW, as nearly everywhere; not
 * of `all`, which asks for n as well. */
static void judge_few(const struct tree *tree, unsigned char few[FEW][FEW])
{
	for (uint32_t t = 0; t < FEW; t++) {
		for (uint32_t p = t; p < FEW; p++) {
			few[t][p] = (unsigned char)relation_judge(tree, 0, t, p);
		}
	}
}

static void judge_stretch(const struct tree *tree, const struct tallies *tallies,
	unsigned char few[FEW][FEW], size_t from, size_t end, unsigned char *flags)
{
	for (size_t i = from; i < end; i++) {
		uint32_t t = tallies->t[i];
		uint32_t p = tallies->p[i];

		if (tallies->n == NULL && p < FEW) {
			flags[i] = few[t][p];
		} else {
			flags[i] = (unsigned char)relation_judge(tree,
				tallies->n != NULL ? tallies->n[i] : 0, t, p);
		}
	}
}

/* Each hub is judged once, however many ask for it. */
static unsigned char *judge_hubs(struct eval *eval, const struct tree *tree,
	const struct tallies *tallies, size_t n_hubs)
{
	unsigned char *flags = mq_alloc(n_hubs + 1);
	unsigned char few[FEW][FEW] = {{0}};

	judge_few(tree, few);
	for (size_t from = 0; from < n_hubs && eval_goes_on(eval); from += EVAL_STRETCH) {
		size_t end = n_hubs - from < EVAL_STRETCH ? n_hubs : from + EVAL_STRETCH;

		judge_stretch(tree, tallies, few, from, end, flags);
	}
	return flags;
}

/* By record: its hub without it. */
static unsigned char *judge_others(struct eval *eval, const struct tree *tree,
	const struct tallies *tallies, const struct truth *truth, size_t n_hubs,
	const mq_record_id *links, size_t n_links)
{
	unsigned char *flags = mq_alloc(n_links + 1);

	set_flags(truth->yes, flags, n_links, FLAG_YES | FLAG_POSSIBLE);
	if (!truth_is_sure(truth)) {
		set_flags(truth->possible, flags, n_links, FLAG_POSSIBLE);
	}
	for (size_t i = 0; i < n_links && eval_goes_on_at(eval, i); i++) {
		mq_record_id hub = links[i];
		unsigned char own = flags[i];
		uint32_t n = hub < n_hubs && tallies->n != NULL ? tallies->n[hub] : 0;

		flags[i] = hub >= n_hubs ? VERDICT_UNKNOWN
			: (unsigned char)relation_judge(tree, n - (n > 0),
				tallies->t[hub] - ((own & FLAG_YES) != 0),
				tallies->p[hub] - ((own & FLAG_POSSIBLE) != 0));
	}
	return flags;
}

/* Siblings without a household are unknown; who has no visits has none. */
struct hubs relation_hubs(struct eval *eval, const struct tree *tree)
{
	bool siblings = tree->hub != MQ_NO_KIND;
	mq_kind_id hub = siblings ? tree->hub : tree->asked;
	struct hubs hubs = {0};

	if (tree->area != NULL) {
		hubs.links = area_links(eval, tree, &hubs.n_links, &hubs.n);
	} else {
		hubs.n = mq_index_end(eval->view->index, hub);
		hubs.links = siblings ? link_up(eval, tree->of, hub, &hubs.n_links)
			: link_of(eval, tree->link, &hubs.n_links);
	}
	hubs.asking = siblings ? hubs.links : NULL;
	return hubs;
}

/* ---- any and none: no numbers ---- */

static void flag_hubs(struct eval *eval, const struct hubs *hubs, const struct mq_set *set,
	unsigned char flag, unsigned char *flags)
{
	size_t n_words = hubs->n_links / WORD_IDS + 1;
	uint64_t *words = mq_alloc(n_words * sizeof(*words));

	mq_set_bits(set, words, n_words);
	for (size_t word = 0; word < n_words && eval_goes_on_at(eval, word * WORD_IDS); word++) {
		for (uint64_t left = words[word]; left != 0; left &= left - 1) {
			size_t id = word * WORD_IDS + (size_t)__builtin_ctzll(left);
			mq_record_id hub = id < hubs->n_links ? hubs->links[id] : MQ_NO_RECORD;

			flags[hub < hubs->n ? hub : hubs->n] |= flag;
		}
	}
	free(words);
}

/* Who leads to nobody it may be true of, and to nobody it is true of. */
static void turn_flags(unsigned char *flags, size_t n)
{
	static const unsigned char turned[] = {
		[VERDICT_NO] = VERDICT_YES, [VERDICT_UNKNOWN] = VERDICT_UNKNOWN,
		[FLAG_YES] = VERDICT_NO, [VERDICT_YES] = VERDICT_NO,
	};

	for (size_t i = 0; i < n; i++) {
		flags[i] = turned[flags[i]];
	}
}

static struct truth flags_eval(struct eval *eval, const struct tree *tree, const struct hubs *hubs)
{
	struct truth among = eval_tree(eval, tree->first, NULL);
	unsigned char *flags = mq_alloc(hubs->n + 1);
	struct truth truth;

	flag_hubs(eval, hubs, among.yes, VERDICT_YES, flags);
	if (!truth_is_sure(&among)) {
		flag_hubs(eval, hubs, among.possible, VERDICT_UNKNOWN, flags);
	}
	if (tree->quantifier == QUANTIFIER_NONE) {
		turn_flags(flags, hubs->n);
	}
	truth = link_spread(eval, tree->asked, hubs->asking, hubs->n_links, flags, hubs->n,
		FLAG_POSSIBLE);
	truth_release(&among);
	free(flags);
	return truth;
}

/* ---- all, count, and the others of any and none ---- */

static struct truth tallies_eval(struct eval *eval, const struct tree *tree,
	const struct hubs *hubs)
{
	struct truth among = eval_tree(eval, tree->first, NULL);
	struct tallies tallies = count_hubs(eval, tree, &among, hubs->n, hubs->links, hubs->n_links);
	unsigned char *flags = tree->others
		? judge_others(eval, tree, &tallies, &among, hubs->n, hubs->links, hubs->n_links)
		: judge_hubs(eval, tree, &tallies, hubs->n);
	struct truth truth = link_spread(eval, tree->asked, tree->others ? NULL : hubs->asking,
		hubs->n_links, flags, tree->others ? hubs->n_links : hubs->n, FLAG_POSSIBLE);

	truth_release(&among);
	tallies_release(&tallies);
	free(flags);
	return truth;
}

struct truth relation_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	struct hubs hubs;

	if (tree->first->open > 0) {
		return outer_eval(eval, tree, within);
	}
	hubs = relation_hubs(eval, tree);
	if (tree->quantifier >= QUANTIFIER_SUM) {
		return aggregate_eval(eval, tree, &hubs);
	}
	return (tree->quantifier == QUANTIFIER_ANY || tree->quantifier == QUANTIFIER_NONE)
		&& !tree->others ? flags_eval(eval, tree, &hubs) : tallies_eval(eval, tree, &hubs);
}
