/*
 * visit: a sitting and what comes of it; services, and who gives them. A door of work.
 *
 *     visit_words.c   a sitting as words: met 'set:phone=…' need:repair=…
 *     visit_people.c  who is meant by a name, a key or a number on a sheet
 *     visit_plan.c    a sitting to the changes of one act
 *     visit_there.c   … or what is new for one that is there already
 *     visit_came.c    … what came of it; visit_need.c: what was heard becomes a need
 *     visit_ask.c     what a visit asks and its outcomes suggest (visits.yaml)
 *     visit_conf.c    … as it is configured
 *     visit_form.c    both before anything was said, for who makes a form of it
 *     visit_number.c  the number of a sheet of paper: which household on which day
 *     visit_sheet.c   that sheet as text
 *     visit_find.c    whom a row of a table is about
 *     visit_said.c    FIELD=VALUE; visit_field.c: fields as people call them within one kind
 *     visit_draft.c   a plan put together
 *     service.c       a line of the ledger begun and ended
 *     call.c          calls of who provides it: the first, and from one to the next
 *     provider.c      firms, volunteers, doctors (providers.yaml); their free places
 *     match.c         who may be paired with whom, and why
 *     pair.c          a pairing, and whether it fits
 *
 * Everything is planned from one view and done by one mq_register_act: the visit, facts,
 * confirmations, services and needs are all there, or none is. A plan holds its changes and
 * what is to be told; texts are as people write them.
 */
#ifndef MINQING_VISIT_H
#define MINQING_VISIT_H

#include <minqing/answer.h>
#include <minqing/register.h>

/* Of whom something is said. */
struct mq_whom {
	mq_kind_id kind;
	mq_record_id id;	/* MQ_NO_RECORD: whoever was asked about */
};

/* ---- one sitting ---- */

struct mq_visit_fact {
	struct mq_whom whom;	/* the record that has the field */
	mq_field_id field;
	struct mq_slice text;	/* {NULL, 0} clears it */
};

/* A need that was heard, or a service that was done there and then. */
struct mq_visit_thing {
	const char *what;	/* id of need_kind or service_item */
	const char *detail;	/* or "" */
	bool spot;		/* a need that was solved there and then */
};

/* A whole visit as plain values; all borrowed for the call. Zeroed but for whom is who was
 * asked about; outcome must be among values. */
struct mq_visit {
	struct mq_whom whom;		/* a resident or a household */
	const struct mq_record_value *values;	/* fields of the visit itself, but keys and links */
	size_t n_values;
	const mq_record_id *met;	/* members of the household; none: whom alone */
	size_t n_met;
	const struct mq_visit_fact *facts;
	size_t n_facts;
	const struct mq_visit_thing *needs;
	size_t n_needs;
	const struct mq_visit_thing *services;
	size_t n_services;
	bool again;			/* a further visit on the same day */
};

/* What is to be done, and told. Owns all in it; mq_plan_release. */
struct mq_plan {
	struct mq_change *changes;
	size_t n_changes;
	size_t cap_changes;
	bool there;		/* it was entered before: nothing is to be done */
	const char *key;	/* of the (first) record: visit_key, service_id */
	size_t n_records;	/* visits: one for each person met; 0: they were there, and what
				 * is new is told of them */
	size_t n_filled;	/* visits that were there and take what they did not say */
	size_t n_facts;		/* that differ from what was known */
	size_t n_confirmed;	/* people */
	size_t n_services;
	size_t n_needs;
	const char **notes;	/* sentences: asked and not answered, suggested, doubtful */
	size_t n_notes;
	size_t cap_notes;
	struct mq_arena arena;
};

void mq_plan_release(struct mq_plan *plan);

/*
 * Plan a sitting; dir is the configuration's, officer who visited where the visit does not say.
 * The key of a record is household, day and staff, and the person; another outcome of that day
 * is another visit. One that is there takes what it did not say yet; where nothing is new, or
 * something is said otherwise, the plan says that it is there. A day to come, a required
 * question without an answer, and a need said to be solved that this visit told of and that is
 * still open, are INPUT;
 * CONFIG where the register has no visits. plan is zeroed; released by the caller,
 * whatever is returned.
 */
enum mq_err mq_visit_plan(const struct mq_view *view, const char *dir, const char *officer,
	const struct mq_visit *visit, struct mq_plan *plan, struct mq_diag *diag);

