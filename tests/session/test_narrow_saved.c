/* A saved list put into a query and taken out of it again. */
#include "session/shelf.h"

#include <minqing/facets.h>

enum { LISTS = 20, QUERIES = 200 };

/* What the text asks, as canonical text. */
static char *meaning(struct office *office, const char *text)
{
	struct mq_buf out = {0};

	office_hits(office, text);
	mq_session_canonical(office->session, &out);
	mq_buf_adds(&out, "");
	return mq_buf_take(&out);
}

static char *narrow(struct office *office, const char *text, const struct mq_saved_row *row,
	enum mq_narrow how)
{
	struct mq_buf out = {0};

	office_hits(office, text);
	mq_buf_adds(&out, "");
	mq_session_narrow_saved(office->session, office->resident, text, strlen(text), row, how, &out);
	return mq_buf_take(&out);
}

static uint64_t hits_of(struct office *office, const char *format, const char *text,
	const char *id)
{
	char *whole = mq_format(format, text, id);
	uint64_t hits = office_hits(office, whole);

	free(whole);
	return hits;
}

/* Beside what is asked, or left out of it; the same key again brings back what was asked. */
static void try_one(struct office *office, const char *text, const struct mq_saved_row *row,
	enum mq_narrow how)
{
	char *before = meaning(office, text);
	uint64_t wanted = hits_of(office, how == MQ_NARROW_ADD ? "(%s) @%s" : "(%s) -@%s", text,
		row->id);
	char *with = narrow(office, text, row, how);
	char *without = narrow(office, with, row, how);
	char *after = meaning(office, without);

	if (office_hits(office, with) != wanted) {
		fail_msg("\"%s\" with @%s became \"%s\"", text, row->id, with);
	}
	assert_string_equal(after, before);
	free(before);
	free(with);
	free(without);
	free(after);
}

static void a_list_goes_in_beside_any_query_and_out_again(void **state)
{
	struct office *office = *state;
	struct mq_saved_rows rows;
	uint64_t seed = 11;

	for (size_t i = 0; i < LISTS; i++) {
		struct mq_buf text = {0};
		char *name = mq_format("l%zu", i);

		shelf_question(&seed, 0, &text);
		assert_int_equal(shelf_save(office, name, text.data, i % 2), MQ_OK);
		mq_buf_release(&text);
		free(name);
	}
	assert_int_equal(mq_session_saved_rows(office->session, office->resident, &rows, NULL),
		MQ_OK);
	for (size_t i = 0; i < QUERIES; i++) {
		struct mq_buf text = {0};

		shelf_question(&seed, LISTS / 2, &text);	/* the others are not in it yet */
		const struct mq_saved_row *row;
		char *name = mq_format("l%zu", LISTS / 2 + shelf_dice(&seed, LISTS / 2));

		row = shelf_row(&rows, name);
		try_one(office, text.data, row, i % 2 ? MQ_NARROW_ADD : MQ_NARROW_EXCLUDE);
		free(name);
		mq_buf_release(&text);
	}
	mq_saved_rows_release(&rows);
}

static void expect(struct office *office, const char *id, enum mq_narrow how, const char *text,
	const char *wanted)
{
	struct mq_saved_rows rows;
	char *made;

	assert_int_equal(mq_session_saved_rows(office->session, office->resident, &rows, NULL),
		MQ_OK);
	made = narrow(office, text, shelf_row(&rows, id), how);
	assert_string_equal(made, wanted);
	mq_saved_rows_release(&rows);
	free(made);
}

static void what_is_typed_stays_as_it_was_typed(void **state)
{
	struct office *office = *state;

	expect(office, "old_alone", MQ_NARROW_ADD, "", "@old_alone");
	expect(office, "old_alone", MQ_NARROW_ADD, "性别:女  age>=80", "性别:女  age>=80 @old_alone");
	expect(office, "old_alone", MQ_NARROW_ADD, "女 or 男", "(女 or 男) @old_alone");
	expect(office, "old_alone", MQ_NARROW_EXCLUDE, "女 @old_alone(90)", "女 -@old_alone");
	expect(office, "old_alone", MQ_NARROW_ADD, "女 @old_alone(90) dibao", "女 dibao");
	expect(office, "old_alone", MQ_NARROW_ONLY, "女 or 男", "@old_alone");
	expect(office, "silent_families", MQ_NARROW_ONLY, "女", "from:household @silent_families");
}

static void a_value_that_is_wanted_is_left_to_be_typed(void **state)
{
	struct office *office = *state;

	expect(office, "old_in_committee", MQ_NARROW_ONLY, "女", "@old_in_committee(where:");
	expect(office, "old_in_committee", MQ_NARROW_ADD, "女 or 男",
		"(女 or 男) @old_in_committee(where:");
	expect(office, "old_in_committee", MQ_NARROW_EXCLUDE, "女", "女 -@old_in_committee(where:");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_list_goes_in_beside_any_query_and_out_again),
		TEST(what_is_typed_stays_as_it_was_typed),
		TEST(a_value_that_is_wanted_is_left_to_be_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
