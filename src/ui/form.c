/*
 * The rows of a form. Which are in force may hang on what is chosen in one of them, the deciding
 * one: what is asked of a person is asked while that person was met.
 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

void mq_form_release(struct mq_form_state *form)
{
	for (size_t i = 0; i < form->n; i++) {
		mq_prompt_release(&form->rows[i].typed);
		free(form->rows[i].fault);
	}
	free(form->rows);
	mq_arena_release(&form->arena);
	*form = (struct mq_form_state){0};
}

/* ---- making ---- */

struct mq_form_row *mq_form_add(struct mq_form_state *form, size_t at, enum mq_form_kind kind,
	const char *label, const char *word)
{
	form->rows = mq_grow(form->rows, &form->cap, form->n + 1, sizeof(*form->rows));
	memmove(form->rows + at + 1, form->rows + at, (form->n - at) * sizeof(*form->rows));
	form->rows[at] = (struct mq_form_row){
		.kind = kind, .label = mq_arena_strdup(&form->arena, label),
		.word = mq_arena_strdup(&form->arena, word), .field = MQ_NO_FIELD, .otherwise = "",
	};
	form->deciding += form->deciding < form->n && at <= form->deciding;
	form->n++;
	form->list.count = form->n;
	return &form->rows[at];
}

void mq_form_set_codes(struct mq_form_state *form, struct mq_form_row *row,
	const struct mq_codes *codes)
{
	row->n_choices = codes->n_codes;
	row->choices = mq_arena_alloc(&form->arena, (codes->n_codes + 1) * sizeof(*row->choices));
	for (size_t i = 0; i < codes->n_codes; i++) {
		const struct mq_code *code = &codes->codes[i];
		row->choices[i] = (struct mq_form_choice){
			.id = code->id, .label = mq_code_label(code),
			.names = {code->id, code->zh, code->en, code->aliases, code->n_aliases},
		};
	}
	if (row->kind == MQ_FORM_PICK && row->n_choices > MQ_FORM_FEW) {
		row->kind = MQ_FORM_FIND;
	}
}

void mq_form_add_unknown(struct mq_form_state *form, struct mq_form_row *row)
{
	size_t n = row->n_choices;
	row->clears = true;
	if (n > 0) {
		struct mq_form_choice *choices = mq_arena_alloc(&form->arena, (n + 1) * sizeof(*choices));
		memcpy(choices, row->choices, n * sizeof(*choices));
		choices[n] = (struct mq_form_choice){.id = "", .label = _("not known"),
			.names = {.id = "?", .zh = "未填", .en = "not known"}};
		row->choices = choices;
		row->n_choices = n + 1;
	}
}

static void set_yes_no(struct mq_form_state *form, struct mq_form_row *row)
{
	row->n_choices = 2;
	row->choices = mq_arena_alloc(&form->arena, 2 * sizeof(*row->choices));
	row->choices[0] = (struct mq_form_choice){.id = "true", .label = _("yes")};
	row->choices[1] = (struct mq_form_choice){.id = "false", .label = _("no")};
}

struct mq_form_row *mq_form_add_field(struct mq_form_state *form, size_t at, mq_field_id number,
	const char *word)
{
	const struct mq_field *field = &form->schema->fields[number];
	enum mq_form_kind kind = field->type == MQ_TYPE_MULTI ? MQ_FORM_SEVERAL
		: field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_BOOL ? MQ_FORM_PICK
		: MQ_FORM_LINE;
	struct mq_form_row *row = mq_form_add(form, at, kind, mq_field_label(field), word);
	row->field = number;
	if (field->type == MQ_TYPE_BOOL) {
		set_yes_no(form, row);
	} else if (kind != MQ_FORM_LINE) {
		mq_form_set_codes(form, row, field->codes);
	}
	return row;
}

mq_field_id mq_form_field(const struct mq_form_state *form, const char *id)
{
	return mq_schema_field_exact(form->schema, MQ_NO_KIND, id, strlen(id));
}

struct mq_form_row *mq_form_add_id(struct mq_form_state *form, const char *id,
	const char *otherwise)
{
	mq_field_id field = mq_form_field(form, id);
	if (field == MQ_NO_FIELD) {
		return NULL;
	}
	struct mq_form_row *row = mq_form_add_field(form, form->n, field,
		mq_arena_format(&form->arena, "%s=", id));
	row->otherwise = otherwise;
	return row;
}

