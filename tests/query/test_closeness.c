/* Who fits bare words most closely: by what a name is, begins with, holds and is read as. */
#include "query/fixture.h"

/* Of everybody who fits, tier by tier: "2 | 1 4 | | rest". */
static const char *tiers(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_answer answer = {0};
	struct mq_set *tier[MQ_TIERS];
	struct mq_set *seen = mq_set_new();

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	assert_int_equal(mq_query_tiers(query, &fixture->view, answer.yes, tier, NULL), MQ_OK);
	mq_buf_clear(&fixture->said);
	for (size_t i = 0; i < MQ_TIERS && tier[i] != NULL; i++) {
		mq_record_id ids[16];
		size_t n = mq_set_read(tier[i], 0, ids, 16);
		struct mq_set *both = mq_set_or(seen, tier[i]);

		assert_int_equal(mq_set_and_count(seen, tier[i]), 0);
		assert_int_equal(mq_set_and_count(answer.yes, tier[i]), n);
		for (size_t k = 0; k < n; k++) {
			mq_buf_addf(&fixture->said, "%u ", ids[k]);
		}
		mq_buf_adds(&fixture->said, "| ");
		mq_set_free(seen);
		mq_set_free(tier[i]);
		seen = both;
	}
	mq_buf_addf(&fixture->said, "%zu", (size_t)(mq_set_count(answer.yes) - mq_set_count(seen)));
	mq_set_free(seen);
	mq_answer_release(&answer);
	mq_query_free(query);
	return fixture->said.data;
}

static void written_names_go_before_what_is_written_elsewhere(void **state)
{
	assert_string_equal(tiers(*state, "王芳"), "3 | | | 0");
	assert_string_equal(tiers(*state, "王"), "| 0 3 8 14 | | 0");
	assert_string_equal(tiers(*state, "晓明"), "| | 0 14 | 0");
	assert_string_equal(tiers(*state, "阳"), "| | 5 | 4");
}

static void whole_syllables_go_before_cut_ones_and_initials(void **state)
{
	assert_string_equal(tiers(*state, "wangfang"), "3 | | | 0");
	assert_string_equal(tiers(*state, "wang"), "| 0 3 8 14 | | 0");
	assert_string_equal(tiers(*state, "fang"), "| | | 3");
	assert_string_equal(tiers(*state, "wf"), "| | 3 | 0");
	assert_string_equal(tiers(*state, "wangx"), "| | | 2");
}

static void of_several_words_the_least_close_counts(void **state)
{
	assert_string_equal(tiers(*state, "王 芳"), "| | 3 | 0");
	assert_string_equal(tiers(*state, "王 sex:1"), "| 0 8 | | 0");
}

static void without_bare_words_all_are_alike(void **state)
{
	assert_string_equal(tiers(*state, "sex:1 age>=60"), tiers(*state, "sex:1 age>=60"));
	assert_null(strchr(tiers(*state, "sex:1"), '|'));
	assert_null(strchr(tiers(*state, "-王"), '|'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_names_go_before_what_is_written_elsewhere),
		cmocka_unit_test(whole_syllables_go_before_cut_ones_and_initials),
		cmocka_unit_test(of_several_words_the_least_close_counts),
		cmocka_unit_test(without_bare_words_all_are_alike),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
