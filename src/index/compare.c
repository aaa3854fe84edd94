/*
 * One entry as the records ask for it, and as it is stored. Most are equal byte for
 * byte. Where they are not, both are taken apart and the differences counted; records
 * that cannot be read are left out of it, for of them nothing can be said.
 */
#include "verify.h"

#include <string.h>

#include "chunk.h"
#include "pack.h"
#include "set.h"
#include "terms.h"

/* What differs: how many, and the first of them. */
struct difference {
	size_t n_missing;
	size_t n_extra;
	size_t n_other;	/* numbers and texts that are not the record's */
	mq_record_id first;
};

static void note(struct difference *difference, mq_record_id id)
{
	difference->first = id < difference->first ? id : difference->first;
}

static bool same_bytes(struct mq_slice a, struct mq_slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static void tell(struct mq_verify *verify, enum mq_table table, struct mq_slice key,
	mq_kind_id kind, const struct difference *difference)
{
	struct mq_buf name = {0};

	if (difference->n_missing + difference->n_extra + difference->n_other == 0) {
		return;
	}
	mq_entry_name(verify->schema, table, key, &name);
	mq_diag_add(verify->diag, MQ_ERR_CORRUPT,
		_("%s: %zu missing, %zu too many, %zu wrong; the first is %s %u"),
		name.data, difference->n_missing, difference->n_extra, difference->n_other,
		verify->schema->kinds[kind].id, difference->first);
	verify->n_faults++;
	mq_buf_release(&name);
}

static void tell_damaged(struct mq_verify *verify, enum mq_table table, struct mq_slice key)
{
	mq_entry_damaged(verify->schema, table, key, verify->diag);
	verify->n_faults++;
}

/* ---- sets ---- */

/* The ids of a that are neither in b nor damaged. */
static size_t count_beyond(const struct mq_set *a, const struct mq_set *b,
	const struct mq_set *damaged, struct difference *difference)
{
	struct mq_set *rest = mq_set_minus(a, b);
	struct mq_set *told = mq_set_minus(rest, damaged);
	size_t n = mq_set_count(told);
	mq_record_id first;

	if (mq_set_read(told, 0, &first, 1) == 1) {
		note(difference, first);
	}
	mq_set_free(rest);
	mq_set_free(told);
	return n;
}

static struct mq_set *set_of(struct mq_slice image, size_t shard)
{
	return image.len == 0 ? mq_set_new() : mq_image_set(image, shard);
}

static void compare_sets(struct mq_verify *verify, enum mq_table table, struct mq_slice key,
	mq_kind_id kind, struct mq_slice expected, struct mq_slice stored)
{
	const unsigned char *end = (const unsigned char *)key.data + key.len;
	size_t shard = mq_key_read16(end - 2);
	struct mq_set *should = set_of(expected, shard);
	struct mq_set *is = set_of(stored, shard);
	struct difference difference = {.first = MQ_NO_RECORD};

	if (should == NULL || is == NULL) {
		tell_damaged(verify, table, key);
	} else {
		const struct mq_set *damaged = verify->damaged[kind];

		difference.n_missing = count_beyond(should, is, damaged, &difference);
		difference.n_extra = count_beyond(is, should, damaged, &difference);
		tell(verify, table, key, kind, &difference);
	}
	mq_set_free(should);
	mq_set_free(is);
}

/* ---- columns ---- */

static void compare_numbers(struct mq_verify *verify, struct mq_slice key, mq_kind_id kind,
	const struct mq_chunk *should, const struct mq_chunk *is)
{
	uint32_t number = mq_key_read32((const unsigned char *)key.data + 2);
	struct difference difference = {.first = MQ_NO_RECORD};

	for (size_t i = 0; i < MQ_CHUNK_IDS; i++) {
		mq_record_id id = (number << MQ_CHUNK_BITS) + (mq_record_id)i;
		int64_t a = mq_chunk_get(should, i);
		int64_t b = mq_chunk_get(is, i);

		if (a == b || mq_set_has(verify->damaged[kind], id)) {
			continue;
		}
		difference.n_missing += b == MQ_NO_NUMBER;
		difference.n_extra += a == MQ_NO_NUMBER;
		difference.n_other += a != MQ_NO_NUMBER && b != MQ_NO_NUMBER;
		note(&difference, id);
	}
	tell(verify, MQ_TABLE_COLUMN, key, kind, &difference);
}

static void compare_chunks(struct mq_verify *verify, struct mq_slice key, mq_kind_id kind,
	struct mq_slice expected, struct mq_slice stored)
{
	struct mq_chunk should = {0};
	struct mq_chunk is = {0};

	if ((expected.len > 0 && !mq_chunk_open(&should, expected))
			|| (stored.len > 0 && !mq_chunk_open(&is, stored))) {
		tell_damaged(verify, MQ_TABLE_COLUMN, key);
		return;
	}
	compare_numbers(verify, key, kind, &should, &is);
}

/* ---- texts ---- */

static bool same_texts(const struct mq_text *a, const struct mq_text *b)
{
	return same_bytes(a->written, b->written) && same_bytes(a->folded, b->folded)
		&& (a->written.data == NULL) == (b->written.data == NULL);
}

static void compare_texts(struct mq_verify *verify, struct mq_slice key, mq_kind_id kind,
	const unsigned char *should, const unsigned char *is)
{
	uint32_t number = mq_key_read32((const unsigned char *)key.data + 2);
	struct difference difference = {.first = MQ_NO_RECORD};
	struct mq_text a[MQ_PACK_IDS] = {0};
	struct mq_text b[MQ_PACK_IDS] = {0};

	mq_pack_read(should, a);
	mq_pack_read(is, b);
	for (size_t i = 0; i < MQ_PACK_IDS; i++) {
		mq_record_id id = (number << MQ_PACK_BITS) + (mq_record_id)i;

		if (same_texts(a + i, b + i) || mq_set_has(verify->damaged[kind], id)) {
			continue;
		}
		difference.n_missing += b[i].written.data == NULL;
		difference.n_extra += a[i].written.data == NULL;
		difference.n_other += a[i].written.data != NULL && b[i].written.data != NULL;
		note(&difference, id);
	}
	tell(verify, MQ_TABLE_TEXT, key, kind, &difference);
}

static void compare_packs(struct mq_verify *verify, struct mq_slice key, mq_kind_id kind,
	struct mq_slice expected, struct mq_slice stored)
{
	const unsigned char *should = expected.len > 0 ? mq_pack_open(expected) : mq_pack_empty;
	const unsigned char *is = stored.len > 0 ? mq_pack_open(stored) : mq_pack_empty;

	if (should == NULL || is == NULL) {
		tell_damaged(verify, MQ_TABLE_TEXT, key);
	} else {
		compare_texts(verify, key, kind, should, is);
	}
}

/* ---- keys ---- */

static void compare_keys(struct mq_verify *verify, struct mq_slice key, mq_kind_id kind,
	struct mq_slice expected, struct mq_slice stored)
{
	struct difference difference = {.first = MQ_NO_RECORD};
	mq_record_id should = expected.len == 4 ? mq_key_read32(expected.data) : MQ_NO_RECORD;
	mq_record_id is = stored.len == 4 ? mq_key_read32(stored.data) : MQ_NO_RECORD;

	if (stored.len > 0 && is == MQ_NO_RECORD) {
		tell_damaged(verify, MQ_TABLE_KEY, key);
		return;
	}
	if (should == MQ_NO_RECORD && mq_set_has(verify->damaged[kind], is)) {
		return;
	}
	difference.n_missing = is == MQ_NO_RECORD;
	difference.n_extra = should == MQ_NO_RECORD;
	difference.n_other = is != MQ_NO_RECORD && should != MQ_NO_RECORD;
	difference.first = should != MQ_NO_RECORD ? should : is;
	tell(verify, MQ_TABLE_KEY, key, kind, &difference);
}

/* ---- any entry ---- */

/* The kind whose records a key is about; MQ_NO_KIND where it is none of ours. */
static mq_kind_id kind_of(const struct mq_schema *schema, enum mq_table table,
	struct mq_slice key)
{
	size_t least = table == MQ_TABLE_POSTING ? 8
		: table == MQ_TABLE_COLUMN || table == MQ_TABLE_TEXT ? 6
		: table == MQ_TABLE_GRAM ? 5 : 2;
	uint16_t first;
	uint16_t first_live = mq_live_field(0);

	if (key.len < least) {
		return MQ_NO_KIND;
	}
	first = mq_key_read16(key.data);
	if (table == MQ_TABLE_KEY) {
		return first < schema->n_kinds ? first : MQ_NO_KIND;
	}
	if (first < schema->n_fields) {
		return schema->fields[first].kind;
	}
	return first >= first_live && (size_t)(first - first_live) < schema->n_kinds
		? (mq_kind_id)(first - first_live) : MQ_NO_KIND;
}

void mq_verify_entry(struct mq_verify *verify, enum mq_table table, struct mq_slice key,
	struct mq_slice expected, struct mq_slice stored)
{
	mq_kind_id kind = kind_of(verify->schema, table, key);

	if (same_bytes(expected, stored)) {
		return;
	}
	if (kind == MQ_NO_KIND) {
		tell_damaged(verify, table, key);
		return;
	}
	switch (table) {
	case MQ_TABLE_KEY:
		compare_keys(verify, key, kind, expected, stored);
		break;
	case MQ_TABLE_COLUMN:
		compare_chunks(verify, key, kind, expected, stored);
		break;
	case MQ_TABLE_TEXT:
		compare_packs(verify, key, kind, expected, stored);
		break;
	default:
		compare_sets(verify, table, key, kind, expected, stored);
		break;
	}
}
