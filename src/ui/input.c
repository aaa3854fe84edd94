/*
 * What a terminal sends, told apart:
 *
 *     text           UTF-8; a character torn by a slow line is waited for
 *     ESC [ O ] …    a sequence (escape.c); the mouse, where it was asked for
 *     ESC [ 200 ~    a paste up to ESC [ 201 ~; nothing in it is a key
 *     ESC char       Alt and the character
 *     ESC alone      Esc, after MQ_ESC_DELAY_MS of nothing
 *
 * A slow line may tear a sequence so late that its Esc was already given as a key.
 * What follows within MQ_ESC_SPLIT_MS and looks like the rest is swallowed, so
 * that an arrow never types "[A". And a pasted text may hold the end-of-paste mark
 * itself, with commands behind it: a paste therefore ends only when nothing follows
 * its end for MQ_PASTE_TAIL_MS.
 */
#include "input.h"

#include <string.h>

enum { ESC = 0x1b, DEL = 0x7f };

/* ---- taking bytes ---- */

static const char *ahead(const struct mq_input *input)
{
	return input->bytes.data + input->at;
}

static size_t n_ahead(const struct mq_input *input)
{
	return input->bytes.len - input->at;
}

static bool quiet_for(const struct mq_input *input, int64_t now_ms, int wait_ms)
{
	return now_ms - input->byte_ms >= wait_ms;
}

void mq_input_feed(struct mq_input *input, const void *bytes, size_t len, int64_t now_ms)
{
	if (input->at > 0) {
		memmove(input->bytes.data, ahead(input), n_ahead(input));
		input->bytes.len -= input->at;
		input->at = 0;
	}
	mq_buf_add(&input->bytes, bytes, len);
	input->byte_ms = now_ms;
}

/* ---- paste ---- */

static const char paste_end[] = "\033[201~";
enum { PASTE_END_LEN = sizeof(paste_end) - 1 };

static void add_pasted(struct mq_input *input, size_t n)
{
	size_t room = MQ_PASTE_MAX - input->pasted.len;
	mq_buf_add(&input->pasted, ahead(input), n < room ? n : room);
	input->at += n;
}

static bool take_paste(struct mq_input *input, int64_t now_ms, mq_press *press)
{
	while (n_ahead(input) > 0) {
		const char *end = memmem(ahead(input), n_ahead(input), paste_end, PASTE_END_LEN);
		input->paste_ended = end != NULL;
		if (end) {
			add_pasted(input, (size_t)(end - ahead(input)));
			input->at += PASTE_END_LEN;
		} else {
			/* keep what may be the beginning of the end */
			size_t keep = n_ahead(input) < PASTE_END_LEN - 1 ? n_ahead(input) : PASTE_END_LEN - 1;
			while (keep > 0 && memcmp(input->bytes.data + input->bytes.len - keep,
				paste_end, keep) != 0) {
				keep--;
			}
			add_pasted(input, n_ahead(input) - keep);
			break;
		}
	}
	int wait_ms = input->paste_ended ? MQ_PASTE_TAIL_MS : MQ_PASTE_LOST_MS;
	if (!quiet_for(input, now_ms, wait_ms)) {
		return false;
	}
	input->pasting = false;
	input->paste_ended = false;
	*press = MQ_PRESS_PASTE;
	return true;
}

/* ---- keys ---- */

static mq_press plain(uint32_t cp)
{
	if (cp == '\r' || cp == '\n') {
		return MQ_PRESS_ENTER;
	}
	if (cp == '\t') {
		return MQ_PRESS_TAB;
	}
	if (cp == DEL || cp == 0x08) {
		return MQ_PRESS_BACKSPACE;
	}
	if (cp < 0x20) {
		return MQ_PRESS_CTRL | (cp + (cp >= 1 && cp <= 26 ? 0x60 : 0x40));
	}
	return cp;
}

/* One character that is no part of a sequence. *press 0: bytes that are none. */
static bool take_character(struct mq_input *input, int64_t now_ms, mq_press *press)
{
	uint32_t cp;
	size_t n = mq_utf8_decode(ahead(input), n_ahead(input), &cp);
	if (n == 0) {
		/* perhaps the beginning of a character that is still on its way */
		bool torn = (unsigned char)*ahead(input) >= 0xc2 && n_ahead(input) < 4;
		if (torn && !quiet_for(input, now_ms, 2 * MQ_ESC_SPLIT_MS)) {
			return false;
		}
		input->at++;
		*press = 0;
		return true;
	}
	input->at += n;
	*press = plain(cp);
	return true;
}