static const char menu_word[] = "step=";

struct mq_form_row *mq_form_add_menu(struct mq_form_state *form,
	const struct mq_form_choice *choices, size_t n)
{
	struct mq_form_row *row = mq_form_add(form, form->n, MQ_FORM_PICK, _("what next"),
		menu_word);
	form->deciding = form->n - 1;
	row->required = true;
	row->n_choices = n;
	row->choices = mq_arena_alloc(&form->arena, n * sizeof(*row->choices));
	memcpy(row->choices, choices, n * sizeof(*row->choices));
	return row;
}

const char *mq_form_menu_said(const char *const *words, size_t n, struct mq_diag *diag)
{
	size_t len = strlen(menu_word);
	if (n > 0 && strncmp(words[0], menu_word, len) == 0) {
		return words[0] + len;
	}
	mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' has to be said"), _("what next"));
	return NULL;
}

void mq_form_take_out(struct mq_form_state *form, size_t at)
{
	mq_prompt_release(&form->rows[at].typed);
	free(form->rows[at].fault);
	form->deciding -= form->deciding < form->n && at < form->deciding;
	form->n--;
	memmove(form->rows + at, form->rows + at + 1, (form->n - at) * sizeof(*form->rows));
	form->list.count = form->n;
	mq_form_select(form, form->list.selected, 1);
}

/* ---- asking ---- */

static uint64_t decided(const struct mq_form_state *form)
{
	const struct mq_form_row *row = form->deciding < form->n ? &form->rows[form->deciding] : NULL;
	uint64_t chosen = 0;
	for (size_t i = 0; row && i < row->n_choices && i < MQ_FORM_OF_MAX; i++) {
		chosen |= (uint64_t)row->choices[i].chosen << i;
	}
	return chosen;
}

bool mq_form_is_required(const struct mq_form_state *form, const struct mq_form_row *row)
{
	return row->required || (row->must && (row->must & decided(form)));
}

bool mq_form_in_force(const struct mq_form_state *form, size_t at)
{
	const struct mq_form_row *row = &form->rows[at];
	uint64_t chosen = row->of ? decided(form) : 0;
	return !row->hidden && (!row->of || (row->of & chosen) || (!chosen && !row->only));
}

struct mq_form_row *mq_form_row_of(struct mq_form_state *form, const char *word)
{
	for (size_t i = 0; i < form->n; i++) {
		if (strcmp(form->rows[i].word, word) == 0) {
			return &form->rows[i];
		}
	}
	return NULL;
}

struct mq_form_row *mq_form_here(const struct mq_form_state *form)
{
	return form->list.selected < form->n ? &form->rows[form->list.selected] : NULL;
}

bool mq_form_is_cleared(const struct mq_form_row *row)
{
	static const char *const signs[] = {"?", "？"};
	struct mq_slice text = mq_prompt_text(&row->typed);
	bool cleared = false;
	for (size_t i = 0; row->clears && row->kind == MQ_FORM_LINE && i < MQ_LENGTH(signs); i++) {
		cleared = cleared || (text.len == strlen(signs[i]) &&
			memcmp(text.data, signs[i], text.len) == 0);
	}
	return cleared;
}

bool mq_form_is_typed(const struct mq_form_row *row)
{
	return row->kind == MQ_FORM_LINE || row->kind == MQ_FORM_FIND;
}

bool mq_form_is_said(const struct mq_form_row *row)
{
	bool said = row->stands ||
		(row->kind == MQ_FORM_LINE && mq_prompt_text(&row->typed).len > 0);
	for (size_t i = 0; !row->opens && i < row->n_choices; i++) {
		said = said || row->choices[i].chosen;
	}
	return said;
}

void mq_form_show(const struct mq_form_row *row, struct mq_buf *out)
{
	struct mq_slice text = mq_prompt_text(&row->typed);
	if (mq_form_is_typed(row)) {
		mq_buf_add(out, text.data ? text.data : "", text.len);
		return;
	}
	for (size_t i = 0, n = 0; !row->opens && i < row->n_choices; i++) {
		if (row->choices[i].chosen) {
			mq_buf_addf(out, "%s%s", n++ > 0 ? ", " : "", row->choices[i].label);
		}
	}
}

/* ---- opening, doing ---- */

