/*
 * What was worked out once, kept by kind and canonical text for one snapshot and
 * universe: answers for one day, arrays for every day, so that what of them depends on the
 * day has the day in its key. A hash table of entries that are also a list, the latest used
 * first; what is over the limit goes from its end, between acts, so that
 * everything lent during an act stays.
 *
 *     "0\telder_80"       a truth      of residents
 *     "^0>2"              an array     what every resident reads of dwellings
 */
#include "evaluate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024, ENTRY_BYTES = 160 };

struct entry {
	struct entry *next;	/* in its bucket */
	struct entry *newer;
	struct entry *older;
	uint64_t hash;
	uint64_t act;		/* in which it was put here */
	struct truth truth;
	void *array;
	size_t n;
	size_t bytes;
	size_t len;
	char key[];
};

/* What the entries are true of. */
struct stamp {
	const struct mq_index *index;
	uint64_t snapshot;
	mq_day today;
	const struct mq_set *universe[MQ_KINDS_MAX];
};

struct mq_cache {
	struct entry *buckets[BUCKETS];
	struct entry *newest;
	struct entry *oldest;
	size_t bytes;
	size_t max_bytes;
	uint64_t act;
	struct stamp stamp;
	struct mq_cache *other_days;	/* or NULL; within the same limit by itself */
	struct mq_cache *today;		/* whose other days these are, or NULL */
};

struct mq_cache *mq_cache_new(size_t max_bytes)
{
	struct mq_cache *cache = mq_alloc(sizeof(*cache));

	cache->max_bytes = max_bytes;
	return cache;
}

void mq_cache_limit(struct mq_cache *cache, size_t max_bytes)
{
	cache->max_bytes = max_bytes;
	if (cache->other_days != NULL) {
		mq_cache_limit(cache->other_days, max_bytes);
	}
}

struct mq_cache *cache_of_other_days(struct mq_cache *cache)
{
	if (cache->other_days == NULL) {
		cache->other_days = mq_cache_new(cache->max_bytes);
		cache->other_days->today = cache;
	}
	return cache->other_days;
}

/* ---- the list ---- */

