#include "import.h"

#include <stdlib.h>
#include <string.h>

/*
 * What a file has said of whom. A household is met once for every member: its
 * cells must agree, and what one row leaves empty another may fill.
 */

void items_init(struct items *items)
{
	*items = (struct items){.by_key = mq_map_new()};
}

void items_release(struct items *items)
{
	for (size_t i = 0; i < items->n_items; i++) {
		free((void *)(uintptr_t)items->items[i].told.data);
	}
	free(items->items);
	mq_map_free(items->by_key);
	*items = (struct items){0};
}

struct item *items_find(const struct items *items, struct mq_slice key, uint64_t hash)
{
	uint64_t at;

	return mq_map_get_hashed(items->by_key, hash, key.data, key.len, &at) ?
		&items->items[at] : NULL;
}

void items_fetch(const struct items *items, uint64_t hash, unsigned step)
{
	uint64_t at;

	if (step == 0) {
		mq_map_fetch_slot(items->by_key, hash);
	} else if (step == 1) {
		mq_map_fetch_entry(items->by_key, hash);
	} else if (mq_map_guess(items->by_key, hash, &at)) {
		__builtin_prefetch(step == 2 ? &items->items[at] : items->items[at].told.data);
	}
}

struct item *items_add(struct items *items, struct mq_slice key, uint64_t hash)
{
	struct item *item;

	mq_map_put_hashed(items->by_key, hash, key.data, key.len, items->n_items);
	items->items = mq_grow(items->items, &items->cap, items->n_items + 1,
		sizeof(*items->items));
	item = &items->items[items->n_items++];
	*item = (struct item){.id = MQ_NO_RECORD};
	return item;
}

static void keep(struct item *item, const struct mq_record *record)
{
	struct mq_buf bytes = {0};
	size_t len;

	mq_record_encode(record, &bytes);
	len = bytes.len;
	free((void *)(uintptr_t)item->told.data);
	item->told = mq_slice(mq_buf_take(&bytes), len);
}

/* Add to told what record has beyond it; true where that was something. */
static bool add_news(struct mq_record *told, const struct mq_record *record)
{
	bool news = false;

	for (size_t i = 0; i < record->n_values; i++) {
		if (!mq_record_get(told, record->values[i].field).data) {
			mq_record_lend(told, record->values[i].field, record->values[i].text);
			news = true;
		}
	}
	return news;
}

bool item_tell(struct item *item, const struct mq_record *record)
{
	struct mq_record told = {0};
	bool news;

	if (!item->told.data) {
		keep(item, record);
		return true;
	}
	/* Nearly every row says of a household what the one before did. */
	if (item->said) {
		return false;
	}
	mq_record_decode(&told, item->told);
	news = add_news(&told, record);
	if (news) {
		keep(item, &told);
	}
	mq_record_release(&told);
	return news;
}

mq_field_id item_conflict(struct item *item, const struct mq_record *record)
{
	bool news;
	mq_field_id field = mq_record_conflict(record, item->told, &news);

	item->said = field == MQ_NO_FIELD && !news;
	return field;
}
