/*
 * Signals only write a byte into a pipe the loop waits on. Two ends cannot wait for the
 * loop: a crash, and memory running out. They put the terminal right at once, from the
 * handler, with nothing but write(2) and tcsetattr(3). What that needs is prepared in
 * `ours`, the one thing of the screen that does not hang from the app, since a handler
 * is given no argument.
 */
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { N_SIGNALS = 32 };

static struct {
	int pipe[2];
	volatile sig_atomic_t taken;
	struct termios found;
	char restore[256];
	size_t restore_len;
	struct sigaction before[N_SIGNALS];
} ours = {.pipe = {-1, -1}};

static const int loop_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT};
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

/* ---- in handlers ---- */

static void on_loop_signal(int signal)
{
	int kept = errno;
	char byte = (char)signal;
	ssize_t n = write(ours.pipe[1], &byte, 1);	/* full: the loop wakes anyway */
	(void)n;
	errno = kept;
}

static void restore_now(void)
{
	if (ours.taken) {
		ours.taken = 0;
		ssize_t n = write(STDOUT_FILENO, ours.restore, ours.restore_len);
		(void)n;
		tcsetattr(STDIN_FILENO, TCSANOW, &ours.found);
	}
}

/* Then let the fault happen again, to whoever was there before us. */
static void on_crash(int signal)
{
	restore_now();
	sigaction(signal, &ours.before[signal], NULL);
	raise(signal);
}

static void on_no_memory(void *context)
{
	(void)context;
	restore_now();
}

/* ---- in the loop ---- */

static void catch_all(const int *signals, size_t n, const struct sigaction *action)
{
	for (size_t i = 0; i < n; i++) {
		sigaction(signals[i], action, &ours.before[signals[i]]);
	}
}

static void release_all(const int *signals, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		sigaction(signals[i], &ours.before[signals[i]], NULL);
	}
}

bool mq_signals_catch(void)
{
	struct sigaction loop = {.sa_handler = on_loop_signal, .sa_flags = SA_RESTART};
	struct sigaction crash = {.sa_handler = on_crash, .sa_flags = SA_NODEFER};
	if (pipe2(ours.pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
		return false;
	}
	sigfillset(&loop.sa_mask);
	catch_all(loop_signals, MQ_LENGTH(loop_signals), &loop);
	catch_all(crash_signals, MQ_LENGTH(crash_signals), &crash);
	mq_mem_hook(on_no_memory, NULL);
	return true;
}

void mq_signals_release(void)
{
	release_all(loop_signals, MQ_LENGTH(loop_signals));
	release_all(crash_signals, MQ_LENGTH(crash_signals));
	mq_mem_hook(NULL, NULL);
	close(ours.pipe[0]);
	close(ours.pipe[1]);
}

int mq_signals_fd(void)
{
	return ours.pipe[0];
}

uint64_t mq_signals_read(void)
{
	uint64_t came = 0;
	char signals[64];
	for (ssize_t n; (n = read(ours.pipe[0], signals, sizeof(signals))) > 0;) {
		for (ssize_t i = 0; i < n; i++) {
			came |= UINT64_C(1) << signals[i];
		}
	}
	return came;
}

void mq_signals_restore_with(const char *bytes, size_t len, const struct termios *found)
{
	ours.restore_len = len < sizeof(ours.restore) ? len : 0;
	memcpy(ours.restore, bytes, ours.restore_len);
	ours.found = *found;
}

void mq_signals_terminal_taken(bool taken)
{
	ours.taken = taken;
}
