/*
 * What stands behind ESC:
 *
 *     [ … final  a key, or an answer nobody asked for (DA, CPR): not a key
 *     [ < … M    the mouse (mouse.c)
 *     O final    a key in application mode
 *     ] P _ ^ X  a string up to BEL or ESC \ (OSC 52 answers …): never a key
 */
#include "escape.h"

enum { ESC = 0x1b, BEL = 0x07, STRING_MAX = 4096 };

/* ---- which key ---- */

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

mq_press mq_escape_press(enum mq_escape kind, const char *body, size_t len)
{
	if (kind == MQ_ESCAPE_SS3) {
		return by_final(body[0]);
	}
	if (kind != MQ_ESCAPE_CSI || body[0] == '<') {
		return 0;
	}
	if (body[0] == '[') {
		return len == 2 && body[1] >= 'A' && body[1] <= 'E'
			? MQ_PRESS_F1 + (mq_press)(body[1] - 'A') : 0;
	}
	return decode_csi(body, len - 1, body[len - 1]);
}

/* ---- where it ends ---- */

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

enum mq_escape mq_escape_begins(char c)
{
	switch (c) {
	case '[':
		return MQ_ESCAPE_CSI;
	case 'O':
		return MQ_ESCAPE_SS3;
	case ']':
	case 'P':
	case '_':
	case '^':
	case 'X':
		return MQ_ESCAPE_STRING;
	default:
		return MQ_ESCAPE_NONE;
	}
}

size_t mq_escape_length(enum mq_escape kind, const char *body, size_t len)
{
	switch (kind) {
	case MQ_ESCAPE_CSI:
		return csi_length(body, len);
	case MQ_ESCAPE_SS3:
		return len > 0 ? 1 : 0;
	case MQ_ESCAPE_STRING:
		return string_length(body, len);
	case MQ_ESCAPE_NONE:
		break;
	}
	return 0;
}
