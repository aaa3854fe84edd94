/*
 * A program on a pty, and what it writes, frame by frame. A frame ends with the mark of
 * synchronised output; all that comes until nothing came for a while belongs to a key. What it
 * asks of its terminal is answered at once: what it is, and that a frame came.
 */
#ifndef MINQING_BENCH_PTY_H
#define MINQING_BENCH_PTY_H

#include "timing.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct pty {
	int fd;
	pid_t pid;
	size_t matched;		/* bytes of the mark seen so far */
	size_t asked[2];	/* and of each question */
};

/* What came of a key. */
struct seen {
	size_t n_bytes;
	size_t n_frames;
	double first_ms;	/* when the first frame was whole */
	double last_ms;		/* when the last byte came */
};

static const char frame_mark[] = "\033[?2026l";

static const struct question {
	const char *asks;
	const char *answer;
} questions[] = {{"\033[c", "\033[?1;2c"}, {"\033[5n", "\033[0n"}};

static inline void pty_fail(const char *what, const char *which)
{
	fprintf(stderr, "bench: %s %s\n", what, which);
	exit(1);
}

static inline struct pty pty_open(int width, int height, char **argv)
{
	struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
	struct pty pty = {0};

	pty.pid = forkpty(&pty.fd, NULL, NULL, &size);
	if (pty.pid == 0) {
		execv(argv[0], argv);
		_exit(127);
	}
	if (pty.pid < 0) {
		pty_fail("no pty for", argv[0]);
	}
	return pty;
}

static inline void pty_close(struct pty *pty)
{
	kill(pty->pid, SIGTERM);
	close(pty->fd);
	waitpid(pty->pid, NULL, 0);
}

/* One byte more; true where the sequence is whole. Each begins with its only escape, so
 * a byte that does not fit starts over. */
static inline bool pty_matches(size_t *matched, const char *sequence, char byte)
{
	*matched = byte == sequence[*matched] ? *matched + 1 : byte == sequence[0];
	if (sequence[*matched] != '\0') {
		return false;
	}
	*matched = 0;
	return true;
}

static inline void pty_write(struct pty *pty, const char *bytes, size_t len)
{
	if (write(pty->fd, bytes, len) != (ssize_t)len) {
		pty_fail("cannot write", "a key");
	}
}

static inline void pty_match(struct pty *pty, const char *bytes, size_t n, struct seen *seen)
{
	for (size_t i = 0; i < n; i++) {
		if (pty_matches(&pty->matched, frame_mark, bytes[i])) {
			seen->first_ms = seen->n_frames++ == 0 ? now_ms() : seen->first_ms;
		}
		for (size_t k = 0; k < sizeof(questions) / sizeof(questions[0]); k++) {
			if (pty_matches(&pty->asked[k], questions[k].asks, bytes[i])) {
				pty_write(pty, questions[k].answer, strlen(questions[k].answer));
			}
		}
	}
}

/* Wait for the first byte, then read until nothing came for quiet_ms, or until a frame is whole
 * where one is wanted. */
static inline struct seen pty_read(struct pty *pty, int wait_ms, int quiet_ms, bool one_frame)
{
	struct pollfd fd = {.fd = pty->fd, .events = POLLIN};
	struct seen seen = {0};
	char bytes[1 << 16];

	while (!(one_frame && seen.n_frames > 0) &&
		poll(&fd, 1, seen.n_bytes > 0 ? quiet_ms : wait_ms) > 0) {
		ssize_t n = read(pty->fd, bytes, sizeof(bytes));

		if (n <= 0) {
			pty_fail("the program ended while", "it was read");
		}
		pty_match(pty, bytes, (size_t)n, &seen);
		seen.n_bytes += (size_t)n;
		seen.last_ms = now_ms();
	}
	return seen;
}

#endif
