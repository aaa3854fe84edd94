/* Where a row stands. */
#include "session/office.h"

static void assert_ranks(struct office *office, const char *question, const struct mq_order *order)
{
	const struct mq_page page = {.order = order, .n_order = order ? 1 : 0};
	struct mq_rows rows;

	office_hits(office, question);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	for (size_t i = 0; i < rows.n_rows; i++) {
		size_t rank;
		bool listed;

		assert_int_equal(mq_session_rank(office->session, &page, rows.rows[i].id, &rank,
			&listed, &office->diag), MQ_OK);
		assert_int_equal(rank, i);
		assert_true(listed);
	}
	mq_rows_release(&rows);
}

static void each_row_stands_where_its_rank_says(void **state)
{
	struct office *office = *state;
	const struct mq_order by_age = {.field = office_field(office, "age"), .descending = true};

	assert_ranks(office, "", NULL);
	assert_ranks(office, "sex:female sort:committee,age-", NULL);
	assert_ranks(office, "age>=60", &by_age);
	assert_ranks(office, "name~~王芳", NULL);
	assert_ranks(office, "visits.any(date>=-1y)", NULL);
}

static void who_is_no_row_is_told_so(void **state)
{
	struct office *office = *state;
	const struct mq_page page = {.limit = 1};
	struct mq_rows rows;
	size_t rank;
	bool listed;

	office_hits(office, "sex:female");
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	office_hits(office, "sex:male");
	assert_int_equal(mq_session_rank(office->session, &page, rows.rows[0].id, &rank, &listed,
		&office->diag), MQ_OK);
	assert_false(listed);
	mq_rows_release(&rows);
}

static void ids_alone_are_those_of_the_rows(void **state)
{
	struct office *office = *state;
	static const char *const texts[] = {"", "age>=60 sort:age-,name", "age>=20 limit:7",
		"name~~王芳", "age<0"};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		const struct mq_page page = {.usual = 0};
		struct mq_rows rows;
		mq_record_id *ids;
		size_t n;

		office_hits(office, texts[i]);
		assert_int_equal(mq_session_page(office->session, &page, &rows, NULL), MQ_OK);
		assert_int_equal(mq_session_ids(office->session, &page, &ids, &n, NULL), MQ_OK);
		assert_int_equal(n, rows.n_rows);
		assert_int_equal(n, mq_session_n_rows(office->session));
		for (size_t r = 0; r < n; r++) {
			assert_int_equal(ids[r], rows.rows[r].id);
		}
		free(ids);
		mq_rows_release(&rows);
	}
}

static void the_order_in_force_is_the_callers_else_the_querys(void **state)
{
	struct office *office = *state;
	const struct mq_order by_sex = {.field = office_field(office, "sex")};
	const struct mq_page own = {.order = &by_sex, .n_order = 1};
	struct mq_order order[MQ_ORDER_MAX];

	office_hits(office, "");
	assert_int_equal(mq_session_order(office->session, &(struct mq_page){0}, order), 0);
	office_hits(office, "sort:age-,name");
	assert_int_equal(mq_session_order(office->session, &(struct mq_page){0}, order), 2);
	assert_int_equal(order[0].field, office_field(office, "age"));
	assert_true(order[0].descending);
	assert_int_equal(mq_session_order(office->session, &own, order), 1);
	assert_int_equal(order[0].field, by_sex.field);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_row_stands_where_its_rank_says, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(who_is_no_row_is_told_so, office_open, office_close),
		cmocka_unit_test_setup_teardown(ids_alone_are_those_of_the_rows, office_open,
			office_close),
		cmocka_unit_test_setup_teardown(the_order_in_force_is_the_callers_else_the_querys,
			office_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
