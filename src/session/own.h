/* What the files of session share. */
#ifndef MINQING_SESSION_OWN_H
#define MINQING_SESSION_OWN_H

#include <minqing/answer.h>
#include <minqing/office.h>
#include <minqing/query.h>
#include <minqing/register.h>
#include <minqing/session.h>

/* A record, and those above it, as far as they were decoded. */
enum { ROW_LEVELS = 4 };

struct mq_row_source {
	const struct mq_view *view;
	mq_kind_id kind;
	mq_record_id id;
	struct mq_record records[ROW_LEVELS];
	bool have[ROW_LEVELS];
	struct mq_buf text;
	struct mq_buf derived;	/* a value as it was worked out, before it is shown */
};

/* The stretches of one field, as they were counted last. */
struct mq_stretches {
	size_t n;
	struct mq_bin bins[MQ_BINS_MAX];
};

/* A field, or the tags of a group as one. */
struct mq_facet_place {
	size_t group;
	mq_field_id field;	/* MQ_NO_FIELD: tags */
	size_t n_tags;
};

/* One officer at work. */
struct mq_session {
	struct mq_register *reg;
	const struct mq_schema *schema;
	char *officer;

	struct mq_view view;		/* good between look and look_away */
	bool held;			/* look and look_away have nothing to do */
	bool (*stop)(void *context);	/* mq_session_stop_when */
	void *stop_context;
	mq_day today;
	char *saved_seen;		/* the files of lists that were read; NULL: none yet */
	struct mq_duty_files *duty_files;	/* who is there, what has to be done; NULL: not yet */
	struct mq_need_rules *need_rules;	/* NULL: not read yet */
	char *need_rules_seen;		/* the files they were read from */
	struct mq_policies *policies;	/* NULL: not read yet */
	char *policies_seen;		/* the file they were read from */
	struct mq_upcoming_rules upcoming;	/* as they were read last */
	char *upcoming_seen;		/* from what, and when; NULL: not yet, or with faults */

	/* The facets of a kind, in order. */
	struct mq_facet_place *places;
	size_t n_places;
	size_t cap_places;
	mq_kind_id places_of;

	/* The question in force and its answer. */
	bool asked;
	mq_kind_id asked_kind;		/* what was given; the text may name another */
	struct mq_query *query;
	char *text;
	size_t text_len;
	bool typing;
	uint64_t question;		/* how many were answered: no two have the same */
	uint64_t snapshot;
	mq_day day;
	uint64_t saved;			/* the generation of lists it was made with */
	bool chinese;			/* the language of the texts in it */
	struct mq_answer answer;
	struct mq_set *counting;	/* the hits, to count others against; NULL: not yet */
	struct mq_set *unknown;
	struct mq_set *tiers[MQ_TIERS];	/* who goes first where no order is asked for; NULL: none */
	struct mq_reply reply;
	bool show_unknown;

	struct mq_row_source rows;	/* what decoding rows and cards needs, used again */
	struct mq_row_source phrases;
	struct mq_buf phrase;

	struct mq_stretches **stretches;	/* by field; NULL: not yet */
	struct mq_judgement *judgements;	/* what a card asks of tags, and in what memory */
	size_t cap_judgements;
	struct mq_arena scratch;
};

/* Begin one action: a snapshot and the officer's universe. End it where it began. */
enum mq_err mq_session_look(struct mq_session *session, struct mq_diag *diag);
void mq_session_look_away(struct mq_session *session);
/* One act of the officer's (see mq_register_act); source is where it came from, "visit add". Not
 * within a look. */
enum mq_err mq_session_act(struct mq_session *session, const char *why, const char *source,
	struct mq_change *changes, size_t n_changes, struct mq_diag *diag);
/* Within a look: a record by its key's text; NOT_FOUND, also for who is out of scope. */
enum mq_err mq_session_find_here(struct mq_session *session, mq_kind_id kind, const char *key,
	mq_record_id *id, struct mq_diag *diag);
/* Within a look: a question that is not the one in force. On MQ_OK the caller frees *query. */
enum mq_err mq_session_compile(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, struct mq_query **query, struct mq_diag *diag);
/* The same, and the answer in force is made true of it. */
enum mq_err mq_session_look_at_answer(struct mq_session *session, struct mq_diag *diag);
/* Within a look: make the answer in force true of this snapshot and day. USAGE where
 * nothing was asked yet. */
enum mq_err mq_session_refresh(struct mq_session *session, struct mq_diag *diag);
/* Free those who go first; none are left. */
void mq_session_forget_tiers(struct mq_set *tiers[MQ_TIERS]);

/* ---- config.c ---- */

/* Where the register's configuration is; owned by the caller. */
char *mq_session_config_dir(const struct mq_session *session);
/* Append what tells a file from itself changed: its place, size and time; nothing where there
 * is none. */
void mq_session_note_file(const char *dir, const char *name, struct mq_buf *noted);
/* Is what was noted of files other than *seen, or are they seen for the first time (NULL)? *seen,
 * which is owned, tells of what was noted from here on; noted is left empty. */
bool mq_session_seen_anew(char **seen, struct mq_buf *noted);
/* The same of files of the register's configuration, as they are now. */
bool mq_session_config_anew(const struct mq_session *session, const char *const *names,
	size_t n_names, char **seen);

/* ---- saved.c ---- */

/* Read lists where the text names one and they were not read yet, or changed. */
void mq_session_see_saved(struct mq_session *session, const char *text, size_t len);
/* Read lists where they were not read yet, or changed. */
void mq_session_see_files(struct mq_session *session);
/* The directory of the officer's own lists or of the register's; owned by the caller. */
char *mq_session_saved_dir(const struct mq_session *session, enum mq_saved_where where);

