/*
 * How many ids two sets share, block by block:
 *
 *     bits, bits      1,024 words and-ed, their bits counted
 *     array, bits     a look into the bits for each id of the array
 *     array, array    libroaring's merge, which guesses wrong at each step; or a look, as
 *                     above, where one of the sets was made for counting
 *     runs            libroaring's
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

/* ---- bits ---- */

static uint64_t count_words(const uint64_t *a, const uint64_t *b)
{
	uint64_t n = 0;

	for (size_t i = 0; i < BLOCK_WORDS; i++) {
		n += (uint64_t)__builtin_popcountll(a[i] & b[i]);
	}
	return n;
}

#ifdef __x86_64__
/* The same by the instruction that nearly every machine has, but not the least of them. */
__attribute__((target("popcnt"))) static uint64_t count_words_fast(const uint64_t *a,
	const uint64_t *b)
{
	uint64_t n = 0;

	for (size_t i = 0; i < BLOCK_WORDS; i++) {
		n += (uint64_t)__builtin_popcountll(a[i] & b[i]);
	}
	return n;
}

static uint64_t count_bits(const uint64_t *a, const uint64_t *b)
{
	return __builtin_cpu_supports("popcnt") ? count_words_fast(a, b) : count_words(a, b);
}
#else
static uint64_t count_bits(const uint64_t *a, const uint64_t *b)
{
	return count_words(a, b);
}
#endif

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
		return count_bits(left->array, right->array);
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
