/*
 * The lists of policies against plain loops: 3,000 residents with facts thrown by dice, every
 * one of which may be missing, and for a dozen of the policies that are shipped their rules
 * written out again by hand, in three values, over the records as they are stored.
 *
 * MINQING_SEED throws otherwise; MINQING_CONFIG names the configuration, else it is "config".
 */
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
#include "property/three.h"

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
	{"special_care", 60, {"martyr", "duty_death", "combat", "rural60", "disabled", "disabled",
		"disabled", "none"}},
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

static void throw_fact(struct street *street, size_t i, mq_kind_id kind, struct mq_record *record)
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

static void put(struct street *street, struct mq_load *load, mq_kind_id kind, size_t number,
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

static void visit_all(struct street *street, struct mq_load *load)
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

static void fill(struct street *street)
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

static int open_street(void **state)
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

static int close_street(void **state)
{
	struct street *street = *state;

	mq_policies_free(street->policies);
	mq_register_close(street->reg);
	mq_disk_remove_tree(street->dir);
	free(street);
	return 0;
}

/* ---- what is stored ---- */

/* A fact of a visit; "" where it is not known. */
static const char *of_visit(const struct street *street, mq_record_id visit, const char *name,
	char text[64])
{
	mq_field_id field = mq_schema_field_exact(street->view.schema, MQ_NO_KIND, name, strlen(name));
	struct mq_slice value = mq_record_peek(mq_index_record(street->view.index, street->visit,
		visit), field);

	snprintf(text, 64, "%.*s", (int)value.len, value.data ? (const char *)value.data : "");
	return text;
}

/* A fact of a resident, of the household or the dwelling, which have one number; "" where it is not
 * known. */
static const char *fact(const struct street *street, mq_record_id id, const char *name,
	char text[64])
{
	const struct mq_schema *schema = street->view.schema;
	mq_field_id field = mq_schema_field_exact(schema, MQ_NO_KIND, name, strlen(name));
	mq_kind_id kind = schema->fields[field].kind;
	struct mq_slice value = mq_record_peek(mq_index_record(street->view.index, kind,
		kind == street->resident ? id : street->home[id]), field);

	assert_true(kind == street->resident || kind == street->household || kind == street->dwelling);
	snprintf(text, 64, "%.*s", (int)value.len, value.data ? (const char *)value.data : "");
	return text;
}

/* What is not said is no. */
static enum truth says(const struct street *street, mq_record_id id, const char *name)
{
	char text[64];

	return truth_of(strcmp(fact(street, id, name, text), "true") == 0);
}

static enum truth is(const struct street *street, mq_record_id id, const char *name,
	const char *value)
{
	char text[64];

	fact(street, id, name, text);
	return !*text ? U : truth_of(strcmp(text, value) == 0);
}

/* The same of a fact that is no where it is not told. */
static enum truth is_told(const struct street *street, mq_record_id id, const char *name,
	const char *value)
{
	return truth_of(is(street, id, name, value) == T);
}

static enum truth below(const struct street *street, mq_record_id id, const char *name,
	double limit)
{
	char text[64];

	fact(street, id, name, text);
	return !*text ? U : truth_of(atof(text) < limit);
}

static enum truth at_most(const struct street *street, mq_record_id id, const char *name,
	double limit)
{
	char text[64];

	fact(street, id, name, text);
	return !*text ? U : truth_of(atof(text) <= limit);
}

static int today_as_number(const struct street *street, int *year, int *month)
{
	int day;

	mq_day_to_civil(street->view.today, year, month, &day);
	return day;
}

/* Full years since birth, or -1. */
static int age(const struct street *street, mq_record_id id)
{
	int year, month, day;
	int now_year, now_month;
	int now_day = today_as_number(street, &now_year, &now_month);
	char text[64];

	if (sscanf(fact(street, id, "birth_date", text), "%d-%d-%d", &year, &month, &day) != 3) {
		return -1;
	}
	return now_year - year - (now_month < month || (now_month == month && now_day < day));
}

static enum truth aged(const struct street *street, mq_record_id id, int from, int to)
{
	int years = age(street, id);

	return years < 0 ? U : truth_of(years >= from && years <= to);
}

/* Were fewer than so many full months ago, all days here being of the past. */
static enum truth within_months(const struct street *street, mq_record_id id, const char *name,
	int months)
{
	int year, month, day;
	int now_year, now_month;
	int now_day = today_as_number(street, &now_year, &now_month);
	char text[64];
	int ago;

	if (sscanf(fact(street, id, name, text), "%d-%d-%d", &year, &month, &day) != 3) {
		return U;
	}
	ago = (now_year - year) * 12 + now_month - month - (now_day < day);
	return truth_of(ago < months);
}

static enum truth alive(const struct street *street, mq_record_id id)
{
	return not(says(street, id, "is_deceased"));
}

static enum truth local(const struct street *street, mq_record_id id)
{
	return is(street, id, "hukou_place", "310000");
}

static size_t living(const struct street *street, mq_record_id id)
{
	mq_record_id home = street->home[id];
	size_t n = 0;

	for (mq_record_id each = street->first[home]; each < street->first[home + 1]; each++) {
		n += alive(street, each) == T;
	}
	return n;
}

typedef enum truth (*rule_fn)(const struct street *street, mq_record_id id);

static enum truth any_at_home(const struct street *street, mq_record_id id, rule_fn rule,
	bool others)
{
	mq_record_id home = street->home[id];
	enum truth any = F;

	for (mq_record_id each = street->first[home]; each < street->first[home + 1]; each++) {
		any = others && each == id ? any : either(any, rule(street, each));
	}
	return any;
}

static enum truth severe(const struct street *street, mq_record_id id)
{
	enum truth level = either(is_told(street, id, "disability_level", "1"),
		is_told(street, id, "disability_level", "2"));
	enum truth mind = either(is_told(street, id, "disability_class", "5"),
		is_told(street, id, "disability_class", "6"));

	level = either(level, both(is_told(street, id, "disability_level", "3"), mind));
	return both(says(street, id, "disability_cert"), level);
}

/* ---- the rules, by hand ---- */

static enum truth old_age(const struct street *street, mq_record_id id)
{
	return both(both(local(street, id), aged(street, id, 65, 200)), alive(street, id));
}

static enum truth has_old_age(const struct street *street, mq_record_id id)
{
	return says(street, id, "old_age_allowance");
}

static enum truth assets(const struct street *street, mq_record_id id, double usual, double small,
	double protected)
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

static enum truth dibao(const struct street *street, mq_record_id id)
{
	enum truth poor = below(street, id, "household_income_pc", 1595);

	return both(both(both(local(street, id), alive(street, id)), poor),
		assets(street, id, 38280, 42108, 45936));
}

static enum truth has_dibao(const struct street *street, mq_record_id id)
{
	return says(street, id, "dibao");
}

static enum truth edge(const struct street *street, mq_record_id id)
{
	enum truth between = both(not(below(street, id, "household_income_pc", 1595)),
		below(street, id, "household_income_pc", 3190));
	enum truth none = not(either(says(street, id, "dibao"), says(street, id, "tekun")));

	return both(both(both(local(street, id), alive(street, id)), both(none, between)),
		assets(street, id, 57420, 63162, 68904));
}

static enum truth has_edge(const struct street *street, mq_record_id id)
{
	return either(says(street, id, "dibao_edge"), says(street, id, "low_income"));
}

static enum truth spending(const struct street *street, mq_record_id id)
{
	static const double of[] = {0, 15312, 30624, 45936};
	size_t n = living(street, id);
	enum truth medical = n == 0 ? F : not(below(street, id, "medical_spend_year",
		of[n < 3 ? n : 3]));
	enum truth poor = both(below(street, id, "household_income_pc", 3190),
		at_most(street, id, "household_assets_pc", 57420));

	return both(both(local(street, id), alive(street, id)), both(poor, medical));
}

static enum truth has_spending(const struct street *street, mq_record_id id)
{
	return either(either(says(street, id, "spending_poverty"),
		says(street, id, "illness_poverty")),
		either(says(street, id, "dibao"), says(street, id, "tekun")));
}

static enum truth nursing(const struct street *street, mq_record_id id)
{
	return both(both(local(street, id), severe(street, id)), alive(street, id));
}

static enum truth has_nursing(const struct street *street, mq_record_id id)
{
	return says(street, id, "nursing_subsidy");
}

static enum truth is_poor(const struct street *street, mq_record_id id)
{
	return either(says(street, id, "dibao"), has_edge(street, id));
}

static enum truth living_aid(const struct street *street, mq_record_id id)
{
	return both(both(both(local(street, id), says(street, id, "disability_cert")),
		alive(street, id)), either(says(street, id, "disabled_jobless"),
		any_at_home(street, id, is_poor, false)));
}

static enum truth has_living_aid(const struct street *street, mq_record_id id)
{
	return says(street, id, "living_subsidy");
}

static enum truth childcare(const struct street *street, mq_record_id id)
{
	return both(both(aged(street, id, 0, 2), is(street, id, "living_status", "here")),
		alive(street, id));
}

static enum truth has_childcare(const struct street *street, mq_record_id id)
{
	return says(street, id, "childcare_allowance");
}

static enum truth is_wife(const struct street *street, mq_record_id id)
{
	enum truth married = either(is(street, id, "marital_status", "21"),
		is(street, id, "marital_status", "22"));

	return both(both(is(street, id, "sex", "2"), aged(street, id, 49, 200)), married);
}

static enum truth support(const struct street *street, mq_record_id id)
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

static enum truth has_support(const struct street *street, mq_record_id id)
{
	return says(street, id, "fp_special_support");
}

static enum truth is_child(const struct street *street, mq_record_id id)
{
	return aged(street, id, 0, 15);
}

static enum truth only_child(const struct street *street, mq_record_id id)
{
	return both(both(says(street, id, "only_child_cert"), alive(street, id)),
		any_at_home(street, id, is_child, false));
}

static enum truth has_only_child(const struct street *street, mq_record_id id)
{
	return is_told(street, id, "fp_reward", "monthly");
}

static enum truth card(const struct street *street, mq_record_id id)
{
	return both(says(street, id, "disability_cert"), alive(street, id));
}

/* Good for so many days from today on. */
static enum truth good_for(const struct street *street, mq_record_id id, const char *name, int days)
{
	mq_day day;
	char text[64];

	fact(street, id, name, text);
	return !mq_day_parse(text, strlen(text), &day) ? U
		: truth_of(day >= street->view.today + days);
}

static enum truth has_card(const struct street *street, mq_record_id id)
{
	return good_for(street, id, "disability_valid_to", 90);
}

static enum truth adapting(const struct street *street, mq_record_id id)
{
	enum truth level = either(is_told(street, id, "care_level", "2"),
		is_told(street, id, "care_level", "5"));
	enum truth class = either(either(is_poor(street, id), level),
		says(street, id, "comprehensive_help"));
	enum truth wants = not(is_told(street, id, "home_adapt", "refused"));

	return both(both(both(local(street, id), aged(street, id, 60, 200)), alive(street, id)),
		both(wants, class));
}

static enum truth has_adapted(const struct street *street, mq_record_id id)
{
	return either(is_told(street, id, "home_adapt", "applied"),
		both(is_told(street, id, "home_adapt", "done"),
			within_months(street, id, "home_adapt_on", 36)));
}

static enum truth screening(const struct street *street, mq_record_id id)
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

static enum truth has_screening(const struct street *street, mq_record_id id)
{
	return within_months(street, id, "screening_women_on", 24);
}

static enum truth checkup(const struct street *street, mq_record_id id)
{
	return both(aged(street, id, 65, 200), is(street, id, "living_status", "here"));
}

/* The year is the threshold's, which is another every year. */
static enum truth has_checkup(const struct street *street, mq_record_id id)
{
	int year, month;

	today_as_number(street, &year, &month);
	return not(below(street, id, "checkup_65", year));
}

static enum truth entry(const struct street *street, mq_record_id id)
{
	char text[64];
	enum truth born;

	fact(street, id, "birth_date", text);
	born = truth_of(strcmp(text, "2019-09-01") >= 0 && strcmp(text, "2020-08-31") <= 0);
	return both(is(street, id, "living_status", "here"), *text ? born : U);
}

static enum truth has_entry(const struct street *street, mq_record_id id)
{
	return either(is(street, id, "school_stage", "primary"),
		is(street, id, "school_stage", "junior"));
}

static enum truth has_senior_card(const struct street *street, mq_record_id id)
{
	return says(street, id, "senior_card");
}

static enum truth jobless(const struct street *street, mq_record_id id)
{
	return both(both(both(local(street, id), aged(street, id, 16, 59)), severe(street, id)),
		both(is(street, id, "employment_class", "70"), alive(street, id)));
}

static enum truth has_jobless(const struct street *street, mq_record_id id)
{
	return says(street, id, "disabled_jobless");
}

static enum truth premium(const struct street *street, mq_record_id id)
{
	enum truth helped = either(either(says(street, id, "dibao"), says(street, id, "tekun")),
		says(street, id, "disabled_jobless"));
	enum truth insured = either(either(is(street, id, "medical_insurance", "resident"),
		is(street, id, "medical_insurance", "child")),
		is(street, id, "medical_insurance", "none"));

	return both(both(helped, insured), alive(street, id));
}

static enum truth has_premium(const struct street *street, mq_record_id id)
{
	return says(street, id, "insurance_premium_aid");
}

static enum truth is_helped(const struct street *street, mq_record_id id)
{
	return either(is_poor(street, id), says(street, id, "tekun"));
}

static enum truth schooling(const struct street *street, mq_record_id id)
{
	static const char *const stages[] = {"primary", "junior", "senior", "vocational", "college",
		"undergraduate"};
	enum truth stage = F;

	for (size_t i = 0; i < MQ_LENGTH(stages); i++) {
		stage = either(stage, is(street, id, "school_stage", stages[i]));
	}
	return both(both(any_at_home(street, id, is_helped, false), alive(street, id)), stage);
}

static enum truth has_schooling(const struct street *street, mq_record_id id)
{
	return says(street, id, "education_relief");
}

static enum truth rehab(const struct street *street, mq_record_id id)
{
	return both(both(aged(street, id, 0, 17), says(street, id, "disability_cert")),
		both(local(street, id), alive(street, id)));
}

static enum truth has_rehab(const struct street *street, mq_record_id id)
{
	return says(street, id, "disabled_child_rehab");
}

static enum truth reward(const struct street *street, mq_record_id id)
{
	return both(both(says(street, id, "only_child_cert"), alive(street, id)),
		is(street, id, "employment_class", "80"));
}

static enum truth has_reward(const struct street *street, mq_record_id id)
{
	return either(is_told(street, id, "fp_reward", "once"),
		is_told(street, id, "fp_reward", "annual"));
}

static enum truth identity(const struct street *street, mq_record_id id)
{
	return both(is(street, id, "id_type", "resident_id"), alive(street, id));
}

static enum truth has_identity(const struct street *street, mq_record_id id)
{
	return good_for(street, id, "id_valid_to", 30);
}

static enum truth permit(const struct street *street, mq_record_id id)
{
	return both(is(street, id, "population_type", "migrant"),
		is(street, id, "living_status", "here"));
}

static enum truth has_permit(const struct street *street, mq_record_id id)
{
	return both(says(street, id, "residence_permit"),
		good_for(street, id, "residence_permit_to", 30));
}

static enum truth meals(const struct street *street, mq_record_id id)
{
	return both(is(street, id, "living_status", "here"), aged(street, id, 60, 200));
}

static enum truth has_meals(const struct street *street, mq_record_id id)
{
	return either(says(street, id, "meal_canteen"), says(street, id, "meal_delivery"));
}

static enum truth brought(const struct street *street, mq_record_id id)
{
	return both(meals(street, id), either(is_told(street, id, "care_level", "2"),
		is_told(street, id, "care_level", "5")));
}

static enum truth has_brought(const struct street *street, mq_record_id id)
{
	return says(street, id, "meal_delivery");
}

static enum truth here(const struct street *street, mq_record_id id)
{
	return is(street, id, "living_status", "here");
}

/* Is something told of it at all? */
static enum truth known(const struct street *street, mq_record_id id, const char *name)
{
	char text[64];

	return truth_of(*fact(street, id, name, text) != '\0');
}

/* One of the values of a list that ends with NULL. */
static enum truth is_any(const struct street *street, mq_record_id id, const char *name,
	const char *const *values)
{
	enum truth any = F;

	for (; *values; values++) {
		any = either(any, is(street, id, name, *values));
	}
	return any;
}

static enum truth any_told(const struct street *street, mq_record_id id, const char *name,
	const char *const *values)
{
	return truth_of(is_any(street, id, name, values) == T);
}

/* Visited since so many days ago with one of the outcomes. */
static enum truth visited(const struct street *street, mq_record_id id, int days,
	const char *const *outcomes)
{
	enum truth any = F;

	for (mq_record_id at = street->visits[id]; at < street->visits[id + 1]; at++) {
		char text[64];
		mq_day day;
		enum truth lately = U;
		enum truth went = F;

		of_visit(street, at, "visit_time", text);
		if (mq_day_parse(text, strlen(text), &day)) {
			lately = truth_of(day >= street->view.today - days);
		}
		of_visit(street, at, "visit_outcome", text);
		for (const char *const *outcome = outcomes; *outcome; outcome++) {
			went = either(went, !*text ? U : truth_of(strcmp(text, *outcome) == 0));
		}
		any = either(any, both(lately, went));
	}
	return any;
}

/* Of 60 and over, and the only one of the household who lives there. */
static enum truth alone(const struct street *street, mq_record_id id)
{
	mq_record_id home = street->home[id];
	size_t n[3] = {0};
	enum truth one;

	for (mq_record_id each = street->first[home]; each < street->first[home + 1]; each++) {
		n[here(street, each)]++;
	}
	one = n[U] == 0 ? truth_of(n[T] == 1) : n[T] > 1 ? F : U;
	return both(both(aged(street, id, 60, 200), here(street, id)), one);
}

static enum truth needs_level_2(const struct street *street, mq_record_id id)
{
	return either(is_told(street, id, "care_level", "2"), is_told(street, id, "care_level", "5"));
}

static enum truth ltci(const struct street *street, mq_record_id id)
{
	static const char *const insured[] = {"worker", "retired", "resident", "civil", NULL};

	return both(both(aged(street, id, 60, 200), needs_level_2(street, id)),
		both(is_any(street, id, "medical_insurance", insured), here(street, id)));
}

static enum truth has_ltci(const struct street *street, mq_record_id id)
{
	return says(street, id, "ltci");
}

static enum truth care(const struct street *street, mq_record_id id)
{
	enum truth level = either(is_told(street, id, "care_level", "1"), needs_level_2(street, id));

	return both(both(both(local(street, id), aged(street, id, 60, 200)), alive(street, id)),
		both(level, is_poor(street, id)));
}

static enum truth has_care(const struct street *street, mq_record_id id)
{
	return says(street, id, "care_subsidy");
}

static enum truth is_younger_here(const struct street *street, mq_record_id id)
{
	return both(here(street, id), aged(street, id, 0, 59));
}

static enum truth is_child_or_parent_here(const struct street *street, mq_record_id id)
{
	static const char *const related[] = {"20", "30", "51", NULL};

	return both(here(street, id), is_any(street, id, "relation_to_head", related));
}

static enum truth nest_is_empty(const struct street *street, mq_record_id id)
{
	enum truth old = both(any_at_home(street, id, here, false),
		not(any_at_home(street, id, is_younger_here, false)));

	return both(old, not(any_at_home(street, id, is_child_or_parent_here, false)));
}

static enum truth special(const struct street *street, mq_record_id id)
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

static enum truth contact(const struct street *street, mq_record_id id)
{
	return both(special(street, id), alive(street, id));
}

static enum truth has_contact(const struct street *street, mq_record_id id)
{
	static const char *const reached[] = {"met", "phone_ok", NULL};

	return visited(street, id, 30, reached);
}

static enum truth astray(const struct street *street, mq_record_id id)
{
	static const char *const at_risk[] = {"risk", "mild", NULL};
	enum truth confused = both(aged(street, id, 80, 200), is_any(street, id, "dementia", at_risk));
	enum truth lonely = both(alone(street, id),
		either(aged(street, id, 90, 200), says(street, id, "call_button")));

	return both(here(street, id), either(confused, lonely));
}

static enum truth has_locator(const struct street *street, mq_record_id id)
{
	return says(street, id, "locator");
}

static enum truth quiet(const struct street *street, mq_record_id id)
{
	return both(here(street, id), either(says(street, id, "alert_no_door_48h"),
		says(street, id, "alert_no_motion_12h")));
}

static enum truth has_call(const struct street *street, mq_record_id id)
{
	static const char *const found[] = {"met", "phone_ok", "hospital", NULL};

	return visited(street, id, 1, found);
}

static enum truth high_up(const struct street *street, mq_record_id id)
{
	return both(both(alone(street, id), not(below(street, id, "floor", 4))),
		not(is(street, id, "has_lift", "true")));
}

static enum truth has_lift_plan(const struct street *street, mq_record_id id)
{
	static const char *const stages[] = {"survey", "signed", "building", "done", NULL};

	return is_any(street, id, "lift_retrofit", stages);
}

static enum truth destitute(const struct street *street, mq_record_id id)
{
	enum truth old = both(aged(street, id, 60, 200), says(street, id, "lone_elder"));
	enum truth orphan = both(aged(street, id, 0, 17),
		is_told(street, id, "child_hardship", "orphan"));

	return both(both(local(street, id), alive(street, id)), both(either(old, orphan),
		below(street, id, "household_income_pc", 1595)));
}

static enum truth has_destitute(const struct street *street, mq_record_id id)
{
	return says(street, id, "tekun");
}

static enum truth bills(const struct street *street, mq_record_id id)
{
	return both(not(below(street, id, "medical_spend_year", 50000)),
		any_at_home(street, id, alive, false));
}

static enum truth is_on_a_list(const struct street *street, mq_record_id id)
{
	return either(is_helped(street, id), either(says(street, id, "spending_poverty"),
		says(street, id, "illness_poverty")));
}

static enum truth has_bills(const struct street *street, mq_record_id id)
{
	return any_at_home(street, id, is_on_a_list, false);
}

static enum truth returned(const struct street *street, mq_record_id id)
{
	return both(both(local(street, id), is(street, id, "overseas_chinese", "returned")),
		alive(street, id));
}

static enum truth has_returned(const struct street *street, mq_record_id id)
{
	return is_told(street, id, "fixed_relief", "returned_oc");
}

static enum truth medical(const struct street *street, mq_record_id id)
{
	return both(both(is_helped(street, id), known(street, id, "major_illness")),
		alive(street, id));
}

static enum truth has_medical(const struct street *street, mq_record_id id)
{
	return says(street, id, "medical_relief");
}

static enum truth is_poorest(const struct street *street, mq_record_id id)
{
	return both(either(says(street, id, "dibao"), says(street, id, "tekun")),
		alive(street, id));
}

static enum truth grain(const struct street *street, mq_record_id id)
{
	return either(is_poorest(street, id),
		both(says(street, id, "disabled_jobless"), alive(street, id)));
}

static enum truth has_grain(const struct street *street, mq_record_id id)
{
	return says(street, id, "grain_oil_aid");
}

static enum truth utility(const struct street *street, mq_record_id id)
{
	return any_at_home(street, id, is_poorest, false);
}

static enum truth has_utility(const struct street *street, mq_record_id id)
{
	return says(street, id, "utility_relief");
}

static enum truth rent(const struct street *street, mq_record_id id)
{
	return both(says(street, id, "housing_hardship"), any_at_home(street, id, is_poor, false));
}

static enum truth has_rent(const struct street *street, mq_record_id id)
{
	static const char *const ways[] = {"rent_subsidy", "in_kind", "waiting", NULL};

	return any_told(street, id, "housing_relief", ways);
}

static enum truth is_in_hardship(const struct street *street, mq_record_id id)
{
	return either(is_on_a_list(street, id), says(street, id, "disabled_jobless"));
}

static enum truth adviser(const struct street *street, mq_record_id id)
{
	static const char *const hard[] = {"mid", "high", NULL};

	return either(any_at_home(street, id, is_in_hardship, false),
		is_any(street, id, "hardship_level", hard));
}

static enum truth has_adviser(const struct street *street, mq_record_id id)
{
	return known(street, id, "assistance_adviser");
}

static enum truth doctor(const struct street *street, mq_record_id id)
{
	enum truth ill = either(is(street, id, "pregnant", "true"), known(street, id, "major_illness"));

	return both(here(street, id), either(either(aged(street, id, 65, 200),
		says(street, id, "disability_cert")), ill));
}

static enum truth has_doctor(const struct street *street, mq_record_id id)
{
	return known(street, id, "family_doctor");
}

/* Of those disabled through illness levels 1 to 6; of the others all levels. */
static enum truth pension(const struct street *street, mq_record_id id)
{
	static const char *const classes[] = {"martyr", "duty_death", "combat", "rural60", NULL};
	static const char *const hurt[] = {"war", "duty", NULL};
	enum truth high = not(either(not(known(street, id, "military_disability_level")),
		not(at_most(street, id, "military_disability_level", 6))));
	enum truth nature = either(both(any_told(street, id, "military_disability_nature", hurt),
		known(street, id, "military_disability_level")),
		both(is_told(street, id, "military_disability_nature", "illness"), high));

	return both(alive(street, id), either(any_told(street, id, "special_care", classes),
		both(is_told(street, id, "special_care", "disabled"), nature)));
}

static enum truth has_pension(const struct street *street, mq_record_id id)
{
	return says(street, id, "pension_special");
}

static enum truth is_bereaved(const struct street *street, mq_record_id id)
{
	static const char *const families[] = {"martyr", "duty_death", NULL};

	return any_told(street, id, "special_care", families);
}

static enum truth honoured(const struct street *street, mq_record_id id)
{
	return both(either(says(street, id, "veteran"), is_bereaved(street, id)), alive(street, id));
}

static enum truth has_care_card(const struct street *street, mq_record_id id)
{
	return says(street, id, "care_card");
}

static enum truth is_honoured_or_serves(const struct street *street, mq_record_id id)
{
	return either(honoured(street, id),
		both(says(street, id, "in_service"), alive(street, id)));
}

static enum truth plaque(const struct street *street, mq_record_id id)
{
	return any_at_home(street, id, is_honoured_or_serves, false);
}

static enum truth has_plaque(const struct street *street, mq_record_id id)
{
	return says(street, id, "glory_plaque");
}

static const struct {
	const char *policy;
	rule_fn eligible;
	rule_fn receiving;
	bool this_year;		/* its thresholds begin with the school year of the second day */
	bool sure;		/* all its facts are lists: it is known of everybody */
} rules[] = {
	{"old_age_allowance", old_age, has_old_age, false, false},
	{"dibao", dibao, has_dibao, false, false},
	{"dibao_edge", edge, has_edge, false, false},
	{"spending_poverty", spending, has_spending, false, false},
	{"nursing_subsidy", nursing, has_nursing, false, false},
	{"living_subsidy", living_aid, has_living_aid, false, false},
	{"childcare_allowance", childcare, has_childcare, false, false},
	{"fp_special_support", support, has_support, false, false},
	{"only_child_fee", only_child, has_only_child, false, false},
	{"disability_card", card, has_card, false, false},
	{"home_adapt", adapting, has_adapted, false, false},
	{"screening_women", screening, has_screening, false, false},
	{"checkup_65", checkup, has_checkup, false, false},
	{"school_entry", entry, has_entry, true, false},
	{"senior_card", old_age, has_senior_card, false, false},
	{"disabled_jobless", jobless, has_jobless, false, false},
	{"premium_aid", premium, has_premium, false, false},
	{"education_relief", schooling, has_schooling, false, false},
	{"child_rehab", rehab, has_rehab, false, false},
	{"only_child_reward", reward, has_reward, false, false},
	{"id_card", identity, has_identity, false, false},
	{"residence_permit", permit, has_permit, false, false},
	{"meal_help", meals, has_meals, false, false},
	{"meal_delivery", brought, has_brought, false, false},
	{"ltci", ltci, has_ltci, false, false},
	{"care_subsidy", care, has_care, false, false},
	{"elder_contact", contact, has_contact, false, false},
	{"locator", astray, has_locator, false, false},
	{"device_alert", quiet, has_call, false, false},
	{"alone_high_no_lift", high_up, has_lift_plan, false, false},
	{"tekun", destitute, has_destitute, false, false},
	{"illness_lead", bills, has_bills, false, false},
	{"returned_overseas", returned, has_returned, false, false},
	{"medical_relief", medical, has_medical, false, true},
	{"grain_oil", grain, has_grain, false, true},
	{"utility_relief", utility, has_utility, false, true},
	{"rent_subsidy", rent, has_rent, false, true},
	{"adviser", adviser, has_adviser, false, false},
	{"family_doctor", doctor, has_doctor, false, false},
	{"special_care", pension, has_pension, false, true},
	{"care_card", honoured, has_care_card, false, true},
	{"glory_plaque", plaque, has_plaque, false, true},
};

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
	size_t n = 0;

	size_t n_records = policy->kind == street->household ? street->n_households : N_RESIDENTS;

	/* A rule about a household is asked of the first of it. */
	for (mq_record_id id = 0; id < n_records; id++) {
		mq_record_id whom = policy->kind == street->household ? street->first[id] : id;
		enum truth eligible = rules[rule].eligible(street, whom);
		enum truth receiving = rules[rule].receiving(street, whom);
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
	if (!(counts[0][T] > 0 && (counts[0][U] > 0) != rules[rule].sure && counts[0][F] > 0 &&
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
			if (i == 0 || !rules[rule].this_year) {
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
		without += both(newly, not(has_old_age(street, id))) == T;
	}
	assert_true(in > 0);
	assert_int_equal(whatif.in, in);
	assert_int_equal(whatif.in_without, without);
	assert_int_equal(whatif.out, 0);
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
