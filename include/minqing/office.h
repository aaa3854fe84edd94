/*
 * office: a session's second door: what an officer does. Looking is <minqing/session.h>.
 *
 *     policy.c        policies that find people: counts, what another threshold would do;
 *                     policy_people.c: who is on their lists, and why
 *     upcoming.c      what the days to come bring; dismiss.c: what is not told again
 *     need.c          a need added, or led one step on
 *     need_rows.c     needs with what the day makes of them, the most overdue first
 *     need_thread.c   one need and all that was done, said and changed, step by step
 *     need_stats.c    how many are open and overdue, and how long they take
 *     duty.c          how duties stand; who is there
 *     round.c         whom to call on next, and the plan of a day
 *     report.c        the figures of a month; report_rows.c: as lines, as a file
 *     office.c        look, plan, act; again where another was quicker
 *     visit.c         a sitting in one act; its sheet of paper
 *     visit_rows.c    sittings from a table, row by row; visit_heads.c: its heads
 *     service.c       the ledger: lines begun, ended, proposed, paired
 *     checks.c        facts that do not go together: which tags tell of them
 *
 * Values are those of work's doors, plain and owned by who gets them. What is done is done in one
 * transaction, or not at all.
 */
#ifndef MINQING_OFFICE_H
#define MINQING_OFFICE_H

#include <minqing/duty.h>
#include <minqing/need.h>
#include <minqing/policy.h>
#include <minqing/report.h>
#include <minqing/session.h>
#include <minqing/sheets.h>
#include <minqing/upcoming.h>
#include <minqing/visit.h>

/* ---- policies ---- */

/* The policies of the register's configuration, read again where the file has changed; none
 * where there is no file. Borrowed until the next call of any of these functions. CONFIG. */
enum mq_err mq_session_policies(struct mq_session *session, const struct mq_policies **policies,
	struct mq_diag *diag);
/* How many are on a policy's lists, of those in an area (board.h; "": of all). */
enum mq_err mq_session_policy_count(struct mq_session *session, const struct mq_policy *policy,
	const char *area, struct mq_policy_counts *counts, struct mq_diag *diag);
/* Of its gap alone, for about half the price. */
enum mq_err mq_session_policy_count_gap(struct mq_session *session, const struct mq_policy *policy,
	const char *area, struct mq_policy_counts *counts, struct mq_diag *diag);
/* Append the question that lists them, to be asked and opened. */
enum mq_err mq_session_policy_text(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, const char *area, struct mq_buf *out, struct mq_diag *diag);

struct mq_policy_person {
	mq_record_id id;
	const char *key;
	const char *title;	/* or "" */
	const char *others;	/* the kind's other columns, two spaces between */
	const char *reasons;	/* of who is on the list: what decides; else "" */
	const char *missing;	/* of who may be on it: what is not known; else "" */
};

struct mq_policy_people {
	mq_kind_id kind;
	const char *query;
	uint64_t all;		/* how many there are */
	struct mq_policy_person *people;
	size_t n;
	struct mq_arena arena;
};

/* Who in an area is on one of a policy's lists (GAP, OVER), or may be, were more known: at most
 * n_max, in the kind's order. Released by the caller, whatever is returned. */
enum mq_err mq_session_policy_people(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, bool unknown, const char *area, size_t n_max,
	struct mq_policy_people *people, struct mq_diag *diag);
void mq_policy_people_release(struct mq_policy_people *people);
/* What would come of another threshold, "dibao_line=1700". USAGE. The caller releases whatif,
 * whatever is returned. */
enum mq_err mq_session_policy_whatif(struct mq_session *session, const struct mq_policy *policy,
	const char *assignment, struct mq_policy_whatif *whatif, struct mq_diag *diag);
/* Is the register's file right, and are all reviews young enough today? CONFIG with all
 * faults. */
enum mq_err mq_session_policy_check(struct mq_session *session, struct mq_diag *diag);
/* Judge the cases in it, those of one policy where name is not NULL (mq_policies_test). */
enum mq_err mq_session_policy_test(struct mq_session *session, const char *name,
	struct mq_policy_tested *tested, struct mq_diag *diag);

