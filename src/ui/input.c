/*
 * What a terminal sends, told apart:
 *
 *     text           UTF-8; a character torn by a slow line is waited for
 *     ESC [ … final  a key, or an answer nobody asked for (DA, CPR): not a key
 *     ESC [ < … M    the mouse, where it was asked for; else nothing
 *     ESC O final    a key in application mode
 *     ESC ] P _ ^ X  a string up to BEL or ESC \ (OSC 52 answers …): never a key
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

enum swallow {
	SWALLOW_NONE,
	SWALLOW_CSI,
	SWALLOW_SS3,
	SWALLOW_STRING,
};

enum { ESC = 0x1b, BEL = 0x07, DEL = 0x7f, STRING_MAX = 4096 };

/* ---- sequences ---- */

/* Keys by the final byte of ESC [ and ESC O. */
static const struct {
	char final;
	mq_press press;
} finals[] = {
	{'A', MQ_PRESS_UP}, {'B', MQ_PRESS_DOWN}, {'C', MQ_PRESS_RIGHT}, {'D', MQ_PRESS_LEFT},
	{'H', MQ_PRESS_HOME}, {'F', MQ_PRESS_END}, {'Z', MQ_PRESS_SHIFT | MQ_PRESS_TAB},
	{'P', MQ_PRESS_F1}, {'Q', MQ_PRESS_F1 + 1}, {'R', MQ_PRESS_F1 + 2}, {'S', MQ_PRESS_F1 + 3},
	{'M', MQ_PRESS_ENTER},
};

/* Keys by the number in ESC [ number ~. */
static const struct {
	int number;
	mq_press press;
} numbers[] = {
	{1, MQ_PRESS_HOME}, {2, MQ_PRESS_INSERT}, {3, MQ_PRESS_DELETE}, {4, MQ_PRESS_END},
	{5, MQ_PRESS_PAGE_UP}, {6, MQ_PRESS_PAGE_DOWN}, {7, MQ_PRESS_HOME}, {8, MQ_PRESS_END},
	{11, MQ_PRESS_F1}, {12, MQ_PRESS_F1 + 1}, {13, MQ_PRESS_F1 + 2}, {14, MQ_PRESS_F1 + 3},
	{15, MQ_PRESS_F1 + 4}, {17, MQ_PRESS_F1 + 5}, {18, MQ_PRESS_F1 + 6},
	{19, MQ_PRESS_F1 + 7}, {20, MQ_PRESS_F1 + 8}, {21, MQ_PRESS_F1 + 9},
	{23, MQ_PRESS_F1 + 10}, {24, MQ_PRESS_F12}, {200, MQ_PRESS_PASTE},
};

static mq_press by_final(char final)
{
	for (size_t i = 0; i < MQ_LENGTH(finals); i++) {
		if (finals[i].final == final) {
			return finals[i].press;
		}
	}
	return 0;
}

static mq_press by_number(int number)
{
	for (size_t i = 0; i < MQ_LENGTH(numbers); i++) {
		if (numbers[i].number == number) {
			return numbers[i].press;
		}
	}
	return 0;
}

/* xterm's modifier parameter: 1 + shift 1 + alt 2 + ctrl 4. */
static mq_press with_modifier(mq_press press, int modifier)
{
	int bits = modifier > 1 && modifier <= 8 ? modifier - 1 : 0;
	return press | (bits & 1 ? MQ_PRESS_SHIFT : 0) | (bits & 2 ? MQ_PRESS_ALT : 0) |
		(bits & 4 ? MQ_PRESS_CTRL : 0);
}

/* The key of a whole ESC [ sequence, or 0: none of ours. Up to two plain numbers. */
static mq_press decode_csi(const char *params, size_t len, char final)
{
	int values[2] = {0, 0};
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		if (params[i] == ';' && n == 0) {
			n = 1;
		} else if (params[i] >= '0' && params[i] <= '9' && values[n] < 1000) {
			values[n] = values[n] * 10 + (params[i] - '0');
		} else {
			return 0;
		}
	}
	if (final == '~') {
		mq_press press = by_number(values[0]);
		return press ? with_modifier(press, values[1]) : 0;
	}
	if (final == 'M' || final == 'R' || (len > 0 && (n == 0 || values[0] != 1))) {
		return 0;	/* a mouse, an answer (ESC [ 12 ; 40 R) */
	}
	mq_press press = by_final(final);
	return press ? with_modifier(press, values[1]) : 0;
}

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

