/*
 * What the kinds of a compiled schema say of fields, once all are read: that these are
 * there, are theirs and of the right type, and that links do not run in circles.
 */
#include "blob.h"

#include "own.h"

static bool are_fields(const struct mq_schema *schema, const mq_field_id *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (numbers[i] >= schema->n_fields) {
			return false;
		}
	}
	return true;
}

static bool is_field(const struct mq_schema *schema, mq_field_id number)
{
	return number == MQ_NO_FIELD || number < schema->n_fields;
}

static bool kind_makes_sense(const struct mq_schema *schema, mq_kind_id number)
{
	const struct mq_kind *kind = schema->kinds + number;

	if (!are_fields(schema, kind->key, kind->n_key) || !is_field(schema, kind->title)
			|| !is_field(schema, kind->sort) || !is_field(schema, kind->date)
			|| !are_fields(schema, kind->links, kind->n_links)
			|| !are_fields(schema, kind->columns, kind->n_columns)) {
		return false;
	}
	for (size_t i = 0; i < kind->n_links; i++) {
		const struct mq_field *link = schema->fields + kind->links[i];

		if (link->type != MQ_TYPE_REF || link->kind != number) {
			return false;
		}
	}
	return true;
}

static bool is_own(const struct mq_schema *schema, mq_kind_id kind, mq_field_id field)
{
	return field < schema->n_fields && schema->fields[field].kind == kind;
}

static bool areas_make_sense(const struct mq_schema *schema, mq_kind_id number)
{
	const struct mq_kind *kind = schema->kinds + number;

	for (size_t i = 0; i < kind->n_areas; i++) {
		const struct mq_area *area = kind->areas + i;

		if (area->n_by == 0 || area->n_by > MQ_SCHEMA_AREA_BY_MAX) {
			return false;
		}
		for (size_t f = 0; f < area->n_by; f++) {
			if (!is_own(schema, number, area->by[f])
					|| mq_area_unfit(schema, area->by[f]) != MQ_FIT) {
				return false;
			}
		}
	}
	for (size_t i = 0; i < kind->n_place; i++) {
		if (!is_own(schema, number, kind->place[i])
				|| mq_place_unfit(schema, kind->place[i], i + 1 == kind->n_place) != MQ_FIT) {
			return false;
		}
	}
	return kind->n_place <= MQ_SCHEMA_AREA_BY_MAX;
}

bool mq_blob_makes_sense(const struct mq_schema *schema)
{
	for (size_t i = 0; i < schema->n_kinds; i++) {
		if (!kind_makes_sense(schema, (mq_kind_id)i)
				|| !areas_make_sense(schema, (mq_kind_id)i)) {
			return false;
		}
	}
	for (size_t i = 0; i < schema->n_kinds; i++) {
		size_t steps = 0;

		for (mq_kind_id at = (mq_kind_id)i; at != MQ_NO_KIND; at = mq_kind_above(schema, at)) {
			if (steps++ > schema->n_kinds) {
				return false;
			}
		}
	}
	return true;
}
