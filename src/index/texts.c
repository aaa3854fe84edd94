/*
 * The texts of one field by record id, as packs that are looked up when first touched
 * (pack.c draws one).
 */
#include "reader.h"

#include <stdlib.h>

#include "pack.h"

struct mq_texts {
	struct mq_index *index;
	mq_field_id field;
	size_t n_packs;
	const unsigned char **packs;	/* NULL: not touched yet */
};

struct mq_texts *mq_texts_new(struct mq_index *index, mq_field_id field, mq_record_id end)
{
	struct mq_texts *texts = mq_alloc(sizeof(*texts));

	texts->index = index;
	texts->field = field;
	texts->n_packs = ((size_t)end + MQ_PACK_IDS - 1) >> MQ_PACK_BITS;
	texts->packs = mq_alloc((texts->n_packs + 1) * sizeof(*texts->packs));
	return texts;
}

void mq_texts_free(struct mq_texts *texts)
{
	if (texts == NULL) {
		return;
	}
	free(texts->packs);
	free(texts);
}

struct mq_slice mq_texts_get(const struct mq_texts *texts, mq_record_id id, enum mq_form form)
{
	size_t number = id >> MQ_PACK_BITS;

	if (number >= texts->n_packs) {
		return (struct mq_slice){NULL, 0};
	}
	if (texts->packs[number] == NULL) {
		texts->packs[number] = mq_index_pack(texts->index, texts->field, number);
	}
	return mq_pack_get(texts->packs[number], id % MQ_PACK_IDS, form);
}

void mq_texts_read(const struct mq_texts *texts, const mq_record_id *ids, size_t n_ids,
	enum mq_form form, struct mq_slice *read)
{
	for (size_t i = 0; i < n_ids; i++) {
		read[i] = mq_texts_get(texts, ids[i], form);
		__builtin_prefetch(read[i].data);
	}
}
