#include "office.h"

/* Whatever is looked at besides, the question in force and its rows stay as they are. */
static void a_glance_tells_what_asking_would_and_disturbs_nothing(void **state)
{
	struct office *office = *state;
	static const char *const texts[] = {"", "独居", "年龄>=80", "@old_alone", "name:wang", "低保 or 高龄"};
	struct mq_glance glance = {0};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		uint64_t hits = office_hits(office, texts[i]);
		uint64_t unknown = office->reply.unknown;
		uint64_t all = office_hits(office, "女");

		assert_int_equal(mq_session_glance(office->session, office->resident, texts[i],
			strlen(texts[i]), 5, &glance, NULL), MQ_OK);
		assert_int_equal(glance.hits, hits);
		assert_int_equal(glance.unknown, unknown);
		assert_int_equal(glance.n, hits < 5 ? hits : 5);
		assert_int_equal(mq_session_n_rows(office->session), all);
		mq_glance_release(&glance);
	}
}

static void the_first_are_those_of_the_list_with_their_names(void **state)
{
	struct office *office = *state;
	struct mq_glance glance = {0};
	const struct mq_page page = {.limit = 5};
	struct mq_rows rows = {0};

	office_hits(office, "name:wang");
	assert_int_equal(mq_session_page(office->session, &page, &rows, NULL), MQ_OK);
	assert_int_equal(mq_session_glance(office->session, office->resident, "name:wang", 9, 5,
		&glance, NULL), MQ_OK);
	assert_true(glance.n > 0);
	for (size_t i = 0; i < glance.n; i++) {
		assert_int_equal(glance.first[i].id, rows.rows[i].id);
		assert_int_equal(strlen(glance.first[i].title), rows.rows[i].cells[0].len);
		assert_memory_equal(glance.first[i].title, rows.rows[i].cells[0].data,
			rows.rows[i].cells[0].len);
		assert_null(strstr(glance.first[i].others, glance.first[i].title));
	}
	mq_glance_release(&glance);
	mq_rows_release(&rows);
}

static void what_is_no_question_is_told(void **state)
{
	struct office *office = *state;
	struct mq_glance glance = {0};

	office_hits(office, "女");
	assert_int_equal(mq_session_glance(office->session, office->resident, "年龄>=", 7, 5, &glance,
		&office->diag), MQ_ERR_QUERY);
	assert_int_equal(glance.n, 0);
	mq_glance_release(&glance);
	mq_glance_release(&glance);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_glance_tells_what_asking_would_and_disturbs_nothing),
		cmocka_unit_test(the_first_are_those_of_the_list_with_their_names),
		cmocka_unit_test(what_is_no_question_is_told),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
