/* A reader of JSON, as RFC 8259 has it; asserts where the text is none. */
#ifndef TESTS_PROPERTY_JSON_H
#define TESTS_PROPERTY_JSON_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

/* Each moves *at on. */
static inline void json_expect(const char **at, const char *text)
{
	*at += strspn(*at, " \n");
	assert_memory_equal(*at, text, strlen(text));
	*at += strlen(text);
}

static inline unsigned json_hex(const char **at)
{
	char digits[5] = "";

	memcpy(digits, *at, 4);
	*at += 4;
	return (unsigned)strtoul(digits, NULL, 16);
}

/* Without its quotes, appended. */
static inline void json_string(const char **at, struct mq_buf *out)
{
	json_expect(at, "\"");
	while (**at != '"') {
		char utf8[4];

		assert_true((unsigned char)**at >= 0x20);
		if (**at != '\\') {
			mq_buf_addc(out, *(*at)++);
			continue;
		}
		*at += 2;
		if ((*at)[-1] == 'u') {
			unsigned cp = json_hex(at);

			if (cp >= 0xd800 && cp < 0xdc00) {
				json_expect(at, "\\u");
				cp = 0x10000 + ((cp - 0xd800) << 10) + (json_hex(at) - 0xdc00);
			}
			mq_buf_add(out, utf8, mq_utf8_encode(cp, utf8));
		} else {
			mq_buf_addc(out, (*at)[-1]);
		}
	}
	++*at;
}

/* A string without its quotes, nothing for null, else as it stands. */
static inline void json_value(const char **at, struct mq_buf *out)
{
	*at += strspn(*at, " \n");
	if (**at == '"') {
		json_string(at, out);
		return;
	}
	size_t len = strcspn(*at, ",}");

	if (strncmp(*at, "null", len) != 0) {
		mq_buf_add(out, *at, len);
	}
	*at += len;
}

#endif
