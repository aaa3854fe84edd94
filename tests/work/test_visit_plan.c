#include "work/street.h"

/* A sitting that must go well, and nothing more of it. */
static void visited(struct street *street, const char *text)
{
	struct mq_plan plan = street_visited(street, text);

	assert_false(plan.there);
	mq_plan_release(&plan);
}

static void refused(struct street *street, const char *text, const char *says)
{
	struct mq_plan plan;

	assert_int_not_equal(street_visit(street, text, &plan), MQ_OK);
	if (!street_says(street, says)) {
		mq_diag_print(&street->diag, "test: ", stderr);
		fail_msg("'%s' does not say '%s'", text, says);
	}
	mq_plan_release(&plan);
}

static void one_sitting_leaves_all_that_was_said_in_one_act(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = street_visited(street, "P3 met detail=近况好 set:phone=13812345678 "
		"set:has_lift=是 confirm need:repair=漏水 need:noise=夜里吵 service:bath=助浴");

	assert_int_equal(plan.n_records, 1);
	assert_int_equal(plan.n_facts, 2);
	assert_int_equal(plan.n_confirmed, 1);
	assert_int_equal(plan.n_services, 1);
	assert_int_equal(plan.n_needs, 2);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "resident", "陈立 phone:13812345678 has_lift "
		"fact_confirmed_on=2026-03-01 visits.any(visit_outcome:met visit_mode:2 visit_detail:近况好)"), 1);
	assert_int_equal(street_hits(street, "resident", "陈立 needs.count(need_state:open "
		"need_channel:visit need_time=2026-03-01)=2"), 1);
	assert_int_equal(street_hits(street, "resident", "services.any(service_item:bath "
		"service_cycle:once service_to=2026-03-01 service_source:visit)"), 1);
	assert_int_equal(street_hits(street, "household", "visits.any(visit_staff=王老师)"), 1);
	street_verify(street);
}

/* The same once more, that is there and to which nothing comes. */
static void there(struct street *street, const char *text, const char *says)
{
	struct mq_plan plan = street_visited(street, text);

	assert_true(plan.there);
	assert_int_equal(plan.n_changes, 0);
	if (says && !street_notes(&plan, says)) {
		fail_msg("'%s' does not note '%s'", text, says);
	}
	mq_plan_release(&plan);
}

static void the_same_visit_twice_is_once(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	visited(street, "P1 met set:phone=13812345678 need:repair=漏水 service:bath=助浴 confirm");
	plan = street_visited(street,
		"P1 met set:phone=13812345678 need:repair=漏水 service:bath=助浴 confirm");
	assert_true(plan.there);
	assert_string_equal(plan.key, "H1/2026-03-01/王老师/P1");
	assert_int_equal(plan.n_changes, 0);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "need", ""), 1);
	assert_int_equal(street_hits(street, "service", ""), 1);
	visited(street, "P1 met again");
	there(street, "P1 met", NULL);
	visited(street, "P1 met staff=李老师");
	visited(street, "P1 met visit_time=2026-02-27");
	assert_int_equal(street_hits(street, "visit", ""), 4);
	assert_int_equal(street_hits(street, "visit", "visit_with:*"), 0);
}

static void a_need_that_is_open_is_not_closed_by_telling_the_visit_again(void **state)
{
	struct street *street = *state;

	visited(street, "P1 met need:repair=漏水");
	refused(street, "P1 met spot:repair=漏水", "still open");
	refused(street, "P1 met spot:repair=漏水", "need close");
	visited(street, "P1 met spot:repair=门坏");
	there(street, "P1 met need:repair=漏水 spot:repair=门坏 need:repair=门坏", NULL);
	assert_int_equal(street_hits(street, "need", "need_state:open"), 1);
	assert_int_equal(street_hits(street, "need", "need_state:spot_done"), 1);
}

static void another_outcome_of_the_day_is_another_visit(void **state)
{
	struct street *street = *state;

	visited(street, "P1 not_home");
	visited(street, "P1 met");
	there(street, "P1 not_home", NULL);
	there(street, "P1 met", NULL);
	assert_int_equal(street_hits(street, "visit", "王芳 not_home"), 1);
	assert_int_equal(street_hits(street, "visit", "王芳 met visit_key='H1/2026-03-01.2/王老师/P1"), 1);
	visited(street, "P2 met");
	assert_int_equal(street_hits(street, "visit", "visit_with='H1/2026-03-01.2/王老师/P1"), 1);
	visited(street, "H3 not_home");
	visited(street, "H3 phone_ok");
	visited(street, "H3 met met=小明");
	there(street, "H3 phone_ok", NULL);
	there(street, "H3 met", NULL);
	assert_int_equal(street_hits(street, "household", "household_id=H3 visits.count()=3"), 1);
	street_verify(street);
}