/* ---- duty.c ---- */

void mq_session_forget_duties(struct mq_session *session);
/* One of the staff by id, name or account, borrowed as from mq_session_duties. NOT_FOUND with
 * the nearest. */
enum mq_err mq_session_find_person(struct mq_session *session, const char *name,
	const struct mq_person **person, struct mq_diag *diag);

/* ---- upcoming.c ---- */

/* Of all rules the one of this name; or those of a policy, who comes to qualify and who will no
 * longer fit, which are watched though no rule says so: these are the arena's, the one is borrowed.
 * USAGE with the nearest. */
enum mq_err mq_session_upcoming_named(struct mq_session *session,
	const struct mq_upcoming_rules *rules, const char *name, struct mq_arena *arena,
	struct mq_upcoming_rules *named, struct mq_diag *diag);

/* ---- policy.c ---- */

/* The policies of the register now. */
enum mq_err mq_session_see_policies(struct mq_session *session, struct mq_diag *diag);
/* Within a look: mq_session_policy_text. */
enum mq_err mq_session_policy_within(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, const char *area, struct mq_buf *out, struct mq_diag *diag);

/* ---- page.c, ids.c ---- */

/* Within a look at the answer: how many rows a page has. */
size_t mq_session_page_rows(struct mq_session *session, const struct mq_page *page);
/* The same: the records that page->ids names, as far as the officer may be told of them;
 * freed by the caller. */
struct mq_set *mq_session_only(const struct mq_session *session, const struct mq_page *page);

/* What page, facets and counts range over now: the hits, or the unknown. */
const struct mq_set *mq_session_set(const struct mq_session *session);
mq_kind_id mq_session_kind(const struct mq_session *session);

/* ---- rows.c: the values of one record and of those above it ---- */

/* source is zeroed, or one that was used before, whose memory is used again. */
void mq_row_source_begin(struct mq_row_source *source, const struct mq_view *view,
	mq_kind_id kind, mq_record_id id);
void mq_row_source_release(struct mq_row_source *source);
/* Turn to another record of the same kind. */
void mq_row_source_turn(struct mq_row_source *source, mq_record_id id);
/* Append the field's value, canonical or for people; false where not known. */
bool mq_row_source_value(struct mq_row_source *source, mq_field_id field, bool canonical,
	struct mq_buf *out);
/* The same as text in an arena, {NULL, 0} where not known. */
struct mq_slice mq_row_source_text(struct mq_row_source *source, mq_field_id field,
	bool canonical, struct mq_arena *arena);

/* ---- within.c ---- */

/* Within a look: append where the officer works today, an expression about households or
 * residents; nothing where that is everywhere, or they are not among the staff. */
void mq_session_my_area(struct mq_session *session, struct mq_buf *out);
/* The same in words, in the language of messages. */
void mq_session_say_area(struct mq_session *session, const char *area, struct mq_buf *out);
/* Within a look: append a question about kind, or whomever it names (from:), narrowed to those in
 * an area; as it is where area is "". Errors: those of compiling. */
enum mq_err mq_session_within(struct mq_session *session, mq_kind_id kind, const char *text,
	const char *area, struct mq_buf *out, struct mq_diag *diag);
/* Within a look: those of a kind who are in an area. On MQ_OK the caller frees *set. */
enum mq_err mq_session_set_within(struct mq_session *session, mq_kind_id kind, const char *area,
	struct mq_set **set, struct mq_diag *diag);
/* Within a look: leave of what comes only what comes to whom is in an area. */
enum mq_err mq_session_keep_within(struct mq_session *session, const char *area,
	struct mq_comings *comings, struct mq_diag *diag);

/* ---- glance.c ---- */

/* The kind's columns but the title itself, of the record that source is turned to. */
const char *mq_session_others(struct mq_row_source *source, const struct mq_kind *kind,
	struct mq_arena *arena);

/* ---- tag.c ---- */

/* Within a look: which derived tags are true of a record and of those above it, but for checks
 * that are far; sets these by field, of holds[schema->n_fields]. */
enum mq_err mq_session_tags(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	bool *holds, struct mq_diag *diag);

/* ---- checks.c ---- */

/* Is it a check that a card cannot wait for? */
bool mq_session_check_is_far(const struct mq_field *tag);

/* ---- facet_many.c ---- */

void mq_session_forget_stretches(struct mq_session *session);

/* ---- why.c ---- */

struct mq_why;

/* The newest step that set the field; where none says so, the one the record came with, or NULL
 * where it has no history. */
const struct mq_history_entry *mq_history_step(const struct mq_history *history,
	mq_field_id field);

/* The reasons of a compiled question, within a look. */
enum mq_err mq_why_fill(struct mq_session *session, const struct mq_query *query,
	mq_record_id id, struct mq_why *why, struct mq_diag *diag);

/* ---- card.c ---- */

/* The day on the wall here, as an officer would name it; "" where there is none. */
void mq_session_local_day(int64_t when, char out[16]);

/* ---- names as people type them (called.c) ---- */

/* Where a folded word stands in the best of the names; the higher the better. */
enum mq_written {
	MQ_WRITTEN_NOT,
	MQ_WRITTEN_INSIDE,
	MQ_WRITTEN_PREFIX,
	MQ_WRITTEN_SO,
};

struct mq_names mq_field_names(const struct mq_field *field);
enum mq_written mq_names_written(const struct mq_names *names, const struct mq_buf *word,
	struct mq_buf *scratch);
/* The readings of the Chinese label; false where there is none or the word is no pinyin. */
bool mq_names_spell(const struct mq_names *names, const struct mq_buf *word,
	struct mq_buf *readings);

#endif
