#include "own.h"

#include <string.h>

/*
 * The walk: room after room, who lives there, what is known of them, what was
 * done for them. Each room draws from a generator of its own.
 */

enum { WHAT_ROOM = 3 };

static enum mq_err visit_room(struct sample *sample, const struct room *room)
{
	struct mq_random random = mq_random_for(sample->options->seed, WHAT_ROOM, room->number);
	struct family family;
	enum mq_err err;

	mq_family_make(sample, &random, room, &family);
	err = mq_place_put(sample, &random, room, &family, &family.room_id);
	if (err == MQ_OK && family.n_members) {
		err = mq_family_put(sample, &random, &family);
		for (size_t i = 0; i < family.n_members && err == MQ_OK; i++) {
			err = mq_resident_put(sample, &random, room, &family, &family.members[i]);
		}
		if (err == MQ_OK) {
			err = mq_journal_put(sample, &random, &family);
		}
		if (err == MQ_OK) {
			err = mq_pairing_put(sample, room, &family);
		}
	}
	return err;
}

static const struct mq_codes *find_codes(const struct mq_schema *schema, const char *id)
{
	for (size_t i = 0; i < schema->n_lists; i++) {
		if (strcmp(schema->lists[i].id, id) == 0) {
			return &schema->lists[i];
		}
	}
	return NULL;
}

enum mq_err mq_sample_run(const struct mq_schema *schema, const struct mq_sample_options *options,
	mq_sample_fn take, mq_sample_fault_fn planted, void *context, struct mq_diag *diag)
{
	static const char *const kinds[] = {
		"resident", "household", "dwelling", "visit", "need", "service",
	};
	struct sample sample = {
		.schema = schema, .options = options, .take = take, .planted = planted,
		.context = context, .diag = diag, .names = mq_map_new(),
		.committees = find_codes(schema, "committee"),
	};
	enum mq_err err;

	for (size_t i = 0; i < MQ_LENGTH(kinds); i++) {
		sample.kinds[i] = mq_schema_kind(schema, kinds[i]);
	}
	err = mq_place_walk(&sample, visit_room);
	mq_record_release(&sample.record);
	mq_buf_release(&sample.note);
	mq_map_free(sample.names);
	return err;
}
