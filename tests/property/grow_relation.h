/*
 * Relations by chance: whom they reach, what is counted or summed of them, and what is
 * compared with the record outside.
 */
#ifndef TESTS_PROPERTY_GROW_RELATION_H
#define TESTS_PROPERTY_GROW_RELATION_H

#include "property/grow_days.h"
#include "property/grow_words.h"
#include "property/saved.h"

static inline struct node *grow(struct grower *grower, mq_kind_id kind, size_t depth);

/* ---- who is reached ---- */

enum { RELATIONS_MAX = 24 };

struct relations {
	struct relation all[RELATIONS_MAX];
	size_t n;
};

static inline void relations_add(struct relations *relations, struct relation relation)
{
	assert_true(relations->n < RELATIONS_MAX);
	relations->all[relations->n++] = relation;
}

static inline void add_below(const struct world *world, mq_kind_id kind,
	struct relations *relations)
{
	const struct mq_schema *schema = world->schema;

	for (size_t k = 0; k < schema->n_kinds; k++) {
		const struct mq_kind *below = schema->kinds + k;

		for (size_t i = 0; i < below->n_links; i++) {
			if (world_field(world, below->links[i])->target == kind) {
				relations_add(relations, (struct relation){.kind = (mq_kind_id)k,
					.link = below->links[i], .area = -1});
			}
		}
	}
}

/* Those beside one, up the first links: of a household, of a dwelling; twice each, so
 * that they are as likely as what lies below. */
static inline void add_beside(const struct world *world, mq_kind_id kind,
	struct relations *relations)
{
	const struct mq_schema *schema = world->schema;
	mq_kind_id up = kind;

	while (schema->kinds[up].n_links > 0) {
		up = world_field(world, schema->kinds[up].links[0])->target;
		relations_add(relations, relation_beside(kind, up, -1));
		relations_add(relations, relation_beside(kind, up, -1));
	}
	for (size_t i = 0; knows(FEATURE_AREAS) && i < N_AREAS; i++) {
		relations_add(relations, relation_beside(kind, world_kind(world, "dwelling"),
			(int)i));
	}
}

/* ---- numbers ---- */

static inline bool is_summed(const struct world *world, mq_kind_id kind,
	enum quantifier quantifier, const struct mq_field *field)
{
	bool is_sum = field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL;

	return is_askable(world, kind, field) && (quantifier == QUANTIFIER_SUM
		? is_sum && !is_years(field) : has_order(field));
}

/* A field that can be summed, or has a least; MQ_NO_FIELD where chance finds none. */
static inline mq_field_id summed_field(struct grower *grower, mq_kind_id kind,
	enum quantifier quantifier)
{
	const struct mq_schema *schema = grower->world->schema;

	for (size_t i = 0; i < 4 * schema->n_fields; i++) {
		const struct mq_field *field = schema->fields +
			dice_below(grower->dice, schema->n_fields);
		bool is_rare = is_stored(field) &&
			grower->world->n_known[field->number] * 4 < grower->world->n[field->kind];

		if (is_summed(grower->world, kind, quantifier, field) &&
		    (!is_rare || dice_percent(grower->dice, 25))) {
			return field->number;
		}
	}
	return MQ_NO_FIELD;
}

static inline struct span summed_value(struct grower *grower, const struct relation *relation)
{
	const struct mq_field *field = world_field(grower->world, relation->field);
	struct span span;
	int64_t number = 0;

	if (field->type == MQ_TYPE_DATE) {
		return some_days(grower, relation->kind, relation->field, false);
	}
	span = some_span(grower, relation->kind, field);
	if (relation->quantifier != QUANTIFIER_SUM) {
		return span;
	}
	for (size_t n = dice_below(grower->dice, 3); n > 0; n--) {
		number += some_span(grower, relation->kind, field).low;
	}
	return (struct span){.low = span.low + number, .high = span.low + number};
}

static inline struct span counted_value(struct grower *grower)
{
	int64_t number = (int64_t)dice_below(grower->dice, dice_percent(grower->dice, 85) ? 4 : 40);

	return (struct span){.low = number, .high = number};
}

static inline struct span some_number(struct grower *grower, const struct relation *relation)
{
	return relation->quantifier == QUANTIFIER_COUNT ? counted_value(grower)
		: summed_value(grower, relation);
}

/* What the number is compared with: a value, a range, ? or *. */
static inline void grow_number(struct grower *grower, struct relation *relation)
{
	bool ranges = relation->quantifier != QUANTIFIER_COUNT || knows(FEATURE_RANGES);
	struct span a = some_number(grower, relation);
	struct span b = some_number(grower, relation);

	if (is_aggregate(relation->quantifier) && dice_percent(grower->dice, 6)) {
		relation->number.op = dice_percent(grower->dice, 50) ? TEST_KNOWN : TEST_UNKNOWN;
	} else if (ranges && dice_percent(grower->dice, 25)) {
		if (a.says) {
			a = from_to(grower, a, b);
		} else {
			a.low = b.low < a.low ? b.low : a.low;
			a.high = b.high > a.high ? b.high : a.high;
		}
		set_number(relation, ":", a);
	} else {
		set_number(relation, DICE_WORD(grower->dice, "=", "!=", "<", "<=", ">", ">="), a);
	}
}

