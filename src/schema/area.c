/*
 * What areas are made by and places told with. An area compares numbers out of
 * columns, never records: a code's number, or a hash of a text. A text that is
 * ordered has its sort key in that column instead and cannot serve.
 */
#include "own.h"

static bool is_ordered(const struct mq_schema *schema, mq_field_id field)
{
	for (size_t i = 0; i < schema->n_kinds; i++) {
		if (schema->kinds[i].sort == field) {
			return true;
		}
	}
	return schema->fields[field].search == MQ_SEARCH_NAME;
}

static bool is_stored(const struct mq_field *field)
{
	return field->expression == NULL && field->years_since == MQ_NO_FIELD
		&& field->reading_of == MQ_NO_FIELD;
}

enum mq_unfit mq_area_unfit(const struct mq_schema *schema, mq_field_id number)
{
	const struct mq_field *field = schema->fields + number;

	if (!is_stored(field)) {
		return MQ_UNFIT_DERIVED;
	}
	if (field->type == MQ_TYPE_TEXT && is_ordered(schema, number)) {
		return MQ_UNFIT_ORDERED;
	}
	return field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_TEXT ? MQ_FIT : MQ_UNFIT_TYPE;
}

enum mq_unfit mq_place_unfit(const struct mq_schema *schema, mq_field_id number, bool is_last)
{
	const struct mq_field *field = schema->fields + number;

	if (!is_stored(field)) {
		return MQ_UNFIT_DERIVED;
	}
	return field->type == (is_last ? MQ_TYPE_TEXT : MQ_TYPE_CODE) ? MQ_FIT : MQ_UNFIT_TYPE;
}
