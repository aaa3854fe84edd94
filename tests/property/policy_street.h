/*
 * A street for the oracle of policies: 3,000 residents with facts thrown by dice, every one of
 * which may be missing.
 *
 * MINQING_SEED throws otherwise; MINQING_CONFIG names the configuration, else it is "config".
 */
#ifndef MINQING_TESTS_PROPERTY_POLICY_STREET_H
#define MINQING_TESTS_PROPERTY_POLICY_STREET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/access.h>
#include <minqing/policy.h>
#include <minqing/register.h>

#include "property/dice.h"

enum { N_RESIDENTS = 3000, FAMILY_MAX = 4, VISITS_MAX = 2, SEED = 6 };

struct street {
	char dir[64];
	struct mq_register *reg;
	struct mq_policies *policies;
	struct mq_view view;
	mq_kind_id resident, household, dwelling, visit;
	struct dice dice;
	size_t n_households;
	mq_record_id home[N_RESIDENTS];
	mq_record_id first[N_RESIDENTS + 1];	/* of each household, the residents in a row */
	mq_record_id visits[N_RESIDENTS + 1];	/* the first of each resident's, in a row */
};

static const char *config_dir(void)
{
	const char *own = getenv("MINQING_CONFIG");

	return own && *own ? own : "config";
}

/* ---- filling ---- */

/* Facts and what they may be. One in `missing` of a hundred is not known; of yes-or-no facts
 * `missing` says no. */
