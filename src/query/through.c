/*
 * A number read up the links, for every record that asks: the floor each resident lives
 * on. Kept by id as one array, for a range is then one pass over it, while from the
 * column of dwellings it would be a set of dwellings, flags, and a walk along all links.
 *
 * 16 bits each, for the pass costs what it fetches: numbers are counted from the least in
 * their greatest common step (incomes in whole yuan, though a decimal has four places). A
 * field whose numbers have no room in them has an empty array, and is asked the longer way.
 */
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEY_MAX = 32, WORD_IDS = 64 };

/* What a code says, where it is no number. */
enum {
	CODE_OPEN,	/* it may be any: not known, or a link is not */
	CODE_NONE,	/* a closed field has no value */
	CODE_FIRST,	/* the least number */
	CODE_LAST = UINT16_MAX,
};

/* Numbers by code: min + (code - CODE_FIRST) * step. */
struct scale {
	int64_t min;
	uint64_t step;
};

/* Of whole words of 64 ids: the codes, and a bit for each that may be any. Behind the
 * last id nobody has a value. */
struct through {
	struct scale scale;
	const uint16_t *codes;
	const uint64_t *open;
	size_t n_words;
};

/* All are one array in the cache: the scale, 64 codes and 64 bits for each word. */
enum { SCALE_ITEMS = 2, CODE_ITEMS = WORD_IDS / 4, ITEMS_OF_WORD = CODE_ITEMS + 1 };

/* ---- the array ---- */

static uint64_t common_step(uint64_t a, uint64_t b)
{
	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* So many steps, to the nearest: exact for whole ones that have room in a code, and without a
 * division, of which two for every household took longer than all else here. */
static uint64_t steps_of(uint64_t beyond, double per_step)
{
	return (uint64_t)((double)beyond * per_step + 0.5);
}

/* The greatest step that all the known are apart by from the least; 0 where they are all alike. */
static uint64_t learn_step(const int64_t *numbers, size_t n, int64_t min)
{
	double per_step = 0;
	uint64_t step = 0;

	for (size_t i = 0; i < n && step != 1; i++) {
		uint64_t beyond = (uint64_t)numbers[i] - (uint64_t)min;

		if (numbers[i] != MQ_NO_NUMBER && steps_of(beyond, per_step) * step != beyond) {
			step = common_step(step, beyond);
			per_step = 1.0 / (double)step;
		}
	}
	return step;
}

/* The scale of the known; false where there is no room. */
static bool learn_scale(const int64_t *numbers, size_t n, struct scale *scale)
{
	int64_t max = INT64_MIN;
	uint64_t step;

	scale->min = INT64_MAX;
	for (size_t i = 0; i < n; i++) {
		if (numbers[i] != MQ_NO_NUMBER) {
			scale->min = numbers[i] < scale->min ? numbers[i] : scale->min;
			max = numbers[i] > max ? numbers[i] : max;
		}
	}
	step = learn_step(numbers, n, scale->min);
	scale->step = step > 0 ? step : 1;
	return max < scale->min
		|| ((uint64_t)max - (uint64_t)scale->min) / scale->step <= CODE_LAST - CODE_FIRST;
}

/* By the ids of the field's own kind; false where there is no room. */
static bool read_own(struct eval *eval, const struct mq_field *field, uint16_t *codes, size_t n,
	struct scale *scale)
{
	int64_t *numbers = mq_alloc((n + 1) * sizeof(*numbers));
	uint16_t none = field->closed ? CODE_NONE : CODE_OPEN;
	double per_step;
	bool room;

	mq_column_dense(mq_index_column(eval->view->index, field->number), 0, (mq_record_id)n,
		numbers);
	room = learn_scale(numbers, n, scale);
	per_step = 1.0 / (double)scale->step;
	for (size_t i = 0; i < n && room; i++) {
		codes[i] = numbers[i] == MQ_NO_NUMBER ? none : (uint16_t)(CODE_FIRST
			+ steps_of((uint64_t)numbers[i] - (uint64_t)scale->min, per_step));
	}
	free(numbers);
	return room;
}

static struct through through_of(const uint64_t *items, size_t n_items)
{
	struct through through = {.n_words = n_items / ITEMS_OF_WORD};

	if (n_items > 0) {
		through.scale = (struct scale){(int64_t)items[0], items[1]};
		through.codes = (const uint16_t *)(const void *)(items + SCALE_ITEMS);
		through.open = items + SCALE_ITEMS + through.n_words * CODE_ITEMS;
	}
	return through;
}

/* What each that asks reads of own, by its links. */
static void fill_words(struct eval *eval, const uint16_t *own, size_t n_own,
	const mq_record_id *links, size_t n_links, size_t n_words, uint64_t *items)
{
	uint16_t *codes = (uint16_t *)(void *)items;
	uint64_t *open = items + n_words * CODE_ITEMS;

	for (size_t word = 0; word < n_words && eval_goes_on_at(eval, word * WORD_IDS); word++) {
		uint64_t bits = 0;

		for (size_t i = 0; i < WORD_IDS; i++) {
			size_t id = word * WORD_IDS + i;
			uint16_t code = id >= n_links ? CODE_NONE
				: links[id] < n_own ? own[links[id]] : CODE_OPEN;

			codes[id] = code;
			bits |= (uint64_t)(code == CODE_OPEN) << i;
		}
		open[word] = bits;
	}
}

static uint64_t *read_through(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	size_t *n_items)
{
	size_t n_own = mq_index_end(eval->view->index, field->kind);
	uint16_t *own = mq_alloc((n_own + 1) * sizeof(*own));
	struct scale scale = {0};
	size_t n_links;
	const mq_record_id *links = link_up(eval, kind, field->kind, &n_links);
	size_t n_words = read_own(eval, field, own, n_own, &scale)
		? (n_links + WORD_IDS - 1) / WORD_IDS : 0;
	uint64_t *items;

	*n_items = n_words > 0 ? SCALE_ITEMS + n_words * ITEMS_OF_WORD : 0;
	items = mq_alloc((*n_items + 1) * sizeof(*items));
	if (n_words > 0) {
		items[0] = (uint64_t)scale.min;
		items[1] = scale.step;
		fill_words(eval, own, n_own, links, n_links, n_words, items + SCALE_ITEMS);
	}
	free(own);
	return items;
}

static struct through numbers_through(struct eval *eval, mq_kind_id kind,
	const struct mq_field *field)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "~%u>%u", (unsigned)kind,
		(unsigned)field->number);
	size_t n;
	const uint64_t *there = cache_get_array(eval->cache, key, len, &n);

	if (there == NULL) {
		uint64_t *items = read_through(eval, kind, field, &n);

		there = cache_put_array(eval->cache, key, len, items, n, sizeof(*items));
	}
	return through_of(there, n);
}

