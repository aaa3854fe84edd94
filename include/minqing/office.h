/*
 * office: a session's second door: what an officer does. Looking is <minqing/session.h>.
 *
 *     upcoming.c    what the days to come bring, and what was dismissed of it
 *
 * Values are those of work's doors, plain and owned by who gets them. What is done is done in one
 * transaction, or not at all.
 */
#ifndef MINQING_OFFICE_H
#define MINQING_OFFICE_H

#include <minqing/session.h>
#include <minqing/upcoming.h>

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
/* Read what was typed: days ("90d", 90) or none, then a rule, a query or nothing. What the
 * wish says is borrowed from text. CONFIG where upcoming.yaml is wrong. */
enum mq_err mq_session_upcoming_read(struct mq_session *session, const char *text,
	struct mq_upcoming_wish *wish, struct mq_diag *diag);
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
