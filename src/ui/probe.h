/* probe: how wide a terminal shows what terminals disagree about. Knows no terminal. */
#ifndef MINQING_UI_PROBE_H
#define MINQING_UI_PROBE_H

#include "answer.h"

enum {
	MQ_PROBE_WAIT_MS = 300,		/* the first frame waits that long, and no longer */
	MQ_PROBE_SAMPLES = 10,
	MQ_PROBE_EXPECTS = 1 << MQ_ANSWER_PLACE | 1 << MQ_ANSWER_DEVICE,
};

/* Zeroed is ready. */
struct mq_probe {
	bool waiting;		/* it was asked and has not answered to the end */
	bool answered;		/* ever */
	size_t n_places;
	int places[MQ_PROBE_SAMPLES];	/* the column behind each sample, from 1 */
};

/* Append what asks: samples on the second line, which is left empty. */
void mq_probe_ask(struct mq_probe *probe, struct mq_buf *out);
/* It answered. True with the last answer. */
bool mq_probe_take(struct mq_probe *probe, enum mq_answer answer, int column);

enum mq_probe_found {
	MQ_PROBE_NOTHING,	/* no answers, or none that make sense */
	MQ_PROBE_NO_UTF8,	/* common Han are not two columns wide */
	MQ_PROBE_SAME,		/* what was known already */
	MQ_PROBE_NEW,
};

/* Tell the width table what was found. */
enum mq_probe_found mq_probe_apply(const struct mq_probe *probe);

#endif
