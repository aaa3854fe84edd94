#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * Values into the record at hand. A field that the schema does not have is left
 * out, so that a smaller catalogue makes a smaller sample.
 */

/* Looked up in the schema once; the schema folds names, which is slow for
 * millions of values. */
static mq_field_id field_of(struct sample *sample, const char *name)
{
	size_t len = strlen(name);
	uint64_t field;

	if (!mq_map_get(sample->names, name, len, &field)) {
		field = mq_schema_field_exact(sample->schema, MQ_NO_KIND, name, len);
		mq_map_put(sample->names, name, len, field);
	}
	return (mq_field_id)field;
}

void mq_put(struct sample *sample, const char *name, const char *text)
{
	mq_field_id field = field_of(sample, name);

	if (field != MQ_NO_FIELD) {
		mq_record_set(&sample->record, field, mq_slice_str(text));
	}
}

void mq_put_number(struct sample *sample, const char *field, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	mq_put(sample, field, text);
}

void mq_put_day(struct sample *sample, const char *field, mq_day day)
{
	char text[16];

	mq_day_format(day, text);
	mq_put(sample, field, text);
}

void mq_put_bool(struct sample *sample, const char *field, bool value)
{
	mq_put(sample, field, value ? "true" : "false");
}

void mq_put_one(struct sample *sample, struct mq_random *random, const char *field,
	const char *const *texts, size_t n)
{
	mq_put(sample, field, texts[mq_random_below(random, (uint32_t)n)]);
}

void mq_put_link(struct sample *sample, enum sample_kind kind, enum sample_kind to,
	mq_record_id id)
{
	mq_kind_id from = sample->kinds[kind];
	size_t n = from == MQ_NO_KIND ? 0 : sample->schema->kinds[from].n_links;

	for (size_t i = 0; i < n; i++) {
		mq_field_id link = sample->schema->kinds[from].links[i];

		if (sample->schema->fields[link].target == sample->kinds[to]) {
			mq_record_set_number(&sample->record, link, id);
		}
	}
}

enum mq_err mq_put_record(struct sample *sample, enum sample_kind kind, mq_record_id *id)
{
	enum mq_err err = MQ_OK;

	if (sample->kinds[kind] != MQ_NO_KIND) {
		err = sample->take(sample->context, sample->kinds[kind], &sample->record, id,
			sample->diag);
	}
	mq_record_reset(&sample->record);
	return err;
}

enum mq_err mq_put_journal(struct sample *sample, enum sample_kind kind,
	const struct family *family, const struct person *person)
{
	mq_record_id id;

	mq_put_link(sample, kind, SAMPLE_RESIDENT, person->id);
	mq_put_link(sample, kind, SAMPLE_HOUSEHOLD, family->id);
	return mq_put_record(sample, kind, &id);
}
