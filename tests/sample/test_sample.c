#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/sample.h>

enum { RESIDENTS = 6000, KINDS = 8, COMMITTEES = 20, HOUSEHOLDS_MAX = 6000 };

/* What is remembered of a walk. */
struct town {
	struct mq_schema *schema;
	mq_kind_id resident;
	mq_kind_id household;
	mq_kind_id dwelling;
	uint32_t n[KINDS];
	uint64_t digest;
	uint32_t refused;		/* values that do not read back as they were put */
	uint32_t hukou;
	uint32_t hukou_over_60;
	uint32_t bad_ids;
	uint32_t planted;
	uint8_t heads[HOUSEHOLDS_MAX];
	uint32_t ill[2], in_lane[2];	/* [1] in the planted lanes */
	bool lane_of[HOUSEHOLDS_MAX * 2];
	mq_record_id dwelling_of[HOUSEHOLDS_MAX];
};

static const char *text_of(const struct town *town, const struct mq_record *record, const char *name,
	char out[64])
{
	struct mq_slice text = mq_record_get(record,
		mq_schema_field_exact(town->schema, MQ_NO_KIND, name, strlen(name)));

	snprintf(out, 64, "%.*s", text.data ? (int)text.len : 0, text.data ? (char *)text.data : "");
	return out;
}

/* Every value is one the schema would have written itself. */
static uint32_t unlike(const struct town *town, const struct mq_record *record)
{
	uint32_t n = 0;

	for (size_t i = 0; i < record->n_values; i++) {
		const struct mq_record_value *put = &record->values[i];
		struct mq_buf out = {0};
		struct mq_value value;

		n += mq_value_read(&town->schema->fields[put->field], put->text.data, put->text.len,
			&out, &value, NULL) != MQ_OK || value.text.len != put->text.len ||
			memcmp(value.text.data, put->text.data, put->text.len) != 0;
		mq_buf_release(&out);
	}
	return n;
}

static void see_resident(struct town *town, const struct mq_record *record)
{
	const struct mq_kind *kind = &town->schema->kinds[town->resident];
	mq_record_id home = (mq_record_id)mq_value_number(&town->schema->fields[kind->links[0]],
		mq_record_get(record, kind->links[0]));
	char birth[64];
	char other[64];
	char id[64];
	mq_day born;

	text_of(town, record, "birth_date", birth);
	text_of(town, record, "id_number", id);
	if (*birth) {
		town->bad_ids += strncmp(id + 6, birth, 4) != 0 || strncmp(id + 10, birth + 5, 2) != 0 ||
			(id[16] - '0') % 2 != (text_of(town, record, "sex", other)[0] == '1');
	}
	if (*text_of(town, record, "population_type", other) == 'h' && *birth &&
	    mq_day_parse(birth, strlen(birth), &born)) {
		town->hukou++;
		town->hukou_over_60 += born <= mq_day_born_by(20513, 60);
	}
	town->heads[home] += strcmp(text_of(town, record, "relation_to_head", other), "02") == 0;
	bool lane = town->lane_of[town->dwelling_of[home]];

	town->in_lane[lane]++;
	town->ill[lane] += strcmp(text_of(town, record, "illness_poverty", other), "true") == 0;
}

static enum mq_err take(void *context, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag)
{
	struct town *town = context;
	struct mq_buf bytes = {0};
	char text[64];

	(void)diag;
	*id = town->n[kind]++;
	mq_record_encode(record, &bytes);
	town->digest = town->digest * 31 + mq_hash(bytes.data, bytes.len);
	mq_buf_release(&bytes);
	town->refused += unlike(town, record);
	if (kind == town->dwelling) {
		text_of(town, record, "lane", text);
		town->lane_of[*id] = strcmp(text, "阳曲路760弄") == 0 ||
			strcmp(text, "闻喜路251弄") == 0;
	} else if (kind == town->household) {
		mq_field_id link = town->schema->kinds[kind].links[0];

		town->dwelling_of[*id] = (mq_record_id)mq_value_number(
			&town->schema->fields[link], mq_record_get(record, link));
	} else if (kind == town->resident) {
		see_resident(town, record);
	}
	return MQ_OK;
}

