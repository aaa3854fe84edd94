/*
 * What is in one of two sets or in the other, block by block as in both.c: bits and long
 * arrays by words, whose count is the machine's; runs and two short arrays by libroaring.
 */
#include "block.h"

enum { ARRAYS_MIN = 256 };	/* ids of two arrays that are put together by words */

static size_t ids_of_array(const roaring_array_t *blocks, int32_t i)
{
	const array_container_t *array = blocks->containers[i];

	return blocks->typecodes[i] == ARRAY_CONTAINER_TYPE_CODE ? (size_t)array->cardinality
		: BLOCK_IDS;
}

static bool is_run(const roaring_array_t *blocks, int32_t i)
{
	return blocks->typecodes[i] == RUN_CONTAINER_TYPE_CODE;
}

/* Set the bits of a block that is no run. */
static void add_block(const roaring_array_t *blocks, int32_t i, uint64_t words[BLOCK_WORDS])
{
	const array_container_t *array = blocks->containers[i];
	const bitset_container_t *bits = blocks->containers[i];

	if (blocks->typecodes[i] == ARRAY_CONTAINER_TYPE_CODE) {
		bitset_set_list(words, array->array, (uint64_t)array->cardinality);
		return;
	}
	for (size_t word = 0; word < BLOCK_WORDS; word++) {
		words[word] |= bits->array[word];
	}
}

static void append_union(roaring_bitmap_t *out, const roaring_array_t *a, int32_t i,
	const roaring_array_t *b, int32_t k)
{
	uint64_t words[BLOCK_WORDS] = {0};
	uint8_t type = 0;
	void *made;

	if (!is_run(a, i) && !is_run(b, k)
			&& ids_of_array(a, i) + ids_of_array(b, k) >= ARRAYS_MIN) {
		add_block(a, i, words);
		add_block(b, k, words);
		mq_block_append(out, a->keys[i], words);
		return;
	}
	made = container_or(a->containers[i], a->typecodes[i], b->containers[k], b->typecodes[k],
		&type);
	ra_append(&out->high_low_container, a->keys[i], mq_block_must(made), type);
}

static void append_copy(roaring_bitmap_t *out, const roaring_array_t *blocks, int32_t i)
{
	ra_append(&out->high_low_container, blocks->keys[i],
		mq_block_must(container_clone(blocks->containers[i], blocks->typecodes[i])),
		blocks->typecodes[i]);
}

static roaring_bitmap_t *unite(const roaring_array_t *a, const roaring_array_t *b)
{
	roaring_bitmap_t *out = mq_block_must(roaring_bitmap_create_with_capacity(
		(uint32_t)(a->size + b->size)));
	int32_t i = 0;
	int32_t k = 0;

	while (i < a->size || k < b->size) {
		if (k == b->size || (i < a->size && a->keys[i] < b->keys[k])) {
			append_copy(out, a, i++);
		} else if (i == a->size || b->keys[k] < a->keys[i]) {
			append_copy(out, b, k++);
		} else {
			append_union(out, a, i++, b, k++);
		}
	}
	return out;
}

struct mq_set *mq_set_or(const struct mq_set *a, const struct mq_set *b)
{
	static const roaring_array_t nothing;
	size_t n_shards = a->n_shards > b->n_shards ? a->n_shards : b->n_shards;
	struct mq_set *either = mq_set_with_shards(n_shards);

	for (size_t shard = 0; shard < n_shards; shard++) {
		const roaring_array_t *left = blocks_of(a, shard);
		const roaring_array_t *right = blocks_of(b, shard);

		if (left != NULL || right != NULL) {
			either->shards[shard] = unite(left != NULL ? left : &nothing,
				right != NULL ? right : &nothing);
		}
	}
	return either;
}
