/*
 * A set is one roaring bitmap for each 2^20 ids: what an edit rewrites stays
 * bounded however many residents there are, and a shard without ids costs a
 * pointer. Every operation goes shard by shard; a shorter set reads as if its
 * missing shards were empty.
 *
 *     set ── shard 0: ids 0 … 1048575         (NULL: none of them)
 *         ├─ shard 1: ids 1048576 … 2097151
 *         └─ …
 *
 * Nothing changes a set that was handed out, so a view of stored bytes and an
 * owned set serve alike. How a shard is stored is told in image.c.
 */
#include "set.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <roaring/roaring.h>

enum { BLOCK_IDS = MQ_SET_BLOCK_IDS, BLOCK_WORDS = BLOCK_IDS / 64 };

/* libroaring answers NULL where memory is out; base knows how to end. */
static _Noreturn void end_program(void)
{
	mq_alloc(PTRDIFF_MAX);
	abort();
}

static roaring_bitmap_t *must(roaring_bitmap_t *bitmap)
{
	if (bitmap == NULL) {
		end_program();
	}
	return bitmap;
}

/* The bitmap, or NULL (and it is freed) where it is empty. */
static roaring_bitmap_t *unless_empty(roaring_bitmap_t *bitmap)
{
	if (roaring_bitmap_is_empty(must(bitmap))) {
		roaring_bitmap_free(bitmap);
		return NULL;
	}
	return bitmap;
}

static const roaring_bitmap_t *shard_of(const struct mq_set *set, size_t shard)
{
	return shard < set->n_shards ? set->shards[shard] : NULL;
}

static size_t more(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* ---- making ---- */

struct mq_set *mq_set_with_shards(size_t n_shards)
{
	struct mq_set *set = mq_alloc(sizeof(*set) + n_shards * sizeof(set->shards[0]));

	set->n_shards = n_shards;
	return set;
}

struct mq_set *mq_set_new(void)
{
	return mq_set_with_shards(0);
}

struct mq_set *mq_set_of(const mq_record_id *ids, size_t n_ids)
{
	struct mq_set *set;

	if (n_ids == 0) {
		return mq_set_new();
	}
	set = mq_set_with_shards((ids[n_ids - 1] >> MQ_SHARD_BITS) + 1);
	for (size_t i = 0; i < n_ids;) {
		mq_record_id shard = ids[i] >> MQ_SHARD_BITS;
		size_t end = i + 1;

		while (end < n_ids && ids[end] >> MQ_SHARD_BITS == shard) {
			end++;
		}
		set->shards[shard] = must(roaring_bitmap_of_ptr(end - i, ids + i));
		i = end;
	}
	return set;
}

struct mq_set *mq_set_range(mq_record_id from, mq_record_id end)
{
	struct mq_set *set;

	if (from >= end) {
		return mq_set_new();
	}
	set = mq_set_with_shards(((end - 1) >> MQ_SHARD_BITS) + 1);
	for (size_t shard = from >> MQ_SHARD_BITS; shard < set->n_shards; shard++) {
		uint64_t first = (uint64_t)shard << MQ_SHARD_BITS;
		uint64_t last = first + MQ_SHARD_IDS;

		set->shards[shard] = must(roaring_bitmap_from_range(more(first, from),
			fewer(last, end), 1));
	}
	return set;
}

/* Hand 2^16 bits to bitmap as its next container, in the smaller of two forms. */
static void append_block(roaring_bitmap_t *bitmap, uint16_t key, const uint64_t *words,
	size_t n_words)
{
	bitset_container_t *bits = bitset_container_create();

	if (bits == NULL) {
		end_program();
	}
	memcpy(bits->array, words, n_words * sizeof(*words));
	bits->cardinality = bitset_container_compute_cardinality(bits);
	if (bits->cardinality > DEFAULT_MAX_SIZE) {
		ra_append(&bitmap->high_low_container, key, bits, BITSET_CONTAINER_TYPE_CODE);
		return;
	}
	if (bits->cardinality > 0) {
		ra_append(&bitmap->high_low_container, key, array_container_from_bitset(bits),
			ARRAY_CONTAINER_TYPE_CODE);
	}
	bitset_container_free(bits);
}

struct mq_set *mq_set_of_bits(const uint64_t *words, size_t n_words)
{
	size_t blocks_each = MQ_SHARD_IDS / BLOCK_IDS;
	size_t n_blocks = (n_words + BLOCK_WORDS - 1) / BLOCK_WORDS;
	struct mq_set *set = mq_set_with_shards((n_blocks + blocks_each - 1) / blocks_each);

	for (size_t shard = 0; shard < set->n_shards; shard++) {
		roaring_bitmap_t *bitmap = must(roaring_bitmap_create());
		size_t end = fewer(n_blocks, (shard + 1) * blocks_each);

		for (size_t block = shard * blocks_each; block < end; block++) {
			append_block(bitmap, (uint16_t)block, words + block * BLOCK_WORDS,
				fewer(BLOCK_WORDS, n_words - block * BLOCK_WORDS));
		}
		set->shards[shard] = unless_empty(bitmap);
	}
	return set;
}

#ifdef __SSE2__
/* The machine gathers the highest bit of 16 bytes at once. */
uint64_t mq_bits_of_bytes(const unsigned char bytes[64], unsigned bit)
{
	__m128i shift = _mm_cvtsi32_si128((int)(7 - bit));
	uint64_t word = 0;

	for (size_t i = 0; i < 4; i++) {
		__m128i sixteen = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));

		word |= (uint64_t)_mm_movemask_epi8(_mm_sll_epi16(sixteen, shift)) << (16 * i);
	}
	return word;
}
#else
/* Eight at a time by one product, in whose highest byte each lands on its own bit
 * (Knuth, TAOCP 7.1.3, gathers bits in this way). */
