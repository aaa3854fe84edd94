/*
 * form: rows that are filled in, and the words that they come to: "visit_outcome=met". A row is a
 * choice of few, several of few, one of many, or a text; a choice may open a further row. What a
 * form is for (struct mq_form_use) says which rows there are and what is done with the words.
 */
#ifndef MINQING_UI_FORM_H
#define MINQING_UI_FORM_H

#include <minqing/session.h>

#include "list.h"
#include "prompt.h"

enum mq_form_kind {
	MQ_FORM_PICK,		/* one of few, by digit or letter */
	MQ_FORM_SEVERAL,	/* several of few */
	MQ_FORM_FIND,		/* one of many, by what is typed of its name */
	MQ_FORM_LINE,		/* a text */
	MQ_FORM_DONE,		/* the last row: Enter does it all */
};

/* Codes of which there are more are looked for by name. Keys are "1" … "9", "a" … "z". */
enum { MQ_FORM_FEW = 24, MQ_FORM_KEYS = 35, MQ_FORM_OF_MAX = 64 };

struct mq_form_choice {
	const char *id;		/* what it is in a word */
	const char *label;	/* for people */
	struct mq_names names;	/* FIND: all that it is called */
	bool chosen;
};

struct mq_form_state;
struct mq_visit_form;

struct mq_form_row {
	enum mq_form_kind kind;
	const char *label;
	const char *word;	/* what stands before what is said: "visit_detail=" */
	struct mq_form_choice *choices;
	size_t n_choices;
	size_t at;		/* the choice keys are on; FIND: of those found */
	struct mq_prompt typed;
	mq_field_id field;	/* what a text is read as; MQ_NO_FIELD: any text will do */
	const char *otherwise;	/* what holds where nothing is said, or "" */
	/* Opens a further row for a choice, and goes there; NULL: a choice is what is said. */
	void (*opens)(struct mq_form_state *form, size_t row, size_t choice);
	size_t about;		/* the owner's: which member */
	bool opened;		/* can be taken out */
	bool stands;		/* says something though nothing is typed into it */
	bool clears;		/* can say that it is not known */
	bool base;		/* without it nothing is said at all */
	bool required;
	bool hidden;
	uint64_t must;		/* required while one of these choices of form->deciding is chosen */
	uint64_t of;		/* in force while one of these is chosen, or none is; 0: always */
	bool only;		/* … and not while none is */
	char *fault;		/* NULL: none */
};

struct mq_form_use;

/* Zeroed is none. Texts of rows are form->arena's. */
struct mq_form_state {
	const struct mq_form_use *use;
	struct mq_session *session;	/* borrowed */
	const struct mq_schema *schema;
	const char *title;
	const char *key;		/* of whom, or of what, it is about */
	mq_kind_id kind;
	mq_record_id id;
	mq_kind_id place_kind;		/* a draft is of this: the household, where there is one */
	mq_record_id place_id;
	struct mq_form_row *rows;
	size_t n;
	size_t cap;
	size_t deciding;		/* the row that mq_form_row.of speaks of */
	struct mq_list list;		/* of rows, as many as its height has lines */
	bool touched;			/* something was said by hand */
	struct mq_arena arena;
};

void mq_form_release(struct mq_form_state *form);

/* ---- rows ---- */

/* A row in the place of another one, which with all behind it comes later; form->n: the last. Its
 * word is that and a '=' (label and word are copied). Borrowed until the next one. */
struct mq_form_row *mq_form_add(struct mq_form_state *form, size_t at, enum mq_form_kind kind,
	const char *label, const char *word);
/* The same for a field, as its type wants it: codes to choose from, or a text. */
struct mq_form_row *mq_form_add_field(struct mq_form_state *form, size_t at, mq_field_id field,
	const char *word);
/* The field of this id, or MQ_NO_FIELD. */
mq_field_id mq_form_field(const struct mq_form_state *form, const char *id);
/* A last row of that field, its word "ID="; NULL where the register does not have it. */
struct mq_form_row *mq_form_add_id(struct mq_form_state *form, const char *id,
	const char *otherwise);
/* A last row that asks what next, of whose choices (copied; their labels translated) none is taken
 * by itself: it decides which rows are in force. */
struct mq_form_row *mq_form_add_menu(struct mq_form_state *form,
	const struct mq_form_choice *choices, size_t n);
/* What was said in it, the first of the words: a choice's id; NULL, with a fault, where nothing. */
const char *mq_form_menu_said(const char *const *words, size_t n, struct mq_diag *diag);
/* Choose among the codes of a list; a list too long for keys is looked through by name. */
void mq_form_set_codes(struct mq_form_state *form, struct mq_form_row *row,
	const struct mq_codes *codes);
/* It can be said that it is not known: by a "?", or by a last choice whose id is "". */
void mq_form_add_unknown(struct mq_form_state *form, struct mq_form_row *row);
void mq_form_take_out(struct mq_form_state *form, size_t row);
bool mq_form_in_force(const struct mq_form_state *form, size_t row);
bool mq_form_is_required(const struct mq_form_state *form, const struct mq_form_row *row);
/* The row that begins with this word; NULL. */
struct mq_form_row *mq_form_row_of(struct mq_form_state *form, const char *word);
/* The row keys work on. */
struct mq_form_row *mq_form_here(const struct mq_form_state *form);
/* Is it typed that it is not known: "?"? */
bool mq_form_is_cleared(const struct mq_form_row *row);
/* Can it be typed into? */
bool mq_form_is_typed(const struct mq_form_row *row);
/* Is something said in it? */
bool mq_form_is_said(const struct mq_form_row *row);
/* What is said, for people, appended. */
void mq_form_show(const struct mq_form_row *row, struct mq_buf *out);

