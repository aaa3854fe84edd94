#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/sample.h>

/*
 * Where people were put. A subdistrict is made up in terms of the shipped
 * catalogue, and what the cases ask about is counted by lane on the way.
 */

enum { RESIDENTS = 30000, LANES_MAX = 100, HOMES_MAX = 20000 };

struct lane {
	char name[64];
	uint64_t people, grown, ill, hard_to_place;
	uint64_t homes, old_alone;
};

struct town {
	struct mq_schema *schema;
	mq_day today;
	mq_record_id next[8];		/* by kind */
	uint64_t lost_links;
	uint64_t wrong_address;
	struct lane lanes[LANES_MAX];
	size_t n_lanes;
	uint8_t lane_of_room[HOMES_MAX];
	uint8_t lane_of_home[HOMES_MAX];
	uint8_t members[HOMES_MAX];
	uint8_t old[HOMES_MAX];		/* members of 80 and over */
};

static struct mq_slice get(const struct town *town, const struct mq_record *record, const char *id)
{
	mq_field_id field = mq_schema_field_exact(town->schema, MQ_NO_KIND, id, strlen(id));

	assert_int_not_equal(field, MQ_NO_FIELD);
	return mq_record_get(record, field);
}

static bool is_yes(const struct town *town, const struct mq_record *record, const char *id)
{
	struct mq_slice text = get(town, record, id);

	return text.len == 4 && memcmp(text.data, "true", 4) == 0;
}

static size_t lane_at(struct town *town, struct mq_slice name)
{
	size_t i = 0;

	while (i < town->n_lanes && (strlen(town->lanes[i].name) != name.len ||
	       memcmp(town->lanes[i].name, name.data, name.len) != 0)) {
		i++;
	}
	if (i == town->n_lanes) {
		assert_true(i < LANES_MAX && name.len < sizeof(town->lanes[i].name));
		memcpy(town->lanes[i].name, name.data, name.len);
		town->n_lanes++;
	}
	return i;
}

/* The record named by the link of that name; links lead to what came before. */
static mq_record_id follow(struct town *town, const struct mq_record *record, const char *link)
{
	mq_record_id id = MQ_NO_RECORD;

	for (size_t i = 0; i < record->n_values; i++) {
		const struct mq_field *field = &town->schema->fields[record->values[i].field];

		if (field->type == MQ_TYPE_REF && strcmp(field->id, link) == 0) {
			id = (mq_record_id)mq_value_number(field, record->values[i].text);
			town->lost_links += id >= town->next[field->target];
		}
	}
	assert_true(id < HOMES_MAX);
	return id;
}

static void see_room(struct town *town, const struct mq_record *record, mq_record_id id)
{
	struct mq_slice lane = get(town, record, "lane");
	struct mq_slice address = get(town, record, "standard_address");

	town->lane_of_room[id] = (uint8_t)lane_at(town, lane);
	town->wrong_address += address.len <= lane.len ||
		memcmp(address.data, lane.data, lane.len) != 0;
}

static void see_resident(struct town *town, const struct mq_record *record)
{
	mq_record_id home = follow(town, record, "household");
	struct lane *lane = &town->lanes[town->lane_of_home[home]];
	struct mq_slice birth = get(town, record, "birth_date");
	mq_day born;
	int age = birth.data && mq_day_parse(birth.data, birth.len, &born) ?
		mq_day_years(born, town->today) : -1;

	town->members[home]++;
	town->old[home] += age >= 80;
	lane->people++;
	lane->grown += age >= 35 && age < 60;
	lane->ill += is_yes(town, record, "illness_poverty");
	lane->hard_to_place += is_yes(town, record, "hard_to_place");
}

static enum mq_err take(void *context, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag)
{
	struct town *town = context;
	const char *name = town->schema->kinds[kind].id;

