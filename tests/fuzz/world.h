/*
 * The small register of the query tests, opened once for all inputs of a run: libFuzzer
 * calls a plain function, so this is the one place of the tests with a static to keep it.
 */
#ifndef TESTS_FUZZ_WORLD_H
#define TESTS_FUZZ_WORLD_H

#include "query/fixture.h"

enum { MQ_FUZZ_TEXT_MAX = 4096 };

static inline void **fuzz_slot(void)
{
	static void *slot;

	return &slot;
}

static inline void fuzz_close(void)
{
	fixture_close(fuzz_slot());
}

static inline struct fixture *fuzz_world(void)
{
	void **slot = fuzz_slot();

	if (*slot == NULL) {
		fixture_open(slot);
		atexit(fuzz_close);
	}
	return *slot;
}

static inline bool fuzz_answer(struct fixture *fixture, const struct mq_query *query,
	struct mq_answer *answer)
{
	struct mq_stats stats = {0};

	mq_query_answer(query, &fixture->view, answer, &stats, NULL);
	return stats.undecided == 0;
}

/* Two queries are answered alike, yes within possible within the universe. */
static inline void fuzz_same_answer(struct fixture *fixture, const struct mq_query *first,
	const struct mq_query *second)
{
	struct mq_answer a = {0};
	struct mq_answer b = {0};
	const struct mq_set *all = mq_index_live(fixture->view.index, mq_query_kind(first));
	bool decided = fuzz_answer(fixture, first, &a) && fuzz_answer(fixture, second, &b);

	if (decided) {
		MUST(mq_set_equal(a.yes, b.yes) && mq_set_equal(a.possible, b.possible));
		MUST(mq_set_and_count(a.yes, a.possible) == mq_set_count(a.yes));
		MUST(mq_set_and_count(a.possible, all) == mq_set_count(a.possible));
	}
	mq_answer_release(&a);
	mq_answer_release(&b);
}

#endif
