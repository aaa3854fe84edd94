/*
 * index: records, and for everything that can be asked of them the set of who.
 *
 *     set.c        sets of record ids (roaring bitmaps in shards)
 *     block.c      … read as bits and ids, and made of bits
 *     both.c       … two of them: what they share, how many, what one has beyond
 *     either.c     … and what is in one or the other
 *     image.c      a shard as it is stored
 *     chunk.c      4,096 numbers of a column as they are stored, and their loops
 *     terms.c      what a record is found by: the one list readers, writers and
 *                  verify agree on; term.c: one of it, and the keys it stands under
 *     entry.c      what stored entries are called in messages
 *     reader.c     one snapshot: postings, columns, grams, keys, records, cached
 *     fetch.c      one record or key straight from a transaction
 *     column.c     dense numbers by record id
 *     pack.c       the texts of 256 records as they are stored; texts.c reads them
 *     writer.c     edits: the changes of a transaction, gathered
 *     flush.c      … and put, each posting and chunk once
 *     bulk.c       many new records at once: bounded memory, sorted runs, merged
 *     batch.c      some thousand records gathered; spill.c writes them as a run, sorted
 *                  by order.c; part.c: what a batch has of a set
 *     run.c        the file of runs; merge.c many as one; unite.c as it is stored;
 *                  united.c does so ahead
 *     verify.c     rebuild and compare; compare.c one entry
 *
 * Stored forms are drawn in image.c (posting), chunk.c (chunk), pack.c (texts), term.c
 * (keys).
 * Library: libroaring.
 */
#ifndef MINQING_INDEX_H
#define MINQING_INDEX_H

#include <minqing/base.h>
#include <minqing/schema.h>
#include <minqing/store.h>
#include <minqing/text.h>

/* ---- sets ---- */

/* Record ids of one kind. A set is either owned (new, freed with mq_set_free) or a
 * view that the index lends. Operations give owned sets and change no argument. */
struct mq_set;

struct mq_set *mq_set_new(void);
struct mq_set *mq_set_of(const mq_record_id *ids, size_t n_ids);	/* ascending */
struct mq_set *mq_set_range(mq_record_id from, mq_record_id end);	/* end not included */
/* Bit i of word w is id 64 * w + i: for sets found in no order. */
struct mq_set *mq_set_of_bits(const uint64_t *words, size_t n_words);
/* The same the other way: the bits of ids below 64 * n_words; the others are passed over. */
void mq_set_bits(const struct mq_set *set, uint64_t *words, size_t n_words);
/* One bit (0 … 7) of each of 64 bytes as a word, the first byte's the least. */
uint64_t mq_bits_of_bytes(const unsigned char bytes[64], unsigned bit);
struct mq_set *mq_set_dup(const struct mq_set *set);
/* A copy that many others are counted against (mq_set_and_count) faster. */
struct mq_set *mq_set_for_counting(const struct mq_set *set);
void mq_set_free(struct mq_set *set);	/* NULL is fine; a view is left to its index */
struct mq_set *mq_set_and(const struct mq_set *a, const struct mq_set *b);
struct mq_set *mq_set_or(const struct mq_set *a, const struct mq_set *b);
struct mq_set *mq_set_minus(const struct mq_set *a, const struct mq_set *b);
/* Union of many, cheaper than one after the other. */
struct mq_set *mq_set_or_many(const struct mq_set *const *sets, size_t n_sets);
uint64_t mq_set_count(const struct mq_set *set);
uint64_t mq_set_and_count(const struct mq_set *a, const struct mq_set *b);
bool mq_set_has(const struct mq_set *set, mq_record_id id);
bool mq_set_equal(const struct mq_set *a, const struct mq_set *b);
bool mq_set_is_empty(const struct mq_set *set);
/* The next ids from `from` on, ascending, at most n_ids; how many were written. */
size_t mq_set_read(const struct mq_set *set, mq_record_id from, mq_record_id *ids, size_t n_ids);
size_t mq_set_size_bytes(const struct mq_set *set);

/* ---- reading ---- */

/*
 * What has been looked at of one snapshot. Postings and chunks are checked when
 * first touched and kept until another snapshot is attached. Errors are sticky:
 * a damaged posting reads as empty and mq_index_error says so; whoever answers a
 * question asks once, at the end.
 */
struct mq_index;

