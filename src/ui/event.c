/*
 * What the terminal is waited for: keys, answers that are the loop's concern, signals. Keys
 * and answers come by one line and are told apart in dialog.c, whoever reads; here what was
 * heard becomes one thing to wake up for.
 */
#include "terminal.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "signals.h"
#include "terminal_own.h"

enum {
	RESIZE_QUIET_MS = 50,
	RESIZE_WAITS = 4,
};

static bool has(uint64_t came, int signal)
{
	return came >> signal & 1;
}

/* What they amount to. A window being dragged sends many: wait until it rests. */
static enum mq_wake heed_signals(struct mq_terminal *terminal)
{
	struct pollfd fd = {.fd = mq_signals_fd(), .events = POLLIN};
	uint64_t came = mq_signals_read();
	for (int i = 0; i < RESIZE_WAITS && has(came, SIGWINCH) && poll(&fd, 1, RESIZE_QUIET_MS) > 0;
		i++) {
		came |= mq_signals_read();
	}
	if (has(came, SIGTERM) || has(came, SIGHUP) || has(came, SIGINT)) {
		return MQ_WAKE_QUIT;
	}
	if (has(came, SIGTSTP)) {
		mq_terminal_suspend(terminal);
	} else if (has(came, SIGCONT)) {
		/* stopped without a word (SIGSTOP): whoever ran meanwhile had the terminal */
		mq_screen_take_again();
		terminal_turn_on_modes(terminal);
	}
	mq_terminal_redraw(terminal);
	return MQ_WAKE_RESIZE;
}

enum { N_SOURCES = 2 };

/* Signals, then keys; as poll(2) returns. */
static int wait_for(struct pollfd fds[N_SOURCES], int wait_ms)
{
	fds[0] = (struct pollfd){.fd = mq_signals_fd(), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
	return poll(fds, N_SOURCES, wait_ms);
}

/* What was heard and is the loop's concern. A frame held back is not while it computes one. */
static bool has_heard(const struct mq_dialog *dialog)
{
	return dialog->typed.len > 0 || (dialog->heard & ~(unsigned)MQ_HEARD_FRAME);
}

bool mq_terminal_has_event(struct mq_terminal *terminal)
{
	struct pollfd fds[N_SOURCES];
	struct mq_dialog *dialog = &terminal->dialog;
	if (!has_heard(dialog) && wait_for(fds, 0) > 0) {
		if (fds[0].revents || !mq_dialog_expects(dialog)) {
			return true;
		}
		mq_dialog_hear(dialog);
	}
	return has_heard(dialog);
}

/* What was heard, as the loop is told it; MQ_WAKE_TIME: nothing of its concern. */
static enum mq_wake tell(struct mq_terminal *terminal, char *bytes, size_t *len)
{
	struct mq_dialog *dialog = &terminal->dialog;
	unsigned heard = dialog->heard;
	dialog->heard &= MQ_HEARD_END;
	if (heard & MQ_HEARD_WIDTHS) {
		mq_terminal_redraw(terminal);
		return MQ_WAKE_RESIZE;
	}
	if (mq_dialog_take(dialog, bytes, len)) {
		return MQ_WAKE_BYTES;
	}
	if (heard & MQ_HEARD_END) {
		return MQ_WAKE_QUIT;
	}
	return heard & MQ_HEARD_FRAME ? MQ_WAKE_FRAME : MQ_WAKE_TIME;
}

/* The smaller of two waits of which -1 is for ever. */
static int sooner(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int left_until(int64_t end_ms)
{
	int64_t left = end_ms - mq_terminal_now_ms();
	return left > 0 ? (int)left : 0;
}

enum mq_wake mq_terminal_wait(struct mq_terminal *terminal, int wait_ms, char *bytes, size_t *len)
{
	size_t size = *len;
	int64_t now_ms = mq_terminal_now_ms();
	enum mq_wake wake;
	while ((wake = tell(terminal, bytes, len)) == MQ_WAKE_TIME) {
		struct pollfd fds[N_SOURCES];
		int left_ms = wait_ms > 0 ? left_until(now_ms + wait_ms) : wait_ms;
		int held_ms = mq_pace_wait_ms(&terminal->dialog.pace, mq_terminal_now_ms());
		if (wait_for(fds, sooner(left_ms, held_ms)) <= 0) {
			/* the time was up, or a signal came: the pipe has it */
			bool given_up = held_ms >= 0 && sooner(left_ms, held_ms) == held_ms;
			wake = given_up ? MQ_WAKE_FRAME : MQ_WAKE_TIME;
			break;
		}
		if (fds[0].revents) {
			wake = heed_signals(terminal);
			break;
		}
		mq_dialog_hear(&terminal->dialog);
		*len = size;
	}
	*len = wake == MQ_WAKE_BYTES ? *len : 0;
	return wake;
}
