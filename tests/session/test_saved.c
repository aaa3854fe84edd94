/* Saved lists of a register and a person: read when a question names one, and again
 * when their files changed. */
#include "session/shelf.h"

#include <sys/stat.h>

static enum mq_err ask(struct office *office, const char *text)
{
	return mq_session_ask(office->session, office->resident, text, strlen(text), false,
		&office->reply, NULL);
}

static void a_list_that_changed_is_read_again(void **state)
{
	struct office *office = *state;
	uint64_t men = office_hits(office, "sex:1");
	uint64_t women = office_hits(office, "sex:2");

	assert_int_not_equal(men, women);
	assert_int_equal(ask(office, "@these"), MQ_ERR_QUERY);
	shelf_put(office, true, "a.yaml", "saved: {these: {kind: resident, is: 'sex:1'}}\n");
	assert_int_equal(office_hits(office, "@these"), men);
	assert_false(mq_session_stale(office->session));
	shelf_put(office, true, "a.yaml", "saved: {these: {kind: resident, is: 'sex:2' }}\n");
	assert_true(mq_session_stale(office->session));
	assert_int_equal(office_hits(office, "@these"), women);
	assert_int_equal(office_hits(office, "＠these"), women);
	assert_false(mq_session_stale(office->session));
	shelf_put(office, true, "b.yaml", "saved: {those: {kind: resident, is: '-@these'}}\n");
	assert_int_equal(office_hits(office, "@those or @these"),
		office->reply.all - office->reply.unknown);
}

static void a_list_is_saved_and_removed(void **state)
{
	struct office *office = *state;
	uint64_t men = office_hits(office, "sex:1");
	char *path = NULL;
	struct stat st;

	assert_int_equal(mq_session_saved_save(office->session, "mine", office->resident,
		"sex:1 limit:5", strlen("sex:1 limit:5"), NULL, true, &path, &office->diag), MQ_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0077, 0);
	free(path);
	assert_int_equal(office_hits(office, "@mine"), men);
	assert_int_equal(mq_session_saved_remove(office->session, "mine", true, &path,
		&office->diag), MQ_OK);
	free(path);
	assert_int_equal(ask(office, "@mine"), MQ_ERR_QUERY);
	assert_int_equal(mq_session_saved_remove(office->session, "mine", true, &path, NULL),
		MQ_ERR_NOT_FOUND);
}

static int open_office(void **state)
{
	setenv("XDG_CONFIG_HOME", "/nowhere", 1);
	return office_open(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_list_that_changed_is_read_again, open_office,
			office_close),
		cmocka_unit_test_setup_teardown(a_list_is_saved_and_removed, open_office, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
