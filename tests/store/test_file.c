#include "damage.h"

#include <fcntl.h>

#include "../../src/store/file.h"

static void a_replaced_file_holds_the_new_text_and_nothing_is_left_beside(void **state)
{
	struct fixture *fix = *state;
	char *path = mq_format("%s/note", fix->base);
	char *beside = mq_format("%s/note.new", fix->base);
	char *bytes;
	size_t len;

	assert_int_equal(mq_file_replace(fix->base, "note", "a longer text\n", NULL), MQ_OK);
	assert_int_equal(mq_file_replace(fix->base, "note", "short\n", NULL), MQ_OK);
	bytes = file_read(path, &len);
	assert_string_equal(bytes, "short\n");
	assert_int_equal(access(beside, F_OK), -1);
	free(bytes);
	free(beside);
	free(path);
}

static void what_cannot_be_replaced_stays(void **state)
{
	struct fixture *fix = *state;
	char *path = mq_format("%s/note", fix->base);
	struct stat st;

	assert_int_equal(mkdir(path, 0700), 0);
	assert_true(mq_file_replace(fix->base, "note", "text", &fix->diag) != MQ_OK);
	assert_int_equal(fix->diag.n_faults, 1);
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(mq_file_replace("/nowhere/at/all", "note", "text", NULL), MQ_ERR_NOT_FOUND);
	free(path);
}

static void only_the_beginning_of_a_long_file_is_read(void **state)
{
	struct fixture *fix = *state;
	char *path = mq_format("%s/note", fix->base);
	char out[6];
	int fd;

	file_write(path, "0123456789", 10);
	assert_int_equal(mq_file_open(path, &fd, NULL), MQ_OK);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(mq_file_read(fd, path, out, sizeof(out), NULL), MQ_OK);
	assert_string_equal(out, "01234");
	close(fd);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mq_file_open(path, &fd, &fix->diag), MQ_ERR_NOT_FOUND);
	assert_int_equal(fd, -1);
	assert_int_equal(fix->diag.n_faults, 0);
	free(path);
}

static void directories_are_made_down_to_the_last(void **state)
{
	struct fixture *fix = *state;
	char *path = mq_format("%s/a//b/c/", fix->base);
	char *below_file = mq_format("%s/note/b", fix->base);
	char *note = mq_format("%s/note", fix->base);

	assert_int_equal(mq_file_make_dir(path, NULL), MQ_OK);
	assert_int_equal(mq_file_make_dir(path, NULL), MQ_OK);
	assert_int_equal(access(path, X_OK), 0);
	file_write(note, "x", 1);
	assert_int_equal(mq_file_make_dir(below_file, NULL), MQ_ERR_STORE);
	assert_int_equal(mq_file_make_dir("", NULL), MQ_ERR_NOT_FOUND);
	free(note);
	free(below_file);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_replaced_file_holds_the_new_text_and_nothing_is_left_beside),
		FIXTURE_TEST(what_cannot_be_replaced_stays),
		FIXTURE_TEST(only_the_beginning_of_a_long_file_is_read),
		FIXTURE_TEST(directories_are_made_down_to_the_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
