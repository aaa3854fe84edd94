/*
 * Trees to answers. Of and-ed conditions the cheap ones go first, the smallest
 * before the others, and what must look at records one by one looks only at those
 * that are left; where nobody is left the others are not asked.
 */
#include "evaluate.h"

#include <stdlib.h>

#define DEAR_NS INT64_C(500000000)

/* ---- one act ---- */

void eval_begin(struct eval *eval, const struct mq_view *view)
{
	*eval = (struct eval){.view = view, .cache = view->cache};
	if (eval->cache == NULL) {
		eval->cache = eval->own_cache = mq_cache_new(SIZE_MAX);
	}
	cache_match(eval->cache, view);
}

bool eval_goes_on(struct eval *eval)
{
	return !mq_index_stopped(eval->view->index);
}

size_t eval_read(struct eval *eval, const struct mq_set *set, mq_record_id *from,
	mq_record_id *ids, size_t n_ids)
{
	size_t n = eval_goes_on(eval) ? mq_set_read(set, *from, ids, n_ids) : 0;

	*from = n > 0 ? ids[n - 1] + 1 : *from;
	return n;
}

enum mq_err eval_end(struct eval *eval, struct mq_diag *diag)
{
	bool whole = eval_goes_on(eval);

	if (!whole) {
		cache_drop_act(eval->cache);
	}
	cache_trim(eval->cache);
	mq_cache_free(eval->own_cache);
	if (eval->late && whole) {
		mq_diag_add(diag, MQ_ERR_LIMIT, eval->pairs
			? _("comparing records with one another took too long: %llu are undecided")
			: _("a pattern or ~~ took too long: %llu records are undecided"),
			(unsigned long long)eval->stats.undecided);
		mq_diag_hint(diag, "%s", _("a condition beside it leaves fewer records to look at"));
	}
	return mq_index_error(eval->view->index, diag);
}

bool eval_look_at_clock(struct eval *eval)
{
	int64_t now = mq_clock_ns();

	if (eval->deadline_ns == 0) {
		eval->deadline_ns = now + DEAR_NS;
	}
	eval->late = now > eval->deadline_ns || !eval_goes_on(eval);
	return eval->late;
}

const struct mq_set *eval_universe(struct eval *eval, mq_kind_id kind)
{
	const struct mq_set *universe = eval->view->universe[kind];

	return universe != NULL ? universe : mq_index_live(eval->view->index, kind);
}

bool eval_is_whole(struct eval *eval, mq_kind_id kind)
{
	const struct mq_set *universe = eval->view->universe[kind];

	return universe == NULL || universe == mq_index_live(eval->view->index, kind);
}

struct truth eval_within(struct eval *eval, mq_kind_id kind, const struct mq_set *lent)
{
	if (eval_is_whole(eval, kind)) {
		return truth_lent(lent);
	}
	return truth_owned(mq_set_and(lent, eval_universe(eval, kind)));
}

/* ---- lists ---- */

static int by_size(const void *a, const void *b)
{
	uint64_t first = mq_set_count(((const struct truth *)a)->possible);
	uint64_t second = mq_set_count(((const struct truth *)b)->possible);

	return (first > second) - (first < second);
}

static struct truth and_all(struct truth *truths, size_t n)
{
	struct truth result;

	qsort(truths, n, sizeof(*truths), by_size);
	result = truths[0];
	for (size_t i = 1; i < n; i++) {
		result = truth_and(result, truths[i]);
	}
	return result;
}

/* Conditions that are and-ed. */
struct and_list {
	const struct tree *const *trees;
	enum effort *efforts;
	size_t n;
	const struct mq_set *within;
};

/* What a tree takes now: nothing where its answer is kept. */
static enum effort effort_now(struct eval *eval, const struct tree *tree)
{
	struct truth kept;

	return tree->key != NULL && cache_get(eval->cache, tree->key, tree->key_len, &kept)
		? EFFORT_POSTING : tree->effort;
}

static bool is_over(const struct truth *result)
{
	return result->yes != NULL && mq_set_is_empty(result->possible);
}

/* Those that take so much, and what the ones before left. truths is scratch for all. */
static struct truth and_alike(struct eval *eval, const struct and_list *list, enum effort effort,
	struct truth *truths, struct truth result)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (list->efforts[i] == effort) {
			truths[n++] = eval_tree(eval, list->trees[i], list->within);
		}
	}
	if (n == 0) {
		return result;
	}
	if (result.yes != NULL) {
		truths[n++] = result;
	}
	return and_all(truths, n);
}

/* One after the other, each within what is left by then. */
static struct truth and_scans(struct eval *eval, const struct and_list *list, struct truth result)
{
	for (size_t i = 0; i < list->n && !is_over(&result); i++) {
		if (list->efforts[i] == EFFORT_SCAN) {
			struct truth next = eval_tree(eval, list->trees[i],
				result.possible != NULL ? result.possible : list->within);

			result = result.yes != NULL ? truth_and(result, next) : next;
		}
	}
	return result;
}