/* ---- ranges ---- */

/* Codes from first to last, both included; none where last is before first. */
struct span {
	uint16_t first, last;
};

/* The least code whose number is not below, or the greatest whose number is not above. */
static uint64_t code_at(const struct scale *scale, int64_t number, bool up)
{
	uint64_t beyond = (uint64_t)number - (uint64_t)scale->min;
	uint64_t code = beyond / scale->step + (up && beyond % scale->step != 0);

	return code > CODE_LAST - CODE_FIRST ? CODE_LAST + (uint64_t)up : CODE_FIRST + code;
}

static struct span span_of(const struct item *item, const struct scale *scale)
{
	const struct span nothing = {.first = CODE_LAST, .last = CODE_FIRST};
	uint64_t first = CODE_FIRST;

	if (item->kind != ITEM_NUMBERS || item->high < scale->min) {
		return nothing;
	}
	if (item->low > scale->min) {
		first = code_at(scale, item->low, true);
	}
	return first > CODE_LAST ? nothing
		: (struct span){(uint16_t)first, (uint16_t)code_at(scale, item->high, false)};
}

static uint64_t in_span(const uint16_t codes[WORD_IDS], struct span span)
{
	unsigned char in[WORD_IDS];
	uint16_t width = (uint16_t)(span.last - span.first);

	for (size_t i = 0; i < WORD_IDS; i++) {
		in[i] = (uint16_t)(codes[i] - span.first) <= width;
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
		struct span span = span_of(item, &through.scale);

		for (size_t word = 0; word < through.n_words && span.first <= span.last; word++) {
			yes[word] |= in_span(through.codes + word * WORD_IDS, span);
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
