#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

/*
 * Is a cell right? The schema says what a value may be; patterns need PCRE2,
 * which the schema cannot see, so whoever writes holds them here.
 */

/* The fault of a pattern, whose column is in it, as one of the file. */
static void refuse_pattern(const struct mq_field *field, const struct mq_diag *of,
	struct mq_diag *diag)
{
	const struct mq_fault *fault = of->faults;
	size_t from = mq_utf8_byte(field->pattern, strlen(field->pattern), fault->column);

	mq_diag_add(diag, MQ_ERR_CONFIG, _("field '%s': pattern: %s"), field->id, fault->message);
	mq_origin_place(&field->origin, field->file, field->pattern, from, diag);
	if (fault->hint) {
		mq_diag_hint(diag, "%s", fault->hint);
	}
}

enum mq_err mq_check_patterns(const struct mq_schema *schema, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];
		struct mq_pattern *pattern = NULL;
		struct mq_diag own = {0};

		if (!field->pattern) {
			continue;
		}
		if (mq_pattern_new(field->pattern, strlen(field->pattern), false, &pattern,
			&own) != MQ_OK) {
			refuse_pattern(field, &own, diag);
			err = MQ_ERR_CONFIG;
		}
		mq_pattern_free(pattern);
		mq_diag_release(&own);
	}
	return err;
}

/* NULL, and a fault, where it does not compile: a schema made by another version. */
static const struct mq_pattern *field_pattern(struct mq_register *reg,
	const struct mq_field *field, struct mq_diag *diag)
{
	struct mq_pattern **slot = &reg->patterns[field->number];

	if (!*slot) {
		mq_pattern_new(field->pattern, strlen(field->pattern), false, slot, diag);
	}
	return *slot;
}

enum mq_err mq_check_cell(struct mq_register *reg, const struct mq_field *field, const char *cell,
	size_t len, struct mq_buf *out, struct mq_value *value, struct mq_diag *diag)
{
	enum mq_err err = mq_value_read(field, cell, len, out, value, diag);

	if (err != MQ_OK || !field->pattern) {
		return err;
	}
	const struct mq_pattern *pattern = field_pattern(reg, field, diag);

	if (!pattern) {
		return MQ_ERR_CONFIG;
	}
	if (mq_pattern_whole(pattern, value->text.data, value->text.len) ==
	    MQ_MATCH_YES) {
		return MQ_OK;
	}
	return mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' does not fit the pattern %s"),
		mq_field_label(field), field->pattern);
}

const struct mq_field *mq_check_key_gap(const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_record *record)
{
	const struct mq_kind *k = &schema->kinds[kind];

	for (size_t i = 0; i < k->n_key; i++) {
		if (!mq_record_get(record, k->key[i]).data) {
			return &schema->fields[k->key[i]];
		}
	}
	return NULL;
}

void mq_check_readings(struct mq_register *reg, mq_kind_id kind, struct mq_record *record)
{
	struct mq_buf readings = {0};

	for (size_t i = 0; i < reg->n_readings; i++) {
		const struct mq_field *field = &reg->schema->fields[reg->readings[i]];
		struct mq_slice name;

		if (field->kind != kind) {
			continue;
		}
		name = mq_record_get(record, field->reading_of);
		mq_buf_clear(&readings);
		if (name.data) {
			mq_pinyin_readings(mq_register_pinyin(reg), name.data, name.len, &readings);
		}
		mq_record_set(record, field->number,
			name.data ? mq_slice(readings.data, readings.len) : mq_slice(NULL, 0));
	}
	mq_buf_release(&readings);
}
