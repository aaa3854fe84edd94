/* pace: no frame is sent to a terminal that has not come to the one before. */
#ifndef MINQING_UI_PACE_H
#define MINQING_UI_PACE_H

#include <stdbool.h>
#include <stdint.h>

enum { MQ_PACE_LOST_MS = 1000 };	/* an answer that late does not come */

/* Zeroed holds nothing back. */
struct mq_pace {
	bool on;
	bool lost;		/* an answer did not come: never on again */
	bool waiting;		/* a frame was sent and not yet acknowledged */
	bool held;		/* another one was held back meanwhile */
	int64_t sent_ms;
};

/* The terminal is known to answer. */
void mq_pace_begin(struct mq_pace *pace);
/* May a frame be sent now? False: it is held back. */
bool mq_pace_may_send(struct mq_pace *pace, int64_t now_ms);
/* A frame was sent, and asked behind it whether it came. */
void mq_pace_sent(struct mq_pace *pace, int64_t now_ms);
/* The answer came. True: the frame held back is to be sent now. */
bool mq_pace_answered(struct mq_pace *pace);
/* In how many milliseconds a frame held back is sent without an answer; -1: none is held. */
int mq_pace_wait_ms(const struct mq_pace *pace, int64_t now_ms);

#endif
