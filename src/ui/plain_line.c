/*
 * What a line says. A colon, full-width or not, begins a command, as in no query; a short
 * number is that of a line; all else is a query. Chinese input methods type signs, digits
 * and blanks in full width: they are read as their twins.
 */
#include "plain.h"

#include <string.h>

static const char wide_blank[] = "　";

/* Bytes of the blank that begins, or ends, a text; 0: none does. */
static size_t blank_at(const char *text, size_t len, bool end)
{
	enum { WIDE = sizeof(wide_blank) - 1 };
	if (len > 0 && strchr(" \t\r\n", text[end ? len - 1 : 0]) && text[end ? len - 1 : 0]) {
		return 1;
	}
	return len >= WIDE && memcmp(text + (end ? len - WIDE : 0), wide_blank, WIDE) == 0 ? WIDE : 0;
}

static struct mq_slice trim(const char *text, size_t len)
{
	for (size_t n; (n = blank_at(text, len, false)) > 0; len -= n) {
		text += n;
	}
	for (size_t n; (n = blank_at(text, len, true)) > 0; len -= n) {
	}
	return mq_slice(text, len);
}

/* Bytes of a sign, narrow or wide, that text begins with; 0: it does not. */
static size_t sign_at(struct mq_slice text, const char *narrow, const char *wide)
{
	size_t n = strlen(wide);
	if (text.len > 0 && *(const char *)text.data == *narrow) {
		return 1;
	}
	return text.len >= n && memcmp(text.data, wide, n) == 0 ? n : 0;
}

bool mq_plain_number(struct mq_slice text, size_t *number)
{
	struct mq_buf folded = {0};
	bool good;
	if (mq_utf8_check(text.data, text.len) == text.len) {
		mq_utf8_fold(&folded, text.data, text.len);
	}
	good = folded.len > 0 && folded.len <= MQ_PLAIN_DIGITS_MAX &&
		strspn(folded.data, "0123456789") == folded.len;
	*number = 0;
	for (size_t i = 0; good && i < folded.len; i++) {
		*number = *number * 10 + (size_t)(folded.data[i] - '0');
	}
	mq_buf_release(&folded);
	return good;
}

/* Its name up to a blank, then its argument. */
static void read_command(struct mq_slice text, struct mq_plain_said *said)
{
	const char *at = text.data;
	size_t len = 0;
	struct mq_buf folded = {0};
	while (len < text.len && blank_at(at + len, text.len - len, false) == 0) {
		len++;
	}
	if (mq_utf8_check(at, len) == len) {
		mq_utf8_fold(&folded, at, len);
	}
	snprintf(said->name, sizeof(said->name), "%s", folded.len > 0 ? folded.data : "");
	said->text = trim(at + len, text.len - len);
	mq_buf_release(&folded);
}

struct mq_plain_said mq_plain_read(const char *line, size_t len)
{
	struct mq_slice text = trim(line, len);
	struct mq_plain_said said = {.saying = MQ_PLAIN_QUERY, .text = text};
	size_t colon = sign_at(text, ":", "：");
	if (text.len == 0) {
		said.saying = MQ_PLAIN_MORE;
	} else if (colon > 0) {
		said.saying = MQ_PLAIN_COMMAND;
		read_command(trim((const char *)text.data + colon, text.len - colon), &said);
	} else if (sign_at(text, "?", "？") == text.len) {
		said.saying = MQ_PLAIN_WHERE;
	} else if (sign_at(text, "!", "！") == text.len) {
		said.saying = MQ_PLAIN_MEND;
	} else if (mq_plain_number(text, &said.number)) {
		said.saying = MQ_PLAIN_NUMBER;
	}
	return said;
}
