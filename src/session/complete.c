#include "own.h"

#include <string.h>

/* What may stand at the cursor, as plain values. */

/* A field is written with what comes behind it. */
static const char *key_of(struct mq_offers *offers, const struct mq_candidate *candidate)
{
	bool field = candidate->kind == MQ_CANDIDATE_FIELD;

	return mq_arena_strndup(&offers->arena, candidate->id,
		field ? strcspn(candidate->id, ":") : strlen(candidate->id));
}

/* A code that is not one field's alone is put in with the field before it. */
static const char *field_of(const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_candidate *candidate)
{
	size_t len = strcspn(candidate->insert, ":");
	bool named = candidate->kind == MQ_CANDIDATE_CODE && candidate->insert[len] == ':';
	mq_field_id field = named ? mq_schema_field(schema, kind, candidate->insert, len)
		: MQ_NO_FIELD;

	return field != MQ_NO_FIELD ? mq_field_label(&schema->fields[field]) : NULL;
}

static void tell(struct mq_offers *offers, const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_candidate *candidate)
{
	offers->offers[offers->n++] = (struct mq_offer){
		.from = candidate->from, .to = candidate->to,
		.insert = mq_arena_strdup(&offers->arena, candidate->insert),
		.label = mq_arena_strdup(&offers->arena, candidate->label),
		.id = key_of(offers, candidate),
		.kind = mq_candidate_kind_name(candidate->kind),
		.field = field_of(schema, kind, candidate),
		.by = mq_fit_by_name(candidate->by),
		.counted = candidate->counted, .count = candidate->count,
	};
}

enum mq_err mq_session_complete(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, size_t cursor, size_t n_max, struct mq_offers *offers, struct mq_diag *diag)
{
	struct mq_completion completion = {0};
	enum mq_err err = mq_session_look(session, diag);

	*offers = (struct mq_offers){0};
	if (err != MQ_OK) {
		return err;
	}
	mq_session_see_saved(session, text, len);
	err = mq_query_complete(&session->view, kind, text, len, cursor, n_max, &completion, diag);
	mq_session_look_away(session);
	offers->settled = completion.settled;
	offers->offers = mq_arena_alloc(&offers->arena,
		(completion.n + 1) * sizeof(*offers->offers));
	for (size_t i = 0; i < completion.n; i++) {
		tell(offers, session->schema, kind, completion.candidates + i);
	}
	mq_completion_release(&completion);
	return err;
}

bool mq_session_is_settled(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, size_t cursor)
{
	bool settled = false;

	if (mq_session_look(session, NULL) == MQ_OK) {
		settled = mq_query_is_settled(&session->view, kind, text, len, cursor);
		mq_session_look_away(session);
	}
	return settled;
}

void mq_offers_release(struct mq_offers *offers)
{
	mq_arena_release(&offers->arena);
	*offers = (struct mq_offers){0};
}
