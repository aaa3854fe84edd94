#include "own.h"

/*
 * Derived tags of one record and of those above it. A card asks dozens of them about one
 * person: they are judged in one go on that record and those it is linked with, which costs
 * the same however many people there are.
 */

static bool is_derived_tag(const struct mq_session *session, mq_kind_id kind,
	const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL && field->expression &&
		!mq_session_check_is_far(field) &&
		mq_schema_distance(session->schema, kind, field->number) >= 0;
}

/* Ask for a tag of the record or of the one above it that has the tag. */
static void ask(struct mq_session *session, mq_field_id tag, mq_kind_id kind, mq_record_id id,
	size_t *n)
{
	mq_record_id owner = mq_query_owner(&session->view, kind, id, tag);

	if (owner != MQ_NO_RECORD) {
		session->judgements = mq_grow(session->judgements, &session->cap_judgements, *n + 1,
			sizeof(*session->judgements));
		session->judgements[(*n)++] = (struct mq_judgement){.tag = tag, .id = owner};
	}
}

enum mq_err mq_session_tags(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	bool *holds, struct mq_diag *diag)
{
	size_t n = 0;
	enum mq_err err;

	for (size_t i = 0; i < session->schema->n_fields; i++) {
		if (is_derived_tag(session, kind, &session->schema->fields[i])) {
			ask(session, (mq_field_id)i, kind, id, &n);
		}
	}
	err = mq_query_judge(&session->view, session->judgements, n, &session->scratch, diag);
	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		holds[session->judgements[i].tag] = session->judgements[i].truth == MQ_TRUE;
	}
	mq_arena_reset(&session->scratch);
	return err;
}