/* A draft of it is the household's. */
static void set_whom(struct mq_form_state *form, const struct mq_visit_form *visit)
{
	bool of_household = visit->household != MQ_NO_RECORD;
	form->kind = visit->whom.kind;
	form->id = visit->whom.id;
	form->key = mq_arena_strdup(&form->arena, visit->key);
	form->title = mq_arena_strdup(&form->arena, *visit->title ? visit->title : visit->key);
	form->place_kind = of_household ? mq_schema_kind(form->schema, "household") : form->kind;
	form->place_id = of_household ? visit->household : form->id;
}

static enum mq_err make_of_whom(struct mq_form_state *form, struct mq_diag *diag)
{
	struct mq_visit_form visit = {0};
	enum mq_err err = mq_session_visit_form(form->session,
		(struct mq_whom){form->kind, form->id}, &visit, diag);
	if (err == MQ_OK) {
		set_whom(form, &visit);
		form->use->add_rows(form, &visit);
	}
	mq_visit_form_release(&visit);
	return err;
}

enum mq_err mq_form_open(struct mq_form_state *form, const struct mq_form_use *use,
	struct mq_session *session, mq_kind_id kind, mq_record_id id, struct mq_diag *diag)
{
	*form = (struct mq_form_state){.use = use, .session = session,
		.schema = mq_session_schema(session), .kind = kind, .id = id, .place_kind = kind,
		.place_id = id, .deciding = SIZE_MAX};
	enum mq_err err = use->make ? use->make(form, diag) : make_of_whom(form, diag);
	if (err == MQ_OK) {
		mq_form_add(form, form->n, MQ_FORM_DONE, _(use->done), "");
		mq_form_select(form, 0, 1);
	} else {
		mq_form_release(form);
	}
	return err;
}

enum mq_err mq_form_do(struct mq_form_state *form, struct mq_form_told *told, struct mq_diag *diag)
{
	if (!mq_form_check(form)) {
		return MQ_ERR_INPUT;
	}
	size_t n;
	char **words = mq_form_words(form, &n);
	enum mq_err err = form->use->say(form, (const char *const *)words, n, false, told, diag);
	mq_form_words_free(words, n);
	if (err != MQ_OK && mq_form_blame(form, diag)) {
		mq_diag_release(diag);
	}
	return err;
}

/* ---- drafts ---- */

void mq_drafts_keep(struct mq_drafts *drafts, struct mq_form_state *form)
{
	drafts->forms = mq_grow(drafts->forms, &drafts->cap, drafts->n + 1, sizeof(*drafts->forms));
	drafts->forms[drafts->n++] = *form;
	*form = (struct mq_form_state){0};
}

/* Texts go on into rows that say the same. */
static void carry_on(struct mq_form_state *form, const struct mq_form_state *draft)
{
	for (size_t i = 0; i < draft->n; i++) {
		const struct mq_form_row *from = &draft->rows[i];
		struct mq_slice text = mq_prompt_text(&from->typed);
		struct mq_form_row *to = mq_form_row_of(form, from->word);
		if (to && to->kind == MQ_FORM_LINE && from->kind == MQ_FORM_LINE && text.len > 0) {
			mq_prompt_set(&to->typed, text.data, text.len);
			form->touched = true;
		}
	}
}

/* A record that stands elsewhere by now has other rows: what is possible has changed. */
static void take_draft(struct mq_form_state *form, struct mq_form_state *draft)
{
	if (form->use->make && strcmp(form->title, draft->title) != 0) {
		carry_on(form, draft);
		mq_form_release(draft);
	} else {
		mq_form_release(form);
		*form = *draft;
	}
}

bool mq_drafts_take(struct mq_drafts *drafts, struct mq_form_state *form)
{
	for (size_t i = 0; i < drafts->n; i++) {
		struct mq_form_state *draft = &drafts->forms[i];
		if (draft->use == form->use && draft->place_kind == form->place_kind &&
			draft->place_id == form->place_id) {
			take_draft(form, draft);
			drafts->n--;
			memmove(draft, draft + 1, (drafts->n - i) * sizeof(*draft));
			return true;
		}
	}
	return false;
}

void mq_drafts_release(struct mq_drafts *drafts)
{
	for (size_t i = 0; i < drafts->n; i++) {
		mq_form_release(&drafts->forms[i]);
	}
	free(drafts->forms);
	*drafts = (struct mq_drafts){0};
}
