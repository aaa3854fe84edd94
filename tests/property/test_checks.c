/*
 * Checks against plain loops: 3,000 residents with facts thrown by dice, every one of which may be
 * missing, in households and rooms, with visits, needs and services; and each check written out
 * again by hand, in three values, from the words of the catalogue of fields.
 *
 * Days are texts here, 2026-03-01, which are in order as texts are.
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
#include <minqing/query.h>
#include <minqing/answer.h>
#include <minqing/register.h>

#include "property/dice.h"
#include "property/three.h"

enum { N_RESIDENTS = 3000, FAMILY_MAX = 7, HOMES_MAX = 4, SEED = 6, FACTS_MAX = 64 };

enum kind { DWELLING, HOUSEHOLD, RESIDENT, VISIT, NEED, SERVICE, N_KINDS };

static const char *const kinds[] = {
	[DWELLING] = "dwelling", [HOUSEHOLD] = "household", [RESIDENT] = "resident",
	[VISIT] = "visit", [NEED] = "need", [SERVICE] = "service",
};

enum { RECORDS_MAX = 2 * N_RESIDENTS };

struct world {
	char dir[64];
	struct mq_register *reg;
	struct mq_view view;
	struct dice dice;
	struct mq_arena arena;
	const char *facts[FACTS_MAX][RECORDS_MAX];	/* by row of the table; NULL: not known */
	size_t n[N_KINDS];
	mq_record_id link[N_KINDS][2][RECORDS_MAX];
};

/* ---- throwing ---- */

static const char today[] = "2026-03-01";

static const char *day_between(struct world *world, int from_year, int to_year)
{
	return mq_arena_format(&world->arena, "%04d-%02d-%02d",
		(int)dice_between(&world->dice, from_year, to_year),
		1 + (int)dice_below(&world->dice, 12), 1 + (int)dice_below(&world->dice, 28));
}

static const char *a_birth(struct world *world)
{
	return dice_percent(&world->dice, 15) ? DICE_WORD(&world->dice, "2009-03-01", "2009-03-02",
		"1961-03-01", "1961-03-02", "2008-03-01", "2008-03-02", "1965-02-28", "2014-03-01",
		"2014-03-02", "1992-02-29", "2004-02-29") : day_between(world, 1930, 2025);
}

static const char *a_day(struct world *world)
{
	return dice_percent(&world->dice, 25) ? DICE_WORD(&world->dice, "2026-02-28", "2026-03-01",
		"2026-03-02", "2026-01-29", "2026-01-30", "2027-01-01", "2027-01-02")
		: day_between(world, 2019, 2028);
}

static const char *a_number(struct world *world)
{
	return mq_arena_format(&world->arena, "31010119%02u0101%03uX",
		30 + (unsigned)dice_below(&world->dice, 40),
		100 + (unsigned)dice_below(&world->dice, 60));
}

static const char *a_card(struct world *world)
{
	return dice_percent(&world->dice, 10) ? "3101011950" : mq_arena_format(&world->arena, "%s%u%u%s",
		a_number(world), 1 + (unsigned)dice_below(&world->dice, 7),
		1 + (unsigned)dice_below(&world->dice, 4), DICE_WORD(&world->dice, "", "B1"));
}

static const char *a_phone(struct world *world)
{
	return mq_arena_format(&world->arena, "139000000%02u", (unsigned)dice_below(&world->dice, 70));
}

