#include "import.h"

/*
 * The first filling. Residents stream into the bulk builder as their rows come;
 * households and dwellings are kept until the end, because a later row may say
 * more of them. Their ids are given in the order they are met, and the builder
 * gives the same ones.
 */

static enum mq_err begin(struct import *import)
{
	import->report->first_filling = true;
	return mq_load_begin(import->reg, &import->act, &import->load, import->diag);
}

static enum mq_err place(struct import *import, size_t level, struct item *item, bool fresh,
	struct mq_slice key, struct mq_record *record)
{
	mq_kind_id kind = import->header.kinds[level];

	(void)key;
	if (fresh) {
		import->report->added[kind]++;
		item->state = ITEM_ADDED;
		item->id = import->next_id[level]++;
	}
	if (level > 0) {
		item_tell(item, record);
		return MQ_OK;
	}
	return mq_load_add(import->load, kind, record, &item->id, import->diag);
}

static enum mq_err row_done(struct import *import)
{
	(void)import;
	return MQ_OK;
}

static enum mq_err add_level(struct import *import, size_t level)
{
	const struct items *items = &import->items[level];
	struct mq_record record = {0};
	enum mq_err err = MQ_OK;

	for (size_t i = 0; err == MQ_OK && i < items->n_items; i++) {
		mq_record_id id;

		err = mq_record_decode(&record, items->items[i].told);
		if (err == MQ_OK) {
			err = mq_load_add(import->load, import->header.kinds[level], &record, &id,
				import->diag);
		}
	}
	mq_record_release(&record);
	return err;
}

static enum mq_err finish(struct import *import)
{
	struct mq_load *load = import->load;
	enum mq_err err = MQ_OK;

	for (size_t level = 1; err == MQ_OK && level < import->header.n_levels; level++) {
		err = add_level(import, level);
	}
	if (err != MQ_OK) {
		return err;
	}
	import->load = NULL;
	err = mq_load_finish(load, import->options->progress, import->options->context,
		import->diag);
	import->report->batches += err == MQ_OK;
	return err;
}

static void drop(struct import *import)
{
	mq_load_drop(import->load);
	import->load = NULL;
}

const struct way way_fill = {begin, place, row_done, finish, drop};
