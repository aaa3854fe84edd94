#include "peer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *who, const char *what, const char *text)
{
	fprintf(stderr, "beside: %s: %s: %.400s\n", who, what, text);
	exit(1);
}

static void become(int in, int out, const char *const *argv)
{
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

void peer_start(struct peer *peer, const char *name, const char *const *argv)
{
	int to[2];
	int from[2];

	if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
		fail(name, "no pipe for", argv[0]);
	}
	*peer = (struct peer){.name = name, .there = true, .pid = fork()};
	if (peer->pid == 0) {
		become(to[0], from[1], argv);
	}
	close(to[0]);
	close(from[1]);
	peer->to = fdopen(to[1], "w");
	peer->from = fdopen(from[0], "r");
	if (peer->pid < 0 || peer->to == NULL || peer->from == NULL) {
		fail(name, "cannot be started", argv[0]);
	}
}

double peer_ask(struct peer *peer, const char *verb, const char *text, struct mq_buf *answer)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	double ms;
	char *tab;

	fprintf(peer->to, "%s\t%s\n", verb, text);
	fflush(peer->to);
	len = getline(&line, &size, peer->from);
	tab = len > 0 ? strchr(line, '\t') : NULL;
	if (tab == NULL || line[0] == '!') {
		fail(peer->name, tab == NULL ? "ended at" : tab + 1, text);
	}
	line[len - 1] = '\0';
	mq_buf_clear(answer);
	mq_buf_adds(answer, tab + 1);
	ms = strtod(line, NULL) / 1e6;
	free(line);
	return ms;
}

void peer_stop(struct peer *peer)
{
	if (peer->there) {
		fclose(peer->to);
		fclose(peer->from);
		waitpid(peer->pid, NULL, 0);
	}
	peer->there = false;
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double peer_run(const char *const *argv, struct mq_buf *out)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	double start = now_ms();
	int from[2] = {-1, -1};
	char bytes[1 << 14];
	int status = -1;
	pid_t child;
	ssize_t n;

	if (null < 0 || pipe2(from, O_CLOEXEC) != 0) {
		fail(argv[0], "no pipe", "");
	}
	child = fork();
	if (child == 0) {
		become(null, from[1], argv);
	}
	close(from[1]);
	while ((n = read(from[0], bytes, sizeof(bytes))) > 0) {
		mq_buf_add(out, bytes, (size_t)n);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0) {
		fail(argv[0], "failed", argv[1]);
	}
	close(from[0]);
	close(null);
	return now_ms() - start;
}
