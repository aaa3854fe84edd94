/* Facets counted in pieces are the facets counted at once. */
#include "session/office.h"

#include <minqing/facets.h>

static const char *const questions[] = {"", "sex:female", "age>=60", "age:60..79 sex:male",
	"age>=80 or age<6", "-sex:male age:?", "家", "lives_alone", "committee:?"};

static void assert_same_value(const struct mq_facet_value *a, const struct mq_facet_value *b)
{
	assert_string_equal(a->label, b->label);
	assert_string_equal(a->value, b->value);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->counted, b->counted);
	assert_int_equal(a->chosen, b->chosen);
}

static void assert_same(const struct mq_facets *a, const struct mq_facets *b)
{
	assert_int_equal(a->n_facets, b->n_facets);
	for (size_t i = 0; i < a->n_facets; i++) {
		const struct mq_facet *facet = &a->facets[i];

		assert_int_equal(facet->field, b->facets[i].field);
		assert_string_equal(facet->label, b->facets[i].label);
		assert_int_equal(facet->n_values, b->facets[i].n_values);
		for (size_t k = 0; k < facet->n_values; k++) {
			assert_same_value(&facet->values[k], &b->facets[i].values[k]);
		}
	}
}

static size_t n_counted(const struct mq_facets *facets)
{
	size_t n = 0;

	for (size_t i = 0; i < facets->n_facets; i++) {
		for (size_t k = 0; k < facets->facets[i].n_values; k++) {
			n += facets->facets[i].values[k].counted;
		}
	}
	return n;
}

static void count_all(struct office *office, struct mq_facets *facets)
{
	while (facets->n_counted < facets->n_facets) {
		size_t before = n_counted(facets);

		assert_int_equal(mq_session_facets_count(office->session, facets, 0,
			&office->diag), MQ_OK);
		assert_true(n_counted(facets) > before);
	}
}

static void in_pieces_they_come_out_as_at_once(void **state)
{
	struct office *office = *state;
	struct mq_facets pieces = {0};

	for (size_t i = 0; i < MQ_LENGTH(questions); i++) {
		struct mq_facets whole;

		office_hits(office, questions[i]);
		size_t n = mq_session_n_facets(office->session);

		assert_int_equal(mq_session_facets_begin(office->session, 0, n, &pieces,
			&office->diag), MQ_OK);
		assert_int_equal(n_counted(&pieces), 0);
		count_all(office, &pieces);
		assert_int_equal(mq_session_facets(office->session, 0, n, &whole, &office->diag),
			MQ_OK);
		assert_same(&pieces, &whole);
		mq_facets_release(&whole);
	}
	mq_facets_release(&pieces);
}

static void another_question_in_between_begins_them_anew(void **state)
{
	struct office *office = *state;

	for (size_t i = 0; i + 1 < MQ_LENGTH(questions); i++) {
		struct mq_facets pieces = {0};
		struct mq_facets whole;

		office_hits(office, questions[i]);
		assert_int_equal(mq_session_facets_begin(office->session, 1, 4, &pieces,
			&office->diag), MQ_OK);
		for (size_t steps = 0; steps < i; steps++) {
			mq_session_facets_count(office->session, &pieces, 0, &office->diag);
		}
		office_hits(office, questions[i + 1]);
		mq_session_facets_count(office->session, &pieces, 0, &office->diag);
		count_all(office, &pieces);
		assert_int_equal(mq_session_facets(office->session, 1, 4, &whole, &office->diag),
			MQ_OK);
		assert_same(&pieces, &whole);
		mq_facets_release(&whole);
		mq_facets_release(&pieces);
	}
}

/* Of a folded group only what is shown is counted; fields of no facet can be had too, and
 * what the kind does not have is left out. */
static void those_picked_are_counted_as_far_as_they_are_shown(void **state)
{
	struct office *office = *state;
	struct mq_facets all = {0};
	struct mq_facets picked = {0};
	size_t n, group = 0;

	office_hits(office, "高龄");
	n = mq_session_n_facets(office->session);
	assert_int_equal(mq_session_facets(office->session, 0, n, &all, &office->diag), MQ_OK);
	while (all.facets[group].field != MQ_NO_FIELD || all.facets[group].n_values < 2) {
		assert_in_range(++group, 0, all.n_facets - 1);
	}
	const struct mq_facet_wish wishes[] = {
		{.place = group, .n_few = 1},
		{.place = n + 7},
		{.place = MQ_FACET_FIELD, .field = office_field(office, "name")},
		{.place = 0},
	};
	assert_int_equal(mq_session_facets_pick(office->session, wishes, MQ_LENGTH(wishes), &picked,
		&office->diag), MQ_OK);
	assert_int_equal(picked.n_facets, 3);
	assert_int_equal(mq_session_facets_count(office->session, &picked, INT64_MAX,
		&office->diag), MQ_OK);
	for (size_t i = 0; i < picked.facets[0].n_values; i++) {
		const struct mq_facet_value *value = picked.facets[0].values + i;

		assert_int_equal(value->counted, i < 1 || value->chosen);
		assert_true(!value->counted || value->count == all.facets[group].values[i].count);
	}
	assert_int_equal(picked.facets[1].field, office_field(office, "name"));
	assert_true(picked.facets[1].n_values > 1);
	assert_string_equal(picked.facets[2].label, all.facets[0].label);
	mq_facets_release(&picked);
	mq_facets_release(&all);
}

static void where_the_unknown_are_listed_they_are_counted(void **state)
{
	struct office *office = *state;
	const mq_field_id sex = office_field(office, "sex");
	static const char *const asked[] = {"age>=80", "age>=80 sex:female", "高龄 or 独居"};
	uint64_t total = 0;

	for (size_t i = 0; i < MQ_LENGTH(asked); i++) {
		struct mq_facets facets;
		uint64_t all = 0;

		mq_session_show_unknown(office->session, true);
		office_hits(office, asked[i]);
		assert_int_equal(mq_session_spread(office->session, sex, 0, &facets, &office->diag),
			MQ_OK);
		for (size_t k = 0; k < facets.facets[0].n_values; k++) {
			all += facets.facets[0].values[k].count;
		}
		assert_int_equal(all, office->reply.unknown);
		total += all;
		mq_facets_release(&facets);
		mq_session_show_unknown(office->session, false);
	}
	assert_true(total > 0);
}

static void held_it_stays_the_same_day_and_snapshot(void **state)
{
	struct office *office = *state;
	struct mq_reply reply;

	mq_session_hold(office->session);
	mq_session_hold(office->session);
	uint64_t hits = office_hits(office, "age>=60");

	setenv("MINQING_TODAY", "2090-03-01", 1);
	assert_int_equal(office_hits(office, "age>=60"), hits);
	mq_session_let_go(office->session);
	assert_true(office_hits(office, "age>=60") > hits);
	setenv("MINQING_TODAY", "2026-03-01", 1);
	assert_int_equal(mq_session_ask(office->session, office->resident, "age>=60", 7, true, &reply,
		&office->diag), MQ_OK);
	assert_int_equal(reply.hits, hits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_pieces_they_come_out_as_at_once),
		cmocka_unit_test(another_question_in_between_begins_them_anew),
		cmocka_unit_test(those_picked_are_counted_as_far_as_they_are_shown),
		cmocka_unit_test(where_the_unknown_are_listed_they_are_counted),
		cmocka_unit_test(held_it_stays_the_same_day_and_snapshot),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