/* ---- checks ---- */

/* Of two facts one cannot be; or they want asking. */
enum mq_fact_weight {
	MQ_FACT_WRONG,
	MQ_FACT_DOUBTFUL,
	MQ_FACT_NO_CHECK,		/* no check */
};

struct mq_fact_check {
	const struct mq_field *tag;	/* true of who fails it; of the session's schema */
	enum mq_fact_weight weight;
	bool slow;			/* takes longer than my day can wait */
	bool far;			/* takes longer than a card can wait */
};

/* What a field is as a check: by the group of the tag, minqing-checks(7). */
enum mq_fact_weight mq_session_check_weight(const struct mq_session *session, mq_field_id field);
/* The check behind this one, the first where it is zeroed: those that cannot be before those to be
 * asked; false, and it stays, behind the last. */
bool mq_session_check_next(const struct mq_session *session, struct mq_fact_check *check);
/* Append the question that lists who fails it, or of whom it is not known; among those whom
 * within is true of, a query about residents, or NULL: among all. */
void mq_session_check_text(const struct mq_session *session, const struct mq_fact_check *check,
	const char *within, bool unknown, struct mq_buf *out);

/* ---- what comes ---- */

/* What is asked for: by all rules, by one, or by a query of one's own. */
struct mq_upcoming_wish {
	unsigned n_days;	/* 0: as the rules say, or 90 */
	const char *rule;	/* id or label of a rule or of a policy, or NULL */
	const char *watch;	/* a query about residents: who comes to fit it, and who no longer
				 * does; or NULL */
	const char *area;	/* only to whom is in it (board.h); NULL: to all */
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
	const char *name;	/* of an entry of a journal: of whom it is */
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
/* Read what was typed: days ("90d", 90) or none, then a rule, a policy, a query or nothing. What
 * the wish says is borrowed from text. CONFIG where upcoming.yaml is wrong. */
enum mq_err mq_session_upcoming_read(struct mq_session *session, const char *text,
	struct mq_upcoming_wish *wish, struct mq_diag *diag);
/* The rules of this register, borrowed until their files change and the session is asked again. */
enum mq_err mq_session_upcoming_rules(struct mq_session *session,
	const struct mq_upcoming_rules **rules, struct mq_diag *diag);
/* Something that comes, pointed at; all is borrowed. */
struct mq_upcoming_place {
	const char *rule;	/* or a policy */
	const char *key;	/* of the record it comes to */
	const char *on;		/* the day it comes, however far; NULL: the next within the rule's
				 * days */
};

/* What comes there is not told again, while the facts stay as they are. reason is kept with it.
 * NOT_FOUND where nothing comes there; the day it was dismissed for is in day. */
enum mq_err mq_session_upcoming_dismiss(struct mq_session *session,
	const struct mq_upcoming_place *place, const char *reason, char day[16], struct mq_diag *diag);

/* ---- visits ---- */

/* What a form for a sitting is made of (mq_visit_form). Released by the caller, whatever is
 * returned. */
enum mq_err mq_session_visit_form(struct mq_session *session, struct mq_whom whom,
	struct mq_visit_form *form, struct mq_diag *diag);
/* Whom a key or the number of a sheet means, and the day of that sheet; MQ_DAY_MIN: none. INPUT,
 * NOT_FOUND. */
enum mq_err mq_session_visit_whom(struct mq_session *session, const char *key,
	struct mq_whom *whom, mq_day *day, struct mq_diag *diag);
/*
 * Do a whole sitting, said in words (mq_visit_read): the visit, facts, confirmations, services and
 * needs in one transaction (mq_visit_plan). source is where it came from, "visit add"; with dry_run
 * nothing is done, but planned and told. What was done, or that it was there already, is told in
 * plan, whose changes have the ids of new records. Errors: those of mq_visit_read, of
 * mq_visit_plan and of mq_register_act. A snapshot that is held (mq_session_hold) is let go and held
 * anew, so that what was done is seen. Plan is zeroed; released by the caller, whatever is
 * returned.
 */
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
	MQ_VISIT_ROW_TOLD,	/* it was there, and something was new for it */
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
	char *read_as;		/* the encoding, or the sheet of a workbook; may hold anything */
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
/* The provider has called: what else is waited for is in the plan's notes. */
enum mq_err mq_session_service_done(struct mq_session *session, const char *id,
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

/* ---- needs ---- */

/* A need as people read it: labels in the language of messages, "" where not known. */
struct mq_need_row {
	mq_record_id id;
	const char *key;
	const char *who;	/* what the resident is called, else the household */
	const char *category;
	const char *detail;
	const char *state;
	const char *desk;
	const char *level;	/* at which it was put */
	const char *stands;	/* at which it stands today by its lateness */
	const char *supervision;
	const char *due;
	mq_day due_day;		/* MQ_NEED_NO_DAY: none */
	struct mq_need_clock clock;
};

struct mq_needs {
	struct mq_need_row *rows;
	size_t n_rows;
	uint64_t hits;		/* how many there are in all */
	char *query;		/* canonical; how else to ask for them */
	struct mq_arena arena;
};

/*
 * Needs that a query about needs is true of ("": those not closed): first those that have a
 * deadline, the most overdue first, at most limit of them (0: all). Errors: those of a question;
 * CONFIG, NOT_FOUND as mq_need_rules_read. Released by the caller, whatever is returned.
 */
enum mq_err mq_session_needs(struct mq_session *session, const char *text, size_t len,
	size_t limit, struct mq_needs *needs, struct mq_diag *diag);
void mq_needs_release(struct mq_needs *needs);
/* Append the question of needs that wait on the officer: on their desk (mq_need_waits), in their
 * area; nothing where they sit at no desk. CONFIG, NOT_FOUND as mq_need_rules_read. */
enum mq_err mq_session_need_waits(struct mq_session *session, struct mq_buf *out,
	struct mq_diag *diag);

/*
 * Add a need of a resident or a household, or lead the need with this key one step on. words
 * are FIELD=VALUE of a need, why=TEXT, and what has no '=': `spot` and what is needed where it
 * is added, else the reason. As it is then comes back as one row. USAGE and INPUT with what is
 * possible; those of mq_register_act. Released by the caller, whatever is returned.
 */
enum mq_err mq_session_need_add(struct mq_session *session, mq_kind_id about, const char *key,
	const char *const *words, size_t n_words, struct mq_needs *done, struct mq_diag *diag);
enum mq_err mq_session_need_step(struct mq_session *session, enum mq_need_command command,
	const char *key, const char *const *words, size_t n_words, struct mq_needs *done,
	struct mq_diag *diag);

/* A field as it was before a step and after it, for people; NULL: not known. */
struct mq_need_change {
	const char *label;
	const char *was;
	const char *became;
};

struct mq_need_past {
	const char *when;	/* day and time here */
	const char *who;
	const char *why;
	const char *source;
	bool created;
	struct mq_need_change *changes;
	size_t n_changes;
};

/* The whole chain: it is the history of the record, nothing else is kept. */
struct mq_need_thread {
	struct mq_needs now;	/* one row */
	const char *rule;	/* the source of its deadline's rule */
	struct mq_need_past *steps;	/* the oldest first */
	size_t n_steps;
	struct mq_arena arena;
};

/* Errors as mq_session_needs; NOT_FOUND, CORRUPT. Released by the caller, whatever is
 * returned. */
enum mq_err mq_session_need_thread(struct mq_session *session, const char *key,
	struct mq_need_thread *thread, struct mq_diag *diag);
void mq_need_thread_release(struct mq_need_thread *thread);

struct mq_need_stat {
	mq_field_id by;		/* the desk's field or the category's; MQ_NO_FIELD: all */
	const char *id;		/* of the code; "" where not known, or of all */
	const char *label;
	const char *query;	/* whom it is about; with need_open, need_overdue, need_settled
				 * behind it each number's records */
	struct mq_need_figures figures;
};

struct mq_need_stats {
	struct mq_need_stat *stats;	/* all, then by desk, then by category; those with none
					 * left out */
	size_t n_stats;
	struct mq_arena arena;
};

/* Of the needs a query is true of ("": of all). Errors as mq_session_needs. */
enum mq_err mq_session_need_stats(struct mq_session *session, const char *text, size_t len,
	struct mq_need_stats *stats, struct mq_diag *diag);
void mq_need_stats_release(struct mq_need_stats *stats);
/* ---- duties ---- */

/* Who is there and what has to be done, as DIR/config/staff.yaml and duties.yaml say now; both
 * borrowed until the files change and the session is asked again. CONFIG with all faults. */
enum mq_err mq_session_duties(struct mq_session *session, const struct mq_staff **staff,
	const struct mq_duties **duties, struct mq_diag *diag);
/* Of the staff, the officer by account; NULL where they are not among them. Borrowed alike. */
const struct mq_person *mq_session_person(struct mq_session *session);
/*
 * How duties stand: of one person (id, name or account) or of all (NULL); by person (NULL or
 * "person") or by an area of the dwellings: "committee", "building" … NOT_FOUND where there is
 * no such person, with the nearest; else as mq_duty_by_person and mq_duty_by_area, by which
 * status is told and released too.
 */
enum mq_err mq_session_duty_status(struct mq_session *session, const char *person, const char *by,
	struct mq_duty_status *status, struct mq_diag *diag);

/* ---- the round ---- */

/* A household to call on. */
struct mq_round_row {
	struct mq_round_stop stop;	/* no reasons, points or rank where it is from a plan */
	const char *key;
	const char *place;		/* "" where not known */
	const char *people;		/* who lives there: the first, and how many more */
	bool visited;			/* since it was planned */
};

struct mq_round_sheet {
	struct mq_round_row *rows;	/* in the order one walks */
	size_t n_rows;
	size_t n_visited;
	mq_day day;			/* for which it was planned; of no plan: today */
	struct mq_round round;		/* what it was made of; empty where it is from a plan */
	struct mq_arena arena;
};

/* The n households (0: as duties.yaml says) to call on next where a person works: one of the
 * staff, by id, name or account; NULL: the officer, who has to be one of them. NOT_FOUND where
 * nobody is called so. Released by the caller, whatever is returned. */
enum mq_err mq_session_round(struct mq_session *session, const char *person, size_t n,
	struct mq_round_sheet *sheet, struct mq_diag *diag);
/*
 * The same, kept as the plan of today: the officer's saved lists @round, and @round_left of
 * those who were not called on since. So a visit ticks a household off by itself, and a plan
 * can be opened, printed and counted as any list. *path is where it lies, owned by the caller.
 */
enum mq_err mq_session_round_plan(struct mq_session *session, const char *person, size_t n,
	struct mq_round_sheet *sheet, char **path, struct mq_diag *diag);
/* The plan, and what was done of it. NOT_FOUND where there is none. */
enum mq_err mq_session_round_planned(struct mq_session *session, struct mq_round_sheet *sheet,
	struct mq_diag *diag);
void mq_round_sheet_release(struct mq_round_sheet *sheet);

/* ---- the figures of a month ---- */

/*
 * The figures of a month, "2026-10" (NULL: the last one that is over), of those in the officer's
 * universe. USAGE where it is no month or has not begun; CONFIG with all faults, or where
 * report.yaml is not there. Released by the caller with mq_report_release, whatever is returned.
 */
enum mq_err mq_session_report(struct mq_session *session, const char *month,
	struct mq_report *report, struct mq_diag *diag);
/* Append them as csv, tsv or json: a line for each figure in each place, as they go into a file.
 * USAGE where the format is another. */
enum mq_err mq_session_report_lines(const struct mq_report *report, const char *format,
	struct mq_buf *out, struct mq_diag *diag);
/* The same as a file, in the format that is named or that its name ends in; xlsx, too. Errors:
 * those of mq_session_export. */
enum mq_err mq_session_report_file(const struct mq_report *report, const char *path,
	const char *format, bool overwrite, struct mq_exported *done, struct mq_diag *diag);

#endif
