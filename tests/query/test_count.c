/* How sets spread over values: the same by every way of counting. */
#include "query/fixture.h"

/* "c0 c1 … ? unknown" for the answer of a question. */
static const char *count(struct fixture *fixture, mq_kind_id kind, const char *text,
	const char *field)
{
	struct mq_query *query = fixture_query(fixture, kind, text);
	struct mq_answer answer = {0};
	uint64_t counts[16];
	uint64_t unknown;
	mq_field_id number = fixture_field(fixture, field);
	const struct mq_field *of = fixture->schema->fields + number;
	size_t n = of->type == MQ_TYPE_BOOL ? 2 : of->codes->n_codes;

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	assert_int_equal(mq_query_count(&fixture->view, kind, answer.yes, number, counts,
		MQ_LENGTH(counts), &unknown, NULL), MQ_OK);
	mq_buf_clear(&fixture->said);
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&fixture->said, "%u ", (unsigned)counts[i]);
	}
	mq_buf_addf(&fixture->said, "? %u", (unsigned)unknown);
	mq_answer_release(&answer);
	mq_query_free(query);
	return fixture->said.data;
}

static void own_fields_are_counted(void **state)
{
	assert_string_equal(count(*state, RESIDENT, "", "sex"), "6 8 ? 2");
	assert_string_equal(count(*state, RESIDENT, "dibao", "sex"), "2 1 ? 0");
	assert_string_equal(count(*state, RESIDENT, "", "care"), "3 3 3 0 ? 7");
	assert_string_equal(count(*state, RESIDENT, "", "relief"), "2 3 2 ? 12");
	assert_string_equal(count(*state, RESIDENT, "", "cert"), "1 1 ? 14");
	assert_string_equal(count(*state, RESIDENT, "sex:? sex:1", "care"), "0 0 0 0 ? 0");
}

static void tags_are_counted_as_they_are_read(void **state)
{
	assert_string_equal(count(*state, RESIDENT, "", "dibao"), "13 3 ? 0");
	assert_string_equal(count(*state, RESIDENT, "", "disabled"), "6 4 ? 6");
	assert_string_equal(count(*state, RESIDENT, "", "elder_80"), "9 4 ? 3");
	assert_string_equal(count(*state, RESIDENT, "sex:2", "elder_80"), "4 3 ? 1");
	assert_string_equal(count(*state, RESIDENT, "", "hardship"), "5 4 ? 7");
}

static void fields_up_the_links_are_counted(void **state)
{
	assert_string_equal(count(*state, RESIDENT, "", "committee"), "4 3 2 ? 7");
	assert_string_equal(count(*state, RESIDENT, "dibao", "committee"), "1 1 0 ? 1");
	assert_string_equal(count(*state, RESIDENT, "", "risk"), "2 3 5 0 ? 6");
	assert_string_equal(count(*state, RESIDENT, "", "facing"), "7 3 ? 9");
	assert_string_equal(count(*state, RESIDENT, "", "has_lift"), "8 3 ? 5");
	assert_string_equal(count(*state, RESIDENT, "", "poor"), "5 4 ? 7");
	assert_string_equal(count(*state, RESIDENT, "", "all_old"), "8 4 ? 4");
	assert_string_equal(count(*state, VISIT, "", "sex"), "3 4 ? 1");
}

static void nothing_else_is_counted(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_set *all = fixture->view.universe[RESIDENT];
	uint64_t counts[2];
	uint64_t unknown;

	assert_int_equal(mq_query_count(&fixture->view, RESIDENT, all, fixture_field(fixture, "name"),
		counts, 2, &unknown, NULL), MQ_ERR_USAGE);
	assert_int_equal(mq_query_count(&fixture->view, RESIDENT, all,
		fixture_field(fixture, "committee"), counts, 2, &unknown, NULL), MQ_ERR_USAGE);
	assert_int_equal(mq_query_count(&fixture->view, HOUSEHOLD, all,
		fixture_field(fixture, "sex"), counts, 2, &unknown, NULL), MQ_ERR_USAGE);
}

