/* What the files of visits and services share. */
#ifndef MINQING_WORK_VISIT_OWN_H
#define MINQING_WORK_VISIT_OWN_H

#include <minqing/conf.h>
#include <minqing/visit.h>
#include <minqing/work.h>

/* ---- visit_field.c: what they ask of a register's definitions ---- */

/* Fields and kinds by what they are for. MQ_NO_FIELD where a register, made before, has none. */
struct visit_names {
	mq_kind_id resident, household, visit, need, service;
	mq_field_id of_household;	/* a resident's link */
	mq_field_id key, day, mode, outcome, persons, staff, with, confirmed, confirmed_on;
	mq_field_id need_id, need_day, need_kind, need_detail, need_channel, need_state;
	mq_field_id service_id, service_item, service_from, service_to, service_state,
		service_cycle, service_source, service_review, service_evidence, service_reason,
		service_provider, service_next, service_done;
};

/* CONFIG where one that nothing goes without is missing. */
enum mq_err visit_names_find(const struct mq_schema *schema, struct visit_names *names,
	struct mq_diag *diag);
/* The link of a journal kind to another kind, or MQ_NO_FIELD. */
mq_field_id visit_link(const struct mq_schema *schema, mq_kind_id kind, mq_kind_id to);

/* ---- visit_draft.c: what acts are made of ---- */

/* One change as it is being made; texts are copied into the plan's arena. */
struct change_draft {
	struct mq_plan *plan;
	mq_kind_id kind;
	mq_record_id id;
	struct mq_record_value *values;
	size_t n;
	size_t cap;
};

void draft_begin(struct change_draft *draft, struct mq_plan *plan, mq_kind_id kind,
	mq_record_id id);
