/* Queries that were asked before, and the file of them. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "../../src/ui/asked.h"

static void add(struct mq_asked *asked, const char *line)
{
	mq_asked_add(asked, line, strlen(line));
}

static void recalling_keeps_the_line_being_typed(void **state)
{
	(void)state;
	struct mq_asked asked = {0};
	add(&asked, "one");
	add(&asked, "one");
	add(&asked, "two ");
	add(&asked, "two");
	add(&asked, " hidden");
	add(&asked, "");
	assert_int_equal(asked.lines.n, 2);
	assert_null(mq_asked_recall(&asked, "half", 1));
	assert_string_equal(mq_asked_recall(&asked, "half", -1), "two");
	assert_string_equal(mq_asked_recall(&asked, "two", -1), "one");
	assert_null(mq_asked_recall(&asked, "one", -1));
	assert_string_equal(mq_asked_recall(&asked, "one", 1), "two");
	assert_string_equal(mq_asked_recall(&asked, "two", 1), "half");
	mq_asked_release(&asked);
}

static void the_oldest_go_where_there_are_too_many(void **state)
{
	(void)state;
	struct mq_asked asked = {0};
	for (int i = 0; i < MQ_ASKED_MAX + 7; i++) {
		char *line = mq_format("query %d", i);
		add(&asked, line);
		free(line);
	}
	assert_int_equal(asked.lines.n, MQ_ASKED_MAX);
	assert_string_equal(asked.lines.texts[0], "query 7");
	mq_asked_release(&asked);
}

static void a_query_is_found_backwards_whatever_its_case(void **state)
{
	(void)state;
	struct mq_asked asked = {0};
	add(&asked, "Age>=80 独居");
	add(&asked, "sex:女");
	add(&asked, "age<18");
	assert_int_equal(mq_asked_find(&asked, "age", 1), 1);
	assert_int_equal(mq_asked_find(&asked, "age", 2), 3);
	assert_int_equal(mq_asked_find(&asked, "独", 1), 3);
	assert_int_equal(mq_asked_find(&asked, "age", 4), 0);
	assert_int_equal(mq_asked_find(&asked, "", 0), 1);
	assert_int_equal(mq_asked_find(&asked, "nobody", 1), 0);
	mq_asked_release(&asked);
}

static void the_last_value_is_what_the_last_comparison_is_with(void **state)
{
	static const char *const cases[][2] = {
		{"age>=80 name:王芳", "王芳"}, {"独居 高龄", "高龄"}, {"household.any(age<18)", "18"},
		{"name=\"李 四\"", "\"李 四\""}, {"sex:{男，女}", "女"}, {"年龄：６０..79 ", "６０..79"},
		{"", ""}, {"a ~~b", "b"}, {"name:\"a \\\" :b\")", "\"a \\\" :b\""}, {" ))", ""},
	};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_slice value = mq_asked_value(cases[i][0]);
		char *text = mq_strndup(value.data, value.len);
		assert_string_equal(text, cases[i][1]);
		free(text);
	}
}

/* ---- the file ---- */

static char *a_path(const char *name)
{
	const char *tmp = getenv("TMPDIR");
	return mq_format("%s/minqing-asked-%ld/%s/history", tmp ? tmp : "/tmp", (long)getpid(), name);
}

static void forget(char *path)
{
	char *command = mq_format("rm -rf \"$(dirname \"$(dirname '%s')\")\"", path);
	assert_int_equal(system(command), 0);
	free(command);
	free(path);
}

static void write_lines(const char *path, const char *a, const char *b)
{
	struct mq_ring fresh = {0};
	mq_ring_add(&fresh, MQ_ASKED_MAX, a, strlen(a));
	mq_ring_add(&fresh, MQ_ASKED_MAX, b, strlen(b));
	assert_int_equal(mq_asked_write(&fresh, path, NULL), MQ_OK);
	mq_ring_clear(&fresh);
}

static void what_several_screens_write_stays_in_their_order(void **state)
{
	static const char *const want[] = {"one", "two", "three", "four"};
	char *path = a_path("a");
	struct mq_ring read = {0};
	struct stat st;
	(void)state;
	assert_int_equal(mq_asked_read(&read, path, NULL), MQ_OK);
	write_lines(path, "one", "two");
	write_lines(path, "two", "three");
	write_lines(path, "four", "four");
	assert_int_equal(mq_asked_read(&read, path, NULL), MQ_OK);
	assert_int_equal(read.n, MQ_LENGTH(want));
	for (size_t i = 0; i < MQ_LENGTH(want); i++) {
		assert_string_equal(read.texts[i], want[i]);
	}
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(mq_asked_forget(path, NULL), MQ_OK);
	assert_int_equal(mq_asked_forget(path, NULL), MQ_OK);
	assert_int_not_equal(stat(path, &st), 0);
	mq_ring_clear(&read);
	forget(path);
}

static void a_thousand_lines_stay(void **state)
{
	char *path = a_path("b");
	struct mq_ring fresh = {0};
	struct mq_ring read = {0};
	(void)state;
	write_lines(path, "old", "older");
	for (int i = 0; i < MQ_ASKED_MAX - 1; i++) {
		char *line = mq_format("query %d", i);
		mq_ring_add(&fresh, MQ_ASKED_MAX, line, strlen(line));
		free(line);
	}
	assert_int_equal(mq_asked_write(&fresh, path, NULL), MQ_OK);
	assert_int_equal(mq_asked_read(&read, path, NULL), MQ_OK);
	assert_int_equal(read.n, MQ_ASKED_MAX);
	assert_string_equal(read.texts[0], "older");
	mq_ring_clear(&fresh);
	mq_ring_clear(&read);
	forget(path);
}

static void a_link_is_neither_read_nor_written_through(void **state)
{
	char *path = a_path("c");
	char *other = mq_format("%s.other", path);
	struct mq_diag diag = {0};
	struct mq_ring fresh = {0};
	struct stat st;
	(void)state;
	write_lines(other, "somebody's", "own");
	assert_int_equal(symlink(other, path), 0);
	mq_ring_add(&fresh, MQ_ASKED_MAX, "mine", 4);
	assert_int_equal(mq_asked_write(&fresh, path, &diag), MQ_ERR_IO);
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(other, &st), 0);
	assert_int_equal(st.st_size, strlen("somebody's\nown\n"));
	mq_ring_clear(&fresh);
	mq_diag_release(&diag);
	free(other);
	forget(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recalling_keeps_the_line_being_typed),
		cmocka_unit_test(the_oldest_go_where_there_are_too_many),
		cmocka_unit_test(a_query_is_found_backwards_whatever_its_case),
		cmocka_unit_test(the_last_value_is_what_the_last_comparison_is_with),
		cmocka_unit_test(what_several_screens_write_stays_in_their_order),
		cmocka_unit_test(a_thousand_lines_stay),
		cmocka_unit_test(a_link_is_neither_read_nor_written_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
