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

enum mq_err mq_edit_fetch(struct mq_txn *txn, mq_kind_id kind, mq_record_id id,
	struct mq_record *record, struct mq_diag *diag)
{
	struct mq_record lent = {0};
	struct mq_slice bytes;
	enum mq_err err = mq_index_fetch(txn, kind, id, &bytes, diag);

	mq_record_reset(record);
	if (err == MQ_OK && mq_record_decode(&lent, bytes) != MQ_OK) {
		err = mq_diag_add(diag, MQ_ERR_CORRUPT, _("record %u makes no sense"), id);
	}
	if (err == MQ_OK) {
		mq_edit_add(record, &lent);
	}
	mq_record_release(&lent);
	return err;
}

void mq_edit_add(struct mq_record *record, const struct mq_record *values)
{
	for (size_t i = 0; i < values->n_values; i++) {
		mq_record_set(record, values->values[i].field, values->values[i].text);
	}
}

static enum mq_err read_was(struct edit *edit, const struct mq_change *change,
	struct mq_record *was, bool *exists)
{
	enum mq_err err;

	*exists = change->id != MQ_NO_RECORD;
	if (!*exists) {
		return MQ_OK;
	}
	err = mq_edit_fetch(edit->txn, change->kind, change->id, was, edit->diag);
	return err != MQ_ERR_NOT_FOUND ? err : mq_diag_add(edit->diag, err,
		_("no such record: %s %u"), edit->reg->schema->kinds[change->kind].id, change->id);
}

/* A link must lead to a record that is there, or was made before in this act. */
static enum mq_err check_link(struct edit *edit, const struct mq_field *field,
	const struct mq_value *value)
{
	int64_t id = mq_value_number(field, value->text);
	struct mq_slice record;
	enum mq_err err = MQ_ERR_NOT_FOUND;

	if (id >= 0 && id < MQ_NO_RECORD) {
		err = mq_index_fetch(edit->txn, field->target, (mq_record_id)id, &record,
			edit->diag);
	}
	return err != MQ_ERR_NOT_FOUND ? err : mq_diag_add(edit->diag, MQ_ERR_INPUT,
		_("'%s' leads to no record"), mq_field_label(field));
}

/* Set one value, or clear it where its text is empty. */
static enum mq_err apply_value(struct edit *edit, const struct mq_field *field,
	struct mq_slice given, struct mq_record *now)
{
	struct mq_buf text = {0};
	struct mq_value value = {.text = {NULL, 0}};
	enum mq_err err = MQ_ERR_NOT_FOUND;

	if (given.data) {
		err = mq_check_cell(edit->reg, field, given.data, given.len, &text, &value,
			edit->diag);
	}
	if (err == MQ_OK && field->type == MQ_TYPE_REF) {
		err = check_link(edit, field, &value);
	} else if (err == MQ_ERR_NOT_FOUND) {
		value.text = mq_slice(NULL, 0);
		err = MQ_OK;
	}
	if (err == MQ_OK) {
		mq_record_set(now, field->number, value.text);
	}
	mq_buf_release(&text);
	return err;
}

/* Is it a field of the kind that is stored as it was given? */
static bool can_be_set(const struct mq_field *field, mq_kind_id kind)
{
	return field->kind == kind && !field->expression && field->years_since == MQ_NO_FIELD &&
		field->reading_of == MQ_NO_FIELD;
}

static enum mq_err apply_values(struct edit *edit, const struct mq_change *change,
	struct mq_record *now)
{
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < change->n_values; i++) {
		const struct mq_field *field =
			&edit->reg->schema->fields[change->values[i].field];
		enum mq_err err;

		if (can_be_set(field, change->kind)) {
			err = apply_value(edit, field, change->values[i].text, now);
		} else {
			err = mq_diag_add(edit->diag, MQ_ERR_INPUT, _("'%s' cannot be set of a %s"),
				mq_field_label(field),
				mq_kind_label(&edit->reg->schema->kinds[change->kind]));
		}
		first = first == MQ_OK ? err : first;
	}
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
			mq_kind_label(kind),
			mq_field_label(mq_check_key_gap(edit->reg->schema, change->kind, now)));
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
	enum mq_err err = MQ_OK;

	*differs = mq_history_encode(edit->reg->schema, was, now, &bytes);
	if (*differs) {
		err = mq_history_put(edit->txn, edit->reg->schema, change->kind, change->id,
			edit->act, mq_slice(bytes.data, bytes.len), edit->diag);
	}
	mq_buf_release(&bytes);
	return err;
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
	mq_edit_add(&now, &was);
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

static enum mq_err apply_all(struct edit *edit, const struct mq_act *act,
	struct mq_change *changes, size_t n_changes)
{
	enum mq_err first = mq_act_put(edit->txn, act, &edit->act, edit->diag);

	if (first != MQ_OK) {
		return first;
	}
	for (size_t i = 0; i < n_changes; i++) {
		enum mq_err err = apply(edit, &changes[i]);

		first = first == MQ_OK ? err : first;
	}
	return first == MQ_OK ? mq_writer_flush(edit->writer, edit->diag) : first;
}

enum mq_err mq_register_act(struct mq_register *reg, const struct mq_act *act,
	struct mq_change *changes, size_t n_changes, struct mq_diag *diag)
{
	struct edit edit = {.reg = reg, .diag = diag};
	enum mq_err err = mq_txn_begin_write(reg->store, &edit.txn, diag);

	if (err != MQ_OK) {
		return err;
	}
	if (act->seen && mq_txn_base(edit.txn) != act->seen) {
		mq_txn_abort(edit.txn);
		return MQ_ERR_BUSY;
	}
	edit.writer = mq_writer_new(reg->schema, mq_register_pinyin(reg), edit.txn);
	err = apply_all(&edit, act, changes, n_changes);
	mq_writer_free(edit.writer);
	if (err != MQ_OK || act->dry_run) {
		mq_txn_abort(edit.txn);
		return err;
	}
	return mq_txn_commit(edit.txn, diag);
}