static const struct {
	const char *field;
	unsigned missing;
	const char *values[10];
} facts[] = {
	{"sex", 5, {"1", "2"}},
	{"birth_date", 8, {"1", "2"}},	/* any day */
	{"hukou_place", 10, {"310000", "310000", "310000", "320000"}},
	{"population_type", 10, {"hukou", "hukou_away", "migrant"}},
	{"living_status", 10, {"here", "here", "here", "away"}},
	{"is_deceased", 92, {"true"}},
	{"marital_status", 20, {"10", "21", "22", "30", "40"}},
	{"employment_class", 20, {"80", "70", "24"}},
	{"school_stage", 30, {"primary", "senior", "undergraduate", "left", "kindergarten"}},
	{"dibao", 80, {"true"}},
	{"dibao_edge", 85, {"true"}},
	{"low_income", 85, {"true"}},
	{"tekun", 93, {"true"}},
	{"spending_poverty", 90, {"true"}},
	{"illness_poverty", 95, {"true"}},
	{"disabled_jobless", 90, {"true"}},
	{"old_age_allowance", 60, {"true"}},
	{"nursing_subsidy", 70, {"true"}},
	{"living_subsidy", 70, {"true"}},
	{"childcare_allowance", 60, {"true"}},
	{"fp_special_support", 60, {"true"}},
	{"fp_reward", 60, {"monthly", "once", "none"}},
	{"only_child_cert", 60, {"true"}},
	{"bereaved_parent", 80, {"true"}},
	{"disabled_only_child", 80, {"true"}},
	{"disability_cert", 50, {"true"}},
	{"disability_level", 30, {"1", "2", "3", "4"}},
	{"disability_class", 30, {"1", "4", "5", "6"}},
	{"disability_valid_to", 30, {"2025-03-01", "2026-05-29", "2026-05-30", "2026-06-30",
		"2025-05-10", "2025-05-11", "2025-05-12"}},
	{"care_level", 40, {"none", "0", "1", "2", "5"}},
	{"home_adapt", 40, {"none", "applied", "done", "done", "refused"}},
	{"home_adapt_on", 40, {"2023-02-28", "2023-03-01", "2023-03-02", "2022-02-10", "2021-05-01",
		"2022-02-11", "2024-12-31"}},
	{"checkup_65", 30, {"2023", "2024", "2025", "2026"}},
	{"screening_women_on", 30, {"2024-02-29", "2024-03-01", "2024-03-02", "2023-02-10",
		"2023-02-11", "2020-05-31", "2025-01-31"}},
	{"public_post", 90, {"true"}},
	{"registered_jobless", 90, {"true"}},
	{"fp_surgery_harm", 97, {"true"}},
	{"household_income_pc", 20, {"0", "1594.99", "1595", "1000", "3189", "3190", "2500", "9000"}},
	{"household_assets_pc", 25, {"0", "38280", "38281", "42108", "45936", "50000", "57420",
		"63162", "68904", "99999"}},
	{"medical_spend_year", 25, {"0", "15311", "15312", "30624", "45936", "49999.99", "50000",
		"60000"}},
	{"comprehensive_help", 85, {"true"}},
	{"senior_card", 60, {"true"}},
	{"medical_insurance", 20, {"resident", "child", "none", "worker"}},
	{"insurance_premium_aid", 70, {"true"}},
	{"education_relief", 70, {"true"}},
	{"disabled_child_rehab", 70, {"true"}},
	{"id_type", 15, {"resident_id", "resident_id", "passport"}},
	{"id_valid_to", 30, {"2025-03-11", "2025-03-12", "2026-03-30", "2026-03-31", "2036-01-01"}},
	{"residence_permit", 40, {"true"}},
	{"residence_permit_to", 30, {"2025-03-11", "2025-03-12", "2026-03-30", "2026-03-31",
		"2026-12-01"}},
	{"meal_canteen", 80, {"true"}},
	{"meal_delivery", 85, {"true"}},
	{"ltci", 70, {"true"}},
	{"care_subsidy", 70, {"true"}},
	{"left_behind_elder", 90, {"true"}},
	{"mobility", 30, {"free", "stick", "chair", "bed"}},
	{"dementia", 30, {"none", "risk", "mild"}},
	{"call_button", 80, {"true"}},
	{"locator", 80, {"true"}},
	{"alert_no_door_48h", 85, {"true"}},
	{"alert_no_motion_12h", 85, {"true"}},
	{"lone_elder", 80, {"true"}},
	{"child_hardship", 70, {"orphan", "orphan", "poverty", "none"}},
	{"relation_to_head", 20, {"02", "10", "20", "30", "51", "70"}},
	{"overseas_chinese", 60, {"returned", "relative"}},
	{"fixed_relief", 70, {"returned_oc", "triplets", "none"}},
	{"major_illness", 80, {"cancer", "dialysis"}},
	{"medical_relief", 80, {"true"}},
	{"grain_oil_aid", 80, {"true"}},
	{"pregnant", 30, {"true", "false", "false", "false"}},
	{"family_doctor", 60, {"李医生"}},
	{"special_care", 60, {"martyr", "duty_death", "illness_death", "combat", "rural60", "disabled",
		"disabled", "disabled", "none"}},
	{"military_disability_nature", 40, {"war", "duty", "illness"}},
	{"military_disability_level", 40, {"1", "6", "7", "10"}},
	{"pension_special", 80, {"true"}},
	{"veteran", 85, {"true"}},
	{"in_service", 90, {"true"}},
	{"care_card", 80, {"true"}},
	{"glory_plaque", 70, {"true"}},
	{"utility_relief", 80, {"true"}},
	{"housing_hardship", 70, {"true"}},
	{"housing_relief", 60, {"rent_subsidy", "in_kind", "waiting", "none"}},
	{"hardship_level", 30, {"none", "low", "mid", "high"}},
	{"assistance_adviser", 60, {"王顾问"}},
	{"floor", 10, {"1", "3", "4", "6"}},
	{"has_lift", 20, {"true", "false", "false"}},
	{"lift_retrofit", 30, {"none", "survey", "signed", "building", "done", "stuck"}},
	{"visit_time", 15, {"2026-01-29", "2026-01-30", "2026-02-27", "2026-02-28", "2026-03-01",
		"2025-01-10", "2025-01-11", "2025-02-08", "2025-02-09", "2024-06-01"}},
	{"visit_outcome", 15, {"met", "phone_ok", "hospital", "not_home"}},
};

static const char *any_day(struct dice *dice, char text[16])
{
	static const char *const edges[] = {
		"1961-03-01", "1961-03-02", "1960-02-10", "1960-02-11", "2019-09-01", "2020-08-31",
		"2018-09-01", "2019-08-31", "2023-03-01", "2023-03-02", "1977-03-01", "2010-03-01",
		"2010-03-02", "1956-02-29", "2008-02-29",
	};
	static const unsigned first_year = 1925;

	if (dice_percent(dice, 20)) {
		return edges[dice_below(dice, MQ_LENGTH(edges))];
	}
	snprintf(text, 16, "%04u-%02u-%02u", first_year + (unsigned)dice_below(dice, 100),
		1 + (unsigned)dice_below(dice, 12), 1 + (unsigned)dice_below(dice, 28));
	return text;
}

