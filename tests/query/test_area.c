/* Those who live in the same building, lane or committee, and siblings without
 * oneself; worked out by hand from street.h. */
#include "query/street.h"

static const struct expected of_residents[] = {
	/* building A 1: 0 1 2 6; A 2: 3; B 1: 4; not known: 5 7 8 */
	{"building.any(age>=85)", "0 1 2 6 ? 5 7 8"},
	{"building.any(dibao)", "0 1 2 4 6 ? 5 7 8"},
	{"building.none(dibao)", "3 ? 5 7 8"},
	{"building.count()=4", "0 1 2 6 ? 5 7 8"},
	{"building.count(disabled)>=1", "0 1 2 6 ? 5 7 8"},
	{"building.count(disabled)=1", "? 0 1 2 5 6 7 8"},
	{"building.all(age<90)", "3 4 ? 0 1 2 5 6 7 8"},
	{"楼.有(低保)", "0 1 2 4 6 ? 5 7 8"},
	{"楼栋。计数（）：1", "3 4 ? 5 7 8"},
	/* a stairwell has its number within a building alone */
	{"unit.count()=3", "0 1 6 ? 3 5 7 8"},
	{"Stairwell.count()=1", "2 4 ? 3 5 7 8"},
	{"committee.count()=4", "0 1 2 3 ? 6 7 8"},
	{"居委会.any(age<=20)", "4 5 ? 6 7 8"},
	{"lane.count()=2", "4 5 ? 7 8"},
	{"弄.count()=5", "0 1 2 3 6 ? 7 8"},
	{"kin.any(age=40)", "0 1 3 ? 4 5 6 7 8"},
	/* one in another */
	{"building.any(visits.count()>=1 and age=85)", "0 1 2 6 ? 5 7 8"},
	{"household.any(building.any(disabled))", "0 1 2 6 ? 5 7 8"},
};

static const struct expected of_others[] = {
	{"household.others.any()", "0 1 ? 8"},
	{"household.others.none()", "2 3 4 5 6 7 ? 8"},
	{"household.others.all(age=30)", "0 ? 8"},
	{"household.others.any(age=30)", "0 ? 8"},
	{"members.others.count()=0", "2 3 4 5 6 7 ? 8"},
	{"户.其他.有(低保)", "1 ? 8"},
	{"dwelling.OTHERS.any(dibao)", "1 ? 7 8"},
	{"building.others.any(dibao)", "1 2 6 ? 5 7 8"},
	{"building．其余．any(age=80)", "1 2 6 ? 0 5 7 8"},
	{"building.others.count(disabled)=1", "6 ? 0 1 2 5 7 8"},
	{"building.others.count(disabled)<=1", "2 3 4 6 ? 0 1 5 7 8"},
	{"building.others.all(disabled)", "? 5 7 8"},
	{"building.others.any(household.others.any(age=80))", "0 2 6 ? 5 7 8"},
	{"building.others.count(dibao):1", "1 2 6 ? 5 7 8"},
};

static const struct expected of_dwellings[] = {
	{"building.count()=3", "0 1 5 ? 4"},
	{"building.others.any(unit_no=2)", "0 5 ? 4"},
	{"committee.others.count()=2", "0 1 2 ? 5"},
};

static const struct expected of_visits[] = {
	{"building.count()=2", "0 1 ? 3 4"},
	{"building.others.any(date:?)", "0 ? 3 4"},
	{"resident.others.any()", "? 4"},
};

