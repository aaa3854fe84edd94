/* probe: how wide a terminal shows what terminals disagree about. Knows no terminal. */
#ifndef MINQING_UI_PROBE_H
#define MINQING_UI_PROBE_H

#include "answer.h"
#include "charset.h"

enum {
	MQ_PROBE_WAIT_MS = 300,		/* the first frame waits that long, and no longer */
	MQ_PROBE_SAMPLES = 11,
	MQ_PROBE_EXPECTS = 1 << MQ_ANSWER_PLACE | 1 << MQ_ANSWER_DEVICE,
};

/* Zeroed is ready. */
struct mq_probe {
	bool waiting;		/* it was asked and has not answered to the end */
	bool answered;		/* ever */
	size_t n_places;
	int places[MQ_PROBE_SAMPLES];	/* the column behind each sample, from 1 */
};

/* Append what asks, as bytes of this charset: samples on the second line, which is left
 * empty. */
void mq_probe_ask(struct mq_probe *probe, struct mq_charset *charset, struct mq_buf *out);
/* It answered. True with the last answer. */
bool mq_probe_take(struct mq_probe *probe, enum mq_answer answer, int column);

enum mq_probe_charset {
	MQ_PROBE_SILENT,	/* it has not answered so far that one could say */
	MQ_PROBE_UTF8,
	MQ_PROBE_GB18030,
	MQ_PROBE_BYTES,		/* a column a byte: GBK, or a charset of single bytes */
	MQ_PROBE_NEITHER,
};

/* What it takes for characters, whatever it was asked in. */
enum mq_probe_charset mq_probe_charset(const struct mq_probe *probe);

/* Tell the width table what was found, where it makes sense. True where anything is of another
 * width than was thought. */
bool mq_probe_apply(const struct mq_probe *probe);

#endif
