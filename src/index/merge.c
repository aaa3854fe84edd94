/*
 * Many sorted runs read as one: a heap of sources, the one with the smallest entry on
 * top, ties by the order of the runs. Advancing the top and letting it sink is
 * all there is to it. Each source holds a small buffer; where there are more runs than
 * should be open at a time, neighbours are merged to longer runs first.
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_A_PERMIT = 1 << 12 };

struct head {
	uint64_t first;		/* table and first bytes of key: these decide nearly always */
	struct mq_entry entry;
	struct mq_source *source;
	size_t number;		/* of its run */
};

struct mq_merge {
	struct head *heap;	/* smallest first; each before 2i+1 and 2i+2 */
	size_t n_heads;
	bool given;		/* the top was given: advance it first */
};

/* A key that is shorter has zeros there, so that it comes to be compared wholly. */
static uint64_t first_of(const struct mq_entry *entry)
{
	unsigned char bytes[8] = {(unsigned char)entry->table};

	if (entry->key.len >= sizeof(bytes) - 1) {
		memcpy(bytes + 1, entry->key.data, sizeof(bytes) - 1);
	} else {
		memcpy(bytes + 1, entry->key.data, entry->key.len);
	}
	return mq_key_read64(bytes);
}

static inline bool is_before(const struct head *a, const struct head *b)
{
	int order;

	if (a->first != b->first) {
		return a->first < b->first;
	}
	order = mq_entry_compare(&a->entry, &b->entry);
	return order < 0 || (order == 0 && a->number < b->number);
}

static void sink(struct mq_merge *merge, size_t at)
{
	struct head head = merge->heap[at];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < merge->n_heads
				&& is_before(merge->heap + child + 1, merge->heap + child)) {
			child++;
		}
		if (child >= merge->n_heads || !is_before(merge->heap + child, &head)) {
			break;
		}
		merge->heap[at] = merge->heap[child];
		at = child;
	}
	merge->heap[at] = head;
}

struct mq_merge *mq_merge_new(struct mq_runs *runs, size_t from, size_t end)
{
	struct mq_merge *merge = mq_alloc(sizeof(*merge));

	merge->heap = mq_alloc((end - from + 1) * sizeof(*merge->heap));
	for (size_t i = from; i < end; i++) {
		struct head head = {.source = mq_source_new(runs, i), .number = i};

		if (mq_source_next(head.source, &head.entry)) {
			head.first = first_of(&head.entry);
			merge->heap[merge->n_heads++] = head;
		} else {
			mq_source_free(head.source);
		}
	}
	for (size_t i = merge->n_heads; i-- > 0;) {
		sink(merge, i);
	}
	return merge;
}

void mq_merge_free(struct mq_merge *merge)
{
	if (merge == NULL) {
		return;
	}
	for (size_t i = 0; i < merge->n_heads; i++) {
		mq_source_free(merge->heap[i].source);
	}
	free(merge->heap);
	free(merge);
}

static void advance(struct mq_merge *merge)
{
	struct head *top = merge->heap;

	if (!mq_source_next(top->source, &top->entry)) {
		mq_source_free(top->source);
		*top = merge->heap[--merge->n_heads];
	} else {
		top->first = first_of(&top->entry);
	}
	if (merge->n_heads > 0) {
		sink(merge, 0);
	}
}

bool mq_merge_next(struct mq_merge *merge, struct mq_entry *entry)
{
	if (merge->given) {
		advance(merge);
	}
	merge->given = merge->n_heads > 0;
	if (merge->given) {
		*entry = merge->heap[0].entry;
	}
	return merge->given;
}

/* Whether to go on, and whom to ask. */
struct permit {
	bool (*go_on)(void *context);
	void *context;
	bool given;
	unsigned since;		/* entries since it was asked for */
};

static bool may_go_on(struct permit *permit)
{
	if (permit->go_on != NULL && permit->since++ % ENTRIES_A_PERMIT == 0) {
		permit->given = permit->go_on(permit->context);
	}
	return permit->given;
}

/* Copy runs from..end of `runs` to one of `out`. */
static void merge_into(struct mq_runs *out, struct mq_runs *runs, size_t from, size_t end,
	struct permit *permit)
{
	struct mq_merge *merge = mq_merge_new(runs, from, end);
	struct mq_entry entry;

	while (may_go_on(permit) && mq_merge_next(merge, &entry)) {
		mq_runs_add(out, entry.table, entry.key, entry.value);
	}
	mq_runs_end(out);
	mq_merge_free(merge);
}

bool mq_merge_down(struct mq_runs **runs, size_t n_runs, bool (*go_on)(void *context),
	void *context)
{
	struct permit permit = {go_on, context, true, 0};

	while (permit.given && mq_runs_count(*runs) > n_runs
			&& mq_runs_error(*runs, NULL) == MQ_OK) {
		struct mq_runs *out = mq_runs_new(mq_runs_dir(*runs));
		size_t count = mq_runs_count(*runs);

		for (size_t from = 0; from < count; from += n_runs) {
			merge_into(out, *runs, from, from + n_runs < count ? from + n_runs : count,
				&permit);
		}
		mq_runs_fail_as(out, *runs);
		mq_runs_free(*runs);
		*runs = out;
	}
	return permit.given;
}
