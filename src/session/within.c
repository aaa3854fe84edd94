#include "own.h"

#include <string.h>

#include "narrow.h"

/*
 * Where an officer works, as a question: the area of the post they hold today, which households
 * and residents can be asked, and by their links whatever is told of them. A question is narrowed
 * to it by standing beside it, so that whoever asks it again finds the same; relations in it
 * reach as far as ever.
 */

void mq_session_my_area(struct mq_session *session, struct mq_buf *out)
{
	const struct mq_person *me = mq_session_person(session);
	const struct mq_post *post = me ? mq_person_post(me, session->today) : NULL;

	mq_buf_adds(out, post ? post->area : "");
}

/* Its conjuncts, but what another has already. */
static void add_conjuncts(const struct mq_query *query, const struct mq_query *other,
	struct mq_buf *out)
{
	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		struct mq_buf text = {0};

		mq_query_print_conjunct(query, i, &text);
		if (!other || !mq_narrow_holds(other, &text)) {
			mq_buf_addf(out, "%s%s", out->len ? " " : "", text.data);
		}
		mq_buf_release(&text);
	}
}

static void print_both(const struct mq_query *query, const struct mq_query *area,
	struct mq_buf *out)
{
	struct mq_buf directives = {0};

	mq_query_print_from(query, out);
	add_conjuncts(query, NULL, out);
	add_conjuncts(area, query, out);
	mq_query_print_directives(query, &directives);
	if (directives.len) {
		mq_buf_addf(out, " %s", directives.data);
	}
	mq_buf_release(&directives);
}

enum mq_err mq_session_within(struct mq_session *session, mq_kind_id kind, const char *text,
	const char *area, struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	struct mq_query *where = NULL;
	enum mq_err err;

	if (!*area) {
		mq_buf_adds(out, text);
		return MQ_OK;
	}
	err = mq_session_compile(session, kind, text, strlen(text), &query, diag);
	if (err == MQ_OK) {
		err = mq_session_compile(session, mq_query_kind(query), area, strlen(area), &where,
			diag);
	}
	if (err == MQ_OK) {
		print_both(query, where, out);
	}
	mq_query_free(query);
	mq_query_free(where);
	return err;
}

enum mq_err mq_session_set_within(struct mq_session *session, mq_kind_id kind, const char *area,
	struct mq_set **set, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	enum mq_err err = mq_session_compile(session, kind, area, strlen(area), &query, diag);

	*set = NULL;
	if (err == MQ_OK) {
		err = mq_query_hits(query, &session->view, set, diag);
	}
	mq_query_free(query);
	return err;
}

/* A set for each kind of record that something comes to. */
enum mq_err mq_session_keep_within(struct mq_session *session, const char *area,
	struct mq_comings *comings, struct mq_diag *diag)
{
	struct mq_set *sets[MQ_KINDS_MAX] = {NULL};
	size_t n = 0;
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < comings->n && err == MQ_OK; i++) {
		mq_kind_id kind = comings->comings[i].rule->kind;

		if (!sets[kind]) {
			err = mq_session_set_within(session, kind, area, &sets[kind], diag);
		}
		if (err == MQ_OK && mq_set_has(sets[kind], comings->comings[i].id)) {
			comings->comings[n++] = comings->comings[i];
		}
	}
	comings->n = n;
	for (size_t i = 0; i < MQ_KINDS_MAX; i++) {
		mq_set_free(sets[i]);
	}
	return err;
}

/* Codes by their labels alone; whatever else as conditions are said. */
static void say_conjunct(const struct mq_schema *schema, const struct mq_query *query, size_t i,
	struct mq_buf *out)
{
	mq_field_id field = mq_query_conjunct_field(query, i);
	const struct mq_codes *codes = field == MQ_NO_FIELD ? NULL : schema->fields[field].codes;
	struct mq_buf values = {0};
	bool negated;

	if (!codes || !mq_query_conjunct_list(query, i, &negated, &values) || negated) {
		mq_query_say_conjunct(query, i, out);
	} else {
		for (size_t at = 0; at < values.len; at += strlen(values.data + at) + 1) {
			int code = mq_codes_find(codes, values.data + at, strlen(values.data + at));

			mq_buf_adds(out, at ? _(", ") : "");
			mq_buf_adds(out, code < 0 ? values.data + at
				: mq_code_label(&codes->codes[code]));
		}
	}
	mq_buf_release(&values);
}

void mq_session_say_area(struct mq_session *session, const char *area, struct mq_buf *out)
{
	mq_kind_id household = mq_schema_kind(session->schema, "household");
	struct mq_query *query;

	if (mq_session_compile(session, household == MQ_NO_KIND ? 0 : household, area, strlen(area),
			&query, NULL) != MQ_OK) {
		return;
	}
	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		mq_buf_adds(out, i ? _(", ") : "");
		say_conjunct(session->schema, query, i, out);
	}
	mq_query_free(query);
}
