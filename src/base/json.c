#include <minqing/base.h>

#include <string.h>

static void escape(struct mq_buf *out, uint32_t cp)
{
	if (cp >= 0x10000) {
		mq_buf_addf(out, "\\u%04x\\u%04x", 0xd800 + ((cp - 0x10000) >> 10),
			0xdc00 + (cp & 0x3ff));
	} else {
		mq_buf_addf(out, "\\u%04x", cp);
	}
}

/* What a terminal could obey, or would stack, is escaped: JSON allows it for every
 * character. */
static bool is_plain(const char *text, size_t len, uint32_t cp)
{
	struct mq_buf safe = {0};
	bool plain;

	if (cp < 0x80 || mq_is_han(cp)) {
		return cp >= 0x20 && cp != 0x7f;
	}
	mq_safe_text(&safe, text, len);
	plain = safe.len == len && memcmp(safe.data, text, len) == 0;
	mq_buf_release(&safe);
	return plain;
}

/* Bytes up to the first that may not stand as it is: nearly always all. */
static size_t plain_run(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		uint32_t cp;
		size_t n = mq_utf8_decode(text + at, len - at, &cp);

		if (n == 0 || cp == '"' || cp == '\\' || !is_plain(text + at, n, cp)) {
			break;
		}
		at += n;
	}
	return at;
}

void mq_json_text(struct mq_buf *out, const char *text, size_t len)
{
	const char *end = text + len;

	mq_buf_addc(out, '"');
	while (text < end) {
		size_t plain = plain_run(text, (size_t)(end - text));
		uint32_t cp = 0xfffd;
		size_t n;

		mq_buf_add(out, text, plain);
		text += plain;
		if (text == end) {
			break;
		}
		n = mq_utf8_decode(text, (size_t)(end - text), &cp);
		if (cp == '"' || cp == '\\') {
			mq_buf_addc(out, '\\');
			mq_buf_addc(out, (char)cp);
		} else {
			escape(out, cp);
		}
		text += n ? n : 1;
	}
	mq_buf_addc(out, '"');
}
