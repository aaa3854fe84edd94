/* answer: what a terminal answers, taken out of what is typed. Knows no terminal. */
#ifndef MINQING_UI_ANSWER_H
#define MINQING_UI_ANSWER_H

#include <minqing/base.h>

enum mq_answer {
	MQ_ANSWER_NONE,
	MQ_ANSWER_PLACE,	/* ESC [ row ; column R: where the cursor is */
	MQ_ANSWER_WELL,		/* ESC [ 0 n: it has come to what was asked behind a frame */
	MQ_ANSWER_DEVICE,	/* ESC [ ? … c: what it is */
};

/* Zeroed is ready. */
struct mq_answers {
	struct mq_buf bytes;	/* not yet told apart */
	size_t at;
};

void mq_answers_feed(struct mq_answers *answers, const void *bytes, size_t len);
/*
 * The next answer of those expected (bits 1 << answer), *column that of a place. Whatever is
 * typed before it is appended to typed. NONE: everything that came was told apart, but for
 * an answer that is half there, where any is expected.
 */
enum mq_answer mq_answers_next(struct mq_answers *answers, unsigned expected,
	struct mq_buf *typed, int *column);
void mq_answers_release(struct mq_answers *answers);

#endif
