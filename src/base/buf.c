/*
 * Growing byte buffers, slices, and numbers, decimal and LEB128. A buffer that was added to
 * ends in a NUL beyond its length, so that it can be handed on as a string.
 */
#include <minqing/base.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	VARINT_BITS = 7,
	VARINT_MORE = 0x80,	/* another byte follows */
	VARINT_BYTES = 10,	/* of a 64-bit number */
};

struct mq_slice mq_slice_str(const char *str)
{
	return mq_slice(str, strlen(str));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct mq_slice mq_slice_trim(struct mq_slice slice)
{
	const char *text = slice.data;
	size_t len = slice.len;

	while (len && is_blank(text[len - 1])) {
		len--;
	}
	while (len && is_blank(*text)) {
		text++;
		len--;
	}
	return mq_slice(text, len);
}

/* Make room for len more bytes and the NUL; nearly always it is there. */
static inline void reserve(struct mq_buf *buf, size_t len)
{
	size_t need;

	if (len < buf->cap - buf->len) {
		return;
	}
	/* A sum that does not fit asks for all memory, which ends the program. */
	if (__builtin_add_overflow(buf->len, len, &need) ||
			__builtin_add_overflow(need, 1, &need)) {
		need = SIZE_MAX;
	}
	buf->data = mq_grow(buf->data, &buf->cap, need, 1);
}

void mq_buf_add(struct mq_buf *buf, const void *data, size_t len)
{
	reserve(buf, len);
	if (len > 0) {
		memcpy(buf->data + buf->len, data, len);
	}
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void mq_buf_adds(struct mq_buf *buf, const char *str)
{
	mq_buf_add(buf, str, strlen(str));
}

void mq_buf_addc(struct mq_buf *buf, char c)
{
	reserve(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

void mq_buf_addf(struct mq_buf *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(len >= 0);
	reserve(buf, (size_t)len);
	va_start(args, fmt);
	vsnprintf(buf->data + buf->len, (size_t)len + 1, fmt, args);
	va_end(args);
	buf->len += (size_t)len;
}

size_t mq_number_format(int64_t number, char out[MQ_NUMBER_MAX])
{
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	char digits[MQ_NUMBER_MAX];
	size_t at = sizeof(digits);
	size_t n;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0) {
		digits[--at] = '-';
	}
	n = sizeof(digits) - at;
	memcpy(out, digits + at, n);
	return n;
}

void mq_buf_add_number(struct mq_buf *buf, int64_t number)
{
	char text[MQ_NUMBER_MAX];

	mq_buf_add(buf, text, mq_number_format(number, text));
}

void mq_buf_clear(struct mq_buf *buf)
{
	buf->len = 0;
	if (buf->data != NULL) {
		buf->data[0] = '\0';
	}
}

char *mq_buf_take(struct mq_buf *buf)
{
	char *data = buf->data != NULL ? buf->data : mq_strdup("");

	*buf = (struct mq_buf){0};
	return data;
}

void mq_buf_release(struct mq_buf *buf)
{
	if (buf == NULL) {
		return;
	}
	free(buf->data);
	*buf = (struct mq_buf){0};
}

void mq_buf_add_varint(struct mq_buf *buf, uint64_t value)
{
	reserve(buf, VARINT_BYTES);
	while (value >= VARINT_MORE) {
		buf->data[buf->len++] = (char)(value | VARINT_MORE);
		value >>= VARINT_BITS;
	}
	buf->data[buf->len++] = (char)value;
	buf->data[buf->len] = '\0';
}

bool mq_varint_read(const unsigned char **at, const unsigned char *end, uint64_t *value)
{
	const unsigned char *p = *at;
	uint64_t sum = 0;

	for (unsigned shift = 0; p < end && shift < 64; shift += VARINT_BITS) {
		uint64_t bits = *p & (VARINT_MORE - 1);

		if (shift == 63 && bits > 1) {
			return false;
		}
		sum |= bits << shift;
		if ((*p++ & VARINT_MORE) == 0) {
			*at = p;
			*value = sum;
			return true;
		}
	}
	return false;
}
