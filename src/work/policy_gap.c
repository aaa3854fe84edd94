#include "policy.h"

#include <string.h>

/*
 * A policy's lists answered, as any question is: who it is true of is on the list, who it may
 * be true of were more known stands beside it. What another threshold would do is the
 * difference of two such questions, and asked as one too, so that it can be opened.
 */

static void count_within(const struct mq_answer *answer, const struct mq_set *within,
	uint64_t *hits, uint64_t *unknown)
{
	if (!within) {
		mq_answer_count(answer, hits, unknown);
		return;
	}
	*hits = mq_set_and_count(answer->yes, within);
	*unknown = mq_set_and_count(answer->possible, within) - *hits;
}

static enum mq_err count(const struct mq_policies *policies, const struct mq_policy *policy,
	enum mq_policy_list list, const struct mq_view *view, const struct mq_set *within,
	uint64_t *hits, uint64_t *unknown, struct mq_diag *diag)
{
	struct mq_query *query;
	struct mq_answer answer = {0};
	enum mq_err err = mq_policy_query(policies, policy, list, view->today, NULL, &query, diag);

	if (err == MQ_OK) {
		err = mq_query_answer(query, view, &answer, NULL, diag);
	}
	if (err == MQ_OK) {
		count_within(&answer, within, hits, unknown);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return err;
}

enum mq_err mq_policy_count_gap(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_set *within, struct mq_policy_counts *counts,
	struct mq_diag *diag)
{
	*counts = (struct mq_policy_counts){.lacking = mq_policy_lacking(policy, view->today)};
	return counts->lacking ? MQ_OK : count(policies, policy, MQ_POLICY_GAP, view, within,
		&counts->gap, &counts->gap_unknown, diag);
}

enum mq_err mq_policy_count(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_set *within, struct mq_policy_counts *counts,
	struct mq_diag *diag)
{
	enum mq_err err = mq_policy_count_gap(policies, policy, view, within, counts, diag);

	if (err == MQ_OK && !policy->once && !counts->lacking) {
		err = count(policies, policy, MQ_POLICY_OVER, view, within, &counts->over,
			&counts->over_unknown, diag);
	}
	return err;
}

/* ---- another threshold ---- */

struct trying {
	const struct mq_policies *policies;
	const struct mq_policy *policy;
	const struct mq_view *view;
	const struct mq_policy_trial *trial;
	struct mq_diag *diag;
	enum mq_err err;	/* the first there was; nothing more is asked then */
};

/* The caller releases answer; number, where given, tells how many they are, and the question. */
static void ask(struct trying *trying, const struct policy_side *sides, size_t n_sides,
	struct mq_policy_number *number, struct mq_answer *answer)
{
	struct mq_query *query = NULL;

	*answer = (struct mq_answer){0};
	if (trying->err == MQ_OK) {
		trying->err = policy_sides_query(trying->policies, trying->policy, sides, n_sides,
			trying->view->today, &query, trying->diag);
	}
	if (trying->err == MQ_OK) {
		trying->err = mq_query_answer(query, trying->view, answer, NULL, trying->diag);
	}
	if (trying->err == MQ_OK && number) {
		mq_answer_count(answer, &number->hits, &number->unknown);
		mq_query_print(query, &number->query);
	}
	mq_query_free(query);
}

/* What who is in rest has of one share; they are taken out of it. */
static int64_t cost_of(struct trying *trying, const struct mq_policy_share *share,
	const struct mq_policy_trial *trial, struct mq_set **rest)
{
	const struct mq_policy_threshold yuan = {.id = "yuan", .type = MQ_PARAM_DECIMAL};
	const struct mq_field field = policy_field(&yuan);
	const char *text = *share->yuan != '$' ? share->yuan : policy_value_text(
		policy_threshold(trying->policy, share->yuan + 1), trying->view->today, trial);
	const struct policy_side side = {&share->who, trial, false};
	struct mq_answer answer;
	struct mq_buf canonical = {0};
	struct mq_value value = {.number = 0};
	struct mq_set *left;
	int64_t cost;

	ask(trying, &side, 1, NULL, &answer);
	if (trying->err != MQ_OK) {
		mq_answer_release(&answer);
		return 0;
	}
	mq_value_read(&field, text, strlen(text), &canonical, &value, NULL);
	cost = value.number * (int64_t)mq_set_and_count(*rest, answer.yes);
	left = mq_set_minus(*rest, answer.yes);
	mq_set_free(*rest);
	*rest = left;
	mq_buf_release(&canonical);
	mq_answer_release(&answer);
	return cost;
}

/* Of all who may qualify; how many these are, and who of them fits no share. */
static int64_t cost(struct trying *trying, const struct mq_policy_trial *trial,
	struct mq_policy_number *number, uint64_t *uncosted)
{
	const struct policy_side side = {&trying->policy->eligible, trial, false};
	struct mq_answer answer;
	struct mq_set *rest = NULL;
	int64_t sum = 0;

	ask(trying, &side, 1, number, &answer);
	if (trying->err == MQ_OK) {
		rest = mq_set_dup(answer.yes);
	}
	for (size_t i = 0; i < trying->policy->n_shares && trying->err == MQ_OK; i++) {
		sum += cost_of(trying, &trying->policy->shares[i], trial, &rest);
	}
	*uncosted = trying->err == MQ_OK ? mq_set_count(rest) : 0;
	mq_set_free(rest);
	mq_answer_release(&answer);
	return sum;
}

/* Who is told apart by the value tried, and of these who does not receive it, or does. */
static void tell_apart(struct trying *trying, bool in, struct mq_policy_number *moved,
	struct mq_policy_number *of_them)
{
	const struct mq_policy *policy = trying->policy;
	const struct policy_side sides[] = {
		{&policy->eligible, in ? trying->trial : NULL, false},
		{&policy->eligible, in ? NULL : trying->trial, true},
		{&policy->receiving, trying->trial, in},
	};
	struct mq_answer answer;

	ask(trying, sides, 2, moved, &answer);
	mq_answer_release(&answer);
	ask(trying, sides, 3, of_them, &answer);
	mq_answer_release(&answer);
}

enum mq_err mq_policy_try(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_policy_trial *trial,
	struct mq_policy_whatif *whatif, struct mq_diag *diag)
{
	struct trying trying = {policies, policy, view, trial, diag, MQ_OK};

	*whatif = (struct mq_policy_whatif){.costed = policy->n_shares > 0};
	whatif->cost_before = cost(&trying, NULL, &whatif->before, &whatif->uncosted_before);
	whatif->cost_after = cost(&trying, trial, &whatif->after, &whatif->uncosted);
	tell_apart(&trying, true, &whatif->in, &whatif->in_without);
	tell_apart(&trying, false, &whatif->out, &whatif->out_with);
	return trying.err;
}

void mq_policy_whatif_release(struct mq_policy_whatif *whatif)
{
	struct mq_policy_number *const numbers[] = {&whatif->before, &whatif->after, &whatif->in,
		&whatif->out, &whatif->in_without, &whatif->out_with};

	for (size_t i = 0; i < MQ_LENGTH(numbers); i++) {
		mq_buf_release(&numbers[i]->query);
	}
	*whatif = (struct mq_policy_whatif){0};
}