/* `missing` of a hundred are not known; the others are one of the values, or are made. */
static const struct fact {
	enum kind kind;
	const char *field;
	unsigned missing;
	const char *values[14];
	const char *(*make)(struct world *world);
} facts[] = {
	{DWELLING, "committee", 5, {"310106021010", "310106021012", "310106021014"}, NULL},
	{DWELLING, "use", 20, {"self", "rent", "vacant"}, NULL},
	{HOUSEHOLD, "household_kind", 20, {"family", "single", "collective"}, NULL},
	{RESIDENT, "sex", 10, {"1", "2", "1", "2", "9"}, NULL},
	{RESIDENT, "birth_date", 8, {NULL}, a_birth},
	{RESIDENT, "id_number", 10, {NULL}, a_number},
	{RESIDENT, "is_deceased", 85, {"true"}, NULL},
	{RESIDENT, "living_status", 8, {"here", "here", "here", "left", "deceased"}, NULL},
	{RESIDENT, "marital_status", 15, {"10", "20", "21", "22", "30", "40"}, NULL},
	{RESIDENT, "relation_to_head", 8, {"02", "02", "01", "10", "12", "20", "31", "28", "51", "52",
		"99", "99"}, NULL},
	{RESIDENT, "disability_no", 60, {NULL}, a_card},
	{RESIDENT, "disability_class", 40, {"1", "2", "3", "4", "5", "6", "7"}, NULL},
	{RESIDENT, "disability_level", 40, {"1", "2", "3", "4"}, NULL},
	{RESIDENT, "military_from", 50, {NULL}, a_day},
	{RESIDENT, "military_to", 50, {NULL}, a_day},
	{RESIDENT, "pregnant", 50, {"true", "true", "false"}, NULL},
	{RESIDENT, "due_date", 30, {NULL}, a_day},
	{RESIDENT, "arrival_date", 50, {NULL}, a_day},
	{RESIDENT, "death_date", 70, {NULL}, a_birth},
	{RESIDENT, "care_level", 30, {"none", "0", "1", "3", "6"}, NULL},
	{RESIDENT, "care_assessed_on", 30, {NULL}, a_day},
	{RESIDENT, "care_valid_to", 30, {NULL}, a_day},
	{RESIDENT, "employment_class", 20, {"70", "80", "24", "31"}, NULL},
	{RESIDENT, "disabled_jobless", 60, {"true"}, NULL},
	{RESIDENT, "old_age_allowance", 50, {"true"}, NULL},
	{RESIDENT, "hukou_place", 10, {"310000", "310000", "320000"}, NULL},
	{RESIDENT, "education", 20, {"90", "80", "70", "60", "40", "30", "20", "10"}, NULL},
	{RESIDENT, "retire_date", 30, {NULL}, a_day},
	{RESIDENT, "child_hardship", 50, {"none", "orphan", "illness"}, NULL},
	{RESIDENT, "phone_mobile", 20, {NULL}, a_phone},
	{RESIDENT, "emergency_phone", 30, {NULL}, a_phone},
	{RESIDENT, "emergency_relation", 40, {"01", "10", "20"}, NULL},
	{RESIDENT, "population_type", 15, {"hukou", "migrant", "migrant"}, NULL},
	{RESIDENT, "residence_permit", 50, {"true"}, NULL},
	{RESIDENT, "residence_permit_to", 40, {NULL}, a_day},
	{VISIT, "visit_time", 5, {NULL}, a_day},
	{NEED, "need_state", 10, {"done", "done", "doing", "spot_done"}, NULL},
	{NEED, "need_result", 30, {"solved", "part"}, NULL},
	{NEED, "need_satisfaction", 40, {"0", "3", "5"}, NULL},
	{NEED, "need_exception", 60, {"moved", "declined"}, NULL},
	{SERVICE, "service_item", 8, {"meal", "bath", "chat"}, NULL},
	{SERVICE, "service_from", 8, {NULL}, a_day},
	{SERVICE, "service_to", 40, {NULL}, a_day},
	{SERVICE, "service_state", 8, {"active", "active", "ended", "paused", "refused"}, NULL},
};

static const char *throw_fact(struct world *world, const struct fact *fact)
{
	size_t n = 0;

	if (dice_percent(&world->dice, fact->missing)) {
		return NULL;
	}
	while (fact->values[n]) {
		n++;
	}
	return fact->make ? fact->make(world) : dice_word(&world->dice, fact->values, n);
}

