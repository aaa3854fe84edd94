/* The first k by a column; unknown values last, ties by id. */
#include "query/fixture.h"

static const char *page(struct fixture *fixture, const char *text, size_t offset, size_t n)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_answer answer = {0};
	mq_record_id ids[64];
	const struct mq_sort *sort;
	size_t n_sort;

	assert_true(n <= MQ_LENGTH(ids));
	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	sort = mq_query_sort(query, &n_sort);
	n = mq_query_page(&fixture->view, RESIDENT, answer.yes, sort, n_sort, offset, ids, n);
	mq_buf_clear(&fixture->said);
	mq_buf_adds(&fixture->said, "");
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&fixture->said, i == 0 ? "%u" : " %u", ids[i]);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return fixture->said.len > 0 ? fixture->said.data : "";
}

static void names_go_by_pinyin_and_the_nameless_last(void **state)
{
	/* 单 as dan, 韩, 李, 吕, 欧阳, 孙, 覃 as tan, 王芳, 王五, 王晓明 twice, 张, 赵, 周, Anna */
	assert_string_equal(page(*state, "", 0, 16), "2 15 1 4 5 11 7 3 8 0 14 10 9 12 6 13");
}

static void numbers_dates_and_codes_have_an_order(void **state)
{
	assert_string_equal(page(*state, "sort:income", 0, 20),
		"12 9 0 5 3 14 11 1 6 2 4 7 8 10 13 15");
	assert_string_equal(page(*state, "sort:income-", 0, 20),
		"6 1 11 14 3 5 0 9 12 2 4 7 8 10 13 15");
	assert_string_equal(page(*state, "sort:moved-", 0, 5), "6 1 5 9 12");
	assert_string_equal(page(*state, "排序：care－", 0, 20), "0 7 12 2 9 15 1 5 14 3 4 6 8 10 11 13");
}

static void the_young_come_first_by_age(void **state)
{
	assert_string_equal(page(*state, "sort:age", 0, 20), "10 4 6 14 11 5 15 9 2 1 0 7 12 3 8 13");
	assert_string_equal(page(*state, "sort:age-", 0, 4), "12 7 0 1");
	assert_string_equal(page(*state, "sort:age- sex:2", 0, 3), "12 7 1");
}

static void ties_are_settled_by_further_columns_and_ids(void **state)
{
	assert_string_equal(page(*state, "sort:sex,age-", 0, 20), "0 2 9 5 4 8 12 7 1 15 14 6 10 3 11 13");
	assert_string_equal(page(*state, "sort:children,income-", 0, 9), "6 2 1 11 14 0 15 5 12");
	assert_string_equal(page(*state, "sort:sex", 0, 7), "0 2 4 5 8 9 1");
}

static void fields_up_the_links_have_an_order_too(void **state)
{
	assert_string_equal(page(*state, "sort:committee-,risk", 0, 20),
		"7 15 4 5 6 2 3 0 1 8 9 10 11 12 13 14");
	assert_string_equal(page(*state, "sort:floor", 0, 10), "4 5 6 0 1 2 3 11 14 7");
}

static void any_stretch_of_the_order_can_be_had(void **state)
{
	assert_string_equal(page(*state, "sort:income", 3, 4), "5 3 14 11");
	assert_string_equal(page(*state, "sort:income", 14, 10), "13 15");
	assert_string_equal(page(*state, "sort:income", 16, 10), "");
	assert_string_equal(page(*state, "sort:income dibao", 1, 1), "0");
	assert_string_equal(page(*state, "sort:income", 0, 0), "");
	assert_string_equal(page(*state, "sex:1 sex:2", 0, 10), "");
}

static void a_kind_without_an_order_goes_by_id(void **state)
{
	struct fixture *fixture = *state;
	mq_record_id ids[8];
	size_t n = mq_query_page(&fixture->view, VISIT, fixture->view.universe[VISIT], NULL, 0, 2, ids, 3);

	assert_int_equal(n, 3);
	assert_int_equal(ids[0], 2);
	assert_int_equal(ids[2], 4);
}

/* Every page of every length is a stretch of the whole order. */
static void pages_join_without_a_seam(void **state)
{
	static const char *const sorts[] = {"sort:name", "sort:age-", "sort:sex,income", "sort:committee-"};

	for (size_t i = 0; i < MQ_LENGTH(sorts); i++) {
		char *whole = mq_strdup(page(*state, sorts[i], 0, 16));

		for (size_t n = 1; n <= 16; n++) {
			struct mq_buf joined = {0};

			for (size_t from = 0; from < 16; from += n) {
				mq_buf_adds(&joined, from == 0 ? "" : " ");
				mq_buf_adds(&joined, page(*state, sorts[i], from, n));
			}
			assert_string_equal(joined.data, whole);
			mq_buf_release(&joined);
		}
		free(whole);
	}
}

static size_t rank(struct fixture *fixture, const struct mq_set *set, const struct mq_query *query,
	mq_record_id id)
{
	size_t n_sort;
	const struct mq_sort *sort = mq_query_sort(query, &n_sort);

	return mq_query_rank(&fixture->view, RESIDENT, set, sort, n_sort, id);
}

/* Whoever is taken out of a set would stand where they stood. */
static void a_rank_is_the_place_in_the_order_in_the_set_or_not(void **state)
{
	static const char *const sorts[] = {"", "sort:age-", "sort:sex,income", "sort:committee-",
		"sort:floor"};
	struct fixture *fixture = *state;
	const struct mq_set *all = fixture->view.universe[RESIDENT];

	for (size_t i = 0; i < MQ_LENGTH(sorts); i++) {
		struct mq_query *query = fixture_query(fixture, RESIDENT, sorts[i]);
		size_t n_sort;
		const struct mq_sort *sort = mq_query_sort(query, &n_sort);
		mq_record_id ids[16];

		assert_int_equal(mq_query_page(&fixture->view, RESIDENT, all, sort, n_sort, 0, ids, 16),
			16);
		for (size_t at = 0; at < 16; at++) {
			struct mq_set *self = mq_set_of(ids + at, 1);
			struct mq_set *others = mq_set_minus(all, self);

			assert_int_equal(rank(fixture, all, query, ids[at]), at);
			assert_int_equal(rank(fixture, others, query, ids[at]), at);
			mq_set_free(self);
			mq_set_free(others);
		}
		mq_query_free(query);
	}
}

static void in_a_kind_without_an_order_a_rank_goes_by_id(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(mq_query_rank(&fixture->view, VISIT, fixture->view.universe[VISIT], NULL, 0, 3),
		3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_go_by_pinyin_and_the_nameless_last),
		cmocka_unit_test(numbers_dates_and_codes_have_an_order),
		cmocka_unit_test(the_young_come_first_by_age),
		cmocka_unit_test(ties_are_settled_by_further_columns_and_ids),
		cmocka_unit_test(fields_up_the_links_have_an_order_too),
		cmocka_unit_test(any_stretch_of_the_order_can_be_had),
		cmocka_unit_test(a_kind_without_an_order_goes_by_id),
		cmocka_unit_test(pages_join_without_a_seam),
		cmocka_unit_test(a_rank_is_the_place_in_the_order_in_the_set_or_not),
		cmocka_unit_test(in_a_kind_without_an_order_a_rank_goes_by_id),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