/* A sitting that was read from words, with what it borrows. */
struct mq_visit_said {
	struct mq_visit visit;
	struct mq_arena arena;
};

/*
 * Read a sitting as it is said of somebody: the key of a resident or household, or the number
 * of a sheet of paper; then FIELD=VALUE of the visit, an outcome by its name,
 * met=WHO,WHO, set:[WHO.]FIELD=VALUE, confirm, need:KIND=TEXT, spot:KIND=TEXT,
 * service:ITEM[=TEXT], again. INPUT for every word that is none; NOT_FOUND. Zeroed; released by the caller.
 */
enum mq_err mq_visit_read(const struct mq_view *view, const char *key, const char *const *words,
	size_t n_words, struct mq_visit_said *said, struct mq_diag *diag);
void mq_visit_said_release(struct mq_visit_said *said);

/* What a form is made of, before anything was said: who may be met, and what is asked. */
struct mq_visit_form {
	struct mq_whom whom;	/* the resident or the household that was meant */
	const char *key;	/* its key */
	const char *title;	/* what it is called */
	mq_record_id household;	/* MQ_NO_RECORD: none */
	mq_record_id *members;	/* in the order of a sheet; without a household whom alone */
	const char **lines;	/* of each: "王芳 82 阳曲路760弄12号 P00012" */
	const char **names;	/* "王芳" */
	const char **keys;
	size_t n_members;
	mq_field_id *asked;	/* fields of a visit that are asked of any of them */
	uint64_t *asked_of;	/* … of which: bit i is members[i] */
	bool *required;
	size_t n_asked;
	struct mq_arena arena;
};

/* whom may be a record of another kind that is of a resident or a household, as a visit or a need
 * is, or a dwelling where one household lives. Zeroed; released by the caller, whatever is
 * returned. CONFIG; INPUT where it is of neither. */
enum mq_err mq_visit_form(const struct mq_view *view, const char *dir, struct mq_whom whom,
	struct mq_visit_form *form, struct mq_diag *diag);
void mq_visit_form_release(struct mq_visit_form *form);

/* ---- people ---- */

/* Of the household of whom: its key's record, MQ_NO_RECORD where there is none. */
mq_record_id mq_visit_household(const struct mq_view *view, struct mq_whom whom);
/* Its members in the order of a sheet, at most n_ids; how many were written. */
size_t mq_visit_members(const struct mq_view *view, mq_record_id household, mq_record_id *ids,
	size_t n_ids);
enum { MQ_VISIT_MEMBERS_MAX = 60 };

/*
 * Whom a row of a table is about, by what its columns say: all of a name or a key, the last
 * digits of a number, a part of an address. One person, or where only fields of a household are
 * said one household; else INPUT with who it may be: name, age, address, key. Never guessed.
 */
struct mq_visit_mark {
	mq_field_id field;
	struct mq_slice text;
};
enum mq_err mq_visit_find(const struct mq_view *view, const struct mq_visit_mark *marks,
	size_t n_marks, struct mq_whom *whom, struct mq_diag *diag);

/* ---- paper ---- */

enum { MQ_VISIT_NUMBER_MAX = 32 };	/* bytes, with its NUL */

/* The number of the sheet for a household on a day: "790-1234-57". */
void mq_visit_number(const struct mq_view *view, mq_record_id household, mq_day day,
	char out[MQ_VISIT_NUMBER_MAX]);
/* What a number says. NOT_FOUND where it is no such number; INPUT where it looks like one and a
 * digit is wrong, or the household is gone. */
enum mq_err mq_visit_number_read(const struct mq_view *view, const char *text,
	mq_record_id *household, mq_day *day, struct mq_diag *diag);
/* Append the sheet of a household, lines of at most 76 columns. */
enum mq_err mq_visit_sheet(const struct mq_view *view, const char *dir, mq_record_id household,
	mq_day day, struct mq_buf *out, struct mq_diag *diag);

/* ---- the ledger of services ---- */

/* The field that people call so within a kind: its id, label or alias, its id without the
 * kind's name before it ("outcome" of a visit), or the beginning of just one. MQ_NO_FIELD. */
mq_field_id mq_work_field(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	size_t len);
/* The same, but whole names alone. */
mq_field_id mq_work_field_exact(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	size_t len);

/* Plan a line about whom: FIELD=VALUE of a service. item is needed; from is today and state
 * active where not said. The same item from the same day is there already; one that
 * overlaps another is noted. */
