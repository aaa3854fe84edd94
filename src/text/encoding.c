/*
 * Bytes to UTF-8. A piece may end in the middle of a character: what is cut off
 * (at most three bytes, in each of these encodings) is held until the next piece
 * completes it. So every encoding has one function only, which decodes what is
 * whole and says whether the rest is cut or bad; holding and counting are common.
 *
 * GB18030 is left to the C library, which is strict as we are: 0x80, 0xFF and
 * unassigned four-byte codes such as 0x82359037 are refused. A8BC is U+1E3F and
 * FE59 is U+9FB4 there, as in GB 18030-2005. UTF-16 is plain enough to do here.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <minqing/text.h>

enum {
	CHAR_MAX_BYTES = 4,	/* the longest character of any encoding here */
};

enum tail {
	TAIL_NONE,	/* everything was decoded */
	TAIL_CUT,	/* what is left may be the beginning of a character */
	TAIL_BAD,	/* what is left begins no character */
};

/* Decode whole characters; *used is the bytes they took. */
typedef enum tail (*decode_fn)(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	struct mq_buf *out, size_t *used);

struct mq_decoder {
	decode_fn decode;
	bool big_endian;
	iconv_t converter;		/* (iconv_t)-1: none */
	unsigned char held[CHAR_MAX_BYTES];
	size_t n_held;
	uint64_t n_decoded;		/* bytes of the input behind us */
};

/* ---- UTF-8 ---- */

/* May these bytes, none of them a whole character, be the beginning of one? */
static bool utf8_may_begin(const unsigned char *bytes, size_t len)
{
	static const char FILL[] = "\x80\xbf";
	char whole[CHAR_MAX_BYTES];
	uint32_t cp = 0;

	/* A beginning is good if some character begins so, and it suffices to try
	 * the least and the greatest bytes: the bounds of a second byte lie at
	 * 80, 8f, 90, 9f, a0 and bf. */
	for (size_t n = len + 1; n <= sizeof(whole); n++) {
		for (size_t f = 0; f < 2; f++) {
			memset(whole, FILL[f], sizeof(whole));
			memcpy(whole, bytes, len);
			if (mq_utf8_decode(whole, n, &cp) == n) {
				return true;
			}
		}
	}
	return false;
}

static enum tail decode_utf8(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	struct mq_buf *out, size_t *used)
{
	(void)decoder;
	*used = mq_utf8_check((const char *)bytes, len);
	mq_buf_add(out, bytes, *used);

	size_t left = len - *used;

	if (left == 0) {
		return TAIL_NONE;
	}
	return left < CHAR_MAX_BYTES && utf8_may_begin(bytes + *used, left) ? TAIL_CUT : TAIL_BAD;
}

/* ---- GB18030 ---- */

static enum tail decode_gb18030(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	struct mq_buf *out, size_t *used)
{
	char *in = (char *)bytes;	/* iconv does not write there */
	size_t n_in = len;
	char chunk[4096];
	int error;

	do {
		char *to = chunk;
		size_t room = sizeof(chunk);

		error = iconv(decoder->converter, &in, &n_in, &to, &room) == (size_t)-1 ? errno : 0;
		mq_buf_add(out, chunk, (size_t)(to - chunk));
	} while (error == E2BIG);
	*used = len - n_in;
	if (error == 0) {
		return TAIL_NONE;
	}
	return error == EINVAL && n_in < CHAR_MAX_BYTES ? TAIL_CUT : TAIL_BAD;
}

/* ---- UTF-16 ---- */

