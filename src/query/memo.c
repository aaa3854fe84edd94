/*
 * Texts that were read once in a snapshot. Who types one more letter asks for the
 * same texts again, and reading a record costs a look-up and a seal.
 *
 *     at      by id: where its text begins in bytes, plus one; 0: not read yet
 *     bytes   length as a varint, the text; a length of 0 is no text
 *
 * Fields are kept apart, and so are folded texts and those as they are written. What
 * is over the limit is read again each time. A cache owns its memos, the one asked for last
 * in front.
 */
#include "evaluate.h"

#include <stdlib.h>

/* Of one field: twice what the names of 80,000 residents take. */
enum { MEMO_BYTES_MAX = 2 << 20 };

struct memo {
	struct memo *next;
	mq_field_id field;
	bool folded;
	size_t n;
	uint32_t *at;
	struct mq_buf bytes;
};

void memos_free(struct memo *memos)
{
	while (memos != NULL) {
		struct memo *next = memos->next;

		mq_buf_release(&memos->bytes);
		free(memos->at);
		free(memos);
		memos = next;
	}
}

static size_t memo_bytes(const struct memo *memo)
{
	return memo->bytes.cap + memo->n * sizeof(*memo->at);
}

size_t memos_bytes(const struct memo *memos)
{
	size_t all = 0;

	for (; memos != NULL; memos = memos->next) {
		all += memo_bytes(memos);
	}
	return all;
}

struct memo *memo_find(struct memo **memos, mq_field_id field, bool folded, size_t n)
{
	struct memo **at = memos;
	struct memo *memo;

	while (*at != NULL && ((*at)->field != field || (*at)->folded != folded)) {
		at = &(*at)->next;
	}
	memo = *at;
	if (memo != NULL) {
		*at = memo->next;
	} else {
		memo = mq_alloc(sizeof(*memo));
		*memo = (struct memo){.field = field, .folded = folded, .n = n,
			.at = mq_alloc((n + 1) * sizeof(*memo->at))};
	}
	memo->next = *memos;
	*memos = memo;
	return memo;
}

struct mq_slice texts_get(struct texts *texts, mq_record_id id)
{
	const struct mq_field *field = texts->field;
	struct mq_slice text;

	if (memo_get(texts->memo, id, &text)) {
		return text;
	}
	text = mq_record_peek(mq_index_record(texts->index, field->kind, id), field->number);
	if (text.data != NULL && texts->folded) {
		mq_buf_clear(&texts->scratch);
		mq_utf8_fold(&texts->scratch, text.data, text.len);
		text = mq_slice(texts->scratch.data, texts->scratch.len);
	}
	memo_put(texts->memo, id, text);
	return text;
}

void memos_trim(struct memo **memos, size_t max_bytes)
{
	size_t bytes = 0;

	while (*memos != NULL && bytes + memo_bytes(*memos) <= max_bytes) {
		bytes += memo_bytes(*memos);
		memos = &(*memos)->next;
	}
	memos_free(*memos);
	*memos = NULL;
}

bool memo_get(const struct memo *memo, mq_record_id id, struct mq_slice *text)
{
	const unsigned char *from;
	uint64_t len;

	if (memo == NULL || id >= memo->n || memo->at[id] == 0) {
		return false;
	}
	from = (const unsigned char *)memo->bytes.data + memo->at[id] - 1;
	mq_varint_read(&from, (const unsigned char *)memo->bytes.data + memo->bytes.len, &len);
	*text = len > 0 ? mq_slice(from, (size_t)len) : (struct mq_slice){NULL, 0};
	return true;
}

void memo_put(struct memo *memo, mq_record_id id, struct mq_slice text)
{
	if (memo == NULL || id >= memo->n || memo->bytes.len + text.len > MEMO_BYTES_MAX) {
		return;
	}
	memo->at[id] = (uint32_t)memo->bytes.len + 1;
	mq_buf_add_varint(&memo->bytes, text.len);
	mq_buf_add(&memo->bytes, text.data, text.len);
}
