/*
 * Is the index what the records ask for? The records are read in order and indexed anew
 * by the very machinery that fills a register (batches, runs, merge), into runs instead
 * of a store; the stream that comes out and the tables are then walked side by side:
 *
 *     records → batches → runs → merge → unite ┐
 *                                              ├ key by key: equal?
 *     KEY, POSTING, COLUMN, GRAM, TEXT → cursors
 *
 * So memory stays bounded, and a fault of batch or merge would show against edits.
 * The runs lie in $TMPDIR (or /tmp), unlinked: a register may be on a disk that cannot
 * be written.
 */
#include "verify.h"

#include <stdlib.h>
#include <string.h>

#include "terms.h"

enum { RUNS_AT_ONCE = 128 };

/* ---- the records ---- */

/* Records on their way to runs, one kind after the other. */
struct rebuild {
	struct mq_verify *verify;
	struct mq_terms *terms;
	struct mq_runs *runs;
	struct mq_batch *batch;		/* of `kind`; NULL before the first */
	mq_kind_id kind;
	struct mq_record record;
	mq_record_id *damaged;		/* of `kind` */
	size_t n_damaged;
	size_t cap;
};

static void end_kind(struct rebuild *rebuild)
{
	struct mq_verify *verify = rebuild->verify;

	if (rebuild->batch == NULL) {
		return;
	}
	mq_batch_spill(rebuild->batch, rebuild->runs);
	mq_batch_free(rebuild->batch);
	rebuild->batch = NULL;
	mq_set_free(verify->damaged[rebuild->kind]);
	verify->damaged[rebuild->kind] = mq_set_of(rebuild->damaged, rebuild->n_damaged);
	rebuild->n_damaged = 0;
}

static void begin_kind(struct rebuild *rebuild, mq_kind_id kind)
{
	if (rebuild->batch != NULL && rebuild->kind == kind) {
		return;
	}
	end_kind(rebuild);
	rebuild->kind = kind;
	rebuild->batch = mq_batch_new(rebuild->verify->schema, rebuild->terms, kind, false);
}

/* One stored record; sealed says whether its bytes can be believed. */
static void take_record(struct rebuild *rebuild, struct mq_slice key, struct mq_slice value,
	bool sealed)
{
	struct mq_verify *verify = rebuild->verify;
	uint16_t kind = key.len == 6 ? mq_key_read16(key.data) : MQ_NO_KIND;
	mq_record_id id;

	verify->n_records++;
	verify->n_faults += !sealed;
	if (kind >= verify->schema->n_kinds) {
		if (sealed) {
			mq_entry_damaged(verify->schema, MQ_TABLE_RECORD, key, verify->diag);
			verify->n_faults++;
		}
		return;
	}
	id = mq_key_read32((const unsigned char *)key.data + 2);
	begin_kind(rebuild, kind);
	verify->ends[kind] = id + 1;
	if (sealed && mq_record_decode(&rebuild->record, value) == MQ_OK) {
		mq_batch_add(rebuild->batch, rebuild->runs, id, &rebuild->record);
		return;
	}
	if (sealed) {
		mq_entry_damaged(verify->schema, MQ_TABLE_RECORD, key, verify->diag);
		verify->n_faults++;
	}
	rebuild->damaged = mq_grow(rebuild->damaged, &rebuild->cap, rebuild->n_damaged + 1,
		sizeof(*rebuild->damaged));
	rebuild->damaged[rebuild->n_damaged++] = id;
}

/* Read every record into runs. */
static enum mq_err read_records(struct rebuild *rebuild)
{
	struct mq_verify *verify = rebuild->verify;
	struct mq_slice all = {NULL, 0};
	struct mq_cursor *cursor = mq_cursor_new(verify->txn, MQ_TABLE_RECORD, all, all);
	enum mq_err err;

	for (;;) {
		struct mq_slice key;
		struct mq_slice value;

		err = mq_cursor_next(cursor, &key, &value, verify->diag);
		if (err != MQ_OK && (err != MQ_ERR_CORRUPT || key.len == 0)) {
			break;
		}
		take_record(rebuild, key, value, err == MQ_OK);
	}
	end_kind(rebuild);
	mq_cursor_free(cursor);
	return err == MQ_ERR_NOT_FOUND ? mq_runs_error(rebuild->runs, verify->diag) : err;
}

static enum mq_err rebuild_runs(struct mq_verify *verify, struct mq_pinyin *pinyin,
	struct mq_runs **runs)
{
	struct rebuild rebuild = {.verify = verify, .runs = *runs};
	enum mq_err err;

	rebuild.terms = mq_terms_new(verify->schema, pinyin);
	err = read_records(&rebuild);
	mq_terms_free(rebuild.terms);
	mq_record_release(&rebuild.record);
	free(rebuild.damaged);
	if (err == MQ_OK) {
		mq_merge_down(runs, RUNS_AT_ONCE, NULL, NULL);
		err = mq_runs_error(*runs, verify->diag);
	}
	return err;
}

/* ---- side by side ---- */

/* What stands next on one side of the comparison. */
struct side {
	struct mq_entry entry;
	enum mq_err err;	/* OK: entry is there; CORRUPT: its key alone; NOT_FOUND: end */
};