static void residents_are_asked_of_their_areas(void **state)
{
	ask_all(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
}

static void others_are_siblings_without_oneself(void **state)
{
	ask_all(*state, RESIDENT, of_others, MQ_LENGTH(of_others));
}

static void every_kind_that_leads_there_has_the_areas(void **state)
{
	ask_all(*state, DWELLING, of_dwellings, MQ_LENGTH(of_dwellings));
	ask_all(*state, VISIT, of_visits, MQ_LENGTH(of_visits));
	assert_string_equal(ask(*state, HOUSEHOLD, "kin.count()=2"), "0 2 ? 3 4 5 6");
	assert_string_equal(ask(*state, HOUSEHOLD, "building.count()=3"), "0 1 5 ? 4 6");
}

static void kept_areas_are_the_same(void **state)
{
	ask_all_kept(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	ask_all_kept(*state, RESIDENT, of_others, MQ_LENGTH(of_others));
	ask_all_kept(*state, DWELLING, of_dwellings, MQ_LENGTH(of_dwellings));
	ask_all_kept(*state, VISIT, of_visits, MQ_LENGTH(of_visits));
}

static void no_area_leads_past_what_may_be_seen(void **state)
{
	struct fixture *fixture = *state;
	const mq_record_id seen[] = {0, 2, 3};
	struct mq_set *dwellings = mq_set_of(seen, MQ_LENGTH(seen));

	fixture->view.universe[DWELLING] = dwellings;
	assert_string_equal(ask(fixture, RESIDENT, "building.count()=2"), "0 1 ? 2 5 6 7 8");
	assert_string_equal(ask(fixture, RESIDENT, "building.others.any()"), "0 1 ? 2 5 6 7 8");
	assert_string_equal(ask(fixture, DWELLING, "committee.count()=2"), "0 2");
	fixture->view.universe[DWELLING] = NULL;
	mq_set_free(dwellings);
}

static void what_is_no_area_is_told(void **state)
{
	refused(*state, RESIDENT, "village.any()", "kin, committee, lane, building, unit");
	refused(*state, RESIDENT, "visits.others.any()", "no relation called 'visits.others'");
	refused(*state, RESIDENT, "others.any()", "no relation called 'others'");
	refused(*state, RESIDENT, "household.others.others.any()", "no relation called");
	refused(*state, RESIDENT, "building.others.some()", "none of any, all, none, count");
	refused(*state, DWELLING, "kin.any()", "no relation called 'kin'");
	refused(*state, NEED, "building.any()", "no relation called 'building'");
	repaired(*state, RESIDENT, "bulding.any()", "building.any()");
	repaired(*state, RESIDENT, "building.othres.any()", "building.others.any()");
	repaired(*state, RESIDENT, "visits.others.any()", "visits.any()");
	repaired(*state, RESIDENT, "household.others.others.any()", "household.any()");
	refused(*state, RESIDENT, "sort:lane", "cannot sort by 'lane'");
}

static void areas_print_by_their_ids(void **state)
{
	static const char *const texts[][2] = {
		{"楼.其余.有(低保)", "building.others.any(dibao)"},
		{"Stairwell.count()>1", "unit.count()>1"},
		{"成员.其他.没有(居委会.有(残疾))", "household.others.none(committee.any(disabled))"},
	};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		char *text = printed(*state, RESIDENT, texts[i][0]);

		assert_string_equal(text, texts[i][1]);
		free(text);
	}
}

/* ---- many ---- */

enum { N_LANES = 50, N_HOUSES = 30, N_ROOMS = 2 * N_LANES * N_HOUSES };

static void fill_a_town(struct fixture *fixture, struct mq_bulk *bulk)
{
	for (int i = 0; i < N_ROOMS; i++) {
		char *line = mq_format("room_id=R%d lane=弄%d house=%d", i, i % N_LANES,
			i / N_LANES % N_HOUSES);

		fixture_add(fixture->schema, DWELLING, line, NULL, bulk);
		free(line);
	}
}

static int town_open(void **state)
{
	return street_open_with(state, fill_a_town);
}

static void assert_count(struct fixture *fixture, const char *text, uint64_t n)
{
	struct mq_query *query = fixture_query(fixture, DWELLING, text);
	struct mq_answer answer = {0};

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	assert_int_equal(mq_set_count(answer.yes), n);
	assert_int_equal(mq_set_count(answer.possible), n);
	mq_answer_release(&answer);
	mq_query_free(query);
}

static void many_areas_are_told_apart(void **state)
{
	assert_count(*state, "building.count()=2", N_ROOMS);
	assert_count(*state, "building.others.count()=1", N_ROOMS);
	assert_count(*state, "lane.count()=60", N_ROOMS);
	assert_count(*state, "building.any(room_id=R7)", 2);
	assert_count(*state, "lane.others.any(room_id=R7)", N_ROOMS / N_LANES - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(residents_are_asked_of_their_areas),
		cmocka_unit_test(others_are_siblings_without_oneself),
		cmocka_unit_test(every_kind_that_leads_there_has_the_areas),
		cmocka_unit_test(kept_areas_are_the_same),
		cmocka_unit_test(no_area_leads_past_what_may_be_seen),
		cmocka_unit_test(what_is_no_area_is_told),
		cmocka_unit_test(areas_print_by_their_ids),
	};
	const struct CMUnitTest towns[] = {
		cmocka_unit_test(many_areas_are_told_apart),
	};
	int failed = cmocka_run_group_tests(tests, street_open, fixture_close);

	return cmocka_run_group_tests(towns, town_open, fixture_close) + failed;
}
