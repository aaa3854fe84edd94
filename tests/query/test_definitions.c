/* Definitions are read once for a schema and a day, and lent to all who name them. */
#include "query/fixture.h"

#include "../../src/query/tree.h"

enum { DAY = 19889 /* 2024-06-15 */ };

/* ---- what is lent ---- */

static struct mq_query *ask_on(const struct mq_schema *schema, mq_day day, const char *text)
{
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};

	if (mq_query_new(schema, RESIDENT, day, MQ_QUERY_WHOLE, text, strlen(text), &query, &diag)
			!= MQ_OK) {
		mq_diag_print(&diag, "", stderr);
		fail();
	}
	mq_diag_release(&diag);
	return query;
}

/* The tree of the tag that text names alone. */
static const struct tree *tag_on(const struct mq_schema *schema, mq_day day, const char *text)
{
	struct mq_query *query = ask_on(schema, day, text);
	const struct tree *tree = query->root->derived;

	assert_non_null(tree);
	mq_query_free(query);
	return tree;
}

static void a_definition_is_read_once_however_often_it_is_named(void **state)
{
	struct fixture *fixture = *state;
	const struct tree *tree = tag_on(fixture->schema, DAY, "高龄");
	struct mq_query *query = ask_on(fixture->schema, DAY, "elder_80 or 独居 or 高龄:no");
	struct mq_query *within = ask_on(fixture->schema, DAY, "household.any(高龄)");

	for (int i = 0; i < 20; i++) {
		assert_ptr_equal(tag_on(fixture->schema, DAY, "elder_80"), tree);
	}
	assert_ptr_equal(query->root->first->derived, tree);
	assert_ptr_equal(query->root->first->next->next->derived, tree);
	assert_ptr_equal(within->root->first->derived, tree);
	mq_query_free(query);
	mq_query_free(within);
}

static void a_tag_leans_on_what_is_read_already(void **state)
{
	struct fixture *fixture = *state;
	const struct tree *elder = tag_on(fixture->schema, DAY, "elder_80");
	const struct tree *both = tag_on(fixture->schema, DAY, "aged_hardship");
	const struct tree *hardship = tag_on(fixture->schema, DAY, "hardship");

	assert_ptr_equal(both->first->derived, elder);
	assert_ptr_equal(both->first->next->derived, hardship);
}

static void judging_a_record_reads_nothing_anew(void **state)
{
	struct fixture *fixture = *state;
	mq_field_id tag = fixture_field(fixture, "elder_80");
	const struct tree *tree = tag_on(fixture->schema, fixture->view.today, "elder_80");
	struct mq_judgement asked[] = {{.tag = tag, .id = 0}, {.tag = tag, .id = 2},
		{.tag = tag, .id = 13}, {.tag = fixture_field(fixture, "all_old"), .id = 3},
		{.tag = tag, .id = 1000}};
	const enum mq_truth truths[] = {MQ_TRUE, MQ_FALSE, MQ_UNKNOWN, MQ_TRUE, MQ_FALSE};
	struct mq_arena scratch = {0};

	assert_int_equal(mq_query_judge(&fixture->view, asked, MQ_LENGTH(asked), &scratch, NULL),
		MQ_OK);
	for (size_t i = 0; i < MQ_LENGTH(asked); i++) {
		assert_int_equal(asked[i].truth, truths[i]);
	}
	assert_ptr_equal(tag_on(fixture->schema, fixture->view.today, "elder_80"), tree);
	mq_arena_release(&scratch);
}

/* ---- what makes a new one ---- */

static void another_day_has_definitions_of_its_own(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *before = ask_on(fixture->schema, DAY, "elder_80");
	struct mq_query *after = ask_on(fixture->schema, DAY + 1, "elder_80");
	const struct tree *old = before->root->derived;
	const struct tree *new = after->root->derived;

	assert_ptr_not_equal(old, new);
	assert_int_equal(new->items->high, old->items->high + 1);
	assert_string_equal((mq_buf_clear(&fixture->said), tree_print(fixture->schema, old, false,
		&fixture->said), fixture->said.data), "age>=80");
	mq_query_free(before);
	mq_query_free(after);
}

static void the_days_that_are_looked_ahead_keep_theirs(void **state)
{
	struct fixture *fixture = *state;
	const struct tree *trees[91];

	for (mq_day i = 0; i < 91; i++) {
		trees[i] = tag_on(fixture->schema, DAY + i, "elder_80");
	}
	for (mq_day i = 0; i < 91; i++) {
		assert_ptr_equal(tag_on(fixture->schema, DAY + i, "elder_80"), trees[i]);
	}
}

