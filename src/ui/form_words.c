/*
 * What a form says, and what is amiss with it. A row knows of its own text whether its field can
 * have it; of the rest whoever is told the words decides. Whose fault a refusal is is found out
 * by trying each row beside those without which nothing is said; else by the name that it
 * quotes.
 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

/* ---- words ---- */

static char *word_of(const struct mq_form_row *row)
{
	struct mq_buf word = {0};
	struct mq_slice text = mq_prompt_text(&row->typed);
	mq_buf_adds(&word, row->word);
	if (row->kind == MQ_FORM_LINE && !mq_form_is_cleared(row)) {
		mq_buf_add(&word, text.data, text.len);
	}
	for (size_t i = 0, n = 0; i < row->n_choices; i++) {
		if (row->choices[i].chosen) {
			mq_buf_addf(&word, "%s%s", n++ > 0 ? "," : "", row->choices[i].id);
		}
	}
	return mq_buf_take(&word);
}

/* Of the rows that are base, and of `beside`; SIZE_MAX: of all. */
static char **words_of(const struct mq_form_state *form, size_t beside, size_t *n)
{
	char **words = mq_alloc((form->n + 1) * sizeof(*words));
	*n = 0;
	for (size_t i = 0; i < form->n; i++) {
		const struct mq_form_row *row = &form->rows[i];
		bool wanted = beside == SIZE_MAX || i == beside || row->base;
		if (wanted && mq_form_in_force(form, i) && mq_form_is_said(row)) {
			words[(*n)++] = word_of(row);
		}
	}
	return words;
}

char **mq_form_words(const struct mq_form_state *form, size_t *n)
{
	return words_of(form, SIZE_MAX, n);
}

void mq_form_words_free(char **words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(words[i]);
	}
	free(words);
}

/* ---- what rows know ---- */

void mq_form_set_fault(struct mq_form_row *row, const char *text, const char *hint)
{
	free(row->fault);
	row->fault = text ? mq_format("%s%s%s", text, hint ? "; " : "", hint ? hint : "") : NULL;
}

/* Can the field have this text? */
static void check_text(const struct mq_form_state *form, struct mq_form_row *row)
{
	struct mq_slice text = mq_prompt_text(&row->typed);
	struct mq_buf canonical = {0};
	struct mq_value value;
	struct mq_diag diag = {0};
	enum mq_err err = mq_value_read(&form->schema->fields[row->field], text.data, text.len,
		&canonical, &value, &diag);
	if (err == MQ_ERR_INPUT) {
		mq_form_set_fault(row, diag.n_faults > 0 ? diag.faults[0].message : "",
			diag.n_faults > 0 ? diag.faults[0].hint : NULL);
	}
	mq_buf_release(&canonical);
	mq_diag_release(&diag);
}

static void check_row(const struct mq_form_state *form, struct mq_form_row *row)
{
	bool said = mq_form_is_said(row);
	bool half = row->kind == MQ_FORM_FIND && !said && mq_prompt_text(&row->typed).len > 0;
	mq_form_set_fault(row, NULL, NULL);
	if (half) {
		mq_form_set_fault(row, _("nothing of it was taken yet"), _("Enter takes it"));
	} else if (!said && row->opened) {
		mq_form_set_fault(row, _("nothing is said here"), _("Backspace takes the row out"));
	} else if (!said && mq_form_is_required(form, row)) {
		mq_form_set_fault(row, _("this is to be said"), NULL);
	} else if (said && row->kind == MQ_FORM_LINE && row->field != MQ_NO_FIELD &&
		!mq_form_is_cleared(row)) {
		check_text(form, row);
	}
}

/* Go to the first row that has a fault; false where none has. */
static bool go_to_fault(struct mq_form_state *form)
{
	for (size_t i = 0; i < form->n; i++) {
		if (form->rows[i].fault && mq_form_in_force(form, i)) {
			mq_form_select(form, i, 1);
			return true;
		}
	}
	return false;
}

size_t mq_form_n_faults(const struct mq_form_state *form)
{
	size_t n = 0;
	for (size_t i = 0; i < form->n; i++) {
		n += form->rows[i].fault != NULL;
	}
	return n;
}

bool mq_form_check(struct mq_form_state *form)
{
	for (size_t i = 0; i < form->n; i++) {
		check_row(form, &form->rows[i]);
	}
	return !go_to_fault(form);
}

/* ---- whose fault it is ---- */