static void tell_taken_twice(struct mq_verify *verify, const struct mq_entry *entry)
{
	struct mq_buf name = {0};

	mq_entry_name(verify->schema, entry->table, entry->key, &name);
	mq_diag_add(verify->diag, MQ_ERR_CORRUPT, _("%s: two records have the same"), name.data);
	verify->n_faults++;
	mq_buf_release(&name);
}

static void next_expected(struct mq_verify *verify, struct mq_unite *unite, struct side *side)
{
	uint64_t n;

	while ((side->err = mq_unite_next(unite, &side->entry, &n, NULL)) == MQ_ERR_INPUT) {
		tell_taken_twice(verify, &side->entry);
	}
}

static void next_stored(struct mq_verify *verify, struct mq_cursor *cursor, enum mq_table table,
	struct side *side)
{
	side->entry.table = table;
	side->err = mq_cursor_next(cursor, &side->entry.key, &side->entry.value, verify->diag);
}

static bool is_there(const struct side *side, enum mq_table table)
{
	return (side->err == MQ_OK || (side->err == MQ_ERR_CORRUPT && side->entry.key.len > 0))
		&& side->entry.table == table;
}

/* Compare one table; *expected goes on to the first entry of a later one. */
static enum mq_err compare_table(struct mq_verify *verify, enum mq_table table,
	struct mq_unite *unite, struct side *expected)
{
	static const struct mq_slice none = {NULL, 0};
	struct mq_cursor *cursor = mq_cursor_new(verify->txn, table, none, none);
	struct side stored;

	next_stored(verify, cursor, table, &stored);
	while (is_there(expected, table) || is_there(&stored, table)) {
		int order = !is_there(expected, table) ? 1 : !is_there(&stored, table) ? -1
			: mq_entry_compare(&expected->entry, &stored.entry);

		if (order >= 0 && stored.err == MQ_ERR_CORRUPT) {
			verify->n_faults++;	/* the store has told */
		} else {
			mq_verify_entry(verify, table,
				order <= 0 ? expected->entry.key : stored.entry.key,
				order <= 0 ? expected->entry.value : none,
				order >= 0 ? stored.entry.value : none);
		}
		if (order <= 0) {
			next_expected(verify, unite, expected);
		}
		if (order >= 0) {
			next_stored(verify, cursor, table, &stored);
		}
	}
	mq_cursor_free(cursor);
	return stored.err == MQ_ERR_NOT_FOUND ? MQ_OK : stored.err;
}

static enum mq_err compare_tables(struct mq_verify *verify, struct mq_runs *runs)
{
	static const enum mq_table tables[] = {
		MQ_TABLE_KEY, MQ_TABLE_POSTING, MQ_TABLE_COLUMN, MQ_TABLE_GRAM,
		MQ_TABLE_TEXT,
	};
	struct mq_unite *unite = mq_unite_new(runs);
	struct side expected;
	enum mq_err err = MQ_OK;

	next_expected(verify, unite, &expected);
	for (size_t i = 0; i < MQ_LENGTH(tables) && err == MQ_OK; i++) {
		err = compare_table(verify, tables[i], unite, &expected);
	}
	mq_unite_free(unite);
	return err == MQ_OK ? mq_runs_error(runs, verify->diag) : err;
}

/* An end at or before a record would give its id away again. */
static enum mq_err check_ends(struct mq_verify *verify)
{
	for (size_t i = 0; i < verify->schema->n_kinds; i++) {
		struct mq_key key = mq_key_end((mq_kind_id)i);
		struct mq_slice value;
		enum mq_err err = mq_txn_get(verify->txn, MQ_TABLE_META, mq_key_slice(&key), &value,
			verify->diag);

		if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
			return err;
		}
		if (verify->ends[i] > (err == MQ_OK && value.len == 4
				? mq_key_read32(value.data) : 0)) {
			mq_diag_add(verify->diag, MQ_ERR_CORRUPT,
				_("the end of ids of %s is before %s %u"),
				verify->schema->kinds[i].id, verify->schema->kinds[i].id,
				verify->ends[i] - 1);
			verify->n_faults++;
		}
	}
	return MQ_OK;
}

enum mq_err mq_index_verify(const struct mq_schema *schema, struct mq_pinyin *pinyin,
	struct mq_txn *txn, uint64_t *n_records, struct mq_diag *diag)
{
	const char *tmp = getenv("TMPDIR");
	struct mq_verify verify = {.schema = schema, .txn = txn, .diag = diag};
	struct mq_runs *runs = mq_runs_new(tmp != NULL && tmp[0] == '/' ? tmp : "/tmp");
	enum mq_err err;

	verify.ends = mq_alloc((schema->n_kinds + 1) * sizeof(*verify.ends));
	verify.damaged = mq_alloc((schema->n_kinds + 1) * sizeof(struct mq_set *));
	for (size_t i = 0; i < schema->n_kinds; i++) {
		verify.damaged[i] = mq_set_new();
	}
	err = rebuild_runs(&verify, pinyin, &runs);
	if (err == MQ_OK) {
		err = compare_tables(&verify, runs);
	}
	if (err == MQ_OK) {
		err = check_ends(&verify);
	}
	*n_records = verify.n_records;
	for (size_t i = 0; i < schema->n_kinds; i++) {
		mq_set_free(verify.damaged[i]);
	}
	free(verify.damaged);
	free(verify.ends);
	mq_runs_free(runs);
	return err == MQ_OK && verify.n_faults > 0 ? MQ_ERR_CORRUPT : err;
}