uint64_t mq_bits_of_bytes(const unsigned char bytes[64], unsigned bit)
{
	static const uint64_t low_bits = UINT64_C(0x0101010101010101);
	static const uint64_t gather = UINT64_C(0x0102040810204080);
	uint64_t word = 0;

	for (size_t i = 0; i < 8; i++) {
		uint64_t eight;

		memcpy(&eight, bytes + 8 * i, sizeof(eight));
		word |= ((eight >> bit & low_bits) * gather) >> 56 << (8 * i);
	}
	return word;
}
#endif

static void add_runs(const run_container_t *runs, uint64_t *words)
{
	for (int32_t i = 0; i < runs->n_runs; i++) {
		bitset_set_lenrange(words, runs->runs[i].value, runs->runs[i].length);
	}
}

/* One block of 2^16 ids as bits, whatever its form. */
static void block_bits(const void *container, uint8_t type, uint64_t words[BLOCK_WORDS])
{
	const array_container_t *array = container;
	const bitset_container_t *bits = container;

	if (type == BITSET_CONTAINER_TYPE_CODE) {
		memcpy(words, bits->array, BLOCK_WORDS * sizeof(*words));
	} else if (type == ARRAY_CONTAINER_TYPE_CODE) {
		bitset_set_list(words, array->array, (uint64_t)array->cardinality);
	} else {
		add_runs(container, words);
	}
}

void mq_set_bits(const struct mq_set *set, uint64_t *words, size_t n_words)
{
	uint64_t block[BLOCK_WORDS];

	memset(words, 0, n_words * sizeof(*words));
	for (size_t shard = 0; shard < set->n_shards; shard++) {
		const roaring_array_t *blocks = set->shards[shard] != NULL
			? &set->shards[shard]->high_low_container : NULL;

		for (int32_t i = 0; blocks != NULL && i < blocks->size; i++) {
			size_t from = (size_t)blocks->keys[i] * BLOCK_WORDS;

			if (from < n_words) {
				memset(block, 0, sizeof(block));
				block_bits(blocks->containers[i], blocks->typecodes[i], block);
				memcpy(words + from, block,
					fewer(BLOCK_WORDS, n_words - from) * sizeof(*words));
			}
		}
	}
}

static uint64_t count_listed(const array_container_t *ids, const uint64_t words[BLOCK_WORDS])
{
	uint64_t n = 0;

	for (int32_t i = 0; i < ids->cardinality; i++) {
		n += words[ids->array[i] / 64] >> ids->array[i] % 64 & 1;
	}
	return n;
}

