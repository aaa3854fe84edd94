#include "own.h"

#include <string.h>

#include "narrow.h"

/*
 * A facet value as a condition, and what choosing, adding or leaving out that value makes of a
 * query text (narrow_text.c). What is written is tried on the parser before it is given back:
 * the condition with labels where it means just that, else with ids.
 */

static const struct mq_field *value_field(const struct mq_session *session,
	const struct mq_facet *facet, const struct mq_facet_value *value)
{
	mq_kind_id kind = mq_session_kind(session);
	mq_field_id field = facet->field;

	if (field == MQ_NO_FIELD) {
		field = mq_schema_field_exact(session->schema, kind, value->value,
			strlen(value->value));
	}
	return field == MQ_NO_FIELD ? NULL : &session->schema->fields[field];
}

static void write_ids(const struct mq_field *field, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *out)
{
	bool quoted = (field->type == MQ_TYPE_TEXT || field->type == MQ_TYPE_REF) &&
		strcmp(value->value, "?") != 0;

	mq_buf_adds(out, field->id);
	if (facet->field == MQ_NO_FIELD) {
		return;
	}
	mq_buf_adds(out, quoted ? "=" : ":");
	if (quoted) {
		mq_query_quote(value->value, strlen(value->value), out);
	} else {
		mq_buf_adds(out, value->value);
	}
}

static void write_labels(const struct mq_field *field, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *out)
{
	if (facet->field == MQ_NO_FIELD) {
		mq_buf_adds(out, mq_field_label(field));
	} else if (strcmp(value->value, "?") == 0) {
		mq_buf_addf(out, "%s:?", mq_field_label(field));
	} else {
		mq_buf_addf(out, "%s:%s", mq_field_label(field), value->label);
	}
}

void mq_narrow_condition(const struct mq_session *session, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *text, struct mq_buf *meaning)
{
	const struct mq_field *field = value_field(session, facet, value);
	struct mq_buf labels = {0};

	if (!field) {
		return;
	}
	write_ids(field, facet, value, text);
	write_labels(field, facet, value, &labels);
	if (memchr(labels.data, ' ', labels.len)) {
		mq_buf_clear(&labels);	/* several words are no one condition: no need to look */
	}
	mq_narrow_prefer(session, &labels, text, meaning);
	mq_buf_release(&labels);
}

/* ---- the door ---- */

static void negate(const struct mq_session *session, struct mq_buf *condition,
	struct mq_buf *meaning)
{
	struct mq_buf negated = {0};

	mq_buf_addf(&negated, "-%s", condition->data);
	mq_buf_release(condition);
	*condition = negated;
	mq_buf_clear(meaning);
	mq_narrow_canonical(session, condition, meaning);
}

/* The condition of one value: what is to stand in place of those its field has now. */
static void choose(const struct mq_session *session, const struct mq_query *query,
	const struct mq_field *field, enum mq_narrow how, struct mq_buf *condition,
	struct mq_buf *meaning)
{
	bool exclude = how == MQ_NARROW_EXCLUDE;

	if ((exclude || how == MQ_NARROW_ADD) &&
	    mq_narrow_list(session, query, field, exclude, condition, meaning)) {
		return;
	}
	if (exclude) {
		negate(session, condition, meaning);
	}
	if (mq_narrow_holds(query, meaning)) {
		mq_buf_clear(condition);
		mq_buf_clear(meaning);
	}
}

static void narrow_to(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, const struct mq_facet_value *value, enum mq_narrow how,
	struct mq_buf *out)
{
	struct mq_query *query = mq_narrow_compile(session, MQ_QUERY_TYPING, text, len);
	const struct mq_field *field = value_field(session, facet, value);
	struct mq_buf condition = {0};
	struct mq_buf meaning = {0};

	mq_narrow_condition(session, facet, value, &condition, &meaning);
	if (!query || !field || !condition.len) {
		mq_buf_add(out, text, len);
	} else {
		const struct mq_about about = {field->number, NULL};

		choose(session, query, field, how, &condition, &meaning);
		mq_narrow_replace(session, query, text, &about, &condition, &meaning, out);
	}
	mq_query_free(query);
	mq_buf_release(&condition);
	mq_buf_release(&meaning);
}

/* Nothing where the text has no condition on the field, so that it stays as it is typed. */
static void clear_field(const struct mq_session *session, mq_field_id field, struct mq_buf *text)
{
	const struct mq_about about = {field, NULL};
	struct mq_query *query = mq_narrow_compile(session, MQ_QUERY_TYPING, text->data, text->len);
	struct mq_buf out = {0};
	bool found = false;

	for (size_t i = 0; query && i < mq_query_n_conjuncts(query) && !found; i++) {
		found = mq_narrow_is_about(query, i, &about);
	}
	if (found) {
		mq_narrow_replace(session, query, text->data, &about, &(const struct mq_buf){0},
			&(const struct mq_buf){0}, &out);
		mq_buf_release(text);
		*text = out;
	}
	mq_query_free(query);
}

static void clear(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, struct mq_buf *out)
{
	struct mq_buf left = {0};

	mq_buf_add(&left, text, len);
	clear_field(session, facet->field, &left);
	for (size_t i = 0; facet->field == MQ_NO_FIELD && i < facet->n_values; i++) {
		clear_field(session, facet->values[i].field, &left);
	}
	mq_buf_add(out, left.data ? left.data : "", left.len);
	mq_buf_release(&left);
}

/* Of a group the tag that value is; of a field itself. */
static void narrow_to_unknown(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, const struct mq_facet_value *value, struct mq_buf *out)
{
	static const struct mq_facet_value unknown = {.value = "?"};
	const struct mq_facet of = {
		.field = facet->field == MQ_NO_FIELD ? value->field : facet->field,
	};

	narrow_to(session, text, len, &of, &unknown, MQ_NARROW_ONLY, out);
}

void mq_session_narrow(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, const struct mq_facet_value *value, enum mq_narrow how,
	struct mq_buf *out)
{
	if (how == MQ_NARROW_CLEAR) {
		clear(session, text, len, facet, out);
	} else if (how == MQ_NARROW_UNKNOWN) {
		narrow_to_unknown(session, text, len, facet, value, out);
	} else {
		bool alone = how == MQ_NARROW_ADD && facet->field == MQ_NO_FIELD;

		narrow_to(session, text, len, facet, value, alone ? MQ_NARROW_ONLY : how, out);
	}
}
