#include "own.h"

/*
 * The table of traits: for whom, between which ages, how often. What hangs on
 * who somebody is stands here in rows instead of in code. A trait that is not
 * drawn is told as `other` where the row has one, or left unknown.
 */

enum need {
	LOCAL = 1, FEMALE = 2, MALE = 4, POOR = 8, NOT_POOR = 16, DISABLED = 32, SEVERE = 64,
	ALONE = 128, WORKING = 256, RETIRED = 512, VETERAN = 1024, PARTY = 2048, FRAIL = 4096,
	HERE = 8192, MIGRANT = 16384, IDLE = 32768,
};

struct trait {
	const char *field;
	const char *value;
	const char *other;	/* or NULL */
	uint8_t from, to;	/* ages, both included */
	uint16_t in_10000;
	uint32_t needs;
};

static const struct trait traits[] = {
	/* help for those in hardship: the desk's lists are closed, so `true` or nothing */
	{"dibao", "true", NULL, 0, 110, 3600, POOR | LOCAL},
	{"dibao_edge", "true", NULL, 0, 110, 1500, POOR | LOCAL},
	{"low_income", "true", NULL, 0, 110, 1800, POOR | LOCAL},
	{"tekun", "true", NULL, 60, 110, 700, POOR | LOCAL | ALONE},
	{"spending_poverty", "true", NULL, 18, 110, 600, POOR},
	{"disabled_jobless", "true", NULL, 18, 59, 6500, POOR | SEVERE | LOCAL},
	{"temporary_relief", "true", NULL, 0, 110, 900, POOR},
	{"medical_relief", "true", NULL, 0, 110, 2500, POOR | LOCAL},
	{"grain_oil_aid", "true", NULL, 0, 110, 2600, POOR | LOCAL},
	{"education_relief", "true", NULL, 6, 22, 2500, POOR | LOCAL},
	/* the old */
	{"old_age_allowance", "true", NULL, 65, 110, 9500, LOCAL},
	{"senior_card", "true", NULL, 65, 110, 9300, LOCAL},
	{"lone_elder", "true", NULL, 60, 110, 450, ALONE | LOCAL},
	{"ltci", "true", NULL, 60, 110, 6200, FRAIL | LOCAL},
	{"care_subsidy", "true", NULL, 60, 110, 4000, FRAIL | POOR | LOCAL},
	{"home_care", "true", NULL, 60, 110, 2600, FRAIL},
	{"day_care", "true", NULL, 70, 110, 320, HERE},
	{"meal_canteen", "true", NULL, 65, 110, 1500, HERE},
	{"meal_delivery", "true", NULL, 75, 110, 900, HERE},
	{"bath_help", "true", NULL, 75, 110, 800, FRAIL},
	{"clean_help", "true", NULL, 70, 110, 1100, FRAIL},
	{"clinic_help", "true", NULL, 75, 110, 700, ALONE},
	{"chat_help", "true", NULL, 75, 110, 1800, ALONE},
	{"call_button", "true", NULL, 75, 110, 4500, ALONE},
	{"smart_devices", "door;smoke", NULL, 75, 110, 2600, ALONE},
	{"home_adapt", "done", "none", 60, 110, 800, LOCAL},
	{"dementia", "mild", "none", 80, 110, 900, HERE},
	{"dementia", "risk", "none", 65, 79, 400, HERE},
	{"fall_risk", "high", "low", 80, 110, 3500, HERE},
	{"hearing", "weak", "ok", 75, 110, 3000, HERE},
	{"vision", "weak", "ok", 75, 110, 2600, HERE},
	{"child_location", "city", "district", 60, 110, 4500, LOCAL},
	{"child_visit_freq", "weekly", "monthly", 65, 110, 5200, ALONE},
	{"smartphone", "true", "false", 60, 110, 6200, HERE},
	{"elder_school", "true", NULL, 60, 85, 700, RETIRED},
	{"pension_kind", "worker", "resident", 50, 110, 9100, RETIRED},
	/* disability */
	{"living_subsidy", "true", NULL, 0, 110, 5500, DISABLED | POOR | LOCAL},
	{"nursing_subsidy", "true", NULL, 0, 110, 8200, SEVERE | LOCAL},
	{"rehab_need", "true", "false", 0, 110, 3000, DISABLED},
	{"sunshine_home", "true", NULL, 16, 45, 900, SEVERE},
	{"quota_job", "true", NULL, 18, 59, 2200, DISABLED | WORKING},
	/* health */
	{"health_state", "30", "10", 60, 110, 5200, 0},
	{"health_state", "30", "10", 0, 59, 900, 0},
	{"chronic", "htn", NULL, 45, 69, 3300, 0},
	{"chronic", "htn;dm", NULL, 70, 110, 3600, 0},
	{"major_illness", "cancer", NULL, 40, 110, 130, NOT_POOR},
	{"medical_insurance", "child", NULL, 0, 17, 9700, LOCAL},
	{"medical_insurance", "worker", "resident", 18, 59, 8300, 0},
	{"medical_insurance", "retired", "resident", 60, 110, 8800, LOCAL},
	{"family_doctor", "社区卫生服务中心", NULL, 60, 110, 6800, LOCAL},
	{"flu_vaccine", "2025", NULL, 60, 110, 2400, HERE},
	{"checkup_65", "2025", NULL, 65, 110, 5600, LOCAL},
	{"pregnant", "true", NULL, 22, 42, 130, FEMALE},
	{"medication_help", "true", "false", 75, 110, 1500, ALONE},
	{"oxygen_at_home", "true", NULL, 65, 110, 60, FRAIL},
	/* women and children */
	{"childcare_allowance", "true", NULL, 0, 2, 7200, 0},
	{"only_child_cert", "true", NULL, 45, 75, 5200, LOCAL},
	{"bereaved_parent", "true", NULL, 50, 100, 55, LOCAL},
	{"disabled_only_child", "true", NULL, 45, 95, 45, LOCAL},
	{"summer_class", "true", NULL, 6, 12, 1800, 0},
	/* those who served */
	{"veteran", "true", NULL, 18, 110, 10000, VETERAN},
	{"veteran_kind", "soldier", NULL, 18, 110, 8000, VETERAN},
	{"care_card", "true", NULL, 18, 110, 7000, VETERAN},
	{"special_care", "combat", NULL, 60, 110, 500, VETERAN},
	{"zhiqing", "true", "false", 66, 80, 1800, LOCAL},
	{"returnee_support", "inland", "none", 70, 95, 350, LOCAL},
	/* work */
	{"work_form", "employee", "flexible", 22, 59, 8200, WORKING},
	{"job_wish", "now", "open", 22, 59, 4000, IDLE},
	{"new_work_group", "courier", NULL, 20, 45, 500, MIGRANT},
	{"public_post", "true", NULL, 40, 59, 250, POOR},
	/* standing in the community */
	{"political_status", "01", NULL, 22, 110, 10000, PARTY},
	{"political_status", "03", "13", 15, 28, 4500, 0},
	{"political_status", "13", NULL, 29, 110, 9300, 0},
	{"volunteer", "true", NULL, 16, 78, 1600, HERE},
	{"building_leader_role", "true", NULL, 45, 78, 130, LOCAL},
	{"resident_rep", "true", NULL, 30, 78, 150, LOCAL},
	{"old_buddy", "true", NULL, 60, 72, 260, RETIRED},
	{"in_building_group", "true", "false", 18, 90, 6600, HERE},
	{"contact_consent", "true", "false", 18, 110, 9400, HERE},
	{"preferred_contact", "visit", "phone", 75, 110, 5200, HERE},
	{"preferred_contact", "wechat", "phone", 18, 74, 6200, HERE},
};

