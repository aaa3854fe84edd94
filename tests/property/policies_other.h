/*
 * Policies of health, families, schools, veterans and papers, written out by hand from the text of
 * each.
 */
#ifndef MINQING_TESTS_PROPERTY_POLICIES_OTHER_H
#define MINQING_TESTS_PROPERTY_POLICIES_OTHER_H

#include "property/policy_facts.h"

static inline enum truth is_wife(const struct street *street, mq_record_id id)
{
	enum truth married = either(is(street, id, "marital_status", "21"),
		is(street, id, "marital_status", "22"));

	return both(both(is(street, id, "sex", "2"), aged(street, id, 49, 200)), married);
}

static inline enum truth support(const struct street *street, mq_record_id id)
{
	enum truth lost = either(says(street, id, "bereaved_parent"),
		says(street, id, "disabled_only_child"));
	enum truth single = either(is(street, id, "marital_status", "30"),
		is(street, id, "marital_status", "40"));
	enum truth old = aged(street, id, 49, 200);
	enum truth man = either(both(single, old), any_at_home(street, id, is_wife, true));

	return both(both(lost, alive(street, id)), either(both(is(street, id, "sex", "2"), old),
		both(is(street, id, "sex", "1"), man)));
}

static inline enum truth is_child(const struct street *street, mq_record_id id)
{
	return aged(street, id, 0, 15);
}

static inline enum truth only_child(const struct street *street, mq_record_id id)
{
	return both(both(says(street, id, "only_child_cert"), alive(street, id)),
		any_at_home(street, id, is_child, false));
}

static inline enum truth has_only_child(const struct street *street, mq_record_id id)
{
	return is_told(street, id, "fp_reward", "monthly");
}

static inline enum truth childcare(const struct street *street, mq_record_id id)
{
	return both(both(aged(street, id, 0, 2), is(street, id, "living_status", "here")),
		alive(street, id));
}

static inline enum truth reward(const struct street *street, mq_record_id id)
{
	return both(both(says(street, id, "only_child_cert"), alive(street, id)),
		is(street, id, "employment_class", "80"));
}

static inline enum truth has_reward(const struct street *street, mq_record_id id)
{
	return either(is_told(street, id, "fp_reward", "once"),
		is_told(street, id, "fp_reward", "annual"));
}

static inline enum truth screening(const struct street *street, mq_record_id id)
{
	enum truth class = either(either(is(street, id, "employment_class", "80"),
		says(street, id, "dibao")), either(says(street, id, "bereaved_parent"),
		says(street, id, "disabled_only_child")));
	enum truth here = either(is(street, id, "population_type", "hukou"),
		is(street, id, "population_type", "hukou_away"));

	class = either(class, either(either(says(street, id, "fp_surgery_harm"),
		says(street, id, "public_post")), says(street, id, "registered_jobless")));
	return both(both(both(is(street, id, "sex", "2"), here), alive(street, id)),
		both(aged(street, id, 35, 69), class));
}

static inline enum truth has_screening(const struct street *street, mq_record_id id)
{
	return within_months(street, id, "screening_women_on", 24);
}

static inline enum truth checkup(const struct street *street, mq_record_id id)
{
	return both(aged(street, id, 65, 200), is(street, id, "living_status", "here"));
}

/* The year is the threshold's, which is another every year. */
static inline enum truth has_checkup(const struct street *street, mq_record_id id)
{
	int year, month;

	today_as_number(street, &year, &month);
	return not(below(street, id, "checkup_65", year));
}

static inline enum truth entry(const struct street *street, mq_record_id id)
{
	char text[64];
	enum truth born;

	fact(street, id, "birth_date", text);
	born = truth_of(strcmp(text, "2019-09-01") >= 0 && strcmp(text, "2020-08-31") <= 0);
	return both(is(street, id, "living_status", "here"), *text ? born : U);
}

static inline enum truth has_entry(const struct street *street, mq_record_id id)
{
	return either(is(street, id, "school_stage", "primary"),
		is(street, id, "school_stage", "junior"));
}

static inline enum truth doctor(const struct street *street, mq_record_id id)
{
	enum truth ill = either(is(street, id, "pregnant", "true"), known(street, id, "major_illness"));

	return both(here(street, id), either(either(aged(street, id, 65, 200),
		says(street, id, "disability_cert")), ill));
}

static inline enum truth has_doctor(const struct street *street, mq_record_id id)
{
	return known(street, id, "family_doctor");
}

/* Of those disabled through illness levels 1 to 6; of the others all levels. */
static inline enum truth pension(const struct street *street, mq_record_id id)
{
	static const char *const classes[] = {"martyr", "duty_death", "illness_death", "red",
		"old_demob", "ill_return", "combat", "nuclear", "rural60", "martyr_child", "militia", NULL};
	static const char *const hurt[] = {"war", "duty", NULL};
	enum truth high = not(either(not(known(street, id, "military_disability_level")),
		not(at_most(street, id, "military_disability_level", 6))));
	enum truth nature = either(both(any_told(street, id, "military_disability_nature", hurt),
		known(street, id, "military_disability_level")),
		both(is_told(street, id, "military_disability_nature", "illness"), high));

	return both(alive(street, id), either(any_told(street, id, "special_care", classes),
		both(is_told(street, id, "special_care", "disabled"), nature)));
}

static inline enum truth is_bereaved(const struct street *street, mq_record_id id)
{
	static const char *const families[] = {"martyr", "duty_death", "illness_death", NULL};

	return any_told(street, id, "special_care", families);
}

static inline enum truth honoured(const struct street *street, mq_record_id id)
{
	return both(either(says(street, id, "veteran"), is_bereaved(street, id)), alive(street, id));
}

static inline enum truth is_honoured_or_serves(const struct street *street, mq_record_id id)
{
	return either(honoured(street, id),
		both(says(street, id, "in_service"), alive(street, id)));
}

static inline enum truth plaque(const struct street *street, mq_record_id id)
{
	return any_at_home(street, id, is_honoured_or_serves, false);
}

static inline enum truth identity(const struct street *street, mq_record_id id)
{
	return both(is(street, id, "id_type", "resident_id"), alive(street, id));
}

static inline enum truth has_identity(const struct street *street, mq_record_id id)
{
	return good_for(street, id, "id_valid_to", 30);
}

static inline enum truth permit(const struct street *street, mq_record_id id)
{
	return both(is(street, id, "population_type", "migrant"),
		is(street, id, "living_status", "here"));
}

static inline enum truth has_permit(const struct street *street, mq_record_id id)
{
	return both(says(street, id, "residence_permit"),
		good_for(street, id, "residence_permit_to", 30));
}

#endif
