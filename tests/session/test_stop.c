/*
 * Broken off anywhere and asked again, everything comes out as if nobody had stopped it:
 * nothing half worked out is kept.
 */
#include "session/office.h"

#include <minqing/facets.h>

static const char *const questions[] = {
	"", "高龄 独居", "age:60..79 sex:male floor>=3", "household.any(age<18)",
	"household.none(age<60)", "visits.count(date>=-1y)>=1", "household.sum(income)>8000",
	"household.others.any(age>=^age)", "name~/^[王李]/", "wang", "committee:? or 家",
	"household.max(age)<70 -sex:female", "name~~王芳", "visits.any(note~/走访/)",
};

enum { ROWS = 7, N_COUNTS = 20000 };

/* What a question came to. */
struct found {
	uint64_t hits;
	uint64_t unknown;
	mq_record_id by_name[ROWS];
	mq_record_id by_age[ROWS];
	uint64_t counts[N_COUNTS];	/* of all facets, one after the other */
	size_t n_counts;
	size_t n_stops;
};

struct work {
	struct office *office;
	const char *question;
	struct found *found;
	struct mq_facets facets;
};

/* Yes at the n-th time it is asked, and then no more. */
static bool count_down(void *context)
{
	size_t *n = context;

	return *n > 0 && --*n == 0;
}

/* Stopped at the first place where that can be, then at the second …, until it is done. */
static void insist(struct work *work, bool stopping, enum mq_err (*act)(struct work *work))
{
	struct mq_session *session = work->office->session;
	enum mq_err err = MQ_ERR_INTERRUPTED;

	for (size_t at = 1; err != MQ_OK; at++) {
		size_t left = stopping ? at : 0;

		mq_session_stop_when(session, count_down, &left);
		err = act(work);
		mq_session_stop_when(session, NULL, NULL);
		assert_true(err == MQ_OK || (stopping && err == MQ_ERR_INTERRUPTED));
		assert_int_equal(work->office->diag.n_faults, 0);
		work->found->n_stops += err != MQ_OK;
	}
}

static enum mq_err ask(struct work *work)
{
	return office_ask(work->office, work->question, false);
}

static enum mq_err read_page(struct work *work, const char *field, mq_record_id ids[ROWS])
{
	struct mq_order order = {.field = office_field(work->office, field)};
	const struct mq_page page = {.order = &order, .n_order = 1, .limit = ROWS};
	struct mq_rows rows;
	enum mq_err err = mq_session_page(work->office->session, &page, &rows, &work->office->diag);

	for (size_t i = 0; err == MQ_OK && i < rows.n_rows; i++) {
		ids[i] = rows.rows[i].id;
	}
	mq_rows_release(&rows);
	return err;
}

static enum mq_err page_by_name(struct work *work)
{
	return read_page(work, "name", work->found->by_name);
}

static enum mq_err page_by_age(struct work *work)
{
	return read_page(work, "age", work->found->by_age);
}

static enum mq_err count_facets(struct work *work)
{
	return mq_session_facets_count(work->office->session, &work->facets, INT64_MAX,
		&work->office->diag);
}

static void keep_counts(const struct mq_facets *facets, struct found *found)
{
	for (size_t i = 0; i < facets->n_facets; i++) {
		for (size_t k = 0; k < facets->facets[i].n_values; k++) {
			assert_true(found->n_counts < N_COUNTS);
			found->counts[found->n_counts++] = facets->facets[i].values[k].count;
		}
	}
}

static void find(struct office *office, const char *question, bool stopping, struct found *found)
{
	struct work work = {.office = office, .question = question, .found = found};

	*found = (struct found){0};
	insist(&work, stopping, ask);
	found->hits = office->reply.hits;
	found->unknown = office->reply.unknown;
	insist(&work, stopping, page_by_name);
	insist(&work, stopping, page_by_age);
	assert_int_equal(mq_session_facets_begin(office->session, 0,
		mq_session_n_facets(office->session), &work.facets, &office->diag), MQ_OK);
	insist(&work, stopping, count_facets);
	keep_counts(&work.facets, found);
	mq_facets_release(&work.facets);
}

static void open_anew(struct office *office)
{
	mq_session_close(office->session);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, &office->diag),
		MQ_OK);
}

static void broken_off_anywhere_it_comes_out_the_same(void **state)
{
	struct office *office = *state;
	struct found *stopped = mq_alloc(sizeof(*stopped));
	struct found *whole = mq_alloc(sizeof(*whole));

	for (size_t i = 0; i < MQ_LENGTH(questions); i++) {
		open_anew(office);
		find(office, questions[i], true, stopped);
		assert_true(stopped->n_stops > 10);
		open_anew(office);
		find(office, questions[i], false, whole);
		assert_int_equal(whole->n_stops, 0);
		stopped->n_stops = 0;
		assert_memory_equal(stopped, whole, sizeof(*whole));
	}
	free(stopped);
	free(whole);
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void what_was_in_force_stays_when_a_new_question_is_broken_off(void **state)
{
	struct office *office = *state;
	uint64_t hits = office_hits(office, "sex:female");
	struct mq_buf canonical = {0};

	mq_session_stop_when(office->session, at_once, NULL);
	assert_int_equal(office_ask(office, "household.any(age<18)", false), MQ_ERR_INTERRUPTED);
	mq_session_stop_when(office->session, NULL, NULL);
	mq_session_canonical(office->session, &canonical);
	assert_string_equal(canonical.data, "sex:2");
	assert_int_equal(office_hits(office, "sex:female"), hits);
	mq_buf_release(&canonical);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(broken_off_anywhere_it_comes_out_the_same,
			office_open, office_close),
		cmocka_unit_test_setup_teardown(
			what_was_in_force_stays_when_a_new_question_is_broken_off, office_open,
			office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
