/*
 * A form as questions, one after the other: an empty line leaves the answer as it is and goes on,
 * numbers choose, "-" takes back, anything else is what is said; of a fact that changed "?" says
 * that it is not known. Nothing is written before the last one.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

enum { FOUND_MAX = 20 };

/* ---- asking ---- */

static void add_choices(const struct mq_form_row *row, struct mq_buf *out)
{
	size_t found[FOUND_MAX];
	bool find = row->kind == MQ_FORM_FIND;
	size_t n = find ? mq_form_found(row, found, FOUND_MAX) : row->n_choices;
	for (size_t i = 0; i < n && !(find && mq_form_is_said(row)); i++) {
		const struct mq_form_choice *choice = &row->choices[find ? found[i] : i];
		mq_buf_addf(out, "%s%zu %s", i > 0 ? ", " : " ... ", i + 1, choice->label);
	}
}

/* "visit notes: now: …; 1 met, 2 not home" */
static void ask(struct mq_plain *plain)
{
	const struct mq_form_row *row = mq_form_here(&plain->form);
	struct mq_buf said = {0};
	struct mq_buf text = {0};
	if (row->kind == MQ_FORM_DONE) {
		mq_plain_say(plain, _("%s: an empty line does it, :back throws all away"), row->label);
		return;
	}
	mq_form_show(row, &said);
	const char *value = said.len > 0 ? said.data : row->otherwise;
	mq_buf_addf(&text, "%s:%s%s", row->label, *value ? " " : "", value);
	add_choices(row, &text);
	mq_buf_adds(&text, row->clears ? _(" (? says it is not known)") : "");
	mq_plain_say(plain, "%s", text.data);
	if (row->fault) {
		mq_plain_say(plain, "! %s", row->fault);
	}
	mq_buf_release(&said);
	mq_buf_release(&text);
}

static void begin(struct mq_plain *plain, const struct mq_form_use *use, mq_kind_id kind,
	mq_record_id id)
{
	struct mq_diag diag = {0};
	enum mq_err err = mq_form_open(&plain->form, use, plain->session, kind, id, &diag);
	if (err == MQ_OK) {
		mq_plain_task_begin(plain, use->task);
		mq_plain_say(plain, "%s: %s", _(use->name), plain->form.title);
		mq_plain_say(plain, "%s",
			_("An empty line goes on, - takes back, :previous asks again, :back throws all away."));
		ask(plain);
	}
	mq_plain_say_fault(plain, err, &diag);
}

/* use NULL: what leads the record on. */
static void open(struct mq_plain *plain, const struct mq_form_use *use)
{
	mq_kind_id kind;
	mq_record_id id;
	if (mq_plain_whom(plain, &kind, &id)) {
		begin(plain, use ? use : mq_form_lead_on(plain->schema, kind), kind, id);
	}
}

void mq_plain_visit(struct mq_plain *plain)
{
	open(plain, &mq_form_visit);
}

void mq_plain_need(struct mq_plain *plain)
{
	open(plain, &mq_form_need);
}

void mq_plain_answer(struct mq_plain *plain)
{
	open(plain, NULL);
}

void mq_plain_service(struct mq_plain *plain)
{
	open(plain, &mq_form_service);
}

/* ---- answers ---- */

/* A row that was refused has to be said again. */
static void count_refused(struct mq_plain *plain)
{
	for (size_t n = mq_form_n_faults(&plain->form); n > 0; n--) {
		mq_burden_retyped(&plain->burden);
	}
}

static void do_it(struct mq_plain *plain)
{
	struct mq_form_told told = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_form_do(&plain->form, &told, &diag);
	if (err == MQ_OK) {
		mq_plain_say(plain, "%s", told.text.data);
		mq_plain_task_end(plain, plain->form.use->task);
		mq_form_release(&plain->form);
	} else {
		count_refused(plain);
		mq_plain_say(plain, "%s", _("nothing is written yet"));
		mq_plain_say_fault(plain, diag.n_faults > 0 ? err : MQ_OK, &diag);
		ask(plain);
	}
	mq_diag_release(&diag);
	mq_buf_release(&told.text);
	mq_buf_release(&told.hint);
}

static void go(struct mq_plain *plain, int by)
{
	if (by > 0 && mq_form_here(&plain->form)->kind == MQ_FORM_DONE) {
		do_it(plain);
		return;
	}
	mq_form_go(&plain->form, by);
	ask(plain);
}

