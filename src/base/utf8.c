/*
 * Decoding, checking and folding. Offsets and lengths are bytes throughout;
 * what a function counts instead, its name or its docstring says.
 *
 * Folding hands utf8proc pieces of bounded size, cut where no character of one
 * piece can compose with one of the next: before ASCII or a Han character. A
 * cell of twenty megabytes of accents is cut anyway, because utf8proc sorts the
 * marks of one base in quadratic time.
 */
#include <minqing/base.h>

#include <assert.h>
#include <string.h>

#include <utf8proc.h>

enum {
	FOLD_PIECE = 256,	/* bytes after which a piece ends where it may */
	FOLD_PIECE_MAX = 512,	/* bytes after which it ends anyway */
	FOLD_GROWTH = 6,	/* code points out of one byte: U+FDFA makes 18 of 3 */
};

/* Bytes of a character by the upper half of its first one; 0 begins none. */
static const unsigned char lens[16] = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4};

/* By its bytes: what the first one holds of it, and the least that needs so many. */
static const struct {
	unsigned char mask;
	uint32_t least;
} forms[] = {{0, 0}, {0x7f, 0}, {0x1f, 0x80}, {0x0f, 0x800}, {0x07, 0x10000}};

size_t mq_utf8_decode(const char *str, size_t len, uint32_t *cp)
{
	const unsigned char *bytes = (const unsigned char *)str;
	size_t n = len > 0 ? lens[bytes[0] >> 4] : 0;
	uint32_t sum;

	/* Most characters of most texts. */
	if (n == 1) {
		*cp = bytes[0];
		return n;
	}
	if (n == 0 || n > len || bytes[0] > 0xf4) {
		return 0;
	}
	sum = bytes[0] & forms[n].mask;
	for (size_t i = 1; i < n; i++) {
		if ((bytes[i] & 0xc0) != 0x80) {
			return 0;
		}
		sum = sum << 6 | (bytes[i] & 0x3f);
	}
	if (sum < forms[n].least || sum > 0x10ffff || (sum >= 0xd800 && sum <= 0xdfff)) {
		return 0;
	}
	*cp = sum;
	return n;
}

size_t mq_utf8_encode(uint32_t cp, char out[4])
{
	assert(cp <= 0x10ffff && !(cp >= 0xd800 && cp <= 0xdfff));
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

/* Bytes of ASCII at str, 32 or eight at a time. */
static size_t ascii_run(const char *str, size_t len)
{
	size_t at = 0;
	uint64_t word;
	uint64_t words[4];

	for (; len - at >= sizeof(words); at += sizeof(words)) {
		memcpy(words, str + at, sizeof(words));
		if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) != 0) {
			break;
		}
	}
	while (len - at >= sizeof(word)) {
		memcpy(&word, str + at, sizeof(word));
		if ((word & 0x8080808080808080u) != 0) {
			break;
		}
		at += sizeof(word);
	}
	while (at < len && (unsigned char)str[at] < 0x80) {
		at++;
	}
	return at;
}

/* Is there a character of U+1000 to U+CFFF at str, as all common Han are? What its first byte
 * is says that it needs its three bytes and is no surrogate. */
static inline bool is_common(const char *str, size_t len)
{
	const unsigned char *bytes = (const unsigned char *)str;

	return len >= 3 && bytes[0] >= 0xe1 && bytes[0] <= 0xec && (bytes[1] & 0xc0) == 0x80
		&& (bytes[2] & 0xc0) == 0x80;
}

size_t mq_utf8_check(const char *str, size_t len)
{
	size_t at = ascii_run(str, len);
	uint32_t cp;

	while (at < len) {
		size_t step = is_common(str + at, len - at) ? 3
			: mq_utf8_decode(str + at, len - at, &cp);

		if (step == 0) {
			return at;
		}
		at += step;
		if (at < len && (unsigned char)str[at] < 0x80) {
			at += ascii_run(str + at, len - at);
		}
	}
	return len;
}

/* Every byte begins a character but those between 0x80 and 0xbf; eight at a time. */
size_t mq_utf8_byte(const char *str, size_t len, size_t column)
{
	size_t at = 0;
	uint32_t cp;

	for (size_t i = 1; i < column && at < len; i++) {
		size_t n = mq_utf8_decode(str + at, len - at, &cp);

		at += n > 0 ? n : 1;
	}
	return at;
}

size_t mq_utf8_count(const char *str, size_t len)
{
	static const uint64_t low_bits = 0x0101010101010101u;
	size_t n = 0;
	size_t at = 0;
	uint64_t word;

	for (; len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, str + at, sizeof(word));
		word = (~word >> 7 | word >> 6) & low_bits;
		n += (size_t)(word * low_bits >> 56);
	}
	for (; at < len; at++) {
		n += ((unsigned char)str[at] & 0xc0) != 0x80;
	}
	return n;
}

size_t mq_utf8_grapheme(const char *str, size_t len)
{
	utf8proc_int32_t state = 0;
	uint32_t cp;
	uint32_t next;
	size_t at = mq_utf8_decode(str, len, &cp);

	if (at == 0) {
		return len > 0 ? 1 : 0;
	}
	while (at < len) {
		size_t step = mq_utf8_decode(str + at, len - at, &next);

		if (step == 0 || utf8proc_grapheme_break_stateful((utf8proc_int32_t)cp,
				(utf8proc_int32_t)next, &state)) {
			break;
		}
		at += step;
		cp = next;
	}
	return at;
}

