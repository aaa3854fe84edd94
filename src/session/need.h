/* What the files of needs share. */
#ifndef MINQING_SESSION_NEED_OWN_H
#define MINQING_SESSION_NEED_OWN_H

#include <minqing/office.h>

#include "own.h"

/* Look, with the rules of the register's configuration, which are lent until this is asked again;
 * on MQ_OK the caller looks away. */
enum mq_err mq_session_look_at_needs(struct mq_session *session,
	const struct mq_need_rules **rules, struct mq_diag *diag);
/* Within a look: the need with this key. NOT_FOUND. */
enum mq_err mq_session_find_need(struct mq_session *session, const struct mq_need_rules *rules,
	const char *key, mq_record_id *id, struct mq_diag *diag);
/* Within a look: whom a query about needs is true of; otherwise is what "" asks. On MQ_OK the
 * caller frees *hits and *canonical. */
enum mq_err mq_session_ask_needs(struct mq_session *session, const struct mq_need_rules *rules,
	const char *text, size_t len, const char *otherwise, struct mq_set **hits,
	char **canonical, struct mq_diag *diag);
/* Within a look: one need as a row, its texts in arena. */
void mq_session_need_row(struct mq_session *session, const struct mq_need_rules *rules,
	mq_record_id id, struct mq_arena *arena, struct mq_need_row *row);

#endif