static inline enum quantifier some_quantifier(struct grower *grower, mq_kind_id kind,
	mq_field_id *field)
{
	enum quantifier quantifier = (enum quantifier)dice_below(grower->dice, QUANTIFIER_MAX + 1);

	*field = MQ_NO_FIELD;
	if (!is_aggregate(quantifier)) {
		return quantifier;
	}
	*field = knows(FEATURE_SUMS) ? summed_field(grower, kind, quantifier) : MQ_NO_FIELD;
	return *field != MQ_NO_FIELD ? quantifier
		: (enum quantifier)dice_below(grower->dice, QUANTIFIER_COUNT + 1);
}

/* Are there hundreds in it? To compare each with each takes its time. */
static inline bool is_large(const struct relation *relation)
{
	return relation->area >= 0 && areas[relation->area].is_large;
}

static inline struct node *grow_asked(struct grower *grower, mq_kind_id from,
	const struct relation *relation, size_t depth)
{
	bool was_wide = grower->is_wide;
	struct node *asked;

	if (has_number(relation->quantifier) && dice_percent(grower->dice, 25)) {
		return node_new(grower->arena, NODE_AND);
	}
	assert_true(grower->n_outer < MQ_LENGTH(grower->outer));
	grower->outer[grower->n_outer++] = from;
	grower->is_wide = was_wide || (is_large(relation) && dice_percent(grower->dice, 90));
	asked = grow(grower, relation->kind, depth - 1);
	grower->is_wide = was_wide;
	grower->n_outer--;
	return asked;
}

static inline struct node *grow_relation(struct grower *grower, mq_kind_id kind, size_t depth)
{
	struct relations relations = {.n = 0};
	struct relation *relation;
	struct node *node;

	add_below(grower->world, kind, &relations);
	add_beside(grower->world, kind, &relations);
	if (relations.n == 0) {
		return grow(grower, kind, 0);
	}
	node = node_new(grower->arena, NODE_RELATION);
	relation = &node->relation;
	*relation = relations.all[dice_below(grower->dice, relations.n)];
	relation->others = relation->link == MQ_NO_FIELD && knows(FEATURE_OTHERS) &&
		dice_percent(grower->dice, 35);
	relation->quantifier = some_quantifier(grower, relation->kind, &relation->field);
	if (has_number(relation->quantifier)) {
		grow_number(grower, relation);
	}
	node_add(node, grow_asked(grower, kind, relation, depth));
	return node;
}

/* ---- the record outside ---- */

static inline bool is_compared(const struct world *world, mq_kind_id kind,
	const struct mq_field *field)
{
	return is_askable(world, kind, field) && field->type != MQ_TYPE_MULTI;
}

static inline bool is_number(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL;
}

static inline bool are_of_one_type(const struct mq_field *a, const struct mq_field *b)
{
	return (is_number(a) && is_number(b)) || (a->type == b->type && a->codes == b->codes &&
		(a->type != MQ_TYPE_REF || a->target == b->target));
}

static inline mq_field_id partner(struct grower *grower, mq_kind_id kind, mq_field_id inner)
{
	const struct mq_schema *schema = grower->world->schema;
	const struct mq_field *field = world_field(grower->world, inner);

	if (is_compared(grower->world, kind, field) && dice_percent(grower->dice, 70)) {
		return inner;
	}
	for (size_t i = 0; i < 3 * schema->n_fields; i++) {
		const struct mq_field *other = schema->fields +
			dice_below(grower->dice, schema->n_fields);

		if (is_compared(grower->world, kind, other) && are_of_one_type(field, other)) {
			return other->number;
		}
	}
	return MQ_NO_FIELD;
}

/* A field beside one of the record outside; NULL where chance finds no two alike. */
static inline struct node *grow_outer(struct grower *grower, mq_kind_id kind)
{
	size_t level = grower->n_outer > 1 && dice_percent(grower->dice, 30) ? 2 : 1;
	mq_kind_id out = grower->outer[grower->n_outer - level];
	mq_field_id inner = any_field(grower, kind);
	const struct mq_field *field = world_field(grower->world, inner);
	mq_field_id outer = is_compared(grower->world, kind, field)
		? partner(grower, out, inner) : MQ_NO_FIELD;
	struct node *node;

	if (outer == MQ_NO_FIELD) {
		return NULL;
	}
	node = node_new(grower->arena, NODE_OUTER);
	node->outer = (struct outer){.inner = inner, .outer = outer, .level = level};
	node->outer.compare = has_order(field) && dice_percent(grower->dice, 60)
		? DICE_WORD(grower->dice, "<", "<=", ">", ">=")
		: DICE_WORD(grower->dice, "=", "=", ":", "!=");
	return node;
}

static inline struct node *grow_up(struct grower *grower, size_t depth)
{
	struct node *node = node_new(grower->arena, NODE_UP);
	mq_kind_id out = grower->outer[--grower->n_outer];

	node_add(node, grow(grower, out, depth ? depth - 1 : 0));
	grower->outer[grower->n_outer++] = out;
	return node;
}

#endif
