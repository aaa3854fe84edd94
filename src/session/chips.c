#include "own.h"

#include <string.h>

/*
 * The conditions of the question in force, one by one: where each stands in its text, what
 * it says, and for how many it is not known; and the text without one of them, or with it
 * denied. What is written is tried on the parser before it is given back, as in narrow.c.
 */

/* ---- what they are ---- */

/* Of those who may be hits, how many is this condition not known of? */
static enum mq_err count_unknown(struct mq_session *session, const struct mq_query *query,
	uint64_t *count, struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_answer(query, &session->view, &answer, NULL, diag);

	if (err == MQ_OK) {
		struct mq_set *unknown = mq_set_minus(answer.possible, answer.yes);

		*count = mq_set_and_count(unknown, session->unknown);
		mq_set_free(unknown);
	}
	mq_answer_release(&answer);
	return err;
}

/* Where nobody is unknown, and where there is one condition, nothing need be asked. */
static enum mq_err fill_unknown(struct mq_session *session, struct mq_condition *condition,
	size_t n, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	enum mq_err err;

	if (session->reply.unknown == 0 || n == 1) {
		condition->unknown = session->reply.unknown;
		return MQ_OK;
	}
	err = mq_session_compile(session, mq_session_kind(session), condition->query,
		strlen(condition->query), &query, diag);
	if (err == MQ_OK) {
		err = count_unknown(session, query, &condition->unknown, diag);
	}
	mq_query_free(query);
	return err;
}

static void describe(const struct mq_query *query, size_t i, struct mq_arena *arena,
	struct mq_condition *condition)
{
	struct mq_buf text = {0};

	mq_query_conjunct_span(query, i, &condition->from, &condition->to);
	mq_query_print_conjunct(query, i, &text);
	condition->query = mq_arena_strndup(arena, text.data, text.len);
	mq_buf_clear(&text);
	mq_query_say_conjunct(query, i, &text);
	condition->label = mq_arena_strndup(arena, text.data, text.len);
	condition->field = mq_query_conjunct_field(query, i);
	mq_buf_release(&text);
}

static enum mq_err fill(struct mq_session *session, struct mq_conditions *conditions,
	struct mq_diag *diag)
{
	const struct mq_query *query = session->query;
	size_t n = mq_query_n_conjuncts(query);
	enum mq_err err = MQ_OK;

	conditions->question = session->question;
	conditions->conditions = mq_arena_alloc(&conditions->arena,
		(n + 1) * sizeof(*conditions->conditions));
	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		struct mq_condition *condition = conditions->conditions + i;

		*condition = (struct mq_condition){0};
		describe(query, i, &conditions->arena, condition);
		conditions->n++;
		err = fill_unknown(session, condition, n, diag);
	}
	return err;
}

enum mq_err mq_session_conditions(struct mq_session *session, struct mq_conditions *conditions,
	struct mq_diag *diag)
{
	enum mq_err err = mq_session_look_at_answer(session, diag);

	*conditions = (struct mq_conditions){0};
	if (err != MQ_OK) {
		return err;
	}
	err = fill(session, conditions, diag);
	mq_session_look_away(session);
	return err;
}

void mq_conditions_release(struct mq_conditions *conditions)
{
	mq_arena_release(&conditions->arena);
	*conditions = (struct mq_conditions){0};
}

/* ---- changing one ---- */

struct change {
	const struct mq_session *session;
	const struct mq_query *query;
	size_t at;
	enum mq_condition_change how;
};

static struct mq_query *compile(const struct mq_session *session, const struct mq_buf *text)
{
	struct mq_query *query = NULL;

	mq_query_new(session->schema, mq_session_kind(session), session->today, MQ_QUERY_WHOLE,
		text->data ? text->data : "", text->len, &query, NULL);
	return query;
}

/* A condition denied: its sign taken off, or one put before it. */
static void write_denied(const char *text, size_t len, struct mq_buf *out)
{
	mq_buf_adds(out, text[0] == '-' ? "" : "-");
	mq_buf_add(out, text + (text[0] == '-'), len - (text[0] == '-'));
}

/* The canonical text of one condition as it is to be. */
static void write_wanted(const struct change *change, size_t i, struct mq_buf *out)
{
	struct mq_buf text = {0};

	mq_query_print_conjunct(change->query, i, &text);
	if (i != change->at) {
		mq_buf_add(out, text.data, text.len);
	} else if (change->how == MQ_CONDITION_DENY) {
		write_denied(text.data, text.len, out);
	}
	mq_buf_release(&text);
}

/* All of them in canonical text, and the directives. */
static void rebuild(const struct change *change, struct mq_buf *out)
{
	struct mq_buf directives = {0};

	mq_query_print_from(change->query, out);
	for (size_t i = 0; i < mq_query_n_conjuncts(change->query); i++) {
		size_t before = out->len;

		mq_buf_adds(out, before > 0 ? " " : "");
		write_wanted(change, i, out);
		if (out->len == before + (before > 0)) {
			out->len = before;
		}
	}
	mq_query_print_directives(change->query, &directives);
	mq_buf_adds(out, out->len > 0 && directives.len > 0 ? " " : "");
	mq_buf_add(out, directives.data, directives.len);
	mq_buf_release(&directives);
}

/* The text as it was typed but for the one. */
static void edit(const struct change *change, struct mq_buf *out)
{
	const char *text = change->session->text;
	size_t len = mq_query_tail(change->query);
	size_t from;
	size_t to;

	mq_query_conjunct_span(change->query, change->at, &from, &to);
	to = to < len ? to : len;	/* what is half typed may be within it */
	from = from < to ? from : to;
	while (to > from && text[to - 1] == ' ') {
		to--;
	}
	mq_buf_add(out, text, from);
	if (change->how == MQ_CONDITION_DENY) {
		write_denied(text + from, to - from, out);
	} else {
		while (to < len && text[to] == ' ') {
			to++;
		}
	}
	mq_buf_add(out, text + to, len - to);
	while (out->len > 0 && out->data[out->len - 1] == ' ') {
		out->data[--out->len] = '\0';
	}
}

static bool mean_the_same(const struct mq_session *session, const struct mq_buf *a,
	const struct mq_buf *b)
{
	struct mq_query *queries[] = {compile(session, a), compile(session, b)};
	struct mq_buf texts[2] = {{0}, {0}};
	bool same = queries[0] && queries[1];

	for (size_t i = 0; i < 2 && same; i++) {
		mq_query_print(queries[i], &texts[i]);
	}
	same = same && texts[0].len == texts[1].len &&
		(texts[0].len == 0 || memcmp(texts[0].data, texts[1].data, texts[0].len) == 0);
	for (size_t i = 0; i < 2; i++) {
		mq_query_free(queries[i]);
		mq_buf_release(&texts[i]);
	}
	return same;
}

void mq_session_change_condition(const struct mq_session *session, size_t at,
	enum mq_condition_change how, struct mq_buf *out)
{
	struct change change = {session, session->query, at, how};
	struct mq_buf typed = {0};
	struct mq_buf anew = {0};

	if (!session->asked || at >= mq_query_n_conjuncts(session->query)) {
		return;
	}
	rebuild(&change, &anew);
	edit(&change, &typed);
	if (mean_the_same(session, &typed, &anew)) {
		mq_buf_add(out, typed.data, typed.len);
	} else {
		mq_buf_add(out, anew.data, anew.len);
	}
	mq_buf_release(&typed);
	mq_buf_release(&anew);
}