/* Both are held, so that neither can stand where the other stood. */
static void a_changed_schema_has_definitions_of_its_own(void **state)
{
	struct fixture *fixture = *state;
	struct fixture *changed = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS "derived:\n"
		"  age: {zh: 年龄, en: age, kind: resident, years_since: birth_date}\n"
		"  elder_80: {zh: 高龄, en: aged 80 and over, kind: resident, is: 'age>=85'}\n");
	struct mq_query *before = ask_on(fixture->schema, DAY, "elder_80");
	struct mq_query *after = ask_on(changed->schema, DAY, "elder_80");
	void *closing = changed;

	assert_ptr_not_equal(before->root->derived, after->root->derived);
	assert_string_equal((mq_buf_clear(&fixture->said), tree_print(changed->schema,
		after->root->derived, false, &fixture->said), fixture->said.data), "age>=85");
	mq_query_free(before);
	fixture_close(&closing);
	mq_query_free(after);
}

static void checking_leaves_what_is_kept_alone(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *held = ask_on(fixture->schema, DAY, "elder_80");

	assert_int_equal(mq_query_check_derived(fixture->schema, NULL), MQ_OK);
	assert_ptr_equal(tag_on(fixture->schema, DAY, "elder_80"), held->root->derived);
	mq_query_free(held);
}

/* ---- what is broken ---- */

static void a_broken_one_is_told_to_everybody_who_asks(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS "derived:\n"
		"  good: {zh: 好好, en: good, kind: resident, is: '女'}\n"
		"  bad: {zh: 坏坏, en: bad, kind: resident, is: 'agee>=80'}\n"
		"  worse: {zh: 更坏, en: worse, kind: resident, is: 'good and bad'}\n");
	struct mq_query *held = ask_on(fixture->schema, DAY, "good");
	void *closing = fixture;

	(void)state;
	for (int i = 0; i < 4; i++) {
		const char *text = i % 2 == 0 ? "good bad" : "worse";
		struct mq_query *query = NULL;
		struct mq_diag diag = {0};

		assert_int_equal(mq_query_new(fixture->schema, RESIDENT, DAY, MQ_QUERY_WHOLE, text,
			strlen(text), &query, &diag), MQ_ERR_CONFIG);
		assert_null(query);
		assert_int_equal(diag.n_faults, 1);
		assert_non_null(strstr(diag.faults[0].message, "derived tag 'bad'"));
		mq_diag_release(&diag);
	}
	assert_string_equal((mq_buf_clear(&fixture->said), tree_print(fixture->schema,
		held->root->derived, false, &fixture->said), fixture->said.data), "sex:2");
	mq_query_free(held);
	fixture_close(&closing);
}

/* A list that a tag leans on is the configuration's, whatever stands nearer. */
static void lists_of_tags_are_read_once_as_well(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS "derived:\n"
		"  one: {zh: 一一, en: one, kind: resident, is: '@women'}\n"
		"  two: {zh: 二二, en: two, kind: resident, is: '@women and 低保'}\n"
		"saved: {women: {is: '女'}}\n");
	struct mq_query *one = ask_on(fixture->schema, DAY, "one");
	struct mq_query *two;
	void *closing = fixture;

	(void)state;
	mq_schema_set_saved(fixture->schema, mq_saved_new());
	two = ask_on(fixture->schema, DAY, "two");
	assert_ptr_equal(tag_on(fixture->schema, DAY, "one"), one->root->derived);
	assert_ptr_equal(two->root->derived->first->derived, one->root->derived->derived);
	mq_query_free(one);
	mq_query_free(two);
	fixture_close(&closing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_definition_is_read_once_however_often_it_is_named),
		cmocka_unit_test(a_tag_leans_on_what_is_read_already),
		cmocka_unit_test(judging_a_record_reads_nothing_anew),
		cmocka_unit_test(another_day_has_definitions_of_its_own),
		cmocka_unit_test(the_days_that_are_looked_ahead_keep_theirs),
		cmocka_unit_test(a_changed_schema_has_definitions_of_its_own),
		cmocka_unit_test(checking_leaves_what_is_kept_alone),
		cmocka_unit_test(a_broken_one_is_told_to_everybody_who_asks),
		cmocka_unit_test(lists_of_tags_are_read_once_as_well),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
