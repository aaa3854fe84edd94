#include "own.h"

#include <stdlib.h>
#include <string.h>

#include "narrow.h"

/*
 * A facet value as a condition in the query text, and the text with it put in or
 * taken out. What is written is tried on the parser before it is given back:
 * the form with labels where it means just that, else the one with ids.
 */

/* The canonical text of a query that is one condition; "" where it is not. */
static void canonical(const struct mq_session *session, const struct mq_buf *text,
	struct mq_buf *out)
{
	struct mq_query *query;

	if (mq_query_new(session->schema, mq_session_kind(session), session->today,
		MQ_QUERY_WHOLE, text->data ? text->data : "", text->len, &query, NULL) == MQ_OK) {
		if (mq_query_n_conjuncts(query) == 1) {
			mq_query_print_conjunct(query, 0, out);
		}
		mq_query_free(query);
	}
}

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

mq_field_id mq_narrow_field(const struct mq_session *session, const struct mq_facet *facet,
	const struct mq_facet_value *value)
{
	const struct mq_field *field = value_field(session, facet, value);

	return field ? field->number : MQ_NO_FIELD;
}

static void write_ids(const struct mq_field *field, const struct mq_facet *facet,
	const struct mq_facet_value *value, struct mq_buf *out)
{
	if (facet->field == MQ_NO_FIELD) {
		mq_buf_adds(out, field->id);
	} else if (strcmp(value->value, "?") == 0) {
		mq_buf_addf(out, "%s:?", field->id);
	} else {
		mq_buf_addf(out, "%s:%s", field->id, value->value);
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
	struct mq_buf other = {0};

	if (!field) {
		return;
	}
	write_ids(field, facet, value, text);
	canonical(session, text, meaning);
	write_labels(field, facet, value, &labels);
	canonical(session, &labels, &other);
	if (other.len && other.len == meaning->len &&
	    memcmp(other.data, meaning->data, other.len) == 0) {
		mq_buf_clear(text);
		mq_buf_add(text, labels.data, labels.len);
	}
	mq_buf_release(&labels);
	mq_buf_release(&other);
}

bool mq_narrow_holds(const struct mq_query *query, const struct mq_buf *meaning, size_t *at)
{
	struct mq_buf text = {0};
	bool found = false;

	for (size_t i = 0; i < mq_query_n_conjuncts(query) && !found; i++) {
		mq_buf_clear(&text);
		mq_query_print_conjunct(query, i, &text);
		found = meaning->len && text.len == meaning->len &&
			memcmp(text.data, meaning->data, text.len) == 0;
		*at = i;
	}
	mq_buf_release(&text);
	return found;
}

/* ---- putting it in ---- */

static void trim_end(struct mq_buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ') {
		out->data[--out->len] = 0;
	}
}

/* The text without the conjuncts about field. */
static void without_field(const struct mq_query *query, const char *text, size_t len,
	mq_field_id field, struct mq_buf *out)
{
	size_t from = 0;

	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		size_t start;
		size_t end;

		if (mq_query_conjunct_field(query, i) != field) {
			continue;
		}
		mq_query_conjunct_span(query, i, &start, &end);
		mq_buf_add(out, text + from, start - from);
		trim_end(out);
		from = end;
		while (from < len && text[from] == ' ' && !out->len) {
			from++;
		}
	}
	mq_buf_add(out, text + from, len - from);
	trim_end(out);
}

static struct mq_query *compile(const struct mq_session *session, const char *text, size_t len)
{
	struct mq_query *query = NULL;

	mq_query_new(session->schema, mq_session_kind(session), session->today, MQ_QUERY_TYPING,
		text, len, &query, NULL);
	return query;
}

/* Behind a text whose last word is "or", a condition would bind to that side alone. */
static void add_condition(const struct mq_session *session, struct mq_buf *out,
	const struct mq_buf *condition)
{
	struct mq_query *before = compile(session, out->data ? out->data : "", out->len);
	struct mq_buf whole = {0};
	struct mq_query *after;

	mq_buf_add(&whole, out->data, out->len);
	mq_buf_adds(&whole, whole.len ? " " : "");
	mq_buf_add(&whole, condition->data, condition->len);
	after = compile(session, whole.data, whole.len);
	if (before && after && mq_query_n_conjuncts(before) &&
	    mq_query_n_conjuncts(after) <= mq_query_n_conjuncts(before)) {
		mq_buf_clear(&whole);
		mq_buf_addf(&whole, "(%s) %s", out->data, condition->data);
	}
	mq_buf_clear(out);
	mq_buf_add(out, whole.data, whole.len);
	mq_query_free(before);
	mq_query_free(after);
	mq_buf_release(&whole);
}

void mq_session_narrow(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, const struct mq_facet_value *value, enum mq_narrow how,
	struct mq_buf *out)
{
	struct mq_query *query = compile(session, text, len);
	struct mq_buf condition = {0};
	struct mq_buf meaning = {0};
	struct mq_buf rest = {0};
	size_t at;

	mq_narrow_condition(session, facet, value, &condition, &meaning);
	if (!query || !condition.len) {
		mq_buf_add(out, text, len);
		goto done;
	}
	if (how == MQ_NARROW_EXCLUDE) {
		struct mq_buf excluded = {0};

		mq_buf_addf(&excluded, "-%s", condition.data);
		mq_buf_release(&condition);
		condition = excluded;
		mq_buf_clear(&meaning);
		canonical(session, &condition, &meaning);
	}
	/* A half-typed tail is given up: the new condition could not stand behind it. */
	without_field(query, text, mq_query_tail(query), mq_narrow_field(session, facet, value),
		&rest);
	if (!mq_narrow_holds(query, &meaning, &at)) {
		add_condition(session, &rest, &condition);
	}
	mq_buf_add(out, rest.data ? rest.data : "", rest.len);
done:
	mq_query_free(query);
	mq_buf_release(&condition);
	mq_buf_release(&meaning);
	mq_buf_release(&rest);
}
