#include "office.h"

#include <minqing/facets.h>

enum { N_MAX = 400 };

static size_t find(struct office *office, const char *text, struct mq_finding *found)
{
	size_t n = mq_session_find_facets(office->session, text, strlen(text), found, N_MAX);

	return n < N_MAX ? n : N_MAX;
}

static bool has_field(const struct mq_finding *found, size_t n, mq_field_id field)
{
	for (size_t i = 0; i < n; i++) {
		if (found[i].wish.field == field && !found[i].value_label) {
			return true;
		}
	}
	return false;
}

/* By its id and both of its labels, whole. */
static void every_field_is_found_by_each_of_its_names(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct mq_finding found[N_MAX];

	office_hits(office, "");
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];
		const char *const names[] = {field->id, field->zh, field->en};

		for (size_t k = 0; k < MQ_LENGTH(names); k++) {
			bool wanted = field->reading_of == MQ_NO_FIELD &&
				mq_schema_distance(schema, office->resident, field->number) >= 0;

			if (names[k]) {
				assert_int_equal(has_field(found, find(office, names[k], found),
					field->number), wanted);
			}
		}
	}
}

/* What is found can be picked, and is the facet that has the value. */
static void what_is_found_is_in_the_facet_it_is_said_to_be_in(void **state)
{
	static const char *const typed[] = {"nv", "女", "hun", "独居", "lives", "wh", "?", "a"};
	struct office *office = *state;
	struct mq_finding found[N_MAX];

	office_hits(office, "");
	for (size_t i = 0; i < MQ_LENGTH(typed); i++) {
		size_t n = find(office, typed[i], found);

		for (size_t k = 0; k < n; k++) {
			struct mq_facets facets = {0};
			bool has = !found[k].value;

			assert_int_equal(mq_session_facets_pick(office->session, &found[k].wish, 1,
				&facets, &office->diag), MQ_OK);
			assert_int_equal(facets.n_facets, 1);
			for (size_t v = 0; v < facets.facets[0].n_values && !has; v++) {
				has = strcmp(facets.facets[0].values[v].value, found[k].value) == 0;
			}
			assert_true(has);
			mq_facets_release(&facets);
		}
	}
}

static void what_fits_best_comes_first(void **state)
{
	static const struct {
		const char *typed;
		const char *field;
		const char *value;
	} cases[] = {
		{"sex", "sex", NULL}, {"xingbie", "sex", NULL}, {"nianl", "age", NULL},
		{"女", "sex", "2"}, {"weihun", "marital", NULL}, {"duju", "lives_alone", "lives_alone"},
	};
	struct office *office = *state;
	struct mq_finding found[N_MAX];

	office_hits(office, "");
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_true(find(office, cases[i].typed, found) > 0);
		assert_int_equal(found[0].wish.field, office_field(office, cases[i].field));
		if (cases[i].value) {
			assert_string_equal(found[0].value, cases[i].value);
		}
	}
	assert_int_equal(find(office, "", found), 0);
	assert_int_equal(find(office, "qqqq", found), 0);
}

static void every_facet_is_found_by_what_it_is_called_in_files(void **state)
{
	struct office *office = *state;
	struct mq_facet_wish wish;

	office_hits(office, "");
	for (size_t i = 0; i < mq_session_n_facets(office->session); i++) {
		struct mq_buf name = {0};

		mq_session_facet_name(office->session, &(struct mq_facet_wish){.place = i}, &name);
		assert_true(mq_session_facet_named(office->session, name.data, name.len, &wish));
		assert_int_equal(wish.place, i);
		mq_buf_release(&name);
	}
	assert_true(mq_session_facet_named(office->session, "phone_mobile", 12, &wish));
	assert_int_equal(wish.place, MQ_FACET_FIELD);
	assert_int_equal(wish.field, office_field(office, "phone_mobile"));
	assert_false(mq_session_facet_named(office->session, "group:none", 10, &wish));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_found_by_each_of_its_names),
		cmocka_unit_test(what_is_found_is_in_the_facet_it_is_said_to_be_in),
		cmocka_unit_test(what_fits_best_comes_first),
		cmocka_unit_test(every_facet_is_found_by_what_it_is_called_in_files),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
