/*
 * Policies of social assistance and for the disabled, written out by hand from the text of each.
 */
#ifndef MINQING_TESTS_PROPERTY_POLICIES_AID_H
#define MINQING_TESTS_PROPERTY_POLICIES_AID_H

#include "property/policy_facts.h"

static inline enum truth assets(const struct street *street, mq_record_id id, double usual,
	double small, double protected)
{
	static const char *const stages[] = {"vocational", "college", "undergraduate",
		"postgraduate"};
	char text[64];
	enum truth student = *fact(street, id, "school_stage", text) ? F : U;
	enum truth guarded = either(aged(street, id, 0, 17), aged(street, id, 60, 200));
	enum truth enough = at_most(street, id, "household_assets_pc", usual);

	for (size_t i = 0; i < MQ_LENGTH(stages); i++) {
		student = strcmp(text, stages[i]) == 0 ? T : student;
	}
	guarded = either(either(guarded, says(street, id, "disability_cert")), student);
	enough = either(enough, both(at_most(street, id, "household_assets_pc", small),
		truth_of(living(street, id) <= 2)));
	return either(enough, both(at_most(street, id, "household_assets_pc", protected), guarded));
}

static inline enum truth dibao(const struct street *street, mq_record_id id)
{
	enum truth poor = below(street, id, "household_income_pc", 1595);

	return both(both(both(local(street, id), alive(street, id)), poor),
		assets(street, id, 38280, 42108, 45936));
}

static inline enum truth edge(const struct street *street, mq_record_id id)
{
	enum truth between = both(not(below(street, id, "household_income_pc", 1595)),
		below(street, id, "household_income_pc", 3190));
	enum truth none = not(either(says(street, id, "dibao"), says(street, id, "tekun")));

	return both(both(both(local(street, id), alive(street, id)), both(none, between)),
		assets(street, id, 57420, 63162, 68904));
}

static inline enum truth has_edge(const struct street *street, mq_record_id id)
{
	return either(says(street, id, "dibao_edge"), says(street, id, "low_income"));
}

static inline enum truth spending(const struct street *street, mq_record_id id)
{
	static const double of[] = {0, 15312, 30624, 45936};
	size_t n = living(street, id);
	enum truth medical = n == 0 ? F : not(below(street, id, "medical_spend_year",
		of[n < 3 ? n : 3]));
	enum truth poor = both(below(street, id, "household_income_pc", 3190),
		at_most(street, id, "household_assets_pc", 57420));

	return both(both(local(street, id), alive(street, id)), both(poor, medical));
}

static inline enum truth has_spending(const struct street *street, mq_record_id id)
{
	return either(either(says(street, id, "spending_poverty"),
		says(street, id, "illness_poverty")),
		either(says(street, id, "dibao"), says(street, id, "tekun")));
}

static inline enum truth destitute(const struct street *street, mq_record_id id)
{
	enum truth old = both(aged(street, id, 60, 200), says(street, id, "lone_elder"));
	enum truth orphan = both(aged(street, id, 0, 17),
		is_told(street, id, "child_hardship", "orphan"));

	return both(both(local(street, id), alive(street, id)), both(either(old, orphan),
		below(street, id, "household_income_pc", 1595)));
}

static inline enum truth bills(const struct street *street, mq_record_id id)
{
	return both(not(below(street, id, "medical_spend_year", 50000)),
		any_at_home(street, id, alive, false));
}

static inline enum truth is_on_a_list(const struct street *street, mq_record_id id)
{
	return either(is_helped(street, id), either(says(street, id, "spending_poverty"),
		says(street, id, "illness_poverty")));
}

static inline enum truth has_bills(const struct street *street, mq_record_id id)
{
	return any_at_home(street, id, is_on_a_list, false);
}

static inline enum truth jobless(const struct street *street, mq_record_id id)
{
	return both(both(both(local(street, id), aged(street, id, 16, 59)), severe(street, id)),
		both(is(street, id, "employment_class", "70"), alive(street, id)));
}

