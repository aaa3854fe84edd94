/*
 * Byte strings to numbers. Entries stand in the order they came, their keys
 * one after the other in a pool; a table of slots, a power of two and at most
 * two thirds full, holds entry numbers and is probed linearly. A slot has half of the
 * hash too, so that of entries, which lie far apart, hardly another than the right one is
 * looked at. Nothing is ever removed, so there are no graves.
 */
#include <minqing/base.h>

#include <stdlib.h>
#include <string.h>

enum { SLOTS_MIN = 16 };

struct entry {
	uint64_t hash;
	uint64_t value;
	size_t key_at;		/* in the pool */
	size_t key_len;
};

struct slot {
	uint32_t number;	/* of the entry, + 1; 0 is free */
	uint32_t tag;		/* upper half of its hash */
};

struct mq_map {
	struct entry *entries;
	size_t n_entries;
	size_t cap;
	struct mq_buf pool;
	struct slot *slots;
	size_t n_slots;
};

uint64_t mq_hash(const void *data, size_t len)
{
	const unsigned char *bytes = data;
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++) {
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	}
	/* FNV leaves the low bits of short keys alike; mix as MurmurHash3 ends. */
	hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
	hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
	return hash ^ (hash >> 33);
}

struct mq_map *mq_map_new(void)
{
	struct mq_map *map = mq_alloc(sizeof(*map));

	map->n_slots = SLOTS_MIN;
	map->slots = mq_alloc(map->n_slots * sizeof(*map->slots));
	return map;
}

void mq_map_free(struct mq_map *map)
{
	if (map == NULL) {
		return;
	}
	free(map->entries);
	free(map->slots);
	mq_buf_release(&map->pool);
	free(map);
}

/* The slot that holds key, or the free one where it belongs. */
static size_t find_slot(const struct mq_map *map, uint64_t hash, const void *key, size_t len)
{
	size_t mask = map->n_slots - 1;
	size_t at = (size_t)hash & mask;

	for (; map->slots[at].number != 0; at = (at + 1) & mask) {
		const struct entry *entry = &map->entries[map->slots[at].number - 1];

		if (map->slots[at].tag == hash >> 32 && entry->hash == hash && entry->key_len == len &&
				(len == 0 || memcmp(map->pool.data + entry->key_at, key, len) == 0)) {
			break;
		}
	}
	return at;
}

static void double_slots(struct mq_map *map)
{
	size_t n_slots = map->n_slots * 2;
	struct slot *slots = mq_alloc(n_slots * sizeof(*slots));

	for (size_t i = 0; i < map->n_entries; i++) {
		uint64_t hash = map->entries[i].hash;
		size_t at = (size_t)hash & (n_slots - 1);

		while (slots[at].number != 0) {
			at = (at + 1) & (n_slots - 1);
		}
		slots[at] = (struct slot){(uint32_t)(i + 1), (uint32_t)(hash >> 32)};
	}
	free(map->slots);
	map->slots = slots;
	map->n_slots = n_slots;
}

bool mq_map_put(struct mq_map *map, const void *key, size_t len, uint64_t value)
{
	return mq_map_put_hashed(map, mq_hash(key, len), key, len, value);
}

bool mq_map_put_hashed(struct mq_map *map, uint64_t hash, const void *key, size_t len,
	uint64_t value)
{
	size_t at = find_slot(map, hash, key, len);

	if (map->slots[at].number != 0) {
		map->entries[map->slots[at].number - 1].value = value;
		return false;
	}
	map->entries = mq_grow(map->entries, &map->cap, map->n_entries + 1, sizeof(*map->entries));
	map->entries[map->n_entries++] = (struct entry){
		.hash = hash, .value = value, .key_at = map->pool.len, .key_len = len,
	};
	mq_buf_add(&map->pool, key, len);
	map->slots[at] = (struct slot){(uint32_t)map->n_entries, (uint32_t)(hash >> 32)};
	if (map->n_entries > map->n_slots / 3 * 2) {
		double_slots(map);
	}
	return true;
}

bool mq_map_get(const struct mq_map *map, const void *key, size_t len, uint64_t *value)
{
	return mq_map_get_hashed(map, mq_hash(key, len), key, len, value);
}

bool mq_map_get_hashed(const struct mq_map *map, uint64_t hash, const void *key, size_t len,
	uint64_t *value)
{
	size_t at = find_slot(map, hash, key, len);

	if (map->slots[at].number == 0) {
		return false;
	}
	*value = map->entries[map->slots[at].number - 1].value;
	return true;
}

/* ---- looking ahead ---- */

/* The entry that probably is the one, by half of its hash; NULL: there is none. */
static const struct entry *likely_entry(const struct mq_map *map, uint64_t hash)
{
	size_t mask = map->n_slots - 1;
	size_t at = (size_t)hash & mask;

	while (map->slots[at].number != 0 && map->slots[at].tag != hash >> 32) {
		at = (at + 1) & mask;
	}
	return map->slots[at].number != 0 ? &map->entries[map->slots[at].number - 1] : NULL;
}

void mq_map_fetch_slot(const struct mq_map *map, uint64_t hash)
{
	__builtin_prefetch(&map->slots[(size_t)hash & (map->n_slots - 1)]);
}

void mq_map_fetch_entry(const struct mq_map *map, uint64_t hash)
{
	const struct entry *entry = likely_entry(map, hash);

	if (entry != NULL) {
		__builtin_prefetch(entry);
	}
}

bool mq_map_guess(const struct mq_map *map, uint64_t hash, uint64_t *value)
{
	const struct entry *entry = likely_entry(map, hash);

	if (entry != NULL) {
		__builtin_prefetch(map->pool.data + entry->key_at);
		*value = entry->value;
	}
	return entry != NULL;
}

size_t mq_map_count(const struct mq_map *map)
{
	return map->n_entries;
}

bool mq_map_next(const struct mq_map *map, size_t *position, struct mq_slice *key, uint64_t *value)
{
	const struct entry *entry;

	if (*position >= map->n_entries) {
		return false;
	}
	entry = &map->entries[(*position)++];
	*key = mq_slice(map->pool.data + entry->key_at, entry->key_len);
	*value = entry->value;
	return true;
}
