#include "own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Acts and the history they leave.
 *
 * An act (table ACT, key: its number, 64 bits):
 *
 *     | when: 64 bits, big end first | who | why | source |
 *
 * where a text is its length as a varint, then its bytes.
 *
 * What an act did to a record (table HISTORY, key: kind 16, id 32, act 64 bits):
 *
 *     | flags: 1 created | field varint | length + 1 varint, 0 not known | bytes | …
 *
 * Only what a field was before is kept: what it became is what the next act
 * found, or the record itself. A creation keeps no fields.
 */

enum {
	FLAG_CREATED = 1,
	COUNTER_BYTES = 8,	/* of the count of acts, and of when */
	KEY_ACT_AT = 6,		/* where the act stands in a key of HISTORY */
	KEY_BYTES = 14,
};

static const char counter_key[] = "acts";

struct mq_slice mq_act_counter_key(void)
{
	return mq_slice(counter_key, sizeof(counter_key) - 1);
}

void mq_act_counter(uint64_t next, unsigned char out[8])
{
	for (int i = 0; i < COUNTER_BYTES; i++) {
		out[i] = (unsigned char)(next >> (56 - 8 * i));
	}
}

void mq_act_key(uint64_t number, struct mq_key *key)
{
	key->len = 0;
	mq_key_add64(key, number);
}

static void add_text(struct mq_buf *out, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	mq_buf_add_varint(out, len);
	mq_buf_add(out, text ? text : "", len);
}

void mq_act_encode(const struct mq_act *act, struct mq_buf *out)
{
	int64_t when = act->when ? act->when : (int64_t)time(NULL);
	unsigned char bytes[COUNTER_BYTES];

	mq_act_counter((uint64_t)when, bytes);
	mq_buf_add(out, bytes, sizeof(bytes));
	add_text(out, act->who);
	add_text(out, act->why);
	add_text(out, act->source);
}

/* A counter that cannot be read is a fault: begun anew it would write over old acts. */
static enum mq_err next_number(struct mq_txn *txn, uint64_t *number, struct mq_diag *diag)
{
	struct mq_slice value;
	enum mq_err err = mq_txn_get(txn, MQ_TABLE_META, mq_act_counter_key(), &value, diag);

	if (err == MQ_ERR_NOT_FOUND) {
		*number = MQ_ACT_FIRST;
		return MQ_OK;
	}
	if (err == MQ_OK && value.len != COUNTER_BYTES) {
		return mq_diag_add(diag, MQ_ERR_CORRUPT, _("the number of acts makes no sense"));
	}
	if (err == MQ_OK) {
		*number = mq_key_read64(value.data);
	}
	return err;
}

enum mq_err mq_act_put(struct mq_txn *txn, const struct mq_act *act, uint64_t *number,
	struct mq_diag *diag)
{
	unsigned char next[COUNTER_BYTES];
	struct mq_key key;
	struct mq_buf bytes = {0};
	enum mq_err err = next_number(txn, number, diag);

	if (err != MQ_OK) {
		return err;
	}
	mq_act_counter(*number + 1, next);
	mq_txn_put(txn, MQ_TABLE_META, mq_act_counter_key(), mq_slice(next, sizeof(next)));
	mq_act_key(*number, &key);
	mq_act_encode(act, &bytes);
	mq_txn_put(txn, MQ_TABLE_ACT, mq_key_slice(&key), mq_slice(bytes.data, bytes.len));
	mq_buf_release(&bytes);
	return mq_txn_error(txn);
}

void mq_history_key(mq_kind_id kind, mq_record_id id, uint64_t act, struct mq_key *key)
{
	key->len = 0;
	mq_key_add16(key, kind);
	mq_key_add32(key, id);
	mq_key_add64(key, act);
}

static void add_was(struct mq_buf *out, mq_field_id field, struct mq_slice was)
{
	mq_buf_add_varint(out, field);
	mq_buf_add_varint(out, was.data ? was.len + 1 : 0);
	if (was.data) {
		mq_buf_add(out, was.data, was.len);
	}
}

