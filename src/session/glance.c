#include "own.h"

/*
 * A question answered beside the one in force: its counts, and who comes first. What names
 * things (a list before it is asked, a person by what is typed) is told with it.
 */

const char *mq_session_others(struct mq_row_source *source, const struct mq_kind *kind,
	struct mq_arena *arena)
{
	struct mq_buf text = {0};
	const char *others;

	for (size_t i = 0; i < kind->n_columns; i++) {
		size_t before = text.len;

		if (kind->columns[i] == mq_kind_title(kind)) {
			continue;
		}
		mq_buf_adds(&text, before ? "  " : "");
		if (!mq_row_source_value(source, kind->columns[i], false, &text)) {
			text.len = before;
		}
	}
	others = mq_arena_strndup(arena, text.len ? text.data : "", text.len);
	mq_buf_release(&text);
	return others;
}

static void look_at_first(struct mq_session *session, const struct mq_set *hits, size_t n_max,
	struct mq_glance *glance)
{
	const struct mq_kind *kind = &session->schema->kinds[glance->kind];
	mq_field_id title = mq_kind_title(kind);
	struct mq_row_source source = {0};
	mq_record_id *ids = mq_arena_alloc(&glance->arena, n_max * sizeof(*ids));

	glance->first = mq_arena_alloc(&glance->arena, n_max * sizeof(*glance->first));
	glance->n = mq_query_page(&session->view, glance->kind, hits, NULL, 0, 0, ids, n_max);
	mq_row_source_begin(&source, &session->view, glance->kind, MQ_NO_RECORD);
	for (size_t i = 0; i < glance->n; i++) {
		struct mq_slice name = {NULL, 0};

		mq_row_source_turn(&source, ids[i]);
		if (title != MQ_NO_FIELD) {
			name = mq_row_source_text(&source, title, false, &glance->arena);
		}
		glance->first[i] = (struct mq_glimpse){ids[i], name.data ? name.data : "",
			mq_session_others(&source, kind, &glance->arena)};
	}
	mq_row_source_release(&source);
}

static enum mq_err answer(struct mq_session *session, const struct mq_query *query, size_t n_max,
	struct mq_glance *glance, struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_answer(query, &session->view, &answer, NULL, diag);

	if (err == MQ_OK) {
		glance->kind = mq_query_kind(query);
		mq_answer_count(&answer, &glance->hits, &glance->unknown);
	}
	if (err == MQ_OK && n_max > 0) {
		look_at_first(session, answer.yes, n_max, glance);
	}
	mq_answer_release(&answer);
	return err;
}

enum mq_err mq_session_glance(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, size_t n_max, struct mq_glance *glance, struct mq_diag *diag)
{
	struct mq_query *query;
	enum mq_err err = mq_session_look(session, diag);

	*glance = (struct mq_glance){.kind = kind};
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_compile(session, kind, text, len, &query, diag);
	if (err == MQ_OK) {
		err = answer(session, query, n_max, glance, diag);
		mq_query_free(query);
	}
	mq_session_look_away(session);
	return err;
}

void mq_glance_release(struct mq_glance *glance)
{
	mq_arena_release(&glance->arena);
	*glance = (struct mq_glance){0};
}
