/*
 * A visit as a form. It begins as most visits are: today, at home, by who sits here, and who was
 * met is the person of the card. What changed is said of one person at a time; what
 * is asked of somebody is asked while that person was met.
 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/card.h>
#include <minqing/office.h>

static mq_field_id field_of(const struct mq_form_state *form, const char *id)
{
	return mq_schema_field_exact(form->schema, MQ_NO_KIND, id, strlen(id));
}

/* A row of a field, where the register has that: NULL where not. Its word is "ID=". */
static struct mq_form_row *add(struct mq_form_state *form, const char *id, const char *otherwise)
{
	mq_field_id field = field_of(form, id);
	if (field == MQ_NO_FIELD) {
		return NULL;
	}
	struct mq_form_row *row = mq_form_add_field(form, form->n, field,
		mq_arena_format(&form->arena, "%s=", id));
	row->otherwise = otherwise;
	return row;
}

static const struct mq_codes *codes_of(const struct mq_form_state *form, const char *id)
{
	mq_field_id field = field_of(form, id);
	return field == MQ_NO_FIELD ? NULL : form->schema->fields[field].codes;
}

/* ---- facts ---- */

/* What the officer is shown of somebody's field; a copy, "" where not known. */
static char *value_now(struct mq_form_state *form, const char *key, mq_field_id field)
{
	mq_kind_id resident = mq_schema_kind(form->schema, "resident");
	struct mq_card card = {0};
	mq_record_id id;
	const char *value = "";
	if (mq_session_find(form->session, resident, key, &id, NULL) == MQ_OK) {
		mq_session_card(form->session, resident, id, &card, NULL);
	}
	for (size_t i = 0; i < card.n_sections; i++) {
		for (size_t j = 0; j < card.sections[i].n_lines; j++) {
			const struct mq_card_line *line = &card.sections[i].lines[j];
			value = line->field == field && line->known ? line->value : value;
		}
	}
	char *copy = mq_arena_strdup(&form->arena, value);
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
	mq_field_id number = field_of(form, of->choices[choice].id);
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

static void add_facts(struct mq_form_state *form, const struct mq_visit_form *visit)
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

/* ---- needs, services ---- */

static void open_need(struct mq_form_state *form, size_t at, size_t choice)
{
	const struct mq_form_choice *need = &form->rows[at].choices[choice];
	const char *label = mq_arena_format(&form->arena, _("need: %s"), need->label);
	const char *word = mq_arena_format(&form->arena, "need:%s=", need->id);
	struct mq_form_row *row = mq_form_add(form, at, MQ_FORM_LINE, label, word);
	row->field = field_of(form, "need_detail");
	row->otherwise = _("what is needed");
	row->opened = true;
	mq_form_select(form, at, 1);
}

static void open_service(struct mq_form_state *form, size_t at, size_t choice)
{
	const struct mq_form_choice *item = &form->rows[at].choices[choice];
	const char *label = mq_arena_format(&form->arena, _("done: %s"), item->label);
	const char *word = mq_arena_format(&form->arena, "service:%s=", item->id);
	struct mq_form_row *row = mq_form_add(form, at, MQ_FORM_LINE, label, word);
	row->otherwise = _("a remark, or nothing");
	row->opened = true;
	row->stands = true;
	mq_form_select(form, at, 1);
}

static void add_opening(struct mq_form_state *form, const char *label, const char *field,
	void (*opens)(struct mq_form_state *form, size_t row, size_t choice))
{
	const struct mq_codes *codes = codes_of(form, field);
	if (codes) {
		struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_PICK, label, "");
		row->opens = opens;
		mq_form_set_codes(form, row, codes);
		row->otherwise = row->kind == MQ_FORM_FIND ? _("which?") : "";
	}
}

/* ---- its rows ---- */

static void add_met(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	size_t n = visit->n_members;
	struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_SEVERAL, _("met"), "met=");
	form->deciding = form->n - 1;
	row->n_choices = n;
	row->choices = mq_arena_alloc(&form->arena, (n + 1) * sizeof(*row->choices));
	row->otherwise = _("nobody");
	for (size_t i = 0; i < n; i++) {
		bool asked_for = visit->whom.id == visit->members[i] &&
			visit->whom.kind == mq_schema_kind(form->schema, "resident");
		row->choices[i] = (struct mq_form_choice){
			.id = mq_arena_strdup(&form->arena, visit->keys[i]),
			.label = mq_arena_strdup(&form->arena, visit->names[i]),
			.chosen = asked_for || n == 1,
		};
		row->at = asked_for ? i : row->at;
	}
}

static void add_outcome(struct mq_form_state *form)
{
	struct mq_form_row *row = add(form, "visit_outcome", "");
	row->base = true;
	row->required = true;
	for (size_t i = 0; i < row->n_choices; i++) {
		row->choices[i].chosen = strcmp(row->choices[i].id, "met") == 0;
	}
}

static void add_asked(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	for (size_t i = 0; i < visit->n_asked; i++) {
		struct mq_form_row *row = add(form, form->schema->fields[visit->asked[i]].id, "");
		row->of = visit->asked_of[i];
		row->otherwise = visit->required[i] ? _("to be asked") : "";
	}
}

