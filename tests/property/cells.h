/*
 * What a record says of a field: its own, or up its links; years and tags worked out.
 */
#ifndef TESTS_PROPERTY_CELLS_H
#define TESTS_PROPERTY_CELLS_H

#include "property/calendar.h"
#include "property/tree.h"

enum truth {
	NO,
	MAYBE,
	YES,
};

/* Who is asked, and outside the bracket, who asked of it. */
struct at {
	mq_kind_id kind;
	mq_record_id id;
	const struct at *outer;
};

static inline enum truth eval(struct world *world, struct node *node, const struct at *at);

/* A link into what is hidden is not known. */
static inline struct cell stored_cell(const struct world *world, mq_record_id id,
	mq_field_id number)
{
	const struct mq_field *field = world_field(world, number);
	struct cell cell = {0};

	if (id < world->caps[number]) {
		cell = world->cells[number][id];
	}
	if (field->type == MQ_TYPE_REF && cell.known) {
		cell.known = !is_hidden(world, field->target, (mq_record_id)cell.number);
	}
	return cell;
}

/* The record of kind `up` above this one, by the first link that arrives; MQ_NO_RECORD where
 * none does. */
static inline mq_record_id world_above(const struct world *world, mq_kind_id kind,
	mq_record_id id, mq_kind_id up)
{
	const struct mq_kind *from = &world->schema->kinds[kind];
	mq_record_id found = kind == up ? id : MQ_NO_RECORD;

	for (size_t i = 0; kind != up && i < from->n_links && found == MQ_NO_RECORD; i++) {
		struct cell cell = stored_cell(world, id, from->links[i]);

		if (cell.known) {
			found = world_above(world, world_field(world, from->links[i])->target,
				(mq_record_id)cell.number, up);
		}
	}
	return found;
}

/* The record that `id` of kind reads the field from. */
static inline mq_record_id world_owner(const struct world *world, mq_kind_id kind,
	mq_record_id id, mq_field_id field)
{
	return world_above(world, kind, id, world_field(world, field)->kind);
}

/* Worked out once a record: tags lean on tags. */
static inline enum truth eval_derived(struct world *world, mq_field_id number, mq_record_id id)
{
	uint8_t *kept = world->kept[number] + id;
	const struct at at = {world_field(world, number)->kind, id, NULL};

	if (!*kept) {
		*kept = (uint8_t)(1 + eval(world, world->derived[number], &at));
	}
	return (enum truth)(*kept - 1);
}

static inline struct cell world_cell(struct world *world, mq_kind_id kind, mq_record_id id,
	mq_field_id number)
{
	const struct mq_field *field = world_field(world, number);
	mq_record_id owner = world_owner(world, kind, id, number);
	struct cell cell = {0};

	if (owner == MQ_NO_RECORD) {
		return cell;
	}
	if (field->years_since != MQ_NO_FIELD) {
		cell = stored_cell(world, owner, field->years_since);
		cell.number = cell.known ? units_between(cell.number, world->today, 'y') : 0;
		return cell;
	}
	if (field->expression) {
		enum truth truth = eval_derived(world, number, owner);

		return (struct cell){.known = truth != MAYBE, .number = truth == YES};
	}
	return stored_cell(world, owner, number);
}

/* A cell, with what a list that is closed says by saying nothing. Nothing is closed of a
 * record that is not known, at the end of a link that is not known. */
struct said {
	struct cell cell;
	bool known;	/* a BOOL that is closed and absent is no, and known */
	bool is_no;	/* not known, and so no value fits it */
};

static inline struct said world_said(struct world *world, mq_kind_id kind, mq_record_id id,
	mq_field_id number)
{
	const struct mq_field *field = world_field(world, number);
	struct said said = {.cell = world_cell(world, kind, id, number)};
	bool is_closed = field->closed &&
		world_owner(world, kind, id, number) != MQ_NO_RECORD;

	said.known = said.cell.known || (is_closed && field->type == MQ_TYPE_BOOL);
	said.is_no = !said.known && is_closed;
	return said;
}

#endif