static void a_visit_that_is_there_takes_what_it_did_not_say_yet(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = street_visited(street, "P3 met detail=好 need:repair=漏水");

	assert_true(street_notes(&plan, "elder_visit_hours"));
	mq_plan_release(&plan);
	plan = street_visited(street, "H2 met hours=1.5 set:phone=13812345678 need:repair=漏水 "
		"need:noise=夜里吵 service:bath confirm");
	assert_false(plan.there);
	assert_int_equal(plan.n_records, 0);
	assert_int_equal(plan.n_filled, 1);
	assert_int_equal(plan.n_facts, 1);
	assert_int_equal(plan.n_needs, 1);
	assert_int_equal(plan.n_services, 1);
	assert_false(street_notes(&plan, "elder_visit_hours"));
	assert_true(street_notes(&plan, "elder_visit_content"));
	assert_string_equal(plan.key, "H2/2026-03-01/王老师/P3");
	mq_plan_release(&plan);
	visited(street, "P3 met content=健康");
	assert_int_equal(street_hits(street, "visit", ""), 1);
	assert_int_equal(street_hits(street, "visit",
		"visit_detail:好 elder_visit_hours=1.5 elder_visit_content:health visit_confirmed"), 1);
	assert_int_equal(street_hits(street, "resident", "陈立 phone:* fact_confirmed_on=2026-03-01"), 1);
	assert_int_equal(street_hits(street, "need", ""), 2);
	there(street, "P3 met hours=1.50 content=health set:phone=13812345678", NULL);
}

static void what_is_said_otherwise_of_it_is_told_and_nothing_is_done(void **state)
{
	struct street *street = *state;

	visited(street, "P3 met detail=好 set:phone=13812345678");
	there(street, "P3 met detail=不好 hours=1", "visit notes");
	there(street, "P3 met hours=1 set:phone=13912345678", "otherwise");
	assert_int_equal(street_hits(street, "visit", "visit_detail:好 elder_visit_hours:?"), 1);
	assert_int_equal(street_hits(street, "resident", "phone:13812345678"), 1);
	visited(street, "P3 met detail=不好 hours=1 again");
	street_verify(street);
}

static void who_was_met_has_a_record_each_and_the_first_is_named_by_the_others(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = street_visited(street, "H1 met met=王芳,李强 detail=都好");

	assert_int_equal(plan.n_records, 2);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "resident", "visits.any(visit_detail:都好)"), 2);
	assert_int_equal(street_hits(street, "visit", "visit_with:?"), 1);
	assert_int_equal(street_hits(street, "visit", "sitting"), 1);
	assert_int_equal(street_hits(street, "visit", "visit_with='H1/2026-03-01/王老师/P1"), 1);
	assert_int_equal(street_hits(street, "visit", "visit_persons=王芳、李强"), 2);
	plan = street_visited(street, "H1 met");
	assert_true(plan.there);
	mq_plan_release(&plan);
	plan = street_visited(street, "H1 met met=all");
	assert_true(plan.there);
	mq_plan_release(&plan);
}

static void who_was_met_later_joins_the_sitting_of_that_outcome_alone(void **state)
{
	struct street *street = *state;

	visited(street, "P1 met");
	visited(street, "P2 met");
	assert_int_equal(street_hits(street, "visit", "visit_with='H1/2026-03-01/王老师/P1"), 1);
	visited(street, "P4 not_home");
	visited(street, "P5 met");
	assert_int_equal(street_hits(street, "visit", "小明 visit_with:?"), 1);
}

static void of_who_lives_alone_the_household_is_enough(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	visited(street, "H2 met set:phone=13812345678");
	assert_int_equal(street_hits(street, "resident", "陈立 phone:* visits.any(visit_outcome:met)"), 1);
	plan = street_visited(street, "H1 met");
	assert_true(street_notes(&plan, "who was met"));
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "household", "household_id:H1 visits.any(met)"), 1);
	refused(street, "H1 met again set:phone=13812345678", "whose");
}

static void a_name_is_looked_for_in_the_household_and_never_guessed(void **state)
{
	struct street *street = *state;

	visited(street, "H3 met met=小明");
	refused(street, "H3 met met=王芳 again", "2 of the household are called '王芳'");
	assert_true(street_says(street, "王芳 41"));
	assert_true(street_says(street, "P6"));
	refused(street, "H3 met met=李强 again", "nobody is called '李强'");
	visited(street, "H3 met met=P6,1 again");
	assert_int_equal(street_hits(street, "visit", "王芳"), 2);
	visited(street, "H1 met set:李强.phone=13812345678");
	assert_int_equal(street_hits(street, "resident", "李强 phone:*"), 1);
}

