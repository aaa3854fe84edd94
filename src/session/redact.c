#include "own.h"

/* A query as it may be kept: without what could tell whom it was about. */

bool mq_session_redact(struct mq_session *session, mq_kind_id kind, const char *text, size_t len,
	struct mq_buf *out)
{
	struct mq_query *query = NULL;
	bool whole;

	if (mq_session_look(session, NULL) != MQ_OK) {
		return false;
	}
	whole = mq_session_compile(session, kind, text, len, &query, NULL) == MQ_OK;
	if (whole) {
		mq_query_redact(query, text, out);
	}
	mq_query_free(query);
	mq_session_look_away(session);
	return whole;
}

bool mq_session_hole(const char *text, size_t len, size_t *from, size_t *end)
{
	return mq_query_hole(text, len, from, end);
}
