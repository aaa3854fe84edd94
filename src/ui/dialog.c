/*
 * Everything that is read and written passes here, and here alone it is in the terminal's
 * charset: that of the locale until it is known, and then what the terminal answered, as if
 * the locale had never been looked at. Where an answer is expected it is taken out, whoever
 * reads and whatever for: the loop that waits for keys, a computation that looks whether
 * one came, a frame about to be sent. What was heard is kept until the loop is told.
 */
#include "dialog.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "signals.h"

enum {
	READ_MAX = 4096,
	SILENT_MS = 10000,	/* behind that nothing is taken for an answer to a probe */
};

static int64_t now(void)
{
	return mq_clock_ns() / 1000000;
}

/* Bits of the answers that may come. */
static unsigned expected(const struct mq_dialog *dialog)
{
	return (dialog->probe.waiting ? (unsigned)MQ_PROBE_EXPECTS : 0) |
		(dialog->pace.waiting ? 1u << MQ_ANSWER_WELL : 0);
}

bool mq_dialog_expects(const struct mq_dialog *dialog)
{
	return expected(dialog) != 0;
}

/* A terminal that does not take it will not take what comes next either. */
static void put_bytes(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);
		if (n < 0 && errno != EINTR) {
			return;
		}
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

void mq_dialog_say(struct mq_dialog *dialog, struct mq_slice utf8)
{
	struct mq_slice bytes = mq_charset_encode(&dialog->charset, utf8);
	put_bytes(bytes.data, bytes.len);
}

static void ask(struct mq_dialog *dialog)
{
	struct mq_buf bytes = {0};
	mq_probe_ask(&dialog->probe, &dialog->charset, &bytes);
	put_bytes(bytes.data, bytes.len);
	mq_buf_release(&bytes);
	dialog->probe_ms = now();
}

void mq_dialog_probe(struct mq_dialog *dialog)
{
	dialog->turned = false;
	ask(dialog);
}

/* What it answered that it takes. GBK and a charset of single bytes are not told apart by
 * widths: the officer's language makes one of them likelier. */
static enum mq_probe_charset answered_charset(const struct mq_dialog *dialog)
{
	enum mq_probe_charset found = mq_probe_charset(&dialog->probe);
	if (found == MQ_PROBE_BYTES) {
		bool likely = mq_lang_is_chinese() || mq_lang_is_gb18030();
		return likely ? MQ_PROBE_GB18030 : MQ_PROBE_NEITHER;
	}
	return found;
}

/* Does it take another charset than it was written in? Then that from now on. */
static bool turn(struct mq_dialog *dialog)
{
	enum mq_probe_charset found = answered_charset(dialog);
	bool gb18030 = found == MQ_PROBE_GB18030;
	bool known = gb18030 || found == MQ_PROBE_UTF8;
	if (dialog->turned || !known || gb18030 == dialog->charset.gb18030) {
		return false;
	}
	dialog->turned = mq_charset_set(&dialog->charset, gb18030);
	return dialog->turned;
}

/* The whole of the probe is there: the terminal answers, so frames may be paced. */
static void end_probe(struct mq_dialog *dialog)
{
	mq_pace_begin(&dialog->pace);
	dialog->trip_ms = now() - dialog->probe_ms;
	if (turn(dialog)) {
		dialog->heard |= MQ_HEARD_WIDTHS;
		ask(dialog);	/* how wide it shows what it could not read */
	} else if (mq_probe_apply(&dialog->probe)) {
		dialog->heard |= MQ_HEARD_WIDTHS;
	}
}

static void sort_answers(struct mq_dialog *dialog)
{
	int column;
	for (enum mq_answer answer; (answer = mq_answers_next(&dialog->answers, expected(dialog),
		&dialog->typed, &column)) != MQ_ANSWER_NONE;) {
		if (answer == MQ_ANSWER_WELL) {
			dialog->heard |= mq_pace_answered(&dialog->pace) ? MQ_HEARD_FRAME : 0;
		} else if (mq_probe_take(&dialog->probe, answer, column)) {
			end_probe(dialog);
		}
	}
}

void mq_dialog_hear(struct mq_dialog *dialog)
{
	char bytes[READ_MAX];
	ssize_t got = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (got <= 0) {
		bool again = got < 0 && (errno == EINTR || errno == EAGAIN);
		dialog->heard |= again ? 0 : MQ_HEARD_END;
		return;
	}
	if (dialog->probe.waiting && now() - dialog->probe_ms > SILENT_MS) {
		dialog->probe.waiting = false;
	}
	struct mq_slice text = mq_charset_decode(&dialog->charset, mq_slice(bytes, (size_t)got));
	mq_answers_feed(&dialog->answers, text.data, text.len);
	sort_answers(dialog);
}

/* Hear answers while `waiting`, at most until end_ms; signals end it too. */
static void hear_until(struct mq_dialog *dialog, const bool *waiting, int64_t end_ms)
{
	int64_t now_ms;
	while (*waiting && !(dialog->heard & MQ_HEARD_END) && (now_ms = now()) < end_ms) {
		struct pollfd fds[] = {
			{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = mq_signals_fd(), .events = POLLIN},
		};
		if (poll(fds, MQ_LENGTH(fds), (int)(end_ms - now_ms)) <= 0 || fds[1].revents) {
			break;
		}
		mq_dialog_hear(dialog);
	}
}

enum mq_probe_charset mq_dialog_learn(struct mq_dialog *dialog)
{
	const bool *waiting = &dialog->probe.waiting;
	hear_until(dialog, waiting, dialog->probe_ms + MQ_PROBE_WAIT_MS);
	hear_until(dialog, waiting, dialog->probe_ms + (dialog->turned ? MQ_PROBE_WAIT_MS : 0));
	dialog->heard &= ~(unsigned)MQ_HEARD_WIDTHS;	/* nothing was shown yet */
	return *waiting ? MQ_PROBE_SILENT : answered_charset(dialog);
}

/* As the probe's did an answer comes from as far away; one that never came has no trip. */
static int64_t end_of_patience(const struct mq_dialog *dialog, int64_t asked_ms)
{
	int64_t patience_ms = MQ_PROBE_WAIT_MS + 2 * dialog->trip_ms;
	return asked_ms + (patience_ms < MQ_PACE_LOST_MS ? patience_ms : MQ_PACE_LOST_MS);
}

void mq_dialog_end(struct mq_dialog *dialog)
{
	hear_until(dialog, &dialog->probe.waiting, end_of_patience(dialog, dialog->probe_ms));
	hear_until(dialog, &dialog->pace.waiting, end_of_patience(dialog, dialog->pace.sent_ms));
}

bool mq_dialog_take(struct mq_dialog *dialog, char *bytes, size_t *len)
{
	struct mq_buf *typed = &dialog->typed;
	if (typed->len == 0) {
		return false;
	}
	*len = *len < typed->len ? *len : typed->len;
	memcpy(bytes, typed->data, *len);
	typed->len -= *len;
	memmove(typed->data, typed->data + *len, typed->len);
	return true;
}

void mq_dialog_release(struct mq_dialog *dialog)
{
	mq_charset_release(&dialog->charset);
	mq_answers_release(&dialog->answers);
	mq_buf_release(&dialog->typed);
}
