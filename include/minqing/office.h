/*
 * office: a session's second door: what an officer does. Looking is <minqing/session.h>.
 *
 *     policy.c      policies that find people: counts, what another threshold would do;
 *                   policy_people.c: who is on their lists, and why
 *     upcoming.c    what the days to come bring, and what was dismissed of it
 *
 * Values are those of work's doors, plain and owned by who gets them. What is done is done in one
 * transaction, or not at all.
 */
#ifndef MINQING_OFFICE_H
#define MINQING_OFFICE_H

#include <minqing/policy.h>
#include <minqing/session.h>
#include <minqing/upcoming.h>

/* ---- policies ---- */

/* The policies of the register's configuration, read again where the file has changed; none
 * where there is no file. Borrowed until the next call of any of these functions. CONFIG. */
enum mq_err mq_session_policies(struct mq_session *session, const struct mq_policies **policies,
	struct mq_diag *diag);
/* How many are on a policy's lists. */
enum mq_err mq_session_policy_count(struct mq_session *session, const struct mq_policy *policy,
	struct mq_policy_counts *counts, struct mq_diag *diag);
/* Append the question that lists them, to be asked and opened. */
enum mq_err mq_session_policy_text(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, struct mq_buf *out, struct mq_diag *diag);

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

/* Who is on one of a policy's lists (GAP, OVER), or may be, were more known: at most n_max, in
 * the kind's order. Released by the caller, whatever is returned. */
enum mq_err mq_session_policy_people(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, bool unknown, size_t n_max, struct mq_policy_people *people,
	struct mq_diag *diag);
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

#endif
