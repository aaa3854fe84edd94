/*
 * The blocks of a shard looked into: each 2^16 ids are one container of libroaring, an
 * array of their low halves, bits, or runs. What a set is read as (bits, ids) and made of
 * (bits) is copied container by container here; the library's own iterator takes one id at
 * a time.
 */
#include "block.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static size_t fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

void *mq_block_must(void *made)
{
	if (made == NULL) {
		mq_alloc(PTRDIFF_MAX);
		abort();
	}
	return made;
}

/* ---- how many ---- */

static inline uint64_t count_words(const uint64_t *a, const uint64_t *b)
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
	return count_words(a, b);
}

uint64_t mq_block_count(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS])
{
	return __builtin_cpu_supports("popcnt") ? count_words_fast(a, b) : count_words(a, b);
}
#else
uint64_t mq_block_count(const uint64_t a[BLOCK_WORDS], const uint64_t b[BLOCK_WORDS])
{
	return count_words(a, b);
}
#endif

/* ---- bits to sets ---- */

static array_container_t *array_of_bits(const uint64_t words[BLOCK_WORDS], size_t n_ids)
{
	array_container_t *array = mq_block_must(array_container_create_given_capacity((int32_t)n_ids));
	size_t n = 0;

	for (size_t i = 0; i < BLOCK_WORDS; i++) {
		for (uint64_t word = words[i]; word != 0; word &= word - 1) {
			array->array[n++] = (uint16_t)(i * 64 + (size_t)__builtin_ctzll(word));
		}
	}
	array->cardinality = (int32_t)n;
	return array;
}

void mq_block_append(struct roaring_bitmap_s *bitmap, uint16_t key,
	const uint64_t words[BLOCK_WORDS])
{
	size_t n_ids = (size_t)mq_block_count(words, words);
	bitset_container_t *bits;

	if (n_ids > DEFAULT_MAX_SIZE) {
		bits = mq_block_must(bitset_container_create());
		memcpy(bits->array, words, BLOCK_WORDS * sizeof(*words));
		bits->cardinality = (int32_t)n_ids;
		ra_append(&bitmap->high_low_container, key, bits, BITSET_CONTAINER_TYPE_CODE);
	} else if (n_ids > 0) {
		ra_append(&bitmap->high_low_container, key, array_of_bits(words, n_ids),
			ARRAY_CONTAINER_TYPE_CODE);
	}
}

void mq_block_append_list(struct roaring_bitmap_s *bitmap, uint16_t key, const uint16_t *lows,
	size_t n)
{
	array_container_t *array;

	if (n == 0) {
		return;
	}
	array = mq_block_must(array_container_create_given_capacity((int32_t)n));
	memcpy(array->array, lows, n * sizeof(*lows));
	array->cardinality = (int32_t)n;
	ra_append(&bitmap->high_low_container, key, array, ARRAY_CONTAINER_TYPE_CODE);
}

/* The last block may be one of fewer words. */
static void append_words(roaring_bitmap_t *bitmap, uint16_t key, const uint64_t *words,
	size_t n_words)
{
	uint64_t block[BLOCK_WORDS] = {0};

	if (n_words >= BLOCK_WORDS) {
		mq_block_append(bitmap, key, words);
		return;
	}
	memcpy(block, words, n_words * sizeof(*words));
	mq_block_append(bitmap, key, block);
}

struct mq_set *mq_set_of_bits(const uint64_t *words, size_t n_words)
{
	size_t blocks_each = MQ_SHARD_IDS / BLOCK_IDS;
	size_t n_blocks = (n_words + BLOCK_WORDS - 1) / BLOCK_WORDS;
	struct mq_set *set = mq_set_with_shards((n_blocks + blocks_each - 1) / blocks_each);

	for (size_t shard = 0; shard < set->n_shards; shard++) {
		roaring_bitmap_t *bitmap = mq_block_must(roaring_bitmap_create());
		size_t end = fewer(n_blocks, (shard + 1) * blocks_each);

		for (size_t block = shard * blocks_each; block < end; block++) {
			append_words(bitmap, (uint16_t)block, words + block * BLOCK_WORDS,
				fewer(BLOCK_WORDS, n_words - block * BLOCK_WORDS));
		}
		if (bitmap->high_low_container.size > 0) {
			set->shards[shard] = bitmap;
		} else {
			roaring_bitmap_free(bitmap);
		}
	}
	return set;
}

/* ---- sets to bits ---- */

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
		const roaring_array_t *blocks = blocks_of(set, shard);

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

/* ---- sets to ids ---- */

/* Ids on their way out of one block: from its id `first` on, as many as there is room for. */
struct reading {
	mq_record_id base;
	uint32_t first;
	mq_record_id *ids;
	size_t n;
	size_t n_ids;
};

static void read_array(const array_container_t *array, struct reading *reading)
{
	size_t low = 0;
	size_t high = (size_t)array->cardinality;
	size_t n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (array->array[mid] < reading->first) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	n = fewer((size_t)array->cardinality - low, reading->n_ids - reading->n);
	for (size_t i = 0; i < n; i++) {
		reading->ids[reading->n + i] = reading->base + array->array[low + i];
	}
	reading->n += n;
}

static void read_bits(const bitset_container_t *bits, struct reading *reading)
{
	size_t at = reading->first / 64;
	uint64_t word = bits->array[at] & ~UINT64_C(0) << reading->first % 64;

	for (;;) {
		for (; word != 0 && reading->n < reading->n_ids; word &= word - 1) {
			reading->ids[reading->n++] = reading->base
				+ (mq_record_id)(at * 64 + (size_t)__builtin_ctzll(word));
		}
		if (++at == BLOCK_WORDS || reading->n == reading->n_ids) {
			return;
		}
		word = bits->array[at];
	}
}

static void read_runs(const run_container_t *runs, struct reading *reading)
{
	for (int32_t i = 0; i < runs->n_runs; i++) {
		uint32_t from = runs->runs[i].value;
		uint32_t last = from + runs->runs[i].length;

		for (uint32_t id = from > reading->first ? from : reading->first;
				id <= last && reading->n < reading->n_ids; id++) {
			reading->ids[reading->n++] = reading->base + id;
		}
	}
}

static void read_block(const void *container, uint8_t type, struct reading *reading)
{
	if (type == BITSET_CONTAINER_TYPE_CODE) {
		read_bits(container, reading);
	} else if (type == ARRAY_CONTAINER_TYPE_CODE) {
		read_array(container, reading);
	} else {
		read_runs(container, reading);
	}
}

size_t mq_set_read(const struct mq_set *set, mq_record_id from, mq_record_id *ids, size_t n_ids)
{
	struct reading reading = {.ids = ids, .n_ids = n_ids};

	for (size_t shard = from >> MQ_SHARD_BITS; shard < set->n_shards; shard++) {
		const roaring_array_t *blocks = blocks_of(set, shard);

		for (int32_t i = 0; blocks != NULL && i < blocks->size && reading.n < n_ids; i++) {
			reading.base = (mq_record_id)blocks->keys[i] << BLOCK_BITS;
			if (reading.base + (BLOCK_IDS - 1) >= from) {
				reading.first = from > reading.base ? from - reading.base : 0;
				read_block(blocks->containers[i], blocks->typecodes[i], &reading);
			}
		}
	}
	return reading.n;
}
