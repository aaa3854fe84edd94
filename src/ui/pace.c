/*
 * Behind a frame the terminal is asked how it is (DSR 5). Terminals and what lies before
 * them work in order: when the answer comes, everything before it has been shown. On a near
 * line that is before the next key; on a far or a thin one the frames of the keys between
 * become one, the newest, and never queue up. Whoever once does not answer is taken
 * for one that never does.
 */
#include "pace.h"

void mq_pace_begin(struct mq_pace *pace)
{
	pace->on = !pace->lost;
}

bool mq_pace_may_send(struct mq_pace *pace, int64_t now_ms)
{
	if (pace->waiting && now_ms - pace->sent_ms >= MQ_PACE_LOST_MS) {
		pace->on = false;
		pace->lost = true;
		pace->waiting = false;
	}
	pace->held = pace->waiting;
	return !pace->waiting;
}

void mq_pace_sent(struct mq_pace *pace, int64_t now_ms)
{
	pace->waiting = pace->on;
	pace->sent_ms = now_ms;
}

bool mq_pace_answered(struct mq_pace *pace)
{
	bool held = pace->held;
	pace->waiting = false;
	pace->held = false;
	return held;
}

int mq_pace_wait_ms(const struct mq_pace *pace, int64_t now_ms)
{
	int64_t left = pace->sent_ms + MQ_PACE_LOST_MS - now_ms;
	if (!pace->held) {
		return -1;
	}
	return left > 0 ? (int)left : 0;
}
