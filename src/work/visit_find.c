#include "visit_own.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/*
 * Whom a row is about. What its columns say is one question; it is they where it has one
 * answer. Namesakes are told apart by a further column, never by a guess.
 */

enum { CANDIDATES = 6 };

struct finding {
	const struct mq_view *view;
	struct visit_names names;
	const struct mq_visit_mark *marks;
	size_t n_marks;
	mq_kind_id kind;	/* who is looked for */
	struct mq_diag *diag;
};

static bool is_key(const struct finding *f, const struct mq_field *field)
{
	const struct mq_kind *kind = &f->view->schema->kinds[field->kind];

	for (size_t i = 0; i < kind->n_key; i++) {
		if (kind->key[i] == field->number) {
			return true;
		}
	}
	return false;
}

/* Digits and letters alone, which need no quotes. */
static bool is_plain(struct mq_slice text)
{
	const unsigned char *bytes = text.data;

	for (size_t i = 0; i < text.len; i++) {
		if (!isalnum(bytes[i]) || bytes[i] >= 0x80) {
			return false;
		}
	}
	return text.len > 0;
}

/* One condition: all of a name or a key, the last digits of a number, a part of an address. */
static void add_condition(const struct finding *f, const struct mq_visit_mark *mark,
	struct mq_buf *text)
{
	const struct mq_field *field = &f->view->schema->fields[mark->field];

	mq_buf_adds(text, text->len ? " and " : "");
	mq_buf_adds(text, field->id);
	if (field->type == MQ_TYPE_TEXT && field->search == MQ_SEARCH_NUMBER &&
	    is_plain(mark->text)) {
		mq_buf_adds(text, ":…");
		mq_buf_add(text, mark->text.data, mark->text.len);
		return;
	}
	mq_buf_adds(text, field->type == MQ_TYPE_TEXT && field->search == MQ_SEARCH_WORDS &&
		!is_key(f, field) ? ":" : "=");
	mq_query_quote(mark->text.data, mark->text.len, text);
}

static void say_marks(const struct finding *f, struct mq_buf *text)
{
	for (size_t i = 0; i < f->n_marks; i++) {
		mq_buf_addf(text, "%s%s %.*s", i ? ", " : "",
			mq_field_label(&f->view->schema->fields[f->marks[i].field]),
			(int)(f->marks[i].text.len < 60 ? f->marks[i].text.len : 60),
			(const char *)f->marks[i].text.data);
	}
}

/* Nobody, or more than one: with who it may be. */
static enum mq_err refuse(const struct finding *f, const struct mq_set *set)
{
	struct mq_arena arena = {0};
	struct mq_buf marks = {0};
	struct mq_buf who = {0};
	mq_record_id ids[CANDIDATES];
	uint64_t all = mq_set_count(set);
	size_t n = mq_set_read(set, 0, ids, CANDIDATES);

	say_marks(f, &marks);
	for (size_t i = 0; i < n; i++) {
		mq_buf_adds(&who, i ? "; " : "");
		mq_buf_adds(&who, f->kind == f->names.resident ? person_line(f->view, ids[i], &arena) :
			key_of(f->view, f->kind, ids[i], &arena));
	}
	if (!all) {
		mq_diag_add(f->diag, MQ_ERR_INPUT, _("nobody has %s"), marks.data);
	} else {
		mq_diag_add(f->diag, MQ_ERR_INPUT, _("%llu have %s: %s"), (unsigned long long)all,
			marks.data, who.data);
		mq_diag_hint(f->diag, "%s", _("say who it is with person_id, household_id, "
			"standard_address or the last digits of id_number"));
	}
	mq_buf_release(&who);
	mq_buf_release(&marks);
	mq_arena_release(&arena);
	return MQ_ERR_INPUT;
}

static enum mq_err ask(const struct finding *f, const struct mq_buf *text, struct mq_whom *whom)
{
	struct mq_query *query;
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_new(f->view->schema, f->kind, f->view->today, MQ_QUERY_WHOLE,
		text->data, text->len, &query, f->diag);

	if (err != MQ_OK) {
		return MQ_ERR_INPUT;
	}
	err = mq_query_answer(query, f->view, &answer, NULL, f->diag);
	if (err == MQ_OK && mq_set_count(answer.yes) == 1) {
		whom->kind = f->kind;
		mq_set_read(answer.yes, 0, &whom->id, 1);
	} else if (err == MQ_OK) {
		err = refuse(f, answer.yes);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return err;
}

enum mq_err mq_visit_find(const struct mq_view *view, const struct mq_visit_mark *marks,
	size_t n_marks, struct mq_whom *whom, struct mq_diag *diag)
{
	struct finding f = {.view = view, .marks = marks, .n_marks = n_marks, .diag = diag};
	struct mq_buf text = {0};
	enum mq_err err = visit_names_find(view->schema, &f.names, diag);

	f.kind = f.names.household;
	for (size_t i = 0; i < n_marks && err == MQ_OK; i++) {
		if (view->schema->fields[marks[i].field].kind == f.names.resident) {
			f.kind = f.names.resident;
		}
		add_condition(&f, &marks[i], &text);
	}
	if (err == MQ_OK && n_marks == 0) {
		err = mq_diag_add(diag, MQ_ERR_INPUT, "%s", _("the row does not say who it is about"));
	} else if (err == MQ_OK) {
		err = ask(&f, &text, whom);
	}
	mq_buf_release(&text);
	return err;
}