static bool same_text(struct mq_slice a, struct mq_slice b)
{
	if (!a.data || !b.data) {
		return !a.data && !b.data;
	}
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

bool mq_history_encode(const struct mq_schema *schema, const struct mq_record *was,
	const struct mq_record *now, struct mq_buf *out)
{
	static const struct mq_slice unknown;
	bool differs = false;
	size_t i = 0;
	size_t j = 0;

	mq_buf_addc(out, was ? 0 : FLAG_CREATED);
	if (!was) {
		return true;
	}
	while (i < was->n_values || j < now->n_values) {
		mq_field_id a = i < was->n_values ? was->values[i].field : MQ_NO_FIELD;
		mq_field_id b = j < now->n_values ? now->values[j].field : MQ_NO_FIELD;
		mq_field_id field = a < b ? a : b;
		struct mq_slice before = a == field ? was->values[i++].text : unknown;
		struct mq_slice after = b == field ? now->values[j++].text : unknown;

		if (!same_text(before, after) &&
		    schema->fields[field].reading_of == MQ_NO_FIELD) {
			add_was(out, field, before);
			differs = true;
		}
	}
	return differs;
}

/* ---- reading it back ---- */

static bool take_text(const unsigned char **at, const unsigned char *end, char **out)
{
	uint64_t len;

	if (!mq_varint_read(at, end, &len) || len > (uint64_t)(end - *at)) {
		return false;
	}
	*out = mq_strndup((const char *)*at, len);
	*at += len;
	return true;
}

static bool decode_act(struct mq_slice bytes, struct mq_history_entry *entry)
{
	const unsigned char *at = bytes.data;
	const unsigned char *end = at + bytes.len;

	if (bytes.len < COUNTER_BYTES) {
		return false;
	}
	entry->when = (int64_t)mq_key_read64(at);
	at += COUNTER_BYTES;
	return take_text(&at, end, &entry->who) && take_text(&at, end, &entry->why) &&
		take_text(&at, end, &entry->source);
}

static bool decode_changes(const struct mq_schema *schema, struct mq_slice bytes,
	struct mq_history_entry *entry)
{
	const unsigned char *at = bytes.data;
	const unsigned char *end = at + bytes.len;
	size_t cap = 0;

	if (bytes.len < 1) {
		return false;
	}
	entry->created = *at++ & FLAG_CREATED;
	while (at < end) {
		uint64_t field;
		uint64_t len;

		if (!mq_varint_read(&at, end, &field) || !mq_varint_read(&at, end, &len) ||
		    field >= schema->n_fields || (len && len - 1 > (uint64_t)(end - at))) {
			return false;
		}
		entry->fields = mq_grow(entry->fields, &cap, entry->n_fields + 1,
			sizeof(*entry->fields));
		entry->fields[entry->n_fields++] = (mq_field_id)field;
		if (len) {
			mq_record_set(&entry->was, (mq_field_id)field, mq_slice(at, len - 1));
			at += len - 1;
		}
	}
	return true;
}

static void release_entry(struct mq_history_entry *entry)
{
	free(entry->who);
	free(entry->why);
	free(entry->source);
	free(entry->fields);
	mq_record_release(&entry->was);
}

static enum mq_err no_sense(struct mq_diag *diag)
{
	return mq_diag_add(diag, MQ_ERR_CORRUPT, _("a step of history makes no sense"));
}

static enum mq_err read_entry(struct mq_register *reg, struct mq_slice key, struct mq_slice value,
	struct mq_history_entry *entry, struct mq_diag *diag)
{
	struct mq_key act_key;
	struct mq_slice act;
	enum mq_err err;

	if (key.len != KEY_BYTES || !decode_changes(reg->schema, value, entry)) {
		return no_sense(diag);
	}
	entry->act = mq_key_read64((const unsigned char *)key.data + KEY_ACT_AT);
	mq_act_key(entry->act, &act_key);
	err = mq_txn_get(reg->look, MQ_TABLE_ACT, mq_key_slice(&act_key), &act, diag);
	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
		return err;
	}
	if (err != MQ_OK || !decode_act(act, entry)) {
		return mq_diag_add(diag, MQ_ERR_CORRUPT, _("act %llu is missing or makes no sense"),
			(unsigned long long)entry->act);
	}
	return MQ_OK;
}

