/*
 * Policies for the old, written out by hand from the text of each.
 */
#ifndef MINQING_TESTS_PROPERTY_POLICIES_OLD_H
#define MINQING_TESTS_PROPERTY_POLICIES_OLD_H

#include "property/policy_facts.h"

static inline enum truth old_age(const struct street *street, mq_record_id id)
{
	return both(both(local(street, id), aged(street, id, 65, 200)), alive(street, id));
}

static inline enum truth needs_level_2(const struct street *street, mq_record_id id)
{
	return either(is_told(street, id, "care_level", "2"), is_told(street, id, "care_level", "5"));
}

static inline enum truth ltci(const struct street *street, mq_record_id id)
{
	static const char *const insured[] = {"worker", "retired", "resident", "civil", NULL};

	return both(both(aged(street, id, 60, 200), needs_level_2(street, id)),
		both(is_any(street, id, "medical_insurance", insured), here(street, id)));
}

static inline enum truth care(const struct street *street, mq_record_id id)
{
	enum truth level = either(is_told(street, id, "care_level", "1"), needs_level_2(street, id));

	return both(both(both(local(street, id), aged(street, id, 60, 200)), alive(street, id)),
		both(level, is_poor(street, id)));
}

static inline enum truth is_younger_here(const struct street *street, mq_record_id id)
{
	return both(here(street, id), aged(street, id, 0, 59));
}

static inline enum truth is_child_or_parent_here(const struct street *street, mq_record_id id)
{
	static const char *const related[] = {"20", "30", "51", NULL};

	return both(here(street, id), is_any(street, id, "relation_to_head", related));
}

static inline enum truth nest_is_empty(const struct street *street, mq_record_id id)
{
	enum truth old = both(any_at_home(street, id, here, false),
		not(any_at_home(street, id, is_younger_here, false)));

	return both(old, not(any_at_home(street, id, is_child_or_parent_here, false)));
}

static inline enum truth special(const struct street *street, mq_record_id id)
{
	enum truth frail = either(is_told(street, id, "care_level", "5"),
		is(street, id, "mobility", "bed"));
	enum truth lonely = either(either(alone(street, id), nest_is_empty(street, id)),
		says(street, id, "left_behind_elder"));
	enum truth lost = either(says(street, id, "bereaved_parent"),
		says(street, id, "disabled_only_child"));
	enum truth old = aged(street, id, 60, 200);

	return both(both(old, here(street, id)),
		either(either(lonely, both(old, frail)), either(severe(street, id), lost)));
}

static inline enum truth contact(const struct street *street, mq_record_id id)
{
	return both(special(street, id), alive(street, id));
}

static inline enum truth has_contact(const struct street *street, mq_record_id id)
{
	static const char *const reached[] = {"met", "phone_ok", NULL};

	return visited(street, id, 30, reached);
}

static inline enum truth adapting(const struct street *street, mq_record_id id)
{
	enum truth level = either(is_told(street, id, "care_level", "2"),
		is_told(street, id, "care_level", "5"));
	enum truth class = either(either(is_poor(street, id), level),
		says(street, id, "comprehensive_help"));
	enum truth wants = not(is_told(street, id, "home_adapt", "refused"));

	return both(both(both(local(street, id), aged(street, id, 60, 200)), alive(street, id)),
		both(wants, class));
}

static inline enum truth has_adapted(const struct street *street, mq_record_id id)
{
	return either(is_told(street, id, "home_adapt", "applied"),
		both(is_told(street, id, "home_adapt", "done"),
			within_months(street, id, "home_adapt_on", 36)));
}

static inline enum truth meals(const struct street *street, mq_record_id id)
{
	return both(is(street, id, "living_status", "here"), aged(street, id, 60, 200));
}

static inline enum truth has_meals(const struct street *street, mq_record_id id)
{
	return either(says(street, id, "meal_canteen"), says(street, id, "meal_delivery"));
}

static inline enum truth brought(const struct street *street, mq_record_id id)
{
	return both(meals(street, id), either(is_told(street, id, "care_level", "2"),
		is_told(street, id, "care_level", "5")));
}

static inline enum truth astray(const struct street *street, mq_record_id id)
{
	static const char *const at_risk[] = {"risk", "mild", NULL};
	enum truth confused = both(aged(street, id, 80, 200), is_any(street, id, "dementia", at_risk));
	enum truth lonely = both(alone(street, id),
		either(aged(street, id, 90, 200), says(street, id, "call_button")));

	return both(here(street, id), either(confused, lonely));
}

static inline enum truth quiet(const struct street *street, mq_record_id id)
{
	return both(here(street, id), either(says(street, id, "alert_no_door_48h"),
		says(street, id, "alert_no_motion_12h")));
}

static inline enum truth has_call(const struct street *street, mq_record_id id)
{
	static const char *const found[] = {"met", "phone_ok", "hospital", NULL};

	return visited(street, id, 1, found);
}

static inline enum truth high_up(const struct street *street, mq_record_id id)
{
	return both(both(alone(street, id), not(below(street, id, "floor", 4))),
		not(is(street, id, "has_lift", "true")));
}

static inline enum truth has_lift_plan(const struct street *street, mq_record_id id)
{
	static const char *const stages[] = {"survey", "signed", "building", "done", NULL};

	return is_any(street, id, "lift_retrofit", stages);
}

#endif
