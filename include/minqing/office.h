/*
 * office: the second door of session, for what an officer's work is made of.
 *
 *     policy.c        policies that find people: counts, what another threshold would do
 *     policy_people.c who is on their lists, and why
 *
 * As everywhere in session: one snapshot and one day for each call (or for all of them within
 * mq_session_hold), and nobody is told of who is not in the officer's universe. The plain values
 * are those of work's doors.
 */
#ifndef MINQING_OFFICE_H
#define MINQING_OFFICE_H

#include <minqing/policy.h>
#include <minqing/session.h>

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

#endif
