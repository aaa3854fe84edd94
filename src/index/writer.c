/*
 * The edits of one transaction. Each put walks the record as it was beside the record
 * as it shall be; only values that differ give terms, and each term becomes one line
 * of a log:
 *
 *     term, id, serial → in or out        (postings, grams)
 *     field, id, serial → number          (columns)
 *     field, id, serial → text            (texts)
 *
 * flush.c sorts the log and puts what it says. Records and keys are put at once,
 * so that a key taken twice is seen.
 */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

#include "chunk.h"

struct mq_writer *mq_writer_new(const struct mq_schema *schema, struct mq_pinyin *pinyin,
	struct mq_txn *txn)
{
	struct mq_writer *writer = mq_alloc(sizeof(*writer));

	writer->schema = schema;
	writer->txn = txn;
	writer->terms = mq_terms_new(schema, pinyin);
	writer->ends = mq_alloc((schema->n_kinds + 1) * sizeof(*writer->ends));
	writer->numbers = mq_alloc(MQ_CHUNK_IDS * sizeof(*writer->numbers));
	return writer;
}

void mq_writer_free(struct mq_writer *writer)
{
	if (writer == NULL) {
		return;
	}
	mq_terms_free(writer->terms);
	mq_buf_release(&writer->bytes);
	mq_buf_release(&writer->text_bytes);
	free(writer->texts);
	free(writer->changes);
	free(writer->ends);
	free(writer->numbers);
	free(writer);
}

size_t mq_writer_bytes(const struct mq_writer *writer)
{
	return writer->n_changes * sizeof(*writer->changes)
		+ writer->n_texts * sizeof(*writer->texts) + writer->text_bytes.len;
}

/* ---- ids ---- */

static enum mq_err know_end(struct mq_writer *writer, mq_kind_id kind, struct mq_diag *diag)
{
	struct end *end = writer->ends + kind;
	struct mq_key key = mq_key_end(kind);
	struct mq_slice value;
	enum mq_err err;

	if (end->known) {
		return MQ_OK;
	}
	err = mq_txn_get(writer->txn, MQ_TABLE_META, mq_key_slice(&key), &value, diag);
	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
		return err;
	}
	end->end = err == MQ_OK && value.len == 4 ? mq_key_read32(value.data) : 0;
	end->known = true;
	return MQ_OK;
}

static void raise_end(struct mq_writer *writer, mq_kind_id kind, mq_record_id id)
{
	struct end *end = writer->ends + kind;

	if (id >= end->end) {
		end->end = id + 1;
		end->changed = true;
	}
}

enum mq_err mq_writer_next(struct mq_writer *writer, mq_kind_id kind, mq_record_id *id,
	struct mq_diag *diag)
{
	enum mq_err err = know_end(writer, kind, diag);

	if (err != MQ_OK) {
		return err;
	}
	if (writer->ends[kind].end == MQ_NO_RECORD) {
		return mq_diag_add(diag, MQ_ERR_LIMIT, _("no id is left for another %s"),
			writer->schema->kinds[kind].id);
	}
	*id = writer->ends[kind].end;
	raise_end(writer, kind, *id);
	return MQ_OK;
}

/* ---- the log ---- */

static void log_change(struct mq_writer *writer, union mq_term term, int64_t number)
{
	writer->changes = mq_grow(writer->changes, &writer->cap, writer->n_changes + 1,
		sizeof(*writer->changes));
	writer->changes[writer->n_changes] = (struct change){
		.term = term,
		.id = writer->id,
		.serial = (uint32_t)writer->n_changes,
		.number = number,
	};
	writer->n_changes++;
}

static void log_posting(void *context, mq_field_id field, uint32_t value)
{
	struct mq_writer *writer = context;

	log_change(writer, mq_term_posting(field, value), writer->present);
}

static void log_gram(void *context, mq_field_id field, const char *gram, size_t len)
{
	struct mq_writer *writer = context;

	log_change(writer, mq_term_gram(field, gram, len), writer->present);
}

static void log_number(void *context, mq_field_id field, int64_t number)
{
	struct mq_writer *writer = context;

	log_change(writer, mq_term_column(field), writer->present ? number : MQ_NO_NUMBER);
}

static int64_t keep_text(struct mq_writer *writer, const struct mq_text *text)
{
	writer->texts = mq_grow(writer->texts, &writer->cap_texts, writer->n_texts + 1,
		sizeof(*writer->texts));
	writer->texts[writer->n_texts] = (struct text_change){writer->text_bytes.len,
		text->written.len, text->folded.len};
	mq_buf_add(&writer->text_bytes, text->written.data, text->written.len);
	mq_buf_add(&writer->text_bytes, text->folded.data, text->folded.len);
	return (int64_t)writer->n_texts++;
}

static void log_text(void *context, mq_field_id field, const struct mq_text *text)
{
	struct mq_writer *writer = context;

	log_change(writer, mq_term_texts(field),
		writer->present ? keep_text(writer, text) : MQ_NO_NUMBER);
}

static void log_value(struct mq_writer *writer, const struct mq_record_value *value, bool present)
{
	const struct mq_terms_sink sink = {
		MQ_TERMS_ALL, log_posting, log_number, log_gram, log_text, writer,
	};

	writer->present = present;
	mq_terms_value(writer->terms, value->field, value->text, &sink);
}

