#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/access.h>

/* The name the kernel's uid has, as another program tells it. */
static void the_officer_is_who_the_kernel_says(void **state)
{
	char expected[256] = "";
	FILE *id = popen("id -run", "r");
	char *officer = mq_access_officer();

	(void)state;
	assert_non_null(id);
	assert_non_null(fgets(expected, sizeof(expected), id));
	pclose(id);
	expected[strcspn(expected, "\n")] = '\0';
	/* An account without a name is told by its number. */
	if (expected[strspn(expected, "0123456789")] == '\0') {
		assert_int_equal(strncmp(officer, "uid-", 4), 0);
		assert_string_equal(officer + 4, expected);
	} else {
		assert_string_equal(officer, expected);
	}
	free(officer);
}

static void the_environment_cannot_make_another_of_him(void **state)
{
	char *before = mq_access_officer();
	char *after;

	(void)state;
	setenv("MINQING_USER", "director", 1);
	setenv("USER", "director", 1);
	setenv("LOGNAME", "director", 1);
	after = mq_access_officer();
	assert_string_equal(before, after);
	free(after);
	free(before);
}

static void an_account_without_a_name_is_its_number(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	if (geteuid() != 0) {
		skip();
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		char *officer;

		if (setuid(4123456) != 0) {
			_exit(2);
		}
		officer = mq_access_officer();
		_exit(strcmp(officer, "uid-4123456") == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_officer_is_who_the_kernel_says),
		cmocka_unit_test(the_environment_cannot_make_another_of_him),
		cmocka_unit_test(an_account_without_a_name_is_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