/* ---- keys ---- */

/* To a row, or the next one in force in that direction (by: 1 or -1). */
void mq_form_select(struct mq_form_state *form, size_t row, int by);
void mq_form_go(struct mq_form_state *form, int by);
/* Up and down: among what was found, where something was typed; else among the rows. */
void mq_form_step(struct mq_form_state *form, int by);
/* Letters into the row, or those that choose; false where they mean nothing there. */
bool mq_form_type(struct mq_form_state *form, const char *text, size_t len);
/* The text of the row was edited. */
void mq_form_edited(struct mq_form_state *form);
/* Take a choice of the row, as its key does. */
void mq_form_take(struct mq_form_state *form, size_t choice);
/* To the next choice, or the one before; take back what was chosen, or an empty row that was
 * opened. False where there is nothing such. */
bool mq_form_turn(struct mq_form_state *form, int by);
bool mq_form_clear(struct mq_form_state *form);
/* Enter: take what was found, and go on. */
void mq_form_next(struct mq_form_state *form);
/* The key that picks a choice: "1"; "" past MQ_FORM_KEYS. */
const char *mq_form_key(size_t choice, char out[2]);
/* Those choices of the row that are called as is typed, the best first; how many, at most max. */
size_t mq_form_found(const struct mq_form_row *row, size_t *out, size_t max);

/* ---- words, faults: form_words.c ---- */

/* What the form says; the array and its texts are the caller's, mq_form_words_free. */
char **mq_form_words(const struct mq_form_state *form, size_t *n);
void mq_form_words_free(char **words, size_t n);
/* Tell each row what is amiss with it, as far as rows know; true where nothing is. */
bool mq_form_check(struct mq_form_state *form);
/* How many rows have something amiss. */
size_t mq_form_n_faults(const struct mq_form_state *form);
/* Find the rows at fault for which the words were refused; what is nobody's stays in diag. True
 * where some were found; the first is gone to. */
bool mq_form_blame(struct mq_form_state *form, struct mq_diag *diag);
void mq_form_set_fault(struct mq_form_row *row, const char *text, const char *hint);

/* ---- what it is for ---- */

struct mq_form_told {
	struct mq_buf text;	/* what was done */
	struct mq_buf hint;	/* what was noted beside, or "" */
};

struct mq_form_use {
	const char *name;	/* as in messages, N_() */
	const char *task;	/* what it costs is counted so (burden.h) */
	const char *done;	/* the label of the last row, N_() */
	const char *section;	/* of a card: where what was written is shown */
	/* Make its rows for form->kind, id; released by the caller, whatever is returned. */
	enum mq_err (*make)(struct mq_form_state *form, struct mq_diag *diag);
	/* … where make is NULL: of somebody, or of a household, who is told to it. */
	void (*add_rows)(struct mq_form_state *form, const struct mq_visit_form *visit);
	/* Do it; or, where it can be tried, only find out whether it would be done. */
	enum mq_err (*say)(struct mq_form_state *form, const char *const *words, size_t n, bool trying,
		struct mq_form_told *told, struct mq_diag *diag);
	bool can_try;
};

/* A row for each member, that opens one for each of the facts that changed. */
void mq_form_add_facts(struct mq_form_state *form, const struct mq_visit_form *visit);
/* What a card says in a field, lent by it; "" where it does not. */
struct mq_card;
const char *mq_form_on_card(const struct mq_card *card, mq_field_id field);

extern const struct mq_form_use mq_form_visit;
extern const struct mq_form_use mq_form_service;
extern const struct mq_form_use mq_form_need;
extern const struct mq_form_use mq_form_step_of_need;
extern const struct mq_form_use mq_form_step_of_service;
/* What leads a record of this kind on: the steps of a need, of a service. */
const struct mq_form_use *mq_form_lead_on(const struct mq_schema *schema, mq_kind_id kind);

/* Make a form; on an error nothing is left of it. */
enum mq_err mq_form_open(struct mq_form_state *form, const struct mq_form_use *use,
	struct mq_session *session, mq_kind_id kind, mq_record_id id, struct mq_diag *diag);
/* Make a form for a visit to whom a key or the number of a sheet means, on the day of that. */
enum mq_err mq_form_open_visit(struct mq_form_state *form, struct mq_session *session,
	const char *key, struct mq_diag *diag);
/* Check it and do it. OK; INPUT where rows are at fault; else what stands in diag. */
enum mq_err mq_form_do(struct mq_form_state *form, struct mq_form_told *told, struct mq_diag *diag);

/* ---- drafts: forms that were left ---- */

struct mq_drafts {
	struct mq_form_state *forms;
	size_t n;
	size_t cap;
};

/* Keep a form; it is moved. */
void mq_drafts_keep(struct mq_drafts *drafts, struct mq_form_state *form);
/* Take the one of the same use and place as form in its stead; false where there is none. */
bool mq_drafts_take(struct mq_drafts *drafts, struct mq_form_state *form);
void mq_drafts_release(struct mq_drafts *drafts);

#endif