struct mq_index *mq_index_new(const struct mq_schema *schema);	/* borrows schema */
void mq_index_free(struct mq_index *index);
/* Read through txn from now on. What was lent stays good as long as the snapshot
 * is the same, even over detach and attach; returns false where it changed (all
 * that was lent is gone). Between detach and attach nothing lent may be looked at. Of
 * a write transaction ask for keys and records alone (mq_index_find, mq_index_record):
 * they are read anew each time, while sets and columns would not see later puts. */
bool mq_index_attach(struct mq_index *index, struct mq_txn *txn);
void mq_index_detach(struct mq_index *index);
uint64_t mq_index_snapshot(const struct mq_index *index);
enum mq_err mq_index_error(const struct mq_index *index, struct mq_diag *diag);

/*
 * Reading can be told to stop, so that a key need not wait for what is worked out for the one
 * before. stop is asked every some ten microseconds, by columns and by mq_index_stopped; when
 * it has said yes, what is read makes no sense and mq_index_error says INTERRUPTED, until
 * this is called again. NULL: nobody stops.
 */
void mq_index_stop_when(struct mq_index *index, bool (*stop)(void *context), void *context);
bool mq_index_stopped(struct mq_index *index);

/* One past the highest id ever given in a kind; the ids that have a record. */
mq_record_id mq_index_end(struct mq_index *index, mq_kind_id kind);
const struct mq_set *mq_index_live(struct mq_index *index, mq_kind_id kind);

/* Which records' stored field has this value: BOOL 0/1, CODE and MULTI the code's
 * number, TEXT with a sort key its bucket, every type MQ_VALUE_KNOWN. Lent. */
#define MQ_VALUE_KNOWN ((uint32_t)0xffffffff)
const struct mq_set *mq_index_posting(struct mq_index *index, mq_field_id field, uint32_t value);
/* Which records' text (or readings, for a reading_of field) has the gram. Lent. */
const struct mq_set *mq_index_gram(struct mq_index *index, mq_field_id field, const char *gram,
	size_t len);
/* The record with this key (mq_record_key); MQ_NO_RECORD. */
mq_record_id mq_index_find(struct mq_index *index, mq_kind_id kind, struct mq_slice key);
/* The encoded record, lent until detach (while writing, until the next put); {NULL, 0}
 * where there is none. */
struct mq_slice mq_index_record(struct mq_index *index, mq_kind_id kind, mq_record_id id);

/* Columns: INT, DECIMAL, DATE, CODE, BOOL, REF fields have their mq_value.number;
 * TEXT fields that are searched as names, or that a kind sorts by, their sort key; other
 * TEXT fields that an area is made by a hash of 62 bits, equal for texts that fold alike.
 * Lent. */
#define MQ_NO_NUMBER INT64_MIN
struct mq_column;

/* A bucket is the first bits of a sort key: buckets follow one another as their records
 * do, so that who wants the first few of many looks into few of them. */
enum { MQ_SORT_BUCKET_BITS = 8, MQ_SORT_BUCKETS = 1 << MQ_SORT_BUCKET_BITS };
uint32_t mq_sort_bucket(int64_t key);
bool mq_index_has_buckets(const struct mq_schema *schema, mq_field_id field);

/* Does the field have a column that puts records in order? (A hash does not.) */
bool mq_index_has_column(const struct mq_schema *schema, mq_field_id field);
const struct mq_column *mq_index_column(struct mq_index *index, mq_field_id field);
int64_t mq_column_get(const struct mq_column *column, mq_record_id id);	/* or MQ_NO_NUMBER */
/* The numbers of n_ids ascending ids. */
void mq_column_read(const struct mq_column *column, const mq_record_id *ids, size_t n_ids,
	int64_t *numbers);
/* The numbers of all ids from `from` to `end`, dense. */
void mq_column_dense(const struct mq_column *column, mq_record_id from, mq_record_id end,
	int64_t *numbers);
/* The first n_ids ids from `from` on that have the number, ascending; returns how many. */
size_t mq_column_find(const struct mq_column *column, int64_t number, mq_record_id from,
	mq_record_id *ids, size_t n_ids);
/* Whose number is within low..high, both included; chunks are passed over or
 * taken whole by their min and max. */
struct mq_set *mq_column_range(const struct mq_column *column, int64_t low, int64_t high);
/* Add 1 to counts[number] for each id of set with 0 <= number < n_counts. */
void mq_column_count(const struct mq_column *column, const struct mq_set *set, uint64_t *counts,
	size_t n_counts);

