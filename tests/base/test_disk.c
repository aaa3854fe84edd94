/* Files written whole. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/base.h>

static char *a_place(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mq_format("%s/minqing-disk-XXXXXX", tmp ? tmp : "/tmp");

	assert_non_null(mkdtemp(dir));
	return dir;
}

static void forget(char *dir)
{
	char *command = mq_format("rm -rf '%s'", dir);

	assert_int_equal(system(command), 0);
	free(command);
	free(dir);
}

static enum mq_err put(const char *path, unsigned mode, const char *text)
{
	struct mq_buf bytes = {0};
	enum mq_err err;

	mq_buf_adds(&bytes, text);
	err = mq_disk_replace(path, mode, &bytes, NULL);
	mq_buf_release(&bytes);
	return err;
}

static void assert_file(const char *path, mode_t mode, const char *text)
{
	char bytes[64] = "";
	struct stat st;
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_int_equal(fread(bytes, 1, sizeof(bytes) - 1, file), strlen(text));
	fclose(file);
	assert_string_equal(bytes, text);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, mode);
}

static void a_file_takes_the_place_of_another_and_nothing_stays_beside(void **state)
{
	char *dir = a_place();
	char *path = mq_format("%s/a/b/file", dir);
	char *inner = mq_format("%s/a/b", dir);
	struct stat st;

	(void)state;
	assert_int_equal(put(path, 0750, "one"), MQ_OK);
	assert_file(path, 0640, "one");
	assert_int_equal(put(path, 0700, "another"), MQ_OK);
	assert_file(path, 0600, "another");
	assert_int_equal(stat(inner, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0750);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(inner), 0);
	free(inner);
	free(path);
	forget(dir);
}

static void a_name_alone_is_put_into_the_present_directory(void **state)
{
	char *dir = a_place();
	char *before = realpath(".", NULL);

	(void)state;
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(put("alone", 0700, "here"), MQ_OK);
	assert_file("alone", 0600, "here");
	assert_int_equal(chdir(before), 0);
	free(before);
	forget(dir);
}

static void a_link_is_replaced_and_not_followed(void **state)
{
	char *dir = a_place();
	char *path = mq_format("%s/link", dir);
	char *led_to = mq_format("%s/led-to", dir);

	(void)state;
	assert_int_equal(put(led_to, 0700, "theirs"), MQ_OK);
	assert_int_equal(symlink(led_to, path), 0);
	assert_false(mq_disk_write_synced(path, 0600, "ours", 4));
	assert_int_equal(errno, ELOOP);
	assert_int_equal(put(path, 0700, "ours"), MQ_OK);
	assert_file(led_to, 0600, "theirs");
	assert_file(path, 0600, "ours");
	free(led_to);
	free(path);
	forget(dir);
}

static void what_cannot_be_written_is_named_and_leaves_what_was(void **state)
{
	char *dir = a_place();
	char *path = mq_format("%s/taken", dir);
	char *under = mq_format("%s/taken/file", dir);
	struct mq_diag diag = {0};
	struct mq_buf text = {0};

	(void)state;
	mq_buf_adds(&text, "new");
	assert_int_equal(put(path, 0700, "old"), MQ_OK);
	assert_int_equal(mq_disk_replace(under, 0700, &text, &diag), MQ_ERR_IO);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(strstr(diag.faults[0].message, "/taken"));
	assert_file(path, 0600, "old");
	mq_diag_release(&diag);
	mq_buf_release(&text);
	free(under);
	free(path);
	forget(dir);
}

static void each_reason_has_its_error(void **state)
{
	static const struct {
		int reason;
		enum mq_err err;
	} cases[] = {{ENOSPC, MQ_ERR_FULL}, {EDQUOT, MQ_ERR_FULL}, {EFBIG, MQ_ERR_FULL},
		{EROFS, MQ_ERR_READONLY}, {EACCES, MQ_ERR_IO}};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		errno = cases[i].reason;
		assert_int_equal(mq_disk_fault(NULL, "a"), cases[i].err);
	}
}

static void what_was_put_is_read_back_and_no_link_is_followed(void **state)
{
	char *dir = a_place();
	char *path = mq_format("%s/a/file", dir);
	char *link = mq_format("%s/a/link", dir);
	struct mq_buf out = {0};

	(void)state;
	assert_int_equal(mq_disk_read(path, 100, &out, NULL), MQ_ERR_NOT_FOUND);
	assert_int_equal(put(path, 0700, "some text"), MQ_OK);
	assert_int_equal(mq_disk_read(path, 100, &out, NULL), MQ_OK);
	assert_string_equal(out.data, "some text");
	mq_buf_clear(&out);
	assert_int_equal(mq_disk_read(path, 4, &out, NULL), MQ_OK);
	assert_string_equal(out.data, "some");
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(mq_disk_read(link, 100, &out, NULL), MQ_ERR_IO);
	assert_string_equal(out.data, "some");
	mq_buf_release(&out);
	free(link);
	free(path);
	forget(dir);
}

/* Each of some processes adds a letter many times: none is lost. */
static void who_locks_is_alone(void **state)
{
	enum { PROCESSES = 4, TIMES = 20 };
	char *dir = a_place();
	char *path = mq_format("%s/a/file", dir);
	struct mq_buf out = {0};

	(void)state;
	for (int i = 0; i < PROCESSES; i++) {
		if (fork() != 0) {
			continue;
		}
		for (int k = 0; k < TIMES; k++) {
			struct mq_buf text = {0};
			int lock = mq_disk_lock(path, 0700);

			mq_disk_read(path, 1000, &text, NULL);
			mq_buf_addc(&text, 'x');
			mq_disk_replace(path, 0700, &text, NULL);
			mq_disk_unlock(lock);
			mq_buf_release(&text);
		}
		_exit(0);
	}
	for (int i = 0; i < PROCESSES; i++) {
		assert_true(wait(NULL) > 0);
	}
	assert_int_equal(mq_disk_read(path, 1000, &out, NULL), MQ_OK);
	assert_int_equal(out.len, PROCESSES * TIMES);
	mq_buf_release(&out);
	free(path);
	forget(dir);
}

