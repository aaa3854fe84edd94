/*
 * The small register of the query tests, opened once for all inputs of a run: libFuzzer
 * calls a plain function, so this is the one place of the tests with a static to keep it.
 */
#ifndef TESTS_FUZZ_WORLD_H
#define TESTS_FUZZ_WORLD_H

#include "query/fixture.h"

#include <sys/stat.h>

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

/* Lists with a place for each type of value, and one that names another. */
static inline void fuzz_lists(struct fixture *fixture)
{
	static const char lists[] = "saved:\n"
		"  old: {zh: 老人, params: {n: {type: int, default: 80}}, is: 'age>=$n', sort: age-}\n"
		"  band: {params: {a: {type: int}, b: {type: int, default: 84}}, is: 'age:$a..$b'}\n"
		"  since: {params: {d: {type: date}}, is: 'moved:$d.. or visits.any(date>=$d)'}\n"
		"  called: {params: {who: {type: text}}, is: 'name:$who or note:{$who x}'}\n"
		"  sexes: {params: {s: {type: code, of: sex}}, is: 'sex:$s'}\n"
		"  poorer: {params: {y: {type: decimal}, p: {type: bool, default: true}},\n"
		"    is: 'income<$y poor:$p'}\n"
		"  either: {params: {n: {type: int, default: 90}}, is: '@old($n) or disabled', limit: 5}\n"
		"  homes: {kind: household, is: 'members.any(@either)'}\n";
	char *dir = mq_format("%s/saved", fixture->dir);
	char *path = mq_format("%s/all.yaml", dir);
	struct mq_saved_lists *read = mq_saved_new();
	FILE *file = mkdir(dir, 0700) == 0 ? fopen(path, "w") : NULL;

	MUST(file != NULL && fputs(lists, file) >= 0 && fclose(file) == 0);
	MUST(mq_saved_read(read, fixture->schema, dir, MQ_SAVED_SHARED, NULL) == MQ_OK);
	mq_schema_set_saved(fixture->schema, read);
	MUST(mq_query_check_saved(fixture->schema, NULL, NULL) == MQ_OK);
	free(path);
	free(dir);
}

static inline struct fixture *fuzz_world(void)
{
	void **slot = fuzz_slot();

	if (*slot == NULL) {
		fixture_open(slot);
		fuzz_lists(*slot);
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