static uint32_t unit_at(const struct mq_decoder *decoder, const unsigned char *bytes)
{
	return decoder->big_endian ? (uint32_t)bytes[0] << 8 | bytes[1]
				   : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* The character of one or two units at bytes; *n_bytes what it took. */
static enum tail decode_units(const struct mq_decoder *decoder, const unsigned char *bytes,
	size_t len, uint32_t *cp, size_t *n_bytes)
{
	if (len < 2) {
		return TAIL_CUT;
	}
	*cp = unit_at(decoder, bytes);
	*n_bytes = 2;
	if (*cp < 0xd800 || *cp > 0xdfff) {
		return TAIL_NONE;
	}
	if (*cp >= 0xdc00) {
		return TAIL_BAD;
	}
	if (len < 4) {
		return TAIL_CUT;
	}
	uint32_t low = unit_at(decoder, bytes + 2);

	*cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
	*n_bytes = 4;
	return low >= 0xdc00 && low <= 0xdfff ? TAIL_NONE : TAIL_BAD;
}

static enum tail decode_utf16(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	struct mq_buf *out, size_t *used)
{
	enum tail tail = TAIL_NONE;

	*used = 0;
	while (*used < len) {
		char utf8[4];
		uint32_t cp = 0;
		size_t n_bytes = 0;

		tail = decode_units(decoder, bytes + *used, len - *used, &cp, &n_bytes);
		if (tail != TAIL_NONE) {
			break;
		}
		mq_buf_add(out, utf8, mq_utf8_encode(cp, utf8));
		*used += n_bytes;
	}
	return tail;
}

/* ---- what we know ---- */

static const struct {
	const char *name;
	const char *aliases;		/* divided by spaces */
	decode_fn decode;
} ENCODINGS[] = {
	[MQ_ENCODING_UTF8] = { "UTF-8", "utf8", decode_utf8 },
	[MQ_ENCODING_GB18030] = { "GB18030", "gbk gb2312 gb-18030 cp936", decode_gb18030 },
	[MQ_ENCODING_UTF16LE] = { "UTF-16LE", "utf16le utf-16 utf16", decode_utf16 },
	[MQ_ENCODING_UTF16BE] = { "UTF-16BE", "utf16be", decode_utf16 },
};

const char *mq_encoding_name(enum mq_encoding encoding)
{
	return ENCODINGS[encoding].name;
}

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (n == len && strncasecmp(words, word, n) == 0) {
			return true;
		}
		words += n + (words[n] == ' ');
	}
	return false;
}

bool mq_encoding_find(const char *name, enum mq_encoding *encoding)
{
	for (size_t i = 0; i < MQ_LENGTH(ENCODINGS); i++) {
		if (strcasecmp(ENCODINGS[i].name, name) == 0 || has_word(ENCODINGS[i].aliases, name)) {
			*encoding = (enum mq_encoding)i;
			return true;
		}
	}
	return false;
}

/* ---- guessing ---- */

static const struct {
	enum mq_encoding encoding;
	size_t len;
	unsigned char bytes[3];
} MARKS[] = {
	{ MQ_ENCODING_UTF8, 3, { 0xef, 0xbb, 0xbf } },
	{ MQ_ENCODING_UTF16LE, 2, { 0xff, 0xfe } },
	{ MQ_ENCODING_UTF16BE, 2, { 0xfe, 0xff } },
};

/* Is it UTF-8 as far as the sample goes, a character cut at its end aside? */
static bool looks_utf8(const unsigned char *bytes, size_t len)
{
	size_t good = mq_utf8_check((const char *)bytes, len);

	return good == len ||
		(len - good < CHAR_MAX_BYTES && utf8_may_begin(bytes + good, len - good));
}

/*
 * A table in UTF-16 has commas and line ends, whose high bytes are zero, and zero
 * bytes are rare at the other places (low bytes of U+4E00 and the like). In what
 * is UTF-8 as well, they must be nearly everywhere: a stray NUL is no proof.
 */
static bool looks_utf16(const unsigned char *bytes, size_t len, bool is_utf8, bool *big_endian)
{
	size_t zeros[2] = { 0, 0 };
	size_t n_units = len / 2;

	for (size_t i = 0; i < len; i++) {
		zeros[i % 2] += bytes[i] == 0;
	}
	*big_endian = zeros[0] > zeros[1];

	size_t more = zeros[*big_endian ? 0 : 1];
	size_t fewer = zeros[*big_endian ? 1 : 0];

	if (n_units < 2 || more < 2 * fewer + 1) {
		return false;
	}
	return is_utf8 ? more * 4 >= n_units * 3 : more * 32 >= n_units;
}

