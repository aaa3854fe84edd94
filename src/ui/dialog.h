/* dialog: what the terminal of standard input is asked, what it answers, and what is typed in
 * between. */
#ifndef MINQING_UI_DIALOG_H
#define MINQING_UI_DIALOG_H

#include "answer.h"
#include "charset.h"
#include "pace.h"
#include "probe.h"

enum mq_heard {
	MQ_HEARD_WIDTHS = 1 << 0,	/* characters are of another width than was thought */
	MQ_HEARD_FRAME = 1 << 1,	/* the frame held back may go */
	MQ_HEARD_END = 1 << 2,		/* the terminal is gone */
};

/* Zeroed is ready. */
struct mq_dialog {
	struct mq_charset charset;
	bool turned;		/* to another charset, by what was answered to this question */
	struct mq_answers answers;
	struct mq_probe probe;
	int64_t probe_ms;	/* when it was asked */
	int64_t trip_ms;	/* until its answers were there; 0: they never were */
	struct mq_pace pace;
	struct mq_buf typed;	/* read, and not yet taken */
	unsigned heard;		/* enum mq_heard, and not yet told */
};

/* Does it wait for an answer? Then what can be read need not be typed. */
bool mq_dialog_expects(const struct mq_dialog *dialog);
/* Read what is there, and take out the answers. */
void mq_dialog_hear(struct mq_dialog *dialog);
/* Write to the terminal, as bytes of its charset. */
void mq_dialog_say(struct mq_dialog *dialog, struct mq_slice utf8);
/* Ask in what charset it reads and how wide characters are. */
void mq_dialog_probe(struct mq_dialog *dialog);
/* Hear the answers to that out, MQ_PROBE_WAIT_MS behind the question at most; once more
 * where it takes another charset than it was asked in. What it takes: SILENT, UTF8, GB18030
 * or NEITHER. */
enum mq_probe_charset mq_dialog_learn(struct mq_dialog *dialog);
/* Hear out what is under way, before the terminal is given back: it would be typed into the
 * shell. For as long as answers take to come from there; a terminal that never answered is not
 * waited for longer than for the first frame. */
void mq_dialog_end(struct mq_dialog *dialog);
/* Take as many of the typed bytes as find room in *len. False: there are none. */
bool mq_dialog_take(struct mq_dialog *dialog, char *bytes, size_t *len);
void mq_dialog_release(struct mq_dialog *dialog);

#endif
