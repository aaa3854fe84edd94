/*
 * The lists of policies against plain loops: all that are shipped, their rules written out again by
 * hand (policies_*.h), in three values, over the records of a street as they are stored.
 */
#include "property/policies_aid.h"
#include "property/policies_old.h"
#include "property/policies_other.h"

/* ---- the rules ---- */

enum {
	THIS_YEAR = 1,	/* its thresholds begin with the school year of the second day */
	SURE = 2,	/* all its facts are lists: it is known of everybody */
};

static const struct rule {
	const char *policy;
	rule_fn eligible;
	rule_fn receiving;	/* NULL: who is on the list */
	const char *list;
	unsigned flags;
} rules[] = {
	{"old_age_allowance", old_age, NULL, "old_age_allowance", 0},
	{"dibao", dibao, NULL, "dibao", 0},
	{"dibao_edge", edge, has_edge, NULL, 0},
	{"spending_poverty", spending, has_spending, NULL, 0},
	{"nursing_subsidy", nursing, NULL, "nursing_subsidy", 0},
	{"living_subsidy", living_aid, NULL, "living_subsidy", 0},
	{"childcare_allowance", childcare, NULL, "childcare_allowance", 0},
	{"fp_special_support", support, NULL, "fp_special_support", 0},
	{"only_child_fee", only_child, has_only_child, NULL, 0},
	{"disability_card", card, has_card, NULL, 0},
	{"home_adapt", adapting, has_adapted, NULL, 0},
	{"screening_women", screening, has_screening, NULL, 0},
	{"checkup_65", checkup, has_checkup, NULL, 0},
	{"school_entry", entry, has_entry, NULL, THIS_YEAR},
	{"senior_card", old_age, NULL, "senior_card", 0},
	{"disabled_jobless", jobless, NULL, "disabled_jobless", 0},
	{"premium_aid", premium, NULL, "insurance_premium_aid", 0},
	{"education_relief", schooling, NULL, "education_relief", 0},
	{"child_rehab", rehab, NULL, "disabled_child_rehab", 0},
	{"only_child_reward", reward, has_reward, NULL, 0},
	{"id_card", identity, has_identity, NULL, 0},
	{"residence_permit", permit, has_permit, NULL, 0},
	{"meal_help", meals, has_meals, NULL, 0},
	{"meal_delivery", brought, NULL, "meal_delivery", 0},
	{"ltci", ltci, NULL, "ltci", 0},
	{"care_subsidy", care, NULL, "care_subsidy", 0},
	{"elder_contact", contact, has_contact, NULL, 0},
	{"locator", astray, NULL, "locator", 0},
	{"device_alert", quiet, has_call, NULL, 0},
	{"alone_high_no_lift", high_up, has_lift_plan, NULL, 0},
	{"tekun", destitute, NULL, "tekun", 0},
	{"illness_lead", bills, has_bills, NULL, 0},
	{"returned_overseas", returned, has_returned, NULL, 0},
	{"medical_relief", medical, NULL, "medical_relief", SURE},
	{"grain_oil", grain, NULL, "grain_oil_aid", SURE},
	{"utility_relief", utility, NULL, "utility_relief", SURE},
	{"rent_subsidy", rent, has_rent, NULL, SURE},
	{"adviser", adviser, has_adviser, NULL, 0},
	{"family_doctor", doctor, has_doctor, NULL, 0},
	{"special_care", pension, NULL, "pension_special", SURE},
	{"care_card", honoured, NULL, "care_card", SURE},
	{"glory_plaque", plaque, NULL, "glory_plaque", SURE},
};

static enum truth receives(const struct street *street, const struct rule *rule, mq_record_id id)
{
	return rule->receiving ? rule->receiving(street, id) : says(street, id, rule->list);
}

/* ---- compared ---- */

