/* any, all, none, count over those linked; worked out by hand from fixture.h.
 *
 *     H0 {0 1}  H1 {2 3}  H2 {4 5 6}  H3 {7 15}  H4 {8 9 10}  H5 {11 14}  none: 12 13 */
#include "query/fixture.h"

static const struct expected of_residents[] = {
	/* siblings: oneself too; without a household unknown */
	{"household.any(dibao)", "0 1 4 5 6 ? 12 13"},
	{"household.none(dibao)", "2 3 7 8 9 10 11 14 15 ? 12 13"},
	{"-household.any(dibao)", "2 3 7 8 9 10 11 14 15 ? 12 13"},
	{"household.all(-dibao)", "2 3 7 8 9 10 11 14 15 ? 12 13"},
	{"household.any(disabled)", "0 1 2 3 7 15 ? 4 5 6 8 9 10 11 12 13 14"},
	{"household.all(disabled)", "? 2 3 12 13"},
	{"household.none(disabled)", "? 4 5 6 8 9 10 11 12 13 14"},
	{"household.all(age>=60)", "0 1 7 15 ? 2 3 12 13"},
	{"household.any(age<18)", "4 5 6 8 9 10 ? 2 3 12 13"},
	{"户.有(残疾 且 年龄<90)", "0 1 7 15 ? 2 3 4 5 6 8 9 10 11 12 13 14"},
	{"成员.全部(年龄>=60)", "0 1 7 15 ? 2 3 12 13"},
	{"members.any(dibao)", "0 1 4 5 6 ? 12 13"},
	{"户。没有（低保）", "2 3 7 8 9 10 11 14 15 ? 12 13"},
	/* counts: t … t+u */
	{"household.count()=2", "0 1 2 3 7 11 14 15 ? 12 13"},
	{"household.count()>=3", "4 5 6 8 9 10 ? 12 13"},
	{"household.count(disabled)=1", "0 1 7 15 ? 2 3 4 5 6 8 9 10 11 12 13 14"},
	{"household.count(disabled)>=1", "0 1 2 3 7 15 ? 4 5 6 8 9 10 11 12 13 14"},
	{"household.count(disabled)>1", "? 2 3 8 9 10 12 13"},
	{"household.count(disabled)<=1", "0 1 4 5 6 7 11 14 15 ? 2 3 8 9 10 12 13"},
	{"household.count(disabled)<1", "? 4 5 6 8 9 10 11 12 13 14"},
	{"household.count(disabled)!=1", "? 2 3 4 5 6 8 9 10 11 12 13 14"},
	{"household.count(disabled)!=3", "0 1 2 3 4 5 6 7 8 9 10 11 14 15 ? 12 13"},
	{"户.数(女)：＞＝2", "7 15 ? 11 12 13 14"},
	/* the dwelling: across households */
	{"dwelling.count()=4", "0 1 2 3 ? 8 9 10 12 13"},
	{"房.any(dibao)", "0 1 2 3 4 5 6 ? 8 9 10 12 13"},
	/* journals: who has none has none */
	{"visits.any()", "0 7 9 12 15"},
	{"visits.none()", "1 2 3 4 5 6 8 10 11 13 14"},
	{"visits.count()=0", "1 2 3 4 5 6 8 10 11 13 14"},
	{"visits.count()>=2", "0 7"},
	{"visits.any(date>=-30d)", "0 7 15 ? 12"},
	{"visits.none(date>=-30d)", "1 2 3 4 5 6 8 9 10 11 13 14 ? 12"},
	{"visits.count(date>=-30d)=0", "1 2 3 4 5 6 8 9 10 11 13 14 ? 12"},
	{"visits.all(outcome:met)", "9 12 ? 7"},
	{"visits.all()", "0 7 9 12 15"},
	{"走访.有(结果:见到)", "0 7 9 12"},
	{"走访.无(结果:见到)", "1 2 3 4 5 6 8 10 11 13 14 15"},
	{"needs.any(need_state:open)", "0 ? 5"},
	{"诉求.计数(need_state:open)=1", "0 ? 5"},
	/* one in another */
	{"household.any(visits.any(outcome:met))", "0 1 7 8 9 10 15 ? 12 13"},
	{"household.any(visits.any(age>=80))", "0 1 7 15 ? 12 13"},
	{"visits.any(household.any())", "0 7 9 15 ? 12"},
	{"household.any(visits.any(resident.any(outcome:away)))", "0 1 7 15 ? 12 13"},
	{"household.none(household.count()=2)", "4 5 6 8 9 10 ? 12 13"},
};