/* Texts: every TEXT field has them packed, so that a search touches no record. */
enum mq_form {
	MQ_FORM_WRITTEN,
	MQ_FORM_FOLDED,		/* mq_utf8_fold; readings are as they are written */
};

struct mq_texts;

/* Lent; NULL: a field of another type, or one that is not stored. */
const struct mq_texts *mq_index_texts(struct mq_index *index, mq_field_id field);
/* Lent like the texts; {NULL, 0}: the record has none. */
struct mq_slice mq_texts_get(const struct mq_texts *texts, mq_record_id id, enum mq_form form);
/* The texts of n_ids ascending ids, which are on their way from memory then. */
void mq_texts_read(const struct mq_texts *texts, const mq_record_id *ids, size_t n_ids,
	enum mq_form form, struct mq_slice *read);

/* ---- writing ---- */

/*
 * The edits of one write transaction. put takes the record as it was (NULL: new)
 * and as it shall be (NULL: gone); postings and columns are gathered and written by
 * flush, each once. Records and keys are written by put itself. Readings of names are
 * not computed here: records carry them. pinyin gives the sort keys of names: it
 * may be NULL only where no record has a field with one. All three are borrowed.
 */
struct mq_writer;

struct mq_writer *mq_writer_new(const struct mq_schema *schema, struct mq_pinyin *pinyin,
	struct mq_txn *txn);
/* A fresh id of kind. */
enum mq_err mq_writer_next(struct mq_writer *writer, mq_kind_id kind, mq_record_id *id,
	struct mq_diag *diag);
/* Errors: INPUT (another record of the kind has the key), CORRUPT, and the store's. */
enum mq_err mq_writer_put(struct mq_writer *writer, mq_kind_id kind, mq_record_id id,
	const struct mq_record *was, const struct mq_record *now, struct mq_diag *diag);
/* Bytes gathered so far: who writes much flushes now and then, and always before commit. */
size_t mq_writer_bytes(const struct mq_writer *writer);
enum mq_err mq_writer_flush(struct mq_writer *writer, struct mq_diag *diag);
void mq_writer_free(struct mq_writer *writer);

/* Straight from a transaction, also one that is writing: the encoded record, borrowed
 * as from mq_txn_get (NOT_FOUND is no fault); the id under a key, or MQ_NO_RECORD. */
enum mq_err mq_index_fetch(struct mq_txn *txn, mq_kind_id kind, mq_record_id id,
	struct mq_slice *record, struct mq_diag *diag);
mq_record_id mq_index_lookup(struct mq_txn *txn, mq_kind_id kind, struct mq_slice key);

/*
 * Many new records into an empty generation. Ids are given in order, from 0 in
 * each kind. Memory is bounded: every some thousand records a sorted run is
 * spilled into an unlinked file in dir, and finish merges all runs into sorted
 * appends. pinyin as for mq_writer_new.
 */
struct mq_bulk;

struct mq_bulk *mq_bulk_new(const struct mq_schema *schema, struct mq_pinyin *pinyin,
	const char *dir);
enum mq_err mq_bulk_add(struct mq_bulk *bulk, mq_kind_id kind, const struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag);
/* An entry of another table that travels along (history, acts). */
enum mq_err mq_bulk_put(struct mq_bulk *bulk, enum mq_table table, struct mq_slice key,
	struct mq_slice value, struct mq_diag *diag);
/* Write all into store, in bounded transactions; nothing can be added any more. INPUT
 * where two records have one key. progress (may be NULL) hears
 * of entries done and in all, and stops the work by returning false (INTERRUPTED). */
enum mq_err mq_bulk_finish(struct mq_bulk *bulk, struct mq_store *store,
	bool (*progress)(void *context, uint64_t done, uint64_t all), void *context,
	struct mq_diag *diag);
void mq_bulk_free(struct mq_bulk *bulk);

/* ---- proving ---- */

/* Read every record, rebuild every posting, column, gram and key, and compare with what
 * is stored. Each difference is a fault (CORRUPT) that names field, value and shard;
 * *n_records what was read, damaged ones too. Memory is bounded: what is rebuilt goes
 * through an unlinked file in $TMPDIR, else /tmp. */
enum mq_err mq_index_verify(const struct mq_schema *schema, struct mq_pinyin *pinyin,
	struct mq_txn *txn, uint64_t *n_records, struct mq_diag *diag);

#endif