static void who_locks_finds_nothing_that_the_dead_left(void **state)
{
	static const char *const left[] = {".file.new-1", ".file.new-999999"};
	static const char *const others[] = {".file", "file.new-1", ".other.new-1", "file"};
	char *dir = a_place();
	char *path = mq_format("%s/file", dir);
	int lock;

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(left) + MQ_LENGTH(others); i++) {
		const char *name = i < MQ_LENGTH(left) ? left[i] : others[i - MQ_LENGTH(left)];
		char *at = mq_format("%s/%s", dir, name);

		assert_true(mq_disk_write_synced(at, 0600, "x", 1));
		free(at);
	}
	lock = mq_disk_lock(path, 0700);
	assert_true(lock >= 0);
	for (size_t i = 0; i < MQ_LENGTH(left); i++) {
		assert_int_equal(faccessat(lock, left[i], F_OK, 0), -1);
	}
	for (size_t i = 0; i < MQ_LENGTH(others); i++) {
		assert_int_equal(faccessat(lock, others[i], F_OK, 0), 0);
	}
	mq_disk_unlock(lock);
	free(path);
	forget(dir);
}

static void removing_a_tree_does_not_follow_links_out_of_it(void **state)
{
	char *dir = a_place();
	char *kept = mq_format("%s/kept", dir);
	char *tree = mq_format("%s/tree", dir);
	char *below = mq_format("%s/tree/below", dir);
	char *link = mq_format("%s/tree/below/link", dir);
	char *up = mq_format("%s/tree/up", dir);

	(void)state;
	assert_true(mq_disk_write_synced(kept, 0600, "x", 1));
	assert_int_equal(mkdir(tree, 0700), 0);
	assert_int_equal(mkdir(below, 0700), 0);
	assert_int_equal(symlink(kept, link), 0);
	assert_int_equal(symlink("..", up), 0);
	mq_disk_remove_tree(tree);
	assert_int_equal(access(tree, F_OK), -1);
	assert_int_equal(access(kept, F_OK), 0);
	mq_disk_remove_tree(tree);
	free(up);
	free(link);
	free(below);
	free(tree);
	free(kept);
	forget(dir);
}

static void set_or_not(const char *variable, const char *value)
{
	assert_int_equal(value ? setenv(variable, value, 1) : unsetenv(variable), 0);
}

static void what_a_person_keeps_is_where_the_standard_says(void **state)
{
	static const struct {
		const char *home;
		const char *config;
		enum mq_home kind;
		const char *path;
	} cases[] = {
		{"/home/li", NULL, MQ_HOME_CONFIG, "/home/li/.config/minqing/x"},
		{"/home/li", "/etc/li", MQ_HOME_CONFIG, "/etc/li/minqing/x"},
		{"/home/li", "etc/li", MQ_HOME_CONFIG, "/home/li/.config/minqing/x"},
		{"/home/li", "", MQ_HOME_CONFIG, "/home/li/.config/minqing/x"},
		{"/home/li", "/etc/li", MQ_HOME_STATE, "/home/li/.local/state/minqing/x"},
		{"/home/li", "/etc/li", MQ_HOME_DATA, "/home/li/.local/share/minqing/x"},
		{NULL, NULL, MQ_HOME_DATA, "./.local/share/minqing/x"},
		{"", NULL, MQ_HOME_DATA, "./.local/share/minqing/x"},
	};

	(void)state;
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_DATA_HOME");
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		char *path;

		set_or_not("HOME", cases[i].home);
		set_or_not("XDG_CONFIG_HOME", cases[i].config);
		path = mq_home_path(cases[i].kind, "minqing/x");
		assert_string_equal(path, cases[i].path);
		free(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_takes_the_place_of_another_and_nothing_stays_beside),
		cmocka_unit_test(a_name_alone_is_put_into_the_present_directory),
		cmocka_unit_test(a_link_is_replaced_and_not_followed),
		cmocka_unit_test(what_cannot_be_written_is_named_and_leaves_what_was),
		cmocka_unit_test(each_reason_has_its_error),
		cmocka_unit_test(what_was_put_is_read_back_and_no_link_is_followed),
		cmocka_unit_test(removing_a_tree_does_not_follow_links_out_of_it),
		cmocka_unit_test(who_locks_is_alone),
		cmocka_unit_test(who_locks_finds_nothing_that_the_dead_left),
		cmocka_unit_test(what_a_person_keeps_is_where_the_standard_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