static struct truth eval_and(struct eval *eval, const struct tree *const *trees, size_t n,
	const struct mq_set *within)
{
	struct truth *truths = mq_alloc((n + 1) * sizeof(*truths));
	struct and_list list = {.trees = trees, .n = n, .within = within,
		.efforts = mq_alloc(n * sizeof(*list.efforts))};
	struct truth result = {0};

	for (size_t i = 0; i < n; i++) {
		list.efforts[i] = effort_now(eval, trees[i]);
	}
	for (enum effort effort = EFFORT_POSTING; effort < EFFORT_SCAN && !is_over(&result);
			effort++) {
		result = and_alike(eval, &list, effort, truths, result);
	}
	result = and_scans(eval, &list, result);
	free(list.efforts);
	free(truths);
	return result;
}

static struct truth eval_children_and(struct eval *eval, const struct tree *tree,
	const struct mq_set *within)
{
	const struct tree *trees[QUERY_TERMS_MAX];	/* each holds a term at least */
	size_t n = 0;

	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		trees[n++] = each;
	}
	return eval_and(eval, trees, n, within);
}

static struct truth eval_or(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	struct truth result = eval_tree(eval, tree->first, within);

	for (const struct tree *each = tree->first->next; each != NULL; each = each->next) {
		result = truth_or(result, eval_tree(eval, each, within));
	}
	return result;
}

/* ---- trees ---- */

static struct truth eval_fresh(struct eval *eval, const struct tree *tree,
	const struct mq_set *within)
{
	switch (tree->kind) {
	case TREE_ALL:
		break;
	case TREE_AND:
		return eval_children_and(eval, tree, within);
	case TREE_OR:
		return eval_or(eval, tree, within);
	case TREE_NOT:
		return truth_not(eval_universe(eval, tree->asked),
			eval_tree(eval, tree->first, within));
	case TREE_FIELD:
		return predicate_eval(eval, tree, within);
	case TREE_WORDS:
		return words_eval(eval, tree, within);
	case TREE_RELATION:
		return relation_eval(eval, tree, within);
	case TREE_SAVED:
		return eval_tree(eval, tree->derived, within);
	case TREE_OUTER:
		break;	/* never by itself: outer.c */
	}
	return truth_lent(eval_universe(eval, tree->asked));
}

struct truth eval_tree(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	bool partial = tree->scans && within != NULL;
	struct truth truth;

	bool kept = tree->key != NULL && !(eval->exact && tree->near);

	if (kept && cache_get(eval->cache, tree->key, tree->key_len, &truth)) {
		return truth;
	}
	if (!eval_goes_on(eval)) {
		return truth_lent(eval_universe(eval, tree->asked));
	}
	truth = eval_fresh(eval, tree, partial ? within : NULL);
	if (kept && !partial && !eval->late) {
		cache_put(eval->cache, tree->key, tree->key_len, &truth);
	}
	return truth;
}

static struct truth eval_all(struct eval *eval, struct tree *const *conjuncts, size_t n,
	mq_kind_id kind)
{
	if (n == 0) {
		return truth_lent(eval_universe(eval, kind));
	}
	return eval_and(eval, (const struct tree *const *)conjuncts, n, NULL);
}

/* ---- the door ---- */

static enum mq_err answer_all(const struct mq_query *query, struct tree *const *conjuncts, size_t n,
	const struct mq_view *view, struct mq_answer *answer, struct mq_stats *stats,
	struct mq_diag *diag)
{
	struct eval eval;
	struct truth truth;

	eval_begin(&eval, view);
	truth = eval_all(&eval, conjuncts, n, query->kind);
	truth_give(&truth, answer);
	if (stats != NULL) {
		*stats = eval.stats;
	}
	return eval_end(&eval, diag);
}

enum mq_err mq_query_answer(const struct mq_query *query, const struct mq_view *view,
	struct mq_answer *answer, struct mq_stats *stats, struct mq_diag *diag)
{
	return answer_all(query, query->conjuncts, query->n_conjuncts, view, answer, stats, diag);
}

enum mq_err mq_query_answer_without(const struct mq_query *query, mq_field_id field,
	const struct mq_view *view, struct mq_answer *answer, struct mq_diag *diag)
{
	struct tree **left = mq_alloc((query->n_conjuncts + 1) * sizeof(*left));
	size_t n = 0;
	enum mq_err err;

	for (size_t i = 0; i < query->n_conjuncts; i++) {
		if (mq_query_conjunct_field(query, i) != field) {
			left[n++] = query->conjuncts[i];
		}
	}
	err = answer_all(query, left, n, view, answer, NULL, diag);
	free(left);
	return err;
}

enum mq_err mq_query_answer_exact(const struct mq_query *query, const struct mq_view *view,
	struct mq_answer *answer, struct mq_diag *diag)
{
	struct eval eval;
	struct truth truth;

	eval_begin(&eval, view);
	eval.exact = true;
	truth = eval_all(&eval, query->conjuncts, query->n_conjuncts, query->kind);
	truth_give(&truth, answer);
	return eval_end(&eval, diag);
}

bool mq_query_has_near(const struct mq_query *query)
{
	return query->root->near;
}
