/*
 * Fields and values by chance: mostly what some record has, so that answers are seldom
 * empty.
 */
#ifndef TESTS_PROPERTY_GROW_VALUES_H
#define TESTS_PROPERTY_GROW_VALUES_H

#include "property/derive.h"

struct grower {
	struct world *world;
	struct dice *dice;
	struct mq_arena *arena;		/* of the tree */
	mq_kind_id outer[8];		/* who asked outside the brackets, the nearest last */
	size_t n_outer;
	bool is_wide;			/* in brackets about so many that none looks out of them */
};

/* ---- what may be asked ---- */

/* A nearer field that is called so hides one farther up. */
static inline bool is_askable(const struct world *world, mq_kind_id kind,
	const struct mq_field *field)
{
	return mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		field->reading_of == MQ_NO_FIELD &&
		mq_schema_field_exact(world->schema, kind, field->id, strlen(field->id)) ==
		field->number;
}

static inline mq_field_id any_field(struct grower *grower, mq_kind_id kind)
{
	const struct mq_schema *schema = grower->world->schema;
	bool wants_common = dice_percent(grower->dice, 60);

	for (;;) {
		const struct mq_field *field = schema->fields +
			dice_below(grower->dice, schema->n_fields);

		if (is_askable(grower->world, kind, field) &&
		    (!wants_common || !is_stored(field) ||
		     grower->world->n_known[field->number] * 4 >= grower->world->n[field->kind])) {
			return field->number;
		}
	}
}

/* What some record says of a field; not known where a handful all said nothing. */
static inline struct cell some_cell(struct grower *grower, mq_kind_id kind, mq_field_id field)
{
	struct cell cell = {0};

	for (size_t i = 0; i < 40 && !cell.known && grower->world->n[kind] > 0; i++) {
		cell = world_cell(grower->world, kind,
			(mq_record_id)dice_below(grower->dice, grower->world->n[kind]), field);
	}
	return cell;
}

/* ---- tests by type ---- */

static inline int64_t some_code(struct grower *grower, mq_kind_id kind, mq_field_id number)
{
	const struct mq_field *field = world_field(grower->world, number);
	struct cell cell = some_cell(grower, kind, number);
	int64_t code = 0;

	if (!cell.known || dice_percent(grower->dice, 15)) {
		return (int64_t)dice_below(grower->dice, field->codes->n_codes);
	}
	if (field->type == MQ_TYPE_CODE) {
		return cell.number;
	}
	while (!(cell.number >> code & 1)) {
		code++;
	}
	return code;
}

static inline int64_t some_day(struct grower *grower, struct cell cell)
{
	mq_day today = grower->world->today;
	int64_t day = cell.known ? cell.number : today - 400;

	return dice_percent(grower->dice, 50) ? day
		: today - 7 * dice_between(grower->dice, -4, 60);
}

/* The calendar month or year about a day, or the day alone. */
static inline struct span some_period(struct grower *grower, int64_t day)
{
	struct civil at = civil_of(day);

	switch (dice_below(grower->dice, 3)) {
	case 0:
		return (struct span){.low = day, .high = day};
	case 1:
		return (struct span){.low = first_of_month(at.year, at.month, 0),
			.high = first_of_month(at.year, at.month, 1) - 1};
	default:
		return (struct span){.low = day_of(at.year, 1, 1), .high = day_of(at.year, 12, 31)};
	}
}

static inline struct span some_span(struct grower *grower, mq_kind_id kind,
	const struct mq_field *field)
{
	struct cell cell = some_cell(grower, kind, field->number);
	int64_t number = cell.number == NOT_BORN ? -1 : cell.number;
	struct span span = {.low = number, .high = number};

	if (field->type == MQ_TYPE_BOOL) {
		return dice_percent(grower->dice, 80) ? (struct span){.low = 1, .high = 1} : (struct span){.low = 0};
	}
	if (field->type == MQ_TYPE_DATE) {
		return some_period(grower, some_day(grower, cell));
	}
	if (field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_MULTI) {
		span.low = span.high = some_code(grower, kind, field->number);
	}
	return span;
}

/* From one value to another, perhaps open at an end. */
static inline struct span some_range(struct grower *grower, mq_kind_id kind,
	const struct mq_field *field)
{
	struct span a = some_span(grower, kind, field);
	struct span b = some_span(grower, kind, field);
	struct span both = {
		.low = a.low < b.low ? a.low : b.low,
		.high = a.high > b.high ? a.high : b.high,
	};

	switch (dice_below(grower->dice, 5)) {
	case 0:
	case 1:
		return (struct span){.low = a.low, .high = SPAN_OPEN_HIGH};
	case 2:
	case 3:
		return (struct span){.low = SPAN_OPEN_LOW, .high = a.high};
	default:
		return both;
	}
}

static inline bool is_years(const struct mq_field *field)
{
	return field->years_since != MQ_NO_FIELD;
}

static inline bool has_order(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL ||
		field->type == MQ_TYPE_DATE ||
		(field->type == MQ_TYPE_CODE && field->codes->ordered);
}

#endif