static void planted(void *context, const char *what, const char *kind, const char *key)
{
	struct town *town = context;

	assert_int_equal(what[0], 'X');
	assert_string_equal(kind, "resident");
	assert_int_equal(key[0], 'P');
	town->planted++;
}

static struct town *walk(uint64_t seed, bool faults)
{
	struct town *town = mq_alloc(sizeof(*town));
	const struct mq_sample_options options = {
		.residents = RESIDENTS, .seed = seed, .today = 20513 /* 2026-03-01 */,
		.faults = faults,
	};

	assert_int_equal(mq_schema_load("config", &town->schema, NULL), MQ_OK);
	town->resident = mq_schema_kind(town->schema, "resident");
	town->household = mq_schema_kind(town->schema, "household");
	town->dwelling = mq_schema_kind(town->schema, "dwelling");
	assert_int_equal(mq_sample_run(town->schema, &options, take, planted, town, NULL), MQ_OK);
	return town;
}

static void town_free(struct town *town)
{
	mq_schema_free(town->schema);
	free(town);
}

static void the_same_seed_makes_the_same_people(void **state)
{
	struct town *first = walk(1, false);
	struct town *again = walk(1, false);
	struct town *other = walk(2, false);

	(void)state;
	assert_true(first->digest == again->digest);
	assert_true(first->digest != other->digest);
	town_free(first);
	town_free(again);
	town_free(other);
}

static void every_value_is_one_the_schema_writes(void **state)
{
	struct town *town = walk(3, false);

	(void)state;
	assert_int_equal(town->refused, 0);
	town_free(town);
}

static void people_live_as_they_do_in_the_inner_city(void **state)
{
	struct town *town = walk(4, false);
	uint32_t residents = town->n[town->resident];
	uint32_t households = town->n[town->household];

	(void)state;
	assert_in_range(residents, RESIDENTS, RESIDENTS + 8);
	assert_in_range(residents * 10 / households, 20, 30);
	assert_true(town->hukou_over_60 * 3 > town->hukou);
	assert_true(town->hukou_over_60 * 2 < town->hukou);
	for (uint32_t i = 0; i < households; i++) {
		assert_int_equal(town->heads[i], 1);
	}
	town_free(town);
}

static void identity_numbers_agree_with_birth_and_sex(void **state)
{
	struct town *town = walk(5, false);

	(void)state;
	assert_int_equal(town->bad_ids, 0);
	town_free(town);
}

static void hardship_through_illness_stands_out_in_two_lanes(void **state)
{
	struct town *town = walk(6, false);

	(void)state;
	assert_true(town->in_lane[1] > 0);
	/* Per head in the planted lanes, at least three times elsewhere's. */
	assert_true((uint64_t)town->ill[1] * town->in_lane[0] >=
		3 * (uint64_t)town->ill[0] * town->in_lane[1]);
	town_free(town);
}

static void planted_mistakes_are_there_and_told(void **state)
{
	struct town *town = walk(7, true);

	(void)state;
	assert_in_range(town->planted, RESIDENTS / 400 - 1, RESIDENTS / 400 + 1);
	assert_true(town->bad_ids > 0);
	town_free(town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_makes_the_same_people),
		cmocka_unit_test(every_value_is_one_the_schema_writes),
		cmocka_unit_test(people_live_as_they_do_in_the_inner_city),
		cmocka_unit_test(identity_numbers_agree_with_birth_and_sex),
		cmocka_unit_test(hardship_through_illness_stands_out_in_two_lanes),
		cmocka_unit_test(planted_mistakes_are_there_and_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
