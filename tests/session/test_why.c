/* Why a record is on a list: values, and where they come from. */
#include <minqing/card.h>
#include <minqing/register.h>

#include "office.h"

static struct mq_why ask_why(struct office *office, const char *key, const char *text)
{
	struct mq_why why;
	mq_record_id id;

	assert_int_equal(mq_session_find(office->session, office->resident, key, &id, NULL), MQ_OK);
	assert_int_equal(mq_session_why(office->session, office->resident, id, text, strlen(text),
		&why, &office->diag), MQ_OK);
	return why;
}

/* Set a field of P00000001, while nobody has the register open. */
static void set(struct office *office, const char *name, const char *text, int64_t when)
{
	struct mq_register *reg;
	struct mq_view view;
	const struct mq_act act = {.who = "li", .when = when, .why = "told so", .source = "door"};
	const struct mq_record_value value = {office_field(office, name), mq_slice_str(text)};
	struct mq_change change = {office->resident, 0, &value, 1};

	mq_session_close(office->session);
	assert_int_equal(mq_register_open(office->reg, false, &reg, NULL), MQ_OK);
	assert_int_equal(mq_register_look(reg, 0, &view, NULL, NULL), MQ_OK);
	change.id = mq_index_find(view.index, office->resident, mq_slice_str("P00000001"));
	mq_register_look_away(reg);
	assert_int_equal(mq_register_act(reg, &act, &change, 1, NULL), MQ_OK);
	mq_register_close(reg);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, NULL), MQ_OK);
}

static void a_value_tells_who_set_it_and_when(void **state)
{
	struct office *office = *state;
	struct mq_why why = ask_why(office, "P00000001", "sex:*");

	assert_int_equal(why.n_lines, 1);
	assert_string_equal(why.lines[0].who, "demo");
	assert_string_equal(why.lines[0].source, "synthetic sample");
	mq_why_release(&why);
	set(office, "phone_mobile", "13800138000", INT64_C(1767960000));
	why = ask_why(office, "P00000001", "phone_mobile=13800138000 age>=0 low_income");
	assert_int_equal(why.n_lines, 3);
	assert_string_equal(why.lines[0].value, "13800138000");
	assert_string_equal(why.lines[0].who, "li");
	assert_string_equal(why.lines[0].source, "door");
	assert_string_equal(why.lines[0].when, "2026-01-09");
	assert_false(why.lines[0].computed);
	assert_true(why.lines[1].computed);
	assert_non_null(strstr(why.lines[1].basis, "date of birth"));
	assert_string_equal(why.lines[1].who, "demo");	/* who told the date */
	mq_why_release(&why);
}

static void what_was_never_recorded_comes_from_nowhere(void **state)
{
	struct office *office = *state;
	struct mq_why why = ask_why(office, "P00000001", "death_date:*");

	assert_int_equal(why.verdict, MQ_VERDICT_NO);
	assert_null(why.lines[0].value);
	assert_null(why.lines[0].when);
	mq_why_release(&why);
}

static void the_question_in_force_stays(void **state)
{
	struct office *office = *state;
	uint64_t hits = office_hits(office, "高龄");
	struct mq_why why = ask_why(office, "P00000001", "独居");
	struct mq_explained explained;
	struct mq_buf text = {0};

	mq_why_release(&why);
	assert_int_equal(mq_session_explain(office->session, office->resident, "低保", 6, &explained,
		NULL), MQ_OK);
	mq_explained_release(&explained);
	mq_session_canonical(office->session, &text);
	assert_string_equal(text.data, "elder_80");
	assert_int_equal(office_hits(office, "高龄"), hits);
	mq_buf_release(&text);
}

static void the_first_node_counts_what_the_question_does(void **state)
{
	static const char *const texts[] = {
		"", "高龄 独居", "name:王 or age<18", "not (高龄 or 女)", "household.any(age<18)",
		"-household.count(低保 and age>=60)=1", "阳曲路", "note:? or has_lift",
	};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct mq_explained explained;

		assert_int_equal(mq_session_explain(office->session, office->resident, texts[i],
			strlen(texts[i]), &explained, NULL), MQ_OK);
		assert_int_equal(explained.hits, office_hits(office, texts[i]));
		assert_int_equal(explained.unknown, office->reply.unknown);
		assert_int_equal(explained.lines[0].hits, explained.hits);
		assert_int_equal(explained.lines[0].unknown, explained.unknown);
		mq_explained_release(&explained);
	}
}

static void faults_are_those_of_asking(void **state)
{
	struct office *office = *state;
	struct mq_explained explained;
	struct mq_why why;

	assert_int_equal(mq_session_explain(office->session, office->resident, "agee>=80", 8,
		&explained, NULL), MQ_ERR_QUERY);
	mq_explained_release(&explained);
	assert_int_equal(mq_session_why(office->session, office->resident, 0, "(", 1, &why, NULL),
		MQ_ERR_QUERY);
	mq_why_release(&why);
	assert_int_equal(mq_session_why(office->session, office->resident, 1000000, "", 0, &why,
		NULL), MQ_ERR_NOT_FOUND);
	mq_why_release(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_tells_who_set_it_and_when),
		cmocka_unit_test(what_was_never_recorded_comes_from_nowhere),
		cmocka_unit_test(the_question_in_force_stays),
		cmocka_unit_test(the_first_node_counts_what_the_question_does),
		cmocka_unit_test(faults_are_those_of_asking),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
