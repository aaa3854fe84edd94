#include "office.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <minqing/card.h>
#include <minqing/facets.h>
#include <minqing/register.h>

enum { N_EDITS = 30 };

/* A register is open once in a process: somebody else is another process. */
static int edit_often(const struct office *office)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct mq_register *reg;
	struct mq_record_value value;
	struct mq_change change = {.kind = office->resident, .values = &value, .n_values = 1};

	if (mq_register_open(office->reg, false, &reg, NULL) != MQ_OK) {
		return 1;
	}
	value.field = mq_schema_field_exact(mq_register_schema(reg), office->resident, "birth_date",
		strlen("birth_date"));
	for (unsigned i = 0; i < N_EDITS; i++) {
		char *day = mq_format("19%02u-01-01", 11 + i);

		value.text = mq_slice_str(day);
		change.id = i;
		if (mq_register_act(reg, &act, &change, 1, NULL) != MQ_OK) {
			return 2;
		}
		change.id = i + N_EDITS;
		value.text = mq_slice_str("1950-05-05");
		if (mq_register_act(reg, &act, &change, 1, NULL) != MQ_OK) {
			return 3;
		}
		free(day);
	}
	mq_register_close(reg);
	return 0;
}

static off_t size_after_edits_elsewhere(const struct office *office)
{
	char *path = mq_format("%s/data/2/data.mdb", office->reg);
	struct stat st;
	pid_t child = fork();
	int status;

	if (child == 0) {
		_exit(edit_often(office));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(stat(path, &st), 0);
	free(path);
	return st.st_size;
}

/* ---- what an officer does ---- */

static const char question[] = "age>=60 household.count()>=2";

static void asks(struct office *office)
{
	assert_true(office_hits(office, question) > 0);
	assert_int_equal(office_ask(office, "nosuchfield:3", false), MQ_ERR_QUERY);
}

static void pages(struct office *office)
{
	const struct mq_page page = {.limit = 20};
	struct mq_rows rows;

	assert_int_equal(mq_session_page(office->session, &page, &rows, NULL), MQ_OK);
	mq_rows_release(&rows);
}

static void counts(struct office *office)
{
	struct mq_facets facets;

	assert_int_equal(mq_session_facets(office->session, 0, mq_session_n_facets(office->session),
		&facets, NULL), MQ_OK);
	mq_facets_release(&facets);
	assert_int_equal(mq_session_spread(office->session, office_field(office, "sex"), 0, &facets,
		NULL), MQ_OK);
	mq_facets_release(&facets);
}

static void opens_a_card(struct office *office)
{
	struct mq_card card;

	assert_int_equal(mq_session_card(office->session, office->resident, 0, &card, NULL), MQ_OK);
	mq_card_release(&card);
	assert_int_equal(mq_session_card(office->session, office->resident, 900000, &card, NULL),
		MQ_ERR_NOT_FOUND);
	mq_card_release(&card);
}

static void completes(struct office *office)
{
	struct mq_offers offers;

	assert_int_equal(mq_session_complete(office->session, office->resident, "独", 3, 3, 6, &offers,
		NULL), MQ_OK);
	mq_offers_release(&offers);
}

static void asks_why(struct office *office)
{
	struct mq_why why;
	struct mq_explained explained;

	assert_int_equal(mq_session_why(office->session, office->resident, 0, question,
		strlen(question), &why, NULL), MQ_OK);
	mq_why_release(&why);
	assert_int_equal(mq_session_explain(office->session, office->resident, question,
		strlen(question), &explained, NULL), MQ_OK);
	mq_explained_release(&explained);
}

static void looks_whether_it_is_old(struct office *office)
{
	mq_session_stale(office->session);
}

static void between_two_acts_nothing_is_held_of_the_register(void **state)
{
	static void (*const acts[])(struct office *) = {
		asks, pages, counts, opens_a_card, completes, asks_why, looks_whether_it_is_old,
	};
	enum { GROWTH_BYTES_MAX = 600000 };	/* some 60 steps of history; pinned it is 5 MB */
	struct office *office = *state;
	off_t before = size_after_edits_elsewhere(office);

	for (size_t i = 0; i < MQ_LENGTH(acts); i++) {
		acts[i](office);
		off_t after = size_after_edits_elsewhere(office);

		assert_true(after - before < GROWTH_BYTES_MAX);
		before = after;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(between_two_acts_nothing_is_held_of_the_register,
			office_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