static void a_tag_brings_its_questions_and_an_outcome_its_suggestions(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = street_visited(street, "P3 met");

	assert_true(street_notes(&plan, "elder_visit_content"));
	mq_plan_release(&plan);
	plan = street_visited(street, "P3 met again content=健康 hours=1.5");
	assert_int_equal(plan.n_notes, 0);
	mq_plan_release(&plan);
	plan = street_visited(street, "P4 met");
	assert_int_equal(plan.n_notes, 0);
	mq_plan_release(&plan);
	plan = street_visited(street, "P3 deceased again");
	assert_true(street_notes(&plan, "set:陈立.living_status=deceased"));
	assert_true(street_notes(&plan, "set:陈立.is_deceased=true"));
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "resident", "is_deceased"), 0);
	plan = street_visited(street, "P3 deceased again set:is_deceased=是 set:living_status=deceased");
	assert_int_equal(plan.n_notes, 0);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "resident", "is_deceased"), 1);
}

static void a_form_has_who_may_be_met_and_what_is_asked(void **state)
{
	struct street *street = *state;
	struct mq_whom whom = {mq_schema_kind(street->schema, "resident"), 2};
	struct mq_visit_form form = {0};

	street_look(street);
	assert_int_equal(mq_visit_form(&street->view, street->config, whom, &form, NULL), MQ_OK);
	assert_int_equal(form.n_members, 1);
	assert_string_equal(form.key, "P3");
	assert_string_equal(form.keys[0], "P3");
	assert_string_equal(form.names[0], form.title);
	assert_int_equal(form.n_asked, 2);
	assert_int_equal(form.asked_of[0], 1);
	assert_int_equal(form.asked[0], street_field(street, "elder_visit_content"));
	assert_false(form.required[0]);
	mq_visit_form_release(&form);
	whom = (struct mq_whom){mq_schema_kind(street->schema, "household"), 2};
	assert_int_equal(mq_visit_form(&street->view, street->config, whom, &form, NULL), MQ_OK);
	assert_int_equal(form.household, 2);
	assert_int_equal(form.n_members, 3);
	assert_non_null(strstr(form.lines[1], "小明"));
	assert_int_equal(form.n_asked, 0);
	mq_visit_form_release(&form);
	mq_register_look_away(street->reg);
}

static void a_dwelling_is_visited_for_who_lives_there(void **state)
{
	struct street *street = *state;
	struct mq_whom whom = {mq_schema_kind(street->schema, "dwelling"), 1};
	struct mq_visit_form form = {0};

	street_add(street, "dwelling", (const char *const[]){"room_id", "D4", NULL});
	street_add(street, "household", (const char *const[]){"household_id", "H4", "->", "0", NULL});
	street_look(street);
	assert_int_equal(mq_visit_form(&street->view, street->config, whom, &form, NULL), MQ_OK);
	assert_string_equal(form.key, "H2");
	mq_visit_form_release(&form);
	whom.id = 0;
	assert_int_equal(mq_visit_form(&street->view, street->config, whom, &form, &street->diag),
		MQ_ERR_INPUT);
	assert_true(street_says(street, ":visit H1, :visit H4"));
	mq_visit_form_release(&form);
	mq_diag_release(&street->diag);
	whom.id = 3;
	assert_int_equal(mq_visit_form(&street->view, street->config, whom, &form, &street->diag),
		MQ_ERR_INPUT);
	assert_true(street_says(street, "no household"));
	mq_visit_form_release(&form);
	mq_register_look_away(street->reg);
}

static void a_sheet_has_the_answers_to_tick_and_who_is_to_be_named(void **state)
{
	struct street *street = *state;
	struct mq_buf sheet = {0};

	street_look(street);
	assert_int_equal(mq_visit_sheet(&street->view, street->config, 1, street->today, &sheet,
		NULL), MQ_OK);
	assert_non_null(strstr(sheet.data, "\n   care-visit content  [ ]health  [ ]comfort  "));
	assert_non_null(strstr(sheet.data, "\n                       [ ]policy  "));
	assert_non_null(strstr(sheet.data, "\n   hours ____"));
	assert_non_null(strstr(sheet.data, " met met=1 detail=…\n"));
	mq_buf_clear(&sheet);
	assert_int_equal(mq_visit_sheet(&street->view, street->config, 0, street->today, &sheet,
		NULL), MQ_OK);
	assert_non_null(strstr(sheet.data, " met met=1,2 detail=…\n"));
	assert_null(strstr(sheet.data, "care-visit"));
	mq_buf_release(&sheet);
	mq_register_look_away(street->reg);
}

