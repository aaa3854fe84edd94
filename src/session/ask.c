#include "own.h"

#include <stdlib.h>
#include <string.h>

/*
 * The question in force. A new one replaces it only when it could be answered,
 * so that a fault while typing leaves the last good answer on the screen.
 */

mq_kind_id mq_session_kind(const struct mq_session *session)
{
	return session->asked ? mq_query_kind(session->query) : 0;
}

const struct mq_set *mq_session_set(const struct mq_session *session)
{
	return session->show_unknown ? session->unknown : session->answer.yes;
}

void mq_session_show_unknown(struct mq_session *session, bool unknown)
{
	if (session->show_unknown == unknown) {
		return;
	}
	session->show_unknown = unknown;
	session->reply.question = ++session->question;
	mq_set_free(session->counting);
	session->counting = NULL;
}

void mq_session_repair(const struct mq_session *session, struct mq_buf *out)
{
	size_t len = 0;
	const char *repair = session->asked ? mq_query_repair(session->query, &len) : NULL;

	mq_buf_add(out, repair, len);
}

void mq_session_canonical(const struct mq_session *session, struct mq_buf *out)
{
	if (session->asked) {
		mq_query_print(session->query, out);
	}
}

static bool is_current(const struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, bool typing)
{
	return session->asked && session->typing == typing && session->text_len == len &&
		memcmp(session->text, text, len) == 0 && session->asked_kind == kind &&
		session->day == session->today && session->chinese == mq_lang_is_chinese() &&
		session->saved == mq_schema_saved_generation(session->schema) &&
		session->snapshot == mq_index_snapshot(session->view.index);
}

/* What has no room is cut between characters. */
static void copy_text(char *out, size_t size, const char *text)
{
	size_t len = strlen(text);

	len = len < size ? len : size - 1;
	while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80) {
		len--;
	}
	memcpy(out, text, len);
	out[len] = '\0';
}

static void fill_reply(struct mq_session *session, const struct mq_stats *stats)
{
	struct mq_reply *reply = &session->reply;
	const char *expected = mq_query_expected(session->query);

	*reply = (struct mq_reply){.kind = mq_query_kind(session->query)};
	reply->question = session->question;
	reply->hits = mq_set_count(session->answer.yes);
	reply->unknown = mq_set_count(session->unknown);
	reply->all = mq_set_count(session->view.universe[reply->kind]);
	reply->undecided = stats->undecided;
	reply->tail = mq_query_tail(session->query);
	copy_text(reply->expected, sizeof(reply->expected), expected ? expected : "");
}

void mq_session_forget_tiers(struct mq_set *tiers[MQ_TIERS])
{
	for (size_t i = 0; i < MQ_TIERS; i++) {
		mq_set_free(tiers[i]);
		tiers[i] = NULL;
	}
}

/* Who goes first where no order is asked for: who fits with every ~~ read as *=, or who
 * fits bare words most closely. */
static enum mq_err answer_tiers(struct mq_session *session, const struct mq_query *query,
	const struct mq_answer *answer, struct mq_set *tiers[MQ_TIERS], struct mq_diag *diag)
{
	struct mq_answer exact = {0};
	enum mq_err err;

	if (!mq_query_has_near(query)) {
		return mq_query_tiers(query, &session->view, answer->yes, tiers, diag);
	}
	err = mq_query_answer_exact(query, &session->view, &exact, diag);
	if (err == MQ_OK) {
		tiers[0] = exact.yes;
		exact.yes = NULL;
	}
	mq_answer_release(&exact);
	return err;
}

/* Answer query, and make it the one in force; it is moved. */
static enum mq_err put_in_force(struct mq_session *session, struct mq_query *query,
	struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	struct mq_stats stats = {0};
	struct mq_set *tiers[MQ_TIERS] = {NULL};
	enum mq_err err = mq_query_answer(query, &session->view, &answer, &stats, diag);

	if (err == MQ_OK) {
		err = answer_tiers(session, query, &answer, tiers, diag);
	}
	if (err != MQ_OK) {
		mq_answer_release(&answer);
		mq_query_free(query);
		return err;
	}
	mq_query_free(session->query);
	mq_session_forget_tiers(session->tiers);
	memcpy(session->tiers, tiers, sizeof(tiers));
	mq_answer_release(&session->answer);
	mq_set_free(session->counting);
	mq_set_free(session->unknown);
	session->question++;
	session->query = query;
	session->answer = answer;
	session->counting = NULL;
	session->unknown = mq_set_minus(answer.possible, answer.yes);
	session->snapshot = mq_index_snapshot(session->view.index);
	session->day = session->today;
	session->saved = mq_schema_saved_generation(session->schema);
	session->chinese = mq_lang_is_chinese();
	session->asked = true;
	fill_reply(session, &stats);
	return MQ_OK;
}

static void keep_text(struct mq_session *session, const char *text, size_t len, bool typing)
{
	char *copy = mq_strndup(text, len);

	free(session->text);
	session->text = copy;
	session->text_len = len;
	session->typing = typing;
}

enum mq_err mq_session_compile(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, struct mq_query **query, struct mq_diag *diag)
{
	mq_session_see_saved(session, text, len);
	return mq_query_new(session->schema, kind, session->today, MQ_QUERY_WHOLE, text, len, query,
		diag);
}

static enum mq_err ask(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, bool typing, struct mq_diag *diag)
{
	struct mq_query *query;
	enum mq_err err;

	mq_session_see_saved(session, text, len);
	if (is_current(session, kind, text, len, typing)) {
		return MQ_OK;
	}
	err = mq_query_new(session->schema, kind, session->today,
		typing ? MQ_QUERY_TYPING : MQ_QUERY_WHOLE, text, len, &query, diag);
	if (err == MQ_OK) {
		err = put_in_force(session, query, diag);
	}
	if (err == MQ_OK) {
		session->asked_kind = kind;
		keep_text(session, text, len, typing);
	}
	return err;
}

enum mq_err mq_session_ask(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, bool typing, struct mq_reply *reply, struct mq_diag *diag)
{
	int64_t start = mq_clock_ns();
	enum mq_err err = mq_session_look(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = ask(session, kind, text, len, typing, diag);
	mq_session_look_away(session);
	if (err == MQ_OK) {
		session->reply.micros = (uint64_t)(mq_clock_ns() - start) / 1000;
		*reply = session->reply;
	}
	return err;
}

/* Somebody committed, midnight passed, or another language is spoken: the same question,
 * answered anew. The dates in it were settled on the old day, so it is compiled again. */
enum mq_err mq_session_refresh(struct mq_session *session, struct mq_diag *diag)
{
	char *text;
	enum mq_err err;

	if (!session->asked) {
		return mq_diag_add(diag, MQ_ERR_USAGE, _("nothing was asked yet"));
	}
	mq_session_see_saved(session, session->text, session->text_len);
	if (is_current(session, session->asked_kind, session->text, session->text_len,
		session->typing)) {
		return MQ_OK;
	}
	text = mq_strndup(session->text, session->text_len);
	err = ask(session, session->asked_kind, text, session->text_len, session->typing, diag);
	free(text);
	return err;
}

enum mq_err mq_session_look_at_answer(struct mq_session *session, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_refresh(session, diag);
	if (err != MQ_OK) {
		mq_session_look_away(session);
	}
	return err;
}