static mq_record_id put(struct world *world, struct mq_load *load, enum kind kind,
	const mq_record_id *links)
{
	const struct mq_schema *schema = mq_register_schema(world->reg);
	mq_kind_id k = mq_schema_kind(schema, kinds[kind]);
	size_t number = world->n[kind]++;
	struct mq_record record = {0};
	char key[24];
	mq_record_id id;

	assert_true(number < RECORDS_MAX);
	snprintf(key, sizeof(key), "%zu", number);
	mq_record_set(&record, schema->kinds[k].key[0], mq_slice_str(key));
	for (size_t i = 0; i < schema->kinds[k].n_links; i++) {
		mq_record_set_number(&record, schema->kinds[k].links[i], links[i]);
		world->link[kind][i][number] = links[i];
	}
	for (size_t i = 0; i < MQ_LENGTH(facts); i++) {
		if (facts[i].kind == kind) {
			mq_field_id field = mq_schema_field_exact(schema, k, facts[i].field,
				strlen(facts[i].field));

			world->facts[i][number] = throw_fact(world, &facts[i]);
			if (world->facts[i][number]) {
				mq_record_set(&record, field, mq_slice_str(world->facts[i][number]));
			}
		}
	}
	assert_int_equal(mq_load_add(load, k, &record, &id, NULL), MQ_OK);
	assert_int_equal(id, number);
	mq_record_release(&record);
	return id;
}

static void put_person(struct world *world, struct mq_load *load, mq_record_id home)
{
	mq_record_id links[2] = {home, home};

	links[0] = put(world, load, RESIDENT, links);
	for (enum kind kind = VISIT; kind <= SERVICE; kind++) {
		for (size_t n = dice_below(&world->dice, kind == SERVICE ? 3 : 2); n > 0; n--) {
			put(world, load, kind, links);
		}
	}
}

static void fill(struct world *world)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct mq_load *load;

	assert_int_equal(mq_load_begin(world->reg, &act, &load, NULL), MQ_OK);
	while (world->n[RESIDENT] < N_RESIDENTS) {
		mq_record_id room = put(world, load, DWELLING, NULL);

		for (size_t homes = dice_below(&world->dice, HOMES_MAX + 1); homes > 0; homes--) {
			mq_record_id home = put(world, load, HOUSEHOLD, &room);

			for (size_t n = dice_below(&world->dice, FAMILY_MAX + 1); n > 0; n--) {
				put_person(world, load, home);
			}
		}
	}
	assert_int_equal(mq_load_finish(load, NULL, NULL, NULL), MQ_OK);
}

static int open_world(void **state)
{
	struct world *world = mq_alloc(sizeof(*world));
	const char *seed = getenv("MINQING_SEED");
	const char *config = getenv("MINQING_CONFIG");
	mq_day day;
	char *path;

	assert_true(MQ_LENGTH(facts) <= FACTS_MAX);
	world->dice = (struct dice){seed ? strtoull(seed, NULL, 10) : SEED};
	snprintf(world->dir, sizeof(world->dir), "/tmp/minqing-world-XXXXXX");
	assert_non_null(mkdtemp(world->dir));
	path = mq_format("%s/register", world->dir);
	assert_int_equal(mq_register_init(path, config && *config ? config : "config", NULL), MQ_OK);
	assert_int_equal(mq_register_open(path, false, &world->reg, NULL), MQ_OK);
	free(path);
	fill(world);
	assert_true(mq_day_parse(today, strlen(today), &day));
	assert_int_equal(mq_register_look(world->reg, day, &world->view, NULL, NULL), MQ_OK);
	mq_access_universe(&world->view, "test");
	*state = world;
	return 0;
}

static int close_world(void **state)
{
	struct world *world = *state;

	mq_register_look_away(world->reg);
	mq_register_close(world->reg);
	mq_disk_remove_tree(world->dir);
	mq_arena_release(&world->arena);
	free(world);
	return 0;
}

/* ---- what is known ---- */

