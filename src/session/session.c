#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/access.h>

/*
 * Opening, and the frame of every action: look, work, look away. Between actions
 * nothing of the store is held; several calls can be made one action.
 */

enum mq_err mq_session_open(const char *dir, bool read_only, struct mq_session **out,
	struct mq_diag *diag)
{
	struct mq_register *reg;
	struct mq_session *session;
	enum mq_err err = mq_register_open(dir, read_only, &reg, diag);

	if (err != MQ_OK) {
		return err;
	}
	session = mq_alloc(sizeof(*session));
	session->reg = reg;
	session->schema = mq_register_schema(reg);
	session->officer = mq_access_officer();
	*out = session;
	return MQ_OK;
}

void mq_session_close(struct mq_session *session)
{
	if (!session) {
		return;
	}
	mq_answer_release(&session->answer);
	mq_set_free(session->counting);
	mq_set_free(session->unknown);
	mq_session_forget_tiers(session->tiers);
	mq_query_free(session->query);
	mq_session_forget_stretches(session);
	mq_session_forget_duties(session);
	mq_row_source_release(&session->rows);
	mq_row_source_release(&session->phrases);
	mq_buf_release(&session->phrase);
	mq_arena_release(&session->scratch);
	free(session->judgements);
	mq_register_close(session->reg);
	free(session->officer);
	free(session->text);
	free(session->places);
	free(session->saved_seen);
	mq_need_rules_free(session->need_rules);
	free(session->need_rules_seen);
	mq_policies_free(session->policies);
	free(session->policies_seen);
	mq_upcoming_rules_release(&session->upcoming);
	free(session->upcoming_seen);
	free(session);
}

const struct mq_schema *mq_session_schema(const struct mq_session *session)
{
	return session->schema;
}

const char *mq_session_dir(const struct mq_session *session)
{
	return mq_register_dir(session->reg);
}

static enum mq_err look_anew(struct mq_session *session, struct mq_diag *diag)
{
	enum mq_err err = mq_day_today(&session->today, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_register_look(session->reg, session->today, &session->view, NULL, diag);
	if (err == MQ_OK) {
		mq_access_universe(&session->view, session->officer);
	}
	return err;
}

enum mq_err mq_session_look(struct mq_session *session, struct mq_diag *diag)
{
	enum mq_err err = session->held ? MQ_OK : look_anew(session, diag);

	if (err == MQ_OK) {
		mq_index_stop_when(session->view.index, session->stop, session->stop_context);
	}
	return err;
}

void mq_session_stop_when(struct mq_session *session, bool (*stop)(void *context), void *context)
{
	session->stop = stop;
	session->stop_context = context;
}

void mq_session_look_away(struct mq_session *session)
{
	if (!session->held) {
		mq_register_look_away(session->reg);
	}
}

void mq_session_hold(struct mq_session *session)
{
	session->held = mq_session_look(session, NULL) == MQ_OK;
}

void mq_session_let_go(struct mq_session *session)
{
	session->held = false;
	mq_session_look_away(session);
}

bool mq_session_stale(struct mq_session *session)
{
	bool stale = false;

	if (session->asked && mq_session_look(session, NULL) == MQ_OK) {
		mq_session_see_saved(session, session->text, session->text_len);
		stale = mq_index_snapshot(session->view.index) != session->snapshot ||
			session->day != session->today ||
			session->saved != mq_schema_saved_generation(session->schema);
		mq_session_look_away(session);
	}
	return stale;
}

enum mq_err mq_session_act(struct mq_session *session, const char *why, const char *source,
	struct mq_change *changes, size_t n_changes, struct mq_diag *diag)
{
	const struct mq_act act = {.who = session->officer, .why = why, .source = source};

	return mq_register_act(session->reg, &act, changes, n_changes, diag);
}