static const struct expected of_households[] = {
	{"members.any(dibao)", "0 2"},
	{"成员.都(age>=60)", "0 3 ? 1"},
	{"members.count(disabled)>=1", "0 1 3 ? 2 4 5"},
	{"纯老", "0 3 ? 1"},
	{"visits.any()", "0"},
	{"needs.none()", "0 1 2 4 5"},
	{"dwelling.any(poor)", "0 1 3 ? 2 4 5"},
	{"members.any(visits.any(date:近30天))", "0 3"},
};

static void residents_are_asked_of_those_linked(void **state)
{
	ask_all(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
}

static void households_are_asked_of_their_members(void **state)
{
	ask_all(*state, HOUSEHOLD, of_households, MQ_LENGTH(of_households));
	assert_string_equal(ask(*state, DWELLING, "households.any(poor)"), "0 2 ? 1 3");
	assert_string_equal(ask(*state, DWELLING, "households.none()"), "");
	assert_string_equal(ask(*state, DWELLING, "households.any(members.count()>=3)"), "1");
}

static void kept_relations_are_the_same(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 20);
	for (int turn = 0; turn < 2; turn++) {
		ask_all(fixture, RESIDENT, of_residents, MQ_LENGTH(of_residents));
		ask_all(fixture, HOUSEHOLD, of_households, MQ_LENGTH(of_households));
	}
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

/* ---- owners and the linked ---- */

static void a_field_is_read_from_its_owner(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_view *view = &fixture->view;

	assert_int_equal(mq_query_owner(view, RESIDENT, 7, fixture_field(fixture, "name")), 7);
	assert_int_equal(mq_query_owner(view, RESIDENT, 7, fixture_field(fixture, "risk")), 3);
	assert_int_equal(mq_query_owner(view, RESIDENT, 7, fixture_field(fixture, "floor")), 2);
	assert_int_equal(mq_query_owner(view, RESIDENT, 8, fixture_field(fixture, "floor")),
		MQ_NO_RECORD);
	assert_int_equal(mq_query_owner(view, HOUSEHOLD, 1, fixture_field(fixture, "name")),
		MQ_NO_RECORD);
}

static void those_linked_are_found(void **state)
{
	struct fixture *fixture = *state;
	const struct mq_view *view = &fixture->view;
	mq_field_id of_household = fixture->schema->kinds[RESIDENT].links[0];
	mq_field_id of_resident = fixture->schema->kinds[VISIT].links[0];
	mq_record_id ids[4];

	assert_int_equal(mq_query_linked(view, of_household, 2, 0, ids, 4), 3);
	assert_int_equal(ids[0], 4);
	assert_int_equal(ids[2], 6);
	assert_int_equal(mq_query_linked(view, of_household, 2, 5, ids, 4), 2);
	assert_int_equal(ids[0], 5);
	assert_int_equal(mq_query_linked(view, of_household, 2, 0, ids, 1), 1);
	assert_int_equal(ids[0], 4);
	assert_int_equal(mq_query_linked(view, of_household, 2, 7, ids, 4), 0);
	assert_int_equal(mq_query_linked(view, of_resident, 7, 0, ids, 4), 2);
}

static const char *value(struct fixture *fixture, mq_kind_id kind, mq_record_id id, const char *field)
{
	mq_buf_clear(&fixture->said);
	mq_buf_adds(&fixture->said, "");
	mq_query_value(&fixture->view, kind, id, fixture_field(fixture, field), &fixture->said);
	return fixture->said.len > 0 ? fixture->said.data : "";
}

static void values_are_stored_derived_or_read_up_the_links(void **state)
{
	assert_string_equal(value(*state, RESIDENT, 0, "name"), "王晓明");
	assert_string_equal(value(*state, RESIDENT, 0, "age"), "84");
	assert_string_equal(value(*state, RESIDENT, 3, "age"), "");
	assert_string_equal(value(*state, RESIDENT, 0, "elder_80"), "true");
	assert_string_equal(value(*state, RESIDENT, 2, "elder_80"), "false");
	assert_string_equal(value(*state, RESIDENT, 3, "elder_80"), "");
	assert_string_equal(value(*state, RESIDENT, 0, "address"), "阳曲路760弄12号302室");
	assert_string_equal(value(*state, RESIDENT, 12, "address"), "");
	assert_string_equal(value(*state, RESIDENT, 7, "all_old"), "true");
	assert_string_equal(value(*state, VISIT, 0, "age"), "84");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(residents_are_asked_of_those_linked),
		cmocka_unit_test(households_are_asked_of_their_members),
		cmocka_unit_test(kept_relations_are_the_same),
		cmocka_unit_test(a_field_is_read_from_its_owner),
		cmocka_unit_test(those_linked_are_found),
		cmocka_unit_test(values_are_stored_derived_or_read_up_the_links),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