static bool same_text(struct mq_slice a, struct mq_slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* The number of the field at place i; behind the last, one above all. */
static uint32_t field_at(const struct mq_record *record, size_t i)
{
	return i < record->n_values ? record->values[i].field : UINT32_MAX;
}

/* Log what differs; true where anything does. */
static bool log_values(struct mq_writer *writer, const struct mq_record *was,
	const struct mq_record *now)
{
	bool changed = false;
	size_t i = 0;
	size_t k = 0;

	while (i < was->n_values || k < now->n_values) {
		uint32_t old = field_at(was, i);
		uint32_t new = field_at(now, k);

		if (old == new && same_text(was->values[i].text, now->values[k].text)) {
			i++;
			k++;
			continue;
		}
		changed = true;
		if (old <= new) {
			log_value(writer, was->values + i++, false);
		}
		if (new <= old) {
			log_value(writer, now->values + k++, true);
		}
	}
	return changed;
}

/* ---- keys ---- */

/* Who has the key; MQ_NO_RECORD where it is free. */
static enum mq_err key_holder(struct mq_writer *writer, struct mq_slice key, mq_record_id *id,
	struct mq_diag *diag)
{
	struct mq_slice value;
	enum mq_err err = mq_txn_get(writer->txn, MQ_TABLE_KEY, key, &value, diag);

	*id = MQ_NO_RECORD;
	if (err == MQ_OK && value.len == 4) {
		*id = mq_key_read32(value.data);
	}
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

static enum mq_err drop_key(struct mq_writer *writer, mq_kind_id kind, struct mq_slice text,
	struct mq_diag *diag)
{
	struct mq_key key = mq_key_unique(kind, text);
	mq_record_id holder;
	enum mq_err err = key_holder(writer, mq_key_slice(&key), &holder, diag);

	if (err == MQ_OK && holder == writer->id) {
		err = mq_txn_delete(writer->txn, MQ_TABLE_KEY, mq_key_slice(&key));
	}
	return err;
}

static enum mq_err take_key(struct mq_writer *writer, mq_kind_id kind, struct mq_slice text,
	struct mq_diag *diag)
{
	struct mq_key key = mq_key_unique(kind, text);
	struct mq_key number = {.len = 0};
	mq_record_id holder;
	enum mq_err err = key_holder(writer, mq_key_slice(&key), &holder, diag);

	if (err != MQ_OK) {
		return err;
	}
	if (holder != MQ_NO_RECORD && holder != writer->id) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("key '%.*s' is taken by another %s"),
			(int)text.len, (const char *)text.data, writer->schema->kinds[kind].id);
	}
	mq_key_add32(&number, writer->id);
	return mq_txn_put(writer->txn, MQ_TABLE_KEY, mq_key_slice(&key), mq_key_slice(&number));
}

static enum mq_err change_key(struct mq_writer *writer, mq_kind_id kind,
	const struct mq_record *was, const struct mq_record *now, struct mq_diag *diag)
{
	struct mq_buf old = {0};
	struct mq_buf new = {0};
	bool had = mq_record_key(writer->schema, kind, was, &old);
	bool has = mq_record_key(writer->schema, kind, now, &new);
	struct mq_slice old_text = mq_slice(old.data, old.len);
	struct mq_slice new_text = mq_slice(new.data, new.len);
	enum mq_err err = MQ_OK;

	if (had && has && same_text(old_text, new_text)) {
		goto out;
	}
	if (has) {
		err = take_key(writer, kind, new_text, diag);
	}
	if (had && err == MQ_OK) {
		err = drop_key(writer, kind, old_text, diag);
	}
out:
	mq_buf_release(&old);
	mq_buf_release(&new);
	return err;
}

/* ---- one edit ---- */

static enum mq_err put_record(struct mq_writer *writer, mq_kind_id kind,
	const struct mq_record *record)
{
	struct mq_key key = mq_key_record(kind, writer->id);

	if (record == NULL) {
		return mq_txn_delete(writer->txn, MQ_TABLE_RECORD, mq_key_slice(&key));
	}
	mq_buf_clear(&writer->bytes);
	mq_record_encode(record, &writer->bytes);
	return mq_txn_put(writer->txn, MQ_TABLE_RECORD, mq_key_slice(&key),
		mq_slice(writer->bytes.data, writer->bytes.len));
}

enum mq_err mq_writer_put(struct mq_writer *writer, mq_kind_id kind, mq_record_id id,
	const struct mq_record *was, const struct mq_record *now, struct mq_diag *diag)
{
	static const struct mq_record none;
	bool came = was == NULL && now != NULL;
	bool went = was != NULL && now == NULL;
	const struct mq_record *before = was != NULL ? was : &none;
	const struct mq_record *after = now != NULL ? now : &none;
	enum mq_err err = know_end(writer, kind, diag);

	if (err != MQ_OK) {
		return err;
	}
	writer->id = id;
	err = change_key(writer, kind, before, after, diag);
	if (err != MQ_OK) {
		return err;
	}
	if (now != NULL) {
		raise_end(writer, kind, id);
	}
	if (!log_values(writer, before, after) && !came && !went) {
		return MQ_OK;
	}
	if (came || went) {
		log_change(writer, mq_term_posting(mq_live_field(kind), MQ_VALUE_KNOWN), came);
	}
	return put_record(writer, kind, now);
}
