/*
 * What runs say of one key, made one entry as it is stored. The forms in runs:
 *
 *     POSTING, GRAM   a part (part.c); runs come in the order of ids, and so do parts → image
 *     TEXT            a pack; likewise                    → pack
 *     COLUMN          a chunk; where several runs have numbers for one chunk,
 *                     they fill each other's gaps → chunk
 *     all others      the value itself, which only one run may have
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include "chunk.h"
#include "pack.h"
#include "part.h"
#include "set.h"
#include "terms.h"

struct mq_unite {
	struct mq_runs *runs;
	struct mq_merge *merge;
	struct mq_entry next;		/* the first that was not united yet */
	bool more;			/* there is one */
	struct mq_buf key;
	struct mq_buf value;
	struct mq_parts *parts;
	int64_t numbers[MQ_CHUNK_IDS];
};

struct mq_unite *mq_unite_new(struct mq_runs *runs)
{
	struct mq_unite *unite = mq_alloc(sizeof(*unite));

	unite->runs = runs;
	unite->parts = mq_parts_new();
	unite->merge = mq_merge_new(runs, 0, mq_runs_count(runs));
	unite->more = mq_merge_next(unite->merge, &unite->next);
	return unite;
}

void mq_unite_free(struct mq_unite *unite)
{
	if (unite == NULL) {
		return;
	}
	mq_merge_free(unite->merge);
	mq_buf_release(&unite->key);
	mq_buf_release(&unite->value);
	mq_parts_free(unite->parts);
	free(unite);
}

static void take_numbers(struct mq_unite *unite, struct mq_slice value)
{
	struct mq_chunk chunk;

	if (!mq_chunk_open(&chunk, value)) {
		return;
	}
	for (size_t i = 0; i < chunk.n; i++) {
		int64_t number = mq_chunk_get(&chunk, i);

		if (number != MQ_NO_NUMBER) {
			unite->numbers[i] = number;
		}
	}
}

static bool is_set(enum mq_table table)
{
	return table == MQ_TABLE_POSTING || table == MQ_TABLE_GRAM;
}

/* Remember the key of the next entry, and that nothing is known of it yet. */
static void begin(struct mq_unite *unite)
{
	mq_buf_clear(&unite->key);
	mq_buf_add(&unite->key, unite->next.key.data, unite->next.key.len);
	mq_buf_clear(&unite->value);
}

static void take(struct mq_unite *unite)
{
	if (is_set(unite->next.table)) {
		mq_parts_add(unite->parts, unite->next.value);
	} else {
		mq_buf_add(&unite->value, unite->next.value.data, unite->next.value.len);
	}
	unite->more = mq_merge_next(unite->merge, &unite->next);
}

/* There is a second chunk: take both apart. */
static void take_chunks(struct mq_unite *unite, const struct mq_entry *entry, uint64_t *n)
{
	for (size_t i = 0; i < MQ_CHUNK_IDS; i++) {
		unite->numbers[i] = MQ_NO_NUMBER;
	}
	take_numbers(unite, mq_slice(unite->value.data, unite->value.len));
	while (unite->more && mq_entry_compare(entry, &unite->next) == 0) {
		take_numbers(unite, unite->next.value);
		unite->more = mq_merge_next(unite->merge, &unite->next);
		(*n)++;
	}
	mq_buf_clear(&unite->value);
	mq_chunk_encode(unite->numbers, MQ_CHUNK_IDS, &unite->value);
}

/* There is a second pack: its texts are of further ids. */
static void take_packs(struct mq_unite *unite, const struct mq_entry *entry, uint64_t *n)
{
	while (unite->more && mq_entry_compare(entry, &unite->next) == 0) {
		struct mq_text texts[MQ_PACK_IDS] = {0};
		struct mq_buf both = {0};
		const unsigned char *packs[] = {
			mq_pack_open(mq_slice(unite->value.data, unite->value.len)),
			mq_pack_open(unite->next.value),
		};

		for (size_t i = 0; i < MQ_LENGTH(packs); i++) {
			mq_pack_read(packs[i] != NULL ? packs[i] : mq_pack_empty, texts);
		}
		mq_pack_encode(texts, &both);
		mq_buf_release(&unite->value);
		unite->value = both;
		unite->more = mq_merge_next(unite->merge, &unite->next);
		(*n)++;
	}
}

/* Behind the number of its kind a KEY entry's key is text. */
static enum mq_err taken_twice(const struct mq_entry *entry, struct mq_diag *diag)
{
	if (entry->table == MQ_TABLE_KEY && entry->key.len > 2) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("two records have the key '%.*s'"),
			(int)(entry->key.len - 2), (const char *)entry->key.data + 2);
	}
	return mq_diag_add(diag, MQ_ERR_INPUT, _("two entries have the same key"));
}

enum mq_err mq_unite_next(struct mq_unite *unite, struct mq_entry *entry, uint64_t *n,
	struct mq_diag *diag)
{
	*n = 0;
	if (!unite->more) {
		enum mq_err err = mq_runs_error(unite->runs, diag);

		return err != MQ_OK ? err : MQ_ERR_NOT_FOUND;
	}
	begin(unite);
	entry->table = unite->next.table;
	entry->key = mq_slice(unite->key.data, unite->key.len);
	do {
		take(unite);
		(*n)++;
	} while (is_set(entry->table) && unite->more && mq_entry_compare(entry, &unite->next) == 0);
	if (is_set(entry->table)) {
		mq_parts_image(unite->parts, &unite->value);
	} else if (unite->more && mq_entry_compare(entry, &unite->next) == 0) {
		if (entry->table == MQ_TABLE_COLUMN) {
			take_chunks(unite, entry, n);
		} else if (entry->table == MQ_TABLE_TEXT) {
			take_packs(unite, entry, n);
		} else {
			return taken_twice(entry, diag);
		}
	}
	entry->value = mq_slice(unite->value.data, unite->value.len);
	return MQ_OK;
}