static uint32_t standing(const struct person *person)
{
	uint32_t has = 0;

	has |= person->local ? LOCAL : MIGRANT;
	has |= person->female ? FEMALE : MALE;
	has |= person->poor ? POOR : NOT_POOR;
	has |= person->disabled ? DISABLED : 0;
	has |= person->severe ? SEVERE : 0;
	has |= person->alone ? ALONE : 0;
	has |= person->working ? WORKING : 0;
	has |= person->retired ? RETIRED : 0;
	has |= !person->working && !person->retired ? IDLE : 0;
	has |= person->veteran ? VETERAN : 0;
	has |= person->party ? PARTY : 0;
	has |= person->care >= 3 ? FRAIL : 0;
	has |= person->here ? HERE : 0;
	return has;
}

void mq_traits_put(struct sample *sample, struct mq_random *random, const struct person *person)
{
	uint32_t has = standing(person);

	for (size_t i = 0; i < MQ_LENGTH(traits); i++) {
		const struct trait *trait = &traits[i];
		bool fits = person->age >= trait->from && person->age <= trait->to &&
			(has & trait->needs) == trait->needs;
		/* Drawn for everybody, so that a new row changes no other row's people. */
		bool drawn = mq_random_chance(random, trait->in_10000);

		if (fits && drawn) {
			mq_put(sample, trait->field, trait->value);
		} else if (fits && trait->other) {
			mq_put(sample, trait->field, trait->other);
		}
	}
}
