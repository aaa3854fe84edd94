/*
 * Texts are kept a second time beside the records, field by field, so that a search
 * reads them one behind the other and touches no record. A pack holds those of
 * 256 ids: a note edited rewrites some tens of kilobytes, a name two. A pack:
 *
 *      0  u64 × 4          who has a text: bit i of word w is the pack's 64 w + i
 *     32  u8 × 4           bits before each word
 *     36  u16              n, all bits; two zeros
 *     40  { u32, u32 } × n where the written and the folded form end, counted from the
 *                          first byte of the first text; 0 in place of the second:
 *                          folded it is as it is written, and stands there once
 *         n texts          written form, folded form where it differs
 *
 * all least byte first, as the machine has them. Packs without a text are not stored.
 */
#include "pack.h"

#include <string.h>

enum {
	WORDS = MQ_PACK_IDS / 64,
	BEFORE = 8 * WORDS,
	COUNT = BEFORE + WORDS,
	HEAD_BYTES = COUNT + 4,
	ENDS_BYTES = 8,
};

const unsigned char mq_pack_empty[HEAD_BYTES];

/* Where a text ends. */
struct ends {
	uint32_t written;
	uint32_t folded;
};

/* What the compiler would call a function for, where not every machine has the instruction;
 * this is asked for each text (Warren, Hacker's Delight 5-1). */
