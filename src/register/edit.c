#include "own.h"

#include <string.h>

/*
 * One act: read each change as a person wrote it, hold it against the schema,
 * the patterns and the keys, then write record, index and history together.
 * Everything is checked before the commit; a refused act leaves no trace.
 */

struct edit {
	struct mq_register *reg;
	struct mq_txn *txn;
	struct mq_writer *writer;
	uint64_t act;
	struct mq_diag *diag;
};

static enum mq_err read_was(struct edit *edit, const struct mq_change *change,
	struct mq_record *was, bool *exists)
{
	struct mq_slice bytes;
	enum mq_err err;

	*exists = false;
	if (change->id == MQ_NO_RECORD) {
		return MQ_OK;
	}
	err = mq_index_fetch(edit->txn, change->kind, change->id, &bytes, edit->diag);
	if (err == MQ_ERR_NOT_FOUND) {
		return mq_diag_add(edit->diag, err, _("no such record: %s %u"),
			edit->reg->schema->kinds[change->kind].id, change->id);
	}
	if (err == MQ_OK) {
		*exists = true;
		err = mq_record_decode(was, bytes);
	}
	return err;
}

static void copy_record(const struct mq_record *from, struct mq_record *to)
{
	for (size_t i = 0; i < from->n_values; i++) {
		mq_record_set(to, from->values[i].field, from->values[i].text);
	}
}

static enum mq_err apply_values(struct edit *edit, const struct mq_change *change,
	struct mq_record *now)
{
	struct mq_buf text = {0};
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < change->n_values; i++) {
		const struct mq_record_value *given = &change->values[i];
		const struct mq_field *field = &edit->reg->schema->fields[given->field];
		struct mq_value value = {.text = {NULL, 0}};
		enum mq_err err = MQ_ERR_NOT_FOUND;

		mq_buf_clear(&text);
		if (given->text.data) {
			err = mq_check_cell(edit->reg, field, given->text.data, given->text.len, &text,
				&value, edit->diag);
		}
		if (err == MQ_OK || err == MQ_ERR_NOT_FOUND) {
			mq_record_set(now, field->number, err == MQ_OK ? value.text : mq_slice(NULL, 0));
		} else if (first == MQ_OK) {
			first = err;
		}
	}
	mq_buf_release(&text);
	return first;
}

/* A key must be there and belong to nobody else. */
static enum mq_err check_key(struct edit *edit, const struct mq_change *change,
	const struct mq_record *now)
{
	const struct mq_kind *kind = &edit->reg->schema->kinds[change->kind];
	struct mq_buf key = {0};
	enum mq_err err = MQ_OK;

	if (kind->n_key && !mq_record_key(edit->reg->schema, change->kind, now, &key)) {
		err = mq_diag_add(edit->diag, MQ_ERR_INPUT, _("a %s needs its key: %s"),
			mq_kind_label(kind), mq_field_label(&edit->reg->schema->fields[kind->key[0]]));
	} else if (kind->n_key) {
		mq_record_id holder = mq_index_lookup(edit->txn, change->kind,
			mq_slice(key.data, key.len));

		if (holder != MQ_NO_RECORD && holder != change->id) {
			err = mq_diag_add(edit->diag, MQ_ERR_INPUT, _("another %s has this key"),
				mq_kind_label(kind));
		}
	}
	mq_buf_release(&key);
	return err;
}

static enum mq_err put_history(struct edit *edit, const struct mq_change *change,
	const struct mq_record *was, const struct mq_record *now, bool *differs)
{
	struct mq_buf bytes = {0};
	struct mq_key key;

	*differs = mq_history_encode(edit->reg->schema, was, now, &bytes);
	if (*differs) {
		mq_history_key(change->kind, change->id, edit->act, &key);
		mq_txn_put(edit->txn, MQ_TABLE_HISTORY, mq_key_slice(&key),
			mq_slice(bytes.data, bytes.len));
	}
	mq_buf_release(&bytes);
	return mq_txn_error(edit->txn);
}

static enum mq_err apply(struct edit *edit, struct mq_change *change)
{
	struct mq_record was = {0};
	struct mq_record now = {0};
	bool exists;
	bool differs;
	enum mq_err err = read_was(edit, change, &was, &exists);

	if (err != MQ_OK) {
		goto out;
	}
	copy_record(&was, &now);
	mq_record_reset(&was);
	copy_record(&now, &was);
	err = apply_values(edit, change, &now);
	if (err == MQ_OK) {
		err = check_key(edit, change, &now);
	}
	if (err == MQ_OK && !exists) {
		err = mq_writer_next(edit->writer, change->kind, &change->id, edit->diag);
	}
	if (err != MQ_OK) {
		goto out;
	}
	mq_check_readings(edit->reg, change->kind, &now);
	err = put_history(edit, change, exists ? &was : NULL, &now, &differs);
	if (err == MQ_OK && differs) {
		err = mq_writer_put(edit->writer, change->kind, change->id, exists ? &was : NULL,
			&now, edit->diag);
	}
out:
	mq_record_release(&was);
	mq_record_release(&now);
	return err;
}

enum mq_err mq_register_act(struct mq_register *reg, const struct mq_act *act,
	struct mq_change *changes, size_t n_changes, struct mq_diag *diag)
{
	struct edit edit = {.reg = reg, .diag = diag};
	enum mq_err first = mq_txn_begin_write(reg->store, &edit.txn, diag);

	if (first != MQ_OK) {
		return first;
	}
	edit.writer = mq_writer_new(reg->schema, mq_register_pinyin(reg), edit.txn);
	edit.act = mq_act_put(edit.txn, act);
	for (size_t i = 0; i < n_changes; i++) {
		enum mq_err err = apply(&edit, &changes[i]);

		first = first == MQ_OK ? err : first;
	}
	if (first == MQ_OK) {
		first = mq_writer_flush(edit.writer, diag);
	}
	mq_writer_free(edit.writer);
	if (first != MQ_OK) {
		mq_txn_abort(edit.txn);
		return first;
	}
	return mq_txn_commit(edit.txn, diag);
}
