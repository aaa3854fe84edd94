#include "register/fixture.h"

#include "../../src/register/files.h"

static bool is_there(struct fixture *fixture, const char *name)
{
	return access(fixture_path(fixture, name), F_OK) == 0;
}

static void yaml_is_copied_from_two_floors_and_nothing_else(void **state)
{
	struct fixture *fixture = *state;
	char *from = mq_format("%s/from", fixture->dir);
	char *to = mq_format("%s/to", fixture->dir);

	assert_int_equal(mkdir(from, 0700), 0);
	assert_int_equal(mkdir(fixture_path(fixture, "from/fields"), 0700), 0);
	assert_int_equal(mkdir(fixture_path(fixture, "from/fields/deep"), 0700), 0);
	fixture_text(fixture, "from/a.yaml", "a");
	fixture_text(fixture, "from/b.txt", "b");
	fixture_text(fixture, "from/.c.yaml", "c");
	fixture_text(fixture, "from/fields/d.yaml", "d");
	fixture_text(fixture, "from/fields/deep/e.yaml", "e");
	assert_int_equal(mq_files_copy_yaml(from, to, &fixture->diag), MQ_OK);
	assert_true(is_there(fixture, "to/a.yaml"));
	assert_true(is_there(fixture, "to/fields/d.yaml"));
	assert_false(is_there(fixture, "to/b.txt"));
	assert_false(is_there(fixture, "to/.c.yaml"));
	assert_false(is_there(fixture, "to/fields/deep"));
	free(from);
	free(to);
}

static void a_copy_never_writes_over_a_file(void **state)
{
	struct fixture *fixture = *state;
	char *from = mq_format("%s/from", fixture->dir);
	char *to = mq_format("%s/to", fixture->dir);

	assert_int_equal(mkdir(from, 0700), 0);
	assert_int_equal(mkdir(to, 0700), 0);
	fixture_text(fixture, "from/a.yaml", "new");
	fixture_text(fixture, "to/a.yaml", "old");
	assert_int_equal(mq_files_copy_yaml(from, to, &fixture->diag), MQ_ERR_IO);
	assert_true(fixture_says(fixture, "to/a.yaml"));
	free(from);
	free(to);
}

static void an_empty_directory_is_told_from_others(void **state)
{
	struct fixture *fixture = *state;

	assert_false(mq_files_is_empty(fixture->dir));
	assert_false(mq_files_is_empty(fixture_path(fixture, "none")));
	assert_int_equal(mkdir(fixture_path(fixture, "empty"), 0700), 0);
	assert_true(mq_files_is_empty(fixture->path));
}

static void the_place_beside_is_not_within(void **state)
{
	char *beside = mq_files_beside("/a/reg//");

	(void)state;
	assert_memory_equal(beside, "/a/reg.new-", 11);
	free(beside);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(yaml_is_copied_from_two_floors_and_nothing_else),
		fixture_test(a_copy_never_writes_over_a_file),
		fixture_test(an_empty_directory_is_told_from_others),
		cmocka_unit_test(the_place_beside_is_not_within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