	(void)diag;
	*id = town->next[kind]++;
	assert_true(strcmp(name, "dwelling") != 0 || *id < HOMES_MAX);
	if (strcmp(name, "dwelling") == 0) {
		see_room(town, record, *id);
	} else if (strcmp(name, "household") == 0) {
		town->lane_of_home[*id] = town->lane_of_room[follow(town, record, "dwelling")];
	} else if (strcmp(name, "resident") == 0) {
		see_resident(town, record);
	}
	return MQ_OK;
}

static int setup(void **state)
{
	struct town *town = mq_alloc(sizeof(*town));
	struct mq_sample_options options = {.residents = RESIDENTS, .seed = 1};

	assert_int_equal(mq_schema_load("config", &town->schema, NULL), MQ_OK);
	assert_true(mq_day_from_civil(2026, 3, 1, &town->today));
	options.today = town->today;
	assert_int_equal(mq_sample_run(town->schema, &options, take, NULL, town, NULL), MQ_OK);
	for (mq_record_id i = 0; i < town->next[mq_schema_kind(town->schema, "household")]; i++) {
		struct lane *lane = &town->lanes[town->lane_of_home[i]];

		lane->homes++;
		lane->old_alone += town->members[i] == 1 && town->old[i] == 1;
	}
	*state = town;
	return 0;
}

static int teardown(void **state)
{
	struct town *town = *state;

	mq_schema_free(town->schema);
	free(town);
	return 0;
}

/* ---- cases ---- */

/* How many times the share in the lanes named is that of all others, rounded down. */
static uint64_t times(const struct town *town, const char *names, size_t part, size_t whole)
{
	uint64_t in[2] = {0, 0};
	uint64_t out[2] = {0, 0};

	for (size_t i = 0; i < town->n_lanes; i++) {
		const char *lane = (const char *)&town->lanes[i];
		uint64_t *sums = strstr(names, town->lanes[i].name) ? in : out;
		uint64_t n;

		memcpy(&n, lane + part, sizeof(n));
		sums[0] += n;
		memcpy(&n, lane + whole, sizeof(n));
		sums[1] += n;
	}
	assert_true(in[1] > 20);
	return out[0] ? in[0] * out[1] / (out[0] * in[1]) : in[0];
}

static void poverty_through_illness_stands_out_in_two_lanes(void **state)
{
	size_t part = offsetof(struct lane, ill);
	size_t whole = offsetof(struct lane, people);

	assert_true(times(*state, "阳曲路760弄", part, whole) >= 3);
	assert_true(times(*state, "闻喜路251弄", part, whole) >= 3);
	assert_true(times(*state, "岭南路100弄 临汾路299弄 汾西路87弄", part, whole) < 3);
}

static void the_old_who_live_alone_stand_out_in_one(void **state)
{
	assert_true(times(*state, "阳曲路470弄", offsetof(struct lane, old_alone),
		offsetof(struct lane, homes)) >= 3);
}

static void those_hard_to_place_stand_out_in_one(void **state)
{
	assert_true(times(*state, "场中路1011弄", offsetof(struct lane, hard_to_place),
		offsetof(struct lane, grown)) >= 3);
}

static void twenty_committees_have_lanes_of_their_own(void **state)
{
	const struct town *town = *state;

	assert_true(town->n_lanes >= 20 && town->n_lanes <= 60);
}

static void an_address_begins_with_its_lane(void **state)
{
	assert_int_equal(((const struct town *)*state)->wrong_address, 0);
}

static void every_link_leads_to_what_came_before(void **state)
{
	assert_int_equal(((const struct town *)*state)->lost_links, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(poverty_through_illness_stands_out_in_two_lanes),
		cmocka_unit_test(the_old_who_live_alone_stand_out_in_one),
		cmocka_unit_test(those_hard_to_place_stand_out_in_one),
		cmocka_unit_test(twenty_committees_have_lanes_of_their_own),
		cmocka_unit_test(an_address_begins_with_its_lane),
		cmocka_unit_test(every_link_leads_to_what_came_before),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