/* ---- putting it there ---- */

static bool tells_of(const struct mq_history_entry *step, mq_field_id field)
{
	for (size_t i = 0; i < step->n_fields; i++) {
		if (step->fields[i] == field) {
			return true;
		}
	}
	return false;
}

/* Two changes of one record in one act are one step: what was before the first. Who
 * was created by the act was nothing before. */
static bool merge(const struct mq_schema *schema, struct mq_slice first, struct mq_slice second,
	struct mq_buf *out)
{
	struct mq_history_entry before = {0};
	struct mq_history_entry after = {0};
	bool good = decode_changes(schema, first, &before) &&
		decode_changes(schema, second, &after);

	mq_buf_add(out, first.data, first.len);
	for (size_t i = 0; good && !before.created && i < after.n_fields; i++) {
		if (!tells_of(&before, after.fields[i])) {
			add_was(out, after.fields[i], mq_record_get(&after.was, after.fields[i]));
		}
	}
	release_entry(&before);
	release_entry(&after);
	return good;
}

enum mq_err mq_history_put(struct mq_txn *txn, const struct mq_schema *schema, mq_kind_id kind,
	mq_record_id id, uint64_t act, struct mq_slice step, struct mq_diag *diag)
{
	struct mq_buf merged = {0};
	struct mq_slice before;
	struct mq_key key;
	enum mq_err err;

	mq_history_key(kind, id, act, &key);
	err = mq_txn_get(txn, MQ_TABLE_HISTORY, mq_key_slice(&key), &before, diag);
	if (err == MQ_OK) {
		err = merge(schema, before, step, &merged) ? MQ_OK : no_sense(diag);
		step = mq_slice(merged.data, merged.len);
	}
	if (err == MQ_OK || err == MQ_ERR_NOT_FOUND) {
		err = mq_txn_put(txn, MQ_TABLE_HISTORY, mq_key_slice(&key), step);
	}
	mq_buf_release(&merged);
	return err;
}

/* ---- the past of a record ---- */

static void newest_first(struct mq_history *history)
{
	for (size_t i = 0; i < history->n_entries / 2; i++) {
		struct mq_history_entry *a = &history->entries[i];
		struct mq_history_entry *b = &history->entries[history->n_entries - 1 - i];
		struct mq_history_entry swap = *a;

		*a = *b;
		*b = swap;
	}
}

enum mq_err mq_register_history(struct mq_register *reg, mq_kind_id kind, mq_record_id id,
	struct mq_history *history, struct mq_diag *diag)
{
	struct mq_key prefix = {.len = 0};
	struct mq_cursor *cursor;
	struct mq_slice key;
	struct mq_slice value;
	size_t cap = 0;
	enum mq_err err;

	*history = (struct mq_history){0};
	mq_key_add16(&prefix, kind);
	mq_key_add32(&prefix, id);
	cursor = mq_cursor_new(reg->look, MQ_TABLE_HISTORY, mq_key_slice(&prefix), mq_slice("", 0));
	while ((err = mq_cursor_next(cursor, &key, &value, diag)) == MQ_OK) {
		struct mq_history_entry *entry;

		history->entries = mq_grow(history->entries, &cap, history->n_entries + 1,
			sizeof(*history->entries));
		entry = &history->entries[history->n_entries++];
		*entry = (struct mq_history_entry){0};
		err = read_entry(reg, key, value, entry, diag);
		if (err != MQ_OK) {
			break;
		}
	}
	mq_cursor_free(cursor);
	if (err != MQ_ERR_NOT_FOUND) {
		mq_history_release(history);
		return err;
	}
	newest_first(history);
	return MQ_OK;
}

void mq_history_release(struct mq_history *history)
{
	for (size_t i = 0; i < history->n_entries; i++) {
		release_entry(&history->entries[i]);
	}
	free(history->entries);
	*history = (struct mq_history){0};
}