static uint64_t count_runs(const run_container_t *runs, const uint64_t words[BLOCK_WORDS])
{
	uint64_t n = 0;

	for (int32_t i = 0; i < runs->n_runs; i++) {
		n += (uint64_t)bitset_lenrange_cardinality((uint64_t *)words, runs->runs[i].value,
			runs->runs[i].length);
	}
	return n;
}

static inline uint64_t count_both(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS])
{
	uint64_t n = 0;

	for (size_t i = 0; i < BLOCK_WORDS; i++) {
		n += (uint64_t)__builtin_popcountll(a[i] & b[i]);
	}
	return n;
}

/* The machine may count the bits of a word in one instruction, which nobody may ask for who
 * must run on every machine, libroaring as it is packaged among them: it takes 26. */
#ifdef __x86_64__
__attribute__((target("popcnt")))
static uint64_t count_both_fast(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS])
{
	return count_both(a, b);
}

static uint64_t count_bits(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS])
{
	return __builtin_cpu_supports("popcnt") ? count_both_fast(a, b) : count_both(a, b);
}
#else
static uint64_t count_bits(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS])
{
	return count_both(a, b);
}
#endif

static uint64_t count_block(const void *container, uint8_t type, const uint64_t words[BLOCK_WORDS])
{
	if (type == BITSET_CONTAINER_TYPE_CODE) {
		return count_bits(((const bitset_container_t *)container)->array, words);
	}
	return type == ARRAY_CONTAINER_TYPE_CODE ? count_listed(container, words)
		: count_runs(container, words);
}

uint64_t mq_set_and_count_bits(const struct mq_set *set, const uint64_t *words, size_t n_words)
{
	uint64_t n = 0;

	for (size_t shard = 0; shard < set->n_shards; shard++) {
		const roaring_array_t *blocks = set->shards[shard] != NULL
			? &set->shards[shard]->high_low_container : NULL;

		for (int32_t i = 0; blocks != NULL && i < blocks->size; i++) {
			size_t from = (size_t)blocks->keys[i] * BLOCK_WORDS;

			if (from + BLOCK_WORDS <= n_words) {
				n += count_block(blocks->containers[i], blocks->typecodes[i],
					words + from);
			}
		}
	}
	return n;
}

struct mq_set *mq_set_dup(const struct mq_set *set)
{
	struct mq_set *dup = mq_set_with_shards(set->n_shards);

	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			dup->shards[i] = must(roaring_bitmap_copy(set->shards[i]));
		}
	}
	return dup;
}

void mq_set_release_lent(struct mq_set *set)
{
	if (set == NULL) {
		return;
	}
	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			roaring_bitmap_free(set->shards[i]);
		}
	}
	free(set);
}

void mq_set_free(struct mq_set *set)
{
	if (set != NULL && !set->lent) {
		mq_set_release_lent(set);
	}
}

/* ---- algebra ---- */

struct mq_set *mq_set_and(const struct mq_set *a, const struct mq_set *b)
{
	struct mq_set *both = mq_set_with_shards(fewer(a->n_shards, b->n_shards));

	for (size_t i = 0; i < both->n_shards; i++) {
		if (a->shards[i] != NULL && b->shards[i] != NULL) {
			both->shards[i] = unless_empty(roaring_bitmap_and(a->shards[i], b->shards[i]));
		}
	}
	return both;
}

struct mq_set *mq_set_or(const struct mq_set *a, const struct mq_set *b)
{
	return mq_set_or_many((const struct mq_set *const[]){a, b}, 2);
}

struct mq_set *mq_set_minus(const struct mq_set *a, const struct mq_set *b)
{
	struct mq_set *rest = mq_set_with_shards(a->n_shards);

	for (size_t i = 0; i < a->n_shards; i++) {
		const roaring_bitmap_t *less = shard_of(b, i);

		if (a->shards[i] == NULL) {
			continue;
		}
		rest->shards[i] = unless_empty(less == NULL ? roaring_bitmap_copy(a->shards[i])
			: roaring_bitmap_andnot(a->shards[i], less));
	}
	return rest;
}

struct mq_set *mq_set_or_many(const struct mq_set *const *sets, size_t n_sets)
{
	const roaring_bitmap_t **parts = mq_alloc((n_sets + 1) * sizeof(*parts));
	struct mq_set *any;
	size_t n_shards = 0;