/* The bytes of a string sequence from its content on, with its end; 0: not yet whole. */
static size_t string_length(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == BEL) {
			return i + 1;
		}
		if (bytes[i] == ESC && i + 1 < len) {
			return bytes[i + 1] == '\\' ? i + 2 : i;
		}
	}
	return len > STRING_MAX ? len : 0;
}

/* Parameters and final byte after ESC [; 0: not yet whole. */
static size_t csi_length(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (i == 0 && c == '[') {
			continue;	/* the Linux console's function keys */
		}
		if (c < 0x20 || c > 0x3f) {
			return i + 1;
		}
	}
	return len > 64 ? len : 0;
}

static enum swallow introducer(char c)
{
	switch (c) {
	case '[':
		return SWALLOW_CSI;
	case 'O':
		return SWALLOW_SS3;
	case ']':
	case 'P':
	case '_':
	case '^':
	case 'X':
		return SWALLOW_STRING;
	default:
		return SWALLOW_NONE;
	}
}

/* Bytes of the sequence body that is there; 0: not yet whole. */
static size_t body_length(enum swallow kind, const char *bytes, size_t len)
{
	switch (kind) {
	case SWALLOW_CSI:
		return csi_length(bytes, len);
	case SWALLOW_SS3:
		return len > 0 ? 1 : 0;
	case SWALLOW_STRING:
		return string_length(bytes, len);
	case SWALLOW_NONE:
		break;
	}
	return 0;
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
	enum swallow kind = introducer(ahead(input)[1]);
	if (kind == SWALLOW_NONE) {
		input->at++;
		if (!take_character(input, now_ms, press)) {
			input->at--;
			return false;
		}
		*press |= *press ? MQ_PRESS_ALT : 0;
		return true;
	}
	size_t n = body_length(kind, ahead(input) + 2, n_ahead(input) - 2);
	if (n == 0) {
		if (!quiet_for(input, now_ms, 2 * MQ_ESC_SPLIT_MS)) {
			return false;
		}
		n = n_ahead(input) - 2;	/* its end never came */
		kind = SWALLOW_STRING;
	}
	const char *body = ahead(input) + 2;
	*press = 0;
	if (kind == SWALLOW_SS3) {
		*press = by_final(body[0]);
	} else if (kind == SWALLOW_CSI && body[0] == '[') {
		*press = n == 2 && body[1] >= 'A' && body[1] <= 'E'
			? MQ_PRESS_F1 + (mq_press)(body[1] - 'A') : 0;
	} else if (kind == SWALLOW_CSI && body[0] == '<') {
		bool told = input->takes_mouse && n >= 2 &&
			mq_mouse_read(body + 1, n - 2, body[n - 1], &input->mouse);
		*press = told ? MQ_PRESS_MOUSE : 0;
	} else if (kind == SWALLOW_CSI) {
		*press = decode_csi(body, n - 1, body[n - 1]);
	}
	input->at += 2 + n;
	return true;
}

/* Drop what is left of a sequence whose Esc was given as a key. True while it goes on. */
static bool swallow_torn(struct mq_input *input, int64_t now_ms)
{
	if (input->esc_ms && n_ahead(input) > 0) {
		if (input->byte_ms - input->esc_ms <= MQ_ESC_SPLIT_MS) {
			input->swallow = (int)introducer(*ahead(input));
			input->at += input->swallow != SWALLOW_NONE;
		}
		input->esc_ms = 0;
	}
	if (input->swallow == SWALLOW_NONE) {
		return false;
	}
	size_t n = body_length((enum swallow)input->swallow, ahead(input), n_ahead(input));
	if (n > 0) {
		input->at += n;
	} else if (!quiet_for(input, now_ms, MQ_ESC_SPLIT_MS)) {
		return true;
	} else {
		input->at = input->bytes.len;	/* its end never came */
	}
	input->swallow = SWALLOW_NONE;
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
	} else if (input->swallow != SWALLOW_NONE) {
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