/* There when a visit of that day is there already. */
static void add_again(struct mq_form_state *form)
{
	struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_PICK, _("another one"), "");
	row->n_choices = 1;
	row->choices = mq_arena_alloc(&form->arena, sizeof(*row->choices));
	row->choices[0] = (struct mq_form_choice){.id = "again", .label = _("yes")};
	row->hidden = true;
}

static void add_rows(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	mq_day today = 0;
	char day[16];
	mq_session_today(form->session, &today, NULL);
	mq_day_format(today, day);
	add_met(form, visit);
	add_outcome(form);
	add(form, "visit_detail", "");
	add_asked(form, visit);
	add(form, "visit_confirmed", "");
	add_facts(form, visit);
	add_opening(form, _("+ need heard"), "need_kind", open_need);
	add_opening(form, _("+ service done"), "service_item", open_service);
	add(form, "visit_time", mq_arena_strdup(&form->arena, day));
	add(form, "visit_mode", _("as the outcome has it"));
	add(form, "visit_staff", _("you"));
	add_again(form);
}

void mq_form_set_whom(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	bool of_household = visit->household != MQ_NO_RECORD;
	form->kind = visit->whom.kind;
	form->id = visit->whom.id;
	form->key = mq_arena_strdup(&form->arena, visit->key);
	form->title = mq_arena_strdup(&form->arena, *visit->title ? visit->title : visit->key);
	form->place_kind = of_household ? mq_schema_kind(form->schema, "household") : form->kind;
	form->place_id = of_household ? visit->household : form->id;
}

static enum mq_err make(struct mq_form_state *form, struct mq_diag *diag)
{
	struct mq_visit_form visit = {0};
	enum mq_err err = mq_session_visit_form(form->session,
		(struct mq_whom){form->kind, form->id}, &visit, diag);
	if (err == MQ_OK) {
		mq_form_set_whom(form, &visit);
		add_rows(form, &visit);
	}
	mq_visit_form_release(&visit);
	return err;
}

/* ---- what is done with it ---- */

static void add_count(struct mq_buf *out, size_t n, const char *one, const char *many)
{
	if (n > 0) {
		mq_buf_adds(out, ", ");
		mq_buf_addf(out, n == 1 ? one : many, n);
	}
}

/* A question that stood in the form need not be told of again. */
static bool was_asked(const struct mq_form_state *form, const char *note)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct mq_form_row *row = &form->rows[i];
		if (row->field != MQ_NO_FIELD && !row->opened &&
			strstr(note, form->schema->fields[row->field].id)) {
			return true;
		}
	}
	return false;
}

static void tell(const struct mq_form_state *form, const struct mq_plan *plan, struct mq_form_told *told)
{
	mq_buf_addf(&told->text, _("visit of %s"), form->title);
	add_count(&told->text, plan->n_facts, _("%zu fact"), _("%zu facts"));
	add_count(&told->text, plan->n_confirmed, _("%zu confirmed"), _("%zu confirmed"));
	add_count(&told->text, plan->n_needs, _("%zu need"), _("%zu needs"));
	add_count(&told->text, plan->n_services, _("%zu service"), _("%zu services"));
	for (size_t i = 0; i < plan->n_notes; i++) {
		if (!was_asked(form, plan->notes[i])) {
			mq_buf_addf(&told->hint, "%s%s", told->hint.len > 0 ? "; " : "", plan->notes[i]);
		}
	}
	if (told->hint.len == 0) {
		mq_buf_adds(&told->hint, _("v mends a slip, not u"));
	}
}

static void say_there(struct mq_form_state *form, const struct mq_plan *plan)
{
	for (size_t i = 0; i < form->n; i++) {
		struct mq_form_row *row = &form->rows[i];
		if (row->hidden && row->n_choices == 1) {
			row->hidden = false;
			mq_form_set_fault(row, _("it was entered already"),
				plan->n_notes > 0 ? plan->notes[0] : NULL);
		}
	}
}

/* Who the visit was made to is not said again: nobody need have been met. */
static bool is_usual(const struct mq_form_state *form, const char *word)
{
	size_t len = strlen("met=");
	return strncmp(word, "met=", len) == 0 && strcmp(word + len, form->key) == 0;
}

static enum mq_err say(struct mq_form_state *form, const char *const *words, size_t n, bool trying,
	struct mq_form_told *told, struct mq_diag *diag)
{
	struct mq_plan plan = {0};
	const char **said = mq_alloc((n + 1) * sizeof(*said));
	size_t n_said = 0;
	for (size_t i = 0; i < n; i++) {
		said[n_said] = words[i];
		n_said += !is_usual(form, words[i]);
	}
	enum mq_err err = mq_session_visit_words(form->session, form->key, said, n_said, "screen",
		trying, &plan, diag);
	free(said);
	if (err == MQ_OK && plan.there && !trying) {
		say_there(form, &plan);
		err = MQ_ERR_INPUT;
	} else if (err == MQ_OK) {
		tell(form, &plan, told);
	}
	mq_plan_release(&plan);
	return err;
}

const struct mq_form_use mq_form_visit = {
	.name = N_("visit"), .done = N_("enter the visit"), .section = "visit", .make = make, .say = say,
	.can_try = true,
};
