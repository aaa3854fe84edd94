#include "own.h"

#include <stdlib.h>

/*
 * A first filling: records stream through the index's bulk builder into a new
 * generation. Until that one is switched to, nothing has happened.
 */

struct mq_load {
	struct mq_register *reg;
	struct mq_build *build;
	struct mq_bulk *bulk;
	struct mq_buf act;
	struct mq_buf history;		/* scratch */
};

enum mq_err mq_load_begin(struct mq_register *reg, const struct mq_act *act,
	struct mq_load **out, struct mq_diag *diag)
{
	struct mq_load *load;
	struct mq_build *build;
	bool empty = false;
	enum mq_err err = mq_build_begin(reg->store, &build, diag);

	if (err != MQ_OK) {
		return err;
	}
	/* Asked under the write lock, so that it stays true. */
	err = mq_register_is_empty(reg, &empty, diag);
	if (err == MQ_OK && !empty) {
		err = mq_diag_add(diag, MQ_ERR_STORE, _("the register is not empty"));
		mq_diag_hint(diag, _("name another directory with -d, or move this one away"));
	}
	if (err != MQ_OK) {
		mq_build_drop(build);
		return err;
	}
	load = mq_alloc(sizeof(*load));
	load->reg = reg;
	load->build = build;
	load->bulk = mq_bulk_new(reg->schema, mq_register_pinyin(reg), mq_build_dir(build));
	mq_act_encode(act, &load->act);
	*out = load;
	return MQ_OK;
}

enum mq_err mq_load_add(struct mq_load *load, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag)
{
	struct mq_key key;
	enum mq_err err;

	mq_check_readings(load->reg, kind, record);
	err = mq_bulk_add(load->bulk, kind, record, id, diag);
	if (err != MQ_OK) {
		return err;
	}
	mq_buf_clear(&load->history);
	mq_history_encode(load->reg->schema, NULL, record, &load->history);
	mq_history_key(kind, *id, MQ_ACT_FIRST, &key);
	return mq_bulk_put(load->bulk, MQ_TABLE_HISTORY, mq_key_slice(&key),
		mq_slice(load->history.data, load->history.len), diag);
}

static enum mq_err put_act(struct mq_load *load, struct mq_diag *diag)
{
	struct mq_key key;
	unsigned char next[8];
	enum mq_err err;

	mq_act_key(MQ_ACT_FIRST, &key);
	err = mq_bulk_put(load->bulk, MQ_TABLE_ACT, mq_key_slice(&key),
		mq_slice(load->act.data, load->act.len), diag);
	if (err == MQ_OK) {
		mq_act_counter(MQ_ACT_FIRST + 1, next);
		err = mq_bulk_put(load->bulk, MQ_TABLE_META, mq_act_counter_key(),
			mq_slice(next, sizeof(next)), diag);
	}
	return err;
}

static enum mq_err put_schema(struct mq_load *load, struct mq_diag *diag)
{
	struct mq_buf blob = {0};
	enum mq_err err;

	mq_schema_encode(load->reg->schema, &blob);
	err = mq_bulk_put(load->bulk, MQ_TABLE_SCHEMA, mq_register_schema_key(),
		mq_slice(blob.data, blob.len), diag);
	mq_buf_release(&blob);
	return err;
}

enum mq_err mq_load_finish(struct mq_load *load,
	bool (*progress)(void *context, uint64_t done, uint64_t all), void *context,
	struct mq_diag *diag)
{
	enum mq_err err = put_act(load, diag);

	if (err == MQ_OK) {
		err = put_schema(load, diag);
	}
	if (err == MQ_OK) {
		err = mq_bulk_finish(load->bulk, mq_build_store(load->build), progress, context, diag);
	}
	if (err == MQ_OK) {
		err = mq_build_finish(load->build, diag);
		load->build = NULL;
	}
	mq_load_drop(load);
	return err;
}

void mq_load_drop(struct mq_load *load)
{
	if (!load) {
		return;
	}
	mq_bulk_free(load->bulk);
	if (load->build) {
		mq_build_drop(load->build);
	}
	mq_buf_release(&load->act);
	mq_buf_release(&load->history);
	free(load);
}
