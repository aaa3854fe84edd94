/*
 * The engine and a plain loop over the records give one answer. Questions are random
 * trees (grow.h) said in random words (speak.h); the loop (oracle.h) runs over arrays
 * that never saw the index. What is printed of a question reads as the same question. A
 * failure prints the seed, the text, the smallest question that fails so, and who is told
 * apart.
 *
 * MINQING_SEED draws other questions than the usual ones, MINQING_QUESTIONS so many of
 * them, MINQING_TELL prints each; features.h tells what they are made of.
 */
#include "property/shrink.h"

#ifdef __SANITIZE_ADDRESS__
enum { N_QUESTIONS = 1000 };
#else
enum { N_QUESTIONS = 10000 };
#endif

static size_t n_questions(void)
{
	const char *n = getenv("MINQING_QUESTIONS");

	return n ? strtoull(n, NULL, 10) : N_QUESTIONS;
}

static void questions_are_answered_as_by_a_loop(void **state)
{
	static const struct { const char *kind; size_t percent; } asked[] = {
		{"resident", 70}, {"household", 12}, {"dwelling", 6}, {"visit", 4}, {"service", 4},
		{"need", 4},
	};
	struct shares shares = {0};
	size_t first = 0, wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(asked); i++) {
		size_t n = n_questions() * asked[i].percent / 100;

		wrong += n_wrong(*state, asked[i].kind, first, n, &shares);
		first += n;
	}
	print_message("%zu questions: %zu tell people apart, %zu are true of nobody, "
		"%zu leave somebody unknown\n", shares.n, shares.n_some, shares.n_nobody,
		shares.n_unknown);
	assert_int_equal(wrong, 0);
	assert_true(shares.n_some * 10 > shares.n * 6);
}

/* Tags are worked out anew: they count from the day. */
static void look_on(struct world *world, mq_day day)
{
	world_look_away(world);
	world->today = day;
	forget_tags(world);
	derive_all(world);
	world_look(world);
	forget_derived(world);
}

/* The ends of years, months and quarters; a day that comes once in four years. */
static void questions_are_answered_so_on_other_days(void **state)
{
	static const char *const days[] = {"2024-02-29", "2025-12-31", "2026-01-01", "2026-08-31"};
	struct world *world = *state;
	mq_day was = world->today;
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(days); i++) {
		look_on(world, (mq_day)day_number(days[i]));
		wrong += n_wrong(world, "resident", (i + 2) * 10000, n_questions() / 20, NULL);
		wrong += n_wrong(world, "visit", (i + 2) * 10000, n_questions() / 100, NULL);
	}
	look_on(world, was);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_are_answered_as_by_a_loop),
		cmocka_unit_test(questions_are_answered_so_on_other_days),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
