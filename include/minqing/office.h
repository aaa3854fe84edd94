/*
 * office: a session's second door: what an officer does. Looking is <minqing/session.h>.
 *
 *     upcoming.c    what the days to come bring, and what was dismissed of it
 *     office.c      look, plan, act; again where another was quicker
 *     visit.c       a sitting in one act; its sheet of paper
 *     visit_rows.c  sittings from a table, row by row; visit_heads.c: its heads
 *     service.c     the ledger: lines begun, ended, proposed, paired
 *
 * Values are those of work's doors, plain and owned by who gets them. What is done is done in one
 * transaction, or not at all.
 */
#ifndef MINQING_OFFICE_H
#define MINQING_OFFICE_H

#include <minqing/session.h>
#include <minqing/sheets.h>
#include <minqing/upcoming.h>
#include <minqing/visit.h>

/* ---- what comes ---- */

/* What is asked for: by all rules, by one, or by a query of one's own. */
struct mq_upcoming_wish {
	unsigned n_days;	/* 0: as the rules say, or 90 */
	const char *rule;	/* id or label, or NULL */
	const char *watch;	/* a query about residents: who comes to fit it, and who no longer
				 * does; or NULL */
	size_t limit;		/* so many rows; 0: all */
};

struct mq_upcoming_row {
	char day[16];		/* 2026-03-09 */
	unsigned in_days;
	const char *rule;	/* its id; "" of a query of one's own */
	const char *what;	/* its label, or the query */
	bool leaves;
	mq_kind_id kind;
	mq_record_id id;
	const char *key;	/* as `show` takes it */
	const char *name;
	const char *about;	/* age, committee, address: the kind's columns in short */
	const char *next;	/* what is to be done, or "" */
};

struct mq_upcoming_list {
	struct mq_upcoming_row *rows;	/* by day */
	size_t n;
	size_t n_all;		/* without the limit */
	struct mq_arena arena;
};

/* Released by the caller, whatever is returned. USAGE where there is no such rule, QUERY where
 * watch is none, CONFIG where upcoming.yaml is wrong. */
enum mq_err mq_session_upcoming(struct mq_session *session, const struct mq_upcoming_wish *wish,
	struct mq_upcoming_list *list, struct mq_diag *diag);
void mq_upcoming_list_release(struct mq_upcoming_list *list);
/* The rules of this register; released by the caller with mq_upcoming_rules_release. */
enum mq_err mq_session_upcoming_rules(struct mq_session *session,
	struct mq_upcoming_rules *rules, struct mq_diag *diag);
/*
 * What comes to this record by this rule next is not told again, while the facts stay as
 * they are. reason is kept with it. NOT_FOUND where nothing comes to it; the day it was dismissed
 * for is in day.
 */
enum mq_err mq_session_upcoming_dismiss(struct mq_session *session, const char *rule,
	const char *key, const char *reason, char day[16], struct mq_diag *diag);

/* ---- visits ---- */

/* Read a sitting as words (mq_visit_read). Released by the caller, whatever is returned. */
enum mq_err mq_session_visit_read(struct mq_session *session, const char *key,
	const char *const *words, size_t n_words, struct mq_visit_said *said, struct mq_diag *diag);
/* What a form for a sitting is made of (mq_visit_form). Released by the caller, whatever is
 * returned. */
enum mq_err mq_session_visit_form(struct mq_session *session, struct mq_whom whom,
	struct mq_visit_form *form, struct mq_diag *diag);
/*
 * Do a whole sitting: the visit, facts, confirmations, services and needs in one transaction
 * (mq_visit_plan). source is where it came from, "visit add". What was done, or that it was there
 * already, is told in plan, whose changes have the ids of new records. Errors: those of
 * mq_visit_plan and of mq_register_act. A snapshot that is held (mq_session_hold) is let go and
 * held anew, so that what was done is seen. Plan is zeroed; released by the caller, whatever is
 * returned.
 */