bool mq_is_han(uint32_t cp)
{
	static const struct {
		uint32_t first;
		uint32_t last;
	} ranges[] = {
		{0x4e00, 0x9fff},	/* first: nearly every character is here */
		{0x3400, 0x4dbf},	/* extension A */
		{0x3005, 0x3005},	/* 々 */
		{0x3007, 0x3007},	/* 〇 */
		{0xf900, 0xfaff},	/* compatibility */
		{0x20000, 0x2fffd},	/* extensions B to F and I, and their plane */
		{0x30000, 0x3fffd},	/* extensions G and H, and their plane */
	};

	for (size_t i = 0; i < MQ_LENGTH(ranges); i++) {
		if (cp >= ranges[i].first && cp <= ranges[i].last) {
			return true;
		}
	}
	return false;
}

/* ---- folding ---- */

/* Characters that fold to themselves, or to a lower case letter, whatever
 * stands beside them: ASCII and the common Han. */
static bool folds_alone(uint32_t cp)
{
	return cp < 0x80 || (cp >= 0x4e00 && cp <= 0x9fff);
}

/* Bytes of such a character; 0 where another one, or none, stands there. */
static inline size_t folding_alone(const char *str, size_t len)
{
	const unsigned char *bytes = (const unsigned char *)str;

	if (bytes[0] < 0x80) {
		return 1;
	}
	if (len < 3 || bytes[0] < 0xe4 || bytes[0] > 0xe9 || (bytes[0] == 0xe4 && bytes[1] < 0xb8)
			|| (bytes[1] & 0xc0) != 0x80 || (bytes[2] & 0xc0) != 0x80) {
		return 0;
	}
	return 3;
}

/* A capital's bit 5 is set; eight bytes at a time. (A byte and what is added to it stay below
 * 0x100, so that none carries into the next.) */
static void lower(char *text, size_t len)
{
	static const uint64_t each = 0x0101010101010101u;
	uint64_t word;
	size_t at = 0;

	for (; len - at >= sizeof(word); at += sizeof(word)) {
		uint64_t low;

		memcpy(&word, text + at, sizeof(word));
		low = word & 0x7f * each;
		word |= ((low + (0x80 - 'A') * each) & ~(low + (0x7f - 'Z') * each) & ~word
			& 0x80 * each) >> 2;
		memcpy(text + at, &word, sizeof(word));
	}
	for (; at < len; at++) {
		if (text[at] >= 'A' && text[at] <= 'Z') {
			text[at] = (char)(text[at] - 'A' + 'a');
		}
	}
}

/* Append the run of such characters; how many bytes it was. A character that
 * is followed by another kind is left to the slow way: it may compose. */
static size_t fold_plain(struct mq_buf *out, const char *str, size_t len)
{
	size_t at = 0;
	size_t last = 0;
	size_t start = out->len;

	while (at < len) {
		size_t step = folding_alone(str + at, len - at);

		if (step == 0) {
			break;
		}
		last = at;
		at += step;
	}
	if (at < len) {
		at = last;
	}
	mq_buf_add(out, str, at);
	lower(out->data + start, at);
	return at;
}

bool mq_utf8_is_folded(const char *str, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t step = folding_alone(str + at, len - at);

		if (step == 0 || (str[at] >= 'A' && str[at] <= 'Z')) {
			return false;
		}
		at += step;
	}
	return true;
}

/* Where the piece at str may end: see the head of this file. */
static size_t piece_len(const char *str, size_t len)
{
	size_t at = 0;
	uint32_t cp;

	while (at < len) {
		size_t step = mq_utf8_decode(str + at, len - at, &cp);

		if (step == 0) {
			step = 1;
		}
		if (at + step > FOLD_PIECE_MAX || (at >= FOLD_PIECE && folds_alone(cp))) {
			break;
		}
		at += step;
	}
	return at;
}

static utf8proc_int32_t standard(utf8proc_int32_t cp, void *context)
{
	(void)context;
	return (utf8proc_int32_t)mq_utf8_standard((uint32_t)cp);
}

void mq_utf8_fold(struct mq_buf *out, const char *str, size_t len)
{
	enum { PRIVATE_LEAD = 0xee };	/* begins U+E000 to U+EFFF, and nothing else */
	static const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
		UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	utf8proc_int32_t piece[FOLD_PIECE_MAX * FOLD_GROWTH + 1];
	size_t at = fold_plain(out, str, len);

	while (at < len) {
		size_t n = piece_len(str + at, len - at);
		utf8proc_ssize_t count = utf8proc_decompose_custom((const utf8proc_uint8_t *)str + at,
			(utf8proc_ssize_t)n, piece, FOLD_PIECE_MAX * FOLD_GROWTH, options,
			memchr(str + at, PRIVATE_LEAD, n) ? standard : NULL, NULL);

		assert(count >= 0 && count <= FOLD_PIECE_MAX * FOLD_GROWTH);
		count = utf8proc_reencode(piece, count, options);
		assert(count >= 0);
		mq_buf_add(out, piece, (size_t)count);
		at += n;
	}
}