static inline void throw_fact(struct street *street, size_t i, mq_kind_id kind,
	struct mq_record *record)
{
	const struct mq_schema *schema = mq_register_schema(street->reg);
	mq_field_id field = mq_schema_field_exact(schema, MQ_NO_KIND, facts[i].field,
		strlen(facts[i].field));
	size_t n = 0;
	char day[16];
	const char *text;

	assert_int_not_equal(field, MQ_NO_FIELD);
	if (schema->fields[field].kind != kind || dice_percent(&street->dice, facts[i].missing)) {
		return;
	}
	while (n < MQ_LENGTH(facts[i].values) && facts[i].values[n]) {
		n++;
	}
	text = strcmp(facts[i].field, "birth_date") == 0 ? any_day(&street->dice, day)
		: facts[i].values[dice_below(&street->dice, n)];
	mq_record_set(record, field, mq_slice_str(text));
}

static inline void put(struct street *street, struct mq_load *load, mq_kind_id kind, size_t number,
	mq_record_id above)
{
	const struct mq_kind *k = &mq_register_schema(street->reg)->kinds[kind];
	struct mq_record record = {0};
	struct mq_diag diag = {0};
	mq_record_id id;
	char key[24];

	snprintf(key, sizeof(key), "%zu", number);
	mq_record_set(&record, k->key[0], mq_slice_str(key));
	if (above != MQ_NO_RECORD) {
		mq_record_set_number(&record, k->links[0], above);
	}
	for (size_t i = 0; i < MQ_LENGTH(facts); i++) {
		throw_fact(street, i, kind, &record);
	}
	assert_int_equal(mq_load_add(load, kind, &record, &id, &diag), MQ_OK);
	assert_int_equal(id, number);
	mq_record_release(&record);
}

static inline void visit_all(struct street *street, struct mq_load *load)
{
	size_t n = 0;

	for (mq_record_id id = 0; id < N_RESIDENTS; id++) {
		street->visits[id] = (mq_record_id)n;
		for (size_t i = dice_below(&street->dice, VISITS_MAX + 1); i > 0; i--) {
			put(street, load, street->visit, n++, id);
		}
	}
	street->visits[N_RESIDENTS] = (mq_record_id)n;
}

static inline void fill(struct street *street)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct mq_load *load;
	size_t n = 0;

	assert_int_equal(mq_load_begin(street->reg, &act, &load, NULL), MQ_OK);
	while (n < N_RESIDENTS) {
		size_t family = 1 + dice_below(&street->dice, FAMILY_MAX);
		mq_record_id home = (mq_record_id)street->n_households;

		street->first[street->n_households++] = (mq_record_id)n;
		put(street, load, street->dwelling, home, MQ_NO_RECORD);
		put(street, load, street->household, home, home);
		for (size_t i = 0; i < family && n < N_RESIDENTS; i++, n++) {
			street->home[n] = home;
			put(street, load, street->resident, n, home);
		}
	}
	street->first[street->n_households] = N_RESIDENTS;
	visit_all(street, load);
	assert_int_equal(mq_load_finish(load, NULL, NULL, NULL), MQ_OK);
}

static inline int open_street(void **state)
{
	struct street *street = mq_alloc(sizeof(*street));
	const struct mq_schema *schema;
	struct mq_diag diag = {0};
	const char *seed = getenv("MINQING_SEED");
	char *path;

	snprintf(street->dir, sizeof(street->dir), "/tmp/minqing-street-XXXXXX");
	assert_non_null(mkdtemp(street->dir));
	path = mq_format("%s/register", street->dir);
	assert_int_equal(mq_register_init(path, config_dir(), NULL), MQ_OK);
	assert_int_equal(mq_register_open(path, false, &street->reg, NULL), MQ_OK);
	schema = mq_register_schema(street->reg);
	if (mq_policies_read(config_dir(), schema, &street->policies, &diag) != MQ_OK) {
		mq_diag_print(&diag, "", stderr);
		fail();
	}
	street->resident = mq_schema_kind(schema, "resident");
	street->household = mq_schema_kind(schema, "household");
	street->dwelling = mq_schema_kind(schema, "dwelling");
	street->visit = mq_schema_kind(schema, "visit");
	street->dice = (struct dice){seed ? strtoull(seed, NULL, 10) : SEED};
	fill(street);
	free(path);
	*state = street;
	return 0;
}

static inline int close_street(void **state)
{
	struct street *street = *state;

	mq_policies_free(street->policies);
	mq_register_close(street->reg);
	mq_disk_remove_tree(street->dir);
	free(street);
	return 0;
}

#endif