enum mq_encoding mq_encoding_guess(const unsigned char *bytes, size_t len, size_t *bom)
{
	bool big_endian = false;

	for (size_t i = 0; i < MQ_LENGTH(MARKS); i++) {
		if (len >= MARKS[i].len && memcmp(bytes, MARKS[i].bytes, MARKS[i].len) == 0) {
			*bom = MARKS[i].len;
			return MARKS[i].encoding;
		}
	}
	*bom = 0;

	bool is_utf8 = looks_utf8(bytes, len);

	if (looks_utf16(bytes, len, is_utf8, &big_endian)) {
		return big_endian ? MQ_ENCODING_UTF16BE : MQ_ENCODING_UTF16LE;
	}
	return is_utf8 ? MQ_ENCODING_UTF8 : MQ_ENCODING_GB18030;
}

/* ---- decoding ---- */

struct mq_decoder *mq_decoder_new(enum mq_encoding encoding)
{
	struct mq_decoder *decoder = mq_alloc(sizeof(*decoder));

	decoder->decode = ENCODINGS[encoding].decode;
	decoder->big_endian = encoding == MQ_ENCODING_UTF16BE;
	decoder->converter = (iconv_t)-1;
	if (encoding == MQ_ENCODING_GB18030) {
		decoder->converter = iconv_open("UTF-8", "GB18030");
	}
	return decoder;
}

void mq_decoder_free(struct mq_decoder *decoder)
{
	if (decoder == NULL) {
		return;
	}
	if (decoder->converter != (iconv_t)-1) {
		iconv_close(decoder->converter);
	}
	free(decoder);
}

static void hold(struct mq_decoder *decoder, const unsigned char *bytes, size_t len)
{
	memcpy(decoder->held, bytes, len);
	decoder->n_held = len;
}

/*
 * Complete the held character with the first bytes of the piece; *taken are
 * those done with. The joint may hold more than that character, even the cut
 * beginning of another one: that is met again in the piece itself.
 */
static enum tail decode_joint(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	struct mq_buf *out, size_t *taken)
{
	unsigned char joint[2 * CHAR_MAX_BYTES];
	size_t n_held = decoder->n_held;
	size_t n_new = len < CHAR_MAX_BYTES ? len : CHAR_MAX_BYTES;
	size_t used = 0;

	memcpy(joint, decoder->held, n_held);
	memcpy(joint + n_held, bytes, n_new);

	enum tail tail = decoder->decode(decoder, joint, n_held + n_new, out, &used);

	decoder->n_decoded += used;
	if (used == 0) {
		/* Still cut, then the whole piece is in the joint, or bad. */
		*taken = n_new;
		hold(decoder, joint, tail == TAIL_CUT ? n_held + n_new : 0);
		return tail;
	}
	*taken = used - n_held;
	decoder->n_held = 0;
	return tail == TAIL_BAD ? TAIL_BAD : TAIL_NONE;
}

static enum tail decode_piece(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	struct mq_buf *out)
{
	size_t used = 0;
	enum tail tail = decoder->decode(decoder, bytes, len, out, &used);

	decoder->n_decoded += used;
	if (tail == TAIL_CUT) {
		hold(decoder, bytes + used, len - used);
	}
	return tail;
}

enum mq_err mq_decoder_feed(struct mq_decoder *decoder, const unsigned char *bytes, size_t len,
	bool last, struct mq_buf *out, uint64_t *bad)
{
	enum tail tail = decoder->n_held > 0 ? TAIL_CUT : TAIL_NONE;

	if (decoder->decode == decode_gb18030 && decoder->converter == (iconv_t)-1) {
		return MQ_ERR_IO;
	}
	if (decoder->n_held > 0 && len > 0) {
		size_t taken = 0;

		tail = decode_joint(decoder, bytes, len, out, &taken);
		bytes += taken;
		len -= taken;
	}
	if (tail == TAIL_NONE && len > 0) {
		tail = decode_piece(decoder, bytes, len, out);
	}
	if (tail == TAIL_BAD || (last && tail == TAIL_CUT)) {
		*bad = decoder->n_decoded;
		return MQ_ERR_INPUT;
	}
	return MQ_OK;
}