/* A form may be opened from the card of a visit as well. */
static void a_form_of_a_visit_is_of_whom_that_was_made_to(void **state)
{
	struct street *street = *state;
	struct mq_whom whom = {mq_schema_kind(street->schema, "visit"), 0};
	struct mq_visit_form form = {0};

	visited(street, "P3 met");
	street_look(street);
	assert_int_equal(mq_visit_form(&street->view, street->config, whom, &form, NULL), MQ_OK);
	assert_int_equal(form.whom.kind, mq_schema_kind(street->schema, "resident"));
	assert_string_equal(form.key, "P3");
	mq_visit_form_release(&form);
	mq_register_look_away(street->reg);
}

static void a_required_answer_is_waited_for(void **state)
{
	struct street *street = *state;
	char *path = mq_format("%s/visits.yaml", street->config);
	FILE *file = fopen(path, "w");

	fputs("outcomes: {met: {reached: true}}\n"
		"questions: {a: {when: 'age>=60', ask: [visit_minutes], required: true}}\n", file);
	fclose(file);
	refused(street, "P3 met need:repair=漏水", "minutes");
	assert_int_equal(street_hits(street, "visit", ""), 0);
	assert_int_equal(street_hits(street, "need", ""), 0);
	visited(street, "P3 met minutes=20");
	visited(street, "P4 met");
	free(path);
}

static void what_is_amiss_is_told_and_nothing_is_done(void **state)
{
	struct street *street = *state;

	refused(street, "P9 met", "P9");
	refused(street, "P1 met visit_time=2026-03-02", "2026-03-02");
	refused(street, "P1 detail=x", "outcome");
	refused(street, "P1 met frob", "frob");
	refused(street, "P1 met frob=1", "frob");
	refused(street, "P1 met visit_key=x", "visit_key");
	refused(street, "P1 met visit_with=x", "visit_with");
	refused(street, "P1 met resident=1", "resident");
	refused(street, "P1 met need:frob=1", "frob");
	refused(street, "P1 met need:repair", "what is needed");
	refused(street, "P1 met set:frob=1", "frob");
	refused(street, "P1 met set:birth_date=1944-02-30", "");
	refused(street, "P1 met set:age=5", "");
	refused(street, "P1 met hours=13", "");
	assert_int_equal(street_hits(street, "visit", ""), 0);
	street_verify(street);
}

static void full_width_signs_and_chinese_names_of_fields_mean_the_same(void **state)
{
	struct street *street = *state;

	visited(street, "P1 见到 走访详情＝近况好 诉求：房屋修缮＝漏水 改:手机＝13812345678");
	assert_int_equal(street_hits(street, "resident", "王芳 phone:* needs.any(need_kind:repair) "
		"visits.any(visit_detail:近况好)"), 1);
}

static void an_older_visit_told_later_takes_no_freshness_back(void **state)
{
	struct street *street = *state;

	visited(street, "P1 met confirm");
	visited(street, "P1 met confirm visit_time=2026-01-05");
	assert_int_equal(street_hits(street, "resident", "fact_confirmed_on=2026-03-01"), 1);
	visited(street, "P2 met confirm=否");
	assert_int_equal(street_hits(street, "resident", "fact_confirmed_on:*"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		street_test(one_sitting_leaves_all_that_was_said_in_one_act),
		street_test(the_same_visit_twice_is_once),
		street_test(a_need_that_is_open_is_not_closed_by_telling_the_visit_again),
		street_test(another_outcome_of_the_day_is_another_visit),
		street_test(a_visit_that_is_there_takes_what_it_did_not_say_yet),
		street_test(what_is_said_otherwise_of_it_is_told_and_nothing_is_done),
		street_test(who_was_met_has_a_record_each_and_the_first_is_named_by_the_others),
		street_test(who_was_met_later_joins_the_sitting_of_that_outcome_alone),
		street_test(of_who_lives_alone_the_household_is_enough),
		street_test(a_name_is_looked_for_in_the_household_and_never_guessed),
		street_test(a_tag_brings_its_questions_and_an_outcome_its_suggestions),
		street_test(a_form_has_who_may_be_met_and_what_is_asked),
		street_test(a_sheet_has_the_answers_to_tick_and_who_is_to_be_named),
		street_test(a_dwelling_is_visited_for_who_lives_there),
		street_test(a_form_of_a_visit_is_of_whom_that_was_made_to),
		street_test(a_required_answer_is_waited_for),
		street_test(what_is_amiss_is_told_and_nothing_is_done),
		street_test(full_width_signs_and_chinese_names_of_fields_mean_the_same),
		street_test(an_older_visit_told_later_takes_no_freshness_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
