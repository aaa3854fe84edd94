/*
 * Questions to a terminal are answered between keys. An answer that is expected is taken
 * out here; one that nobody waits for is left to input.c, which knows it for no key. An
 * ESC with nothing behind it is a key until more comes: it is not held back.
 */
#include "answer.h"

#include <string.h>

enum { ESC = 0x1b, ANSWER_MAX = 32 };

static bool is_parameter(char c)
{
	return c >= 0x30 && c <= 0x3f;
}

/* The length of the ESC [ sequence at bytes: 0: it is none. *whole: its end is there. */
static size_t sequence_length(const char *bytes, size_t len, bool *whole)
{
	size_t n = 2;
	*whole = false;
	if (len < 2 || bytes[0] != ESC || bytes[1] != '[') {
		return 0;
	}
	while (n < len && n < ANSWER_MAX && is_parameter(bytes[n])) {
		n++;
	}
	*whole = n < len && n < ANSWER_MAX;
	return *whole ? n + 1 : n == len ? n : 0;
}

/* The column of "row;column"; 0: it is none. */
static int column_of(const char *params, size_t len)
{
	const char *semicolon = memchr(params, ';', len);
	int column = 0;
	if (!semicolon || semicolon == params) {
		return 0;
	}
	for (const char *at = semicolon + 1; at < params + len; at++) {
		if (*at < '0' || *at > '9' || column > 1000) {
			return 0;
		}
		column = column * 10 + (*at - '0');
	}
	return column;
}

/* What a whole sequence answers. */
static enum mq_answer read_answer(const char *bytes, size_t len, int *column)
{
	const char *params = bytes + 2;
	size_t n = len - 3;
	switch (bytes[len - 1]) {
	case 'R':
		*column = column_of(params, n);
		return *column > 0 ? MQ_ANSWER_PLACE : MQ_ANSWER_NONE;
	case 'n':
		return n == 1 && params[0] == '0' ? MQ_ANSWER_WELL : MQ_ANSWER_NONE;
	case 'c':
		return n > 0 && params[0] == '?' ? MQ_ANSWER_DEVICE : MQ_ANSWER_NONE;
	default:
		return MQ_ANSWER_NONE;
	}
}

void mq_answers_feed(struct mq_answers *answers, const void *bytes, size_t len)
{
	mq_buf_add(&answers->bytes, bytes, len);
}

static void forget_taken(struct mq_answers *answers)
{
	size_t left = answers->bytes.len - answers->at;
	if (left > 0) {
		memmove(answers->bytes.data, answers->bytes.data + answers->at, left);
	}
	answers->bytes.len = left;
	answers->at = 0;
}

enum mq_answer mq_answers_next(struct mq_answers *answers, unsigned expected,
	struct mq_buf *typed, int *column)
{
	struct mq_buf *bytes = &answers->bytes;
	while (answers->at < bytes->len) {
		const char *at = bytes->data + answers->at;
		bool whole;
		size_t n = sequence_length(at, bytes->len - answers->at, &whole);
		if (n > 0 && !whole && expected) {
			break;
		}
		enum mq_answer answer = whole ? read_answer(at, n, column) : MQ_ANSWER_NONE;
		n = n > 0 ? n : 1;
		answers->at += n;
		if (answer != MQ_ANSWER_NONE && (expected >> answer & 1)) {
			return answer;
		}
		mq_buf_add(typed, at, n);
	}
	forget_taken(answers);
	return MQ_ANSWER_NONE;
}

void mq_answers_release(struct mq_answers *answers)
{
	mq_buf_release(&answers->bytes);
}