enum mq_err mq_session_visit(struct mq_session *session, const struct mq_visit *visit,
	const char *source, struct mq_plan *plan, struct mq_diag *diag);
/* Both, of words; with dry_run nothing is done, but planned and told. */
enum mq_err mq_session_visit_words(struct mq_session *session, const char *key,
	const char *const *words, size_t n_words, const char *source, bool dry_run,
	struct mq_plan *plan, struct mq_diag *diag);
/*
 * Sheets of paper, one a household, for those a query hits (residents or households) in the order
 * of addresses: at most limit (0: all), given to each one by one, borrowed for the call;
 * *n is how many there are in all.
 */
enum mq_err mq_session_visit_sheets(struct mq_session *session, const char *query, mq_day day,
	size_t limit, void (*each)(void *context, const char *sheet, size_t len), void *context,
	uint64_t *n, struct mq_diag *diag);
/* The day that MINQING_TODAY or the wall has. */
enum mq_err mq_session_today(struct mq_session *session, mq_day *today, struct mq_diag *diag);

enum mq_visit_row_state {
	MQ_VISIT_ROW_ADDED,
	MQ_VISIT_ROW_THERE,
	MQ_VISIT_ROW_REFUSED,
};

struct mq_visit_rows {
	const char *path;
	const char *encoding;	/* NULL: found out */
	char delimiter;		/* 0: found out */
	bool dry_run;		/* do nothing */
	/* Hears each row; false stops after it (INTERRUPTED). May be NULL. */
	mq_progress_fn progress;
	void *context;
};

struct mq_visit_rows_report {
	uint64_t rows;
	uint64_t of[MQ_VISIT_ROW_REFUSED + 1];
	char *status;		/* the file written beside: the rows with what became of each */
	char **ignored;		/* heads that say nothing of a visit */
	size_t n_ignored;
};

/*
 * Sittings from a table, a row each, each in a transaction of its own. Heads are the words of
 * mq_visit_read, or fields of a resident that say who it is. What became of a row stands before
 * it in PATH.status.csv, which can be mended and brought in again. Errors: those of sheets; INPUT
 * where no column says who it is. The report is filled, and the caller's to
 * release, whatever is returned.
 */
enum mq_err mq_session_visit_import(struct mq_session *session, const struct mq_visit_rows *rows,
	struct mq_visit_rows_report *report, struct mq_diag *diag);
void mq_visit_rows_report_release(struct mq_visit_rows_report *report);

/* ---- services ---- */

/* Plans as in <minqing/visit.h>, done. key is a resident's or a household's. */
enum mq_err mq_session_service_add(struct mq_session *session, const char *key,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag);
enum mq_err mq_session_service_end(struct mq_session *session, const char *id,
	const char *const *words, size_t n_words, struct mq_plan *plan, struct mq_diag *diag);
/* Within the provider's capacity whatever others do at the same time. */
enum mq_err mq_session_service_pair(struct mq_session *session, const char *key,
	const char *provider, const char *const *words, size_t n_words, struct mq_plan *plan,
	struct mq_diag *diag);

/* A proposal in words; texts are the proposals'. */
struct mq_proposal {
	const char *person_key;
	const char *household_key;
	const char *person;
	const char *address;
	const char *item;	/* its id */
	const char *item_label;
	const char *provider;
	uint64_t left;
	const char *why;
};

struct mq_proposals {
	struct mq_proposal *proposals;
	size_t n;
	uint64_t unplaced;	/* who needs something and nobody has a place */
	struct mq_arena arena;
};

/* Propose for residents a query hits ("" for all), at most n_max. Released by the caller,
 * whatever is returned. */
enum mq_err mq_session_service_match(struct mq_session *session, const char *query, size_t n_max,
	struct mq_proposals *proposals, struct mq_diag *diag);
void mq_proposals_release(struct mq_proposals *proposals);

/* Providers and what they have taken on. Released by the caller, whatever is returned. */
enum mq_err mq_session_providers(struct mq_session *session, struct mq_providers *providers,
	struct mq_diag *diag);

#endif
