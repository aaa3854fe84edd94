/*
 * Fields, tags and bare codes by their names. A name that a nearer kind hides is
 * not offered, because it would mean another field.
 */
#include "complete.h"

static bool is_seen(const struct completing *completing, const struct mq_field *field)
{
	const struct mq_schema *schema = completing->view->schema;
	mq_kind_id asked = completing->spot.asked;

	return field->reading_of == MQ_NO_FIELD
		&& mq_schema_distance(schema, asked, field->number) >= 0;
}

/* ---- fields ---- */

static const char *field_text(struct completing *completing, const char *name)
{
	return completing->spot.kind == SPOT_WORD
		? mq_arena_format(completing->arena, "%s:", name) : name;
}

static void add_field(struct completing *completing, const struct mq_field *field)
{
	struct naming *naming = &completing->naming;
	enum spot_kind spot = completing->spot.kind;
	bool tag = field->type == MQ_TYPE_BOOL && (spot == SPOT_WORD || spot == SPOT_TAG);
	struct candidate candidate = {.kind = tag ? MQ_CANDIDATE_TAG : MQ_CANDIDATE_FIELD,
		.field = field->number, .code = 1, .label = mq_field_label(field), .counts = tag};

	naming_try_all(naming, field->id, field->zh, field->en, field->aliases, field->n_aliases);
	if (naming->fit == MQ_FIT_NOT) {
		return;
	}
	candidate.text = tag ? naming->name : field_text(completing, naming->name);
	candidate.id = tag ? field->id : field_text(completing, field->id);
	candidates_add(completing, &candidate);
}

static bool fits_place(const struct completing *completing, const struct mq_field *field)
{
	const struct spot *spot = &completing->spot;

	if (spot->kind == SPOT_FIELDS) {
		return !spot->sorted || directive_can_sort(completing->view->schema, field->number);
	}
	if (spot->kind == SPOT_OUTER) {
		return completing->field != MQ_NO_FIELD && caret_can(
			completing->view->schema->fields + completing->field, field, spot->op);
	}
	if (spot->kind == SPOT_MEASURED) {
		return measure_can(spot->quantifier, field);
	}
	return spot->kind != SPOT_TAG || field->type == MQ_TYPE_BOOL;
}

/* ---- bare codes ---- */

static void add_code(struct completing *completing, const struct mq_field *field, size_t number)
{
	const struct mq_code *code = field->codes->codes + number;
	struct naming *naming = &completing->naming;

	naming_try_all(naming, code->id, code->zh, code->en, code->aliases, code->n_aliases);
	candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_CODE,
		.field = field->number, .code = (int)number, .id = code->id,
		.label = mq_code_label(code), .counts = true});
}

/* One letter or digit begins a code in every list: a word is wanted first. */
static bool wants_codes(const struct completing *completing)
{
	enum spot_kind kind = completing->spot.kind;

	return (kind == SPOT_WORD || kind == SPOT_TAG) && completing->typed.len > 1;
}

/* Who asks is mostly compared by the same field: it goes first of its rank. */
static void add_same(struct completing *completing, const struct mq_field *field)
{
	if (is_seen(completing, field) && fits_place(completing, field)) {
		add_field(completing, field);
	}
}

void candidates_fields(struct completing *completing)
{
	const struct mq_schema *schema = completing->view->schema;
	bool codes = wants_codes(completing);

	if (completing->spot.kind == SPOT_OUTER && completing->field != MQ_NO_FIELD) {
		add_same(completing, schema->fields + completing->field);
	}
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		if (!is_seen(completing, field)) {
			continue;
		}
		if (fits_place(completing, field)) {
			add_field(completing, field);
		}
		for (size_t c = 0; codes && field->codes != NULL && c < field->codes->n_codes; c++) {
			add_code(completing, field, c);
		}
	}
}
