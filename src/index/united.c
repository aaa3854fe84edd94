/*
 * United entries, made ahead: one thread merges runs and makes images while the other
 * puts what is ready into the store. Entries come over some hundred at a time, their
 * keys and values one behind the other in the slot's bytes.
 */
#include "run.h"

#include <stdlib.h>

enum {
	SLOTS = 8,
	SLOT_ENTRIES = 512,
	SLOT_BYTES = 1 << 17,	/* a slot ends with the entry that goes beyond */
	KEPT_BYTES = 1 << 20,	/* of a huge entry's memory no more is kept than this */
};

/* An entry; its key and value point into the slot's bytes when all are there. */
struct made {
	struct mq_entry entry;
	uint64_t n;		/* entries of runs it was made of */
};

struct slot {
	struct made list[SLOT_ENTRIES];
	size_t n;
	struct mq_buf bytes;
	enum mq_err end;	/* what ended the entries behind these */
	struct mq_diag diag;
};

struct mq_united {
	struct mq_unite *unite;
	struct slot *slots;
	bool at_end;
	struct mq_belt *belt;

	struct slot *taken;	/* by the caller, with the next of its entries */
	size_t next;
};

/* ---- on the thread ---- */

static enum mq_err make_one(struct mq_unite *unite, struct slot *slot)
{
	struct made *made = slot->list + slot->n;
	enum mq_err err = mq_unite_next(unite, &made->entry, &made->n, &slot->diag);

	if (err == MQ_OK) {
		mq_buf_add(&slot->bytes, made->entry.key.data, made->entry.key.len);
		mq_buf_add(&slot->bytes, made->entry.value.data, made->entry.value.len);
		slot->n++;
	}
	return err;
}

static void point(struct slot *slot)
{
	const char *at = slot->bytes.data;

	for (size_t i = 0; i < slot->n; i++) {
		struct mq_entry *entry = &slot->list[i].entry;

		entry->key.data = at;
		entry->value.data = at + entry->key.len;
		at += entry->key.len + entry->value.len;
	}
}

static bool fill(void *context, size_t number)
{
	struct mq_united *united = context;
	struct slot *slot = united->slots + number;

	if (united->at_end) {
		return false;
	}
	if (slot->bytes.cap > KEPT_BYTES) {
		mq_buf_release(&slot->bytes);
	}
	mq_buf_clear(&slot->bytes);
	slot->n = 0;
	while (slot->end == MQ_OK && slot->n < SLOT_ENTRIES && slot->bytes.len < SLOT_BYTES) {
		slot->end = make_one(united->unite, slot);
	}
	point(slot);
	united->at_end = slot->end != MQ_OK;
	return true;
}

/* ---- on the caller's ---- */

struct mq_united *mq_united_new(struct mq_runs *runs)
{
	struct mq_united *united = mq_alloc(sizeof(*united));

	united->unite = mq_unite_new(runs);
	united->slots = mq_alloc(SLOTS * sizeof(*united->slots));
	united->belt = mq_belt_new(SLOTS, fill, united);
	return united;
}

void mq_united_free(struct mq_united *united)
{
	if (united == NULL) {
		return;
	}
	mq_belt_free(united->belt);
	for (size_t i = 0; i < SLOTS; i++) {
		mq_buf_release(&united->slots[i].bytes);
		mq_diag_release(&united->slots[i].diag);
	}
	mq_unite_free(united->unite);
	free(united->slots);
	free(united);
}

enum mq_err mq_united_next(struct mq_united *united, struct mq_entry *entry, uint64_t *n,
	struct mq_diag *diag)
{
	while (united->taken == NULL || united->next == united->taken->n) {
		size_t slot;

		if (united->taken != NULL && united->taken->end != MQ_OK) {
			mq_diag_move(diag, &united->taken->diag);
			return united->taken->end;
		}
		if (united->taken != NULL) {
			mq_belt_give_back(united->belt);
			united->taken = NULL;
		}
		if (!mq_belt_take(united->belt, &slot)) {
			return MQ_ERR_NOT_FOUND;
		}
		united->taken = united->slots + slot;
		united->next = 0;
	}
	*entry = united->taken->list[united->next].entry;
	*n = united->taken->list[united->next++].n;
	return MQ_OK;
}