/* Does nothing for MQ_NO_FIELD. The last of one field counts. */
void draft_set(struct change_draft *draft, mq_field_id field, struct mq_slice text);
void draft_set_text(struct change_draft *draft, mq_field_id field, const char *text);
/* The same where nothing was said of the field. */
void draft_default(struct change_draft *draft, mq_field_id field, const char *text);
void draft_set_id(struct change_draft *draft, mq_field_id field, mq_record_id id);
void draft_set_day(struct change_draft *draft, mq_field_id field, mq_day day);
const struct mq_record_value *draft_get(const struct change_draft *draft, mq_field_id field);
void draft_end(struct change_draft *draft);
void plan_note(struct mq_plan *plan, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* ---- texts of records ---- */

/* A stored text, lent by the view; {NULL, 0}. */
struct mq_slice stored(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_field_id field);
/* A stored day, or otherwise. */
mq_day stored_day(const struct mq_view *view, mq_kind_id kind, mq_record_id id, mq_field_id field,
	mq_day otherwise);
/* Is it known, and just this? */
bool text_is(struct mq_slice text, const char *wanted);
/* What a record is called, for people, in an arena: its title, else its key; "" */
const char *title_of(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	struct mq_arena *arena);
const char *key_of(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	struct mq_arena *arena);
/* Any field that can be read from a record, for people: "" where not known. */
const char *shown_of(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_field_id field, struct mq_arena *arena);
/* "王芳, 82, 阳曲路760弄12号, P00012": enough to tell namesakes apart. */
const char *person_line(const struct mq_view *view, mq_record_id id, struct mq_arena *arena);
/* The day in a given text of a date field; INPUT. today where text.data is NULL. */
enum mq_err day_said(const struct mq_view *view, mq_field_id field, struct mq_slice text,
	mq_day *day, struct mq_diag *diag);
/* Is an expression true of these records? Any of them. */
enum mq_err is_true_of_any(const struct mq_view *view, const struct mq_query *query,
	const mq_record_id *ids, size_t n, bool *holds, struct mq_diag *diag);

/* ---- visit_said.c: FIELD=VALUE ---- */

struct word {
	struct mq_slice left;
	struct mq_slice right;	/* {NULL, 0} where there is no '=' */
};

struct word word_split(const char *text);
/* Is it, folded, one of these, which end in NULL? */
bool word_is(struct mq_slice word, const char *const *names);
/* The next name in a list, trimmed; *at moves on. Empty at the end. */
struct mq_slice name_next(const char **at);
/* Is it a field that people say themselves? Keys and links come from what they say. */
bool can_be_said(const struct mq_schema *schema, mq_field_id field);
/* Set FIELD=VALUE words of a kind in a draft. INPUT for each that is none. */
enum mq_err words_set(const struct mq_view *view, mq_kind_id kind, const char *const *words,
	size_t n_words, struct change_draft *draft, struct mq_diag *diag);
/* The same of these fields alone: INPUT for each other one, with the way out of a line of the
 * ledger. Those that are MQ_NO_FIELD are passed over. */
enum mq_err words_set_only(const struct mq_view *view, mq_kind_id kind, const char *const *words,
	size_t n_words, const mq_field_id *takes, size_t n_takes, struct change_draft *draft,
	struct mq_diag *diag);
enum mq_err no_such_field(const struct mq_schema *schema, mq_kind_id kind, struct mq_slice name,
	struct mq_diag *diag);
/* A code by any of its names, or INPUT with the nearest. */
enum mq_err code_said(const struct mq_field *field, struct mq_slice name, int *code,
	struct mq_diag *diag);

/* ---- visit_people.c ---- */

/* Whoever may be met in a sitting, at most MQ_VISIT_MEMBERS_MAX: the household, or who has none
 * alone. How many they are. */
size_t people_at_home(const struct mq_view *view, struct mq_whom whom, mq_record_id *ids);

/* A member by a number on a sheet, a key or a name. */
enum mq_err member_said(const struct mq_view *view, struct mq_whom whom, struct mq_slice name,
	mq_record_id *id, struct mq_diag *diag);

/* ---- visit_conf.c: visits.yaml ---- */

struct visit_suggestion {
	mq_field_id field;	/* of a resident */
	const char *value;
};

struct visit_outcome {
	int code;
	const char *mode;	/* how, where nobody says; or NULL */
	bool reached;		/* somebody was spoken with: questions are asked */
	struct visit_suggestion *suggestions;
	size_t n_suggestions;
};

struct visit_question {
	struct mq_query *when;	/* about residents */
	mq_field_id *ask;	/* of a visit */
	size_t n_ask;
	bool required;
};

struct visit_conf {
	struct visit_outcome *outcomes;
	size_t n_outcomes;
	struct visit_question *questions;
	size_t n_questions;
	struct mq_arena arena;
};

/* Nothing where there is no file. Released by the caller, whatever is returned. */
enum mq_err visit_conf_read(const char *dir, const struct mq_schema *schema, mq_day today,
	struct visit_conf *conf, struct mq_diag *diag);
void visit_conf_release(struct visit_conf *conf);
const struct visit_outcome *visit_outcome_of(const struct visit_conf *conf, int code);

/* ---- visit_ask.c ---- */

/* A sitting as its outcome is judged. */
struct visit_judged {
	const struct mq_view *view;
	const struct visit_names *names;
	const struct mq_visit *visit;
	const mq_record_id *people;	/* of whom it is */
	size_t n_people;
	const struct visit_outcome *outcome;	/* or NULL */
	mq_record_id record;		/* of the visit where it is there already, or MQ_NO_RECORD */
};

/* Note what was asked and not answered; INPUT where an answer is required. */
enum mq_err visit_ask(const struct visit_judged *judged, const struct visit_conf *conf,
	struct mq_plan *plan, struct mq_diag *diag);
/* Note the facts that the outcome suggests and that neither are so nor were said. */
void visit_suggest(const struct visit_judged *judged, struct mq_plan *plan);

/* ---- visit_plan.c, visit_came.c, visit_there.c ---- */

/* A sitting while it is planned. */
struct sitting {
	const struct mq_view *view;
	const struct mq_visit *visit;
	struct visit_names names;
	struct mq_plan *plan;
	struct visit_conf conf;
	const struct visit_outcome *outcome;
	const char *outcome_id;
	mq_day day;
	const char *staff;
	mq_record_id household;
	const char *base;		/* its key: household, day, staff */
	mq_record_id people[MQ_VISIT_MEMBERS_MAX];
	size_t n_people;
	struct mq_need_rules *rules;	/* while needs are planned, or NULL */
	unsigned need_number;
	mq_record_id members[MQ_VISIT_MEMBERS_MAX];	/* of the household */
	size_t n_members;
	const char *there;		/* the key of a record that is there under base, or NULL */
	const char *same;		/* of one with this outcome */
	const char *with;		/* … that is the first of its sitting */
	bool again;			/* all its records are there already */
	struct mq_diag *diag;
};

/* The last that was said of a field of the visit; {NULL, 0} */
struct mq_slice sitting_value(const struct mq_visit *visit, mq_field_id field);
/* Plan what came of it; its records were planned before. */
enum mq_err sitting_came(struct sitting *s, const char *dir);

/* Find under which base it is kept, of those of its day; INPUT where its key is too long. */
enum mq_err sitting_find(struct sitting *s);
/* The key of its record of a person, or where that is MQ_NO_RECORD of the household; the record. */
const char *sitting_key(const struct sitting *s, mq_record_id person);
mq_record_id sitting_record(const struct sitting *s, mq_record_id person);
/* Are all its records there? */
bool sitting_is_there(const struct sitting *s);
/* Does what is there say otherwise? That is noted. */
bool sitting_contradicts(struct sitting *s);
/* Plan what a record of it did not say yet. */
void sitting_fill(struct sitting *s, mq_record_id id);

/* What is said of a field beside what a record has: the same, something where nothing was, or
 * something else. */
enum news { NEWS_NONE, NEWS_NEW, NEWS_OTHER };
enum news sitting_news(const struct sitting *s, struct mq_whom whom, mq_field_id field,
	struct mq_slice text);

/* Where a need or a service is kept: whose visit it is of, by the beginning of a field. */
struct visit_kept {
	mq_kind_id kind;
	mq_field_id of, what, detail;
};
/* The next key of one that is free: the visit's, a letter, and a number after *n. */
const char *sitting_number(const struct sitting *s, mq_kind_id kind, char letter, size_t *n);
/* The next records of a journal, from an id on, that are of the sitting's household, or where it has
 * none of whom it is of. */
size_t sitting_linked(const struct sitting *s, mq_kind_id kind, mq_record_id from,
	mq_record_id *ids, size_t n_ids);
/* The record of it, where it was told of in this sitting before; MQ_NO_RECORD. */
mq_record_id sitting_said(const struct sitting *s, const struct visit_kept *kept,
	const struct mq_visit_thing *thing);

/* ---- service.c, call.c ---- */

/* mq_service_plan of a line whose provider first calls after so many days; 0: none is waited for. */
enum mq_err service_plan(const struct mq_view *view, struct mq_whom whom,
	const char *const *words, size_t n_words, int first_days, struct mq_plan *plan,
	struct mq_diag *diag);
/* The line with this key, which is what the plan is about; NOT_FOUND with the way to find keys. */
enum mq_err service_find(const struct mq_view *view, const struct visit_names *names,
	const char *id, struct mq_plan *plan, mq_record_id *found, struct mq_diag *diag);
/* A line as it is being told, and on which days it may have calls. All borrowed. */
struct call_line {
	const struct mq_view *view;
	const struct visit_names *names;
	struct change_draft *draft;
	mq_day begin;		/* MQ_DAY_MIN: not known */
	mq_day end;		/* MQ_DAY_MAX: none */
	struct mq_diag *diag;
};

/* The day of the call that is told: as was said, else today. INPUT where it is still to come, or is
 * none of the line. */
enum mq_err call_day(const struct call_line *line, mq_day *day);
/* By when the next call is waited for after the last (MQ_DAY_MIN: there was none): as was said, else
 * by a day, where the line has not ended by then. MQ_DAY_MAX: for none, nor is it in a register that
 * has no field for it. INPUT where what was said is not after the last, or is none of the line. */
enum mq_err call_settle(const struct call_line *line, mq_day last, mq_day day, mq_day *next);

/* ---- provider.c ---- */

/* The provider of a name; NULL. Borrowed. */
struct mq_provider *provider_named(const struct mq_providers *providers, struct mq_slice name);
/* Does it give the item, a number of the codes of services? */
bool provider_offers(const struct mq_provider *provider, int item);
/* How many places are left, of what was counted. */
uint64_t provider_places(const struct mq_provider *provider);

/* ---- visit_need.c ---- */

/* Plan what was heard in a sitting: of a resident, or of the household where about is
 * MQ_NO_RECORD. */
enum mq_err visit_hear(struct sitting *s, const char *dir, mq_record_id about);

#endif