/* What a count says is what narrowing by it finds. */
static void a_count_is_the_hits_of_its_value(void **state)
{
	static const char *const fields[] = {"sex", "care", "cert", "committee", "risk", "relief",
		"facing"};
	static const char *const texts[] = {"", "dibao", "sex:2", "age>=60", "household.any(disabled)"};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < MQ_LENGTH(fields) * MQ_LENGTH(texts); i++) {
		const char *text = texts[i / MQ_LENGTH(fields)];
		const struct mq_field *field = fixture->schema->fields
			+ fixture_field(fixture, fields[i % MQ_LENGTH(fields)]);
		const char *counted = count(fixture, RESIDENT, text, field->id);
		struct mq_buf expected = {0};

		counted = mq_strdup(counted);
		for (size_t code = 0; code <= field->codes->n_codes; code++) {
			bool last = code == field->codes->n_codes;
			char *narrowed = mq_format("%s %s:%s", text, field->id,
				last ? "?" : field->codes->codes[code].id);
			struct mq_query *query = fixture_query(fixture, RESIDENT, narrowed);
			struct mq_answer answer = {0};

			mq_query_answer(query, &fixture->view, &answer, NULL, NULL);
			mq_buf_addf(&expected, last ? "? %u" : "%u ",
				(unsigned)mq_set_count(answer.yes));
			mq_answer_release(&answer);
			mq_query_free(query);
			free(narrowed);
		}
		assert_string_equal(counted, expected.data);
		free((char *)counted);
		mq_buf_release(&expected);
	}
}

static void many_tags_are_counted_as_each_alone(void **state)
{
	static const char *const ids[] = {"dibao", "disabled", "has_lift", "poor", "elder_80",
		"hardship", "all_old", "walk_up"};
	static const char *const texts[] = {"", "dibao", "sex:2", "age>=60", "sex:? sex:1"};
	struct fixture *fixture = *state;
	mq_field_id tags[MQ_LENGTH(ids)];

	for (size_t i = 0; i < MQ_LENGTH(ids); i++) {
		tags[i] = fixture_field(fixture, ids[i]);
	}
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct mq_query *query = fixture_query(fixture, RESIDENT, texts[i]);
		uint64_t counts[MQ_LENGTH(ids)];
		struct mq_answer answer = {0};

		mq_query_answer(query, &fixture->view, &answer, NULL, NULL);
		assert_int_equal(mq_query_count_tags(&fixture->view, RESIDENT, answer.yes, tags,
			MQ_LENGTH(ids), counts, NULL), MQ_OK);
		for (size_t k = 0; k < MQ_LENGTH(ids); k++) {
			uint64_t alone[2];
			uint64_t unknown;

			mq_query_count(&fixture->view, RESIDENT, answer.yes, tags[k], alone, 2,
				&unknown, NULL);
			assert_int_equal(counts[k], alone[1]);
		}
		mq_answer_release(&answer);
		mq_query_free(query);
	}
	tags[1] = fixture_field(fixture, "sex");
	assert_int_equal(mq_query_count_tags(&fixture->view, RESIDENT,
		fixture->view.universe[RESIDENT], tags, 2, (uint64_t[2]){0}, NULL), MQ_ERR_USAGE);
}

static void kept_counts_are_the_same(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 20);
	for (int turn = 0; turn < 2; turn++) {
		own_fields_are_counted(state);
		tags_are_counted_as_they_are_read(state);
		fields_up_the_links_are_counted(state);
		many_tags_are_counted_as_each_alone(state);
	}
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_fields_are_counted),
		cmocka_unit_test(tags_are_counted_as_they_are_read),
		cmocka_unit_test(fields_up_the_links_are_counted),
		cmocka_unit_test(nothing_else_is_counted),
		cmocka_unit_test(a_count_is_the_hits_of_its_value),
		cmocka_unit_test(many_tags_are_counted_as_each_alone),
		cmocka_unit_test(kept_counts_are_the_same),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
