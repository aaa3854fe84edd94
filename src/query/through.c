/*
 * A number read up the links, for every record that asks: the floor each resident lives
 * on. Kept by id as one array, for a range is then one pass over it, while from the
 * column of dwellings it would be a set of dwellings, flags, and a walk along all links.
 *
 * 32 bits each. A field with a number that has no room in them has an empty array, and is
 * asked the longer way.
 */
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 4096, KEY_MAX = 32, WORD_IDS = 64 };

#define THROUGH_OPEN INT32_MIN		/* may be any: not known, or a link is not */
#define THROUGH_NONE (INT32_MIN + 1)	/* a closed field has no value */
#define THROUGH_MIN (INT32_MIN + 2)

/* ---- the array ---- */

/* By the ids of the field's own kind; false where one has no room. */
static bool read_own(struct eval *eval, const struct mq_field *field, int32_t *own, size_t n)
{
	const struct mq_column *column = mq_index_column(eval->view->index, field->number);
	int32_t none = field->closed ? THROUGH_NONE : THROUGH_OPEN;
	int64_t numbers[CHUNK];
	bool room = true;

	for (size_t from = 0; from < n && room; from += CHUNK) {
		size_t end = from + CHUNK < n ? from + CHUNK : n;

		mq_column_dense(column, (mq_record_id)from, (mq_record_id)end, numbers);
		for (size_t i = from; i < end; i++) {
			int64_t number = numbers[i - from];
			bool known = number != MQ_NO_NUMBER;

			own[i] = known ? (int32_t)number : none;
			room = room && (!known || (number >= THROUGH_MIN && number <= INT32_MAX));
		}
	}
	return room;
}

/* Of whole words of 64 ids: the numbers, and a bit for each that may be any. Behind the
 * last id nobody has a value. */
struct through {
	const int32_t *numbers;
	const uint64_t *open;
	size_t n_words;
};

/* Both are one array in the cache: for each word 64 numbers and 64 bits. */
enum { ITEMS_OF_WORD = WORD_IDS + WORD_IDS / 32 };

static struct through through_of(const int32_t *array, size_t n_items)
{
	size_t n_words = n_items / ITEMS_OF_WORD;

	return (struct through){.numbers = array, .n_words = n_words,
		.open = (const uint64_t *)(const void *)(array + n_words * WORD_IDS)};
}

static void fill_open(int32_t *numbers, size_t n_words)
{
	uint64_t *open = (uint64_t *)(void *)(numbers + n_words * WORD_IDS);

	for (size_t i = 0; i < n_words * WORD_IDS; i++) {
		open[i / WORD_IDS] |= (uint64_t)(numbers[i] == THROUGH_OPEN) << i % WORD_IDS;
	}
}

static int32_t *read_through(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	size_t *n_items)
{
	size_t n_own = mq_index_end(eval->view->index, field->kind);
	int32_t *own = mq_alloc((n_own + 1) * sizeof(*own));
	size_t n_links;
	const mq_record_id *links = link_up(eval, kind, field->kind, &n_links);
	size_t n_words = read_own(eval, field, own, n_own) ? (n_links + WORD_IDS - 1) / WORD_IDS : 0;
	int32_t *numbers;

	*n_items = n_words * ITEMS_OF_WORD;
	numbers = mq_alloc((*n_items + 1) * sizeof(*numbers));
	for (size_t i = 0; i < n_words * WORD_IDS; i++) {
		numbers[i] = i >= n_links ? THROUGH_NONE
			: links[i] < n_own ? own[links[i]] : THROUGH_OPEN;
	}
	fill_open(numbers, n_words);
	free(own);
	return numbers;
}

static struct through numbers_through(struct eval *eval, mq_kind_id kind,
	const struct mq_field *field)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "~%u>%u", (unsigned)kind,
		(unsigned)field->number);
	size_t n;
	const int32_t *there = cache_get_array(eval->cache, key, len, &n);

	if (there == NULL) {
		int32_t *numbers = read_through(eval, kind, field, &n);

		there = cache_put_array(eval->cache, key, len, numbers, n, sizeof(*numbers));
	}
	return through_of(there, n);
}

/* ---- ranges ---- */

/* A range cut to what has room: above one number, not above the other. Two comparisons for
 * greater are all the machine wants. */
struct span {
	int32_t above, high;
};

static struct span span_of(const struct item *item)
{
	struct span span = {.above = 0, .high = 0};

	if (item->kind == ITEM_NUMBERS && item->low <= INT32_MAX && item->high >= THROUGH_MIN) {
		span.above = item->low > THROUGH_MIN ? (int32_t)item->low - 1 : THROUGH_NONE;
		span.high = item->high < INT32_MAX ? (int32_t)item->high : INT32_MAX;
	}
	return span;
}

static uint64_t in_span(const int32_t numbers[WORD_IDS], struct span span)
{
	unsigned char in[WORD_IDS];

	for (size_t i = 0; i < WORD_IDS; i++) {
		in[i] = (numbers[i] > span.above) & !(numbers[i] > span.high);
	}
	return mq_bits_of_bytes(in, 0);
}

struct truth through_ranges(struct eval *eval, const struct tree *tree)
{
	const struct mq_field *field = eval->view->schema->fields + tree->base;
	struct through through = numbers_through(eval, tree->asked, field);
	uint64_t *yes;
	uint64_t *possible;
	struct truth truth;

	if (through.n_words == 0) {
		return (struct truth){0};
	}
	yes = mq_alloc(through.n_words * sizeof(*yes));
	possible = mq_alloc(through.n_words * sizeof(*possible));
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		struct span span = span_of(item);

		for (size_t word = 0; word < through.n_words; word++) {
			yes[word] |= in_span(through.numbers + word * WORD_IDS, span);
		}
	}
	for (size_t word = 0; word < through.n_words; word++) {
		possible[word] = yes[word] | through.open[word];
	}
	truth = link_bits(eval, tree->asked, yes, possible, through.n_words);
	free(yes);
	free(possible);
	return truth;
}