/* Of all of a kind, by id. */
static const char *const *all(const struct world *world, const char *field)
{
	size_t i = 0;

	while (i < MQ_LENGTH(facts) && strcmp(facts[i].field, field) != 0) {
		i++;
	}
	assert_true(i < MQ_LENGTH(facts));
	return world->facts[i];
}

static const char *fact(const struct world *world, mq_record_id id, const char *field)
{
	return all(world, field)[id];
}

static enum truth known(const struct world *world, mq_record_id id, const char *field)
{
	return truth_of(fact(world, id, field) != NULL);
}

static bool is_one_of(const char *value, const char *list)
{
	char *padded = mq_format(" %s ", value);
	char *in = mq_format(" %s ", list);
	bool found = strstr(in, padded) != NULL;

	free(padded);
	free(in);
	return found;
}

/* list: words with a space between. */
static enum truth is(const struct world *world, mq_record_id id, const char *field, const char *list)
{
	const char *value = fact(world, id, field);

	return !value ? U : truth_of(is_one_of(value, list));
}

/* The same of what a desk keeps as a list: not told is no. */
static enum truth is_told(const struct world *world, mq_record_id id, const char *field,
	const char *list)
{
	return truth_of(is(world, id, field, list) == T);
}

static enum truth before(const char *a, const char *b)
{
	return !a || !b ? U : truth_of(strcmp(a, b) < 0);
}

static enum truth day_before(const struct world *world, mq_record_id id, const char *field,
	const char *day)
{
	return before(fact(world, id, field), day);
}

static enum truth day_after(const struct world *world, mq_record_id id, const char *field,
	const char *day)
{
	return before(day, fact(world, id, field));
}

/* So many full years, or more. */
static enum truth aged(const struct world *world, mq_record_id id, int years)
{
	const char *birth = fact(world, id, "birth_date");
	int year;
	char since[16];

	if (!birth) {
		return U;
	}
	year = atoi(birth) + years;
	/* 29 February is reached on 1 March, which comes after it as a text. */
	snprintf(since, sizeof(since), "%04d%s", year, birth + 4);
	return truth_of(strcmp(since, today) <= 0);
}

static enum truth younger(const struct world *world, mq_record_id id, int years)
{
	return not(aged(world, id, years));
}

static mq_record_id home_of(const struct world *world, mq_record_id id)
{
	return world->link[RESIDENT][0][id];
}

static mq_record_id room_of(const struct world *world, mq_record_id id)
{
	return world->link[HOUSEHOLD][0][home_of(world, id)];
}

static mq_record_id whom(const struct world *world, enum kind kind, mq_record_id id)
{
	return world->link[kind][0][id];
}

/* Of how many it is true, and of how many it may be. */
struct number {
	size_t sure;
	size_t may;
};

static void add(struct number *number, enum truth truth)
{
	number->sure += truth == T;
	number->may += truth != F;
}

static enum truth at_least(struct number number, size_t n)
{
	return number.sure >= n ? T : number.may >= n ? U : F;
}

typedef enum truth (*rule_fn)(const struct world *world, mq_record_id id);

static struct number count_home(const struct world *world, mq_record_id home, rule_fn rule)
{
	struct number number = {0};

	for (mq_record_id each = 0; each < world->n[RESIDENT]; each++) {
		if (home_of(world, each) == home) {
			add(&number, rule(world, each));
		}
	}
	return number;
}

static enum truth any_at_home(const struct world *world, mq_record_id id, rule_fn rule)
{
	return at_least(count_home(world, home_of(world, id), rule), 1);
}

static enum truth is_head(const struct world *world, mq_record_id id)
{
	return is(world, id, "relation_to_head", "01 02");
}

static enum truth is_spouse(const struct world *world, mq_record_id id)
{
	return is(world, id, "relation_to_head", "10 11 12");
}

static enum truth is_dead(const struct world *world, mq_record_id id)
{
	return is_told(world, id, "is_deceased", "true");
}

static enum truth lives_here(const struct world *world, mq_record_id id)
{
	return is(world, id, "living_status", "here");
}

