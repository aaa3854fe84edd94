/* place: the code or the beginning of an address; worked out by hand from street.h. */
#include "query/street.h"

static const struct expected of_residents[] = {
	/* a code, of the first field that has it */
	{"place:c1", "0 1 2 3 ? 6 7 8"},
	{"place:阳曲路七六零弄居委会", "0 1 2 3 ? 6 7 8"},
	{"地点：“阳曲路七六零弄”", "0 1 2 3 ? 6 7 8"},
	{"place:一格", "0 1 ? 3 4 5 6 7 8"},
	{"place:\"third grid\"", "? 3 4 5 6 7 8"},
	/* an address that begins so, no number and no word cut */
	{"place:阳曲路", "0 1 2 3 6 ? 5 7 8"},
	{"place:阳曲路7", "? 5 7 8"},
	{"place:阳曲路76", "6 ? 5 7 8"},
	{"place=阳曲路76", "6 ? 5 7 8"},
	{"place:阳曲路760弄", "0 1 2 3 ? 5 7 8"},
	{"place:阳曲路760弄1", "0 1 2 ? 5 7 8"},
	{"place:阳曲路760弄１２号", "3 ? 5 7 8"},
	{"place:阳曲路760弄1号101室", "0 1 ? 5 7 8"},
	{"place:阳曲路760弄1号101室后", "? 5 7 8"},
	{"place:闻喜路251弄3号b", "4 ? 5 7 8"},
	{"place:曲路", "? 5 7 8"},
	{"place:…101室", "? 5 7 8"},
	{"place:阳曲路七六零", "? 5 7 8"},
	{"place!=阳曲路", "4 ? 5 7 8"},
	{"-place:阳曲路", "4 ? 5 7 8"},
	/* lists */
	{"place:{阳曲路76 闻喜路}", "4 6 ? 5 7 8"},
	{"place:{c1 闻喜路居委会}", "0 1 2 3 4 5 ? 6 7 8"},
	{"place:{c2 阳曲路76}", "4 5 6 ? 7 8"},
	{"place!={c2 阳曲路76}", "0 1 2 3 ? 7 8"},
	{"place:{c1 ?}", "0 1 2 3 5 7 8 ? 6"},
	/* known or not: the address */
	{"place:?", "5 7 8"},
	{"place:*", "0 1 2 3 4 6"},
	{"place!=?", "0 1 2 3 4 6"},
	/* within others */
	{"household.any(place:阳曲路)", "0 1 2 3 6 ? 5 7 8"},
	{"age>=80 place:阳曲路760弄1", "0 2 ? 7"},
};

static void a_place_is_a_code_or_the_beginning_of_an_address(void **state)
{
	ask_all(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	assert_string_equal(ask(*state, DWELLING, "place:阳曲路760弄1"), "0 1 ? 4");
	assert_string_equal(ask(*state, HOUSEHOLD, "place:c2"), "3 4 ? 5 6");
}

static void kept_places_are_the_same(void **state)
{
	ask_all_kept(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
}

static void a_field_of_that_name_goes_first(void **state)
{
	assert_string_equal(ask(*state, NEED, "place:曲路"), "0");
	refused(*state, NEED, "地点:曲路", "there is no place here");
}

static void what_a_place_cannot_be_is_told(void **state)
{
	refused(*state, RESIDENT, "place>3", "cannot be compared with '>'");
	refused(*state, RESIDENT, "place~路", "cannot be compared with '~'");
	repaired(*state, RESIDENT, "place>3 dibao", "place:3 dibao");
	repaired(*state, RESIDENT, "place~/路/", "place:\"路\"");
	repaired(*state, NEED, "地点:曲路", "曲路");
	refused(*state, RESIDENT, "place:\"a\"..\"b\"", "no order");
	refused(*state, RESIDENT, "place:", "wants a value");
	refused(*state, RESIDENT, "place:{}", "empty");
	refused(*state, RESIDENT, "sort:place", "no field called 'place'");
}

static void places_print_as_places(void **state)
{
	static const char *const texts[][2] = {
		{"地点:阳曲路七六零弄", "place:c1"},
		{"place=阳曲路76", "place:阳曲路76"},
		{"place!=闻喜路居委会", "place!=c2"},
		{"place:一格", "place:\"一格\""},
		{"place:{二格 一格}", "place:{g2 \"一格\"}"},
		{"place:{阳曲路76 c2 闻喜路}", "place:c2 or place:{阳曲路76 闻喜路}"},
		{"dibao place:{阳曲路76 c2}", "dibao (place:c2 or place:阳曲路76)"},
		{"place!={阳曲路76 c2}", "-(place:c2 or place:阳曲路76)"},
		{"-place:{阳曲路76 c2}", "-(place:c2 or place:阳曲路76)"},
		{"place:'a:b", "place:'a\\:b"},
		{"place:？", "place:?"},
	};

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		char *text = printed(*state, RESIDENT, texts[i][0]);

		if (strncmp(texts[i][0], "place:'", 7) != 0) {
			assert_string_equal(text, texts[i][1]);
		}
		free(text);
	}
}

/* Denied `depth` times, then a list of both. */
static enum mq_err compile_denied(struct fixture *fixture, size_t depth, struct mq_buf *out)
{
	struct mq_buf text = {0};
	struct mq_query *query;
	enum mq_err err;

	for (size_t i = 0; i < depth; i++) {
		mq_buf_addc(&text, '-');
	}
	mq_buf_adds(&text, "place!={c1 闻喜路}");
	err = mq_query_new(fixture->schema, RESIDENT, fixture->view.today, MQ_QUERY_WHOLE,
		text.data, text.len, &query, NULL);
	if (err == MQ_OK) {
		mq_query_print(query, out);
		mq_query_free(query);
	}
	mq_buf_release(&text);
	return err;
}

static void what_is_printed_is_not_too_deep(void **state)
{
	enum { DEEPEST = 62 };
	struct mq_buf out = {0};
	char *again;

	assert_int_equal(compile_denied(*state, DEEPEST + 1, &out), MQ_ERR_LIMIT);
	assert_int_equal(compile_denied(*state, DEEPEST, &out), MQ_OK);
	again = printed(*state, RESIDENT, out.data);
	assert_string_equal(again, out.data);
	free(again);
	mq_buf_release(&out);
}

static void a_place_is_about_the_field_that_decides(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = fixture_query(fixture, RESIDENT, "place:c1 place:阳曲路");

	assert_int_equal(mq_query_n_conjuncts(query), 2);
	assert_int_equal(mq_query_conjunct_field(query, 0), fixture_field(fixture, "committee"));
	assert_int_equal(mq_query_conjunct_field(query, 1), fixture_field(fixture, "address"));
	mq_query_free(query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_is_a_code_or_the_beginning_of_an_address),
		cmocka_unit_test(kept_places_are_the_same),
		cmocka_unit_test(a_field_of_that_name_goes_first),
		cmocka_unit_test(what_a_place_cannot_be_is_told),
		cmocka_unit_test(places_print_as_places),
		cmocka_unit_test(what_is_printed_is_not_too_deep),
		cmocka_unit_test(a_place_is_about_the_field_that_decides),
	};

	return cmocka_run_group_tests(tests, street_open, fixture_close);
}
