#include "own.h"

#include <stdlib.h>

/*
 * Derived tags of one record. A card asks dozens of them about one person: each is judged
 * on that record and those it is linked with, which costs the same however many people
 * there are. As questions they are compiled once, and again when the day or a list
 * they may lean on is another one.
 */

void mq_session_forget_tags(struct mq_session *session)
{
	for (size_t i = 0; session->tags && i < session->schema->n_fields; i++) {
		mq_query_free(session->tags[i]);
	}
	free(session->tags);
	session->tags = NULL;
}

static void begin(struct mq_session *session)
{
	uint64_t saved = mq_schema_saved_generation(session->schema);

	if (session->tags && (session->tags_day != session->today || session->tags_saved != saved)) {
		mq_session_forget_tags(session);
	}
	if (!session->tags) {
		session->tags = mq_alloc(session->schema->n_fields * sizeof(*session->tags));
		session->tags_day = session->today;
		session->tags_saved = saved;
	}
}

static enum mq_err compile(struct mq_session *session, const struct mq_field *field,
	struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err;

	mq_buf_addf(&text, "%s:true", field->id);
	err = mq_query_new(session->schema, field->kind, session->today, MQ_QUERY_WHOLE, text.data,
		text.len, &session->tags[field->number], diag);
	mq_buf_release(&text);
	return err;
}

/* Ask for a tag of the record or of the one above it that has the tag. */
static enum mq_err ask(struct mq_session *session, const struct mq_field *field, mq_kind_id kind,
	mq_record_id id, size_t *n, struct mq_diag *diag)
{
	mq_record_id owner = mq_query_owner(&session->view, kind, id, field->number);
	enum mq_err err = MQ_OK;

	if (!session->tags[field->number]) {
		err = compile(session, field, diag);
	}
	if (err == MQ_OK && owner != MQ_NO_RECORD) {
		session->judgements = mq_grow(session->judgements, &session->cap_judgements, *n + 1,
			sizeof(*session->judgements));
		session->judgements[(*n)++] = (struct mq_judgement){
			.query = session->tags[field->number], .id = owner};
	}
	return err;
}

static bool is_derived_tag(const struct mq_session *session, mq_kind_id kind,
	const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL && field->expression &&
		mq_schema_distance(session->schema, kind, field->number) >= 0;
}

/* Say the answers in the order they were asked for. */
static void tell(const struct mq_session *session, mq_kind_id kind, mq_record_id id, bool *holds)
{
	const struct mq_judgement *next = session->judgements;

	for (size_t i = 0; i < session->schema->n_fields; i++) {
		const struct mq_field *field = &session->schema->fields[i];

		if (is_derived_tag(session, kind, field) &&
		    mq_query_owner(&session->view, kind, id, field->number) != MQ_NO_RECORD) {
			holds[i] = next++->truth == MQ_TRUE;
		}
	}
}

enum mq_err mq_session_tags(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	bool *holds, struct mq_diag *diag)
{
	size_t n = 0;
	enum mq_err err = MQ_OK;

	begin(session);
	for (size_t i = 0; i < session->schema->n_fields && err == MQ_OK; i++) {
		const struct mq_field *field = &session->schema->fields[i];

		if (is_derived_tag(session, kind, field)) {
			err = ask(session, field, kind, id, &n, diag);
		}
	}
	if (err == MQ_OK) {
		err = mq_query_judge(&session->view, session->judgements, n, &session->scratch, diag);
	}
	if (err == MQ_OK) {
		tell(session, kind, id, holds);
	}
	mq_arena_reset(&session->scratch);
	return err;
}
