/*
 * Terminals take UTF-8, or, where offices have kept them as they were set up long ago,
 * GB18030. The grid, the frames and the keys are UTF-8 everywhere; this is the one place
 * where they become something else, between the program and the line. GBK and GB2312 are
 * parts of GB18030: a terminal that knows no more is written what it knows in the same bytes.
 *
 * What moves cursors and asks is ASCII, which both have alike. But a byte of ASCII may be
 * the second of a character in GB18030, so what is typed is decoded before anybody looks for
 * keys and answers in it.
 */
#include "charset.h"

#include <errno.h>
#include <string.h>

static const iconv_t none = (iconv_t)-1;

static void close_both(struct mq_charset *charset)
{
	if (charset->gb18030) {
		iconv_close(charset->in);
		iconv_close(charset->out);
	}
	charset->gb18030 = false;
	charset->n_held = 0;
}

bool mq_charset_set(struct mq_charset *charset, bool gb18030)
{
	iconv_t in = gb18030 ? iconv_open("UTF-8", "GB18030") : none;
	iconv_t out = gb18030 ? iconv_open("GB18030", "UTF-8") : none;
	if (gb18030 && (in == none || out == none)) {
		if (in != none) {
			iconv_close(in);
		}
		return false;
	}
	close_both(charset);
	charset->gb18030 = gb18030;
	charset->in = in;
	charset->out = out;
	return true;
}

/* Append as much as can be converted; errno of what stopped it, or 0. */
static int convert(iconv_t converter, char **from, size_t *left, struct mq_buf *out)
{
	char chunk[4096];
	int error;
	do {
		char *to = chunk;
		size_t room = sizeof(chunk);
		error = iconv(converter, from, left, &to, &room) == (size_t)-1 ? errno : 0;
		mq_buf_add(out, chunk, (size_t)(to - chunk));
	} while (error == E2BIG);
	return error;
}

struct mq_slice mq_charset_encode(struct mq_charset *charset, struct mq_slice utf8)
{
	char *from = (char *)utf8.data;		/* iconv does not write there */
	size_t left = utf8.len;
	uint32_t cp;
	if (!charset->gb18030) {
		return utf8;
	}
	mq_buf_clear(&charset->bytes);
	while (left > 0 && convert(charset->out, &from, &left, &charset->bytes) != 0) {
		size_t n = mq_utf8_decode(from, left, &cp);
		n = n > 0 ? n : 1;
		mq_buf_addc(&charset->bytes, '?');
		from += n;
		left -= n;
	}
	return mq_slice(charset->bytes.data, charset->bytes.len);
}

/* What was held, and what came behind it. */
static void join(struct mq_charset *charset, struct mq_slice typed)
{
	mq_buf_clear(&charset->typed);
	mq_buf_add(&charset->typed, charset->held, charset->n_held);
	mq_buf_add(&charset->typed, typed.data, typed.len);
}

struct mq_slice mq_charset_decode(struct mq_charset *charset, struct mq_slice typed)
{
	int error = 0;
	if (!charset->gb18030) {
		return typed;
	}
	join(charset, typed);
	mq_buf_clear(&charset->bytes);
	char *from = charset->typed.data;
	size_t left = charset->typed.len;
	while (left > 0 && (error = convert(charset->in, &from, &left, &charset->bytes)) == EILSEQ) {
		mq_buf_adds(&charset->bytes, "\xef\xbf\xbd");
		from++;
		left--;
	}
	charset->n_held = error == EINVAL && left < sizeof(charset->held) ? left : 0;
	if (charset->n_held > 0) {
		memcpy(charset->held, from, charset->n_held);
	}
	return mq_slice(charset->bytes.data, charset->bytes.len);
}

void mq_charset_release(struct mq_charset *charset)
{
	close_both(charset);
	mq_buf_release(&charset->bytes);
	mq_buf_release(&charset->typed);
}