static void try_row(struct mq_form_state *form, size_t at)
{
	struct mq_diag diag = {0};
	struct mq_form_told told = {0};
	size_t n;
	char **words = words_of(form, at, &n);
	if (form->use->say(form, (const char *const *)words, n, true, &told, &diag) ==
		MQ_ERR_INPUT && diag.n_faults > 0) {
		mq_form_set_fault(&form->rows[at], diag.faults[0].message, diag.faults[0].hint);
	}
	mq_form_words_free(words, n);
	mq_diag_release(&diag);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
}

/* Where what nothing goes without is refused by itself, no other row is to blame. */
static bool base_is_good(struct mq_form_state *form)
{
	struct mq_form_told told = {0};
	size_t n;
	char **words = words_of(form, form->n, &n);
	enum mq_err err = form->use->say(form, (const char *const *)words, n, true, &told, NULL);
	mq_form_words_free(words, n);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
	return err == MQ_OK;
}

/* What words call the row: "need_result", "why"; "" where nothing does. Owned by the caller. */
static char *name_of(const struct mq_form_state *form, const struct mq_form_row *row)
{
	return row->field != MQ_NO_FIELD ? mq_strdup(form->schema->fields[row->field].id)
		: mq_strndup(row->word, row->kind == MQ_FORM_LINE ? strcspn(row->word, "=") : 0);
}

/* Where the text quotes the row, by its label or its name; SIZE_MAX: nowhere. */
static size_t quoted_at(const char *text, const char *label, const char *name)
{
	const char *by_label = strstr(text, label);
	const char *by_name = *name ? strstr(text, name) : NULL;
	const char *first = !by_label || (by_name && by_name < by_label) ? by_name : by_label;
	return first ? (size_t)(first - text) : SIZE_MAX;
}

/* The row that a text quotes first; NULL: none. */
static struct mq_form_row *quoted_row(struct mq_form_state *form, const char *text)
{
	struct mq_form_row *first = NULL;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < form->n; i++) {
		struct mq_form_row *row = &form->rows[i];
		bool asks = mq_form_in_force(form, i) && !row->opens && row->kind != MQ_FORM_DONE;
		char *name = name_of(form, row);
		size_t at = asks ? quoted_at(text, row->label, name) : SIZE_MAX;
		free(name);
		if (at < least) {
			least = at;
			first = row;
		}
	}
	return first;
}

/* What the form calls a name that stands in a text; NULL where it is none. In a hint, which is
 * prose, "why" is no name. */
static const char *label_of(const struct mq_form_state *form, struct mq_slice word, bool hint)
{
	const char *label = NULL;
	for (size_t i = 0; word.len > 0 && i < form->n && !label; i++) {
		const struct mq_form_row *row = &form->rows[i];
		char *name = name_of(form, row);
		bool same = strlen(name) == word.len && memcmp(name, word.data, word.len) == 0;
		bool counts = mq_form_in_force(form, i) && (!hint || strchr(name, '_'));
		label = same && counts ? row->label : NULL;
		free(name);
	}
	return label;
}

/* "need_result, why" as the form calls them; owned by the caller. */
static char *in_labels(const struct mq_form_state *form, const char *text, bool hint)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	struct mq_buf out = {0};
	mq_buf_adds(&out, "");
	while (*text) {
		size_t len = strspn(text, letters);
		const char *label = label_of(form, mq_slice(text, len), hint);
		len = len > 0 ? len : 1;
		mq_buf_add(&out, label ? label : text, label ? strlen(label) : len);
		text += len;
	}
	return mq_buf_take(&out);
}

static void blame_named(struct mq_form_state *form, const struct mq_fault *fault)
{
	struct mq_form_row *row = quoted_row(form, fault->message);
	row = !row && fault->hint ? quoted_row(form, fault->hint) : row;
	if (row) {
		char *text = in_labels(form, fault->message, false);
		char *hint = fault->hint ? in_labels(form, fault->hint, true) : NULL;
		mq_form_set_fault(row, text, hint);
		free(text);
		free(hint);
	}
}

bool mq_form_blame(struct mq_form_state *form, struct mq_diag *diag)
{
	if (form->use->can_try && base_is_good(form)) {
		for (size_t i = 0; i < form->n; i++) {
			if (!form->rows[i].base && mq_form_in_force(form, i) &&
				mq_form_is_said(&form->rows[i])) {
				try_row(form, i);
			}
		}
	}
	if (go_to_fault(form)) {
		return true;
	}
	for (size_t i = 0; i < diag->n_faults; i++) {
		blame_named(form, &diag->faults[i]);
	}
	return go_to_fault(form);
}
