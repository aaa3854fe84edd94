/*
 * Facts of people in a form: a row for each member of a household opens one for each field
 * that changed, and shows what is known so far.
 */
#include "form.h"

#include <string.h>

#include <minqing/card.h>
#include <minqing/office.h>

const char *mq_form_on_card(const struct mq_card *card, mq_field_id field)
{
	for (size_t i = 0; i < card->n_sections; i++) {
		for (size_t j = 0; j < card->sections[i].n_lines; j++) {
			const struct mq_card_line *line = &card->sections[i].lines[j];
			if (line->field == field && line->known) {
				return line->value;
			}
		}
	}
	return "";
}

/* What the officer is shown of somebody's field; a copy, "" where not known. */
static char *value_now(struct mq_form_state *form, const char *key, mq_field_id field)
{
	mq_kind_id resident = mq_schema_kind(form->schema, "resident");
	struct mq_card card = {0};
	mq_record_id id;
	if (mq_session_find(form->session, resident, key, &id, NULL) == MQ_OK) {
		mq_session_card(form->session, resident, id, &card, NULL);
	}
	char *copy = mq_arena_strdup(&form->arena, mq_form_on_card(&card, field));
	mq_card_release(&card);
	return copy;
}

/* Several of few begin with those that are so now: what is said takes the place of all. */
static void choose_present(struct mq_form_row *row, const struct mq_field *field,
	const char *value)
{
	struct mq_buf canonical = {0};
	struct mq_value read;
	uint32_t codes[MQ_FORM_OF_MAX];
	if (row->kind == MQ_FORM_SEVERAL && *value &&
		mq_value_read(field, value, strlen(value), &canonical, &read, NULL) == MQ_OK) {
		size_t n = mq_value_codes(field, read.text, codes, MQ_FORM_OF_MAX);
		for (size_t i = 0; i < n && i < MQ_FORM_OF_MAX; i++) {
			row->choices[codes[i]].chosen = true;
		}
	}
	mq_buf_release(&canonical);
}

static void open_fact(struct mq_form_state *form, size_t at, size_t choice)
{
	const struct mq_form_row *of = &form->rows[at];
	const struct mq_form_row *met = mq_form_row_of(form, "met=");
	const struct mq_form_choice *who = &met->choices[of->about];
	mq_field_id number = mq_form_field(form, of->choices[choice].id);
	const struct mq_field *field = &form->schema->fields[number];
	uint64_t bit = of->of;
	const char *label = met->n_choices == 1 ? mq_field_label(field)
		: mq_arena_format(&form->arena, _("%s of %s"), mq_field_label(field), who->label);
	const char *word = mq_arena_format(&form->arena, "set:%s.%s=", who->id, field->id);
	const char *value = value_now(form, who->id, number);
	struct mq_form_row *row = mq_form_add_field(form, at, number, word);
	row->label = label;
	row->of = bit;
	row->opened = true;
	row->otherwise = *value ? mq_arena_format(&form->arena, _("now: %s"), value)
		: _("not known yet");
	choose_present(row, field, value);
	mq_form_add_unknown(form, row);
	mq_form_select(form, at, 1);
}

/* What a resident has, the household and the dwelling too, that is written down. */
static bool is_fact(const struct mq_schema *schema, const struct mq_field *field)
{
	mq_kind_id resident = mq_schema_kind(schema, "resident");
	const struct mq_kind *kind = &schema->kinds[field->kind];
	bool key = false;
	for (size_t i = 0; i < kind->n_key; i++) {
		key = key || kind->key[i] == field->number;
	}
	return !key && field->type != MQ_TYPE_REF && !field->expression &&
		field->years_since == MQ_NO_FIELD && field->reading_of == MQ_NO_FIELD &&
		mq_schema_distance(schema, resident, field->number) >= 0;
}

static struct mq_form_choice *facts_of(struct mq_form_state *form, size_t *n)
{
	const struct mq_schema *schema = form->schema;
	struct mq_form_choice *choices = mq_arena_alloc(&form->arena,
		(schema->n_fields + 1) * sizeof(*choices));
	*n = 0;
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];
		if (is_fact(schema, field)) {
			choices[(*n)++] = (struct mq_form_choice){
				.id = field->id, .label = mq_field_label(field),
				.names = {field->id, field->zh, field->en, field->aliases, field->n_aliases},
			};
		}
	}
	return choices;
}

void mq_form_add_facts(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	size_t n;
	struct mq_form_choice *choices = facts_of(form, &n);
	for (size_t i = 0; i < visit->n_members; i++) {
		const char *label = visit->n_members == 1 ? _("+ fact changed")
			: mq_arena_format(&form->arena, _("+ changed: %s"), visit->names[i]);
		struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_FIND, label, "");
		row->choices = choices;
		row->n_choices = n;
		row->opens = open_fact;
		row->about = i;
		row->of = (uint64_t)1 << i;
		row->otherwise = _("which?");
	}
}