enum mq_err mq_service_plan(const struct mq_view *view, struct mq_whom whom,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag);
/* The provider has called: done is today, and next so many days later as providers.yaml in dir says
 * of the provider, unless it is said; where that is nothing, or comes after the line's end, no call
 * is waited for. One of that day, or of a later one, is there already. INPUT for a day to come or
 * not within the line; a next that is not after it, or after the line's end; a line that is neither
 * active nor ended since, or has neither a provider nor a next; words of other fields than done,
 * next and evidence. CONFIG where the register has no fields for calls. */
enum mq_err mq_service_done_plan(const struct mq_view *view, const char *dir, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag);
/* End it: reason is needed, to is today; evidence may be said, and INPUT is all else. */
enum mq_err mq_service_end_plan(const struct mq_view *view, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag);

/* Can it tell whose call is due? One that was made before there were calls cannot. */
bool mq_service_has_calls(const struct mq_schema *schema);

/* One who gives services, as providers.yaml says. */
struct mq_provider {
	const char *name;
	const char *kind;	/* firm, volunteer, doctor, agency; mq_provider_kind_label */
	int *items;		/* numbers of service_item's codes */
	size_t n_items;
	uint64_t capacity;	/* open services at most */
	int review_months;	/* 0: none */
	int first_days;		/* from the pairing to its first call at the latest; 0: none */
	int every_days;		/* … and from one call to the next; 0: none after the first */
	struct mq_query *where;	/* about residents: whom it reaches; NULL: all */
	const char *contact;	/* or NULL */
	uint64_t taken;		/* open services in this view */
	uint64_t due;		/* … whose provider is to have called by today; counted by
				 * mq_providers_count alone, 0 without calls */
};

/* Who needs an item: an expression about residents. */
struct mq_need_of {
	int item;
	struct mq_query *when;	/* and who does not have it yet */
};

struct mq_providers {
	struct mq_provider *providers;
	size_t n_providers;
	struct mq_need_of *needs;
	size_t n_needs;
	const struct mq_codes *items;	/* of the schema */
	struct mq_arena arena;
};

/* Read dir/providers.yaml; none where there is no file. CONFIG with all faults. Released by the
 * caller, whatever is returned. */
enum mq_err mq_providers_read(const char *dir, const struct mq_schema *schema, mq_day today,
	struct mq_providers *providers, struct mq_diag *diag);
void mq_providers_release(struct mq_providers *providers);
/* A provider's kind in the language of messages; static. */
const char *mq_provider_kind_label(const char *kind);
/* Count what one, or each, has taken on in a view: open lines of the ledger with its name; of each
 * also those whose call is due. */
enum mq_err mq_provider_count(const struct mq_view *view, struct mq_provider *provider,
	struct mq_diag *diag);
enum mq_err mq_providers_count(const struct mq_view *view, struct mq_providers *providers,
	struct mq_diag *diag);

/* A pairing that is proposed. */
struct mq_pairing {
	mq_record_id resident;
	mq_record_id household;	/* or MQ_NO_RECORD */
	size_t provider;
	int item;
	uint64_t left;		/* free places, with those proposed before taken */
	const char *why;	/* the conditions of need and place, in the language of messages */
};

struct mq_pairings {
	struct mq_pairing *pairings;
	size_t n;
	size_t cap;
	uint64_t unplaced;	/* who needs something that nobody has a place for */
	struct mq_arena arena;
};

/* Propose for those in a set of residents, who are asked in their kind's order. At most n_max.
 * Released by the caller, whatever is returned. */
enum mq_err mq_service_match(const struct mq_view *view, struct mq_providers *providers,
	const struct mq_set *residents, size_t n_max, struct mq_pairings *pairings,
	struct mq_diag *diag);
void mq_pairings_release(struct mq_pairings *pairings);
/* Plan a pairing within capacity: words as for mq_service_plan; item may be left out where the
 * provider has one, and next is its first_days away. INPUT where it has no place left or does not
 * give the item; and unless `anyway` is among them, where it does not reach them or nothing says
 * that they need it. */
enum mq_err mq_service_pair_plan(const struct mq_view *view, const char *dir, struct mq_whom whom,
	const char *provider, const char *const *words, size_t n_words, struct mq_plan *plan,
	struct mq_diag *diag);

/* ---- configuration ---- */

/* Are dir/visits.yaml and dir/providers.yaml right for this schema? CONFIG with all faults. */
enum mq_err mq_visit_check_config(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag);

#endif
