/*
 * Two sets, block by block: what they share, how many that are, and what one has beyond the
 * other. How many they share:
 *
 *     bits, bits      1,024 words and-ed, their bits counted
 *     array, bits     a look into the bits for each id of the array
 *     array, array    libroaring's merge, which guesses wrong at each step; or a look, as
 *                     above, where one of the sets was made for counting
 *     runs            libroaring's
 *
 * Sets are made in the same way: bits from bits by words, an array from an array by looks
 * into bits, and the rest by libroaring, which is packaged without the machine's own count
 * of bits.
 *
 * A set made for counting has the bits of its arrays beside them: one set is then counted
 * against the some hundred postings of a screen.
 */
#include "block.h"

#include <stdlib.h>

enum {
	BITS_IDS_MIN = 64,	/* of an array that gets bits */
	GALLOP = 64,		/* where the other is so many times longer, libroaring gallops */
};

/* ---- how many ---- */

static uint64_t count_looks(const array_container_t *array, const uint64_t *bits)
{
	uint64_t n = 0;

	for (int32_t i = 0; i < array->cardinality; i++) {
		n += bits[array->array[i] / 64] >> array->array[i] % 64 & 1;
	}
	return n;
}

/* ---- one block of each ---- */

/* A block, and the bits of an array; NULL where there are none. */
struct block {
	const void *container;
	uint8_t type;
	const uint64_t *bits;
};

static struct block block_at(const struct mq_set *set, const roaring_array_t *blocks, int32_t i)
{
	return (struct block){blocks->containers[i], blocks->typecodes[i],
		set->bits != NULL ? set->bits[blocks->keys[i]] : NULL};
}

static uint64_t count_arrays(const struct block *a, const struct block *b)
{
	const array_container_t *left = a->container;
	const array_container_t *right = b->container;

	if (a->bits != NULL && right->cardinality < GALLOP * left->cardinality) {
		return count_looks(right, a->bits);
	}
	if (b->bits != NULL && left->cardinality < GALLOP * right->cardinality) {
		return count_looks(left, b->bits);
	}
	return (uint64_t)array_container_intersection_cardinality(left, right);
}

static uint64_t count_both(const struct block *a, const struct block *b)
{
	bool bits_a = a->type == BITSET_CONTAINER_TYPE_CODE;
	bool bits_b = b->type == BITSET_CONTAINER_TYPE_CODE;
	const bitset_container_t *left = a->container;
	const bitset_container_t *right = b->container;

	if (bits_a && bits_b) {
		return mq_block_count(left->array, right->array);
	}
	if (a->type == ARRAY_CONTAINER_TYPE_CODE && b->type == ARRAY_CONTAINER_TYPE_CODE) {
		return count_arrays(a, b);
	}
	if (a->type == ARRAY_CONTAINER_TYPE_CODE && bits_b) {
		return count_looks(a->container, right->array);
	}
	if (bits_a && b->type == ARRAY_CONTAINER_TYPE_CODE) {
		return count_looks(b->container, left->array);
	}
	return (uint64_t)container_and_cardinality(a->container, a->type, b->container, b->type);
}

/* ---- sets ---- */

static uint64_t count_shard(const struct mq_set *a, const struct mq_set *b, size_t shard)
{
	const roaring_array_t *left = blocks_of(a, shard);
	const roaring_array_t *right = blocks_of(b, shard);
	uint64_t count = 0;
	int32_t i = 0;
	int32_t k = 0;

	while (left != NULL && right != NULL && i < left->size && k < right->size) {
		if (left->keys[i] == right->keys[k]) {
			struct block one = block_at(a, left, i++);
			struct block other = block_at(b, right, k++);

			count += count_both(&one, &other);
		} else if (left->keys[i] < right->keys[k]) {
			i++;
		} else {
			k++;
		}
	}
	return count;
}

uint64_t mq_set_and_count(const struct mq_set *a, const struct mq_set *b)
{
	size_t n_shards = a->n_shards < b->n_shards ? a->n_shards : b->n_shards;
	uint64_t count = 0;

	for (size_t shard = 0; shard < n_shards; shard++) {
		count += count_shard(a, b, shard);
	}
	return count;
}

/* ---- what they share, and what one has beyond the other ---- */

/* Those of the array whose bit is as wanted. */
static void append_looks(roaring_bitmap_t *out, uint16_t key, const array_container_t *array,
	const uint64_t *bits, uint64_t wanted)
{
	array_container_t *left = mq_block_must(
		array_container_create_given_capacity(array->cardinality));
	size_t n = 0;

	for (int32_t i = 0; i < array->cardinality; i++) {
		left->array[n] = array->array[i];
		n += (bits[array->array[i] / 64] >> array->array[i] % 64 & 1) == wanted;
	}
	left->cardinality = (int32_t)n;
	if (n > 0) {
		ra_append(&out->high_low_container, key, left, ARRAY_CONTAINER_TYPE_CODE);
	} else {
		array_container_free(left);
	}
}

/* Where a merge would guess wrong too often, and neither is so short that it gallops. */
static bool wants_bits(const array_container_t *a, const array_container_t *b)
{
	return a->cardinality >= BITS_IDS_MIN && b->cardinality >= BITS_IDS_MIN
		&& a->cardinality < GALLOP * b->cardinality
		&& b->cardinality < GALLOP * a->cardinality;
}