/* A number; "?" is the last one, where that says that it is not known. */
static bool read_choice(const struct mq_form_row *row, struct mq_slice word, size_t *number)
{
	*number = row->n_choices;
	return (row->clears && word.len == 1 && *(const char *)word.data == '?') ||
		mq_plain_number(word, number);
}

/* One number, or several of a row that has several: those and no others. */
static bool choose(struct mq_plain *plain, const char *text)
{
	struct mq_form_state *form = &plain->form;
	struct mq_form_row *row = mq_form_here(form);
	bool wanted[MQ_FORM_OF_MAX] = {false};
	size_t n = row->n_choices < MQ_FORM_OF_MAX ? row->n_choices : MQ_FORM_OF_MAX;
	size_t last = 0;
	while (*(text += strspn(text, " ,"))) {
		size_t len = strcspn(text, " ,");
		if (!read_choice(row, mq_slice(text, len), &last) || last == 0 || last > n) {
			return false;
		}
		wanted[last - 1] = true;
		text += len;
	}
	if (row->kind == MQ_FORM_PICK) {
		mq_form_take(form, last - 1);
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		if (row->choices[i].chosen != wanted[i]) {
			mq_form_take(form, i);
		}
	}
	mq_form_go(form, 1);
	return true;
}

/* A number picks from what the text before it found. */
static void find(struct mq_plain *plain, const char *text)
{
	struct mq_form_state *form = &plain->form;
	struct mq_form_row *row = mq_form_here(form);
	size_t found[FOUND_MAX];
	size_t number = 0;
	size_t n = mq_form_found(row, found, FOUND_MAX);
	if (!mq_plain_number(mq_slice_str(text), &number) || number == 0 || number > n) {
		mq_prompt_set(&row->typed, text, strlen(text));
		mq_form_edited(form);
		n = mq_form_found(row, found, FOUND_MAX);
		number = n == 1 ? 1 : 0;
	}
	if (number > 0) {
		row->at = number - 1;
		mq_form_next(form);
	} else if (n == 0) {
		mq_plain_say(plain, "%s", _("nothing is called so"));
		mq_prompt_set(&row->typed, "", 0);
	}
}

/* What was said is taken back, and a row that was opened goes. */
static void take_back(struct mq_form_state *form)
{
	struct mq_form_row *row = mq_form_here(form);
	mq_prompt_set(&row->typed, "", 0);
	mq_form_edited(form);
	mq_form_clear(form);
}

static void answer(struct mq_plain *plain, const char *text)
{
	struct mq_form_state *form = &plain->form;
	struct mq_form_row *row = mq_form_here(form);
	if (strcmp(text, "-") == 0) {
		take_back(form);
		ask(plain);
		return;
	}
	switch (row->kind) {
	case MQ_FORM_PICK:
	case MQ_FORM_SEVERAL:
		if (!choose(plain, text)) {
			mq_plain_say(plain, "%s", _("it is chosen by its number"));
		}
		break;
	case MQ_FORM_FIND:
		find(plain, text);
		break;
	case MQ_FORM_LINE:
		mq_prompt_set(&row->typed, text, strlen(text));
		mq_form_edited(form);
		mq_form_go(form, 1);
		break;
	case MQ_FORM_DONE:
		break;
	}
	ask(plain);
}

void mq_plain_form_line(struct mq_plain *plain, const struct mq_plain_said *said)
{
	char *text = mq_strndup(said->text.data, said->text.len);
	if (said->saying == MQ_PLAIN_MORE) {
		go(plain, 1);
	} else if (said->saying == MQ_PLAIN_WHERE && !mq_form_here(&plain->form)->clears) {
		ask(plain);
	} else if (said->saying != MQ_PLAIN_COMMAND) {
		answer(plain, text);
	} else if (strcmp(said->name, "previous") == 0) {
		go(plain, -1);
	} else if (strcmp(said->name, "back") == 0) {
		mq_form_release(&plain->form);
		mq_burden_drop(&plain->burden);
		mq_plain_say(plain, "%s", _("nothing was written"));
	} else {
		mq_plain_say(plain, "%s",
			_("An empty line goes on, - takes back, :previous asks again, :back throws all away."));
	}
	free(text);
}
