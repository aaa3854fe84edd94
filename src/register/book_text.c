#include "book.h"

#include <string.h>

/*
 * Text as the XML of a workbook may have it. ECMA-376 part 1, 22.4.2.4: what XML has no way
 * to say is _xHHHH_, and what looks like that already has its first _ escaped.
 */

static bool is_hex(const char *at)
{
	for (size_t i = 0; i < 4; i++) {
		if (!at[i] || !strchr("0123456789abcdefABCDEF", at[i])) {
			return false;
		}
	}
	return true;
}

/* Is at the beginning of what would be read as an escape: _x0041_? */
static bool looks_escaped(const char *at, const char *end)
{
	return end - at >= 7 && at[0] == '_' && at[1] == 'x' && is_hex(at + 2) && at[6] == '_';
}

static bool is_xml(uint32_t cp)
{
	return (cp >= 0x20 || cp == '\t' || cp == '\n') && cp != 0xfffe && cp != 0xffff;
}

void book_escape(struct mq_buf *out, const char *text, size_t len)
{
	const char *end = text + len;

	mq_buf_clear(out);
	mq_buf_adds(out, "");
	while (text < end) {
		uint32_t cp = 0xfffd;
		size_t n = mq_utf8_decode(text, (size_t)(end - text), &cp);

		if (n == 0) {
			mq_buf_adds(out, "\xef\xbf\xbd");
		} else if (!is_xml(cp)) {
			mq_buf_addf(out, "_x%04X_", cp);
		} else {
			mq_buf_adds(out, looks_escaped(text, end) ? "_x005F" : "");
			mq_buf_add(out, text, n);
		}
		text += n ? n : 1;
	}
}
