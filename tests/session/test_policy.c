/* Policies as an officer meets them: people on their lists, and why. */
#include <minqing/office.h>

#include "office.h"

static const struct mq_policy *policy_called(struct office *office, const char *name)
{
	const struct mq_policies *policies;
	const struct mq_policy *policy;

	assert_int_equal(mq_session_policies(office->session, &policies, &office->diag), MQ_OK);
	policy = mq_policies_find(policies, name, NULL);
	assert_non_null(policy);
	return policy;
}

static uint64_t hits_of(struct office *office, const char *query, uint64_t *unknown)
{
	struct mq_glance glance;
	uint64_t hits;

	assert_int_equal(mq_session_glance(office->session, office->resident, query, strlen(query), 0,
		&glance, &office->diag), MQ_OK);
	hits = glance.hits;
	*unknown = glance.unknown;
	mq_glance_release(&glance);
	return hits;
}

static void every_count_is_that_of_the_question_it_names(void **state)
{
	struct office *office = *state;
	const struct mq_policies *policies;

	assert_int_equal(mq_session_policies(office->session, &policies, &office->diag), MQ_OK);
	for (size_t i = 0; i < mq_policies_n(policies); i++) {
		const struct mq_policy *policy = mq_policies_at(policies, i);
		struct mq_policy_counts counts;
		struct mq_buf gap = {0};
		uint64_t unknown;

		assert_int_equal(mq_session_policy_count(office->session, policy, "", &counts,
			&office->diag), MQ_OK);
		assert_int_equal(mq_session_policy_text(office->session, policy, MQ_POLICY_GAP, "", &gap,
			&office->diag), MQ_OK);
		assert_int_equal(hits_of(office, gap.data, &unknown), counts.gap);
		assert_int_equal(unknown, counts.gap_unknown);
		mq_buf_release(&gap);
	}
}

static void who_may_qualify_has_reasons_and_who_may_be_has_what_is_missing(void **state)
{
	struct office *office = *state;
	const struct mq_policy *policy = policy_called(office, "old_age_allowance");

	for (int unknown = 0; unknown <= 1; unknown++) {
		struct mq_policy_people people;

		assert_int_equal(mq_session_policy_people(office->session, policy, MQ_POLICY_GAP,
			unknown, "", 5, &people, &office->diag), MQ_OK);
		for (size_t i = 0; i < people.n; i++) {
			assert_string_not_equal(people.people[i].key, "");
			if (unknown) {
				assert_string_equal(people.people[i].reasons, "");
				assert_string_not_equal(people.people[i].missing, "");
			} else {
				assert_non_null(strstr(people.people[i].reasons, "age is 65 or more ("));
				assert_string_equal(people.people[i].missing, "");
			}
		}
		assert_true(people.n == 5 || people.n == people.all);
		mq_policy_people_release(&people);
	}
}

static void who_no_longer_fits_is_told_what_does_not_hold(void **state)
{
	struct office *office = *state;
	const struct mq_policy *policy = policy_called(office, "dibao");
	struct mq_policy_people people;

	assert_int_equal(mq_session_policy_people(office->session, policy, MQ_POLICY_OVER, false, "",
		20, &people, &office->diag), MQ_OK);
	assert_true(people.n > 0);
	for (size_t i = 0; i < people.n; i++) {
		assert_int_equal(strncmp(people.people[i].reasons, "does not hold: ", 15), 0);
	}
	mq_policy_people_release(&people);
}

static void a_file_that_changes_is_read_again(void **state)
{
	struct office *office = *state;
	char *path = mq_format("%s/config/policies.yaml", office->reg);
	char *away = mq_format("%s/policies.yaml", office->dir);
	const struct mq_policies *policies;

	assert_int_equal(rename(path, away), 0);
	assert_int_equal(mq_session_policies(office->session, &policies, &office->diag), MQ_OK);
	assert_int_equal(mq_policies_n(policies), 0);
	assert_int_equal(rename(away, path), 0);
	assert_int_equal(mq_session_policies(office->session, &policies, &office->diag), MQ_OK);
	assert_true(mq_policies_n(policies) >= 30);
	free(path);
	free(away);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_count_is_that_of_the_question_it_names),
		cmocka_unit_test(who_may_qualify_has_reasons_and_who_may_be_has_what_is_missing),
		cmocka_unit_test(who_no_longer_fits_is_told_what_does_not_hold),
		cmocka_unit_test(a_file_that_changes_is_read_again),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