static inline enum truth returned(const struct street *street, mq_record_id id)
{
	return both(both(local(street, id), is(street, id, "overseas_chinese", "returned")),
		alive(street, id));
}

static inline enum truth has_returned(const struct street *street, mq_record_id id)
{
	return is_told(street, id, "fixed_relief", "returned_oc");
}

static inline enum truth medical(const struct street *street, mq_record_id id)
{
	return both(both(is_helped(street, id), known(street, id, "major_illness")),
		alive(street, id));
}

static inline enum truth premium(const struct street *street, mq_record_id id)
{
	enum truth helped = either(either(says(street, id, "dibao"), says(street, id, "tekun")),
		says(street, id, "disabled_jobless"));
	enum truth insured = either(either(is(street, id, "medical_insurance", "resident"),
		is(street, id, "medical_insurance", "child")),
		is(street, id, "medical_insurance", "none"));

	return both(both(helped, insured), alive(street, id));
}

static inline enum truth is_poorest(const struct street *street, mq_record_id id)
{
	return both(either(says(street, id, "dibao"), says(street, id, "tekun")),
		alive(street, id));
}

static inline enum truth grain(const struct street *street, mq_record_id id)
{
	return either(is_poorest(street, id),
		both(says(street, id, "disabled_jobless"), alive(street, id)));
}

static inline enum truth schooling(const struct street *street, mq_record_id id)
{
	static const char *const stages[] = {"primary", "junior", "senior", "vocational", "college",
		"undergraduate"};
	enum truth stage = F;

	for (size_t i = 0; i < MQ_LENGTH(stages); i++) {
		stage = either(stage, is(street, id, "school_stage", stages[i]));
	}
	return both(both(any_at_home(street, id, is_helped, false), alive(street, id)), stage);
}

static inline enum truth utility(const struct street *street, mq_record_id id)
{
	return any_at_home(street, id, is_poorest, false);
}

static inline enum truth rent(const struct street *street, mq_record_id id)
{
	return both(says(street, id, "housing_hardship"), any_at_home(street, id, is_poor, false));
}

static inline enum truth has_rent(const struct street *street, mq_record_id id)
{
	static const char *const ways[] = {"rent_subsidy", "in_kind", "waiting", NULL};

	return any_told(street, id, "housing_relief", ways);
}

static inline enum truth is_in_hardship(const struct street *street, mq_record_id id)
{
	return either(is_on_a_list(street, id), says(street, id, "disabled_jobless"));
}

static inline enum truth adviser(const struct street *street, mq_record_id id)
{
	static const char *const hard[] = {"mid", "high", NULL};

	return either(any_at_home(street, id, is_in_hardship, false),
		is_any(street, id, "hardship_level", hard));
}

static inline enum truth has_adviser(const struct street *street, mq_record_id id)
{
	return known(street, id, "assistance_adviser");
}

static inline enum truth nursing(const struct street *street, mq_record_id id)
{
	return both(both(local(street, id), severe(street, id)), alive(street, id));
}

static inline enum truth living_aid(const struct street *street, mq_record_id id)
{
	return both(both(both(local(street, id), says(street, id, "disability_cert")),
		alive(street, id)), either(says(street, id, "disabled_jobless"),
		any_at_home(street, id, is_poor, false)));
}

static inline enum truth card(const struct street *street, mq_record_id id)
{
	return both(says(street, id, "disability_cert"), alive(street, id));
}

static inline enum truth has_card(const struct street *street, mq_record_id id)
{
	return good_for(street, id, "disability_valid_to", 90);
}

static inline enum truth rehab(const struct street *street, mq_record_id id)
{
	return both(both(aged(street, id, 0, 17), says(street, id, "disability_cert")),
		both(local(street, id), alive(street, id)));
}

#endif
