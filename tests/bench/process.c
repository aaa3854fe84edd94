/*
 * process TASK RUNS LIMIT_MS PROGRAM ARG…: how long a process takes from fork to
 * its end, output thrown away. `%d` in an argument becomes the number of the run.
 */
#include "timing.h"

#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARG_MAX_LEN = 4096 };

static char *with_number(const char *arg, int run)
{
	const char *mark = strstr(arg, "%d");
	char *made = malloc(ARG_MAX_LEN);

	if (mark == NULL) {
		snprintf(made, ARG_MAX_LEN, "%s", arg);
	} else {
		snprintf(made, ARG_MAX_LEN, "%.*s%d%s", (int)(mark - arg), arg, run, mark + 2);
	}
	return made;
}

static void become(char **argv, int run)
{
	int null = open("/dev/null", O_RDWR);

	for (char **arg = argv; *arg != NULL; arg++) {
		*arg = with_number(*arg, run);
	}
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	execv(argv[0], argv);
	_exit(127);
}

static double run_ms(char **argv, int run)
{
	double start = now_ms();
	pid_t child = fork();
	int status;

	if (child == 0) {
		become(argv, run);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status)
			|| WEXITSTATUS(status) != 0) {
		fprintf(stderr, "process: %s failed\n", argv[0]);
		exit(1);
	}
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	if (argc < 5) {
		fprintf(stderr, "usage: process TASK RUNS LIMIT_MS PROGRAM ARG...\n");
		return 2;
	}
	size_t runs = strtoul(argv[2], NULL, 10);
	double *times = calloc(runs + 1, sizeof(*times));

	for (size_t i = 0; i < runs; i++) {
		times[i] = run_ms(argv + 4, (int)i);
	}
	tell_times(argv[1], times, runs, strtod(argv[3], NULL));
	free(times);
	return 0;
}
