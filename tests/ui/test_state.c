/* What is kept for the next time. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "../../src/ui/state.h"

static char *a_path(const char *name)
{
	const char *tmp = getenv("TMPDIR");
	return mq_format("%s/minqing-state-%ld/%s/screen.yaml", tmp ? tmp : "/tmp", (long)getpid(), name);
}

static void forget(char *path)
{
	char *command = mq_format("rm -rf \"$(dirname \"$(dirname '%s')\")\"", path);
	assert_int_equal(system(command), 0);
	free(command);
	free(path);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void what_is_kept_is_read_back_whatever_it_is(void **state)
{
	(void)state;
	static const char *const values[] = {"", "name sex=6", "a \"b\" \\ c: # d", "姓名 年龄", "\\"};
	char *path = a_path("a/b");
	for (size_t i = 0; i < MQ_LENGTH(values); i++) {
		char *key = mq_format("key.%zu", i);
		assert_int_equal(mq_state_keep(path, key, values[i], NULL), MQ_OK);
		free(key);
	}
	struct mq_state read = {0};
	struct mq_diag diag = {0};
	assert_int_equal(mq_state_read(&read, path, &diag), MQ_OK);
	for (size_t i = 0; i < MQ_LENGTH(values); i++) {
		char *key = mq_format("key.%zu", i);
		assert_string_equal(mq_state_get(&read, key), values[i]);
		free(key);
	}
	assert_null(mq_state_get(&read, "key"));
	mq_state_release(&read);
	forget(path);
}

static void the_file_is_its_owners_alone(void **state)
{
	(void)state;
	struct stat st;
	char *path = a_path("c");
	assert_int_equal(mq_state_keep(path, "key", "value", NULL), MQ_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(mq_state_keep(path, "key", "other", NULL), MQ_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	forget(path);
}

static void one_wrong_line_costs_one_setting(void **state)
{
	(void)state;
	char *path = a_path("d");
	struct mq_state read = {0};
	struct mq_diag diag = {0};
	assert_int_equal(mq_state_keep(path, "x", "y", NULL), MQ_OK);
	write_file(path, "# a comment\n\none: \"1\"\ntwo \"2\"\nthree: \"3\nfour: \"4\"\n");
	assert_int_equal(mq_state_read(&read, path, &diag), MQ_ERR_CONFIG);
	assert_string_equal(mq_state_get(&read, "one"), "1");
	assert_string_equal(mq_state_get(&read, "four"), "4");
	assert_int_equal(read.n, 2);
	assert_int_equal(diag.n_faults, 2);
	assert_int_equal(diag.faults[0].line, 4);
	assert_int_equal(diag.faults[1].line, 5);
	mq_diag_release(&diag);
	mq_state_release(&read);
	forget(path);
}

static void a_setting_is_taken_out_and_others_stay(void **state)
{
	(void)state;
	char *path = a_path("e");
	struct mq_state read = {0};
	mq_state_keep(path, "one", "1", NULL);
	mq_state_keep(path, "two", "2", NULL);
	mq_state_keep(path, "one", NULL, NULL);
	assert_int_equal(mq_state_read(&read, path, NULL), MQ_OK);
	assert_int_equal(read.n, 1);
	assert_string_equal(mq_state_get(&read, "two"), "2");
	mq_state_release(&read);
	forget(path);
}

static void no_file_is_no_setting_and_a_link_is_not_followed(void **state)
{
	(void)state;
	char *path = a_path("f");
	struct mq_state read = {0};
	assert_int_equal(mq_state_read(&read, path, NULL), MQ_OK);
	mq_state_keep(path, "x", "y", NULL);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_int_equal(mq_state_read(&read, path, NULL), MQ_ERR_IO);
	assert_int_equal(read.n, 0);
	forget(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_is_read_back_whatever_it_is),
		cmocka_unit_test(the_file_is_its_owners_alone),
		cmocka_unit_test(one_wrong_line_costs_one_setting),
		cmocka_unit_test(a_setting_is_taken_out_and_others_stay),
		cmocka_unit_test(no_file_is_no_setting_and_a_link_is_not_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
