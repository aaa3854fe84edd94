#include "own.h"

#include <string.h>

#include <minqing/facets.h>

/*
 * The value that stands in a row as a condition: a facet of one value, made up, so that
 * narrowing writes it as it writes those of the facets.
 */

static const char *text_or_unknown(struct mq_slice text)
{
	return text.data ? (const char *)text.data : "?";
}

static void narrow(const struct mq_session *session, const char *query, size_t len,
	mq_field_id field, const char *value, const char *label, enum mq_narrow how,
	struct mq_buf *out)
{
	const struct mq_facet facet = {.field = field,
		.label = mq_field_label(session->schema->fields + field)};
	const struct mq_facet_value one = {.label = label, .value = value, .field = field};

	mq_session_narrow(session, query, len, &facet, &one, how, out);
}

enum mq_err mq_session_narrow_row(struct mq_session *session, const char *text, size_t len,
	mq_field_id field, mq_kind_id kind, mq_record_id id, enum mq_narrow how, bool *some,
	struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_row_source *source = &session->rows;
	struct mq_arena arena = {0};
	const char *value;
	const char *label;
	enum mq_err err = mq_session_look_at_answer(session, diag);

	*some = false;
	if (err != MQ_OK) {
		return err;
	}
	mq_row_source_begin(source, &session->view, kind, id);
	value = text_or_unknown(mq_row_source_text(source, field, true, &arena));
	label = text_or_unknown(mq_row_source_text(source, field, false, &arena));
	err = mq_index_error(session->view.index, diag);
	mq_session_look_away(session);
	*some = err == MQ_OK && !(session->schema->fields[field].type == MQ_TYPE_MULTI
		&& strpbrk(value, " ,;")) &&
		mq_schema_distance(session->schema, mq_session_kind(session), field) >= 0;
	if (*some) {
		narrow(session, text, len, field, value, label, how, out);
	}
	mq_arena_release(&arena);
	return err;
}
