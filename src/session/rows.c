#include "own.h"

#include <string.h>

/*
 * The values of a record. Each record of the chain (resident, household,
 * dwelling) is decoded once when the first of its fields is wanted.
 */

void mq_row_source_begin(struct mq_row_source *source, const struct mq_view *view,
	mq_kind_id kind, mq_record_id id)
{
	source->view = view;
	source->kind = kind;
	mq_row_source_turn(source, id);
}

void mq_row_source_release(struct mq_row_source *source)
{
	for (size_t i = 0; i < ROW_LEVELS; i++) {
		mq_record_release(&source->records[i]);
	}
	mq_buf_release(&source->text);
	mq_buf_release(&source->derived);
}

void mq_row_source_turn(struct mq_row_source *source, mq_record_id id)
{
	source->id = id;
	memset(source->have, 0, sizeof(source->have));
}

static const struct mq_record *record_at(struct mq_row_source *source, size_t level,
	mq_field_id field)
{
	struct mq_record *record = &source->records[level];

	if (!source->have[level]) {
		mq_record_id owner = mq_query_owner(source->view, source->kind, source->id, field);
		struct mq_slice bytes = {NULL, 0};

		if (owner != MQ_NO_RECORD) {
			bytes = mq_index_record(source->view->index,
				source->view->schema->fields[field].kind, owner);
		}
		mq_record_reset(record);
		if (bytes.data) {
			mq_record_decode(record, bytes);
		}
		source->have[level] = true;
	}
	return record;
}

static bool is_derived(const struct mq_field *field)
{
	return field->expression || field->years_since != MQ_NO_FIELD;
}

static void show(const struct mq_field *field, struct mq_slice text, bool canonical,
	struct mq_buf *out)
{
	if (canonical) {
		mq_buf_add(out, text.data, text.len);
	} else {
		mq_value_show(field, text, out);
	}
}

bool mq_row_source_value(struct mq_row_source *source, mq_field_id field, bool canonical,
	struct mq_buf *out)
{
	const struct mq_field *f = &source->view->schema->fields[field];
	int level = mq_schema_distance(source->view->schema, source->kind, field);
	struct mq_slice text = {NULL, 0};

	if (level < 0 || level >= ROW_LEVELS) {
		return false;
	}
	if (is_derived(f)) {
		struct mq_buf *value = &source->derived;

		mq_buf_clear(value);
		mq_query_value(source->view, source->kind, source->id, field, value);
		if (value->len > 0) {
			show(f, mq_slice(value->data, value->len), canonical, out);
		}
		return value->len > 0;
	}
	text = mq_record_get(record_at(source, (size_t)level, field), field);
	if (text.data) {
		show(f, text, canonical, out);
	}
	return text.data != NULL;
}

struct mq_slice mq_row_source_text(struct mq_row_source *source, mq_field_id field,
	bool canonical, struct mq_arena *arena)
{
	struct mq_buf *value = &source->text;

	mq_buf_clear(value);
	if (!mq_row_source_value(source, field, canonical, value)) {
		return (struct mq_slice){NULL, 0};
	}
	return mq_slice(mq_arena_strndup(arena, value->data ? value->data : "", value->len),
		value->len);
}