static enum truth is_anybody(const struct world *world, mq_record_id id)
{
	(void)world;
	(void)id;
	return T;
}

/* ---- the checks, by hand ---- */

static bool is_odd(char digit)
{
	return strchr("13579", digit) != NULL;
}

/* Sex, as the 17th digit of a number tells it, is another. */
static enum truth other_sex(const struct world *world, mq_record_id id, const char *number)
{
	const char *sex = fact(world, id, "sex");

	if (sex && !is_one_of(sex, "1 2")) {
		return F;
	}
	return !sex || !number ? U : truth_of(is_odd(number[16]) != (strcmp(sex, "1") == 0));
}

static enum truth x03(const struct world *world, mq_record_id id)
{
	return other_sex(world, id, fact(world, id, "id_number"));
}

static const char *committee_of(const struct world *world, mq_record_id id)
{
	return fact(world, room_of(world, id), "committee");
}

static enum truth x04(const struct world *world, mq_record_id id)
{
	const char *const *numbers = all(world, "id_number");
	const char *here = committee_of(world, id);
	enum truth found = F;

	if (!numbers[id] || is_dead(world, id) == T) {
		return F;
	}
	for (mq_record_id each = 0; here && each < world->n[RESIDENT]; each++) {
		if (each != id && numbers[each] && strcmp(numbers[each], numbers[id]) == 0) {
			const char *there = committee_of(world, each);

			found = either(found, truth_of(there && strcmp(there, here) == 0
				&& is_dead(world, each) == F));
		}
	}
	return here ? found : U;
}

static enum truth x06(const struct world *world, mq_record_id id)
{
	const char *number = fact(world, id, "disability_no");
	const char *class = fact(world, id, "disability_class");
	const char *level = fact(world, id, "disability_level");

	if (!number || strlen(number) < 20) {
		return truth_of(number != NULL);
	}
	return either(truth_of((class && class[0] != number[18]) || (level && level[0] != number[19])),
		other_sex(world, id, number));
}

static enum truth x09(const struct world *world, mq_record_id id)
{
	return both(is(world, id, "marital_status", "10"), either(is_spouse(world, id),
		both(is_head(world, id), any_at_home(world, id, is_spouse))));
}

static enum truth x20(const struct world *world, mq_record_id id)
{
	const char *from = fact(world, id, "military_from");
	const char *to = fact(world, id, "military_to");

	return both(truth_of(from != NULL), either(younger(world, id, 17),
		both(truth_of(to != NULL), before(to, from))));
}

static enum truth x21(const struct world *world, mq_record_id id)
{
	return both(is_told(world, id, "pregnant", "true"), either(is(world, id, "sex", "1"),
		either(younger(world, id, 12), aged(world, id, 61))));
}

static enum truth visited_before(const struct world *world, mq_record_id id)
{
	const char *arrival = fact(world, id, "arrival_date");
	enum truth any = F;

	for (mq_record_id each = 0; each < world->n[VISIT]; each++) {
		if (whom(world, VISIT, each) == id) {
			any = either(any, day_before(world, each, "visit_time", arrival));
		}
	}
	return both(truth_of(arrival != NULL), any);
}

static enum truth x31(const struct world *world, mq_record_id id)
{
	const char *to = fact(world, id, "care_valid_to");
	const char *from = fact(world, id, "care_assessed_on");
	const char *death = fact(world, id, "death_date");

	return either(truth_of(to && from && strcmp(to, from) < 0),
		both(truth_of(death != NULL), before(death, fact(world, id, "birth_date"))));
}

static enum truth x07(const struct world *world, mq_record_id id)
{
	struct number heads = count_home(world, id, is_head);

	if (count_home(world, id, is_anybody).sure == 0) {
		return F;
	}
	return heads.sure > 1 || heads.may == 0 ? T : heads.sure == 1 && heads.may == 1 ? F : U;
}