static void append_arrays(roaring_bitmap_t *out, uint16_t key, const array_container_t *a,
	const array_container_t *b, bool minus)
{
	uint64_t bits[BLOCK_WORDS] = {0};

	bitset_set_list(bits, b->array, (uint64_t)b->cardinality);
	append_looks(out, key, a, bits, !minus);
}

/* a and b, or a and not b (turn is all ones then). */
static void append_words(roaring_bitmap_t *out, uint16_t key, const uint64_t *a, const uint64_t *b,
	uint64_t turn)
{
	uint64_t words[BLOCK_WORDS];

	for (size_t i = 0; i < BLOCK_WORDS; i++) {
		words[i] = a[i] & (b[i] ^ turn);
	}
	mq_block_append(out, key, words);
}

/* By libroaring; an empty container is not kept. */
static void append_other(roaring_bitmap_t *out, uint16_t key, const struct block *a,
	const struct block *b, bool minus)
{
	uint8_t type = 0;
	void *made = minus ? container_andnot(a->container, a->type, b->container, b->type, &type)
		: container_and(a->container, a->type, b->container, b->type, &type);

	if (container_nonzero_cardinality(mq_block_must(made), type)) {
		ra_append(&out->high_low_container, key, made, type);
	} else {
		container_free(made, type);
	}
}

static void append_both(roaring_bitmap_t *out, uint16_t key, const struct block *a,
	const struct block *b, bool minus)
{
	const bitset_container_t *left = a->container;
	const bitset_container_t *right = b->container;

	if (a->type == BITSET_CONTAINER_TYPE_CODE && b->type == BITSET_CONTAINER_TYPE_CODE) {
		append_words(out, key, left->array, right->array, minus ? UINT64_MAX : 0);
	} else if (a->type == ARRAY_CONTAINER_TYPE_CODE && b->type == BITSET_CONTAINER_TYPE_CODE) {
		append_looks(out, key, a->container, right->array, !minus);
	} else if (a->type == BITSET_CONTAINER_TYPE_CODE && b->type == ARRAY_CONTAINER_TYPE_CODE
			&& !minus) {
		append_looks(out, key, b->container, left->array, 1);
	} else if (a->type == ARRAY_CONTAINER_TYPE_CODE && b->type == ARRAY_CONTAINER_TYPE_CODE
			&& wants_bits(a->container, b->container)) {
		append_arrays(out, key, a->container, b->container, minus);
	} else {
		append_other(out, key, a, b, minus);
	}
}

/* The shard of a, with that of b taken out or with what both have; NULL where nobody is
 * left. */
static roaring_bitmap_t *combine(const struct mq_set *a, const struct mq_set *b, size_t shard,
	bool minus)
{
	const roaring_array_t *left = blocks_of(a, shard);
	const roaring_array_t *right = blocks_of(b, shard);
	roaring_bitmap_t *out = mq_block_must(roaring_bitmap_create());
	int32_t k = 0;

	for (int32_t i = 0; i < left->size; i++) {
		struct block one = block_at(a, left, i);

		while (right != NULL && k < right->size && right->keys[k] < left->keys[i]) {
			k++;
		}
		if (right != NULL && k < right->size && right->keys[k] == left->keys[i]) {
			struct block other = block_at(b, right, k);

			append_both(out, left->keys[i], &one, &other, minus);
		} else if (minus) {
			ra_append(&out->high_low_container, left->keys[i],
				mq_block_must(container_clone(one.container, one.type)), one.type);
		}
	}
	if (out->high_low_container.size == 0) {
		roaring_bitmap_free(out);
		return NULL;
	}
	return out;
}

struct mq_set *mq_set_and(const struct mq_set *a, const struct mq_set *b)
{
	size_t n_shards = a->n_shards < b->n_shards ? a->n_shards : b->n_shards;
	struct mq_set *both = mq_set_with_shards(n_shards);

	for (size_t shard = 0; shard < n_shards; shard++) {
		if (a->shards[shard] != NULL && b->shards[shard] != NULL) {
			both->shards[shard] = combine(a, b, shard, false);
		}
	}
	return both;
}

struct mq_set *mq_set_minus(const struct mq_set *a, const struct mq_set *b)
{
	struct mq_set *rest = mq_set_with_shards(a->n_shards);

	for (size_t shard = 0; shard < a->n_shards; shard++) {
		if (a->shards[shard] != NULL) {
			rest->shards[shard] = combine(a, b, shard, true);
		}
	}
	return rest;
}

/* ---- made for counting ---- */

static void add_bits(struct mq_set *set, uint16_t key, const array_container_t *array)
{
	if (array->cardinality >= BITS_IDS_MIN) {
		set->bits[key] = mq_alloc(BLOCK_WORDS * sizeof(*set->bits[key]));
		bitset_set_list(set->bits[key], array->array, (uint64_t)array->cardinality);
	}
}

struct mq_set *mq_set_for_counting(const struct mq_set *set)
{
	struct mq_set *copy = mq_set_dup(set);

	copy->bits = mq_alloc((mq_set_n_blocks(copy) + 1) * sizeof(*copy->bits));
	for (size_t shard = 0; shard < copy->n_shards; shard++) {
		const roaring_array_t *blocks = blocks_of(copy, shard);

		for (int32_t i = 0; blocks != NULL && i < blocks->size; i++) {
			if (blocks->typecodes[i] == ARRAY_CONTAINER_TYPE_CODE) {
				add_bits(copy, blocks->keys[i], blocks->containers[i]);
			}
		}
	}
	return copy;
}