static void unlink_entry(struct mq_cache *cache, struct entry *entry)
{
	*(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
	*(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct mq_cache *cache, struct entry *entry)
{
	entry->newer = NULL;
	entry->older = cache->newest;
	*(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
	cache->newest = entry;
}

/* ---- the table ---- */

static struct entry **find(struct mq_cache *cache, const char *key, size_t len, uint64_t hash)
{
	struct entry **at = &cache->buckets[hash % BUCKETS];

	while (*at != NULL && ((*at)->hash != hash || (*at)->len != len
			|| memcmp((*at)->key, key, len) != 0)) {
		at = &(*at)->next;
	}
	return at;
}

static void drop(struct mq_cache *cache, struct entry *entry)
{
	*find(cache, entry->key, entry->len, entry->hash) = entry->next;
	unlink_entry(cache, entry);
	cache->bytes -= entry->bytes;
	truth_release(&entry->truth);
	free(entry->array);
	free(entry);
}

static struct entry *get(struct mq_cache *cache, const char *key, size_t len)
{
	struct entry *entry = *find(cache, key, len, mq_hash(key, len));

	if (entry != NULL && entry != cache->newest) {
		unlink_entry(cache, entry);
		link_newest(cache, entry);
	}
	return entry;
}

/* A new entry; the key is not there yet. */
static struct entry *add(struct mq_cache *cache, const char *key, size_t len, size_t bytes)
{
	struct entry *entry = mq_alloc(sizeof(*entry) + len);
	uint64_t hash = mq_hash(key, len);
	struct entry **at = find(cache, key, len, hash);

	entry->hash = hash;
	entry->act = cache->act;
	entry->len = len;
	entry->bytes = bytes + ENTRY_BYTES + len;
	memcpy(entry->key, key, len);
	*at = entry;
	link_newest(cache, entry);
	cache->bytes += entry->bytes;
	return entry;
}

/* ---- what is kept ---- */

/* By hand: all counts ask for some hundred of them. */
size_t cache_tag_key(const struct mq_field *tag, mq_kind_id kind, char key[TAG_KEY_MAX])
{
	size_t len = strlen(tag->id);
	size_t n = 0;

	assert(kind < MQ_KINDS_MAX && len + 3 <= TAG_KEY_MAX);
	if (kind >= 10) {
		key[n++] = (char)('0' + kind / 10);
	}
	key[n++] = (char)('0' + kind % 10);
	key[n++] = '\t';
	memcpy(key + n, tag->id, len);
	return n + len;
}

bool cache_get(struct mq_cache *cache, const char *key, size_t len, struct truth *truth)
{
	struct entry *entry = get(cache, key, len);

	if (entry == NULL) {
		return false;
	}
	*truth = truth_borrow(&entry->truth);
	return true;
}

void cache_put(struct mq_cache *cache, const char *key, size_t len, struct truth *truth)
{
	struct entry *there = get(cache, key, len);

	if (there != NULL) {
		truth_release(truth);
		*truth = truth_borrow(&there->truth);
		return;
	}
	/* What is lent by another entry would be gone when that one goes first; what is
	 * lent by the index costs nothing to ask again. */
	if (!truth->own_yes || (!truth_is_sure(truth) && !truth->own_possible)) {
		return;
	}
	size_t bytes = mq_set_size_bytes(truth->yes)
		+ (truth->own_possible ? mq_set_size_bytes(truth->possible) : 0);
	struct entry *entry = add(cache, key, len, bytes);

	entry->truth = *truth;
	*truth = truth_borrow(truth);
}

static bool is_of_one_snapshot(const struct stamp *a, const struct stamp *b)
{
	return a->index == b->index && a->snapshot == b->snapshot
		&& memcmp(a->universe, b->universe, sizeof(a->universe)) == 0;
}

/* What was read of the snapshot today need not be read again for another day. */
const void *cache_get_array(struct mq_cache *cache, const char *key, size_t len, size_t *n)
{
	const struct entry *entry = get(cache, key, len);

	if (entry == NULL && cache->today != NULL
			&& is_of_one_snapshot(&cache->stamp, &cache->today->stamp)) {
		entry = get(cache->today, key, len);
	}
	*n = entry != NULL ? entry->n : 0;
	return entry != NULL ? entry->array : NULL;
}

const void *cache_put_array(struct mq_cache *cache, const char *key, size_t len, void *array,
	size_t n, size_t item_size)
{
	struct entry *entry = add(cache, key, len, n * item_size);

	entry->array = array;
	entry->n = n;
	return array;
}

/* ---- forgetting ---- */

void cache_drop(struct mq_cache *cache, const char *key, size_t len)
{
	struct entry *entry = get(cache, key, len);

	if (entry != NULL) {
		drop(cache, entry);
	}
}

void mq_cache_clear(struct mq_cache *cache)
{
	while (cache->oldest != NULL) {
		drop(cache, cache->oldest);
	}
	if (cache->other_days != NULL) {
		mq_cache_clear(cache->other_days);
	}
}

void mq_cache_free(struct mq_cache *cache)
{
	if (cache != NULL) {
		mq_cache_clear(cache);
		mq_cache_free(cache->other_days);
		free(cache);
	}
}

static void drop_where(struct mq_cache *cache,
	bool (*goes)(const struct mq_cache *cache, const struct entry *entry))
{
	struct entry *next;

	for (struct entry *entry = cache->oldest; entry != NULL; entry = next) {
		next = entry->newer;
		if (goes(cache, entry)) {
			drop(cache, entry);
		}
	}
}

static bool is_answer(const struct mq_cache *cache, const struct entry *entry)
{
	(void)cache;
	return entry->array == NULL;
}

void cache_clear_answers(struct mq_cache *cache)
{
	drop_where(cache, is_answer);
}

static bool is_of_this_act(const struct mq_cache *cache, const struct entry *entry)
{
	return entry->act == cache->act;
}

void cache_drop_act(struct mq_cache *cache)
{
	drop_where(cache, is_of_this_act);
}

void cache_trim(struct mq_cache *cache)
{
	while (cache->bytes > cache->max_bytes && cache->oldest != NULL) {
		drop(cache, cache->oldest);
	}
}

void cache_match(struct mq_cache *cache, const struct mq_view *view)
{
	struct stamp stamp = {.index = view->index, .snapshot = mq_index_snapshot(view->index),
		.today = view->today};

	memcpy(stamp.universe, view->universe, sizeof(stamp.universe));
	cache->act++;
	if (!is_of_one_snapshot(&cache->stamp, &stamp)) {
		mq_cache_clear(cache);
	} else if (cache->stamp.today != stamp.today) {
		cache_clear_answers(cache);
	}
	cache->stamp = stamp;
}