static const struct mq_policy *policy_called(const struct street *street, const char *name)
{
	const struct mq_policy *policy = mq_policies_find(street->policies, name, NULL);

	assert_non_null(policy);
	return policy;
}

static void look(struct street *street, const char *day)
{
	mq_day today;

	assert_true(mq_day_parse(day, strlen(day), &today));
	assert_int_equal(mq_register_look(street->reg, today, &street->view, NULL, NULL), MQ_OK);
	mq_access_universe(&street->view, "test");
}

static struct mq_answer answer(struct street *street, const struct mq_policy *policy,
	enum mq_policy_list list)
{
	struct mq_answer said = {0};
	struct mq_query *query;

	assert_int_equal(mq_policy_query(street->policies, policy, list, street->view.today, NULL,
		&query, NULL), MQ_OK);
	assert_int_equal(mq_query_answer(query, &street->view, &said, NULL, NULL), MQ_OK);
	mq_query_free(query);
	return said;
}

static enum truth said_of(const struct mq_answer *said, mq_record_id id)
{
	return mq_set_has(said->yes, id) ? T : mq_set_has(said->possible, id) ? U : F;
}

/* How many of all are on the lists otherwise than the rule says; counts[truth] of a list are
 * those the rule gives. */
static size_t n_wrong(struct street *street, size_t rule, size_t counts[2][3])
{
	const struct mq_policy *policy = policy_called(street, rules[rule].policy);
	struct mq_answer gap = answer(street, policy, MQ_POLICY_GAP);
	struct mq_answer over = answer(street, policy, MQ_POLICY_OVER);
	size_t n_records = policy->kind == street->household ? street->n_households : N_RESIDENTS;
	size_t n = 0;

	/* A rule about a household is asked of the first of it. */
	for (mq_record_id id = 0; id < n_records; id++) {
		mq_record_id whom = policy->kind == street->household ? street->first[id] : id;
		enum truth eligible = rules[rule].eligible(street, whom);
		enum truth receiving = receives(street, &rules[rule], whom);
		enum truth is_gap = both(eligible, not(receiving));
		enum truth is_over = both(receiving, not(eligible));
		bool wrong = said_of(&gap, id) != is_gap || said_of(&over, id) != is_over;

		counts[0][is_gap]++;
		counts[1][is_over]++;
		if (wrong && n++ < 3) {
			print_error("%s: record %u is %d %d by hand, %d %d by the engine\n",
				policy->id, id, is_gap, is_over, said_of(&gap, id), said_of(&over, id));
		}
	}
	mq_answer_release(&gap);
	mq_answer_release(&over);
	return n;
}

/* The counts of a policy are those of its lists, and each list has somebody in every state: a rule
 * that nobody meets would prove nothing. */
static void compare(struct street *street, size_t rule)
{
	const struct mq_policy *policy = policy_called(street, rules[rule].policy);
	struct mq_policy_counts counted;
	size_t counts[2][3] = {{0}};

	assert_int_equal(n_wrong(street, rule, counts), 0);
	assert_int_equal(mq_policy_count(street->policies, policy, &street->view, NULL, &counted, NULL),
		MQ_OK);
	assert_int_equal(counted.gap, counts[0][T]);
	assert_int_equal(counted.gap_unknown, counts[0][U]);
	assert_int_equal(counted.over, policy->once ? 0 : counts[1][T]);
	assert_int_equal(counted.over_unknown, policy->once ? 0 : counts[1][U]);
	if (!(counts[0][T] > 0 && (counts[0][U] > 0) == !(rules[rule].flags & SURE) && counts[0][F] > 0 &&
	    counts[1][T] > 0)) {
		fail_msg("%s: %zu %zu %zu are too few to prove it, %zu over", policy->id, counts[0][T],
			counts[0][U], counts[0][F], counts[1][T]);
	}
}