static enum truth x11(const struct world *world, mq_record_id id)
{
	return both(is(world, id, "household_kind", "single"),
		at_least(count_home(world, id, lives_here), 2));
}

/* Of all who live in a room. */
static struct number count_room(const struct world *world, mq_record_id room, rule_fn rule)
{
	struct number number = {0};

	for (mq_record_id each = 0; each < world->n[RESIDENT]; each++) {
		if (room_of(world, each) == room) {
			add(&number, rule(world, each));
		}
	}
	return number;
}

static enum truth x25(const struct world *world, mq_record_id id)
{
	return both(is(world, id, "use", "vacant"), at_least(count_room(world, id, lives_here), 1));
}

static enum truth unrelated_adult(const struct world *world, mq_record_id id)
{
	return both(lives_here(world, id), both(aged(world, id, 18),
		is(world, id, "relation_to_head", "01 02 99")));
}

static enum truth x24(const struct world *world, mq_record_id id)
{
	return at_least(count_room(world, id, unrelated_adult), 6);
}

static enum truth visit_to_come(const struct world *world, mq_record_id id)
{
	return day_after(world, id, "visit_time", today);
}

static enum truth x30(const struct world *world, mq_record_id id)
{
	const char *word = fact(world, id, "need_satisfaction");
	bool asked = word && strcmp(word, "0") != 0;

	return both(is(world, id, "need_state", "done"), either(not(known(world, id, "need_result")),
		both(truth_of(!asked), not(known(world, id, "need_exception")))));
}

static enum truth x12(const struct world *world, mq_record_id id)
{
	mq_record_id who = whom(world, SERVICE, id);

	return both(is(world, id, "service_state", "active"), either(is_dead(world, who),
		is(world, who, "living_status", "deceased")));
}

static enum truth service_turned(const struct world *world, mq_record_id id)
{
	return truth_of(day_before(world, id, "service_to", fact(world, id, "service_from")) == T);
}

static enum truth x08(const struct world *world, mq_record_id id)
{
	const char *const *births = all(world, "birth_date");
	enum truth older = F;
	enum truth after = F;

	for (mq_record_id each = 0; each < world->n[RESIDENT]; each++) {
		if (home_of(world, each) == home_of(world, id)) {
			older = either(older, both(is_head(world, each), before(births[id], births[each])));
			after = either(after, both(is_head(world, each), before(births[each], births[id])));
		}
	}
	return either(both(is(world, id, "relation_to_head", "20 31"), older),
		both(is(world, id, "relation_to_head", "51 52"), after));
}

static enum truth dead_spouse(const struct world *world, mq_record_id id)
{
	return both(is_spouse(world, id), is_dead(world, id));
}

static enum truth living_spouse(const struct world *world, mq_record_id id)
{
	return both(is_spouse(world, id), not(is_dead(world, id)));
}

static enum truth dead_head(const struct world *world, mq_record_id id)
{
	return both(is_head(world, id), is_dead(world, id));
}

static enum truth living_head(const struct world *world, mq_record_id id)
{
	return both(is_head(world, id), not(is_dead(world, id)));
}

static enum truth x10(const struct world *world, mq_record_id id)
{
	enum truth of_head = both(is_head(world, id), both(any_at_home(world, id, dead_spouse),
		not(any_at_home(world, id, living_spouse))));
	enum truth of_spouse = both(is_spouse(world, id), both(any_at_home(world, id, dead_head),
		not(any_at_home(world, id, living_head))));

	return both(both(is(world, id, "marital_status", "20 21 22 23"), not(is_dead(world, id))),
		either(of_head, of_spouse));
}

static enum truth x14(const struct world *world, mq_record_id id)
{
	return both(is_told(world, id, "disabled_jobless", "true"),
		not(is(world, id, "employment_class", "70")));
}

static enum truth x15(const struct world *world, mq_record_id id)
{
	return both(is_told(world, id, "care_level", "0 1 3 6"),
		day_before(world, id, "care_valid_to", today));
}

