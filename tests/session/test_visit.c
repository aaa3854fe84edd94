#include "session/office.h"

#include <minqing/office.h>

static const char *const words[] = {"met", "need:repair=漏水"};

static void a_visit_within_a_held_snapshot_is_seen_at_once(void **state)
{
	struct office *office = *state;
	struct mq_plan plan = {0};

	mq_session_hold(office->session);
	assert_int_equal(office_hits(office, "needs.any(need_detail:漏水 need_time=today)"), 0);
	assert_int_equal(mq_session_visit_words(office->session, "P00000001", words, 2, "test", false,
		&plan, &office->diag), MQ_OK);
	assert_int_equal(office_hits(office, "needs.any(need_detail:漏水 need_time=today)"), 1);
	mq_session_let_go(office->session);
	assert_int_not_equal(plan.changes[0].id, MQ_NO_RECORD);
	mq_plan_release(&plan);
}

static void all_of_a_form_are_met_once(void **state)
{
	static const char *const all[] = {"met", "met=all"};
	struct office *office = *state;
	const struct mq_whom whom = {office->resident, 3};
	struct mq_visit_form form = {0};
	struct mq_plan plan = {0};

	assert_int_equal(mq_session_visit_form(office->session, whom, &form, &office->diag), MQ_OK);
	assert_true(form.n_members > 0);
	assert_int_equal(mq_session_visit_words(office->session, "P00000004", all, 2, "test", false,
		&plan, &office->diag), MQ_OK);
	assert_int_equal(plan.n_records, form.n_members);
	mq_plan_release(&plan);
	assert_int_equal(mq_session_visit_words(office->session, "P00000004", all, 2, "test", false,
		&plan, &office->diag), MQ_OK);
	assert_true(plan.there);
	mq_plan_release(&plan);
	mq_visit_form_release(&form);
}

static void what_is_only_tried_is_checked_and_not_done(void **state)
{
	static const char *const wrong[] = {"met", "set:phone=12"};
	struct office *office = *state;
	uint64_t before = office_hits(office, "visits.any(visit_time=today)");
	struct mq_plan plan = {0};

	assert_int_equal(mq_session_visit_words(office->session, "P00000001", words, 2, "test", true,
		&plan, &office->diag), MQ_OK);
	assert_int_equal(plan.n_records, 1);
	assert_int_equal(mq_session_visit_words(office->session, "P00000001", wrong, 2, "test", true,
		&plan, &office->diag), MQ_ERR_INPUT);
	assert_int_equal(office_hits(office, "visits.any(visit_time=today)"), before);
	mq_plan_release(&plan);
}

static void take_sheet(void *context, const char *sheet, size_t len)
{
	struct mq_buf *all = context;

	mq_buf_add(all, sheet, len);
}

static void sheets_are_one_a_household_in_the_order_of_addresses(void **state)
{
	struct office *office = *state;
	struct mq_buf all = {0};
	struct mq_buf one = {0};
	uint64_t n;
	mq_day today;

	assert_int_equal(mq_session_today(office->session, &today, &office->diag), MQ_OK);
	assert_int_equal(mq_session_visit_sheets(office->session, "age>=80", today, 0, take_sheet, &all,
		&n, &office->diag), MQ_OK);
	assert_true(n > 3 && n <= office_hits(office, "age>=80"));
	assert_int_equal(mq_session_visit_sheets(office->session,
		"from:household members.any(age>=80)", today, 0, take_sheet, &one,
		&n, &office->diag), MQ_OK);
	assert_int_equal(all.len, one.len);
	assert_memory_equal(all.data, one.data, all.len);
	mq_buf_release(&one);
	mq_buf_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_visit_within_a_held_snapshot_is_seen_at_once,
			office_open, office_close),
		cmocka_unit_test_setup_teardown(all_of_a_form_are_met_once, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(what_is_only_tried_is_checked_and_not_done, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(sheets_are_one_a_household_in_the_order_of_addresses,
			office_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