/* A sequence that begins with ESC. *press 0: it was no key of ours. */
static bool take_escape(struct mq_input *input, int64_t now_ms, mq_press *press)
{
	bool alone = n_ahead(input) == 1;
	if (alone && !quiet_for(input, now_ms, MQ_ESC_DELAY_MS)) {
		return false;
	}
	if (alone || ahead(input)[1] == ESC) {
		input->at++;
		input->esc_ms = alone ? now_ms : 0;
		*press = MQ_PRESS_ESC;
		return true;
	}
	enum mq_escape kind = mq_escape_begins(ahead(input)[1]);
	if (kind == MQ_ESCAPE_NONE) {
		input->at++;
		if (!take_character(input, now_ms, press)) {
			input->at--;
			return false;
		}
		*press |= *press ? MQ_PRESS_ALT : 0;
		return true;
	}
	size_t n = mq_escape_length(kind, ahead(input) + 2, n_ahead(input) - 2);
	if (n == 0) {
		if (!quiet_for(input, now_ms, 2 * MQ_ESC_SPLIT_MS)) {
			return false;
		}
		n = n_ahead(input) - 2;	/* its end never came */
		kind = MQ_ESCAPE_STRING;
	}
	const char *body = ahead(input) + 2;
	bool mouse = input->takes_mouse && kind == MQ_ESCAPE_CSI && n >= 2 && body[0] == '<' &&
		mq_mouse_read(body + 1, n - 2, body[n - 1], &input->mouse);
	*press = mouse ? MQ_PRESS_MOUSE : mq_escape_press(kind, body, n);
	input->at += 2 + n;
	return true;
}

/* Drop what is left of a sequence whose Esc was given as a key. True while it goes on. */
static bool swallow_torn(struct mq_input *input, int64_t now_ms)
{
	if (input->esc_ms && n_ahead(input) > 0) {
		if (input->byte_ms - input->esc_ms <= MQ_ESC_SPLIT_MS) {
			input->swallow = mq_escape_begins(*ahead(input));
			input->at += input->swallow != MQ_ESCAPE_NONE;
		}
		input->esc_ms = 0;
	}
	if (input->swallow == MQ_ESCAPE_NONE) {
		return false;
	}
	size_t n = mq_escape_length(input->swallow, ahead(input), n_ahead(input));
	if (n > 0) {
		input->at += n;
	} else if (!quiet_for(input, now_ms, MQ_ESC_SPLIT_MS)) {
		return true;
	} else {
		input->at = input->bytes.len;	/* its end never came */
	}
	input->swallow = MQ_ESCAPE_NONE;
	return false;
}

bool mq_input_next(struct mq_input *input, int64_t now_ms, mq_press *press)
{
	for (;;) {
		if (input->pasting) {
			return take_paste(input, now_ms, press);
		}
		if (swallow_torn(input, now_ms) || n_ahead(input) == 0) {
			return false;
		}
		bool taken = *ahead(input) == ESC ? take_escape(input, now_ms, press)
			: take_character(input, now_ms, press);
		if (!taken) {
			return false;
		}
		if (*press == MQ_PRESS_PASTE) {
			input->pasting = true;
			input->paste_ended = false;
			mq_buf_clear(&input->pasted);
		} else if (*press != 0) {
			return true;
		}
	}
}

int mq_input_wait_ms(const struct mq_input *input, int64_t now_ms)
{
	int wait;
	if (input->pasting) {
		wait = input->paste_ended ? MQ_PASTE_TAIL_MS : MQ_PASTE_LOST_MS;
	} else if (input->swallow != MQ_ESCAPE_NONE) {
		wait = MQ_ESC_SPLIT_MS;
	} else if (n_ahead(input) == 0) {
		wait = -1;
	} else {
		bool lone_esc = n_ahead(input) == 1 && *ahead(input) == ESC;
		wait = lone_esc ? MQ_ESC_DELAY_MS : 2 * MQ_ESC_SPLIT_MS;
	}
	if (wait < 0) {
		return -1;
	}
	int64_t left = input->byte_ms + wait - now_ms;
	return left > 0 ? (int)left : 0;
}

struct mq_slice mq_input_pasted(const struct mq_input *input)
{
	return mq_slice(input->pasted.data, input->pasted.len);
}

void mq_input_release(struct mq_input *input)
{
	if (input) {
		mq_buf_release(&input->bytes);
		mq_buf_release(&input->pasted);
		*input = (struct mq_input){0};
	}
}
