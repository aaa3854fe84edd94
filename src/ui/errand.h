/*
 * errand: what is done from the row of a board besides forms, and how it is told; for the screen
 * and for lines.
 */
#ifndef MINQING_UI_ERRAND_H
#define MINQING_UI_ERRAND_H

#include <minqing/board.h>

/* What was done, and what follows from it; the caller releases both. */
struct mq_errand_told {
	struct mq_buf text;
	struct mq_buf hint;
};

void mq_errand_told_release(struct mq_errand_told *told);

/* Is a round planned for today? */
bool mq_errand_is_planned(struct mq_session *session);
/* Plan one, of n households (0: as the duties say), of somebody's round or (NULL) the officer's.
 * Errors: those of mq_session_round_plan. */
enum mq_err mq_errand_plan(struct mq_session *session, const char *person, size_t n,
	struct mq_errand_told *told, struct mq_diag *diag);
/* Dismiss what comes by a rule to the record with this key on a day. INPUT where no reason is said
 * or there is no rule (NULL); else those of mq_session_upcoming_dismiss. */
enum mq_err mq_errand_dismiss(struct mq_session *session, const char *rule, const char *key,
	const char *on, const char *reason, struct mq_errand_told *told, struct mq_diag *diag);

#endif
