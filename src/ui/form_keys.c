/*
 * What keys do to a form. A choice of one goes on to the next row by itself, so that a form is
 * filled in with little more than what is said in it.
 */
#include "form.h"

#include <string.h>

/* ---- from row to row ---- */

static bool can_go(const struct mq_form_state *form, size_t at)
{
	return at < form->n && mq_form_in_force(form, at);
}

void mq_form_select(struct mq_form_state *form, size_t row, int by)
{
	size_t last = form->n > 0 ? form->n - 1 : 0;
	size_t at = row < form->n ? row : last;
	for (int turn = 0; turn < 2; turn++, by = -by) {
		for (size_t to = at; to < form->n; to += (size_t)(long)by) {
			if (can_go(form, to)) {
				mq_list_select(&form->list, to);
				return;
			}
		}
	}
}

void mq_form_go(struct mq_form_state *form, int by)
{
	size_t at = form->list.selected;
	do {
		at += (size_t)(long)by;
	} while (at < form->n && !can_go(form, at));
	if (at < form->n) {
		mq_list_select(&form->list, at);
	}
}

/* ---- choices ---- */

const char *mq_form_key(size_t choice, char out[2])
{
	out[0] = (char)(choice < 9 ? '1' + (int)choice
		: choice < MQ_FORM_KEYS ? 'a' + (int)choice - 9 : '\0');
	out[1] = '\0';
	return out;
}

/* The choice of a key, full-width or not; n_choices: none. "?" is that of what is not known. */
static size_t choice_of(const struct mq_form_row *row, const char *text, size_t len)
{
	struct mq_buf folded = {0};
	size_t at = 0;
	char key[2];
	mq_utf8_fold(&folded, text, len);
	while (at < row->n_choices &&
		(folded.len == 0 || strcmp(mq_form_key(at, key), folded.data) != 0)) {
		at++;
	}
	if (row->clears && folded.len == 1 && folded.data[0] == '?') {
		at = row->n_choices - 1;
	}
	mq_buf_release(&folded);
	return at;
}

size_t mq_form_found(const struct mq_form_row *row, size_t *out, size_t max)
{
	struct mq_slice typed = mq_prompt_text(&row->typed);
	size_t n = 0;
	for (int called = MQ_CALLED_SO; typed.len > 0 && called > MQ_CALLED_NOT; called--) {
		for (size_t i = 0; i < row->n_choices && n < max; i++) {
			if (mq_session_called(&row->choices[i].names, typed.data, typed.len) ==
				(enum mq_called)called) {
				out[n++] = i;
			}
		}
	}
	return n;
}

static void choose_only(struct mq_form_row *row, size_t choice)
{
	for (size_t i = 0; i < row->n_choices; i++) {
		row->choices[i].chosen = i == choice;
	}
}

/* Of several; what is not known is none of them. */
static void turn_choice(struct mq_form_row *row, size_t choice)
{
	if (!*row->choices[choice].id) {
		choose_only(row, row->choices[choice].chosen ? SIZE_MAX : choice);
		return;
	}
	row->choices[choice].chosen = !row->choices[choice].chosen;
	for (size_t i = 0; i < row->n_choices; i++) {
		row->choices[i].chosen = row->choices[i].chosen && *row->choices[i].id;
	}
}

void mq_form_take(struct mq_form_state *form, size_t choice)
{
	struct mq_form_row *row = mq_form_here(form);
	form->touched = true;
	row->at = choice;
	mq_form_set_fault(row, NULL, NULL);
	if (row->opens) {
		mq_prompt_set(&row->typed, "", 0);
		row->at = 0;
		row->opens(form, form->list.selected, choice);
	} else if (row->kind == MQ_FORM_SEVERAL) {
		turn_choice(row, choice);
	} else {
		choose_only(row, choice);
		mq_form_go(form, 1);
	}
}

/* What is shown in a row that is looked through is what was taken of it. */
static void take_found(struct mq_form_state *form, size_t choice)
{
	struct mq_form_row *row = mq_form_here(form);
	const char *label = row->choices[choice].label;
	if (!row->opens) {
		mq_prompt_set(&row->typed, label, strlen(label));
	}
	mq_form_take(form, choice);
}

bool mq_form_turn(struct mq_form_state *form, int by)
{
	struct mq_form_row *row = mq_form_here(form);
	size_t to = row->at + (size_t)(long)by;
	if (to < row->n_choices) {
		row->at = to;
	}
	return row->n_choices > 0;
}

bool mq_form_clear(struct mq_form_state *form)
{
	struct mq_form_row *row = mq_form_here(form);
	bool said = mq_form_is_said(row) && !mq_form_is_typed(row);
	bool goes = row->opened && mq_prompt_text(&row->typed).len == 0;
	if (said) {
		choose_only(row, SIZE_MAX);
		form->touched = true;
	} else if (goes) {
		mq_form_take_out(form, form->list.selected);
	}
	return said || goes;
}

/* ---- typing ---- */

void mq_form_edited(struct mq_form_state *form)
{
	struct mq_form_row *row = mq_form_here(form);
	form->touched = true;
	mq_form_set_fault(row, NULL, NULL);
	if (row->kind == MQ_FORM_FIND) {
		choose_only(row, SIZE_MAX);
		row->at = 0;
	}
}

bool mq_form_type(struct mq_form_state *form, const char *text, size_t len)
{
	struct mq_form_row *row = mq_form_here(form);
	if (mq_form_is_typed(row)) {
		mq_prompt_insert(&row->typed, text, len);
		mq_form_edited(form);
		return true;
	}
	size_t choice = len == 1 && *text == ' ' ? row->at : choice_of(row, text, len);
	bool means = choice < row->n_choices;
	if (means) {
		mq_form_take(form, choice);
	}
	return means;
}

static bool is_looked_for(const struct mq_form_row *row)
{
	return row->kind == MQ_FORM_FIND && mq_prompt_text(&row->typed).len > 0 &&
		!mq_form_is_said(row);
}

void mq_form_step(struct mq_form_state *form, int by)
{
	enum { MOST = 64 };
	struct mq_form_row *row = mq_form_here(form);
	size_t found[MOST];
	size_t to = row->at + (size_t)(long)by;
	if (!is_looked_for(row)) {
		mq_form_go(form, by);
	} else if (to < mq_form_found(row, found, MOST)) {
		row->at = to;
	}
}

void mq_form_next(struct mq_form_state *form)
{
	enum { MOST = 64 };
	struct mq_form_row *row = mq_form_here(form);
	size_t found[MOST];
	size_t n = is_looked_for(row) ? mq_form_found(row, found, MOST) : 0;
	if (row->at < n) {
		take_found(form, found[row->at]);
	} else if (!is_looked_for(row)) {
		mq_form_go(form, 1);
	} else {
		mq_form_set_fault(row, _("nothing is called so"), NULL);
	}
}