	for (size_t i = 0; i < n_sets; i++) {
		n_shards = more(n_shards, sets[i]->n_shards);
	}
	any = mq_set_with_shards(n_shards);
	for (size_t shard = 0; shard < n_shards; shard++) {
		size_t n_parts = 0;

		for (size_t i = 0; i < n_sets; i++) {
			const roaring_bitmap_t *part = shard_of(sets[i], shard);

			if (part != NULL) {
				parts[n_parts++] = part;
			}
		}
		if (n_parts > 0) {
			any->shards[shard] = must(roaring_bitmap_or_many(n_parts, parts));
		}
	}
	free(parts);
	return any;
}

bool mq_set_change(struct mq_set *set, mq_record_id id, bool present)
{
	size_t shard = id >> MQ_SHARD_BITS;
	roaring_bitmap_t *bitmap = (roaring_bitmap_t *)set->shards[shard];

	if (bitmap == NULL) {
		if (!present) {
			return false;
		}
		bitmap = must(roaring_bitmap_create());
		set->shards[shard] = bitmap;
	}
	return present ? roaring_bitmap_add_checked(bitmap, id)
		: roaring_bitmap_remove_checked(bitmap, id);
}

/* ---- questions ---- */

uint64_t mq_set_count(const struct mq_set *set)
{
	uint64_t count = 0;

	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			count += roaring_bitmap_get_cardinality(set->shards[i]);
		}
	}
	return count;
}

uint64_t mq_set_and_count(const struct mq_set *a, const struct mq_set *b)
{
	size_t n_shards = fewer(a->n_shards, b->n_shards);
	uint64_t count = 0;

	for (size_t i = 0; i < n_shards; i++) {
		if (a->shards[i] != NULL && b->shards[i] != NULL) {
			count += roaring_bitmap_and_cardinality(a->shards[i], b->shards[i]);
		}
	}
	return count;
}

bool mq_set_has(const struct mq_set *set, mq_record_id id)
{
	const roaring_bitmap_t *shard = shard_of(set, id >> MQ_SHARD_BITS);

	return shard != NULL && roaring_bitmap_contains(shard, id);
}

bool mq_set_equal(const struct mq_set *a, const struct mq_set *b)
{
	size_t n_shards = more(a->n_shards, b->n_shards);

	for (size_t i = 0; i < n_shards; i++) {
		const roaring_bitmap_t *left = shard_of(a, i);
		const roaring_bitmap_t *right = shard_of(b, i);

		if (left == NULL || right == NULL) {
			const roaring_bitmap_t *only = left != NULL ? left : right;

			if (only != NULL && !roaring_bitmap_is_empty(only)) {
				return false;
			}
		} else if (!roaring_bitmap_equals(left, right)) {
			return false;
		}
	}
	return true;
}

bool mq_set_is_empty(const struct mq_set *set)
{
	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL && !roaring_bitmap_is_empty(set->shards[i])) {
			return false;
		}
	}
	return true;
}

size_t mq_set_read(const struct mq_set *set, mq_record_id from, mq_record_id *ids, size_t n_ids)
{
	size_t n = 0;

	for (size_t shard = from >> MQ_SHARD_BITS; shard < set->n_shards && n < n_ids; shard++) {
		roaring_uint32_iterator_t at;

		if (set->shards[shard] == NULL) {
			continue;
		}
		roaring_init_iterator(set->shards[shard], &at);
		if (at.has_value && at.current_value < from) {
			roaring_move_uint32_iterator_equalorlarger(&at, from);
		}
		while (at.has_value && n < n_ids) {
			n += roaring_read_uint32_iterator(&at, ids + n, (uint32_t)(n_ids - n));
		}
	}
	return n;
}

size_t mq_set_size_bytes(const struct mq_set *set)
{
	size_t size = sizeof(*set) + set->n_shards * sizeof(set->shards[0]);

	for (size_t i = 0; i < set->n_shards; i++) {
		if (set->shards[i] != NULL) {
			size += roaring_bitmap_frozen_size_in_bytes(set->shards[i]);
		}
	}
	return size;
}
