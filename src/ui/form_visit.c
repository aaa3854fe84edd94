/*
 * A visit as a form. It begins as most visits are: today, at home, by who sits here, and who was
 * met is the person of the card. What changed is said of one person at a time; what
 * is asked of somebody is asked while that person was met.
 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

static const struct mq_codes *codes_of(const struct mq_form_state *form, const char *id)
{
	mq_field_id field = mq_form_field(form, id);
	return field == MQ_NO_FIELD ? NULL : form->schema->fields[field].codes;
}

/* ---- needs, services ---- */

static void open_text(struct mq_form_state *form, size_t at, const char *label, const char *word)
{
	struct mq_form_row *row = mq_form_add(form, at, MQ_FORM_LINE, label, word);
	row->field = mq_form_field(form, "need_detail");
	row->otherwise = _("what is needed");
	row->opened = true;
	mq_form_select(form, at, 1);
}

static void open_need(struct mq_form_state *form, size_t at, size_t choice)
{
	const struct mq_form_choice *need = &form->rows[at].choices[choice];
	open_text(form, at, mq_arena_format(&form->arena, _("need: %s"), need->label),
		mq_arena_format(&form->arena, "need:%s=", need->id));
}

/* One that was solved there and then. */
static void open_spot(struct mq_form_state *form, size_t at, size_t choice)
{
	const struct mq_form_choice *need = &form->rows[at].choices[choice];
	open_text(form, at, mq_arena_format(&form->arena, _("solved: %s"), need->label),
		mq_arena_format(&form->arena, "spot:%s=", need->id));
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
	struct mq_form_row *row = mq_form_add_id(form, "visit_outcome", "");
	row->base = true;
	row->required = true;
	for (size_t i = 0; i < row->n_choices; i++) {
		row->choices[i].chosen = strcmp(row->choices[i].id, "met") == 0;
	}
}

static void add_asked(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	for (size_t i = 0; i < visit->n_asked; i++) {
		struct mq_form_row *row = mq_form_add_id(form, form->schema->fields[visit->asked[i]].id, "");
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
	mq_form_add_id(form, "visit_detail", "");
	add_asked(form, visit);
	mq_form_add_id(form, "visit_confirmed", "");
	mq_form_add_facts(form, visit);
	add_opening(form, _("+ need heard"), "need_kind", open_need);
	add_opening(form, _("+ need solved"), "need_kind", open_spot);
	add_opening(form, _("+ service done"), "service_item", open_service);
	mq_form_add_id(form, "visit_time", mq_arena_strdup(&form->arena, day));
	mq_form_add_id(form, "visit_mode", _("as the outcome has it"));
	mq_form_add_id(form, "visit_staff", _("you"));
	add_again(form);
}

enum mq_err mq_form_open_visit(struct mq_form_state *form, struct mq_session *session,
	const char *key, struct mq_diag *diag)
{
	struct mq_whom whom;
	mq_day day;
	enum mq_err err = mq_session_visit_whom(session, key, &whom, &day, diag);
	if (err == MQ_OK) {
		err = mq_form_open(form, &mq_form_visit, session, whom.kind, whom.id, diag);
	}
	struct mq_form_row *row = err == MQ_OK ? mq_form_row_of(form, "visit_time=") : NULL;
	if (row && day != MQ_DAY_MIN) {
		char text[16];
		mq_day_format(day, text);
		mq_prompt_set(&row->typed, text, strlen(text));
	}
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
	.name = N_("visit"), .task = "visit", .done = N_("enter the visit"), .section = "visit",
	.add_rows = add_rows, .say = say, .can_try = true,
};
