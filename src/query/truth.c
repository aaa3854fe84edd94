/* The algebra of truths; see evaluate.h. */
#include "evaluate.h"

struct truth truth_lent(const struct mq_set *yes)
{
	return (struct truth){.yes = yes, .possible = yes};
}

struct truth truth_owned(struct mq_set *yes)
{
	return (struct truth){.yes = yes, .possible = yes, .own_yes = true};
}

struct truth truth_both(struct mq_set *yes, struct mq_set *possible)
{
	if (possible == NULL) {
		return truth_owned(yes);
	}
	return (struct truth){.yes = yes, .possible = possible, .own_yes = true,
		.own_possible = true};
}

struct truth truth_borrow(const struct truth *truth)
{
	return (struct truth){.yes = truth->yes, .possible = truth->possible};
}

bool truth_is_sure(const struct truth *truth)
{
	return truth->yes == truth->possible;
}

void truth_release(struct truth *truth)
{
	if (truth->own_yes) {
		mq_set_free((struct mq_set *)truth->yes);
	}
	if (truth->own_possible) {
		mq_set_free((struct mq_set *)truth->possible);
	}
	*truth = (struct truth){0};
}

void truth_give(struct truth *truth, struct mq_answer *answer)
{
	answer->yes = truth->own_yes ? (struct mq_set *)truth->yes : mq_set_dup(truth->yes);
	answer->possible = truth->own_possible ? (struct mq_set *)truth->possible
		: mq_set_dup(truth->possible);
	*truth = (struct truth){0};
}

typedef struct mq_set *(*set_fn)(const struct mq_set *a, const struct mq_set *b);

static struct truth combine(struct truth a, struct truth b, set_fn fn)
{
	bool sure = truth_is_sure(&a) && truth_is_sure(&b);
	struct truth result = truth_both(fn(a.yes, b.yes),
		sure ? NULL : fn(a.possible, b.possible));

	truth_release(&a);
	truth_release(&b);
	return result;
}

struct truth truth_and(struct truth a, struct truth b)
{
	return combine(a, b, mq_set_and);
}

struct truth truth_or(struct truth a, struct truth b)
{
	return combine(a, b, mq_set_or);
}

struct truth truth_not(const struct mq_set *universe, struct truth truth)
{
	bool sure = truth_is_sure(&truth);
	struct truth result = truth_both(mq_set_minus(universe, truth.possible),
		sure ? NULL : mq_set_minus(universe, truth.yes));

	truth_release(&truth);
	return result;
}
