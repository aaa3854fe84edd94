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
	struct mq_entry entry;
	struct mq_source *source;
};

/* Where a source stands: table and the first 15 bytes of its key, as numbers, zeros behind a
 * shorter one. These decide nearly always. */
struct place {
	uint64_t first;
	uint64_t second;
	struct head *head;	/* sources come in the order of their runs, and so do heads */
};

struct mq_merge {
	struct head *heads;
	struct place *heap;	/* smallest first; each before 2i+1 and 2i+2 */
	size_t n_places;
	bool given;		/* the top was given: advance it first */
};

static struct place place_of(struct head *head)
{
	unsigned char bytes[2 * sizeof(uint64_t)] = {(unsigned char)head->entry.table};
	size_t len = head->entry.key.len;

	memcpy(bytes + 1, head->entry.key.data, len < sizeof(bytes) ? len : sizeof(bytes) - 1);
	return (struct place){
		mq_key_read64(bytes), mq_key_read64(bytes + sizeof(uint64_t)), head,
	};
}

/* Of those that begin alike: nearly all are of one key, in several runs. */
static bool is_before_wholly(const struct head *a, const struct head *b)
{
	int order = mq_entry_compare(&a->entry, &b->entry);

	return order < 0 || (order == 0 && a < b);
}

static inline bool is_before(const struct place *a, const struct place *b)
{
	if (a->first != b->first) {
		return a->first < b->first;
	}
	if (a->second != b->second) {
		return a->second < b->second;
	}
	if (a->head->entry.key.len == b->head->entry.key.len
			&& a->head->entry.key.len < sizeof(a->first) + sizeof(a->second)) {
		return a->head < b->head;
	}
	return is_before_wholly(a->head, b->head);
}

static void sink(struct mq_merge *merge, size_t at)
{
	struct place place = merge->heap[at];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < merge->n_places
				&& is_before(merge->heap + child + 1, merge->heap + child)) {
			child++;
		}
		if (child >= merge->n_places || !is_before(merge->heap + child, &place)) {
			break;
		}
		merge->heap[at] = merge->heap[child];
		at = child;
	}
	merge->heap[at] = place;
}

struct mq_merge *mq_merge_new(struct mq_runs *runs, size_t from, size_t end)
{
	struct mq_merge *merge = mq_alloc(sizeof(*merge));

	merge->heads = mq_alloc((end - from + 1) * sizeof(*merge->heads));
	merge->heap = mq_alloc((end - from + 1) * sizeof(*merge->heap));
	for (size_t i = from; i < end; i++) {
		struct head *head = merge->heads + (i - from);

		head->source = mq_source_new(runs, i);
		if (mq_source_next(head->source, &head->entry)) {
			merge->heap[merge->n_places++] = place_of(head);
		} else {
			mq_source_free(head->source);
		}
	}
	for (size_t i = merge->n_places; i-- > 0;) {
		sink(merge, i);
	}
	return merge;
}

void mq_merge_free(struct mq_merge *merge)
{
	if (merge == NULL) {
		return;
	}
	for (size_t i = 0; i < merge->n_places; i++) {
		mq_source_free(merge->heap[i].head->source);
	}
	free(merge->heads);
	free(merge->heap);
	free(merge);
}

static void advance(struct mq_merge *merge)
{
	struct head *head = merge->heap[0].head;

	if (mq_source_next(head->source, &head->entry)) {
		merge->heap[0] = place_of(head);
	} else {
		mq_source_free(head->source);
		merge->heap[0] = merge->heap[--merge->n_places];
	}
	if (merge->n_places > 0) {
		sink(merge, 0);
	}
}

bool mq_merge_next(struct mq_merge *merge, struct mq_entry *entry)
{
	if (merge->given) {
		advance(merge);
	}
	merge->given = merge->n_places > 0;
	if (merge->given) {
		*entry = merge->heap[0].head->entry;
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