static enum truth x16(const struct world *world, mq_record_id id)
{
	return both(is_told(world, id, "old_age_allowance", "true"),
		not(both(is(world, id, "hukou_place", "310000"), aged(world, id, 65))));
}

static enum truth x18(const struct world *world, mq_record_id id)
{
	static const struct {
		const char *education;
		int age;
	} least[] = {{"80", 5}, {"70", 10}, {"60", 14}, {"40", 14}, {"30", 16}, {"20", 17}, {"10", 20}};
	enum truth early = F;

	for (size_t i = 0; i < MQ_LENGTH(least); i++) {
		early = either(early, both(is_told(world, id, "education", least[i].education),
			younger(world, id, least[i].age)));
	}
	return early;
}

static enum truth x19(const struct world *world, mq_record_id id)
{
	return both(known(world, id, "retire_date"), both(is(world, id, "employment_class", "80"),
		day_after(world, id, "retire_date", today)));
}

static enum truth x22(const struct world *world, mq_record_id id)
{
	return both(is_told(world, id, "pregnant", "true"),
		either(day_after(world, id, "due_date", "2027-01-01"),
			day_before(world, id, "due_date", "2026-01-30")));
}

static enum truth x23(const struct world *world, mq_record_id id)
{
	return both(is_told(world, id, "child_hardship", "orphan illness"), aged(world, id, 18));
}

static enum truth x26(const struct world *world, mq_record_id id)
{
	const char *const *phones = all(world, "phone_mobile");
	const char *here = committee_of(world, id);
	struct number number = {0};

	if (!phones[id]) {
		return F;
	}
	for (mq_record_id each = 0; here && each < world->n[RESIDENT]; each++) {
		if (phones[each] && strcmp(phones[each], phones[id]) == 0 && committee_of(world, each)
				&& strcmp(committee_of(world, each), here) == 0) {
			add(&number, is_head(world, each));
		}
	}
	return here ? at_least(number, 5) : U;
}

static enum truth x27(const struct world *world, mq_record_id id)
{
	const char *own = fact(world, id, "phone_mobile");
	const char *other = fact(world, id, "emergency_phone");

	return either(is_told(world, id, "emergency_relation", "01"),
		truth_of(own && other && strcmp(own, other) == 0));
}

static enum truth x28(const struct world *world, mq_record_id id)
{
	return both(both(is(world, id, "population_type", "migrant"), lives_here(world, id)),
		both(either(is_told(world, id, "residence_permit", "true"),
			known(world, id, "residence_permit_to")),
			day_before(world, id, "residence_permit_to", today)));
}

/* Of one who has both: the other began no later, and had not ended by the first day of this. */
static enum truth overlaps(const struct world *world, mq_record_id id, mq_record_id other)
{
	const char *from = fact(world, id, "service_from");
	const char *item = fact(world, id, "service_item");
	enum truth same = item ? is(world, other, "service_item", item)
		: U;
	enum truth begun = not(before(from, fact(world, other, "service_from")));
	enum truth goes_on = either(not(day_before(world, other, "service_to", from)),
		both(not(known(world, other, "service_to")),
			is(world, other, "service_state", "active paused")));

	return both(both(same, is(world, other, "service_state", "active paused ended")),
		both(begun, goes_on));
}

static enum truth x32(const struct world *world, mq_record_id id)
{
	enum truth any = F;

	for (mq_record_id each = 0; each < world->n[SERVICE]; each++) {
		if (each != id && whom(world, SERVICE, each) == whom(world, SERVICE, id)) {
			any = either(any, overlaps(world, id, each));
		}
	}
	return both(is(world, id, "service_state", "active paused ended"), any);
}