static void lists_are_what_the_rules_say_by_hand(void **state)
{
	static const char *const days[] = {"2026-03-01", "2025-02-10"};
	struct street *street = *state;

	for (size_t i = 0; i < MQ_LENGTH(days); i++) {
		look(street, days[i]);
		for (size_t rule = 0; rule < MQ_LENGTH(rules); rule++) {
			if (i == 0 || !(rules[rule].flags & THIS_YEAR)) {
				compare(street, rule);
			}
		}
		mq_register_look_away(street->reg);
	}
}

static void no_policy_is_left_out(void **state)
{
	struct street *street = *state;

	for (size_t i = 0; i < mq_policies_n(street->policies); i++) {
		const char *id = mq_policies_at(street->policies, i)->id;
		size_t n = 0;

		for (size_t rule = 0; rule < MQ_LENGTH(rules); rule++) {
			n += strcmp(rules[rule].policy, id) == 0;
		}
		if (n != 1) {
			fail_msg("%s has %zu rules by hand", id, n);
		}
	}
}

static void a_threshold_that_is_tried_moves_those_it_moves_by_hand(void **state)
{
	struct street *street = *state;
	const struct mq_policy *policy = policy_called(street, "old_age_allowance");
	struct mq_policy_trial trial;
	struct mq_policy_whatif whatif;
	size_t in = 0;
	size_t without = 0;
	char *text;

	look(street, "2026-03-01");
	assert_int_equal(mq_policy_trial_read(policy, "old_age_from=60", &trial, &text, NULL), MQ_OK);
	assert_int_equal(mq_policy_try(street->policies, policy, &street->view, &trial, &whatif,
		NULL), MQ_OK);
	for (mq_record_id id = 0; id < N_RESIDENTS; id++) {
		enum truth newly = both(both(local(street, id), aged(street, id, 60, 64)),
			alive(street, id));

		in += newly == T;
		without += both(newly, not(says(street, id, "old_age_allowance"))) == T;
	}
	assert_true(in > 0);
	assert_int_equal(whatif.in.hits, in);
	assert_int_equal(whatif.in_without.hits, without);
	assert_int_equal(whatif.out.hits, 0);
	assert_int_equal(whatif.uncosted, in);
	assert_int_equal(whatif.cost_before, whatif.cost_after);
	mq_policy_whatif_release(&whatif);
	mq_register_look_away(street->reg);
	free(text);
}

static void an_amount_that_is_tried_costs_what_it_costs_by_hand(void **state)
{
	struct street *street = *state;
	const struct mq_policy *policy = policy_called(street, "nursing_subsidy");
	struct mq_policy_trial trial;
	struct mq_policy_whatif whatif;
	int64_t before = 0;
	int64_t after = 0;
	char *text;

	look(street, "2026-03-01");
	assert_int_equal(mq_policy_trial_read(policy, "nursing_subsidy_low=160.5", &trial, &text,
		NULL), MQ_OK);
	assert_int_equal(mq_policy_try(street->policies, policy, &street->view, &trial, &whatif,
		NULL), MQ_OK);
	for (mq_record_id id = 0; id < N_RESIDENTS; id++) {
		bool first = is_told(street, id, "disability_level", "1") == T;

		if (nursing(street, id) == T) {
			before += first ? 3000000 : 1500000;
			after += first ? 3000000 : 1605000;
		}
	}
	assert_true(whatif.costed && after > before);
	assert_int_equal(whatif.cost_before, before);
	assert_int_equal(whatif.cost_after, after);
	assert_int_equal(whatif.uncosted, 0);
	mq_policy_whatif_release(&whatif);
	mq_register_look_away(street->reg);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_what_the_rules_say_by_hand),
		cmocka_unit_test(no_policy_is_left_out),
		cmocka_unit_test(a_threshold_that_is_tried_moves_those_it_moves_by_hand),
		cmocka_unit_test(an_amount_that_is_tried_costs_what_it_costs_by_hand),
	};

	return cmocka_run_group_tests(tests, open_street, close_street);
}
