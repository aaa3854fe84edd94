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

enum mq_err mq_session_tag(struct mq_session *session, mq_field_id field, mq_record_id id,
	bool *holds, struct mq_diag *diag)
{
	enum mq_truth truth = MQ_FALSE;
	enum mq_err err = MQ_OK;

	begin(session);
	if (!session->tags[field]) {
		err = compile(session, &session->schema->fields[field], diag);
	}
	if (err == MQ_OK) {
		err = mq_query_judge(session->tags[field], &session->view, id, &truth, diag);
	}
	*holds = truth == MQ_TRUE;
	return err;
}