static const struct {
	const char *check;
	enum kind kind;
	rule_fn rule;
} rules[] = {
	{"sex_not_of_id", RESIDENT, x03}, {"id_shared", RESIDENT, x04},
	{"card_not_of_person", RESIDENT, x06}, {"head_not_one", HOUSEHOLD, x07},
	{"older_than_head", RESIDENT, x08}, {"spouse_never_married", RESIDENT, x09},
	{"spouse_died", RESIDENT, x10}, {"single_not_alone", HOUSEHOLD, x11},
	{"paid_after_death", SERVICE, x12}, {"jobless_at_work", RESIDENT, x14},
	{"assessment_lapsed", RESIDENT, x15}, {"allowance_unfit", RESIDENT, x16},
	{"schooled_early", RESIDENT, x18}, {"retired_ahead", RESIDENT, x19},
	{"service_years_wrong", RESIDENT, x20}, {"pregnancy_wrong", RESIDENT, x21},
	{"due_date_doubtful", RESIDENT, x22}, {"child_support_ended", RESIDENT, x23},
	{"room_for_many", DWELLING, x24}, {"vacant_lived_in", DWELLING, x25},
	{"phone_shared", RESIDENT, x26}, {"contact_is_self", RESIDENT, x27},
	{"permit_lapsed", RESIDENT, x28}, {"visited_before_arrival", RESIDENT, visited_before},
	{"visit_to_come", VISIT, visit_to_come}, {"closed_without_word", NEED, x30},
	{"dates_turned", RESIDENT, x31}, {"service_turned", SERVICE, service_turned},
	{"service_twice", SERVICE, x32},
};

/* ---- held against each other ---- */

static enum truth said_of(const struct mq_answer *said, mq_record_id id)
{
	return mq_set_has(said->yes, id) ? T : mq_set_has(said->possible, id) ? U : F;
}

/* Of how many a check says otherwise than the loop does; counts[truth] are those of the loop. */
static size_t n_wrong(struct world *world, size_t rule, size_t counts[3])
{
	mq_kind_id kind = mq_schema_kind(world->view.schema, kinds[rules[rule].kind]);
	struct mq_answer said = {0};
	struct mq_query *query;
	size_t n = 0;

	assert_int_equal(mq_query_new(world->view.schema, kind, world->view.today, MQ_QUERY_WHOLE,
		rules[rule].check, strlen(rules[rule].check), &query, NULL), MQ_OK);
	assert_int_equal(mq_query_answer(query, &world->view, &said, NULL, NULL), MQ_OK);
	for (mq_record_id id = 0; id < world->n[rules[rule].kind]; id++) {
		enum truth by_hand = rules[rule].rule(world, id);

		counts[by_hand]++;
		if (said_of(&said, id) != by_hand && n++ < 3) {
			print_error("%s: %s %u is %d by hand, %d by the check\n", rules[rule].check,
				kinds[rules[rule].kind], id, by_hand, said_of(&said, id));
		}
	}
	mq_answer_release(&said);
	mq_query_free(query);
	return n;
}

static void checks_say_what_the_catalogue_says_by_hand(void **state)
{
	struct world *world = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(rules); i++) {
		size_t counts[3] = {0};

		wrong += n_wrong(world, i, counts);
		if (counts[F] == 0 || counts[T] == 0) {
			fail_msg("%s: %zu fail, %zu do not", rules[i].check, counts[T], counts[F]);
		}
	}
	assert_int_equal(wrong, 0);
}

static void no_check_is_left_out(void **state)
{
	struct world *world = *state;
	const struct mq_schema *schema = world->view.schema;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const char *group = schema->groups[schema->fields[i].group].id;
		size_t rule = 0;

		if (strcmp(group, "wrong") != 0 && strcmp(group, "doubtful") != 0) {
			continue;
		}
		while (rule < MQ_LENGTH(rules) && strcmp(rules[rule].check, schema->fields[i].id) != 0) {
			rule++;
		}
		if (rule == MQ_LENGTH(rules)) {
			fail_msg("%s is not written out by hand", schema->fields[i].id);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_say_what_the_catalogue_says_by_hand),
		cmocka_unit_test(no_check_is_left_out),
	};

	return cmocka_run_group_tests(tests, open_world, close_world);
}
