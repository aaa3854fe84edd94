/* input: bytes from a terminal to keys. Knows no terminal; time is told to it. */
#ifndef MINQING_UI_INPUT_H
#define MINQING_UI_INPUT_H

#include "escape.h"
#include "mouse.h"
#include "press.h"

enum {
	MQ_ESC_DELAY_MS = 100,	/* an Esc that long alone is the key */
	MQ_ESC_SPLIT_MS = 150,	/* the rest of a torn sequence still counts as torn */
	MQ_PASTE_TAIL_MS = 30,	/* what comes right behind a paste belongs to it */
	MQ_PASTE_LOST_MS = 1000,	/* a paste whose end does not come is over */
	MQ_PASTE_MAX = 4096,	/* a longer paste is cut */
};

/* Zeroed is ready. */
struct mq_input {
	bool takes_mouse;	/* the terminal was asked to tell of one */
	struct mq_mouse mouse;	/* of the MQ_PRESS_MOUSE just given */
	struct mq_buf bytes;	/* not yet understood */
	size_t at;		/* where in bytes */
	struct mq_buf pasted;
	bool pasting;
	bool paste_ended;	/* its end came; waiting whether more follows */
	enum mq_escape swallow;	/* what the rest of a torn sequence looks like */
	int64_t byte_ms;	/* when the last bytes came */
	int64_t esc_ms;		/* when a lone Esc was taken as the key; 0: none */
};

/* Bytes came at now_ms. */
void mq_input_feed(struct mq_input *input, const void *bytes, size_t len, int64_t now_ms);
/* The next key that is certain at now_ms; false where there is none (yet). */
bool mq_input_next(struct mq_input *input, int64_t now_ms, mq_press *press);
/* In how many milliseconds to ask again though no byte came; -1: not at all. */
int mq_input_wait_ms(const struct mq_input *input, int64_t now_ms);
/* The text of the MQ_PRESS_PASTE just given; borrowed until the next feed. Any bytes. */
struct mq_slice mq_input_pasted(const struct mq_input *input);
void mq_input_release(struct mq_input *input);

#endif
