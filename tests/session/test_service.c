#include "session/office.h"

#include <sys/wait.h>

#include <minqing/office.h>

enum { OFFICERS = 8, PLACES = 3 };

static void write_provider(struct office *office)
{
	char *path = mq_format("%s/config/providers.yaml", office->reg);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "needs: {meal: 'age>=60'}\n"
		"providers: {食堂: {kind: firm, offers: [meal], capacity: %d}}\n", PLACES);
	fclose(file);
	free(path);
}

/* An officer of its own at the register: 0 paired, 1 no place left, 2 anything else. */
static int pair(struct office *office, const char *key)
{
	static const char *const words[] = {"anyway"};	/* whether they need it or not */
	struct mq_session *session;
	struct mq_plan plan = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_open(office->reg, false, &session, NULL);

	if (err == MQ_OK) {
		err = mq_session_service_pair(session, key, "食堂", words, MQ_LENGTH(words), &plan, &diag);
	}
	if (err != MQ_OK && err != MQ_ERR_INPUT) {
		mq_diag_print(&diag, "test: ", stderr);
	}
	return err == MQ_OK ? 0 : err == MQ_ERR_INPUT ? 1 : 2;
}

static void all_at_once_take_no_more_places_than_there_are(void **state)
{
	struct office *office = *state;
	struct mq_proposals proposals = {0};
	pid_t children[OFFICERS];
	int n[3] = {0};

	write_provider(office);
	assert_int_equal(mq_session_service_match(office->session, "", OFFICERS, &proposals,
		&office->diag), MQ_OK);
	assert_int_equal(proposals.n, PLACES);
	assert_true(proposals.unplaced > OFFICERS);
	mq_session_close(office->session);
	for (int i = 0; i < OFFICERS; i++) {
		char key[16];

		snprintf(key, sizeof(key), "P%08d", i + 1);
		children[i] = fork();
		if (children[i] == 0) {
			_exit(pair(office, key));
		}
	}
	for (int i = 0; i < OFFICERS; i++) {
		int status;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFEXITED(status));
		n[WEXITSTATUS(status)]++;
	}
	assert_int_equal(n[0], PLACES);
	assert_int_equal(n[1], OFFICERS - PLACES);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, NULL), MQ_OK);
	assert_int_equal(office_hits(office, "services.any(service_provider=食堂)"), PLACES);
	mq_proposals_release(&proposals);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_at_once_take_no_more_places_than_there_are,
			office_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