static size_t count_bits(uint64_t word)
{
	word -= word >> 1 & UINT64_C(0x5555555555555555);
	word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
	word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (size_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

static uint64_t word_at(const unsigned char *pack, size_t i)
{
	uint64_t word;

	memcpy(&word, pack + 8 * i, sizeof(word));
	return word;
}

static size_t count(const unsigned char *pack)
{
	uint16_t n;

	memcpy(&n, pack + COUNT, sizeof(n));
	return n;
}

static struct ends ends_at(const unsigned char *pack, size_t place)
{
	struct ends ends;

	memcpy(&ends, pack + HEAD_BYTES + ENDS_BYTES * place, sizeof(ends));
	return ends;
}

static uint32_t last_end(struct ends ends)
{
	return ends.folded != 0 ? ends.folded : ends.written;
}

/* ---- writing ---- */

static bool is_same(const struct mq_text *text)
{
	return text->folded.len == text->written.len && (text->written.len == 0
		|| text->folded.data == text->written.data
		|| memcmp(text->folded.data, text->written.data, text->written.len) == 0);
}

static bool add_head(const struct mq_text *texts, struct mq_buf *out)
{
	uint64_t has[WORDS] = {0};
	unsigned char before[WORDS];
	uint16_t n[2] = {0, 0};

	for (size_t i = 0; i < MQ_PACK_IDS; i++) {
		if (i % 64 == 0) {
			before[i / 64] = (unsigned char)n[0];
		}
		if (texts[i].written.data != NULL) {
			has[i / 64] |= (uint64_t)1 << i % 64;
			n[0]++;
		}
	}
	if (n[0] > 0) {
		mq_buf_add(out, has, sizeof(has));
		mq_buf_add(out, before, sizeof(before));
		mq_buf_add(out, n, sizeof(n));
	}
	return n[0] > 0;
}

/* Where each text ends, at `to`; how many bytes all are. */
static uint32_t put_ends(const struct mq_text *texts, char *to)
{
	uint32_t end = 0;

	for (size_t i = 0; i < MQ_PACK_IDS; i++) {
		struct ends ends = {.written = end + (uint32_t)texts[i].written.len};

		if (texts[i].written.data == NULL) {
			continue;
		}
		if (!is_same(texts + i)) {
			ends.folded = ends.written + (uint32_t)texts[i].folded.len;
		}
		memcpy(to, &ends, sizeof(ends));
		to += sizeof(ends);
		end = last_end(ends);
	}
	return end;
}

/* As their ends say. */
static void put_texts(const struct mq_text *texts, const char *ends_of, char *to)
{
	for (size_t i = 0; i < MQ_PACK_IDS; i++) {
		struct ends ends;

		if (texts[i].written.data == NULL) {
			continue;
		}
		memcpy(&ends, ends_of, sizeof(ends));
		ends_of += sizeof(ends);
		memcpy(to, texts[i].written.data, texts[i].written.len);
		to += texts[i].written.len;
		if (ends.folded != 0) {
			memcpy(to, texts[i].folded.data, texts[i].folded.len);
			to += texts[i].folded.len;
		}
	}
}

void mq_pack_encode(const struct mq_text texts[MQ_PACK_IDS], struct mq_buf *out)
{
	size_t from = out->len;
	size_t ends;
	size_t n_bytes;

	if (!add_head(texts, out)) {
		return;
	}
	ends = ENDS_BYTES * count((const unsigned char *)out->data + from);
	out->data = mq_grow(out->data, &out->cap, out->len + ends + 1, 1);
	n_bytes = put_ends(texts, out->data + out->len);
	out->data = mq_grow(out->data, &out->cap, out->len + ends + n_bytes + 1, 1);
	put_texts(texts, out->data + out->len, out->data + out->len + ends);
	out->len += ends + n_bytes;
	out->data[out->len] = '\0';
}

/* ---- reading ---- */

/* Do the numbers of the head say what its bits do? */
static bool head_is_true(const unsigned char *pack)
{
	size_t n = 0;

	for (size_t i = 0; i < WORDS; i++) {
		if (pack[BEFORE + i] != n) {
			return false;
		}
		n += count_bits(word_at(pack, i));
	}
	return n == count(pack) && n > 0;
}

static bool ends_ascend(const unsigned char *pack, size_t n)
{
	uint32_t end = 0;

	for (size_t i = 0; i < n; i++) {
		struct ends ends = ends_at(pack, i);

		if (ends.written < end || last_end(ends) < ends.written) {
			return false;
		}
		end = last_end(ends);
	}
	return true;
}

const unsigned char *mq_pack_open(struct mq_slice bytes)
{
	const unsigned char *pack = bytes.data;
	size_t head;
	size_t n;

	if (bytes.len < HEAD_BYTES || !head_is_true(pack)) {
		return NULL;
	}
	n = count(pack);
	head = HEAD_BYTES + n * ENDS_BYTES;
	if (bytes.len < head || !ends_ascend(pack, n)) {
		return NULL;
	}
	return bytes.len == head + last_end(ends_at(pack, n - 1)) ? pack : NULL;
}

/* The text in one place of n. */
static struct mq_slice text_at(const unsigned char *pack, size_t n, size_t place, enum mq_form form)
{
	const unsigned char *bytes = pack + HEAD_BYTES + n * ENDS_BYTES;
	uint32_t from = place > 0 ? last_end(ends_at(pack, place - 1)) : 0;
	struct ends ends = ends_at(pack, place);

	return form == MQ_FORM_WRITTEN || ends.folded == 0
		? mq_slice(bytes + from, ends.written - from)
		: mq_slice(bytes + ends.written, ends.folded - ends.written);
}

struct mq_slice mq_pack_get(const unsigned char *pack, size_t offset, enum mq_form form)
{
	uint64_t has = word_at(pack, offset / 64);
	uint64_t bit = (uint64_t)1 << offset % 64;
	size_t before = pack[BEFORE + offset / 64];

	if ((has & bit) == 0) {
		return (struct mq_slice){NULL, 0};
	}
	return text_at(pack, count(pack),
		before + count_bits(has & (bit - 1)), form);
}

void mq_pack_read(const unsigned char *pack, struct mq_text texts[MQ_PACK_IDS])
{
	size_t n = count(pack);
	size_t place = 0;

	for (size_t i = 0; i < MQ_PACK_IDS; i++) {
		if ((word_at(pack, i / 64) >> i % 64 & 1) != 0) {
			texts[i].written = text_at(pack, n, place, MQ_FORM_WRITTEN);
			texts[i].folded = text_at(pack, n, place, MQ_FORM_FOLDED);
			place++;
		}
	}
}
