/* Numbers read up the links: ranges of them, and numbers that are too large to be kept. */
#include "query/fixture.h"

#include "../../src/query/evaluate.h"

#define VALUES \
	"kinds:\n" \
	"  resident: {zh: 人, en: resident, key: [id], links: [household], relation: members}\n" \
	"  household: {zh: 户, en: household, key: [no]}\n" \
	"groups: {all: {zh: 全部, en: all}}\n" \
	"fields:\n" \
	"  id: {zh: 编号, kind: resident, type: text}\n" \
	"  no: {zh: 号, kind: household, type: text}\n" \
	"  open: {zh: 开, en: open, kind: household, type: int}\n" \
	"  shut: {zh: 闭, en: shut, kind: household, type: int, reading: closed}\n" \
	"  large: {zh: 大, en: large, kind: household, type: int}\n" \
	"  stepped: {zh: 级, en: stepped, kind: household, type: int}\n" \
	"  since: {zh: 自, en: since, kind: household, type: date}\n"

enum { WHO, HOME, N_HOMES = 70 };

/* Home i: open and since known of all but every seventh, shut of all but every fifth. */
static void add_home(const struct fixture *fixture, struct mq_bulk *bulk, int i)
{
	struct mq_buf line = {0};

	mq_buf_addf(&line, "no=H%d large=%lld stepped=%d", i, (long long)i * 100000000000 + i % 3,
		i * 1000);
	if (i % 7 != 0) {
		mq_buf_addf(&line, " open=%d since=2000-01-%02d", i - 35, i % 28 + 1);
	}
	if (i % 5 != 0) {
		mq_buf_addf(&line, " shut=%d", i - 35);
	}
	fixture_add(fixture->schema, HOME, line.data, NULL, bulk);
	mq_buf_release(&line);
}

/* Two in each home, and at the end one without. */
static void fill(struct fixture *fixture)
{
	struct mq_bulk *bulk = mq_bulk_new(fixture->schema, NULL, fixture->dir);

	for (int i = 0; i < N_HOMES; i++) {
		add_home(fixture, bulk, i);
	}
	for (int i = 0; i <= 2 * N_HOMES; i++) {
		char *line = i < 2 * N_HOMES ? mq_format("id=M%d household=%d", i, i / 2)
			: mq_format("id=M%d", i);

		fixture_add(fixture->schema, WHO, line, NULL, bulk);
		free(line);
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
}

static int open_values(void **state)
{
	struct fixture *fixture = fixture_open_schema(VALUES);

	fixture_store(fixture);
	fill(fixture);
	fixture_look(fixture);
	*state = fixture;
	return 0;
}

/* "hits unknown" among residents; twice, for what is kept says the same. */
static const char *answer_twice(struct fixture *fixture, const char *text)
{
	struct mq_query *query = fixture_query(fixture, WHO, text);

	fixture->view.cache = mq_cache_new(1 << 20);
	for (int turn = 0; turn < 2; turn++) {
		struct mq_answer answer = {0};

		assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
		mq_buf_clear(&fixture->said);
		mq_buf_addf(&fixture->said, "%u %u", (unsigned)mq_set_count(answer.yes),
			(unsigned)(mq_set_count(answer.possible) - mq_set_count(answer.yes)));
		mq_answer_release(&answer);
		cache_clear_answers(fixture->view.cache);
	}
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
	mq_query_free(query);
	return fixture->said.data;
}

static void an_open_number_that_is_not_known_may_be_any(void **state)
{
	assert_string_equal(answer_twice(*state, "open>=0"), "60 21");
	assert_string_equal(answer_twice(*state, "open:-34..-30"), "10 21");
	assert_string_equal(answer_twice(*state, "open:{1..3 5..6}"), "10 21");
	assert_string_equal(answer_twice(*state, "open!=1"), "118 21");
	assert_string_equal(answer_twice(*state, "since<2000-01-03"), "6 21");
}

static void a_closed_number_that_is_not_known_is_none(void **state)
{
	assert_string_equal(answer_twice(*state, "shut>=0"), "56 1");
	assert_string_equal(answer_twice(*state, "not shut>=0"), "84 1");
}

/* Kept as multiples of a thousand. */
static void what_lies_between_steps_is_no_number(void **state)
{
	assert_string_equal(answer_twice(*state, "stepped:1500..3500"), "4 1");
	assert_string_equal(answer_twice(*state, "stepped=2000"), "2 1");
	assert_string_equal(answer_twice(*state, "stepped:2001..2999"), "0 1");
	assert_string_equal(answer_twice(*state, "stepped>=69001"), "0 1");
	assert_string_equal(answer_twice(*state, "stepped>=68001"), "2 1");
	assert_string_equal(answer_twice(*state, "stepped<1"), "2 1");
	assert_string_equal(answer_twice(*state, "stepped>=-5"), "140 1");
	assert_string_equal(answer_twice(*state, "stepped<=-5"), "0 1");
	assert_string_equal(answer_twice(*state, "stepped>=9000000000000"), "0 1");
}

static void numbers_beyond_what_is_kept_are_compared_too(void **state)
{
	assert_string_equal(answer_twice(*state, "large>=100000000000"), "138 1");
	assert_string_equal(answer_twice(*state, "large:0..300000000000"), "8 1");
	assert_string_equal(answer_twice(*state, "open<=-1000000000000"), "0 21");
	assert_string_equal(answer_twice(*state, "open>=-1000000000000"), "120 21");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_open_number_that_is_not_known_may_be_any),
		cmocka_unit_test(a_closed_number_that_is_not_known_is_none),
		cmocka_unit_test(what_lies_between_steps_is_no_number),
		cmocka_unit_test(numbers_beyond_what_is_kept_are_compared_too),
	};

	return cmocka_run_group_tests(tests, open_values, fixture_close);
}
